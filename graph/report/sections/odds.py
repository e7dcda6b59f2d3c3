"""How sections put what chance gives: the odds in words, and the ties that a scope is made of."""

from __future__ import annotations

from collections.abc import Iterable

from graph.analysis.nulls import LEVEL, Test
from graph.analysis.projection import NOBODY, projected
from graph.analysis.ties import Tie
from graph.report.contents import Pair, Report, Scope
from graph.report.section import Note
from graph.statement import ACTOR_TYPES

CHANCE = Note(
    "By chance",
    f"The mean that chance gives, and how often it gives as much or more. Below {LEVEL:.2f} a result counts as more "
    "than chance; p is first raised for the number of things that are asked at once, so that one lucky number among "
    "many is not taken for a finding.",
)


def ties_of(report: Report, scope: Scope) -> tuple[Tie, ...]:
    """Return the ties that a scope is projected from."""
    states = scope.id == "states"
    homes, types = (report.homes, ("State",)) if states else (NOBODY, ACTOR_TYPES)
    return projected(report.ties, report.names, report.projection, homes=homes, types=types)


def labels(scope: Scope) -> dict[str, str]:
    """Return what the names of a scope are called, by key."""
    return {name.key: name.label for name in scope.names}


def by_ends(scope: Scope) -> dict[tuple[str, str], Pair]:
    """Return the dyads of a scope by the keys of their names, in order."""
    return {(min(keys), max(keys)): pair for pair in scope.pairs if (keys := {pair.one.key, pair.other.key})}


def odds(test: Test) -> str:
    """Say how often chance gives as much or more: "in 3 of 999 cases", "in 2 of all 84"."""
    reached = round(test.p * test.cases) if test.exact else round(test.p * (test.cases + 1)) - 1
    return f"in {reached or 'none'} of {'all ' if test.exact else ''}{test.cases:,} cases"


def share(values: Iterable[bool]) -> float:
    """Return how many of some are so, as a share; 0 of none."""
    held = list(values)
    return sum(held) / len(held) if held else 0.0
