"""Serving under another base: IRIs of the dataset become addresses of this service, and are read back as they were.

Whoever serves a dataset at an address of his own wants its names to lead there. Nothing is written anew: what leaves as
text (RDF, JSON, CSV, XML, pages) has each IRI of the dataset rewritten, and what comes in as a query, an update or a
graph is read the other way round. The vocabulary (`ns`) is everybody's and keeps its name.
"""

import re
from collections.abc import Iterable, Iterator
from hashlib import sha256
from urllib.parse import urlsplit

from graph.errors import RelazioneError
from ontology.terms import BASE as CANONICAL

_OURS = re.compile(re.escape(CANONICAL.encode()) + rb"(?!ns\b)")
_START = re.compile(re.escape(CANONICAL.encode()))
HELD = len(CANONICAL) + 3  # bytes at the end of a piece in which an IRI may begin
TEXTS = ("text/", "application/json", "application/ld+json", "application/sparql-results", "application/rdf+xml",
         "application/n-", "application/trig", "application/xml", "application/x-ndjson", "application/graphml",
         "application/gexf")  # fmt: skip
CODE = ("text/css", "text/javascript")


class Rebase:
    """The base under which a dataset is served; none leaves everything as it is."""

    def __init__(self, base: str | None = None) -> None:
        if base is not None and (urlsplit(base).scheme not in ("http", "https") or not base.endswith(("/", "#"))):
            raise RelazioneError(f'--base-iri {base}: wanted an address that ends in "/", as https://graph.example/')
        if base is not None and base.startswith(CANONICAL):
            raise RelazioneError(f"--base-iri {base}: this lies below {CANONICAL}, under which the names stand anyway")
        self.base = base
        self._bytes = base.encode() if base else b""

    @property
    def mark(self) -> str:
        """What tells answers under this base from others in an ETag."""
        return sha256(self._bytes).hexdigest()[:4] if self.base else ""

    def out(self, body: bytes) -> bytes:
        """Return what is sent, under this base."""
        return _OURS.sub(lambda _: self._bytes, body) if self.base else body

    def pieces(self, body: Iterable[bytes]) -> Iterator[bytes]:
        """Yield what is sent piece by piece, under this base."""
        held = b""
        for piece in body:
            ready, held = self.split(held + piece)
            yield ready
        yield self.out(held)

    def split(self, body: bytes) -> tuple[bytes, bytes]:
        """Return what can be sent of a body that goes on, under this base, and what has to wait as it is."""
        if not self.base:
            return body, b""
        cut = max(len(body) - HELD, 0)
        for found in _START.finditer(body):
            if found.start() < cut < found.start() + HELD:
                cut = found.start()
        return self.out(body[:cut]), body[cut:]

    def into(self, text: str) -> str:
        """Return what was received, as the dataset has it."""
        return text.replace(self.base, CANONICAL) if self.base else text

    def read(self, body: bytes) -> bytes:
        """Return a graph that was received, as the dataset has it."""
        return body.replace(self._bytes, CANONICAL.encode()) if self.base else body

    def concerns(self, media: str | None) -> bool:
        """Tell whether a response of a media type holds IRIs."""
        return self.base is not None and media is not None and media.startswith(TEXTS) and media not in CODE
