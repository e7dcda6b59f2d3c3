"""Offices over time: who held which, as bars that say by their ends what is stated and what is only a mention.

A square end is a date that a text states; otherwise the bar runs from the first to the last mention, which is a date of
the statement or of its document, and never says that the office began or ended there.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .catalogue import Name
from .entities import Row
from .statements import Card
from .tallies import MONTHS

WIDE, NARROW = 720, 350
MOST_BARS = 12
STEP, HEAD, LETTER = 34, 26, 6.7
LEAST = 6.0  # pixels of a bar that rests on one mention


@dataclass(frozen=True, slots=True, kw_only=True)
class Career:
    """An office as one holds it. `other` is whom it is of, or who holds it; dates are as precise as they are stated."""

    title: str
    other: Name | None
    row: Row
    start: str | None
    end: str | None
    over: bool
    first: str | None
    last: str | None

    @property
    def label(self) -> str:
        """The office with whom it is of."""
        return f"{self.title}, {self.other.label}" if self.other else self.title


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A bar in pixels. Its ends are "stated" (square), "open" (an arrow) or "mention" (dots)."""

    label: str
    x: float
    wide: float
    y: float
    before: str
    after: str
    at: float
    anchor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Bars:
    """One width of the drawing, with the years along it."""

    style: str
    width: int
    height: float
    bars: tuple[Bar, ...]
    years: tuple[tuple[float, int], ...]


def careers(cards: Iterable[Card], name: Name) -> tuple[Career, ...]:
    """Return the offices that cards tell of a name, those of most sentences first; denials stay rows of their own."""
    groups: dict[tuple[object, ...], list[Card]] = defaultdict(list)
    for card in cards:
        others = card.in_role("officeOf") if name in card.in_role("holder") else card.in_role("holder")
        other = next(iter(others), None)
        groups[card.facts.get("officeTitle", "").casefold(), other, card.seal == "denied"].append(card)
    made = (_career(group, other) for (_, other, _), group in groups.items() if isinstance(other, Name | None))
    return tuple(sorted(made, key=lambda each: (-each.row.sentences, each.label)))


def drawn(found: Sequence[Career]) -> tuple[Bars, ...]:
    """Return the offices that have any date as bars, wide and narrow; nothing where none has."""
    dated = [each for each in found if each.row.first.seal != "denied" and (each.start or each.first or each.end)]
    if not dated:
        return ()
    places = [_ends(each) for each in dated[:MOST_BARS]]
    first, last = int(min(start for start, _ in places)), int(max(end for _, end in places)) + 1
    return tuple(_draw(dated[:MOST_BARS], places, (first, last), width) for width in (WIDE, NARROW))


def _career(group: Sequence[Card], other: Name | None) -> Career:
    row = Row(tuple(group))
    named = sorted(date for card in group for date in (card.date or card.document.issued,) if date)
    starts, ends = ([card.facts[term] for card in group if term in card.facts] for term in ("start", "end"))
    return Career(
        title=group[0].facts.get("officeTitle", ""),
        other=other,
        row=row,
        start=min(starts, default=None),
        end=max(ends, default=None),
        over=any(card.facts.get("former") == "true" for card in group),
        first=named[0] if named else None,
        last=named[-1] if named else None,
    )


def _ends(each: Career) -> tuple[float, float]:
    """Return where a bar begins and ends, in years; what is not stated lies at the mentions."""
    known = [date for date in (each.start, each.first, each.last, each.end) if date]
    start = _year(each.start or each.first or known[0])
    end = _year(each.end, late=True) if each.end else _year(each.last or known[-1], late=True)
    return start, max(start, end)


def _year(date: str, *, late: bool = False) -> float:
    """Return a date as a place among years: a year or a month where it begins, as the end of a bar where it ends."""
    year, month, day = (int(part) for part in (*date.split("-"), "0", "0")[:3])
    if not month:
        return year + (1 if late else 0)
    return year + (month - 1 + ((day - 1) / 31 if day else 1 if late else 0)) / MONTHS


def _draw(found: Sequence[Career], places: Sequence[tuple[float, float]], years: tuple[int, int], width: int) -> Bars:
    first, last = years
    each_year = (width - 44) / max(last - first, 1)
    bars = tuple(
        _bar(each, 4 + 26 + (start - first) * each_year, (end - start) * each_year, HEAD + STEP * (n + 1) - 8, width)
        for n, (each, (start, end)) in enumerate(zip(found, places, strict=True))
    )
    step = max(1, round((last - first) * 58 / width + 0.49))
    ticks = tuple((30 + (year - first) * each_year, year) for year in range(first, last + 1, step))
    style = "wide-fig" if width == WIDE else "narrow"
    return Bars(style=style, width=width, height=HEAD + STEP * len(found) + 6, bars=bars, years=ticks)


def _bar(each: Career, x: float, wide: float, y: float, width: int) -> Bar:
    wide = max(wide, LEAST)
    room = len(each.label) * LETTER
    late = x + room > width
    return Bar(
        label=each.label if room < width else each.label[: int(width / LETTER) - 1] + "…",
        x=x,
        wide=wide,
        y=y,
        before="stated" if each.start else "mention",
        after="stated" if each.end else "mention" if each.over else "open",
        at=min(max(x + wide, room), width) if late else x,
        anchor="end" if late else "start",
    )
