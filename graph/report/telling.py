"""The record of a generation, which is all that its documents say, and how its accounts become cells of tables.

What is told alike is one row, whoever tells it. A cell never says more than the statement: what is inferred is called
so, a date that was worked out shows the words it was worked out from, and what no text states is None.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from graph.analysis.accounts import Account, Check, S, read_accounts, read_checks
from graph.analysis.comparisons import Voice
from graph.analysis.reading import read_homes, read_located, read_names, read_serving, read_statements
from graph.analysis.ties import Name
from graph.statement import Event, Observation, Relation, Statement, Tenure

from .archive import Archive, read_archive
from .section import Cell, Certainty, Column, Line, Named, Proof, Quote, Table
from .wording import (
    MONTHS,
    Piece,
    Words,
    amount_words,
    change_words,
    date_words,
    event_line,
    listed,
    observation_line,
    period_words,
    relation_line,
    tenure_line,
)

if TYPE_CHECKING:
    from graph.store import Generation

INFERRED, UNSURE = "(inferred)", "(unsure reading)"
SURE = Decimal("0.6")  # below this the reading of a sentence is called unsure, as pages do
MOST = 500  # rows in a table
T = TypeVar("T")
_DATING = re.compile(rf"\d+(?:st|nd|rd|th)?|\b(?:{'|'.join(MONTHS)})[a-z]*|\b(?:in|on|of|the)\b|[\s,.]+", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class Record:
    """Every statement with the sentences behind it, and what is known of the names in them.

    `homes` leads from a person or organ to the state it stands for by what texts say, `serving` to whom it is known to
    serve without them, `located` from a place to where it lies.
    """

    generation: str
    accounts: tuple[Account[Statement], ...]
    checks: tuple[Check, ...]
    names: Mapping[str, Name]
    homes: Mapping[str, str]
    serving: Mapping[str, tuple[str, ...]]
    located: Mapping[str, str]
    archive: Archive

    @cached_property
    def types(self) -> dict[str, str]:
        """The type of each key."""
        return {key: name.type for key, name in self.names.items()}

    @cached_property
    def voices(self) -> dict[str, Voice]:
        """Publisher and date of each document, by identifier."""
        return {each.identifier: Voice(publisher=each.publisher, issued=each.issued) for each in self.archive.sources}

    @cached_property
    def lines(self) -> dict[str, Line]:
        """The lines made so far, by IRI of the statement, as they are asked for again and again."""
        return {}

    def named(self, key: str) -> Named:
        """Return a name as a cell; one without a label is called by the end of its key."""
        name = self.names.get(key)
        label = name.label if name else key.rpartition("/")[2].removeprefix("sector:").replace("-", " ")
        return Named(key, name.type if name else "", label)

    def label(self, key: str) -> str:
        """Return what a key is called."""
        return self.named(key).label

    def proof(self, accounts: Iterable[Account[Statement]], what: str) -> Proof:
        """Return the sentences behind accounts, as a cell."""
        return Proof(self.archive.of(each.iri for each in accounts), what)

    def within(self, accounts: Iterable[Account[Statement]]) -> Record:
        """Return the record of some of its accounts alone, with the sentences and documents behind them."""
        kept = tuple(accounts)
        iris = {each.iri for each in kept}
        documents = {each.document for each in kept}
        checks = (check for check in self.checks if iris.issuperset(check.figures))
        return replace(self, accounts=kept, checks=tuple(checks), archive=self.archive.within(iris, documents))


def read_record(
    generation: Generation, names: Mapping[str, Name], homes: Mapping[str, str], also: Collection[str] = ()
) -> Record:
    """Return the record of a generation, given its names and whose people serve which state.

    Its archive holds the sentences of `also`, further statements by IRI: what is said both ways is told once here,
    while a tie may rest on either.
    """
    accounts = read_accounts(generation)
    return Record(
        generation=generation.id,
        accounts=accounts,
        checks=read_checks(generation),
        names=names,
        homes=homes,
        serving=read_serving(generation),
        located=read_located(generation),
        archive=read_archive(generation, {each.iri for each in accounts}.union(also)),
    )


def record_of(generation: Generation) -> Record:
    """Return the record of a generation."""
    names = read_names(generation)
    statements = read_statements(generation)
    also = {each.statement for each in statements}
    return read_record(generation, names, read_homes(generation, statements, names), also)


def rows(record: Record, accounts: Iterable[Account[S]]) -> tuple[tuple[Account[S], ...], ...]:
    """Return accounts that say the same put together, in the order of their first; in each the surest leads."""
    groups: dict[tuple[object, ...], list[Account[S]]] = defaultdict(list)
    for each in accounts:
        said = each.statement
        ends = (said.start, said.end) if isinstance(said, Tenure) else ()
        groups[line(record, each).text.casefold(), when(each), each.world, said.said_by, *ends].append(each)
    return tuple(tuple(sorted(alike, key=_doubt)) for alike in groups.values())


def _doubt(account: Account[Statement]) -> tuple[bool, Decimal]:
    return account.statement.rule is not None, -account.statement.confidence


def table(
    id: str, caption: str, columns: tuple[Column, ...], found: Sequence[T], row: Callable[[T], tuple[Cell, ...]]
) -> Table | None:
    """Return a table with a row for each thing found, the last `MOST` of them at most; None where there is none."""
    if len(found) > MOST:
        caption = f"{caption}: the last {MOST} of {len(found)}"
    rows = tuple(map(row, found[-MOST:]))
    return Table(id=id, caption=caption, columns=columns, rows=rows) if rows else None


def line(record: Record, account: Account[Statement]) -> Line:
    """Return what a statement says, in words, with what it is about, where and at which occasion."""
    if account.iri not in record.lines:
        words = (*_plain(_line(record, account.statement)), *_about(record, account.statement))
        record.lines[account.iri] = Line(words, account.world)
    return record.lines[account.iri]


def when(account: Account[Statement]) -> Cell:
    """Return when it happened or held, as precise as stated; the text's words where the date was made out from them."""
    said = account.statement
    if isinstance(said, Observation):
        return period_words(said.period_start, said.period_end) or date_words(said.date)
    if said.date and said.date_text and (said.date[:4] not in said.date_text or _DATING.sub("", said.date_text)):
        return f"{date_words(said.date)} (“{said.date_text}”)"
    return date_words(said.date) or (f"“{said.date_text}”" if said.date_text else None)


def joined(record: Record, keys: Iterable[str]) -> Line:
    """Return names with commas and "and" between them."""
    return Line(_plain(listed([record.named(key) for key in keys])))


def told_as(record: Record, account: Account[Statement]) -> Cell:
    """Return how a statement is told, by whom, whether it is inferred rather than stated, and unsurely read."""
    said = account.statement
    seal = Certainty(account.world, record.label(said.said_by) if said.said_by else None)
    remark = INFERRED if said.rule else UNSURE if said.confidence < SURE else None
    return (seal, remark) if remark else seal


def quotes(record: Record, accounts: Collection[Account[Statement]], most: int = 2) -> tuple[Quote, ...]:
    """Return the first sentence of each document behind accounts, at most so many, of those that state it if any do."""
    stated = [each for each in accounts if each.statement.rule is None] or accounts
    firsts = {each.document: ids[0] for each in stated if (ids := record.archive.of([each.iri]))}
    return tuple(Quote(firsts[document]) for document in sorted(firsts)[:most])


def amount(figure: Observation) -> str | None:
    """Return a figure's value with its unit, and how exact the text says it is."""
    return amount_words(figure.value, figure.currency, figure.unit, figure.bound)


def change(figure: Observation) -> str | None:
    """Return a figure's change against the year before."""
    return change_words(figure.change) or None


def measured(record: Record, figure: Observation) -> Line:
    """Return what a figure measures, without its amount."""
    partner = record.named(figure.partner) if figure.partner else None
    head = observation_line(figure.kind, figure.flow, record.named(figure.reporter), partner, None)
    return Line((*_plain(head), *_about(record, figure)))


def _line(record: Record, said: Statement) -> tuple[Piece[Named], ...]:
    named = record.named
    match said:
        case Event():
            actors, recipients = map(named, said.actors), map(named, said.recipients)
            return event_line(said.kind, [*actors], [*recipients], named(said.object) if said.object else None)
        case Tenure():
            of = named(said.of) if said.of else None
            return tenure_line(named(said.holder), said.title, of, former=said.former)
        case Relation():
            return relation_line(named(said.subject), said.predicate, named(said.object), said.status, said.role)
        case Observation():
            partner = named(said.partner) if said.partner else None
            told = ", ".join(filter(None, (amount(said), change(said) and f"{change(said)} on the year before")))
            return observation_line(said.kind, said.flow, named(said.reporter), partner, told or None)
    raise TypeError(f"{type(said).__name__}: not a family of statements")


def _about(record: Record, said: Statement) -> tuple[str, ...]:
    """Return the topic in the text's words, place and occasion, as far as they are stated."""
    parts = []
    if said.topic:
        parts.append(f"“{said.topic}”" + (f" out of “{said.out_of}”" if said.out_of else ""))
    if said.place:
        parts.append(f"place: {record.label(said.place)}")
    if said.occasion and not any(said.occasion == key for key in Account(iri="", document="", statement=said).names):
        parts.append(f"occasion: {record.label(said.occasion)}")
    elif said.occasion_text and not said.occasion:
        parts.append(f"occasion: “{said.occasion_text}”")
    return (f" ({'; '.join(parts)})",) if parts else ()


def _plain(pieces: Iterable[Piece[Named]]) -> tuple[str | Named, ...]:
    return tuple(f"“{piece.text}”" if isinstance(piece, Words) else piece for piece in pieces)
