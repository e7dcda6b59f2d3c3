"""Who holds which office, as far as it is told, and since when."""

from __future__ import annotations

from functools import partial

from graph.analysis.accounts import Account, of_family
from graph.report.section import Cell, Column, Note, Section
from graph.report.telling import Record, rows, table, told_as
from graph.report.wording import date_words
from graph.report.words import count
from graph.statement import Tenure

from .matter import Matter

NOTE = Note(
    "Not stated",
    "Where no text gives a beginning or an end, none is shown. That somebody holds an office is true of the day a "
    "document was written, as far as that is known.",
)
COLUMNS = (
    Column("Who"), Column("Office"), Column("Of"), Column("From"), Column("Until"), Column("How it is told", wide=True),
    Column("Sentences", number=True),
)  # fmt: skip


def offices(matter: Matter) -> Section | None:
    """Return the offices of those whom the dossier names."""
    record = matter.record
    tenures = of_family(record.accounts, Tenure)
    ordered = sorted(tenures, key=lambda each: (record.label(each.statement.holder), each.statement.title.casefold()))
    alike = rows(record, ordered)
    made = table("offices-all", "Offices, in the texts’ own words", COLUMNS, alike, partial(_row, record))
    if made is None:
        return None
    about = count(len(alike), "office")
    return Section(id="offices", scope="all", title="Offices", about=about, part=True, notes=(NOTE,), blocks=(made,))


def _row(record: Record, alike: tuple[Account[Tenure], ...]) -> tuple[Cell, ...]:
    said = alike[0].statement
    over = said.former and not said.end
    return (
        record.named(said.holder), f"“{said.title}”", record.named(said.of) if said.of else None,
        date_words(said.start), "over by then; when is not stated" if over else date_words(said.end),
        told_as(record, alike[0]), record.proof(alike, f"{record.label(said.holder)}, {said.title}"),
    )  # fmt: skip
