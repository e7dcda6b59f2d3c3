"""The projected graph as GraphML and GEXF, for Gephi, R's igraph and their like.

Both formats hold single values, so lists are joined by blanks and what is not stated is left out. networkx writes them;
the date that it puts into GEXF is taken out, since the same dataset gives the same bytes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from xml.etree import ElementTree

import networkx as nx
from networkx.readwrite.gexf import GEXFWriter
from networkx.readwrite.graphml import GraphMLWriter

from graph.analysis.choice import CONFLICT, COOPERATION, WORLDS, Projection
from graph.analysis.projection import Dyad, dyads, sign
from graph.report.chosen import sentence
from graph.report.material import Material
from graph.slug import document_iri
from graph.xmltext import xml_text
from ontology.terms import entity_iri

from .codes import codes
from .fields import Field

Value = str | int | float
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
OF_GRAPH = (
    Field("generation", "The generation of the dataset", "text", "twelve hexadecimal digits", ""),
    Field("projection", "Which statements tie two actors", "text", "a sentence", "chosen by the reader"),
    Field("query", "The same as it stands in an address", "text", "empty for the default", "chosen by the reader"),
    Field("software", "What read the texts and wrote this file", "text", "", "`schema:softwareVersion`"),
)
OF_NODE = (
    Field("label", "What the actor is called", "text", "", "`skos:prefLabel`"),
    Field("kind", "What the actor is", "text", "State, Organization, Company, Person, Place", "`rdf:type`"),
    Field("iri", "The actor", "IRI", "", ""),
    Field("iso2", "Code in ISO 3166-1 alpha-2", "text", "of states", "`rz:iso3166`"),
    Field("iso3", "Code in ISO 3166-1 alpha-3", "text", "of states; XKX for Kosovo", "from alpha-2"),
    Field("cow", "Correlates of War number", "text", "of states in its system of 2016", "from alpha-2"),
    Field("documents", "Documents that tie the actor to others", "integer", "documents, 1 and more",
          "`prov:wasDerivedFrom`"),
)  # fmt: skip
OF_EDGE = (
    Field("weight", "Documents that tie the two", "integer", "documents, 1 and more", "`prov:wasDerivedFrom`"),
    Field("statements", "Statements that tie the two", "integer", "statements, 1 and more", "counted"),
    *(Field(world, f"Statements told as {words}", "integer", "statements, 0 and more", "`rz:modality`, `rz:saidBy`")
      for world, words in zip(WORLDS, ("a fact", "somebody's claim", "a plan"), strict=True)),
    Field("cooperation", "Events of cooperation", "integer", "statements, 0 and more", "PLOVER's quads 1 and 2"),
    Field("conflict", "Events of conflict", "integer", "statements, 0 and more", "PLOVER's quads 3 and 4"),
    Field("intensity", "Mean intensity of the events: the mean of each document, then of the documents", "decimal",
          "−10 (conflict) to +10 (cooperation); absent without an event", "`rz:intensity`"),
    Field("sign", "Which way the intensity leans", "integer",
          "1 cooperation, −1 conflict, 0 within 0.5 of zero; absent without an event", "intensity"),
    Field("types", "Statements by type", "text", "Consult:2 partnerOf:1", "`rdf:type`, `rdf:predicate`"),
    Field("document_ids", "These documents", "list of IRIs", "separated by a blank", "`prov:wasDerivedFrom`"),
    Field("statement_ids", "These statements", "list of IRIs", "separated by a blank", "`rz:Statement`"),
)  # fmt: skip


def graphml(material: Material, projection: Projection) -> str:
    """Return the graph of all actors as GraphML; a node's id is the actor's key ("state/it")."""
    return f"{_HEAD}{GraphMLWriter(_plain(material, projection), named_key_ids=True)}\n"


def gexf(material: Material, projection: Projection) -> str:
    """Return the same as GEXF; it holds no values of the whole graph, so they stand in its description."""
    graph = _plain(material, projection)
    told = "; ".join(f"{name}: {value}" for name, value in graph.graph.items())
    graph.graph.clear()
    writer = GEXFWriter(graph)
    for meta in writer.xml.findall("meta"):
        del meta.attrib["lastmodifieddate"]
        ElementTree.SubElement(meta, "description").text = told
    return f"{_HEAD}{writer}\n"


def _plain(material: Material, projection: Projection) -> nx.Graph[str]:
    """Return the projected graph with single values alone, all of them text that XML can hold."""
    found = dyads(material.projected(projection))
    documents: dict[str, set[str]] = defaultdict(set)
    for dyad in found:
        for key in (dyad.a, dyad.b):
            documents[key].update(dyad.documents)
    graph: nx.Graph[str] = nx.Graph()
    graph.graph.update(_of_graph(material, projection))
    for key in sorted(documents):
        graph.add_node(key, **_told(OF_NODE, _of_node(key, len(documents[key]), material)))
    for dyad in found:
        graph.add_edge(dyad.a, dyad.b, **_told(OF_EDGE, _of_edge(dyad)))
    return graph


def _of_graph(material: Material, projection: Projection) -> dict[str, Value]:
    software = ", ".join((*material.software, f"networkx {nx.__version__}"))
    return _told(OF_GRAPH, (material.generation, sentence(projection), projection.query, software))


def _of_node(key: str, documents: int, material: Material) -> tuple[Value | None, ...]:
    name, known = material.names[key], codes(material.isos.get(key))
    return (name.label, name.type, str(entity_iri(key)), known.iso2 or None, known.iso3 or None, known.cow or None,
            documents)  # fmt: skip


def _of_edge(dyad: Dyad) -> tuple[Value | None, ...]:
    lean, types = dyad.intensity, dyad.types
    return (
        dyad.weight,
        len(dyad.statements),
        *(dyad.worlds.get(world, 0) for world in WORLDS),
        sum(types.get(each, 0) for each in COOPERATION),
        sum(types.get(each, 0) for each in CONFLICT),
        None if lean is None else round(lean, 9),
        None if lean is None else sign(lean),
        " ".join(f"{name}:{amount}" for name, amount in types.items()),
        " ".join(str(document_iri(each)) for each in dyad.documents),
        " ".join(dyad.statements),
    )


def _told(fields: Sequence[Field], values: Sequence[Value | None]) -> dict[str, Value]:
    return {
        field.name: xml_text(value) if isinstance(value, str) else value
        for field, value in zip(fields, values, strict=True)
        if value is not None
    }
