"""The edition that the running request reads, and the headers that tie a response to it."""

from flask import Response, current_app, g, request
from werkzeug.http import generate_etag

from .editions import Edition, Editions


def edition() -> Edition:
    """Return the edition of this request, taken at its first use."""
    if "edition" not in g:
        g.edition = editions().take()
    found: Edition = g.edition
    return found


def editions() -> Editions:
    """Return the application's editions."""
    found: Editions = current_app.extensions["relazione"]
    return found


def give_back() -> None:
    """Let go of the edition at the end of the request."""
    taken: Edition | None = g.pop("edition", None)
    if taken is not None:
        editions().give_back(taken)


def fresh(response: Response, *, variant: str = "") -> Response:
    """Mark a response with the generation it was made from; a client that has it already is told so with 304."""
    stamp = f"{edition().id}-{current_app.config['LOOK']}"
    response.set_etag(f"{stamp}-{generate_etag(variant.encode())[:8]}" if variant else stamp)
    response.headers.setdefault("Cache-Control", "no-cache")
    response.vary.add("Accept")
    response.make_conditional(request)
    return response
