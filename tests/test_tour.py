"""A tour of every page and every control: nothing asked of other hosts, nothing against the policy, no error told."""

from typing import Any

import everypage
import pytest
from test_browser import NARROW, WIDE, Visit, address, chromium

__all__ = ["address", "chromium"]  # the fixtures of the browser's tests
# Every control that is shown, one after the other: pressed, turned to its next choice, moved to its middle. What sends
# a form leads elsewhere, and has tests of its own; so has what judges.
PRESS = """async () => {
  const all = "button[type=button], [role=tab], summary, select, input[type=checkbox], input[type=range], input[type=search]";
  const frame = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 15)));
  const seen = new Set();
  let pressed = 0;
  for (let round = 0; round < 3; round += 1) {
    for (const each of document.querySelectorAll(all)) {
      if (seen.has(each) || !each.isConnected || each.disabled || !each.checkVisibility() || each.matches("[data-judge], form button:not([type=button])")) continue;
      seen.add(each);
      pressed += 1;
      if (each.matches("select")) each.selectedIndex = (each.selectedIndex + 1) % each.options.length;
      else if (each.matches("[type=range]")) each.value = (Number(each.min) + Number(each.max)) / 2;
      else if (each.matches("[type=search]")) each.value = "a";
      else each.click();
      if (each.matches("select, [type=range], [type=search]")) for (const kind of ["input", "change"]) if (!each.form || kind === "input") each.dispatchEvent(new Event(kind, { bubbles: true }));
      await frame();
      for (const open of document.querySelectorAll("dialog[open]")) open.close();
      if (seen.size > 400) return pressed;
    }
  }
  return pressed;
}"""  # noqa: E501
STATUS = "performance.getEntriesByType('navigation')[0].responseStatus"
VIOLATIONS = """() => {
  window.violations = [];
  document.addEventListener("securitypolicyviolation", (event) => window.violations.push(`${event.violatedDirective} ${event.blockedURI}`));
}"""  # noqa: E501

pytestmark = pytest.mark.browser


FIRST = [each.addresses[0] for each in everypage.PAGES.values()]


@pytest.mark.parametrize(("size", "pages"), [(WIDE, everypage.pages()), (NARROW, FIRST)], ids=["wide", "narrow"])
def test_every_control_of_every_page_is_pressed_without_a_fault(
    chromium: Any, address: str, size: dict[str, int], pages: list[str]
) -> None:
    pressed = 0
    with Visit(chromium, address, size) as visit:
        for page in pages:
            tab = visit.tab
            tab.goto(visit.address + page, wait_until="load")
            if tab.evaluate(STATUS) >= 400:  # of a page that is not there the browser itself tells
                visit.faults.clear()
            tab.evaluate(VIOLATIONS)
            pressed += tab.evaluate(PRESS)
            tab.wait_for_timeout(100)
            assert tab.evaluate("window.violations") == [], page
            assert visit.faults == [], page
    assert pressed > 100
