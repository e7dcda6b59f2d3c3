"""Sectors: the list of them as the scheme orders it, and a page for each.

The IRI of a sector names a thing, so that its page has an address of its own beside it: `/sector/energy.html`.
"""

from flask import Blueprint, Response, abort, render_template

from ontology.terms import SECTOR

from .current import edition, fresh
from .linked import linked
from .scheme import places
from .sectorpage import about, summaries

SCHEME = SECTOR.rstrip("/")

blueprint = Blueprint("sectors", __name__)


@blueprint.route("/sectors")
def overview() -> Response:
    """List all sectors with what is said in each."""
    page = render_template("sectors.html", sectors=summaries(edition()), iri=SCHEME)
    return fresh(linked(Response(page), SCHEME), variant="text/html")


@blueprint.route("/sector/<slug>.html")
def sector(slug: str) -> Response:
    """Show one sector."""
    place = places(edition()).get(slug)
    if place is None:
        abort(404, f"No sector is known as “{slug.replace('_', ' ')}”. The list of sectors holds them all.")
    found = edition().keep(f"about {place.name.key}", lambda: about(edition(), place.name))
    page = render_template("sector.html", place=place, about=found, iri=place.name.iri)
    return fresh(linked(Response(page), place.name.iri), variant=f"html {place.name.key}")
