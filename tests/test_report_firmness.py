"""How a report tells how firm ranks are: over resamples, without single documents, and on one source."""

import csv
import io
import json

import pytest
from shelf import findings, tie, written

from graph.analysis.ties import Tie
from graph.report.contents import Report
from graph.report.render import render
from graph.report.section import Number, Placed, Section, Table
from graph.report.sections import sheet
from graph.report.sections.rankings import ranking


def told(*pairs: tuple[str, int]) -> list[Tie]:
    """So many documents on each pair of letters."""
    return [tie(pair[0], pair[1], f"{pair}{n:02}") for pair, amount in pairs for n in range(amount)]


def section(report: Report, measure: str) -> Section:
    found = ranking(report, report.scope("states"), measure)
    assert found is not None
    return found


@pytest.fixture(scope="module")
def firm() -> Report:
    """Austria and Brazil meet in twelve documents, Chile and Denmark in one."""
    return written(*told(("ab", 12), ("ac", 9), ("cd", 1)))


@pytest.fixture(scope="module")
def close() -> Report:
    """Austria is in five documents, Brazil in four: chance decides."""
    return written(*told(("ac", 5), ("bd", 4)))


def test_a_lead_says_in_how_many_resamples_it_held(firm: Report) -> None:
    (text,) = section(firm, "strength").text

    assert text.startswith("Austria comes first; it stays first whichever one document is left out.")
    assert "It led in all 1,000 resamples of the documents" in text
    assert "led in all 1,000 resamples" in next(each.text for each in findings(firm) if "most others" in each.text)


def test_a_lead_that_one_document_makes_is_not_said_to_be_held_alone() -> None:
    """Two documents give Austria a partner each; without either, each of the two left has one."""
    text = section(written(tie("a", "b", "one"), tie("a", "c", "two")), "degree").text[0]

    assert text == "Austria comes first; it stays first whichever one document is left out, though not always alone."


def test_an_order_that_the_resamples_do_not_bear_is_told_as_such(close: Report) -> None:
    """Of nine documents B(9, 5/9) leaves Austria and Chile behind in some thirty of a hundred draws."""
    found = section(close, "strength")
    first = close.scope("states").ranking("strength").places[0].interval

    assert first is not None
    assert first.led == pytest.approx(631, abs=45)  # P(B(9, 5/9) ≥ 5)
    assert f"Austria led in {first.led} of 1,000 resamples of the documents" in found.text[0]
    assert found.text[0].endswith("Their order is not settled.")


def test_below_the_last_settled_rank_the_order_says_little() -> None:
    report = written(*told(("ab", 30), ("ac", 2), ("ad", 1), ("cd", 1)))

    assert "Below rank 2 the order says little" in section(report, "strength").text[0]


def test_ranks_and_values_stand_with_their_intervals(firm: Report) -> None:
    table = next(block for block in section(firm, "strength").blocks if isinstance(block, Table))
    rows = {row[1].label: row for row in table.rows}  # type: ignore[union-attr]

    assert rows["Austria"][0] == Placed("1", "[1, 1]")
    value = rows["Brazil"][2]
    assert isinstance(value, Number)
    assert value.low is not None
    assert value.high is not None
    assert value.low < value.value == 12 < value.high


def test_what_rests_on_one_document_has_no_interval_and_is_named(firm: Report) -> None:
    found = section(firm, "degree")
    table = next(block for block in found.blocks if isinstance(block, Table))
    denmark = next(row for row in table.rows if row[1].label == "Denmark")  # type: ignore[union-attr]

    assert denmark[0] == Placed("3=", "[one]")
    assert denmark[2] == Number(1, 0)
    assert [note.text for note in found.notes if note.heading == "One source"] == ["Denmark rests on one document."]


def test_few_documents_are_left_out_one_by_one_and_that_is_said() -> None:
    report = written(*told(("ab", 3), ("ac", 2)))
    found = section(report, "strength")
    overview = next(each for each in sheet(report).sections if each.id == "states")

    assert "resamples" not in found.text[0]
    assert any(note.heading == "No resamples" and "Fewer than 7 documents" in note.text for note in overview.notes)
    assert report.scope("states").ranking("strength").places[0].interval is None


def test_files_for_machines_have_the_resamples(firm: Report) -> None:
    rows = list(csv.DictReader(io.StringIO(render(firm, "csv"))))
    row = next(row for row in rows if (row["measure"], row["name"], row["scope"]) == ("strength", "Austria", "states"))
    scope = json.loads(render(firm, "json"))["scopes"][0]

    assert (row["resamples"], row["led"], row["low_rank"], row["high_rank"]) == ("1000", "1000", "1", "1")
    assert scope["resamples"]["strength"] == 1000
    assert scope["rankings"]["strength"][0]["resampled"]["led"] == 1000
