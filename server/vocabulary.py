"""The terms of the ontology with their comments, and how often this dataset uses each."""

from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files

from rdflib import BNode, Graph, URIRef
from rdflib.namespace import OWL, RDF, RDFS, SH
from rdflib.term import Identifier, Node

from ontology.sectors import Sector, load_sectors
from ontology.shapes import shapes
from ontology.terms import RZ, SECTOR

from .addresses import curie, tail_of
from .editions import Edition

TYPES = {
    OWL.AnnotationProperty: "note", RDF.Property: "link", OWL.DatatypeProperty: "value", OWL.ObjectProperty: "link",
    RDFS.Datatype: "datatype", RDFS.Class: "class", OWL.Class: "class",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A class or property as it is told; `used` counts nodes of the class, or triples with the property.

    `name` is its local name, of a foreign term its IRI with a prefix; so are those of its parents, domain and range.
    `type` is "class", "datatype", "link" (a property that leads to a thing), "value" (to a literal) or "note"; `rules`
    are what the shapes ask of it. The values of a datatype are not counted.
    """

    iri: str
    name: str
    label: str
    comment: str
    type: str
    parents: tuple[str, ...]
    domain: tuple[str, ...]
    range: tuple[str, ...]
    rules: tuple[str, ...]
    used: int

    @property
    def classifies(self) -> bool:
        """Whether things or values are of it, rather than told with it."""
        return self.type in ("class", "datatype")

    @property
    def foreign(self) -> bool:
        """Whether it comes from another vocabulary."""
        return ":" in self.name

    @property
    def url(self) -> str:
        """The path of its page."""
        return f"/ontology/{self.name}"

    @property
    def query(self) -> str:
        """A query for what is told with it."""
        pattern = "?node a {}" if self.type == "class" else "?node {} ?value"
        return f"SELECT * WHERE {{ {pattern.format(curie(self.iri))} }} LIMIT 100"


@dataclass(frozen=True, slots=True, kw_only=True)
class UsedSector:
    """A sector with the statements that name it."""

    id: str
    label: str
    definition: str
    broader: str | None
    used: int


@dataclass(frozen=True, kw_only=True)
class Vocabulary:
    """All that may be said: the terms of ours, those of others that are used with them, and the sectors."""

    classes: tuple[Term, ...]
    properties: tuple[Term, ...]
    foreign: tuple[Term, ...]
    sectors: tuple[UsedSector, ...]

    @cached_property
    def terms(self) -> dict[str, Term]:
        """Every term by name."""
        return {term.name: term for term in (*self.classes, *self.properties, *self.foreign)}

    def above(self, name: str) -> tuple[str, ...]:
        """Return a class of ours and the classes above it, the nearest first."""
        found = [name]
        for each in found:
            found += [up for up in (self.terms[each].parents if each in self.terms else ()) if up not in found]
        return tuple(found)

    def below(self, name: str) -> tuple[Term, ...]:
        """Return the terms right below a term."""
        return tuple(term for term in self.terms.values() if name in term.parents)


def vocabulary(edition: Edition) -> Vocabulary:
    """Return the terms with their use in this edition."""
    return edition.keep("vocabulary", lambda: _read(edition))


def _read(edition: Edition) -> Vocabulary:
    graph = ontology_graph()
    used = {**_uses(edition, "page_use_of_properties"), **_uses(edition, "page_use_of_classes")}
    terms = [_term(graph, str(iri), type, used.get(str(iri), 0)) for iri, type in _declared(graph).items()]
    terms.sort(key=lambda term: term.name)
    sectors = _uses(edition, "page_use_of_sectors")
    return Vocabulary(
        classes=tuple(term for term in terms if term.classifies and not term.foreign),
        properties=tuple(term for term in terms if not term.classifies and not term.foreign),
        foreign=tuple(term for term in terms if term.foreign),
        sectors=tuple(_sector(sector, sectors) for sector in load_sectors()),
    )


def _declared(graph: Graph) -> dict[URIRef, str]:
    """Return the terms that the ontology declares and explains, each with its type."""
    found = {node: type for kind, type in TYPES.items() for node in graph.subjects(RDF.type, kind)}
    told = {node: type for node, type in found.items() if isinstance(node, URIRef)}
    return {node: type for node, type in told.items() if node in RZ or (node, RDFS.comment, None) in graph}


def _term(graph: Graph, iri: str, type: str, used: int) -> Term:
    node = URIRef(iri)
    above = {*graph.objects(node, RDFS.subClassOf), *graph.objects(node, RDFS.subPropertyOf)}
    return Term(
        iri=iri,
        name=_named(iri),
        label=_text(graph, node, RDFS.label) or tail_of(iri),
        comment=_text(graph, node, RDFS.comment),
        type=type,
        parents=tuple(sorted(_named(str(each)) for each in above if isinstance(each, URIRef))),
        domain=_places(graph, node, RDFS.domain),
        range=_places(graph, node, RDFS.range),
        rules=_rules(node),
        used=used,
    )


def _named(iri: str) -> str:
    """Return the local name of a term of ours; that of another with the prefix that the ontology gives it."""
    if iri.startswith(str(RZ)):
        return iri.removeprefix(str(RZ))
    starts = ((prefix, str(start)) for prefix, start in ontology_graph().namespaces())
    return next((f"{prefix}:{iri.removeprefix(start)}" for prefix, start in starts if iri.startswith(start)), iri)


def _places(graph: Graph, node: URIRef, prop: URIRef) -> tuple[str, ...]:
    """Return the classes that a domain or range names, those of a union each by itself."""
    found: list[Node] = []
    for place in graph.objects(node, prop):
        union = graph.value(place, OWL.unionOf) if isinstance(place, BNode) else None
        found += graph.items(union) if union is not None else [place]
    return tuple(sorted(_named(str(each)) for each in found if isinstance(each, URIRef)))


def _rules(term: URIRef) -> tuple[str, ...]:
    """Return what the shapes ask of the nodes of a class, or of the values of a property, in words."""
    graph = shapes()
    asked: set[Node] = set(graph.subjects(SH.path, term))
    for shape in graph.subjects(SH.targetClass, term):
        asked |= {shape, *graph.objects(shape, SH.property)}
    words = {str(message) for shape in asked for message in graph.objects(shape, SH.message)}
    return tuple(sorted(words))


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


def iri_of_version() -> str:
    """Return the IRI of the version of the ontology."""
    return str(ontology_graph().value(URIRef(str(RZ).rstrip("#")), OWL.versionIRI))


@cache
def ontology_turtle() -> str:
    """Return the ontology as it is written."""
    return (files("ontology") / "relazione.ttl").read_text("utf-8")


@cache
def ontology_graph() -> Graph:
    """Return the ontology; the graph is shared, so it is not to be changed."""
    return Graph().parse(data=ontology_turtle(), format="turtle")
