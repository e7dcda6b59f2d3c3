"""Documents and the stretches of text that statements point back to.

Offsets count code points of `Document.text`, half-open, as Python slices do, so
`document.text[span.start:span.end]` is always the quotation.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256

from graph.errors import EvidenceError, SourceError

LONGEST_TEXT = 1_500_000
LONGEST_PARAGRAPH = 100_000  # in one, what reading takes grows with the square


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open stretch of a document's text, in code points."""

    start: int
    end: int

    def __contains__(self, other: "Span") -> bool:
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One article as it was read: never edited afterwards.

    `issued` is as precise as the source allows: "2025", "2025-10" or "2025-10-08".
    `source` is an address where the file names one, else the file's name.
    """

    identifier: str
    text: str
    title: str | None = None
    publisher: str | None = None
    issued: str | None = None
    creator: tuple[str, ...] = ()
    source: str | None = None
    language: str | None = None

    @property
    def sha256(self) -> str:
        """The SHA-256 of the text in UTF-8, in hexadecimal."""
        return sha256(self.text.encode()).hexdigest()

    def quote(self, start: int, end: int) -> str:
        """Return the text between two offsets, or raise `EvidenceError`."""
        if not 0 <= start < end <= len(self.text):
            raise EvidenceError(
                f"{self.identifier}: characters {start}-{end} lie outside the text, which has {len(self.text)}"
            )
        quotation = self.text[start:end]
        if "\n" in quotation:
            raise EvidenceError(
                f"{self.identifier}: characters {start}-{end} span two lines; a quotation stays within one paragraph"
            )
        return quotation

    def paragraphs(self) -> Iterator[Span]:
        """Yield the lines that hold anything but white space, without the white space around them."""
        for line in re.finditer(r"[^\n]+", self.text):
            stripped = line.group().strip()
            if stripped:
                start = line.start() + line.group().index(stripped)
                yield Span(start, start + len(stripped))


def require_size(text: str, name: str) -> None:
    """Raise `SourceError` if a text is longer than can be read, or a paragraph of it."""
    if len(text) > LONGEST_TEXT:
        raise SourceError(f"{name}: {len(text)} characters of text; at most {LONGEST_TEXT} are read: divide it")
    if len(text) <= LONGEST_PARAGRAPH:
        return
    for number, line in enumerate(text.split("\n"), 1):
        if len(line) > LONGEST_PARAGRAPH:
            raise SourceError(
                f"{name}: {len(line)} characters in one paragraph (line {number}); at most {LONGEST_PARAGRAPH} are read"
            )
