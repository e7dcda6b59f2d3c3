"""Each family of statements as RDF: a node that says what is said, with the quotations it rests on.

A relation also stands as a plain triple where the document says it as a fact of its own.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import fields
from decimal import Decimal
from functools import lru_cache

from rdflib import PROV, RDF, XSD, Literal, URIRef
from rdflib.term import Identifier

from ontology.terms import EVIDENCE, OA, RZ, STATEMENT, entity_iri

from .checks import number
from .document import Document, Span
from .errors import EvidenceError
from .slug import content_hash, document_iri, slug
from .statement import Event, Observation, Relation, Statement, Tenure

Triple = tuple[Identifier, Identifier, Identifier]

QUOTE_LIMIT = 500
PENDING = frozenset({"negotiating", "withdrawn"})
# Means of Goldstein's scale over the CAMEO codes that each PLOVER type gathers.
INTENSITY: Mapping[str, Decimal] = {
    kind: Decimal(intensity)
    for kind, intensity in {
        "Agree": "6.0", "Consult": "1.0", "Support": "3.4", "Concede": "5.0", "Cooperate": "6.4", "Aid": "7.0",
        "Retreat": "-1.0", "Request": "-0.1", "Accuse": "-2.0", "Reject": "-4.0", "Threaten": "-4.4",
        "Protest": "-6.5", "Sanction": "-6.5", "Mobilize": "-7.2", "Coerce": "-7.0", "Assault": "-9.0",
    }.items()
}  # fmt: skip
_TYPE, _DERIVED_FROM = RDF.type, PROV.wasDerivedFrom  # rdflib looks each up anew
_UNHASHED = frozenset({"evidence", "confidence", "rule"})
_HASHED: Mapping[type, tuple[str, ...]] = {
    family: tuple(entry.name for entry in fields(family) if entry.name not in _UNHASHED)
    for family in (Event, Tenure, Relation, Observation)
}


def statement_iri(document: Document, statement: Statement) -> URIRef:
    """Return the IRI of a statement, made from its document and all that it says, not from where it says so."""
    said = {name: getattr(statement, name) for name in _HASHED[type(statement)]}
    content = [document.identifier, type(statement).__name__, said]
    return STATEMENT[content_hash(json.dumps(content, sort_keys=True, default=str))]


def statement_triples(iri: URIRef, document: Document, statement: Statement) -> Iterator[Triple]:
    """Yield a statement with its evidence, or raise `EvidenceError`."""
    if not statement.evidence:
        raise EvidenceError(f"{document.identifier}: a statement without a quotation: {statement}")
    yield iri, _TYPE, RZ.Statement
    yield from _common(iri, document, statement)
    for span in statement.evidence:
        yield from _evidence(iri, document, span)
    yield from _particular(iri, statement)


def _evidence(statement: URIRef, document: Document, span: Span) -> Iterator[Triple]:
    quotation = document.quote(span.start, span.end)
    if len(quotation) > QUOTE_LIMIT:
        at = f"{document.identifier}: characters {span.start}-{span.end}"
        raise EvidenceError(f"{at} are {len(quotation)} long; a quotation has at most {QUOTE_LIMIT}")
    node = EVIDENCE[content_hash(json.dumps([document.identifier, span.start, span.end]))]
    yield statement, RZ.evidence, node
    yield node, _TYPE, RZ.Evidence
    yield node, OA.exact, Literal(quotation)
    yield node, OA.start, literal(span.start)
    yield node, OA.end, literal(span.end)


def _common(iri: URIRef, document: Document, statement: Statement) -> Iterator[Triple]:
    yield iri, _DERIVED_FROM, document_iri(document.identifier)
    yield iri, RZ.modality, literal(statement.modality)
    yield iri, RZ.confidence, number(statement.confidence)
    yield iri, RZ.basis, literal("inferred" if statement.rule else "stated")
    texts = {"dateText": statement.date_text, "topic": statement.topic}
    texts |= {"occasionText": statement.occasion_text, "rule": statement.rule, "outOf": statement.out_of}
    yield from literals(iri, texts)
    yield from links(iri, {"saidBy": statement.said_by, "place": statement.place, "occasion": statement.occasion})
    yield from ((iri, RZ.sector, entity_iri(sector)) for sector in statement.sectors)
    yield from ((iri, RZ.topicPart, Literal(part)) for part in statement.topic_parts)
    if statement.date:
        yield iri, RZ.date, date(statement.date)


def _particular(iri: URIRef, statement: Statement) -> Iterator[Triple]:
    match statement:
        case Event():
            return _event(iri, statement)
        case Tenure():
            return _tenure(iri, statement)
        case Relation():
            return _relation(iri, statement)
        case Observation():
            return _observation(iri, statement)
    raise TypeError(f"{type(statement).__name__}: not a family of statements")


def _event(iri: URIRef, event: Event) -> Iterator[Triple]:
    yield iri, _TYPE, RZ.Event
    yield iri, _TYPE, RZ[event.kind]
    yield from ((iri, RZ.actor, entity_iri(actor)) for actor in event.actors)
    yield from ((iri, RZ.recipient, entity_iri(recipient)) for recipient in event.recipients)
    yield from links(iri, {"object": event.object})
    yield iri, RZ.intensity, number(INTENSITY[event.kind])


def _tenure(iri: URIRef, tenure: Tenure) -> Iterator[Triple]:
    yield iri, _TYPE, RZ.Tenure
    yield iri, RZ.officeTitle, Literal(tenure.title)
    yield iri, RZ.office, office_iri(tenure)
    yield iri, RZ.former, literal(tenure.former)
    yield from links(iri, {"holder": tenure.holder, "officeOf": tenure.of})
    for term, value in (("start", tenure.start), ("end", tenure.end)):
        if value:
            yield iri, RZ[term], date(value)


def _relation(iri: URIRef, relation: Relation) -> Iterator[Triple]:
    """Yield the relation's node and, where the document says it as a fact of its own, the plain triple."""
    subject, predicate, object_ = entity_iri(relation.subject), RZ[relation.predicate], entity_iri(relation.object)
    yield iri, _TYPE, RZ.Relation
    yield iri, RDF.subject, subject
    yield iri, RDF.predicate, predicate
    yield iri, RDF.object, object_
    yield from literals(iri, {"status": relation.status, "role": relation.role})
    if relation.modality == "fact" and relation.said_by is None and relation.status not in PENDING:
        yield subject, predicate, object_


def _observation(iri: URIRef, figure: Observation) -> Iterator[Triple]:
    yield iri, _TYPE, RZ.Observation
    texts = {"kind": figure.kind, "flow": figure.flow, "bound": figure.bound}
    yield from literals(iri, texts | {"currency": figure.currency, "unit": figure.unit})
    yield from links(iri, {"reporter": figure.reporter, "partner": figure.partner})
    numbers = {"value": figure.value, "change": figure.change}
    yield from ((iri, RZ[term], number(value)) for term, value in numbers.items() if value is not None)
    for term, value in (("periodStart", figure.period_start), ("periodEnd", figure.period_end)):
        if value:
            yield iri, RZ[term], date(value)


def office_iri(tenure: Tenure) -> URIRef:
    """Return the IRI of an office: a title, of a state or organisation where one is named."""
    owner = slug(tenure.of.partition("/")[2]) + "-" if tenure.of else ""
    return entity_iri(f"office/{owner}{slug(tenure.title)}")


@lru_cache(maxsize=10_000, typed=True)
def literal(value: str | int) -> Literal:
    """Return a value that many statements share; rdflib takes its time to make a literal."""
    return Literal(value)


@lru_cache(maxsize=10_000)
def date(value: str) -> Literal:
    """Return "2025", "2025-10" or "2025-10-08" as xsd:gYear, xsd:gYearMonth or xsd:date: never widened."""
    datatype = (XSD.gYear, XSD.gYearMonth, XSD.date)[value.count("-")]
    return Literal(value, datatype=datatype, normalize=False)


def literals(iri: URIRef, values: Mapping[str, str | None]) -> Iterator[Triple]:
    yield from ((iri, RZ[term], literal(value)) for term, value in values.items() if value)


def links(iri: URIRef, values: Mapping[str, str | None]) -> Iterator[Triple]:
    yield from ((iri, RZ[term], entity_iri(key)) for term, key in values.items() if key)
