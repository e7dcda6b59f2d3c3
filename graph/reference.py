"""What the ontology itself knows of the actors that documents mention: memberships, capitals, seats, demonyms.

It stands in a graph of its own, so that nothing here can pass for something a document says.
"""

from collections.abc import Iterable, Iterator, Mapping, Set
from functools import lru_cache

from rdflib import RDF, SKOS, Literal
from rdflib.term import Identifier

from ontology.actors import Actor, load_actors
from ontology.sectors import Sector, load_sectors
from ontology.terms import REFERENCE_GRAPH, RZ, SECTOR, entity_iri

from .statement import ACTOR_TYPES

Triple = tuple[Identifier, Identifier, Identifier]
Quad = tuple[Identifier, Identifier, Identifier, Identifier]


@lru_cache(maxsize=4)
def actors_by_key(added: tuple[Actor, ...] = ()) -> Mapping[str, Actor]:
    """Return every actor that the ontology knows by its key, and what is added to them or changed."""
    return {actor.key: actor for actor in (*load_actors(), *added)}


def reference_quads(
    mentioned: Set[str], unnamed: Set[str] = frozenset(), known: Mapping[str, Actor] | None = None
) -> Iterator[Quad]:
    """Yield what is known of the entities mentioned and of those that statements name, by key.

    Types and names are given for what no document mentions; the others have theirs in graph/entities.
    """
    known = actors_by_key() if known is None else known
    wanted = sorted((mentioned | unnamed) & known.keys())
    belongs: dict[str, list[Actor]] = {key: [] for key in wanted}
    for actor in known.values():
        for key in belongs.keys() & actor.members:
            belongs[key].append(actor)
    for key in wanted:
        for triple in _facts(known[key], belongs[key]):
            yield *triple, REFERENCE_GRAPH
    pointed_to = unnamed | {organization.key for found in belongs.values() for organization in found}
    pointed_to |= {key for name in wanted for key in _links(known[name]).values() if key}
    for key in sorted((pointed_to - mentioned) & known.keys()):
        for triple in _names(known[key]):
            yield *triple, REFERENCE_GRAPH


def sector_quads(named: Set[str]) -> Iterator[Quad]:
    """Yield the names of the sectors that statements are about ("sector:energy"), and of those above them."""
    known = {sector.id: sector for sector in load_sectors()}
    wanted = {key.removeprefix("sector:") for key in named} & known.keys()
    above = {broader for key in wanted for broader in _above(known, key)}
    for key in sorted(wanted | above):
        iri, sector = SECTOR[key], known[key]
        yield iri, RDF.type, SKOS.Concept, REFERENCE_GRAPH
        yield iri, SKOS.prefLabel, Literal(sector.label, lang="en"), REFERENCE_GRAPH
        if sector.broader:
            yield iri, SKOS.broader, SECTOR[sector.broader], REFERENCE_GRAPH


def _above(known: Mapping[str, Sector], key: str) -> Iterator[str]:
    broader = known[key].broader
    if broader:
        yield broader
        yield from _above(known, broader)


def _facts(actor: Actor, organizations: Iterable[Actor]) -> Iterator[Triple]:
    iri = entity_iri(actor.key)
    yield from ((iri, RZ.memberOf, entity_iri(o.key)) for o in organizations)
    yield from ((iri, RZ.demonym, Literal(word)) for word in actor.demonyms)
    yield from ((iri, RZ.seat, Literal(word)) for word in actor.seats)
    yield from ((iri, RZ[term], entity_iri(key)) for term, key in _links(actor).items() if key)


def _links(actor: Actor) -> dict[str, str | None]:
    return {"capital": actor.capital, "locatedIn": actor.located_in, "basedIn": actor.based_in, "serves": actor.serves}


def _names(actor: Actor) -> Iterator[Triple]:
    iri = entity_iri(actor.key)
    yield iri, RDF.type, RZ[actor.type]
    if actor.type in ACTOR_TYPES:
        yield iri, RDF.type, RZ.Actor
    yield iri, SKOS.prefLabel, Literal(actor.name, lang="en")
    if actor.iso:
        yield iri, RZ.iso3166, Literal(actor.iso)
