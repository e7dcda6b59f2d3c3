"""Finding a name on a page; the suggestions that come as one types are those of the API."""

from flask import Blueprint, Response, abort, jsonify, render_template, request

from .current import edition, fresh
from .editions import Edition
from .presentation import TYPES

LIMIT = 100
MOST = 1000

blueprint = Blueprint("search", __name__)


def ready(edition: Edition) -> None:
    """Make what a search rests on."""
    edition.catalogue.search("a")
    edition.catalogue.nearest("ready")


@blueprint.route("/search")
def search_page() -> Response:
    asked = request.args.get("q", "").strip()[:200]
    catalogue = edition().catalogue
    found = catalogue.search(asked, LIMIT)
    nearest = [] if found or not asked else catalogue.nearest(asked)
    page = render_template("search.html", asked=asked, found=found, nearest=nearest, limit=LIMIT)
    return fresh(Response(page), variant=f"html {asked}")


@blueprint.route("/names/<type>")
def names_page(type: str) -> Response:
    """List the names of a type, those in most documents first."""
    if type not in TYPES:
        abort(404, f"{type}: not a type of names. There are {', '.join(TYPES)}.")
    found = [name for name in edition().catalogue.entities if name.type == type]
    page = render_template("names.html", type=type, found=found[:MOST], total=len(found))
    return fresh(Response(page), variant=f"html {type}")


@blueprint.route("/api/generation")
def generation() -> Response:
    """Tell which generation is served, so that an open page can say that a newer one is here."""
    return fresh(jsonify(generation=edition().id), variant="json")
