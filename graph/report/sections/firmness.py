"""How firm a place in an order is: what single documents do to it, and how it fares when they are drawn anew."""

from __future__ import annotations

from collections.abc import Sequence

from graph.analysis.intervals import CUT, FEWEST, Interval, Intervals
from graph.analysis.robustness import Hold
from graph.report.contents import Place, Ranking, Report
from graph.report.section import Note
from graph.report.words import count, listed, titled

RESAMPLES = Note(
    "Resamples",
    "As many documents as there are were drawn from them with replacement, again and again, and everything was "
    "measured anew; an interval is what remains when one resample in forty is cut off at either end. Two neighbours "
    "are told apart if the one stood before the other in 95 of 100 resamples. It tells how much "
    "a rank depends on which documents of this kind one happened to get, not what unread sources would say or whether "
    "sentences were read rightly. Documents that copy each other make it too narrow. A resample misses some 37 of 100 "
    "documents, so counts come out lower in it, and a dot may stand above its own line.",
)
TOO_FEW = Note(
    "No resamples",
    f"Fewer than {FEWEST} documents tie anybody here: too few to draw from. Instead each is left out in turn.",
)
TOO_MANY = Note("No resamples", "To draw from documents of this number would take too long. Instead see what is there.")


def between(place: Place) -> str:
    """Return the ranks a place moves between: "[1, 3]", "[2, out]", "[one]" for one source.

    Over resamples where there are any, else over leaving out each document.
    """
    if place.sole:
        return "[one]"
    moved = place.interval or place.hold
    return f"[{moved.best or 'out'}, {moved.worst or 'out'}]" if moved else ""


def ends(place: Place) -> tuple[float, float] | None:
    """Return the values a place moves between in the same sense; None for one source, or where it was not computed."""
    moved = None if place.sole else place.interval or place.hold
    return (moved.low, moved.high) if moved else None


def span(around: Intervals | None) -> str:
    """Say what the line in a figure spans."""
    if around is None:
        return "the values it takes when any one document is left out"
    middle = around.resamples - 2 * (around.resamples // CUT)
    return f"the middle {middle} of {around.resamples:,} resamples of the documents; [ranks] likewise"


def led(found: Ranking) -> str | None:
    """Say in how many resamples each of the first names led: "Italy led in 871 of 1,000 resamples"."""
    around = found.intervals
    if around is None or not around.ahead:
        return None
    enough = around.resamples // CUT
    held = [(place, place.interval) for place in found.places if place.interval]
    chosen = [each for each in held if each[0].rank.position == 1 or each[1].led > enough]
    chosen.sort(key=lambda each: (each[0].rank.position > 1, -each[1].led))
    (first, most), *others = chosen[:4]
    who = first.name.label if first.rank.tied else "It"
    alone = "" if most.alone == most.led else f", {most.alone:,} of them alone"
    told = f"{who} led in {_times(most, around.resamples)} resamples of the documents{alone}"
    rest = [f"{place.name.label} in {interval.led:,}" for place, interval in others]
    return f"{told}; {listed(rest)}." if rest else f"{told}."


def order(found: Ranking) -> str | None:
    """Say where the order is not settled; None where all neighbours are told apart, or nothing is known."""
    around = found.intervals
    if around is None or not around.ahead or around.floor == max(around.ahead):
        return None
    if around.floor is not None:
        head = "" if around.settled(1) else "The order at the head is not settled. "
        below = f"Below rank {around.floor} the order says little"
        return f"{head}{below}: the resamples tell no two neighbours there apart."
    if len(around.ahead) > 1:
        return "The resamples tell no two neighbours in this order apart."
    return "Their order is not settled."


def _times(interval: Interval, resamples: int) -> str:
    return f"all {resamples:,}" if interval.led == resamples else f"{interval.led:,} of {resamples:,}"


def sources(places: Sequence[Place]) -> tuple[Note, ...]:
    """Return a note on those of some places that rest on one document."""
    names = [place.name.label for place in places if place.sole]
    if not names:
        return ()
    who = "All" if len(names) == len(places) > 1 else listed(names, 6)
    rest = "rests on one document" if len(names) == 1 else "rest on one document each"
    return (Note("One source", f"{who} {rest}."),)


def firmness(places: Sequence[Place], report: Report) -> str:
    """Say what becomes of the first place when single documents are left out."""
    hold = places[0].hold
    subject = "they stay" if len(places) > 1 else "it stays"
    if hold is None:
        return "what single documents do to this was not computed, there are too many"
    if any(place.sole for place in places):
        sole = next(place for place in places if place.sole)
        name = "this" if len(places) == 1 else f"{sole.name.label}'s place"
        return f"{name} rests on one document, {titled(report.source(sole.name.documents[0]).name)}"
    weakest = max((place.hold for place in places if place.hold), key=_depth)
    if weakest.fall is None:
        alone = "by themselves" if len(places) > 1 else "alone"
        joined = f", though not always {alone}" if hold.joined else ""
        return f"{subject} first whichever one document is left out{joined}"
    held = next(place for place in places if place.hold is weakest)
    to = f"fall to rank {weakest.fallen}" if weakest.fallen else "have no place at all"
    return f"without {titled(report.source(weakest.fall).name)}, {held.name.label} would {to}"


def fall(place: Place, report: Report) -> str:
    """Say which document's absence lowers a place most, and to where."""
    hold = place.hold
    if hold is None:
        return "not computed"
    if place.sole:
        return "out, without its only document"
    if hold.fall is None:
        return "none, whichever is left out"
    to = f"to rank {hold.fallen}" if hold.fallen else "out"
    return f"{to}, without {titled(report.source(hold.fall).name)}"


def resampled(report: Report) -> str:
    """Say for the method how often documents were drawn, by scope and measure where that differs."""
    drawn = {r.intervals.resamples for scope in report.scopes for r in scope.rankings if r.intervals}
    missing = [f"{r.measure.label}, {s.title.lower()}" for s in report.scopes for r in s.rankings if not r.intervals]
    if not drawn:
        return f"Documents were not resampled: fewer than {FEWEST} of them tie anybody, or it would take too long."
    amounts = " or ".join(f"{amount:,}" for amount in sorted(drawn, reverse=True))
    told = f"Documents were also drawn anew with replacement, {amounts} times from a fixed seed."
    return f"{told} Not for {count(len(missing), 'ranking')}: {listed(missing)}." if missing else told


def _depth(hold: Hold) -> float:
    return 0 if hold.fall is None else hold.fallen or float("inf")
