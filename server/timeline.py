"""Events over time, of both signs: cooperation above the line, conflict below it, each mark leading to its sentences.

Months are drawn where all lies within four years, years otherwise. What is dated less precisely than that, or not at
all, is counted beside the drawing and never put into a month. Denials are no events and stay out.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from graph.report.wording import MONTHS as MONTH_NAMES
from graph.report.wording import date_words

from .editions import Edition
from .tallies import MONTHS, SEALS, WAYS, Numbers, sentences, the_tallies

MOST_MONTHS, MOST_YEARS = 48, 30
WIDE, NARROW = 720, 350
HIGH, STACK = 72, 9  # pixels a side takes at most; a single mark
HEAD, GAP = 14, 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """What happened of one sign in one month or year, and how many sentences tell it; `hollow` are claims and plans."""

    when: str
    words: str
    way: str
    solid: int
    hollow: int
    sentences: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """A mark as it is drawn: paths of what happened and of what did not or not yet, around them where one may point."""

    mark: Mark
    full: str
    open: str
    box: tuple[float, float, float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """One width of the drawing, in pixels; `ticks` are places with what is written there."""

    style: str
    width: int
    height: float
    base: float
    shapes: tuple[Shape, ...]
    ticks: tuple[tuple[float, str, str], ...]
    scale: tuple[tuple[float, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """Marks in the order of time, those above first; `rest` counts what no month (or year) is stated of."""

    unit: str
    marks: tuple[Mark, ...]
    drawings: tuple[Drawing, ...]
    rest: int
    earlier: int

    @property
    def rows(self) -> list[tuple[str, str, Mapping[str, Mark]]]:
        """The same as a table: a row a month or year, the newest first."""
        found: dict[tuple[str, str], dict[str, Mark]] = {}
        for mark in self.marks:
            found.setdefault((mark.when, mark.words), {})[mark.way] = mark
        return [(when, words, marks) for (when, words), marks in sorted(found.items(), reverse=True)]


def timeline(edition: Edition, numbers: Numbers) -> Timeline | None:
    """Return events over time; None where fewer than two marks could be drawn."""
    tallies = the_tallies(edition)
    told = numbers[(tallies.ways[numbers] >= 0) & (tallies.seals[numbers] != SEALS.index("denied"))]
    years, months = tallies.years[told], tallies.months[told]
    dated = months[months >= 0]
    monthly = len(dated) > 0 and dated.max() - dated.min() < MOST_MONTHS and len(dated) * 2 >= (years >= 0).sum()
    times = months if monthly else years
    known = told[times >= 0]
    if not len(known):
        return None
    last = int(times.max())
    first = max(int(times[times >= 0].min()), last - (MOST_MONTHS if monthly else MOST_YEARS) + 1)
    drawn = told[times >= first]
    marks = tuple(_marks(edition, drawn, times[times >= first], monthly=monthly))
    if len(marks) < 2:
        return None
    ends = (first, last)
    drawings = tuple(_draw(marks, ends, width, monthly=monthly) for width in (WIDE, NARROW))
    unit = "month" if monthly else "year"
    return Timeline(
        unit=unit, marks=marks, drawings=drawings, rest=len(told) - len(known), earlier=len(known) - len(drawn)
    )


def _marks(edition: Edition, numbers: Numbers, times: Numbers, *, monthly: bool) -> Iterator[Mark]:
    tallies = the_tallies(edition)
    ways, seals = tallies.ways[numbers], tallies.seals[numbers]
    for time in np.unique(times):
        when = f"{time // MONTHS:04}-{time % MONTHS + 1:02}" if monthly else f"{time:04}"
        for place, way in enumerate(WAYS):
            here = (times == time) & (ways == place)
            if here.any():
                solid = int((seals[here] == SEALS.index("fact")).sum())
                yield Mark(
                    when=when, words=date_words(when) or when, way=way, solid=solid,
                    hollow=int(here.sum()) - solid, sentences=sentences(edition, numbers[here].tolist()),
                )  # fmt: skip


def _draw(marks: Sequence[Mark], ends: tuple[int, int], width: int, *, monthly: bool) -> Drawing:
    """Lay the marks out: as single marks where they are few, as bars on a scale where they are many."""
    first, last = ends
    most = {way: max((mark.solid + mark.hollow for mark in marks if mark.way == way), default=0) for way in WAYS}
    left, each = 30, (width - 36) / (last - first + 1)
    single = max(most.values()) * STACK <= HIGH and each >= STACK - 1
    unit = STACK if single else HIGH / max(most["up"], most["down"], 1)
    flat = most["flat"] and GAP
    above = max(most["up"] * unit, STACK) + flat
    base = HEAD + above + 4
    shapes = []
    for mark in marks:
        place = _place(mark.when) - first
        x = left + each * (place + 0.5)
        shapes.append(_shape(mark, x, base, unit, min(each * 0.7, STACK + 2), flat, single=single))
    height = base + flat + max(most["down"] * unit, STACK) + 8
    scale = () if single else tuple(_scale(most, unit, base, flat))
    style = "wide-fig" if width == WIDE else "narrow"
    ticks = tuple(_ticks(ends, left, each, width, monthly=monthly))
    return Drawing(style=style, width=width, height=height, base=base, shapes=tuple(shapes), ticks=ticks, scale=scale)


def _shape(mark: Mark, x: float, base: float, unit: float, wide: float, flat: float, *, single: bool) -> Shape:
    count = mark.solid + mark.hollow
    if mark.way == "flat":
        full, hollow = (_bar(x, base - 2, wide, 4), "") if mark.solid else ("", _bar(x, base - 2, wide, 4))
        return Shape(mark=mark, full=full, open=hollow, box=(x - wide / 2 - 1, base - 5, wide + 2, 10))
    sign = -1 if mark.way == "up" else 1
    start = base + sign * (flat + 2)
    if single:
        marks = [_triangle(x, start + sign * STACK * n, sign) for n in range(count)]
        full, hollow = "".join(marks[: mark.solid]), "".join(marks[mark.solid :])
    else:
        full = _bar(x, start, wide, sign * mark.solid * unit) if mark.solid else ""
        hollow = _bar(x, start + sign * mark.solid * unit, wide, sign * mark.hollow * unit) if mark.hollow else ""
    high = max(count * unit, 6)
    top = start - high if sign < 0 else start
    return Shape(mark=mark, full=full, open=hollow, box=(x - wide / 2 - 1, top, wide + 2, high))


def _triangle(x: float, y: float, sign: int) -> str:
    """Return a mark that points away from the line."""
    return f"M{x - 4:.1f} {y:.1f}h8l-4 {sign * (STACK - 2)}z"


def _bar(x: float, y: float, wide: float, high: float) -> str:
    return f"M{x - wide / 2:.1f} {y:.1f}h{wide:.1f}v{high:.1f}h{-wide:.1f}z"


def _scale(most: Mapping[str, int], unit: float, base: float, flat: float) -> Iterator[tuple[float, int]]:
    """Yield where the most of each sign lies, with its number."""
    for way, sign in (("up", -1), ("down", 1)):
        if most[way]:
            yield base + sign * (flat + 2 + most[way] * unit), most[way]


def _ticks(
    ends: tuple[int, int], left: float, each: float, width: int, *, monthly: bool
) -> Iterator[tuple[float, str, str]]:
    """Yield where a year begins, or a month where all is of one or two years, as many as there is room for."""
    first, last = ends
    short = monthly and last - first < MONTHS * 2
    step = 1
    wanted = [time for time in range(first, last + 1) if not monthly or short or time % MONTHS == 0] or [first]
    while len(wanted[::step]) * 76 > width:
        step += 1
    for time in wanted[::step]:
        year = time // MONTHS if monthly else time
        words = f"{MONTH_NAMES[time % MONTHS]} {year}" if short else str(year)
        x = left + each * (time - first + 0.5)
        anchor = "start" if x < left + 24 else "end" if x > width - 30 else "middle"
        yield x, words, anchor


def _place(when: str) -> int:
    year, _, month = when.partition("-")
    return int(year) * MONTHS + int(month) - 1 if month else int(year)
