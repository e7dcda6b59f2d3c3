"""What networkx is told of the backend while it is itself imported; igraph is not touched."""

from __future__ import annotations

FUNCTIONS: dict[str, str] = {
    "all_pairs_dijkstra_path_length": "Weights are above zero; within one distance, targets come in the graph's order.",
    "all_pairs_shortest_path_length": "Within one distance, targets come in the graph's order.",
    "articulation_points": "Come in the graph's order.",
    "average_clustering": "Undirected and unweighted simple graphs.",
    "average_shortest_path_length": "Weights are above zero.",
    "betweenness_centrality": "Weights are whole numbers above zero; no `k` together with `endpoints`.",
    "biconnected_components": "Come in the order of their first nodes.",
    "bridges": "Without `root`.",
    "closeness_centrality": "Distances are above zero.",
    "clustering": "Undirected and unweighted simple graphs.",
    "connected_components": "",
    "constraint": "By networkx's own formula, on a matrix that is kept. No self-loops; no `nodes` in directed graphs.",
    "core_number": "",
    "diameter": "Weights are whole numbers above zero; without `e` and `usebounds`.",
    "eccentricity": "Weights are whole numbers above zero; without `sp`.",
    "edge_betweenness_centrality": "No multigraphs; weights are whole numbers above zero.",
    "effective_size": "Undirected and unweighted simple graphs without self-loops.",
    "eigenvector_centrality": "By networkx's own iteration, on a matrix that is kept.",
    "global_efficiency": "",
    "has_bridges": "Without `root`.",
    "harmonic_centrality": "Distances are above zero; without `sources`. Nodes come in the graph's order.",
    "hits": "From a fixed start; networkx starts from chance.",
    "is_biconnected": "",
    "is_connected": "",
    "is_strongly_connected": "",
    "is_weakly_connected": "",
    "leiden_communities": "`max_level` limits the iterations of the algorithm.",
    "modularity": "Weights are not negative, and there is an edge.",
    "node_connected_component": "",
    "number_connected_components": "",
    "number_strongly_connected_components": "",
    "number_weakly_connected_components": "",
    "pagerank": "By networkx's own iteration, on a matrix that is kept.",
    "periphery": "Weights are whole numbers above zero; without `e` and `usebounds`.",
    "radius": "Weights are whole numbers above zero; without `e` and `usebounds`.",
    "strongly_connected_components": "Come in reverse topological order, as networkx's do, though not in the same.",
    "to_scipy_sparse_array": "All nodes.",
    "transitivity": "Undirected simple graphs.",
    "triadic_census": "All nodes, no self-loops.",
    "triangles": "Simple graphs.",
    "weakly_connected_components": "",
}


def get_info() -> dict[str, object]:
    """Return the description that the entry point `networkx.backend_info` asks for."""
    return {
        "backend_name": "igraph",
        "project": "nx-igraph",
        "package": __package__,
        "short_summary": "Runs in C, by way of python-igraph; conversions are kept.",
        "functions": {name: {"additional_docs": note} if note else {} for name, note in FUNCTIONS.items()},
    }
