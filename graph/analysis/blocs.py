"""Blocs: organisations that states belong to, beside the communities that the documents show.

Which blocs are looked at is read off the data: those that divide the names at hand, and first those that the documents
themselves speak of. A bloc counts as declared whoever declares it, the ontology's reference or a document.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import comb
from types import MappingProxyType

from .projection import NOBODY
from .ties import Tie

LEAST = 3  # member states among the names, and others: of two, or of all but two, nothing can be told
MOST = 6  # blocs that are looked at

Members = Mapping[str, frozenset[str]]
NO_BLOCS: Members = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Bloc:
    """An organisation and which of the names at hand belong to it, sorted; `documents` speak of the organisation."""

    key: str
    members: tuple[str, ...]
    documents: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """How a bloc fits the community that fits it best, numbered from 0.

    `precision` is the share of that community that belongs to the bloc, `recall` the share of the bloc that is in it;
    `rand` compares the two divisions, bloc or not and community or not: 1 if they are the same, 0 if they agree as
    much as chance would make them. `communities` is over how many communities the bloc is spread.
    """

    bloc: Bloc
    community: int
    both: tuple[str, ...]
    precision: float
    recall: float
    rand: float
    communities: int


def chosen(
    members: Members,
    names: Collection[str],
    told: Mapping[str, int],
    homes: Mapping[str, str] = NOBODY,
    most: int = MOST,
) -> tuple[Bloc, ...]:
    """Return the blocs that divide the states at hand: at least `LEAST` of them within and without.

    People and organs belong where their state does (`homes`); the organisation itself does not, since those who say
    that they are its members are tied to it by that. First come the blocs that most documents speak of (`told`, see
    `speaking`), then those with most states here, then by key; of blocs with the same states only the first.
    """
    home = {key: homes.get(key, key) for key in sorted(names)}
    here = set(home.values()) & set().union(*members.values())
    order = sorted(members, key=lambda key: (-told.get(key, 0), -len(members[key] & here), key))
    found: dict[frozenset[str], Bloc] = {}
    for key in order:
        states = members[key] & here
        if LEAST <= len(states) <= len(here) - LEAST:
            belong = tuple(name for name, state in home.items() if state in states)
            found.setdefault(states, Bloc(key=key, members=belong, documents=told.get(key, 0)))
    return tuple(found.values())[:most]


def speaking(ties: Iterable[Tie]) -> dict[str, int]:
    """Return how many documents say anything that ties a name to another, by key."""
    found: dict[str, set[str]] = defaultdict(set)
    for tie in ties:
        for key in tie.pair:
            found[key].add(tie.document)
    return {key: len(found[key]) for key in sorted(found)}


def match(bloc: Bloc, communities: Sequence[Collection[str]]) -> Match:
    """Return the community that fits a bloc best: that of the highest F = 2 |both| / (|bloc| + |community|)."""
    members = set(bloc.members)
    shared = [sorted(members.intersection(each)) for each in communities]
    fit = [2 * len(both) / (len(members) + len(each)) for both, each in zip(shared, communities, strict=True)]
    best = max(range(len(communities)), key=lambda n: (fit[n], -n))
    names, held = sorted({key for each in communities for key in each}), set(communities[best])
    return Match(
        bloc=bloc,
        community=best,
        both=tuple(shared[best]),
        precision=len(shared[best]) / len(communities[best]),
        recall=len(shared[best]) / len(members),
        rand=adjusted_rand([key in members for key in names], [key in held for key in names]),
        communities=sum(map(bool, shared)),
    )


def adjusted_rand(one: Sequence[object], other: Sequence[object]) -> float:
    """Return how far two divisions of the same names agree: 1 if they are the same, 0 if no more than by chance.

    ARI = (Σ C(n_ij, 2) − e) / (½ (Σ C(a_i, 2) + Σ C(b_j, 2)) − e), e = Σ C(a_i, 2) Σ C(b_j, 2) / C(n, 2). Two that
    leave nothing to compare, each one group or each all alone, are the same and give 1.

    References
    ----------
    L. Hubert and P. Arabie, "Comparing partitions", Journal of Classification 2, 1985.
    """
    both, a, b = (_pairs(Counter(each)) for each in (zip(one, other, strict=True), one, other))
    every = comb(len(one), 2)
    expected = a * b / every if every else 0.0
    most = (a + b) / 2
    return 1.0 if most == expected else (both - expected) / (most - expected)


def _pairs(counts: Mapping[object, int]) -> int:
    return sum(comb(count, 2) for count in counts.values())
