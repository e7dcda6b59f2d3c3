"""What stands beside a statement: who else says so, checks, a citation, queries; and the page of the review."""

import html
import json
import re
import time
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from contested import publish_agreed
from disputed import HOSTILE, disputed
from flask.testing import FlaskClient
from live import JSON, TOKEN

from ontology.terms import ID
from server import background, create_app, evidence
from server.catalogue import Name
from server.doubles import likely
from server.tokens import Tokens


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return disputed(tmp_path_factory.mktemp("disputed"))


@pytest.fixture(scope="module")
def client(folder: Path) -> FlaskClient:
    """The pages where nobody may judge."""
    return create_app(folder).test_client()


@pytest.fixture(scope="module")
def judging(folder: Path) -> FlaskClient:
    """The pages where one who has the token may judge."""
    return create_app(folder, {"TOKENS": Tokens.of(TOKEN, None)}).test_client()


def cards(client: FlaskClient, address: str) -> dict[str, str]:
    """Return the markup of each statement on a page, by its key."""
    page = client.get(address).text
    return dict(re.findall(r'<article class="stmt" id="s-([\w-]+)">(.*?)</article>', page, re.DOTALL))


def card(client: FlaskClient, words: str) -> tuple[str, str]:
    """Return key and markup of the one statement whose own words hold these."""
    found = cards(client, "/sentences?of=state/it") | cards(client, "/sentences?of=state/jp")
    marked = {key: html.unescape(" ".join(re.findall("<mark>(.*?)</mark>", markup))) for key, markup in found.items()}
    ((key, markup),) = [(key, found[key]) for key, told in marked.items() if words in told]
    return key, markup


def link(markup: str, label: str) -> str:
    found = re.search(rf'<a href="([^"]+)">{label}</a>', markup)
    assert found is not None
    return html.unescape(found[1])


def rows(client: FlaskClient, address: str) -> list[dict[str, Any]]:
    """Return the answer to the query of an address."""
    answer = client.get(address, headers={"Accept": JSON})
    return [{n: cell["value"] for n, cell in row.items()} for row in answer.get_json()["results"]["bindings"]]


def test_what_another_document_says_too_leads_to_its_sentence(client: FlaskClient) -> None:
    one, markup = card(client, "belongs to the European Union")
    other, _ = card(client, "is in the European Union")

    assert "more source<" in markup.replace("\n", "<")
    assert list(cards(client, f"/sentences?s={other}")) == [other]
    assert f'href="/sentences?s={other}"' in markup
    assert f'href="/sentences?s={one}"' in card(client, "is in the European Union")[1]


def test_front_page_of_a_large_dataset_does_not_wait_for_what_is_said_alike(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made, compare = Event(), evidence._alike
    monkeypatch.setattr(background, "AT_ONCE", 0)
    monkeypatch.setattr(evidence, "_alike", lambda edition: made.wait(60) and compare(edition))
    publish_agreed(tmp_path)
    client = create_app(tmp_path).test_client()
    first = client.get("/")
    made.set()
    ends = time.monotonic() + 20
    while (later := client.get("/")).headers["ETag"] == first.headers["ETag"] and time.monotonic() < ends:
        time.sleep(0.05)

    assert "Oman received the United States" in first.text
    assert "The same in" not in first.text
    assert later.text.count("The same in") == 2


def test_what_one_document_alone_says_claims_no_other(client: FlaskClient) -> None:
    assert "The same in" not in card(client, "praised Japan")[1]
    assert "The same in" not in card(client, "met Japan's envoys")[1]


def test_sum_that_is_wrong_is_told_with_how_much_it_is_off(client: FlaskClient) -> None:
    _, markup = card(client, "the total reached")

    assert "does not add up" in markup
    assert "off by €6.5 bn" in html.unescape(markup)


def test_citation_names_document_words_and_statement(client: FlaskClient) -> None:
    key, markup = card(client, "belongs to the European Union")
    found = re.search(r'data-cite="([^"]*)"', markup)
    assert found is not None

    assert html.unescape(found[1]) == (
        f"Ada Verdi, “Rome {HOSTILE}”, Evening Post, 2 May 2025. https://post.example/rome. "
        f"“Italy belongs to the European Union.”. https://w3id.org/relazione/statement/{key}"
    )
    assert "https://doi.org/10.1000/182. “Italy is in" in html.unescape(card(client, "is in the European Union")[1])


def test_query_of_a_statement_returns_it_alone_with_its_words(client: FlaskClient) -> None:
    key, markup = card(client, "met Japan's envoys")

    (row,) = rows(client, link(markup, "SPARQL"))

    assert row["statement"].endswith(f"/{key}")
    assert row["sentence"] == "Marco Rossi, the Italian trade minister, met Japan's envoys on 1 May 2025."
    assert (row["date"], row["modality"], row["confidence"]) == ("2025-05-01", "fact", "0.55")


def test_query_and_table_of_the_margin_return_the_same_statements(client: FlaskClient) -> None:
    address = "/api/edge?a=state/it&b=organization/european-union"
    shown = set(cards(client, address))
    head = client.get(address).text.partition('<div class="cards">')[0]

    assert len(shown) == 2
    assert {row["statement"].rpartition("/")[2] for row in rows(client, link(head, "SPARQL"))} == shown
    table = client.get(link(head, "CSV"))
    assert table.mimetype == "text/csv"
    assert len(table.text.strip().splitlines()) == 3


def test_where_writing_is_off_nothing_can_be_pressed_and_the_page_says_how_to_switch_it_on(
    client: FlaskClient, judging: FlaskClient
) -> None:
    page = client.get("/review").text

    assert "RELAZIONE_TOKEN" in page
    assert "met Japan&#39;s envoys" in page
    for address in ("/review", "/sentences?of=state/it", "/explore"):
        assert '<dialog class="judge"' not in client.get(address).text
        assert not re.search(r"data-(judge|verdict|undo)=", client.get(address).text)
        assert '<dialog class="judge"' in judging.get(address).text
    assert "RELAZIONE_TOKEN" not in judging.get("/review").text


def test_page_that_was_kept_without_buttons_is_not_taken_for_the_one_with_them(
    client: FlaskClient, judging: FlaskClient
) -> None:
    tag = client.get("/review").headers["ETag"]

    assert client.get("/review", headers={"If-None-Match": tag}).status_code == 304
    assert judging.get("/review", headers={"If-None-Match": tag}).status_code == 200


def test_review_begins_with_what_is_surely_wrong_then_what_was_read_least_surely(judging: FlaskClient) -> None:
    found = list(cards(judging, "/review").values())

    assert ["€8.0" in each or "€20.0" in each for each in found] == [True, True, True, False, False]
    assert "praised Japan" in found[3]
    assert "envoys" in found[4]


def test_names_a_letter_apart_stand_side_by_side_with_their_sentences(judging: FlaskClient) -> None:
    page = html.unescape(judging.get("/review?part=names").text)

    assert 'data-names="["person/marco-rosi", "person/marco-rossi"]"' in page
    assert "A letter apart. No document names both." in page
    assert "Marco Rosi praised Japan." in page
    assert "Right or wrong</h2>" not in page


def test_document_title_is_text_on_every_page(judging: FlaskClient) -> None:
    for address in ("/review", "/sentences?of=state/it"):
        assert HOSTILE not in judging.get(address).text
        assert html.escape(HOSTILE, quote=True).replace("&quot;", "&#34;") in judging.get(address).text


@pytest.mark.parametrize(
    ("address", "message"),
    [
        ("/review?part=all", "part: found 'all'; wanted one of names, statements, judgements."),
        ("/review?part=names&from=-1", "from: found '-1'; wanted a number, counted from 0."),
        ("/review?part=names&from=²", "from: found '²'"),
        ("/review?from=x", "from: found 'x'"),
    ],
)
def test_what_the_address_asks_is_checked(client: FlaskClient, address: str, message: str) -> None:
    answer = client.get(address)

    assert answer.status_code == 400
    assert message in html.unescape(answer.text)


def test_past_the_end_is_empty_and_leads_back(client: FlaskClient) -> None:
    page = client.get("/review?part=names&from=50").text

    assert "No two names look like one." in page
    assert 'href="/review?part=names"' in page


def test_page_is_found_from_the_foot_and_from_about(client: FlaskClient) -> None:
    assert 'href="/review"' in client.get("/documents").text
    assert client.get("/about").text.count('href="/review"') == 2


def name(type: str, label: str, *aliases: str) -> Name:
    slug = re.sub(r"\W+", "-", label.lower())
    return Name(iri=ID[f"{type}/{slug}"], type=type, label=label, aliases=aliases, documents=1)


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        (name("person", "Wang Yi", "Wang"), name("person", "Wang Li", "Wang"), "one form for both"),
        (name("person", "Antonio Tajani"), name("person", "Antonio Tajanni"), "a letter apart"),
        (name("company", "Sinochem"), name("company", "Sinohcem"), "a letter apart"),
        (name("initiative", "Global Combat Air Programme"), name("initiative", "GCAP"), "initials"),
        (name("person", "Emanuele Rossi"), name("person", "Emanuele"), "part of the longer name"),
    ],
)
def test_names_that_may_be_one_are_found_with_the_reason(one: Name, other: Name, reason: str) -> None:
    found = {frozenset((each.one.label, each.other.label)): each.reason for each in likely([one, other])}

    assert found == {frozenset((one.label, other.label)): reason}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (name("state", "Niger"), name("state", "Nigers")),
        (name("person", "Marco Rossi"), name("place", "Marco Rosi")),
        (name("agreement", "2024 Action Plan"), name("agreement", "2025 Action Plan")),
        (name("measure", "Act one", "decree"), name("measure", "Law two", "decree")),
        (name("place", "Europe"), name("place", "Eastern Europe")),
        (name("person", "Ann"), name("person", "Anna")),
    ],
)
def test_names_that_are_two_are_left_alone(one: Name, other: Name) -> None:
    assert list(likely([one, other])) == []


def test_word_that_many_names_share_makes_no_pairs() -> None:
    ministries = [name("organization", f"Ministry of {what}") for what in ("Trade", "Justice", "Health", "Defence")]

    assert list(likely([name("organization", "Ministry"), *ministries])) == []
    assert len(likely([name("organization", "Ministry"), *ministries[:2]])) == 2


def test_terms_offered_are_those_of_the_family_with_what_was_read(judging: FlaskClient) -> None:
    _, markup = card(judging, "met Japan's envoys")
    found = re.search(r'data-terms="([^"]*)"', markup)
    assert found is not None

    terms = json.loads(html.unescape(found[1]))

    assert terms == {"date": "2025-05-01", "modality": "fact", "place": "", "saidBy": "", "topic": ""}
