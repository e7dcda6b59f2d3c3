"""The query operation of the SPARQL Protocol: methods, formats, graphs, and what is refused."""

import csv
import io
import json
import xml.etree.ElementTree as ET
from itertools import chain
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from rdflib import Graph, Namespace, URIRef
from werkzeug.test import TestResponse

from server import create_app
from server.examples import Example, examples
from server.negotiation import best

ASK = "ASK { ?s a rz:Event }"
SELECT = "SELECT ?n { ?s skos:prefLabel ?n FILTER(?s = <https://w3id.org/relazione/id/state/om>) }"
CONSTRUCT = "CONSTRUCT { ?s a rz:State } WHERE { ?s a rz:State }"
JSON = "application/sparql-results+json"
XML = "application/sparql-results+xml"
FORM = "application/x-www-form-urlencoded"
DIRECT = "application/sparql-query"
TALKS = "https://w3id.org/relazione/doc/talks-in-muscat"
TRADE = "https://w3id.org/relazione/doc/trade-of-italy-and-japan"
BROWSER = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}


@pytest.fixture(scope="module")
def client(data: Path) -> FlaskClient:
    return create_app(data).test_client()


def get(client: FlaskClient, query: str, accept: str | None = None, **more: object) -> TestResponse:
    headers = {"Accept": accept} if accept else {}
    return client.get("/sparql", query_string={"query": query, **more}, headers=headers)


def post(client: FlaskClient, body: bytes | str, media: str = DIRECT, path: str = "/sparql") -> TestResponse:
    return client.post(path, data=body, content_type=media)


def test_query_is_answered_however_it_is_sent(client: FlaskClient) -> None:
    answers = [
        get(client, ASK),
        client.post("/sparql", data={"query": ASK}),
        post(client, ASK),
        post(client, ASK, "Application/SPARQL-Query; charset=UTF-8"),
    ]

    assert [json.loads(answer.data)["boolean"] for answer in answers] == [True] * 4


def test_head_and_options_are_answered(client: FlaskClient) -> None:
    head = client.head("/sparql", query_string={"query": ASK})

    assert (head.status_code, head.data) == (200, b"")
    assert {"GET", "HEAD", "OPTIONS", "POST"} == set(client.options("/sparql").headers["Allow"].split(", "))


def test_rows_come_as_json_xml_csv_and_tsv(client: FlaskClient) -> None:
    as_json = json.loads(get(client, SELECT, JSON).data)
    as_xml = ET.fromstring(get(client, SELECT, XML).data)
    as_csv = list(csv.reader(io.StringIO(get(client, SELECT, "text/csv").get_data(as_text=True))))
    as_tsv = get(client, SELECT, "text/tab-separated-values").get_data(as_text=True)

    assert as_json["results"]["bindings"][0]["n"]["value"] == "Oman"
    assert [each.text for each in as_xml.iter() if each.tag.endswith("literal")] == ["Oman"]
    assert as_csv == [["n"], ["Oman"]]
    assert as_tsv.splitlines() == ["?n", '"Oman"@en']


@pytest.mark.parametrize("media", ["text/turtle", "application/n-triples", "application/rdf+xml"])
def test_graphs_come_as_turtle_ntriples_and_rdf_xml(client: FlaskClient, media: str) -> None:
    answer = get(client, CONSTRUCT, media)
    found = Graph().parse(data=answer.get_data(as_text=True), format=media)

    assert answer.mimetype == media
    assert (URIRef("https://w3id.org/relazione/id/state/om"), None, None) in found


@pytest.mark.parametrize(
    ("accept", "media"),
    [
        (None, JSON),
        ("*/*", JSON),
        (f"{JSON};q=0.1, {XML};q=0.9", XML),
        (f"{JSON};q=0, */*;q=0.5", XML),
        ("text/*", "text/csv"),
        ("application/json", "application/json"),
        (f"{XML}; charset=utf-8", XML),
    ],
)
def test_accept_header_chooses_the_format(client: FlaskClient, accept: str | None, media: str) -> None:
    assert get(client, SELECT, accept).mimetype == media


def test_format_can_be_asked_for_in_the_address(client: FlaskClient) -> None:
    assert get(client, SELECT, BROWSER["Accept"], format="csv").mimetype == "text/csv"
    assert get(client, SELECT, format="turtle").status_code == 406


def test_format_nobody_has_is_406(client: FlaskClient) -> None:
    answer = get(client, SELECT, "image/png")

    assert answer.status_code == 406
    assert JSON in answer.get_data(as_text=True)


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
def test_other_methods_are_405(client: FlaskClient, method: str) -> None:
    answer = client.open("/sparql", method=method, query_string={"query": ASK})

    assert answer.status_code == 405
    assert "POST" in answer.headers["Allow"]


@pytest.mark.parametrize(
    ("body", "media", "status"),
    [
        (b"ASK {}", "text/plain", 415),
        (b"ASK {}", "", 415),
        (ASK.encode("utf-16"), "application/sparql-query; charset=UTF-16", 415),
        (b'ASK { FILTER("\xff\xfe" = "a") }', DIRECT, 400),
        (b"query=ASK%20%7B%20FILTER(%22%FF%22%3D%22a%22)%7D", FORM, 400),
        (b"query=ASK+%7B%7D&query=ASK+%7B%7D", FORM, 400),
        (b"foo=bar", FORM, 400),
        (b"query=", FORM, 400),
        (b"", DIRECT, 400),
    ],
)
def test_request_that_cannot_be_read_is_refused(client: FlaskClient, body: bytes, media: str, status: int) -> None:
    answer = post(client, body, media)

    assert answer.status_code == status
    assert len(answer.data) > 15


@pytest.mark.parametrize("query", ["ASK {", "SELEKT * WHERE {", "ASK { ?s nope:p ?o }"])
def test_query_that_cannot_be_parsed_is_400_and_says_why(client: FlaskClient, query: str) -> None:
    answer = get(client, query)

    assert answer.status_code == 400
    assert "cannot be parsed" in answer.get_data(as_text=True)


@pytest.mark.parametrize(
    ("query", "why"),
    [
        ("SELECT * { SERVICE <http://other.example/sparql> { ?s ?p ?o } }", "SERVICE is refused"),
        ("PREFIX x: <http://x.example/> SELECT * { service SILENT x:y { ?s ?p ?o } }", "SERVICE is refused"),
        ("LOAD <http://other.example/data.ttl>", "pdates are refused here"),
        ("LOAD <file:///etc/passwd>", "pdates are refused here"),
        ("INSERT DATA { <a:b> <a:c> 1 }", "pdates are refused here"),
        ("# quite harmless\nPREFIX x: <http://x.example/> CLEAR ALL", "pdates are refused here"),
    ],
)
def test_what_would_reach_out_or_write_is_refused(client: FlaskClient, query: str, why: str) -> None:
    for answer in (get(client, query), post(client, query), client.post("/sparql", data={"query": query})):
        assert answer.status_code == 400
        assert why in answer.get_data(as_text=True)


def test_update_parameter_and_media_type_are_refused(client: FlaskClient) -> None:
    for answer in (
        client.post("/sparql", data={"update": "CLEAR ALL"}),
        post(client, "CLEAR ALL", "application/sparql-update"),
    ):
        assert answer.status_code == 400
        assert "pdates are refused" in answer.get_data(as_text=True)


def test_the_word_service_in_a_text_is_no_federation(client: FlaskClient) -> None:
    answer = get(client, 'ASK { FILTER(CONTAINS("the secret service", "service")) } # SERVICE <x:y>')

    assert json.loads(answer.data)["boolean"] is True


@pytest.mark.parametrize("graph", ["http://other.example/graph", "file:///etc/passwd"])
def test_graph_that_the_dataset_does_not_hold_is_empty_and_never_fetched(client: FlaskClient, graph: str) -> None:
    in_query = get(client, f"ASK FROM <{graph}> {{ ?s ?p ?o }}")
    beside_it = get(client, "ASK { ?s ?p ?o }", **{"default-graph-uri": graph})

    assert json.loads(in_query.data)["boolean"] is False
    assert json.loads(beside_it.data)["boolean"] is False


def test_graphs_named_beside_the_query_replace_the_dataset(client: FlaskClient) -> None:
    events = "ASK { ?s a rz:Accuse }"
    names = "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }"

    assert json.loads(get(client, events, **{"default-graph-uri": TALKS}).data)["boolean"] is True
    assert json.loads(get(client, events, **{"default-graph-uri": TRADE}).data)["boolean"] is False
    rows = json.loads(get(client, names, **{"named-graph-uri": [TALKS]}).data)["results"]["bindings"]
    assert [row["g"]["value"] for row in rows] == [TALKS]


def test_without_a_query_people_get_the_page_and_programs_the_description(client: FlaskClient) -> None:
    sd = Namespace("http://www.w3.org/ns/sparql-service-description#")
    page = client.get("/sparql", headers=BROWSER)
    described = Graph().parse(data=client.get("/sparql").get_data(as_text=True), format="turtle")

    assert "<textarea" in page.get_data(as_text=True)
    assert [str(each) for each in described.objects(predicate=sd.endpoint)] == ["http://localhost/sparql"]
    assert (None, sd.name, URIRef(TALKS)) in described


def test_answer_on_the_page_links_its_iris(client: FlaskClient) -> None:
    page = client.get("/sparql", query_string={"query": "SELECT ?s { ?s a rz:State }"}, headers=BROWSER)

    assert 'href="/entity/state/om"' in page.get_data(as_text=True)


def test_fault_on_the_page_keeps_the_query(client: FlaskClient) -> None:
    page = client.get("/sparql", query_string={"query": "SELECT oops"}, headers=BROWSER)

    assert page.status_code == 400
    assert "SELECT oops</textarea>" in page.get_data(as_text=True)


@pytest.mark.parametrize("example", list(chain(*examples().values())), ids=lambda example: example.name)
def test_questions_on_offer_are_answered(client: FlaskClient, example: Example) -> None:
    assert get(client, example.text).status_code == 200


def test_unchanged_answer_is_not_sent_again(client: FlaskClient) -> None:
    first = get(client, SELECT, JSON)
    again = client.get("/sparql", query_string={"query": SELECT}, headers={"If-None-Match": first.headers["ETag"]})

    assert again.status_code == 304
    assert get(client, SELECT, XML).headers["ETag"] != first.headers["ETag"]


def test_named_type_outweighs_the_range_that_covers_it() -> None:
    offers = ("application/a", "application/b")

    assert best("application/*;q=0.9, application/a;q=0.1", offers) == "application/b"
    assert best("application/a;q=0", offers) is None
    assert best("", offers) == "application/a"
    assert best("text/*", offers) is None
