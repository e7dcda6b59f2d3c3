"""Who holds which office, as far as it is told, and since when."""

from __future__ import annotations

from graph.analysis.accounts import Account, of_family
from graph.report.section import Cell, Column, Note, Section, Table
from graph.report.telling import Record, rows, told_as
from graph.report.wording import date_words
from graph.report.words import count
from graph.statement import Tenure

from .matter import Matter

NOTE = Note(
    "Not stated",
    "Where no text gives a beginning or an end, none is shown. That somebody holds an office is true of the day a "
    "document was written, as far as that is known.",
)


def offices(matter: Matter) -> Section | None:
    """Return the offices of those whom the dossier names."""
    record = matter.record
    tenures = of_family(record.accounts, Tenure)
    if not tenures:
        return None
    columns = (
        Column("Who"), Column("Office"), Column("Of"), Column("From"), Column("Until"), Column("How it is told", wide=True),
        Column("Sentences", number=True),
    )  # fmt: skip
    ordered = sorted(tenures, key=lambda each: (record.label(each.statement.holder), each.statement.title.casefold()))
    made = tuple(_row(record, alike) for alike in rows(record, ordered))
    return Section(
        id="offices", scope="all", title="Offices", about=count(len(made), "office"), part=True, notes=(NOTE,),
        blocks=(Table(id="offices-all", caption="Offices, in the texts’ own words", columns=columns, rows=made),),
    )  # fmt: skip


def _row(record: Record, alike: tuple[Account[Tenure], ...]) -> tuple[Cell, ...]:
    first, said = alike[0], alike[0].statement
    ended: Cell = "over by then; when is not stated" if said.former and not said.end else date_words(said.end)
    return (
        record.named(said.holder), f"“{said.title}”", record.named(said.of) if said.of else None, date_words(said.start),
        ended, told_as(record, first), record.proof(alike, f"{record.label(said.holder)}, {said.title}"),
    )  # fmt: skip
