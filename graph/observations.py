"""Figures: money, shares, rates, troops and goods, with whose they are, of what period, and how they changed.

A small grammar reads amounts; the words around them tell what they count. What a sentence leaves unsaid (the period, the
reporter, the partner) is taken from the figure told before it, as a reader would, and only within the same stretch of text.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache

from .anchor import Anchor
from .document import Span
from .page import Page, Paragraph, dominant_state
from .periods import Period
from .resolve import Resolver
from .statement import Observation
from .wordlists import lexicon

_NUMBER = r"(?P<{0}>\d{{1,3}}(?:[,\u202f ]\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?)"
_WORDS = {
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "twelve": 12,
    "twenty": 20,
    "fifty": 50,
}
_TOWARDS = frozenset({"to", "from", "with", "into", "for", "towards"})
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
    signs = "|".join(
        sorted(
            (re.escape(c) for c in currency if not c.islower() or not c.isalpha() or len(c) == 3), key=len, reverse=True
        )
    )
    names = "|".join(
        sorted((re.escape(c) for c in currency if c.isalpha() and c.islower() and len(c) > 2), key=len, reverse=True)
    )
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
    return re.compile(
        rf"(?<![\w.$€£]){_NUMBER.format('a')}\s?(?P<sa>{scales})?\s(?:[a-z-]+\s){{0,2}}?(?P<unit>{listed})\b|\b{_NUMBER.format('b')}-strong\b"
    )


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
        yield Amount(
            match.start(),
            match.end(),
            value,
            None,
            "percent" if match["sign"] == "" else "signed",
            _bound(text, match.start()),
        )


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

    def __init__(self, page: Page, anchor: Anchor, resolver: Resolver) -> None:
        self.page = page
        self.resolver = resolver
        self.anchor = anchor
        self.home = dominant_state(page)
        pair = resolver.dyad() or ()
        self.other = next((state for state in pair if state != self.home), None) if self.home in pair else None
        self.told = Told(reporter=self.home)
        self.currency: str | None = None
        self.paragraph = -1

    def sentence(
        self, paragraph: Paragraph, start: int, end: int, periods: list[Period], modality: str
    ) -> Iterator[Observation]:
        """Yield the figures of a sentence."""
        tokens = paragraph.doc[start:end]
        first, text = tokens.start_char, tokens.text
        if paragraph.number != self.paragraph:
            self.paragraph = paragraph.number
            self.told = replace(self.told, reporter=self.home, partner=None)
        changes = list(percents(text))
        used: set[int] = set()
        amounts = sorted([*money(text), *counts(text)], key=lambda a: a.first)
        for amount in amounts:
            found = self._figure(paragraph, text, first, amount, periods, modality)
            if found is not None:
                change, spent = self._change(text, amount, changes, found)
                used |= spent
                yield replace(found, change=change)
        for change in changes:
            if change.first not in used:
                yield from self._bare_percent(paragraph, text, first, change, periods, modality)
        if (
            not amounts
            and not changes
            and any(re.search(rf"\b{cue}\b", text.lower()) for cues in _table("flow").values() for cue in cues)
        ):
            self._lead_in(paragraph, text, first, periods)

    def _lead_in(self, paragraph: Paragraph, text: str, first: int, periods: list[Period]) -> None:
        """Take note of the period and partner that a sentence without figures announces for those that follow."""
        reporter, partner = self._sides(paragraph, first, first + len(text), first, "total")
        if partner:
            self.told = replace(self.told, reporter=reporter, partner=partner)
        if periods:
            self.told = replace(self.told, period=(periods[-1].start[:7], periods[-1].end[:7]))

    def _figure(
        self, paragraph: Paragraph, text: str, first: int, amount: Amount, periods: list[Period], modality: str
    ) -> Observation | None:
        left, right = _clause(text, amount)
        if re.match(r"\s(?:more|less|higher|lower|fewer|above|below)\b", text[amount.last :]):
            return None
        kind, flow = self._kind(text[left:right], text, amount, left)
        if re.search(r"\bbans? worth\b", text[left:right].lower()):
            return None
        if re.search(r"\b(?:target|goal|aims? to|objective)\b", text[left:right].lower()):
            modality = "planned"
        currency = amount.currency or (None if amount.unit else self.currency)
        if kind is None or (currency is None and amount.unit is None):
            return None
        reporter, partner = self._sides(paragraph, first + left, first + right, first + amount.last, flow, first)
        if (
            kind == "force"
            and self.page.type_of(reporter) == "Organization"
            and not self.page.entities[reporter or ""].reference
        ):
            reporter = self.home
        if reporter is None:
            return None
        period = self._period(text, first, periods, amount, left, kind)
        if flow or not self.told.flow:
            base = self.told.period if "alone" in text[left:right] else period or self.told.period
            self.told = Told(reporter, partner, base, flow)
        self.currency = currency or self.currency
        negative = flow == "balance" and "deficit" in text.lower() and amount.value > 0
        return Observation(
            kind=kind, flow=flow, reporter=reporter, partner=partner, value=-amount.value if negative else amount.value, bound=amount.bound,
            currency=currency, unit=amount.unit, period_start=period[0] if period else None, period_end=period[1] if period else None,
            modality=modality, evidence=(self._span(paragraph, first + left, first + right),),
            confidence=Decimal("0.85") if kind == "trade" else Decimal("0.70"),
        )  # fmt: skip

    def _span(self, paragraph: Paragraph, first: int, last: int) -> Span:
        text = paragraph.text[first:last]
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
        if (
            amount.unit is not None
            and best is not None
            and best[1] == "trade"
            and amount.unit not in {"tonnes", "tons", "barrels", "vehicles", "cars", "cubic metres", "bcm"}
        ):
            best = None
        if amount.unit in _table("kind")["force"] or amount.unit == "personnel":
            return "force", None
        if (
            best is not None
            and best[1] == "trade"
            and re.search(r"\b(?:imports?\b.{0,12}\band exports?|exports?\b.{0,12}\band imports?)\b", low)
        ):
            return "trade", "total"
        if (
            best is not None
            and best[2] == "total"
            and re.search(r"\btrade (?:surplus|deficit|imbalance|gap|balance)\b", low)
        ):
            return "trade", "balance"
        if best is not None:
            return best[1], best[2]
        if (
            self.told.flow
            and amount.currency
            and re.search(r"\b(against|compared with|versus|up from|down from)\b", low)
        ):
            return "trade", self.told.flow
        earlier = text[: amount.first].lower()
        for flow, cues in _table("flow").items():
            if amount.unit is None and any(re.search(rf"\b{re.escape(cue)}\b", earlier) for cue in cues):
                return "trade", flow
        return ("other", None) if amount.currency or amount.unit else (None, None)

    def _sides(
        self, paragraph: Paragraph, first: int, last: int, at: int, flow: str | None, sentence: int | None = None
    ) -> tuple[str | None, str | None]:
        """Return whose figure it is and with whom, from the states and bodies that the clause names, else from what was told before."""
        named = self._named(paragraph, first, last)
        if sentence is not None and not any(before in _TOWARDS for _, before, _ in named):
            named = [item for item in self._named(paragraph, sentence, first) if item[1] in _TOWARDS] + named
        behind = [(key, place) for key, before, place in named if before in _TOWARDS]
        rest = [
            key
            for key, before, _ in named
            if before not in _TOWARDS and not (before in {"in", "at"} and self.page.type_of(key) == "Place")
        ]
        after = [key for key, place in behind if place >= at]
        partner = after[0] if after and flow is None else behind[-1][0] if behind else None
        rest = [key for key in rest if key != partner]
        ranks = {"State": 0, "Organization": 1, "Company": 2}
        reporter = min(rest, key=lambda key: ranks.get(self.page.type_of(key) or "", 3), default=None)
        if flow and partner is None and len(rest) > 1:
            reporter, partner = rest[0], rest[1]
        if flow is None:
            return reporter or (self.home if self.home != partner else None), partner
        if reporter is None:
            reporter = self.told.reporter if self.told.reporter != partner else self.home
        if partner is None:
            partner = self.told.partner if self.told.partner != reporter else None
        if partner is None and reporter == self.home:
            partner = self.other
        return (reporter if reporter != partner else None), partner

    def _named(self, paragraph: Paragraph, first: int, last: int) -> list[tuple[str, str, int]]:
        """Return the states and bodies named between two characters, each with the preposition before it and its place."""
        named = []
        for mention in paragraph.mentions():
            place = paragraph.doc[mention.start].idx
            if (
                first <= place < last
                and self.page.type_of(mention.key) in {"State", "Organization", "Company", "Place"}
                and mention.kind != "part"
            ):
                index = mention.start - 1
                while index > 0 and paragraph.doc[index].lower_ in {"the", "whole", "all"}:
                    index -= 1
                before = paragraph.doc[index].lower_ if index >= 0 else ""
                if index > 0 and before == "to" and paragraph.doc[index - 1].lower_ == "according":
                    continue
                sources = paragraph.doc[max(0, mention.start - 6) : mention.start].text.lower()
                if "according to" not in sources:
                    named.append((mention.key, before, place))
        return sorted([*named, *self._counted(paragraph, first, last)], key=lambda item: item[2])

    def _counted(self, paragraph: Paragraph, first: int, last: int) -> Iterator[tuple[str, str, int]]:
        """Yield the body whose members "the four" are, as they were listed before."""
        counts = {"three": 3, "four": 4, "five": 5, "six": 6, "seven": 7}
        for token in paragraph.doc[:-1]:
            bare = token.dep_ == "pobj" and token.lower_ in counts and token.i > 1 and token.nbor(-1).lower_ == "the"
            if bare and first <= token.idx < last:
                body = self.resolver.body_of(counts[token.lower_])
                if body:
                    yield body, token.head.lower_, token.idx

    def _period(
        self, text: str, first: int, periods: list[Period], amount: Amount, left: int, kind: str | None
    ) -> tuple[str, str] | None:
        """Return the period of a figure: the last one told before it, or one right behind it; not one it is compared with."""
        start = text.rfind(";", 0, amount.first) + 1
        fit = []
        for period in periods:
            place = period.first - first
            words = text[max(0, place - 16) : place].lower()
            if not period.start:
                continue
            compared = re.search(
                r"\b(?:than in|than|same (?:month|period) (?:of|in)|compared (?:with|to)|against|from)\s*$", words
            )
            if not compared and (
                start <= place < amount.first
                or (0 <= place - amount.last < 25 and ";" not in text[amount.last : place])
            ):
                fit.append(period)
        if fit:
            near = min(fit, key=lambda p: min(abs(p.first - first - amount.first), abs(p.last - first - amount.first)))
            return near.start[:7], near.end[:7]
        return self.told.period if kind == "trade" else None

    def _change(
        self, text: str, amount: Amount, changes: list[Amount], found: Observation
    ) -> tuple[Decimal | None, set[int]]:
        """Return the change that goes with a figure: in brackets behind it, or told before it ("fell 11.4 percent to ...")."""
        for change in changes:
            gap = text[amount.last : change.first] if change.first >= amount.last else text[change.last : amount.first]
            behind = change.first >= amount.last
            close = (
                re.fullmatch(
                    r"(?:\s(?:to|from|with|in)(?:\s\w+){1,3})?\s*[-\u2013,(]*\s*(?:(?:up|down|an? (?:increase|rise|fall|drop|decline|growth|decrease) of|by|rising|falling)\s*)*",
                    gap,
                )
                if behind
                else re.fullmatch(r",?\s*(?:to|and (?:stood at|reached))\s*", gap)
            )
            if close:
                return _signed(text, change), {change.first}
        return None, set()

    def _bare_percent(
        self, paragraph: Paragraph, text: str, first: int, change: Amount, periods: list[Period], modality: str
    ) -> Iterator[Observation]:
        """Yield a change without a value in trade, or a rate or share."""
        left, right = _clause(text, change)
        clause = text[left:right].lower()
        cues = _table("flow")
        flow = next(
            (name for name in ("export", "import", "total") for cue in cues[name] if re.search(rf"\b{cue}\b", clause)),
            None,
        )
        moved = re.search(
            rf"\b(?:{'|'.join(_table('down')['words'])}|rose|grew|up|climbed|increased|jumped|soared|surged|rise|increase)\b",
            clause,
        )
        evidence = (self._span(paragraph, first + left, first + right),)
        if change.unit == "signed" or (flow and moved):
            flow = flow or self.told.flow
            reporter, partner = self._sides(paragraph, first + left, first + right, first + change.last, flow)
            period = self._period(text, first, periods, change, left, "trade")
            if flow is not None and reporter is not None:
                yield Observation(
                    kind="trade", flow=flow, reporter=reporter, partner=partner, change=_signed(text, change), modality=modality,
                    period_start=period[0] if period else None, period_end=period[1] if period else None,
                    evidence=evidence, confidence=Decimal("0.70"),
                )  # fmt: skip
        elif (
            re.search(
                r"\b(tariffs?|dut(?:y|ies)|lev(?:y|ies)|rate|tax|share|stake|of what|of (?:its|their|the|all)|gdp)\b",
                clause,
            )
            or "slap" in clause
        ):
            reporter, partner = self._sides(paragraph, first + left, first + right, first + change.last, None)
            if re.search(r"\b(?:ships?|exports?|sells?|sends?) to\b", clause) and partner:
                reporter, partner = partner, reporter
            elif re.search(r"\b(?:face|facing|faces|subject to|swallow|bear)\b", clause):
                reporter = self._bearer(paragraph, first + left, first + right) or reporter
                reporter, partner = self._imposer(paragraph, first + left, first + right, reporter)
            period = self._period(text, first, periods, change, left, None)
            if reporter is not None:
                yield Observation(
                    kind="other", reporter=reporter, partner=partner, value=abs(change.value), unit="percent", bound=change.bound,
                    period_start=period[0] if period else None, modality=modality, evidence=evidence, confidence=Decimal("0.60"),
                )  # fmt: skip

    def _bearer(self, paragraph: Paragraph, first: int, last: int) -> str | None:
        """Return who bears a rate: the last one named before the verb that says so."""
        verbs = [
            t.idx
            for t in paragraph.doc
            if first <= t.idx < last and t.lemma_.lower() in {"face", "subject", "swallow", "bear"}
        ]
        named = self._named(paragraph, first, last)
        before = [key for key, _, place in named if verbs and place < verbs[0] and self.page.type_of(key) != "Place"]
        return before[-1] if before else None

    def _imposer(
        self, paragraph: Paragraph, first: int, last: int, bearer: str | None
    ) -> tuple[str | None, str | None]:
        """Return who imposes a rate that others bear ("carmakers face a duty of 35 per cent in Brazil"), and who bears it."""
        named = self._named(paragraph, first, last)
        worded = [key for key, before, _ in named if before in {"in", "by", "from"} and key != bearer]
        others = [key for key, _, _ in named if key != bearer and self.page.type_of(key) == "State"]
        imposer = next(iter(worded + others), None)
        return imposer, bearer


def _signed(text: str, change: Amount) -> Decimal:
    if change.unit == "signed":
        return change.value
    if re.match(r"\s(?:less|lower|fewer|below|down)\b", text[change.last :]):
        return -abs(change.value)
    before = text[max(0, change.first - 45) : change.first].lower()
    down = list(re.finditer(rf"\b(?:{'|'.join(_table('down')['words'])})\b", before))
    up = list(
        re.finditer(
            r"\b(?:rose|rise|grew|grow|up|climbed|increased|increase|jumped|soared|surged|gained|higher|more)\b", before
        )
    )
    falls = bool(down) and (not up or down[-1].start() > up[-1].start())
    return -abs(change.value) if falls else abs(change.value)


def _clause(text: str, amount: Amount) -> tuple[int, int]:
    """Return the stretch of a sentence that a figure belongs to: cut at semicolons, "while", and commas that part two figures."""
    borders = [0]
    for match in re.finditer(
        r";|\u2014|,\s(?=which\s|where\s|who\s)|,?\s(?:while|whereas|against|but)\s|,\s(?=and\s)|\.\s(?=[A-Z])|:\s",
        text,
    ):
        borders.append(match.start())
    borders.append(len(text))
    left = max(b for b in borders if b <= amount.first)
    right = min(b for b in borders if b >= amount.last)
    return left, right
