#!/usr/bin/env python3
"""How long the intervals of ranks and the leaving out of documents take, and how much longer a loop of networkx.

usage: python tests/benchmark/intervals.py [--names N] [--documents D] [--processes P] [--plain R]

The network is made: D documents (1,000), each on two to five of N names (1,000), those at the head of the list more
often, with a fixed seed. The loop of networkx runs over R resamples (3) of a network of a fifth of the size, beside the
same resamples on arrays, in this process, one after the other; both must give the same values.
"""

import argparse
import sys
import time
from collections.abc import Callable
from itertools import combinations
from pathlib import Path

import networkx as nx
import numpy as np

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from graph.analysis.arrays import Arrays, Floats, arrays  # noqa: E402
from graph.analysis.centrality import MEASURES  # noqa: E402
from graph.analysis.intervals import intervals, resamples  # noqa: E402
from graph.analysis.robustness import holds  # noqa: E402
from graph.analysis.samples import measured  # noqa: E402


def main(names: int, documents: int, processes: int, plain: int) -> int:
    """Print seconds, and the ratio to networkx; fail if the values differ."""
    net = arrays(made(names, documents))
    print(f"{len(net.names)} names, {len(net.one)} dyads, {len(net.documents)} documents, {processes} process(es)")
    spent = timed(lambda: intervals(net, MEASURES, processes=processes))
    print(f"intervals of {len(MEASURES)} measures   {spent:7.1f} s")
    print(f"each document left out     {timed(lambda: holds(net, MEASURES, processes=processes)):7.1f} s")
    small = arrays(made(max(names // 5, 10), max(documents // 5, 10)))
    samples = resamples(len(small.documents), plain)
    found: list[dict[str, Floats]] = []
    swift = timed(lambda: found.append(measured(small, samples, MEASURES)))
    slow = timed(lambda: found.append(looped(small, samples)))
    same = all(np.allclose(found[0][id], found[1][id], rtol=0, atol=2e-9, equal_nan=True) for id in found[0])
    print(f"{len(small.names)} names, {len(small.one)} dyads, {plain} resamples: {swift:.3f} s on arrays")
    print(f"                           {slow:7.3f} s with networkx, ratio {slow / swift:.1f}, " + _verdict(same))
    return int(not same)


def made(names: int, documents: int, seed: int = 1) -> "nx.Graph[str]":
    """Return the projection of documents on names of unequal fame."""
    chance = np.random.RandomState(seed)
    fame = 1 / np.arange(1, names + 1) ** 0.6
    held: dict[tuple[str, str], list[str]] = {}
    for document in range(documents):
        group = chance.choice(names, size=chance.randint(2, 6), replace=False, p=fame / fame.sum())
        for a, b in combinations(sorted(group.tolist()), 2):
            held.setdefault((f"n{a:06}", f"n{b:06}"), []).append(f"d{document:06}")
    graph: nx.Graph[str] = nx.Graph()
    for (a, b), group in sorted(held.items()):
        graph.add_edge(a, b, documents=tuple(group), weight=len(group))
    return graph


def looped(net: Arrays, samples: np.ndarray) -> dict[str, Floats]:
    """Return the same values by networkx."""
    graphs = [net.graph(sample) for sample in samples]
    values = {each.id: [each.of(graph) for graph in graphs] for each in MEASURES}
    return {id: np.array([[_number(row.get(key)) for key in net.names] for row in rows]) for id, rows in values.items()}


def timed(work: Callable[[], object]) -> float:
    """Return how many seconds some work takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _number(value: float | None) -> float:
    return np.nan if value is None else value


def _verdict(same: bool) -> str:
    return "the same values" if same else "DIFFERENT VALUES"


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--names", type=int, default=1_000)
    parser.add_argument("--documents", type=int, default=1_000)
    parser.add_argument("--processes", type=int, default=1)
    parser.add_argument("--plain", type=int, default=3)
    sys.exit(main(**vars(parser.parse_args())))
