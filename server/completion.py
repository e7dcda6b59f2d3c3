"""What the editor can complete: prefixes, terms with their labels and comments, sectors, and values that are fixed.

All of it is read from the ontology, so that it says what the ontology page says. Prefixes that the endpoint does not
know by itself are marked, since a completion has to declare them.
"""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from rdflib import Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.namespace import OWL, RDF, RDFS, SH
from rdflib.term import Node

from graph.store import PREFIXES
from ontology.sectors import load_sectors

from .addresses import curie
from .vocabulary import ontology_graph

CLASSES = (OWL.Class, RDFS.Class)
PROPERTIES = (OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty, RDF.Property)


@cache
def completion() -> Mapping[str, Any]:
    """Return everything that can be completed, by kind, sorted."""
    graph = ontology_graph()
    return {
        "prefixes": _prefixes(graph),
        "classes": _terms(graph, CLASSES),
        "properties": _terms(graph, PROPERTIES),
        "sectors": [
            {"name": f"sector:{sector.id}", "label": sector.label, "comment": sector.definition}
            for sector in load_sectors()
        ],
        "values": _values(),
    }


def _prefixes(graph: Graph) -> list[dict[str, object]]:
    used = {str(node) for node in graph.all_nodes() if isinstance(node, URIRef)}
    declared = {prefix: str(start) for prefix, start in graph.namespaces()}
    aligned = {prefix: start for prefix, start in declared.items() if any(iri.startswith(start) for iri in used)}
    every = {**aligned, **PREFIXES}
    return [{"prefix": prefix, "iri": every[prefix], "known": prefix in PREFIXES} for prefix in sorted(every)]


def _terms(graph: Graph, kinds: tuple[URIRef, ...]) -> list[dict[str, str]]:
    nodes = {node for kind in kinds for node in graph.subjects(RDF.type, kind) if isinstance(node, URIRef)}
    labelled = (node for node in nodes if (node, RDFS.label, None) in graph and curie(node) != str(node))
    told = [_term(graph, node) for node in labelled]
    return sorted(told, key=lambda term: (not term["name"].startswith("rz:"), term["name"]))


def _term(graph: Graph, node: URIRef) -> dict[str, str]:
    return {
        "name": curie(node),
        "label": _text(graph, node, RDFS.label),
        "comment": _text(graph, node, RDFS.comment),
        "domain": _names(graph, node, RDFS.domain),
        "range": _names(graph, node, RDFS.range),
    }


def _text(graph: Graph, node: Node, prop: URIRef) -> str:
    return min((str(value) for value in graph.objects(node, prop)), default="")


def _names(graph: Graph, node: Node, prop: URIRef) -> str:
    return ", ".join(sorted(curie(value) for value in graph.objects(node, prop) if isinstance(value, URIRef)))


def _values() -> dict[str, list[str]]:
    """Return the literals that the shapes allow as values of a property, where they list them."""
    shapes = Graph().parse(data=(files("ontology") / "shapes.ttl").read_text("utf-8"), format="turtle")
    found: dict[str, set[str]] = {}
    for shape, path in shapes.subject_objects(SH.path):
        for head in shapes.objects(shape, SH["in"]):
            texts = {str(value) for value in Collection(shapes, head) if isinstance(value, Literal)}
            if texts and isinstance(path, URIRef):
                found.setdefault(curie(path), set()).update(texts)
    return {name: sorted(found[name]) for name in sorted(found)}
