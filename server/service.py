"""The SPARQL 1.1 Service Description: what the endpoint speaks, and which graphs its dataset holds."""

from collections.abc import Iterable

from rdflib import Graph, Namespace, URIRef
from rdflib.namespace import RDF, VOID

SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
FORMATS = Namespace("http://www.w3.org/ns/formats/")
RESULT_FORMATS = (
    "SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV", "Turtle", "N-Triples",
    "RDF_XML",
)  # fmt: skip


def describe_service(address: str, graphs: Iterable[str]) -> Graph:
    """Return the description of the endpoint at an address, with its named graphs."""
    service, dataset, union = URIRef(address), URIRef(address + "#dataset"), URIRef(address + "#union")
    described = Graph()
    described.bind("sd", SD)
    described.add((service, RDF.type, SD.Service))
    described.add((service, SD.endpoint, service))
    described.add((service, SD.supportedLanguage, SD.SPARQL11Query))
    described.add((service, SD.feature, SD.UnionDefaultGraph))
    for name in RESULT_FORMATS:
        described.add((service, SD.resultFormat, FORMATS[name]))
    described.add((service, SD.defaultDataset, dataset))
    described.add((dataset, RDF.type, SD.Dataset))
    described.add((dataset, SD.defaultGraph, union))
    described.add((dataset, VOID.sparqlEndpoint, service))
    described.add((union, RDF.type, SD.Graph))
    for name in graphs:
        entry = URIRef(f"{address}#graph={name}")
        described.add((dataset, SD.namedGraph, entry))
        described.add((entry, RDF.type, SD.NamedGraph))
        described.add((entry, SD.name, URIRef(name)))
    return described
