"""Backbone: the dyads that are told more often than a name's other dyads would lead one to expect."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import networkx as nx

from .nulls import LEVEL, false_discoveries, holm

Correction = Callable[[Sequence[float]], Sequence[float]]
CORRECTIONS: dict[str, Correction] = {"none": tuple, "holm": holm, "false discoveries": false_discoveries}


@dataclass(frozen=True, slots=True, kw_only=True)
class Strand:
    """A dyad with its p-values seen from each of its names, None where a name has no other dyad.

    `p` is the smaller of the two, `adjusted` the smaller after correction for all tests; 1 where there is none.
    """

    a: str
    b: str
    weight: float
    from_a: float | None
    from_b: float | None
    p: float
    adjusted: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Backbone:
    """The dyads in the order of their p-values, the most telling first; `kept` are those below the level."""

    strands: tuple[Strand, ...]
    level: float

    @property
    def kept(self) -> tuple[Strand, ...]:
        """The dyads that stand out."""
        return tuple(each for each in self.strands if each.adjusted < self.level)

    @property
    def seeming(self) -> tuple[Strand, ...]:
        """The dyads that stand out by themselves, uncorrected: the paper's rule."""
        return tuple(each for each in self.strands if each.p < self.level)

    @property
    def even(self) -> bool:
        """Whether all dyads weigh the same, so that none can stand out."""
        return len({each.weight for each in self.strands}) < 2


def disparity(weight: float, strength: float, degree: int) -> float | None:
    """Return how likely a dyad is to take so large a share of a name's weight, were that broken at random.

    α = (1 − w/s)^(k − 1): the share of a stick broken at k − 1 places that a given piece exceeds. None for k = 1, where
    the share is always whole and tells nothing.
    """
    return (1 - weight / strength) ** (degree - 1) if degree > 1 else None


def backbone(graph: nx.Graph[str], *, level: float = LEVEL, correction: str = "holm") -> Backbone:
    """Return the multiscale backbone of a weighted graph: the disparity filter.

    A dyad stays if its p-value from either of its names is below the level; that is the paper's rule, which
    `correction="none"` applies as it stands. With Holm's correction for all tests, chance keeps anything at all in one
    network of twenty; with that for false discoveries, one dyad kept of twenty is chance.
    Misleads where weights are small whole numbers: a name whose ties are told of five times can have none that
    stands out.

    References
    ----------
    M. Á. Serrano, M. Boguñá and A. Vespignani, "Extracting the multiscale backbone of complex weighted networks", PNAS
    106(16), 2009.
    """
    strength, degree = dict(graph.degree(weight="weight")), dict(graph.degree)
    ends: Iterable[tuple[str, str, float]] = graph.edges(data="weight")
    weights = {(min(a, b), max(a, b)): float(weight) for a, b, weight in ends}
    tests = {
        (pair, key): p
        for pair, weight in sorted(weights.items())
        for key in pair
        if (p := disparity(weight, strength[key], degree[key])) is not None
    }
    adjusted = dict(zip(tests, CORRECTIONS[correction](tuple(tests.values())), strict=True))
    strands = [
        Strand(
            a=pair[0], b=pair[1], weight=weight, from_a=tests.get((pair, pair[0])), from_b=tests.get((pair, pair[1])),
            p=min(tests.get((pair, key), 1.0) for key in pair),
            adjusted=min(adjusted.get((pair, key), 1.0) for key in pair),
        )
        for pair, weight in weights.items()
    ]  # fmt: skip
    order = sorted(strands, key=lambda each: (each.p, -each.weight, each.a, each.b))
    return Backbone(strands=tuple(order), level=level)
