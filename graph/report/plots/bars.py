"""Figures that may be compared, side by side: bars from nought, each ended as surely as its text tells it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import nan
from typing import TYPE_CHECKING

from .paper import AXIS, LABEL, NARROW, WIDE, both, cut, plain, room, scale, sheet, ticks, whisker

if TYPE_CHECKING:
    from .ink import Sheet

HIGH = 13


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A figure: whose it is, its value, how that is told in words, and what its text says of how exact it is.

    `bound` is "about", "at_least", "at_most" or None, as in the vocabulary; `low` and `high` are what rounding or the
    text leave open. `hollow` is a figure planned or claimed. `note` says what tells it apart ("2024, ISTAT").
    """

    label: str
    value: float
    said: str = ""
    note: str = ""
    low: float | None = None
    high: float | None = None
    bound: str | None = None
    hollow: bool = False


def bars(rows: Sequence[Bar], title: str, *, words: Callable[[float], str] = plain) -> str:
    """Return a bar for each figure, all on one scale; `words` says a number of the scale."""
    if not rows:
        return ""
    ends = [end for row in rows for end in (0.0, row.value, row.low, row.high) if end is not None]
    marks = ticks(min(ends), max(ends), whole=all(float(end).is_integer() for end in ends))
    return both(lambda narrow: _bars(rows, marks, words, narrow=narrow), title)


def _bars(rows: Sequence[Bar], marks: Sequence[float], words: Callable[[float], str], *, narrow: bool) -> Sheet:
    said = [row.said or words(row.value) for row in rows]
    names = [f"{row.label}, {row.note}" if row.note else row.label for row in rows]
    step, top = (38 if narrow else 24), 22
    left = 4 if narrow else min(room(names), 250) + 14
    width = NARROW if narrow else WIDE
    bottom = top + step * len(rows)
    paper = sheet(width, bottom + 6)
    paper.plane((left, top, width - max(room(said, AXIS), 40) - 24, bottom), (marks[0], marks[-1]), (0, len(rows)))
    scale(paper, marks[:: 2 if narrow and len(marks) > 5 else 1], top, bottom, words)
    for n, (row, told, name) in enumerate(zip(rows, said, names, strict=True)):
        middle = n + (26 if narrow else 12) / step
        _bar(paper, row, middle, below=(HIGH / 2 + 4) / step)
        after = max(row.value, row.high or row.value, 0)
        paper.words(after, middle, told, "f-axis f-2 halo", dx=20 if row.bound == "at_least" else 6, dy=4)
        if narrow:
            paper.words(6, n, cut(name, (width - 8) / LABEL), "f-lab halo", px="x", dy=15)
        else:
            paper.words(left - 10, middle, cut(name, (left - 14) / LABEL), "f-lab halo", "end", px="x", dy=4)
    return paper


def _bar(paper: Sheet, row: Bar, middle: float, below: float) -> None:
    """Draw a bar: open with an arrow for "at least", dashed for "at most", torn for "about", its interval below."""
    base, end, y = paper.right(0), paper.right(row.value), paper.down(middle)
    end = end if abs(end - base) >= 1 else base + 1  # nought is seen too
    top, bottom, way = y - HIGH / 2, y + HIGH / 2, 1 if row.value >= 0 else -1
    style = "b-most" if row.bound == "at_most" else "b-hollow" if row.hollow else "b-ink"
    edge = [(end, top), (end, bottom)]
    if row.bound == "about":
        edge = [(end - 4 * way * (n % 2), top + HIGH * n / 4) for n in range(5)]
    paper.area([(base, top), *edge, (base, bottom)], style, px="xy")
    if row.bound == "at_least":
        tip = end + 14 * way
        paper.line([end, tip, nan, tip - 5 * way, tip, tip - 5 * way], [y, y, nan, y - 5, y, y + 5], "f-arrow", px="xy")
    if row.low is not None and row.high is not None and paper.right(row.high) - paper.right(row.low) > 6:
        whisker(paper, row.low, row.high, middle + below)
