"""Readings as RDF: one named graph a document, and graphs for entities, reference and build.

Every IRI is made from content, so the same documents give the same quads. A statement that says the same twice in
a document is one node with several quotations. Nothing is written without a quotation that stands at its offsets.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from rdflib import DCTERMS, OWL, PROV, RDF, SKOS, Literal, URIRef
from rdflib.term import Identifier

from ontology.actors import Actor
from ontology.terms import ENTITIES_GRAPH, RZ, SCHEMA, entity_iri

from .assertion import date, links, literals, office_iri, statement_iri, statement_triples
from .checks import check_triples
from .document import Document
from .provenance import Provenance, build_quads
from .reference import actors_by_key, reference_quads, sector_quads
from .slug import document_iri
from .soundness import referenced, sectors
from .statement import (
    ACTOR_TYPES,
    SYMMETRIC_RELATIONS,
    Entity,
    Observation,
    Reading,
    Relation,
    Statement,
    Tenure,
)

Triple = tuple[Identifier, Identifier, Identifier]
Quad = tuple[Identifier, Identifier, Identifier, Identifier]

_ALIGNED = {"State": SCHEMA.Country, "Company": SCHEMA.Corporation, "Place": SCHEMA.Place, "Initiative": SCHEMA.Project}


@dataclass(frozen=True, slots=True)
class Gist:
    """What the graphs that documents share need of a document's statements.

    `named` are the keys that they name, `sectors` theirs, `offices` each office with its title and whose it is.
    """

    named: frozenset[str]
    sectors: frozenset[str]
    offices: frozenset[tuple[str, str, str | None]]


def gist(statements: Iterable[Statement]) -> Gist:
    """Return the gist of statements."""
    told = list(statements)
    return Gist(
        named=frozenset(key for statement in told for key in referenced(statement)),
        sectors=frozenset(sector for statement in told for sector in sectors(statement)),
        offices=frozenset((str(office_iri(s)), s.title, s.of) for s in told if isinstance(s, Tenure)),
    )


def quads(readings: Sequence[Reading], provenance: Provenance) -> Iterator[Quad]:
    """Yield the whole dataset: each document's graph, then entities, reference and build."""
    for reading in readings:
        yield from document_quads(reading)
    entities = merge_entities((reading.entities for reading in readings), actors_by_key(provenance.actors))
    yield from shared_quads(entities, [gist(reading.statements) for reading in readings], provenance)


def document_quads(reading: Reading) -> Iterator[Quad]:
    """Yield the graph of a document."""
    graph = document_iri(reading.document.identifier)
    return ((*triple, graph) for triple in document_triples(reading))


def shared_quads(entities: Sequence[Entity], gists: Sequence[Gist], provenance: Provenance) -> Iterator[Quad]:
    """Yield what documents share: the graphs of entities, reference and build."""
    for entity in entities:
        yield from ((*triple, ENTITIES_GRAPH) for triple in entity_triples(entity))
    yield from office_quads(office for told in gists for office in told.offices)
    mentioned = {entity.key for entity in entities}
    unnamed = {key for told in gists for key in told.named} - mentioned  # named by key without the text's naming them
    yield from reference_quads(mentioned, unnamed, actors_by_key(provenance.actors))
    yield from sector_quads({sector for told in gists for sector in told.sectors})
    yield from build_quads(provenance)


def document_triples(reading: Reading) -> Iterator[Triple]:
    """Yield what one document's graph holds: the document, its statements and the checks of its figures."""
    document = reading.document
    iri = document_iri(document.identifier)
    yield from _description(iri, document)
    yield from ((iri, SCHEMA.mentions, entity_iri(entity.key)) for entity in reading.entities)
    figures: dict[URIRef, Observation] = {}
    for node, statement in _merged(reading).items():
        yield from statement_triples(node, document, statement)
        if isinstance(statement, Observation):
            figures[node] = statement
    yield from check_triples(iri, figures)


def _description(iri: URIRef, document: Document) -> Iterator[Triple]:
    yield from ((iri, RDF.type, kind) for kind in (RZ.Document, SCHEMA.Article, PROV.Entity))
    yield iri, DCTERMS.identifier, Literal(document.identifier)
    yield iri, RZ.sha256, Literal(document.sha256)
    texts = {DCTERMS.title: document.title, DCTERMS.publisher: document.publisher}
    texts |= {DCTERMS.source: document.source, DCTERMS.language: document.language}
    yield from ((iri, term, Literal(text)) for term, text in texts.items() if text)
    yield from ((iri, DCTERMS.creator, Literal(name)) for name in document.creator)
    if document.issued:
        yield iri, DCTERMS.issued, date(document.issued)


def merge_statements(reading: Reading) -> list[Statement]:
    """Return the statements of a reading: the same content made one, symmetric relations in both directions."""
    return list(_merged(reading).values())


def _merged(reading: Reading) -> dict[URIRef, Statement]:
    """Return these statements by their IRI, in its order."""
    found: dict[URIRef, Statement] = {}
    for statement in both_ways(reading.statements):
        iri = statement_iri(reading.document, statement)
        found[iri] = _joined(found[iri], statement) if iri in found else statement
    return {iri: found[iri] for iri in sorted(found)}


def both_ways(statements: Iterable[Statement]) -> Iterator[Statement]:
    """Yield each statement, and symmetric relations a second time with their sides exchanged."""
    for statement in statements:
        yield statement
        if isinstance(statement, Relation) and statement.predicate in SYMMETRIC_RELATIONS:
            yield replace(statement, subject=statement.object, object=statement.subject)


def _joined(one: Statement, other: Statement) -> Statement:
    surer = max(one, other, key=lambda statement: (statement.confidence, statement.rule is None))
    return replace(surer, evidence=tuple(sorted({*one.evidence, *other.evidence})))


def merge_entities(named: Iterable[Iterable[Entity]], actors: Mapping[str, Actor] | None = None) -> list[Entity]:
    """Return each entity once, with the aliases of every document and what is known of it, sorted by key.

    `named` are the entities of each document.
    """
    found: dict[str, Entity] = {}
    forms: defaultdict[str, set[str]] = defaultdict(set)
    for entity in sorted((entity for entities in named for entity in entities), key=_preference):
        one = found.setdefault(entity.key, entity)
        forms[entity.key].update(entity.aliases, (entity.name,))
        found[entity.key] = replace(
            one,
            iso=one.iso or entity.iso,
            same_as=one.same_as or entity.same_as,
            located_in=one.located_in or entity.located_in,
        )
    known = actors_by_key() if actors is None else actors
    return [_known(_called(found[key], forms[key]), known.get(key)) for key in sorted(found)]


def _called(entity: Entity, forms: set[str]) -> Entity:
    return replace(entity, aliases=tuple(sorted(forms - {entity.name})))


def _known(entity: Entity, actor: Actor | None) -> Entity:
    """Add what the ontology knows of an entity and its document does not say."""
    if actor is None:
        return entity
    return replace(
        entity,
        iso=entity.iso or actor.iso,
        same_as=entity.same_as or actor.same_as,
        located_in=entity.located_in or actor.located_in,
    )


def _preference(entity: Entity) -> tuple[bool, int, str]:
    """The name that the ontology knows comes first, then the longest."""
    return not entity.reference, -len(entity.name), repr(entity)


def entity_triples(entity: Entity) -> Iterator[Triple]:
    """Yield an entity's types, names, identifiers and links."""
    iri = entity_iri(entity.key)
    yield iri, RDF.type, RZ[entity.type]
    if entity.type in ACTOR_TYPES:
        yield iri, RDF.type, RZ.Actor
    if entity.type in _ALIGNED:
        yield iri, RDF.type, _ALIGNED[entity.type]
    yield iri, SKOS.prefLabel, Literal(entity.name, lang="en")
    yield from ((iri, SKOS.altLabel, Literal(alias, lang="en")) for alias in entity.aliases if alias != entity.name)
    yield from literals(iri, {"iso3166": entity.iso})
    yield from links(iri, {"locatedIn": entity.located_in})
    if entity.same_as:
        yield iri, OWL.sameAs, URIRef(entity.same_as)


def office_quads(offices: Iterable[tuple[str, str, str | None]]) -> Iterator[Quad]:
    """Yield each office once: the first of its titles in the order of letters, and whose it is."""
    labels: dict[str, tuple[str, str | None]] = {}
    for office, title, of in sorted(set(offices), key=str):
        labels.setdefault(office, (title, of))
    for iri, (title, of) in labels.items():
        office_ = URIRef(iri)
        yield office_, RDF.type, RZ.Office, ENTITIES_GRAPH
        yield office_, SKOS.prefLabel, Literal(title, lang="en"), ENTITIES_GRAPH
        if of:
            yield office_, RZ.officeOf, entity_iri(of), ENTITIES_GRAPH
