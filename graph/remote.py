"""A generation that a SPARQL server holds, read over HTTP with the answers that one on disk gives.

A server shows what it holds at the moment, not a generation. So what identifies one (`State`) is asked when it is
opened and again when it is closed: who read while another was published is told so with `StaleError`.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from functools import cached_property
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self, cast

import pyoxigraph as ox
from rdflib.term import Identifier

from .address import Address
from .alteration import Quads
from .answer import Answer
from .columns import columns
from .engine import Triple, engine_errors, sorted_lines, term
from .errors import MissingDataError, QueryError, StaleError, StoreError
from .kept import GRAPHS, KEPT, REPEATED, UNION, State, iri, joined
from .phrasing import bound, form_of, placed, prepared
from .replica import may_name_graphs
from .store import Generation, named_query, sought
from .wire import RESULTS, TRIPLES, Body, Wire

AT_ONCE = 100  # texts asked for in one request
SOON = 10.0  # seconds in which a server must say what it holds


def asked_state(address: Address) -> State:
    """Return what the server at an address says that it holds."""
    with Wire(address, timeout=SOON) as wire:
        return read_state(wire)


def read_state(wire: Wire) -> State:
    """Return what a server says that it holds."""
    names = {iri(each.name): each.name for each in fields(State)}
    found = rows(wire, f"SELECT ?name ?value WHERE {{ GRAPH <{KEPT}> {{ <{KEPT}> ?name ?value }} }}")
    return State(**{names[str(row["name"])]: str(row["value"]) for row in found if str(row["name"]) in names})


class RemoteGeneration(Generation):
    """The dataset that a server holds, opened for reading."""

    def __init__(self, address: Address, timeout: float | None = None) -> None:
        self.address = address
        self.wire = Wire(address, timeout)
        try:
            self.state = read_state(self.wire)
            self.id = _generation(self.state, address)
        except BaseException:
            self.wire.close()
            raise
        self._texts = dict[str, str]()

    @property
    def place(self) -> str:
        return str(self.address)

    @cached_property
    def record(self) -> dict[str, Any]:  # type: ignore[override]  # kept once it is fetched
        """What build.json says."""
        found: dict[str, Any] = json.loads(self.file("build.json"))
        return found

    def check(self) -> None:
        """Raise `StaleError` where the server holds something else by now than when this was opened."""
        found = read_state(self.wire)
        if found != self.state:
            now = _PARTLY if found.publishing else f"generation {found.generation} was published meanwhile; ask again"
            raise StaleError(f"{self.address}: {now}")

    def columns(self, properties: Iterable[Identifier]) -> Mapping[str, Sequence[tuple[str, str]]]:
        wanted = [str(each) for each in properties]
        values = " ".join(f"<{each}>" for each in wanted)
        text = f"SELECT ?s ?p ?o WHERE {{ VALUES ?p {{ {values} }} ?s ?p ?o }}"
        union = ox.NamedNode("urn:x:union")
        lines = {f"{ox.Quad(row[0], row[1], row[2], union)} .\n".encode() for row in self._solutions(text)}
        return columns(sorted(lines), wanted)

    def facts(self, node: Identifier) -> Iterator[tuple[Identifier, Identifier]]:
        subject = sought(node)
        if isinstance(subject, ox.BlankNode):
            return
        for row in self._solutions(f"SELECT ?property ?value WHERE {{ {subject} ?property ?value }}"):
            yield term(row[0]), term(row[1])

    def answer(self, query: str, *, default_graphs: Sequence[str] = (), named_graphs: Sequence[str] = ()) -> Answer:
        text = prepared(query)
        if not named_graphs:
            default_graphs = default_graphs or self._union(query)
        try:
            if form_of(text) != "graph":
                return _answer(self.wire, text, default_graphs, named_graphs)
            response = self.wire.query(text, TRIPLES, default_graphs, named_graphs)
        except QueryError as error:
            raise QueryError(placed(str(error), len(text) - len(query))) from error
        return Answer("graph", [], _Graph(Body(response, self.address.query)))

    def graphs(self) -> list[str]:
        return self.file(GRAPHS).split("\n")[:-1]

    def triples(self) -> Iterator[Triple]:
        for row in self._solutions("SELECT ?s ?p ?o WHERE { ?s ?p ?o }"):
            if not row[1].value.startswith(KEPT):
                yield term(row[0]), term(row[1]), term(row[2])

    def text(self, digest: str) -> str:
        known = self._texts.get(digest)
        return self.texts([digest])[digest] if known is None else known

    def write_texts(self, folder: Path) -> int:
        self._texts |= self.texts({str(row["sha256"]) for row in self.select(named_query("texts"))})
        return super().write_texts(folder)

    def texts(self, digests: Iterable[str]) -> dict[str, str]:
        """Return the texts of documents by their SHA-256, or raise `StoreError`."""
        wanted = list(digests)
        for digest in wanted:
            if len(digest) != 64 or not set(digest) <= set("0123456789abcdef"):
                raise StoreError(f"{digest}: not a SHA-256 in hexadecimal")
        found = contents(self.wire, wanted)
        for digest in wanted:
            if digest not in found:
                raise StoreError(f"{digest}: no document of this dataset has a text with this SHA-256")
        return found

    def transcript(self) -> list[str]:
        return self.file("readings.jsonl").split("\n")[:-1]

    def file(self, name: str) -> str:
        """Return what a generation's folder keeps under a name."""
        found = files(self.wire, name)
        if name not in found:
            raise StoreError(f"{self.address}: the server keeps no {name}; build the dataset again")
        return found[name]

    def lines(self) -> bytes:
        """Return the dataset as sorted N-Quads, or raise `StoreError` where they are not those that were written."""
        lines = quads_of(self.wire)
        if sha256(lines).hexdigest() != self.state.dataset:
            self.check()
            raise StoreError(
                f"{self.address}: the server answers other quads than were written to it; it holds only a part, limits"
                " how many rows it answers, or writes values in a form of its own"
            )
        return lines

    def file_of_lines(self) -> Path | BytesIO:
        return BytesIO(self.lines())

    def close(self) -> None:
        self.wire.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        try:
            if error is None:
                self.check()
        finally:
            self.close()

    def _asked(self, query: str, bindings: Mapping[str, Identifier]) -> Answer:
        return _answer(self.wire, bound(query, bindings), self._union(query))

    def _solutions(self, text: str) -> Iterator[Any]:
        with engine_errors():
            yield from _results(self.wire, text, self._union(text))

    def _union(self, query: str) -> Sequence[str]:
        """Return the graph to ask in place of a default graph in which triples stand several times."""
        return (UNION,) if self.state.union == REPEATED and not may_name_graphs(query) else ()


def _generation(state: State, address: Address) -> str:
    if state.publishing:
        raise StaleError(f"{address}: {_PARTLY}")
    if state.generation is None:
        advice = f"make one with: relazione build SOURCE --data '{address}'"
        raise MissingDataError(f"{address}: the server holds no dataset of ours; {advice}")
    return state.generation


_PARTLY = "another dataset is being written to it; ask again, and if nobody writes any more, build once more"


class _Graph:
    """Triples that a server answers, written as the engine writes its own."""

    def __init__(self, body: Body) -> None:
        self._body = cast(IO[bytes], body)

    def serialize(self, output: IO[bytes] | None = None, *, format: Any) -> bytes | None:
        triples = (quad.triple for quad in ox.parse(self._body, format=ox.RdfFormat.N_TRIPLES))
        return ox.serialize(triples, output, format=format)


def quads_of(wire: Wire) -> bytes:
    """Return the named graphs of a server as sorted N-Quads, but the one that keeps files."""
    ours = f"FILTER(!STRSTARTS(STR(?g), '{KEPT}'))"
    found = _results(wire, f"SELECT ?s ?p ?o ?g WHERE {{ GRAPH ?g {{ ?s ?p ?o }} {ours} }}")
    with engine_errors():
        return sorted_lines(ox.Quad(*row) for row in found)


def union_held(wire: Wire, state: State) -> Quads:
    """Return the quads of the graph in which the union is written; none where it is not."""
    graph = state.union_graph
    if graph is None:
        return set()
    pattern = f"GRAPH {graph.decode()} {{ ?s ?p ?o }}" if graph else "?s ?p ?o"
    with engine_errors():
        found = _results(wire, f"SELECT ?s ?p ?o WHERE {{ {pattern} }}")
        return {(graph, str(ox.Triple(*row)).encode()) for row in found}


def parts_of(wire: Wire) -> dict[str, str]:
    """Return the parts of the files that a server keeps, by name."""
    found = rows(wire, f"SELECT ?file ?parts WHERE {{ GRAPH <{KEPT}> {{ ?file <{iri('parts')}> ?parts }} }}")
    return {str(row["file"]).removeprefix(iri("file/")): str(row["parts"]) for row in found}


def held_parts(wire: Wire) -> set[str]:
    """Return the SHA-256 of each part and text that a server keeps."""
    found = rows(wire, f"SELECT ?part WHERE {{ GRAPH <{KEPT}> {{ ?part <{iri('content')}> ?content }} }}")
    return {str(row["part"]).removeprefix(iri("sha256/")) for row in found}


def contents(wire: Wire, digests: Iterable[str]) -> dict[str, str]:
    """Return parts and texts by their SHA-256; those that a server does not hold are left out."""
    wanted, found, start = sorted(set(digests)), dict[str, str](), iri("sha256/")
    for first in range(0, len(wanted), AT_ONCE):
        values = " ".join(f"<{start}{digest}>" for digest in wanted[first : first + AT_ONCE])
        pattern = f"VALUES ?part {{ {values} }} GRAPH <{KEPT}> {{ ?part <{iri('content')}> ?content }}"
        some = rows(wire, f"SELECT ?part ?content WHERE {{ {pattern} }}")
        found |= {str(row["part"]).removeprefix(start): str(row["content"]) for row in some}
    return found


def files(wire: Wire, name: str | None = None) -> dict[str, str]:
    """Return the files that a server keeps, by name; one or all."""
    parts = {each: found for each, found in parts_of(wire).items() if name in (None, each)}
    found = contents(wire, (digest for each in parts.values() for digest in each.split()))
    return {each: joined(each, listed, found) for each, listed in parts.items()}


def rows(wire: Wire, text: str) -> list[dict[str, Identifier]]:
    """Return the rows of a SELECT."""
    return _answer(wire, text).rows()


def _answer(wire: Wire, text: str, default_graphs: Sequence[str] = (), named_graphs: Sequence[str] = ()) -> Answer:
    found = _results(wire, text, default_graphs, named_graphs)
    if isinstance(found, ox.QueryBoolean):
        return Answer("boolean", [], found)
    return Answer("bindings", [variable.value for variable in found.variables], found)


def _results(wire: Wire, text: str, default_graphs: Sequence[str] = (), named_graphs: Sequence[str] = ()) -> Any:
    response = wire.query(text, RESULTS, default_graphs, named_graphs)
    body = cast(IO[bytes], Body(response, wire.address.query))
    try:
        return ox.parse_query_results(body, format=ox.QueryResultsFormat.JSON)
    except (SyntaxError, ValueError) as error:
        media = response.headers.get("Content-Type", "no type")
        body.read(1 << 16)
        response.close()
        wanted = "where results of SPARQL in JSON are wanted"
        raise StoreError(f"{wire.address.query}: answers with {media} {wanted}") from error
