"""Betweenness and closeness of many samples, exactly, by one pass over all shortest paths of each."""

from __future__ import annotations

import numpy as np

from graph.nx_igraph.brandes import exactly

from .arrays import Batch, Floats


def paths(batch: Batch) -> tuple[Floats, Floats]:
    """Return betweenness and closeness as centrality.py defines them."""
    between = np.full((batch.samples, batch.names), np.nan)
    close = between.copy()
    for number in range(batch.samples):
        there, matrix = batch.sample(number)
        if len(there):
            between[number, there], close[number, there] = exactly(matrix)
    return between, close
