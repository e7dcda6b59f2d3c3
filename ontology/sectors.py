"""The sectors of `sectors.ttl`: what agreements, measures and events are about, and the words that tell it."""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from rdflib import RDF, SKOS, Graph, Node

from .terms import SECTOR


@dataclass(frozen=True, slots=True)
class Sector:
    """A sector by its id ("energy"); `words` tell it in a text, the label among them, all in lower case but names.

    `strong` are those of the words that prove it by themselves; the others only point to it.
    """

    id: str
    label: str
    definition: str
    broader: str | None
    words: tuple[str, ...]
    strong: tuple[str, ...] = ()


@cache
def load_sectors() -> tuple[Sector, ...]:
    """Return every sector, sorted by id."""
    graph = sectors_graph()
    sectors = (_sector(graph, node) for node in graph.subjects(RDF.type, SKOS.Concept))
    return tuple(sorted(sectors, key=lambda sector: sector.id))


@cache
def sectors_graph() -> Graph:
    """Return the concept scheme as RDF; the graph is shared, so it is not to be changed."""
    return Graph().parse(data=files(__package__).joinpath("sectors.ttl").read_text(encoding="utf-8"), format="turtle")


def _sector(graph: Graph, node: Node) -> Sector:
    label = str(graph.value(node, SKOS.prefLabel))
    broader = graph.value(node, SKOS.broader)
    strong = {label, *map(str, graph.objects(node, SKOS.altLabel))}
    weak = {str(word) for word in graph.objects(node, SKOS.hiddenLabel)}
    return Sector(
        id=_id(node),
        label=label,
        definition=str(graph.value(node, SKOS.definition)),
        broader=_id(broader) if broader else None,
        words=tuple(sorted(strong | weak)),
        strong=tuple(sorted(strong)),
    )


def _id(node: Node) -> str:
    return str(node).removeprefix(SECTOR)
