"""How many times as fast as networkx its functions are by way of igraph, both in one run.

    python tests/benchmark/nx_igraph.py [nodes] [edges]

Prints for each function the milliseconds that networkx takes, then how many times as fast igraph is with a graph that
must first be converted, and with one that is converted already. Each time is the best of three, or of one where
networkx takes longer than five seconds; times are the processor's, so that other work on the machine counts less.
"""

import random
import sys
import warnings
from collections.abc import Callable
from time import process_time
from typing import Any

import networkx as nx

from graph.nx_igraph.info import FUNCTIONS

ONLY_THERE = {"leiden_communities": "networkx has only the name"}
DIRECTED = {
    "hits", "is_strongly_connected", "is_weakly_connected", "number_strongly_connected_components",
    "number_weakly_connected_components", "strongly_connected_components", "triadic_census",
    "weakly_connected_components",
}  # fmt: skip


def networks(nodes: int, edges: int) -> tuple[Any, Any]:
    """Return a connected random graph with weights, and a directed one of the same edges."""
    chance = random.Random(0)
    graph = nx.gnm_random_graph(nodes, edges, seed=0)
    graph.add_edges_from((n, n + 1) for n in range(nodes - 1))
    for a, b in graph.edges:
        graph.edges[a, b]["weight"] = chance.randint(1, 5)
    return graph, graph.to_directed()


def seconds(call: Callable[[], Any]) -> float:
    """Return the least time of three calls, or that of one which takes long."""
    least = float("inf")
    for _ in range(3):
        start = process_time()
        found = call()
        if hasattr(found, "__next__"):
            for _each in found:
                pass
        least = min(least, process_time() - start)
        if least > 5:
            break
    return least


def main() -> None:
    warnings.simplefilter("ignore")
    nodes, edges = (int(given) for given in (*sys.argv[1:], "1000", "5000")[:2])
    graph, arrows = networks(nodes, edges)
    print(f"{nodes:,} nodes, {graph.number_of_edges():,} edges; networkx {nx.__version__}")
    print(f"{'':<38}{'networkx':>12}{'converting':>12}{'converted':>12}")
    for name in sorted(FUNCTIONS.keys() - ONLY_THERE.keys()):
        function = getattr(nx, name, None) or getattr(nx.community, name)
        on = arrows if name in DIRECTED else graph
        more: dict[str, Any] = {"n": 0} if name == "node_connected_component" else {}
        if name == "modularity":
            more = {"communities": [set(range(0, nodes, 2)), set(range(1, nodes, 2))]}

        def fresh() -> Any:
            on.__networkx_cache__.clear()  # noqa: B023
            return function(on, **more, backend="igraph")  # noqa: B023

        plain = seconds(lambda: function(on, **more, backend="networkx"))  # noqa: B023
        first = seconds(fresh)
        kept = seconds(lambda: function(on, **more, backend="igraph"))  # noqa: B023
        print(f"{name:<38}{plain * 1000:9.1f} ms{plain / first:10.1f} x{plain / kept:10.1f} x", flush=True)


if __name__ == "__main__":
    main()
