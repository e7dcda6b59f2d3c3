"""What a network shows beyond the number of partners that each of its names has."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import networkx as nx
import numpy as np

from .nulls import (
    FEW,
    Edges,
    Test,
    against,
    betweenness,
    clustering,
    edges,
    highest,
    inside,
    reciprocity,
    samples,
    shuffled,
)

PATHS = 150_000_000  # names × dyads × random networks beyond which paths are not counted in them: a second or two
MOST_DYADS = 200  # beyond which random networks are not divided into groups


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """A network beside random ones in which each name has as many partners.

    `clustering` is the share of paths over two dyads whose ends deal with each other, `modularity` that of the best
    division without weights (None where dividing would take too long), `inside` the number of dyads within each bloc,
    `between` the betweenness of each name (empty where that would take too long), with its p-value raised for all names
    in `adjusted`.
    """

    cases: int
    clustering: Test
    modularity: Test | None
    inside: Mapping[str, Test]
    between: Mapping[str, Test]
    adjusted: Mapping[str, float]


def compared(graph: nx.Graph[str], blocs: Mapping[str, Collection[str]]) -> Compared | None:
    """Return a network beside chance; None where it is too large to draw random ones.

    Misleads where a document ties everybody in it to everybody: such cliques are clustered by how they were read.

    References
    ----------
    S. Maslov and K. Sneppen, "Specificity and stability in topology of protein networks", Science 296, 2002.
    """
    cases = samples(graph)
    if cases is None or not graph.number_of_edges():
        return None
    names, own, size = sorted(graph), edges(graph), len(graph)
    many = list(shuffled(graph, cases))
    few = list(shuffled(graph, FEW, seed=FEW)) if cases > FEW else many
    within = {key: np.asarray([name in members for name in names]) for key, members in blocs.items()}
    between, adjusted = _between(own, few, names)
    parted = against(_quality(own, size), (_quality(each, size) for each in few)) if len(own) <= MOST_DYADS else None
    return Compared(
        cases=cases,
        clustering=against(clustering(own, size), (clustering(each, size) for each in many)),
        modularity=parted,
        inside={
            key: against(inside(own, group), (inside(each, group) for each in many)) for key, group in within.items()
        },
        between=between,
        adjusted=adjusted,
    )


def answered(arrows: nx.DiGraph[str]) -> Test | None:
    """Return the share of arrows that are answered, beside networks with as many from and to each name.

    None where it is too large to draw random ones. Misleads where each side's acts stand in documents of their own: an
    answer that was not read is no answer here.

    References
    ----------
    P. W. Holland and S. Leinhardt, "A method for detecting structure in sociometric data", American Journal of
    Sociology 76(3), 1970.
    """
    cases = samples(arrows)
    if cases is None or not arrows.number_of_edges():
        return None
    return against(reciprocity(edges(arrows)), (reciprocity(each) for each in shuffled(arrows, cases)))


def _between(own: Edges, drawn: list[Edges], names: list[str]) -> tuple[dict[str, Test], dict[str, float]]:
    if len(names) * (len(own) + 100) * len(drawn) > PATHS:
        return {}, {}
    values = betweenness([own, *drawn], len(names))
    tests = {key: against(float(values[0, n]), values[1:, n]) for n, key in enumerate(names)}
    return tests, dict(zip(names, highest(values[0].tolist(), values[1:]), strict=True))


def _quality(ends: Edges, size: int) -> float:
    """Return the modularity of the division that one run of Louvain finds."""
    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(range(size))
    graph.add_edges_from(sorted((min(pair), max(pair)) for pair in ends.tolist()))
    parts = nx.community.louvain_communities(graph, seed=0)
    return float(nx.community.modularity(graph, parts))
