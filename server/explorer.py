"""The network one walks: built with pyvis, drawn by vis-network, every line opening the sentences behind it.

Only data goes to the page, never pyvis's own HTML, which loads from elsewhere. Places come from the server and do not
move; narrowing happens in the browser, so each edge carries what it can be narrowed by: one short row a statement.
"""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response, abort, render_template, request

from graph.analysis.ties import Tie
from graph.statement import EVENT_TYPES, TYPES
from ontology.terms import ID

from .catalogue import Name
from .columns import SEALS, WORLDS
from .current import edition, fresh
from .endpoint import takes_gzip
from .entities import dossier
from .network import Network, balance, distinct, statements, the_network
from .picture import around, the_picture, written
from .selection import of_statements

TABLE_ROWS = 1000
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
    page = render_template(
        "explore.html",
        names=len(found.graph),
        whole=found.whole,
        whole_lines=found.whole_lines,
        counts=_counts(found),
        histogram=_histogram(found),
        dyads=_dyads(found)[:TABLE_ROWS],
        dyad_count=found.graph.number_of_edges(),
    )
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


def _counts(found: Network) -> dict[str, Any]:
    ties = _distinct(found)
    types = Counter(found.names[key].type for key in found.graph)
    worlds = Counter(WORLDS[tie.world] for tie in ties)
    kinds = Counter(tie.type for tie in ties)
    intensity = {tie.type: tie.intensity for tie in ties if tie.intensity is not None}
    return {
        "statements": len(ties),
        "types": [(name.lower(), types[name.lower()]) for name in TYPES if types[name.lower()]],
        "worlds": [(seal, worlds[seal]) for seal in SEALS if worlds[seal]],
        "events": [(kind, n, intensity.get(kind)) for kind, n in kinds.most_common() if kind in EVENT_TYPES],
        "others": [(kind, n) for kind, n in kinds.most_common() if kind not in EVENT_TYPES],
    }


def _distinct(found: Network) -> tuple[Tie, ...]:
    return distinct(tie for a, b in found.graph.edges for tie in found.between(a, b))


def _histogram(found: Network) -> list[int]:
    """Return how many statements fall into each twentieth of confidence, as heights up to 24."""
    counts = Counter(min(int(tie.confidence * 20), 19) for tie in _distinct(found))
    most = max(counts.values(), default=1)
    return [max(1, round(24 * counts[step] / most)) if counts[step] else 0 for step in range(20)]


def _dyads(found: Network) -> list[Dyad]:
    rows = [_dyad(found, *found.ends(*ends)) for ends in found.graph.edges]
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
