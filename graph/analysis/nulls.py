"""What chance alone would give: networks drawn at random, tests against them, and correction for many tests.

A random network here keeps how many others each name deals with and shuffles with whom; where there are arrows, it
keeps how many lead from each name and to it. It is drawn by switching the ends of two dyads at a time. The draws need
not be independent for the p-values to hold: the observed network stands at a place in the chain that is drawn by lot,
and the chain runs from it both ways (Besag and Clifford 1989).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from random import Random

import networkx as nx
import numpy as np
from scipy.sparse import coo_array, csr_array
from scipy.stats import false_discovery_control

from graph.nx_igraph.brandes import exactly

from .arrays import WHOLE, Flags, Floats, Ints

SEED = 1797
LEVEL = 0.05  # chance of a false alarm that a report accepts
SAME = 9  # decimals to which two values are one; floating point knows no better
SWITCHES = 400_000  # tried in all: a second or so
SAMPLES, FEW = 999, 199  # random networks, if they are many or few


Edges = Ints  # a row for each dyad or arrow: the numbers of its two names


@dataclass(frozen=True, slots=True, kw_only=True)
class Test:
    """A number beside what chance gives: mean, standard deviation, and how often chance gives as much or more.

    `p` is (b + 1)/(n + 1) of n drawn by lot, b/n where `exact` tells that all n were gone through. `cases` is n.
    """

    observed: float
    expected: float
    sd: float
    p: float
    cases: int
    exact: bool = False

    @property
    def z(self) -> float | None:
        """How many standard deviations lie between the number and its mean; None where chance never varies."""
        return (self.observed - self.expected) / self.sd if self.sd > 10**-SAME else None


def against(observed: float, values: Iterable[float], *, exact: bool = False) -> Test:
    """Return a number beside the values that chance gave; `exact` if these are all that it can give."""
    drawn = np.asarray(tuple(values), dtype=float)
    reached = int(np.sum(np.round(drawn, SAME) >= round(observed, SAME)))
    return Test(
        observed=observed,
        expected=round(float(drawn.mean()), SAME),
        sd=round(float(drawn.std()), SAME),
        p=reached / drawn.size if exact else (reached + 1) / (drawn.size + 1),
        cases=drawn.size,
        exact=exact,
    )


def holm(values: Sequence[float]) -> tuple[float, ...]:
    """Return p-values that stay below a level only if all false alarms together stay below it.

    The k-th smallest of m is multiplied by m − k + 1 and never falls below one before it.

    References
    ----------
    S. Holm, "A simple sequentially rejective multiple test procedure", Scandinavian Journal of Statistics 6(2), 1979.
    """
    order = sorted(range(len(values)), key=lambda n: (values[n], n))
    found, least = [0.0] * len(values), 0.0
    for place, n in enumerate(order):
        least = max(least, min(1.0, values[n] * (len(values) - place)))
        found[n] = least
    return tuple(found)


def false_discoveries(values: Sequence[float]) -> tuple[float, ...]:
    """Return p-values below a level for findings of which at most that share are false alarms.

    References
    ----------
    Y. Benjamini and Y. Hochberg, "Controlling the false discovery rate", Journal of the Royal Statistical Society B
    57(1), 1995.
    """
    return tuple(float(each) for each in false_discovery_control(values)) if len(values) else ()


def highest(observed: Sequence[float], drawn: Floats) -> tuple[float, ...]:
    """Return for each of many numbers how often chance gives any of them so far above its mean, in deviations.

    `drawn` has a row for each random case. This corrects for the number of numbers as Holm does, and unlike Holm can
    find something with fewer cases than numbers (the maximum of standardised values, observed case included).

    References
    ----------
    P. H. Westfall and S. S. Young, "Resampling-based multiple testing", 1993, single-step maxT.
    """
    every = np.vstack([np.asarray(observed, dtype=float), drawn])
    spread = every.std(axis=0)
    level = np.where(spread > 10**-SAME, (every - every.mean(axis=0)) / np.where(spread > 0, spread, 1), 0.0)
    most = np.round(level[1:].max(axis=1), SAME)
    return tuple((1 + int(np.sum(most >= round(float(own), SAME)))) / len(every) for own in level[0])


def samples(graph: nx.Graph[str]) -> int | None:
    """Return how many random networks can be drawn of a graph in reasonable time; None for too few to tell anything."""
    affordable = SWITCHES // max(1, graph.number_of_edges())
    return SAMPLES if affordable >= SAMPLES else FEW if affordable >= FEW else None


def shuffled(graph: nx.Graph[str], cases: int, seed: int = SEED) -> Iterator[Edges]:
    """Yield random networks in which each name deals with as many others as it does here, as pairs of numbers.

    Names are numbered in alphabetical order. Between two networks as many switches are tried as there are dyads;
    one that would tie a name to itself or twice to another is not made, and counts as tried. Of a graph with arrows,
    as many lead from each name and to it as here; switches of two do not reach all of these, so three at once are
    tried as often (Rao, Jana and Bandyopadhyay 1996).

    References
    ----------
    J. Besag and P. Clifford, "Generalized Monte Carlo significance tests", Biometrika 76(4), 1989. R. Milo et al., "On
    the uniform generation of random graphs with prescribed degree sequences", arXiv:cond-mat/0312028, 2003. A. R. Rao,
    R. Jana and S. Bandyopadhyay, "A Markov chain Monte Carlo method for generating random (0, 1)-matrices with given
    marginals", Sankhya A 58, 1996.
    """
    chance = Random(seed)
    start = edges(graph)
    before = chance.randrange(cases + 1)
    for steps in (before, cases - before):
        state = [(int(a), int(b)) for a, b in start]
        arrows, present = set(state), {frozenset(ends) for ends in state}
        for _ in range(steps):
            if graph.is_directed():
                _turn(state, arrows, chance)
            else:
                _switch(state, present, chance)
            yield np.asarray(state, dtype=np.int64)


def _switch(state: list[tuple[int, int]], present: set[frozenset[int]], chance: Random) -> None:
    """Try as many switches as there are dyads: a–b and c–d become a–d and c–b, or a–c and b–d."""
    size = len(state)
    for _ in range(size):
        first, second, turn = (int(chance.random() * most) for most in (size, size, 2))
        (a, b), (c, d) = state[first], state[second]
        if turn:
            c, d = d, c
        if first == second or a == d or c == b:
            continue
        one, other = frozenset((a, d)), frozenset((c, b))
        if one in present or other in present:
            continue
        present -= {frozenset((a, b)), frozenset((c, d))}
        present |= {one, other}
        state[first], state[second] = (a, d), (c, b)


def _turn(state: list[tuple[int, int]], present: set[tuple[int, int]], chance: Random) -> None:
    """Try as many switches as there are arrows: two or three, drawn by lot, hand on whom they lead to."""
    size = len(state)
    for _ in range(size):
        picked = [int(chance.random() * size) for _ in range(2 + int(chance.random() * 2))]
        old = [state[n] for n in picked]
        new = [(a, c) for (a, _), (_, c) in zip(old, (*old[1:], old[0]), strict=True)]
        if len(set(picked)) < len(picked) or any(a == c or (a, c) in present for a, c in new):
            continue
        present.difference_update(old)
        present.update(new)
        for n, ends in zip(picked, new, strict=True):
            state[n] = ends


def edges(graph: nx.Graph[str]) -> Edges:
    """Return the dyads as pairs of numbers, names numbered in alphabetical order; of arrows the first acts."""
    number = {key: n for n, key in enumerate(sorted(graph))}
    ends = [(number[a], number[b]) for a, b in graph.edges if a != b]
    found = sorted(ends if graph.is_directed() else [(min(pair), max(pair)) for pair in ends])
    return np.asarray(found, dtype=np.int64).reshape(-1, 2)


def reciprocity(arrows: Edges) -> float:
    """Return the share of arrows that are answered by one the other way; 0 of none."""
    present = {(a, b) for a, b in arrows.tolist()}
    return sum((b, a) in present for a, b in present) / len(present) if present else 0.0


def clustering(ends: Edges, names: int) -> float:
    """Return the share of paths over two dyads whose ends are tied: 3 triangles / paths (transitivity); 0 of none."""
    whole = _matrix(ends, names).toarray() if names <= WHOLE else _matrix(ends, names)
    degrees = whole.sum(axis=0)
    paths = float((degrees * (degrees - 1)).sum())
    return float(((whole @ whole) * whole).sum()) / paths if paths else 0.0


def inside(ends: Edges, group: Flags) -> int:
    """Return the number of dyads of which both names belong to a group."""
    return int(np.sum(group[ends[:, 0]] & group[ends[:, 1]]))


def betweenness(cases: Sequence[Edges], names: int) -> Floats:
    """Return betweenness as centrality.py defines it: a row for each network, a column for each name."""
    return np.array([exactly(_matrix(ends, names))[0] for ends in cases]).reshape(len(cases), names)


def _matrix(ends: Edges, names: int) -> csr_array:
    half = coo_array((np.ones(len(ends)), (ends[:, 0], ends[:, 1])), shape=(names, names)).tocsr()
    return csr_array(half + half.T)


def laid(labels: Sequence[int], cases: int) -> Ints:
    """Return labels in random order, a row for each case; the same in every version of numpy (see intervals.py)."""
    return np.asarray(labels, dtype=np.int64)[_orders(len(labels), cases)]


@lru_cache(maxsize=1)
def _orders(length: int, cases: int) -> Ints:
    return np.argsort(np.random.RandomState(SEED).random_sample((cases, length)), axis=1)
