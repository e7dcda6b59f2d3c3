"""The course of dyads over time: what each window states, and where none states anything."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from math import ceil, nan
from typing import TYPE_CHECKING

from ..glyphs import way
from ..words import signed
from .paper import AXIS, NARROW, WIDE, both, room, sheet

if TYPE_CHECKING:
    from .ink import Sheet

MOST = 10  # an intensity lies between −10 and +10
SILENT = "not stated"
LEFT, HEAD = 34, 42
STYLES = [
    (sign, f"s-{sign} s-hollow" if hollow else f"s-{sign}", hollow)
    for sign in ("flat", "down", "up")
    for hollow in (False, True)
]


@dataclass(frozen=True, slots=True)
class Stated:
    """A mean intensity in one window of time, with its interval; `hollow` where only plans or claims tell it."""

    value: float
    low: float | None = None
    high: float | None = None
    hollow: bool = False


def curve(windows: Sequence[str], series: Mapping[str, Sequence[Stated | None]], title: str) -> str:
    """Return the course of each dyad, one below the other: a mark a window, and an empty frame where none is stated."""
    return both(lambda narrow: _curves(windows, series, narrow=narrow), title) if windows and series else ""


def _curves(windows: Sequence[str], series: Mapping[str, Sequence[Stated | None]], *, narrow: bool) -> Sheet:
    width = NARROW if narrow else WIDE
    high, marks = (150, (MOST, 5, 0, -5, -MOST)) if len(series) == 1 else (78, (MOST, 0, -MOST))
    paper = sheet(width, len(series) * (high + HEAD) + 22)
    each = (width - LEFT - 6) / len(windows)
    for n, (label, stated) in enumerate(series.items()):
        top = n * (high + HEAD) + HEAD
        paper.words(0, top - 14, label, "f-lab f-strong", px="xy")
        paper.plane((LEFT, top, width - 6, top + high), (-0.5, len(windows) - 0.5), (MOST, -MOST))
        for mark in marks:
            if mark:
                paper.line([LEFT, width - 6], [mark, mark], "f-grid", px="x")
            paper.words(LEFT - 8, mark, signed(mark, 0), "f-axis", "end", px="x", dy=4)
        _nought(paper, stated, each)
        _course(paper, stated, each)
    _under(paper, windows, each)
    return paper


def _nought(paper: Sheet, stated: Sequence[Stated | None], each: float) -> None:
    """Draw the line of nought where something is stated, an empty frame where nothing is: silence is not nought."""
    for silent, run in groupby(enumerate(stated), lambda window: window[1] is None):
        windows = [n for n, _ in run]
        first, count = windows[0] - 0.5, len(windows)
        if not silent:
            paper.line([first, first + count], [0, 0], "f-base")
            continue
        paper.box(first + 0.08, 4, count - 0.16, -8, "h-none")
        if (count - 0.16) * each > room([SILENT], AXIS) + 4:
            paper.words(first + count / 2, 0, SILENT, "f-axis", "middle", dy=4)


def _course(paper: Sheet, stated: Sequence[Stated | None], each: float) -> None:
    """Draw a line from window to window where both are stated, then whiskers, numbers if there is room, and signs."""
    told = [(n, window) for n, window in enumerate(stated) if window is not None]
    paper.line(range(len(stated)), [nan if window is None else window.value for window in stated], "f-line")
    for n, window in told:
        low, high = (window.value if end is None else end for end in (window.low, window.high))
        if low < high:
            paper.line([n, n], [low, high], "f-ci")
            paper.marks([n, n], [low, high], "f-ci", "cap", 6)
        if each >= 5 * AXIS:
            above = high < 7 and (way(window.value) != "down" or low < -7)
            at, dy = (high, -9) if above else (low, 17)
            paper.words(n, at, signed(window.value), "f-axis f-2 halo", "middle", dy=dy)
    for sign, style, hollow in STYLES:
        held = [(n, window.value) for n, window in told if (way(window.value), window.hollow) == (sign, hollow)]
        paper.marks([n for n, _ in held], [value for _, value in held], style, sign, 10)


def _under(paper: Sheet, windows: Sequence[str], each: float) -> None:
    """Write the windows below, leaving out as many as have no room."""
    wide = room(windows, AXIS)
    for n in range(0, len(windows), ceil((wide + 8) / each)):
        if n == 0 or paper.right(n) + wide / 2 <= paper.width:
            paper.words(n, -MOST, windows[n], "f-axis", "middle", dy=18)
