"""Time: what is told of years, quarters or months, how dyads run through them, and what changed.

A date is as precise as its text: what is dated 2024 belongs to no month, and what has no date to no window; both are
counted, neither is placed. The date of a document is not that of what it tells, and is not used.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from .projection import Dyad, dyads, sign
from .ties import Tie

UNITS = ("month", "quarter", "year")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
MOST = 12  # windows; what is older than the last twelve stands before them
FINE, TOLD, FULL = 0.75, 3, 4  # a finer unit must place 3 of 4 dated statements, in 3 windows, 4 in each on average
_DATE = re.compile(r"(\d{4})(?:-(\d\d))?(?!\d)")


@dataclass(frozen=True, slots=True, order=True)
class Window:
    """A year, quarter or month; `number` counts from 1 within its year and is 0 for the year itself."""

    unit: str
    year: int
    number: int = 0

    @property
    def label(self) -> str:
        """What it is called: "2024", "Q2 2024", "May 2024"."""
        if self.unit == "year":
            return str(self.year)
        return f"{MONTHS[self.number - 1]} {self.year}" if self.unit == "month" else f"Q{self.number} {self.year}"

    @property
    def next(self) -> Window:
        """The window after it."""
        length = {"year": 0, "quarter": 4, "month": 12}[self.unit]
        if self.number == length:
            return Window(self.unit, self.year + 1, min(length, 1))
        return Window(self.unit, self.year, self.number + 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """One pair of names through the windows: all that each window tells between them, None where it tells nothing.

    `acts` are the intensities of each window's acts.
    """

    a: str
    b: str
    told: tuple[Dyad | None, ...]
    acts: tuple[tuple[float, ...], ...]

    @property
    def statements(self) -> int:
        """How many statements the windows hold."""
        return len({each for dyad in self.told if dyad for each in dyad.statements})


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """Windows without a gap, the ties in each, and the statements (by IRI) that none of them holds.

    `coarse` are dated less precisely than a window, `earlier` before the first; `courses` run by most statements.
    """

    unit: str
    windows: tuple[Window, ...]
    ties: tuple[tuple[Tie, ...], ...]
    courses: tuple[Course, ...]
    coarse: tuple[str, ...]
    earlier: tuple[str, ...]
    undated: tuple[str, ...]

    @property
    def placed(self) -> tuple[str, ...]:
        """The statements that the windows hold."""
        return _statements(tie for group in self.ties for tie in group)

    @property
    def told(self) -> tuple[int, ...]:
        """The places of the windows of which anything is told."""
        return tuple(n for n, group in enumerate(self.ties) if group)


@dataclass(frozen=True, slots=True)
class Leaning:
    """What a window tells of a dyad, and how many of its acts lean as it does (`with_it`) or the other way."""

    window: Window
    dyad: Dyad
    acts: tuple[float, ...]

    @property
    def way(self) -> int:
        """1 if the mean leans to cooperation and more acts do than lean to conflict, −1 the other way, else 0."""
        way = lean(self.dyad.intensity)
        return way if self.with_it > self.against_it else 0

    @property
    def with_it(self) -> int:
        """How many acts lean as the mean does."""
        return sum(lean(act) == lean(self.dyad.intensity) for act in self.acts)

    @property
    def against_it(self) -> int:
        """How many acts lean the other way."""
        return sum(lean(act) == -lean(self.dyad.intensity) for act in self.acts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """A dyad that leaned one way in a window and the other way in the next that leans at all."""

    a: str
    b: str
    before: Leaning
    after: Leaning

    @property
    def firm(self) -> bool:
        """Whether both sides rest on more than one document."""
        return min(self.before.dyad.weight, self.after.dyad.weight) > 1


def window(date: str | None, unit: str) -> Window | None:
    """Return the window that a date lies in; None if it is not so precise, or no date."""
    found = _DATE.match(date or "")
    if not found:
        return None
    year, month = int(found[1]), int(found[2] or 0)
    if unit == "year":
        return Window(unit, year)
    number = month if unit == "month" else (month + 2) // 3
    return Window(unit, year, number) if month else None


def timeline(ties: Iterable[Tie]) -> Timeline:
    """Return ties by the finest unit that their dates bear, in the last twelve windows up to the latest date."""
    given = tuple(ties)
    unit = _unit(given)
    places = [(tie, window(tie.date, unit)) for tie in given]
    windows = _windows([place for _, place in places if place])
    number = {each: n for n, each in enumerate(windows)}
    groups: list[list[Tie]] = [[] for _ in windows]
    for tie, place in places:
        if place in number:
            groups[number[place]].append(tie)
    return Timeline(
        unit=unit,
        windows=windows,
        ties=tuple(map(tuple, groups)),
        courses=_courses(groups),
        coarse=_statements(tie for tie, place in places if tie.date and not place),
        earlier=_statements(tie for tie, place in places if place and place not in number),
        undated=_statements(tie for tie in given if not tie.date),
    )


def turns(found: Timeline) -> tuple[Turn, ...]:
    """Return the dyads that turned, each time they did, those of most documents first.

    A window leans only if both its mean and most of its acts do: one hard act among many friendly ones, which can drag
    the mean across, turns nothing.
    """
    turned = [turn for course in found.courses for turn in _turns(course, found.windows)]
    return tuple(
        sorted(turned, key=lambda turn: (-min(turn.before.dyad.weight, turn.after.dyad.weight), turn.a, turn.b))
    )


def lean(intensity: float | None) -> int:
    """Return 1 for cooperation, −1 for conflict, 0 for neither or not stated."""
    return 0 if intensity is None else sign(intensity)


def _turns(course: Course, windows: Sequence[Window]) -> Iterable[Turn]:
    told = zip(windows, course.told, course.acts, strict=True)
    leaning = [each for each in (Leaning(at, dyad, acts) for at, dyad, acts in told if dyad) if each.way]
    for before, after in pairwise(leaning):
        if before.way != after.way:
            yield Turn(a=course.a, b=course.b, before=before, after=after)


def _unit(ties: Sequence[Tie]) -> str:
    dated = {tie.statement: tie.date for tie in ties if tie.date}
    for unit in UNITS[:-1]:
        places = [place for date in dated.values() if (place := window(date, unit))]
        told = set(places)
        if len(told) < TOLD or _span(told) > MOST:
            continue
        if len(places) >= max(FINE * len(dated), FULL * len(told)):
            return unit
    return "year"


def _span(told: Iterable[Window]) -> int:
    """Return how many windows lie from the first to the last."""
    first, last = min(told), max(told)
    length = {"year": 1, "quarter": 4, "month": 12}[first.unit]
    return (last.year - first.year) * length + last.number - first.number + 1


def _windows(places: Sequence[Window]) -> tuple[Window, ...]:
    """Return all windows from the first to the last place, at most the last `MOST`."""
    found = [min(places)] if places else []
    while found and found[-1] < max(places):
        found.append(found[-1].next)
    return tuple(found[-MOST:])


def _courses(groups: Sequence[Sequence[Tie]]) -> tuple[Course, ...]:
    told: dict[tuple[str, str], list[Dyad | None]] = defaultdict(lambda: [None] * len(groups))
    acts: dict[tuple[str, str], list[dict[str, float]]] = defaultdict(lambda: [{} for _ in groups])
    for n, group in enumerate(groups):
        for dyad in dyads(group):
            told[dyad.a, dyad.b][n] = dyad
        for tie in group:
            if tie.intensity is not None:
                acts[tie.pair][n][tie.statement] = tie.intensity
    courses = [
        Course(a=a, b=b, told=tuple(each), acts=tuple(tuple(sorted(held.values())) for held in acts[a, b]))
        for (a, b), each in told.items()
    ]
    return tuple(sorted(courses, key=lambda course: (-course.statements, course.a, course.b)))


def _statements(ties: Iterable[Tie]) -> tuple[str, ...]:
    return tuple(sorted({tie.statement for tie in ties}))
