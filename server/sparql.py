"""The SPARQL endpoint as Flask has it, and the page from which people ask.

Where the front (`server.front`) stands before Flask, it answers the queries of machines itself and what arrives here is
the page and the description of the service.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import Blueprint, Response, redirect, render_template, request, url_for
from rdflib import BNode, Literal
from rdflib.term import Identifier
from werkzeug.wrappers import Response as BaseResponse

from graph.answer import PREFIXES, Answer
from graph.errors import QueryError

from .current import edition, fresh
from .desk import desk, respond, wishes
from .examples import examples
from .negotiation import best
from .protocol import GRAPHS, HTML, ProtocolError, Question, read_query, typed
from .service import describe_service

SHOWN = 1000

blueprint = Blueprint("sparql", __name__)


@blueprint.route("/query")
def query_page() -> BaseResponse:
    return redirect(url_for("sparql.sparql"), 303)


@blueprint.route("/sparql", methods=["GET", "POST"])
def sparql() -> Response:
    """Answer a query; without one, show the page that asks, or describe the service to machines."""
    given = request.headers.get("Content-Type", "")
    body = request.get_data(parse_form_data=False)
    question = read_query(request.method, request.query_string, given, body)
    if question is None:
        return _no_question()
    if question.wants_page(request.headers.get("Accept")):
        return _page(question)
    return respond(desk().run(desk().asker.answer(question, wishes())))


def _no_question() -> Response:
    offers = (*GRAPHS[:3], HTML)
    wanted = best(request.headers.get("Accept"), offers)
    if wanted is None:
        raise ProtocolError(406, f"The service is described as {', '.join(offers)}.")
    if wanted == HTML:
        return _page(None)
    names = {GRAPHS[0]: "turtle", GRAPHS[1]: "nt", GRAPHS[2]: "xml"}
    body = describe_service(request.base_url, edition().generation.graphs()).serialize(format=names[wanted])
    return fresh(Response(body, content_type=typed(wanted)), variant=wanted)


def _page(question: Question | None) -> Response:
    found: Mapping[str, object] = {}
    status = 200
    if question is not None:
        try:
            found = _shown(
                edition().generation.answer(
                    question.text, default_graphs=question.default_graphs, named_graphs=question.named_graphs
                )
            )
        except QueryError as error:
            found, status = {"error": str(error)}, 400
    text = question.text if question else None
    prefixes = sorted(PREFIXES.items())
    page = render_template("query.html", query=text, examples=examples(), prefixes=prefixes, **found)
    response = Response(page, status)
    return fresh(response, variant=HTML) if status == 200 else response


def _asked(question: Question) -> Answer:
    graphs = {"default_graphs": question.default_graphs, "named_graphs": question.named_graphs}
    return edition().generation.answer(question.text, **graphs)


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
