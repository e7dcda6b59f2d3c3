"""Connected components of all kinds, what holds them together, and cores."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import networkx as nx

from .conversion import IGraph, Node

NULL = "Connectivity is undefined for the null graph."


def connected_components(G: IGraph) -> Iterator[set[Node]]:
    return _parts(G, G.simple.connected_components(mode="weak"))


def number_connected_components(G: IGraph) -> int:
    return len(G.simple.connected_components(mode="weak"))


def is_connected(G: IGraph) -> bool:
    if not len(G):
        raise nx.NetworkXPointlessConcept(NULL)
    return bool(G.simple.is_connected(mode="weak"))


def node_connected_component(G: IGraph, n: Node) -> set[Node]:
    return {G.nodes[each] for each in G.simple.subcomponent(G.number(n))}


def weakly_connected_components(G: IGraph) -> Iterator[set[Node]]:
    return connected_components(G)


def number_weakly_connected_components(G: IGraph) -> int:
    return number_connected_components(G)


def is_weakly_connected(G: IGraph) -> bool:
    return is_connected(G)


def strongly_connected_components(G: IGraph) -> Iterator[set[Node]]:
    """Yield those first that lead to no other, as networkx does."""
    return _parts(G, reversed(G.simple.connected_components(mode="strong")))


def number_strongly_connected_components(G: IGraph) -> int:
    return len(G.simple.connected_components(mode="strong"))


def is_strongly_connected(G: IGraph) -> bool:
    if not len(G):
        raise nx.NetworkXPointlessConcept(NULL)
    return bool(G.simple.is_connected(mode="strong"))


def biconnected_components(G: IGraph) -> Iterator[set[Node]]:
    return _parts(G, sorted(sorted(part) for part in G.simple.biconnected_components()))


def is_biconnected(G: IGraph) -> bool:
    parts = G.simple.biconnected_components()
    return len(parts) == 1 and len(parts[0]) == len(G)


def articulation_points(G: IGraph) -> Iterator[Node]:
    return iter([G.nodes[each] for each in sorted(G.simple.articulation_points())])


def bridges(G: IGraph, root: None = None) -> Iterator[tuple[Node, Node]]:
    """Yield the edges that alone join two parts; one of several parallel edges never does."""
    alone = set(G.all_edges.bridges())
    return iter([(G.nodes[a], G.nodes[b]) for n, (a, b) in enumerate(G.ends.tolist()) if n in alone])


def has_bridges(G: IGraph, root: None = None) -> bool:
    return bool(G.all_edges.bridges())


def core_number(G: IGraph) -> dict[Node, int]:
    if G.loops:
        raise nx.NetworkXNotImplemented(
            "Input graph has self loops which is not permitted; "
            "Consider using G.remove_edges_from(nx.selfloop_edges(G))."
        )
    return G.keyed(G.simple.coreness(mode="all"))


def _parts(G: IGraph, parts: Iterable[Iterable[int]]) -> Iterator[set[Node]]:
    return iter([{G.nodes[each] for each in part} for part in parts])
