"""Disagreements: the same thing told differently, side by side with the sentences and whose word each is."""

from __future__ import annotations

from collections.abc import Iterator

from graph.analysis.disagreements import Disagreement
from graph.analysis.disagreements import disagreements as found_in
from graph.report.section import Cell, Column, Finding, Note, Section, Table
from graph.report.telling import Record, line, quotes, told_as, when
from graph.report.words import count

KINDS = {
    "figure": "Figures that differ by more than rounding",
    "denied": "Told by some and denied by others",
    "claimed": "A fact in one document, somebody’s word in another",
    "planned": "Told as done in one document, still as planned in a later one",
    "verdict": "For and against one thing at one time",
    "standing": "Told to be in force where it had been left",
    "date": "Dated differently",
    "office": "Two people in one office on one day",
}
COMPARED = (
    "Compared were figures of the same thing and period, events denied or claimed that others tell as facts, plans "
    "told after the act, verdicts for and against one thing, agreements in force and left, signings and withdrawals "
    "by their dates, and the holders of one office."
)
NOTES = (
    Note(
        "What it measures",
        "Two documents or two speakers that cannot both be taken at their word. What may have changed between two "
        "dates is no disagreement, and what was inferred from context takes no part.",
    ),
    Note(
        "When it misleads",
        "A sentence misread makes a disagreement that is none: read both. None found does not mean that the sources "
        "agree: most things are told by one of them alone.",
    ),
)


def disagreements(record: Record) -> Section:
    """Return what is told differently in a record; where nothing is, the section says what was compared."""
    found = found_in(record.accounts, record.types, record.voices)
    kinds = [kind for kind in KINDS if any(each.kind == kind for each in found)]
    verb = "is" if len(found) == 1 else "are"
    lead = (
        f"{count(len(found), 'thing')} {verb} told differently."
        if found
        else f"Nothing is told in two ways. {COMPARED}"
    )
    return Section(
        id="disagreements", scope="all", title="Disagreements", about=str(len(found) or "none"), part=True,
        text=(lead,),
        blocks=tuple(_table(record, kind, [each for each in found if each.kind == kind]) for kind in kinds),
        notes=NOTES, findings=tuple(_finding(record, found)),
    )  # fmt: skip


def _table(record: Record, kind: str, found: list[Disagreement]) -> Table:
    columns = (
        Column("What is told, and in which words"), Column("When"), Column("How it is told"),
        Column("Sentences", number=True),
    )  # fmt: skip
    rows = tuple(row for number, each in enumerate(found, 1) for row in _rows(record, each, number, len(found)))
    return Table(id=f"disagreements-{kind.replace(' ', '-')}", caption=KINDS[kind], columns=columns, rows=rows)


def _rows(record: Record, each: Disagreement, number: int, total: int) -> Iterator[tuple[Cell, ...]]:
    """Yield a row for each way of telling; several disagreements of a kind are numbered."""
    for way in each.ways:
        first = way[0]
        what = line(record, first)
        head = (f"{number}.", what) if total > 1 else (what,)
        yield ((*head, *quotes(record, way, 3)), when(first), told_as(record, first), record.proof(way, what.text))


def _finding(record: Record, found: tuple[Disagreement, ...]) -> Iterator[Finding]:
    if found:
        iris = [account.iri for each in found for account in each.accounts]
        verb = "is" if len(found) == 1 else "are"
        text = f"{count(len(found), 'thing')} {verb} told differently by sources or speakers: see Disagreements."
        yield Finding(scope="all", text=text, sentences=record.archive.of(iris))
