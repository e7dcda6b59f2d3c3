"""Betweenness and closeness, exactly, by one pass over all shortest paths with matrices.

Brandes' algorithm with a block of sources at a time: the numbers of shortest paths from each source spread level by
level through the matrix of ties, and what depends on each node is gathered on the way back. Where nodes have many ties
and are few steps apart, it takes half as long as igraph; it needs nothing but scipy.

References
----------
U. Brandes, "A faster algorithm for betweenness centrality", Journal of Mathematical Sociology 25(2), 2001.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from .conversion import Floats, Whole

if TYPE_CHECKING:
    from scipy.sparse import csr_array

BLOCK = 25_000  # numbers in one array: several of them stay in a processor's cache


def exactly(matrix: csr_array) -> tuple[Floats, Floats]:
    """Return betweenness and closeness by the matrix of a graph: symmetric, 1 for each tie, no loops."""
    from scipy.sparse.csgraph import connected_components

    size: int = matrix.shape[0]
    parts = connected_components(matrix, directed=False)[1]
    reach = np.bincount(parts)[parts]
    through, far = np.zeros(size), np.empty(size)
    width = max(BLOCK // max(size, 1), 16)
    for start in range(0, size, width):
        sources = np.arange(start, min(start + width, size))
        levels, far[sources] = _spread(matrix, sources, size - reach[sources])
        through += _gathered(matrix, levels)
    pairs = (size - 1) * (size - 2)  # each pair is met from both its ends
    near = np.divide((reach - 1.0) ** 2, far * (size - 1), out=np.zeros(size), where=far > 0)
    return through / max(pairs, 1), near


def _spread(matrix: csr_array, sources: Whole, apart: Whole) -> tuple[list[tuple[Floats, Floats]], Floats]:
    """Return for each level the numbers of paths and who is met (1, else 0), and the summed distances of each source.

    `apart` counts the names that a source cannot reach. A distance is the number of levels at which a name is unseen.
    All is arithmetic on whole arrays of floats, since masks are several times slower.
    """
    paths = np.zeros((matrix.shape[0], len(sources)))
    paths[sources, np.arange(len(sources))] = 1
    unseen = 1 - paths
    each = np.ones(matrix.shape[0])
    far = np.zeros(len(sources))
    levels = [(paths, paths)]
    while (left := each @ unseen - apart).any():
        far += left
        paths = matrix @ paths
        paths *= unseen
        met = np.minimum(paths, 1)  # a number of paths is 0 or at least 1
        unseen -= met
        levels.append((paths, met))
    return levels, far


def _gathered(matrix: csr_array, levels: list[tuple[Floats, Floats]]) -> Floats:
    """Return the share of the paths from these sources to all others that runs through each name."""
    each = np.ones(levels[0][0].shape[1])
    through = np.zeros(matrix.shape[0])
    depending = np.zeros(levels[0][0].shape)
    for level in range(len(levels) - 1, 1, -1):
        paths, met = levels[level]
        depending += met
        depending /= np.maximum(paths, 1)
        depending = matrix @ depending
        depending *= levels[level - 1][0]
        through += depending @ each
    return through
