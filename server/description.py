"""What the dataset says of one node, as RDF: its own triples, the statements that tie it, and their evidence."""

from rdflib import Graph, URIRef

from graph.store import PREFIXES
from ontology.terms import ID

from .editions import Edition

FORMATS = {"turtle": "turtle", "jsonld": "json-ld", "ntriples": "nt", "rdfxml": "xml"}
MEDIA = {
    "turtle": "text/turtle",
    "jsonld": "application/ld+json",
    "ntriples": "application/n-triples",
    "rdfxml": "application/rdf+xml",
}
LABELS = {media: name for name, media in MEDIA.items()}


def describe(edition: Edition, iri: URIRef, format: str) -> bytes | None:
    """Return the description of a node, sorted, or None where nothing is said of it."""
    query = "page_entity_graph" if iri.startswith(str(ID)) else "page_node_graph"
    rows = edition.rows(query, entity=iri)
    if not rows:
        return None
    graph = Graph(bind_namespaces="none")
    for prefix, namespace in PREFIXES.items():
        graph.bind(prefix, namespace)
    for row in rows:
        graph.add((row["node"], row["property"], row["value"]))
    body = graph.serialize(format=FORMATS[format], encoding="utf-8")
    return b"".join(sorted(body.splitlines(keepends=True))) if format == "ntriples" else body
