"""A projection as arrays, so that it can be measured a thousand times: which documents hold which dyad.

A sample says how often each document is read. Once each gives the projection itself, one of them not at all leaves it
out, as many as chance has drawn gives a resample. The weight of a dyad in a sample is the sum over its documents; a
dyad none of whose documents is read is not there, nor is a name without a dyad. NaN stands for what has no value.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import networkx as nx
import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.sparse.csgraph import connected_components

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]
WHOLE = 256  # names whose ties fit into whole matrices


@dataclass(frozen=True, slots=True, eq=False)
class Arrays:
    """The names and documents of a projection, sorted; each dyad by the places of its two names.

    `held` has a row for each dyad and a column for each document, 1 where the document tells of the dyad. Of a directed
    projection dyads are arrows from `one` to `other`, and only measures of directed graphs can be taken of it.
    """

    names: tuple[str, ...]
    documents: tuple[str, ...]
    one: Ints
    other: Ints
    held: sparse.csr_array
    directed: bool = False

    def weights(self, samples: Ints) -> Floats:
        """Return the weight of each dyad (columns) in each sample (rows)."""
        found: Floats = np.asarray((self.held @ samples.T.astype(np.float64)).T)
        return found

    def graph(self, sample: Ints) -> nx.Graph[str]:
        """Return one sample as a graph for networkx, its names in the order of the alphabet."""
        ends = zip(self.one.tolist(), self.other.tolist(), self.weights(sample[None])[0].tolist(), strict=True)
        kept = [(self.names[a], self.names[b], weight) for a, b, weight in ends if weight]
        found: nx.Graph[str] = nx.DiGraph() if self.directed else nx.Graph()
        found.add_nodes_from(sorted({key for a, b, _ in kept for key in (a, b)}))
        found.add_weighted_edges_from(kept)
        return found

    def batch(self, samples: Ints) -> Batch:
        """Return some samples as one graph that falls apart into them."""
        weights = self.weights(samples)
        rows, dyads = np.nonzero(weights)
        ends = rows * len(self.names) + self.one[dyads], rows * len(self.names) + self.other[dyads]
        size = len(samples) * len(self.names)
        ways = (ends,) if self.directed else (ends, ends[::-1])
        heads, tails = (np.concatenate([way[side] for way in ways]) for side in (0, 1))
        data = np.tile(weights[rows, dyads], len(ways))
        return Batch(len(samples), len(self.names), sparse.csr_array((data, (heads, tails)), shape=(size, size)))


@dataclass(frozen=True, slots=True, eq=False)
class Batch:
    """Samples side by side: name i of sample s is node s · names + i of `matrix`, which holds the weights.

    The matrix is symmetric, unless the projection is directed.
    """

    samples: int
    names: int
    matrix: sparse.csr_array

    @property
    def degrees(self) -> Ints:
        """The number of dyads of each node."""
        found: Ints = np.diff(self.matrix.indptr)
        return found

    @property
    def parts(self) -> Ints:
        """The connected part of each node, by number; parts are numbered by their first node."""
        found: Ints = connected_components(self.matrix, directed=False)[1]
        return found

    def table(self, values: Floats) -> Floats:
        """Return values by node as a row for each sample; those without a dyad have none."""
        return np.where(self.degrees > 0, values, np.nan).reshape(self.samples, self.names)

    @property
    def small(self) -> bool:
        """Whether there are so few names that whole matrices are quicker than sparse ones."""
        return self.names <= WHOLE

    def whole(self) -> Floats:
        """Return the weights as a whole matrix for each sample: samples × names × names."""
        found = np.zeros((self.samples, self.names, self.names))
        rows = np.repeat(np.arange(self.matrix.shape[0]), np.diff(self.matrix.indptr))
        found[rows // self.names, rows % self.names, self.matrix.indices % self.names] = self.matrix.data
        return found

    def block(self, number: int) -> sparse.csr_array:
        """Return the weights of one sample, a row and a column for each name."""
        first = number * self.names
        pointer = self.matrix.indptr[first : first + self.names + 1]
        own = slice(pointer[0], pointer[-1])
        values = self.matrix.data[own], self.matrix.indices[own] - first, pointer - pointer[0]
        return sparse.csr_array(values, shape=(self.names, self.names))

    def sample(self, number: int) -> tuple[Ints, sparse.csr_array]:
        """Return the places of the names that one sample has, and its matrix, every dyad 1."""
        first = number * self.names
        pointer = self.matrix.indptr[first : first + self.names + 1]
        there = np.flatnonzero(np.diff(pointer))
        place = np.zeros(self.names, dtype=np.int32)
        place[there] = np.arange(len(there))
        tails = place[self.matrix.indices[pointer[0] : pointer[-1]] - first]
        starts = np.append(pointer[there], pointer[-1]) - pointer[0]
        shape = (len(there), len(there))
        return there, sparse.csr_array((np.ones(len(tails)), tails, starts), shape=shape)


def arrays(graph: nx.Graph[str]) -> Arrays:
    """Return a projection as arrays; its edges carry `documents`, and no name is tied with itself."""
    names = tuple(sorted(graph))
    place = {key: n for n, key in enumerate(names)}
    ends: Iterable[tuple[str, str, tuple[str, ...]]] = graph.edges(data="documents")
    way = (lambda pair: pair) if graph.is_directed() else sorted
    dyads = sorted((*way((place[a], place[b])), held) for a, b, held in ends)
    documents = tuple(sorted({each for _, _, held in dyads for each in held}))
    column = {each: n for n, each in enumerate(documents)}
    places = [(row, column[each]) for row, (_, _, held) in enumerate(dyads) for each in held]
    rows, columns = np.array(places, dtype=np.int64).reshape(-1, 2).T
    return Arrays(
        names=names,
        documents=documents,
        one=np.array([one for one, _, _ in dyads], dtype=np.int64),
        other=np.array([other for _, other, _ in dyads], dtype=np.int64),
        held=sparse.csr_array((np.ones(len(rows)), (rows, columns)), shape=(len(dyads), len(documents))),
        directed=graph.is_directed(),
    )


def ranked(values: Floats) -> Floats:
    """Return the rank of each value in its row, highest first, equal ones sharing the best; infinite for none."""
    falling = np.sort(-values, axis=1)  # NaN comes last
    new = np.ones(falling.shape, dtype=bool)
    new[:, 1:] = falling[:, 1:] != falling[:, :-1]
    first = np.maximum.accumulate(np.where(new, np.arange(1, values.shape[1] + 1), 0), axis=1)
    order = np.argsort(-values, axis=1, kind="stable")
    found = np.empty(values.shape)
    np.put_along_axis(found, order, first.astype(np.float64), axis=1)
    return np.where(np.isnan(values), np.inf, found)
