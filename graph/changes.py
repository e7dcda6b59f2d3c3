"""What may be done to a dataset: SPARQL Update, and putting, merging and deleting whole graphs."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import pyoxigraph as ox

from .answer import PREFIXES
from .engine import engine_errors, graph_names
from .errors import QueryError
from .federation import placed_tokens, refuse_loading, unescaped


@dataclass(frozen=True, slots=True)
class Update:
    """A SPARQL Update, the address against which its relative IRIs are read, and the graphs that its WHERE sees."""

    text: str
    base: str
    using: tuple[str, ...] = ()
    using_named: tuple[str, ...] = ()

    def __call__(self, store: ox.Store) -> str:
        refuse_loading(self.text)
        with engine_errors():
            store.update(self._text(), base_iri=self.base, prefixes=dict(PREFIXES))
        return "changed"

    def _text(self) -> str:
        if not self.using and not self.using_named:
            return self.text
        clauses = [f"USING <{name.value}>" for name in graph_names(self.using)]
        clauses += [f"USING NAMED <{name.value}>" for name in graph_names(self.using_named)]
        return use(unescaped(self.text), " ".join(clauses))


@dataclass(frozen=True, slots=True)
class Deletion:
    """The deletion of a graph; of None, the default graph, which is emptied."""

    graph: str | None

    def __call__(self, store: ox.Store) -> str:
        if self.graph is None:
            store.clear_graph(ox.DefaultGraph())
            return "changed"
        name = graph_names([self.graph])[0]
        if not store.contains_named_graph(name):
            return "missing"
        store.remove_graph(name)
        return "changed"


@dataclass(frozen=True, slots=True)
class Writing:
    """Triples for a graph, in parts each with its media type; they replace what it holds, or come to it."""

    graph: str | None
    parts: Sequence[tuple[str, bytes]]
    base: str
    replace: bool

    def __call__(self, store: ox.Store) -> str:
        name = ox.DefaultGraph() if self.graph is None else graph_names([self.graph])[0]
        known = self.graph is None or store.contains_named_graph(name)
        read = [quad for media, body in self.parts for quad in self._read(media, body, name)]
        if self.replace and known:
            store.clear_graph(name)
        if self.graph is not None:
            store.add_graph(name)
        store.extend(read)
        return "changed" if known else "created"

    def _read(self, media: str, body: bytes, name: ox.NamedNode | ox.DefaultGraph) -> list[ox.Quad]:
        format_ = ox.RdfFormat.from_media_type(media)
        try:
            found = list(
                ox.parse(body, format=format_, base_iri=self.base, without_named_graphs=True, rename_blank_nodes=True)
            )
        except (SyntaxError, ValueError) as error:
            raise QueryError(f"the {media} cannot be parsed: {str(error).splitlines()[0]}") from error
        return [ox.Quad(quad.subject, quad.predicate, quad.object, name) for quad in found]


def use(update: str, clauses: str) -> str:
    """Return an update each of whose operations sees, in its WHERE, the graphs that the USING clauses name.

    The protocol (SPARQL 1.1 Protocol, section 2.2.3) forbids these beside a USING or WITH of the update's own:
    `QueryError`. The short form `DELETE WHERE { ... }` has no place for them and is written out.
    """
    out, done, depth = [], 0, 0
    found = [*placed_tokens(update), ("end", "", len(update))]
    for (kind, text, start), (_, after, then) in pairwise(found):
        depth += (text == "{") - (text == "}") if kind == "mark" else 0
        if depth < 0:
            break
        word = text.casefold() if kind == "word" and not depth else ""
        if word in ("using", "with"):
            raise QueryError(f"{word.upper()}: graphs are named in the update or beside it, not in both")
        if word == "delete" and after.casefold() == "where":
            out.append(f"{update[done:then]}{_block(update, then)} ")
            done = then
        elif word == "where":
            out.append(f"{update[done:start]}{clauses} ")
            done = start
    if depth:
        raise QueryError("the braces of the update do not match, so that its graphs cannot be told")
    return "".join(out) + update[done:]


def _block(update: str, start: int) -> str:
    """Return the first group in braces after an offset; where none closes, the engine will say so."""
    depth, opened = 0, None
    for _, text, at in placed_tokens(update[start:]):
        if text == "{":
            opened = at if opened is None else opened
            depth += 1
        elif text == "}":
            depth -= 1
            if not depth and opened is not None:
                return update[start + opened : start + at + 1]
    return update[start:]
