"""A chart of an answer: one column of numbers over one of dates, or beside one of names, as SVG made here.

Drawn only where it says the truth: dates that come once make a line, everything else bars, from nought. What is left
out is counted. The same numbers stand in a table under the picture.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import ceil, floor, log10

from markupsafe import Markup

from graph.report.figures import NARROW, WIDE, both, cut, line, text

from .catalogue import Catalogue
from .excerpt import Cell, Found
from .naming import called
from .wording import date_words, number_words

MOST_BARS = 40
LONG = 48
MONTHS_A_YEAR, DAYS_A_MONTH = 12, 31
NO_NUMBERS = "A chart needs a column of numbers and beside it one of names or dates."


@dataclass(frozen=True, slots=True)
class Point:
    """A number with what it is of; `when` is a place in time, in months."""

    label: str
    value: Decimal
    when: float | None = None


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing with its points; `left_out` counts rows that are not drawn."""

    value: str
    label: str
    points: tuple[Point, ...]
    left_out: int
    svg: Markup


def chart(found: Found, catalogue: Catalogue) -> Chart | None:
    """Return a chart of the first column of numbers, or None where there is none, or nothing to put beside it."""
    numbers = [place for place, kind in enumerate(found.kinds) if kind == "number"]
    if found.is_graph or not numbers or len(found.columns) < 2:
        return None
    dates = [place for place, kind in enumerate(found.kinds) if kind == "date"]
    value = numbers[0]
    if dates and _once(found, dates[0], value):
        points = sorted(_points(found, value, (dates[0],), catalogue), key=lambda point: point.when or 0)
        return _chart(found, value, (dates[0],), points, "line")
    labels = _labels(found, value)
    return _chart(found, value, labels, _points(found, value, labels, catalogue), "bars") if labels else None


def _once(found: Found, date: int, value: int) -> bool:
    told = [cell for row in found.rows if (cell := row[date]) and row[value]]
    return len(told) > 1 and len({*map(_when, told)} - {None}) == len(told)


def _labels(found: Found, value: int) -> tuple[int, ...]:
    """Return the columns that name a bar, at most three: such as differ, added until no two bars have one name."""
    others = [place for place in range(len(found.columns)) if place != value]
    others.sort(key=lambda place: (found.kinds[place] == "number", _is_long(found.cells(place))))
    chosen: list[int] = []
    kinds = 0
    for place in others:
        names = {tuple(row[each] for each in (*chosen, place)) for row in found.rows}
        if len(names) > max(kinds, 1) and len(chosen) < 3:
            chosen, kinds = [*chosen, place], len(names)
    return tuple(sorted(chosen)) or tuple(others[:1])


def _is_long(cells: Sequence[Cell]) -> bool:
    return any(cell.kind == "literal" and len(cell.value) > LONG for cell in cells)


def _points(found: Found, value: int, labels: Sequence[int], catalogue: Catalogue) -> list[Point]:
    points = []
    for row in found.rows:
        cell = row[value]
        if cell is not None and cell.number is not None and any(row[place] for place in labels):
            words = ", ".join(called(named, catalogue) for place in labels if (named := row[place]) is not None)
            first = row[labels[0]]
            points.append(Point(words, cell.number, _when(first) if first else None))
    return points


def _when(cell: Cell) -> float | None:
    """Return a day, month or year as months since the year nought; a month or a year stands where it begins."""
    parts = cell.value[:10].split("-")
    if not cell.is_date or not all(part.isdigit() for part in parts):
        return None
    year, month, day = (int(part) for part in (*parts, "1", "1")[:3])
    return year * MONTHS_A_YEAR + month - 1 + (day - 1) / DAYS_A_MONTH


def _chart(found: Found, value: int, labels: Sequence[int], points: Sequence[Point], form: str) -> Chart | None:
    drawn = tuple(points if form == "line" else points[:MOST_BARS])
    if not drawn:
        return None
    names = ", ".join(found.columns[place] for place in labels)
    label = f"{found.columns[value]} by {names}: {len(drawn)} values from {_extreme(drawn)}; the table below holds them"
    draw = _line if form == "line" else _bars
    svg = both(lambda narrow: draw(drawn, NARROW if narrow else WIDE), label)
    return Chart(found.columns[value], names, drawn, found.total - len(drawn), Markup(svg))


def _extreme(points: Sequence[Point]) -> str:
    low, high = min(points, key=lambda point: point.value), max(points, key=lambda point: point.value)
    return f"{number_words(low.value)} ({low.label}) to {number_words(high.value)} ({high.label})"


def ticks(low: float, high: float, *, whole: bool = False) -> list[float]:
    """Return about five round numbers that span two, nought among them where it lies between; of counts, whole ones."""
    if low == high:
        low, high = min(low, 0.0), max(high, 0.0) or 1.0
    rough = (high - low) / 4
    size = 10 ** floor(log10(rough))
    step = next(times * size for times in (1, 2, 2.5, 5, 10) if times * size >= rough * (1 - 1e-9))
    step = ceil(step) if whole else step
    first, last = floor(low / step + 1e-9), ceil(high / step - 1e-9)
    digits = 3 - floor(log10(step))
    return [round(step * n, digits) for n in range(first, last + 1)]


def _scale(points: Sequence[Point]) -> list[float]:
    values = [float(point.value) for point in points]
    return ticks(min(0.0, *values), max(0.0, *values), whole=all(value.is_integer() for value in values))


def _bars(points: Sequence[Point], width: float) -> tuple[float, str]:
    """Return bars from nought with their labels: above each in a narrow picture, at the left in a wide one."""
    narrow = width == NARROW
    marks = _scale(points)
    left, right = (4.0 if narrow else 250.0), width - 64
    step, top = (38 if narrow else 24), 22

    def x(value: float) -> float:
        return left + (right - left) * (value - marks[0]) / (marks[-1] - marks[0])

    bottom = top + step * len(points)
    parts = []
    for mark in marks[:: 2 if narrow and len(marks) > 5 else 1]:
        parts.append(line(x(mark), top - 6, x(mark), bottom, "f-grid" if mark else "f-base"))
        parts.append(text(x(mark), top - 10, number_words(Decimal(str(mark))), "f-axis", "middle"))
    for n, point in enumerate(points):
        y = top + step * n
        ends = sorted((x(0), x(float(point.value))))
        at = y + 20 if narrow else y + 5
        long = max(ends[1] - ends[0], 1)
        parts.append(f'<rect class="b-ink" x="{ends[0]:g}" y="{at:g}" width="{long:g}" height="13"/>')
        parts.append(text(ends[1] + 6, at + 11, number_words(point.value), "f-axis f-2 halo"))
        across, down, anchor = (left + 2, y + 15, "start") if narrow else (left - 10, at + 11, "end")
        parts.append(text(across, down, cut(point.label, 46 if narrow else 34), "f-lab halo", anchor))
    return bottom + 6, "".join(parts)


def _line(points: Sequence[Point], width: float) -> tuple[float, str]:
    """Return a line over time with a dot for each value."""
    marks = _scale(points)
    left, right, top, bottom = 58.0, width - 34, 16.0, 250.0
    times = [point.when or 0 for point in points]
    span = (times[-1] - times[0]) or 1

    def y(value: float) -> float:
        return bottom - (bottom - top) * (value - marks[0]) / (marks[-1] - marks[0])

    across = [left + (right - left) * (at - times[0]) / span for at in times]
    spots = list(zip(across, (y(float(point.value)) for point in points), strict=True))
    parts = []
    for mark in marks:
        parts.append(line(left, y(mark), right, y(mark), "f-grid" if mark else "f-base"))
        parts.append(text(left - 8, y(mark) + 4, number_words(Decimal(str(mark))), "f-axis", "end"))
    path = " ".join(f"{x:.1f},{down:.1f}" for x, down in spots)
    parts.append(f'<polyline class="f-line" points="{path}"/>')
    parts += [f'<circle class="f-dot" cx="{x:.1f}" cy="{down:.1f}" r="3.5"/>' for x, down in spots]
    written = -100.0
    for x, point in zip(across, points, strict=True):
        if x - written > 76:
            parts.append(text(x, bottom + 18, date_words(point.label) or point.label, "f-axis", "middle"))
            written = x
    return bottom + 26, "".join(parts)
