"""The states, persons, organisations, places, agreements and initiatives that are known before any text is read.

They stand in `actors.ttl`, `persons.ttl` and `places.ttl`; an actor's key is the tail of its IRI (`state/it`).
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from rdflib import OWL, RDF, SKOS, Graph, Node, URIRef

from .terms import ID, RZ

FILES = ("actors.ttl", "persons.ttl", "places.ttl")
TIES = ("adopts", "partyTo", "takesPartIn")
SINGLE = (SKOS.prefLabel, RZ.iso3166, RZ.capital, RZ.locatedIn, RZ.basedIn, RZ.serves, OWL.sameAs)


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Somebody or something that the ontology knows, with the words that mean it.

    `names` are those beside `name`, former ones included ("Soviet Union" for Russia); `seats` are words that stand
    for it though they name a place ("Kremlin"); `members` are the keys of those that belong to an organisation;
    `serves` is the state or body whose office a person is known to hold or to have held.
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
    serves: str | None = None
    same_as: str | None = None
    members: tuple[str, ...] = ()
    ties: tuple[tuple[str, str], ...] = ()


@cache
def load_actors() -> tuple[Actor, ...]:
    """Return every known actor, sorted by key."""
    return actors_in(actors_graph())


def actors_in(graph: Graph) -> tuple[Actor, ...]:
    """Return the actors that a graph describes, sorted by key."""
    members: defaultdict[Node, list[str]] = defaultdict(list)
    for member, organization in graph.subject_objects(RZ.memberOf):
        members[organization].append(key_of(member))
    actors = (_actor(graph, node, type_, members[node]) for node, type_ in graph.subject_objects(RDF.type))
    return tuple(sorted(actors, key=lambda actor: actor.key))


def added_actors(additions: Graph) -> tuple[Actor, ...]:
    """Return the actors that additions bring or change, sorted by key.

    What has one value only (the name, the capital) is replaced, and the former name kept beside the new one; all
    else is added to what is known. The additions must be free of faults (`ontology.additions`).
    """
    known, merged = actors_graph(), Graph()
    touched = {*additions.subjects(), *additions.objects(None, RZ.memberOf)}
    for node in touched:
        for term, value in known.predicate_objects(node):
            replaced = term in SINGLE and (node, term, None) in additions
            if not replaced:
                merged.add((node, term, value))
            elif term == SKOS.prefLabel:
                merged.add((node, SKOS.altLabel, value))
        for member in known.subjects(RZ.memberOf, node):
            merged.add((member, RZ.memberOf, node))
    return actors_in(merged + additions)


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
        key=key_of(node),
        type=str(type_).removeprefix(RZ),
        name=str(values[SKOS.prefLabel][0]),
        names=tuple(sorted(names)),
        demonyms=tuple(sorted(map(str, values[RZ.demonym]))),
        iso=next(map(str, values[RZ.iso3166]), None),
        capital=next(_keys(values[RZ.capital]), None),
        seats=tuple(sorted(map(str, values[RZ.seat]))),
        located_in=next(_keys(values[RZ.locatedIn]), None),
        based_in=next(_keys(values[RZ.basedIn]), None),
        serves=next(_keys(values[RZ.serves]), None),
        same_as=next(map(str, values[OWL.sameAs]), None),
        members=tuple(sorted(members)),
        ties=tuple((term, key) for term in TIES for key in sorted(_keys(values[RZ[term]]))),
    )


def _keys(nodes: list[Node]) -> Iterator[str]:
    return (key_of(node) for node in nodes)


def key_of(node: Node) -> str:
    """Return the key of an actor's IRI."""
    return str(URIRef(str(node))).removeprefix(ID)
