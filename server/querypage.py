"""The page from which people ask: an editor, questions to start from, and the answer as table, network, chart or text.

The whole page is a plain form that works without a script; with one, `part=1` asks for the answer alone. Everything
that is shown of an answer is made here, once, for both. This page alone may hold inline styles, as the editor (Monaco)
writes them: `style` attributes at large, since no nonce reaches those, and `<style>` elements by a nonce that is new
each time.
"""

from collections.abc import Iterable, Mapping
from secrets import token_urlsafe
from typing import Any, TypeGuard
from urllib.parse import urlencode

from flask import Blueprint, Response, abort, jsonify, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from graph.errors import MissingDataError, RelazioneError
from graph.store import PREFIXES

from .bridge import bridge, chunks
from .charting import NO_NUMBERS, chart
from .completion import completion
from .current import edition, fresh
from .drawing import MOST as MOST_NAMES
from .drawing import MOST_LINES, drawing, places
from .endpoint import Wishes
from .errors import status_of
from .examples import examples
from .excerpt import MOST, ROWS, TRIPLES, read_rows, read_triples
from .jobs import UnavailableError
from .mistakes import mistake_in
from .protocol import ProtocolError, Question
from .vendor import editor_paths

VIEWS = ("table", "network", "chart", "raw")
LONG = 6000  # characters of a query that servers and proxies still take in an address
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; style-src-elem 'self' 'nonce-{nonce}'; "
    "style-src-attr 'unsafe-inline'; connect-src 'self'; img-src 'self' data:; font-src data:; worker-src 'self'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'self'"
)
TOO_LONG = (
    "The query ran past its time and was stopped.",
    "Nothing else is affected. Ask for less: name a class or a name, take out what need not be known, or add a LIMIT.",
)

blueprint = Blueprint("querypage", __name__)


@blueprint.route("/query")
def short_address() -> BaseResponse:
    return redirect(url_for("sparql.sparql"), 303)


@blueprint.route("/api/terms")
def terms() -> Response:
    """Return what the editor can complete: prefixes, terms of the ontology with their comments, fixed values."""
    return fresh(jsonify(completion()), variant="json")


@blueprint.route("/api/places", methods=["POST"])
def places_of_names() -> Response:
    """Return where the names of a picture stand: the body is a JSON array of lines, each of two names by number."""
    lines = request.get_json(silent=True)
    if not _are_lines(lines):
        wanted = f"up to {MOST_LINES} pairs of numbers under {MOST_NAMES}, with none left out"
        abort(400, f"The body is a JSON array of {wanted}.")
    return jsonify(places(tuple((one, other) for one, other in lines)))


def _are_lines(lines: Any) -> TypeGuard[list[list[int]]]:
    if not isinstance(lines, list) or not 0 < len(lines) <= MOST_LINES:
        return False
    if not all(isinstance(ends, list) and len(ends) == 2 and all(type(end) is int for end in ends) for ends in lines):
        return False
    names = {end for ends in lines for end in ends}
    return names == set(range(len(names))) and len(names) <= MOST_NAMES


def query_page(question: "Question | None") -> Response:
    """Return the page, with the answer to a question if there is one; where `part=1` asks for it, the answer alone."""
    view, part = _one_of("view", VIEWS), _one_of("part", ("1",))
    shown, status = _shown(question) if question else ({}, 200)
    links = _links(question) if question else {}
    context: dict[str, Any] = {"view": view or "table", "views": VIEWS, "most": MOST, **shown, **links}
    if part:
        response = Response(render_template("_answer.html", **context), status)
        return fresh(response, variant=f"part {view}") if status == 200 else response
    nonce = token_urlsafe(16)
    page = render_template(
        "query.html",
        query=question.text if question else None,
        examples=examples(),
        prefixes=sorted(PREFIXES.items()),
        editor=editor_paths(),
        nonce=nonce,
        **context,
    )
    response = Response(page, status)
    response.headers["Content-Security-Policy"] = POLICY.format(nonce=nonce)
    response.headers["Cache-Control"] = "no-store"  # a nonce that is kept is no nonce
    return response


def _one_of(parameter: str, choices: tuple[str, ...]) -> str | None:
    value = request.args.get(parameter)
    if value is not None and value not in choices:
        abort(400, f"{parameter}={value}: there is {', '.join(choices)}.")
    return value


def _shown(question: Question) -> tuple[Mapping[str, Any], int]:
    """Return what the page tells of an answer, or of why there is none, and the status that goes with it."""
    try:
        media, chunks = _answered(question)
        found = read_triples(chunks) if media == TRIPLES else read_rows(chunks)
    except MissingDataError:
        raise
    except RelazioneError as error:
        return {"fault": _fault(str(error), status_of(error), question.text)}, status_of(error)
    except (ProtocolError, UnavailableError) as error:
        return {"fault": _fault(str(error), error.status, question.text)}, error.status
    catalogue = edition().catalogue
    made = {"chart": chart(found, catalogue), "drawing": drawing(found, catalogue)}
    return {"found": found, **made, "no_chart": NO_NUMBERS}, 200


def _answered(question: Question) -> tuple[str, Iterable[bytes]]:
    """Return an answer's media type and its bytes as they come: a graph as N-Triples, everything else as TSV."""
    outgoing = bridge().run(bridge().endpoint.answer(question, Wishes(f"{ROWS}, {TRIPLES}")))
    media = next(value for name, value in outgoing.headers if name == "Content-Type").partition(";")[0]
    return media, chunks(outgoing)


def _fault(message: str, status: int, query: str) -> Mapping[str, Any]:
    """Return why there is no answer, in words, and the place in the query where one is named."""
    mistake = mistake_in(message)
    if mistake:
        line, column, token = mistake.token(query)
        place = {"line": line, "column": column, "length": len(token)}
        return {"title": "The query cannot be read.", "text": mistake.told(query), "place": place}
    if status == 503:
        return {"title": TOO_LONG[0], "text": TOO_LONG[1]}
    return {"title": "The query was not answered.", "text": f"{message[:1].upper()}{message[1:].rstrip('.')}."}


def _links(question: Question) -> Mapping[str, Any]:
    """Return what leads to the same question again: in an address, or in a form where it is too long for one."""
    given = [
        ("query", question.text),
        *(("default-graph-uri", iri) for iri in question.default_graphs),
        *(("named-graph-uri", iri) for iri in question.named_graphs),
    ]
    address = f"{url_for('sparql.sparql')}?{urlencode(given)}"
    return {"given": given, "again": address if len(address) <= LONG else None}
