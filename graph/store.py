"""Generations: immutable datasets on disk, published whole or not at all.

The store's default graph holds the union of all named graphs as a set, because the engine's own union counts a triple
once for each graph that holds it.

    DATA/CURRENT                        the id of the generation that is served
    DATA/generations/<id>/store/        the engine's files
    DATA/generations/<id>/dataset.nq    the same quads, sorted
    DATA/generations/<id>/texts/        the text of each document by its SHA-256
    DATA/generations/<id>/build.json    what was read, skipped and refused
    DATA/generations/<id>/readings.jsonl  each document as it was read by itself
    DATA/generations/<id>/empty.txt     the named graphs that hold nothing, if there are any
"""

import csv
import io
import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib.resources import files
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import pyoxigraph as ox
from rdflib.term import Identifier

from .answer import PREFIXES, Answer, answer, ask
from .columns import columns
from .engine import Quad, Triple, engine_quad, engine_term, term
from .errors import MissingDataError, QueryError, StoreError
from .generations import current, generation_path, hold
from .publication import publish
from .xmltext import is_xml, xml_bytes

__all__ = ["PREFIXES", "Answer", "Generation", "Quad", "current", "named_query", "publish", "write_rdf"]


class Generation:
    """An immutable dataset on disk, opened for reading."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.id = path.name
        self._held = hold(path)
        try:
            self._store = ox.Store.read_only(str(path / "store"))
            self.record: dict[str, Any] = json.loads((path / "build.json").read_text("utf-8"))
        except (OSError, RuntimeError, ValueError) as error:
            os.close(self._held)
            raise StoreError(f"{path}: the dataset is damaged ({error}); build it again") from error

    @classmethod
    def open(cls, data: Path, generation: str | None = None) -> Self:
        """Open the generation that is served, or the one named."""
        try:
            return cls(generation_path(data, generation or current(data)))
        except MissingDataError:
            if generation:
                raise
            return cls(generation_path(data, current(data)))  # it went between being named and being opened

    @property
    def place(self) -> str:
        """Where another process finds this generation (see graph.opening)."""
        return str(self.path)

    def check(self) -> None:
        """Raise `StaleError` where something else is read by now than when this was opened: never, from a disk."""

    def select(self, query: str, **bindings: Identifier) -> list[dict[str, Identifier]]:
        """Return the rows of a SELECT over the union of all graphs.

        Each variable bound must be among those the query selects: the engine's substitution asks for it.
        """
        return self._asked(query, bindings).rows()

    def table(self, query: str, **bindings: Identifier) -> Iterator[list[str]]:
        """Yield the rows of a SELECT as plain text: a third of the time of `select`, for rows by the ten thousand."""
        found = self._asked(query, bindings)
        rows = csv.reader(io.StringIO(found.serialize("text/csv").decode(), newline=""))
        next(rows, None)
        return rows

    def columns(self, properties: Iterable[Identifier]) -> Mapping[str, Sequence[tuple[str, str]]]:
        """Return all nodes and values of several properties as plain text, over the union of all graphs."""
        with (self.path / "dataset.nq").open("rb") as lines:
            return columns(lines, map(str, properties))

    def facts(self, node: Identifier) -> Iterator[tuple[Identifier, Identifier]]:
        """Yield each property of a node with each of its values, over the union of all graphs; sooner than a query."""
        for quad in self._store.quads_for_pattern(engine_term(node), None, None, ox.DefaultGraph()):
            yield term(quad.predicate), term(quad.object)

    def write(self, query: str, media_type: str, more: Iterable[Quad] = (), **bindings: Identifier) -> bytes | None:
        """Return as RDF the quads ?node ?property ?value ?graph that a SELECT finds, and more; None where none are."""
        found = self._asked(query, bindings).solutions()
        quads = [ox.Quad(row["node"], row["property"], row["value"], row["graph"]) for row in found]
        quads += map(engine_quad, more)
        return _written(quads, media_type) if quads else None

    def answer(self, query: str, *, default_graphs: Sequence[str] = (), named_graphs: Sequence[str] = ()) -> Answer:
        """Answer a query of somebody else's, as `graph.answer.answer` does."""
        return answer(self._store, query, default_graphs=default_graphs, named_graphs=named_graphs)

    def graphs(self) -> list[str]:
        """Return the IRIs of the named graphs, sorted."""
        return sorted(name.value for name in self._store.named_graphs() if isinstance(name, ox.NamedNode))

    def triples(self) -> Iterator[Triple]:
        """Yield the union of all graphs, each triple once."""
        for quad in self._store.quads_for_pattern(None, None, None, ox.DefaultGraph()):
            yield term(quad.subject), term(quad.predicate), term(quad.object)

    def text(self, digest: str) -> str:
        """Return the text of a document by its SHA-256."""
        if len(digest) != 64 or not set(digest) <= set("0123456789abcdef"):
            raise StoreError(f"{digest}: not a SHA-256 in hexadecimal")
        try:
            return (self.path / "texts" / f"{digest}.txt").read_bytes().decode()
        except FileNotFoundError as error:
            raise StoreError(f"{digest}: no document of this dataset has a text with this SHA-256") from error

    def transcript(self) -> list[str]:
        """Return the lines that keep what was read, a document each."""
        try:
            return (self.path / "readings.jsonl").read_text("utf-8").split("\n")[:-1]
        except (OSError, UnicodeDecodeError) as error:
            raise StoreError(f"{self.path}: what was read is not kept here ({error}); build it again") from error

    def write_texts(self, folder: Path) -> int:
        """Write each document's text to FOLDER/<identifier>.txt and return how many there are."""
        rows = self.select(named_query("texts"))
        for row in rows:
            path = folder / f"{row['identifier']}.txt"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(self.text(str(row["sha256"])).encode())
        return len(rows)

    def lines(self) -> bytes:
        """Return the dataset as sorted N-Quads."""
        return (self.path / "dataset.nq").read_bytes()

    def file_of_lines(self) -> Path | io.BytesIO:
        """Return a file that holds the dataset as sorted N-Quads."""
        return self.path / "dataset.nq"

    def dump(self, format: str) -> bytes:
        """Return the dataset as "nquads" or "trig", sorted, the same bytes for the same quads."""
        if format not in ("trig", "nquads"):
            raise QueryError(f'{format}: not a format to export; wanted "trig" or "nquads"')
        lines = self.lines()
        if format == "nquads":
            return lines
        quads = sorted(ox.parse(lines, format=ox.RdfFormat.N_QUADS), key=lambda quad: str(quad.graph_name))
        return _sort_prefixes(bytes(ox.serialize(quads, format=ox.RdfFormat.TRIG, prefixes=dict(PREFIXES)) or b""))

    def _asked(self, query: str, bindings: Mapping[str, Identifier]) -> Answer:
        return ask(self._store, query, substitutions=_substitutions(bindings))

    def close(self) -> None:
        """Let go of the engine's files."""
        del self._store
        os.close(self._held)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()


def named_query(name: str) -> str:
    """Return the text of graph/queries/<name>.rq."""
    return (files(__package__) / "queries" / f"{name}.rq").read_text("utf-8")


def write_rdf(quads: Iterable[Quad], media_type: str) -> bytes:
    """Return quads in a media type of RDF, sorted; where it knows no graphs, each triple once."""
    return _written(map(engine_quad, quads), media_type)


def _written(quads: Iterable[ox.Quad], media_type: str) -> bytes:
    format_ = ox.RdfFormat.from_media_type(media_type)
    if format_ is None:
        raise QueryError(f"{media_type}: not a format of RDF")
    named = format_ in (ox.RdfFormat.TRIG, ox.RdfFormat.N_QUADS)
    lines = {_line(quad, named): quad if named else quad.triple for quad in quads}
    prefixes = {name: iri for name, iri in PREFIXES.items() if any(f"<{iri}" in line for line in lines)}
    ordered: Any = (lines[line] for line in sorted(lines))
    written = _sort_prefixes(bytes(ox.serialize(ordered, format=format_, prefixes=prefixes) or b""))
    return xml_bytes(written) if is_xml(media_type) else written


def _line(quad: ox.Quad, named: bool) -> str:
    return f"{quad.graph_name} {quad.triple}" if named else str(quad.triple)


def as_turtle(triples: bytes) -> str:
    """Return N-Triples as Turtle, a subject in one piece, with those of the usual prefixes that it uses."""
    used = {prefix: start for prefix, start in PREFIXES.items() if f"<{start}".encode() in triples}
    parsed = ox.parse(b"\n".join(sorted(triples.splitlines())), format=ox.RdfFormat.N_TRIPLES)
    written = bytes(ox.serialize(parsed, format=ox.RdfFormat.TURTLE, prefixes=used) or b"")
    return _sort_prefixes(written).decode()


def _sort_prefixes(trig: bytes) -> bytes:
    """Put the prefixes in order, which the engine writes in another order every time."""
    lines = trig.splitlines(keepends=True)
    body = next((i for i, line in enumerate(lines) if not line.startswith(b"@prefix ")), len(lines))
    return b"".join(sorted(lines[:body]) + lines[body:])


def _substitutions(bindings: Mapping[str, Identifier]) -> dict[ox.Variable, Any] | None:
    return {ox.Variable(name): sought(term) for name, term in bindings.items()} or None


def sought(term: Identifier) -> Any:
    """Return a term for the engine; an IRI that is ill-formed names nothing, and so it becomes one that nothing has."""
    try:
        return engine_term(term)
    except ValueError:
        return ox.NamedNode("urn:relazione:nothing")
