"""What the dataset says of one thing, as RDF: its own triples, the statements that tie it, and their evidence.

A graph of the dataset is told whole; so is a document, which names the graph of all that was read in it.
"""

from typing import cast

from rdflib import URIRef
from rdflib.namespace import RDF, SKOS

from graph.store import Quad
from ontology.sectors import sectors_graph
from ontology.terms import BASE, DOC, ID, SECTOR

from .editions import Edition
from .formats import Format
from .service import SD

GRAPHS = BASE + "graph/"
SCHEME = URIRef(str(SECTOR).rstrip("/"))


def known(edition: Edition, iri: URIRef) -> bool:
    """Tell whether the dataset says anything of an IRI, or holds a graph of that name."""
    return bool(edition.rows("page_known", entity=iri)) or (iri, None, None) in sectors_graph()


def describe(edition: Edition, iri: URIRef, format: Format) -> bytes | None:
    """Return the description of a thing, sorted, or None where nothing is said of it."""
    return edition.write(_query(iri), format.media, _besides(edition, iri), entity=iri)


def quads_of(edition: Edition, iri: URIRef) -> list[Quad]:
    """Return what is said of a thing, each triple with the graph that says it."""
    rows = edition.rows(_query(iri), entity=iri)
    return [*((row["node"], row["property"], row["value"], row["graph"]) for row in rows), *_besides(edition, iri)]


def _besides(edition: Edition, iri: URIRef) -> list[Quad]:
    """Return what the dataset does not say itself: that a graph is one, and what the ontology knows of a sector."""
    said = sectors_graph().triples((iri, None, None))
    known = [cast(Quad, (subject, prop, value, SCHEME)) for subject, prop, value in said if prop != SKOS.hiddenLabel]
    is_graph = str(iri).startswith(GRAPHS) and str(iri) in edition.generation.graphs()
    return [*known, (iri, RDF.type, SD.Graph, iri)] if is_graph else known


def _query(iri: URIRef) -> str:
    if str(iri).startswith((str(DOC), GRAPHS)):
        return "described_graph"
    if iri.startswith(str(SECTOR)):
        return "described_concept"
    return "described_entity" if iri.startswith(str(ID)) else "described_node"
