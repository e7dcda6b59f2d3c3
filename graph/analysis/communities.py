"""Communities: groups of names that deal with each other more than with the rest.

What Louvain and Leiden find depends on the order in which names are visited. They are run from fixed seeds on names
numbered in alphabetical order (so that no hash decides), and of the partitions that of highest modularity is taken, of
equal ones the first. Networks of up to `SMALL` names are divided by Louvain, twenty times; larger ones by Leiden where
igraph is installed, and the more dyads there are, the fewer times.
How firm it is shows when the documents are drawn anew (with replacement, as many as there are) and divided again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from statistics import fmean
from typing import Any

import networkx as nx

from .arrays import arrays
from .engine import engine, installed
from .intervals import FEWEST, resamples

SEEDS = range(20)
SMALL = 500  # names
ROUNDS = 3  # that a run of Leiden takes; more improve little
RUNS = {"Louvain": 100_000, "Leiden": 500_000}  # dyads that may be looked at, all runs together: some ten seconds
DRAWS, FEW, BUDGET = 100, 20, 50_000  # divisions of documents drawn anew, at least so many; and so many dyads in all
WEAK = 0.3  # below this a partition is commonly held to say little (Newman and Girvan 2004)


@dataclass(frozen=True, slots=True)
class Partition:
    """The communities, largest first, each sorted; `modularity` is None where there is nothing to divide.

    They are the best that so many `runs` of a `method` found.
    """

    communities: tuple[tuple[str, ...], ...]
    modularity: float | None
    method: str = "Louvain"
    runs: int = len(SEEDS)


def communities(graph: nx.Graph[str]) -> Partition:
    """Return the communities of a weighted undirected graph, with modularity Q = Σ_c (L_c/m − (k_c/2m)²).

    Misleads in two ways: random graphs too have partitions of some modularity, and small communities are swallowed in
    large graphs (the resolution limit).

    References
    ----------
    V. D. Blondel, J.-L. Guillaume, R. Lambiotte and E. Lefebvre, "Fast unfolding of communities in large networks",
    Journal of Statistical Mechanics P10008, 2008. V. A. Traag, L. Waltman and N. J. van Eck, "From Louvain to Leiden",
    Scientific Reports 9, 2019. M. E. J. Newman and M. Girvan, "Finding and evaluating
    community structure in networks", Physical Review E 69, 2004.
    """
    if not graph.number_of_edges():
        return Partition(tuple((key,) for key in sorted(graph)), None)
    names = sorted(graph)
    method = "Leiden" if len(graph) > SMALL and installed() else "Louvain"
    seeds = SEEDS[: max(1, RUNS[method] // graph.number_of_edges())] if len(graph) > SMALL else SEEDS
    numbered = method == "Louvain" or list(graph) != names  # Leiden looks at the order of names only
    run: nx.Graph[Any] = _numbered(graph, names) if numbered else graph
    best = max((_canonical(run, seed, method) for seed in seeds), key=lambda found: found[0])
    parts = tuple(tuple(names[each] if numbered else each for each in part) for part in best[1])
    return Partition(parts, best[0], method, len(seeds))


@dataclass(frozen=True, slots=True, kw_only=True)
class Stability:
    """How much of each name's community is the same when it is divided again: a share from 0 to 1, by name.

    It is the mean over all divisions that the name is in of |A ∩ B| / |A ∪ B|, with A its community and B that of the
    new division, both without names that the new one has not. `seeds` is over other orders of visiting, `draws` over
    documents drawn anew, of which there are `drawn`.
    """

    seeds: dict[str, float]
    draws: dict[str, float]
    drawn: int


def stability(graph: nx.Graph[str], partition: Partition) -> Stability | None:
    """Return how firm a partition of a graph is; None of too few documents, or where dividing it would take too long.

    References
    ----------
    C. Hennig, "Cluster-wise assessment of cluster stability", Computational Statistics & Data Analysis 52(1), 2007.
    """
    cases = min(DRAWS, BUDGET // max(1, graph.number_of_edges()))
    if cases < FEW or partition.modularity is None:
        return None
    net = arrays(graph)
    if len(net.documents) < FEWEST:
        return None
    names = sorted(graph)
    seeds = [_named(_canonical(_numbered(graph, names), seed)[1], names) for seed in SEEDS]
    draws = [_divided(net.graph(sample), n) for n, sample in enumerate(resamples(len(net.documents), cases))]
    return Stability(seeds=_kept(partition, seeds), draws=_kept(partition, draws), drawn=cases)


def _divided(graph: nx.Graph[str], seed: int) -> list[list[str]]:
    names = sorted(graph)
    return _named(_canonical(_numbered(graph, names), seed)[1], names) if names else []


def _named(parts: Iterable[Iterable[int]], names: list[str]) -> list[list[str]]:
    return [[names[n] for n in part] for part in parts]


def _kept(partition: Partition, divisions: list[list[list[str]]]) -> dict[str, float]:
    """Return the mean share of each name's community that divisions keep; names that are in none of them have none."""
    shares: dict[str, list[float]] = defaultdict(list)
    for division in divisions:
        now = {key: frozenset(part) for part in division for key in part}
        for community in partition.communities:
            before = now.keys() & community
            for key in before:
                shares[key].append(len(before & now[key]) / len(before | now[key]))
    return {key: round(fmean(shares[key]), 9) for key in sorted(shares)}


def _canonical(graph: nx.Graph[Any], seed: int, method: str = "Louvain") -> tuple[float, list[list[Any]]]:
    if method == "Leiden":
        parts = nx.community.leiden_communities(graph, seed=seed, max_level=ROUNDS, backend="igraph")
    else:
        parts = nx.community.louvain_communities(graph, weight="weight", seed=seed)
    ordered = sorted((sorted(part) for part in parts), key=lambda part: (-len(part), part))
    quality = nx.community.modularity(graph, [set(part) for part in ordered], backend=engine(graph))
    return round(float(quality), 12), ordered


def _numbered(graph: nx.Graph[str], names: list[str]) -> nx.Graph[int]:
    number = {key: n for n, key in enumerate(names)}
    ends = sorted((*sorted((number[a], number[b])), weight) for a, b, weight in graph.edges(data="weight", default=1))
    found: nx.Graph[int] = nx.Graph()
    found.add_nodes_from(range(len(names)))
    found.add_weighted_edges_from((a, b, float(weight)) for a, b, weight in ends)
    return found
