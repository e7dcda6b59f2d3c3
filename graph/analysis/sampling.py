"""Closeness and betweenness of graphs in which all shortest paths are too many: estimates with a bound.

What is drawn is drawn from fixed seeds, so the same graph gives the same estimates. The bounds hold for all names
together, with 95 per cent certainty over the draws, and need no assumption about the graph.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import networkx as nx
import numpy as np
import numpy.typing as npt
from scipy.sparse.csgraph import connected_components
from scipy.special import betaincinv

from .engine import matrix
from .measure import Estimates
from .walks import Walks

if TYPE_CHECKING:
    from scipy.sparse import csr_array

Floats = npt.NDArray[np.float64]
Whole = npt.NDArray[np.int64]
Bits = npt.NDArray[np.uint64]

PIVOTS = 2048  # names from which distances are taken, in every part that has more
PATHS = 10_000  # shortest paths that are drawn
DOUBT = 0.05
WORD = 64  # pivots whose distances are counted at once


def closeness(graph: nx.Graph[str]) -> Estimates:
    """Estimate closeness (Wasserman and Faust) from the distances to pivots drawn from each part.

    In a part of no more than `PIVOTS` names all are pivots and the values exact. Elsewhere the mean distance of a name
    is bounded by what its distances to the pivots vary (Maurer and Pontil), and closeness with it.

    References
    ----------
    D. Eppstein and J. Wang, "Fast approximation of centrality", Journal of Graph Algorithms and Applications 8(1),
    2004. A. Maurer and M. Pontil, "Empirical Bernstein bounds and sample variance penalization", COLT 2009.
    """
    ties = matrix(graph, None)
    part = connected_components(ties, directed=False)[1]
    size = np.bincount(part)[part]
    pivots, drawn = _pivots(part)
    total, squares = _distances(ties, pivots)
    many = np.minimum(size, PIVOTS)
    mean = total / many
    spread = np.maximum(squares / many - mean**2, 0) * many / np.maximum(many - 1, 1)
    doubt = np.log(4 * len(part) / DOUBT)
    span = _spans(ties, part, drawn)[part]
    error = np.sqrt(2 * spread * doubt / many) + 7 * span * doubt / (3 * np.maximum(many - 1, 1))
    error[~drawn[part]] = 0
    least = np.maximum(2 * (size - 1) - ties.sum(axis=1), 0) / size  # each partner one step away, all others two

    def value(distance: Floats) -> Floats:
        others, far = size - 1.0, distance * size
        near: Floats = np.divide(others * others, far * (len(part) - 1), out=np.zeros(len(part)), where=far > 0)
        return near

    found = value(mean)
    bound = max(np.max(value(np.maximum(mean - error, least)) - found), np.max(found - value(mean + error)))
    return Estimates(
        dict(zip(graph, found.tolist(), strict=True)), bound=float(bound), sample=f"the distances to {PIVOTS:,} names"
    )


def betweenness(graph: nx.Graph[str]) -> Estimates:
    """Estimate betweenness from one shortest path each between pairs drawn from all: how many run through a name.

    That number is binomial, so its interval is Clopper's and Pearson's, at a certainty that holds for all names.

    References
    ----------
    M. Riondato and E. M. Kornaropoulos, "Fast approximation of betweenness centrality through sampling", Data Mining
    and Knowledge Discovery 30(2), 2016. C. J. Clopper and E. S. Pearson, "The use of confidence or fiducial limits
    illustrated in the case of the binomial", Biometrika 26(4), 1934.
    """
    ties = matrix(graph, None)
    ties.setdiag(0)
    ties.eliminate_zeros()
    passed = Walks(ties, seed=0).count(PATHS)
    scale = len(graph) / (len(graph) - 2)  # from all pairs to those of others
    seen = np.unique(passed)
    low, high = within(seen, PATHS, len(graph))
    bound = scale * max(np.max(high - seen / PATHS), np.max(seen / PATHS - low))
    found = (passed / PATHS * scale).tolist()
    return Estimates(dict(zip(graph, found, strict=True)), bound=float(bound), sample=f"{PATHS:,} shortest paths")


def within(seen: Whole, drawn: int, names: int) -> tuple[Floats, Floats]:
    """Return between what the shares of all paths lie that run through names, if so many of those drawn do."""
    tail = DOUBT / (2 * names)
    low = np.where(seen > 0, betaincinv(np.maximum(seen, 1), drawn - seen + 1, tail), 0)
    high = np.where(seen < drawn, betaincinv(seen + 1, np.maximum(drawn - seen, 1), 1 - tail), 1)
    return low, high


def _pivots(part: Whole) -> tuple[Whole, npt.NDArray[np.bool_]]:
    """Return pivots as rows of (part's pivot number, name), and which parts have them drawn rather than complete.

    Pivot n of one part is counted together with pivot n of every other: no distance leads from one part to another.
    """
    order = np.argsort(part, kind="stable")
    size = np.bincount(part)
    start = np.cumsum(size) - size
    chance = np.random.default_rng(0)
    rows = []
    for each in np.flatnonzero(size > PIVOTS):
        chosen = order[start[each] + chance.integers(0, size[each], PIVOTS)]
        rows.append(np.column_stack((np.arange(PIVOTS), chosen)))
    whole = size[part[order]] <= PIVOTS
    rows.append(np.column_stack((np.arange(len(part)) - start[part[order]], order))[whole])
    return np.concatenate(rows), size > PIVOTS


def _distances(ties: csr_array, pivots: Whole) -> tuple[Floats, Floats]:
    """Return for each name the sum of its distances to the pivots, and of their squares."""
    total, squares = np.zeros(ties.shape[0]), np.zeros(ties.shape[0])
    for first in range(0, PIVOTS, WORD):
        chosen = pivots[(pivots[:, 0] >= first) & (pivots[:, 0] < first + WORD)]
        for level, reached in enumerate(_levels(ties, chosen[:, 0] - first, chosen[:, 1])):
            count = np.bitwise_count(reached).astype(np.int64)
            total += level * count
            squares += level * level * count
    return total, squares


def _levels(ties: csr_array, bits: Whole, names: Whole) -> Iterator[Bits]:
    """Search from up to 64 pivots at once; yield for each step the pivots that names are then first reached from.

    Pivots are bits of one number a name, so one pass over the ties takes all of them a step further (Then et al., "The
    more the merrier", PVLDB 8(4), 2014).
    """
    new = np.zeros(ties.shape[0], dtype=np.uint64)
    np.bitwise_or.at(new, names, np.uint64(1) << bits.astype(np.uint64))
    seen, empty = new.copy(), np.diff(ties.indptr) == 0
    starts = np.minimum(ties.indptr[:-1], len(ties.indices) - 1)
    while new.any():
        yield new
        new = np.bitwise_or.reduceat(new[ties.indices], starts)
        new[empty] = 0
        new &= ~seen
        seen |= new


def _spans(ties: csr_array, part: Whole, drawn: npt.NDArray[np.bool_]) -> Floats:
    """Return how far two names of a part may be apart: twice as far as its best tied one; 0 where none are drawn."""
    spans, near = np.zeros(len(drawn)), np.diff(ties.indptr)
    for each in np.flatnonzero(drawn):
        middle = np.flatnonzero(part == each)[np.argmax(near[part == each])]
        steps = sum(1 for _ in _levels(ties, np.zeros(1, dtype=np.int64), np.array([middle]))) - 1
        spans[each] = 2 * steps
    return spans
