"""What must hold before a statement is written: a quotation that stands, things that are known, dates that are dates.

A statement that fails is refused, with the reason, and the rest of the reading goes on.
"""

import re
from collections.abc import Container, Iterator, Mapping
from dataclasses import fields, replace

from ontology.actors import Actor

from .assertion import QUOTE_LIMIT
from .document import Document, Span
from .errors import EvidenceError
from .reference import actors_by_key
from .statement import Reading, Refusal, Relation, Statement

_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
_DATES = ("date", "start", "end", "period_start", "period_end")
_KEYS = (
    "said_by", "place", "occasion", "actors", "recipients", "holder", "of", "subject", "object", "reporter", "partner",
)  # fmt: skip


def sound(reading: Reading, actors: Mapping[str, Actor] | None = None) -> Reading:
    """Return the reading with every statement that cannot stand moved to its refusals; `actors` are the known ones."""
    known = {entity.key for entity in reading.entities}, actors_by_key() if actors is None else actors
    kept: list[Statement] = []
    refused: list[Refusal] = []
    for statement in reading.statements:
        reason = next(faults(statement, reading.document, *known), None)
        if reason is None:
            kept.append(statement)
        else:
            refused.append(_refusal(statement, reading.document, reason))
    return replace(reading, statements=tuple(kept), refusals=(*reading.refusals, *refused))


def referenced(statement: Statement) -> Iterator[str]:
    """Yield the keys of the entities that a statement names; sectors are not entities."""
    for name in _KEYS:
        value = getattr(statement, name, None)
        keys = (value,) if isinstance(value, str) else value or ()
        yield from (key for key in keys if not key.startswith("sector:"))


def sectors(statement: Statement) -> Iterator[str]:
    """Yield the sectors that a statement names ("sector:energy")."""
    yield from statement.sectors
    if isinstance(statement, Relation) and statement.object.startswith("sector:"):
        yield statement.object


def faults(statement: Statement, document: Document, *known: Container[str]) -> Iterator[str]:
    """Yield the reasons for which a statement cannot stand; `known` are the keys of entities."""
    if not statement.evidence:
        yield "no quotation"
    for span in statement.evidence:
        yield from _misquotation(span, document)
    for key in referenced(statement):
        if not any(key in keys for keys in known):
            yield f"{key}: neither among the document's entities nor in the ontology"
    for name in _DATES:
        value = getattr(statement, name, None)
        if value is not None and not _DATE.fullmatch(value):
            yield f'{name} "{value}": not a year, a month or a day'


def _misquotation(span: Span, document: Document) -> Iterator[str]:
    try:
        length = len(document.quote(span.start, span.end))
    except EvidenceError as error:
        yield str(error)
        return
    if length > QUOTE_LIMIT:
        yield f"the quotation has {length} characters; at most {QUOTE_LIMIT} are quoted"


def _refusal(statement: Statement, document: Document, reason: str) -> Refusal:
    span = statement.evidence[0] if statement.evidence else Span(0, 0)
    end = min(span.end, len(document.text))
    values = {f.name: getattr(statement, f.name) for f in fields(statement) if f.name not in ("evidence", "confidence")}
    said = ", ".join(f"{name} {value}" for name, value in values.items() if value not in (None, (), False))
    recognised = f"{type(statement).__name__}: {said}"
    return Refusal(span=Span(min(span.start, end), end), recognised=recognised, reason=reason)
