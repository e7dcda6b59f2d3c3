"""Names in their order, each with a dot for its value and a whisker for what else the value may be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..words import number
from .paper import AXIS, LABEL, NARROW, STRONG, WIDE, both, cut, room, scale, sheet, ticks, whisker

if TYPE_CHECKING:
    from .ink import Sheet

SOLE = "one source"
TOP, STEP, STEP_NARROW = 24, 24, 34


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """A row: a name, its value and the bounds of its interval.

    `hollow` says that it rests on one source: without bounds it then has no whisker and says "one source". `rank` and
    `between` stand before the name ("4=", "[3, 7]"), `last` at the end of the row; empty where there is none.
    """

    label: str
    value: float
    low: float | None = None
    high: float | None = None
    type: str = ""
    rank: str = ""
    between: str = ""
    last: str = ""
    hollow: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """What both widths draw: rows, the value and interval of each in words, the scale, the heads of two columns."""

    rows: tuple[Interval, ...]
    values: tuple[str, ...]
    ranges: tuple[str, ...]
    marks: tuple[float, ...]
    value: str
    last: str


def intervals(
    rows: Sequence[Interval], title: str, *, value: str, last: str = "", decimals: int = 2, whole: bool = False
) -> str:
    """Return dots with whiskers; `value` and `last` head their columns, counts have a `whole` scale."""
    if not rows:
        return ""
    ends = [end for row in rows for end in (0.0, row.value, row.low, row.high) if end is not None]
    marks = ticks(min(ends), max(ends), whole=whole)
    chart = Chart(
        rows=tuple(rows), values=tuple(number(row.value, decimals) for row in rows),
        ranges=tuple(_range(row, decimals) for row in rows), marks=tuple(marks), value=value, last=last,
    )  # fmt: skip
    return both(lambda narrow: _narrow(chart) if narrow else _wide(chart), title)


def _range(row: Interval, decimals: int) -> str:
    if row.low is None or row.high is None:
        return SOLE if row.hollow else ""
    return f"[{number(row.low, decimals)}, {number(row.high, decimals)}]"


def _wide(chart: Chart) -> Sheet:
    rows = chart.rows
    bottom = TOP + STEP * len(rows)
    paper = sheet(WIDE, bottom + 4)
    between = 34 if any(row.rank for row in rows) else 0
    glyph = between + (room((row.between for row in rows), AXIS) + 10 if any(row.between for row in rows) else 0)
    name = glyph + (20 if any(row.type for row in rows) else 0)
    left = name + min(room(row.label for row in rows), 200) + 16
    end = WIDE - (max(room(row.last for row in rows), room([chart.last], AXIS)) + 20 if chart.last else 0)
    said = room(chart.values, STRONG) + 8
    value = end - max(said + room(chart.ranges), room([chart.value], AXIS))
    paper.plane((left, TOP, value - 20, bottom), (chart.marks[0], chart.marks[-1]), (-0.5, len(rows) - 0.5))
    scale(paper, chart.marks, TOP, bottom)
    heads = ((0, "Rank" if between else "", "start"), (name, "Name", "start"), (value, chart.value, "start"))
    for x, words, side in (*heads, (WIDE, chart.last, "end")):
        paper.words(x, TOP - 11, words, "f-axis", side, px="xy")
    _dots(paper, rows)
    for n, (row, told, range_) in enumerate(zip(rows, chart.values, chart.ranges, strict=True)):
        if row.type:
            paper.glyph(row.type, glyph + 7, n, px="x")
        paper.words(0, n, row.rank, "f-lab f-strong", px="x", dy=4)
        paper.words(between, n, row.between, "f-axis", px="x", dy=4)
        paper.words(name, n, cut(row.label, (left - 12 - name) / LABEL), px="x", dy=4)
        paper.words(value + said - 8, n, told, "f-lab f-strong", "end", px="x", dy=4)
        paper.words(value + said, n, range_, "f-lab f-mute", px="x", dy=4)
        paper.words(WIDE, n, row.last, "f-lab f-strong" if row.hollow else "f-lab", "end", px="x", dy=4)
    return paper


def _narrow(chart: Chart) -> Sheet:
    """Draw each row below its name."""
    rows, top = chart.rows, TOP + 2
    bottom = top + STEP_NARROW * len(rows)
    paper = sheet(NARROW, bottom + 4)
    left = 34 if any(row.rank for row in rows) else 4
    name = left + (20 if any(row.type for row in rows) else 0)
    paper.plane((left, top, NARROW - 10, bottom), (chart.marks[0], chart.marks[-1]), (-0.7, len(rows) - 0.7))
    scale(paper, chart.marks, top, bottom)
    _dots(paper, rows)
    for n, (row, told, range_) in enumerate(zip(rows, chart.values, chart.ranges, strict=True)):
        shown = f"{told} {range_}".strip()
        if row.type:
            paper.glyph(row.type, left + 8, n, 12, px="x", dy=-15)
        paper.words(0, n, row.rank, "f-lab f-strong", px="x", dy=-10)
        paper.words(
            name, n, cut(row.label, (NARROW - name - 8 - AXIS * len(shown)) / LABEL), "f-lab halo", px="x", dy=-10
        )
        paper.words(NARROW, n, shown, "f-axis f-2 halo", "end", px="x", dy=-10)
    return paper


def _dots(paper: Sheet, rows: Sequence[Interval]) -> None:
    """Draw whiskers with feet, then dots, hollow where one source is all there is."""
    for n, row in enumerate(rows):
        if row.low is not None and row.high is not None:
            whisker(paper, row.low, row.high, n)
    for style, hollow in (("f-dot", False), ("f-hollow", True)):
        places = [(row.value, n) for n, row in enumerate(rows) if row.hollow is hollow]
        paper.marks([x for x, _ in places], [y for _, y in places], style)
