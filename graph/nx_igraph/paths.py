"""What follows shortest paths: betweenness, closeness, distances.

A weight is a distance here, as in networkx. igraph takes two ways for equally long if they differ by rounding, networkx
only if they are equal to the last bit; so where ways are counted or distances compared, weights must be whole numbers,
on which both agree.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import nan
from random import Random
from typing import Any

import networkx as nx
import numpy as np

from .brandes import exactly
from .conversion import Floats, IGraph, Node
from .matrices import to_scipy_sparse_array

BLOCK = 64  # sources whose distances are held at once
TIES, STEPS = 8, 5  # that nodes have on average and from the busiest node at most, for matrices to be faster


def betweenness_centrality(
    G: IGraph, k: int | None = None, normalized: bool = True, weight: str | None = None, endpoints: bool = False,
    seed: Random | None = None,
) -> dict[Node, float]:  # fmt: skip
    sources = _sampled(G, k, seed)
    if sources is None and weight is None and _near(G):
        found = exactly(to_scipy_sparse_array(G.plain, dtype=float))[0] * ((len(G) - 1) * (len(G) - 2) / 2)
    else:
        found = np.array(G.simple.betweenness(weights=_countable(G, weight), sources=sources), dtype=float)
    if endpoints:
        found += _reached(G, "out") if G.directed else _reached(G, "all")
        found += _reached(G, "in") if G.directed else 0
    scale = _scales(G, len(G) if endpoints else len(G) - 1, sources, normalized, apart=not endpoints)
    return G.keyed((found * scale).tolist())


def edge_betweenness_centrality(
    G: IGraph, k: int | None = None, normalized: bool = True, weight: str | None = None, seed: Random | None = None
) -> dict[tuple[Node, Node], float]:
    sources = None if k is None else _sampled(G, k, seed, whole=True)
    simple = np.array(G.simple.edge_betweenness(weights=_countable(G, weight), sources=sources), dtype=float)
    found = np.zeros(len(G.ends))
    found[G.group >= 0] = simple[G.group[G.group >= 0]]
    found *= _scales(G, len(G), sources, normalized, apart=False)
    return {(G.nodes[a], G.nodes[b]): value for (a, b), value in zip(G.ends.tolist(), found.tolist(), strict=True)}


def closeness_centrality(
    G: IGraph, u: Node | None = None, distance: str | None = None, wf_improved: bool = True
) -> dict[Node, float] | float:
    if u is not None and u not in G:
        raise nx.NodeNotFound(f"Source {u} is not in G" if distance is None else f"Node {u} not found in graph")
    nodes = range(len(G)) if u is None else [G.number(u)]
    found = np.nan_to_num(G.simple.closeness(nodes, mode="in", weights=G.shortest(distance)))
    if wf_improved and len(G) > 1:
        found *= _reached(G, "in", nodes) / (len(G) - 1)
    return G.keyed(found.tolist()) if u is None else float(found[0])


def harmonic_centrality(
    G: IGraph, nbunch: Any = None, distance: str | None = None, sources: None = None
) -> dict[Node, float]:
    wanted = set(G.nbunch_iter(nbunch))
    nodes = [node for node in G if node in wanted]
    numbers = [G.number(node) for node in nodes]
    found = G.simple.harmonic_centrality(numbers, mode="in", weights=G.shortest(distance), normalized=False)
    return {node: value or 0 for node, value in zip(nodes, found, strict=True)}


def global_efficiency(G: IGraph) -> float:
    pairs = len(G) * (len(G) - 1)
    return float(sum(G.simple.harmonic_centrality(normalized=False)) / pairs) if pairs else 0


def eccentricity(G: IGraph, v: Any = None, sp: None = None, weight: str | None = None) -> Any:
    nodes = list(G.nbunch_iter(v))
    numbers = [G.number(node) for node in nodes]
    if (_reached(G, "out", numbers) != len(G) - 1).any():
        if G.directed:
            raise nx.NetworkXError("Found infinite path length because the digraph is not strongly connected")
        raise nx.NetworkXError("Found infinite path length because the graph is not connected")
    number = int if weight is None or G.whole(weight) else float
    found = map(number, G.simple.eccentricity(numbers, mode="out", weights=_countable(G, weight)))
    keyed = dict(zip(nodes, found, strict=True))
    return keyed[v] if v in G else keyed


def diameter(G: IGraph, e: None = None, usebounds: bool = False, weight: str | None = None) -> float:
    found: float = max(eccentricity(G, weight=weight).values())
    return found


def radius(G: IGraph, e: None = None, usebounds: bool = False, weight: str | None = None) -> float:
    found: float = min(eccentricity(G, weight=weight).values())
    return found


def periphery(G: IGraph, e: None = None, usebounds: bool = False, weight: str | None = None) -> list[Node]:
    found = eccentricity(G, weight=weight)
    most = max(found.values())
    return [node for node in found if found[node] == most]


def average_shortest_path_length(G: IGraph, weight: str | None = None, method: str | None = None) -> float:
    if not len(G):
        raise nx.NetworkXPointlessConcept("the null graph has no paths, thus there is no average shortest path length")
    if len(G) == 1:
        return 0
    if not G.simple.is_connected(mode="strong"):
        raise nx.NetworkXError(f"Graph is not {'strongly ' if G.directed else ''}connected.")
    weights = G.shortest(weight) if method != "unweighted" else None
    return float(G.simple.average_path_length(directed=G.directed, weights=weights))


def all_pairs_shortest_path_length(G: IGraph, cutoff: float | None = None) -> Iterator[tuple[Node, dict[Node, int]]]:
    return _all_pairs(G, cutoff, None, int)


def all_pairs_dijkstra_path_length(
    G: IGraph, cutoff: float | None = None, weight: str = "weight"
) -> Iterator[tuple[Node, dict[Node, float]]]:
    return _all_pairs(G, cutoff, G.shortest(weight), int if G.whole(weight) else float)


def _all_pairs(G: IGraph, cutoff: float | None, weights: list[float] | None, number: type) -> Iterator[Any]:
    names = np.empty(len(G), dtype=object)
    names[:] = G.nodes
    most = np.inf if cutoff is None else cutoff
    for start in range(0, len(G), BLOCK):
        block = range(start, min(start + BLOCK, len(G)))
        for source, row in zip(block, np.array(G.simple.distances(block, weights=weights)), strict=True):
            order = np.argsort(row, kind="stable")
            order = order[(row[order] <= most) & np.isfinite(row[order])]
            near = row[order].astype(np.int64 if number is int else np.float64).tolist()
            found = dict(zip(names[order].tolist(), near, strict=True))
            found[G.nodes[source]] = 0
            yield G.nodes[source], found


def _near(G: IGraph) -> bool:
    """Tell whether nodes have many ties and are a few steps apart, so that a matrix is faster than a search."""
    near = np.array(G.simple.degree())
    if G.directed or len(G) < 100 or near.mean() < TIES:
        return False
    steps = np.array(G.simple.distances(int(near.argmax()))[0])
    return bool(steps[np.isfinite(steps)].max() <= STEPS)


def _countable(G: IGraph, weight: str | None) -> list[float] | None:
    """Return the weights of paths that are to be counted; refuse those that cannot be added without rounding."""
    weights = G.shortest(weight)
    if weights is not None and (any(each % 1 for each in weights) or sum(weights) > 2**53):
        raise NotImplementedError(f"{weight}: igraph compares sums of other than whole numbers in its own way")
    return weights


def _sampled(G: IGraph, k: int | None, seed: Random | None, *, whole: bool = False) -> list[int] | None:
    """Return the numbers of the nodes that networkx would choose; None for all, unless they are wanted as well."""
    if k is None or (k == len(G) and not whole):
        return None
    return [G.number(node) for node in (seed or Random()).sample(list(G.nodes), k)]


def _reached(G: IGraph, mode: str, nodes: Sequence[int] | None = None) -> Floats:
    """Return how many others each node reaches ("out"), is reached by ("in"), or both counted ("all")."""
    numbers = range(len(G)) if nodes is None else nodes
    if G.directed:
        return np.array(G.simple.neighborhood_size(list(numbers), order=len(G), mode=mode), dtype=float) - 1
    parts = G.simple.connected_components()
    sizes = np.array(parts.sizes(), dtype=float)[np.array(parts.membership, dtype=np.int64)] - 1
    found: Floats = sizes[np.fromiter(numbers, np.int64, len(numbers))]
    return found


def _scales(G: IGraph, targets: int, sources: list[int] | None, normalized: bool, *, apart: bool) -> Floats | float:
    """Return by what to multiply igraph's counts, which hold undirected pairs once, to get networkx's values.

    A sampled source is no target of itself, so `apart` it has one source fewer than the others.
    """
    if targets < 2:
        return 1.0
    twice = 1 if G.directed else 2
    many = targets if sources is None else len(sources)
    if normalized:
        each = twice / (many * (targets - 1))
        own = twice / ((many - 1) * (targets - 1)) if many > 1 else nan
    else:
        each, own = targets / many, targets / (many - 1) if many > 1 else nan
    if sources is None or not apart:
        return each
    scales = np.full(len(G), each)
    scales[sources] = own
    return scales
