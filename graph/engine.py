"""The engine (pyoxigraph) at its edge: terms of rdflib come in and go out, and its errors become ours."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from itertools import groupby, islice
from typing import Any

import pyoxigraph as ox
from rdflib import BNode, URIRef
from rdflib import Literal as RdfLiteral
from rdflib.term import Identifier

from .errors import QueryError

Triple = tuple[Identifier, Identifier, Identifier]
Quad = tuple[Identifier, Identifier, Identifier, Identifier]
PIECE = 75_000  # lines, some 16 MB
_STRING = "http://www.w3.org/2001/XMLSchema#string"


@contextmanager
def engine_errors() -> Iterator[None]:
    """Raise `QueryError` for whatever the engine has against a query."""
    try:
        yield
    except SyntaxError as error:
        raise QueryError(f"the query cannot be parsed: {str(error).splitlines()[0]}") from error
    except (RuntimeError, ValueError, OSError) as error:
        raise QueryError(f"the query cannot be answered: {error}") from error


def graph_names(iris: Sequence[str]) -> list[ox.NamedNode]:
    """Return graphs as the engine names them; raise `QueryError` for what is no IRI."""
    try:
        return [ox.NamedNode(iri) for iri in iris]
    except ValueError as error:
        raise QueryError(f"not the IRI of a graph: {error}") from error


def engine_quad(quad: Quad) -> ox.Quad:
    """Return a quad as the engine has it."""
    subject, predicate, object_, graph = map(engine_term, quad)
    return ox.Quad(subject, predicate, object_, graph)


def lines_of(quads: Iterable[Quad]) -> bytes:
    """Return quads as N-Quads, each term as the engine writes it."""
    return "".join(map(_line, quads)).encode()


def _line(quad: Quad) -> str:
    subject, predicate, object_, graph = quad
    return f"{_term(subject)} <{predicate}> {_term(object_)} <{graph}> .\n"


def _term(term: Identifier) -> str:
    return f"<{term}>" if type(term) is URIRef else _written(term)


def fill(store: ox.Store, lines: bytes) -> None:
    """Load N-Quads; a blank node keeps its label, which the engine's own loading would change."""
    if b" _:" in lines or lines.startswith(b"_:"):
        store.bulk_extend(ox.parse(lines, format=ox.RdfFormat.N_QUADS))
    else:
        store.bulk_load(lines, format=ox.RdfFormat.N_QUADS)


def fill_from(store: ox.Store, lines: Iterable[bytes]) -> None:
    """Load lines of N-Quads, as `fill` does, a piece at a time: sooner than at once, in a quarter of the memory."""
    remaining = iter(lines)
    while piece := b"".join(islice(remaining, PIECE)):
        fill(store, piece)


def triples_of(lines: Iterable[bytes]) -> Iterator[bytes]:
    """Yield the triples of sorted N-Quads as N-Triples, each once: what differs only in its graph stands together."""
    return (triple for triple, _ in groupby(line[: line.rindex(b" <")] + b" .\n" for line in lines))
def sorted_lines(quads: Iterable[ox.Quad]) -> bytes:
    """Return quads as sorted N-Quads, each once."""
    written = bytes(ox.serialize(quads, format=ox.RdfFormat.N_QUADS) or b"")
    return b"".join(sorted(set(written.splitlines(keepends=True))))


def quoted(text: str) -> str:
    """Return a text as a literal of N-Triples."""
    return str(ox.Literal(text))


@lru_cache(maxsize=100_000)
def _written(term: Identifier) -> str:
    return str(engine_term(term))


@lru_cache(maxsize=100_000)
def engine_term(term: Identifier) -> Any:
    """Return a term of rdflib as the engine has it."""
    if isinstance(term, RdfLiteral):
        if term.language:
            return ox.Literal(str(term), language=term.language)
        return ox.Literal(str(term), datatype=ox.NamedNode(str(term.datatype)) if term.datatype else None)
    return ox.BlankNode(str(term)) if isinstance(term, BNode) else ox.NamedNode(str(term))


def term(term: Any) -> Identifier:
    """Return a term of the engine as rdflib has it."""
    if isinstance(term, ox.Literal):
        if term.language:
            return RdfLiteral(term.value, lang=term.language)
        datatype = term.datatype.value
        return RdfLiteral(term.value, datatype=None if datatype == _STRING else URIRef(datatype), normalize=False)
    return BNode(term.value) if isinstance(term, ox.BlankNode) else _iri(term.value)


@lru_cache(maxsize=100_000)
def _iri(value: str) -> URIRef:
    return URIRef(value)
