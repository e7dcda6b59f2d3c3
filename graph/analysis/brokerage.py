"""Brokerage: who stands between two others that do not deal with each other, and to which groups the three belong.

Each name has a group or none (None); names in no group stand for themselves. Groups may come from anywhere: a bloc and
those outside it, the communities of the network. A name that is in several blocs (EU and NATO) is looked at for one
bloc at a time, everybody outside it being in no group, so that memberships that overlap need no tearing apart.

In a directed graph b brokers from a to c if a → b → c and not a → c, and the roles are five. In an undirected one b
brokers between a and c if both deal with b and not with each other; each such three count once, and gatekeeper and
representative are the same.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import comb, sqrt

import networkx as nx
import numpy as np

from .arrays import Flags, Floats, Ints
from .nulls import Test, against, laid

ROLES = ("coordinator", "itinerant", "representative", "gatekeeper", "liaison")
ARRANGEMENTS = 5_000  # gone through one by one up to here
SAMPLES = 4_999
NAMES, PATHS = 1_000, 100_000  # names, and pairs that those asked stand between, beyond which lots are not drawn
LOOKED = 10_000_000  # pairs of partners that are looked at

Groups = Mapping[str, str | None]
NONE = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class Broker:
    """What a name does as a broker: a test for each role, by its name in `ROLES`; `total` is over all roles."""

    key: str
    group: str | None
    roles: Mapping[str, Test]

    @property
    def total(self) -> int:
        """The number of pairs that it stands between."""
        return round(sum(test.observed for test in self.roles.values()))


@dataclass(frozen=True, slots=True)
class Moments:
    """Mean and standard deviation of a count."""

    mean: float
    sd: float


def roles_of(graph: nx.Graph[str]) -> tuple[str, ...]:
    """Return the roles that can be told apart in a graph: four if it has no arrows, gatekeeper standing for two."""
    return ROLES if graph.is_directed() else tuple(role for role in ROLES if role != "representative")


def brokered(graph: nx.Graph[str], key: str) -> list[tuple[str, str]]:
    """Return the pairs that a name stands between: (a, c) for a → key → c where there are arrows, sorted."""
    if isinstance(graph, nx.DiGraph):
        sources, targets = (sorted(set(each) - {key}) for each in (graph.predecessors(key), graph.successors(key)))
        return [(a, c) for a in sources for c in targets if a != c and not graph.has_edge(a, c)]
    return [ends for ends in combinations(sorted(set(graph[key]) - {key}), 2) if not graph.has_edge(*ends)]


def census(graph: nx.Graph[str], groups: Groups) -> dict[str, dict[str, int]]:
    """Return how often each name plays each role.

    With the groups of a → b → c: coordinator A A A, itinerant broker (or consultant) A B A, representative A A B,
    gatekeeper A B B, liaison A B C.

    References
    ----------
    R. V. Gould and R. M. Fernandez, "Structures of mediation: a formal approach to brokerage in transaction networks",
    Sociological Methodology 19, 1989.
    """
    labels = _labels(graph, groups)
    return {key: _counted(graph, key, labels) for key in sorted(graph)}


def by_chance(graph: nx.Graph[str], groups: Groups) -> dict[str, dict[str, Moments]]:
    """Return what each role would come to if as many dyads were strewn at random: the expectation of the paper.

    With d the density, a pair is brokered with probability p = d²(1 − d); of m pairs that fit a role
    E = m p and Var = m p (1 − p) + o d³(1 − d)³, where o counts the ordered pairs of these that share one end.
    It tells who brokers much at all; whether groups matter is what `brokers` asks.
    """
    density = nx.density(graph)
    sizes = Counter(_labels(graph, groups).values())
    return {
        key: {
            role: _moments(_room(role, label, sizes), density, halved=not graph.is_directed() and role != "gatekeeper")
            for role in roles_of(graph)
        }
        for key, label in _labels(graph, groups).items()
    }


def brokers(graph: nx.Graph[str], groups: Groups, only: Collection[str] | None = None) -> tuple[Broker, ...] | None:
    """Return each name's roles beside what they would be were the others' memberships dealt out by lot.

    The network and the name's own group stay, and so do the sizes of groups; who else is in them is shuffled. All
    arrangements are gone through if there are at most `ARRANGEMENTS`, else `SAMPLES` are drawn. Of all names, or `only`
    some; None if these have too many pairs to do that.

    Misleads where the documents leave out the tie between two others: whoever they are about then stands between them.
    """
    asked = sorted(graph if only is None else only)
    if len(graph) > NAMES or _pairs(graph, asked) > 2 * PATHS:
        return None
    labels = _labels(graph, groups)
    found = []
    for label in sorted({labels[key] for key in asked}):
        exact, arrangements = _dealt(_without(labels, label))
        for key in (each for each in asked if labels[each] == label):
            counts = _counted(graph, key, labels)
            drawn = _drawn(graph, key, labels, arrangements)
            tests = {role: against(count, drawn[role], exact=exact) for role, count in counts.items()}
            found.append(Broker(key=key, group=groups.get(key), roles=tests))
    return tuple(sorted(found, key=lambda each: each.key))


def standing(graph: nx.Graph[str]) -> dict[str, int] | None:
    """Return between how many pairs each name stands; None if there are too many pairs to look at."""
    if _pairs(graph, graph) > LOOKED:
        return None
    return {key: len(brokered(graph, key)) for key in sorted(graph)}


def _pairs(graph: nx.Graph[str], keys: Iterable[str]) -> int:
    """Return how many pairs of partners some names have, whoever comes first; arrows count as dyads."""
    return sum(len(set(nx.all_neighbors(graph, key))) ** 2 for key in keys)


def _labels(graph: nx.Graph[str], groups: Groups) -> dict[str, int]:
    """Return groups as numbers, in the order of names; `NONE` for those in no group."""
    own = {key: groups.get(key) for key in sorted(graph)}
    known = {group: n for n, group in enumerate(sorted({each for each in own.values() if each is not None}))}
    return {key: NONE if group is None else known[group] for key, group in own.items()}


def _counted(graph: nx.Graph[str], key: str, labels: Mapping[str, int]) -> dict[str, int]:
    counts = Counter(_role(labels[a], labels[key], labels[c]) for a, c in brokered(graph, key))
    if not graph.is_directed():
        counts["gatekeeper"] += counts["representative"]
    return {role: counts[role] for role in roles_of(graph)}


def _role(a: int, b: int, c: int) -> str:
    if b != NONE and a == b:
        return "coordinator" if c == b else "representative"
    if b != NONE and c == b:
        return "gatekeeper"
    return "itinerant" if a == c != NONE else "liaison"


def _drawn(graph: nx.Graph[str], key: str, labels: Mapping[str, int], arrangements: Ints) -> dict[str, Floats]:
    """Return the count of each role in every arrangement of the others' groups.

    With H the pairs that a name stands between as a matrix and x who is in a group, x' H x of them are both in it.
    """
    ends, group = brokered(graph, key), labels[key]
    others = sorted({each for pair in ends for each in pair})
    place = {each: n for n, each in enumerate(others)}
    pairs = np.zeros((len(others), len(others)))
    for a, c in ends:
        pairs[place[a], place[c]] = 1
    column = {each: n for n, each in enumerate(each for each in labels if each != key)}
    held = arrangements[:, [column[each] for each in others]]
    both = {each: _within(held == each, pairs) for each in sorted({*labels.values()} - {NONE, group})}
    inside = held == group if group != NONE else np.zeros(held.shape, dtype=bool)
    found = {"coordinator": _within(inside, pairs), "itinerant": sum(both.values(), np.zeros(len(held)))}
    found["representative"] = inside @ pairs.sum(axis=1) - found["coordinator"]
    found["gatekeeper"] = inside @ pairs.sum(axis=0) - found["coordinator"]
    found["liaison"] = len(ends) - sum(found.values(), np.zeros(len(held)))
    if not graph.is_directed():
        found["gatekeeper"] = found["gatekeeper"] + found.pop("representative")
    return found


def _within(inside: Flags, pairs: Floats) -> Floats:
    return np.asarray(((inside @ pairs) * inside).sum(axis=1), dtype=float)


def _without(labels: Mapping[str, int], label: int) -> list[int]:
    rest = sorted(labels.values())
    rest.remove(label)
    return rest


def _dealt(labels: Sequence[int]) -> tuple[bool, Ints]:
    """Return whether all arrangements of labels are there, and them as rows; else `SAMPLES` drawn by lot."""
    amount, left = 1, len(labels)
    for size in Counter(labels).values():
        amount, left = amount * comb(left, size), left - size
    if amount <= ARRANGEMENTS:
        return True, np.asarray(list(_arrangements(labels)), dtype=np.int64).reshape(amount, len(labels))
    return False, laid(labels, SAMPLES)


def _arrangements(labels: Sequence[int]) -> Iterator[tuple[int, ...]]:
    """Yield every different order of labels, the rarest label placed last."""
    sizes = sorted(Counter(labels).items(), key=lambda each: (-each[1], each[0]))
    if len(sizes) <= 1:
        yield tuple(labels)
        return
    label, size = sizes[-1]
    rest = [each for each in labels if each != label]
    for places in combinations(range(len(labels)), size):
        for order in _arrangements(rest):
            others = iter(order)
            yield tuple(label if n in places else next(others) for n in range(len(labels)))


def _room(role: str, label: int, sizes: Mapping[int, int]) -> tuple[int, int]:
    """Return how many ordered pairs fit a role of a name in a group, and how many ordered pairs of these share an end.

    Every name in no group is a group of one.
    """
    whole = sum(sizes.values())
    own = sizes[label] if label != NONE else 1
    other = [size for each, size in sizes.items() if each not in (label, NONE)]
    other += [1] * (sizes.get(NONE, 0) - (label == NONE))
    mates, rest = own - 1, whole - own
    if role == "coordinator":
        return mates * (mates - 1), 2 * mates * (mates - 1) * (mates - 2)
    if role in ("representative", "gatekeeper"):
        return mates * rest, mates * rest * (rest - 1) + rest * mates * (mates - 1)
    if role == "itinerant":
        return sum(n * (n - 1) for n in other), 2 * sum(n * (n - 1) * (n - 2) for n in other)
    return sum(n * (rest - n) for n in other), 2 * sum(n * (rest - n) * (rest - n - 1) for n in other)


def _moments(room: tuple[int, int], density: float, *, halved: bool) -> Moments:
    pairs, shared = (each / 2 for each in room) if halved else room
    share = density**2 * (1 - density)
    return Moments(pairs * share, sqrt(pairs * share * (1 - share) + shared * (density * (1 - density)) ** 3))
