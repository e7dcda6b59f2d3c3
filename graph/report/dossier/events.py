"""What happened, in order, and what each side asks for, praises or refuses."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from graph.analysis.accounts import Account, of_family
from graph.analysis.dates import last_day
from graph.report.section import Cell, Column, Note, Section, Table
from graph.report.telling import Record, joined, line, quotes, rows, table, told_as, when
from graph.report.words import count
from graph.statement import Event, Observation, Relation, Statement

from .matter import Matter

POSITIONS = frozenset({"Request", "Support", "Accuse", "Reject", "Threaten", "Protest"})
STEPS = frozenset({"partyTo", "takesPartIn"})
COLUMNS = (
    Column("When"), Column("What is told, and in which words"), Column("How it is told"),
    Column("Sentences", number=True),
)  # fmt: skip
HOW = Note(
    "How it is told",
    "A full seal: the documents tell it as a fact. With a name: it is that speaker’s word. Hollow: planned or wished "
    "for, not done. Struck out: denied. “Inferred”: taken from the context by a rule, not from a sentence of its own. "
    "“Unsure reading”: the machine gives it less than 0.6 of 1.",
)
LINES = Note(
    "What a line says",
    "The kind of act and who took part, no more: a visit, a call and a meeting read alike. What was done exactly "
    "stands in the words below it.",
)
TAKEN = "Requests, praise, criticism, refusals, threats and protests, and all that a text gives as somebody’s word."
WHOSE = Note(
    "Whose word",
    "Where a text attributes a statement, its speaker is named. Else the text itself tells what somebody asks for or "
    "refuses, and nobody is quoted.",
)


def happened(matter: Matter) -> Section:
    """Return all events, those that are dated in order, and apart those that are not."""
    record = matter.record
    events = of_family(record.accounts, Event)
    dated = sorted((each for each in events if each.statement.date), key=_order)
    undated = [each for each in events if not each.statement.date and not is_position(each)]
    tables = (
        _table(record, dated, "happened-dated", "Dated, in order"),
        _table(record, undated, "happened-undated", "Not dated by the texts, as these run"),
    )
    known = f"{len(dated)} of {count(len(events), 'act')} carr{'ies' if len(dated) == 1 else 'y'} a date."
    below = len(events) - len(dated) - len(undated)
    text = f"{known} Of the others {below} stand{'s' * (below == 1)} under Positions." if below else known
    return Section(
        id="happened", scope="all", title="What happened", about=count(len(events), "event"), part=True,
        text=(text,) if events else ("No event is told.",), blocks=tuple(each for each in tables if each),
        notes=(HOW, LINES),
    )  # fmt: skip


def positions(matter: Matter) -> Section | None:
    """Return who says, asks, praises or refuses what, by speaker."""
    record = matter.record
    told = [each for each in record.accounts if speakers(each) and not isinstance(each.statement, Observation)]
    voiced = sorted(rows(record, told), key=lambda alike: _voices(record, alike[0]))
    columns = (Column("Who"), Column("Position, and in which words"), *COLUMNS[:1], *COLUMNS[2:])
    made = table("positions-all", "By those who take them", columns, voiced, partial(_position, record))
    if made is None:
        return None
    return Section(
        id="positions", scope="all", title="Positions", about=count(len(voiced), "position"), part=True,
        text=(TAKEN,), blocks=(made,), notes=(WHOSE,),
    )  # fmt: skip


def bonds(matter: Matter) -> Section | None:
    """Return what lasts: memberships, measures, stakes, partnerships; parties and offices have their own sections."""
    record = matter.record
    lasting = [each for each in of_family(record.accounts, Relation) if each.statement.predicate not in STEPS]
    ordered = sorted(lasting, key=lambda each: (each.statement.predicate, line(record, each).text))
    made = _table(record, ordered, "bonds-all", "Measures, memberships, stakes and partnerships, as they are told")
    if made is None:
        return None
    return Section(
        id="bonds", scope="all", title="What stands between them" if len(matter.sides) > 1 else "Ties", part=True,
        about=count(len(lasting), "statement"), blocks=(made,),
    )  # fmt: skip


def _table(record: Record, accounts: Iterable[Account[Statement]], id: str, caption: str) -> Table | None:
    return table(id, caption, COLUMNS, rows(record, accounts), partial(_row, record))


def _position(record: Record, alike: tuple[Account[Statement], ...]) -> tuple[Cell, ...]:
    date, what, *rest = _row(record, alike)
    return (joined(record, speakers(alike[0])), what, date, *rest)


def _row(record: Record, alike: tuple[Account[Statement], ...]) -> tuple[Cell, ...]:
    what = line(record, alike[0])
    told: Cell = (what, *quotes(record, alike))
    return when(alike[0]), told, told_as(record, alike[0]), record.proof(alike, what.text)


def is_position(account: Account[Statement]) -> bool:
    """Tell whether somebody's word or attitude is told, rather than what happened."""
    said = account.statement
    return account.world == "attributed" or (isinstance(said, Event) and said.kind in POSITIONS)


def speakers(account: Account[Statement]) -> tuple[str, ...]:
    """Return who takes a position: the speaker, else those who ask, praise or refuse."""
    said = account.statement
    if said.said_by:
        return (said.said_by,)
    return said.actors if isinstance(said, Event) and said.kind in POSITIONS else ()


def _voices(record: Record, account: Account[Statement]) -> tuple[object, ...]:
    return [record.label(key) for key in speakers(account)], account.statement.date or "9"


def _order(account: Account[Statement]) -> tuple[str, ...]:
    date = account.statement.date or ""
    return (last_day(date), date, account.document, account.iri)
