"""Agreements, initiatives and measures: who is in each, by which steps, and how it stood on a day, as texts say it.

A step is what one statement says of one party: that it signed, that it is in force for it, that it withdrew. Where the
statement gives no date, but the very same words tell of the act with one, that date is the step's.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from graph.statement import Event, Relation, Statement

from .accounts import Account, of_family
from .dates import by, last_day

PREDICATES = {"Agreement": "partyTo", "Initiative": "takesPartIn", "Measure": "adopts"}
ACTS = {"signed": "Agree", "renewed": "Agree", "upgraded": "Agree", "withdrawn": "Retreat"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What statements that say the same tell of one party; `status` is None where they only say that it is one."""

    party: str
    status: str | None
    role: str | None
    date: str | None
    world: str
    said_by: str | None
    inferred: bool
    statements: tuple[str, ...]
    documents: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pact:
    """An agreement, initiative or measure by key, with the steps of its parties: the dated in order, then others."""

    key: str
    steps: tuple[Step, ...]

    @property
    def parties(self) -> tuple[str, ...]:
        """Everybody whom a statement calls a party, plans and denials included, sorted."""
        return tuple(sorted({step.party for step in self.steps}))


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How a party stood to an agreement on a day: the last dated step before, and what may lie before it.

    `last` is None where no dated fact lies before. `perhaps` are facts whose date is too coarse to tell, `undated`
    those without a date; neither is taken to hold.
    """

    party: str
    last: Step | None
    perhaps: tuple[Step, ...]
    undated: tuple[Step, ...]


def pacts(
    accounts: Iterable[Account[Statement]], types: Mapping[str, str], type: str = "Agreement"
) -> tuple[Pact, ...]:
    """Return the agreements (or what else `type` says) that a party is named of, by key; `types` gives types by key."""
    told = tuple(accounts)
    dates = _dates(of_family(told, Event))
    groups: dict[str, list[Account[Relation]]] = defaultdict(list)
    for each in of_family(told, Relation):
        relation = each.statement
        if relation.predicate == PREDICATES[type] and types.get(relation.object) == type:
            groups[relation.object].append(each)
    return tuple(Pact(key=key, steps=_steps(groups[key], dates)) for key in sorted(groups))


def state_of(pact: Pact, day: str) -> tuple[Standing, ...]:
    """Return how each party stood on a day ("2024-07-15", or the end of a month or year), by facts alone.

    No step is carried over from one party to another, and none holds longer than until the next: what a text says of
    July says nothing of August, so the answer is the last that is told, not what is the case.
    """
    facts: dict[str, list[Step]] = defaultdict(list)
    for step in pact.steps:
        if step.world == "fact":
            facts[step.party].append(step)
    return tuple(_standing(party, facts[party], day) for party in pact.parties)


def _standing(party: str, facts: Iterable[Step], day: str) -> Standing:
    facts = tuple(facts)
    dated = [(step, by(step.date, day)) for step in facts if step.date]
    before = [step for step, known in dated if known]
    return Standing(
        party=party,
        last=max(
            before, key=lambda step: (last_day(step.date or ""), step.date or "", step.status or ""), default=None
        ),
        perhaps=tuple(step for step, known in dated if known is None),
        undated=tuple(step for step in facts if not step.date),
    )


def _steps(group: Iterable[Account[Relation]], dates: Mapping[tuple[str, ...], str]) -> tuple[Step, ...]:
    alike: dict[tuple[object, ...], list[Account[Relation]]] = defaultdict(list)
    for each in group:
        said = each.statement
        date = said.date or _date(each, dates)
        alike[said.subject, said.status, said.role, date, each.world, said.said_by, bool(said.rule)].append(each)
    return tuple(sorted((_step(key, same) for key, same in alike.items()), key=_order))


def _step(key: tuple[object, ...], same: Iterable[Account[Relation]]) -> Step:
    party, status, role, date, world, said_by, inferred = key
    told = tuple(same)
    return Step(
        party=str(party),
        status=str(status) if status else None,
        role=str(role) if role else None,
        date=str(date) if date else None,
        world=str(world),
        said_by=str(said_by) if said_by else None,
        inferred=bool(inferred),
        statements=tuple(each.iri for each in told),
        documents=tuple(sorted({each.document for each in told})),
    )


def _dates(events: Iterable[Account[Event]]) -> dict[tuple[str, ...], str]:
    """Return the date of each act on an agreement, by words, kind, object and side; none where they give several."""
    found: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for each in events:
        event = each.statement
        if event.object and event.date:
            for side, words in ((side, words) for side in (*event.actors, *event.recipients) for words in _words(each)):
                found[each.world, event.kind, event.object, side, *words].add(event.date)
    return {key: min(dates) for key, dates in found.items() if len(dates) == 1}


def _date(each: Account[Relation], dates: Mapping[tuple[str, ...], str]) -> str | None:
    said = each.statement
    kind = ACTS.get(said.status or "", "")
    told = {dates.get((each.world, kind, said.object, said.subject, *words)) for words in _words(each)} - {None}
    return told.pop() if len(told) == 1 else None


def _words(each: Account[Statement]) -> Iterator[tuple[str, str, str]]:
    yield from ((each.document, str(span.start), str(span.end)) for span in each.statement.evidence)


def _order(step: Step) -> tuple[object, ...]:
    rest = (step.party, step.status or "", step.role or "", step.world, step.said_by or "", step.inferred)
    return (step.date is None, step.date or "", *rest)
