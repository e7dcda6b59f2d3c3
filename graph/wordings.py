"""The wordings of dates: a pattern each, and the beginning and end that it means.

They are tried in order, the fuller before the shorter, and no word is read twice. A meaning is None where the wording
cannot be placed, and its third value tells that the year is not in the words.
"""

import re
from collections.abc import Callable
from datetime import date, timedelta

from .anchor import MONTHS, WEEKDAYS, Anchor

Dates = tuple[str, str] | tuple[str, str, bool] | None
Meaning = Callable[[re.Match[str], Anchor, bool], Dates]

_NUMBERS = {
    word: n
    for n, word in enumerate(
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"], 1
    )
}
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4, "final": 4}
_FULL_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_M = (
    rf"(?P<{{0}}>{_FULL_MONTHS}"
    r"|Jan\.?|Feb\.?|Mar\.?|Apr\.?|Jun\.?|Jul\.?|Aug\.?|Sept?\.?|Oct\.?|Nov\.?|Dec\.?)"
)
_Y = r"(?P<{0}>(?:18|19|20)\d\d)"
_D = r"(?P<{0}>[0-3]?\d)(?:st|nd|rd|th)?"
_W = r"(?P<weekday>Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)"
_N = r"(?P<{0}>\d{{1,2}}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
_DASH = r"\s?(?:-|\u2013|to|and|through|until)\s?"
_THIS = r"(?P<this>this year|the year|last year)"
_AMOUNT = r"(?:percent|per cent|billion|million|bn|%)"


def _month(name: str) -> str:
    return _M.format(name)


def _year(name: str) -> str:
    return _Y.format(name)


def _day(name: str) -> str:
    return _D.format(name)


def _number(word: str) -> int:
    return int(word) if word.isdigit() else _NUMBERS[word]


def _month_number(word: str) -> int:
    return MONTHS[word.lower().rstrip(".")]


def _guess_year(month: int, anchor: Anchor, future: bool) -> int | None:
    """Return the year of a month named without one: of the latest such month, or of the next where it is to come."""
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


def _figures(match: re.Match[str], anchor: Anchor, future: bool) -> Dates:
    try:
        day = f"{date(*(int(match[f'{part}1'] or match[f'{part}2']) for part in 'ynd'))}"
    except ValueError:
        return None
    return day, day


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
    count, unit = _number(match["n1"]), match["unit"]
    if unit == "year" and anchor.issued:
        year = str(int(anchor.issued[:4]) - count)
        return year, year, True
    if unit == "month" and anchor.month:
        month = _shift(anchor.month, -count)
        return month, month, True
    if unit in {"day", "week"} and anchor.day and "ago" in match.group():
        moved = (anchor.day - timedelta(days=count * (7 if unit == "week" else 1))).isoformat()
        moved = moved if unit == "day" else moved[:7]
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


_PATTERNS: tuple[tuple[Meaning, str], ...] = (
    (
        _figures,
        rf"(?<![\d.])(?P<d1>[0-3]?\d)\.(?P<n1>[01]?\d)\.{_year('y1')}(?!\.?\d)"
        rf"|(?<![\d-]){_year('y2')}-(?P<n2>[01]\d)-(?P<d2>[0-3]\d)(?!-?\d)",
    ),
    (_days, rf"\b{_day('d1')}{_DASH}{_day('d2')}\s+{_month('m1')},?(?:\s+{_year('y1')})?"),
    (_days, rf"\b{_month('m1')}\s+{_day('d1')}{_DASH}{_day('d2')}\b(?:,?\s+{_year('y1')})?"),
    (_days, rf"\b{_day('d1')}\s+(?:of\s+)?{_month('m1')}\b,?(?:\s+{_year('y1')})?"),
    (_months_range, rf"\b{_month('m1')}(?:\s+{_year('y0')})?{_DASH}{_month('m2')},?\s+{_year('y1')}"),
    (_days, rf"\b{_month('m1')}\s+{_day('d1')}\b(?!\s?{_AMOUNT})(?:,?\s+{_year('y1')})?"),
    (_months_of_year, rf"\bfirst\s+{_N.format('n1')}\s+months(?:\s+of\s+(?:{_year('y1')}|{_THIS}))?"),
    (
        _through_month,
        rf"\b(?:through|as of|until|by|to) (?:the end of )?{_month('m1')}"
        rf"(?:,? (?:of )?(?:{_year('y1')}|(?P<this>this year|last year)))\b",
    ),
    (
        _quarter,
        rf"\b(?P<ord>first|second|third|fourth|1st|2nd|3rd|4th|final)\s+quarter"
        rf"(?:\s+of\s+(?:{_year('y1')}|{_THIS}))?|\bQ(?P<q>[1-4])\s+{_year('y2')}",
    ),
    (_half, rf"\b(?P<ord>first|second)\s+half(?:\s+of)?\s+(?:{_year('y1')}|{_THIS})"),
    (_month_year, rf"\b(?:(?:early|late|mid)[- ])?{_month('m1')},?\s+(?:of\s+)?{_year('y1')}"),
    (_fiscal, r"\b(?P<y1>(?:19|20)\d\d)\s?[-/\u2013]\s?(?P<y2>\d\d)\b(?!\d)"),
    (_years, rf"\b(?:from |between )?{_year('y1')}{_DASH}{_year('y2')}"),
    (
        _relative_year,
        r"\b(?P<rel>last|this|next|the previous|the same|a) year(?:\s+(?P<ago>ago))?\b"
        r"(?!'s| of|s| before| earlier| on)",
    ),
    (_relative_month, r"\b(?P<rel>last|this|next) month\b"),
    (_relative_week, r"\b(?P<rel>last|this|next) week\b|\ba (?P<fortnight>fortnight|week) ago\b"),
    (_season, r"\b(?P<rel>last|this|next) (?P<season>spring|summer|autumn|fall|winter)\b"),
    (_last_month_name, rf"\b(?P<rel>last|this|next|this past) {_month('m1')}\b"),
    (_units_ago, rf"\b{_N.format('n1')} (?P<unit>day|week|month|year)s? (?:ago|earlier)\b"),
    (_weekday, rf"\b(?:(?P<rel>last|this|next|on) )?{_W}\b"),
    (_today, r"\b(?P<word>today|yesterday|tomorrow|tonight|now|currently|at present)\b"),
    (
        _plain_year,
        r"\b(?:(?:the )?(?:end|beginning|start|middle|close|turn) of|early(?: in)?|late(?: in)?|mid-?|by)"
        rf"\s?{_year('y1')}\b",
    ),
    (
        _this_year,
        r"\b(?:by |until |before )?the end of (?:the|this) year\b|\b(?:earlier|later) this year\b"
        r"|\bbefore Christmas\b",
    ),
    (
        _month_alone,
        r"\b(?:in|since|until|by|from|during|of|for|late|early|mid|through|that)[ -]"
        rf"(?P<m1>{_FULL_MONTHS})\b(?! \d)",
    ),
    (
        _plain_year,
        rf"(?<![\d/.,€$£\u2013-]){_year('y1')}\b"
        r"(?![/.,]?\d|[-\u2013]\d|\s?(?:billion|million|percent|troops|soldiers|tons|tonnes))",
    ),
)
WORDINGS = tuple((re.compile(pattern), meaning) for meaning, pattern in _PATTERNS)
