"""Dates and periods as a text words them: as precise as the words, and no more.

A day without a year takes it from the date of the document, else from the latest year that the text itself names,
at lower confidence. "End of 2023" is 2023; "July 2024" is never widened to a day.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

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
_NUMBERS = {
    word: n
    for n, word in enumerate(
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"], 1
    )
}
_ORDINALS = {
    "first": 1,
    "second": 2,
    "third": 3,
    "fourth": 4,
    "1st": 1,
    "2nd": 2,
    "3rd": 3,
    "4th": 4,
    "final": 4,
    "last": 4,
}
_SEASONS = {"spring", "summer", "autumn", "fall", "winter"}
_M = r"(?P<{0}>January|February|March|April|May|June|July|August|September|October|November|December|Jan\.?|Feb\.?|Mar\.?|Apr\.?|Jun\.?|Jul\.?|Aug\.?|Sept?\.?|Oct\.?|Nov\.?|Dec\.?)"
_Y = r"(?P<{0}>(?:18|19|20)\d\d)"
_D = r"(?P<{0}>[0-3]?\d)(?:st|nd|rd|th)?"
_W = r"(?P<weekday>Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)"
_N = r"(?P<{0}>\d{{1,2}}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
_DASH = r"\s?(?:-|\u2013|to|and|through|until)\s?"


def _month(name: str) -> str:
    return _M.format(name)


def _year(name: str) -> str:
    return _Y.format(name)


def _day(name: str) -> str:
    return _D.format(name)


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


@dataclass(frozen=True, slots=True)
class Anchor:
    """What relative dates are counted from: the document's date, as far as it is known, and the latest year it names."""

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
    """Return the anchor of a document; years beyond the next one after its date are plans, not dates of issue."""
    years = [
        int(year)
        for year in re.findall(
            r"\b(?:19|20)\d\d\b(?![-\u2013]\d{4})", re.sub(r"\b(?:19|20)\d\d\s?[-\u2013]\s?(?:19|20)?\d\d\b", " ", text)
        )
    ]
    plausible = [year for year in years if 1900 <= year <= 2035]
    return Anchor(issued, max(plausible, default=None))


_PATTERNS: tuple[tuple[str, str], ...] = (
    ("days_month_year", rf"\b{_day('d1')}{_DASH}{_day('d2')}\s+{_month('m1')},?(?:\s+{_year('y1')})?"),
    ("month_days_year", rf"\b{_month('m1')}\s+{_day('d1')}{_DASH}{_day('d2')}\b(?:,?\s+{_year('y1')})?"),
    ("day_month_year", rf"\b{_day('d1')}\s+(?:of\s+)?{_month('m1')}\b,?(?:\s+{_year('y1')})?"),
    ("months_range", rf"\b{_month('m1')}(?:\s+{_year('y0')})?{_DASH}{_month('m2')},?\s+{_year('y1')}"),
    ("month_day_year", rf"\b{_month('m1')}\s+{_day('d1')}\b(?!\s?(?:percent|per cent|billion|million|bn|%))(?:,?\s+{_year('y1')})?"),
    ("months_of_year", rf"\bfirst\s+{_N.format('n1')}\s+months(?:\s+of\s+(?:{_year('y1')}|(?P<this>this year|the year|last year)))?"),
    ("through_month", rf"\b(?:through|as of|until|by|to) (?:the end of )?{_month('m1')}(?:,? (?:of )?(?:{_year('y1')}|(?P<this>this year|last year)))\b"),
    ("quarter", rf"\b(?P<ord>first|second|third|fourth|1st|2nd|3rd|4th|final)\s+quarter(?:\s+of\s+(?:{_year('y1')}|(?P<this>this year|the year|last year)))?|\bQ(?P<q>[1-4])\s+{_year('y2')}"),
    ("half", rf"\b(?P<ord>first|second)\s+half(?:\s+of)?\s+(?:{_year('y1')}|(?P<this>this year|the year|last year))"),
    ("month_year", rf"\b(?:(?:early|late|mid)[- ])?{_month('m1')},?\s+(?:of\s+)?{_year('y1')}"),
    ("fiscal", r"\b(?P<y1>(?:19|20)\d\d)\s?[-/\u2013]\s?(?P<y2>\d\d)\b(?!\d)"),
    ("years", rf"\b(?:from |between )?{_year('y1')}{_DASH}{_year('y2')}"),
    ("relative_year", r"\b(?P<rel>last|this|next|the previous|the same|a) year(?:\s+(?P<ago>ago))?\b(?!'s| of|s| before| earlier| on)"),
    ("relative_month", r"\b(?P<rel>last|this|next) month\b"),
    ("relative_week", r"\b(?P<rel>last|this|next) week\b|\ba (?P<fortnight>fortnight|week) ago\b"),
    ("season", r"\b(?P<rel>last|this|next) (?P<season>spring|summer|autumn|fall|winter)\b"),
    ("last_month_name", rf"\b(?P<rel>last|this|next|this past) {_month('m1')}\b"),
    ("units_ago", rf"\b{_N.format('n1')} (?P<unit>day|week|month|year)s? (?:ago|earlier)\b"),
    ("weekday", rf"\b(?:(?P<rel>last|this|next|on) )?{_W}\b"),
    ("today", r"\b(?P<word>today|yesterday|tomorrow|tonight|now|currently|at present)\b"),
    ("edge_of_year", rf"\b(?:(?:the )?(?:end|beginning|start|middle|close|turn) of|early(?: in)?|late(?: in)?|mid-?|by)\s?{_year('y1')}\b"),
    ("edge_of_this", r"\b(?:by |until |before )?the end of (?:the|this) year\b|\b(?:earlier|later) this year\b|\bbefore Christmas\b"),
    ("month_alone", r"\b(?:in|since|until|by|from|during|of|for|late|early|mid|through|that)[ -](?P<m1>January|February|March|April|May|June|July|August|September|October|November|December)\b(?! \d)"),
    ("year", rf"(?<![\d/.,€$£\u2013-]){_year('y1')}\b(?![/.,]?\d|[-\u2013]\d|\s?(?:billion|million|percent|troops|soldiers|tons|tonnes))"),
)  # fmt: skip
_COMPILED = tuple((name, re.compile(pattern)) for name, pattern in _PATTERNS)


def find_periods(text: str, anchor: Anchor, *, before: str | None = None, future: bool = False) -> list[Period]:
    """Return the times that a sentence names, left to right.

    `before` is the date of the last event told, for "the next day"; `future` tells that the sentence speaks of what is to come.
    """
    found: list[Period] = []
    text = _uncapped(text)
    for name, pattern in _COMPILED:
        for match in pattern.finditer(text):
            if any(period.first < match.end() and match.start() < period.last for period in found):
                continue
            dates = _RULES[name](match, anchor, future)
            if dates is not None:
                found.append(Period(match.start(), match.end(), *dates))
    found += [p for p in _next_days(text, before, found)]
    return sorted(found, key=lambda period: period.first)


_RELATIVE = re.compile(
    r"\b(?:Last|This|Next|A|In|The|By|Early|Late|Mid|End|First|Second|Third|Fourth|Two|Three|Four|Five|Six|Yesterday|Today|Tomorrow|Earlier|Later|Since|During|Until|From|On|Before|Now|Currently)\b"
)


def _uncapped(text: str) -> str:
    """Return a sentence with the words of relative dates in small letters, wherever it opens."""
    return _RELATIVE.sub(lambda word: word.group().lower(), text)


def _next_days(text: str, before: str | None, found: list[Period]) -> Iterator[Period]:
    for match in re.finditer(r"\bthe (?:next|following|same) day\b|\ba day (?:later|earlier)\b", text):
        day = before or next((p.start for p in reversed(found) if p.last <= match.start() and len(p.start) == 10), None)
        if day and len(day) == 10:
            step = {"same": 0, "earl": -1}.get(
                "same" if "same" in match.group() else "earl" if "earlier" in match.group() else "", 1
            )
            moved = (date.fromisoformat(day) + timedelta(days=step)).isoformat()
            yield Period(match.start(), match.end(), moved, moved, True)


Dates = tuple[str, str] | tuple[str, str, bool] | None


def _number(word: str) -> int:
    return int(word) if word.isdigit() else _NUMBERS[word]


def _month_number(word: str) -> int:
    return MONTHS[word.lower().rstrip(".")]


def _guess_year(month: int, anchor: Anchor, future: bool) -> int | None:
    """Return the year of a month named without one: the latest such month not after the document, or the next where it is to come."""
    if anchor.issued is None or len(anchor.issued) < 7:
        return anchor.year
    year, now = int(anchor.issued[:4]), int(anchor.issued[5:7])
    if future:
        return year if month >= now else year + 1
    return year if month <= now + 1 else year - 1


def _days(match: re.Match[str], anchor: Anchor, future: bool) -> Dates:
    groups = match.groupdict()
    month, first = _month_number(groups["m1"]), int(groups["d1"])
    year = int(groups["y1"]) if groups.get("y1") else _guess_year(month, anchor, future)
    if year is None or not 1 <= first <= 31:
        return None
    last = int(groups.get("d2") or first)
    try:
        return date(year, month, first).isoformat(), date(year, month, last).isoformat(), not groups.get("y1")
    except ValueError:
        return None


def _year_of(groups: dict[str, str | None], anchor: Anchor) -> tuple[int | None, bool]:
    if groups.get("y1"):
        return int(str(groups["y1"])), False
    if groups.get("this") == "last year":
        return (anchor.year - 1 if anchor.year else None), True
    return anchor.year, True


def _months(year: int | None, first: int, last: int, guessed: bool) -> Dates:
    return None if year is None else (f"{year}-{first:02}", f"{year}-{last:02}", guessed)


def _months_of_year(match: re.Match[str], anchor: Anchor, future: bool) -> Dates:
    year, guessed = _year_of(match.groupdict(), anchor)
    return _months(year, 1, _number(match["n1"]), guessed)


def _through_month(match: re.Match[str], anchor: Anchor, future: bool) -> Dates:
    year, guessed = _year_of(match.groupdict(), anchor)
    return _months(year, 1, _month_number(match["m1"]), guessed)


def _quarter(match: re.Match[str], anchor: Anchor, future: bool) -> Dates:
    if match["q"]:
        return _months(int(match["y2"]), 3 * int(match["q"]) - 2, 3 * int(match["q"]), False)
    year, guessed = _year_of(match.groupdict(), anchor)
    number = _ORDINALS[match["ord"]]
    return _months(year, 3 * number - 2, 3 * number, guessed)


def _half(match: re.Match[str], anchor: Anchor, future: bool) -> Dates:
    year, guessed = _year_of(match.groupdict(), anchor)
    return _months(year, *((1, 6) if match["ord"] == "first" else (7, 12)), guessed)


def _months_range(match: re.Match[str], anchor: Anchor, future: bool) -> Dates:
    last = int(match["y1"])
    first = int(match["y0"]) if match["y0"] else last
    return f"{first}-{_month_number(match['m1']):02}", f"{last}-{_month_number(match['m2']):02}"


def _month_year(match: re.Match[str], anchor: Anchor, future: bool) -> Dates:
    month = f"{match['y1']}-{_month_number(match['m1']):02}"
    return month, month


def _fiscal(match: re.Match[str], anchor: Anchor, future: bool) -> Dates:
    if (int(match["y1"]) + 1) % 100 != int(match["y2"]):
        return None
    return match["y1"], str(int(match["y1"]) + 1)


def _relative_year(match: re.Match[str], anchor: Anchor, future: bool) -> Dates:
    if anchor.year is None or anchor.issued is None or (match["rel"] == "a") != bool(match["ago"]):
        return None
    year = str(anchor.year + {"last": -1, "the previous": -1, "a": -1, "next": 1}.get(match["rel"], 0))
    return year, year, True


def _relative_month(match: re.Match[str], anchor: Anchor, future: bool) -> Dates:
    if anchor.month is None:
        return None
    month = _shift(anchor.month, {"last": -1, "next": 1}.get(match["rel"], 0))
    return month, month, True


def _shift(month: str, by: int) -> str:
    count = int(month[:4]) * 12 + int(month[5:7]) - 1 + by
    return f"{count // 12}-{count % 12 + 1:02}"


def _relative_week(match: re.Match[str], anchor: Anchor, future: bool) -> Dates:
    if anchor.day is None:
        return (anchor.month, anchor.month, True) if anchor.month and match["rel"] == "this" else None
    back = {"fortnight": -14, "week": -7}.get(
        match["fortnight"] or "", {"last": -7, "next": 7}.get(match["rel"] or "", 0)
    )
    month = (anchor.day + timedelta(days=back)).isoformat()[:7]
    return month, month, True


def _season(match: re.Match[str], anchor: Anchor, future: bool) -> Dates:
    if anchor.year is None:
        return None
    year = str(anchor.year + {"last": -1, "next": 1}.get(match["rel"], 0))
    return year, year, True


def _last_month_name(match: re.Match[str], anchor: Anchor, future: bool) -> Dates:
    month = _month_number(match["m1"])
    if anchor.year is None:
        return None
    year = anchor.year
    if anchor.month and match["rel"] in {"last", "this past"} and month >= int(anchor.month[5:]):
        year -= 1
    if match["rel"] == "next" and anchor.month and month <= int(anchor.month[5:]):
        year += 1
    value = f"{year}-{month:02}"
    return value, value, True


def _units_ago(match: re.Match[str], anchor: Anchor, future: bool) -> Dates:
    count = _number(match["n1"])
    if match["unit"] == "year" and anchor.issued:
        year = str(int(anchor.issued[:4]) - count)
        return year, year, True
    if match["unit"] == "month" and anchor.month:
        month = _shift(anchor.month, -count)
        return month, month, True
    if match["unit"] in {"day", "week"} and anchor.day and "ago" in match.group():
        moved = (anchor.day - timedelta(days=count * (7 if match["unit"] == "week" else 1))).isoformat()
        moved = moved if match["unit"] == "day" else moved[:7]
        return moved, moved, True
    return None


def _weekday(match: re.Match[str], anchor: Anchor, future: bool) -> Dates:
    if anchor.day is None:
        return anchor.month or "", anchor.month or "", True
    ahead = future or match["rel"] == "next"
    step = (WEEKDAYS[match["weekday"].lower()] - anchor.day.weekday()) % 7
    back = step - 7 if step else 0
    moved = anchor.day + timedelta(days=step if ahead else back)
    return moved.isoformat(), moved.isoformat(), True


def _today(match: re.Match[str], anchor: Anchor, future: bool) -> Dates:
    if match["word"] in {"now", "currently", "at present"}:
        return (anchor.month, anchor.month, True) if anchor.month else None
    if anchor.day is None:
        return (anchor.month, anchor.month, True) if anchor.month else None
    moved = (anchor.day + timedelta(days={"yesterday": -1, "tomorrow": 1}.get(match["word"], 0))).isoformat()
    return moved, moved, True


def _plain_year(match: re.Match[str], anchor: Anchor, future: bool) -> Dates:
    return match["y1"], match["y1"]


def _years(match: re.Match[str], anchor: Anchor, future: bool) -> Dates:
    return match["y1"], match["y2"]


def _this_year(match: re.Match[str], anchor: Anchor, future: bool) -> Dates:
    return (str(anchor.year), str(anchor.year), True) if anchor.issued else None


def _month_alone(match: re.Match[str], anchor: Anchor, future: bool) -> Dates:
    month = _month_number(match["m1"])
    year = _guess_year(month, anchor, future)
    return None if year is None else (f"{year}-{month:02}", f"{year}-{month:02}", True)


_RULES = {
    "days_month_year": _days, "month_days_year": _days, "day_month_year": _days, "month_day_year": _days,
    "through_month": _through_month,
    "through_month": _through_month, "months_range": _months_range, "months_of_year": _months_of_year, "quarter": _quarter, "half": _half,
    "month_year": _month_year, "fiscal": _fiscal, "years": _years, "relative_year": _relative_year,
    "relative_month": _relative_month, "relative_week": _relative_week, "season": _season,
    "last_month_name": _last_month_name, "units_ago": _units_ago, "weekday": _weekday, "today": _today,
    "edge_of_year": _plain_year, "edge_of_this": _this_year, "month_alone": _month_alone, "year": _plain_year,
}  # fmt: skip
