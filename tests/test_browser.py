"""The pages in a real browser: a line opens a sentence, names are found, keys walk. test_tour tries every page."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from browsing import served

from server import create_app

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip
WIDE, NARROW = {"width": 1440, "height": 900}, {"width": 390, "height": 844}

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def address(data: Path) -> Iterator[str]:
    """The application served on a port of its own."""
    with served(create_app(data)) as found:
        yield found


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    """A browser, or a plain reason why there is none."""
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    if not CHROMIUM.exists():
        pytest.skip(f"no browser at {CHROMIUM}")
    with playwright.sync_playwright() as started:
        browser = started.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        yield browser
        browser.close()


class Visit:
    """A tab that keeps note of everything that goes wrong in it."""

    def __init__(self, browser: Any, address: str, size: dict[str, int], **more: Any) -> None:
        self.address = address
        self.scripted = more.get("java_script_enabled", True)
        self.faults: list[str] = []
        self.tab = browser.new_page(viewport=size, **more)
        self.tab.on("console", lambda said: self._note(said.type in ("error", "warning"), said.text))
        self.tab.on("pageerror", lambda error: self._note(True, str(error)))
        self.tab.on("request", lambda sent: self._note(not sent.url.startswith((address, "data:")), sent.url))

    def _note(self, wrong: bool, what: str) -> None:
        if wrong:
            self.faults.append(what)

    def go(self, page: str) -> Any:
        """Go to a page and wait until it stands: the picture drawn, or told that it cannot be; the editor loaded."""
        self.tab.goto(self.address + page, wait_until="load")
        if self.scripted and self.tab.query_selector("#net"):
            self.tab.wait_for_selector("#net[data-ready], #failed:not([hidden])", state="attached")
        if self.scripted and self.tab.query_selector(".editor, [data-try]"):
            self.tab.wait_for_load_state("networkidle")
        return self.tab

    def __enter__(self) -> "Visit":
        return self

    def __exit__(self, *_: object) -> None:
        self.tab.close()


def click_on_edge(tab: Any, one: str, other: str) -> None:
    """Click the picture half-way between two names."""
    tab.wait_for_selector("#net[data-ready]")
    tab.wait_for_timeout(200)
    spot = tab.evaluate(
        """([one, other]) => {
            const { network, nodeOf } = document.getElementById("net").picture;
            const at = { [one]: nodeOf(one), [other]: nodeOf(other) };
            const middle = { x: (at[one].x + at[other].x) / 2, y: (at[one].y + at[other].y) / 2 };
            const { x, y } = network.canvasToDOM(middle);
            const box = document.getElementById("net").getBoundingClientRect();
            return { x: box.x + x, y: box.y + y };
        }""",
        [one, other],
    )
    tab.mouse.click(spot["x"], spot["y"])


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_click_on_a_line_opens_the_sentence_it_stands_for(chromium: Any, address: str, size: dict[str, int]) -> None:
    with Visit(chromium, address, size) as visit:
        tab = visit.go("/explore")
        click_on_edge(tab, "state/ir", "state/il")
        tab.wait_for_selector("#opened mark")

        assert "Iran accused Israel of an attack on a research site" in tab.inner_text("#opened")
        assert "Talks in Muscat, Gulf Wire, 13 Apr 2025" in tab.inner_text("#opened")
        assert "?a=state/i" in tab.url
        tab.click("#opened a:text('In the document')")
        tab.wait_for_selector(".ev-mark.on")
        assert tab.inner_text(".ev-mark.on") == "Iran accused Israel of an attack on a research site"
    assert visit.faults == []


def test_narrowing_takes_lines_away_and_says_what_is_left(chromium: Any, address: str) -> None:
    with Visit(chromium, address, WIDE) as visit:
        tab = visit.go("/explore")
        tab.wait_for_selector("#net[data-ready]")
        tab.uncheck("input[data-narrow=kind][value=Accuse]")
        tab.uncheck("input[data-narrow=kind][value=Reject]")

        assert "9 of 11 statements, 9 of 10 names" in tab.inner_text("#tells")
        assert "without=kind:" in tab.url
        tab.reload(wait_until="networkidle")
        assert not tab.is_checked("input[data-narrow=kind][value=Accuse]")
        assert "9 of 11 statements, 9 of 10 names" in tab.inner_text("#tells")
        tab.click("#clear")
        assert "without" not in tab.url
        assert tab.inner_text("#tells") == "11 statements, 10 names"
    assert visit.faults == []


def test_dates_the_wrong_way_round_are_the_stretch_between_them(chromium: Any, address: str) -> None:
    with Visit(chromium, address, WIDE) as visit:
        told = []
        for asked in ("from=2025-01-01&to=2025-12-31", "from=2025-12-31&to=2025-01-01"):
            tab = visit.go(f"/explore?{asked}")
            tab.wait_for_selector("#net[data-ready]")
            told.append(tab.inner_text("#tells"))
        assert told[0] == told[1] != "0 statements, 0 names, by date"
    assert visit.faults == []


def test_margin_says_that_the_server_is_gone(chromium: Any, address: str) -> None:
    with Visit(chromium, address, WIDE) as visit:
        tab = visit.go("/explore?view=table")
        tab.wait_for_selector("#rows tbody a.warrant")
        tab.route("**/api/edge?*", lambda route: route.abort())
        tab.click("#rows a.warrant >> nth=0")
        tab.wait_for_selector("#opened .error")
        assert "The server does not answer. The picture is not affected." in tab.inner_text("#opened")


def test_keys_walk_the_network_and_open_a_name(chromium: Any, address: str) -> None:
    with Visit(chromium, address, WIDE) as visit:
        tab = visit.go("/explore")
        tab.wait_for_selector("#net[data-ready]")
        tab.focus("#net")
        tab.keyboard.press("Tab")
        name = tab.inner_text("#hint").split(" +")[0]
        tab.keyboard.press("Enter")
        tab.wait_for_selector("#opened h2")

        assert name in tab.inner_text("#opened h2")
        tab.keyboard.press("Escape")
        assert tab.is_visible("#start")
        tab.keyboard.press("t")
        assert tab.is_visible("#rows")
        assert "view=table" in tab.url
    assert visit.faults == []


def test_pilcrow_opens_the_sentences_in_the_margin(chromium: Any, address: str) -> None:
    with Visit(chromium, address, WIDE) as visit:
        tab = visit.go("/entity/state/ir")
        tab.click("section[aria-labelledby=events] a.warrant >> nth=0")
        tab.wait_for_selector(".note.opened mark")

        assert "Oman hosted Iran and the United States" in tab.inner_text(".note.opened")
        assert "/entity/state/ir" in tab.url
        tab.keyboard.press("Escape")
        assert tab.query_selector(".note.opened") is None
    assert visit.faults == []


def test_name_is_found_as_one_types(chromium: Any, address: str) -> None:
    with Visit(chromium, address, WIDE) as visit:
        tab = visit.go("/")
        tab.keyboard.press("/")
        tab.keyboard.type("busa")
        tab.wait_for_selector("#suggest [role=option]")
        tab.keyboard.press("ArrowDown")
        tab.keyboard.press("Enter")
        tab.wait_for_url("**/entity/person/badr-al-busaidi")

        assert tab.inner_text("h1") == "Badr al-Busaidi"
    assert visit.faults == []


def test_operation_is_tried_by_keyboard_and_its_line_follows(chromium: Any, address: str) -> None:
    with Visit(chromium, address, WIDE) as visit:
        tab = visit.go("/api/")
        tab.focus("#events-type")
        tab.keyboard.type("Acc")
        tab.fill("#events-actor", "state/ir")
        tab.keyboard.press("Enter")
        tab.wait_for_selector("section[aria-labelledby=events] .answer-text")
        answer = tab.inner_text("section[aria-labelledby=events] .answered")

        assert "Answer 200" in answer
        assert '"says": "Iran criticises or accuses Israel"' in answer
        line = tab.inner_text("section[aria-labelledby=events] [data-curl]")
        assert line == f"curl '{address}/api/events?type=Accuse&actor=state/ir&limit=5'"
        tab.fill("#entity-slug", "nowhere")
        tab.keyboard.press("Enter")
        tab.wait_for_selector("section[aria-labelledby=entity] .answer-text")
        assert "Answer 404" in tab.inner_text("section[aria-labelledby=entity] .answered")
    assert [fault for fault in visit.faults if "404" not in fault] == []


def test_theme_is_kept_from_page_to_page(chromium: Any, address: str) -> None:
    with Visit(chromium, address, WIDE, color_scheme="light") as visit:
        tab = visit.go("/")
        tab.click("[data-theme-switch]")
        visit.go("/about")

        assert tab.evaluate("document.documentElement.dataset.theme") == "dark"
    assert visit.faults == []


def test_pages_can_be_read_without_a_script(chromium: Any, address: str) -> None:
    with Visit(chromium, address, WIDE, java_script_enabled=False) as visit:
        tab = visit.go("/entity/state/ir")
        tab.click("section[aria-labelledby=events] a.warrant >> nth=0")

        assert "Oman hosted Iran" in tab.inner_text("main mark")


def test_picture_that_cannot_be_drawn_leaves_the_table(chromium: Any, address: str) -> None:
    with Visit(chromium, address, WIDE) as visit:
        visit.tab.route("**/vis-network.min.js", lambda route: route.abort())
        tab = visit.go("/explore")
        tab.click("#failed button")

        assert tab.is_visible("#rows")
        tab.click("#rows a.warrant >> nth=0")
        tab.wait_for_selector("#opened mark")
