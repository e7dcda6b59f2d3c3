"""What a report holds: who stands where, how sure that is, and the sentences each number rests on.

Everything here is a value, so that sections can tell of it and render.py can write it as HTML, Markdown, CSV or JSON;
nothing depends on a clock.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

import networkx as nx

from graph.analysis.blocs import Members
from graph.analysis.choice import Projection
from graph.analysis.communities import WEAK
from graph.analysis.intervals import Interval, Intervals
from graph.analysis.measure import Measure, Rank
from graph.analysis.projection import DEFAULT, Dyad
from graph.analysis.robustness import Hold
from graph.analysis.ties import Name, Tie

from .archive import Archive, Source
from .telling import Record

TYPES = {
    "partyTo": "shared agreement", "takesPartIn": "shared initiative", "memberOf": "membership", "stakeIn": "stake",
    "partnerOf": "partnership", "rivalOf": "rivalry", "basedIn": "seat", "Tenure": "office", "trade": "figure of trade",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A name with what all its ranks rest on: the documents and sentences of its own dyads."""

    key: str
    label: str
    type: str
    group: str
    documents: tuple[str, ...]
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A name's place in one ranking; `hold` and `interval` are None where they would have taken too long.

    `interval` is None too where there is but one document.
    """

    name: Standing
    rank: Rank
    value: float
    hold: Hold | None
    interval: Interval | None = None

    @property
    def sole(self) -> bool:
        """Whether the place rests on one document."""
        return len(self.name.documents) == 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranking:
    """One measure of a scope: the places in order, and the names that have no value.

    `intervals` tells how firm the order is, None where that was not computed. `sample` and `bound` are None where the
    values are exact, else what they are reckoned from, and how far any of them may be off.
    """

    measure: Measure
    places: tuple[Place, ...]
    without: tuple[Standing, ...]
    intervals: Intervals | None = None
    sample: str | None = None
    bound: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A dyad of a scope with the names of its two sides and the sentences behind it."""

    one: Standing
    other: Standing
    dyad: Dyad
    sentences: tuple[str, ...]

    @property
    def label(self) -> str:
        """Both names, in the order of their labels."""
        return " and ".join(sorted((self.one.label, self.other.label)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A community, with the letter that figures call it by."""

    letter: str
    members: tuple[Standing, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """All that is measured of one projection. `ties` are what it counts, `graph` is what it makes of them.

    The groups are the best that so many `runs` of a `method` found.
    """

    id: str
    title: str
    ties: tuple[Tie, ...]
    graph: nx.Graph[str]
    names: tuple[Standing, ...]
    pairs: tuple[Pair, ...]
    rankings: tuple[Ranking, ...]
    groups: tuple[Group, ...]
    modularity: float | None
    method: str
    runs: int
    components: int
    documents: tuple[str, ...]

    @property
    def weak(self) -> bool:
        """Whether its division into groups is too weak to say much."""
        return self.modularity is None or round(self.modularity, 2) < WEAK

    def ranking(self, measure: str) -> Ranking:
        """Return the ranking of a measure, by id."""
        return next(each for each in self.rankings if each.measure.id == measure)


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """What the documents tell but the numbers do not count, in one world ("planned")."""

    world: str
    statements: int
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A report of one generation: what was measured, and what it was measured from.

    `ties` are all of them, also those that no number counts; `homes` tells by key which state a name stands for,
    `folded` the same by label; `members` which states belong to each organisation. `record` holds all statements, where
    a generation was read; `as_of` is the day for which agreements are told.
    """

    generation: str
    software: tuple[str, ...]
    archive: Archive
    names: Mapping[str, Name]
    ties: tuple[Tie, ...]
    homes: Mapping[str, str]
    members: Members
    scopes: tuple[Scope, ...]
    left_out: tuple[LeftOut, ...]
    folded: tuple[tuple[str, str], ...]
    projection: Projection = DEFAULT
    record: Record | None = None
    as_of: str | None = None

    def scope(self, id: str) -> Scope:
        """Return a scope by id ("states", "actors")."""
        return next(each for each in self.scopes if each.id == id)

    def source(self, identifier: str) -> Source:
        """Return a document by its identifier."""
        return next(each for each in self.archive.sources if each.identifier == identifier)


def tally(pair: Pair) -> str:
    """Say in words what kinds of statements tie a pair: "consult 3, agree 1", most frequent first."""
    counts = Counter(pair.dyad.types)
    ordered = sorted(counts.items(), key=lambda each: (-each[1], each[0]))
    return ", ".join(f"{TYPES.get(kind, kind.lower())} {count}" for kind, count in ordered)
