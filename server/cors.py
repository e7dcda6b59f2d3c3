"""Cross-origin reading (Fetch standard, CORS protocol): which pages elsewhere may ask here, and with what."""

from collections.abc import Sequence
from urllib.parse import urlsplit

from graph.errors import RelazioneError

OPEN_TO_ALL = "*"
METHODS = "GET, HEAD, POST, PUT, DELETE, OPTIONS"
HEADERS = "Accept, Authorization, Content-Type, If-None-Match"
EXPOSED = "ETag, Location, Retry-After, X-Request-Id"


def checked_origins(origins: Sequence[str], option: str = "--cors") -> tuple[str, ...]:
    """Return origins as they are given, or raise `RelazioneError` for what no browser would send as one."""
    for origin in origins:
        parts = urlsplit(origin)
        if origin != OPEN_TO_ALL and origin != f"{parts.scheme}://{parts.netloc}":
            raise RelazioneError(f"{option} {origin}: wanted * or a scheme and a host, as https://news.example")
    return tuple(origins)


def cors_headers(origins: Sequence[str], origin: str | None, *, preflight: bool = False) -> list[tuple[str, str]]:
    """Return the headers for a request from an origin; none where it may not read."""
    if not origins or origin is None or not (OPEN_TO_ALL in origins or origin in origins):
        return [("Vary", "Origin")] if origins and OPEN_TO_ALL not in origins else []
    allowed = OPEN_TO_ALL if OPEN_TO_ALL in origins else origin
    found = [("Access-Control-Allow-Origin", allowed), ("Access-Control-Expose-Headers", EXPOSED)]
    if allowed != OPEN_TO_ALL:
        found.append(("Vary", "Origin"))
    if preflight:
        found += [
            ("Access-Control-Allow-Methods", METHODS),
            ("Access-Control-Allow-Headers", HEADERS),
            ("Access-Control-Max-Age", "86400"),
        ]
    return found
