"""Answers to queries: what the engine finds, as bytes in a format or as rows of rdflib's terms."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import IO, Any, Literal

import pyoxigraph as ox
from rdflib.term import Identifier

from .engine import engine_errors, graph_names, term
from .errors import QueryError
from .federation import refuse_federation
from .xmltext import is_xml, xml_bytes, xml_safe

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

_NAME = re.compile(r"([a-z]+):")  # of a prefix, perhaps: the engine takes longer to read ours than most queries


def curie(iri: str) -> str:
    """Return an IRI with its usual prefix, as it can be written in a query; one without a prefix as it is."""
    for prefix, start in PREFIXES.items():
        if iri.startswith(start):
            return f"{prefix}:{iri.removeprefix(start)}"
    return iri


@dataclass(slots=True)
class Answer:
    """What a query found. It streams from the engine: read it once, in the thread that asked."""

    kind: Kind
    variables: list[str]
    _found: Any

    def serialize(self, media_type: str) -> bytes:
        """Return the answer in a media type of SPARQL results or, for a graph, of RDF."""
        with engine_errors():
            written = bytes(self._found.serialize(format=self._format(media_type)))
        return xml_bytes(written) if is_xml(media_type) else written

    def write(self, media_type: str, output: IO[bytes]) -> None:
        """Write the answer, as it is found, in a media type of SPARQL results or, for a graph, of RDF."""
        with engine_errors():
            self._found.serialize(xml_safe(output, media_type), format=self._format(media_type))

    def _format(self, media_type: str) -> Any:
        formats = ox.RdfFormat if self.kind == "graph" else ox.QueryResultsFormat
        format_ = formats.from_media_type(media_type)
        if format_ is None:
            raise QueryError(f"{media_type}: not a format in which {self.kind} can be written")
        return format_

    def rows(self) -> list[dict[str, Identifier]]:
        """Return the solutions of a SELECT, unbound variables left out."""
        if self.kind != "bindings":
            raise QueryError(f"a {self.kind} has no rows; wanted a SELECT query")
        return [_row(self.variables, solution) for solution in self.solutions()]

    def solutions(self) -> list[Any]:
        """Return the solutions of a SELECT as the engine has them."""
        with engine_errors():
            return list(self._found)

    def __bool__(self) -> bool:
        if self.kind != "boolean":
            raise QueryError(f"a {self.kind} is neither true nor false; wanted an ASK query")
        return bool(self._found)


def ask(store: ox.Store, query: str, **choices: Any) -> Answer:
    """Ask a store; `choices` are the engine's own."""
    with engine_errors():
        found = store.query(query, **choices)
    if isinstance(found, ox.QuerySolutions):
        return Answer("bindings", [variable.value for variable in found.variables], found)
    return Answer("boolean" if isinstance(found, ox.QueryBoolean) else "graph", [], found)


def answer(
    store: ox.Store, query: str, *, default_graphs: Sequence[str] = (), named_graphs: Sequence[str] = ()
) -> Answer:
    """Answer a query of somebody else's; graphs named here replace those of its FROM clauses.

    A graph that the dataset does not hold is empty: nothing is ever fetched.
    """
    refuse_federation(query)
    prefixes = {name: PREFIXES[name] for name in _NAME.findall(query) if name in PREFIXES}
    if not default_graphs and not named_graphs:
        return ask(store, query, prefixes=prefixes)
    defaults, named = graph_names(default_graphs), graph_names(named_graphs)
    return ask(store, query, prefixes=prefixes, default_graph=defaults, named_graphs=named)


def _row(variables: Sequence[str], solution: Any) -> dict[str, Identifier]:
    return {name: term(solution[name]) for name in variables if solution[name] is not None}
