"""A line through values that each have their place in time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .paper import AXIS, NARROW, WIDE, both, plain, room, sheet, ticks

if TYPE_CHECKING:
    from .ink import Sheet

TOP, BOTTOM = 16, 250


@dataclass(frozen=True, slots=True)
class Spot:
    """A value, its place in time as a number, and what that is called."""

    label: str
    when: float
    value: float


def line(spots: Sequence[Spot], title: str, *, words: Callable[[float], str] = plain) -> str:
    """Return a line from spot to spot in the order of time, nought on its scale; `words` says a number of the scale."""
    if not spots:
        return ""
    ordered = sorted(spots, key=lambda spot: spot.when)
    return both(lambda narrow: _line(ordered, words, NARROW if narrow else WIDE), title)


def _line(spots: Sequence[Spot], words: Callable[[float], str], width: float) -> Sheet:
    values = [spot.value for spot in spots]
    whole = all(float(value).is_integer() for value in values)
    marks = ticks(min(0.0, *values), max(0.0, *values), whole=whole)
    first, last = spots[0].when, spots[-1].when
    left, right = max(room(map(words, marks), AXIS) + 12, 40), width - 34
    paper = sheet(width, BOTTOM + 26)
    paper.plane((left, TOP, right, BOTTOM), (first, last if last > first else first + 1), (marks[-1], marks[0]))
    for mark in marks:
        paper.line([left, right], [mark, mark], "f-grid" if mark else "f-base", px="x")
        paper.words(left - 8, mark, words(mark), "f-axis", "end", px="x", dy=4)
    paper.line([spot.when for spot in spots], values, "f-line")
    paper.marks([spot.when for spot in spots], values, "f-dot", size=7)
    written = -100.0
    for spot in spots:
        if paper.right(spot.when) - written > 76:
            written = paper.right(spot.when)
            paper.words(spot.when, BOTTOM + 18, spot.label, "f-axis", "middle", px="y")
    return paper
