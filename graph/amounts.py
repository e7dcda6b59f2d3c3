"""The grammar of amounts: sums of money, counted units and percentages, as characters of a text and exact numbers.

It reads how a number is written and nothing of what it counts (see `graph.meaning`).
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from .wordlists import lexicon, table

_NUMBER = r"(?P<{0}>\d{{1,3}}(?:[,\u202f ]\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?)"
_YEAR = re.compile(r"(?:19|20)\d\d")
_PERCENT = r"(?:percent|per cent|%|percentage points)"
_SCALES_AFTER_WORDS = "million|billion|trillion"
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
    taken = 0
    for match in _count_pattern().finditer(text):
        numbers, word = table("figures", "numbers"), (match["word"] or "").lower()
        value = (Decimal(numbers[word]) if word else _decimal(match["a"] or match["b"])) * _scale(match["sa"])
        taken = match.end()
        yield Amount(match.start(), match.end(), value, None, match["unit"] or "personnel", _bound(text, match.start()))
    for match in _any_count().finditer(text):
        unit = match["unit"]
        if _YEAR.fullmatch(match["a"]) and not match["sa"]:
            continue
        known = unit in table("figures", "uncounted")["words"] or unit in table("figures", "units")["words"]
        if (
            match.start() >= taken
            and not known
            and not any(word in table("figures", "uncounted")["words"] for word in (match["mid"] or "").split())
        ):
            value = _decimal(match["a"]) * _scale(match["sa"])
            yield Amount(match.start(), match.end(), value, None, unit, _bound(text, match.start()))


def percents(text: str) -> Iterator[Amount]:
    """Yield the percentages in a text; the unit of one with a sign before it is "signed"."""
    for match in _percent_pattern().finditer(text):
        value = _decimal(match["a"]) * (-1 if match["sign"] in {"-", "\u2013"} else 1)
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
def _money_pattern() -> re.Pattern[str]:
    """Return the forms of a sum: "€4.5bn", "1.5 billion yuan", "two million dollars", "3 billion" of what was told
    before.
    """
    forms = table("figures", "currency")
    signs = _longest_first(re.escape(f) for f in forms if not f.islower() or not f.isalpha() or len(f) == 3)
    names = _longest_first(re.escape(f) for f in forms if f.isalpha() and f.islower() and len(f) > 2)
    scales = _longest_first(table("figures", "scale"))
    return re.compile(
        rf"(?P<sign>(?i:{signs}))\s?{_NUMBER.format('a')}[\s-]?(?P<sa>(?i:{scales}))?\b"
        rf"|(?<![\w.]){_NUMBER.format('b')}[\s-]?(?P<sb>(?i:{scales}))?[\s-](?P<name>(?i:{names}|{_CODES}))\b"
        rf"|\b(?P<c>{'|'.join(table('figures', 'numbers'))})\s(?P<sc>{_SCALES_AFTER_WORDS})\s(?P<named>(?i:{names}))\b"
        rf"|(?<![\w.]){_NUMBER.format('d')}\s?(?P<sd>{_SCALES_AFTER_WORDS}|bn|mn)\b"
        rf"(?!\s(?:{'|'.join(table('figures', 'units')['counted'])}))"
    )


@cache
def _count_pattern() -> re.Pattern[str]:
    units, scales = table("figures", "units")["words"], _longest_first(table("figures", "scale"))
    return re.compile(
        rf"(?:(?<![\w.$€£-]){_NUMBER.format('a')}|\b(?P<word>(?i:{'|'.join(table('figures', 'numbers'))})))"
        rf"\s?(?P<sa>{scales})?\s(?:or so\s)?(?:[A-Za-z-]+\s){{0,2}}?"
        rf"(?P<unit>{_longest_first(units)})\b|\b{_NUMBER.format('b')}-strong\b"
        rf"(?=\W+(?:[\w-]+\W+){{0,2}}(?:{'|'.join(table('figures', 'units')['bodies'])}))"
    )


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
    return re.compile(rf"(?P<sign>[-+\u2013]?)\s?{_NUMBER.format('a')}\s?{_PERCENT}")
