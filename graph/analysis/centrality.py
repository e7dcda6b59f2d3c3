"""How a name stands among the others: by its own ties, by the ties of those it is tied to, and between them.

All but hubs and authorities are taken of the undirected projection (projection.py). Weights count documents: they enter
where a measure reads them as strength of a tie (strength, PageRank, eigenvector, hubs, authorities), never where
networkx reads them as a distance (betweenness, closeness). A measure that has no value for a name says None, which is
not zero.

networkx computes, with igraph where that is installed (engine.py). Everything is exact, except closeness and
betweenness of graphs with more than `EXACT` names × dyads, which are estimates with a bound (sampling.py).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import networkx as nx
import numpy as np
import numpy.typing as npt
from scipy.sparse import block_array
from scipy.sparse.csgraph import connected_components
from scipy.sparse.linalg import ArpackNoConvergence, LinearOperator, eigsh

from . import sampling
from .engine import engine, matrix
from .measure import SAME, Estimates, Measure, Rank, Values, ranks
from .position import POSITIONS

if TYPE_CHECKING:
    from scipy.sparse import csr_array

__all__ = [
    "CENTRALITIES", "EXACT", "HITS", "MEASURES", "SAME", "Estimates", "Measure", "Rank", "Values", "authorities",
    "betweenness", "closeness", "degree", "eigenvector", "hubs", "largest_component", "pagerank", "ranks",
    "shares", "strength",
]  # fmt: skip

Floats = npt.NDArray[np.float64]
Whole = npt.NDArray[np.int64]
EXACT = 50_000_000  # names × dyads: 3,000 names with 16,000 dyads; a few seconds with igraph, a minute without
SMALL = 80  # names up to which LAPACK finds two singular vectors sooner than ARPACK
DENSE = 500  # names up to which LAPACK finds an eigenvector sooner than ARPACK


def degree(graph: nx.Graph[str]) -> Values:
    """Return with how many others each name deals: k_i = |N(i)|.

    Misleads where the documents are about one name: whoever an article is about meets everybody in it.

    References
    ----------
    L. C. Freeman, "Centrality in social networks: conceptual clarification", Social Networks 1(3), 1978.
    """
    return {key: float(value) for key, value in graph.degree()}


def strength(graph: nx.Graph[str]) -> Values:
    """Return each name's dyads counted once for each document that tells of them: s_i = Σ_j w_ij.

    Misleads where one story is told by many documents: it counts repetition, not importance.

    References
    ----------
    A. Barrat, M. Barthélemy, R. Pastor-Satorras and A. Vespignani, "The architecture of complex weighted
    networks", PNAS 101(11), 2004.
    """
    return {key: float(value) for key, value in graph.degree(weight="weight")}


def pagerank(graph: nx.Graph[str]) -> Values:
    """Return the share of time that a reader spends at each name who walks from dyad to dyad, heavy ones first.

    p_i = (1 − d)/n + d Σ_j p_j w_ij / s_j, with d = 0.85. Taken of the undirected graph: an arrow from accuser to
    accused is no recommendation, and who acted on whom is the least sure part of a reading. It then comes close to
    strength, and differs where a name has strong ties to names that have few others.

    References
    ----------
    S. Brin and L. Page, "The anatomy of a large-scale hypertextual Web search engine", Computer Networks 30, 1998.
    """
    found: dict[Any, float] = nx.pagerank(graph, weight="weight", tol=1e-12, max_iter=10_000, backend=engine(graph))
    return {key: float(found[key]) for key in graph}


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
    if _too_many(graph):
        return sampling.betweenness(graph)
    found: dict[Any, float] = nx.betweenness_centrality(graph, backend=engine(graph))
    return {key: float(found[key]) for key in graph}


def closeness(graph: nx.Graph[str]) -> Values:
    """Return how near each name is to all others: the inverse of its mean distance, scaled for what it cannot reach.

    c_i = (r/(n − 1)) · r/Σ_j d(i, j) over the r names that it reaches (Wasserman and Faust), so that a pair apart from
    all others does not come out first with 1. Steps are counted, not weights. Misleads in dense graphs, where all
    values lie close together and the order says little.

    References
    ----------
    S. Wasserman and K. Faust, "Social Network Analysis", 1994, p. 201.
    """
    if _too_many(graph):
        return sampling.closeness(graph)
    found: dict[Any, float] = nx.closeness_centrality(graph, backend=engine(graph))
    return {key: float(found[key]) for key in graph}


def eigenvector(graph: nx.Graph[str]) -> Values:
    """Return each name's share in being tied to names that are well tied themselves: A x = λ x, of length 1.

    Taken of the largest component only (of equal ones, that with most documents, then the first in the alphabet),
    since a vector over all would be zero outside one component anyway; names elsewhere have no value. The matrix
    holds the weights; its leading eigenvector is found to the last digits (LAPACK, in large graphs ARPACK). Misleads
    where one close circle carries it: all outside look like nobody.

    References
    ----------
    P. Bonacich, "Power and centrality: a family of measures", American Journal of Sociology 92(5), 1987.
    """
    if not len(graph):
        return {}
    number = {key: n for n, key in enumerate(graph)}
    part = np.array([number[key] for key in largest_component(graph)])
    return _named(graph, _leading(matrix(graph, "weight"), part))


def hubs(graph: nx.Graph[str]) -> Values:
    """Return each name's share in acting upon those that many act upon: h = A a / Σ, with a = Aᵀ h / Σ.

    Hubs and authorities belong to the directed projection, in which an arrow leads from actor to recipient, and both
    ways where the sides are equal; of an undirected graph both are its eigenvector. Taken of the largest part in which
    arrows share a start or an end (where several are as large, of them all); names elsewhere have no value. Misleads
    where nearly all arrows lead both ways: then it says what eigenvector says.

    References
    ----------
    J. Kleinberg, "Authoritative sources in a hyperlinked environment", Journal of the ACM 46(5), 1999.
    """
    return _named(graph, shares(matrix(graph, "weight"))[0]) if len(graph) else {}


def authorities(graph: nx.Graph[str]) -> Values:
    """Return each name's share in being acted upon by those who act upon many; see `hubs`."""
    return _named(graph, shares(matrix(graph, "weight"))[1]) if len(graph) else {}


def largest_component(graph: nx.Graph[str]) -> list[str]:
    """Return the names of the largest component, sorted; nothing for an empty graph."""
    if not len(graph):
        return []
    names = list(graph)
    return min(sorted(names[n] for n in part) for part in _largest(matrix(graph, "weight")))


def _too_many(graph: nx.Graph[str]) -> bool:
    return len(graph) * graph.number_of_edges() > EXACT


def shares(ties: csr_array) -> tuple[Floats, Floats]:
    """Return hubs and authorities of a matrix of weights, rows acting upon columns; NaN for none."""
    many = ties.shape[0]
    out, back = np.full(many, np.nan), np.full(many, np.nan)
    if ties.nnz:
        for part in _largest(block_array([[None, ties], [ties.T, None]], format="csr")):
            acting, acted = part[part < many], part[part >= many] - many
            out[acting], back[acted] = _leading_pair(ties[acting][:, acted])
        out, back = out / np.nansum(out), back / np.nansum(back)
    return out, back


def _largest(ties: csr_array) -> list[Whole]:
    """Return the numbers of the names in the largest connected part; of equal ones, those with most weight."""
    part = connected_components(ties, directed=False)[1]
    size = np.bincount(part)
    weight = np.bincount(part, weights=ties.sum(axis=1)).round(SAME)
    weight[size < size.max()] = -1
    return [np.flatnonzero(part == each) for each in np.flatnonzero(weight == weight.max())]


def _leading(ties: csr_array, part: Whole) -> Floats:
    """Return the leading eigenvector of a connected part of a symmetric matrix, of length 1; NaN elsewhere."""
    found = np.full(ties.shape[0], np.nan)
    within = ties[part][:, part]
    if len(part) <= DENSE:
        found[part] = np.abs(np.linalg.eigh(within.toarray())[1][:, -1])
    else:
        found[part] = np.abs(eigsh(within, k=1, which="LA", v0=np.ones(len(part)), tol=0)[1][:, 0])
    return found


def _leading_pair(ties: csr_array) -> tuple[Floats, Floats]:
    """Return the leading singular vectors of a matrix whose rows and columns hang together, each of length 1."""
    if min(ties.shape) > SMALL:
        back = ties.T.tocsr()
        square = LinearOperator((ties.shape[1],) * 2, matvec=lambda at: back @ (ties @ at), dtype=float)
        try:
            columns = np.abs(eigsh(square, k=1, which="LA", v0=np.ones(ties.shape[1]), tol=0)[1][:, 0])
            rows = ties @ columns
            return rows / np.linalg.norm(rows), columns
        except ArpackNoConvergence:  # two ends of a network may differ too little: then exactly
            pass
    rows, _, columns = np.linalg.svd(ties.toarray(), full_matrices=False)
    return np.abs(rows[:, 0]), np.abs(columns[0])


def _named(graph: nx.Graph[str], values: Floats) -> Values:
    return {key: None if value != value else value for key, value in zip(graph, values.tolist(), strict=True)}


CENTRALITIES: tuple[Measure, ...] = (
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
HITS: tuple[Measure, ...] = (
    Measure(
        id="hubs", label="Hubs", heading="Acting upon those that many act upon", unit="share of all", decimals=3,
        of=hubs, directed=True,
        meaning="How far a name acts upon those that are acted upon by others who act much. What two sides do together "
        "counts for both.",
        misleads="Who does something to whom is the least sure part of a reading; and where most is done together, "
        "this says no more than eigenvector.",
        reference="Kleinberg 1999",
    ),
    Measure(
        id="authorities", label="Authorities", heading="Acted upon by those who act much", unit="share of all",
        decimals=3, of=authorities, directed=True,
        meaning="How far a name is acted upon by those who act upon many. What two sides do together counts for both.",
        misleads="To be visited and to be accused count alike: it tells where others turn, not whom they respect.",
        reference="Kleinberg 1999",
    ),
)  # fmt: skip
MEASURES = CENTRALITIES + POSITIONS
