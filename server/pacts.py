"""Agreements, initiatives and measures: the list of them, and a page for each with its life-line."""

from flask import Blueprint, Response, abort, redirect, render_template, request
from werkzeug.wrappers import Response as BaseResponse

from graph.analysis.dates import checked
from graph.errors import RelazioneError
from ontology.terms import ID

from .bonds import PARTIES, seal_of, words_of
from .current import edition, fresh
from .linked import linked, shown_name
from .pactlist import MOST, Wanted, listing
from .pactpage import MOST as MOST_STEPS
from .pactpage import about, life

blueprint = Blueprint("pacts", __name__)


@blueprint.route("/agreements")
def agreements() -> Response:
    """List all of them, narrowed and sorted as the address says."""
    wanted = Wanted.read(request.args, edition().catalogue)
    found = listing(edition(), wanted)
    page = render_template("agreements.html", found=found, wanted=wanted, most=MOST, words_of=words_of, seal_of=seal_of)
    return fresh(Response(page), variant=f"html {wanted}")


@blueprint.route("/entity/agreement/<path:slug>", defaults={"type": "agreement"})
@blueprint.route("/entity/initiative/<path:slug>", defaults={"type": "initiative"})
@blueprint.route("/entity/measure/<path:slug>", defaults={"type": "measure"})
def entity(type: str, slug: str) -> BaseResponse:
    """Lead from the address that other names have to that of the page."""
    asked = request.query_string.decode("ascii", "replace")
    name = edition().catalogue.names.get(ID[f"{type}/{slug}"])
    if name is None:
        abort(404, f"No {type} is known as “{slug.replace('-', ' ')}”.")
    return redirect(f"{name.url}?{asked}" if asked else name.url or "/agreements", 301)


@blueprint.route("/agreement/<path:slug>", defaults={"type": "agreement"})
@blueprint.route("/initiative/<path:slug>", defaults={"type": "initiative"})
@blueprint.route("/measure/<path:slug>", defaults={"type": "measure"})
def pact(type: str, slug: str) -> Response:
    """Show one: its life-line, how each party stood on a day, what is about it; or tell it as RDF."""
    name = shown_name(type, slug)
    as_of, whole, part = _as_of(), "all" in request.args, "part" in request.args
    shown = {"name": name, "life": life(edition(), name, as_of), "limit": None if whole else MOST_STEPS}
    if part:
        page = render_template("_standing.html", **shown)
    else:
        about_it = edition().keep(f"about {name.key}", lambda: about(edition(), name))
        page = render_template("pact.html", iri=name.iri, about=about_it, called=PARTIES[type], **shown)
    return fresh(linked(Response(page), name.iri), variant=f"html {name.iri} {as_of} {whole} {part}")


def _as_of() -> str | None:
    given = request.args.get("as-of")
    try:
        return checked(given) if given else None
    except RelazioneError as error:
        abort(400, f"as-of={error}")
