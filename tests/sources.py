"""Statements told by hand, for tests of what sources say: who says what where, without a dataset."""

from __future__ import annotations

from decimal import Decimal
from itertools import count
from typing import Any

from graph.analysis.accounts import Account
from graph.document import Span
from graph.statement import Event, Observation, Relation, Statement, Tenure

_number = count(1)


def told(statement: Statement, document: str = "one") -> Account[Statement]:
    """Return an account of a statement by a document."""
    return Account(iri=f"urn:s{next(_number):04}", document=document, statement=statement)


def event(kind: str, actors: str, recipients: str = "", thing: str | None = None, **more: Any) -> Event:
    """Return an event; actors and recipients are keys with spaces between."""
    return Event(
        kind=kind, actors=tuple(sorted(actors.split())), recipients=tuple(sorted(recipients.split())), object=thing,
        **evidence(more),
    )  # fmt: skip


def party(subject: str, thing: str, status: str | None = None, predicate: str = "partyTo", **more: Any) -> Relation:
    return Relation(predicate=predicate, subject=subject, object=thing, status=status, **evidence(more))


def office(holder: str, title: str, of: str = "state/it", **more: Any) -> Tenure:
    return Tenure(holder=holder, title=title, of=of, **evidence(more))


def figure(
    flow: str, billions: str, reporter: str = "state/it", partner: str | None = "state/cn", **more: Any
) -> Observation:
    given = {"kind": "trade", "currency": "EUR", "period_start": "2024", "period_end": "2024", **more}
    value = Decimal(billions) * 10**9
    return Observation(flow=flow, value=value, reporter=reporter, partner=partner, **evidence(given))


def evidence(given: dict[str, Any]) -> dict[str, Any]:
    """Return the values of a statement with words of its own as evidence and a confidence, unless they are given."""
    start = 20 * next(_number)
    return {"evidence": (Span(start, start + 10),), "confidence": Decimal("0.9"), **given}
