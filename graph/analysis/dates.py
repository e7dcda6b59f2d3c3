"""Dates as precise as a text gives them: "2025", "2025-10" or "2025-10-08", never widened and never guessed."""

import re
from datetime import date as day_of

from graph.errors import RelazioneError


def exists(date: str) -> bool:
    """Tell whether a year, month or day is written as it should be and is in the calendar."""
    if not re.fullmatch(r"[1-9][0-9]{3}(-[0-9]{2}){0,2}", date):
        return False
    try:
        day_of.fromisoformat(first_day(date))
    except ValueError:
        return False
    return True


def checked(date: str) -> str:
    """Return a date that somebody gives, or raise `RelazioneError`."""
    if not exists(date):
        raise RelazioneError(f"{date}: not a date; wanted a year, a month or a day, as 2024, 2024-07 or 2024-07-15")
    return date


def first_day(date: str) -> str:
    """Return the first day that a date may mean."""
    return date + "0000-01-01"[len(date) :]


def last_day(date: str) -> str:
    """Return a day that none of those a date may mean lies behind; a month has 31 here, which orders as well."""
    return date + "0000-12-31"[len(date) :]


def compatible(one: str, other: str) -> bool:
    """Tell whether two dates may mean the same day: one of them is the other, less precise."""
    return one.startswith(other) or other.startswith(one)


def by(date: str, day: str) -> bool | None:
    """Tell whether what is dated so lies not behind a day (or month, or year); None where the date is too coarse."""
    if last_day(date) <= last_day(day):
        return True
    return False if first_day(date) > last_day(day) else None
