"""The life-line and the pages of sectors in a real browser: by mouse, by keyboard, and without a script."""

from collections.abc import Iterator
from typing import Any

import pytest
from browsing import page_faults, served
from lake import published
from test_browser import NARROW, WIDE, Visit, chromium

from server import create_app

__all__ = ["chromium"]
PAGES = (
    "/agreements", "/agreements?party=Peru&sort=name", "/agreement/lake-treaty", "/agreement/lake-treaty?as-of=2023-06",
    "/measure/fish-decree", "/sectors", "/sector/fisheries.html", "/sector/sport.html", "/sentences?sector=fisheries",
)  # fmt: skip
TREATY = "/agreement/lake-treaty"

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def lake(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The hand-written treaty, served."""
    app = create_app(published(tmp_path_factory.mktemp("lake")))
    with served(app) as found:
        yield found


def chile(tab: Any) -> str:
    row: str = tab.inner_text("[data-standing] tr:has(bdi:text-is('Chile'))")
    return " ".join(row.split())


@pytest.mark.parametrize(("size", "theme"), [(WIDE, "light"), (NARROW, "dark")], ids=["wide, light", "narrow, dark"])
def test_pages_fit_break_nothing_and_have_no_fault_of_access(
    chromium: Any, lake: str, size: dict[str, int], theme: str
) -> None:
    with Visit(chromium, lake, size, color_scheme=theme) as visit:
        for page in PAGES:
            visit.faults += page_faults(visit.go(page), page)
    assert visit.faults == []


def test_slider_asks_how_all_stood_and_the_address_keeps_it(chromium: Any, lake: str) -> None:
    with Visit(chromium, lake, WIDE) as visit:
        tab = visit.go(TREATY)
        assert chile(tab).startswith("Chile withdrawn, 2025")
        line = "svg.wide-fig [data-stop-line]"
        there = tab.get_attribute(line, "transform")
        tab.focus("form[data-as-of] input[type=range]")
        tab.keyboard.press("Home")
        tab.wait_for_selector("[data-standing] caption:text('By 2022')")

        assert chile(tab).startswith("Chile negotiating, 2022 none")
        assert tab.get_attribute("input[type=range]", "aria-valuetext") == "2022"
        assert tab.get_attribute(line, "transform") != there
        assert tab.url.endswith("?as-of=2022")
        tab.keyboard.press("ArrowRight")
        tab.wait_for_selector("[data-standing] caption:text('By 5 Jul 2023')")
        assert "perhaps signed, Jul 2023" in chile(tab)
        tab.reload(wait_until="networkidle")
        assert "perhaps signed, Jul 2023" in chile(tab)
        tab.click("[data-standing] tr:has(bdi:text-is('Chile')) a.warrant")
        tab.wait_for_selector(".note.opened mark")
    assert visit.faults == []


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_mark_opens_its_sentence_and_is_lit_while_it_is_read(chromium: Any, lake: str, size: dict[str, int]) -> None:
    with Visit(chromium, lake, size) as visit:
        tab = visit.go(TREATY)
        mark = f"svg.{'wide-fig' if size is WIDE else 'narrow'} a.moment[aria-label^='Chile: withdrawn']"
        tab.focus(mark)
        tab.keyboard.press("Enter")
        tab.wait_for_selector(".note.opened mark")

        assert tab.inner_text(".note.opened mark") == "Chile withdrew from the Lake Treaty in 2025."
        assert tab.locator(f"{mark}.on").count() == 1
        tab.keyboard.press("Escape")
        tab.wait_for_selector(f"{mark}:not(.on)")
        assert tab.query_selector(".note.opened") is None
    assert visit.faults == []


def test_failed_answer_leaves_the_table_and_says_so(chromium: Any, lake: str) -> None:
    with Visit(chromium, lake, WIDE) as visit:
        tab = visit.go(TREATY)
        tab.route("**/*part=1*", lambda route: route.abort())
        tab.select_option("form[data-as-of] select", "2023-07")
        tab.wait_for_selector("[data-says]:not(:empty)")

        assert "The table still shows the day that was shown before." in tab.inner_text("[data-says]")
        assert chile(tab).startswith("Chile withdrawn, 2025")


def test_day_is_chosen_and_a_mark_is_followed_without_a_script(chromium: Any, lake: str) -> None:
    with Visit(chromium, lake, WIDE, java_script_enabled=False) as visit:
        tab = visit.go(TREATY)
        assert not tab.is_visible("form[data-as-of] input[type=range]")
        tab.select_option("form[data-as-of] select", "2022")
        tab.click("form[data-as-of] button")
        assert tab.url.endswith("as-of=2022")
        assert chile(tab).startswith("Chile negotiating, 2022")
        tab.click("svg.wide-fig a.moment[aria-label^='Peru: in force']")
        assert tab.inner_text("main mark") == "The Lake Treaty is in force for Peru."
