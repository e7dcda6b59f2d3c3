"""The report in the frame of the pages, and as a file to take away."""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar, cast
from urllib.parse import parse_qsl, urlencode

from flask import Blueprint, Response, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from graph.analysis.choice import GROUPS, SINGLE, WORLDS, Projection, read_projection
from graph.analysis.dates import checked
from graph.errors import RelazioneError
from graph.report.contents import Report
from graph.report.exports import EXPORTS, export
from graph.report.material import Material, read_material
from graph.report.measuring import of_material
from graph.report.render import FORMATS, render, render_body, style
from graph.report.sections import sheet
from graph.report.telling import Record, read_record
from ontology.sectors import load_sectors
from ontology.terms import BASE

from .addresses import page_of
from .current import edition, fresh

Kept = TypeVar("Kept")
MEDIA = {
    "html": "text/html; charset=utf-8",
    "md": "text/markdown; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
}
FILES = (("html", "HTML"), ("md", "Markdown"), ("csv", "CSV"), ("json", "JSON"))
MOST = 12  # projections whose reports are kept of a generation

blueprint = Blueprint("reports", __name__)


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a reader chose: the projection, and the day by which agreements are told."""

    projection: Projection
    as_of: str | None

    @property
    def query(self) -> str:
        """The shortest query string that asks for it."""
        day = urlencode({"as_of": self.as_of}) if self.as_of else ""
        return "&".join(part for part in (self.projection.query, day) if part)


@blueprint.route("/report")
def report_page() -> BaseResponse:
    """Show the report of the projection that the address asks for; `?format=` gives a file of it instead."""
    given = list(request.args.items(multi=True))
    format_ = request.args.get("format")
    if format_ is not None and format_ not in (*FORMATS, *EXPORTS):
        abort(406, f"format={format_}: the report can be had as {', '.join((*FORMATS, *EXPORTS))}.")
    chosen = Chosen(
        read_projection((name, value) for name, value in given if name not in ("format", "as_of")), as_of_asked()
    )
    if format_ is not None:
        return _file(chosen, format_)
    if sorted(given) != sorted(parse_qsl(chosen.query)):
        return redirect(f"{url_for('reports.report_page')}?{chosen.query}".rstrip("?"))
    body = _of(chosen, "body", lambda: render_body(sheet(_report(chosen)), address))
    page = render_template("report.html", body=body, **_form(chosen))
    return fresh(Response(page), variant=f"text/html {chosen.query}")


def _file(chosen: Chosen, format_: str) -> Response:
    """Return a report, or an export for scholars, to take away."""
    kind = EXPORTS.get(format_)
    if kind:
        written = export(edition().generation, _material(), chosen.projection, format_)
        name, media = f"{edition().id}-{format_}.{kind.suffix}", kind.media_type
    else:
        written = render(_report(chosen), format_)
        name, media = f"{edition().id}.{format_}", MEDIA[format_]
    response = Response(written, content_type=media)
    response.headers["Content-Disposition"] = f'attachment; filename="relazione-{name}"'
    return fresh(response, variant=f"{format_} {chosen.query}")


@blueprint.route("/static/<any(tokens, look, report):name>.css")
def shared_style(name: str) -> BaseResponse:
    """The style sheets that the report has as a file of its own too, kept beside its template."""
    response = Response(style(name), content_type="text/css; charset=utf-8")
    response.add_etag()
    return response.make_conditional(request)


def _form(chosen: Chosen) -> dict[str, object]:
    """Return what the page needs to offer other projections, and files of this one."""

    def of(format_: str) -> str:
        return f"{url_for('reports.report_page')}?format={format_}&{chosen.query}".rstrip("&")

    acts = [(name.capitalize(), GROUPS[name]) for name in ("cooperation", "conflict")]
    rest = tuple(each for each in SINGLE if each not in GROUPS["events"])
    return {
        "projection": chosen.projection,
        "as_of": chosen.as_of,
        "type_groups": (*acts, ("Lasting ties and trade", rest)),
        "worlds": tuple(zip(WORLDS, ("Facts", "Claims", "Plans"), strict=True)),
        "sectors": load_sectors(),
        "files": [(label, of(name)) for name, label in FILES],
        "exports": [(kind.label, of(name)) for name, kind in EXPORTS.items()],
    }


def _report(chosen: Chosen) -> Report:
    def made() -> Report:
        return of_material(_material(), _record(), chosen.projection, as_of=chosen.as_of)

    return _of(chosen, "report", made)


def _material() -> Material:
    return edition().keep("report_material", lambda: read_material(edition().generation))


def _record() -> Record:
    def made() -> Record:
        material = _material()
        return read_record(edition().generation, material.names, material.homes, material.iris)

    return edition().keep("record", made)


def _of(chosen: Chosen, what: str, make: Callable[[], Kept]) -> Kept:
    """Return what is kept of a projection, made if it is not; of those asked for last, `MOST` are kept.

    Who asks while one is made waits: two at once would take twice as long each.
    """
    with edition().keep("reports_lock", threading.RLock):
        shelf: dict[str, dict[str, object]] = edition().kept.setdefault("reports", {})
        kept = shelf.pop(chosen.query, {})
        shelf[chosen.query] = kept
        for old in list(shelf)[:-MOST]:
            shelf.pop(old, None)
        if what not in kept:
            kept[what] = make()
        return cast(Kept, kept[what])


def address(key: str) -> str | None:
    """Return the page of a name, sector, document or statement by key."""
    if key.startswith("sector:"):
        return page_of(BASE + key.replace(":", "/"))
    return page_of(BASE + key) if key.startswith(("doc/", "statement/")) else page_of(f"{BASE}id/{key}")


def as_of_asked() -> str | None:
    """Return the day, month or year that the address asks agreements to be told by."""
    given = request.args.get("as_of")
    try:
        return checked(given) if given else None
    except RelazioneError as error:
        abort(400, f"as_of={error}")
