"""Judgements as RDF, in the graph `graph/review`: who decided what, when, and about what.

Only those that hold and could be applied are written; the file keeps the others. What was judged is named by the IRI
it has in the dataset, and the one it had before points there.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields

from rdflib import DCTERMS, PROV, RDF, RDFS, SKOS, XSD, Literal, URIRef
from rdflib.term import Identifier

from ontology.terms import BASE, REVIEW_GRAPH, RZ, entity_iri

from .judgement import Judgement
from .slug import document_iri, slug
from .statement import Statement
from .transcript import statement_told

Quad = tuple[Identifier, Identifier, Identifier, Identifier]
Triple = tuple[Identifier, Identifier, Identifier]
Change = tuple[URIRef, URIRef | None]
_UNSAID = ("family", "evidence", "confidence", "rule", "date_text", "occasion_text")


def minutes(
    judgements: Iterable[Judgement], same: Mapping[str, str], outcomes: Mapping[str, Iterable[Change]]
) -> Iterator[Quad]:
    """Yield the judgements; `outcomes` are the IRIs that statements had and have, by the judgement's id."""
    for judgement in judgements:
        yield from ((*triple, REVIEW_GRAPH) for triple in _judgement(judgement))
        changes = sorted(outcomes.get(judgement.id, ()), key=str)
        about = _statements(judgement, changes) if judgement.statement else _entities(judgement, same)
        yield from ((*triple, REVIEW_GRAPH) for triple in about)


def said(statement: Statement) -> str:
    """Return in a line what a statement says, as it was read."""
    told = {name: value for name, value in statement_told(statement).items() if name not in _UNSAID}
    shared = {entry.name for entry in fields(Statement)}
    parts = sorted(told.items(), key=lambda part: part[0] in shared)
    listed = (f"{name} {', '.join(map(str, value)) if isinstance(value, list) else value}" for name, value in parts)
    return f"{type(statement).__name__}: {'; '.join(listed)}"


def _judgement(judgement: Judgement) -> Iterator[Triple]:
    iri, agent = judgement.iri, URIRef(f"{BASE}agent/{slug(judgement.by)}")
    yield iri, RDF.type, RZ.Judgement
    yield iri, RZ.verdict, Literal(judgement.verdict)
    yield iri, PROV.wasAttributedTo, agent
    yield iri, PROV.generatedAtTime, Literal(judgement.at, datatype=XSD.dateTime, normalize=False)
    yield agent, RDF.type, PROV.Agent
    yield agent, RDFS.label, Literal(judgement.by)
    if judgement.note:
        yield iri, SKOS.note, Literal(judgement.note)
    if judgement.term:
        yield iri, RZ.corrects, SKOS.prefLabel if judgement.term == "name" else RZ[judgement.term]
        values = {RZ.readValue: judgement.read, RZ.correctedValue: judgement.value}
        yield from ((iri, term, Literal(value)) for term, value in values.items() if value is not None)


def _entities(judgement: Judgement, same: Mapping[str, str]) -> Iterator[Triple]:
    for key in judgement.entities:
        yield judgement.iri, RZ.judges, entity_iri(key)
        if judgement.verdict == "same" and key in same:
            yield entity_iri(key), DCTERMS.isReplacedBy, entity_iri(same[key])


def _statements(judgement: Judgement, changes: Iterable[Change]) -> Iterator[Triple]:
    """A rejected statement is described by the judgement alone: nothing in the dataset says it any more."""
    for before, after in changes:
        standing = after or before
        yield judgement.iri, RZ.judges, standing
        yield standing, RZ.review, Literal(judgement.verdict)
        if after is not None and after != before:
            yield before, DCTERMS.isReplacedBy, after
    yield judgement.iri, RZ.judgedText, Literal(said(judgement.statement) if judgement.statement else "")
    yield judgement.iri, RZ.judgedQuotation, Literal(judgement.quotation or "")
    yield judgement.iri, RZ.judgedDocument, document_iri(str(judgement.document))
