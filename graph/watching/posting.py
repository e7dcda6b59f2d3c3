"""News sent to an address that the user names, as JSON; nothing is ever sent elsewhere."""

import json
from http.client import HTTPException
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from graph.errors import WatchError
from graph.legible import legible

TIMEOUT = 30  # seconds


class _Stay(HTTPRedirectHandler):
    """Follows no redirect: who names an address names it."""

    def redirect_request(self, *_: Any) -> None:
        return None


def checked_address(url: str) -> str:
    """Return an address to which news may be sent, or raise `WatchError`."""
    try:
        parts = urlsplit(url)
        fits = parts.scheme in ("http", "https") and bool(parts.hostname) and (parts.port or 1) > 0
        fits = fits and url.isascii() and url.isprintable() and " " not in url
    except ValueError:
        fits = False
    if not fits:
        raise WatchError(f"{url}: news cannot be sent there; wanted an address as https://example.org/news")
    if parts.username is not None:
        raise WatchError(f"{parts.hostname}: news cannot be sent to an address with a user's name in it")
    return url


def post(url: str, content: Any, agent: str, timeout: float = TIMEOUT) -> None:
    """Send JSON to an address; raise `WatchError` unless it is taken with a status of 200 to 299."""
    body = json.dumps(content, ensure_ascii=False).encode()
    headers = {"Content-Type": "application/json", "User-Agent": agent}
    request = Request(checked_address(url), data=body, headers=headers, method="POST")
    try:
        with build_opener(_Stay).open(request, timeout=timeout):
            return
    except HTTPError as error:
        error.close()
        answer = f"{error.code} {legible(str(error.reason))}".strip()
        raise WatchError(f"{url}: the news were not taken; the answer was {answer}") from error
    except (OSError, ValueError, HTTPException) as error:
        why = legible(str(getattr(error, "reason", None) or error))
        raise WatchError(f"{url}: the news could not be sent ({why})") from error
