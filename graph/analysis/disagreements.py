"""Where sources or speakers tell the same thing differently, by a few rules that rather miss one than invent one.

Nothing that may be a development in time is a disagreement: rules compare what is dated alike, or what happens once.
What is inferred from context no source has said, so it takes no part.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import TypeVar

from graph.statement import SYMMETRIC_EVENTS, Event, Statement, Tenure

from .accounts import Account, of_family
from .comparisons import Voice, amount, comparisons
from .dates import compatible, first_day, last_day
from .pacts import Pact, Step, pacts

K = TypeVar("K", bound=Hashable)
Told = tuple[Account[Statement], ...]
OPPOSED = {frozenset(pair) for pair in (("Support", "Reject"), ("Support", "Protest"), ("Agree", "Reject"))}
# Offices of a state that one person holds at a time.
SOLE = re.compile(
    r"president|prime minister|premier|chancellor|king|queen|emperor|secretary of state|minister (?:of|for) [\w ]+"
    r"|(?:foreign|defen[cs]e|interior|finance|economy|justice|trade|energy|health) minister"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Disagreement:
    """One thing told in two ways or more, each with the accounts that tell it so.

    `kind` is "figure"; "denied", "claimed" or "planned" (an event that others tell as a fact, or as a claim); "verdict"
    (for and against one thing); "standing" (in force and left); "date"; "office" (two holders on one day).
    """

    kind: str
    ways: tuple[Told, ...]

    @property
    def accounts(self) -> Told:
        """All that tell it, in the order of the ways."""
        return tuple(each for way in self.ways for each in way)


def disagreements(
    accounts: Iterable[Account[Statement]], types: Mapping[str, str], voices: Mapping[str, Voice]
) -> tuple[Disagreement, ...]:
    """Return what is told differently, by kind; `types` is of each key, `voices` of each document by identifier."""
    told = tuple(each for each in accounts if each.statement.rule is None)
    events = _alike((each for each in of_family(told, Event) if len(each.names) > 1), _identity)
    bonds = (*pacts(told, types), *pacts(told, types, "Initiative"))
    by_iri = {each.iri: each for each in told}
    found = (
        *_figures(told, voices), *_denied(events, voices), *_claimed(events), *_planned(events, voices),
        *_verdicts(of_family(told, Event)), *_standings(bonds, by_iri, voices), *_dates(bonds, by_iri),
        *_offices(of_family(told, Tenure), types, voices),
    )  # fmt: skip
    return tuple(dict.fromkeys(found))


def _figures(told: Told, voices: Mapping[str, Voice]) -> Iterator[Disagreement]:
    """Two figures of the same thing, apart by more than their rounding."""
    for each in comparisons(told, voices):
        if each.verdict == "differ" and any(_others(*pair) for pair in each.apart):
            ways = _alike(each.figures, lambda figure: (amount(figure.statement), figure.statement.bound or ""))
            yield Disagreement(kind="figure", ways=tuple(tuple(ways[key]) for key in sorted(ways)))


def _denied(events: Mapping[Hashable, list[Account[Event]]], voices: Mapping[str, Voice]) -> Iterator[Disagreement]:
    """An event that some tell as a fact or claim, and that others deny of the same day, or later, or to their face."""
    for group in events.values():
        for denial in (each for each in group if each.world == "denied"):
            told = [each for each in group if each.world in ("fact", "attributed") and _others(each, denial)]
            against = tuple(each for each in told if _meets(each, denial, voices))
            if against:
                yield Disagreement(kind="denied", ways=(against, (denial,)))


def _claimed(events: Mapping[Hashable, list[Account[Event]]]) -> Iterator[Disagreement]:
    """An event that one document tells as a fact and another as somebody's word."""
    for group in events.values():
        facts = [each for each in group if each.world == "fact"]
        for claim in (each for each in group if each.world == "attributed"):
            same = [each for each in facts if each.document != claim.document and _one_act(each, claim)]
            if same:
                yield Disagreement(kind="claimed", ways=(tuple(same), (claim,)))


def _planned(events: Mapping[Hashable, list[Account[Event]]], voices: Mapping[str, Voice]) -> Iterator[Disagreement]:
    """An event that has happened, and that a document of a later day still tells as planned for that date."""
    for group in events.values():
        facts = [each for each in group if each.world == "fact" and each.statement.date]
        for plan in (each for each in group if each.world == "planned" and each.statement.date):
            late = [each for each in facts if _dated_alike(each, plan) and _issued_after(plan, each, voices)]
            if late:
                yield Disagreement(kind="planned", ways=(tuple(late), (plan,)))


def _verdicts(events: Iterable[Account[Event]]) -> Iterator[Disagreement]:
    """An actor said to be for and against one agreement, measure or initiative at one time."""
    held: dict[tuple[str, str], list[Account[Event]]] = defaultdict(list)
    for each in events:
        if each.world in ("fact", "attributed") and each.statement.object:
            for actor in each.statement.actors:
                held[actor, each.statement.object].append(each)
    for group in held.values():
        for one, other in combinations(group, 2):
            if frozenset((one.statement.kind, other.statement.kind)) not in OPPOSED:
                continue
            at_once = _dated_alike(one, other, least="2025-01") or one.document == other.document
            if at_once and _others(one, other):
                yield Disagreement(kind="verdict", ways=((one,), (other,)))


def _standings(
    bonds: Iterable[Pact], by_iri: Mapping[str, Account[Statement]], voices: Mapping[str, Voice]
) -> Iterator[Disagreement]:
    """An agreement told to be in force for a party that has left it by then, and not come back."""
    for pact in bonds:
        for left in (step for step in pact.steps if step.status == "withdrawn" and step.date and _holds(step)):
            own = [step for step in pact.steps if step.party == left.party and step.status != "withdrawn"]
            if any(last_day(step.date) >= first_day(left.date or "") for step in own if step.date):
                continue
            still = [step for step in own if step.status == "in_force"]
            told = _told((iri for step in still if _holds(step) for iri in step.statements), by_iri)
            later = tuple(each for each in told if _issued(each, voices) > last_day(left.date or ""))
            if later:
                ways = _told(left.statements, by_iri), later
                yield Disagreement(kind="standing", ways=ways)


def _dates(bonds: Iterable[Pact], by_iri: Mapping[str, Account[Statement]]) -> Iterator[Disagreement]:
    """A signing or a withdrawal dated differently; where years lie between, the second may be another one."""
    for pact in bonds:
        steps = [step for step in pact.steps if step.status in ("signed", "withdrawn") and step.date and _holds(step)]
        for (_, _), group in _alike(steps, lambda step: (step.party, step.status or "")).items():
            for one, other in combinations(group, 2):
                near = abs(int((one.date or "")[:4]) - int((other.date or "")[:4])) <= 1
                if near and not compatible(one.date or "", other.date or "") and one.documents != other.documents:
                    ways = _told(one.statements, by_iri), _told(other.statements, by_iri)
                    yield Disagreement(kind="date", ways=ways)


def _offices(
    tenures: Iterable[Account[Tenure]], types: Mapping[str, str], voices: Mapping[str, Voice]
) -> Iterator[Disagreement]:
    """Two people told to hold one office of a state on one day."""
    sole = (each for each in tenures if types.get(each.statement.of or "") == "State" and each.world == "fact")
    known = ((each, _held(each, voices)) for each in sole if SOLE.fullmatch(each.statement.title.casefold()))
    dated = [(each, days) for each, days in known if days]
    for group in _alike(dated, lambda each: (each[0].statement.title.casefold(), each[0].statement.of)).values():
        for (one, days), (other, others) in combinations(group, 2):
            at_once = days[0] <= others[1] and others[0] <= days[1]
            if at_once and one.statement.holder != other.statement.holder and one.document != other.document:
                yield Disagreement(kind="office", ways=((one,), (other,)))


def _held(each: Account[Tenure], voices: Mapping[str, Voice]) -> tuple[str, str] | None:
    """Return the first and last day on which somebody certainly held an office, as told."""
    said, issued = each.statement, _issued(each, voices)
    day = said.date or (issued if len(issued) == 10 and not said.former else None)
    first, last = said.start or day, said.end or day
    if first is None or last is None or (said.former and not said.end):
        return None
    days = last_day(first), first_day(last)
    return days if days[0] <= days[1] else None


def _identity(each: Account[Event]) -> Hashable:
    """What makes two events the same act, but for when: kind, sides and object."""
    event = each.statement
    if event.kind in SYMMETRIC_EVENTS:
        return event.kind, frozenset((*event.actors, *event.recipients)), event.object
    return event.kind, event.actors, event.recipients, event.object


def _meets(told: Account[Event], denial: Account[Event], voices: Mapping[str, Voice]) -> bool:
    """Tell whether a denial is of what is told, and not of an earlier time."""
    if told.statement.date and denial.statement.date:
        return _dated_alike(told, denial)
    topics = {each.statement.topic for each in (told, denial)} - {None}
    if told.document == denial.document:
        return len(topics) < 2
    return bool(told.statement.object and told.statement.date and _issued_after(denial, told, voices))


def _one_act(one: Account[Event], other: Account[Event]) -> bool:
    """Tell whether two documents can only mean one act: dated alike, or neither dated and about one thing."""
    if one.statement.date or other.statement.date:
        return _dated_alike(one, other)
    return one.statement.object is not None


def _dated_alike(one: Account[Statement], other: Account[Statement], least: str = "2025") -> bool:
    """Tell whether two dates may be the same, both at least as precise as a pattern."""
    dates = one.statement.date, other.statement.date
    exact = all(date and len(date) >= len(least) for date in dates)
    return exact and compatible(dates[0] or "", dates[1] or "")


def _issued_after(one: Account[Statement], other: Account[Statement], voices: Mapping[str, Voice]) -> bool:
    """Tell whether a document was issued behind the date of what another tells."""
    issued = _issued(one, voices)
    return bool(issued and first_day(issued) > last_day(other.statement.date or "9999"))


def _issued(each: Account[Statement], voices: Mapping[str, Voice]) -> str:
    return voices.get(each.document, Voice()).issued or ""


def _others(one: Account[Statement], other: Account[Statement]) -> bool:
    """Tell whether two accounts come from different documents or speakers."""
    return one.document != other.document or one.statement.said_by != other.statement.said_by


def _holds(step: Step) -> bool:
    return step.world in ("fact", "attributed")


def _told(iris: Iterable[str], by_iri: Mapping[str, Account[Statement]]) -> Told:
    return tuple(by_iri[iri] for iri in iris)


T = TypeVar("T")


def _alike(found: Iterable[T], key: Callable[[T], K]) -> dict[K, list[T]]:
    groups: dict[K, list[T]] = defaultdict(list)
    for each in found:
        groups[key(each)].append(each)
    return groups
