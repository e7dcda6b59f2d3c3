"""Balance: whether friends of friends are friends and enemies of enemies too, by the signs of the dyads.

A dyad has the sign of its mean intensity (projection.py); one that leans neither way, or of which no act has an
intensity, is left out. Triangles tell by name where the signs agree; how far all
of them are from two camps is asked in frustration.py.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations
from math import comb

import networkx as nx
import numpy as np

from .nulls import Test, against, laid
from .projection import signed

MOST_TRIANGLES = 200_000
WAYS = 5_000  # to lay the negative signs, gone through one by one up to here
SAMPLES = 999


Ends = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Triad:
    """Three names that all deal with each other, in order, with the signs of first–second, first–third, second–third.

    Balanced: an even number of minuses (Harary 1953; Cartwright and Harary 1956). Weakly balanced: not exactly one, so
    that three enemies are three camps (Davis 1967).
    """

    names: tuple[str, str, str]
    signs: tuple[int, int, int]

    @property
    def balanced(self) -> bool:
        """Whether the three fall into two camps or one."""
        return self.signs.count(-1) % 2 == 0

    @property
    def weakly(self) -> bool:
        """Whether the three fall into any number of camps."""
        return self.signs.count(-1) != 1


def leaning(graph: nx.Graph[str]) -> nx.Graph[str]:
    """Return the dyads that lean to cooperation (edge attribute `sign` 1) or conflict (−1), and their names."""
    found: nx.Graph[str] = nx.Graph()
    whole = signed(graph)
    for a, b in sorted(map(_in_order, whole.edges)):
        if whole[a][b]["sign"]:
            found.add_edge(a, b, sign=whole[a][b]["sign"])
    return found


def triads(graph: nx.Graph[str]) -> tuple[Triad, ...] | None:
    """Return every triangle of a signed graph, by name; None if there are too many to go through."""
    if sum(comb(graph.degree(key), 2) for key in graph) > 10 * MOST_TRIANGLES:
        return None
    later = {key: {other for other in graph[key] if other > key} for key in sorted(graph)}
    found = [
        Triad(names=(a, b, c), signs=(graph[a][b]["sign"], graph[a][c]["sign"], graph[b][c]["sign"]))
        for a in later
        for b in sorted(later[a])
        for c in sorted(later[a] & later[b])
    ]
    return tuple(found) if len(found) <= MOST_TRIANGLES else None


def camps(graph: nx.Graph[str]) -> tuple[tuple[str, ...], ...] | None:
    """Return the camps of a network that is weakly balanced: friends within, enemies between; None if it is not.

    That is so if no two enemies are joined by a chain of friends: no cycle has exactly one minus.

    References
    ----------
    J. A. Davis, "Clustering and structural balance in graphs", Human Relations 20, 1967.
    """
    friends: nx.Graph[str] = nx.Graph()
    friends.add_nodes_from(sorted(graph))
    friends.add_edges_from(ends for ends in graph.edges if graph.edges[ends]["sign"] > 0)
    found = [tuple(sorted(part)) for part in nx.connected_components(friends)]
    camp = {key: part for part in found for key in part}
    apart = all(camp[a] != camp[b] for a, b in graph.edges if graph[a][b]["sign"] < 0)
    return tuple(sorted(found, key=lambda part: (-len(part), part))) if apart else None


def balanced_by_chance(graph: nx.Graph[str], found: Iterable[Triad]) -> Test:
    """Return the number of balanced triangles beside what it would be were the minuses laid on any dyads by lot.

    Who deals with whom stays, and so does the number of minuses. All ways to lay them are gone through if there are at
    most `WAYS`, else `SAMPLES` are drawn.
    """
    ends = sorted(map(_in_order, graph.edges))
    place = {each: n for n, each in enumerate(ends)}
    triangles = [[place[pair] for pair in combinations(each.names, 2)] for each in found]
    sides = np.asarray(triangles, dtype=int).reshape(-1, 3)
    own = np.asarray([[graph[a][b]["sign"] for a, b in ends]])
    minuses = int(np.sum(own < 0))
    exact = comb(len(ends), minuses) <= WAYS
    if exact:
        cases = np.ones((comb(len(ends), minuses), len(ends)), dtype=int)
        for row, places in enumerate(combinations(range(len(ends)), minuses)):
            cases[row, list(places)] = -1
    else:
        cases = laid(own[0].tolist(), SAMPLES)
    observed, drawn = (np.array([np.sum(np.prod(signs[sides], axis=1) > 0) for signs in each]) for each in (own, cases))
    return against(float(observed[0]), drawn, exact=exact)


def _in_order(ends: Ends) -> Ends:
    return (min(ends), max(ends))
