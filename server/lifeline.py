"""The life-line of an agreement: one row a party, one mark a step, as places in a drawing that a template fills.

A mark stands at the middle of the time that its date may mean, which a whisker shows where it is more than a day. What
has no date stands in a column of its own. Words that would meet go to a line further down.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date as day_of

from graph.analysis.dates import first_day, last_day
from graph.analysis.pacts import Step
from graph.report.plots.paper import AXIS, LABEL, NARROW, WIDE, cut
from graph.report.wording import MONTHS

from .catalogue import Name

MOST_ROWS = 24
LINE, PAD, HEAD = 19, 9, 24
GAP = 10
LETTERS = 17
SHORT = 12

Worded = tuple[int, Step, str]  # the number of a step's row, the step, its word
Line = tuple[Name, Sequence[Worded]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A step in the drawing: where it stands, how far its date reaches, and on which side its word is written."""

    number: int
    x: float
    y: float
    low: float
    high: float
    word: str
    at: float
    anchor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A party with its marks; `y` is the height of its name."""

    party: Name
    label: str
    y: float
    bottom: float
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """One drawing, wide or narrow. `undated` is where the column of steps without a date begins; `stops` are places
    of the dates by which one may ask."""

    kind: str
    width: float
    height: float
    left: float
    right: float
    undated: float | None
    ticks: tuple[tuple[float, str], ...]
    rows: tuple[Row, ...]
    stops: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Axis:
    """A scale of days between two places."""

    first: int
    last: int
    left: float
    right: float

    def at(self, date: str, *, end: bool = False) -> float:
        """Return the place of the first day that a date may mean, or of the last."""
        days = _day(last_day(date) if end else first_day(date))
        return round(self.left + (self.right - self.left) * (days - self.first) / (self.last - self.first), 1)


def drawings(told: Sequence[Line], stops: Iterable[str]) -> tuple[Drawing, Drawing] | None:
    """Return the life-line wide and narrow; None where nothing is told."""
    shown = told[:MOST_ROWS]
    if not shown:
        return None
    at = tuple(stops)
    return _drawing(shown, at, narrow=False), _drawing(shown, at, narrow=True)


def _drawing(told: Sequence[Line], stops: Sequence[str], *, narrow: bool) -> Drawing:
    width = NARROW if narrow else WIDE
    dated = [step.date for _, steps in told for _, step, _ in steps if step.date]
    loose = [word for _, steps in told for _, step, word in steps if not step.date]
    column = min(max(map(len, loose), default=0), LETTERS) * LABEL + 26 if loose else 0
    left = 14.0 if narrow else min(max(len(name.label) for name, _ in told), 22) * LABEL + 36
    right = width - 14 - column if dated else left
    axis = _axis([*dated, *stops], left, right - (8 if loose else 0)) if dated else None
    undated = right + 6 if loose else None
    y, rows = float(HEAD), []
    for name, steps in told:
        label = cut(name.label, (width - 40) / LABEL if narrow else 22)
        row = _row(name, steps, axis, undated or 0, y + (LINE if narrow else 0), label)
        rows.append(replace(row, y=y + PAD))
        y = row.bottom
    return Drawing(
        kind="narrow" if narrow else "wide-fig", width=width, height=y, left=left, right=right, undated=undated,
        ticks=_ticks(axis) if axis else (), rows=tuple(rows),
        stops={stop: axis.at(stop, end=True) for stop in stops} if axis else {},
    )  # fmt: skip


def _row(name: Name, steps: Sequence[Worded], axis: Axis | None, undated: float, top: float, label: str) -> Row:
    lanes: list[float] = []
    loose = 0
    marks = []
    for number, step, said in steps:
        word = cut(said, LETTERS)
        if step.date and axis:
            low, high = axis.at(step.date), axis.at(step.date, end=True)
            x = (low + high) / 2
            at, anchor = _beside(low, high, len(word) * LABEL + GAP, axis)
            start, end = (min(low, at - len(word) * LABEL), high) if anchor == "end" else (low, at + len(word) * LABEL)
            lane = _lane(lanes, start - 6, max(end, high) + 6)
        else:
            low = high = x = undated + 8
            at, anchor, lane = x + 9, "start", loose
            loose += 1
        y = top + PAD + LINE * lane
        marks.append(
            Mark(number=number, x=round(x, 1), y=y, low=low, high=high, word=word, at=round(at, 1), anchor=anchor)
        )
    bottom = top + LINE * max(len(lanes), loose, 1) + 4
    return Row(party=name, label=label, y=top + PAD, bottom=bottom, marks=tuple(marks))


def _beside(low: float, high: float, room: float, axis: Axis) -> tuple[float, str]:
    """Return where a word begins or ends: behind the time it is of, else before it, else within, beside the mark."""
    wide = high - low > SHORT
    x = (low + high) / 2
    behind, before = (high, low) if wide else (x, x)
    if behind + room <= axis.right + GAP:
        return behind + 9, "start"
    if before - room >= axis.left - GAP:
        return before - 9, "end"
    return (x + 9, "start") if x + room <= axis.right + GAP else (x - 9, "end")


def _lane(lanes: list[float], start: float, end: float) -> int:
    """Return the first line in which there is room from there on, and take it."""
    for number, taken in enumerate(lanes):
        if taken <= start:
            lanes[number] = end
            return number
    lanes.append(end)
    return len(lanes) - 1


def _axis(dates: Sequence[str], left: float, right: float) -> Axis:
    first, last = min(_day(first_day(date)) for date in dates), max(_day(last_day(date)) for date in dates)
    space = max((last - first) // 20, 15)
    return Axis(first - space, last + space, left, right)


def _ticks(axis: Axis) -> tuple[tuple[float, str], ...]:
    """Return the beginnings of years, or of months where there are few of them, that have room for their words."""
    first, last = day_of.fromordinal(axis.first), day_of.fromordinal(axis.last)
    most = max(int((axis.right - axis.left) / (10 * AXIS)), 2)
    years = [f"{year}" for year in range(first.year, last.year + 1)]
    months = [f"{year}-{month:02}" for year in range(first.year, last.year + 1) for month in range(1, 13)]
    inside = [month for month in months if axis.left <= axis.at(month) <= axis.right]
    for step in (1, 3, 6):
        chosen = [month for month in inside if (int(month[5:]) - 1) % step == 0]
        if len(chosen) <= most and len(years) <= 3:
            return tuple((axis.at(month), f"{MONTHS[int(month[5:]) - 1]} {month[:4]}") for month in chosen)
    wide = [year for year in years if axis.left <= axis.at(year) <= axis.right]
    every = -(-len(wide) // most) if wide else 1
    return tuple((axis.at(year), year) for year in wide if int(year) % every == 0)


def _day(date: str) -> int:
    """Return a day as a number; the 31st of a shorter month is its last."""
    year, month, day = (int(part) for part in date.split("-"))
    while True:
        try:
            return day_of(year, month, day).toordinal()
        except ValueError:
            day -= 1
