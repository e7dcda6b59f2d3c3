"""The report and the dossier as a reader has them: in the browser, on paper, as a file, by the keyboard."""

from pathlib import Path
from typing import Any

import pytest
from browsing import violations
from test_browser import NARROW, WIDE, Visit, address, chromium

from graph.report.dossier.sheet import dossier
from graph.report.measuring import report
from graph.report.render import render, write
from graph.report.telling import record_of
from graph.store import Generation

__all__ = ["address", "chromium"]  # the fixtures of the browser's tests
PAGES = ("/report", "/report?types=conflict&fold=no", "/dossier/state/ir", "/dossier/state/it/state/jp")
PAPER = {"width": 680, "height": 960}  # A4 within its margins, at 96 pixels an inch
TOO_WIDE = "[...document.querySelectorAll('table, svg')].filter(each => each.offsetWidth > innerWidth).length"

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def folder(generation: Generation, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report and a dossier as files."""
    found = tmp_path_factory.mktemp("files")
    (found / "report.html").write_text(render(report(generation), "html"), "utf-8")
    (found / "dossier.html").write_text(write(dossier(record_of(generation), ["state/ir"]), "html"), "utf-8")
    return found


@pytest.mark.parametrize(("size", "theme"), [(WIDE, "light"), (NARROW, "dark")], ids=["wide, light", "narrow, dark"])
def test_neither_reaches_out_nor_runs_over_nor_shuts_anybody_out(
    chromium: Any, address: str, size: dict[str, int], theme: str
) -> None:
    with Visit(chromium, address, size, color_scheme=theme, bypass_csp=True) as visit:
        for page in PAGES:
            tab = visit.go(page)
            assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth"), page
            tab.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
            assert violations(tab) == [], page

    assert visit.faults == []


@pytest.mark.parametrize("name", ["report.html", "dossier.html"])
def test_the_file_needs_nobody_and_fits_on_paper(chromium: Any, folder: Path, name: str) -> None:
    with Visit(chromium, folder.as_uri(), PAPER) as visit:
        tab = visit.go(f"/{name}")
        tab.emulate_media(media="print")

        assert tab.evaluate(TOO_WIDE) == 0
        assert tab.pdf(format="A4").startswith(b"%PDF")
        ground = tab.evaluate("getComputedStyle(document.body).backgroundColor")
        assert ground in ("rgb(255, 255, 255)", "rgba(0, 0, 0, 0)")
    assert visit.faults == []


def test_a_projection_is_chosen_by_the_keyboard_and_stands_in_the_address(chromium: Any, address: str) -> None:
    with Visit(chromium, address, WIDE) as visit:
        tab = visit.go("/report")
        tab.focus("details.choose > summary")
        tab.keyboard.press("Enter")
        for event in ("agree", "consult", "support", "concede", "cooperate", "aid", "retreat"):
            tab.focus(f"input[name=types][value={event}]")
            tab.keyboard.press("Space")
        tab.focus("input[name=since]")
        tab.keyboard.type("2024")
        tab.keyboard.press("Enter")
        tab.wait_for_url("**since=2024*")

        assert "types=" in tab.url
        assert "since 2024" in tab.text_content("dl.prov")
        assert not tab.is_checked("input[name=types][value=agree]")
        tab.go_back()
        assert "since 2024" not in tab.text_content("dl.prov")
    assert visit.faults == []


def test_a_number_opens_its_sentences(chromium: Any, address: str) -> None:
    with Visit(chromium, address, WIDE) as visit:
        tab = visit.go("/report")
        first = tab.locator("#findings details.proof").first
        first.locator("summary").press("Enter")
        words = first.locator("blockquote mark").first.text_content()

        assert words
        assert words in tab.text_content("#sentences")
