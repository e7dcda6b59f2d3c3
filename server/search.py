"""Finding names on a page, and listing those of a type; the suggestions that come as one types are those of the API."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from flask import Blueprint, Response, abort, jsonify, render_template, request

from .api.index import the_index
from .api.known import known
from .catalogue import Name, fold
from .current import edition, fresh
from .editions import Edition
from .network import the_network
from .presentation import TYPES

LIMIT = 100
PAGE = 200
ORDERS = ("documents", "statements", "ties", "name")

blueprint = Blueprint("search", __name__)


def ready(edition: Edition) -> None:
    """Make what a search rests on."""
    edition.catalogue.search("a")
    edition.catalogue.nearest("ready")


@dataclass(frozen=True, slots=True)
class Listed:
    """A name with how many statements tie it to anything, and to how many other names."""

    name: Name
    statements: int
    ties: int


@blueprint.route("/search")
def search_page() -> Response:
    """Show the names that hold what is asked for, of one type if that is asked for."""
    asked, type = request.args.get("q", "").strip()[:200], request.args.get("type") or None
    if type is not None and type not in TYPES:
        abort(400, f"type={type}: not a type of names. There are {', '.join(TYPES)}.")
    catalogue = edition().catalogue
    found = [name for name, _ in catalogue.found(asked)]
    types = Counter(name.type for name in found)
    fitting = [name for name in found if type in (None, name.type)]
    nearest = [] if found or not asked else catalogue.nearest(asked)
    page = render_template(
        "search.html", asked=asked, type=type, types=[(each, types[each]) for each in TYPES if types[each]],
        found=listed(edition(), fitting[:LIMIT]), total=len(fitting), whole=len(found), nearest=nearest,
    )  # fmt: skip
    return fresh(Response(page), variant=f"html {asked} {type or ''}")


@blueprint.route("/names/<type>")
def names_page(type: str) -> Response:
    """List the names of a type that documents mention; `sort` says by what, `from` which come first on the page."""
    if type not in TYPES:
        abort(404, f"{type}: not a type of names. There are {', '.join(TYPES)}.")
    order, first = request.args.get("sort", ORDERS[0]), request.args.get("from", "0")
    if order not in ORDERS:
        abort(400, f"sort={order}: wanted one of {', '.join(ORDERS)}.")
    names = in_order(edition(), type, order)
    if not (first.isascii() and first.isdigit() and len(first) < 9) or (int(first) and int(first) >= len(names)):
        abort(400, f"from={first}: wanted a number below {len(names)}.")
    shown = names[int(first) : int(first) + PAGE]
    page = render_template(
        "names.html", type=type, found=shown, first=int(first), total=len(names), order=order, page=PAGE
    )
    return fresh(Response(page), variant=f"html {type} {order} {first}")


@blueprint.route("/api/generation")
def generation() -> Response:
    """Tell which generation is served, so that an open page can say that a newer one is here."""
    return fresh(jsonify(generation=edition().id), variant="json")


def listed(edition: Edition, names: Iterable[Name]) -> list[Listed]:
    """Return names with what is counted of each."""
    postings, neighbours = the_index(edition).postings, the_network(edition).neighbours
    told = ((name, postings.get(("side", str(name.iri)), ())) for name in names)
    return [Listed(name, len(numbers), len(neighbours.get(name.key, ()))) for name, numbers in told]


def in_order(edition: Edition, type: str, order: str) -> list[Listed]:
    """Return the names of a type that documents mention, most first, or by the alphabet."""
    found = listed(edition, (name for name in known(edition) if name.type == type and name.documents))
    if order == "name":
        return sorted(found, key=lambda each: (fold(each.name.label), each.name.iri))
    if order == "documents":
        return found
    return sorted(found, key=lambda each: each.statements if order == "statements" else each.ties, reverse=True)
