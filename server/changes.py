"""The page of what changed between two generations, which both are chosen in its address, and the same as files."""

from flask import Blueprint, Response, abort, render_template, request, url_for

from graph.difference.formats import FORMATS, written
from graph.difference.sheet import sheet
from graph.errors import MissingDataError
from graph.report.render import render_body

from .current import edition, fresh
from .difference import between, chosen, listed, moments
from .reports import address

MEDIA = {
    "text": ("text/plain; charset=utf-8", "txt"), "html": ("text/html; charset=utf-8", "html"),
    "json": ("application/json", "json"), "trig": ("application/trig", "trig"),
}  # fmt: skip
LABELS = {"html": "HTML", "text": "Text", "json": "JSON", "trig": "TriG"}
ROWS = 100  # in a table of the page; files hold more

blueprint = Blueprint("changes", __name__)


@blueprint.route("/changes")
def page() -> Response:
    """Show what sets one generation apart from another: `old` and `new` by id, else the one served and that before."""
    format_ = request.args.get("format") or None
    if format_ is not None and format_ not in FORMATS:
        abort(406, f"format={format_}: changes can be had as {', '.join(FORMATS)}.")
    try:
        pair = chosen(edition(), request.args.get("old"), request.args.get("new"))
        found = between(edition(), *pair) if pair else None
    except MissingDataError as error:
        abort(404, f"{error}.")
    if format_ and found is None:
        abort(404, "There is no earlier generation to compare with.")
    there = listed(edition())
    variant = f"{format_ or 'page'} {pair} {[past.id for past in there]}"
    if format_ and found:
        media, suffix = MEDIA[format_]
        response = Response(written(found, format_), content_type=media)
        name = f"changes-{found.old.id}-{found.new.id}.{suffix}"
        response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
        return fresh(response, variant=variant)
    shown = sheet(found, ROWS) if found else None
    files = {
        LABELS[each]: url_for("changes.page", old=found.old.id, new=found.new.id, format=each)
        for each in LABELS
        if found
    }
    body = render_body(shown, address) if shown else None
    rendered = render_template(
        "changes.html", body=body, files=files, pair=pair, generations=[moments(past) for past in there],
        title=shown.title if shown else "Changes",
    )  # fmt: skip
    return fresh(Response(rendered), variant=variant)
