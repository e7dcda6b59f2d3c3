"""What sections on structure have in common: the odds in words, names and dyads by key, sentences among some names."""

from __future__ import annotations

from collections.abc import Iterable

from graph.analysis.nulls import LEVEL, Test
from graph.report.contents import Pair, Scope, Standing
from graph.report.section import Note, Proof

from .terms import in_order

CHANCE = Note(
    "By chance",
    f"The mean that chance gives, and how often it gives as much or more. Below {LEVEL:.2f} a result counts as more "
    "than chance; p is first raised for the number of things that are asked at once, so that one lucky number among "
    "many is not taken for a finding.",
)


def labels(scope: Scope) -> dict[str, str]:
    """Return what the names of a scope are called, by key."""
    return {name.key: name.label for name in scope.names}


def by_ends(scope: Scope) -> dict[tuple[str, str], Pair]:
    """Return the dyads of a scope by the keys of their names, in order."""
    return {(min(keys), max(keys)): pair for pair in scope.pairs if (keys := {pair.one.key, pair.other.key})}


def odds(test: Test) -> str:
    """Say in how many cases chance gives as much or more: "3 of 999", "2 of all 84"."""
    reached = round(test.p * test.cases) if test.exact else round(test.p * (test.cases + 1)) - 1
    return f"{reached or 'none'} of {'all ' if test.exact else ''}{test.cases:,}"


def sentences_among(scope: Scope, keys: Iterable[str]) -> tuple[str, ...]:
    """Return the sentences behind the dyads among some names."""
    held = frozenset(keys)
    return in_order(pair.sentences for pair in scope.pairs if pair.one.key in held and pair.other.key in held)


def proof(name: Standing) -> Proof:
    """Return the sentences that the ties of a name rest on."""
    return Proof(name.sentences, f"the ties of {name.label}")
