"""Communities: groups of names that deal with each other more than with the rest.

Louvain's result depends on the order in which names are visited. It is run from twenty fixed seeds on names numbered in
alphabetical order (so that no hash decides), and the partition of highest modularity is taken, of equal ones the first.
"""

from __future__ import annotations

from dataclasses import dataclass

import networkx as nx

SEEDS = range(20)
WEAK = 0.3  # below this a partition is commonly held to say little (Newman and Girvan 2004)


@dataclass(frozen=True, slots=True)
class Partition:
    """The communities, largest first, each sorted; `modularity` is None where there is nothing to divide."""

    communities: tuple[tuple[str, ...], ...]
    modularity: float | None


def communities(graph: nx.Graph[str]) -> Partition:
    """Return the communities of a weighted undirected graph, with modularity Q = Σ_c (L_c/m − (k_c/2m)²).

    Misleads in two ways: random graphs too have partitions of some modularity, and small communities are swallowed in
    large graphs (the resolution limit).

    References
    ----------
    V. D. Blondel, J.-L. Guillaume, R. Lambiotte and E. Lefebvre, "Fast unfolding of communities in large networks",
    Journal of Statistical Mechanics P10008, 2008. M. E. J. Newman and M. Girvan, "Finding and evaluating
    community structure in networks", Physical Review E 69, 2004.
    """
    if not graph.number_of_edges():
        return Partition(tuple((key,) for key in sorted(graph)), None)
    names = sorted(graph)
    numbered = _numbered(graph, names)
    best = max((_canonical(numbered, seed) for seed in SEEDS), key=lambda found: found[0])
    return Partition(tuple(tuple(names[n] for n in part) for part in best[1]), best[0])


def _canonical(graph: nx.Graph[int], seed: int) -> tuple[float, list[list[int]]]:
    parts = nx.community.louvain_communities(graph, weight="weight", seed=seed)
    ordered = sorted((sorted(part) for part in parts), key=lambda part: (-len(part), part))
    quality = nx.community.modularity(graph, [set(part) for part in ordered], weight="weight")
    return round(float(quality), 12), ordered


def _numbered(graph: nx.Graph[str], names: list[str]) -> nx.Graph[int]:
    number = {key: n for n, key in enumerate(names)}
    ends = sorted((*sorted((number[a], number[b])), weight) for a, b, weight in graph.edges(data="weight", default=1))
    found: nx.Graph[int] = nx.Graph()
    found.add_nodes_from(range(len(names)))
    found.add_weighted_edges_from((a, b, float(weight)) for a, b, weight in ends)
    return found
