"""What every page promises: it is there, it is strict about where things come from, and it shows the sentence."""

import json
import re
from decimal import Decimal
from html.parser import HTMLParser
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from graph.document import Document, Span
from graph.errors import MissingDataError, QueryError, RelazioneError, SourceError
from graph.provenance import Provenance
from graph.rdf import quads
from graph.statement import Entity, Event, Reading
from graph.store import publish
from server import create_app
from server.current import edition
from server.errors import status_of

PAGES = (
    "/", "/explore", "/documents", "/agreements", "/sparql", "/report", "/ontology", "/about", "/search?q=oman",
    "/document/talks-in-muscat", "/document/trade-of-italy-and-japan", "/entity/state/ir", "/entity/state/it",
    "/entity/person/badr-al-busaidi", "/entity/place/muscat", "/names/state", "/dyad/state/it/state/jp",
    "/dyad/state/ir/state/il", "/agreement/muscat-accord", "/initiative/sky-programme", "/sectors",
    "/sector/defence.html", "/sentences?sector=defence",
    "/entity/organization/european-union", "/sentences?of=state/it&with=state/jp", "/sentences?family=event",
    "/sentences?how=planned", "/dossier/state/it/state/jp", "/dossier/state/ir?as_of=2025",
    "/sparql?query=SELECT * {?s a rz:Tenure}", "/api/", "/disagreements", "/ontology/Event", "/documents?sort=title",
)  # fmt: skip
BROWSER = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
NASTY = '"><script>alert(1)</script><img src=x onerror=alert(2)>'


class Page(HTMLParser):
    """Notes of a page: its tags, the addresses it loads, what it says, and whatever is inline."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.loads: list[str] = []
        self.links: list[str] = []
        self.inline: list[str] = []
        self.ids: list[str] = []
        self.text = ""
        self._script = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.tags.append(tag)
        self.inline += [name for name in given if name == "style" or name.startswith("on")]
        self.inline += ["style"] if tag == "style" else []
        self._script = tag == "script" and "src" not in given and given.get("type") != "application/json"
        address = given.get("src") or (given.get("href") if tag in ("link", "use") else None)
        self.loads += [address] if address else []
        self.links += [given["href"] or ""] if tag == "a" and "href" in given else []
        self.ids += [given["id"] or ""] if "id" in given else []

    def handle_data(self, data: str) -> None:
        self.text += data
        if self._script and data.strip():
            self.inline.append("script")


@pytest.fixture(scope="module")
def client(data: Path) -> FlaskClient:
    return create_app(data, {"TESTING": True}).test_client()


def read(client: FlaskClient, address: str) -> Page:
    answer = client.get(address, headers=BROWSER)
    assert answer.status_code == 200, (address, answer.status_code)
    assert answer.mimetype == "text/html"
    return Page(answer.get_data(as_text=True))


@pytest.mark.parametrize("address", PAGES)
def test_page_has_one_heading_a_skip_link_and_nothing_inline(client: FlaskClient, address: str) -> None:
    page = read(client, address)

    assert page.tags.count("h1") == 1
    assert page.inline == []
    assert page.links[0] == "#main"
    assert "main" in page.ids
    assert len(page.ids) == len(set(page.ids))


@pytest.mark.parametrize("address", PAGES)
def test_page_loads_nothing_from_another_host(client: FlaskClient, address: str) -> None:
    page = read(client, address)

    assert [each for each in page.loads if not each.startswith(("/", "#", "?", "data:,"))] == []
    assert [each for each in page.loads if each.startswith("//")] == []


STRICT = (
    *(page for page in PAGES if not page.startswith("/sparql")),  # its own is tested elsewhere
    "/static/look.css", "/static/look.js", "/api/network", "/nothing-here",
)  # fmt: skip


@pytest.mark.parametrize("address", STRICT)
def test_every_answer_carries_the_policy(client: FlaskClient, address: str) -> None:
    with client.get(address, headers=BROWSER) as answer:
        headers = answer.headers

    assert headers["Content-Security-Policy"] == (
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; "
        "base-uri 'none'; form-action 'self'; frame-ancestors 'self'"
    )
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["Cross-Origin-Opener-Policy"] == headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]


def test_every_link_on_every_page_leads_somewhere(client: FlaskClient) -> None:
    links = {link.partition("#")[0] for address in PAGES for link in read(client, address).links}
    ours = sorted(link for link in links if link.startswith("/"))
    statuses = {}
    for link in ours:
        with client.get(link, headers=BROWSER) as answer:
            statuses[link] = answer.status_code

    assert len(ours) > 60
    assert {link: status for link, status in statuses.items() if status not in (200, 303)} == {}


NAMESPACES = {
    "http://www.w3.org/2000/svg", "http://graphml.graphdrawing.org/xmlns", "http://gexf.net/1.3",
    "http://gexf.net/1.3/viz",
}  # fmt: skip


def test_styles_and_scripts_name_no_other_host(client: FlaskClient) -> None:
    scripts = ("look.js", "explorer.js", "theme.js", "query.js", "editor.js", "completing.js", "drawn.js")
    for name in ("tokens.css", "look.css", "pages.css", "report.css", "keeping.css", *scripts):
        with client.get(f"/static/{name}") as answer:
            body = answer.get_data(as_text=True)
        outside = re.findall(r"https?://[^\s\"')]+|@import|url\(", body)
        assert [each for each in outside if each not in NAMESPACES] == [], name


def test_drawing_library_comes_out_of_pyvis(client: FlaskClient) -> None:
    with client.get("/static/vendor/vis-network.min.js") as answer:
        assert answer.status_code == 200
        assert answer.mimetype == "text/javascript"
        assert len(answer.data) > 300_000


def test_front_page_counts_what_two_documents_say(client: FlaskClient) -> None:
    page = read(client, "/")

    assert "2 documents read, 15 statements kept" in page.text
    assert "Feb 2025 to Apr 2025" in page.text


def test_document_page_shows_the_whole_text_with_its_evidence_marked(client: FlaskClient) -> None:
    body = client.get("/document/talks-in-muscat", headers=BROWSER).get_data(as_text=True)
    marks = re.findall(r'<mark class="ev-mark" data-e="[0-9a-f ]+">(.*?)</mark>', body)

    assert "Oman hosted Iran and the United States in Muscat on 12 April 2025." in marks
    assert "Iran accused Israel of an attack on a research site" in marks
    assert "Badr al-Busaidi, the Omani foreign minister" in re.sub(r"<[^>]+>", "", body)


def test_evidence_address_leads_to_its_mark(client: FlaskClient) -> None:
    body = client.get("/document/talks-in-muscat", headers=BROWSER).get_data(as_text=True)
    key = re.findall(r'id="e-([0-9a-f]+)"', body)[0]
    answer = client.get(f"/evidence/{key}")

    assert answer.status_code == 303
    assert answer.headers["Location"] == f"/document/talks-in-muscat#e-{key}"


@pytest.mark.parametrize(
    "address", ["/statement/<a b>", "/evidence/%3C%22", "/statement/none?format=turtle", "/evidence/0"]
)
def test_hash_that_names_nothing_is_not_found(client: FlaskClient, address: str) -> None:
    assert client.get(address).status_code == 404


@pytest.mark.parametrize(
    ("format", "media"), [("csv", "text/csv"), ("json", "application/json"), ("md", "text/markdown")]
)
def test_report_can_be_taken_away_as_a_file(client: FlaskClient, format: str, media: str) -> None:
    answer = client.get(f"/report?format={format}")

    assert answer.mimetype == media
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert client.get("/report?format=docx").status_code == 406


@pytest.mark.parametrize(
    ("format", "media", "suffix"),
    [
        ("dyad-year", "text/csv", "csv"), ("directed-dyad-year", "text/csv", "csv"),
        ("plover", "application/x-ndjson", "jsonl"), ("graphml", "application/graphml+xml", "graphml"),
        ("gexf", "application/gexf+xml", "gexf"), ("codebook", "text/markdown", "md"),
    ],
)  # fmt: skip
def test_scholars_take_away_files_of_the_projection(client: FlaskClient, format: str, media: str, suffix: str) -> None:
    answer = client.get(f"/report?format={format}")

    assert answer.mimetype == media
    assert answer.headers["Content-Disposition"].endswith(f'-{format}.{suffix}"')
    assert f'href="/report?format={format}&amp;types=conflict"' in client.get("/report?types=conflict").text
    narrowed = client.get(f"/report?format={format}&types=trade&since=1900&until=1901")
    assert narrowed.status_code == 200
    assert narrowed.data != answer.data
    assert narrowed.headers["ETag"] != answer.headers["ETag"]


def test_a_report_is_of_the_projection_in_its_address(client: FlaskClient) -> None:
    usual, plans = client.get("/report"), client.get("/report?worlds=planned&fold=no")

    assert "facts only; people and organs counted as their state among the states" in usual.text
    assert "plans only; people and organs counted apart from their state" in plans.text
    assert usual.headers["ETag"] != plans.headers["ETag"]
    assert "plans only" in client.get("/report?format=md&worlds=planned").text
    assert "plans only" in client.get("/report?format=json&worlds=planned").text


def test_a_form_leads_to_the_shortest_address_of_a_report(client: FlaskClient) -> None:
    filled = "types=agree&types=aid&worlds=fact&fold=yes&since=&until=2025&confidence=&sector=trade&sector=energy"
    answer = client.get(f"/report?{filled}")

    assert answer.status_code == 302
    assert answer.headers["Location"] == "/report?types=agree,aid&until=2025&sector=energy,trade"
    page = client.get(answer.headers["Location"])
    assert page.status_code == 200
    assert client.get("/report?types=agree%2Caid&until=2025&sector=energy%2Ctrade").status_code == 200
    ticked = re.findall(r'name="types" value="(\w+)" checked', page.text)
    assert ticked == ["agree", "aid"]
    assert re.findall(r'<option value="(\w+)" selected>', page.text) == ["energy", "trade"]
    assert 'name="until" value="2025"' in page.text


def test_a_wrong_projection_is_a_bad_request_that_says_what_is_wanted(client: FlaskClient) -> None:
    for suffix in ("", "&format=dyad-year"):
        answer = client.get(f"/report?worlds=denied&since=soon{suffix}", headers={"Accept": "text/html"})

        assert answer.status_code == 400
        assert "worlds: found &#39;denied&#39;; wanted some of fact, attributed, planned" in answer.text
        assert "since: found &#39;soon&#39;; wanted a date that there is" in answer.text
    assert client.get("/report?project=all").status_code == 400


def test_of_many_projections_the_last_are_kept(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("server.reports.MOST", 2)
    for percent in range(1, 4):
        assert client.get(f"/report?confidence={percent / 100:g}").status_code == 200
    with client:
        client.get("/report?confidence=0.03")
        assert list(edition().kept["reports"]) == ["confidence=0.02", "confidence=0.03"]


def test_identifier_leads_to_the_page_about_it(client: FlaskClient) -> None:
    answer = client.get("/id/state/it")

    assert (answer.status_code, answer.headers["Location"]) == (303, "/entity/state/it")


def test_dossier_says_what_is_not_stated(client: FlaskClient) -> None:
    page = read(client, "/entity/person/badr-al-busaidi")

    assert "foreign minister, Oman" in page.text
    assert "not stated" in page.text


def test_dossier_ends_each_row_in_its_sentences(client: FlaskClient) -> None:
    page = read(client, "/entity/state/it")
    warrants = [link for link in page.links if link.startswith("/sentences?s=")]
    sentences = client.get(warrants[0] + "&part=1", headers=BROWSER).get_data(as_text=True)

    assert len(warrants) >= 6
    assert "<mark>" in sentences
    assert "<html" not in sentences


def test_trade_figures_are_shown_with_unit_and_period(client: FlaskClient) -> None:
    page = read(client, "/entity/state/it")

    assert "€8 bn" in page.text
    assert "€5.5 bn" in page.text
    assert "2024" in page.text


@pytest.mark.parametrize(
    ("wish", "media"),
    [
        ({"headers": {"Accept": "text/turtle"}}, "text/turtle"),
        ({"headers": {"Accept": "application/ld+json"}}, "application/ld+json"),
        ({"query_string": {"format": "ntriples"}}, "application/n-triples"),
        ({"headers": BROWSER}, "text/html"),
    ],
)
def test_entity_comes_in_the_format_asked_for(client: FlaskClient, wish: dict[str, dict[str, str]], media: str) -> None:
    answer = client.get("/entity/state/ir", **wish)  # type: ignore[arg-type]

    assert answer.mimetype == media
    assert b"Iran" in answer.data


def test_entity_in_a_format_nobody_has_is_406(client: FlaskClient) -> None:
    assert client.get("/entity/state/ir", headers={"Accept": "image/png"}).status_code == 406
    assert client.get("/entity/state/ir?format=docx").status_code == 406


def test_search_offers_the_nearest_name_when_none_fits(client: FlaskClient) -> None:
    page = read(client, "/search?q=busaidy badr")

    assert "No name like" in page.text
    assert "Nearest" in read(client, "/search?q=muscatt").text


def test_lost_address_offers_names_like_it(client: FlaskClient) -> None:
    answer = client.get("/entity/state/omann", headers=BROWSER)

    assert answer.status_code == 404
    assert "/entity/state/om" in answer.get_data(as_text=True)


def test_edge_panel_is_a_fragment_with_links_into_the_document(client: FlaskClient) -> None:
    body = client.get("/api/edge?a=state/ir&b=state/il", headers=BROWSER).get_data(as_text=True)

    assert "<html" not in body
    assert 'href="/document/talks-in-muscat#e-' in body


def test_edge_that_no_sentence_makes_is_404(client: FlaskClient) -> None:
    answer = client.get("/api/edge?a=state/it&b=state/il")

    assert answer.status_code == 404
    assert "Italy and Israel" in answer.get_json()["error"]


def test_about_tells_what_was_skipped_and_refused(client: FlaskClient) -> None:
    page = read(client, "/about")

    assert "notes.docx" in page.text
    assert "a city is no party" in page.text


def test_ontology_page_explains_every_term_used_by_an_event(client: FlaskClient) -> None:
    page = read(client, "/ontology")

    assert {"Consult", "Tenure", "actor", "recipient", "evidence", "sector-defence"} <= set(page.ids)


def test_unchanged_page_is_not_sent_again(client: FlaskClient) -> None:
    etag = client.get("/", headers=BROWSER).headers["ETag"]

    assert client.get("/", headers={**BROWSER, "If-None-Match": etag}).status_code == 304
    assert client.get("/documents", headers={**BROWSER, "If-None-Match": '"another"'}).status_code == 200


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    """A dataset whose every text tries to leave its place."""
    text = f"{NASTY} met Oman on 1 May 2025.\nOman is </script> here."
    document = Document(identifier="nasty", text=text, title=NASTY, publisher=NASTY, source="javascript:alert(3)")
    one = Entity(key="organization/nasty", type="Organization", name=NASTY, aliases=(NASTY + "2",))
    two = Entity(key="state/om", type="State", name="Oman", iso="OM")
    event = Event(
        kind="Consult", actors=(one.key, two.key), topic=NASTY, confidence=Decimal("0.9"),
        evidence=(Span(0, len(NASTY) + 9), Span(2, len(NASTY) + 20)), occasion_text=NASTY,
    )  # fmt: skip
    reading = Reading(document=document, entities=(one, two), statements=(event,))
    folder = tmp_path_factory.mktemp("hostile")
    provenance = Provenance(software=NASTY, model="none", model_version="0", model_sha256="0" * 64)
    refusal = {"document": "nasty", "sentence": NASTY, "recognised": NASTY, "reason": NASTY}
    record = {"skipped": [{"path": NASTY, "reason": NASTY}], "refusals": [refusal]}
    publish(folder, quads([reading], provenance), {document.sha256: text}, record)
    return create_app(folder, {"TESTING": True}).test_client()


@pytest.mark.parametrize(
    "address",
    [
        "/", "/explore", "/documents", "/document/nasty", "/entity/organization/nasty", "/entity/state/om", "/about",
        "/report", "/api/edge?a=organization/nasty&b=state/om", "/api/name?key=state/om", "/names/organization",
        "/sentences?of=state/om", "/graph/build.html", "/graph/entities.html", "/doc/nasty", "/api/",
        f"/search?q={NASTY}", f"/{NASTY}", f"/sparql?query=SELECT ('{NASTY}' AS ?x) {{}}",
        f"/sparql?query={NASTY}", "/sparql?query=SELECT * {?s ?p ?o}",
    ],
)  # fmt: skip
def test_nasty_texts_are_shown_as_text(hostile: FlaskClient, address: str) -> None:
    page = Page(hostile.get(address, headers=BROWSER).get_data(as_text=True))

    assert page.inline == []
    assert "img" not in page.tags
    assert [link for link in page.links if link.startswith("javascript:")] == []


def test_network_data_is_json_and_never_html(hostile: FlaskClient) -> None:
    answer = hostile.get("/api/network", headers=BROWSER)

    assert answer.mimetype == "application/json"
    assert NASTY in {node["label"] for node in json.loads(answer.data)["nodes"]}


def test_new_generation_is_taken_up_and_the_old_one_closed(tmp_path: Path) -> None:
    def build(title: str) -> str:
        document = Document(identifier="note", text=f"{title} says so.", title=title)
        provenance = Provenance(software="1", model="none", model_version="0", model_sha256="0" * 64)
        return publish(tmp_path, quads([Reading(document=document)], provenance), {document.sha256: document.text}, {})

    first = build("First")
    client = create_app(tmp_path).test_client()
    before = client.get("/documents", headers=BROWSER)
    second = build("Second")
    after = client.get("/documents", headers={**BROWSER, "If-None-Match": before.headers["ETag"]})

    assert first != second
    assert first in before.get_data(as_text=True)
    assert after.status_code == 200
    assert second in after.get_data(as_text=True)
    assert "Second" in after.get_data(as_text=True)


def test_missing_dataset_says_how_to_make_it_and_is_found_once_made(tmp_path: Path) -> None:
    client = create_app(tmp_path / "none").test_client()
    answer = client.get("/", headers=BROWSER)

    assert answer.status_code == 503
    assert "relazione build" in answer.get_data(as_text=True)
    assert client.get("/api/network").get_json()["status"] == 503
    with client.get("/static/look.css") as style:
        assert style.status_code == 200


def test_status_of_each_error_is_decided_once() -> None:
    assert status_of(QueryError("")) == 400
    assert status_of(MissingDataError("")) == 503
    assert status_of(SourceError("")) == 500
    assert status_of(RelazioneError("")) == 500


def test_every_address_that_a_template_or_a_view_builds_has_a_route(data: Path) -> None:
    routes = {rule.endpoint for rule in create_app(data).url_map.iter_rules()}
    folder = Path(__file__).parents[1] / "server"
    sources = [path.read_text("utf-8") for kind in ("*.html", "*.py") for path in folder.rglob(kind)]
    built = {name for source in sources for name in re.findall(r"""url_for\(\s*['"]([\w.]+)['"]""", source)}

    assert len(built) > 20
    assert built <= routes
