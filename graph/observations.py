"""Figures: money, shares, rates, troops and goods, with whose they are, of what period, and how they changed.

`graph.amounts` reads the numbers, `graph.meaning` what they count, `graph.whose` the sides. What a sentence leaves
unsaid is taken from the figure told before it, as a reader would, and only within the same stretch of text.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from .amounts import Amount, counts, is_numbered, money, percents
from .dating import period_of
from .dealings import Dealing, dealing_of
from .meaning import change_of, clause_around, flow_in, kind_of, moves, signed
from .modality import standing_of_figure
from .page import Paragraph
from .periods import Period
from .rates import duty, is_duty, share
from .resolve import Resolver
from .sentence import Sentence
from .statement import Observation
from .whose import SideReader, Sides, Told, token_before
from .wordlists import table

_COMPARISON = re.compile(r"\s(?:more|less|higher|lower|fewer|above|below)\b")
_BANNED = re.compile(r"\bbans? worth\b")
_TARGET = re.compile(r"\b(?:target|goal|aims? to|objective)\b")
_RATE = re.compile(
    r"\b(tariffs?|dut(?:y|ies)|lev(?:y|ies)|rates?|tax|share|stake|per ?cent of|interest|charged?|gdp)\b|slap|% of"
)
_LASTING = re.compile(r"\b(?:tariffs?|dut(?:y|ies)|lev(?:y|ies)|tax(?:es|ed)?|rate|slap|stake|charged?)\b")


class ObservationReader:
    """Reads the figures of one page, in the order of the text."""

    def __init__(self, resolver: Resolver) -> None:
        self.page = resolver.page
        self.sides = SideReader(resolver)
        self.told = Told(reporter=self.sides.home)
        self.currency: str | None = None
        self.paragraph = -1
        self.issued = (resolver.page.document.issued or "")[:7]

    def sentence(
        self,
        paragraph: Paragraph,
        start: int,
        end: int,
        periods: Sequence[Period],
        modality: str,
        lead: Period | None = None,
    ) -> Iterator[Observation]:
        """Yield the figures of the sentence of tokens [start, end); `lead` is the date that heads its paragraph."""
        tokens = paragraph.doc[start:end]
        text = paragraph.text[tokens.start_char : tokens.end_char]
        sentence = Sentence(paragraph, tokens.start_char, text, periods, modality, lead, self.issued)
        if paragraph.number != self.paragraph:
            self.paragraph = paragraph.number
            self.told = replace(self.told, reporter=self.sides.home, partner=None)
        numbered = is_numbered(text)
        changes = list(percents(text)) if numbered else []
        amounts = sorted([*money(text), *counts(text)], key=lambda amount: amount.first) if numbered else []
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
        dealing = dealing_of(token_before(sentence.paragraph, sentence.first + amount.last))
        kind, flow = kind_of(sentence.text, clause, amount, self.told.flow, dealing)
        if _COMPARISON.match(sentence.text[amount.last :]) or _BANNED.search(low):
            return None
        currency = amount.currency or (None if amount.unit else self.currency)
        if kind is None or (currency is None and amount.unit is None):
            return None
        reporter, partner = self._sides(sentence, clause, amount, kind, flow)
        stands = _standing(sentence, amount)
        if reporter is None or stands is None:
            return None
        period = period_of(sentence, amount, dealing, kind, told=self.told.period, planned=stands == "planned")
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
        if flow is None:
            reporter, partner = self.sides.dealt(stretch, at, kind, sentence=sentence.first)
        else:
            reporter, partner = self.sides.sides(stretch, at, self.told, flow, sentence=sentence.first)
        return reporter, partner

    def _percentage(self, sentence: Sentence, percent: Amount) -> Iterator[Observation]:
        """Yield a duty or a share, a change without a value in trade, or another rate."""
        clause = clause_around(sentence.text, percent)
        low = sentence.text[clause[0] : clause[1]].lower()
        flow = flow_in(low, ("export", "import", "total"))
        dealing = dealing_of(token_before(sentence.paragraph, sentence.first + percent.last))
        told = duty if is_duty(dealing) else share
        sides = told(self.sides.dealers, sentence.paragraph, dealing) if percent.unit != "signed" else None
        if sides:
            yield from self._rate(sentence, clause, percent, sides, dealing)
        elif percent.unit == "signed" or (flow and moves(low)):
            yield from self._change(sentence, clause, percent, flow or self.told.flow)
        elif _RATE.search(low):
            stretch = sentence.stretch(clause)
            sides = self.sides.dealt(stretch, sentence.first + percent.last, "other")
            yield from self._rate(sentence, clause, percent, sides, dealing)

    def _change(
        self, sentence: Sentence, clause: tuple[int, int], percent: Amount, flow: str | None
    ) -> Iterator[Observation]:
        """Yield by how much trade grew or fell."""
        at, stretch = sentence.first + percent.last, sentence.stretch(clause)
        reporter, partner = self.sides.sides(stretch, at, self.told, flow) if flow else (None, None)
        period = period_of(sentence, percent, None, "trade", told=self.told.period)
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

    def _rate(
        self, sentence: Sentence, clause: tuple[int, int], percent: Amount, sides: Sides, dealing: Dealing
    ) -> Iterator[Observation]:
        """Yield a tariff, a share or another rate with its sides."""
        reporter, partner = sides
        low = sentence.text[clause[0] : clause[1]].lower()
        stands = _standing(sentence, percent) or sentence.modality
        period = period_of(sentence, percent, dealing, "rate", planned=stands == "planned")
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
                modality=stands,
                evidence=(sentence.span(clause),),
                confidence=Decimal("0.60"),
            )


def _standing(sentence: Sentence, figure: Amount) -> str | None:
    """Return how a figure stands: planned where its sentence is, else as the verb that it belongs to says."""
    if sentence.modality == "planned":
        return "planned"
    return standing_of_figure(token_before(sentence.paragraph, sentence.first + figure.last))
