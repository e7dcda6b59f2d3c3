"""The JSON API: each operation on the real application, what it refuses, and that its description tells the truth."""

import csv
import io
import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from handwritten import MUSCAT
from openapi_spec_validator import validate

from graph.document import Document, Span
from graph.provenance import Provenance
from graph.rdf import quads
from graph.statement import Entity, Event, Reading
from graph.store import publish
from server import create_app
from server.api.operations import OPERATIONS
from server.likeness import Likeness, wrong_letters

HOSTED = "Oman hosted Iran and the United States in Muscat on 12 April 2025."


@pytest.fixture(scope="module")
def app(data: Path) -> Flask:
    return create_app(data, {"TESTING": True})


@pytest.fixture(scope="module")
def client(app: Flask) -> FlaskClient:
    return app.test_client()


def get(client: FlaskClient, address: str, status: int = 200) -> Any:
    answer = client.get(address)
    assert answer.status_code == status, (address, answer.get_data(as_text=True))
    assert answer.mimetype == "application/json"
    return answer.get_json()


def says(client: FlaskClient, address: str) -> list[str]:
    return [item["says"] for item in get(client, address)["items"]]


def keys(client: FlaskClient, address: str) -> list[str]:
    return [item["key"] for item in get(client, address)["items"]]


@pytest.mark.parametrize(
    ("words", "found", "match"),
    [
        ("Oman", "state/om", "whole"),
        ("U.S.", "state/us", "whole"),
        ("euro", "organization/european-union", "start"),
        ("BÚSAIDI", "person/badr-al-busaidi", "words"),
        ("busaydi bard", "person/badr-al-busaidi", "near"),
        ("Jpaan", "state/jp", "near"),
        ("Unoin", "organization/european-union", "near"),
        ("Eurpoaen", "organization/european-union", "near"),
    ],
)
def test_names_are_found_by_any_label_beginning_word_or_near_it(
    client: FlaskClient, words: str, found: str, match: str
) -> None:
    first = get(client, f"/api/entities?q={words}")["items"][0]

    assert (first["key"], first["match"]) == (found, match)


@pytest.mark.parametrize("words", ["Irn", "Jpna", "Omna Jpaan"], ids=["of three", "two wrong of four", "of two names"])
def test_what_is_written_too_wrong_is_not_found(client: FlaskClient, words: str) -> None:
    assert get(client, f"/api/entities?q={words}")["items"] == []


def test_names_of_most_documents_come_first_and_types_are_kept_apart(client: FlaskClient) -> None:
    counts = [item["documents"] for item in get(client, "/api/entities?limit=100")["items"]]

    assert counts == sorted(counts, reverse=True)
    assert keys(client, "/api/entities?limit=2") == ["state/ir", "state/us"]
    assert keys(client, "/api/entities?type=agreement") == ["agreement/muscat-accord"]
    assert keys(client, "/api/entities?q=a&type=person") == ["person/badr-al-busaidi"]


def test_entity_tells_its_offices_relations_and_facts_with_what_says_so(client: FlaskClient) -> None:
    told = get(client, "/api/entities/person/badr-al-busaidi")
    office = told["offices"]["items"][0]
    italy = get(client, "/api/entities/state/it")
    facts = {(fact["term"], fact["name"]["label"]): fact for fact in italy["facts"] if fact["name"]}

    assert told["labels"] == [{"text": "Badr al-Busaidi", "language": "en", "preferred": True}]
    assert "https://w3id.org/relazione/ns#Person" in told["types"]
    assert (office["officeTitle"], office["officeOf"]["label"], office["former"]) == ("foreign minister", "Oman", False)
    assert office["evidence"][0]["quotation"] == "Badr al-Busaidi, the Omani foreign minister"
    assert [(r["predicate"], r["object"]["key"]) for r in told["relations"]["items"]] == [("basedIn", "state/om")]
    assert facts["memberOf", "European Union"]["graphs"] == [
        "https://w3id.org/relazione/doc/trade-of-italy-and-japan", "https://w3id.org/relazione/graph/reference",
    ]  # fmt: skip


def test_statement_carries_how_it_is_said_how_surely_where_and_in_which_words(client: FlaskClient) -> None:
    (told,) = get(client, "/api/events?type=Consult&how=fact")["items"]
    (evidence,) = told["evidence"]

    assert told["says"] == "Iran, Oman and United States meet or talk"
    assert [each["key"] for each in told["actors"]] == ["state/ir", "state/om", "state/us"]
    assert (told["modality"], told["how"], told["saidBy"], told["confidence"]) == ("fact", "fact", None, 0.9)
    assert (told["date"], told["dateText"], told["place"]["label"]) == ("2025-04-12", "12 April 2025", "Muscat")
    assert told["document"]["title"] == "Talks in Muscat"
    assert evidence["quotation"] == HOSTED == MUSCAT.text[evidence["start"] : evidence["end"]]
    assert evidence["url"].startswith("http://localhost/document/talks-in-muscat#e-")
    mark = evidence["url"].partition("#")[2]
    assert f'id="{mark}"' in client.get("/document/talks-in-muscat").get_data(as_text=True)


def test_claim_is_no_fact_and_names_its_speaker(client: FlaskClient) -> None:
    (told,) = get(client, "/api/statements?saidBy=person/badr-al-busaidi")["items"]

    assert (told["predicate"], told["how"], told["saidBy"]["label"]) == ("partyTo", "planned", "Badr al-Busaidi")
    assert get(client, "/api/statements?how=fact&modality=planned")["total"] == 0


def test_statements_between_two_names_are_those_that_name_both(client: FlaskClient) -> None:
    between = ["Iran criticises or accuses Israel", "Israel says no to Iran"]
    assert says(client, "/api/statements?of=Iran&with=state/il") == between
    assert get(client, "/api/statements?of=state/it&with=state/jp&family=observation")["total"] == 3
    assert says(client, "/api/statements?of=state/jp&predicate=partnerOf") == ["Italy and Japan are partners"]
    assert get(client, "/api/statements?of=state/it&with=state/il")["total"] == 0


@pytest.mark.parametrize(
    ("query", "total"),
    [
        ("", 4),
        ("actor=state/ir", 3),
        ("actor=https://w3id.org/relazione/id/state/ir&recipient=Israel", 1),
        ("from=2025-04&to=2025-04-12", 1),
        ("from=2025-04-13", 0),
        ("to=2025", 1),
        ("place=state/om", 1),
        ("place=place/muscat", 1),
        ("place=state/it", 0),
        ("modality=planned", 1),
        ("confidence=0.8", 2),
        ("document=talks-in-muscat&type=Reject", 1),
        ("sector=defence", 0),
    ],
)
def test_events_are_narrowed(client: FlaskClient, query: str, total: int) -> None:
    assert get(client, f"/api/events?{query}")["total"] == total


def test_agreement_tells_its_parties_by_their_statements(client: FlaskClient) -> None:
    (told,) = get(client, "/api/agreements")["items"]

    assert (told["label"], [party["label"] for party in told["parties"]]) == ("Muscat Accord", ["Iran"])
    assert [each["how"] for each in told["statements"]["items"]] == ["planned"]
    assert get(client, "/api/agreements?party=state/ir&how=planned")["total"] == 1
    assert get(client, "/api/agreements?party=state/ir&how=fact")["total"] == 0
    assert get(client, "/api/agreements?status=signed")["total"] == 0


def test_observations_are_numbers_with_unit_and_period(client: FlaskClient) -> None:
    asked = "kind=trade&flow=import&reporter=state/it&partner=state/jp&from=2024"
    (told,) = get(client, f"/api/observations?{asked}")["items"]

    assert (told["value"], told["currency"], told["periodStart"], told["periodEnd"]) == (5.5e9, "EUR", "2024", "2024")
    assert get(client, "/api/observations?from=2024-06&to=2024-07")["total"] == 3, "some time in 2024"
    assert get(client, "/api/observations?from=2025")["total"] == 0
    assert get(client, "/api/observations?currency=USD")["total"] == 0


def test_documents_are_listed_and_told_with_their_text(client: FlaskClient) -> None:
    listed = get(client, "/api/documents")["items"]
    told = get(client, "/api/documents/talks-in-muscat")

    assert [each["identifier"] for each in listed] == ["talks-in-muscat", "trade-of-italy-and-japan"]
    assert (told["publisher"], told["issued"], told["statements"]) == ("Gulf Wire", "2025-04-13", 6)
    assert told["text"] == MUSCAT.text
    assert "Muscat Accord" in [name["label"] for name in told["mentions"]]
    assert get(client, "/api/documents?mentions=state/jp&q=trade&from=2025-02&to=2025-02")["total"] == 1
    assert get(client, "/api/documents?mentions=state/jp&to=2024")["total"] == 0
    assert get(client, "/api/documents?from=2025-04&to=2025-04")["total"] == 1, "on the 13th of that month"


def test_pages_lead_from_one_to_the_next_and_hold_each_item_once(client: FlaskClient) -> None:
    seen, address = [], "/api/statements?limit=4&how=fact"
    while address:
        page = get(client, address)
        seen += [item["key"] for item in page["items"]]
        address = page["next"]

    assert len(seen) == len(set(seen)) == page["total"] == 13
    assert get(client, "/api/statements?offset=1000")["items"] == []
    assert get(client, "/api/events?limit=4")["next"] is None, "there are four"


def test_plans_come_last(client: FlaskClient) -> None:
    told = [item["modality"] for item in get(client, "/api/statements?limit=100")["items"]]

    assert told == ["fact"] * 13 + ["planned"] * 2


def test_tables_hold_the_same_and_tell_the_next_page_in_headers(client: FlaskClient) -> None:
    answer = client.get("/api/events?limit=1", headers={"Accept": "text/csv"})
    (row,) = csv.DictReader(io.StringIO(answer.get_data(as_text=True)))

    assert answer.mimetype == "text/csv"
    assert row["actorsKey"] == "state/ir\nstate/om\nstate/us"
    assert (row["date"], row["how"], row["evidence"], row["documentTitle"]) == (
        "2025-04-12", "fact", HOSTED, "Talks in Muscat",
    )  # fmt: skip
    assert answer.headers["X-Total-Count"] == "4"
    assert answer.headers["Link"] == '<http://localhost/api/events?limit=1&offset=1>; rel="next"'
    assert client.get("/api/entities/state/it?format=csv").mimetype == "text/csv"
    tenures = client.get("/api/statements?family=tenure&format=csv").get_data(as_text=True)
    assert [row["former"] for row in csv.DictReader(io.StringIO(tenures))] == ["false"]
    assert client.get("/api/events", headers={"Accept": "image/png"}).status_code == 406


def test_answer_that_the_client_has_is_not_sent_again(client: FlaskClient) -> None:
    tags = {client.get(address).headers["ETag"] for address in ("/api/events", "/api/events?limit=1", "/api/")}
    tag = client.get("/api/events").headers["ETag"]

    assert len(tags) == 3
    assert client.get("/api/events", headers={"If-None-Match": tag}).status_code == 304
    assert client.get("/api/events?format=csv", headers={"If-None-Match": tag}).status_code == 200


@pytest.mark.parametrize(
    ("address", "parameter", "wanted"),
    [
        ("/api/events?actr=state/ir", "actr", "perhaps actor"),
        ("/api/events?type=Consul", "type", "perhaps Consult"),
        ("/api/events?limit=0", "limit", "from 1 to 100"),
        ("/api/events?limit=ten", "limit", "from 1 to 100"),
        ("/api/events?offset=-1", "offset", "from 0"),
        ("/api/events?from=2025-13", "from", "2025-10-08"),
        ("/api/events?to=2025-02-30", "to", "a date that there is"),
        ("/api/events?confidence=1.5", "confidence", "from 0 to 1"),
        ("/api/events?confidence=nan", "confidence", "from 0 to 1"),
        ("/api/events?type=Agree&type=Consult", "type", "one value"),
        ("/api/events?sector=", "sector", "one of"),
        ("/api/entities?q=%20", "q", "some words"),
        ("/api/entities?format=xml", "format", "json, csv"),
        ("/api/entities/ship/titanic", "type", "one of state"),
        ("/api/entities/state/it?slug=jp", "slug", "one of format"),
        ("/api/observations?currency=euro", "currency", "EUR"),
        ("/api/entities?q=%FF", None, "UTF-8"),
    ],
)
def test_what_is_wrong_is_named_with_what_is_wanted(
    client: FlaskClient, address: str, parameter: str | None, wanted: str
) -> None:
    told = get(client, address, 400)

    assert [problem["parameter"] for problem in told["problems"]] == [parameter]
    assert wanted in told["problems"][0]["wanted"]
    assert wanted in told["error"]


def test_all_that_is_wrong_is_told_at_once(client: FlaskClient) -> None:
    told = get(client, "/api/events?kolor=red&limit=x&actor=state/om", 400)

    assert [problem["parameter"] for problem in told["problems"]] == ["kolor", "limit"]


@pytest.mark.parametrize(
    ("address", "near"),
    [
        ("/api/entities/state/omann", "state/om"),
        ("/api/events?actor=Irann", "state/ir"),
        ("/api/statements?of=state/it&with=person/al-busaidi", "person/badr-al-busaidi"),
        ("/api/documents/talks-in-muskat", "talks-in-muscat"),
        ("/api/events?place=Muscat Accord", "agreement/muscat-accord"),
    ],
)
def test_what_is_not_known_is_404_with_what_is_called_alike(client: FlaskClient, address: str, near: str) -> None:
    told = get(client, address, 404)

    assert near in [each.get("key") or each["identifier"] for each in told["near"]]
    assert near in told["error"]


def test_statement_that_is_not_kept_is_404(client: FlaskClient) -> None:
    for key in ("none", "0", "a b", "<x>"):
        assert get(client, f"/api/statements/{key}", 404)["status"] == 404


def test_other_direction_of_a_partnership_is_told_by_itself_alone(client: FlaskClient) -> None:
    sparql = "SELECT ?s { ?s rdf:predicate rz:partnerOf ; rdf:subject state:jp }"
    rows = client.get("/sparql", query_string={"query": sparql}).get_json(force=True)["results"]["bindings"]
    key = rows[0]["s"]["value"].rpartition("/")[2]

    assert get(client, f"/api/statements/{key}")["subject"]["key"] == "state/jp"
    assert key not in keys(client, "/api/statements?predicate=partnerOf")


def test_place_of_a_state_includes_what_lies_in_its_regions(tmp_path: Path) -> None:
    document = Document(identifier="note", text="Zenda met Strelsau in Hentzau.")
    places = (
        Entity(key="state/zz", type="State", name="Zenda", iso="ZZ"),
        Entity(key="place/east", type="Place", name="East", located_in="state/zz"),
        Entity(key="place/hentzau", type="Place", name="Hentzau", located_in="place/east"),
    )
    said = {"evidence": (Span(0, 9),), "confidence": Decimal(1)}
    event = Event(kind="Consult", actors=("state/zz",), place="place/hentzau", **said)
    reading = Reading(document=document, entities=places, statements=(event,))
    provenance = Provenance(software="1", model="none", model_version="0", model_sha256="0" * 64)
    publish(tmp_path, quads([reading], provenance), {document.sha256: document.text}, {})
    client = create_app(tmp_path).test_client()

    assert get(client, "/api/events?place=state/zz")["total"] == 1


def test_claims_sectors_and_places_in_the_text_are_told_apart(tmp_path: Path) -> None:
    text = "Zendaria met Strelsau. Zendaria said so; Zandaria helped, and Zendaria built cars."
    document = Document(identifier="note", text=text)
    names = (("zz", "Zendaria"), ("za", "Zandaria"))
    states = tuple(Entity(key=f"state/{key}", type="State", name=name) for key, name in names)
    sure = {"confidence": Decimal(1)}
    statements = (
        Event(kind="Consult", actors=("state/zz",), evidence=(Span(0, 21), Span(63, 82)), **sure),
        Event(kind="Cooperate", actors=("state/zz",), said_by="state/zz", evidence=(Span(23, 39),), **sure),
        Event(kind="Cooperate", actors=("state/za",), sectors=("sector:automotive",), evidence=(Span(41, 56),), **sure),
    )
    provenance = Provenance(software="1", model="none", model_version="0", model_sha256="0" * 64)
    readings = [Reading(document=document, entities=states, statements=statements)]
    publish(tmp_path, quads(readings, provenance), {document.sha256: document.text}, {})
    client = create_app(tmp_path).test_client()

    assert [get(client, f"/api/events?how={how}")["total"] for how in ("claim", "fact")] == [1, 2]
    assert get(client, "/api/events?sector=industry")["total"] == 1, "cars are of industry"
    assert [item["evidence"][0]["start"] for item in get(client, "/api/events")["items"]] == [0, 23, 41]
    assert keys(client, "/api/entities?q=Zendraia") == ["state/zz", "state/za"], "the least wrong first"


def test_words_alike_are_told_with_the_fewest_letters_wrong() -> None:
    names = Likeness(["antonio tajani", "tajami tajani", "tajami"])

    assert names.texts("tajani") == {"antonio tajani": 0, "tajami tajani": 0, "tajami": 1}
    assert names.texts("antonoi tajani") == {"antonio tajani": 1}


def test_letters_that_are_wrong_are_counted() -> None:
    """The worked examples of Lowrance and Wagner's distance, with swaps of neighbours as one."""
    assert wrong_letters("kitten", "sitting") == 3
    assert wrong_letters("ca", "abc") == 3
    assert wrong_letters("tajani", "tajnai") == 1
    assert wrong_letters("", "abc") == 3


def test_description_is_openapi_and_tells_every_operation(client: FlaskClient) -> None:
    described = get(client, "/api/openapi.json")
    validate(described)

    assert described["openapi"] == "3.1.0"
    assert set(described["paths"]) == {operation.path for operation in OPERATIONS}


def test_every_example_of_the_page_is_answered_and_finds_something(client: FlaskClient) -> None:
    page = client.get("/api/", headers={"Accept": "text/html"}).get_data(as_text=True)
    examples = re.findall(r'<a href="([^"]+)" data-example>', page)
    lines = re.findall(r"curl &#39;http://localhost([^<]+?)&#39;|curl '([^']+)'", page)

    assert len(examples) == len(lines) == len(OPERATIONS)
    for address in examples:
        answer = get(client, address.replace("&amp;", "&"))
        assert answer.get("total", 1) > 0 or address.startswith("/api/changes"), address  # of a first generation


def test_missing_dataset_is_told(tmp_path: Path) -> None:
    client = create_app(tmp_path / "none").test_client()

    assert "relazione build" in get(client, "/api/events", 503)["error"]
    assert client.get("/api/").status_code == 503


def test_dataset_without_statements_has_a_description_too(tmp_path: Path) -> None:
    document = Document(identifier="note", text="Nothing happened.")
    provenance = Provenance(software="1", model="none", model_version="0", model_sha256="0" * 64)
    publish(tmp_path, quads([Reading(document=document)], provenance), {document.sha256: document.text}, {})
    client = create_app(tmp_path).test_client()

    validate(get(client, "/api/openapi.json"))
    assert client.get("/api/").status_code == 200
    assert get(client, "/api/events")["total"] == 0
