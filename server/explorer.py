"""The network one walks: built with pyvis, drawn by vis-network, every line opening the sentences behind it.

Only data goes to the page, never pyvis's own HTML, which loads from elsewhere. Places come from the server and do not
move; narrowing happens in the browser, so each edge carries what it can be narrowed by: one short row a statement.
"""

from heapq import nlargest

from flask import Blueprint, Response, abort, render_template, request

from ontology.terms import ID

from .catalogue import Name
from .current import edition, fresh
from .editions import Edition
from .endpoint import takes_gzip
from .margin import MOST_CARDS, Dyad, brief, dyad_of, newest
from .network import Network, distinct, the_network
from .picture import around, the_picture, written

TABLE_ROWS = 100

blueprint = Blueprint("explorer", __name__)


@blueprint.route("/explore")
def explore() -> Response:
    page = render_template("explore.html", dyads=outline(edition()))
    return fresh(Response(page), variant="text/html")


@blueprint.route("/api/network")
def network_data() -> Response:
    """Return all names with their places, dyads and statements, or those of one name alone (`around`)."""
    if "around" in request.args:
        name = _asked("around")
        part = around(edition(), name.key)
        if part is None:
            abort(404, f"No sentence ties {name.label} to another name.")
        return fresh(Response(written(part), mimetype="application/json"), variant=f"json around {name.key}")
    plain, packed = the_picture(edition())
    gzip = takes_gzip(request.headers.get("Accept-Encoding", ""))
    response = Response(packed if gzip else plain, mimetype="application/json")
    response.vary.add("Accept-Encoding")
    if gzip:
        response.content_encoding = "gzip"
    return fresh(response, variant="json gzip" if gzip else "json")


@blueprint.route("/api/edge")
def edge() -> Response:
    """Return the statements behind an edge, as the panel shows them; as JSON they are at /api/statements."""
    one, other = _asked("a"), _asked("b")
    return fresh(Response(margin_of_dyad(one, other)), variant=f"html {one.key} {other.key}")


@blueprint.route("/api/name")
def name_panel() -> Response:
    """Return the dossier of a name in short, as the panel shows it."""
    name = _asked("key")
    return fresh(Response(margin_of_name(name)), variant=f"html {name.key}")


def margin_of_dyad(one: Name, other: Name, most: int = MOST_CARDS) -> str:
    """Return the margin of a dyad with its newest statements, at most so many."""
    found = the_network(edition())
    ties = distinct(found.between(one.key, other.key))
    if not ties:
        abort(404, f"No sentence ties {one.label} and {other.label}.")
    denied = sum(tie.world == "denied" for tie in ties)
    dyad = dyad_of(found, one.key, other.key)
    return render_template("_edge.html", dyad=dyad, cards=newest(edition(), ties, most), denied=denied)


def margin_of_name(name: Name) -> str:
    """Return the margin of a name: its offices, and the names it is tied to by most statements."""
    return render_template("_name.html", d=brief(edition(), name))


def outline(edition: Edition) -> list[Dyad]:
    """Return the dyads of most statements, for those who read without a script; kept with an edition."""
    return edition.keep("outline", lambda: _dyads(the_network(edition)))


def _dyads(found: Network) -> list[Dyad]:
    sizes = {ends: found.size(*ends) for ends in found.graph.edges}
    most = nlargest(TABLE_ROWS, sizes, key=lambda ends: (sizes[ends], ends))
    rows = [dyad_of(found, *found.ends(*ends)) for ends in most]
    return sorted(rows, key=lambda row: (-row.statements, row.one.label, row.other.label))


def _asked(parameter: str) -> Name:
    return named(parameter, request.args.get(parameter, ""))


def named(parameter: str, key: str) -> Name:
    """Return the name that a parameter asks for by key, or say what is wrong with it."""
    name = edition().catalogue.names.get(ID[key]) if key else None
    if name is None:
        abort(404 if key else 400, f"{parameter}={key}: no such name. Names are asked for by key, such as state/it.")
    return name
