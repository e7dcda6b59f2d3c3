"""What place a name's partners leave it: how free it is among them, and how deep in the network it sits.

Taken of the undirected projection. Constraint reads weights (documents) as strength of a tie; effective size and core
number count every dyad alike. All are exact at any size. See centrality.py for how high a name stands.
"""

from __future__ import annotations

import networkx as nx

from .engine import engine
from .measure import Measure, Values


def constraint(graph: nx.Graph[str]) -> Values:
    """Return how far each name's ties lead back to the same few: c_i = Σ_j (p_ij + Σ_q p_iq p_qj)².

    p_ij is the share of i's documents that tell of its dyad with j. Near 1 where all partners deal with one another,
    low where they do not; it can pass 1 for names with two or three partners. A name without ties has no value.

    References
    ----------
    R. S. Burt, "Structural Holes", 1992; "Structural holes and good ideas", American Journal of Sociology 110(2), 2004.
    """
    if not len(graph):
        return {}
    found = nx.constraint(graph, weight="weight", backend=engine(graph))
    return {key: None if found[key] != found[key] else float(found[key]) for key in graph}


def effective_size(graph: nx.Graph[str]) -> Values:
    """Return how many of each name's partners lead elsewhere: k_i − 2 t_i/k_i, with t_i its triangles.

    Burt's effective size in the form that Borgatti showed equal to it where every tie counts alike. A name without
    ties has no value.

    References
    ----------
    S. P. Borgatti, "Structural holes: unpacking Burt's redundancy measures", Connections 20(1), 1997.
    """
    near = dict(graph.degree())
    closed: dict[str, int] = nx.triangles(graph, backend=engine(graph))  # type: ignore[assignment]  # of one node only
    return {key: near[key] - 2 * closed[key] / near[key] if near[key] else None for key in graph}


def core_number(graph: nx.Graph[str]) -> Values:
    """Return the largest k for which each name has k partners who have k partners among themselves in turn.

    Misleads where one document names many parties: they then are all tied to each other, and make a core by themselves.

    References
    ----------
    S. B. Seidman, "Network structure and minimum degree", Social Networks 5(3), 1983. V. Batagelj and M. Zaveršnik,
    "An O(m) algorithm for cores decomposition of networks", 2003.
    """
    found = nx.core_number(graph, backend=engine(graph))
    return {key: float(found[key]) for key in graph}


POSITIONS: tuple[Measure, ...] = (
    Measure(
        id="constraint", label="Constraint", heading="Most closed in", unit="near 1 at most", decimals=2,
        of=constraint,
        meaning="How far a name's ties lead back to the same few others. High: its partners deal with one another, and "
        "it can play none off against another. Low: it alone joins them.",
        misleads="A name with one partner is the most constrained of all, and so is one that is hardly spoken of. "
        "Compare names of about the same degree.",
        reference="Burt 1992",
    ),
    Measure(
        id="effective_size", label="Effective size", heading="Partners that lead elsewhere", unit="others",
        decimals=1, of=effective_size,
        meaning="With how many others a name deals, less those whom it would reach through its other partners anyway.",
        misleads="It grows with degree. Partners who deal with each other without a document saying so count as apart.",
        reference="Borgatti 1997",
    ),
    Measure(
        id="core", label="Core", heading="Deepest in the core", unit="of degree at most", decimals=0,
        of=core_number,
        meaning="The core that a name belongs to: in core 3, each deals with three others of that core or more.",
        misleads="One agreement of many parties, told once, ties them all to each other and makes a core of them.",
        reference="Seidman 1983",
    ),
)  # fmt: skip
