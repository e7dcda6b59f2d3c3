"""Nothing that a document or an address says is executed, misplaced or broken: it stands in the page as text.

Payloads set `__executed`, reach for 127.0.0.2, close elements, turn lines about. Structure is checked in every answer;
what a browser makes of it in Chromium, in which any script, dialog, request or violation of the policy is a fault.
"""

import re
from collections.abc import Iterator
from functools import partial
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import quote

import everypage
import hostile
import pytest
from browsing import served
from flask import Flask
from hostile import PAYLOADS, Payload
from markup import STRANGE, Markup, Watched, get, squeezed, stands_in
from test_browser import NARROW, WIDE, Visit, address, chromium
from werkzeug.test import Client

from graph.legible import legible, plain
from graph.slug import document_iri
from server import create_app

__all__ = ["address", "chromium"]  # the fixtures of the browser's tests
ROOT = Path(__file__).parent.parent
CHART = "SELECT ?name (COUNT(*) AS ?n) {?p a rz:Person ; skos:prefLabel ?name} GROUP BY ?name"
SHARE, AT_ONCE = 56, 24
LISTS = {  # addresses, and where each of their pages begins
    "/documents?page=": range(1, 6),
    "/names/person?from=": range(0, 224, 200),
    "/names/place?from=": range(0, 224, 200),
    "/names/agreement?from=": range(0, 224, 200),
    "/agreements?start=": range(0, 224, 200),
    "/sentences?of=state/jp&family=event&from=": range(0, 448, 100),
    "/sparql?query=SELECT ?name {?person a rz:Person ; skos:prefLabel ?name} OFFSET ": range(1),
}


@pytest.fixture(scope="module")
def hostile_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The dataset of which every word is hostile."""
    return hostile.made(tmp_path_factory.mktemp("hostile"))


@pytest.fixture(scope="module")
def app(hostile_data: Path) -> Flask:
    return create_app(hostile_data)


@pytest.fixture(scope="module")
def client(app: Flask) -> Client:
    return app.test_client()


@pytest.fixture(scope="module")
def hostile_address(app: Flask) -> Iterator[str]:
    """The application served on a port of its own."""
    with served(app) as found:
        yield found


def written(text: str) -> str:
    """Return a payload as it stands in an address, half surrogate pairs included."""
    return quote(text.encode("utf-8", "surrogatepass"), safe="")


def test_there_are_payloads_of_every_family_each_once() -> None:
    families = {family: [each for each in PAYLOADS if each.family == family] for family in hostile.FAMILIES}

    assert len(PAYLOADS) >= 120
    assert sum(map(len, families.values())) == len({each.text for each in PAYLOADS}) == len({p.id for p in PAYLOADS})
    assert min(map(len, families.values())) >= 20


def test_every_route_is_among_the_pages_that_are_tried(app: Flask) -> None:
    assert everypage.unknown(app) == set(), "give each an example in tests/everypage.py"
    assert everypage.stale(app) == set()


def test_every_parameter_that_the_server_reads_is_tried() -> None:
    reads = re.compile(r"""(?:args|given)\.(?:get|getlist)\(\s*"([\w-]+)"|_asked\("([\w-]+)"\)|"([\w-]+)" in request""")
    sources = [path.read_text("utf-8") for path in (ROOT / "server").rglob("*.py")]
    read = {name for source in sources for match in reads.findall(source) for name in match if name}
    read -= {"dyads", "names", "most"}  # the body of POST /api/margins

    tried = {name for each in everypage.EVERYTHING.values() for name in each.asks}
    assert read - tried == set(), "name each in tests/everypage.py where its page is"


def test_whatever_an_address_says_stays_text(data: Path) -> None:
    """All payloads in one value, then each family's in turn by themselves: at the start of a value they mean most."""
    everything = "\n".join(each.text for each in PAYLOADS)
    app = create_app(data)
    client, faults, echoed, seen = app.test_client(), list[str](), 0, set[bytes]()
    for number, (_, before, after) in enumerate(everypage.slots(app)):
        for text in (everything, *(each.text for each in PAYLOADS[number % 12 :: 12])):
            answer = get(client, f"{before}{written(text)}{after}")
            if answer.status_code >= 500 and answer.status_code != 503:
                faults.append(f"{before}: {answer.status_code} for {text[:60]!r}")
            if answer.mimetype == "text/html" and answer.data not in seen:
                seen.add(answer.data)
                page = Markup(answer.get_data(as_text=True))
                faults += [f"{before}: {fault} for {text[:60]!r}" for fault in page.faults]
                echoed += squeezed(plain(text)) in page.text
    assert faults == []
    assert echoed > 300


def test_whatever_a_document_says_stays_text_in_its_pages(client: Client) -> None:
    faults = []
    for number, each in enumerate(PAYLOADS):
        for own in _own_pages(each, number):
            answer = get(client, own)
            page = Markup(answer.get_data(as_text=True))
            faults += [f"{own}: {fault}" for fault in page.faults]
            if answer.status_code != 200 or not stands_in(each, page.text):
                faults.append(f"{own}: {answer.status_code}, without {each.text!r}")
    assert faults == []


@pytest.mark.parametrize("path", LISTS)
def test_whatever_documents_say_stays_text_where_they_are_listed(client: Client, path: str) -> None:
    found = [Markup(get(client, f"{path}{first}").get_data(as_text=True)) for first in LISTS[path]]

    assert [fault for page in found for fault in page.faults] == []
    text = " ".join(page.text for page in found)
    assert [each.text for each in PAYLOADS if not stands_in(each, text)] == []


def test_names_of_files_stay_text_among_those_that_were_read_and_were_not(client: Client) -> None:
    page = Markup(get(client, "/about").get_data(as_text=True))

    assert page.faults == []
    assert [each.file_name for each in PAYLOADS if squeezed(plain(each.file_name)) not in page.text] == []
    assert "not read.<img src=x onerror=window.__executed=1>" in page.text


def test_whatever_documents_say_stays_text_in_pieces_of_pages(client: Client) -> None:
    for each in PAYLOADS[::3]:
        for piece in (f"/api/name?key=person/{each.id}", f"/api/edge?a=state/it&b=person/{each.id}"):
            page = Markup(get(client, piece).get_data(as_text=True))
            assert page.faults == [], piece
            assert stands_in(each, page.text), piece


def _own_pages(payload: Payload, number: int) -> list[str]:
    """Return the page of a payload's person or agreement and of one of its documents, and at times its graph's."""
    named = (payload.file_name, f"rows/{payload.id}")[number % 2]
    document = document_iri(named).rpartition("/doc")[2]
    graph = [f"/doc{document}.html"] if number % 8 == 0 else []
    kind = ("entity/person", "agreement")[number // 2 % 2]
    return [f"/{kind}/{payload.id}", f"/document{document}", *graph]


def test_quotations_are_whole_and_what_would_turn_them_about_is_shut_in(client: Client) -> None:
    page = get(client, "/sentences?of=person/bidi-01&family=event").get_data(as_text=True)

    assert 'Italy <bdi class="told" data-told="U+202E">\u202e</bdi> denies in Tokyo' in page
    assert page.count("\u202e") == page.count('data-told="U+202E">\u202e</bdi>')
    assert "<bdi>Italy denies</bdi></a>" in page


BROWSED = (
    "/", "/documents", "/agreements", "/names/person", "/about", "/explore", "/explore?view=table",
    "/entity/state/it", "/sentences?of=state/jp&family=event", "/dossier/state/it/person/script-01",
    *(f"/entity/person/{family}-01" for family in hostile.FAMILIES),
    *(f"/document/rows-{family}-02" for family in hostile.FAMILIES),
    "/sparql?query=SELECT ?person ?name ?text {?person a rz:Person ; skos:prefLabel ?name . ?doc dcterms:title ?text}",
    f"/sparql?view=chart&query={CHART}",
    "/sparql?view=network&query=SELECT ?a ?b {?s rz:actor ?a ; rz:recipient ?b}",
)  # fmt: skip


@pytest.mark.browser
def test_nothing_of_a_document_acts_in_the_browser(chromium: Any, hostile_address: str) -> None:
    with Watched(chromium, hostile_address, WIDE) as visit:
        tab = visit.tab
        for page in BROWSED:
            tab.goto(hostile_address + page, wait_until="load")
            visit.faults += [f"{page}: {each}" for each in tab.evaluate(STRANGE)]
        visit.go("/explore?a=state/it&b=person/script-01").wait_for_selector("#opened mark")
        tab.fill(".find input", "<img")
        tab.wait_for_selector("#suggest [role=option]")
        visit.faults += tab.evaluate(STRANGE)

        assert "<img src=x onerror=window.__executed=1>" in tab.inner_text("#suggest")
        assert "met <script>window.__executed=1</script> in Tokyo" in tab.inner_text("#opened")
        texts = [visit.go(f"/names/person?from={first}").inner_text("main") for first in (0, 200)]
        shown = squeezed(" ".join(texts))
        assert [each.id for each in PAYLOADS if squeezed(legible(each.text)) not in shown] == []
    assert visit.faults == []


@pytest.mark.browser
def test_long_words_and_many_marks_stay_within_a_narrow_window(chromium: Any, hostile_address: str) -> None:
    word = "W" * 200
    named = ("/entity/person/{}", "/agreement/{}", "/document/rows-{}")
    wide = ("bidi-24", "bidi-25", "bidi-38", "bidi-39", "bidi-40", "script-32")
    pages = [
        *(page.format(name) for page in named for name in wide),
        f"/search?q={word}",
        f"/{word}",
        "/documents?q=WW",
    ]
    with Visit(chromium, hostile_address, NARROW) as visit:
        over = {page: visit.go(page).evaluate("document.documentElement.scrollWidth - innerWidth") for page in pages}
    assert {page: width for page, width in over.items() if width > 0} == {}


@pytest.mark.browser
def test_nothing_of_an_address_acts_in_the_browser(chromium: Any, data: Path, address: str) -> None:
    """Each place of each page takes some payloads in turn, so that over all places all are taken; many are framed."""
    places = list(everypage.slots(create_app(data), {**everypage.PAGES, **everypage.PIECES}))
    assert len(places) >= SHARE
    framed = [
        f"{address}{before}{written(each.text)}{after}"
        for number, (_, before, after) in enumerate(places)
        for each in PAYLOADS[number % SHARE :: SHARE]
    ]
    with Watched(chromium, address, WIDE) as visit:
        for first in range(0, len(framed), AT_ONCE):
            frames = "".join(f'<iframe src="{escape(each)}"></iframe>' for each in framed[first : first + AT_ONCE])
            visit.tab.unroute_all()
            visit.tab.route("**/frames", partial(_fulfil, frames))
            visit.tab.goto(f"{address}/frames", wait_until="load")
            loaded = [frame for frame in visit.tab.frames[1:] if frame.url.startswith(address)]
            visit.faults += [f"{frame.url}: {each}" for frame in loaded for each in frame.evaluate(STRANGE)]
            assert len(loaded) == frames.count("<iframe")
    assert [fault for fault in visit.faults if not re.search(r"status of 40[046]", fault)] == []


def _fulfil(body: str, route: Any) -> None:
    route.fulfill(body=body, content_type="text/html")
