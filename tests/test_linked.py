"""Every IRI of the samples' dataset answers as a page and as RDF, and says in which other forms it can be had."""

import re
from collections.abc import Iterable
from importlib.resources import as_file, files
from pathlib import Path

import pyoxigraph as ox
import pytest
from flask.testing import FlaskClient
from handwritten import PROVENANCE
from rdflib import Graph, URIRef
from rdflib.namespace import RDF, SKOS

from graph.build import build
from graph.document import Document
from graph.rdf import quads
from graph.reading import Reader
from graph.statement import Entity, Reading
from graph.store import Generation, publish
from ontology.terms import BASE, OA, RZ
from server import create_app

HTML = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
MEDIA = {
    "ttl": "text/turtle", "jsonld": "application/ld+json", "nt": "application/n-triples", "rdf": "application/rdf+xml",
    "trig": "application/trig", "nq": "application/n-quads",
}  # fmt: skip


@pytest.fixture(scope="module")
def client(data: Path) -> FlaskClient:
    return create_app(data, {"TESTING": True}).test_client()


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory, reader: Reader) -> Path:
    """The dataset of the samples that ship."""
    folder = tmp_path_factory.mktemp("samples")
    with as_file(files("graph") / "samples") as sources:
        build([sources], folder, reader=lambda: reader)
    return folder


def ours(folder: Path) -> Iterable[str]:
    """Return every IRI of ours that is a subject or a graph of a dataset."""
    with Generation.open(folder) as generation:
        subjects = {str(subject) for subject, _, _ in generation.triples()}
        return sorted(iri for iri in subjects | set(generation.graphs()) if iri.startswith(BASE))


def parse(body: bytes, suffix: str) -> Graph:
    return Graph().parse(data=body, format={"ttl": "turtle", "rdf": "xml"}[suffix])


@pytest.mark.slow
def test_every_iri_of_the_samples_is_told_as_a_page_and_as_turtle(samples: Path) -> None:
    client = create_app(samples, {"TESTING": True}).test_client()
    iris = list(ours(samples))
    faults = []
    for iri in iris:
        path = "/" + iri.removeprefix(BASE)
        page = client.get(path, headers=HTML, follow_redirects=True)
        turtle = client.get(path, headers={"Accept": "text/turtle"}, follow_redirects=True)
        if (page.status_code, page.mimetype) != (200, "text/html"):
            faults.append(f"{iri}: {page.status_code} {page.mimetype}")
        if (turtle.status_code, turtle.mimetype) != (200, "text/turtle"):
            faults.append(f"{iri}: {turtle.status_code} {turtle.mimetype}")
        elif URIRef(iri) not in Graph().parse(data=turtle.data, format="turtle").all_nodes():
            faults.append(f"{iri}: not in its Turtle")

    assert len(iris) > 400
    assert faults == []


@pytest.mark.parametrize("path", ["id/state/ir", "doc/talks-in-muscat", "graph/entities", "sector/defence", "sector"])
def test_thing_leads_to_its_page_or_its_data_and_says_that_it_depends(client: FlaskClient, path: str) -> None:
    page = client.get(f"/{path}", headers=HTML)
    data = client.get(f"/{path}", headers={"Accept": "application/ld+json"})

    assert (page.status_code, data.status_code) == (303, 303)
    assert data.headers["Location"] == f"/{path}.jsonld"
    assert page.headers["Vary"] == data.headers["Vary"] == "Accept"
    assert client.get(page.headers["Location"], headers=HTML).status_code == 200


def test_table_of_a_graph_names_terms_as_a_query_would(client: FlaskClient) -> None:
    page = client.get("/graph/entities", headers=HTML, follow_redirects=True).get_data(as_text=True)

    assert ">skos:prefLabel<" in page
    assert ">state:il<" in page
    assert "rdf-syntax-ns#type" not in page


@pytest.mark.parametrize("suffix", MEDIA)
def test_description_comes_in_every_format_with_its_evidence(client: FlaskClient, suffix: str) -> None:
    answer = client.get(f"/id/state/il.{suffix}")
    format_ = ox.RdfFormat.from_extension(suffix)
    found = list(ox.parse(answer.data, format=format_))
    quoted = {quad.object.value for quad in found if quad.predicate.value == str(OA.exact)}
    named = {quad.object.value for quad in found if quad.predicate.value == str(SKOS.prefLabel)}
    graphs = {getattr(quad.graph_name, "value", None) for quad in found}

    assert answer.mimetype == MEDIA[suffix]
    assert answer.headers["Content-Disposition"] == f'inline; filename="il.{suffix}"'
    assert quoted == {"Iran accused Israel of an attack on a research site", "a charge that Israel rejected"}
    assert named == {"Israel"}
    wanted = {f"{BASE}graph/entities", f"{BASE}graph/reference", f"{BASE}doc/talks-in-muscat"}
    assert (graphs <= wanted and len(graphs) > 1) if suffix in ("trig", "nq") else graphs == {None}


@pytest.mark.parametrize("page", ["/entity/state/ir", "/document/talks-in-muscat", "/graph/build.html", "/ontology"])
def test_page_names_its_other_forms_in_head_and_headers(client: FlaskClient, page: str) -> None:
    answer = client.get(page, headers=HTML)
    head = re.findall(r'<link rel="alternate" type="([^"]+)" href="([^"]+)"', answer.get_data(as_text=True))

    assert {media for media, _ in head} == set(MEDIA.values())
    assert "Accept" in answer.headers["Vary"]
    for media, address in head:
        assert f'<{address}>; rel="alternate"; type="{media}"' in answer.headers["Link"]
        told = client.get(address)
        assert (told.status_code, told.mimetype) == (200, media)
        assert f'<{address.rpartition(".")[0]}>; rel="describes"' in told.headers["Link"]


def test_page_itself_can_be_had_as_rdf(client: FlaskClient) -> None:
    answer = client.get("/entity/state/ir", headers={"Accept": "application/trig"})

    assert answer.mimetype == "application/trig"
    assert "Accept" in answer.headers["Vary"]
    assert client.get("/entity/state/ir", headers={"Accept": "image/png"}).status_code == 406


def statement_and_evidence(client: FlaskClient) -> tuple[str, str]:
    query = "SELECT ?s ?e { ?s a rz:Accuse ; rz:evidence ?e }"
    (row,) = client.get("/sparql", query_string={"query": query}).get_json(force=True)["results"]["bindings"]
    return row["s"]["value"], row["e"]["value"]


def test_statement_is_told_with_its_sentence_and_evidence_with_its_statement(client: FlaskClient) -> None:
    statement, evidence = statement_and_evidence(client)
    page = client.get("/" + statement.removeprefix(BASE), headers=HTML)
    told = parse(client.get("/" + statement.removeprefix(BASE) + ".ttl").data, "ttl")
    quoted = parse(client.get("/" + evidence.removeprefix(BASE) + ".ttl").data, "ttl")

    assert page.headers["Location"] == f"/{statement.removeprefix(BASE)}.html"
    shown = client.get(page.headers["Location"], headers=HTML).get_data(as_text=True)
    assert "<mark>Iran accused Israel of an attack on a research site</mark>" in shown
    assert (URIRef(evidence), OA.exact, None) in told
    assert (URIRef(statement), RZ.evidence, URIRef(evidence)) in quoted


def test_document_is_its_graph(client: FlaskClient) -> None:
    body = client.get("/doc/talks-in-muscat.nq").get_data(as_text=True)
    graph = f"<{BASE}doc/talks-in-muscat>"

    assert len(body.splitlines()) == len(set(body.splitlines()))
    assert sum(line.endswith(f"{graph} .") for line in body.splitlines()) > 60


def test_vocabulary_is_sent_as_it_is_and_people_are_led_to_its_page(client: FlaskClient) -> None:
    told = client.get("/ns", headers={"Accept": "text/turtle"})

    assert (URIRef(f"{BASE}ns#Consult"), RDF.type, None) in parse(told.data, "ttl")
    assert client.get("/ns", headers=HTML).headers["Location"] == "/ontology"
    assert client.get("/ns/0.1.0", headers={"Accept": "text/turtle"}).status_code == 200
    assert client.get("/ns/9", headers={"Accept": "text/turtle"}).status_code == 404
    assert len(parse(client.get("/ns.rdf").data, "rdf")) == len(parse(told.data, "ttl"))


@pytest.mark.parametrize(
    "path",
    ["id/state/nowhere", "id/state/nowhere.ttl", "doc/none", "statement/none", "statement/none.html", "evidence/0",
     "check/x", "graph/none", "graph/none.nq", "sector/none", "statement/<a b>", "evidence/%3C%22", "id/%00",
     "id/a%0Ab", "id/.ttl", "ns.xls", "file/%F0%9F%8C%8D.ttl"],
)  # fmt: skip
def test_what_is_not_in_the_dataset_is_404(client: FlaskClient, path: str) -> None:
    for headers in (HTML, {"Accept": "text/turtle"}, {}):
        assert client.get(f"/{path}", headers=headers).status_code == 404


def test_name_that_ends_like_a_file_is_a_thing_of_its_own(tmp_path: Path) -> None:
    document = Document(identifier="note", text="Nothing happened.")
    named = Entity(key="organization/list.nt", type="Organization", name="List.nt")
    readings = [Reading(document=document, entities=(named,))]
    publish(tmp_path, quads(readings, PROVENANCE), {document.sha256: document.text}, {})
    client = create_app(tmp_path, {"TESTING": True}).test_client()

    answer = client.get("/id/organization/list.nt", headers={"Accept": "text/turtle"})
    assert answer.headers["Location"] == "/id/organization/list.nt.ttl"
    assert client.get("/id/organization/list.nt.ttl").mimetype == "text/turtle"


def test_description_that_the_client_has_is_not_sent_again(client: FlaskClient) -> None:
    tag = client.get("/id/state/ir.ttl").headers["ETag"]

    assert client.get("/id/state/ir.ttl", headers={"If-None-Match": tag}).status_code == 304
    assert client.get("/id/state/ir.nt").headers["ETag"] != tag


def test_format_can_be_asked_for_in_the_address(client: FlaskClient) -> None:
    assert client.get("/id/state/ir?format=ntriples", headers=HTML).headers["Location"] == "/id/state/ir.nt"
    assert client.get("/id/state/ir?format=docx").status_code == 406
