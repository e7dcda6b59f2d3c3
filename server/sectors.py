"""Sectors: the list of them as the scheme orders it, a page for each, and the sentences behind its numbers.

The IRI of a sector names a thing, so that its page has an address of its own beside it: `/sector/energy.html`.
"""

from flask import Blueprint, Response, abort, render_template, request

from graph.statement import EVENT_TYPES
from ontology.terms import ID

from .catalogue import Name
from .current import edition, fresh
from .linked import linked
from .scheme import Place, places
from .sectorpage import BEFORE, UNDATED, about, chosen, summaries
from .statements import sentences
from .told import cards_of
from .yearly import chart

MOST, MOST_IN_PART = 60, 25

blueprint = Blueprint("sectors", __name__)


@blueprint.route("/sectors")
def overview() -> Response:
    """List all sectors with what is said in each."""
    page = render_template("sectors.html", sectors=summaries(edition()), iri="https://w3id.org/relazione/sector")
    return fresh(Response(page), variant="text/html")


@blueprint.route("/sector/<slug>.html")
def sector(slug: str) -> Response:
    """Show one sector."""
    place = _place(slug)
    found = edition().keep(f"about {place.name.key}", lambda: about(edition(), place.name))
    dated = found.years is not None and found.years.columns != (UNDATED,)
    drawn = chart(found.years) if found.years and dated else ()
    page = render_template("sector.html", place=place, about=found, drawn=drawn, iri=place.name.iri)
    return fresh(linked(Response(page), place.name.iri), variant=f"html {place.name.key}")


@blueprint.route("/sector/<slug>/sentences")
def said(slug: str) -> Response:
    """Show the sentences in a sector: all, or the events of a kind, of a year, or of two names."""
    name, args = _place(slug).name, request.args
    kind, year = args.get("kind"), args.get("year")
    if kind is not None and kind not in EVENT_TYPES:
        abort(400, f"kind={kind}: no kind of event; wanted one of {', '.join(EVENT_TYPES)}.")
    if year is not None and year not in (BEFORE, UNDATED) and not (year.isascii() and year.isdigit()):
        abort(400, f"year={year}: not a year; wanted one as 2024, {BEFORE} for earlier ones or {UNDATED}.")
    pair = (_name("of"), _name("with")) if "of" in args or "with" in args else None
    keys = (min(one.key for one in pair), max(one.key for one in pair)) if pair else None
    numbers = chosen(edition(), name, kind, year, keys)
    part = "part" in args
    cards = cards_of(edition(), numbers[: MOST_IN_PART if part else MOST])
    links = [(each.label, each.url) for each in (name, *(pair or ())) if each.url]
    page = render_template(
        "_sentences.html" if part else "sentences.html",
        heading=_heading(name, kind, year, pair) + _cut(len(cards), len(numbers)),
        cards=cards, links=links, limit=len(cards), level=4 if part else 2,
        sentences=sentences(cards), sources=len({card.document.iri for card in cards}),
    )  # fmt: skip
    return fresh(Response(page), variant=f"html {request.query_string.decode('ascii', 'replace')}")


def _place(slug: str) -> Place:
    place = places(edition()).get(slug)
    if place is None:
        abort(404, f"No sector is known as “{slug.replace('_', ' ')}”. The list of sectors holds them all.")
    return place


def _name(parameter: str) -> Name:
    key = request.args.get(parameter, "")
    name = edition().catalogue.names.get(ID[key]) if key and set(key).isdisjoint('<>" {}|\\^`') else None
    if name is None:
        abort(404 if key else 400, f"{parameter}={key}: no such name. Names are asked for by key, such as state/it.")
    return name


def _cut(shown: int, total: int) -> str:
    return f", the newest {shown} of {total:,}" if shown < total else ""


def _heading(name: Name, kind: str | None, year: str | None, pair: tuple[Name, Name] | None) -> str:
    who = f": {pair[0].label} and {pair[1].label}" if pair else ""
    when = {None: "", BEFORE: ", earlier years", UNDATED: ", without a date"}.get(year, f", {year}")
    return f"{name.label.capitalize()}{who}{f': {kind}' if kind else ''}{when}"
