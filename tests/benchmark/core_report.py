"""How long the core report takes: every measure, components and communities of one large random network.

    python tests/benchmark/core_report.py [names] [dyads]

Prints seconds a measure, by the clock and of the processor's work (on a busy machine the first is longer), whether it
is exact or within which bound, the total, and the peak of memory (that of making the network included). The network has
partners drawn in proportion to those that names have already, so a few names have very many; weights from 1 to 5; and
arrows one way for half of the dyads, both ways for the other half.
"""

import random
import resource
import sys
from collections.abc import Callable
from time import perf_counter, process_time
from typing import Any

import networkx as nx

from graph.analysis.centrality import HITS, MEASURES
from graph.analysis.communities import communities
from graph.analysis.engine import engine, versions
from graph.analysis.measure import Estimates


def network(names: int, dyads: int) -> tuple[nx.Graph, nx.DiGraph]:
    """Return a network undirected and directed, its names in the order of the alphabet."""
    chance = random.Random(0)
    drawn = nx.barabasi_albert_graph(names, max(1, dyads // names), seed=0)
    graph, arrows = nx.Graph(), nx.DiGraph()
    for each in (graph, arrows):
        each.add_nodes_from(f"actor/{n:06d}" for n in range(names))
    for a, b in sorted(drawn.edges):
        ends, weight = (f"actor/{a:06d}", f"actor/{b:06d}"), chance.choice((1, 1, 1, 2, 3, 5))
        graph.add_edge(*ends, weight=weight)
        for one, other in (ends, ends[::-1]) if chance.random() < 0.5 else (ends,):
            arrows.add_edge(one, other, weight=weight)
    return graph, arrows


def main() -> None:
    names, dyads = (int(given) for given in (*sys.argv[1:], "100000", "500000")[:2])
    graph, arrows = network(names, dyads)
    print(f"{len(graph):,} names, {graph.number_of_edges():,} dyads; {', '.join(versions())}")
    total, busy = 0.0, 0.0
    print(f"{'':<16}{'by the clock':>10}{'of work':>8}")

    def timed(name: str, call: Callable[[], Any], how: str = "exact") -> Any:
        nonlocal total, busy
        start, worked = perf_counter(), process_time()
        found = call()
        seconds, work = perf_counter() - start, process_time() - worked
        total, busy = total + seconds, busy + work
        if isinstance(found, Estimates):
            how = f"within {found.bound:.4f}, from {found.sample}"
        print(f"{name:<16}{seconds:8.2f} s{work:8.2f} s   {how}", flush=True)
        return found

    for measure in (*MEASURES, *HITS):
        timed(measure.id, lambda: measure.of(arrows if measure.directed else graph))  # noqa: B023
    timed("components", lambda: nx.number_connected_components(graph, backend=engine(graph)))
    found = timed("communities", lambda: communities(graph), "the best found")
    told = f"{len(found.communities)}, modularity {found.modularity:.3f}; {found.method}, best of {found.runs}"
    print(f"communities: {told}")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    print(f"{'total':<16}{total:8.2f} s{busy:8.2f} s   peak {peak:.2f} GiB")


if __name__ == "__main__":
    main()
