"""Every page for everybody: axe-core in both themes and widths, the keyboard, no motion, forced colours, 390 pixels."""

from typing import Any

import everypage
import pytest
from browsing import violations
from test_browser import NARROW, WIDE, Visit, address, chromium

__all__ = ["address", "chromium"]  # the fixtures of the browser's tests
TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")  # AAA is not claimed: ink-3 has 6.1
OVER = "document.documentElement.scrollWidth - innerWidth"
WELL_BUILT = {"headings": 1, "mains": 1, "skip": "#main", "nameless": [], "dangling": []}
LANDMARKS = """() => ({
    headings: [...document.querySelectorAll("h1")].filter((each) => each.checkVisibility()).length,
    mains: document.querySelectorAll("main#main").length,
    skip: document.querySelector("body > a.skip")?.getAttribute("href"),
    nameless: [...document.querySelectorAll("nav, aside, section, [role=region]")]
        .filter((each) => !each.hasAttribute("aria-label") && !each.hasAttribute("aria-labelledby"))
        .map((each) => each.outerHTML.slice(0, 120)),
    dangling: [...document.querySelectorAll("[aria-labelledby], [aria-controls], [aria-describedby]")].flatMap((each) =>
        ["aria-labelledby", "aria-controls", "aria-describedby"]
            .flatMap((name) => (each.getAttribute(name) ?? "").split(" ").filter(Boolean))
            .filter((id) => !document.getElementById(id))),
})"""
# What Tab should reach: shown, not disabled, not taken out of the order by a script that moves within a group.
CONTROLS = """() => {
    const able = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex]";
    const radios = new Set();
    return [...document.querySelectorAll(able)].filter((each) => {
        if (each.disabled || each.tabIndex < 0 || !each.checkVisibility({ visibilityProperty: true })) return false;
        if (each.closest("fieldset:disabled, dialog:not([open]), [inert]")) return false;
        return each.type !== "radio" || each.checked;
    }).map((each, place) => { each.dataset.reach = place; return each.outerHTML.slice(0, 120); });
}"""
FOCUSED = """() => {
    const at = document.activeElement;
    const style = getComputedStyle(at);
    const outlined = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 1;
    const drawn = outlined || at.closest(".editor") !== null;
    const box = at.getBoundingClientRect();
    const seen = box.width > 0 && box.right > 0 && box.left < innerWidth && box.bottom > 0 && box.top < innerHeight;
    return { reach: at.dataset.reach, drawn, seen, html: at.outerHTML.slice(0, 120) };
}"""
MOVING = """[...document.getAnimations()].filter((each) => {
    const { duration, iterations } = each.effect.getComputedTiming();
    return duration > 1 || iterations > 1;
}).map((each) => each.effect.target.outerHTML.slice(0, 120))"""

pytestmark = pytest.mark.browser
MOST_TABS = 60  # on a page; the report has a control a number


def opened(visit: Visit, page: str) -> Any:
    """Return a tab at a page as it is once everything in it is made and shown."""
    tab = visit.tab
    tab.goto(visit.address + page, wait_until="load")
    if page.startswith(("/explore", "/embed")) and "view=table" not in page:
        tab.wait_for_selector("#net[data-ready]")
    if page.startswith("/sparql"):
        tab.wait_for_selector(".editor .native-edit-context, .editor textarea", state="attached")
    tab.evaluate("document.querySelectorAll('main details').forEach((each) => (each.open = true))")
    return tab


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_every_page_passes_every_rule_in_both_themes_fits_and_stands_still(
    chromium: Any, address: str, size: dict[str, int]
) -> None:
    """What does not hang on the theme is looked at once; a reader who wants no motion sees the same page."""
    faults: list[tuple[str, object]] = []
    with Visit(chromium, address, size, color_scheme="light", reduced_motion="reduce", bypass_csp=True) as visit:
        for page in everypage.pages():
            visit.tab.emulate_media(color_scheme="light")
            tab = opened(visit, page)
            faults += [(page, found) for found in violations(tab, TAGS)]
            faults += [(page, f"{over} px too wide") for over in [tab.evaluate(OVER)] if over > 0]
            faults += [(page, found) for found in [tab.evaluate(LANDMARKS)] if found != WELL_BUILT]
            faults += [(page, f"moves: {found}") for found in tab.evaluate(MOVING)]
            tab.emulate_media(color_scheme="dark")
            faults += [(page, f"dark: {found}") for found in violations(tab, ["color-contrast"])]
    assert faults == []


@pytest.mark.parametrize("endpoint", everypage.PAGES)
def test_tab_reaches_every_control_and_shows_where_it_is(chromium: Any, address: str, endpoint: str) -> None:
    with Visit(chromium, address, NARROW) as visit:
        tab = opened(visit, everypage.PAGES[endpoint].addresses[0])
        wanted = dict(enumerate(tab.evaluate(CONTROLS)))
        reached, faults = list[str](), list[str]()
        for _ in range(MOST_TABS):
            inside = tab.evaluate("document.activeElement.closest('.editor') !== null")
            tab.keyboard.press("Escape" if inside else "Tab")  # as the editor says that it is left
            found = tab.evaluate(FOCUSED)
            if found["reach"] is None and reached:
                break
            reached.append(found["reach"])
            faults += [f"{found['html']}: not {what}" for what in ("seen", "drawn") if not found[what]]
    assert faults == []
    assert reached[0] == "0"
    if len(reached) < MOST_TABS:
        assert [html for place, html in wanted.items() if str(place) not in reached] == []


def test_colours_of_the_reader_leave_everything_to_be_told_apart(chromium: Any, address: str) -> None:
    faults = []
    with Visit(chromium, address, WIDE, forced_colors="active", color_scheme="dark", bypass_csp=True) as visit:
        for each in everypage.PAGES.values():
            tab = opened(visit, each.addresses[0])
            faults += [(each.addresses[0], found) for found in violations(tab, ["color-contrast"])]
        borders = opened(visit, "/about").evaluate(
            "[...document.querySelectorAll('.top nav a')].map((each) => getComputedStyle(each).borderBottomColor)"
        )
    assert faults == []
    assert len(set(borders[:-1])) == 1
    assert borders[-1] != borders[0]
