"""Projections: ties between names folded into a simple graph that measures can be taken of.

A document counts a dyad once: the weight of an edge is the number of documents that join its two names, however often
each does. Denied statements never tie. Nodes and edges are added in the order of the alphabet, so equal ties give equal
graphs.

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
from typing import Any

import networkx as nx

from graph.statement import ACTOR_TYPES

from .ties import Name, Tie

WORLDS = ("fact", "attributed", "planned")
MEASURED_KINDS = ("event", "relation", "shared")
NOT_MEASURED = frozenset({"basedIn"})  # says where somebody is, not with whom they deal


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


def choose(
    ties: Iterable[Tie],
    *,
    worlds: Collection[str] = ("fact",),
    kinds: Collection[str] | None = None,
    types: Collection[str] | None = None,
    sectors: Collection[str] | None = None,
    since: str | None = None,
    until: str | None = None,
    confidence: float = 0.0,
) -> tuple[Tie, ...]:
    """Return the ties that a reader wants, in the order they came; the denied ones never.

    `since` and `until` are dates as precise as one likes ("2023", "2025-10") and inclusive; a tie without a date falls
    out as soon as either is given, since nobody knows whether it belongs.
    """
    wanted = frozenset(worlds) - {"denied"}
    return tuple(
        tie
        for tie in ties
        if tie.world in wanted
        and (kinds is None or tie.kind in kinds)
        and (types is None or tie.type in types)
        and (sectors is None or not frozenset(sectors).isdisjoint(tie.sectors))
        and tie.confidence >= confidence
        and _within(tie.date, since, until)
    )


def fold(ties: Iterable[Tie], homes: Mapping[str, str]) -> tuple[Tie, ...]:
    """Return the ties with each name replaced by the one it stands for; ties of a name with itself go."""
    moved = (replace(tie, a=homes.get(tie.a, tie.a), b=homes.get(tie.b, tie.b)) for tie in ties)
    return tuple(tie for tie in moved if tie.a != tie.b)


def among(ties: Iterable[Tie], names: Mapping[str, Name], types: Collection[str]) -> tuple[Tie, ...]:
    """Return the ties of which both names are of the given types."""
    return tuple(tie for tie in ties if all(key in names and names[key].type in types for key in tie.pair))


def dyads(ties: Iterable[Tie]) -> tuple[Dyad, ...]:
    """Return one dyad for each pair of names, sorted."""
    groups: dict[tuple[str, str], list[Tie]] = defaultdict(list)
    for tie in ties:
        groups[tie.pair].append(tie)
    return tuple(_dyad(pair, groups[pair]) for pair in sorted(groups))


def project(
    ties: Iterable[Tie],
    names: Mapping[str, Name],
    *,
    worlds: Collection[str] = ("fact",),
    kinds: Collection[str] = MEASURED_KINDS,
    types: Collection[str] = ACTOR_TYPES,
    homes: Mapping[str, str] | None = None,
) -> nx.Graph[str]:
    """Return the simple weighted graph of actors that the measures are taken of.

    With `homes` (of `ties.read_homes`) people and organs are folded into their state before names of other types than
    `types` fall out, so `types=("State",), homes=homes` is the graph of states. Where somebody is based, and who holds
    which office, ties nobody here.
    """
    chosen = _measured(ties, names, worlds=worlds, kinds=kinds, types=types, homes=homes)
    return as_graph(dyads(chosen), names)


def project_directed(
    ties: Iterable[Tie],
    names: Mapping[str, Name],
    *,
    worlds: Collection[str] = ("fact",),
    kinds: Collection[str] = MEASURED_KINDS,
    types: Collection[str] = ACTOR_TYPES,
    homes: Mapping[str, str] | None = None,
) -> nx.DiGraph[str]:
    """Return the same projection with arrows from actor to recipient, and both ways where the sides are equal.

    Each arrow carries weight, documents and statements of its own direction.
    """
    arrows: dict[tuple[str, str], list[Tie]] = defaultdict(list)
    for tie in _measured(ties, names, worlds=worlds, kinds=kinds, types=types, homes=homes):
        for ends in ((tie.a, tie.b),) if tie.directed else ((tie.a, tie.b), (tie.b, tie.a)):
            arrows[ends].append(tie)
    graph: nx.DiGraph[str] = nx.DiGraph()
    _add_nodes(graph, arrows, names)
    for ends in sorted(arrows):
        graph.add_edge(ends[0], ends[1], **_attributes(_dyad(ends, arrows[ends])))
    return graph


def network(
    ties: Iterable[Tie],
    names: Mapping[str, Name],
    *,
    worlds: Collection[str] = WORLDS,
    kinds: Collection[str] = ("event", "relation", "office"),
) -> nx.Graph[str]:
    """Return the explorer's network: names of all types, one edge a dyad, everything but denials.

    Agreements, measures and initiatives are names of their own here, so ties that only arise through them (`shared`)
    are left out. Give `choose` the ties first to narrow by sector, time or confidence.
    """
    known = [tie for tie in choose(ties, worlds=worlds, kinds=kinds) if tie.a in names and tie.b in names]
    return as_graph(dyads(known), names)


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


def _measured(
    ties: Iterable[Tie],
    names: Mapping[str, Name],
    *,
    worlds: Collection[str],
    kinds: Collection[str],
    types: Collection[str],
    homes: Mapping[str, str] | None,
) -> tuple[Tie, ...]:
    chosen = [tie for tie in choose(ties, worlds=worlds, kinds=kinds) if tie.type not in NOT_MEASURED]
    return among(fold(chosen, homes or {}), names, types)


def _dyad(pair: tuple[str, str], group: list[Tie]) -> Dyad:
    once = {(tie.statement, tie.kind): tie for tie in group}.values()
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


def _within(date: str | None, since: str | None, until: str | None) -> bool:
    if since is None and until is None:
        return True
    if date is None:
        return False
    return (since is None or date >= since[: len(date)]) and (until is None or date[: len(until)] <= until)
