"""Figures: money, shares, rates, troops and goods, with whose they are, of what period, and how they changed.

A small grammar reads amounts; the words around them tell what they count. What a sentence leaves unsaid (the period, the
reporter, the partner) is taken from the figure told before it, as a reader would, and only within the same stretch of text.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache

from .document import Span
from .lines import lexicon
from .offices import dominant_state
from .page import Page, Paragraph
from .periods import Anchor, Period
from .statement import Observation

_NUMBER = r"(?P<{0}>\d{{1,3}}(?:[,\u202f ]\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?)"
_WORDS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "twelve": 12, "twenty": 20, "fifty": 50}
_PERCENT = r"(?:percent|per cent|%|percentage points)"


@dataclass(frozen=True, slots=True)
class Amount:
    """A number with its unit, at characters [first, last) of a paragraph."""

    first: int
    last: int
    value: Decimal
    currency: str | None
    unit: str | None
    bound: str | None


@dataclass(frozen=True, slots=True)
class Told:
    """What the last figure said of itself, for the next one to lean on."""

    reporter: str | None = None
    partner: str | None = None
    period: tuple[str, str] | None = None
    flow: str | None = None


@cache
def _table(name: str) -> dict[str, list[str]]:
    table = lexicon("figures")[name]
    assert isinstance(table, dict)
    return table


@cache
def _pattern(kind: str) -> re.Pattern[str]:
    currency, scale, units = lexicon("figures")["currency"], lexicon("figures")["scale"], lexicon("figures")["units"]
    assert isinstance(currency, dict) and isinstance(scale, dict) and isinstance(units, dict)
    signs = "|".join(sorted((re.escape(c) for c in currency if not c.islower() or not c.isalpha() or len(c) == 3), key=len, reverse=True))
    names = "|".join(sorted((re.escape(c) for c in currency if c.isalpha() and c.islower() and len(c) > 2), key=len, reverse=True))
    scales = "|".join(sorted(scale, key=len, reverse=True))
    if kind == "money":
        word = "|".join(_WORDS)
        return re.compile(
            rf"(?P<sign>(?i:{signs}))\s?{_NUMBER.format('a')}\s?(?P<sa>(?i:{scales}))?\b"
            rf"|(?<![\w.]){_NUMBER.format('b')}\s?(?P<sb>(?i:{scales}))?\s(?P<name>(?i:{names}|usd|eur|gbp|cny))\b"
            rf"|\b(?P<c>{word})\s(?P<sc>million|billion|trillion)\s(?P<named>(?i:{names}))\b"
            rf"|(?<![\w.]){_NUMBER.format('d')}\s?(?P<sd>million|billion|trillion|bn|mn)\b(?!\s(?:people|tonnes|tons|barrels|cubic|doses|refugees|workers|vehicles|cars|citizens|residents|square|hectares|inhabitants|users))"
        )
    if kind == "percent":
        return re.compile(rf"(?P<sign>[-+\u2013]?)\s?{_NUMBER.format('a')}\s?{_PERCENT}")
    listed = "|".join(sorted(units["words"], key=len, reverse=True))
    return re.compile(rf"(?<![\w.$€£]){_NUMBER.format('a')}\s?(?P<sa>{scales})?\s(?:[a-z-]+\s){{0,2}}?(?P<unit>{listed})\b|\b{_NUMBER.format('b')}-strong\b")


def money(text: str) -> Iterator[Amount]:
    """Yield the sums of money in a text."""
    currency, scale = lexicon("figures")["currency"], lexicon("figures")["scale"]
    assert isinstance(currency, dict) and isinstance(scale, dict)
    for match in _pattern("money").finditer(text):
        number = next(match[g] for g in "abcd" if match[g])
        sign = (match["sign"] or match["name"] or match["named"] or "").lower()
        factor = next((match[g] for g in ("sa", "sb", "sc", "sd") if match[g]), None)
        value = Decimal(_WORDS[number]) if number in _WORDS else _decimal(number)
        value *= Decimal(scale[factor.lower()]) if factor else 1
        yield Amount(match.start(), match.end(), value, currency.get(sign), None, _bound(text, match.start()))


def counts(text: str) -> Iterator[Amount]:
    """Yield the counted units in a text ("1,500 troops", "99,000 tonnes")."""
    scale = lexicon("figures")["scale"]
    assert isinstance(scale, dict)
    for match in _pattern("count").finditer(text):
        value = _decimal(match["a"] or match["b"]) * (Decimal(scale[match["sa"].lower()]) if match["sa"] else 1)
        yield Amount(match.start(), match.end(), value, None, match["unit"] or "personnel", _bound(text, match.start()))


def percents(text: str) -> Iterator[Amount]:
    """Yield the percentages in a text, with their sign where it is written."""
    for match in _pattern("percent").finditer(text):
        value = _decimal(match["a"]) * (-1 if match["sign"] in {"-", "\u2013"} else 1)
        yield Amount(match.start(), match.end(), value, None, "percent" if match["sign"] == "" else "signed", _bound(text, match.start()))


def _decimal(number: str) -> Decimal:
    return Decimal(re.sub(r"[,\s\u202f]", "", number))


def _bound(text: str, start: int) -> str | None:
    before = text[max(0, start - 18) : start].lower().rstrip()
    for bound, cues in _table("bound").items():
        if any(re.search(rf"\b{cue}(?: a record)?$", before) for cue in cues):
            return bound
    return None


class ObservationReader:
    """Reads the figures of one page, in the order of the text."""

    def __init__(self, page: Page, anchor: Anchor) -> None:
        self.page = page
        self.anchor = anchor
        self.told = Told(reporter=dominant_state(page))

    def sentence(self, paragraph: Paragraph, start: int, end: int, periods: list[Period], modality: str) -> Iterator[Observation]:
        """Yield the figures of a sentence."""
        tokens = paragraph.doc[start:end]
        first, text = tokens.start_char, tokens.text
        changes = list(percents(text))
        used: set[int] = set()
        for amount in sorted([*money(text), *counts(text)], key=lambda a: a.first):
            found = self._figure(paragraph, text, first, amount, periods, modality)
            if found is not None:
                change, spent = self._change(text, amount, changes, found)
                used |= spent
                yield replace(found, change=change)
        for change in changes:
            if change.first not in used:
                yield from self._bare_percent(paragraph, text, first, change, periods, modality)

    def _figure(self, paragraph: Paragraph, text: str, first: int, amount: Amount, periods: list[Period], modality: str) -> Observation | None:
        left, right = _clause(text, amount)
        clause = text[left:right]
        kind, flow = self._kind(clause, text, amount, left)
        if amount.currency is None and amount.unit is None and not (kind == "trade" or self.told.period):
            return None
        currency = amount.currency or (None if amount.unit else self._currency())
        if kind is None or (currency is None and amount.unit is None):
            return None
        reporter, partner = self._sides(paragraph, clause, first + left, first + right, flow)
        if reporter is None:
            return None
        period = self._period(periods, first + amount.first, kind)
        self.told = Told(reporter, partner, period or self.told.period, flow)
        self._last_currency = currency or self._currency()
        value = -amount.value if flow == "balance" and "deficit" in text.lower() and amount.value > 0 else amount.value
        return Observation(
            kind=kind, flow=flow, reporter=reporter, partner=partner, value=value, bound=amount.bound, currency=currency, unit=amount.unit,
            period_start=period[0] if period else None, period_end=period[1] if period else None, modality=modality,
            evidence=(self._span(paragraph, first + left, first + right),), confidence=Decimal("0.85") if kind == "trade" else Decimal("0.70"),
        )  # fmt: skip

    _last_currency: str | None = None

    def _currency(self) -> str | None:
        return self._last_currency

    def _span(self, paragraph: Paragraph, first: int, last: int) -> Span:
        text = paragraph.doc.text[first:last]
        lead = len(text) - len(text.lstrip(" ,;-\u2013"))
        tail = len(text) - len(text.rstrip(" ,;-\u2013"))
        base = paragraph.line.span.start
        return Span(base + first + lead, base + last - tail)

    def _kind(self, clause: str, text: str, amount: Amount, left: int) -> tuple[str | None, str | None]:
        """Return what a figure counts, and for trade which way it flows: the word that stands nearest tells."""
        low = clause.lower()
        here = amount.first - left
        best: tuple[int, str, str | None] | None = None
        for table, group in (("flow", "trade"), ("kind", "")):
            for name, cues in _table(table).items():
                for cue in cues:
                    for match in re.finditer(rf"\b{re.escape(cue)}\b", low):
                        distance = here - match.end() if match.end() <= here else (match.start() - here) + 12
                        option = (distance, group or name, name if group else None)
                        if best is None or option[0] < best[0]:
                            best = option
        if amount.unit is not None and best is not None and best[1] == "trade" and amount.unit not in {"tonnes", "tons", "barrels", "vehicles", "cars", "cubic metres", "bcm"}:
            best = None
        if amount.unit in _table("kind")["force"] or amount.unit == "personnel":
            return "force", None
        if best is not None:
            return best[1], best[2]
        if self.told.flow and amount.currency and re.search(r"\b(against|compared with|versus|up from|down from)\b", low):
            return "trade", self.told.flow
        return ("other", None) if amount.currency or amount.unit else (None, None)

    def _sides(self, paragraph: Paragraph, clause: str, first: int, last: int, flow: str | None) -> tuple[str | None, str | None]:
        """Return whose figure it is and with whom, from the states and bodies that the clause names."""
        named: list[tuple[str, str]] = []
        for mention in paragraph.mentions():
            tokens = paragraph.doc[mention.start : mention.end]
            if first <= tokens.start_char < last and self.page.type_of(mention.key) in {"State", "Organization", "Company", "Place"}:
                before = paragraph.doc[mention.start - 1].lower_ if mention.start else ""
                if before == "the" and mention.start > 1:
                    before = paragraph.doc[mention.start - 2].lower_
                named.append((mention.key, before))
        behind = [key for key, before in named if before in {"to", "from", "with", "into", "for", "against"}]
        rest = [key for key, before in named if key not in behind]
        partner = behind[0] if behind else None
        reporter = next((key for key in rest if key != partner), None)
        if partner is None and flow and len(rest) > 1:
            partner = next(key for key in rest[1:] if key != reporter) if any(key != reporter for key in rest[1:]) else None
        reporter = reporter or self._default(partner)
        if flow and partner is None and self.told.partner and reporter in {self.told.reporter, self.told.partner}:
            reporter, partner = self.told.reporter, self.told.partner
        return reporter, partner if partner != reporter else None

    def _default(self, partner: str | None) -> str | None:
        if self.told.reporter != partner:
            return self.told.reporter
        home = dominant_state(self.page)
        return home if home != partner else self.told.partner

    def _period(self, periods: list[Period], at: int, kind: str | None) -> tuple[str, str] | None:
        if periods:
            near = min(periods, key=lambda p: min(abs(p.first - at), abs(p.last - at)))
            return near.start[:7], near.end[:7]
        return self.told.period if kind == "trade" else None

    def _change(self, text: str, amount: Amount, changes: list[Amount], found: Observation) -> tuple[Decimal | None, set[int]]:
        """Return the change that goes with a figure: in brackets behind it, or told before it ("fell 11.4 percent to ...")."""
        for change in changes:
            gap = text[amount.last : change.first] if change.first >= amount.last else text[change.last : amount.first]
            behind = change.first >= amount.last
            close = re.fullmatch(r"\s*[-\u2013,(]*\s*(?:(?:up|down|an? (?:increase|rise|fall|drop|decline) of|by|rising|falling)\s*)*", gap) if behind else re.fullmatch(r",?\s*(?:to|and (?:stood at|reached))\s*", gap)
            if close:
                return _signed(text, change), {change.first}
        return None, set()

    def _bare_percent(self, paragraph: Paragraph, text: str, first: int, change: Amount, periods: list[Period], modality: str) -> Iterator[Observation]:
        """Yield a change without a value in trade, or a rate or share."""
        left, right = _clause(text, change)
        clause = text[left:right].lower()
        words = _table("flow")
        flow = next((name for name in ("export", "import", "total") for cue in words[name] if re.search(rf"\b{cue}\b", clause)), None)
        moved = re.search(rf"\b(?:{'|'.join(_table('down')['words'])}|rose|grew|up|climbed|increased|jumped|soared|surged|rise|increase)\b", clause)
        period = self._period(periods, first + change.first, "trade")
        if change.unit == "signed" or (flow and moved):
            flow = flow or self.told.flow
            if flow is None or self.told.reporter is None:
                return
            reporter, partner = self._sides(paragraph, clause, first + left, first + right, flow)
            if reporter is None:
                return
            yield Observation(
                kind="trade", flow=flow, reporter=reporter, partner=partner or self.told.partner, change=_signed(text, change),
                period_start=period[0] if period else None, period_end=period[1] if period else None, modality=modality,
                evidence=(self._span(paragraph, first + left, first + right),), confidence=Decimal("0.70"),
            )  # fmt: skip
            return
        if re.search(r"\b(tariffs?|dut(?:y|ies)|lev(?:y|ies)|rate|tax|share|stake|of what|of (?:its|their|the|all)|gdp)\b", clause) or "slap" in clause:
            reporter, partner = self._sides(paragraph, clause, first + left, first + right, None)
            if reporter is not None:
                yield Observation(
                    kind="other", reporter=reporter, partner=partner, value=abs(change.value), unit="percent", bound=change.bound,
                    period_start=(self._period(periods, first + change.first, None) or (None,))[0], modality=modality,
                    evidence=(self._span(paragraph, first + left, first + right),), confidence=Decimal("0.60"),
                )  # fmt: skip


def _signed(text: str, change: Amount) -> Decimal:
    if change.unit == "signed":
        return change.value
    before = text[max(0, change.first - 45) : change.first].lower()
    down = list(re.finditer(rf"\b(?:{'|'.join(_table('down')['words'])})\b", before))
    up = list(re.finditer(r"\b(?:rose|rise|grew|grow|up|climbed|increased|increase|jumped|soared|surged|gained|higher|more)\b", before))
    falls = bool(down) and (not up or down[-1].start() > up[-1].start())
    return -abs(change.value) if falls else abs(change.value)


def _clause(text: str, amount: Amount) -> tuple[int, int]:
    """Return the stretch of a sentence that a figure belongs to: cut at semicolons, "while", and commas that part two figures."""
    borders = [0]
    for match in re.finditer(r";|\u2014|,?\s(?:while|whereas|against|but)\s|,\s(?=and\s)|\.\s(?=[A-Z])|:\s", text):
        borders.append(match.start())
    borders.append(len(text))
    left = max(b for b in borders if b <= amount.first)
    right = min(b for b in borders if b >= amount.last)
    return left, right
