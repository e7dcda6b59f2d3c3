"""Frustration: how many dyads stand against two camps at the least.

The dyads to turn are the fewest that every cycle with an odd number of minuses has one of. These cycles are too many to
write down, so they are sought as they are missed: solve, look for a cycle that the answer leaves out, add it, solve
again. A bound is known at every step, and an answer too (the camps that the solution is nearest to).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

import networkx as nx
import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, OptimizeResult, linprog, milp
from scipy.sparse import coo_array, csr_array
from scipy.sparse.csgraph import dijkstra

MOST_DYADS = 3_000  # in one block of the network
WORK = 3_000_000  # dyads × cycles in all rounds, before an answer is given with its bound: one second or two
HARDER = 10  # times the work that whole numbers take
MOST_NODES = 500  # branches that the solver looks into: a number and not a time, so that every run gives the same
NEAR, SLACK = 1e-6, 1.05  # cycles that an answer meets by more than that are set aside
INFEASIBLE = 2  # scipy's word for it

Ends = tuple[str, str]
Values = NDArray[np.float64]
Cycle = tuple[int, ...]  # the places of its dyads


@dataclass(frozen=True, slots=True, kw_only=True)
class Frustration:
    """The fewest dyads whose sign would have to turn for the network to fall into two camps, and these camps.

    `against` are such dyads, `camps` the division that they leave, for each part of the network that holds together
    by itself, the first name of a part in its first camp. `only` tells that no other choice of as few dyads would do;
    None if that is not known. Where the search had to stop, at least `least` dyads are needed, else `least` is their
    number.
    """

    against: tuple[Ends, ...]
    camps: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]
    least: int
    only: bool | None

    @property
    def index(self) -> int:
        """The number of dyads against the camps."""
        return len(self.against)

    @property
    def exact(self) -> bool:
        """Whether fewer would not do."""
        return self.least == self.index


def frustration(graph: nx.Graph[str]) -> Frustration | None:
    """Return how far a signed graph is from two camps: the line index of balance; None where it is too large.

    L(G) = min over two camps of the friends across them and the enemies within. Each block of the network (what no
    single name holds together) is solved by itself. Misleads where few dyads are signed: a network without cycles is
    never frustrated.

    References
    ----------
    F. Harary, "On the measurement of structural balance", Behavioral Science 4(4), 1959. S. Aref, A. J. Mason and M. C.
    Wilson, "A modeling and computational study of the frustration index in signed networks", Networks 75(1), 2020. M.
    Grötschel and W. R. Pulleyblank, "Weakly bipartite graphs and the max-cut problem", Operations Research Letters
    1(1), 1981.
    """
    pieces = [list(piece) for piece in nx.biconnected_component_edges(graph)]
    if any(len(piece) > MOST_DYADS for piece in pieces):
        return None
    parts = (graph.edge_subgraph(piece) for piece in pieces if len(piece) > 1)
    blocks = [_Block(part) for part in parts if camps_of(part) is None]
    solved = [_solved(block) for block in sorted(blocks, key=lambda block: block.ends)]
    against = tuple(sorted(ends for answer in solved for ends in answer.against))
    kept = nx.restricted_view(graph, [], against)
    whole = sorted(map(sorted, nx.connected_components(graph)), key=lambda part: (-len(part), part))
    known = [answer.only for answer in solved]
    return Frustration(
        against=against,
        camps=tuple(both for part in whole if (both := camps_of(kept.subgraph(part)))),
        least=sum(answer.least for answer in solved),
        only=None if None in known else all(known),
    )


def camps_of(graph: nx.Graph[str]) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    """Return the two camps of a connected signed graph, that of the first name first; None if it has no such camps."""
    side = _sides(graph, min(graph))
    if any(side[a] * side[b] != graph[a][b]["sign"] for a, b in graph.edges):
        return None
    one, other = (tuple(sorted(key for key in side if side[key] == way)) for way in (1, -1))
    return one, other


def _sides(tree: nx.Graph[str], first: str) -> dict[str, int]:
    """Follow the signs from a name to all others."""
    side = {first: 1}
    for a, b in nx.bfs_edges(tree, first):
        side[b] = side[a] * int(tree[a][b]["sign"])
    return side


class _Block:
    """A block in numbers: names and dyads in order, and the signs of the dyads."""

    def __init__(self, graph: nx.Graph[str]) -> None:
        self.names = sorted(graph)
        self.ends: list[Ends] = sorted((min(ends), max(ends)) for ends in graph.edges)
        self.graph: nx.Graph[str] = nx.Graph()  # in order: a part of another graph goes by the hashes of its names
        self.graph.add_edges_from((a, b, dict(graph[a][b])) for a, b in self.ends)
        number = {key: n for n, key in enumerate(self.names)}
        self.pairs = [(number[a], number[b]) for a, b in self.ends]
        self.signs = [int(graph[a][b]["sign"]) for a, b in self.ends]
        self.place = {pair: n for n, pair in enumerate(self.pairs)}

    def missed(self, values: Values) -> list[Cycle]:
        """Return odd cycles whose values come to less than one: at most one through each name, each once.

        A name stands twice here, once a camp; a minus leads to the other camp, and a way from a name to itself in the
        other camp is such a cycle. The shortest is found first.
        """
        size = len(self.names)
        first = [a + camp * size for camp in (0, 1) for a, _ in self.pairs]
        across = [(b, int(way < 0)) for (_, b), way in zip(self.pairs, self.signs, strict=True)]
        second = [b + (camp ^ turn) * size for camp in (0, 1) for b, turn in across]
        weights = np.tile(np.maximum(values, 0) + NEAR / size, 2)
        twice = coo_array((weights, (first, second)), shape=(2 * size, 2 * size)).tocsr()
        far, before = dijkstra(twice, directed=False, indices=range(size), return_predecessors=True, limit=1 - NEAR)
        odd = [n for n in range(size) if far[n, n + size] < 1 - NEAR]
        return sorted({self._way(before[n], n, n + size) for n in odd})

    def _way(self, before: NDArray[np.int32], start: int, end: int) -> Cycle:
        found, size = set(), len(self.names)
        while end != start:
            step = int(before[end])
            a, b = sorted((step % size, end % size))
            found.add(self.place[a, b])
            end = step
        return tuple(sorted(found))

    def nearest(self, values: Values) -> list[int]:
        """Return the dyads against the camps that values point to: along the smallest, then name by name to better."""
        weighed = self.graph.copy()
        for (a, b), value in zip(self.ends, values, strict=True):
            weighed[a][b]["value"] = round(float(value), 6)
        side = _sides(nx.minimum_spanning_tree(weighed, weight="value"), self.names[0])
        turned = True
        while turned:
            turned = False
            for key in self.names:
                if sum(side[key] * side[other] * data["sign"] for other, data in self.graph[key].items()) < 0:
                    side[key], turned = -side[key], True
        ways = enumerate(zip(self.ends, self.signs, strict=True))
        return [n for n, ((a, b), way) in ways if side[a] * side[b] != way]


@dataclass(frozen=True, slots=True)
class _Answer:
    against: tuple[Ends, ...]
    least: int
    only: bool | None


def _solved(block: _Block) -> _Answer:
    """Bring an answer and its bound together: first in fractions, then in whole numbers."""
    size, work = len(block.ends), WORK
    best, least, cycles = block.nearest(np.zeros(size)), 1, block.missed(np.zeros(size))
    for solve, effort in ((_parts, 1), (_whole, HARDER)):
        while least < len(best) and (work := work - effort * size * len(cycles)) > 0:
            found = solve(size, cycles)
            if found.x is None:
                break
            least = max(least, min(len(best), ceil((found.fun if solve is _parts else found.mip_dual_bound) - NEAR)))
            best = min(best, block.nearest(found.x), key=len)
            missed = block.missed(found.x)
            if not missed:
                break
            cycles = [each for each in cycles if solve is _whole or found.x[list(each)].sum() < SLACK] + missed
    only = _only(block, best, cycles) if least == len(best) else None
    return _Answer(tuple(block.ends[n] for n in best), least, only)


def _only(block: _Block, best: Sequence[int], cycles: Sequence[Cycle]) -> bool | None:
    """Tell whether no other choice of as few dyads meets every odd cycle; None if that takes too long to find out."""
    held, size, work = list(cycles), len(block.ends), WORK
    while (work := work - HARDER * size * len(held)) > 0:
        found = _whole(size, held, other=best)
        if found.x is None:
            return True if found.status == INFEASIBLE else None
        missed = block.missed(found.x)
        if not missed:
            return False
        held += missed
    return None


def _rows(size: int, cycles: Sequence[Cycle]) -> csr_array:
    where = [(n, at) for n, cycle in enumerate(cycles) for at in cycle]
    return coo_array((np.ones(len(where)), tuple(zip(*where, strict=True))), shape=(len(cycles), size)).tocsr()


def _parts(size: int, cycles: Sequence[Cycle]) -> OptimizeResult:
    return linprog(np.ones(size), A_ub=-_rows(size, cycles), b_ub=-np.ones(len(cycles)), bounds=(0, 1), method="highs")


def _whole(size: int, cycles: Sequence[Cycle], other: Sequence[int] | None = None) -> OptimizeResult:
    conditions = [LinearConstraint(_rows(size, cycles), lb=1)]
    if other is not None:
        conditions.append(LinearConstraint(_rows(size, [tuple(other)]), ub=len(other) - 1))
        conditions.append(LinearConstraint(np.ones((1, size)), ub=len(other)))
    options = {"node_limit": MOST_NODES, "mip_rel_gap": 0}
    return milp(
        np.ones(size), constraints=conditions, bounds=Bounds(0, 1), integrality=np.ones(size), options=options
    )
