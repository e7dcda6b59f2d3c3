"""The SPARQL endpoint as Flask has it.

Where the front (`server.front`) stands before Flask, it answers the queries of machines itself and what arrives here is
the page and the description of the service.
"""

from flask import Blueprint, Response, request

from .bridge import bridge, respond, wishes
from .current import edition, fresh
from .negotiation import best
from .protocol import GRAPHS, HTML, ProtocolError, read_query, typed
from .querypage import query_page
from .service import describe_service

blueprint = Blueprint("sparql", __name__)


@blueprint.route("/sparql", methods=["GET", "POST"])
def sparql() -> Response:
    """Answer a query; without one, show the page that asks, or describe the service to machines."""
    given = request.headers.get("Content-Type", "")
    body = request.get_data(parse_form_data=False)
    question = read_query(request.method, request.query_string, given, body)
    if question is None:
        return _no_question()
    if question.wants_page(request.headers.get("Accept")):
        return query_page(question)
    return respond(bridge().run(bridge().endpoint.answer(question, wishes())))


def _no_question() -> Response:
    offers = (*GRAPHS[:3], HTML)
    wanted = best(request.headers.get("Accept"), offers)
    if wanted is None:
        raise ProtocolError(406, f"The service is described as {', '.join(offers)}.")
    if wanted == HTML:
        return query_page(None)
    names = {GRAPHS[0]: "turtle", GRAPHS[1]: "nt", GRAPHS[2]: "xml"}
    body = describe_service(request.base_url, edition().generation.graphs()).serialize(format=names[wanted])
    return fresh(Response(body, content_type=typed(wanted)), variant=wanted)
