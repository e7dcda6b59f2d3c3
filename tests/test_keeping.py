"""What is shown can be kept and shown elsewhere: each format opened again by what its field reads it with."""

import csv
import io
import json
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from decimal import Decimal
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import quote
from xml.etree import ElementTree

import networkx as nx
import pytest
from browsing import served
from flask.testing import FlaskClient
from handwritten import PROVENANCE
from test_browser import WIDE, Visit, address, chromium

from graph.document import Document, Span
from graph.rdf import quads
from graph.statement import Entity, Event, Reading
from graph.store import publish
from server import create_app
from server.keeping import framers

pytestmark = pytest.mark.browser

__all__ = ["address", "chromium"]  # the fixtures of the browser's tests
SVG = "{http://www.w3.org/2000/svg}"
NASTY = '=HYPERLINK("x")\x07 <b>&amp; \u202e\'q\' </script><script>document.title="broken"</script>'
CLEAN = NASTY.replace("\x07", "").replace("\u202e", "")  # a label is shown without what acts unseen
DYADS = {  # by hand, from the two texts of `handwritten`
    ("state/ir", "state/om"), ("state/ir", "state/us"), ("state/om", "state/us"), ("state/il", "state/ir"),
    ("person/badr-al-busaidi", "state/om"), ("agreement/muscat-accord", "state/ir"), ("state/it", "state/jp"),
    ("initiative/sky-programme", "state/it"), ("initiative/sky-programme", "state/jp"),
    ("organization/european-union", "state/it"),
}  # fmt: skip
Serve = Callable[[Path, dict[str, Any]], str]


@pytest.fixture(scope="module")
def serve() -> Iterator[Serve]:
    """Serve datasets, each on a port of its own."""
    with ExitStack() as running:
        yield lambda folder, settings: running.enter_context(served(create_app(folder, settings)))


@pytest.fixture(scope="module")
def nasty(serve: Serve, tmp_path_factory: pytest.TempPathFactory) -> str:
    """A dataset in which a name and a sentence try to leave every format they are written in."""
    text = f"{NASTY} met Oman on 1 May 2025."
    document = Document(identifier="nasty", text=text, title=NASTY, publisher=NASTY)
    one = Entity(key="organization/nasty", type="Organization", name=NASTY)
    two = Entity(key="state/om", type="State", name="Oman", iso="OM")
    event = Event(
        kind="Consult", actors=(one.key, two.key), topic=NASTY, date="2025-05", confidence=Decimal("0.9"),
        evidence=(Span(0, len(text)),),
    )  # fmt: skip
    folder = tmp_path_factory.mktemp("nasty")
    reading = Reading(document=document, entities=(one, two), statements=(event,))
    publish(folder, quads([reading], PROVENANCE), {document.sha256: text}, {})
    return serve(folder, {})


def ready(visit: Visit, page: str = "/explore") -> Any:
    tab = visit.go(page)
    tab.wait_for_selector("#net[data-ready]")
    tab.wait_for_timeout(200)
    return tab


def opened(tab: Any, label: str) -> Any:
    tab.click(f".dropping > .btn:text-is('{label}')")
    return tab


def exported(tab: Any, label: str) -> Path:
    """Press an entry of the menu and return the file that comes."""
    opened(tab, "Export")
    with tab.expect_download() as found:
        tab.click(f"[role=menuitem]:has-text('{label}')")
    tab.keyboard.press("Escape")
    folder = Path(found.value.path()).parent / f"as-{found.value.suggested_filename}"
    found.value.save_as(folder)
    return folder


def ends(edges: Any) -> set[tuple[str, str]]:
    return {(min(a, b), max(a, b)) for a, b, *_ in edges}


def rows_of(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_bytes().decode("utf-8"), newline="")))


def test_graphml_opens_in_networkx_with_every_name_and_line(chromium: Any, address: str) -> None:
    with Visit(chromium, address, WIDE) as visit:
        graph = nx.read_graphml(exported(ready(visit), "GraphML"))

    assert ends(graph.edges) == DYADS
    assert graph.nodes["person/badr-al-busaidi"]["label"] == "Badr al-Busaidi"
    assert graph.nodes["state/ir"]["iri"] == "https://w3id.org/relazione/id/state/ir"
    edge = graph.edges["state/ir", "state/us"]
    assert (edge["statements"], edge["documents"], edge["told"]) == (2, 2, "fact")
    assert (edge["first"], edge["last"]) == ("2025-04-12", "2025-04-12")
    assert graph.edges["state/ir", "state/il"]["sign"] == "conflict"
    assert graph.edges["state/ir", "state/il"]["balance"] == -3.0  # accuse −2, reject −4
    assert "balance" not in graph.edges["state/it", "organization/european-union"]
    assert "first" not in graph.edges["state/it", "organization/european-union"]
    assert graph.graph["address"] == f"{address}/explore"
    assert "narrowing" not in graph.graph
    assert visit.faults == []


def test_gexf_opens_in_networkx_with_places_and_lives(chromium: Any, address: str) -> None:
    with Visit(chromium, address, WIDE) as visit:
        tab = ready(visit)
        path = exported(tab, "GEXF")
        place = tab.evaluate("(({ x, y }) => [x, y])(document.getElementById('net').picture.nodeOf('state/it'))")
    graph = nx.read_gexf(path)
    root = ElementTree.parse(path).getroot()

    assert ends(graph.edges) == DYADS
    assert root.get("version") == "1.3"
    assert graph.nodes["state/it"]["label"] == "Italy"
    viz = graph.nodes["state/it"]["viz"]
    assert (viz["position"]["x"], -viz["position"]["y"]) == tuple(place)
    assert viz["size"] > 0
    assert (viz["color"]["r"], viz["color"]["g"], viz["color"]["b"]) == (0x1B, 0x22, 0x26)
    edge = graph.edges["state/om", "state/us"]
    assert (edge["start"], edge["end"]) == ("2025-04-12", "2025-04-12")
    assert "start" not in graph.edges["state/it", "state/jp"]
    assert "Licence https://spdx.org/licenses/MIT" in (root.findtext(".//{*}description") or "")


def test_json_is_what_networkx_reads_as_node_and_link(chromium: Any, address: str) -> None:
    with Visit(chromium, address, WIDE) as visit:
        graph = nx.node_link_graph(json.loads(exported(ready(visit), "JSON").read_text("utf-8")))

    assert ends(graph.edges) == DYADS
    assert graph.nodes["organization/european-union"]["type"] == "organization"
    assert graph.edges["state/it", "state/jp"]["weight"] == 1


def test_csv_holds_a_row_a_dyad_and_a_row_a_name(chromium: Any, address: str) -> None:
    with Visit(chromium, address, WIDE) as visit:
        tab = ready(visit, "/explore?without=type:person")
        lines, names = (rows_of(exported(tab, label)) for label in ("CSV of lines", "CSV of names"))

    assert ends((row["source"], row["target"]) for row in lines) == DYADS - {("person/badr-al-busaidi", "state/om")}
    oman = next(row for row in lines if {row["source"], row["target"]} == {"state/om", "state/us"})
    assert (oman["first_date"], oman["last_date"], oman["sign"]) == ("2025-04-12", "2025-04-12", "cooperation")
    assert {oman["source_label"], oman["target_label"]} == {"Oman", "United States"}
    assert oman["source_iri"].startswith("https://w3id.org/relazione/id/state/")
    assert len(names) == 9
    assert {row["id"]: row["label"] for row in names}["agreement/muscat-accord"] == "Muscat Accord"
    assert {row["id"]: row["documents"] for row in names}["state/ir"] == "2"


def test_svg_is_a_drawing_of_lines_glyphs_and_labels(chromium: Any, address: str) -> None:
    with Visit(chromium, address, WIDE) as visit:
        tab = ready(visit, "/explore?without=world:planned&a=state/ir&b=state/il")
        root = ElementTree.parse(exported(tab, "SVG")).getroot()
    texts = {element.text for element in root.iter(f"{SVG}text")}
    lines = {element.findtext(f"{SVG}title"): element for element in root.iter(f"{SVG}line")}

    assert {"Iran", "Israel", "Italy", "Badr al-Busaidi"} <= texts
    assert lines["Iran and Israel: 2 statements"].get("stroke-dasharray") == "8 5"
    assert lines["Iran and Israel: 2 statements"].get("stroke") == "#b3420a"
    assert len([title for title in lines if title]) == 9  # the accord is only planned
    assert root.find(f"{SVG}title") is not None
    assert "How it is said: without planned" in (root.findtext(f"{SVG}desc") or "")
    assert any("generation" in (text or "") for text in texts)
    assert root.get("font-family") == "sans-serif"
    assert len(list(root.iter(f"{SVG}path"))) >= 9


def test_png_is_twice_as_fine_as_the_stage(chromium: Any, address: str) -> None:
    with Visit(chromium, address, WIDE) as visit:
        tab = ready(visit)
        body = exported(tab, "PNG").read_bytes()
        wide, high = tab.eval_on_selector("#net", "(net) => [net.clientWidth, net.clientHeight]")
    width, height = struct.unpack(">II", body[16:24])

    assert body.startswith(b"\x89PNG\r\n\x1a\n")
    assert width == 2 * wide
    assert 2 * high < height < 2 * high + 400  # key, filters and source beneath
    assert len(body) > 20_000
    assert visit.faults == []


@pytest.mark.parametrize("label", ["GraphML", "GEXF", "SVG", "JSON", "CSV of lines", "CSV of names"])
def test_nasty_names_come_through_every_format_clean(chromium: Any, nasty: str, label: str) -> None:
    with Visit(chromium, nasty, WIDE) as visit:
        path = exported(ready(visit), label)
    text = path.read_bytes().decode("utf-8")

    if label == "SVG":
        root = ElementTree.fromstring(text)
        assert f"{CLEAN} and Oman: 1 statement" in {e.text for e in root.iter(f"{SVG}title")}
        assert list(root.iter(f"{SVG}script")) == []
    elif label.startswith("CSV"):
        cells = {cell for row in csv.reader(io.StringIO(text, newline="")) for cell in row}
        assert f"'{CLEAN}" in cells
        assert not any(cell.startswith("=") for cell in cells)
    elif label == "JSON":
        assert {node["label"] for node in json.loads(text)["nodes"]} == {CLEAN, "Oman"}
    else:
        read = nx.read_graphml if label == "GraphML" else nx.read_gexf
        assert read(path).nodes["organization/nasty"]["label"] == CLEAN


# ---- one file ----


@pytest.fixture
def from_disk(chromium: Any, address: str, tmp_path: Path) -> Iterator[tuple[Any, list[str], list[str]]]:
    """The file that is made of the explorer, opened from disk; with it all requests and all complaints of the page."""
    with Visit(chromium, address, WIDE) as visit:
        path = exported(ready(visit, "/explore?without=world:planned"), "HTML file")
        assert visit.faults == []
    tab = chromium.new_page(viewport=WIDE, color_scheme="light")
    asked: list[str] = []
    faults: list[str] = []
    tab.on("request", lambda sent: asked.append(sent.url))
    tab.on("console", lambda said: faults.append(said.text) if said.type in ("error", "warning") else None)
    tab.on("pageerror", lambda error: faults.append(str(error)))
    tab.goto(path.as_uri())
    tab.wait_for_selector("#net[data-ready]")
    yield tab, asked, faults
    tab.close()


def test_file_works_from_disk_and_asks_the_network_for_nothing(from_disk: tuple[Any, list[str], list[str]]) -> None:
    tab, asked, faults = from_disk

    assert tab.evaluate("document.getElementById('net').picture.picture.scene.nodes.length") == 9
    tab.keyboard.press("t")
    assert "9 dyads" in tab.inner_text("#rows-caption")
    tab.click("#rows tr:has-text('Israel') a.warrant")
    tab.wait_for_selector("#opened mark")
    assert "Iran accused Israel of an attack on a research site" in tab.inner_text("#opened")
    tab.click("#opened h2 [data-go='state/ir']")
    tab.wait_for_selector("#opened table.of-name")
    assert "Israel" in tab.inner_text("#opened table.of-name")
    tab.keyboard.press("u")
    tab.wait_for_selector("#opened mark")
    tab.uncheck("input[data-narrow=type][value=person]")
    assert "8 of 9 names" in tab.inner_text("#tells")
    before = tab.evaluate("getComputedStyle(document.body).backgroundColor")
    tab.click("[data-theme-switch]")
    assert tab.evaluate("getComputedStyle(document.body).backgroundColor") != before
    graph = nx.read_graphml(exported(tab, "GraphML"))
    assert len(graph) == 8
    assert "How it is said: without planned" in graph.graph["narrowing"]
    assert [url for url in asked if not url.startswith("file:")] == []
    assert len(asked) == 1
    assert faults == []


def test_file_offers_nothing_that_needs_the_service(from_disk: tuple[Any, list[str], list[str]], address: str) -> None:
    tab, _, _ = from_disk
    opened(tab, "Export")

    assert tab.query_selector(".find") is None
    assert tab.query_selector("[role=menuitem]:has-text('HTML file')") is None
    assert tab.query_selector("[role=menuitem]:has-text('embed')") is None
    tab.keyboard.press("Escape")
    tab.keyboard.press("t")
    tab.click("#rows tr:has-text('Israel') a.warrant")
    tab.wait_for_selector("#opened mark")
    links = tab.eval_on_selector_all("#opened a[href]", "links => links.map((a) => [a.getAttribute('href'), a.rel])")
    assert links
    assert all(href.startswith(address) and "external" in rel for href, rel in links)


def test_policy_of_the_file_lets_nothing_else_run(from_disk: tuple[Any, list[str], list[str]]) -> None:
    tab, _, _ = from_disk
    tab.evaluate(
        """() => {
            window.refused = [];
            document.addEventListener("securitypolicyviolation", (event) => refused.push(event.effectiveDirective));
            const script = document.createElement("script");
            script.textContent = "document.title = 'broken'";
            const image = new Image();
            image.src = "https://example.org/x.png";
            const style = document.createElement("style");
            style.textContent = "body { display: none }";
            document.body.append(script, style);
            fetch("https://example.org/").catch(() => {});
        }"""
    )
    tab.wait_for_function("refused.length > 3")

    assert set(tab.evaluate("refused")) == {"script-src-elem", "style-src-elem", "img-src", "connect-src"}
    assert tab.title() != "broken"


def test_nasty_names_stay_text_in_the_file(chromium: Any, nasty: str) -> None:
    with Visit(chromium, nasty, WIDE) as visit:
        path = exported(ready(visit), "HTML file")
    tab = chromium.new_page(viewport=WIDE)
    tab.goto(path.as_uri() + "?a=organization/nasty&b=state/om")
    tab.wait_for_selector("#opened mark")

    assert CLEAN in tab.inner_text("#opened h2")
    assert tab.title() != "broken"
    assert tab.evaluate("document.querySelectorAll('#opened script').length") == 0
    tab.close()


def test_file_of_communities_holds_the_names_in_them(chromium: Any, address: str) -> None:
    with Visit(chromium, address, WIDE) as visit:
        path = exported(ready(visit, "/explore?draw=folded"), "HTML file")
    tab = chromium.new_page(viewport=WIDE)
    tab.goto(path.as_uri())
    tab.wait_for_selector("#net[data-ready]")

    assert tab.input_value("#draw") == "folded"
    tab.select_option("#draw", "few")
    assert tab.evaluate("document.getElementById('net').picture.picture.scene.nodes.length") == 10
    tab.close()


# ---- the margins that it takes along ----


@pytest.fixture(scope="module")
def client(data: Path) -> FlaskClient:
    return create_app(data, {"TESTING": True}).test_client()


def test_margins_are_what_each_address_alone_answers(client: FlaskClient) -> None:
    asked = {"dyads": [["state/ir", "state/il"]], "names": ["person/badr-al-busaidi"]}
    found = client.post("/api/margins", json=asked).get_json()

    assert set(found) == {"/api/edge?a=state%2Fir&b=state%2Fil", "/api/name?key=person%2Fbadr-al-busaidi"}
    for where, words in found.items():
        assert client.get(where).get_data(as_text=True) == words


def test_margins_hold_as_many_statements_as_are_asked_for(client: FlaskClient) -> None:
    answer = client.post("/api/margins", json={"dyads": [["state/ir", "state/il"]], "most": 1})
    (words,) = answer.get_json().values()

    assert words.count('<article class="stmt"') == 1
    assert "1 of 2." in words


@pytest.mark.parametrize(
    ("body", "status", "says"),
    [
        ([], 400, "no JSON object"), ({"names": "state/ir"}, 400, "names are keys"),
        ({"dyads": [["state/ir"]]}, 400, "pairs of keys"), ({"dyads": [[1, 2]]}, 400, "pairs of keys"),
        ({"names": ["state/ir"] * 201}, 400, "201 margins are too many"), ({"most": 21}, 400, "1 to 20 statements"),
        ({"most": True}, 400, "1 to 20 statements"), ({"names": ["state/xx"]}, 404, "names=state/xx: no such name"),
        ({"dyads": [["state/it", "state/om"]]}, 404, "No sentence ties Italy and Oman."),
    ],
)  # fmt: skip
def test_margins_say_what_is_wrong_with_a_question(client: FlaskClient, body: Any, status: int, says: str) -> None:
    answer = client.post("/api/margins", json=body)

    assert answer.status_code == status
    assert says in answer.get_json()["error"]


# ---- in a frame of somebody else's page ----


class Elsewhere(BaseHTTPRequestHandler):
    """A page of another origin with what it is given inside."""

    body = ""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(f"<!doctype html><title>Elsewhere</title>{self.body}".encode())

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def elsewhere() -> Iterator[Callable[[str], str]]:
    servers = []

    def page(body: str) -> str:
        handler = type("Page", (Elsewhere,), {"body": body})
        server = ThreadingHTTPServer(("localhost", 0), handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        servers.append(server)
        return f"http://localhost:{server.server_port}/"

    yield page
    for server in servers:
        server.shutdown()
        server.server_close()


def test_embed_code_shows_the_view_in_a_page_of_another_origin(
    chromium: Any, address: str, elsewhere: Callable[[str], str]
) -> None:
    context = chromium.new_context(viewport=WIDE, permissions=["clipboard-read", "clipboard-write"])
    tab = context.new_page()
    tab.goto(f"{address}/explore?without=type:person")
    tab.wait_for_selector("#net[data-ready]")
    opened(tab, "Export")
    tab.click("[role=menuitem]:has-text('Copy embed code')")
    tab.wait_for_selector("[role=status]:has-text('Embed code copied.')")
    code = tab.evaluate("navigator.clipboard.readText()")
    tab.goto(elsewhere(code))
    frame = tab.frame_locator("iframe")
    frame.locator("#net[data-ready]").wait_for()

    assert f'src="{address}/embed?without=type:person"' in code
    assert frame.locator(".top").count() == 0
    assert not frame.locator("#rail").is_visible()
    frame.locator("#t-tab").click()
    assert "9 dyads" in frame.locator("#rows-caption").inner_text()
    frame.locator("#rows tr:has-text('Israel') a.warrant").click()
    frame.locator("#opened mark").first.wait_for()
    link = frame.locator("footer a:has-text('Open in the explorer')").get_attribute("href") or ""
    assert link.startswith("/explore?")
    assert "view=table" in link
    assert "a=state/ir" in link
    assert tab.evaluate("history.length") == 3  # blank, the explorer, the page: the frame added nothing
    context.close()


def test_explorer_itself_stays_out_of_frames(chromium: Any, address: str, elsewhere: Callable[[str], str]) -> None:
    tab = chromium.new_page()
    tab.goto(elsewhere(f'<iframe src="{address}/explore"></iframe>'))
    tab.wait_for_timeout(300)

    assert tab.frame_locator("iframe").locator("#net").count() == 0
    tab.close()


@pytest.mark.parametrize(
    ("given", "ancestors"), [(None, "*"), (["https://news.example"], "https://news.example"), (["none"], None)]
)
def test_who_serves_says_who_may_embed(data: Path, given: list[str] | None, ancestors: str | None) -> None:
    client = create_app(data, {"EMBED": framers(given)}).test_client()
    answer = client.get("/embed?view=table")

    if ancestors is None:
        assert answer.status_code == 404
        assert "data-embed" not in client.get("/explore").get_data(as_text=True)
    else:
        assert answer.headers["Content-Security-Policy"].endswith(f"; frame-ancestors {ancestors}")
        assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
        assert client.get("/explore").headers["Content-Security-Policy"].endswith("; frame-ancestors 'self'")


def test_address_of_an_embedded_view_cannot_leave_its_place(data: Path) -> None:
    page = create_app(data).test_client().get(f"/embed?name={quote(NASTY)}&x=%22><script>").get_data(as_text=True)

    assert "<script>document" not in page
    assert escape("><script>") not in page or '"><script>' not in page


# ---- views with a name ----


def test_view_is_saved_opened_renamed_and_deleted(chromium: Any, address: str) -> None:
    with Visit(chromium, address, WIDE) as visit:
        tab = ready(visit, "/explore?without=type:person&size=ties")
        opened(tab, "Views")
        tab.fill("[aria-label='Name of this view']", "Without <people>")
        tab.keyboard.press("Enter")
        ready(visit, "/explore")
        opened(tab, "Views")
        tab.click(".views bdi:text-is('Without <people>')")
        assert "without=type:person" in tab.url
        assert "size=ties" in tab.url
        assert not tab.is_checked("input[data-narrow=type][value=person]")
        opened(tab, "Views")
        tab.click("[aria-label='Rename Without <people>']")
        tab.fill("[aria-label='New name of Without <people>']", "States and bodies")
        tab.keyboard.press("Enter")
        assert tab.is_visible(".views bdi:text-is('States and bodies')")
        tab.click("[aria-label='Delete States and bodies']")
        assert tab.query_selector(".views bdi:text-is('States and bodies')") is None
        ready(visit, "/explore")
        opened(tab, "Views")
        assert tab.query_selector("[aria-label^=Delete]") is None
    assert visit.faults == []


def test_views_go_from_one_browser_to_another_as_a_file(chromium: Any, address: str, tmp_path: Path) -> None:
    with Visit(chromium, address, WIDE) as visit:
        tab = ready(visit, "/explore?without=world:planned")
        opened(tab, "Views")
        tab.fill("[aria-label='Name of this view']", "Firm")
        tab.keyboard.press("Enter")
        with tab.expect_download() as found:
            tab.click(".drop button.link:text-is('Export')")
        found.value.save_as(tmp_path / "views.json")
    given = json.loads((tmp_path / "views.json").read_text("utf-8"))
    given["views"] += [{"name": "Away", "address": "https://example.org/"}, {"name": 3}]
    (tmp_path / "views.json").write_text(json.dumps(given), "utf-8")
    (tmp_path / "other.json").write_text('{"views": 3}', "utf-8")
    with Visit(chromium, address, WIDE) as visit:
        tab = ready(visit)
        opened(tab, "Views")
        tab.set_input_files(".drop input[type=file]", tmp_path / "other.json")
        tab.wait_for_selector(".drop [role=status]:has-text('other.json holds no views')")
        tab.set_input_files(".drop input[type=file]", tmp_path / "views.json")
        tab.wait_for_selector(".drop [role=status]:has-text('1 view imported.')")
        assert tab.query_selector(".views bdi:text-is('Away')") is None
        tab.click(".views bdi:text-is('Firm')")
        assert "without=world:planned" in tab.url


def test_views_made_from_the_data(chromium: Any, address: str) -> None:
    with Visit(chromium, address, WIDE) as visit:
        tab = ready(visit, "/explore?without=type:person")

        def left(view: str) -> str:
            opened(tab, "Views")
            tab.click(f".views button:text-is('{view}')")
            return str(tab.inner_text("#tells"))

        assert "2 statements" not in left("Everything")
        assert left("Conflict").startswith("2 of")  # accuse and reject
        assert left("Planned").startswith("2 of")  # the accord, and meeting again
        assert left("Newest year, 2025").startswith("1 of")  # the one statement with a date
        assert "from=2025-01-01" in tab.url
    assert visit.faults == []


def test_views_say_so_where_the_browser_keeps_nothing(chromium: Any, address: str) -> None:
    with Visit(chromium, address, WIDE) as visit:
        visit.tab.add_init_script(
            "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('off'); } })"
        )
        tab = ready(visit)
        opened(tab, "Views")

        assert "views cannot be saved" in tab.inner_text(".drop:visible")
        assert not tab.is_visible("[aria-label='Name of this view']")
        tab.click(".views button:text-is('Conflict')")
        assert "kind" in tab.url
    assert visit.faults == []


# ---- menus and paper ----


def test_menu_is_walked_by_keys(chromium: Any, address: str) -> None:
    with Visit(chromium, address, WIDE) as visit:
        tab = ready(visit)
        tab.focus(".dropping > .btn:text-is('Export')")
        tab.keyboard.press("Enter")
        assert tab.evaluate("document.activeElement.textContent").startswith("PNG")
        tab.keyboard.press("ArrowUp")
        assert tab.evaluate("document.activeElement.textContent").startswith("Copy embed code")
        tab.keyboard.press("Home")
        tab.keyboard.press("ArrowDown")
        with tab.expect_download() as found:
            tab.keyboard.press("Enter")
        assert found.value.suggested_filename.endswith("-network.svg")
        tab.keyboard.press("Escape")
        assert tab.evaluate("document.activeElement.textContent") == "Export"
        assert not tab.is_visible("#keeping [role=menu]")
        assert tab.evaluate("document.getElementById('net').picture.hovered()") is None
    assert visit.faults == []


def test_link_can_be_copied_by_hand_where_the_clipboard_is_closed(chromium: Any, address: str) -> None:
    with Visit(chromium, address, WIDE) as visit:
        visit.tab.add_init_script("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
        tab = ready(visit, "/explore?sure=60")
        opened(tab, "Export")
        tab.click("[role=menuitem]:has-text('Copy link')")

        assert tab.input_value(".drop input[aria-label=Link]") == f"{address}/explore?sure=60"
        assert "Ctrl+C" in tab.inner_text(".drop:visible [role=status]")


def test_paper_gets_the_picture_in_light_and_the_table(chromium: Any, address: str) -> None:
    with Visit(chromium, address, WIDE, color_scheme="dark") as visit:
        tab = ready(visit)
        tab.evaluate("dispatchEvent(new Event('beforeprint'))")
        tab.emulate_media(media="print")

        assert tab.is_visible("#printed > svg")
        assert not tab.is_visible("#net")
        assert not tab.is_visible(".rail")
        assert tab.eval_on_selector("#printed rect", "(paper) => getComputedStyle(paper).fill") == "rgb(255, 255, 255)"
        drawn = tab.eval_on_selector_all("#printed text", "(texts) => texts.map((text) => text.textContent)")
        assert {"Iran", "Italy"} <= set(drawn)
        assert tab.locator("#rows tbody tr").count() == 10
        assert tab.is_visible("#rows tbody tr >> nth=0")
        sheet = tab.locator("#printed > svg").bounding_box()
        assert sheet["height"] <= 186 / 25.4 * 96 + 1  # fits A4 lying
    assert visit.faults == []
