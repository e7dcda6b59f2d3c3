"""Accounts: every statement of a generation as a whole value, with its document and where its evidence stands.

A statement is the same value as when it was read (`graph.statement`), so that nothing is said twice; names are keys.
Of a relation that stands both ways, such as partnership, one direction is kept.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from graph.document import Span
from graph.statement import EVENT_TYPES, SYMMETRIC_RELATIONS, Event, Observation, Relation, Statement, Tenure

from .reading import key_of

if TYPE_CHECKING:
    from graph.store import Generation

S = TypeVar("S", bound=Statement, covariant=True)
Told = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Account(Generic[S]):
    """One statement by IRI, and the document (by identifier) that makes it."""

    iri: str
    document: str
    statement: S

    @property
    def world(self) -> str:
        """Where it holds: "denied", "planned", "attributed" (somebody in the text claims it) or "fact"."""
        if self.statement.modality != "fact":
            return self.statement.modality
        return "attributed" if self.statement.said_by else "fact"

    @property
    def names(self) -> frozenset[str]:
        """The keys of all that it ties or is about; not its place, nor who says it."""
        return frozenset(parts(self.statement))


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """An arithmetic check: the figures in it (by IRI) and "adds up", "does not add up" or "derived".

    `difference` is by how much what is stated lies off; `balance` what follows for `reporter` where none is stated.
    """

    outcome: str
    figures: tuple[str, ...]
    difference: Decimal | None = None
    balance: Decimal | None = None
    reporter: str | None = None


def of_family(accounts: Iterable[Account[Statement]], family: type[S]) -> tuple[Account[S], ...]:
    """Return the accounts of one family, such as `Event`."""
    return tuple(each for each in accounts if isinstance(each.statement, family))  # type: ignore[misc]  # family is S


def parts(statement: Statement) -> Iterator[str]:
    """Yield the keys of those that a statement ties, role by role."""
    match statement:
        case Event():
            yield from (*statement.actors, *statement.recipients, *filter(None, (statement.object,)))
        case Tenure():
            yield from filter(None, (statement.holder, statement.of))
        case Relation():
            yield from (statement.subject, statement.object)
        case Observation():
            yield from filter(None, (statement.reporter, statement.partner))


def read_accounts(
    generation: Generation, told_by: str = "accounts", shown_by: str = "report_evidence"
) -> tuple[Account[Statement], ...]:
    """Return every statement of a generation, by document and as its evidence runs; what lacks a part is left out.

    Who needs a part of them names narrower queries: `told_by` what they say, `shown_by` where their evidence stands.
    """
    told: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    local: dict[str, str] = {}
    for iri, term, value in generation.table(_query(told_by)):
        told[iri][local.get(term) or local.setdefault(term, _local(term))].add(value)
    spans: dict[str, list[Span]] = defaultdict(list)
    documents: dict[str, str] = {}
    for iri, document, start, end, *_ in generation.table(_query(shown_by)):
        spans[iri].append(Span(int(start), int(end)))
        documents[iri] = document
    found = (
        Account(iri=iri, document=documents[iri], statement=statement)
        for iri in sorted(documents)
        if (statement := stated({term: tuple(sorted(values)) for term, values in told[iri].items()}, spans[iri]))
    )
    kept = (each for each in found if not _mirrors(each.statement))
    return tuple(sorted(kept, key=lambda each: (each.document, each.statement.evidence[0].start, each.iri)))


def read_checks(generation: Generation) -> tuple[Check, ...]:
    """Return every arithmetic check of a generation, sorted."""
    rows: dict[str, list[list[str]]] = defaultdict(list)
    for check, *rest in generation.table(_query("account_checks")):
        rows[check].append(rest)
    made = (_check(group) for group in rows.values())
    return tuple(sorted(made, key=lambda check: (check.figures, check.outcome)))


def stated(told: Told, spans: Iterable[Span]) -> Statement | None:
    """Return a statement as its properties tell it, by local name; None where one that is owed is missing."""
    family = next((kind for kind in (Event, Tenure, Relation, Observation) if kind.__name__ in told_types(told)), None)
    common: dict[str, Any] = {
        "evidence": tuple(sorted(spans)), "confidence": _decimal(told, "confidence") or Decimal(0),
        "modality": _one(told, "modality") or "fact", "said_by": _key(told, "saidBy"), "date": _one(told, "date"),
        "date_text": _one(told, "dateText"), "place": _key(told, "place"), "sectors": _keys(told, "sector"),
        "topic": _one(told, "topic"), "topic_parts": told.get("topicPart", ()), "out_of": _one(told, "outOf"),
        "occasion": _key(told, "occasion"), "occasion_text": _one(told, "occasionText"), "rule": _one(told, "rule"),
    }  # fmt: skip
    own = _OWN[family](told) if family else {}
    owed = [entry.name for entry in fields(family) if entry.name in _OWED] if family else ()
    if family is None or not common["evidence"] or not all(own[name] for name in owed):
        return None
    return family(**common, **own)


def told_types(told: Told) -> set[str]:
    """Return the local names of the classes of a node."""
    return {_local(value) for value in told.get("type", ())}


_OWED = frozenset({"kind", "holder", "title", "predicate", "subject", "reporter"})


def _event(told: Told) -> dict[str, Any]:
    kind = next((kind for kind in EVENT_TYPES if kind in told_types(told)), None)
    return {"kind": kind, "actors": _keys(told, "actor"), "recipients": _keys(told, "recipient"),
            "object": _key(told, "object")}  # fmt: skip


def _tenure(told: Told) -> dict[str, Any]:
    return {"holder": _key(told, "holder"), "title": _one(told, "officeTitle"), "of": _key(told, "officeOf"),
            "start": _one(told, "start"), "end": _one(told, "end"),
            "former": _one(told, "former") in ("true", "1")}  # fmt: skip


def _relation(told: Told) -> dict[str, Any]:
    return {"predicate": _key(told, "predicate"), "subject": _key(told, "subject"), "object": _key(told, "object"),
            "status": _one(told, "status"), "role": _one(told, "role")}  # fmt: skip


def _observation(told: Told) -> dict[str, Any]:
    plain = {term: _one(told, term) for term in ("kind", "flow", "bound", "currency", "unit")}
    return {**plain, "reporter": _key(told, "reporter"), "partner": _key(told, "partner"),
            "value": _decimal(told, "value"), "change": _decimal(told, "change"),
            "period_start": _one(told, "periodStart"), "period_end": _one(told, "periodEnd")}  # fmt: skip


_OWN = {Event: _event, Tenure: _tenure, Relation: _relation, Observation: _observation}


def _check(rows: list[list[str]]) -> Check:
    outcome, _, difference, balance, reporter = rows[0]
    return Check(
        outcome=outcome,
        figures=tuple(sorted({row[1] for row in rows})),
        difference=Decimal(difference) if difference else None,
        balance=Decimal(balance) if balance else None,
        reporter=key_of(reporter) if reporter else None,
    )


def _mirrors(statement: Statement) -> bool:
    if not isinstance(statement, Relation) or statement.predicate not in SYMMETRIC_RELATIONS:
        return False
    return statement.subject > statement.object


def _one(told: Told, term: str) -> str | None:
    return next(iter(told.get(term, ())), None)


def _key(told: Told, term: str) -> str | None:
    return next(iter(_keys(told, term)), None)


def _keys(told: Told, term: str) -> tuple[str, ...]:
    return tuple(sorted(key_of(value) for value in told.get(term, ())))


def _decimal(told: Told, term: str) -> Decimal | None:
    try:
        return Decimal(told[term][0]) if told.get(term) else None
    except InvalidOperation:
        return None


def _local(iri: str) -> str:
    return iri.replace("#", "/").rsplit("/", 1)[-1]


def _query(name: str) -> str:
    from graph.store import named_query  # here, so that the pure functions above need no store

    return named_query(name)
