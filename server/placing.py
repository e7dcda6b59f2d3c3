"""Where names stand that are beyond the picture's best documented: between those they deal with, apart from the rest.

A name takes the middle of its neighbours, weighted by documents, as soon as one of them has a place; then names are
pushed apart while those placed before stay where they are. What nothing joins to them stands in rows beneath. No
chance and no clock is in it.
"""

from collections.abc import Mapping, Sequence

import networkx as nx
import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.spatial import cKDTree

from graph.analysis.layout import layout

from .stage import Point, beneath

GAP = 34.0
ROUNDS = 60
TURN = np.pi * (3 - np.sqrt(5))  # the golden angle: names put at one spot start off to different sides
ASIDE = 26.0
BELOW = 70.0
Spots = NDArray[np.float64]


def beyond(graph: "nx.Graph[str]", fixed: Mapping[str, Point], order: Sequence[str]) -> dict[str, Point]:
    """Return a place for every name of a graph: those of `fixed`, and around them all others; `order` has them all."""
    spots, known = np.zeros((len(order), 2)), np.array([key in fixed for key in order], dtype=bool)
    for place, key in enumerate(order):
        if key in fixed:
            spots[place] = fixed[key]
    still = known.copy()
    if known.any():
        ties = nx.to_scipy_sparse_array(graph, nodelist=order, weight="weight", dtype=np.dtype(float))
        _settle(spots, known, ties)
        spots[known] = _apart(spots[known], still[known])
    found = {key: _rounded(spots[place]) for place, key in enumerate(order) if known[place]}
    return found | _rows(graph.subgraph(key for place, key in enumerate(order) if not known[place]), found)


def _settle(spots: Spots, known: NDArray[np.bool_], ties: csr_array) -> None:
    """Give names a spot in the middle of those that have one already, as far as anything joins them."""
    while True:
        weights = ties @ known.astype(float)
        fresh = np.flatnonzero(~known & (weights > 0))
        if not len(fresh):
            return
        middle = (ties @ (spots * known[:, None]))[fresh] / weights[fresh, None]
        spots[fresh] = middle + ASIDE * np.column_stack([np.cos(fresh * TURN), np.sin(fresh * TURN)])
        known[fresh] = True


def _apart(spots: Spots, still: NDArray[np.bool_]) -> Spots:
    """Push apart what is nearer than a gap; what stands still pushes but is not pushed."""
    free = ~still
    for _ in range(ROUNDS if free.any() else 0):
        pairs = cKDTree(spots).query_pairs(GAP, output_type="ndarray")
        pairs = pairs[free[pairs].any(axis=1)]
        if not len(pairs):
            break
        pairs = pairs[np.lexsort((pairs[:, 1], pairs[:, 0]))]
        one, other = pairs.T
        way = spots[one] - spots[other]
        far = np.maximum(np.hypot(way[:, 0], way[:, 1]), 1e-6)
        push = way * ((GAP - far) / far * np.where(free[pairs].all(axis=1), 0.35, 0.7))[:, None]
        moved = np.zeros_like(spots)
        np.add.at(moved, one, push)
        np.add.at(moved, other, -push)
        spots = spots + moved * free[:, None]
    return spots


def _rows(graph: "nx.Graph[str]", found: Mapping[str, Point]) -> dict[str, Point]:
    """Put components that nothing joins to the picture in rows beneath it, as wide as it is."""
    parts = sorted((sorted(part) for part in nx.connected_components(graph)), key=lambda part: (-len(part), part))
    if not parts:
        return {}
    width = max((x for x, _ in found.values()), default=400) - min((x for x, _ in found.values()), default=-400)
    bottom = max((y for _, y in found.values()), default=0)
    places = {key: at for part in parts if len(part) > 2 for key, at in layout(graph.subgraph(part)).items()}
    return {key: _rounded(at) for key, at in beneath(parts, places, width, bottom + BELOW).items()}


def _rounded(spot: Sequence[float] | Spots) -> Point:
    return round(float(spot[0])), round(float(spot[1]))
