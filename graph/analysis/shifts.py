"""What changed in time, told from what chance does: names that are told of more or less, dyads whose level shifts.

The samples are small, so the tests are exact or permuted, corrected for their number, and not made where no outcome
could tell anything.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import fmean

import networkx as nx
import numpy as np
from scipy.stats import fisher_exact, rankdata

from .centrality import Rank, ranks, strength
from .nulls import LEVEL, holm
from .projection import dyads
from .ties import Tie
from .windows import Timeline, Window

TESTED = 5  # documents on a name, in both spans together, below which nothing is tested
POINTS = 8  # documents with an intensity, over at least two windows, below which no change is looked for
PERMUTATIONS, SEED = 9_999, 1979


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """A name in one of two spans: its documents and statements, and its rank in strength, None if it has no tie."""

    documents: tuple[str, ...]
    statements: tuple[str, ...]
    rank: Rank | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """A name before and after; `p` is how often chance would part its documents as unevenly, None if not tested."""

    key: str
    before: Side
    after: Side
    p: float | None

    @property
    def beyond_chance(self) -> bool:
        """Whether its share of the documents moved further than chance moves it."""
        return self.p is not None and self.p <= LEVEL


@dataclass(frozen=True, slots=True, kw_only=True)
class Halves:
    """Two spans that hold about as many statements each: the windows up to `until`, and those from `since`.

    `documents` counts those of each span; a document that tells of both counts in both.
    """

    until: Window
    since: Window
    documents: tuple[int, int]
    shifts: tuple[Shift, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """Where the level of a dyad's intensity shifts most: between two windows, from one mean to another.

    `p` is corrected for the number of dyads that were tested.
    """

    a: str
    b: str
    until: Window
    since: Window
    low: float
    high: float
    documents: int
    p: float

    @property
    def beyond_chance(self) -> bool:
        """Whether chance would shift the level as far in fewer than one of twenty cases."""
        return self.p <= LEVEL


def halves(found: Timeline) -> Halves | None:
    """Return who was told of more, and who less, in the later half of the statements; None of a single window.

    For each name the documents that tie it and those that do not are compared in both spans by Fisher's exact test.
    Misleads where the later documents were chosen for their subject: a name then rises by being looked for.

    References
    ----------
    R. A. Fisher, "Statistical Methods for Research Workers", 5th edition, 1934, section 21.02.
    """
    if len(found.told) < 2:
        return None
    cut = _middle([len({tie.statement for tie in group}) for group in found.ties])
    before = [tie for group in found.ties[:cut] for tie in group]
    after = [tie for group in found.ties[cut:] for tie in group]
    sides, totals = (_sides(before), _sides(after)), (_documents(before), _documents(after))
    keys = sorted(sides[0].keys() | sides[1].keys())
    pairs = [(sides[0].get(key, _NOTHING), sides[1].get(key, _NOTHING)) for key in keys]
    tested = [sum(len(side.documents) for side in pair) >= TESTED for pair in pairs]
    values = iter(holm([_fisher(pair, totals) for pair, test in zip(pairs, tested, strict=True) if test]))
    shifts = [
        Shift(key=key, before=pair[0], after=pair[1], p=next(values) if test else None)
        for key, pair, test in zip(keys, pairs, tested, strict=True)
    ]
    moved = sorted(shifts, key=lambda shift: (-abs(_moved(shift, totals)), shift.key))
    return Halves(until=found.windows[cut - 1], since=found.windows[cut], documents=totals, shifts=tuple(moved))


def changes(found: Timeline) -> tuple[Change, ...]:
    """Return for each dyad with points enough the likeliest place of a change in level, and its p-value.

    A point is the mean intensity of a document in a window. Pettitt's statistic, the largest of the Mann-Whitney
    statistics over all places between windows, is compared with that of the same points in random order. Misleads
    where the level drifts, which looks like a jump, and where documents repeat each other.

    References
    ----------
    A. N. Pettitt, "A non-parametric approach to the change-point problem", Applied Statistics 28(2), 1979.
    """
    points = {pair: each for pair, each in sorted(_points(found.ties).items()) if _enough(each)}
    tested = {pair: pettitt(each) for pair, each in points.items()}
    values = holm([p for _, p in tested.values()])
    return tuple(
        Change(
            a=a, b=b, until=found.windows[cut - 1], since=_told(points[a, b], found.windows, cut),
            low=fmean(value for group in points[a, b][:cut] for value in group),
            high=fmean(value for group in points[a, b][cut:] for value in group),
            documents=sum(map(len, points[a, b])), p=p,
        )
        for ((a, b), (cut, _)), p in zip(tested.items(), values, strict=True)
    )  # fmt: skip


def pettitt(groups: Sequence[Sequence[float]]) -> tuple[int, float]:
    """Return after how many windows the level changes most, and how often chance gives as large a change.

    The order of points within a window does not matter; equal points have their mean rank.
    """
    sizes = np.cumsum([len(group) for group in groups])
    cuts = [n + 1 for n in range(len(groups) - 1) if groups[n] and 0 < sizes[n] < sizes[-1]]
    ends = np.array([sizes[cut - 1] for cut in cuts])
    ranked = rankdata([value for group in groups for value in group])
    chance = np.random.RandomState(SEED)
    orders = np.argsort(chance.random_sample((PERMUTATIONS, len(ranked))), axis=1)
    rows = np.vstack([ranked, ranked[orders]])
    levels = np.abs(2 * np.cumsum(rows, axis=1)[:, ends - 1] - ends * (len(ranked) + 1))
    most = levels.max(axis=1)
    reached = int((most[1:] >= most[0] - 1e-9).sum())
    return cuts[int(np.argmax(levels[0]))], (1 + reached) / (1 + PERMUTATIONS)


_NOTHING = Side(documents=(), statements=(), rank=None)


def _middle(amounts: Sequence[int]) -> int:
    """Return the place that parts amounts most evenly, of equal ones the first; both sides have something."""
    places = [cut for cut in range(1, len(amounts)) if any(amounts[:cut]) and any(amounts[cut:])]
    return min(places, key=lambda cut: (abs(sum(amounts[:cut]) - sum(amounts[cut:])), cut))


def _sides(ties: Sequence[Tie]) -> dict[str, Side]:
    graph: nx.Graph[str] = nx.Graph()
    graph.add_weighted_edges_from((dyad.a, dyad.b, dyad.weight) for dyad in dyads(ties))
    order = ranks(strength(graph))
    own: dict[str, list[Tie]] = defaultdict(list)
    for tie in ties:
        own[tie.a].append(tie)
        own[tie.b].append(tie)
    return {
        key: Side(
            documents=tuple(sorted({tie.document for tie in group})),
            statements=tuple(sorted({tie.statement for tie in group})),
            rank=order[key],
        )
        for key, group in own.items()
    }


def _documents(ties: Iterable[Tie]) -> int:
    return len({tie.document for tie in ties})


def _fisher(pair: tuple[Side, Side], totals: tuple[int, int]) -> float:
    table = [[len(side.documents), total - len(side.documents)] for side, total in zip(pair, totals, strict=True)]
    return float(fisher_exact(table)[1])


def _moved(shift: Shift, totals: tuple[int, int]) -> float:
    return len(shift.after.documents) / totals[1] - len(shift.before.documents) / totals[0]


def _points(ties: Sequence[Sequence[Tie]]) -> dict[tuple[str, str], list[list[float]]]:
    """Return for each dyad the mean intensity of each document in each window."""
    found: dict[tuple[str, str], list[list[float]]] = defaultdict(lambda: [[] for _ in ties])
    for n, group in enumerate(ties):
        told: dict[tuple[str, str], dict[str, dict[str, float]]] = defaultdict(lambda: defaultdict(dict))
        for tie in group:
            if tie.intensity is not None:
                told[tie.pair][tie.document][tie.statement] = tie.intensity
        for pair, documents in told.items():
            found[pair][n] = [fmean(values.values()) for _, values in sorted(documents.items())]
    return found


def _enough(groups: Sequence[Sequence[float]]) -> bool:
    return sum(map(len, groups)) >= POINTS and sum(map(bool, groups)) > 1


def _told(groups: Sequence[Sequence[float]], windows: Sequence[Window], cut: int) -> Window:
    return next(windows[n] for n in range(cut, len(windows)) if groups[n])
