"""Figures side by side: which measure the same thing, whether they agree, and which must not be compared, and why.

Two figures measure the same where kind, flow, sides, unit, period and what is counted are the same. A flow has two
sides: what Italy exports to China is what China imports from Italy. Figures are rounded in prose, so two agree unless
the ranges of their rounding lie apart. What is planned or denied is not compared with what is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations

from graph.checks import rounding
from graph.statement import Observation, Statement

from .accounts import Account, of_family

MIRRORED = {"export": "import", "import": "export"}
INFINITE = Decimal("Infinity")
Figure = Account[Observation]


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """Who publishes a document and when, as far as its source says."""

    publisher: str | None = None
    issued: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """What a figure measures, from one side: the exporter of goods, the first in the alphabet of equal sides."""

    kind: str
    flow: str | None
    reporter: str
    partner: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """On what terms a flow is measured; figures on different terms are not comparable."""

    period: tuple[str | None, str | None]
    unit: str | None
    part: tuple[str, ...]
    world: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Figures of the same thing from different documents or speakers; `apart` are the pairs that do not agree.

    `verdict` is "agree", "limits" (some are only a lower or upper limit, and none lies outside), "revised" (who speaks
    is the same, later) or "differ".
    """

    flow: Flow
    terms: Terms
    figures: tuple[Figure, ...]
    apart: tuple[tuple[Figure, Figure], ...]
    verdict: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Incomparable:
    """Figures of one flow on different terms; `reasons` names the terms that differ: "period", "unit", ..."""

    flow: Flow
    figures: tuple[tuple[Terms, tuple[Figure, ...]], ...]
    reasons: tuple[str, ...]


def comparisons(accounts: Iterable[Account[Statement]], voices: Mapping[str, Voice]) -> tuple[Comparison, ...]:
    """Return what several documents or speakers give a figure of; `voices` tells of each document by identifier.

    Without a period nobody knows whether two figures are of the same time, so these are not compared.
    """
    groups: dict[tuple[Flow, Terms], list[Figure]] = defaultdict(list)
    for each in _measured(accounts):
        if each.statement.period_start or each.statement.period_end:
            groups[flow_of(each.statement), terms_of(each)].append(each)
    return tuple(
        _comparison(*key, groups[key], voices)
        for key in sorted(groups, key=repr)
        if len({(each.document, each.statement.said_by) for each in groups[key]}) > 1
    )


def incomparables(accounts: Iterable[Account[Statement]]) -> tuple[Incomparable, ...]:
    """Return the flows that are measured on several terms, or of no stated period by several figures."""
    flows: dict[Flow, dict[Terms, list[Figure]]] = defaultdict(lambda: defaultdict(list))
    for each in _measured(accounts):
        flows[flow_of(each.statement)][terms_of(each)].append(each)
    found = (_incomparable(flow, flows[flow]) for flow in sorted(flows, key=repr))
    return tuple(each for each in found if each.reasons)


def flow_of(figure: Observation) -> Flow:
    """Return what a figure measures, told from the side that all reports of it can be told from."""
    flow, reporter, partner = figure.flow, figure.reporter, figure.partner
    turned = flow == "import" or (flow in ("total", "balance") and partner is not None and partner < reporter)
    if partner is None or not turned:
        return Flow(kind=figure.kind, flow=flow, reporter=reporter, partner=partner)
    return Flow(kind=figure.kind, flow=MIRRORED.get(flow or "", flow), reporter=partner, partner=reporter)


def terms_of(figure: Figure) -> Terms:
    """Return on what terms a figure is given; a claim is comparable with a fact, a plan is not."""
    said = figure.statement
    counted = (*said.sectors, *((said.topic.casefold(),) if said.topic else ()))
    period = said.period_start or said.period_end, said.period_end or said.period_start
    world = "told" if figure.world in ("fact", "attributed") else figure.world
    return Terms(period=period, unit=said.currency or said.unit, part=counted, world=world)


def amount(figure: Observation) -> Decimal:
    """Return the value as its flow has it: a balance from the side that `flow_of` tells it from."""
    value = figure.value or Decimal(0)
    return -value if figure.flow == "balance" and flow_of(figure).reporter != figure.reporter else value


def agree(one: Observation, other: Observation) -> bool:
    """Tell whether two figures of the same thing may both be right, given how they are rounded and limited."""
    (low, high), (least, most) = _range(one), _range(other)
    return low <= most and least <= high


def _range(figure: Observation) -> tuple[Decimal, Decimal]:
    value, half = amount(figure), rounding(figure)
    bound = figure.bound
    if amount(figure) != figure.value:
        bound = {"at_least": "at_most", "at_most": "at_least"}.get(bound or "", bound)
    return (
        -INFINITE if bound == "at_most" else value - half,
        INFINITE if bound == "at_least" else value + half,
    )


def _measured(accounts: Iterable[Account[Statement]]) -> Iterable[Figure]:
    return (each for each in of_family(accounts, Observation) if each.statement.value is not None)


def _comparison(flow: Flow, terms: Terms, figures: list[Figure], voices: Mapping[str, Voice]) -> Comparison:
    pairs = list(combinations(figures, 2))
    apart = tuple(pair for pair in pairs if not agree(pair[0].statement, pair[1].statement))
    limited = any(each.statement.bound in ("at_least", "at_most") for each in figures)
    verdict = "limits" if limited else "agree"
    if apart:
        verdict = "revised" if all(_revises(*pair, voices) for pair in apart) else "differ"
    return Comparison(flow=flow, terms=terms, figures=tuple(figures), apart=apart, verdict=verdict)


def _revises(one: Figure, other: Figure, voices: Mapping[str, Voice]) -> bool:
    """Tell whether the same voice gives another figure on another day."""
    first, second = (voices.get(each.document, Voice()) for each in (one, other))
    said = one.statement.said_by, other.statement.said_by
    same = said[0] == said[1] and (said[0] is not None or (first.publisher or 1) == (second.publisher or 2))
    return bool(same and first.issued and second.issued and first.issued != second.issued)


def _incomparable(flow: Flow, groups: Mapping[Terms, list[Figure]]) -> Incomparable:
    terms = sorted(groups, key=repr)
    reasons = [name for name in ("period", "unit", "part", "world") if len({getattr(each, name) for each in terms}) > 1]
    if any(each.period == (None, None) and len(groups[each]) > 1 for each in terms):
        reasons.append("no period")
    return Incomparable(flow=flow, figures=tuple((each, tuple(groups[each])) for each in terms), reasons=tuple(reasons))
