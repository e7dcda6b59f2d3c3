"""The SPARQL 1.1 Service Description: what the endpoint speaks, and which graphs its dataset holds.

The dataset is the one that VoID describes; how much it holds is told there.
"""

from collections.abc import Iterable
from urllib.parse import urljoin

from rdflib import Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCTERMS, RDF, RDFS, VOID

SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
FORMATS = Namespace("http://www.w3.org/ns/formats/")
SIMPLE = URIRef("http://www.w3.org/ns/entailment/Simple")
RESULT_FORMATS = (
    "SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV", "Turtle", "N-Triples",
    "RDF_XML", "TriG", "N-Quads",
)  # fmt: skip


def describe_service(address: str, graphs: Iterable[str]) -> Graph:
    """Return the description of the endpoint at an address, with its named graphs."""
    service, union, description = URIRef(address), URIRef(address + "#union"), urljoin(address, "/.well-known/void")
    dataset = URIRef(description + "#dataset")
    described = Graph(bind_namespaces="none")
    for prefix, namespace in (("sd", SD), ("void", VOID), ("dcterms", DCTERMS), ("rdfs", RDFS), ("formats", FORMATS)):
        described.bind(prefix, namespace)
    said = (
        (service, RDF.type, SD.Service),
        (service, DCTERMS.title, Literal("Relazione", lang="en")),
        (service, SD.endpoint, service),
        (service, SD.supportedLanguage, SD.SPARQL11Query),
        (service, SD.feature, SD.UnionDefaultGraph),
        (service, SD.defaultEntailmentRegime, SIMPLE),
        *((service, SD.resultFormat, FORMATS[name]) for name in RESULT_FORMATS),
        (service, SD.defaultDataset, dataset),
        (service, RDFS.seeAlso, URIRef(description)),
        (dataset, RDF.type, SD.Dataset),
        (dataset, RDF.type, VOID.Dataset),
        (dataset, SD.defaultGraph, union),
        (dataset, VOID.sparqlEndpoint, service),
        (union, RDF.type, SD.Graph),
        (union, RDFS.comment, Literal("The union of all named graphs, each triple once.", lang="en")),
    )
    for triple in said:
        described.add(triple)
    for name in graphs:
        entry = URIRef(f"{address}#graph={name}")
        described.add((dataset, SD.namedGraph, entry))
        described.add((entry, RDF.type, SD.NamedGraph))
        described.add((entry, SD.name, URIRef(name)))
    return described
