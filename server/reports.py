"""The report in the frame of the pages, and as a file to take away."""

from typing import cast

from flask import Blueprint, Response, abort, render_template, request
from markupsafe import Markup
from werkzeug.wrappers import Response as BaseResponse

from graph.report.contents import Report, report
from graph.report.render import FORMATS, render, render_body, style
from graph.report.sections import sheet
from ontology.terms import BASE

from .addresses import page_of
from .current import edition, fresh

MEDIA = {
    "html": "text/html; charset=utf-8",
    "md": "text/markdown; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
}

blueprint = Blueprint("reports", __name__)


@blueprint.route("/report")
def report_page() -> Response:
    """Show the report; `?format=` gives it as a file instead."""
    format_ = request.args.get("format")
    if format_ is None:
        kept = edition().kept
        if "report_body" not in kept:
            kept["report_body"] = render_body(sheet(_report()), address)
        page = render_template("report.html", body=cast(Markup, kept["report_body"]))
        return fresh(Response(page), variant="text/html")
    if format_ not in FORMATS:
        abort(406, f"format={format_}: the report can be had as {', '.join(FORMATS)}.")
    response = Response(render(_report(), format_), content_type=MEDIA[format_])
    response.headers["Content-Disposition"] = f'attachment; filename="relazione-{edition().id}.{format_}"'
    return fresh(response, variant=format_)


@blueprint.route("/static/<any(tokens, report):name>.css")
def shared_style(name: str) -> BaseResponse:
    """The style sheets that the report has as a file of its own too, kept beside its template."""
    response = Response(style(name), content_type="text/css; charset=utf-8")
    response.add_etag()
    return response.make_conditional(request)


def _report() -> Report:
    kept = edition().kept
    if "report" not in kept:
        kept["report"] = report(edition().generation)
    return cast(Report, kept["report"])


def address(key: str) -> str | None:
    """Return the page of a name or document by key."""
    return page_of(BASE + key) if key.startswith("doc/") else page_of(f"{BASE}id/{key}")
