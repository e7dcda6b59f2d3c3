"""Triangles and what is counted with them, holes between partners, and communities."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from math import nan
from random import Random
from threading import Lock
from typing import Any, cast

import numpy as np
from networkx.algorithms.community.quality import NotAPartition

from .conversion import IGraph, Node, Whole

TRIADS = ("003", "012", "102", "021D", "021U", "021C", "111D", "111U",
          "030T", "030C", "201", "120D", "120U", "120C", "210", "300")  # fmt: skip
_generator = Lock()  # igraph has one generator of random numbers for all threads


def triangles(G: IGraph, nodes: Any = None) -> Any:
    return _of(G, nodes, _triangles(G).tolist())


def clustering(G: IGraph, nodes: Any = None, weight: None = None) -> Any:
    found, near = (2 * _triangles(G)).tolist(), G.simple.degree()
    return _of(G, nodes, [t / (d * (d - 1)) if t else 0 for t, d in zip(found, near, strict=True)])


def average_clustering(G: IGraph, nodes: Any = None, weight: None = None, count_zeros: bool = True) -> float:
    found = clustering(G, nodes).values()
    kept = list(found) if count_zeros else [each for each in found if abs(each) > 0]
    return float(sum(kept) / len(kept))


def transitivity(G: IGraph) -> float:
    near = np.array(G.simple.degree(), dtype=np.int64)
    found, wedges = 2 * int(_triangles(G).sum()), int((near * (near - 1)).sum())
    return found / wedges if found else 0


def triadic_census(G: IGraph, nodelist: None = None) -> dict[str, int]:
    found = G.simple.triad_census() if len(G) > 2 else dict.fromkeys(TRIADS, 0)
    return {name: int(found[name]) for name in TRIADS}


def effective_size(G: IGraph, nodes: Iterable[Node] | None = None, weight: None = None) -> dict[Node, float]:
    """By Borgatti's formula, which holds for undirected ties that are all as strong."""
    near = G.simple.degree()
    found = [d - 2 * t / d if d else nan for d, t in zip(near, _triangles(G).tolist(), strict=True)]
    return G.chosen(nodes, found)


def modularity(
    G: IGraph, communities: Iterable[Collection[Node]], weight: str | None = "weight", resolution: float = 1
) -> float:
    parts = communities if isinstance(communities, list) else list(communities)
    if sum(map(len, parts)) != len(G) or {node for part in parts for node in part} != set(G.nodes):
        raise NotAPartition(cast(Any, G), parts)
    member = [0] * len(G)
    for n, part in enumerate(parts):
        for node in part:
            member[G.number(node)] = n
    weights = None if weight is None else G.weights(weight)
    if not len(G.ends) or (weights is not None and (weights.sum() == 0 or (weights < 0).any())):
        raise NotImplementedError("igraph has no modularity without edges or with negative weights")
    return float(G.all_edges.modularity(
        member, weights=None if weights is None else weights.tolist(), resolution=resolution, directed=G.directed
    ))  # fmt: skip


def leiden_communities(
    G: IGraph, weight: str | None = "weight", resolution: float = 1, max_level: int | None = None,
    seed: Random | None = None,
) -> list[set[Node]]:  # fmt: skip
    """Return the communities in the order of their first nodes; the same seed gives the same, however edges came."""
    if max_level is not None and max_level <= 0:
        raise ValueError("max_level argument must be a positive integer or None")
    order = np.lexsort(np.sort(G.ends, axis=1).T[::-1])
    weights = None if weight is None else G.weights(weight)[order].tolist()
    with seeded(seed or Random()):
        found = G.built(G.ends[order]).community_leiden(
            "modularity", weights=weights, resolution=resolution, n_iterations=max_level or -1
        )
    return [{G.nodes[each] for each in part} for part in sorted(sorted(part) for part in found if part)]


@contextmanager
def seeded(numbers: Random) -> Iterator[None]:
    """Let igraph draw from the numbers given, and afterwards from Python's again."""
    import random

    from igraph import set_random_number_generator

    with _generator:
        set_random_number_generator(numbers)
        try:
            yield
        finally:
            set_random_number_generator(random)


def _triangles(G: IGraph) -> Whole:
    """Return how many triangles each node is in."""
    found = np.array(G.simple.list_triangles(), dtype=np.int64).ravel()
    return np.bincount(found, minlength=len(G))


def _of(G: IGraph, nodes: Any, values: list[Any]) -> Any:
    """Return the values of the nodes asked for: of all, of some, or the one of a single node."""
    if nodes is None:
        return G.keyed(values)
    if nodes in G:
        return values[G.number(nodes)]
    return G.chosen(G.nbunch_iter(nodes), values)
