"""Shortest paths between pairs drawn at random, many pairs at a time.

Both ends of a pair search towards each other, whole steps at a time and always the side with fewer ties to look at,
until they meet: so only a small part of a large graph is seen. One of the shortest paths is then drawn, all being
equally likely.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
from scipy.sparse.csgraph import connected_components

if TYPE_CHECKING:
    from scipy.sparse import csr_array

Whole = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
CELLS = 12_000_000  # pairs × names that are held at once


class Walks:
    """Random shortest paths of an undirected graph without loops; the same seed draws the same."""

    def __init__(self, ties: csr_array, *, seed: int) -> None:
        self.many = ties.shape[0]
        self.starts = ties.indptr.astype(np.int64)
        self.others = ties.indices.astype(np.int64)
        self.near = np.diff(self.starts)
        self.part = connected_components(ties, directed=False)[1]
        self.chance = np.random.default_rng(seed)

    def count(self, paths: int) -> Whole:
        """Return for each name how many of so many paths run through it; pairs without a path count as drawn."""
        passed = np.zeros(self.many, dtype=np.int64)
        ends = np.column_stack([self.chance.integers(0, self.many - side, paths) for side in (0, 1)])
        ends[:, 1] += ends[:, 1] >= ends[:, 0]
        ends = ends[self.part[ends[:, 0]] == self.part[ends[:, 1]]]
        size = max(1, CELLS // self.many)
        steps = np.full(2 * min(size, max(len(ends), 1)) * self.many, -1, dtype=np.int16)
        ways = np.zeros(len(steps))
        for first in range(0, len(ends), size):
            passed += _Batch(self, ends[first : first + size], steps, ways).run()
        return passed


class _Batch:
    """Pairs that are searched together.

    Side s of pair p is search 2p + s; what it knows of name v stands in cell (2p + s)·n + v: `steps` to it (−1 for
    unknown) and the number of `ways`. Both arrays are lent, and given back as they were.
    """

    def __init__(self, graph: Walks, ends: Whole, steps: npt.NDArray[np.int16], ways: Floats) -> None:
        self.graph, self.steps, self.ways = graph, steps, ways
        self.pairs = len(ends)
        self.front = np.arange(2 * self.pairs) * graph.many + ends.ravel()
        self.touched = [self.front]
        self.steps[self.front], self.ways[self.front] = 0, 1
        self.depth = np.zeros(2 * self.pairs, dtype=np.int64)
        self.ends = self.front.copy()

    def run(self) -> Whole:
        met = [self._step() for _ in iter(lambda: len(self.front), 0)]
        found = np.concatenate([self._between(cells) for cells in met])
        for cells in self.touched:
            self.steps[cells], self.ways[cells] = -1, 0
        return np.bincount(found, minlength=self.graph.many)

    def _step(self) -> Whole:
        """Take the cheaper side of each pair one step further; return the cells in which sides met, one side's each."""
        n = self.graph.many
        search = self.front // n
        cost = np.bincount(search, weights=self.graph.near[self.front % n], minlength=2 * self.pairs)
        goes = np.zeros(2 * self.pairs, dtype=bool)
        goes[0::2] = cost[0::2] <= cost[1::2]
        goes[1::2] = ~goes[0::2]
        moving, waiting = self.front[goes[search]], self.front[~goes[search]]
        cells, origin = self._neighbours(moving)
        fresh = self.steps[cells] < 0
        cells, origin = cells[fresh], origin[fresh]
        meets = self.steps[self._across(cells)] >= 0
        done = np.zeros(self.pairs, dtype=bool)
        done[cells[meets] // n // 2] = True
        kept = meets | ~done[cells // n // 2]
        cells, origin = cells[kept], origin[kept]
        np.add.at(self.ways, cells, self.ways[origin])
        self.depth[goes] += 1
        self.steps[cells] = self.depth[cells // n]
        cells = np.unique(cells)
        self.touched.append(cells)
        ended = done[cells // n // 2]
        self.front = np.concatenate((waiting[~done[waiting // n // 2]], cells[~ended]))
        met: Whole = cells[ended]
        return met

    def _between(self, cells: Whole) -> Whole:
        """Draw one shortest path for each pair that met in the cells; return the names on it, ends not counted."""
        if not len(cells):
            return cells
        n = self.graph.many
        met = self._drawn(cells, self.ways[cells] * self.ways[self._across(cells)], cells // n // 2)
        return np.concatenate((self._inner(met), self._back(met), self._back(self._across(met))))

    def _across(self, cells: Whole) -> Whole:
        """Return the cells of the same names on the other side."""
        n = self.graph.many
        found: Whole = cells + np.where(cells // n % 2, -n, n)
        return found

    def _inner(self, cells: Whole) -> Whole:
        """Return the names of cells that are no end of their pair."""
        search, name = cells // self.graph.many, cells % self.graph.many
        ends = self.ends % self.graph.many
        found: Whole = name[(name != ends[search]) & (name != ends[search ^ 1])]
        return found

    def _back(self, cells: Whole) -> Whole:
        """Walk from cells back to where their searches began; return the names in between."""
        names = []
        cells = cells[self.steps[cells] > 1]
        while len(cells):
            before, origin = self._neighbours(cells)
            right = self.steps[before] == self.steps[origin] - 1
            cells = self._drawn(before[right], self.ways[before[right]], before[right] // self.graph.many)
            names.append(cells % self.graph.many)
            cells = cells[self.steps[cells] > 1]
        return np.concatenate(names) if names else cells

    def _neighbours(self, cells: Whole) -> tuple[Whole, Whole]:
        """Return the neighbours of cells in the same search, and for each the cell it is a neighbour of."""
        name = cells % self.graph.many
        near = self.graph.near[name]
        origin = np.repeat(cells, near)
        place = np.arange(len(origin)) - np.repeat(np.cumsum(near) - near, near)
        found = self.graph.others[np.repeat(self.graph.starts[name], near) + place]
        return origin - origin % self.graph.many + found, origin

    def _drawn(self, cells: Whole, weights: Floats, group: Whole) -> Whole:
        """Draw one cell of each group, with chances as the weights."""
        order = np.argsort(group, kind="stable")
        cells, weights, group = cells[order], weights[order], group[order]
        first = np.flatnonzero(np.r_[True, group[1:] != group[:-1]])
        size = np.diff(np.r_[first, len(cells)])
        shares = weights / np.repeat(np.add.reduceat(weights, first), size)
        at = np.cumsum(shares) - shares
        aim = at[first] + self.graph.chance.random(len(first))
        chosen = np.searchsorted(at, aim, side="right") - 1
        drawn: Whole = cells[np.clip(chosen, first, first + size - 1)]
        return drawn
