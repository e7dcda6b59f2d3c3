"""The terms of the ontology with their comments, and how often this dataset uses each."""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from rdflib import Graph, URIRef
from rdflib.namespace import OWL, RDF, RDFS
from rdflib.term import Identifier, Node

from ontology.sectors import Sector, load_sectors
from ontology.terms import RZ, SECTOR

from .addresses import tail_of
from .editions import Edition


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A class or property as it is told; `used` counts nodes of the class, or triples with the property."""

    local: str
    label: str
    comment: str
    parents: tuple[str, ...]
    domain: str
    range: str
    used: int


@dataclass(frozen=True, slots=True, kw_only=True)
class UsedSector:
    """A sector with the statements that name it."""

    id: str
    label: str
    definition: str
    broader: str | None
    used: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """All that may be said."""

    classes: tuple[Term, ...]
    properties: tuple[Term, ...]
    sectors: tuple[UsedSector, ...]


def vocabulary(edition: Edition) -> Vocabulary:
    """Return the terms with their use in this edition."""
    kept: Vocabulary | None = edition.kept.get("vocabulary")
    if kept is None:
        kept = edition.kept["vocabulary"] = _read(edition)
    return kept


def _read(edition: Edition) -> Vocabulary:
    graph = ontology_graph()
    classes = _uses(edition, "page_use_of_classes")
    properties = _uses(edition, "page_use_of_properties")
    sectors = _uses(edition, "page_use_of_sectors")
    kinds = (OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty, RDF.Property)
    return Vocabulary(
        classes=_terms(graph, (OWL.Class, RDFS.Class), classes),
        properties=_terms(graph, kinds, properties),
        sectors=tuple(_sector(sector, sectors) for sector in load_sectors()),
    )


def _terms(graph: Graph, kinds: tuple[URIRef, ...], used: dict[str, int]) -> tuple[Term, ...]:
    found = {node for kind in kinds for node in graph.subjects(RDF.type, kind)}
    ours = sorted(str(node) for node in found if str(node).startswith(str(RZ)))
    return tuple(_term(graph, URIRef(iri), used.get(iri, 0)) for iri in ours)


def _term(graph: Graph, iri: URIRef, used: int) -> Term:
    above = {*graph.objects(iri, RDFS.subClassOf), *graph.objects(iri, RDFS.subPropertyOf)}
    return Term(
        local=tail_of(iri),
        label=_text(graph, iri, RDFS.label) or tail_of(iri),
        comment=_text(graph, iri, RDFS.comment),
        parents=tuple(sorted(str(node) for node in above if isinstance(node, URIRef))),
        domain=_places(graph, iri, RDFS.domain),
        range=_places(graph, iri, RDFS.range),
        used=used,
    )


def _places(graph: Graph, iri: URIRef, prop: URIRef) -> str:
    return ", ".join(sorted(tail_of(str(node)) for node in graph.objects(iri, prop) if isinstance(node, URIRef)))


def _text(graph: Graph, iri: Node, prop: URIRef) -> str:
    return " ".join(str(value) for value in sorted(graph.objects(iri, prop), key=str)[:1])


def _sector(sector: Sector, used: dict[str, int]) -> UsedSector:
    count = used.get(str(SECTOR[sector.id]), 0)
    return UsedSector(
        id=sector.id, label=sector.label, definition=sector.definition, broader=sector.broader, used=count
    )


def _uses(edition: Edition, query: str) -> dict[str, int]:
    rows: list[dict[str, Identifier]] = edition.rows(query)
    return {str(row["term"]): int(str(row["used"])) for row in rows}


@cache
def ontology_turtle() -> str:
    """Return the ontology as it is written."""
    return (files("ontology") / "relazione.ttl").read_text("utf-8")


@cache
def ontology_graph() -> Graph:
    """Return the ontology; the graph is shared, so it is not to be changed."""
    return Graph().parse(data=ontology_turtle(), format="turtle")
