"""Names, documents and statements as the records that `records.py` describes."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from flask import request

from graph.report.wording import Line
from ontology.terms import EVIDENCE

from ..addresses import page_of
from ..catalogue import Entry, Name
from ..presentation import type_label
from ..quotations import Quotation
from ..statements import Card, decimal

Told = dict[str, Any]


def here(path: str | None) -> str | None:
    """Return the full address of a path on this server."""
    return request.host_url.rstrip("/") + path if path else None


def of_name(name: Name) -> Told:
    """Return a name as it is referred to."""
    return {"iri": str(name.iri), "key": name.key, "type": name.type, "label": name.label, "url": here(name.url)}


def of_names(names: Iterable[Name]) -> list[Told]:
    """Return names as they are referred to."""
    return [of_name(name) for name in names]


def of_entity(name: Name, located: Name | None) -> Told:
    """Return an entity as it is listed."""
    return of_name(name) | {
        "typeLabel": type_label(name.type),
        "aliases": list(name.aliases),
        "documents": name.documents,
        "iso": name.iso,
        "sameAs": name.same_as,
        "locatedIn": of_name(located) if located else None,
    }


def of_source(entry: Entry) -> Told:
    """Return a document as it is referred to."""
    return {
        "iri": str(entry.iri),
        "identifier": entry.identifier,
        "title": entry.title,
        "publisher": entry.publisher,
        "issued": entry.issued,
        "url": here(entry.url),
    }


def of_document(entry: Entry) -> Told:
    """Return a document as it is listed."""
    return of_source(entry) | {
        "creators": list(entry.creators),
        "source": entry.source,
        "language": entry.language,
        "sha256": entry.sha256,
        "statements": entry.statements,
    }


def of_statement(card: Card) -> Told:
    """Return a statement with all that its family tells and the words it rests on."""
    facts = card.facts
    return {
        "iri": str(card.iri),
        "key": card.key,
        "url": here(card.url),
        "family": card.family,
        "says": _plain(card.line),
        "how": card.seal,
        "modality": facts.get("modality", "fact"),
        "saidBy": of_name(card.said_by) if card.said_by else None,
        "confidence": float(card.confidence),
        "date": card.date,
        "dateText": facts.get("dateText"),
        "place": of_name(card.place) if card.place else None,
        "sectors": of_names(card.sectors),
        "topic": card.topic,
        "occasion": card.occasion,
        **_OF_FAMILY[card.family](card),
        "basis": facts.get("basis"),
        "rule": card.rule,
        "document": of_source(card.document),
        "evidence": [_evidence(card, quotation) for quotation in card.quotations],
    }


def _event(card: Card) -> Told:
    return {
        "type": card.kind,
        "actors": of_names(card.in_role("actor")),
        "recipients": of_names(card.in_role("recipient")),
        "object": _first(card, "object"),
        "intensity": _number(card.intensity),
    }


def _tenure(card: Card) -> Told:
    plain = {term: card.facts.get(term) for term in ("officeTitle", "office", "start", "end")}
    names = {role: _first(card, role) for role in ("holder", "officeOf")}
    return plain | names | {"former": card.facts.get("former") in ("true", "1")}


def _relation(card: Card) -> Told:
    ends = {role: _first(card, role) for role in ("subject", "object")}
    return {"predicate": card.kind, **ends, "status": card.facts.get("status"), "role": card.facts.get("role")}


def _observation(card: Card) -> Told:
    plain = ("kind", "flow", "bound", "currency", "unit", "periodStart", "periodEnd")
    return {
        **{term: card.facts.get(term) for term in plain},
        **{role: _first(card, role) for role in ("reporter", "partner")},
        **{term: _number(decimal(card.facts.get(term))) for term in ("value", "change")},
    }


_OF_FAMILY = {"event": _event, "tenure": _tenure, "relation": _relation, "observation": _observation}


def _evidence(card: Card, quotation: Quotation) -> Told:
    iri = str(EVIDENCE[quotation.key])
    return {
        "iri": iri,
        "quotation": quotation.exact,
        "sentence": quotation.before + quotation.exact + quotation.after,
        "start": quotation.start,
        "end": quotation.end,
        "url": here(f"{page_of(card.document.iri)}#e-{quotation.key}"),
    }


def _first(card: Card, role: str) -> Told | None:
    name = next(iter(card.in_role(role)), None)
    return of_name(name) if name else None


def _number(value: Decimal | None) -> int | float | None:
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def _plain(line: Line[Name]) -> str:
    return "".join(
        piece if isinstance(piece, str) else piece.label if isinstance(piece, Name) else piece.text for piece in line
    )
