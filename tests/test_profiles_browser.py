"""Profiles and dyads as a reader has them: wide and narrow, by mouse and by keyboard, with a script and without."""

from pathlib import Path
from typing import Any

import pytest
from browsing import violations
from test_browser import NARROW, WIDE, Visit, address, chromium
from test_profiles import folder

__all__ = ["address", "chromium", "folder"]  # the fixtures of the browser's tests, and the dataset
PAGES = (
    "/entity/state/it", "/entity/person/anna-rossi", "/dyad/state/it/state/jp", "/names/state?sort=name",
    "/search?q=an", "/sentences?of=state/it&with=state/jp",
)  # fmt: skip
FEBRUARY = "a.mark[aria-label='Feb 2025, conflict: 1 event']:visible"

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def data(folder: Path) -> Path:
    """The dataset that is served here."""
    return folder


@pytest.mark.parametrize(("size", "theme"), [(WIDE, "light"), (NARROW, "dark")], ids=["wide, light", "narrow, dark"])
def test_no_page_reaches_out_runs_over_or_shuts_anybody_out(
    chromium: Any, address: str, size: dict[str, int], theme: str
) -> None:
    with Visit(chromium, address, size, color_scheme=theme, bypass_csp=True) as visit:
        for page in PAGES:
            tab = visit.go(page)
            if tab.evaluate("document.documentElement.scrollWidth - innerWidth") > 0:
                visit.faults.append(f"{page} is too wide")
            tab.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
            visit.faults += [f"{page}: {each}" for each in violations(tab)]

    assert visit.faults == []


def test_mark_of_a_month_opens_its_sentence_in_the_margin_by_mouse_and_by_keyboard(chromium: Any, address: str) -> None:
    with Visit(chromium, address, WIDE) as visit:
        tab = visit.go("/dyad/state/it/state/jp")
        tab.click(FEBRUARY)
        tab.wait_for_selector(".note.opened mark")
        assert tab.inner_text(".note.opened mark") == "Italy accused Japan on 3 February 2025"
        tab.keyboard.press("Escape")
        assert tab.locator(".note.opened").count() == 0
        tab.focus(FEBRUARY)
        tab.keyboard.press("Enter")
        tab.wait_for_selector(".note.opened mark")

        assert tab.url.endswith("/dyad/state/it/state/jp")
    assert visit.faults == []


def test_mark_of_a_month_leads_to_its_sentence_without_a_script(chromium: Any, address: str) -> None:
    with Visit(chromium, address, NARROW, java_script_enabled=False) as visit:
        tab = visit.go("/dyad/state/it/state/jp")
        tab.click(FEBRUARY)

        assert tab.inner_text("h1") == "Conflict, Feb 2025: Italy and Japan"
        assert tab.inner_text("mark") == "Italy accused Japan on 3 February 2025"
    assert visit.faults == []
