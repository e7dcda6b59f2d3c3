"""What a measure is, what it returns, and ranks in which equals are equal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import networkx as nx

Values = dict[str, float | None]
SAME = 9  # decimals to which two values are one rank; floating point knows no better


class Estimates(Values):
    """Values reckoned from a sample: with 95 per cent certainty, none of them is off by more than `bound`.

    `sample` says in words what was drawn. Values that are no `Estimates` are exact.
    """

    def __init__(self, values: Mapping[str, float | None], *, sample: str, bound: float) -> None:
        super().__init__(values)
        self.sample = sample
        self.bound = bound


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """A measure with what a reader must know of it.

    `decimals` is how many a report shows, 0 for counts. `directed` measures want the projection with arrows.
    """

    id: str
    label: str
    heading: str
    unit: str
    decimals: int
    meaning: str
    misleads: str
    reference: str
    of: Callable[[nx.Graph[str]], Values]
    directed: bool = False


@dataclass(frozen=True, slots=True, order=True)
class Rank:
    """A place in an order, from 1; `tied` tells that others share it."""

    position: int
    tied: bool

    def __str__(self) -> str:
        return f"{self.position}=" if self.tied else str(self.position)


def ranks(values: Mapping[str, float | None]) -> dict[str, Rank]:
    """Return each name's rank, highest value first; equal values share the best place among them (1, 2=, 2=, 4).

    Names without a value have no rank. The order is that of the ranks, then of the alphabet.
    """
    known = {key: round(value, SAME) for key, value in values.items() if value is not None}
    ordered = sorted(known, key=lambda key: (-known[key], key))
    level = Counter(known.values())
    first = {value: position for position, value in reversed(list(enumerate((known[key] for key in ordered), 1)))}
    return {key: Rank(first[known[key]], level[known[key]] > 1) for key in ordered}
