"""An RSS or Atom feed: what its entries link to, and what it says of each."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from html import escape
from io import BytesIO
from typing import Any
from urllib.parse import urljoin

from .errors import SourceError
from .metadata import Metadata
from .slug import content_hash

ENTRIES = 100
_FEED = re.compile(rb"<(?:\w+:)?(?:rss|feed|RDF)[\s>]")


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of a feed: the page that it links to, or, where it links to none, a page made of what it holds."""

    address: str
    said: Metadata
    page: str | None = None


def is_feed(media: str, body: bytes) -> bool:
    """Tell whether an answer is a feed, by its type or, if that is a general one, by how it begins."""
    if media in ("application/rss+xml", "application/atom+xml", "application/rdf+xml"):
        return True
    return media in ("application/xml", "text/xml", "text/html", "text/plain", "") and bool(_FEED.search(body[:1000]))


def entries(address: str, body: bytes, charset: str | None = None) -> Iterator[Entry]:
    """Yield the first `ENTRIES` of a feed in an encoding that its server names, or raise `SourceError` without any."""
    import feedparser  # imported here: no other command should pay for it

    media = "application/xml" + (f"; charset={charset}" if charset else "")
    feed = feedparser.parse(BytesIO(body), response_headers={"content-location": address, "content-type": media})
    if not feed.entries:
        problem = f" ({feed.bozo_exception})" if feed.bozo else ""
        raise SourceError(f"{address}: a feed without entries{problem}")
    publisher = _words(feed.feed.get("title"))
    for entry in feed.entries[:ENTRIES]:
        yield _entry(address, entry, publisher)


def _entry(address: str, entry: Any, publisher: str | None) -> Entry:
    said = Metadata(
        title=_words(entry.get("title")),
        publisher=_words(entry.get("source", {}).get("title")) or publisher,
        issued=_issued(entry.get("published_parsed") or entry.get("updated_parsed")),
        creator=tuple(filter(None, [_words(entry.get("author"))])),
    )
    link = entry.get("link") or ""
    place = urljoin(address, link).partition("#")[0]
    held = "".join(content.get("value", "") for content in entry.get("content", ())) or entry.get("summary", "")
    if link and (place.startswith(("http://", "https://")) or not held):
        return Entry(place, said)
    name = entry.get("id") or said.title or content_hash(held)
    return Entry(f"{address}#{name}", said, _page(said.title or "", held))


def _page(title: str, held: str) -> str:
    head = f"<head><title>{escape(title)}</title></head>"
    return f"<html>{head}<body><article><h1>{escape(title)}</h1>{held}</article></body></html>"


def _issued(at: Any) -> str | None:
    try:
        return date(*at[:3]).isoformat() if at else None
    except ValueError:
        return None


def _words(value: object) -> str | None:
    """Return a title without marks and broken lines."""
    text = " ".join(re.sub(r"<[^<>]*>", "", value).split()) if isinstance(value, str) else ""
    return text or None
