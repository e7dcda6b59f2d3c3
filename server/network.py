"""The network of a generation as the explorer and the front page use it: computed once, kept with the edition."""

from dataclasses import dataclass

import networkx as nx

from graph.layout import labelled, layout
from graph.projection import network
from graph.ties import Tie, read_names, read_ties
from ontology.terms import ID

from .catalogue import Name
from .editions import Edition


@dataclass(frozen=True)
class Network:
    """All names that statements tie, one edge a dyad, with the ties behind each and a place for each name."""

    graph: "nx.Graph[str]"
    ties: dict[tuple[str, str], tuple[Tie, ...]]
    places: dict[str, tuple[float, float]]
    labelled: tuple[str, ...]
    names: dict[str, Name]
    whole: int

    def name(self, key: str) -> Name:
        """Return the name of a key."""
        return self.names[key]


def the_network(edition: Edition, most: int = 300) -> Network:
    """Return the network of an edition: its `most` most central names, if it holds more."""
    kept: Network | None = edition.kept.get("network")
    if kept is None:
        kept = edition.kept["network"] = _read(edition, most)
    return kept


def _read(edition: Edition, most: int) -> Network:
    ties = tuple(tie for tie in read_ties(edition.generation) if tie.kind != "shared")
    whole = network(ties, read_names(edition.generation))
    drawn = _most_central(whole, most)
    pairs: dict[tuple[str, str], list[Tie]] = {}
    for tie in ties:
        if drawn.has_edge(*tie.pair):
            pairs.setdefault(tie.pair, []).append(tie)
    return Network(
        graph=drawn,
        ties={pair: tuple(found) for pair, found in pairs.items()},
        places=layout(drawn),
        labelled=labelled(drawn, len(drawn)),
        names={key: edition.catalogue.name(ID[key]) for key in drawn},
        whole=len(whole),
    )


def _most_central(graph: "nx.Graph[str]", most: int) -> "nx.Graph[str]":
    if len(graph) <= most:
        return graph
    kept = graph.subgraph(labelled(graph, most))
    return nx.Graph(kept.subgraph([key for key in sorted(kept) if kept.degree(key)]))
