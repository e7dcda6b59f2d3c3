"""The sentences a report opens with. Each is true to the numbers, or it is not written.

A finding tells what it rests on: the sentences behind the dyads it speaks of, or those that the numbers leave out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from graph.analysis.centrality import MEASURES
from graph.analysis.robustness import Hold

from .contents import Pair, Place, Report, Scope
from .words import count, listed, number, numeral, opening, signed, titled

FIRST = 12
PLAIN = 0.5  # an intensity within this of zero leans neither way


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A plain sentence, the scope it is about, and the ids of the sentences behind it."""

    scope: str
    text: str
    sentences: tuple[str, ...]


def findings(report: Report) -> tuple[Finding, ...]:
    """Return what a reader should take away, the most telling first."""
    found = [finding for scope in report.scopes for finding in _of_scope(scope, report)]
    return (*found, *_left_out(report))


def lead(scope: Scope, report: Report, measure: str) -> str:
    """Return one sentence on who comes first in a measure and how firmly."""
    ranking = scope.ranking(measure)
    first = [place for place in ranking.places if place.rank.position == 1]
    if not first:
        return f"No {_one(scope)} has a value."
    if len(first) == len(ranking.places):
        return f"All {len(first)} are equal: this measure tells nobody apart here."
    names = listed([place.name.label for place in first])
    verb = "come first together" if len(first) > 1 else "comes first"
    return f"{names} {verb}; {_firmness(first, report)}."


def _of_scope(scope: Scope, report: Report) -> Iterator[Finding]:
    if not scope.pairs:
        yield Finding(scope=scope.id, text=f"No sentence states a fact between two {_many(scope)}.", sentences=())
        return
    yield from _first(scope, report)
    yield from _between(scope, report)
    yield from _best_told(scope)
    if scope.id == "states":
        yield from _signs(scope)
    yield from _groups(scope)
    yield from _thin(scope)


def _first(scope: Scope, report: Report) -> Iterator[Finding]:
    """Who deals with most others, and whether the other measures agree."""
    places = [place for place in scope.ranking("degree").places if place.rank.position == 1]
    if len(places) == len(scope.names) or len(places) > 4:
        return
    others = len(scope.names) - 1
    each = " each" if len(places) > 1 else ""
    names = listed([place.name.label for place in places])
    verb = "deal" if len(places) > 1 else "deals"
    text = f"{names} {verb} with most others: {places[0].value:.0f}{each} of the {others} other {_many(scope)}"
    yield _finding(scope, f"{text}{_agreement(scope, places)}. {opening(_firmness(places, report))}.", places)


def _agreement(scope: Scope, places: list[Place]) -> str:
    if len(places) > 1:
        return ""
    key = places[0].name.key
    elsewhere = [
        ranking.measure.label
        for ranking in scope.rankings
        if not any(place.name.key == key and place.rank.position == 1 for place in ranking.places)
    ]
    if not elsewhere:
        return f", and the other {numeral(len(MEASURES) - 1)} measures put it first as well"
    return f"; it is not first in {listed(elsewhere, len(MEASURES)).replace(' and ', ' or ')}"


def _between(scope: Scope, report: Report) -> Iterator[Finding]:
    places = [place for place in scope.ranking("betweenness").places if place.rank.position == 1]
    if not places or places[0].value == 0:
        yield Finding(
            scope=scope.id,
            text=f"No {_one(scope)} stands between two others: whoever is tied at all is tied directly.",
            sentences=_behind(scope.pairs),
        )
        return
    share = number(places[0].value, 2)
    names = listed([place.name.label for place in places])
    verb = "stand" if len(places) > 1 else "stands"
    text = (
        f"{names} {verb} between the others most often, with a share of {share} in the shortest paths between two "
        f"others. {opening(_firmness(places, report))}."
    )
    yield _finding(scope, text, places)


def _best_told(scope: Scope) -> Iterator[Finding]:
    most = scope.pairs[0].dyad.weight
    pairs = [pair for pair in scope.pairs if pair.dyad.weight == most]
    if most == 1:
        one = len(pairs) == 1
        rest = "the only dyad rests on one document" if one else f"each of the {len(pairs)} dyads rests on one document"
        text = f"No tie between {_many(scope)} is told by two documents: {rest}."
        yield Finding(scope=scope.id, text=text, sentences=_behind(pairs))
    elif len(pairs) <= FIRST:
        one = len(pairs) == 1
        dyads = "the dyad told by most documents is" if one else f"{numeral(len(pairs))} dyads lead in documents:"
        names = listed([" with ".join(sorted((pair.one.label, pair.other.label))) for pair in pairs])
        text = f"{opening(dyads)} {names}, in {most} of {len(scope.documents)} documents{'' if one else ' each'}."
        yield Finding(scope=scope.id, text=text, sentences=_behind(pairs))


def _signs(scope: Scope) -> Iterator[Finding]:
    """The friendliest and the most hostile dyad, of those that more than one sentence stands behind."""
    weighed = [pair for pair in scope.pairs if pair.dyad.intensity is not None and len(pair.sentences) > 1]
    for pairs, word in ((_extreme(weighed, 1), "Most cooperative"), (_extreme(weighed, -1), "Most at odds")):
        if 0 < len(pairs) <= 3:
            names = "; ".join(pair.label for pair in pairs)
            mean = signed(pairs[0].dyad.intensity)
            text = f"{word} of the dyads with two sentences or more: {names}, at {mean} on the scale from −10 to +10."
            yield Finding(scope=scope.id, text=text, sentences=_behind(pairs))


def _extreme(pairs: list[Pair], way: int) -> list[Pair]:
    values = {pair.label: round(way * (pair.dyad.intensity or 0.0), 1) for pair in pairs}
    top = max(values.values(), default=0.0)
    return [pair for pair in pairs if values[pair.label] == top] if top > PLAIN else []


def _groups(scope: Scope) -> Iterator[Finding]:
    if scope.modularity is None or len(scope.groups) < 2:
        return
    members = {group.letter: listed([name.label for name in group.members]) for group in scope.groups[:4]}
    heads = ", ".join(f"{letter} ({names})" for letter, names in members.items())
    more = f" and {len(scope.groups) - 4} smaller" if len(scope.groups) > 4 else ""
    apart = " that no tie joins" if len(scope.groups) == scope.components else ""
    verdict = "too weak to build on" if scope.weak else "clear enough to look at, no proof of a bloc"
    text = (
        f"The {_many(scope)} fall into {numeral(len(scope.groups))} groups{apart}: {heads}{more}. With a modularity of "
        f"{number(scope.modularity, 2)} the division is {verdict}."
    )
    yield Finding(scope=scope.id, text=text, sentences=_behind(scope.pairs))


def _thin(scope: Scope) -> Iterator[Finding]:
    """How many of the first names rest on one document, where some tie is told by more."""
    first = scope.ranking("strength").places[:FIRST]
    sole = [place for place in first if place.sole]
    if scope.pairs[0].dyad.weight > 1 and sole:
        names = listed([place.name.label for place in sole], 6)
        share = "All" if len(sole) == len(first) else f"{opening(numeral(len(sole)))} of the"
        rest = "rests" if len(sole) == 1 else "rest"
        text = f"{share} {numeral(len(first))} {_many(scope)} told of most {rest} on one document alone: {names}."
        yield _finding(scope, text, sole)


def _left_out(report: Report) -> Iterator[Finding]:
    words = {"attributed": ("claim", "claims"), "planned": ("plan", "plans"), "denied": ("denial", "denials")}
    told = [each for each in report.left_out if each.statements]
    if told:
        amounts = listed([count(each.statements, *words[each.world]) for each in told])
        one = sum(each.statements for each in told) == 1
        text = f"{amounts} between actors {'is' if one else 'are'} told of and not counted."
        yield Finding(scope="actors", text=text, sentences=_ordered(each.sentences for each in told))


def _firmness(places: list[Place], report: Report) -> str:
    """Say what becomes of the first place when single documents are left out."""
    hold = places[0].hold
    subject = "they stay" if len(places) > 1 else "it stays"
    if hold is None:
        return "what single documents do to this was not computed, there are too many"
    if any(place.sole for place in places):
        sole = next(place for place in places if place.sole)
        name = "this" if len(places) == 1 else f"{sole.name.label}'s place"
        return f"{name} rests on one document, {titled(report.source(sole.name.documents[0]).name)}"
    weakest = max((place.hold for place in places if place.hold), key=_fall)
    if weakest.fall is None:
        return f"{subject} first whichever one document is left out"
    held = next(place for place in places if place.hold is weakest)
    to = f"fall to rank {weakest.fallen}" if weakest.fallen else "have no place at all"
    return f"without {titled(report.source(weakest.fall).name)}, {held.name.label} would {to}"


def _fall(hold: Hold) -> float:
    return 0 if hold.fall is None else hold.fallen or float("inf")


def _finding(scope: Scope, text: str, places: Iterable[Place]) -> Finding:
    return Finding(scope=scope.id, text=text, sentences=_ordered(place.name.sentences for place in places))


def _behind(pairs: Iterable[Pair]) -> tuple[str, ...]:
    return _ordered(pair.sentences for pair in pairs)


def _ordered(groups: Iterable[Iterable[str]]) -> tuple[str, ...]:
    found = {each for group in groups for each in group}
    return tuple(sorted(found, key=lambda id: tuple(map(int, id.split(".")))))


def _one(scope: Scope) -> str:
    return "state" if scope.id == "states" else "actor"


def _many(scope: Scope) -> str:
    return _one(scope) + "s"
