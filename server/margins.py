"""Many margins at once: a picture that is kept as a file takes the sentences of all it shows with it."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from flask import Blueprint, Response, abort, jsonify, request, url_for

from .catalogue import Name
from .explorer import margin_of_dyad, margin_of_name, named

MOST = 20  # statements of a dyad
AT_ONCE = 200  # margins in one answer
WANTED = 'wanted {"dyads": [["state/it", "state/cn"]], "names": ["state/it"], "most": 20}'

blueprint = Blueprint("margins", __name__)


@blueprint.route("/api/margins", methods=["POST"])
def margins() -> Response:
    """Return the margins of several dyads and names by the addresses that each has alone."""
    dyads, names, most = _asked(request.get_json(silent=True))
    edge, name_panel = url_for("explorer.edge"), url_for("explorer.name_panel")
    found = {
        f"{edge}?a={_quoted(one)}&b={_quoted(other)}": margin_of_dyad(one, other, most) for one, other in dyads
    } | {f"{name_panel}?key={_quoted(name)}": margin_of_name(name) for name in names}
    response = jsonify(found)
    response.headers["Cache-Control"] = "no-store"
    return response


def _asked(given: Any) -> tuple[list[tuple[Name, Name]], list[Name], int]:
    """Return the dyads, the names and the number of statements that a body asks for."""
    if not isinstance(given, Mapping):
        abort(400, f"The body is no JSON object; {WANTED}.")
    dyads, names, most = given.get("dyads", []), given.get("names", []), given.get("most", MOST)
    if not (_texts(names) and isinstance(dyads, list) and all(_texts(pair) and len(pair) == 2 for pair in dyads)):
        abort(400, f"Dyads are pairs of keys, names are keys; {WANTED}.")
    if type(most) is not int or not 1 <= most <= MOST:
        abort(400, f"most={most}: a dyad comes with 1 to {MOST} statements.")
    if len(dyads) + len(names) > AT_ONCE:
        abort(400, f"{len(dyads) + len(names)} margins are too many for one answer; ask for {AT_ONCE} at a time.")
    pairs = [(named("dyads", one), named("dyads", other)) for one, other in dyads]
    return pairs, [named("names", key) for key in names], most


def _texts(given: Any) -> bool:
    return isinstance(given, list) and all(isinstance(each, str) for each in given)


def _quoted(name: Name) -> str:
    """Write a key as a script's `encodeURIComponent` does, so that it finds the address again."""
    return quote(name.key, safe="!~*'()")
