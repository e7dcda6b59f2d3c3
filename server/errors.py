"""Which status each error has over HTTP, decided here once, and how an error is told: as a page, as JSON or as text."""

import json
from urllib.parse import unquote

from flask import Flask, Response, g, jsonify, render_template, request
from werkzeug.exceptions import HTTPException, InternalServerError

from graph.errors import (
    ConflictError,
    FullError,
    MissingDataError,
    QueryError,
    RelazioneError,
    ReviewError,
    StaleError,
)

from .catalogue import Name
from .current import edition
from .editions import Edition
from .jobs import UnavailableError
from .mistakes import mistake_in
from .negotiation import best
from .protocol import ProtocolError

STATUSES: tuple[tuple[type[RelazioneError], int], ...] = (
    (QueryError, 400),
    (MissingDataError, 503),
    (FullError, 507),
    (StaleError, 503),
    (ConflictError, 409),
    (ReviewError, 422),
    (RelazioneError, 500),
)
PROBLEM = "application/problem+json"
STRUCTURED = ("application/json", "application/sparql-results+json", PROBLEM)
TITLES = {
    400: "The request could not be read",
    401: "Writing takes a token",
    403: "Writing is off",
    404: "Nothing is kept under this address",
    405: "This address does not take that method",
    406: "Not available in the format asked for",
    409: "Somebody was there before",
    413: "The body is too large",
    415: "The body is of a type that is not read here",
    422: "This cannot be judged so",
    500: "The page could not be made",
    503: "Not available just now",
    507: "The disk is full",
}


GENERIC = {
    404: "The address may be mistyped, or belong to another generation of the dataset.",
    405: "This address is read with GET, or asked with POST where it takes queries.",
    500: "The fault is ours and is written to the log. Other pages are not affected.",
}


def status_of(error: RelazioneError) -> int:
    """Return the HTTP status of one of our errors."""
    return next(status for kind, status in STATUSES if isinstance(error, kind))


def told(status: int, message: str, **more: object) -> Response:
    """Return an error in the form that the client reads: HTML for people, JSON for `/api` and on request, else text.

    JSON takes what `more` tells besides.
    """
    accept = request.headers.get("Accept")
    if request.path.startswith("/api/"):
        response = jsonify({**structured(status, message), **more})
    elif best(accept, ("text/plain", "text/html", *STRUCTURED)) == "text/html":
        title = TITLES.get(status, "The request failed")
        near = _suggestions() if status == 404 else []
        page = render_template("error.html", status=status, title=title, message=message, suggestions=near)
        response = Response(page)
    else:
        media, body = written(status, message, accept)
        response = Response(body, content_type=media)
    response.status_code = status
    response.headers["Cache-Control"] = "no-store"
    return response


def written(status: int, message: str, accept: str | None) -> tuple[str, bytes]:
    """Return an error as a program reads it, with its media type: text, or JSON where that is asked for."""
    form = best(accept, ("text/plain", *STRUCTURED))
    if form not in STRUCTURED:
        return "text/plain; charset=utf-8", f"{message}\n".encode()
    return PROBLEM if form == PROBLEM else "application/json", json.dumps(structured(status, message)).encode()


def structured(status: int, message: str) -> dict[str, object]:
    """Return an error as members of a JSON object; line and column where it names a place in a query."""
    mistake = mistake_in(message)
    place = {"line": mistake.line, "column": mistake.column} if mistake else {}
    return {"error": message, "status": status, **place}


def confirmed(response: Response) -> Response:
    """Return a response that was made of one generation alone, or the refusal of one that was not.

    Only on a server can another take the place of the one that is being read.
    """
    taken: Edition | None = g.get("edition")
    if taken is not None and response.status_code < 400 and not response.is_streamed:
        try:
            taken.generation.check()
        except RelazioneError as error:
            return _of_ours(error)
    return response


def _of_ours(error: RelazioneError) -> Response:
    response = told(status_of(error), str(error))
    if isinstance(error, StaleError):
        response.headers["Retry-After"] = "1"
    return response


def _suggestions() -> list[Name]:
    """Return names like the end of the address that was not found."""
    words = unquote(request.path).rstrip("/").rsplit("/", 1)[-1].replace("-", " ")
    try:
        catalogue = edition().catalogue
    except RelazioneError:
        return []
    return catalogue.search(words, 5) or catalogue.nearest(words)


def register_errors(app: Flask) -> None:
    """Tell every error the same way."""

    @app.errorhandler(RelazioneError)
    def ours(error: RelazioneError) -> Response:
        return _of_ours(error)

    @app.errorhandler(ProtocolError)
    @app.errorhandler(UnavailableError)
    def of_protocol(error: ProtocolError | UnavailableError) -> Response:
        response = told(error.status, str(error))
        if error.status == 401:
            response.headers["WWW-Authenticate"] = 'Bearer realm="relazione"'
        if isinstance(error, UnavailableError) and error.retry_after is not None:
            response.headers["Retry-After"] = str(error.retry_after)
        return response

    @app.errorhandler(HTTPException)
    def of_http(error: HTTPException) -> Response:
        if isinstance(error, InternalServerError):
            app.logger.error("%s failed", request.path, exc_info=error.original_exception or error)
        code = error.code or 500
        generic = type(error).description == error.description
        response = told(code, GENERIC.get(code, error.name) if generic else str(error.description))
        for name, value in error.get_headers():
            if name in ("Allow", "Location"):
                response.headers[name] = value
        return response
