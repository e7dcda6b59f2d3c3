"""Documents, disagreements and the ontology in a real browser: marks and statements find each other, nothing breaks."""

from collections.abc import Iterator
from typing import Any

import pytest
from browsing import page_faults, served
from contested import publish_contested
from test_browser import NARROW, WIDE, Visit, chromium

from server import create_app

__all__ = ["chromium"]

PAGES = (
    "/", "/documents?sort=title&year=2025", "/document/courier-note", "/document/courier-note?family=event",
    "/document/bare", "/disagreements", "/disagreements?kind=figure&of=state/it", "/ontology", "/ontology?q=date",
    "/ontology/Event", "/ontology/PartialDate", "/ontology/officeOf", "/about",
)  # fmt: skip
OFF = {"width": 1024, "height": 800}

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The three documents served on a port of their own."""
    folder = tmp_path_factory.mktemp("contested")
    publish_contested(folder)
    with served(create_app(folder)) as found:
        yield found


@pytest.mark.parametrize(
    ("size", "theme"),
    [(WIDE, "light"), (OFF, "light"), (NARROW, "dark")],
    ids=["wide, light", "between, light", "narrow, dark"],
)
def test_no_page_breaks_reaches_out_runs_over_or_fails_axe(
    chromium: Any, address: str, size: dict[str, int], theme: str
) -> None:
    with Visit(chromium, address, size, color_scheme=theme) as visit:
        for page in PAGES:
            visit.faults += page_faults(visit.go(page), page)

    assert visit.faults == []


def lit(tab: Any) -> tuple[str, str]:
    """Return what is marked, and which statement stands for it."""
    return tab.inner_text(".ev-mark.on"), " ".join(tab.inner_text(".item.on .what").split())


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_keys_walk_the_marks_and_their_statements(chromium: Any, address: str, size: dict[str, int]) -> None:
    with Visit(chromium, address, size) as visit:
        tab = visit.go("/document/courier-note")
        seen = []
        for key in ("j", "j", "k", "j", "j", "j"):
            tab.keyboard.press(key)
            seen.append(lit(tab)[0][:4])
        assert seen == ["In 2", "Oman", "In 2", "Oman", "Iran", "Iran"]
        assert lit(tab)[1] == "Iran criticises or accuses Israel"

        tab.reload()  # the address keeps the place
        assert lit(tab)[0] == "Iran did not accuse Israel on 14 April 2025."
        assert visit.faults == []


def test_keys_are_for_those_who_want_them(chromium: Any, address: str) -> None:
    with Visit(chromium, address, WIDE) as visit:
        tab = visit.go("/document/courier-note")
        tab.click(".find input")
        tab.keyboard.press("j")
        assert tab.locator(".ev-mark.on").count() == 0
        tab.evaluate("localStorage.setItem('keys', 'off')")
        tab.reload()
        tab.keyboard.press("j")
        assert tab.locator(".ev-mark.on").count() == 0


def test_mark_and_statement_light_each_other_under_the_pointer_and_when_chosen(chromium: Any, address: str) -> None:
    with Visit(chromium, address, WIDE) as visit:
        tab = visit.go("/document/courier-note")
        tab.hover(".ev-mark >> nth=1")
        assert " ".join(tab.inner_text(".item.near .what").split()) == "Oman and United States meet or talk"
        tab.click(".ev-mark >> nth=0")
        assert "€9.5 bn" in lit(tab)[1]
        tab.click(".item >> nth=2 >> .line")
        assert lit(tab)[0] == "Iran did not accuse Israel on 14 April 2025."


def test_narrow_window_keeps_the_statements_in_a_sheet_that_grows(chromium: Any, address: str) -> None:
    with Visit(chromium, address, NARROW) as visit:
        tab = visit.go("/document/courier-note")
        low = tab.locator(".beside").bounding_box()
        tab.evaluate("scrollTo(0, 0)")
        assert tab.locator(".beside").bounding_box()["y"] + low["height"] <= NARROW["height"] + 1
        tab.click(".beside > .grip")
        assert tab.get_attribute(".beside > .grip", "aria-expanded") == "true"


def test_way_to_narrow_is_followed_and_taken_back_without_a_script(chromium: Any, address: str) -> None:
    with Visit(chromium, address, WIDE, java_script_enabled=False) as visit:
        tab = visit.go("/document/courier-note")
        tab.click("text=Denied 1")
        assert tab.url.endswith("?how=denied")
        assert tab.locator(".ev-mark").all_inner_texts() == ["Iran did not accuse Israel on 14 April 2025."]
        tab.click("text=Show all")
        assert tab.locator(".ev-mark").count() == 3


def test_terms_are_sifted_as_one_types(chromium: Any, address: str) -> None:
    with Visit(chromium, address, WIDE) as visit:
        tab = visit.go("/ontology")
        tab.fill("[data-sift]", "no such word")
        assert tab.locator("table.terms tbody tr:visible").count() == 0
        tab.fill("[data-sift]", "balance")
        assert "derivedBalance" in tab.inner_text("table.terms tbody:visible")
        tab.fill("[data-sift]", "")
        assert tab.locator("table.terms tbody tr:visible").count() > 100
        assert visit.faults == []
