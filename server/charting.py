"""A chart of an answer: one column of numbers over one of dates, or beside one of names.

Drawn only where it says the truth: dates that come once make a line, everything else bars, from nought. What is left
out is counted. The same numbers stand in a table under the picture.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from markupsafe import Markup

from graph.report.plots import Bar, Spot, bars, line
from graph.report.wording import date_words, number_words

from .catalogue import Catalogue
from .excerpt import Cell, Found
from .naming import called

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
    title = f"{found.columns[value]} by {names}: {len(drawn)} values from {_extreme(drawn)}; the table below holds them"
    svg = (_line if form == "line" else _bars)(drawn, title)
    return Chart(found.columns[value], names, drawn, found.total - len(drawn), Markup(svg))


def _extreme(points: Sequence[Point]) -> str:
    low, high = min(points, key=lambda point: point.value), max(points, key=lambda point: point.value)
    return f"{number_words(low.value)} ({low.label}) to {number_words(high.value)} ({high.label})"


def _bars(points: Sequence[Point], title: str) -> str:
    rows = [Bar(label=point.label, value=float(point.value), said=number_words(point.value)) for point in points]
    return bars(rows, title, words=_words)


def _line(points: Sequence[Point], title: str) -> str:
    spots = [Spot(date_words(point.label) or point.label, point.when or 0, float(point.value)) for point in points]
    return line(spots, title, words=_words)


def _words(value: float) -> str:
    return number_words(Decimal(str(value)))
