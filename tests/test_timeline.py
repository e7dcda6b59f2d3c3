"""Time in the explorer: brushed by hand and by keys, played, and read by what happened or by what was told."""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from browsing import served
from handwritten import IRAN, ITALY, JAPAN, OMAN, PROVENANCE, span
from test_browser import WIDE, Visit, chromium  # noqa: F401

from graph.document import Document
from graph.rdf import quads
from graph.statement import Event, Reading
from graph.store import publish
from server import create_app

pytestmark = pytest.mark.browser

# What happened (kind, who, when), and in which document it is told; the last has no date.
TOLD = (
    ("Consult", (ITALY, JAPAN), "2023-03-05", "early"),
    ("Accuse", (IRAN, ITALY), "2023-11", "early"),
    ("Consult", (OMAN, IRAN), "2024-06-20", "late"),
    ("Sanction", (ITALY, IRAN), "2025-01-10", "late"),
    ("Consult", (ITALY, OMAN), None, "late"),
)
ISSUED = {"early": "2024-01-02", "late": "2025-02-01"}


def reading(identifier: str) -> Reading:
    """Return a document that tells its part of it, a sentence an event."""
    told = [each for each in TOLD if each[3] == identifier]
    sentences = [f"{one.name} and {other.name}: {kind}, {date}." for kind, (one, other), date, _ in told]
    document = Document(identifier=identifier, title=identifier, issued=ISSUED[identifier], text="\n".join(sentences))
    events = [
        Event(
            kind=kind, date=date, confidence=Decimal("0.9"), evidence=(span(document, sentence),),
            actors=(one.key, other.key) if kind == "Consult" else (one.key,),
            recipients=() if kind == "Consult" else (other.key,),
        )
        for sentence, (kind, (one, other), date, _) in zip(sentences, told, strict=True)
    ]  # fmt: skip
    return Reading(document=document, entities=(IRAN, ITALY, JAPAN, OMAN), statements=tuple(events))


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("chronicle")
    readings = [reading(identifier) for identifier in ISSUED]
    texts = {each.document.sha256: each.document.text for each in readings}
    publish(folder, quads(readings, PROVENANCE), texts, {"documents": [], "skipped": [], "refusals": [], "counts": {}})
    with served(create_app(folder)) as found:
        yield found


@pytest.fixture
def explorer(chromium: Any, address: str) -> Iterator[Any]:  # noqa: F811
    with Visit(chromium, address, WIDE) as visit:
        yield visit.go("/explore")
        assert visit.faults == []


def stretch(tab: Any) -> list[str]:
    return [tab.get_attribute(f"[aria-label^='{end} which']", "aria-valuetext") for end in ("From", "To")]


def shown(tab: Any) -> int:
    return int(re.match(r"[\d,]+", tab.text_content("#tells")).group().replace(",", ""))


def test_time_runs_from_the_first_event_to_the_last_or_from_the_first_document(explorer: Any) -> None:
    assert stretch(explorer) == ["Mar 2023", "Jan 2025"]
    assert "4 statements with a date, 1 without" in explorer.text_content("#time-words")

    explorer.select_option("[aria-label='Dated by']", "document")

    assert stretch(explorer) == ["Jan 2024", "Feb 2025"]
    assert "5 statements with a date;" in explorer.text_content("#time-words")
    assert "dates=document" in explorer.url


def test_keys_on_a_handle_brush_a_stretch_and_the_button_takes_it_off(explorer: Any) -> None:
    for _ in range(9):
        explorer.locator("[aria-label^='From which']").press("ArrowRight")

    assert stretch(explorer) == ["Dec 2023", "Jan 2025"]
    assert "from=2023-12-01&to=2025-01-31" in explorer.url
    assert shown(explorer) == 2
    explorer.click("text=All dates")
    assert shown(explorer) == 5
    assert "from=" not in explorer.url


def test_month_of_an_event_meets_every_day_of_it(chromium: Any, address: str) -> None:  # noqa: F811
    with Visit(chromium, address, WIDE) as visit:
        assert shown(visit.go("/explore?from=2023-11-29&to=2023-12-31")) == 1
        assert shown(visit.go("/explore?from=2023-12-01&to=2023-12-31")) == 0


def test_drag_over_the_plot_brushes_and_one_step_back_takes_it_off(explorer: Any) -> None:
    box = explorer.locator("#time .plot").bounding_box()
    middle = box["y"] + box["height"] / 2
    explorer.mouse.move(box["x"] + box["width"] * 0.6, middle)
    explorer.mouse.down()
    explorer.mouse.move(box["x"] + box["width"] * 0.9, middle, steps=5)
    explorer.mouse.up()

    assert stretch(explorer) == ["Apr 2024", "Nov 2024"]
    assert shown(explorer) == 1
    explorer.go_back()
    assert shown(explorer) == 5


def test_what_has_no_date_is_left_out_while_time_is_brushed_and_said_so(explorer: Any) -> None:
    explorer.locator("[aria-label^='To which']").press("ArrowLeft")

    assert "3 statements with a date, 1 without left out" in explorer.text_content("#time-words")
    assert shown(explorer) == 3


def test_playing_moves_the_stretch_and_pauses(explorer: Any) -> None:
    explorer.click("[aria-label=Play]")
    begun = explorer.url
    explorer.wait_for_timeout(1700)
    explorer.click("[aria-label=Pause]")

    assert "from=" in begun
    assert explorer.url != begun
    assert explorer.locator("[aria-label=Play]").count() == 1


def test_legend_leaves_lines_of_a_sign_out(explorer: Any) -> None:
    conflicts = explorer.locator("[data-sign=conf]")
    signs = "document.getElementById('net').picture.picture.scene.edges.filter((e) => e.look.sign === 'conf').length"

    assert conflicts.locator(".n").text_content() == "1"  # Italy and Iran: an accusation and a sanction
    assert explorer.evaluate(signs) == 1
    conflicts.click()
    assert explorer.evaluate(signs) == 0
    assert conflicts.get_attribute("aria-pressed") == "false"
    assert "without=sign:conf" in explorer.url
