"""A difference as RDF: what was removed and added as two graphs, and a node for every statement that differs.

    <https://w3id.org/relazione/changes/OLD-NEW>          a rz:Changes, prov:Revision
    <https://w3id.org/relazione/changes/OLD-NEW/removed>  the triples that OLD alone has, as a graph
    <https://w3id.org/relazione/changes/OLD-NEW/added>    the triples that NEW alone has, as a graph

The graphs hold triples: of which document a statement is, prov:wasDerivedFrom tells. Generations are entities of PROV.
"""

from collections.abc import Iterator

from rdflib import PROV, RDF, RDFS, XSD, Literal, URIRef
from rdflib.term import Identifier

from graph.engine import triples_of
from graph.history import Past
from graph.store import Quad, write_rdf
from ontology.terms import BASE, RZ

from .change import CHANGED, GONE, NEW, Change
from .compare import Difference

GRAPH = URIRef(f"{BASE}graph/changes")
CLASSES = {NEW: RZ.Addition, GONE: RZ.Removal, CHANGED: RZ.Alteration}
Triple = tuple[Identifier, Identifier, Identifier]


def as_trig(found: Difference) -> bytes:
    """Return a difference as TriG, the same bytes for the same two generations."""
    iri = changes_iri(found)
    told: list[Quad] = [(*triple, GRAPH) for triple in _told(found, iri)]
    graphs = ((f"{iri}/removed", found.gone), (f"{iri}/added", found.came))
    blocks = (f"<{name}> {{\n".encode() + b"".join(triples_of(sorted(lines))) + b"}\n" for name, lines in graphs)
    return write_rdf(told, "application/trig") + b"".join(blocks)


def changes_iri(found: Difference) -> URIRef:
    """Return the IRI of what sets two generations apart."""
    return URIRef(f"{BASE}changes/{found.old.id}-{found.new.id}")


def _told(found: Difference, iri: URIRef) -> Iterator[Triple]:
    old, new = (URIRef(f"{BASE}generation/{past.id}") for past in (found.old, found.new))
    yield from _generation(old, found.old)
    yield from _generation(new, found.new)
    yield new, PROV.wasRevisionOf, old
    yield new, PROV.qualifiedRevision, iri
    yield iri, RDF.type, RZ.Changes
    yield iri, RDF.type, PROV.Revision
    yield iri, PROV.entity, old
    yield iri, RZ.removedGraph, URIRef(f"{iri}/removed")
    yield iri, RZ.addedGraph, URIRef(f"{iri}/added")
    for change in found.statements:
        yield from _change(iri, change)


def _generation(iri: URIRef, past: Past) -> Iterator[Triple]:
    yield iri, RDF.type, PROV.Entity
    yield iri, PROV.generatedAtTime, Literal(past.at, datatype=XSD.dateTime, normalize=False)


def _change(changes: URIRef, change: Change) -> Iterator[Triple]:
    iri = URIRef(f"{changes}/{change.iri.rpartition('/')[2]}")
    yield changes, RZ.hasChange, iri
    yield iri, RDF.type, CLASSES[change.kind]
    yield iri, RZ.changedStatement, URIRef(change.iri)
    yield iri, RZ.reason, Literal(change.why.code)
    yield iri, RDFS.comment, Literal(change.why.words, lang="en")
    if change.why.judgement:
        yield iri, PROV.wasInfluencedBy, URIRef(change.why.judgement)
