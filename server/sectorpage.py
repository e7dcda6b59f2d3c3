"""One sector: who deals with whom in it, what happens in it over time, and what is about it.

Every number leads to the sentences of a selection (`/sentences?sector=energy`), and counts just those.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

import numpy as np

from graph.analysis.ties import Tie
from graph.statement import EVENT_TYPES

from .bonds import TYPES, Proof
from .catalogue import Entry, Name
from .editions import Edition
from .entities import rows
from .network import Pair, balance, statements, the_network
from .profiles import ACTORS, WORLDS, Part
from .scheme import Place, places
from .selection import dyad_page, of_sector
from .statements import Card
from .tallies import Numbers, read_numbers, sentences, the_tallies
from .timeline import Timeline, timeline

MOST_DYADS = 40
MOST_ROWS = 40
NEWEST = 6
MOST_YEARS = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """A sector in the list: `depth` is how many are above it, `about` counts what is said to be about it."""

    place: Place
    depth: int
    statements: int
    about: int
    proof: Proof


@dataclass(frozen=True, slots=True, kw_only=True)
class Dealing:
    """Two names that events in a sector tie; `page` is that of the two."""

    one: Name
    other: Name
    events: int
    balance: float | None
    page: str
    proof: Proof


@dataclass(frozen=True, slots=True, kw_only=True)
class Kinds:
    """Events by type: in all, and in each of the last years that are stated; a cell is None where there are none."""

    years: tuple[str, ...]
    rows: tuple[tuple[str, Proof, tuple[Proof | None, ...]], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What is said in and about a sector; lists are cut, and the counts beside them are of all."""

    statements: int
    proof: Proof
    dealings: tuple[Dealing, ...]
    dealing_count: int
    timeline: Timeline | None
    kinds: Kinds
    bonds: Part
    others: Part
    figures: Part
    newest: tuple[Card, ...]
    documents: tuple[tuple[Entry, int], ...]


def summaries(edition: Edition) -> tuple[Summary, ...]:
    """Return all sectors as the scheme orders them, each under its broader one."""
    return edition.keep("sector summaries", lambda: tuple(_summaries(edition, places(edition), None, 0)))


def about(edition: Edition, name: Name) -> About:
    """Return what is said in and about a sector."""
    tallies, every = the_tallies(edition), of_sector(edition, name)
    events = tallies.find([("sector", str(name.iri))], [("type", "Event")])
    dealings = _dealings(edition, name)
    said = tallies.find([("target", str(name.iri))])
    cards = read_numbers(edition, said[:MOST_ROWS].tolist())
    figures = tallies.find([("sector", str(name.iri))], [("type", "Observation")])
    return About(
        statements=len(every),
        proof=_proof(edition, name, every),
        dealings=dealings[:MOST_DYADS],
        dealing_count=len(dealings),
        timeline=timeline(edition, events),
        kinds=_kinds(edition, name),
        bonds=_part(name, [card for card in cards if _is_bond(card)], len(said)),
        others=_part(name, [card for card in cards if not _is_bond(card)], 0),
        figures=_part(name, read_numbers(edition, figures[:MOST_ROWS].tolist()), len(figures), "observation"),
        newest=tuple(read_numbers(edition, every[:NEWEST].tolist())),
        documents=_documents(edition, every),
    )


def _summaries(edition: Edition, found: Mapping[str, Place], above: Name | None, depth: int) -> Iterable[Summary]:
    tallies = the_tallies(edition)
    for place in found.values():
        if place.broader == above:
            every, said = of_sector(edition, place.name), tallies.find([("target", str(place.name.iri))])
            proof = _proof(edition, place.name, every)
            yield Summary(place=place, depth=depth, statements=len(every), about=len(said), proof=proof)
            yield from _summaries(edition, found, place.name, depth + 1)


def _proof(edition: Edition, name: Name, numbers: Numbers, **asked: str) -> Proof:
    return Proof(
        url="/sentences?" + urlencode({"sector": name.key.removeprefix("sector/"), **asked}, safe="/"),
        sentences=sentences(edition, numbers.tolist()),
        sources=len(the_tallies(edition).by_document(numbers)),
    )


def _dealings(edition: Edition, name: Name) -> tuple[Dealing, ...]:
    by_sector = edition.keep("ties by sector", lambda: _read_ties(edition))
    made = (_dealing(edition, name, pair, ties) for pair, ties in by_sector.get(name.key, {}).items())
    found = (each for each in made if each.events)
    return tuple(sorted(found, key=lambda each: (-each.events, each.one.label, each.other.label, each.page)))


def _read_ties(edition: Edition) -> dict[str, dict[Pair, tuple[Tie, ...]]]:
    """Return the events that tie actors, by sector and pair."""
    network = the_network(edition)
    found: dict[str, dict[Pair, list[Tie]]] = defaultdict(lambda: defaultdict(list))
    for pair, ties in network.ties.items():
        if all(network.names[key].type in ACTORS for key in pair):
            for tie in ties:
                for sector in tie.sectors if tie.kind == "event" else ():
                    found[sector.replace(":", "/")][pair].append(tie)
    return {sector: {pair: tuple(ties) for pair, ties in pairs.items()} for sector, pairs in found.items()}


def _dealing(edition: Edition, name: Name, pair: Pair, ties: Sequence[Tie]) -> Dealing:
    network = the_network(edition)
    one, other = (network.names[key] for key in pair)
    counted = [tie for tie in ties if tie.world in WORLDS]
    asked = {"of": one.key, "with": other.key, "sector": name.key.removeprefix("sector/"), "family": "event"}
    return Dealing(
        one=one,
        other=other,
        events=statements(counted),
        balance=balance(ties),
        page=dyad_page(one, other),
        proof=Proof(
            url="/sentences?" + urlencode(asked, safe="/"),
            sentences=network.sentences(ties),
            sources=len({tie.document for tie in ties}),
        ),
    )


def _kinds(edition: Edition, name: Name) -> Kinds:
    tallies = the_tallies(edition)
    told = {kind: tallies.find([("sector", str(name.iri))], [("type", kind)]) for kind in EVENT_TYPES}
    stated = np.unique(np.concatenate([tallies.years[numbers] for numbers in told.values()]))
    years = [f"{year:04}" for year in stated[stated >= 0].tolist()[-MOST_YEARS:]]

    def cell(kind: str, year: str) -> Proof | None:
        numbers = tallies.dated(told[kind], year)
        return _proof(edition, name, numbers, kind=kind, when=year) if len(numbers) else None

    kinds = sorted((kind for kind in EVENT_TYPES if len(told[kind])), key=lambda kind: -len(told[kind]))
    found = (
        (kind, _proof(edition, name, told[kind], kind=kind), tuple(cell(kind, year) for year in years))
        for kind in kinds
    )
    return Kinds(years=tuple(years), rows=tuple(found))


def _part(name: Name, cards: Collection[Card], total: int, family: str = "relation") -> Part:
    asked = urlencode({"sector": name.key.removeprefix("sector/"), "family": family})
    return Part(rows=rows(cards), total=max(total, len(cards)), url=f"/sentences?{asked}")


def _is_bond(card: Card) -> bool:
    return any(name.type in TYPES for name in card.in_role("subject"))


def _documents(edition: Edition, numbers: Numbers) -> tuple[tuple[Entry, int], ...]:
    made = the_tallies(edition).by_document(numbers).items()
    entries = sorted(((edition.catalogue.document(iri), n) for iri, n in made), key=lambda each: each[0].title)
    return tuple(sorted(entries, key=lambda each: each[0].issued or "", reverse=True))
