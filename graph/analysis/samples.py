"""The measures of centrality.py taken of many samples at once, on arrays: equal to them on each sample's graph.

`FAMILIES` lists them by the pass that yields them. A measure that is not listed is taken of each sample's networkx
graph, which is slow. Samples are taken in chunks of fixed size, so the values are the same bytes however many
processes share the chunks.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import Protocol

import numpy as np
from scipy import sparse
from scipy.sparse.linalg import ArpackNoConvergence, eigsh

from .arrays import Arrays, Batch, Floats, Ints
from .centrality import shares
from .measure import SAME, Measure
from .paths import paths

CHUNK = 50
DAMPING, NEAR = 0.85, 1e-12
SHARED = 1_000_000_000  # steps, some ten seconds, from which it pays to start processes
DENSE = 24  # names up to which LAPACK is faster than ARPACK

Family = Callable[[Batch], tuple[Floats, ...]]


def degree(batch: Batch) -> tuple[Floats, ...]:
    """Return how many others each name deals with."""
    return (batch.table(batch.degrees.astype(np.float64)),)


def strength(batch: Batch) -> tuple[Floats, ...]:
    """Return the weights of each name's dyads, summed."""
    return (batch.table(batch.matrix.sum(axis=1)),)


def pagerank(batch: Batch) -> tuple[Floats, ...]:
    """Return PageRank, iterated until no sample moves by more than 1e-12 in all."""
    there = batch.degrees > 0
    alive = there.reshape(batch.samples, batch.names).sum(axis=1)
    start = there / np.repeat(np.maximum(alive, 1), batch.names)
    share = np.divide(1.0, batch.matrix.sum(axis=1), out=np.zeros(len(there)), where=there)
    walk = sparse.csr_array(batch.matrix * share[None, :])
    now, moved = start, 1.0
    while moved > NEAR:
        last, now = now, DAMPING * (walk @ now) + (1 - DAMPING) * start
        moved = np.abs(now - last).reshape(batch.samples, batch.names).sum(axis=1).max(initial=0.0)
    return (batch.table(now),)


def eigenvector(batch: Batch) -> tuple[Floats, ...]:
    """Return the leading eigenvector of each sample's largest part."""
    found = np.full(batch.samples * batch.names, np.nan)
    for part in _largest(batch):
        found[part] = _leading(batch.matrix[part][:, part])
    return (found.reshape(batch.samples, batch.names),)


def core(batch: Batch) -> tuple[Floats, ...]:
    """Return the core number: the most others k that a name keeps while all who have fewer than k are taken out."""
    ties = sparse.csr_array(batch.matrix > 0, dtype=np.float64)
    left, found = batch.degrees.astype(np.float64), np.zeros(len(batch.degrees))
    there, level = left > 0, 1.0
    while there.any():
        out = there & (left <= level)
        if not out.any():
            level = left[there].min()
            continue
        found[out] = level
        there &= ~out
        left -= ties @ out.astype(np.float64)
    return (batch.table(found),)


def constraint(batch: Batch) -> tuple[Floats, ...]:
    """Return Burt's constraint: Σ_j (p_ij + Σ_q p_iq p_qj)² over the others j that a name i deals with."""
    found = np.zeros((batch.samples, batch.names))
    total = batch.matrix.sum(axis=1)
    share = np.divide(1.0, total, out=np.zeros(len(total)), where=total > 0).reshape(found.shape)
    if batch.small:
        ties = batch.whole()
        direct = ties * share[:, :, None]
        through = direct + (direct @ direct) * (ties > 0)
        return (batch.table((through * through).sum(axis=2).ravel()),)
    for number in range(batch.samples):
        block = batch.block(number)
        near = sparse.csr_array(block * share[number][:, None])
        reached = near + (near @ near) * (block > 0)
        found[number] = (reached * reached).sum(axis=1)
    return (batch.table(found.ravel()),)


def hits(batch: Batch) -> tuple[Floats, ...]:
    """Return hubs and authorities of each sample."""
    found = np.full((2, batch.samples, batch.names), np.nan)
    for number in range(batch.samples):
        found[:, number] = shares(batch.block(number))
    return tuple(found)


def effective_size(batch: Batch) -> tuple[Floats, ...]:
    """Return k − 2t/k for k others that a name deals with and t dyads among them."""
    near = batch.degrees.astype(np.float64)
    closed = np.zeros(len(near))
    if batch.small:
        near_by = (batch.whole() > 0).astype(np.float64)
        closed = ((near_by @ near_by) * near_by).sum(axis=2).ravel()
    for number in range(0 if batch.small else batch.samples):
        there, ties = batch.sample(number)
        if len(there):
            closed[number * batch.names + there] = ((ties @ ties) * ties).sum(axis=1)
    return (batch.table(near - np.divide(closed, near, out=np.zeros(len(near)), where=near > 0)),)


def _largest(batch: Batch) -> list[Ints]:
    """Return the nodes of each sample's largest part: of equal ones the heaviest, then the first in the alphabet."""
    parts, weight = batch.parts, batch.matrix.sum(axis=1)
    nodes = np.flatnonzero(batch.degrees)
    numbers, first, sizes = np.unique(parts[nodes], return_index=True, return_counts=True)
    weights = np.bincount(parts, weights=weight)[numbers]
    sample = nodes[first] // batch.names
    order = np.lexsort((first, -weights, -sizes, sample))
    best = order[np.unique(sample[order], return_index=True)[1]]
    by_part = np.argsort(parts[nodes], kind="stable")
    ends = np.cumsum(sizes)
    return [np.sort(nodes[by_part[ends[n] - sizes[n] : ends[n]]]) for n in best]


def _leading(matrix: sparse.csr_array) -> Floats:
    """Return the leading eigenvector of a connected part, of length 1, with no value below zero."""
    size = matrix.shape[0]
    if size > DENSE:
        try:
            start = np.linspace(1.0, 2.0, size)
            return np.asarray(np.abs(eigsh(matrix, k=1, which="LA", v0=start, tol=0)[1][:, 0]))
        except ArpackNoConvergence:  # two ends of a network may differ too little: then exactly
            pass
    return np.asarray(np.abs(np.linalg.eigh(matrix.toarray())[1][:, -1]))


FAMILIES: tuple[tuple[tuple[str, ...], Family], ...] = (
    (("degree",), degree),
    (("strength",), strength),
    (("pagerank",), pagerank),
    (("eigenvector",), eigenvector),
    (("core",), core),
    (("constraint",), constraint),
    (("effective_size",), effective_size),
    (("betweenness", "closeness"), paths),
    (("hubs", "authorities"), hits),
)


SWIFT = {id for ids, _ in FAMILIES for id in ids}
PATHS = {"betweenness", "closeness"}


class Samples(Protocol):
    """So many samples: an array, or what becomes one in pieces."""

    def __len__(self) -> int: ...

    def __getitem__(self, rows: slice, /) -> Samples: ...

    def __array__(self) -> Ints: ...


def measured(net: Arrays, samples: Samples, measures: Sequence[Measure], *, processes: int = 1) -> dict[str, Floats]:
    """Return the values of measures, by id: a row for each sample, a column for each name; equal ones are equal.

    Several `processes` are started where there is work for them. The caller must then be importable without running
    (multiprocessing's `spawn`).
    """
    chunks = [samples[start : start + CHUNK] for start in range(0, len(samples), CHUNK)] if measures else []
    jobs = [(net, chunk, tuple(measures)) for chunk in chunks]
    if processes > 1 and len(samples) * sum(steps(net, measure) for measure in measures) > SHARED:
        with ProcessPoolExecutor(min(processes, len(jobs)), mp_context=get_context("spawn")) as pool:
            found = list(pool.map(_chunk, jobs))
    else:
        found = [_chunk(job) for job in jobs]
    none = np.empty((0, len(net.names)))
    return {each.id: np.concatenate([none, *(part[each.id] for part in found)]) for each in measures}


def steps(net: Arrays, measure: Measure) -> int:
    """Return how long a measure takes of one sample, in steps of some ten nanoseconds."""
    names, dyads = len(net.names), len(net.one)
    if measure.id in PATHS:
        return names * (dyads + 100)
    return (200 if measure.id in SWIFT else 1_000) * (names + dyads)


def _chunk(job: tuple[Arrays, Samples, tuple[Measure, ...]]) -> dict[str, Floats]:
    net, measures = job[0], job[2]
    samples = np.asarray(job[1])
    wanted = {measure.id for measure in measures}
    batch = net.batch(samples)
    found = {
        id: values
        for ids, family in FAMILIES
        if not wanted.isdisjoint(ids)
        for id, values in zip(ids, family(batch), strict=True)
    }
    found |= {measure.id: _plain(net, samples, measure) for measure in measures if measure.id not in SWIFT}
    return {id: np.round(found[id], SAME) for id in wanted}


def _plain(net: Arrays, samples: Ints, measure: Measure) -> Floats:
    values = (measure.of(net.graph(sample)) for sample in samples)
    rows = [[np.nan if (value := row.get(key)) is None else value for key in net.names] for row in values]
    return np.array(rows, dtype=np.float64).reshape(len(samples), len(net.names))
