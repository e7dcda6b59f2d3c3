"""Dates and periods as a text words them: as precise as the words, and no more.

"End of 2023" is 2023; "July 2024" is never widened to a day. What each wording means stands in `graph.wordings`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from .anchor import Anchor
from .wordings import WORDINGS, Meaning

_RELATIVE = re.compile(
    r"\b(?:Last|This|Next|A|In|The|By|Early|Late|Mid|End|First|Second|Third|Fourth|Two|Three|Four|Five|Six|Yesterday"
    r"|Today|Tomorrow|Earlier|Later|Since|During|Until|From|On|Before|Now|Currently)\b"
)
_NEXT_DAY = re.compile(r"\bthe (?P<which>next|following|same) day\b|\ba day (?P<way>later|earlier)\b")
_STEPS = {"next": 1, "following": 1, "same": 0, "later": 1, "earlier": -1}


@dataclass(frozen=True, slots=True)
class Period:
    """A time that a text names: its words [first, last), when it begins and ends, and how its year is known.

    `start` and `end` are "2025", "2025-10" or "2025-10-08"; both ends are inclusive. `guessed` tells that the year
    is not in the words. Both are empty where only the words are known ("on Wednesday" in a text without a date).
    """

    first: int
    last: int
    start: str
    end: str
    guessed: bool = False

    @property
    def date(self) -> str:
        """The time as one date: its beginning, or the year where beginning and end share no more than that."""
        if self.start == self.end or len(self.start) == 10:
            return self.start
        return self.start[:4] if len(self.start) == 7 and self.start[:4] == self.end[:4] else self.start


def find_periods(text: str, anchor: Anchor, *, before: str | None = None, future: bool = False) -> list[Period]:
    """Return the times that a sentence names, left to right.

    `before` is the date of the last event told, for "the next day"; `future` tells that the sentence speaks of what
    is to come.
    """
    found: list[Period] = []
    text = _uncapped(text)
    for match, meaning in _worded(text):
        if any(period.first < match.end() and match.start() < period.last for period in found):
            continue
        dates = meaning(match, anchor, future)
        if dates is not None:
            found.append(Period(match.start(), match.end(), *dates))
    found += list(_next_days(text, before, found))
    return sorted(found, key=lambda period: period.first)


@lru_cache(maxsize=256)
def _worded(text: str) -> tuple[tuple[re.Match[str], Meaning], ...]:
    """Return each wording of a time in a text with its meaning; a text is asked about several times."""
    return tuple((match, meaning) for pattern, meaning in WORDINGS for match in pattern.finditer(text))


def _uncapped(text: str) -> str:
    """Return a sentence with the words of relative dates in small letters, wherever it opens."""
    return _RELATIVE.sub(lambda word: word.group().lower(), text)


def _next_days(text: str, before: str | None, found: list[Period]) -> Iterator[Period]:
    """Yield "the next day" and the like, counted from the day told before."""
    for match in _NEXT_DAY.finditer(text):
        earlier = (p.start for p in reversed(found) if p.last <= match.start() and len(p.start) == 10)
        day = before or next(earlier, None)
        if day and len(day) == 10:
            step = _STEPS[match["which"] or match["way"]]
            moved = (date.fromisoformat(day) + timedelta(days=step)).isoformat()
            yield Period(match.start(), match.end(), moved, moved, True)
