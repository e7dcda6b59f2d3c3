"""Six measures of how a name stands among the others, and ranks in which equals are equal.

All are taken of the undirected projection (projection.py). Weights count documents: they enter where a measure reads
them as strength of a tie (strength, PageRank, eigenvector), never where networkx reads them as a distance (betweenness,
closeness). A measure that has no value for a name says None, which is not zero.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import networkx as nx
import numpy as np

Values = dict[str, float | None]
SAME = 9  # decimals to which two values are one rank; floating point knows no better


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """A measure with what a reader must know of it; `decimals` is how many a report shows, 0 for counts."""

    id: str
    label: str
    heading: str
    unit: str
    decimals: int
    meaning: str
    misleads: str
    reference: str
    of: Callable[[nx.Graph[str]], Values]


@dataclass(frozen=True, slots=True, order=True)
class Rank:
    """A place in an order, from 1; `tied` tells that others share it."""

    position: int
    tied: bool

    def __str__(self) -> str:
        return f"{self.position}=" if self.tied else str(self.position)


def degree(graph: nx.Graph[str]) -> Values:
    """Return with how many others each name deals: k_i = |N(i)|.

    Misleads where the documents are about one name: whoever an article is about meets everybody in it.

    References
    ----------
    L. C. Freeman, "Centrality in social networks: conceptual clarification", Social Networks 1(3), 1978.
    """
    return {key: float(graph.degree(key)) for key in graph}


def strength(graph: nx.Graph[str]) -> Values:
    """Return each name's dyads counted once for each document that tells of them: s_i = Σ_j w_ij.

    Misleads where one story is told by many documents: it counts repetition, not importance.

    References
    ----------
    A. Barrat, M. Barthélemy, R. Pastor-Satorras and A. Vespignani, "The architecture of complex weighted
    networks", PNAS 101(11), 2004.
    """
    return {key: float(graph.degree(key, weight="weight")) for key in graph}


def pagerank(graph: nx.Graph[str]) -> Values:
    """Return the share of time that a reader spends at each name who walks from dyad to dyad, heavy ones first.

    p_i = (1 − d)/n + d Σ_j p_j w_ij / s_j, with d = 0.85. Taken of the undirected graph: an arrow from accuser to
    accused is no recommendation, and who acted on whom is the least sure part of a reading. It then comes close to
    strength, and differs where a name has strong ties to names that have few others.

    References
    ----------
    S. Brin and L. Page, "The anatomy of a large-scale hypertextual Web search engine", Computer Networks 30, 1998.
    """
    found = nx.pagerank(graph, weight="weight", tol=1e-12, max_iter=10_000) if len(graph) else {}
    return {key: float(value) for key, value in found.items()}


def betweenness(graph: nx.Graph[str]) -> Values:
    """Return each name's share of the shortest paths between two others that run through it.

    b_i = Σ_{s<t} σ_st(i)/σ_st, divided by the (n − 1)(n − 2)/2 pairs of others. Every dyad is one step whatever its
    weight: a weight here counts documents, while Brandes reads weights as distances, so that the best
    documented dyad would be the longest way. Misleads in small and sparse graphs, where one dyad more or less moves it
    far, and wherever the documents leave out a tie that exists.

    References
    ----------
    U. Brandes, "A faster algorithm for betweenness centrality", Journal of Mathematical Sociology 25(2), 2001.
    """
    return {key: float(value) for key, value in nx.betweenness_centrality(graph).items()}


def closeness(graph: nx.Graph[str]) -> Values:
    """Return how near each name is to all others: the inverse of its mean distance, scaled for what it cannot reach.

    c_i = (r/(n − 1)) · r/Σ_j d(i, j) over the r names that it reaches (Wasserman and Faust), so that a pair apart from
    all others does not come out first with 1. Steps are counted, not weights. Misleads in dense graphs, where all
    values lie close together and the order says little.

    References
    ----------
    S. Wasserman and K. Faust, "Social Network Analysis", 1994, p. 201.
    """
    return {key: float(value) for key, value in nx.closeness_centrality(graph, wf_improved=True).items()}


def eigenvector(graph: nx.Graph[str]) -> Values:
    """Return each name's share in being tied to names that are well tied themselves: A x = λ x, of length 1.

    Taken of the largest component only (of equal ones, that with most documents, then the first in the alphabet),
    since a vector over all would be zero outside one component anyway; names elsewhere have no value. The matrix
    holds the weights; its leading eigenvector is found exactly (LAPACK), not by iteration. Misleads where one close
    circle carries it: all outside look like nobody.

    References
    ----------
    P. Bonacich, "Power and centrality: a family of measures", American Journal of Sociology 92(5), 1987.
    """
    values: Values = dict.fromkeys(graph)
    part = largest_component(graph)
    if part:
        matrix = nx.to_numpy_array(graph.subgraph(part), nodelist=part, weight="weight")
        leading = np.abs(np.linalg.eigh(matrix)[1][:, -1])
        values |= {key: float(value) for key, value in zip(part, leading, strict=True)}
    return values


def largest_component(graph: nx.Graph[str]) -> list[str]:
    """Return the names of the largest component, sorted; nothing for an empty graph."""
    parts = [sorted(part) for part in nx.connected_components(graph)]
    return min(parts, key=lambda part: (-len(part), -graph.subgraph(part).size(weight="weight"), part), default=[])


def ranks(values: Mapping[str, float | None]) -> dict[str, Rank]:
    """Return each name's rank, highest value first; equal values share the best place among them (1, 2=, 2=, 4).

    Names without a value have no rank. The order is that of the ranks, then of the alphabet.
    """
    known = {key: round(value, SAME) for key, value in values.items() if value is not None}
    ordered = sorted(known, key=lambda key: (-known[key], key))
    level = list(known.values())
    first = {value: position for position, value in reversed(list(enumerate((known[key] for key in ordered), 1)))}
    return {key: Rank(first[known[key]], level.count(known[key]) > 1) for key in ordered}


MEASURES: tuple[Measure, ...] = (
    Measure(
        id="degree", label="Degree", heading="Dealing with most others", unit="others",
        decimals=0, of=degree,
        meaning="With how many others a name deals, whatever it is that they do.",
        misleads="Whoever an article is about meets everybody in it. A name comes first here by being written about.",
        reference="Freeman 1978",
    ),
    Measure(
        id="strength", label="Strength", heading="Told of most often", unit="dyads in documents",
        decimals=0, of=strength,
        meaning="The dyads of a name, each counted once for every document that tells of it.",
        misleads="One story told by ten documents counts ten times: this measures attention, not weight in the world.",
        reference="Barrat et al. 2004",
    ),
    Measure(
        id="pagerank", label="PageRank", heading="Where the walk leads", unit="share of a walk",
        decimals=3, of=pagerank,
        meaning="The share of time that somebody spends at a name who walks from dyad to dyad, well documented ones "
        "more often. Direction is not used: to be accused is no recommendation.",
        misleads="It stays close to strength, and rewards a name whose partners have nobody else.",
        reference="Brin and Page 1998",
    ),
    Measure(
        id="betweenness", label="Betweenness", heading="Between the others", unit="share of paths", decimals=2,
        of=betweenness,
        meaning="The share of shortest paths between two others that run through a name. Every dyad is one step, "
        "whatever its weight.",
        misleads="One dyad that the documents leave out can undo it. Nobody is a broker by this number alone.",
        reference="Brandes 2001",
    ),
    Measure(
        id="closeness", label="Closeness", heading="Few steps from all", unit="of 1 at most", decimals=2, of=closeness,
        meaning="How few steps a name needs to reach the others, scaled down for those that it cannot reach.",
        misleads="Where most names are two steps apart, the values lie close together and the order says little.",
        reference="Wasserman and Faust 1994",
    ),
    Measure(
        id="eigenvector", label="Eigenvector", heading="Among the well tied", unit="of 1 at most", decimals=2,
        of=eigenvector,
        meaning="How well a name is tied to names that are well tied themselves, in the largest connected part.",
        misleads="One close circle can carry it, and then all others look like nobody. Outside the largest part it has "
        "no value.",
        reference="Bonacich 1987",
    ),
)  # fmt: skip
