"""Projections: ties between names folded into a simple graph that measures can be taken of.

Which ties count is a reader's choice (choice.py). A document counts a dyad once: the weight of an edge is the number of
documents that join its two names, however often each does. Denied statements never tie. Nodes and edges are added in
the order of the alphabet, so equal ties give equal graphs.

An edge carries
    weight       number of documents
    documents    their identifiers, sorted
    statements   IRIs of the statements, sorted
    intensity    mean on the scale from −10 to +10, each document counting once; None where no event says anything
    worlds       statements by world, {"fact": 2, "planned": 1}
    types        statements by type, {"Consult": 2, "partnerOf": 1}
and a node `type` ("State"), `label` and `documents` (of the ties it has in this graph).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from statistics import fmean
from types import MappingProxyType
from typing import Any

import networkx as nx

from graph.statement import ACTOR_TYPES

from .choice import Projection
from .ties import Name, Tie

DEFAULT = Projection()
NOBODY: Mapping[str, str] = MappingProxyType({})
PLAIN = 0.5  # an intensity within this of zero leans neither way


@dataclass(frozen=True, slots=True, kw_only=True)
class Dyad:
    """All that the documents say between two names; `a` comes before `b` in the alphabet."""

    a: str
    b: str
    documents: tuple[str, ...]
    statements: tuple[str, ...]
    intensity: float | None
    worlds: Mapping[str, int]
    types: Mapping[str, int]
    kinds: tuple[str, ...]

    @property
    def weight(self) -> int:
        """The number of documents that join the two."""
        return len(self.documents)


def choose(ties: Iterable[Tie], projection: Projection) -> tuple[Tie, ...]:
    """Return the ties that a reader wants, in the order they came; the denied ones never."""
    return tuple(tie for tie in ties if projection.admits(tie))


def fold(ties: Iterable[Tie], homes: Mapping[str, str]) -> tuple[Tie, ...]:
    """Return the ties with each name replaced by the one it stands for; ties of a name with itself go."""
    moved = (_moved(tie, homes.get(tie.a, tie.a), homes.get(tie.b, tie.b)) for tie in ties)
    return tuple(tie for tie in moved if tie.a != tie.b)


def among(ties: Iterable[Tie], names: Mapping[str, Name], types: Collection[str]) -> tuple[Tie, ...]:
    """Return the ties of which both names are of the given types."""
    return tuple(tie for tie in ties if all(key in names and names[key].type in types for key in tie.pair))


def dyads(ties: Iterable[Tie]) -> tuple[Dyad, ...]:
    """Return one dyad for each pair of names, sorted."""
    return _grouped((tie.pair, tie) for tie in ties)


def directed_dyads(ties: Iterable[Tie]) -> tuple[Dyad, ...]:
    """Return one dyad for each way, from `a` to `b`; a tie between equals goes both ways."""
    return _grouped(
        (ends, tie) for tie in ties for ends in ([(tie.a, tie.b)] if tie.directed else [tie.pair, tie.pair[::-1]])
    )


def projected(
    ties: Iterable[Tie],
    names: Mapping[str, Name],
    projection: Projection = DEFAULT,
    *,
    homes: Mapping[str, str] = NOBODY,
    types: Collection[str] = ACTOR_TYPES,
) -> tuple[Tie, ...]:
    """Return the ties that a projection takes, as it takes them.

    With `homes` (of `ties.homes`) people and organs are folded into their state, where the projection says so, before
    names of other types than `types` fall out: `types=("State",), homes=homes` are the ties of states.
    """
    chosen = choose(ties, projection)
    return among(fold(chosen, homes) if projection.fold and homes else chosen, names, types)


def project(
    ties: Iterable[Tie],
    names: Mapping[str, Name],
    projection: Projection = DEFAULT,
    *,
    homes: Mapping[str, str] = NOBODY,
    types: Collection[str] = ACTOR_TYPES,
) -> nx.Graph[str]:
    """Return the simple weighted graph of the ties that a projection takes (see `projected`)."""
    return as_graph(dyads(projected(ties, names, projection, homes=homes, types=types)), names)


def as_arrows(ties: Iterable[Tie], names: Mapping[str, Name]) -> nx.DiGraph[str]:
    """Return ties as arrows from actor to recipient, and both ways where the sides are equal.

    Each arrow carries weight, documents and statements of its own direction.
    """
    graph: nx.DiGraph[str] = nx.DiGraph()
    arrows = directed_dyads(ties)
    _add_nodes(graph, [(arrow.a, arrow.b) for arrow in arrows], names)
    for arrow in arrows:
        graph.add_edge(arrow.a, arrow.b, **_attributes(arrow))
    return graph


def signed(graph: nx.Graph[str]) -> nx.Graph[str]:
    """Return the dyads of a graph that lean to cooperation (sign 1), to conflict (−1) or to neither (0).

    The sign is that of the mean intensity, in which each document counts once; dyads without an event have none and
    fall out, and so do names without such a dyad. Misleads where one harsh document outweighs routine talks.
    """
    leaning: nx.Graph[str] = nx.Graph()
    told = {(a, b): data for a, b, data in graph.edges(data=True) if data["intensity"] is not None}
    kept = {key for ends in told for key in ends}
    leaning.add_nodes_from((key, data) for key, data in graph.nodes(data=True) if key in kept)
    leaning.add_edges_from((a, b, {**data, "sign": sign(data["intensity"])}) for (a, b), data in told.items())
    return leaning


def sign(intensity: float) -> int:
    """Return 1 for cooperation, −1 for conflict, 0 within `PLAIN` of zero."""
    return 0 if abs(intensity) <= PLAIN else 1 if intensity > 0 else -1


def as_graph(found: Iterable[Dyad], names: Mapping[str, Name]) -> nx.Graph[str]:
    """Return dyads as a networkx graph with the attributes told at the head of this module."""
    edges = {(dyad.a, dyad.b): dyad for dyad in found}
    graph: nx.Graph[str] = nx.Graph()
    _add_nodes(graph, edges, names)
    for ends in sorted(edges):
        graph.add_edge(ends[0], ends[1], **_attributes(edges[ends]))
    held: dict[str, set[str]] = defaultdict(set)
    for (a, b), dyad in edges.items():
        held[a].update(dyad.documents)
        held[b].update(dyad.documents)
    for key in graph:
        graph.nodes[key]["documents"] = tuple(sorted(held[key]))
    return graph


def _moved(tie: Tie, a: str, b: str) -> Tie:
    return tie if (a, b) == (tie.a, tie.b) else replace(tie, a=a, b=b)


def _grouped(ends: Iterable[tuple[tuple[str, str], Tie]]) -> tuple[Dyad, ...]:
    groups: dict[tuple[str, str], list[Tie]] = defaultdict(list)
    for pair, tie in ends:
        groups[pair].append(tie)
    return tuple(_dyad(pair, groups[pair]) for pair in sorted(groups))


def _dyad(pair: tuple[str, str], group: list[Tie]) -> Dyad:
    once = {(tie.statement, tie.kind): tie for tie in reversed(group)}.values()
    return Dyad(
        a=pair[0],
        b=pair[1],
        documents=tuple(sorted({tie.document for tie in group})),
        statements=tuple(sorted({tie.statement for tie in group})),
        intensity=_intensity(once),
        worlds=dict(sorted(Counter(tie.world for tie in once).items())),
        types=dict(sorted(Counter(tie.type for tie in once).items())),
        kinds=tuple(sorted({tie.kind for tie in group})),
    )


def _intensity(group: Collection[Tie]) -> float | None:
    """Return the mean over documents of each document's mean; None where no tie has an intensity."""
    by_document: dict[str, list[float]] = defaultdict(list)
    for tie in group:
        if tie.intensity is not None:
            by_document[tie.document].append(tie.intensity)
    return fmean(fmean(values) for values in by_document.values()) if by_document else None


def _attributes(dyad: Dyad) -> dict[str, Any]:
    return {
        "weight": dyad.weight,
        "documents": dyad.documents,
        "statements": dyad.statements,
        "intensity": dyad.intensity,
        "worlds": dyad.worlds,
        "types": dyad.types,
        "kinds": dyad.kinds,
    }


def _add_nodes(graph: nx.Graph[str], edges: Iterable[tuple[str, str]], names: Mapping[str, Name]) -> None:
    for key in sorted({key for ends in edges for key in ends}):
        graph.add_node(key, type=names[key].type, label=names[key].label)
