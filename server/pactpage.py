"""The page of one agreement, initiative or measure: its steps, how each party stood on a day, and what is about it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from rdflib import URIRef

from graph.analysis.dates import by
from graph.analysis.pacts import PREDICATES, Pact, Standing, Step, state_of
from ontology.terms import ID

from .bonds import Bonds, Proof, dates, grouped, in_time, seal_of, the_bonds, words_of
from .catalogue import Entry, Name
from .editions import Edition
from .entities import Row, rows
from .lifeline import Drawing, Line, Worded, drawings
from .presentation import kind_label
from .profiles import Part, documents_of
from .statements import Card, read_cards
from .tallies import Numbers, read_numbers, the_tallies

MOST = 100
MOST_STATEMENTS = 40
MOST_STOPS = 60
MOST_VOICES = 3
SIDES = {
    "buildsOn": ("Builds on", "Built on by"), "implements": ("Implements", "Implemented by"),
    "strengthens": ("Strengthens", "Strengthened by"), "replaces": ("Replaces", "Replaced by"),
    "aligned": ("Aligned with", "Aligned with"), "proposedBy": ("Proposed by", "Proposed"),
    "signedBy": ("Signed by", "Signed"), "targets": ("Targets", "Target of"),
    "favours": ("Favours", "Favoured by"), "aboutSector": ("About", "About"),
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A step as it is shown: `number` is its row, which its mark in the drawing points to."""

    number: int
    party: Name
    words: str
    step: Step
    seal: str
    said_by: Name | None
    proof: Proof


@dataclass(frozen=True, slots=True, kw_only=True)
class Stood:
    """How a party stood on a day; `unsure` are its plans and claims that may lie before."""

    party: Name
    last: Told | None
    perhaps: tuple[Told, ...]
    undated: tuple[Told, ...]
    unsure: tuple[Told, ...]
    proof: Proof


@dataclass(frozen=True, slots=True, kw_only=True)
class Life:
    """The steps of a thing with its drawing; `stops` are the dates by which one may ask, `as_of` the one asked for."""

    steps: tuple[Told, ...]
    drawn: tuple[Drawing, Drawing] | None
    parties: int
    stops: tuple[str, ...]
    as_of: str | None
    stood: tuple[Stood, ...]
    voices: tuple[tuple[Told, Card], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bound:
    """A tie of a thing to another: what it is called from here, and the other end."""

    what: str
    other: Name
    row: Row


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What is said about a thing besides the steps of its parties; counts are of statements."""

    bound: tuple[Bound, ...]
    events: Part
    others: tuple[Row, ...]
    documents: list[tuple[Entry, int]]
    statements: int


def life(edition: Edition, name: Name, as_of: str | None) -> Life:
    """Return the life-line of an agreement, initiative or measure, and how its parties stood on a day.

    Without a day that of the step told last is taken; where no step has a date, no day can be asked for.
    """
    bonds = the_bonds(edition)
    bond = bonds.by_key.get(name.key)
    pact = bond.pact if bond else Pact(key=name.key, steps=())
    told = tuple(_told(edition, bonds, name, number, step) for number, step in enumerate(pact.steps, 1))
    stops = stops_of(pact.steps)
    day = as_of or (stops[-1] if stops else None)
    at = tuple(sorted({*stops, day}, key=in_time)) if day and stops else stops
    lines = _lines(told)
    return Life(
        steps=told,
        drawn=drawings(lines, at),
        parties=len(lines),
        stops=at,
        as_of=day,
        stood=_stood(edition, bonds, name, pact, told, day) if day else (),
        voices=tuple((each, card) for each in _latest(told) for card in _first_card(edition, each)),
    )


def about(edition: Edition, name: Name) -> About:
    """Return what is said about a thing: ties, the newest events, the rest, and the documents that speak of it."""
    tallies, target = the_tallies(edition), [("target", str(name.iri))]
    every = tallies.of(name.iri)
    steps = tallies.find([("predicate", predicate) for predicate in PREDICATES.values()], target)
    events = tallies.find([("object", str(name.iri))], [("type", "Event")])
    ties = np.setdiff1d(tallies.of(name.iri, [("type", "Relation")]), steps)
    rest = np.setdiff1d(every, np.concatenate([steps, events, ties]))
    return About(
        bound=_bound(name, read_numbers(edition, ties[:MOST].tolist())),
        events=_part(edition, name, events, "event"),
        others=rows(read_numbers(edition, rest[:MOST_STATEMENTS].tolist())),
        documents=documents_of(edition, name, every),
        statements=len(every),
    )


def _part(edition: Edition, name: Name, numbers: Numbers, family: str) -> Part:
    found = rows(read_numbers(edition, numbers[:MOST_STATEMENTS].tolist()))
    return Part(rows=found, total=len(numbers), url=f"/sentences?of={name.key}&family={family}")


def stops_of(steps: Iterable[Step]) -> tuple[str, ...]:
    """Return the dates by which one may ask: those stated, or the months or years they lie in if they are too many."""
    stated = dates(steps)
    for length in (7, 4):
        if len(stated) > MOST_STOPS:
            stated = tuple(sorted({date[:length] for date in stated}, key=in_time))
    return stated


def _told(edition: Edition, bonds: Bonds, name: Name, number: int, step: Step) -> Told:
    return Told(
        number=number,
        party=edition.catalogue.name(ID[step.party]),
        words=words_of(step, name.type),
        step=step,
        seal=seal_of(step),
        said_by=edition.catalogue.name(ID[step.said_by]) if step.said_by else None,
        proof=bonds.proof(name.key, (step,), step.party),
    )


def _lines(told: Sequence[Told]) -> list[Line]:
    """Return the rows of the drawing: who is told of with a date first, in the order of the dates."""
    found: dict[Name, list[Worded]] = {}
    for each in told:
        found.setdefault(each.party, []).append((each.number, each.step, each.words))
    return list(found.items())


def _latest(told: Sequence[Told]) -> list[Told]:
    """Return the steps told of last, for the margin, the newest first."""
    dated = sorted((each for each in told if each.step.date), key=lambda each: in_time(each.step.date or ""))
    return dated[: -MOST_VOICES - 1 : -1] or list(told[:MOST_VOICES])


def _first_card(edition: Edition, told: Told) -> list[Card]:
    return read_cards(edition, "page_statement", statement=URIRef(told.step.statements[0]))


def _stood(edition: Edition, bonds: Bonds, name: Name, pact: Pact, told: Sequence[Told], day: str) -> tuple[Stood, ...]:
    numbered = {id(each.step): each for each in told}
    by_party = grouped(pact.steps)

    def shown(steps: Iterable[Step]) -> tuple[Told, ...]:
        return tuple(numbered[id(step)] for step in steps)

    def one(standing: Standing) -> Stood:
        firm = [*([standing.last] if standing.last else []), *standing.perhaps, *standing.undated]
        loose = [step for step in by_party[standing.party] if step.world != "fact" and _may_lie_before(step, day)]
        return Stood(
            party=edition.catalogue.name(ID[standing.party]),
            last=numbered[id(standing.last)] if standing.last else None,
            perhaps=shown(standing.perhaps),
            undated=shown(standing.undated),
            unsure=shown(loose),
            proof=bonds.proof(name.key, (*firm, *loose), standing.party),
        )

    stood = [one(standing) for standing in state_of(pact, day)]
    stood.sort(key=lambda each: (each.party.label, each.party.iri))
    return tuple(sorted(stood, key=lambda each: (each.last is None, not each.perhaps, not each.undated)))


def _may_lie_before(step: Step, day: str) -> bool:
    return step.date is None or by(step.date, day) is not False


def _bound(name: Name, cards: Iterable[Card]) -> tuple[Bound, ...]:
    found = []
    for row in rows(cards):
        card = row.first
        ours = name in card.in_role("subject")
        others = card.in_role("object" if ours else "subject")
        words = SIDES.get(card.facts.get("role", "")) or SIDES.get(card.kind)
        what = words[0 if ours else 1] if words else kind_label(card.kind)
        found += [Bound(what=what, other=other, row=row) for other in others]
    return tuple(sorted(found, key=lambda each: (each.what, each.other.label, each.other.iri)))
