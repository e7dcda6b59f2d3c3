"""The grammar of amounts: sums of money, counted units and percentages, as characters of a text and exact numbers.

It reads how a number is written and nothing of what it counts (see `graph.meaning`).
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from .reference import actors_by_key
from .wordlists import lexicon, table

_NUMBER = r"(?P<{0}>\d{{1,3}}(?:[,\u202f ]\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?)"
_YEAR = re.compile(r"(?:19|20)\d\d")
_PERCENT = r"(?:percent|per cent|%|percentage points)"
_SCALES_AFTER_WORDS = "million|billion|trillion"
_RANGE = re.compile(
    r"(?P<both>\b[Bb]etween\s)?(?<![\w.,])(?P<number>\d{1,3}(?:,\d{3})+|\d+|[A-Za-z]+)"
    r"(?P<joint>\s(?:to|and|or)\s|\s?[-\u2013]\s?)$"
)
_KNOWN = re.compile(r"\b(?:[Tt]he|[Tt]hese|[Tt]hose|[Oo]ther)\s$")
_SAME = ("ese", "ss", "sh", "ch")
_ALONE = r"(?=\s(?:have|has|had|are|were|was|who|in|at|from|to|and|live|fled|died|on|among|by)\b|[.,;])"
_CODES = "usd|eur|gbp|cny"


@dataclass(frozen=True, slots=True)
class Amount:
    """A number with its unit, at characters [first, last) of a paragraph."""

    first: int
    last: int
    value: Decimal
    currency: str | None
    unit: str | None
    bound: str | None


def is_numbered(text: str) -> bool:
    """Tell whether a text holds a number at all, in digits or words."""
    return _any_number().search(text) is not None


def money(text: str) -> Iterator[Amount]:
    """Yield the sums of money in a text."""
    currency, numbers = table("figures", "currency"), table("figures", "numbers")
    for match in _money_pattern().finditer(text):
        number = next(match[group] for group in "abcd" if match[group])
        sign = (match["sign"] or match["name"] or match["named"] or "").lower()
        factor = next((match[group] for group in ("sa", "sb", "sc", "sd") if match[group]), None)
        value = (Decimal(numbers[number]) if number in numbers else _decimal(number)) * _scale(factor)
        yield Amount(match.start(), match.end(), value, currency.get(sign), None, _bound(text, match.start()))


def counts(text: str) -> Iterator[Amount]:
    """Yield the counted units in a text ("1,500 troops", "99,000 tonnes", "a 600-strong force")."""
    taken, uncounted = 0, frozenset(table("figures", "uncounted")["words"])
    for match in _count_pattern().finditer(text):
        if not (uncounted - {"and", "or"}).isdisjoint((match["between"] or "").lower().split()):
            continue
        word = (match["word"] or "").lower()
        if word and _KNOWN.search(text[: match.start()]):
            continue
        value = (_worded(word) if word else _decimal(match["a"] or match["b"])) * _scale(match["sa"])
        taken = match.end()
        yield from _counted(text, match, value, "people" if match["nation"] else match["unit"] or "personnel")
    units = table("figures", "units")["words"]
    for match in _any_count().finditer(text):
        unit, year = match["unit"], _YEAR.fullmatch(match["a"]) and not match["sa"]
        strange = not uncounted.isdisjoint((unit, *(match["mid"] or "").split()))
        if match.start() >= taken and not year and not strange and unit not in units:
            yield from _counted(text, match, _decimal(match["a"]) * _scale(match["sa"]), unit)


def _counted(text: str, match: re.Match[str], value: Decimal, unit: str) -> Iterator[Amount]:
    """Yield what a match counts, and of a range ("between 30 and 40 boats") first its lower end."""
    lower = _RANGE.search(text[: match.start()])
    low = lower["number"].lower() if lower else ""
    worded = low in table("figures", "numbers")
    if lower and (worded or not low.isalpha()) and bool(lower["both"]) == (lower["joint"].strip() == "and"):
        least = _worded(low) if worded else _decimal(low)
        if 0 < least < value and not _YEAR.fullmatch(low):
            yield Amount(lower.start(), match.end(), least * _scale(match["sa"]), None, unit, None)
    yield Amount(match.start(), match.end(), value, None, unit, _bound(text, match.start()))


def _worded(word: str) -> Decimal:
    return Decimal(table("figures", "numbers").get(word) or table("figures", "phrases")[word])


def percents(text: str) -> Iterator[Amount]:
    """Yield the percentages in a text; the unit of one with a sign before it is "signed"."""
    for match in _percent_pattern().finditer(text):
        number = _worded(match["word"].lower()) if match["word"] else _decimal(match["a"])
        value = number * (-1 if match["sign"] in {"-", "\u2013"} else 1)
        unit = "signed" if match["sign"] else "percent"
        yield Amount(match.start(), match.end(), value, None, unit, _bound(text, match.start()))


def _decimal(number: str) -> Decimal:
    return Decimal(re.sub(r"[,\s\u202f]", "", number))


def _scale(word: str | None) -> Decimal | int:
    return Decimal(table("figures", "scale")[word.lower()]) if word else 1


def _bound(text: str, start: int) -> str | None:
    """Return what the words before a number make of it: "about", "at_least" or "at_most"."""
    before = text[max(0, start - 18) : start].lower().rstrip()
    for bound, cues in lexicon("figures")["bound"].items():
        if any(re.search(rf"\b{cue}(?: a record)?$", before) for cue in cues):
            return str(bound)
    return None


def _longest_first(forms: Iterable[str]) -> str:
    return "|".join(sorted(forms, key=len, reverse=True))


@cache
def _any_number() -> re.Pattern[str]:
    words = _longest_first({*table("figures", "numbers"), *table("figures", "phrases")})
    return re.compile(rf"\d|\b(?i:{words})")


@cache
def _money_pattern() -> re.Pattern[str]:
    """Return the forms of a sum: "€4.5bn", "1.5 billion yuan", "two million dollars", "3 billion" of what was told
    before.
    """
    forms = table("figures", "currency")
    signs = _longest_first(re.escape(f) for f in forms if not f.islower() or not f.isalpha() or len(f) <= 3)
    names = _longest_first(re.escape(f) for f in forms if f.isalpha() and f.islower() and len(f) > 2)
    scales = _longest_first(table("figures", "scale"))
    return re.compile(
        rf"(?<![A-Za-z])(?P<sign>(?i:{signs}))\s?{_NUMBER.format('a')}[\s-]?(?P<sa>(?i:{scales}))?\b"
        rf"|(?<![\w.]){_NUMBER.format('b')}[\s-]?(?P<sb>(?i:{scales}))?[\s-](?P<name>(?i:{names}|{_CODES}))\b"
        rf"|\b(?P<c>{'|'.join(table('figures', 'numbers'))})\s(?P<sc>{_SCALES_AFTER_WORDS})\s(?P<named>(?i:{names}))\b"
        rf"|(?<![\w.]){_NUMBER.format('d')}\s?(?P<sd>{_SCALES_AFTER_WORDS}|bn|mn)\b"
        rf"(?!\s(?:{'|'.join(table('figures', 'units')['counted'])}))"
    )


@cache
def _count_pattern() -> re.Pattern[str]:
    units, scales = table("figures", "units")["words"], _longest_first(table("figures", "scale"))
    words = _longest_first(({*table("figures", "numbers")} - {"hundred"}) | {*table("figures", "phrases")})
    return re.compile(
        rf"(?:(?<![\w.$€£-]){_NUMBER.format('a')}|\b(?P<word>(?i:{words})))"
        rf"\s?(?P<sa>{scales})?(?:\s(?:or so\s)?(?:of (?:my|his|her|its|our|their)\s)?"
        rf"(?P<between>(?:[A-Za-z-]+\s){{0,3}}?)|-)"
        rf"(?:(?P<unit>{_longest_first(units)})|(?P<nation>{_longest_first(_nationals())}))\b|\b{_NUMBER.format('b')}-strong\b"
        rf"(?=\W+(?:[\w-]+\W+){{0,2}}(?:{'|'.join(table('figures', 'units')['bodies'])}))"
    )


def _nationals() -> Iterator[str]:
    """Yield what the people of the states are called in the plural."""
    for actor in actors_by_key().values():
        if actor.type == "State":
            yield from (rf"{form}{_ALONE}" if form.endswith(_SAME) else f"{form}s" for form in actor.demonyms)


@cache
def _any_count() -> re.Pattern[str]:
    """Return the form of a number before a plural, with at most two words between ("1,842 dead civilians")."""
    scales = _longest_first(table("figures", "scale"))
    return re.compile(
        rf"(?<![\w.$€£¥₹/-]){_NUMBER.format('a')}\s?(?P<sa>{scales})?\s(?P<mid>(?:[A-Za-z-]+\s){{0,2}}?)"
        r"(?P<unit>[a-z]{2,}(?:s|people|men|women|children|personnel|dead|wounded))\b"
    )


@cache
def _percent_pattern() -> re.Pattern[str]:
    words = "|".join(table("figures", "numbers"))
    return re.compile(rf"(?:(?P<sign>[-+\u2013]?)\s?{_NUMBER.format('a')}\s?|\b(?P<word>(?i:{words}))\s){_PERCENT}")
