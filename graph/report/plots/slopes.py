"""Risers and fallers: a line for each name from its value in one window of time to that in the next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..words import number
from .paper import LABEL, NARROW, WIDE, both, cut, room, sheet

if TYPE_CHECKING:
    from .ink import Sheet

LINE, HEAD = 16, 34


@dataclass(frozen=True, slots=True)
class Move:
    """A name with its value in the earlier and in the later window; None where that window does not name it."""

    label: str
    before: float | None
    after: float | None

    @property
    def turn(self) -> str:
        """Where it goes: "up", "down", or "flat" for what stays or stands in one window only."""
        if self.before is None or self.after is None or self.before == self.after:
            return "flat"
        return "up" if self.after > self.before else "down"


def slopes(rows: Sequence[Move], windows: tuple[str, str], title: str, *, decimals: int = 2) -> str:
    """Return the lines: solid where a value rises, dashed where it falls, grey where it stays."""
    return both(lambda narrow: _slopes(rows, windows, decimals, narrow=narrow), title) if rows else ""


def _slopes(rows: Sequence[Move], windows: tuple[str, str], decimals: int, *, narrow: bool) -> Sheet:
    sides = [[(row.before, row.label) for row in rows], [(row.after, row.label) for row in rows]]
    told = [value for side in sides for value, _ in side if value is not None]
    high, low = max(told, default=1.0), min(told, default=0.0)
    low = low if low < high else high - (abs(high) or 1)
    tall = max(LINE * len(rows), 120)
    values = room(number(value, decimals) for value in told) + 14
    left, right = (values, 170) if narrow else (250, 470)
    paper = sheet(NARROW if narrow else WIDE, tall + HEAD + 12)
    paper.plane((left, HEAD, right, HEAD + tall), (0, 1), (high, low))
    for x, words, side in ((0, windows[0], "start" if narrow else "end"), (1, windows[1], "start")):
        paper.words(x, 13, words, "f-axis", side, px="y", dx=0 if narrow else 10 * (2 * x - 1))
        paper.line([x, x], [high, low], "f-base")
    for turn in ("flat", "down", "up"):
        _lines(paper, [row for row in rows if row.turn == turn], turn)
    _names(paper, sides[0], 0, 0 if narrow else left - 12 - values, decimals)
    _names(paper, sides[1], 1, paper.width - right - 12 - values, decimals)
    return paper


def _lines(paper: Sheet, rows: Sequence[Move], turn: str) -> None:
    for row in rows:
        places = [(x, value) for x, value in enumerate((row.before, row.after)) if value is not None]
        paper.line([x for x, _ in places], [value for _, value in places], f"f-{turn}")
        paper.marks([x for x, _ in places[:1]], [value for _, value in places[:1]], "f-dot", size=6)
        paper.marks([x for x, _ in places[1:]], [value for _, value in places[1:]], "f-dot", turn, 8)


def _names(paper: Sheet, values: Sequence[tuple[float | None, str]], x: int, space: float, decimals: int) -> None:
    """Write values and, where there is space, names beside one end of the lines, none over another."""
    held = [(value, label) for value, label in values if value is not None]
    held.sort(key=lambda each: (-each[0], each[1]))
    side, anchor = (1, "start") if x else (-1, "end")
    places = _apart([paper.down(value) for value, _ in held], HEAD, paper.height - 12)
    for (value, label), at in zip(held, places, strict=True):
        name, said = cut(label, space / LABEL) if space > 40 else "", number(value, decimals)
        paper.line([paper.right(x) + 5 * side, paper.right(x) + 11 * side], [paper.down(value), at], "f-grid", px="xy")
        words = f"{said} {name}" if x else f"{name} {said}"
        paper.words(paper.right(x) + 14 * side, at, words, "f-lab", anchor, px="xy", dy=4)


def _apart(places: Sequence[float], top: float, bottom: float) -> list[float]:
    """Return places, which go down, moved as little as keeps each a line from the next and all within bounds.

    Places that are too near share a middle (the pooling of adjacent violators, as in isotonic regression).
    """
    pools: list[tuple[float, int]] = []  # the mean of some places less the lines above them, and how many they are
    for n, place in enumerate(places):
        mean, count = place - LINE * n, 1
        while pools and pools[-1][0] > mean:
            other, others = pools.pop()
            mean, count = (mean * count + other * others) / (count + others), count + others
        pools.append((mean, count))
    last = bottom - LINE * (len(places) - 1)
    starts = [min(max(mean, top), last) for mean, count in pools for _ in range(count)]
    return [start + LINE * n for n, start in enumerate(starts)]
