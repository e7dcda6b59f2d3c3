"""Dossiers in the frame of the pages, and as files to take away: of one name, or between several."""

from collections.abc import Sequence

from flask import Blueprint, Response, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from graph.address import Place
from graph.analysis.dates import checked
from graph.opening import open_generation
from graph.report.dossier.sheet import dossier
from graph.report.render import render_body, write
from graph.report.section import Sheet
from graph.report.telling import Record, record_of
from graph.statement import TYPES

from .api.names import UnknownNameError, name_called
from .catalogue import Catalogue, Name, load_catalogue
from .current import edition, fresh
from .reports import MEDIA, address, as_of_asked

FORMATS = ("html", "md", "json")
KINDS = frozenset(name.lower() for name in TYPES)

blueprint = Blueprint("dossiers", __name__)


@blueprint.route("/dossier")
def asked() -> BaseResponse:
    """Lead from names in a form to the address of their dossier."""
    given = [name for name in request.args.getlist("name") if name.strip()]
    if not given:
        abort(400, "Say whose dossier: name=Italy, and name=China for what lies between the two.")
    as_of, format_ = (request.args.get(each) or None for each in ("as_of", "format"))
    return redirect(_address([_called(name) for name in given], as_of=as_of, format=format_), 303)


@blueprint.route("/dossier/<path:names>")
def dossier_page(names: str) -> BaseResponse:
    """Show a dossier, `/dossier/state/it/state/cn`; `?format=` gives a file, `?as_of=` tells agreements as of then."""
    found = [_called(name) for name in parts(names)]
    as_of, format_ = as_of_asked(), request.args.get("format")
    if "/".join(name.key for name in found) != names:
        return redirect(_address(found, as_of=as_of, format=format_), 303)
    if format_ is not None and format_ not in FORMATS:
        abort(406, f"format={format_}: a dossier can be had as {', '.join(FORMATS)}.")
    record: Record = edition().keep("record", lambda: record_of(edition().generation))
    sheet = dossier(record, [name.key for name in found], as_of=as_of)
    variant = f"{names} {as_of or ''} {format_ or 'page'}"
    return fresh(_file(sheet, format_, found) if format_ else _page(sheet, found, as_of), variant=variant)


def written(data: Place, given: Sequence[str], format: str, as_of: str | None, generation: str | None = None) -> str:
    """Return the dossier of names as whoever asks calls them, as a file; `generation` is one as `resolve` takes it."""
    with open_generation(data, generation) as dataset:
        catalogue = load_catalogue(dataset)
        keys = [called(catalogue, name).key for name in given]
        return write(dossier(record_of(dataset), keys, as_of=checked(as_of) if as_of else None), format)


def called(catalogue: Catalogue, given: str, types: Sequence[str] = ()) -> Name:
    """Return the entity that is called so, of one of `types`; the error names what is called alike, with the keys."""
    try:
        return name_called(catalogue, given, types)
    except UnknownNameError as error:
        near = ", ".join(f"{each.label} ({each.key})" for each in error.near if isinstance(each, Name))
        raise UnknownNameError(
            given, f"{error.what}; {f'near: {near}' if near else 'nothing is called alike'}"
        ) from error


def parts(names: str) -> list[str]:
    """Return the names in an address: keys take two segments, anything else one."""
    segments, found = [segment for segment in names.split("/") if segment], list[str]()
    while segments:
        width = 2 if segments[0] in KINDS and len(segments) > 1 else 1
        found.append("/".join(segments[:width]))
        del segments[:width]
    return found


def _called(given: str) -> Name:
    try:
        return called(edition().catalogue, given)
    except UnknownNameError as error:
        abort(404, str(error))


def _page(sheet: Sheet, found: Sequence[Name], as_of: str | None) -> Response:
    files = {label: _address(found, as_of=as_of, format=format) for format, label in _LABELS.items()}
    body = render_body(sheet, address)
    return Response(
        render_template("dossier.html", body=body, title=sheet.title, files=files, names=found, as_of=as_of)
    )


def _file(sheet: Sheet, format: str, found: Sequence[Name]) -> Response:
    response = Response(write(sheet, format), content_type=MEDIA[format])
    name = "-".join(each.key.rpartition("/")[2] for each in found).encode("ascii", "ignore").decode()
    response.headers["Content-Disposition"] = f'attachment; filename="dossier-{name}-{edition().id}.{format}"'
    return response


def _address(found: Sequence[Name], *, as_of: str | None = None, format: str | None = None) -> str:
    names = "/".join(name.key for name in found)
    return url_for("dossiers.dossier_page", names=names, as_of=as_of, format=format)


_LABELS = {"html": "HTML", "md": "Markdown", "json": "JSON"}
