"""The JSON API: what the dataset says, for those who write no SPARQL, as JSON or CSV.

A table of operations (`operations.py`) is the one source of the routes, the checks of what is asked, the OpenAPI
description and the page that explains it.
"""

import csv
import io
import json
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, Response, abort, current_app, render_template, request

from graph.report.exports.fields import safe

from ..catalogue import Name
from ..current import edition, fresh
from ..errors import told
from ..negotiation import best
from .description import CSV, JSON, describe, example_address
from .lookups import Found
from .names import UnknownNameError
from .operations import OPERATIONS, Operation
from .parameters import Asked, BadRequestError, read
from .records import cells_of, columns_of
from .shapes import of_name, of_source

blueprint = Blueprint("api", __name__)
FORMATS = {"json": JSON, "csv": CSV}


@blueprint.route("/api/")
def page() -> Response:
    """Explain each operation on a page of which the description is the source."""
    described = describe(edition(), request.host_url.rstrip("/"), current_app.config["VERSION"])
    examples = {each.id: example_address(edition(), each) for each in OPERATIONS}
    rendered = render_template("api.html", described=described, operations=OPERATIONS, examples=examples)
    return fresh(Response(rendered), variant=f"html {request.host_url}")


@blueprint.route("/api/openapi.json")
def openapi() -> Response:
    """Return the OpenAPI description."""
    described = describe(edition(), request.host_url.rstrip("/"), current_app.config["VERSION"])
    return fresh(_json(described), variant=f"openapi {request.host_url}")


def _answering(operation: Operation) -> Callable[..., Response]:
    def answer(**path: str) -> Response:
        asked = read(edition(), operation.parameters, path)
        media = _media(asked)
        found = operation.find(edition(), asked)
        response = _listed(operation, found, asked, media) if operation.many else _one(operation, found, media)
        return fresh(response, variant=f"{media} {request.url}")

    return answer


def _media(asked: Asked) -> str:
    if asked["format"]:
        return FORMATS[asked["format"]]
    accept = request.headers.get("Accept")
    return best(accept, (JSON, CSV)) or abort(406, f"Accept: {accept}: this can be had as {JSON} or {CSV}.")


def _listed(operation: Operation, found: Found, asked: Asked, media: str) -> Response:
    further = _next(found, asked)
    if media == CSV:
        response = _table(operation, found.items)
    else:
        page = {"total": found.total, "limit": asked["limit"], "offset": asked["offset"]}
        response = _json(page | {"next": further, "items": found.items})
    response.headers["X-Total-Count"] = str(found.total)
    if further:
        response.headers["Link"] = f'<{further}>; rel="next"'
    return response


def _one(operation: Operation, found: Mapping[str, Any], media: str) -> Response:
    return _table(operation, [found]) if media == CSV else _json(found)


def _json(content: Mapping[str, Any]) -> Response:
    return Response(json.dumps(content, ensure_ascii=False, separators=(",", ":")) + "\n", content_type=JSON)


def _table(operation: Operation, items: list[Any]) -> Response:
    out = io.StringIO()
    writer = csv.DictWriter(out, columns_of(operation.records))
    writer.writeheader()
    for item in items:
        cells = cells_of(item, operation.records)
        writer.writerow({name: safe(cell) if isinstance(cell, str) else cell for name, cell in cells.items()})
    response = Response(out.getvalue(), content_type=f"{CSV}; charset=utf-8")
    response.headers["Content-Disposition"] = f'inline; filename="{operation.id}.csv"'
    return response


def _next(found: Found, asked: Asked) -> str | None:
    at = asked["offset"] + asked["limit"]
    if at >= found.total:
        return None
    kept = [(name, value) for name, value in request.args.items(multi=True) if name not in ("limit", "offset")]
    return f"{request.base_url}?{urlencode([*kept, ('limit', asked['limit']), ('offset', at)], safe='/')}"


@blueprint.app_errorhandler(BadRequestError)
def bad_request(error: BadRequestError) -> Response:
    """Tell each parameter that is wrong."""
    return told(400, str(error), problems=error.problems)


@blueprint.app_errorhandler(UnknownNameError)
def unknown(error: UnknownNameError) -> Response:
    """Tell what is called alike."""
    near = [of_name(each) if isinstance(each, Name) else of_source(each) for each in error.near]
    like = ", ".join(each.key if isinstance(each, Name) else each.identifier for each in error.near)
    return told(404, f"{error}; like it: {like}" if like else str(error), near=near)


for _operation in OPERATIONS:
    _rule = _operation.path.replace("{slug}", "<path:slug>").replace("{key}", "<path:key>")
    _rule = _rule.replace("{document}", "<path:document>").replace("{type}", "<type>")
    blueprint.add_url_rule(_rule, _operation.id, _answering(_operation), merge_slashes=False)
