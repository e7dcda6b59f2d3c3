"""Printed lines back into paragraphs: what a page's layout broke is joined, what repeats on every page is dropped.

A paragraph ends where space, indent, size or a short line says so; in doubt lines are joined, and across pages only
where the sentence runs on. What the hyphen at a line's end meant is decided by how the document writes it elsewhere.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, takewhile
from statistics import median

EDGE = 3
_END = re.compile(r"[.!?:;][\"'”’»)\]]*$")
_BULLET = re.compile(r"(?:[•·▪◦‣●○■–—*-]|\(?(?:\d{1,2}|[a-z])[.)])\s+\S")
_PAGE_NUMBER = re.compile(r"[-–—\s|]*(?:page|p\.)?\s*\d+(?:\s*(?:of|/)\s*\d+)?[-–—\s|]*", re.IGNORECASE)
_BROKEN = re.compile(r"(\w+)[-\u2010\u00ad]$")
_WORD = re.compile(r"\w+(?:-\w+)*")
_KEPT_BEFORE = frozenset(("all", "ex", "mid", "non", "self", "vice"))
_KEPT_BEHIND = frozenset(
    (
        "backed", "based", "brokered", "building", "century", "chair", "controlled", "driven", "exempt", "free",
        "funded", "general", "held", "led", "level", "listed", "made", "making", "old", "owned", "party", "range",
        "related", "run", "scale", "speaking", "style", "supported", "term", "time", "up", "wide", "year",
    )
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line: where it begins on its page (y grows upwards), and how large it is set."""

    text: str
    x: float
    y: float
    size: float


Sheet = Sequence[Line]


def paragraphs(pages: Sequence[Sheet]) -> list[str]:
    """Return the paragraphs of a document's pages, each on one line, without running heads and feet."""
    bodies = [list(body) for body in _without_furniture(pages)]
    everything = [line for body in bodies for line in body]
    words = Counter(word.casefold() for line in everything for word in _WORD.findall(line.text))
    found: list[list[Line]] = []
    for body in bodies:
        leading, widths = _leading(body), _widths(body, _width(everything))
        for number, line in enumerate(body):
            if found and not _breaks(found[-1], line, body, leading, widths[max(number - 1, 0)], turned=number == 0):
                found[-1].append(line)
            else:
                found.append([line])
    return [_joined([line.text for line in group], words) for group in found]


def headline(page: Sheet) -> str | None:
    """Return what is set largest on a page, if it is well larger than the rest: lines that follow one another."""
    sizes = sorted(line.size for line in page)
    if not sizes or sizes[-1] < 1.25 * sizes[len(sizes) // 2]:
        return None
    start = next(number for number, line in enumerate(page) if line.size > 0.98 * sizes[-1])
    large = takewhile(lambda line: line.size > 0.98 * sizes[-1], page[start:])
    return _joined([line.text for line in large], Counter())


def _without_furniture(pages: Sequence[Sheet]) -> Iterator[Iterator[Line]]:
    """Yield each page without the lines at its edges that stand on most pages, their numbers apart."""
    shapes = Counter(shape for page in pages for shape in {_shape(line) for line in _edges(page)})
    repeated = {shape for shape, count in shapes.items() if len(pages) > 1 and count > len(pages) / 2}
    for page in pages:
        edges = _edges(page)
        dropped = {id(line) for line in edges if _shape(line) in repeated or _is_number(line, page)}
        yield (line for line in page if id(line) not in dropped)


def _edges(page: Sheet) -> list[Line]:
    """Return the highest and the lowest lines of a page, in whatever order it draws them."""
    heights = sorted({round(line.y) for line in page}, reverse=True)
    kept = {*heights[:EDGE], *heights[-EDGE:]}
    return [line for line in page if round(line.y) in kept]


def _shape(line: Line) -> tuple[str, int]:
    return re.sub(r"\d+", "#", " ".join(line.text.casefold().split())), round(line.size)


def _is_number(line: Line, page: Sheet) -> bool:
    """Tell whether a line is a page's number: the highest or the lowest."""
    outermost = line.y in (min(each.y for each in page), max(each.y for each in page))
    return outermost and bool(_PAGE_NUMBER.fullmatch(line.text))


def _width(lines: Sequence[Line]) -> int:
    """Return how many characters a full line holds."""
    lengths = sorted(len(line.text) for line in lines if len(line.text) > 20)
    return lengths[len(lengths) * 8 // 10] if lengths else 0


def _widths(body: Sheet, width: int) -> list[int]:
    """Return for each line how many characters a full line holds where it stands: a column is narrower than a page."""
    return [max([width // 2, *(len(other.text) for other in _near(body, n))]) for n in range(len(body))]


def _near(body: Sheet, number: int) -> Iterator[Line]:
    line = body[number]
    return (other for other in body[max(number - 6, 0) : number + 7] if abs(other.x - line.x) < 4 * line.size)


def _leading(body: Sheet) -> float:
    """Return the usual step from line to line: the median of those within a column."""
    steps = [one.y - other.y for one, other in pairwise(body) if 0 < one.y - other.y < 3 * max(one.size, 1)]
    return median(steps) if steps else 0.0


def _breaks(group: Sequence[Line], line: Line, body: Sheet, leading: float, width: int, *, turned: bool) -> bool:
    """Tell whether a paragraph ends before a line; `turned` where a page does."""
    before = group[-1]
    step = before.y - line.y
    if turned or step <= 0:
        return not _runs_on(before, line, width)
    if _BROKEN.search(before.text) and line.text[:1].islower() and _alike(before, line):
        return False
    apart = bool(leading) and step > 1.3 * leading and step > 1.3 * line.size
    if apart or not _alike(before, line) or _BULLET.match(line.text) or _is_short(before, width):
        return True
    hanging = len(group) == 1 and _BULLET.match(before.text)
    return not hanging and _is_indented(before, line, body)


def _alike(one: Line, other: Line) -> bool:
    return max(one.size, other.size) <= 1.1 * min(one.size, other.size)


def _is_short(line: Line, width: int) -> bool:
    """Tell whether a line stops early: at the end of a sentence, or as headings and items do."""
    return len(line.text) < width * (0.8 if _END.search(line.text) else 0.5)


def _is_indented(before: Line, line: Line, body: Sheet) -> bool:
    """Tell whether a line begins further in than the one before, which stands at its column's margin."""
    margin = Counter(round(each.x) for each in body if abs(each.x - before.x) < 4 * line.size)
    return line.x - before.x > 0.6 * line.size and round(before.x) == margin.most_common(1)[0][0]


def _runs_on(before: Line, line: Line, width: int) -> bool:
    """Tell whether a sentence goes on over the end of a page or column."""
    if not _alike(before, line) or _END.search(before.text) or _BULLET.match(line.text):
        return False
    return line.text[:1].islower() or bool(_BROKEN.search(before.text)) or len(before.text) >= 0.7 * width


def _joined(lines: Sequence[str], words: Counter[str]) -> str:
    text = lines[0]
    for line in lines[1:]:
        match = _BROKEN.search(text)
        first = _WORD.match(line)
        if match is None or first is None:
            text = f"{text} {line}"
        else:
            text = text[:-1] + (_hyphen(match.group(1), first.group(), words) if text[-1] != "\u00ad" else "") + line
    return " ".join(text.replace("\u00ad", "").split())


def _hyphen(left: str, right: str, words: Counter[str]) -> str:
    """Return the hyphen that belongs between the halves of a broken word, or nothing."""
    one, other = left.casefold(), right.casefold()
    if not right[0].islower():
        return "-"
    if words[one + other] != words[f"{one}-{other}"]:
        return "" if words[one + other] > words[f"{one}-{other}"] else "-"
    kept = one in _KEPT_BEFORE or other in _KEPT_BEHIND or (left.isupper() and len(left) > 1)
    return "-" if kept or (words[one] > 1 and words[other] > 1) else ""
