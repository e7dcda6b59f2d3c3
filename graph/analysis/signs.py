"""How firm signs are: what becomes of them, of triangles and of frustration when other documents might have been read.

The documents are drawn anew as for the intervals of ranks (intervals.py, the same draws); a dyad none of whose
documents with an intensity is drawn has no sign then.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

import networkx as nx
import numpy as np

from .arrays import Ints
from .balance import Triad
from .frustration import frustration
from .intervals import CUT, FEWEST, resamples
from .projection import PLAIN, dyads
from .ties import Tie

AMOUNT, FEW = 1_000, 200  # resamples of triangles, and of frustration
BUDGET = 20_000  # signed dyads × resamples of frustration: a second or so
CELLS = 10_000_000  # dyads × documents beyond which nothing is resampled

Ends = tuple[str, str]


@dataclass(frozen=True, slots=True, eq=False)
class Signs:
    """The signs of dyads (columns, by their ends) in each resample (rows): 1, −1, or 0 for neither or untold."""

    ends: tuple[Ends, ...]
    drawn: Ints

    def verdicts(self, triad: Triad) -> tuple[int, int]:
        """Return in how many resamples a triangle is balanced, and in how many not; the rest lack one of its signs."""
        a, b, c = triad.names
        columns = [self.ends.index(ends) for ends in ((a, b), (a, c), (b, c))]
        product = np.prod(self.drawn[:, columns], axis=1)
        return int(np.sum(product > 0)), int(np.sum(product < 0))

    def frustration(self) -> tuple[float, float] | None:
        """Return the middle 95 of 100 shares of signed dyads that are against two camps; None if that takes too long.

        Resamples without any sign count as not frustrated.
        """
        rows = self.drawn[:FEW]
        if rows.size > BUDGET:
            return None
        kinds, which = np.unique(rows, axis=0, return_inverse=True)
        shares = [self._share(row.tolist()) for row in kinds]
        known = [share for share in shares if share is not None]
        if len(known) < len(shares):
            return None
        values = np.sort(np.asarray(known)[which.reshape(-1)])
        return float(values[len(values) // CUT]), float(values[-1 - len(values) // CUT])

    def _share(self, signs: list[int]) -> float | None:
        graph: nx.Graph[str] = nx.Graph()
        graph.add_edges_from((*ends, {"sign": way}) for ends, way in zip(self.ends, signs, strict=True) if way)
        found = frustration(graph)
        return None if found is None else found.index / max(1, graph.number_of_edges())


def signs(ties: Iterable[Tie]) -> Signs | None:
    """Return the signs that the dyads of a projection's ties take when the documents are drawn anew.

    None where there are too few documents for that (`FEWEST`), or too many.
    """
    by_document: dict[str, list[Tie]] = defaultdict(list)
    for tie in ties:
        by_document[tie.document].append(tie)
    pairs = {tie.pair for group in by_document.values() for tie in group if tie.intensity is not None}
    if len(by_document) < FEWEST or len(pairs) * len(by_document) > CELLS:
        return None
    found = {
        (dyad.a, dyad.b, document): dyad.intensity
        for document, group in by_document.items()
        for dyad in dyads(group)
        if dyad.intensity is not None
    }
    ends = sorted(pairs)
    row, column = ({each: n for n, each in enumerate(sorted(every))} for every in (ends, by_document))
    told, mean = np.zeros((len(ends), len(column))), np.zeros((len(ends), len(column)))
    for (a, b, document), intensity in found.items():
        told[row[a, b], column[document]] = 1
        mean[row[a, b], column[document]] = intensity
    times = resamples(len(column), AMOUNT)
    weight = times @ told.T
    level = np.divide(times @ mean.T, weight, out=np.zeros_like(weight), where=weight > 0)
    return Signs(tuple(ends), np.where(np.abs(level) <= PLAIN, 0, np.sign(level)).astype(np.int64))
