"""Generations: immutable datasets on disk, published whole or not at all.

The only module that knows the engine (pyoxigraph): terms of rdflib come in and go out. The store's default graph
holds the union of all named graphs as a set, because the engine's own union counts a triple once for each graph
that holds it.

    DATA/CURRENT                        the id of the generation that is served
    DATA/generations/<id>/store/        the engine's files
    DATA/generations/<id>/dataset.nq    the same quads, sorted
    DATA/generations/<id>/texts/        the text of each document by its SHA-256
    DATA/generations/<id>/build.json    what was read, skipped and refused
    DATA/generations/<id>/readings.jsonl  each document as it was read by itself
"""

import json
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from types import TracebackType
from typing import Any, Literal, Self

import pyoxigraph as ox
from rdflib import BNode, URIRef
from rdflib import Literal as RdfLiteral
from rdflib.term import Identifier

from .errors import QueryError, StoreError
from .federation import refuse_federation
from .generations import BUILDING, alone, clear_leftovers, current, generation_path, point_to, sync, sync_all

__all__ = ["PREFIXES", "Answer", "Generation", "Quad", "current", "named_query", "publish", "refuse_federation"]

Triple = tuple[Identifier, Identifier, Identifier]
Quad = tuple[Identifier, Identifier, Identifier, Identifier]
Kind = Literal["bindings", "boolean", "graph"]

ENTITY_KINDS = (
    "state", "organization", "company", "person", "place", "agreement", "measure", "initiative", "office",
)  # fmt: skip
PREFIXES: Mapping[str, str] = {
    "rz": "https://w3id.org/relazione/ns#",
    **{kind: f"https://w3id.org/relazione/{kind}/" for kind in ("doc", "statement", "evidence", "check", "sector")},
    **{kind: f"https://w3id.org/relazione/id/{kind}/" for kind in ENTITY_KINDS},
    "schema": "https://schema.org/",
    "oa": "http://www.w3.org/ns/oa#",
    "prov": "http://www.w3.org/ns/prov#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "dcterms": "http://purl.org/dc/terms/",
    "owl": "http://www.w3.org/2002/07/owl#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


@dataclass(slots=True)
class Answer:
    """What a query found. It streams from the engine: read it once, in the thread that asked."""

    kind: Kind
    variables: list[str]
    _found: Any

    def serialize(self, media_type: str) -> bytes:
        """Return the answer in a media type of SPARQL results or, for a graph, of RDF."""
        formats = ox.RdfFormat if self.kind == "graph" else ox.QueryResultsFormat
        format_ = formats.from_media_type(media_type)
        if format_ is None:
            raise QueryError(f"{media_type}: not a format in which {self.kind} can be written")
        with _engine_errors():
            return bytes(self._found.serialize(format=format_))

    def rows(self) -> list[dict[str, Identifier]]:
        """Return the solutions of a SELECT, unbound variables left out."""
        if self.kind != "bindings":
            raise QueryError(f"a {self.kind} has no rows; wanted a SELECT query")
        with _engine_errors():
            return [_row(self.variables, solution) for solution in self._found]

    def __bool__(self) -> bool:
        if self.kind != "boolean":
            raise QueryError(f"a {self.kind} is neither true nor false; wanted an ASK query")
        return bool(self._found)


class Generation:
    """An immutable dataset on disk, opened for reading."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.id = path.name
        try:
            self._store = ox.Store.read_only(str(path / "store"))
            self.record: dict[str, Any] = json.loads((path / "build.json").read_text("utf-8"))
        except (OSError, ValueError) as error:
            raise StoreError(f"{path}: the dataset is damaged ({error}); build it again") from error

    @classmethod
    def open(cls, data: Path, generation: str | None = None) -> Self:
        """Open the generation that is served, or the one named."""
        return cls(generation_path(data, generation or current(data)))

    def select(self, query: str, **bindings: Identifier) -> list[dict[str, Identifier]]:
        """Return the rows of a SELECT over the union of all graphs.

        Each variable bound must be among those the query selects: the engine's substitution asks for it.
        """
        return self._ask(query, substitutions=_substitutions(bindings)).rows()

    def answer(self, query: str, *, default_graphs: Sequence[str] = (), named_graphs: Sequence[str] = ()) -> Answer:
        """Answer a query of somebody else's; graphs named here replace those of its FROM clauses.

        A graph that the dataset does not hold is empty: nothing is ever fetched.
        """
        refuse_federation(query)
        if not default_graphs and not named_graphs:
            return self._ask(query, prefixes=dict(PREFIXES))
        return self._ask(
            query,
            prefixes=dict(PREFIXES),
            default_graph=_graph_names(default_graphs),
            named_graphs=_graph_names(named_graphs),
        )

    def graphs(self) -> list[str]:
        """Return the IRIs of the named graphs, sorted."""
        return sorted(name.value for name in self._store.named_graphs() if isinstance(name, ox.NamedNode))

    def triples(self) -> Iterator[Triple]:
        """Yield the union of all graphs, each triple once."""
        for quad in self._store.quads_for_pattern(None, None, None, ox.DefaultGraph()):
            yield _term(quad.subject), _term(quad.predicate), _term(quad.object)

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

    def dump(self, format: str) -> bytes:
        """Return the dataset as "nquads" or "trig", sorted, the same bytes for the same quads."""
        lines = (self.path / "dataset.nq").read_bytes()
        if format == "nquads":
            return lines
        if format != "trig":
            raise QueryError(f'{format}: not a format to export; wanted "trig" or "nquads"')
        quads = sorted(ox.parse(lines, format=ox.RdfFormat.N_QUADS), key=lambda quad: str(quad.graph_name))
        return _sort_prefixes(bytes(ox.serialize(quads, format=ox.RdfFormat.TRIG, prefixes=dict(PREFIXES)) or b""))

    def close(self) -> None:
        """Let go of the engine's files."""
        del self._store

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def _ask(self, query: str, **choices: Any) -> Answer:
        with _engine_errors():
            found = self._store.query(query, **choices)
        if isinstance(found, ox.QuerySolutions):
            return Answer("bindings", [variable.value for variable in found.variables], found)
        return Answer("boolean" if isinstance(found, ox.QueryBoolean) else "graph", [], found)


def named_query(name: str) -> str:
    """Return the text of graph/queries/<name>.rq."""
    return (files(__package__) / "queries" / f"{name}.rq").read_text("utf-8")


def publish(
    data: Path,
    quads: Iterable[Quad],
    texts: Mapping[str, str],
    record: Mapping[str, Any],
    transcript: Iterable[str] = (),
) -> str:
    """Write a generation, serve it from now on, and return its id.

    Whole or not at all: it is built in a folder of its own, flushed, renamed, and only then named in CURRENT.
    Earlier generations stay, since a reader may hold them open.
    """
    lines = _sorted_lines(quads)
    summary = json.dumps(record, ensure_ascii=False, indent=1, sort_keys=True).encode()
    readings = "".join(f"{line}\n" for line in transcript).encode()
    generation = sha256(lines + summary + readings).hexdigest()[:12]
    try:
        with alone(data):
            clear_leftovers(data / "generations")
            if not _is_whole(data / "generations" / generation):
                beside = {"build.json": summary, "readings.jsonl": readings}
                _make(data / "generations" / generation, lines, texts, beside)
            point_to(data, generation)
    except OSError as error:
        raise StoreError(f"{data}: the dataset cannot be written ({error.strerror or error})") from error
    return generation


def _is_whole(path: Path) -> bool:
    """Tell whether a generation is there and opens; what is damaged is moved out of the way."""
    if not path.is_dir():
        return False
    try:
        Generation(path).close()
        whole = (path / "dataset.nq").is_file()
    except StoreError:
        whole = False
    if not whole:
        path.rename(path.with_name(f"{BUILDING}damaged-{path.name}"))
    return whole


def _make(path: Path, lines: bytes, texts: Mapping[str, str], beside: Mapping[str, bytes]) -> None:
    building = Path(tempfile.mkdtemp(prefix=BUILDING, dir=path.parent))
    _write(building, lines, texts, beside)
    building.rename(path)
    sync(path.parent)


def _write(folder: Path, lines: bytes, texts: Mapping[str, str], beside: Mapping[str, bytes]) -> None:
    folder.chmod(0o755)
    (folder / "dataset.nq").write_bytes(lines)
    for name, content in beside.items():
        (folder / name).write_bytes(content)
    (folder / "texts").mkdir()
    for digest, text in texts.items():
        (folder / "texts" / f"{digest}.txt").write_bytes(text.encode())
    _load(folder / "store", lines)
    sync_all(folder)


def _load(path: Path, lines: bytes) -> None:
    store = ox.Store(str(path))
    store.bulk_load(lines, format=ox.RdfFormat.N_QUADS)
    triples = b"".join(line[: line.rindex(b" <")] + b" .\n" for line in lines.splitlines())
    store.bulk_load(triples, format=ox.RdfFormat.N_TRIPLES)
    store.optimize()
    store.flush()


def _sorted_lines(quads: Iterable[Quad]) -> bytes:
    written = bytes(ox.serialize(map(_engine_quad, quads), format=ox.RdfFormat.N_QUADS) or b"")
    return b"".join(sorted(set(written.splitlines(keepends=True))))


def _sort_prefixes(trig: bytes) -> bytes:
    """Put the prefixes in order, which the engine writes in another order every time."""
    lines = trig.splitlines(keepends=True)
    body = next((i for i, line in enumerate(lines) if not line.startswith(b"@prefix ")), len(lines))
    return b"".join(sorted(lines[:body]) + lines[body:])


@contextmanager
def _engine_errors() -> Iterator[None]:
    try:
        yield
    except SyntaxError as error:
        raise QueryError(f"the query cannot be parsed: {str(error).splitlines()[0]}") from error
    except (RuntimeError, ValueError, OSError) as error:
        raise QueryError(f"the query cannot be answered: {error}") from error


def _substitutions(bindings: Mapping[str, Identifier]) -> dict[ox.Variable, Any] | None:
    return {ox.Variable(name): _engine_term(term) for name, term in bindings.items()} or None


def _graph_names(iris: Sequence[str]) -> list[ox.NamedNode]:
    try:
        return [ox.NamedNode(iri) for iri in iris]
    except ValueError as error:
        raise QueryError(f"not the IRI of a graph: {error}") from error


def _row(variables: Sequence[str], solution: Any) -> dict[str, Identifier]:
    return {name: _term(solution[name]) for name in variables if solution[name] is not None}


def _engine_quad(quad: Quad) -> ox.Quad:
    subject, predicate, object_, graph = map(_engine_term, quad)
    return ox.Quad(subject, predicate, object_, graph)


@lru_cache(maxsize=100_000)
def _engine_term(term: Identifier) -> Any:
    if isinstance(term, RdfLiteral):
        if term.language:
            return ox.Literal(str(term), language=term.language)
        return ox.Literal(str(term), datatype=ox.NamedNode(str(term.datatype)) if term.datatype else None)
    return ox.BlankNode(str(term)) if isinstance(term, BNode) else ox.NamedNode(str(term))


def _term(term: Any) -> Identifier:
    if isinstance(term, ox.Literal):
        if term.language:
            return RdfLiteral(term.value, lang=term.language)
        datatype = term.datatype.value
        plain = datatype == PREFIXES["xsd"] + "string"
        return RdfLiteral(term.value, datatype=None if plain else URIRef(datatype), normalize=False)
    return BNode(term.value) if isinstance(term, ox.BlankNode) else URIRef(term.value)
