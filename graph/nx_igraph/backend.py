"""The backend as networkx sees it: its functions by name, and the four hooks of the dispatch protocol."""

from __future__ import annotations

from .closure import (
    average_clustering,
    clustering,
    effective_size,
    leiden_communities,
    modularity,
    transitivity,
    triadic_census,
    triangles,
)
from .components import (
    articulation_points,
    biconnected_components,
    bridges,
    connected_components,
    core_number,
    has_bridges,
    is_biconnected,
    is_connected,
    is_strongly_connected,
    is_weakly_connected,
    node_connected_component,
    number_connected_components,
    number_strongly_connected_components,
    number_weakly_connected_components,
    strongly_connected_components,
    weakly_connected_components,
)
from .conversion import IGraph, convert_from_nx, convert_to_nx
from .matrices import constraint, eigenvector_centrality, hits, pagerank, to_scipy_sparse_array
from .paths import (
    all_pairs_dijkstra_path_length,
    all_pairs_shortest_path_length,
    average_shortest_path_length,
    betweenness_centrality,
    closeness_centrality,
    diameter,
    eccentricity,
    edge_betweenness_centrality,
    global_efficiency,
    harmonic_centrality,
    periphery,
    radius,
)
from .refusals import can_run, should_run

__all__ = [
    "IGraph", "all_pairs_dijkstra_path_length", "all_pairs_shortest_path_length", "articulation_points",
    "average_clustering", "average_shortest_path_length", "betweenness_centrality", "biconnected_components", "bridges",
    "can_run", "closeness_centrality", "clustering", "connected_components", "constraint", "convert_from_nx",
    "convert_to_nx", "core_number", "diameter", "eccentricity", "edge_betweenness_centrality", "effective_size",
    "eigenvector_centrality", "global_efficiency", "harmonic_centrality", "has_bridges", "hits", "is_biconnected",
    "is_connected", "is_strongly_connected", "is_weakly_connected", "leiden_communities", "modularity",
    "node_connected_component", "number_connected_components", "number_strongly_connected_components",
    "number_weakly_connected_components", "pagerank", "periphery", "radius", "should_run",
    "strongly_connected_components", "to_scipy_sparse_array", "transitivity", "triadic_census", "triangles",
    "weakly_connected_components",
]  # fmt: skip
