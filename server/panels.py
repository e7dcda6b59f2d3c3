"""Figures as panels: one for those that may share a scale, which are of one kind between two sides, in one unit, of one
thing, over periods of one length.

What may be compared, what contradicts itself and what adds up is decided by `graph.analysis.comparisons` and by the
checks of the dataset; here it is only put beside the numbers.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import cast
from urllib.parse import urlencode

from graph.analysis.accounts import Account, Check, read_checks
from graph.analysis.comparisons import Flow, Voice, amount, comparisons, flow_of, incomparables, terms_of
from graph.report.sections.figures import REASONS, VERDICTS
from graph.report.wording import Line, amount_words, observation_line, period_words
from graph.report.words import listed
from graph.statement import Observation
from ontology.terms import ID, SECTOR

from .accounting import Told
from .catalogue import Name
from .editions import Edition
from .entities import Row
from .statements import Card
from .tallies import MONTHS

WIDE = 152
Figure = Account[Observation]
Scale = tuple[str, tuple[str, ...], str | None, tuple[str, ...], str, int | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A figure, or several that say the same; `bar` is where it is drawn, None where no value is stated."""

    line: Line[Name]
    period: str | None
    row: Row
    value: str | None
    change: Decimal | None
    bar: tuple[float, float] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """Figures that may share a scale: whose, in which unit, of what; `nought` is where the scale begins."""

    kind: str
    sides: tuple[Name, ...]
    unit: str | None
    part: str | None
    points: tuple[Point, ...]
    nought: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """What is said beside the panels. `kind` is "sum", "wrong", "same", "differ" or "apart"."""

    kind: str
    head: str
    line: Line[Name]
    text: str
    url: str
    sentences: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """All that is shown of figures. `sources` are the documents that state them."""

    panels: tuple[Panel, ...]
    remarks: tuple[Remark, ...]
    statements: int
    sources: int


def figures(edition: Edition, told: Sequence[Told]) -> Figures | None:
    """Return the figures among what is told as panels, with what is to be said of them; None where there is none."""
    stated = [each for each in told if isinstance(each.account.statement, Observation)]
    if not stated:
        return None
    accounts = [cast(Figure, each.account) for each in stated]
    cards = {each.account.iri: each.card for each in stated}
    voices = {each.card.document.identifier: Voice(publisher=each.card.document.publisher,
              issued=each.card.document.issued) for each in stated}  # fmt: skip
    groups: dict[Scale, list[Figure]] = defaultdict(list)
    for each in accounts:
        groups[_scale(each)].append(each)
    panels = (_panel(edition, scale, group, cards) for scale, group in groups.items())
    return Figures(
        panels=tuple(sorted(panels, key=lambda each: (-len(each.points), each.kind, each.unit or "", each.part or ""))),
        remarks=(*_sums(edition, accounts, cards), *_same(edition, accounts, voices, cards),
                 *_apart(edition, accounts, cards)),
        statements=len(stated),
        sources=len({each.card.document.iri for each in stated}),
    )  # fmt: skip


def _scale(each: Figure) -> Scale:
    """Return what figures on one scale have in common."""
    flow, terms = flow_of(each.statement), terms_of(each)
    sides = tuple(key for key in (flow.reporter, flow.partner) if key)
    return flow.kind, tuple(sorted(sides)), terms.unit, terms.part, terms.world, _months(*terms.period)


def _months(start: str | None, end: str | None) -> int | None:
    """Return how many months a period has; None where it is not stated."""
    if not start or not end:
        return None
    (first, begins), (last, ends) = ((date[:4], date[5:7]) for date in (start, end))
    return (int(last) - int(first)) * MONTHS + int(ends or MONTHS) - int(begins or 1) + 1


def _panel(edition: Edition, scale: Scale, group: Sequence[Figure], cards: Mapping[str, Card]) -> Panel:
    kind, sides, unit, part, *_ = scale
    same: dict[tuple[object, ...], list[Figure]] = defaultdict(list)
    for each in sorted(group, key=_order):
        said = each.statement
        whose = flow_of(said).flow, said.reporter, said.partner, said.said_by, each.world
        same[terms_of(each).period, amount(said), said.value is None, said.bound, said.change, whose].append(each)
    values = [float(amount(each.statement)) for each in group if each.statement.value is not None]
    low, high = min(0.0, *values, 0.0), max(0.0, *values, 0.0)
    pixels = (WIDE - 4) / ((high - low) or 1)
    return Panel(
        kind=kind,
        sides=tuple(edition.catalogue.name(ID[key]) for key in sides),
        unit=unit,
        part=_parts(edition, part),
        points=tuple(_point(edition, alike, cards, low, pixels) for alike in same.values()),
        nought=2 - low * pixels,
    )


def _point(edition: Edition, alike: Sequence[Figure], cards: Mapping[str, Card], low: float, pixels: float) -> Point:
    said, flow = alike[0].statement, flow_of(alike[0].statement)
    bar, told = None, None
    if said.value is not None:
        value = amount(said)
        left = 2 + (min(float(value), 0.0) - low) * pixels
        bar = (round(left, 1), round(max(abs(float(value)) * pixels, 1.0), 1))
        told = amount_words(value, said.currency, said.unit, said.bound)
    return Point(
        line=_measured(edition, flow),
        period=period_words(said.period_start, said.period_end),
        row=Row(tuple(cards[each.iri] for each in alike)),
        value=told,
        change=said.change,
        bar=bar,
    )


def _sums(edition: Edition, accounts: Iterable[Figure], cards: Mapping[str, Card]) -> Iterable[Remark]:
    """Yield the arithmetic that the figures allow, as it was checked when they were read."""
    checks: tuple[Check, ...] = edition.keep("checks", lambda: read_checks(edition.generation))
    by_iri = {each.iri: each.statement for each in accounts}
    for check in checks:
        if not {*check.figures} <= by_iri.keys():
            continue
        parts = [by_iri[iri] for iri in check.figures]
        given = ", ".join(f"{each.flow or 'figure'} {_amount(each)}" for each in parts)
        money = (parts[0].currency, parts[0].unit, None)
        head = {"adds up": "Adds up.", "does not add up": "Does not add up."}.get(check.outcome, "Derived, not stated.")
        text = given
        if check.outcome == "derived":
            whose = f" for {edition.catalogue.name(ID[check.reporter]).label}" if check.reporter else ""
            text = f"{given}: a balance of {amount_words(check.balance, *money)}{whose}"
        elif check.difference:
            text = f"{given}: what is stated lies off by {amount_words(check.difference, *money)}"
        period = period_words(parts[0].period_start, parts[0].period_end)
        yield _remark("wrong" if head.startswith("Does") else "sum", head, (), f"{text} ({period or 'no period'})",
                      [cards[iri] for iri in check.figures])  # fmt: skip


def _same(
    edition: Edition, accounts: Iterable[Figure], voices: Mapping[str, Voice], cards: Mapping[str, Card]
) -> Iterable[Remark]:
    """Yield what several documents or speakers give a figure of, with whether they agree."""
    for each in comparisons(accounts, voices):
        told: dict[str, list[str]] = defaultdict(list)
        for figure in each.figures:
            card = cards[figure.iri]
            source = card.document.publisher or card.document.title
            told[_amount(figure.statement)].append(f"{card.said_by.label} in {source}" if card.said_by else source)
        given = "; ".join(f"{value} ({', '.join(dict.fromkeys(who))})" for value, who in told.items())
        period = period_words(*each.terms.period) or "no period stated"
        text = f", {period}: {given}. They {VERDICTS[each.verdict]}"
        head = "Sources differ." if each.verdict == "differ" else "Told by several."
        yield _remark("differ" if each.verdict == "differ" else "same", head, _measured(edition, each.flow), text,
                      [cards[figure.iri] for figure in each.figures])  # fmt: skip


def _apart(edition: Edition, accounts: Iterable[Figure], cards: Mapping[str, Card]) -> Iterable[Remark]:
    """Yield the flows whose figures must not be compared with each other, with the reason."""
    for each in incomparables(accounts):
        everything = [figure for _, group in each.figures for figure in group]
        why = listed([REASONS[reason] for reason in each.reasons], 9)
        yield _remark("apart", "Not to be compared.", _measured(edition, each.flow), f": {why}",
                      [cards[figure.iri] for figure in everything])  # fmt: skip


def _remark(kind: str, head: str, line: Line[Name], text: str, cards: Sequence[Card]) -> Remark:
    row = Row(tuple(cards))
    url = "/sentences?" + urlencode([("s", card.key) for card in cards])
    return Remark(kind=kind, head=head, line=line, text=text, url=url, sentences=row.sentences)


def _measured(edition: Edition, flow: Flow) -> Line[Name]:
    """Return what a flow is, in words, without an amount."""
    reporter, partner = (edition.catalogue.name(ID[key]) if key else None for key in (flow.reporter, flow.partner))
    assert reporter is not None
    return observation_line(flow.kind, flow.flow, reporter, partner, None)


def _parts(edition: Edition, part: Iterable[str]) -> str | None:
    """Return what is counted, where it is a part: a sector by its label, the text's own words as they are."""
    names = edition.catalogue
    told = (names.name(SECTOR[each[7:]]).label if each.startswith("sector:") else f"“{each}”" for each in part)
    return ", ".join(told) or None


def _amount(said: Observation) -> str:
    return amount_words(said.value, said.currency, said.unit, said.bound) or "not stated"


def _order(figure: Figure) -> tuple[str, ...]:
    said = figure.statement
    flow = flow_of(said)
    period = said.period_start or said.period_end or said.date or ""
    return (flow.flow or "", flow.reporter, period, said.period_end or "", figure.document, figure.iri)
