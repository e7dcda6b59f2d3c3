"""The page of all that waits for a judgement or was judged, and the address at which people judge.

What a judgement does is done as in the terminal (`judging.py`): it is kept in DIR/review.jsonl, and the dataset is
published anew with it before the answer goes out. Only who bears a token may judge; it comes in a header, which no page
from elsewhere can set, so that nobody is made to judge unawares.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flask import Blueprint, Response, abort, jsonify, render_template, request
from rdflib import URIRef

from graph.correction import CHOICES, TERMS
from graph.judgement import OF_ENTITIES, Judgement, standing
from graph.minutes import said
from graph.revision import judge
from ontology.terms import DOC, ID

from .addresses import tail_of
from .bridge import bridge
from .catalogue import Entry, Name
from .current import edition, fresh
from .doubles import Double, doubles
from .editions import Edition
from .judging import Minute, about, minutes
from .protocol import ProtocolError
from .selection import Selection, select
from .statements import Card
from .verdicts import drawn

PARTS = {"names": 12, "statements": 12, "judgements": 25}  # with how many of each the page begins
LARGEST = 1 << 16
FAILED = "does not add up"
ENTITY_TERMS = ("place", "saidBy", "officeOf", "reporter", "partner")

blueprint = Blueprint("review", __name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two names that may be one, a few statements of each, and some documents that name both."""

    double: Double
    ones: Sequence[Card]
    others: Sequence[Card]
    both: Sequence[Entry]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A judgement as it is listed, with the names and the document it is about."""

    minute: Minute
    names: Sequence[Name]
    document: Entry | None
    said: str | None


@blueprint.app_context_processor
def _judged_by() -> dict[str, object]:
    """Give the dialog what can be corrected, and to what."""
    choices = {term: CHOICES[field] for term, field in TERMS.items() if field in CHOICES}
    return {"term_choices": {**choices, "former": ("true", "false")}, "entity_terms": ENTITY_TERMS}


@blueprint.route("/review")
def page() -> Response:
    """Show what waits and what was judged; of each part as many as can be read, from where the address says."""
    part, start = _asked()
    told = minutes(data())
    found: dict[str, Sequence[Any]] = {
        "names": _waiting(edition(), [each.judgement for each in told]),
        "statements": edition().keep("doubtful", lambda: _doubtful(edition())),
        "judgements": told[::-1],
    }
    shown = {name: found[name][start : start + (most * 2 if part else most)] for name, most in PARTS.items()}
    rendered = render_template(
        "review.html",
        part=part,
        start=start,
        counts={name: len(each) for name, each in found.items()},
        pairs=[_pair(edition(), each) for each in shown["names"]] if part in (None, "names") else [],
        cards=_cards(edition(), shown["statements"]) if part in (None, "statements") else [],
        lines=[_line(edition(), each) for each in shown["judgements"]] if part in (None, "judgements") else [],
    )
    return fresh(Response(rendered), variant=f"review {len(told)} {part} {start}")


@blueprint.route("/api/review", methods=["POST"])
def make() -> Response:
    """Make a judgement; it is on disk, and answered from, when this returns."""
    bridge().tokens.check(request.headers.get("Authorization"))
    if request.mimetype != "application/json":
        found = request.mimetype or "none"
        raise ProtocolError(415, f"Content-Type: {found}: a judgement is read as application/json.")
    request.max_content_length = LARGEST
    if (asked := request.get_json(silent=True)) is None:
        raise ProtocolError(422, "The body is not JSON.")
    judgement, result = judge(data(), drawn(data(), asked))
    bridge().advance()
    told = {"id": judgement.id, "verdict": judgement.verdict, "by": judgement.by, "at": judgement.at}
    return jsonify({**told, "about": about(judgement), "generation": result.generation})


def data() -> Path:
    """Return the folder of the dataset."""
    place = bridge().endpoint.pool.data
    if not isinstance(place, Path):
        raise ProtocolError(501, f"This dataset lies on a server: judge it with relazione review --data '{place}'.")
    return place


def _asked() -> tuple[str | None, int]:
    part, start = request.args.get("part"), request.args.get("from", "0")
    if part is not None and part not in PARTS:
        abort(400, f"part: found {part[:40]!r}; wanted one of {', '.join(PARTS)}.")
    if not (start.isascii() and start.isdigit()) or len(start) > 9:
        abort(400, f"from: found {start[:40]!r}; wanted a number, counted from 0.")
    return part, int(start) if part else 0


def _waiting(edition: Edition, judgements: Sequence[Judgement]) -> Sequence[Double]:
    held = [each for each in standing(judgements) if each.verdict in OF_ENTITIES]
    keys = {verdict: [frozenset(each.entities) for each in held if each.verdict == verdict] for verdict in OF_ENTITIES}
    return doubles(edition, [*keys["distinct"], *keys["same"]], keys["unsure"])


def _doubtful(edition: Edition) -> Sequence[str]:
    """Return the statements that do not add up, then those read with little confidence, the least first."""
    judged = {str(row["about"]) for row in edition.rows("page_judgements")}
    failed = {figure for _, outcome, figure, *_ in edition.table("account_checks") if outcome == FAILED} - judged
    unsure = {statement: float(confidence) for statement, confidence in edition.table("page_doubtful")}
    return sorted(failed) + sorted(unsure.keys() - judged - failed, key=lambda each: (unsure[each], each))


def _cards(edition: Edition, statements: Sequence[str]) -> list[Card]:
    found = [select(edition, Selection(statements=(tail_of(each),))).cards for each in statements]
    return [card for cards in found for card in cards]


def _pair(edition: Edition, double: Double) -> Pair:
    rows = edition.rows("page_documents_of_pair", one=double.one.iri, other=double.other.iri)
    both = sorted((edition.catalogue.document(row["document"]) for row in rows), key=lambda entry: entry.title)
    return Pair(double=double, ones=_some(edition, double.one), others=_some(edition, double.other), both=both)


def _some(edition: Edition, name: Name) -> list[Card]:
    rows = edition.rows("page_some_of_entity", entity=name.iri)
    return _cards(edition, [str(row["statement"]) for row in rows])


def _line(edition: Edition, minute: Minute) -> Line:
    judgement = minute.judgement
    return Line(
        minute=minute,
        names=[edition.catalogue.name(ID[key]) for key in judgement.entities],
        document=_document(edition, judgement.document) if judgement.document else None,
        said=said(judgement.statement) if judgement.statement else None,
    )


def _document(edition: Edition, identifier: str) -> Entry:
    documents = edition.catalogue.documents.values()
    named = edition.keep("by identifier", lambda: {each.identifier: each for each in documents})
    return named.get(identifier) or edition.catalogue.document(URIRef(DOC[identifier]))
