"""What relative dates are counted from, and the words of the calendar.

A day without a year takes it from the date of the document, else from the latest year that the text itself names.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

MONTHS = {
    name: number
    for number, names in enumerate(
        ("january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
         "september sep sept", "october oct", "november nov", "december dec"), 1,
    )
    for name in names.split()
}  # fmt: skip
WEEKDAYS = {
    name: number
    for number, name in enumerate(["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"])
}
_LATEST_PLAUSIBLE = 2035
_SPAN_OF_YEARS = re.compile(r"\b(?:19|20)\d\d\s?[-\u2013]\s?(?:19|20)?\d\d\b")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b(?![-\u2013]\d{4})")
_ALONE = re.compile(r"[#*\s]*((?:19|20)\d\d)[*:.\s]*")
_TO_COME = re.compile(
    r"\b(?:by|until|till|before|through|beyond|no later than)(?: (?:the )?(?:end|start|beginning|middle|close) of"
    r"| early| late| mid)?(?: [A-Z][a-z]+)?[ -](?:19|20)\d\d\b"
    r"|\b(?:will|would|shall|due|expected|scheduled|planned?|plans|aims?|targets?|goal)\b"
    r"[^.!?\n]{0,160}?\b(?:19|20)\d\d\b",
)


@dataclass(frozen=True, slots=True)
class Anchor:
    """What relative dates are counted from: the document's date, as far as known, and the latest year it names."""

    issued: str | None
    latest_year: int | None

    @property
    def year(self) -> int | None:
        """The year that a day without one is given."""
        return int(self.issued[:4]) if self.issued else self.latest_year

    @property
    def day(self) -> date | None:
        """The day of issue, where it is known to the day."""
        return date.fromisoformat(self.issued) if self.issued and len(self.issued) == 10 else None

    @property
    def month(self) -> str | None:
        """The month of issue, where it is known."""
        return self.issued[:7] if self.issued and len(self.issued) >= 7 else None


def make_anchor(issued: str | None, text: str) -> Anchor:
    """Return the anchor of a document; spans of years, years to come and far years are plans, not dates of issue."""
    told = _SPAN_OF_YEARS.sub(" ", text)
    past, any_year = (
        max((int(year) for year in _YEAR.findall(years) if int(year) <= _LATEST_PLAUSIBLE), default=None)
        for years in (_TO_COME.sub(" ", told), told)
    )
    return Anchor(issued, past or any_year)


def years_above(lines: Sequence[str]) -> Mapping[int, int]:
    """Return by its place the year that stands alone above a line, as in a chronology that is cut by years."""
    alone = {place: int(found[1]) for place, line in enumerate(lines) if (found := _ALONE.fullmatch(line.strip()))}
    above: dict[int, int] = {}
    for place in range(len(lines) if len(alone) > 1 else 0):
        year = alone.get(place, above.get(place - 1))
        if year is not None:
            above[place] = year
    return above
