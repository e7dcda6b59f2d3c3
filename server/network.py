"""The network of a generation, as the explorer, the front page and dossiers use it: read once, kept with the edition.

The balance of a dyad is the mean intensity of its events, each document counting once. Plans count only where nothing
firmer is told, denials never.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from statistics import fmean
from typing import NamedTuple

import networkx as nx

from graph.analysis.choice import SINGLE, WORLDS, Projection
from graph.analysis.layout import labelled
from graph.analysis.projection import project
from graph.analysis.reading import read_names, read_ties
from graph.analysis.ties import Tie
from graph.statement import SYMMETRIC_RELATIONS, TYPES
from graph.store import Generation, named_query
from ontology.terms import ID

from .addresses import tail_of
from .catalogue import Name
from .editions import Edition

Pair = tuple[str, str]
# Agreements and initiatives are names of their own here, so what is tied through them alone is left out.
BESIDE = ("shared", "trade")
WALKED = Projection(types=SINGLE, worlds=WORLDS, fold=False)
MOST = 300
MOST_LINES = 600


class Figures(NamedTuple):
    """How many statements, sentences and documents a dyad rests on, and how its events stand on the whole."""

    statements: int
    sentences: int
    sources: int
    balance: float | None


@dataclass(frozen=True)
class Network:
    """All names that statements tie, one edge a dyad, in `full`; `graph` holds those that are drawn at first.

    `order` is that of documentation, best first, and `rank` a name's place in it.
    """

    full: "nx.Graph[str]"
    graph: "nx.Graph[str]"
    ties: Mapping[Pair, tuple[Tie, ...]]
    order: tuple[str, ...]
    rank: Mapping[str, int]
    names: Mapping[str, Name]
    neighbours: Mapping[str, tuple[str, ...]]
    generation: Generation

    @property
    def whole(self) -> int:
        """How many names are tied."""
        return len(self.full)

    @property
    def whole_lines(self) -> int:
        """How many dyads there are."""
        return self.full.number_of_edges()

    @cached_property
    def sizes(self) -> Mapping[Pair, int]:
        """How many statements make each dyad, by its two names in the order of the alphabet."""
        return {pair: statements(ties) for pair, ties in self.ties.items()}

    @cached_property
    def whole_statements(self) -> int:
        """How many statements make them, each counted with every dyad that it makes."""
        return sum(self.size(a, b) for a, b in self.full.edges)

    @cached_property
    def evidence(self) -> Mapping[str, frozenset[str]]:
        """The stretches of text behind each statement."""
        found: dict[str, set[str]] = defaultdict(set)
        for statement, evidence in self.generation.table(named_query("page_evidence_of_statements")):
            found[statement].add(tail_of(evidence))
        return {statement: frozenset(keys) for statement, keys in found.items()}

    def ends(self, one: str, other: str) -> Pair:
        """Return two names, the better documented first."""
        return (one, other) if self.rank[one] < self.rank[other] else (other, one)

    def between(self, one: str, other: str) -> tuple[Tie, ...]:
        """Return the ties of two names, by key, whether they are drawn or not."""
        return self.ties.get((min(one, other), max(one, other)), ())

    def size(self, one: str, other: str) -> int:
        """Return how many statements tie two names."""
        return self.sizes.get((min(one, other), max(one, other)), 0)

    def figures(self, one: str, other: str) -> Figures:
        """Return what is counted of a dyad; reckoned when first asked for, and kept."""
        pair = (min(one, other), max(one, other))
        if pair not in self._figures:
            ties = self.between(one, other)
            documents = len({tie.document for tie in ties})
            self._figures[pair] = Figures(self.size(*pair), self.sentences(ties), documents, balance(ties))
        return self._figures[pair]

    @cached_property
    def _figures(self) -> dict[Pair, Figures]:
        return {}

    def sentences(self, ties: Iterable[Tie]) -> int:
        """Return how many different stretches of text stand behind ties."""
        return len(frozenset().union(*(self.evidence.get(tie.statement, frozenset()) for tie in ties)))


def the_network(edition: Edition) -> Network:
    """Return the network of an edition; of more names or lines than can be read the best documented are drawn."""
    return edition.keep("network", lambda: _read(edition))


def balance(ties: Iterable[Tie]) -> float | None:
    """Return the mean over documents of each document's mean intensity; None where no event says anything."""
    told = [tie for tie in ties if tie.intensity is not None and tie.world != "denied"]
    firm = [tie for tie in told if tie.world != "planned"] or told
    by_document: dict[str, dict[str, float]] = defaultdict(dict)
    for tie in firm:
        by_document[tie.document][tie.statement] = tie.intensity or 0.0
    return fmean(fmean(found.values()) for found in by_document.values()) if by_document else None


def statements(ties: Iterable[Tie]) -> int:
    """Return how many statements make ties: one may make several, and a symmetric relation stands both ways."""
    return len({each.statement for each in distinct(ties)})


def distinct(ties: Iterable[Tie]) -> tuple[Tie, ...]:
    """Return one tie a statement; of a relation that stands both ways, the one in the order of the alphabet."""
    found: dict[tuple[object, ...], Tie] = {}
    for tie in ties:
        mirrored = tie.type in SYMMETRIC_RELATIONS
        found.setdefault((tie.type, tie.document, tie.pair, tie.world) if mirrored else (tie.statement,), tie)
    return tuple(found.values())


def _read(edition: Edition) -> Network:
    ties = tuple(tie for tie in read_ties(edition.generation) if tie.kind not in BESIDE)
    whole = project(ties, read_names(edition.generation), WALKED, types=TYPES)
    drawn = _best_documented(whole)
    order = labelled(whole, len(whole))
    pairs: dict[Pair, list[Tie]] = defaultdict(list)
    neighbours: dict[str, set[str]] = defaultdict(set)
    for tie in ties:
        pairs[tie.pair].append(tie)
        neighbours[tie.a].add(tie.b)
        neighbours[tie.b].add(tie.a)
    return Network(
        full=whole,
        graph=drawn,
        ties={pair: tuple(found) for pair, found in pairs.items()},
        order=order,
        rank={key: place for place, key in enumerate(order)},
        names={key: edition.catalogue.name(ID[key]) for key in neighbours},
        neighbours={key: tuple(sorted(found)) for key, found in neighbours.items()},
        generation=edition.generation,
    )


def _best_documented(graph: "nx.Graph[str]") -> "nx.Graph[str]":
    """Return what can be read in one picture: the best documented names, and of their lines the best documented."""
    kept = nx.Graph(graph.subgraph(labelled(graph, MOST))) if len(graph) > MOST else graph
    if kept.number_of_edges() > MOST_LINES:
        kept = nx.Graph(kept.edge_subgraph(_strongest(kept)))
    ordered: nx.Graph[str] = nx.Graph()
    ordered.add_nodes_from((key, kept.nodes[key]) for key in sorted(kept) if kept.degree(key))
    for a, b in sorted((min(ends), max(ends)) for ends in kept.edges):
        ordered.add_edge(a, b, **kept.edges[a, b])
    return ordered


def _strongest(graph: "nx.Graph[str]") -> set[Pair]:
    """Return the lines of most documents, and each name's own strongest, so that nobody is cut off."""
    lines = sorted(graph.edges, key=lambda ends: strength(graph, ends))
    chosen = set(lines[:MOST_LINES])
    tied = (key for key in graph if graph.degree(key))
    return chosen | {min(graph.edges(key), key=lambda ends: strength(graph, ends)) for key in tied}


def strength(graph: "nx.Graph[str]", ends: Pair) -> tuple[int, int, Pair]:
    """Return what orders dyads by how well they are documented, the best first."""
    data = graph.edges[ends]
    return (-data["weight"], -len(data["statements"]), (min(ends), max(ends)))
