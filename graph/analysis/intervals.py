"""Intervals of values and ranks: how far they move when other documents might have been read (the bootstrap).

As many documents as there are, are drawn from them with replacement, a thousand times from a fixed seed, and
everything is measured again. A dyad weighs as often as its documents were drawn; one none of whose documents was drawn
is gone. The interval is what is left when one resample in forty is cut off at either end: the middle 950 of 1,000.

It tells how much a rank depends on which documents of this kind one happened to get. It does not tell what sources that
nobody read would say, nor whether the sentences were read rightly; and documents that copy each other make it too
narrow, since they count as independent. A resample holds some 63 of 100 documents, so that dyads told once are often
missing: counts come out lower than in the whole, and even their interval may lie below it. Ranks suffer less, since all
names lose alike.

References
----------
B. Efron and R. J. Tibshirani, "An Introduction to the Bootstrap", 1993, chapter 13.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from .arrays import Arrays, Floats, Ints, ranked
from .measure import Measure
from .samples import measured, steps

RESAMPLES = (1_000, 200)  # as many as wanted, or where that would take too long, as many as still say something
SEED = 1993
CUT = 40  # one resample in so many is cut off at either end, which leaves 95 of 100
BUDGET = 6_000_000_000  # some minute
FEWEST = 7  # documents: fewer give fewer than a thousand different resamples


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """Where the middle 95 of 100 resamples put a name in one measure.

    `low` and `high` are values, over the resamples in which the name has one; `best` and `worst` ranks over all of
    them, None for "out". `led` counts the resamples in which nobody stood higher, `alone` those in which nobody stood
    as high either, `present` those in which it had a value at all.
    """

    low: float
    high: float
    best: int | None
    worst: int | None
    led: int
    alone: int
    present: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Intervals:
    """The intervals of one measure, by name; `ahead` counts for each rank but the last (1, 2, 2=, 4 …) the resamples
    in which all who hold it stood before all who hold the next.
    """

    resamples: int
    names: Mapping[str, Interval]
    ahead: Mapping[int, int]

    def settled(self, position: int) -> bool:
        """Whether a rank stood before the next in at least 95 of 100 resamples."""
        return self.ahead.get(position, 0) >= self.resamples - 2 * (self.resamples // CUT)

    @property
    def floor(self) -> int | None:
        """The last rank that is settled against the next: below it no two neighbours are; None where none is."""
        return max((position for position in self.ahead if self.settled(position)), default=None)


def resamples(documents: int, amount: int, seed: int = SEED) -> Ints:
    """Return how often each document (columns) is drawn in each resample (rows); the first are the same for any amount.

    The older generator of numpy is frozen: it draws the same in every version.
    """
    draws = np.random.RandomState(seed).randint(documents, size=(amount, documents))
    return np.array([np.bincount(row, minlength=documents) for row in draws], dtype=np.int64)


def intervals(net: Arrays, measures: Sequence[Measure], *, processes: int = 1) -> dict[str, Intervals]:
    """Return the intervals of measures, by id; none of fewer documents than `FEWEST`, or that takes too long."""
    found: dict[str, Intervals] = {}
    if len(net.documents) < FEWEST:
        return found
    amounts = {measure.id: _affordable(net, measure) for measure in measures}
    for amount in sorted(set(amounts.values()) - {0}, reverse=True):
        chosen = [measure for measure in measures if amounts[measure.id] == amount]
        whole = measured(net, np.ones((1, len(net.documents)), dtype=np.int64), chosen)
        drawn = measured(net, resamples(len(net.documents), amount), chosen, processes=processes)
        found |= {id: _intervals(net, whole[id], drawn[id]) for id in drawn}
    return {measure.id: found[measure.id] for measure in measures if measure.id in found}


def _affordable(net: Arrays, measure: Measure) -> int:
    return next((amount for amount in RESAMPLES if amount * steps(net, measure) <= BUDGET), 0)


def _intervals(net: Arrays, whole: Floats, drawn: Floats) -> Intervals:
    now, held = ranked(whole)[0], ranked(drawn)
    first, places = held == 1, np.sort(held, axis=0)
    alone = first & (first.sum(axis=1) == 1)[:, None]
    values, present = np.sort(drawn, axis=0), (~np.isnan(drawn)).sum(axis=0)
    cut = len(drawn) // CUT
    names = {
        key: Interval(
            low=float(values[present[n] // CUT, n]),
            high=float(values[present[n] - 1 - present[n] // CUT, n]),
            best=_place(places[cut, n]),
            worst=_place(places[-1 - cut, n]),
            led=int(first[:, n].sum()),
            alone=int(alone[:, n].sum()),
            present=int(present[n]),
        )
        for n, key in enumerate(net.names)
        if np.isfinite(now[n]) and present[n]
    }
    return Intervals(resamples=len(drawn), names=names, ahead=_ahead(now, drawn))


def _place(place: float) -> int | None:
    return int(place) if np.isfinite(place) else None


def _ahead(now: Floats, drawn: Floats) -> dict[int, int]:
    levels = np.unique(now[np.isfinite(now)])
    low = np.where(np.isnan(drawn), -np.inf, drawn)
    held = [low[:, now == level] for level in levels]
    return {
        int(level): int((above.min(axis=1) > below.max(axis=1)).sum())
        for level, above, below in zip(levels, held, held[1:], strict=False)
    }
