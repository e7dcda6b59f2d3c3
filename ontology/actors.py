"""The states, organisations, places, agreements and initiatives that are known before any text is read.

They stand in `actors.ttl` and `places.ttl`; an actor's key is the tail of its IRI (`state/it`).
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from rdflib import OWL, RDF, SKOS, Graph, Node, URIRef

from .terms import ID, RZ

FILES = ("actors.ttl", "places.ttl")
TIES = ("adopts", "partyTo", "takesPartIn")


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Somebody or something that the ontology knows, with the words that mean it.

    `names` are those beside `name`, former ones included ("Soviet Union" for Russia); `seats` are words that stand
    for it though they name a place ("Kremlin"); `members` are the keys of those that belong to an organisation.
    """

    key: str
    type: str
    name: str
    names: tuple[str, ...] = ()
    demonyms: tuple[str, ...] = ()
    iso: str | None = None
    capital: str | None = None
    seats: tuple[str, ...] = ()
    located_in: str | None = None
    based_in: str | None = None
    same_as: str | None = None
    members: tuple[str, ...] = ()
    ties: tuple[tuple[str, str], ...] = ()


@cache
def load_actors() -> tuple[Actor, ...]:
    """Return every known actor, sorted by key."""
    graph = actors_graph()
    members: defaultdict[Node, list[str]] = defaultdict(list)
    for member, organization in graph.subject_objects(RZ.memberOf):
        members[organization].append(_key(member))
    actors = (_actor(graph, node, type_, members[node]) for node, type_ in graph.subject_objects(RDF.type))
    return tuple(sorted(actors, key=lambda actor: actor.key))


@cache
def actors_graph() -> Graph:
    """Return what the ontology knows of actors as RDF; the graph is shared, so it is not to be changed."""
    graph = Graph()
    for name in FILES:
        source = files(__package__).joinpath(name)
        if source.is_file():
            graph.parse(data=source.read_text(encoding="utf-8"), format="turtle")
    return graph


def _actor(graph: Graph, node: Node, type_: Node, members: list[str]) -> Actor:
    values: defaultdict[Node, list[Node]] = defaultdict(list)
    for predicate, value in graph.predicate_objects(node):
        values[predicate].append(value)
    names = {str(value) for term in (SKOS.altLabel, SKOS.hiddenLabel) for value in values[term]}
    return Actor(
        key=_key(node),
        type=str(type_).removeprefix(RZ),
        name=str(values[SKOS.prefLabel][0]),
        names=tuple(sorted(names)),
        demonyms=tuple(sorted(map(str, values[RZ.demonym]))),
        iso=next(map(str, values[RZ.iso3166]), None),
        capital=next(_keys(values[RZ.capital]), None),
        seats=tuple(sorted(map(str, values[RZ.seat]))),
        located_in=next(_keys(values[RZ.locatedIn]), None),
        based_in=next(_keys(values[RZ.basedIn]), None),
        same_as=next(map(str, values[OWL.sameAs]), None),
        members=tuple(sorted(members)),
        ties=tuple((term, key) for term in TIES for key in sorted(_keys(values[RZ[term]]))),
    )


def _keys(nodes: list[Node]) -> Iterator[str]:
    return (_key(node) for node in nodes)


def _key(node: Node) -> str:
    return str(URIRef(str(node))).removeprefix(ID)
