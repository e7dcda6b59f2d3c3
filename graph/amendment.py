"""Amendments: generations made by writing to one, with SPARQL Update or the Graph Store Protocol.

An amendment is a whole generation. What it shares with the one before is linked rather than copied, and the difference
is kept beside it, so that a store in memory can follow without being loaded anew:

    DATA/generations/<id>/amends.json     the generation before, and the named graphs that came and went
    DATA/generations/<id>/removed.nq      quads that it had
    DATA/generations/<id>/added.nq        quads that it had not
    DATA/generations/<id>/written-out.nq  quads that people took out of what was read, in all
    DATA/generations/<id>/written-in.nq   quads that they put in, in all: both outlive a new build

Queries see the union of all graphs as their default graph, so what an update writes to the default graph is kept in a
graph of its own, `DEFAULT`.
"""

import json
import shutil
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import pyoxigraph as ox

from .engine import Triple, term
from .errors import StaleError
from .generations import (
    AMENDS,
    alone,
    current,
    link,
    made,
    point_to,
    prune,
    replace_file,
    sync,
    sync_all,
    unwritable,
    workplace,
)

DEFAULT = "https://w3id.org/relazione/graph/default"
EMPTY = "empty.txt"
SHARED = ("build.json", "readings.jsonl", "sources.json", "parts.jsonl")  # what an update leaves as it is
Verdict = str  # "changed", "created" or "missing"
Change = Callable[[ox.Store], Verdict]
Check = Callable[[Iterable[Triple]], None]


@dataclass(frozen=True, slots=True)
class Delta:
    """What sets a generation apart from the one it amends: N-Quads, and names of graphs."""

    removed: bytes
    added: bytes
    graphs_gone: tuple[str, ...] = ()
    graphs_new: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.removed or self.added or self.graphs_gone or self.graphs_new)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a change, and the generation that holds it."""

    verdict: Verdict
    generation: str


def amend(data: Path, base: Path, store: ox.Store, change: Change, check: Check | None = None) -> Outcome:
    """Change a store of the generation at `base` and publish what comes of it; the store is spent.

    Raises `StaleError` where another generation has been published meanwhile, and whatever `change` raises, or `check`
    of the triples that there would be.
    """
    _separate(store)
    verdict = change(store)
    _unite_default(store)
    lines = b"".join(sorted(bytes(store.dump(format=ox.RdfFormat.N_QUADS) or b"").splitlines(keepends=True)))
    found = _difference(base, lines, store)
    if not found:
        return Outcome(verdict, base.name)
    if check is not None:
        check((term(quad.subject), term(quad.predicate), term(quad.object)) for quad in store)
    try:
        with alone(data):
            if current(data) != base.name:
                raise StaleError(f"{data}: another generation than {base.name} is served by now")
            generation = _publish(data, base, lines, found, _empty(store))
            prune(data, keep=(generation, base.name))
            return Outcome(verdict, generation)
    except OSError as error:
        raise unwritable(data, error) from error


def delta(path: Path, base: str) -> Delta | None:
    """Return what sets the generation at `path` apart from `base`, or None where it does not amend it."""
    try:
        told = json.loads((path / AMENDS).read_text("utf-8"))
    except FileNotFoundError:
        return None
    if told["base"] != base:
        return None
    removed, added = ((path / name).read_bytes() for name in ("removed.nq", "added.nq"))
    return Delta(removed, added, tuple(told["gone"]), tuple(told["new"]))


def apply(store: ox.Store, found: Delta, union: ox.Store | None = None) -> None:
    """Apply a difference to a store whose default graph is the union of its named graphs, and to one of that alone."""
    unions = [store] if union is None else [store, union]
    for quad in ox.parse(found.removed, format=ox.RdfFormat.N_QUADS):
        store.remove(quad)
        if not _elsewhere(store, quad):
            for each in unions:
                each.remove(_triple(quad))
    added = list(ox.parse(found.added, format=ox.RdfFormat.N_QUADS))
    store.extend(added)
    for each in unions:
        each.extend(map(_triple, added))
    for name in found.graphs_gone:
        store.remove_graph(ox.NamedNode(name))
    for name in found.graphs_new:
        store.add_graph(ox.NamedNode(name))


@dataclass(frozen=True, slots=True)
class Written:
    """What people took out and put in since the documents were read, as lines of N-Quads."""

    out: frozenset[bytes] = frozenset()
    into: frozenset[bytes] = frozenset()

    def then(self, removed: Iterable[bytes], added: Iterable[bytes]) -> "Written":
        """Return this with a further change."""
        gone, new = frozenset(removed), frozenset(added)
        return Written((self.out - new) | gone, (self.into - gone) | new)

    def applied(self, lines: bytes) -> bytes:
        """Return sorted lines as people would have them."""
        if not self.out and not self.into:
            return lines
        return b"".join(sorted((set(lines.splitlines(keepends=True)) - self.out) | self.into))

    def files(self) -> Mapping[str, bytes]:
        """Return what is kept beside a generation."""
        kept = {"written-out.nq": self.out, "written-in.nq": self.into}
        return {name: b"".join(sorted(lines)) for name, lines in kept.items() if lines}


def written(path: Path) -> Written:
    """Return what people wrote to a generation and those before it."""
    files = [path / name for name in ("written-out.nq", "written-in.nq")]
    return Written(*(frozenset(each.read_bytes().splitlines(keepends=True) if each.exists() else ()) for each in files))


def empty_graphs(path: Path) -> list[str]:
    """Return the named graphs of a generation that hold nothing."""
    try:
        return (path / EMPTY).read_text("utf-8").split("\n")[:-1]
    except FileNotFoundError:
        return []


def _triple(quad: ox.Quad) -> ox.Quad:
    """Return the quad's triple as the default graph has it."""
    return ox.Quad(quad.subject, quad.predicate, quad.object)


def _elsewhere(store: ox.Store, quad: ox.Quad) -> bool:
    """Tell whether a named graph holds a triple."""
    found = store.quads_for_pattern(quad.subject, quad.predicate, quad.object, None)
    return any(not isinstance(each.graph_name, ox.DefaultGraph) for each in found)


def _separate(store: ox.Store) -> None:
    """Let the default graph hold what updates wrote there, in place of the union."""
    store.clear_graph(ox.DefaultGraph())
    store.update(f"MOVE SILENT GRAPH <{DEFAULT}> TO DEFAULT")


def _unite_default(store: ox.Store) -> None:
    store.update(f"ADD SILENT DEFAULT TO GRAPH <{DEFAULT}>; CLEAR DEFAULT")
    if next(iter(store.quads_for_pattern(None, None, None, ox.NamedNode(DEFAULT))), None) is None:
        store.remove_graph(ox.NamedNode(DEFAULT))


def _difference(base: Path, lines: bytes, store: ox.Store) -> Delta:
    had = set((base / "dataset.nq").read_bytes().splitlines(keepends=True))
    has = set(lines.splitlines(keepends=True))
    before, after = _graphs(had) | set(empty_graphs(base)), {str(name.value) for name in store.named_graphs()}
    removed, added = (b"".join(sorted(some)) for some in (had - has, has - had))
    return Delta(removed, added, tuple(sorted(before - after)), tuple(sorted(after - before)))


def _graphs(lines: Iterable[bytes]) -> set[str]:
    return {name.decode() for name in {graph_of(line) for line in lines}}


def graph_of(line: bytes) -> bytes:
    """Return the name of the graph in a line of N-Quads."""
    return line[line.rindex(b" <") + 2 : line.rindex(b">")]


def _empty(store: ox.Store) -> list[str]:
    return sorted(
        name.value
        for name in store.named_graphs()
        if next(iter(store.quads_for_pattern(None, None, None, name)), None) is None
    )


def _publish(data: Path, base: Path, lines: bytes, found: Delta, empty: list[str]) -> str:
    difference = describe(base.name, found)
    summary = difference[AMENDS]
    generation = sha256(lines + summary + found.removed + found.added).hexdigest()[:12]
    path = data / "generations" / generation
    if not path.is_dir():
        with workplace(data) as building:
            changed = (each.splitlines(keepends=True) for each in (found.removed, found.added))
            for name, content in {"dataset.nq": lines, **difference, **written(base).then(*changed).files()}.items():
                (building / name).write_bytes(content)
            (building / EMPTY).write_text("".join(f"{name}\n" for name in empty), "utf-8")
            for name in SHARED:
                if (base / name).exists():
                    link(base / name, building / name)
            shutil.copytree(base / "texts", building / "texts", copy_function=link)
            derive(base / "store", building / "store", found)
            made(building, "update", base.name)
            sync_all(building)
            building.rename(path)
            sync(path.parent)
    else:
        for name in SHARED[2:]:
            if (base / name).exists():
                replace_file(path / name, (base / name).read_bytes())
    point_to(data, generation)
    return generation


def describe(base: str, found: Delta) -> Mapping[str, bytes]:
    """Return the files that tell what sets a generation apart from `base`."""
    told = {"base": base, "gone": found.graphs_gone, "new": found.graphs_new}
    summary = json.dumps(told, sort_keys=True).encode()
    return {AMENDS: summary, "removed.nq": found.removed, "added.nq": found.added}


def derive(old: Path, new: Path, found: Delta) -> None:
    """Make the engine's files from those of the generation before; its tables never change and are linked."""
    new.mkdir()
    for each in old.iterdir():
        if each.suffix == ".sst":
            link(each, new / each.name)
        elif each.name not in ("LOCK", "LOG"):
            shutil.copy(each, new / each.name)
    store = ox.Store(str(new))
    apply(store, found)
    store.flush()
