"""What the backend leaves to networkx: calls that igraph would answer differently, and those not worth a conversion."""

from __future__ import annotations

from collections.abc import Mapping
from inspect import signature
from typing import Any

from networkx.utils.backends import _registered_algorithms  # type: ignore[attr-defined]  # not in the stubs

SMALL = 50  # nodes below which networkx is done before the graph is converted
LINEAR = frozenset({
    "articulation_points", "biconnected_components", "bridges", "connected_components", "core_number", "has_bridges",
    "is_biconnected", "is_connected", "is_strongly_connected", "is_weakly_connected", "modularity",
    "node_connected_component", "number_connected_components", "number_strongly_connected_components",
    "number_weakly_connected_components", "strongly_connected_components", "to_scipy_sparse_array", "transitivity",
    "weakly_connected_components",
})  # fmt: skip
WITHOUT: dict[str, tuple[str, ...]] = {
    "average_clustering": ("weight",), "bridges": ("root",), "clustering": ("weight",),
    "diameter": ("e", "usebounds"), "eccentricity": ("sp",), "effective_size": ("weight",),
    "eigenvector_centrality": ("nstart",), "harmonic_centrality": ("sources",), "has_bridges": ("root",),
    "periphery": ("e", "usebounds"), "radius": ("e", "usebounds"), "to_scipy_sparse_array": ("nodelist",),
    "triadic_census": ("nodelist",),
}  # fmt: skip
SIMPLE = frozenset({
    "average_clustering", "clustering", "edge_betweenness_centrality", "effective_size", "transitivity", "triangles",
})  # fmt: skip
UNDIRECTED = frozenset({"average_clustering", "clustering", "effective_size", "transitivity"})
LOOPLESS = frozenset({"constraint", "effective_size", "triadic_census"})
METHODS = (None, "unweighted", "dijkstra")


def can_run(name: str, args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> bool | str:
    """Tell whether the backend answers as networkx would, or why it does not."""
    try:
        bound = signature(_registered_algorithms[name].orig_func).bind(*args, **kwargs)
    except TypeError:
        return True  # networkx says best what is wrong with the arguments
    bound.apply_defaults()
    given = bound.arguments
    graph = given["G"]
    if any(callable(given.get(key)) for key in ("weight", "distance")):
        return "weights that are functions are not known before the search"
    for key in WITHOUT.get(name, ()):
        if given[key] is not None and given[key] is not False:
            return f"`{key}` is not supported"
    if name in UNDIRECTED and graph.is_directed():
        return "directed graphs are not supported"
    if name in SIMPLE and graph.is_multigraph():
        return "multigraphs are not supported"
    if name == "constraint" and graph.is_directed() and given["nodes"] is not None:
        return "`nodes` is not supported in directed graphs"
    if name in LOOPLESS and _loops(graph):
        return "self-loops are not supported"
    if given.get("endpoints") and given.get("k") is not None:
        return "`k` is not supported together with `endpoints`"
    if given.get("method") not in METHODS:
        return f"the method {given['method']} is not supported"
    return True


def should_run(name: str, args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> bool | str:
    """Tell whether the backend is likely to be faster, the conversion of the graph included."""
    graph = args[0] if args else kwargs["G"]
    if (getattr(graph, "__networkx_cache__", None) or {}).get("backends", {}).get("igraph"):
        return True
    if len(graph) < SMALL:
        return f"the graph has fewer than {SMALL} nodes"
    return "the conversion takes as long as networkx does" if name in LINEAR else True


def _loops(graph: Any) -> bool:
    return any(node in others for node, others in graph._adj.items()) if hasattr(graph, "_node") else bool(graph.loops)
