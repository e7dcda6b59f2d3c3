"""Figures: money, shares, rates, troops and goods, with whose they are, of what period, and how they changed.

`graph.amounts` reads the numbers, `graph.meaning` what they count, `graph.whose` the sides. What a sentence leaves
unsaid is taken from the figure told before it, as a reader would, and only within the same stretch of text.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from .amounts import Amount, counts, money, percents
from .document import Span
from .meaning import change_of, clause_around, flow_in, kind_of, moves, signed
from .modality import standing_of_figure
from .page import Paragraph
from .periods import Period
from .resolve import Resolver
from .statement import Observation
from .whose import SideReader, Stretch, Told, token_before
from .wordlists import table

_COMPARISON = re.compile(r"\s(?:more|less|higher|lower|fewer|above|below)\b")
_BANNED = re.compile(r"\bbans? worth\b")
_TARGET = re.compile(r"\b(?:target|goal|aims? to|objective)\b")
_RATE = re.compile(
    r"\b(tariffs?|dut(?:y|ies)|lev(?:y|ies)|rates?|tax|share|stake|per ?cent of|interest|charged?|gdp)\b|slap|% of"
)
_LASTING = re.compile(r"\b(?:tariffs?|dut(?:y|ies)|lev(?:y|ies)|tax(?:es|ed)?|rate|slap|stake|charged?)\b")
_SENT = re.compile(r"\b(?:ships?|exports?|sells?|sends?) to\b")
_BORNE = re.compile(r"\b(?:face|facing|faces|subject to|swallow|bear)\b")
_COMPARED_WITH = re.compile(r"\b(?:than in|than|same (?:month|period) (?:of|in)|compared (?:with|to)|against|from)\s*$")
_SINCE = re.compile(
    r"\b(?:since|from|as of|as from|effective(?: from)?|starting(?: in| on)?|beginning(?: in| on)?)"
    r"(?: the (?:beginning|start) of)?\s*$"
)
_UNTIL = re.compile(r"\b(?:by|until|till|before|no later than)(?: the (?:end|beginning|summer|spring|autumn) of)?\s*$")
_RIGHT_BEHIND = 25
Dates = tuple[str | None, str | None]
_EDGES = " ,;-\u2013"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence whose figures are read: its text begins at character `first` of the paragraph."""

    paragraph: Paragraph
    first: int
    text: str
    periods: Sequence[Period]
    modality: str

    def stretch(self, clause: tuple[int, int]) -> Stretch:
        """Return a clause of the sentence as characters of the paragraph."""
        return Stretch(self.paragraph, self.first + clause[0], self.first + clause[1])

    def span(self, clause: tuple[int, int]) -> Span:
        """Return a clause of the sentence as a span of the document, without the marks at its ends."""
        text = self.text[clause[0] : clause[1]]
        base = self.paragraph.line.span.start + self.first
        lead, tail = len(text) - len(text.lstrip(_EDGES)), len(text) - len(text.rstrip(_EDGES))
        return Span(base + clause[0] + lead, base + clause[1] - tail)


class ObservationReader:
    """Reads the figures of one page, in the order of the text."""

    def __init__(self, resolver: Resolver) -> None:
        self.page = resolver.page
        self.sides = SideReader(resolver)
        self.told = Told(reporter=self.sides.home)
        self.currency: str | None = None
        self.paragraph = -1

    def sentence(
        self, paragraph: Paragraph, start: int, end: int, periods: Sequence[Period], modality: str
    ) -> Iterator[Observation]:
        """Yield the figures of the sentence of tokens [start, end)."""
        tokens = paragraph.doc[start:end]
        text = paragraph.text[tokens.start_char : tokens.end_char]
        sentence = Sentence(paragraph, tokens.start_char, text, periods, modality)
        if paragraph.number != self.paragraph:
            self.paragraph = paragraph.number
            self.told = replace(self.told, reporter=self.sides.home, partner=None)
        changes = list(percents(sentence.text))
        amounts = sorted([*money(sentence.text), *counts(sentence.text)], key=lambda amount: amount.first)
        used: set[int] = set()
        for amount in amounts:
            found = self._figure(sentence, amount)
            change = change_of(sentence.text, amount, changes) if found else None
            if found:
                used |= {change.first} if change else set()
                yield replace(found, change=signed(sentence.text, change) if change else None)
        for change in changes:
            if change.first not in used:
                yield from self._percentage(sentence, change)
        if not amounts and not changes and flow_in(sentence.text.lower(), table("figures", "flow")):
            self._lead_in(sentence)

    def _lead_in(self, sentence: Sentence) -> None:
        """Take note of the period and partner that a sentence without figures announces for those that follow."""
        clause = sentence.stretch((0, len(sentence.text)))
        reporter, partner = self.sides.sides(clause, sentence.first, self.told, "total")
        if partner:
            self.told = replace(self.told, reporter=reporter, partner=partner)
        if sentence.periods:
            last = sentence.periods[-1]
            self.told = replace(self.told, period=(last.start[:7], last.end[:7]))

    def _figure(self, sentence: Sentence, amount: Amount) -> Observation | None:
        """Return what a sum or a count states, and lean the next on it."""
        clause = clause_around(sentence.text, amount)
        low = sentence.text[clause[0] : clause[1]].lower()
        kind, flow = kind_of(sentence.text, clause, amount, self.told.flow)
        if _COMPARISON.match(sentence.text[amount.last :]) or _BANNED.search(low):
            return None
        currency = amount.currency or (None if amount.unit else self.currency)
        if kind is None or (currency is None and amount.unit is None):
            return None
        reporter, partner = self._sides(sentence, clause, amount, kind, flow)
        stands = _standing(sentence, amount)
        if reporter is None or stands is None:
            return None
        period = self._period(sentence, amount, kind)
        if flow or not self.told.flow:
            whole = self.told.period if "alone" in low else period or self.told.period
            self.told = Told(reporter, partner, whole, flow)
        self.currency = currency or self.currency
        negative = flow == "balance" and "deficit" in sentence.text.lower() and amount.value > 0
        return Observation(
            kind=kind,
            flow=flow,
            reporter=reporter,
            partner=partner,
            value=-amount.value if negative else amount.value,
            bound=amount.bound,
            currency=currency,
            unit=amount.unit,
            period_start=period[0] if period else None,
            period_end=period[1] if period else None,
            modality="planned" if _TARGET.search(low) else stands,
            evidence=(sentence.span(clause),),
            confidence=Decimal("0.85") if kind == "trade" else Decimal("0.70"),
        )

    def _sides(
        self, sentence: Sentence, clause: tuple[int, int], amount: Amount, kind: str, flow: str | None
    ) -> tuple[str | None, str | None]:
        """Return whose a figure is and with whom; forces of a body that only the text knows are the home state's."""
        at, stretch = sentence.first + amount.last, sentence.stretch(clause)
        reporter, partner = self.sides.sides(stretch, at, self.told, flow, sentence=sentence.first)
        body = self.page.entities.get(reporter or "")
        if kind == "force" and body and body.type == "Organization" and not body.reference:
            return self.sides.home, partner
        return reporter, partner

    def _period(self, sentence: Sentence, figure: Amount, kind: str | None) -> Dates | None:
        """Return the period of a figure: the nearest before it or right behind it, but none it is compared with."""
        fit = [period for period in sentence.periods if _is_of(sentence, figure, period)]
        at = sentence.first + figure.first
        near = min(fit, key=lambda period: min(abs(period.first - at), abs(period.last - at)), default=None)
        if near:
            return _open_ended(sentence, near)
        return self.told.period if kind == "trade" else None

    def _percentage(self, sentence: Sentence, percent: Amount) -> Iterator[Observation]:
        """Yield a change without a value in trade, or a rate or share."""
        clause = clause_around(sentence.text, percent)
        low = sentence.text[clause[0] : clause[1]].lower()
        flow = flow_in(low, ("export", "import", "total"))
        if percent.unit == "signed" or (flow and moves(low)):
            yield from self._change(sentence, clause, percent, flow or self.told.flow)
        elif _RATE.search(low):
            yield from self._rate(sentence, clause, percent)

    def _change(
        self, sentence: Sentence, clause: tuple[int, int], percent: Amount, flow: str | None
    ) -> Iterator[Observation]:
        """Yield by how much trade grew or fell."""
        at, stretch = sentence.first + percent.last, sentence.stretch(clause)
        reporter, partner = self.sides.sides(stretch, at, self.told, flow)
        period = self._period(sentence, percent, "trade")
        if flow is not None and reporter is not None:
            yield Observation(
                kind="trade",
                flow=flow,
                reporter=reporter,
                partner=partner,
                change=signed(sentence.text, percent),
                modality=_standing(sentence, percent) or sentence.modality,
                period_start=period[0] if period else None,
                period_end=period[1] if period else None,
                evidence=(sentence.span(clause),),
                confidence=Decimal("0.70"),
            )

    def _rate(self, sentence: Sentence, clause: tuple[int, int], percent: Amount) -> Iterator[Observation]:
        """Yield a tariff, a share or another rate: its reporter is who imposes it or sends the goods."""
        stretch, low = sentence.stretch(clause), sentence.text[clause[0] : clause[1]].lower()
        reporter, partner = self.sides.sides(stretch, sentence.first + percent.last, self.told, None)
        if _SENT.search(low) and partner:
            reporter, partner = partner, reporter
        elif _BORNE.search(low):
            reporter, partner = self.sides.borne(stretch, reporter)
        period = self._period(sentence, percent, None)
        if reporter is not None:
            yield Observation(
                kind="other",
                reporter=reporter,
                partner=partner,
                value=abs(percent.value),
                unit="percent",
                bound=percent.bound,
                period_start=period[0] if period else None,
                period_end=period[1] if period and not _LASTING.search(low) else None,
                modality=_standing(sentence, percent) or sentence.modality,
                evidence=(sentence.span(clause),),
                confidence=Decimal("0.60"),
            )


def _standing(sentence: Sentence, figure: Amount) -> str | None:
    """Return how a figure stands: planned where its sentence is, else as the verb that it belongs to says."""
    if sentence.modality == "planned":
        return "planned"
    return standing_of_figure(token_before(sentence.paragraph, sentence.first + figure.last))


def _is_of(sentence: Sentence, figure: Amount, period: Period) -> bool:
    """Tell whether a period is a figure's: before it behind the last semicolon, or right behind it."""
    text, place = sentence.text, period.first - sentence.first
    if not period.start or _COMPARED_WITH.search(text[max(0, place - 16) : place].lower()):
        return False
    if place < figure.first:
        return place >= text.rfind(";", 0, figure.first) + 1
    between = text[figure.last : max(figure.last, place)]
    near = _RIGHT_BEHIND if "," in between or re.search(r"\d", between) else 2 * _RIGHT_BEHIND
    return 0 <= place - figure.last < near and ";" not in between


def _open_ended(sentence: Sentence, period: Period) -> Dates:
    """Return beginning and end of a period; of "since May" only the one, of "by 2030" only the other is told."""
    place = period.first - sentence.first
    before = sentence.text[max(0, place - 24) : place].lower()
    words_of_it = sentence.text[place : period.last - sentence.first].lower()
    start, end = period.start[:7], period.end[:7]
    if _SINCE.search(before) or words_of_it.startswith("since"):
        return start, (end if end != start else None)
    return (None, end) if _UNTIL.search(before) or words_of_it.startswith(("by ", "until ")) else (start, end)
