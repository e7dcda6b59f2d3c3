"""The SPARQL 1.1 Protocol's query operation at /sparql, and the page from which people ask.

The body and the query string are read by hand, because a parameter that comes twice, or is not UTF-8, must be refused
rather than patched. Nothing is ever fetched: `SERVICE` is refused, and graphs named are only ever those of the dataset.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl

from flask import Blueprint, Response, abort, redirect, render_template, request, url_for
from rdflib import BNode, Literal
from rdflib.term import Identifier
from werkzeug.wrappers import Response as BaseResponse

from graph.errors import QueryError
from graph.federation import tokens
from graph.store import PREFIXES, Answer

from .current import edition, fresh
from .examples import examples
from .negotiation import best
from .service import describe_service

FORM = "application/x-www-form-urlencoded"
DIRECT = "application/sparql-query"
HTML = "text/html"
RESULTS = (
    "application/sparql-results+json",
    "application/sparql-results+xml",
    "text/csv",
    "text/tab-separated-values",
    "application/json",
    "application/xml",
)
GRAPHS = ("text/turtle", "application/n-triples", "application/rdf+xml", "application/trig", "application/n-quads")
NAMED_FORMATS = {
    "json": RESULTS[0], "xml": RESULTS[1], "csv": RESULTS[2], "tsv": RESULTS[3],
    "turtle": GRAPHS[0], "ntriples": GRAPHS[1], "rdfxml": GRAPHS[2],
}  # fmt: skip
ALIASES = {"application/json": RESULTS[0], "application/xml": RESULTS[1]}
SHOWN = 1000
_UPDATES = frozenset(
    ("insert", "delete", "load", "clear", "create", "drop", "copy", "move", "add", "with")
)
NO_UPDATES = "updates are refused: the dataset is written by `relazione build` alone"
_CHARSET = re.compile(r"charset\s*=\s*\"?([\w.-]+)", re.IGNORECASE)

blueprint = Blueprint("sparql", __name__)


@dataclass(frozen=True, slots=True)
class Question:
    """A query with the graphs and the format asked for beside it."""

    text: str
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    format: str | None = None


@blueprint.route("/query")
def query_page() -> BaseResponse:
    return redirect(url_for("sparql.sparql"), 303)


@blueprint.route("/sparql", methods=["GET", "POST"])
def sparql() -> Response:
    """Answer a query; without one, show the page that asks, or describe the service to machines."""
    question = _posted() if request.method == "POST" else _got()
    if question is None:
        return _no_question()
    _refuse_updates(question.text)
    html = best(request.headers.get("Accept"), (RESULTS[0], GRAPHS[0], HTML)) == HTML
    if html and question.format is None:
        return _page(question)
    answer = _answer(question)
    offers = GRAPHS if answer.kind == "graph" else RESULTS
    media = _wanted(question, offers)
    body = answer.serialize(ALIASES.get(media, media))
    return fresh(Response(body, content_type=_typed(media)), variant=media)


def _wanted(question: Question, offers: tuple[str, ...]) -> str:
    if question.format is not None:
        media = NAMED_FORMATS.get(question.format)
        if media not in offers:
            abort(406, f"format={question.format}: this answer can be had as {', '.join(_names(offers))}.")
        return str(media)
    return best(request.headers.get("Accept"), offers) or _not_acceptable(offers)


def _not_acceptable(offers: tuple[str, ...]) -> str:
    abort(406, f"Accept: {request.headers.get('Accept')}: this answer can be had as {', '.join(offers)}.")


def _names(offers: tuple[str, ...]) -> list[str]:
    return [name for name, media in NAMED_FORMATS.items() if media in offers]


def _typed(media: str) -> str:
    return media if media.endswith(("json", "xml")) else f"{media}; charset=utf-8"


def _got() -> Question | None:
    return _question(_pairs(request.query_string))


def _posted() -> Question:
    given = request.headers.get("Content-Type", "")
    media = given.split(";")[0].strip().lower()
    charset = _CHARSET.search(given)
    if charset and charset.group(1).lower() not in ("utf-8", "utf8"):
        abort(415, f"charset={charset.group(1)}: a query is read as UTF-8.")
    if media == DIRECT:
        pairs = [pair for pair in _pairs(request.query_string) if pair[0] != "query"]
        question = _question([*pairs, ("query", _utf8(request.get_data()))])
    elif media == FORM:
        question = _question(_pairs(request.get_data(parse_form_data=False)))
    elif media == "application/sparql-update":
        abort(400, NO_UPDATES.capitalize() + ".")
    else:
        abort(415, f"Content-Type: {given or 'none'}: a query is posted as {DIRECT} or {FORM}.")
    if question is None:
        abort(400, "There is no query in the request.")
    return question


def _question(pairs: list[tuple[str, str]]) -> Question | None:
    queries = [value for name, value in pairs if name == "query"]
    if any(name == "update" for name, _ in pairs):
        abort(400, NO_UPDATES.capitalize() + ".")
    if len(queries) > 1:
        abort(400, f"The request holds {len(queries)} queries; one is answered at a time.")
    if not queries:
        return None
    if not queries[0].strip():
        abort(400, "The query is empty.")
    defaults = tuple(value for name, value in pairs if name == "default-graph-uri")
    named = tuple(value for name, value in pairs if name == "named-graph-uri")
    format_ = next((value for name, value in pairs if name == "format" and value), None)
    return Question(queries[0], defaults, named, format_)


def _pairs(encoded: bytes) -> list[tuple[str, str]]:
    try:
        return parse_qsl(encoded.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=1000)
    except (UnicodeDecodeError, ValueError):
        abort(400, "The request is not percent-encoded UTF-8.")


def _utf8(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        abort(400, f"The query is not UTF-8: byte {error.start} cannot be read.")


def _refuse_updates(query: str) -> None:
    """Say of an update that it is one; whatever this misses, the engine's parser of queries refuses."""
    words = (text.lower() for kind, text in tokens(query) if kind == "word")
    first = next((word for word in words if word not in ("prefix", "base")), "")
    if first in _UPDATES:
        raise QueryError(f"{first.upper()}: {NO_UPDATES}")


def _answer(question: Question) -> Answer:
    return edition().generation.answer(
        question.text, default_graphs=question.default_graphs, named_graphs=question.named_graphs
    )


def _no_question() -> Response:
    offers = (*GRAPHS[:3], HTML)
    wanted = best(request.headers.get("Accept"), offers)
    if wanted is None:
        abort(406, f"The service is described as {', '.join(offers)}.")
    if wanted == HTML:
        return _page(None)
    names = {GRAPHS[0]: "turtle", GRAPHS[1]: "nt", GRAPHS[2]: "xml"}
    body = describe_service(request.base_url, edition().generation.graphs()).serialize(format=names[wanted])
    return fresh(Response(body, content_type=_typed(wanted)), variant=wanted)


def _page(question: Question | None) -> Response:
    found: Mapping[str, object] = {}
    status = 200
    if question is not None:
        try:
            found = _shown(_answer(question))
        except QueryError as error:
            found, status = {"error": str(error)}, 400
    text = question.text if question else None
    prefixes = sorted(PREFIXES.items())
    page = render_template("query.html", query=text, examples=examples(), prefixes=prefixes, **found)
    response = Response(page, status)
    return fresh(response, variant=HTML) if status == 200 else response


def _shown(answer: Answer) -> Mapping[str, object]:
    if answer.kind == "boolean":
        return {"kind": "boolean", "truth": bool(answer)}
    if answer.kind == "graph":
        return {"kind": "graph", "turtle": answer.serialize("text/turtle").decode()}
    rows = answer.rows()
    cells = [[_cell(row.get(name)) for name in answer.variables] for row in rows[:SHOWN]]
    return {"kind": "rows", "variables": answer.variables, "rows": cells, "total": len(rows), "shown": SHOWN}


@dataclass(frozen=True, slots=True)
class Cell:
    """A term as a cell of the table: an IRI, a blank node, or a literal with its language or datatype."""

    kind: str
    value: str
    language: str | None = None
    datatype: str | None = None


def _cell(term: Identifier | None) -> Cell | None:
    if term is None:
        return None
    if isinstance(term, Literal):
        datatype = str(term.datatype) if term.datatype else None
        return Cell("literal", str(term), term.language, datatype)
    return Cell("blank" if isinstance(term, BNode) else "iri", str(term))
