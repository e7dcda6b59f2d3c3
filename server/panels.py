"""Figures as panels: one a series, which is one flow in one unit and of one thing, so that each has a scale of its own.

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

WIDE = 152
Figure = Account[Observation]


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A figure, or several that say the same; `bar` is where it is drawn, None where no value is stated."""

    period: str | None
    row: Row
    value: str | None
    change: Decimal | None
    bar: tuple[float, float] | None
    bound: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """A series: what it measures, in which unit, of what; `nought` is where its scale begins."""

    line: Line[Name]
    unit: str | None
    part: str | None
    points: tuple[Point, ...]
    nought: float
    sources: int


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
    series: dict[tuple[Flow, str | None, tuple[str, ...], str], list[Figure]] = defaultdict(list)
    for each in accounts:
        terms = terms_of(each)
        series[flow_of(each.statement), terms.unit, terms.part, terms.world].append(each)
    panels = (_panel(edition, *key[:3], group, cards) for key, group in series.items())
    return Figures(
        panels=tuple(sorted(panels, key=lambda each: (-len(each.points), str(each.line), each.unit or ""))),
        remarks=(*_sums(edition, accounts, cards), *_same(edition, accounts, voices, cards),
                 *_apart(edition, accounts, cards)),
        statements=len(stated),
        sources=len({each.card.document.iri for each in stated}),
    )  # fmt: skip


def _panel(
    edition: Edition, flow: Flow, unit: str | None, part: tuple[str, ...], group: Sequence[Figure],
    cards: Mapping[str, Card],
) -> Panel:  # fmt: skip
    same: dict[tuple[object, ...], list[Figure]] = defaultdict(list)
    for each in sorted(group, key=_order):
        said = each.statement
        whose = said.reporter, said.said_by, each.world
        same[terms_of(each).period, said.value, said.bound, said.change, whose].append(each)
    values = [float(amount(each.statement)) for each in group if each.statement.value is not None]
    low, high = min(0.0, *values, 0.0), max(0.0, *values, 0.0)
    scale = (WIDE - 4) / ((high - low) or 1)
    points = tuple(_point(alike, cards, low, scale) for alike in same.values())
    return Panel(
        line=_measured(edition, flow), unit=unit, part=_parts(edition, part), points=points, nought=2 - low * scale,
        sources=len({each.document for each in group}),
    )  # fmt: skip


def _point(alike: Sequence[Figure], cards: Mapping[str, Card], low: float, scale: float) -> Point:
    said = alike[0].statement
    bar = None
    if said.value is not None:
        value = float(amount(said))
        left = 2 + (min(value, 0.0) - low) * scale
        bar = (round(left, 1), round(max(abs(value) * scale, 1.0), 1))
    return Point(
        period=period_words(said.period_start, said.period_end),
        row=Row(tuple(cards[each.iri] for each in alike)),
        value=amount_words(said.value if said.flow != "balance" else amount(said), said.currency, said.unit, said.bound)
        if said.value is not None
        else None,
        change=said.change,
        bar=bar,
        bound=said.bound,
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
    return (said.period_start or said.period_end or said.date or "", said.period_end or "", figure.document, figure.iri)
