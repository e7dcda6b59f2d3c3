"""How much a rank hangs on single documents: each is left out in turn and everything is measured again.

Exact, not resampled: n documents give n graphs. Past `BUDGET` steps it is not done and the report says so, rather than
guess.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import inf

import networkx as nx

from .centrality import SAME, Measure, Values, ranks

BUDGET = 5_000_000  # documents × names × dyads: some four seconds


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold:
    """How a name fares in one measure when any one document is left out.

    `best` and `worst` are ranks, `worst` None where a document takes the name with it; `low` and `high` the values it
    takes where it stays. The rank and value with all documents lie between them. `fall` is the document whose absence
    lowers it most, with the rank `fallen` that it has then (None for none at all); None where no document lowers it.
    """

    best: int
    worst: int | None
    low: float
    high: float
    fall: str | None
    fallen: int | None


def without(graph: nx.Graph[str], document: str) -> nx.Graph[str]:
    """Return the graph as it would be had a document not been read; names left without a tie go."""
    rest: nx.Graph[str] = nx.Graph()
    ends: Iterable[tuple[str, str, tuple[str, ...]]] = graph.edges(data="documents")
    kept = [(a, b, len(held) - (document in held)) for a, b, held in ends]
    names = {key for a, b, weight in kept if weight for key in (a, b)}
    rest.add_nodes_from(key for key in graph if key in names)
    rest.add_weighted_edges_from((a, b, weight) for a, b, weight in kept if weight)
    return rest


def documents(graph: nx.Graph[str]) -> tuple[str, ...]:
    """Return the documents that tie anybody in a graph, sorted."""
    ends: Iterable[tuple[str, str, tuple[str, ...]]] = graph.edges(data="documents")
    return tuple(sorted({each for _, _, held in ends for each in held}))


def holds(graph: nx.Graph[str], measures: Sequence[Measure]) -> dict[str, dict[str, Hold]] | None:
    """Return for each measure (by id) and name how it holds; None where that would take too long."""
    read = documents(graph)
    if len(read) * len(graph) * graph.number_of_edges() > BUDGET:
        return None
    rest = {document: without(graph, document) for document in read}
    return {measure.id: _holds(measure, graph, rest) for measure in measures}


def _holds(measure: Measure, graph: nx.Graph[str], rest: Mapping[str, nx.Graph[str]]) -> dict[str, Hold]:
    whole = measure.of(graph)
    now = {key: rank.position for key, rank in ranks(whole).items()}
    values = {document: measure.of(left) for document, left in rest.items()}
    places = {
        document: {key: rank.position for key, rank in ranks(found).items()} for document, found in values.items()
    }
    return {key: _hold(key, now[key], whole[key] or 0.0, values, places) for key in now}


def _hold(
    key: str, now: int, value: float, values: Mapping[str, Values], places: Mapping[str, Mapping[str, int]]
) -> Hold:
    after = {document: found.get(key) for document, found in places.items()}
    stays = [rank for rank in after.values() if rank is not None]
    known = [value, *(other for found in values.values() if (other := found.get(key)) is not None)]
    falls = [(-(rank or inf), document) for document, rank in after.items() if (rank or inf) > now]
    fall = min(falls)[1] if falls else None
    return Hold(
        best=min(now, *stays) if stays else now,
        worst=max(now, *stays) if len(stays) == len(after) else None,
        low=round(min(known), SAME),
        high=round(max(known), SAME),
        fall=fall,
        fallen=after[fall] if fall else None,
    )
