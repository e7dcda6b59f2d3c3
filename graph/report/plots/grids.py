"""Drawings in cells, the number printed in each: dyads in a triangle, and parts of one division against another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import sqrt
from typing import TYPE_CHECKING

from ..words import signed
from .paper import AXIS, LABEL, NARROW, WIDE, both, cut, room, sheet

if TYPE_CHECKING:
    from .ink import Sheet

DOWN, DOWN_NARROW, MOST_ACROSS = 28, 24, 58


def heat(names: Sequence[tuple[str, str]], cells: Mapping[tuple[int, int], float | None], title: str) -> str:
    """Return a cell for each dyad of names (label, short form for a column), below the diagonal.

    `cells` holds mean intensities from −10 to +10 by the numbers of two names, the lower first; None is a tie without
    any act that has an intensity. A dyad of which nothing is stated is left out of `cells`, and its frame empty.
    """
    return both(lambda narrow: _heat(names, cells, narrow=narrow), title) if len(names) > 1 else ""


def matrix(rows: Sequence[str], columns: Sequence[str], counts: Sequence[Sequence[int | None]], title: str) -> str:
    """Return a square for each row and column, its area as large as its count; None is an empty frame."""
    return both(lambda narrow: _matrix(rows, columns, counts, narrow=narrow), title) if rows and columns else ""


def _heat(names: Sequence[tuple[str, str]], cells: Mapping[tuple[int, int], float | None], *, narrow: bool) -> Sheet:
    width, down, letter = (NARROW, DOWN_NARROW, AXIS) if narrow else (WIDE, DOWN, LABEL)
    left = min(room((label for label, _ in names[1:]), letter) + 8, 96 if narrow else 170)
    count = len(names) - 1
    across = min((width - left) / count, MOST_ACROSS)
    paper = sheet(width, count * down + 22)
    paper.plane((left, 0, left + across * count, count * down), (0, count), (0, count))
    for row, (label, _) in enumerate(names[1:]):
        words = cut(label, (left - 8) / letter)
        paper.words(left - 8, row + 0.5, words, "f-axis f-2" if narrow else "f-lab", "end", px="x", dy=4)
        for column in range(row + 1):
            told = (column, row + 1) in cells
            _cell(paper, (column * across + left, row * down, across, down), told, cells.get((column, row + 1)))
    for column, (_, short) in enumerate(names[:-1]):
        paper.words(column + 0.5, count, cut(short, across / AXIS), "f-axis f-2", "middle", dy=14)
    return paper


def _cell(paper: Sheet, box: tuple[float, float, float, float], told: bool, value: float | None) -> None:
    left, top, width, height = box
    middle = left + width / 2
    if not told or value is None:
        paper.box(left + 1, top + 1, width - 2, height - 2, "h-tie" if told else "h-none", px="xy")
        if told:
            paper.words(middle, top + height / 2 + 4, "tie", "f-axis f-2", "middle", px="xy")
        return
    step = shade(value)
    paper.box(left + 1, top + 1, width - 2, height - 2, f"h-{step}", px="xy")
    if step.startswith("n"):
        _hatch(paper, left + 1, top + height - 1, width - 2, "hatch-on" if step == "n3" else "hatch")
    decimals = 1 if width >= 6 * AXIS else 0
    words, dy = signed(value, decimals), 3 if step.startswith("n") else 4
    paper.words(middle, top + height / 2 + dy, words, f"f-axis x-{step}", "middle", px="xy")


def _hatch(paper: Sheet, left: float, bottom: float, width: float, style: str) -> None:
    """Draw slanting strokes along the lower edge of a cell, so that its number stays clear."""
    xs: list[float] = []
    for n in range(int((width - 4) // 6)):
        xs += [left + 6 * n, left + 6 * n + 5, float("nan")]
    paper.line(xs, [bottom, bottom - 5, float("nan")] * (len(xs) // 3), style, px="xy")


def shade(value: float) -> str:
    """Return one of seven steps from conflict to cooperation, "n3" … "0" … "p3"."""
    size = 0 if abs(value) <= 0.5 else 1 if abs(value) < 2 else 2 if abs(value) < 4 else 3
    return "0" if not size else f"{'p' if value > 0 else 'n'}{size}"


def code(key: str, label: str) -> str:
    """Return a short form of a name for a column: a state's ISO code, else its capitals or its first letters."""
    kind, _, slug = key.partition("/")
    if kind == "state" and len(slug) == 2:
        return slug.upper()
    capitals = "".join(letter for letter in label if letter.isupper())
    return capitals[:4] if len(capitals) > 1 else label[:4]


def _matrix(
    rows: Sequence[str], columns: Sequence[str], counts: Sequence[Sequence[int | None]], *, narrow: bool
) -> Sheet:
    width, down, letter = (NARROW, 32, AXIS) if narrow else (WIDE, 36, LABEL)
    left = min(room(rows, letter) + 8, 96 if narrow else 240)
    across = min((width - left) / len(columns), 110)
    paper = sheet(width, len(rows) * down + 24)
    paper.plane((left, 20, left + across * len(columns), 20 + down * len(rows)), (0, len(columns)), (0, len(rows)))
    most = max((count for line in counts for count in line if count is not None), default=1) or 1
    full = min(across, down) - 4
    for n, column in enumerate(columns):
        paper.words(n + 0.5, 0, cut(column, across / AXIS), "f-axis f-2", "middle", dy=-7)
    for n, (row, line) in enumerate(zip(rows, counts, strict=True)):
        words = cut(row, (left - 8) / letter)
        paper.words(left - 8, n + 0.5, words, "f-axis f-2" if narrow else "f-lab", "end", px="x", dy=4)
        for m, count in enumerate(line):
            x, y, side = left + (m + 0.5) * across, 20 + (n + 0.5) * down, full * sqrt((count or 0) / most)
            paper.box(m, n, 1, 1, "h-none")
            if side:
                paper.box(x - side / 2, y - side / 2, side, side, "b-pale", px="xy")
            if count is not None:
                paper.words(x, y, count, "f-lab" if count else "f-lab f-mute", "middle", px="xy", dy=4)
    return paper
