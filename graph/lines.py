"""What each line of a document is: its text, a heading, a caption, or the clutter of a page.

Statements are read from text alone: a heading or a caption repeats what the text says and is no second witness.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from .document import Document, Span
from .language import plain
from .wordlists import table


class Kind(StrEnum):
    """What a line is."""

    TEXT = "text"
    HEADING = "heading"
    CAPTION = "caption"
    CLUTTER = "clutter"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a document that holds anything, and what it is."""

    span: Span
    kind: Kind


@cache
def _patterns(kind: str) -> re.Pattern[str]:
    flags = 0 if kind == "caption" else re.IGNORECASE
    return re.compile("|".join(f"(?:{pattern})" for pattern in table("lines", kind)["patterns"]), flags)


_MONTH = "(?:January|February|March|April|May|June|July|August|September|October|November|December|[A-Z][a-z]{2}\\.)"
ENTRY = re.compile(
    rf"(?:[-*\u2022]\s*)?(?:(?:\d{{1,2}}\s)?{_MONTH}(?:\s\d{{1,2}})?,?(?:\s\d{{4}})?|\d{{4}}(?:-\d\d){{0,2}}"
    r"|[0-3]?\d\.[01]?\d\.\d{4})\s?[:\u2013\u2014-]\s?\S"
)


_FIGURE = re.compile(
    r"^\s*[-*\u2022\u2013\u2014]?\s*[A-Z][^:.]{3,90}:\s(?:\w+\s)?"
    r"(?:[A-Z]{2,3}|[^\w\s]{1,3}|)\s?\d[\d.,]*\s?(?:million|billion|bn|mn|m|%|per ?cent)"
)


def lines(document: Document) -> Iterator[Line]:
    """Yield each line with its kind; a line that stood before word for word is clutter."""
    spans = list(document.paragraphs())
    seen: set[str] = set()
    linking = False
    for span in spans:
        text = plain(document.quote(span.start, span.end))
        repeated = len(text) > 20 and text in seen
        seen.add(text)
        kind = Kind.CLUTTER if repeated else _kind(text, alone=len(spans) == 1)
        linking = _heads_links(text) or (linking and kind is not Kind.TEXT)
        yield Line(span, Kind.CLUTTER if linking else kind)


def _heads_links(text: str) -> bool:
    """Tell whether a line heads links to other pages: what follows without a full stop is none of this page's text."""
    return _patterns("links").fullmatch(text.strip(" :\u203a\u00bb>|")) is not None


def _kind(text: str, *, alone: bool) -> Kind:
    if alone:
        return Kind.TEXT
    if len(text) < 300 and _patterns("clutter").search(text):
        return Kind.CLUTTER
    if _patterns("caption").search(text):
        return Kind.CAPTION
    if len(text) > 30 and (ENTRY.match(text) or _FIGURE.search(text)):
        return Kind.TEXT
    if len(text) < 130 and not re.search(r"[.!?;:,][\"')\]]*$", text):
        return Kind.HEADING
    return Kind.TEXT
