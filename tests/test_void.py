"""VoID and the service description are valid RDF, and every number in them is what SPARQL counts."""

import json
from pathlib import Path

import pyoxigraph as ox
import pytest
from flask.testing import FlaskClient
from handwritten import PROVENANCE, talks, trade
from rdflib import Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCTERMS, RDF, RDFS, VOID

from graph.rdf import quads
from graph.statement import Reading
from graph.store import publish
from server import create_app

SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
DATASET = URIRef("http://localhost/.well-known/void#dataset")
SERVICE = URIRef("http://localhost/sparql")
ID = "https://w3id.org/relazione/id/"
RESULTS = {
    "SPARQL_Results_JSON": "application/sparql-results+json", "SPARQL_Results_XML": "application/sparql-results+xml",
    "SPARQL_Results_CSV": "text/csv", "SPARQL_Results_TSV": "text/tab-separated-values",
}  # fmt: skip
GRAPHS = {
    "Turtle": "text/turtle", "N-Triples": "application/n-triples", "RDF_XML": "application/rdf+xml",
    "TriG": "application/trig", "N-Quads": "application/n-quads",
}  # fmt: skip


@pytest.fixture(scope="module")
def client(data: Path) -> FlaskClient:
    return create_app(data, {"TESTING": True}).test_client()


@pytest.fixture(scope="module")
def void(client: FlaskClient) -> Graph:
    return Graph().parse(data=client.get("/.well-known/void").data, format="turtle")


def rows(client: FlaskClient, query: str) -> list[list[str]]:
    answer = client.get("/sparql", query_string={"query": query}, headers={"Accept": RESULTS["SPARQL_Results_JSON"]})
    found = json.loads(answer.data)
    return [[row[name]["value"] for name in found["head"]["vars"]] for row in found["results"]["bindings"]]


@pytest.mark.parametrize(
    ("property_", "pattern"),
    [
        ("triples", "SELECT (COUNT(*) AS ?n) { SELECT DISTINCT ?s ?p ?o { GRAPH ?g { ?s ?p ?o } } }"),
        ("distinctSubjects", "SELECT (COUNT(*) AS ?n) { SELECT DISTINCT ?s { ?s ?p ?o } }"),
        ("distinctObjects", "SELECT (COUNT(*) AS ?n) { SELECT DISTINCT ?o { ?s ?p ?o } }"),
        ("properties", "SELECT (COUNT(*) AS ?n) { SELECT DISTINCT ?p { ?s ?p ?o } }"),
        ("classes", "SELECT (COUNT(*) AS ?n) { SELECT DISTINCT ?c { ?s a ?c } }"),
        ("documents", "SELECT (COUNT(DISTINCT ?d) AS ?n) { ?d a rz:Document }"),
        ("entities", f"SELECT (COUNT(DISTINCT ?s) AS ?n) {{ ?s ?p ?o FILTER(REGEX(STR(?s), '^{ID}')) }}"),
    ],
)
def test_number_is_what_sparql_counts(client: FlaskClient, void: Graph, property_: str, pattern: str) -> None:
    ((counted,),) = rows(client, pattern)

    assert [str(value) for value in void.objects(DATASET, VOID[property_])] == [counted]


def test_every_class_and_property_is_counted(client: FlaskClient, void: Graph) -> None:
    classes = rows(client, "SELECT ?c (COUNT(DISTINCT ?s) AS ?n) { ?s a ?c } GROUP BY ?c")
    properties = rows(client, "SELECT ?p (COUNT(*) AS ?n) { ?s ?p ?o } GROUP BY ?p")

    def partitions(link: URIRef, of: URIRef, number: URIRef) -> list[list[str]]:
        parts = list(void.objects(DATASET, link))
        return [[str(void.value(part, of)), str(void.value(part, number))] for part in parts]

    assert sorted(partitions(VOID.classPartition, VOID["class"], VOID.entities)) == sorted(classes)
    assert sorted(partitions(VOID.propertyPartition, VOID.property, VOID.triples)) == sorted(properties)
    assert len(classes) > 20


@pytest.mark.parametrize(
    "media", ["text/turtle", "application/n-triples", "application/rdf+xml", "application/ld+json", "application/trig"]
)
def test_dataset_is_described_the_same_in_every_format(client: FlaskClient, void: Graph, media: str) -> None:
    answer = client.get("/.well-known/void", headers={"Accept": media})
    found = list(ox.parse(answer.data, format=ox.RdfFormat.from_media_type(media)))

    assert answer.mimetype == media
    assert len({quad.triple for quad in found}) == len(void)
    assert "Accept" in answer.headers["Vary"]
    again = client.get("/.well-known/void", headers={"If-None-Match": answer.headers["ETag"], "Accept": media})
    assert again.status_code == 304
    elsewhere = client.get("/.well-known/void", headers={"Accept": media}, base_url="http://other.example")
    assert elsewhere.headers["ETag"] != answer.headers["ETag"]


def test_browser_gets_turtle_and_who_takes_no_rdf_is_told(client: FlaskClient) -> None:
    assert client.get("/.well-known/void", headers={"Accept": "text/html,*/*;q=0.8"}).mimetype == "text/turtle"
    assert client.get("/.well-known/void?format=jsonld").mimetype == "application/ld+json"
    assert client.get("/.well-known/void", headers={"Accept": "image/png"}).status_code == 406
    assert client.get("/.well-known/void?format=docx").status_code == 406


def test_addresses_that_are_named_answer(client: FlaskClient, void: Graph) -> None:
    (lookup,) = void.objects(DATASET, VOID.uriLookupEndpoint)
    addresses = [*void.objects(DATASET, VOID.dataDump), *void.objects(DATASET, VOID.sparqlEndpoint), f"{lookup}oman"]
    examples = [iri.replace("https://w3id.org/relazione", "") for iri in void.objects(DATASET, VOID.exampleResource)]

    assert len(examples) == 3
    for address in (*addresses, *examples):
        with client.get(str(address).removeprefix("http://localhost"), follow_redirects=True) as answer:
            assert answer.status_code == 200, address
    assert list(void.objects(DATASET, DCTERMS.license)) == [URIRef("https://spdx.org/licenses/MIT")]


def test_dump_is_the_whole_dataset_and_is_sent_once(client: FlaskClient) -> None:
    with client.get("/dataset.nq") as answer:
        held = list(ox.parse(answer.data, format=ox.RdfFormat.N_QUADS))
        again = client.get("/dataset.nq", headers={"If-None-Match": answer.headers["ETag"]})
        part = client.get("/dataset.nq", headers={"Range": "bytes=0-9"})

    ((counted,),) = rows(client, "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }")
    assert len(held) == int(counted)
    assert again.status_code == 304
    assert part.status_code in (200, 206)
    again.close()
    part.close()


def test_service_tells_what_it_speaks_and_leads_to_the_numbers(client: FlaskClient) -> None:
    told = Graph().parse(data=client.get("/sparql", headers={"Accept": "text/turtle"}).data, format="turtle")
    formats = {str(each).rpartition("/")[2] for each in told.objects(SERVICE, SD.resultFormat)}
    graphs = {str(name) for name in told.objects(None, SD.name)}

    assert (SERVICE, SD.supportedLanguage, SD.SPARQL11Query) in told
    assert (SERVICE, SD.feature, SD.UnionDefaultGraph) in told
    assert (SERVICE, SD.defaultDataset, DATASET) in told
    assert (SERVICE, RDFS.seeAlso, URIRef("http://localhost/.well-known/void")) in told
    assert (DATASET, RDF.type, VOID.Dataset) in told
    assert formats == RESULTS.keys() | GRAPHS.keys()
    assert graphs == {name for (name,) in rows(client, "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }")}


def test_every_format_that_the_service_names_is_given(client: FlaskClient) -> None:
    for query, named in (("SELECT * { ?s a rz:State }", RESULTS), ("CONSTRUCT WHERE { ?s a rz:State }", GRAPHS)):
        for media in named.values():
            answer = client.get("/sparql", query_string={"query": query}, headers={"Accept": media})
            assert (answer.status_code, answer.mimetype) == (200, media)


def test_numbers_are_those_of_the_generation_that_is_served(tmp_path: Path) -> None:


    def triples(*readings: Reading) -> int:
        publish(tmp_path, quads(readings, PROVENANCE), {}, {})
        told = Graph().parse(data=client.get("/.well-known/void").data, format="turtle")
        (number,) = told.objects(DATASET, VOID.triples)
        assert isinstance(number, Literal)
        return int(number)

    client = create_app(tmp_path).test_client()
    assert triples(talks()) < triples(talks(), trade())
