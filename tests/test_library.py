"""The front page, documents, disagreements, the ontology and about: what they show is what was put in by hand."""

import re
import time
import tomllib
from html import unescape
from pathlib import Path
from urllib.parse import quote

import pytest
from contested import publish_contested, readings
from flask.testing import FlaskClient
from handwritten import PROVENANCE
from rdflib.namespace import RDFS
from test_server import BROWSER, Page

from graph.document import Document
from graph.rdf import quads
from graph.statement import Reading
from graph.store import publish
from ontology.terms import RZ
from server import background, create_app
from server.shelf import PAGE
from server.vocabulary import ontology_graph

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def contested(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    """The pages of three documents that agree and disagree."""
    folder = tmp_path_factory.mktemp("contested")
    publish_contested(folder)
    return create_app(folder).test_client()


@pytest.fixture(scope="module")
def client(data: Path) -> FlaskClient:
    """The pages of the two documents that other tests share."""
    return create_app(data).test_client()


def body(client: FlaskClient, address: str, status: int = 200) -> str:
    answer = client.get(address, headers=BROWSER)
    assert answer.status_code == status, answer.get_data(as_text=True)
    return answer.get_data(as_text=True)


def words(page: str) -> str:
    """Return what a page says, without its markup."""
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", page))).replace(" ,", ",")


def rows(page: str) -> list[str]:
    """Return the first link in each row of the list of documents."""
    return re.findall(r'<tr><th scope="row"><a href="/document/([^"]+)"', page)


# ---- the front page ----
def test_empty_dataset_is_told_how_to_begin(tmp_path: Path) -> None:
    publish(tmp_path, quads([], PROVENANCE), {}, {})
    page = body(create_app(tmp_path).test_client(), "/")

    assert "Nothing read yet" in page
    assert "relazione build FOLDER" in page


def test_front_page_leads_to_every_page_there_is(client: FlaskClient) -> None:
    links = Page(body(client, "/")).links

    assert {"/explore", "/documents", "/disagreements", "/report", "/sparql", "/ontology", "/about"} <= set(links)


def test_large_dataset_answers_at_once_and_is_whole_when_all_is_read(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(background, "AT_ONCE", 0)
    client = create_app(data).test_client()
    first = client.get("/", headers=BROWSER)
    ends = time.monotonic() + 20
    while "being read" in body(client, "/") and time.monotonic() < ends:
        time.sleep(0.05)
    later = client.get("/", headers={**BROWSER, "If-None-Match": first.headers["ETag"]})

    assert "Dyads that turned" in later.get_data(as_text=True)
    assert "being read" in first.get_data(as_text=True) or later.status_code == 304


# ---- the list of documents ----
@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["courier-note", "gazette-note", "bare"]),
        ("?order=up", ["bare", "gazette-note", "courier-note"]),
        ("?sort=title", ["gazette-note", "bare", "courier-note"]),
        ("?sort=statements", ["courier-note", "gazette-note", "bare"]),
        ("?publisher=Courier", ["courier-note"]),
        ("?publisher=none", ["bare"]),
        ("?year=2025", ["courier-note", "gazette-note"]),
        ("?year=none", ["bare"]),
        ("?q=byron", ["gazette-note"]),
        ("?q=FIGURES+claims", ["courier-note"]),
        ("?q=byron&publisher=Courier", []),
    ],
)
def test_documents_are_sorted_and_narrowed_by_their_address(
    contested: FlaskClient, query: str, found: list[str]
) -> None:
    assert rows(body(contested, f"/documents{query}")) == found


@pytest.mark.parametrize(
    ("query", "status", "told"),
    [
        ("sort=colour", 400, "date, title, publisher, statements"),
        ("order=sideways", 400, "up or down"),
        ("year=20x5", 400, "four digits"),
        ("year=²025", 400, "four digits"),
        ("page=0", 400, "numbered from 1"),
        ("page=-1", 400, "numbered from 1"),
        ("page=2", 404, "ends on page 1"),
    ],
)
def test_list_says_what_cannot_be_asked(contested: FlaskClient, query: str, status: int, told: str) -> None:
    assert told in body(contested, f"/documents?{quote(query, safe='=')}", status)


def test_long_list_comes_in_pages_that_hold_each_document_once(tmp_path: Path) -> None:
    several = [Document(identifier=f"d{n:03}", text=f"Text {n}.", title=f"Title {n:03}") for n in range(PAGE + 5)]
    publish(tmp_path, quads([Reading(document=each) for each in several], PROVENANCE), {}, {})
    client = create_app(tmp_path).test_client()
    first, second = body(client, "/documents?sort=title"), body(client, "/documents?sort=title&page=2")

    assert [len(rows(first)), len(rows(second))] == [PAGE, 5]
    assert rows(first) + rows(second) == [each.identifier for each in several]
    assert 'rel="next"' in first
    assert 'rel="next"' not in second


# ---- a document ----
def test_document_tells_what_its_source_says_of_it(contested: FlaskClient) -> None:
    told = words(body(contested, "/document/gazette-note"))

    assert "Author Ada Byron" in told
    assert "Publisher The Gazette" in told
    assert "Source not stated" in told
    assert "Figures & <b>claims</b>" in words(body(contested, "/document/courier-note"))


@pytest.mark.parametrize(
    ("query", "marked"),
    [
        ("family=observation", ["In 2024 Italy exported €9.5 billion to Japan."]),
        ("how=denied", ["Iran did not accuse Israel on 14 April 2025."]),
        ("kind=Consult", ["Oman received the United States on 12 April 2025."]),
        ("of=state/il", ["Iran did not accuse Israel on 14 April 2025."]),
        ("family=observation&how=denied", []),
    ],
)
def test_narrowing_statements_narrows_the_marks(contested: FlaskClient, query: str, marked: list[str]) -> None:
    page = body(contested, f"/document/courier-note?{query}")

    assert re.findall(r'<mark class="ev-mark"[^>]*>(.*?)</mark>', page) == marked
    assert page.count('class="stmt"') == len(marked)


def test_narrowing_by_what_is_not_there_is_refused(contested: FlaskClient) -> None:
    assert "event, tenure, relation, observation" in body(contested, "/document/courier-note?family=song", 400)


def test_document_names_the_others_that_tell_the_same_and_no_more(contested: FlaskClient) -> None:
    page = body(contested, "/document/courier-note")
    table = page[page.index("Told elsewhere too") :]

    assert 'href="/document/gazette-note"' in table
    assert 'aria-label="1 statement, in the words of both"' in table  # the visit; not the figure, not the denied charge


def test_text_that_is_not_kept_is_said_not_to_be(tmp_path: Path) -> None:
    publish(tmp_path, quads(readings(), PROVENANCE), {}, {})
    page = body(create_app(tmp_path).test_client(), "/document/courier-note")

    assert "The text is not kept" in page
    assert "Oman received the United States on 12 April 2025." in page


# ---- disagreements ----
def test_disagreements_stand_side_by_side_with_their_sentences(contested: FlaskClient) -> None:
    told = words(body(contested, "/disagreements"))

    assert "2 things are told differently" in told
    assert told.index("€8 bn") < told.index("€9.5 bn")
    assert "In 2024 Italy exported €8.0 billion to Japan." in told
    assert "Iran did not accuse Israel on 14 April 2025." in told
    assert "The Gazette, 1 Mar 2025" in told


@pytest.mark.parametrize(
    ("query", "kinds"),
    [
        ("", ["figure", "denied"]),
        ("?kind=figure", ["figure"]),
        ("?of=state/ir", ["denied"]),
        ("?of=state/om", []),
        ("?of=state/ir&kind=figure", []),
    ],
)
def test_disagreements_are_narrowed_by_kind_and_name(contested: FlaskClient, query: str, kinds: list[str]) -> None:
    assert re.findall(r'<h2 id="k-(\w+)"', body(contested, f"/disagreements{query}")) == kinds


def test_disagreements_say_what_cannot_be_asked(contested: FlaskClient) -> None:
    assert "figure, denied" in body(contested, "/disagreements?kind=taste", 400)
    assert "state/it" in body(contested, "/disagreements?of=state/zz", 404)
    assert "state/it" in body(contested, "/disagreements?of=%3Cscript%3E", 404)


def test_disagreements_lead_to_the_dyad_the_document_and_the_explorer(contested: FlaskClient) -> None:
    links = {link.partition("#")[0] for link in Page(body(contested, "/disagreements")).links if link.startswith("/")}
    statuses = {}
    for link in sorted(links):
        answer = contested.get(link, headers=BROWSER, follow_redirects=True)
        statuses[link] = answer.status_code
        answer.close()

    assert "/dyad/state/it/state/jp" in links
    assert {link: status for link, status in statuses.items() if status != 200} == {}


def test_where_nothing_is_contested_the_page_says_what_was_compared(client: FlaskClient) -> None:
    assert "Compared were figures of the same thing and period" in body(client, "/disagreements")


def test_large_record_is_compared_by_another_process_to_the_same_result(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, contested: FlaskClient
) -> None:
    monkeypatch.setattr(background, "AT_ONCE", 0)
    publish_contested(tmp_path)
    client = create_app(tmp_path).test_client()
    assert "being compared" in body(client, "/disagreements")
    ends = time.monotonic() + 60
    while "being compared" in body(client, "/disagreements") and time.monotonic() < ends:
        time.sleep(0.2)
    monkeypatch.undo()

    assert words(body(client, "/disagreements")) == words(body(contested, "/disagreements"))


# ---- the ontology ----
def test_every_term_has_a_row_and_a_page_with_its_definition(client: FlaskClient) -> None:
    graph = ontology_graph()
    ours = {str(node).removeprefix(str(RZ)) for node in graph.subjects() if str(node).startswith(str(RZ))}
    listed = set(Page(body(client, "/ontology")).ids)

    assert len(ours) > 100
    assert ours <= listed
    for name in sorted(ours):
        page = body(client, f"/ontology/{name}")
        comment = str(graph.value(RZ[name], RDFS.comment))
        assert comment in words(page)
        assert page.count('<svg class="wide-fig"') == page.count('<svg class="narrow"') == 1


def test_term_is_shown_by_a_sentence_of_this_dataset(client: FlaskClient) -> None:
    assert "Oman hosted Iran and the United States in Muscat" in body(client, "/ontology/place")
    assert "Italy belongs to the European Union." in body(client, "/ontology/memberOf")
    assert "Nothing in this dataset is told with it." in body(client, "/ontology/Threaten")


def test_term_tells_where_it_stands_and_what_is_asked_of_it(client: FlaskClient) -> None:
    told = words(body(client, "/ontology/officeOf"))

    assert "From Office, Tenure To Actor" in told
    assert "A tenure's office belongs to at most one actor." in told
    assert "Kinds of it Event, Observation, Relation, Tenure" in words(body(client, "/ontology/Statement"))


def test_terms_are_found_by_their_words(client: FlaskClient) -> None:
    page = Page(body(client, "/ontology?q=balance"))

    assert "derivedBalance" in page.ids
    assert "Consult" not in page.ids
    assert "No term holds these words." in body(client, "/ontology?q=xyzzy")


def test_mistyped_term_is_told_its_nearest(client: FlaskClient) -> None:
    assert "Nearest: Consult" in body(client, "/ontology/Consul", 404)
    assert "<script>" not in body(client, "/ontology/%3Cscript%3E", 404).partition("<main")[2]


def test_sectors_stand_as_a_tree(client: FlaskClient) -> None:
    page = body(client, "/ontology")
    within = page[page.index('id="sector-industry"') :]

    assert within.index('id="sector-automotive"') < within.index("</ul>")  # skos:broader sector:industry


# ---- about ----
def floors() -> dict[str, float]:
    """Return the floors that a change must not fall below, by set and family."""
    found = {}
    for line in (ROOT / ".ci" / "floors").read_text("utf-8").splitlines():
        name, _, rest = line.partition(" ")
        for asked in re.findall(r"--floor (\S+)", rest):
            family, _, value = asked.rpartition("=")
            found[f"{name} {family or 'type and actors'}"] = float(value)
    return found


def test_scores_shown_are_not_below_the_floors_and_agree_with_their_counts() -> None:
    sets = tomllib.loads((ROOT / "graph" / "scores.toml").read_text("utf-8"))["set"]
    shown = {f"{each['name']} {score['family']}": score for each in sets for score in each["score"]}
    held = {name: floor for name, floor in floors().items() if name in shown}

    assert {"gold all", "gold events", "gold observations", "plover type and actors"} <= held.keys()
    assert {name: (shown[name]["f1"], floor) for name, floor in held.items() if shown[name]["f1"] < floor} == {}
    for score in (score for score in shown.values() if "right" in score):
        assert score["f1"] == pytest.approx(2 * score["right"] / (score["found"] + score["wanted"]), abs=0.0006)
        assert score["precision"] == pytest.approx(score["right"] / score["found"], abs=0.0006)
        assert score["recall"] == pytest.approx(score["right"] / score["wanted"], abs=0.0006)


def test_about_shows_the_scores_and_what_was_refused_by_reason(client: FlaskClient) -> None:
    told = words(body(client, "/about"))

    assert "All facts 0.86 0.69 0.766 615, 716, 889" in told
    assert "Of 100 events that people annotated, 54 were not found; of 100 that were found, 31 are not" in told
    assert "a city is no party 1" in told
    assert "Oman hosted Iran and the United States in Muscat on 12 April 2025." in told
    assert "a city is no party" in body(client, "/about?reason=a+city+is+no+party")
    assert "the reasons are a city is no party" in body(client, "/about?reason=weather", 404)


def test_about_names_the_works_of_others_and_sets_no_cookie(client: FlaskClient) -> None:
    answer = client.get("/about", headers=BROWSER)
    told = words(answer.get_data(as_text=True))

    assert "vis-network in pyvis Apache-2.0 or MIT" in told
    assert re.search(r"rdflib 7\.[\d.]+ BSD", told)
    assert "Set-Cookie" not in answer.headers
