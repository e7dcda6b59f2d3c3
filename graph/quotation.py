"""The sentence around a quotation, so that what is counted as a sentence is one.

Two statements may quote different words of the same sentence; they then rest on one sentence, not on two. A sentence
never crosses a line, since a line is a paragraph. When in doubt it is the longer one: an abbreviation does not end it.
"""

import re
from collections.abc import Iterable

from .document import Span

ABBREVIATIONS = re.compile(
    r"Mrs?|Ms|Dr|Prof|Gen|Sen|Rep|Gov|Lt|Col|Capt|Adm|Sgt|St|Mt|No|Art|vs|etc|Inc|Ltd|Co|Corp|Bros|Jr|Sr|approx|est|cf"
    r"|al|fig|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|[^\W\d_]|(?:[^\W\d_]\.)+[^\W\d_]"
)
_END = re.compile(r"[.!?…]+[\"'”’»)\]]*\s+(?=[\"'“‘«(\[]*[^\W_])")
_LAST_WORD = re.compile(r"([^\W\d_][\w.]*)\.$")


def sentence(text: str, start: int, end: int) -> Span:
    """Return the sentence, or the run of sentences, of one line in which a quotation stands."""
    line_start = text.rfind("\n", 0, start) + 1
    line_end = text.find("\n", end)
    line = text[line_start : line_end if line_end >= 0 else len(text)]
    cuts = [line_start, *(line_start + cut for cut in _cuts(line)), line_start + len(line)]
    first = max(cut for cut in cuts if cut <= start)
    last = min((cut for cut in cuts if cut >= end), default=end)
    return _stripped(text, first, last)


def pieces(text: str, whole: Span, marks: Iterable[Span]) -> tuple[tuple[str, bool], ...]:
    """Return a sentence cut where evidence begins and ends; the second of each pair tells whether it is evidence."""
    inside = sorted((max(mark.start, whole.start), min(mark.end, whole.end)) for mark in marks)
    found: list[tuple[str, bool]] = []
    at = whole.start
    for start, end in inside:
        if end <= at:
            continue
        found.append((text[at : max(at, start)], False))
        found.append((text[max(at, start) : end], True))
        at = end
    found.append((text[at : whole.end], False))
    return _joined(piece for piece in found if piece[0])


def _cuts(line: str) -> list[int]:
    return [match.end() for match in _END.finditer(line) if not _abbreviated(line[: match.start() + 1])]


def _abbreviated(head: str) -> bool:
    """Tell whether the full stop at the end belongs to an abbreviation: "Mr.", an initial, "U.S."."""
    found = _LAST_WORD.search(head)
    return bool(found and ABBREVIATIONS.fullmatch(found.group(1)))


def _stripped(text: str, start: int, end: int) -> Span:
    whole = text[start:end]
    return Span(start + len(whole) - len(whole.lstrip()), end - len(whole) + len(whole.rstrip()))


def _joined(found: Iterable[tuple[str, bool]]) -> tuple[tuple[str, bool], ...]:
    """Join neighbours of one kind."""
    joined: list[tuple[str, bool]] = []
    for words, marked in found:
        if joined and joined[-1][1] == marked:
            joined[-1] = (joined[-1][0] + words, marked)
        else:
            joined.append((words, marked))
    return tuple(joined)
