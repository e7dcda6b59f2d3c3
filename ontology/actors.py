"""The states, persons, organisations, places, agreements and initiatives that are known before any text is read.

They stand in `actors.ttl`, `persons.ttl` and `places.ttl`; an actor's key is the tail of its IRI (`state/it`).
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import pyoxigraph as ox
from rdflib import OWL, RDF, SKOS, Graph, Node

from .terms import ID, RZ

FILES = ("actors.ttl", "persons.ttl", "places.ttl")
TIES = ("adopts", "partyTo", "takesPartIn")
SINGLE = (SKOS.prefLabel, RZ.iso3166, RZ.capital, RZ.locatedIn, RZ.basedIn, RZ.serves, OWL.sameAs)


Triple = tuple[str, str, str]
_TYPE, _MEMBER_OF = str(RDF.type), str(RZ.memberOf)


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
    return actors_in(triple for name in FILES for triple in _triples(name))


def actors_in(triples: Iterable[Triple]) -> tuple[Actor, ...]:
    """Return the actors that triples describe, sorted by key."""
    members: defaultdict[str, list[str]] = defaultdict(list)
    facts: defaultdict[str, defaultdict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for subject, predicate, value in triples:
        facts[subject][predicate].append(value)
        if predicate == _MEMBER_OF:
            members[value].append(key_of(subject))
    actors = (_actor(node, values, members[node]) for node, values in facts.items() if _TYPE in values)
    return tuple(sorted(actors, key=lambda actor: actor.key))


def added_actors(additions: Graph) -> tuple[Actor, ...]:
    """Return the actors that additions bring or change, sorted by key.

    What has one value only (the name, the capital) is replaced, and the former name kept beside the new one; all
    else is added to what is known. The additions must be free of faults (`ontology.additions`).
    """
    if not additions:
        return ()
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
    return actors_in((str(node), str(term), str(value)) for node, term, value in merged + additions)


@cache
def actors_graph() -> Graph:
    """Return what the ontology knows of actors as RDF; the graph is shared, so it is not to be changed."""
    graph = Graph()
    for name in FILES:
        source = files(__package__).joinpath(name)
        if source.is_file():
            graph.parse(data=source.read_text(encoding="utf-8"), format="turtle")
    return graph


def _triples(name: str) -> Iterator[Triple]:
    """Yield the triples of a file, each term as its text; the engine reads Turtle twenty times as fast as rdflib."""
    source = files(__package__).joinpath(name)
    if source.is_file():
        for quad in ox.parse(source.read_bytes(), format=ox.RdfFormat.TURTLE):
            yield quad.subject.value, quad.predicate.value, quad.object.value


def _actor(node: str, values: Mapping[str, list[str]], members: list[str]) -> Actor:
    def all_of(*terms: str) -> tuple[str, ...]:
        return tuple(sorted({value for term in terms for value in values.get(term, ())}))

    def one_of(term: str) -> str | None:
        return next(iter(values.get(term, ())), None)

    def key_in(term: str) -> str | None:
        found = one_of(term)
        return key_of(found) if found else None

    return Actor(
        key=key_of(node),
        type=values[_TYPE][0].removeprefix(RZ),
        name=values[str(SKOS.prefLabel)][0],
        names=all_of(str(SKOS.altLabel), str(SKOS.hiddenLabel)),
        demonyms=all_of(str(RZ.demonym)),
        iso=one_of(str(RZ.iso3166)),
        capital=key_in(str(RZ.capital)),
        seats=all_of(str(RZ.seat)),
        located_in=key_in(str(RZ.locatedIn)),
        based_in=key_in(str(RZ.basedIn)),
        serves=key_in(str(RZ.serves)),
        same_as=one_of(str(OWL.sameAs)),
        members=tuple(sorted(members)),
        ties=tuple((term, key_of(value)) for term in TIES for value in all_of(str(RZ[term]))),
    )


def key_of(node: Node | str) -> str:
    """Return the key of an actor's IRI."""
    return str(node).removeprefix(ID)
