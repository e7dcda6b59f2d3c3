"""The network one walks: built with pyvis, drawn by vis-network, every line opening the sentences behind it.

Only data goes to the page, never pyvis's own HTML, which loads from elsewhere. Places come from the server and do not
move; narrowing happens in the browser, so each edge carries what it can be narrowed by: one short row a statement.
"""

from dataclasses import dataclass

from flask import Blueprint, Response, abort, render_template, request

from ontology.terms import ID

from .catalogue import Name
from .current import edition, fresh
from .endpoint import takes_gzip
from .entities import dossier
from .network import Network, balance, statements, the_network
from .picture import around, the_picture, written
from .selection import of_statements

TABLE_ROWS = 100
PANEL_CARDS = 60

blueprint = Blueprint("explorer", __name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dyad:
    """Two names, what ties them, and how the events between them stand on the whole. `one` is the better connected."""

    one: Name
    other: Name
    statements: int
    sentences: int
    sources: int
    balance: float | None

    @property
    def url(self) -> str:
        """Where the sentences are read without a script."""
        return f"/sentences?of={self.one.key}&with={self.other.key}"


@blueprint.route("/explore")
def explore() -> Response:
    found = the_network(edition())
    page = render_template("explore.html", dyads=_dyads(found))
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
    found = the_network(edition())
    ties = found.between(one.key, other.key)
    cards = of_statements(edition(), one, other, {tie.statement for tie in ties})
    if not cards:
        abort(404, f"No sentence ties {one.label} and {other.label}.")
    denied = sum(card.seal == "denied" for card in cards)
    dyad = _dyad(found, one.key, other.key)
    page = render_template("_edge.html", dyad=dyad, cards=cards[:PANEL_CARDS], denied=denied)
    return fresh(Response(page), variant=f"html {one.key} {other.key}")


@blueprint.route("/api/name")
def name_panel() -> Response:
    """Return the dossier of a name in short, as the panel shows it."""
    name = _asked("key")
    found = the_network(edition())
    dyads = [_dyad(found, name.key, other) for other in found.neighbours.get(name.key, ())]
    dyads.sort(key=lambda dyad: (-dyad.statements, dyad.other.label))
    page = render_template("_name.html", d=dossier(edition(), name), dyads=dyads)
    return fresh(Response(page), variant=f"html {name.key}")


def _dyads(found: Network) -> list[Dyad]:
    """Return the dyads of most statements, for those who read without a script."""
    most = sorted(found.graph.edges, key=lambda ends: -len(found.between(*ends)))[:TABLE_ROWS]
    rows = [_dyad(found, *found.ends(*ends)) for ends in most]
    return sorted(rows, key=lambda row: (-row.statements, row.one.label, row.other.label))


def _dyad(found: Network, one: str, other: str) -> Dyad:
    ties = found.between(one, other)
    return Dyad(
        one=found.names[one],
        other=found.names[other],
        statements=statements(ties),
        sentences=found.sentences(ties),
        sources=len({tie.document for tie in ties}),
        balance=balance(ties),
    )


def _asked(parameter: str) -> Name:
    key = request.args.get(parameter, "")
    name = edition().catalogue.names.get(ID[key]) if key else None
    if name is None:
        abort(404 if key else 400, f"{parameter}={key}: no such name. Names are asked for by key, such as state/it.")
    return name
