"""How much a rank hangs on single documents: each is left out in turn and everything is measured again.

Exact, not resampled: n documents give n graphs. A measure that would take more than `BUDGET` steps is not done, and the
report says so, rather than guess.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import networkx as nx
import numpy as np

from .arrays import Arrays, Floats, Ints, ranked
from .measure import Measure
from .samples import measured, steps

BUDGET = 6_000_000_000  # some minute: 1,000 documents, 1,000 names, 5,000 dyads


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold:
    """How a name fares in one measure when any one document is left out.

    `best` and `worst` are ranks, `worst` None where a document takes the name with it; `low` and `high` the values it
    takes where it stays. The rank and value with all documents lie between them. `fall` is the document whose absence
    lowers it most, with the rank `fallen` that it has then (None for none at all); None where no document lowers it.
    `joined` tells that some document's absence puts others beside it, where it stays first whichever is left out.
    """

    best: int
    worst: int | None
    low: float
    high: float
    fall: str | None
    fallen: int | None
    joined: bool = False


def documents(graph: nx.Graph[str]) -> tuple[str, ...]:
    """Return the documents that tie anybody in a graph, sorted."""
    ends: Iterable[tuple[str, str, tuple[str, ...]]] = graph.edges(data="documents")
    return tuple(sorted({each for _, _, held in ends for each in held}))


def holds(net: Arrays, measures: Sequence[Measure], *, processes: int = 1) -> dict[str, dict[str, Hold]]:
    """Return for each measure (by id) and name how it holds, but for measures that would take too long."""
    read = len(net.documents)
    chosen = [measure for measure in measures if (read + 1) * steps(net, measure) <= BUDGET]
    samples = LeftOut(read, range(-1, read))
    return {id: _holds(net, values) for id, values in measured(net, samples, chosen, processes=processes).items()}


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Samples of all documents but one each, by its number; -1 leaves out none. An array of them only once it is asked
    for: of 100,000 documents, all would take 80 GB."""

    documents: int
    each: range

    def __len__(self) -> int:
        return len(self.each)

    def __getitem__(self, rows: slice) -> LeftOut:
        return LeftOut(self.documents, self.each[rows])

    def __array__(self, dtype: object = None, copy: bool | None = None) -> Ints:
        found = np.ones((len(self.each), self.documents), dtype=np.int64)
        for row, out in enumerate(self.each):
            if out >= 0:
                found[row, out] = 0
        return found


def _holds(net: Arrays, values: Floats) -> dict[str, Hold]:
    """Return how names hold; the first row has the values with all documents, the others without one each."""
    places = ranked(values)
    named, first = enumerate(net.names), (places == 1).sum(axis=1)
    return {key: _hold(net, values[:, n], places[:, n], first) for n, key in named if np.isfinite(places[0, n])}


def _hold(net: Arrays, values: Floats, places: Floats, first: Ints) -> Hold:
    deepest = int(np.argmax(places[1:]))  # of several documents the first
    falls = places[1 + deepest] > places[0]
    return Hold(
        best=int(places.min()),
        worst=_place(places.max()),
        low=float(np.nanmin(values)),
        high=float(np.nanmax(values)),
        fall=net.documents[deepest] if falls else None,
        fallen=_place(places[1 + deepest]) if falls else None,
        joined=bool(places.max() == 1 and (first[1:] > first[0]).any()),
    )


def _place(place: float) -> int | None:
    return int(place) if np.isfinite(place) else None
