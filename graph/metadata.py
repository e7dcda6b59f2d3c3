"""What a plain text says of itself in its first and last lines: headline, date, byline, publisher.

Only what is stated counts, and the text is left as it is. Lines of web pages that are not the article's (menus,
notices of cookies, credits of pictures) are passed over.
"""

import re
from calendar import monthrange
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import date
from itertools import pairwise

HEAD, TAIL = 16, 6
LONGEST = 160

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.?)"
)
_WEEKDAY = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|Mon|Tue|Wed|Thu|Fri|Sat|Sun)"
_DATE = re.compile(
    rf"(?:(?P<weekday>{_WEEKDAY})\.?,?\s+)?(?:"
    rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<month>{_MONTH}),?\s+(?P<year>\d{{4}})"
    rf"|(?P<month2>{_MONTH})\s+(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year2>\d{{4}})"
    rf"|(?P<month3>{_MONTH}),?\s+(?P<year3>\d{{4}})"
    r"|(?P<year4>\d{4})-(?P<month4>\d{2})(?:-(?P<day4>\d{2}))?(?:T[\d:.+Z-]+)?"
    r"|(?<![\d.])(?P<day5>\d{1,2})(?P<mark>[./])(?P<month5>\d{1,2})(?P=mark)(?P<year5>\d{4}|\d{2})(?![\d.]*\d))"
)
_BEFORE_DATE = re.compile(
    r"(?:(?:first\s+)?published|posted|issued|dated?|released|sent|filed|status|as of|(?:last\s+)?updated)?"
    r"(?:\s+on)?\s*:?\s*",
    re.IGNORECASE,
)
_PARTS = re.compile(r"\s*[|·•*]\s*|\s+[–—-]+\s+|(?<=[a-z]{4})\.\s+(?=\d)|(?<=\d{4})\.\s+(?=[A-Z])")
_BESIDE = 12
_PLACE_AND_DATE = re.compile(rf"[A-Z][A-Z .'’/-]+,?\s+{_DATE.pattern}\.?,?\s*(?:\([^)]{{2,40}}\)\s*)?[–—-]")
_AFTER_DATE = re.compile(
    r"[\s,.|·•–—-]*(?:(?:at\s+)?\d{1,2}[:.]\d{2}\s*(?:[ap]\.?m\.?)?\s*(?:[A-Z]{2,4})?)?\s*\.?", re.IGNORECASE
)
_PERSON = r"[A-Z][\w'’.-]+(?:\s+(?:[A-Z][\w'’.-]*|al|bin|da|de|del|della|di|van|von)){1,4}"
_BY = re.compile(
    r"(?:(?:By|Written by|Interview by|Words by)\s+|(?:By|Authors?|Interview|Text|Words)\s*:\s*)"
    rf"({_PERSON}(?:(?:,| and|, and|\s*&)\s+{_PERSON})*)"
)
_CORRESPONDENT = re.compile(rf"({_PERSON}) in [A-Z][\w .'’-]+(?:, [A-Z][\w .'’-]+)?")
_DATELINE = re.compile(r"[A-Z][A-Z .'’-]{2,}[^()]{0,40}\(([A-Z][\w&. -]{1,30})\)\s*[-–—]")
_NAVIGATION = re.compile(
    r"^(?:skip to|home\b|menu|search|sign (?:in|up)|log ?in|subscribe|share|follow us|read more|related|advertisement|"
    r"print|i agree|accept|image|photo|picture|source:|credit|listen|watch|breadcrumb|back to|by continuing|we use|"
    r"topics?:|tags?:|newsletter|loading)"
    r"|cookie|privacy|terms of (?:use|service)|all rights reserved|copyright|©|[|»›]|https?:|www\.",
    re.IGNORECASE,
)
_CREDIT = re.compile(r"\s/[^/]+/|\bCC BY|\bvia (?:AP|AFP|Reuters|Getty)|\S/[A-Z][\w ]+$")
_SERIAL = re.compile(
    r"^(.{3,60}?)\s+[–—|-]\s+.*\b(?:note|brief|bulletin|issue|report|newsletter|release|no\.|vol\.).*\d", re.IGNORECASE
)
_BODY = re.compile(
    r"\b(?:Agency|Briefs?|Broadcasting|Bulletin|Center|Centre|Chronicle|Council|Courier|Daily|Dispatch|Embassy|Foundation|"
    r"Gazette|Government|Herald|Institute|Journal|Magazine|Ministry|Monitor|News|Observer|Office|Post|Press|Radio|"
    r"Review|Service|Standard|Telegraph|Television|Times|Tribune|Weekly|Wire)\b"
)
_HEXADECIMAL = re.compile(r"[0-9a-f]{4,}(?:[ -][0-9a-f]{4,})+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """What a source says of itself, as far as it does."""

    title: str | None = None
    publisher: str | None = None
    issued: str | None = None
    creator: tuple[str, ...] = ()
    source: str | None = None
    language: str | None = None


def completed(said: Metadata, by: Metadata) -> Metadata:
    """Return what a source says of itself, completed by what another says of it where it is silent."""
    return Metadata(**{each.name: getattr(said, each.name) or getattr(by, each.name) for each in fields(Metadata)})


def stated_in(text: str) -> Metadata:
    """Return what the first and last lines of a plain text say of it."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    head, tail = list(_head(lines)), lines[-TAIL:]
    return Metadata(
        title=_title(head),
        publisher=_publisher(head, tail, lines),
        issued=_issued(head, tail),
        creator=_creator(head, tail),
    )


def parse_date(text: str) -> str | None:
    """Return the date that a text is ("8 October 2025", "Oct. 8, 2025", "2025-10"), as precise as it is, else None."""
    match = _DATE.fullmatch(text.strip())
    return _iso(match) if match else None


def _head(lines: Sequence[str]) -> Iterator[str]:
    """Yield the lines before the article's second paragraph of prose."""
    prose = 0
    for line in lines[:HEAD]:
        prose += _is_prose(line) and not _NAVIGATION.search(line)
        if prose == 2:
            return
        yield line


def _is_prose(line: str) -> bool:
    return len(line) > 200 or (line.endswith((".", ".”", '."', "?”")) and len(line.split()) > 8)


def _title(head: Iterable[str]) -> str | None:
    """Return the first line of four words or more that looks like a headline, else the first of two or three."""
    candidates: list[str] = []
    for line in head:
        if _is_prose(line) and not _NAVIGATION.search(line):
            break
        if _is_headline(line):
            candidates.append(line)
    return next((line for line in candidates if len(line.split()) > 3), candidates[0] if candidates else None)


def _is_headline(line: str) -> bool:
    words = line.split()
    fits = 2 <= len(words) <= 22 and len(line) <= LONGEST and line[0] not in "-–—•*/(" and line[-1] not in ".:,;"
    if not fits or (line.isupper() and len(words) < 5):
        return False
    if any(pattern.search(line) for pattern in (_NAVIGATION, _CREDIT, _SERIAL, _HEXADECIMAL)):
        return False
    return _line_date(line) is None and not _BY.fullmatch(line) and not _CORRESPONDENT.fullmatch(line)


def _issued(head: Sequence[str], tail: Sequence[str]) -> str | None:
    """Return the date of a line that is a date, at the head before the foot; else one that stands beside the byline,
    opens the text behind a place in capitals, or closes a heading.
    """
    for dated in (_line_date, _date_beside):
        found = next(filter(None, map(dated, (*head, *reversed(tail)))), None)
        if found:
            return found
    opening = next(filter(None, map(_PLACE_AND_DATE.match, head)), None)
    if opening:
        return _iso(opening)
    for line in head:
        closing = next((m for m in _DATE.finditer(line) if m.end() == len(line)), None)
        if closing and not _is_prose(line) and line[: closing.start()].endswith(", "):
            return _iso(closing)
    return None


def _line_date(line: str) -> str | None:
    """Return the date of a line that holds nothing else but "Published", a place in capitals, or an hour."""
    if len(line) > 80:
        return None
    match = _DATE.search(line)
    if match is None or not _AFTER_DATE.fullmatch(line[match.end() :]):
        return None
    before = line[: match.start()].rstrip(" ,|·•–—-")
    return _iso(match) if _BEFORE_DATE.fullmatch(before) or re.fullmatch(r"[A-Z][A-Z .'’-]+", before) else None


def _date_beside(line: str) -> str | None:
    """Return the date of a line that else holds a few words: who wrote it, of what kind it is, how long it takes."""
    parts = [part for part in _PARTS.split(line) if part]
    said = next(filter(_line_date, parts), None)
    others = " ".join(part for part in parts if not _line_date(part)).split()
    if said is None or len(line) > LONGEST or len(others) > (_BESIDE if said != parts[0] else _BESIDE // 3):
        return None
    return _line_date(said)


def _iso(match: re.Match[str]) -> str | None:
    """Return a date as ISO writes it; of "10/08/2025" nobody knows which is the day, unless the weekday tells."""
    said = {name.rstrip("2345"): value for name, value in match.groupdict().items() if value}
    year = int(said["year"] if len(said["year"]) == 4 else f"20{said['year']}")
    month = said["month"]
    number = int(month) if month.isdigit() else 1 + _MONTHS.index(month[:3])
    day = int(said.get("day", 1))
    fit = [(number, day), (day, number)] if said.get("mark") == "/" else [(number, day)]
    fit = list(dict.fromkeys((m, d) for m, d in fit if 1 <= m <= 12 and 1 <= d <= monthrange(year or 4, m)[1]))
    if len(fit) > 1 and year:
        fit = [(m, d) for m, d in fit if f"{date(year, m, d):%a}" == said.get("weekday", "")[:3]]
    if len(fit) != 1:
        return None
    return f"{year:04}-{fit[0][0]:02}" + (f"-{fit[0][1]:02}" if "day" in said else "")


def _creator(head: Sequence[str], tail: Sequence[str]) -> tuple[str, ...]:
    for lines in (head, tail):
        for line, following in pairwise((*lines, "")):
            if len(line) > LONGEST:
                continue
            match = _BY.fullmatch(line) or _CORRESPONDENT.fullmatch(line)
            if match:
                return tuple(re.split(r",?\s+and\s+|,\s+|\s*&\s*", match.group(1)))
            if re.fullmatch(r"(?:Written )?by:?", line, re.IGNORECASE) and re.fullmatch(_PERSON, following):
                return (following,)
    return ()


def _publisher(head: Sequence[str], tail: Sequence[str], lines: Sequence[str]) -> str | None:
    """Return the body that a letterhead, a dateline, the line before the date or the last line names."""
    for line in head:
        match = _DATELINE.match(line) or (_SERIAL.match(line) if len(line) <= LONGEST else None)
        if match:
            return match.group(1)
    before_date = [line for line, following in pairwise(head) if _line_date(following)]
    for line in (*before_date, *([tail[-1]] if len(lines) > TAIL else [])):
        if len(line.split()) <= 10 and _BODY.search(line) and line[-1] not in ".:?!" and not _NAVIGATION.search(line):
            return line
    return None
