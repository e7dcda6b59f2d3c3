"""Where evidence stands in a text: the sentence around a quotation, and the marks of a whole document.

Marks may overlap: a text is cut wherever one begins or ends, and each piece knows every mark that covers it. Offsets
are code points, so this is done here and not in the browser, which counts otherwise.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

_SENTENCE_END = re.compile(r"(?<![A-Z])[.!?…]['\"”’)\]]*\s+(?=[“\"‘'(\[]?[A-Z0-9])")
_LONGEST = 320


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """Words of a document with what stands around them in the same sentence. `key` is the hash of its IRI."""

    key: str
    exact: str
    start: int
    end: int
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text under the same marks; `opens` are those that begin here."""

    text: str
    marks: tuple[str, ...] = ()
    opens: tuple[str, ...] = ()


def around(text: str, start: int, end: int) -> tuple[str, str]:
    """Return what stands before and after a quotation in its paragraph, as far as its own sentence goes.

    Where the quotation opens its sentence, the one before is given too: it says who "he" is.
    """
    head = text[text.rfind("\n", 0, start) + 1 : start]
    line_end = text.find("\n", end)
    tail = text[end : line_end if line_end >= 0 else len(text)]
    before = head[_last_end(head) :]
    closes = bool(re.search(r"[.!?…]['\"”’)\]]*$", text[start:end]))
    stop = _SENTENCE_END.search(tail)
    after = "" if closes else tail[: stop.end()] if stop else tail
    return _shortened(before, first=False), _shortened(after.rstrip(), first=True)


def paragraphs(text: str, spans: Mapping[str, tuple[int, int]]) -> list[tuple[Piece, ...]]:
    """Return each line of a text that holds anything, cut into pieces by the spans, which are named by key."""
    found, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            found.append(tuple(_cut(line, at, spans)))
        at += len(line) + 1
    return found


def _cut(line: str, at: int, spans: Mapping[str, tuple[int, int]]) -> Iterator[Piece]:
    end = at + len(line)
    here = {key: span for key, span in spans.items() if span[0] < end and span[1] > at}
    edges = sorted({at, end, *(edge for span in here.values() for edge in span if at < edge < end)})
    for first, last in pairwise(edges):
        covers = sorted(key for key, span in here.items() if span[0] <= first and last <= span[1])
        opens = tuple(key for key in covers if here[key][0] == first)
        yield Piece(line[first - at : last - at], tuple(covers), opens)


def _last_end(head: str) -> int:
    ends: Iterable[re.Match[str]] = _SENTENCE_END.finditer(head)
    last = 0
    for match in ends:
        last = match.end()
    return last


def _shortened(text: str, *, first: bool) -> str:
    """Keep the part of a long text that is next to the quotation, whole words only."""
    if len(text) <= _LONGEST:
        return text
    kept = text[:_LONGEST] if first else text[-_LONGEST:]
    return kept.rsplit(" ", 1)[0] + " …" if first else "… " + kept.split(" ", 1)[-1]
