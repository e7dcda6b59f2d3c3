"""How names stand in the network of a generation: their places, communities and measures, made once and kept."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import sqrt
from typing import NamedTuple

import networkx as nx

from graph.analysis import centrality, sampling
from graph.analysis.communities import communities
from graph.analysis.engine import installed
from graph.analysis.layout import layout
from graph.analysis.measure import Estimates

from .editions import Edition
from .network import Network, the_network
from .placing import beyond
from .stage import Point, stage

MOST = 5_000
BEARABLE = 2_000_000  # names times dyads up to which all shortest paths are counted where igraph is not installed
Values = Mapping[str, float | None]


class Measure(NamedTuple):
    """A measure that a reader may size names by."""

    key: str
    label: str
    about: str
    of: Callable[["nx.Graph[str]"], Values]


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """By name: place, number of the community, and a value for each of `MEASURES`; `about` tells what those are."""

    places: Mapping[str, Point]
    community: Mapping[str, int]
    values: Mapping[str, list[float | None]]
    about: Mapping[str, str]


def the_standing(edition: Edition) -> Standing:
    """Return how names stand in the network of an edition."""
    return edition.keep("standing", lambda: _made(the_network(edition)))


def placed(graph: "nx.Graph[str]", places: Mapping[str, Point]) -> dict[str, Point]:
    """Return a place for each name of a graph, in the order it has them; who has one keeps it."""
    return beyond(graph, {key: places[key] for key in graph if key in places}, list(graph))


def _made(found: Network) -> Standing:
    measured = {each.key: each.of(found.full) for each in MEASURES}
    parts = communities(found.full).communities
    names = found.order[:MOST]
    near = found.full.subgraph(names)
    fixed = stage(found.graph, layout(found.graph), radii(found))
    return Standing(
        places=beyond(near, fixed, names),
        community={key: number for number, part in enumerate(parts) for key in part},
        values={key: [_short(values[key]) for values in measured.values()] for key in found.full},
        about={each.key: _about(each, measured[each.key]) for each in MEASURES},
    )


def radii(found: Network) -> dict[str, float]:
    """Return how large names are drawn where documents decide."""
    weights = {key: int(found.graph.degree(key, weight="weight")) for key in found.graph}
    most = max(weights.values(), default=1) or 1
    return {key: round(5.5 + 12 * sqrt(weight / most), 1) for key, weight in weights.items()}


def _betweenness(graph: "nx.Graph[str]") -> Values:
    if not installed() and len(graph) * graph.number_of_edges() > BEARABLE:
        return sampling.betweenness(graph)
    return centrality.betweenness(graph)


def _documents(graph: "nx.Graph[str]") -> Values:
    return {key: len(documents) for key, documents in graph.nodes(data="documents")}


def _ties(graph: "nx.Graph[str]") -> Values:
    return {key: int(degree) for key, degree in graph.degree}


def _about(measure: Measure, values: Values) -> str:
    if not isinstance(values, Estimates):
        return measure.about
    return f"{measure.about} Estimated from {values.sample}, within {values.bound:.3f}."


def _short(value: float | None) -> float | None:
    return value if value is None or isinstance(value, int) else float(f"{value:.4g}")


_KNOWN = {each.id: each for each in centrality.MEASURES}
MEASURES = (
    Measure("documents", "Documents", "How many documents tie a name to another.", _documents),
    Measure("ties", "Ties", _KNOWN["degree"].meaning, _ties),
    Measure("betweenness", "Betweenness", _KNOWN["betweenness"].meaning, _betweenness),
    Measure("pagerank", "PageRank", _KNOWN["pagerank"].meaning, centrality.pagerank),
)
