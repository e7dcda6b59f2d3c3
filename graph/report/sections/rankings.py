"""Rankings: who comes first in each measure, how firmly, and what the place rests on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from graph.analysis.centrality import CENTRALITIES
from graph.analysis.intervals import FEWEST
from graph.analysis.projection import DEFAULT
from graph.report.contents import Place, Ranking, Report, Scope, Standing
from graph.report.plots import Interval, intervals
from graph.report.section import Cited, Column, Figure, Finding, Named, Note, Number, Placed, Proof, Section, Table
from graph.report.words import count, listed, number, numeral, opening

from .firmness import RESAMPLES, TOO_FEW, TOO_MANY, between, ends, fall, firmness, led, order, sources, span
from .terms import FIRST, in_order, many, one

CHIEF = ("degree", "betweenness")  # measures that are drawn at once; the others unfold
MOST = 25  # rows in a table
FOCUS, LEAST = 0.8, 3  # the share of the documents that makes a name their subject, and the fewest that tell
NARROW = ("degree", "betweenness")
PARTS = Note(
    "Separate parts",
    "No chain of ties leads from one part to another. Closeness is scaled down for what a name cannot reach; "
    "eigenvector has a value in the largest part only.",
)
WHO = {
    "states": "States only. What people and organs of a state do, by their office or seat, counts as done by the "
    "state; who was taken for which state is listed under Method.",
    "actors": "States, organisations, companies, people and places, each as the texts name it.",
}
APART = "States only, where they are named themselves. People and organs do not count as their state here."


def overview(report: Report, scope: Scope) -> Section:
    """Return the section that opens a scope: the ranks of those told of most, by the centralities."""
    if not scope.pairs:
        nothing = f"No sentence states a fact between two {many(scope)}."
        if report.projection != DEFAULT:
            nothing = f"No sentence that counts under this projection ties two {many(scope)}."
        return Section(
            id=scope.id, scope=scope.id, title=scope.title, about=_size(scope), part=True,
            text=(f"{nothing[:-1]}, so there is nothing to rank.",),
            findings=(Finding(scope=scope.id, text=nothing, sentences=()),),
        )  # fmt: skip
    apart = (Note(f"{scope.components} separate parts", PARTS.text),) if scope.components > 1 else ()
    return Section(
        id=scope.id, scope=scope.id, title=scope.title, about=_size(scope), part=True,
        text=(
            f"The ranks of the {min(len(scope.names), FIRST)} told of most, by {numeral(len(CENTRALITIES))} of the "
            f"{numeral(len(scope.rankings))} measures.",
        ),
        blocks=(_overview(scope),),
        notes=(
            Note("Who counts", WHO[scope.id] if report.projection.fold or scope.id == "actors" else APART), *apart,
            _drawing(scope),
        ),
        findings=(*_first(scope, report), *_focus(scope), *_thin(scope)),
    )  # fmt: skip


def ranking(report: Report, scope: Scope, measure: str) -> Section | None:
    """Return one measure of a scope: the figure, the table behind it, what it means and when it misleads."""
    found = scope.ranking(measure)
    if not scope.pairs:
        return None
    what = found.measure
    id = f"{scope.id}-{what.id}"
    shown = min(len(found.places), FIRST)
    figure = Figure(
        says=f"{what.label}, {shown} first of {len(scope.names)}.",
        key=f"Dot: value. Line: {span(found.intervals)}. Hollow dot: rests on one document.",
        svg=_drawn(found),
        table=f"{id}-table",
    )
    part = "part in which acts have an end in common" if what.directed else "connected part"
    missing = f"{count(len(found.without), 'name')} without a value: outside the largest {part}."
    return Section(
        id=id, scope=scope.id, title=what.heading, about=f"{what.label}, {scope.title.lower()}",
        text=(_text(found, report, one(scope)), *_estimate(found), *((missing,) if found.without else ())),
        blocks=(figure, _table(found, report, f"{id}-table")),
        notes=(
            Note("What it measures", what.meaning), Note("When it misleads", what.misleads),
            *sources(found.places[:MOST]),
        ),
        findings=tuple(_between(scope, report)) if measure == "betweenness" else (),
        fold=None if what.id in CHIEF else f"The figure and the table of {what.label}",
    )  # fmt: skip


def lead(found: Ranking, report: Report, what: str) -> str:
    """Return one sentence on who comes first in a measure and how firmly; `what` is what a name is ("state")."""
    first = [place for place in found.places if place.rank.position == 1]
    if not first:
        return f"No {what} has a value."
    if len(first) == len(found.places):
        return f"All {len(first)} are equal: this measure tells nobody apart here."
    names = listed([place.name.label for place in first])
    verb = "come first together" if len(first) > 1 else "comes first"
    return f"{names} {verb}; {firmness(first, report)}."


def _text(found: Ranking, report: Report, what: str) -> str:
    return " ".join(each for each in (lead(found, report, what), led(found), order(found)) if each)


def _estimate(found: Ranking) -> tuple[str, ...]:
    """Say where values are estimates what they are reckoned from, and how far they may be off."""
    if found.bound is None:
        return ()
    return (
        f"Estimated from {found.sample}, since this network is too large to look at all. With 95 per cent certainty "
        f"none of the values is off by more than {number(found.bound, found.measure.decimals + 1)}; names closer than "
        "twice that may stand the other way round.",
    )  # fmt: skip


def _drawing(scope: Scope) -> Note:
    if any(found.intervals for found in scope.rankings):
        return RESAMPLES
    return TOO_FEW if len(scope.documents) < FEWEST else TOO_MANY


def _size(scope: Scope) -> str:
    parts = (
        count(len(scope.names), "name"), count(len(scope.pairs), "dyad"), count(len(scope.documents), "document"),
    )  # fmt: skip
    return ", ".join(parts)


def _overview(scope: Scope) -> Table:
    shown = [scope.ranking(measure.id) for measure in CENTRALITIES]
    columns = (
        Column("Name"), Column("Group", wide=True),
        *(Column(each.measure.label, number=True, wide=each.measure.id not in NARROW) for each in shown),
        Column("Documents", number=True, wide=True), Column("Sentences", number=True),
    )  # fmt: skip
    names = [place.name for place in scope.ranking("strength").places[:FIRST]]
    rows = tuple(
        (
            _named(name), name.group, *(_rank_of(each, name) for each in shown),
            Number(len(name.documents)), Proof(name.sentences, name.label),
        )
        for name in names
    )  # fmt: skip
    return Table(id=f"{scope.id}-overview", caption="Ranks by centrality", columns=columns, rows=rows)


def _table(found: Ranking, report: Report, id: str) -> Table:
    what, total = found.measure, len(found.places)
    columns = (
        Column("Rank"), Column("Name"), Column(what.label, number=True),
        Column("Largest fall, and the document whose absence causes it", wide=True),
        Column("Documents"), Column("Sentences", number=True),
    )  # fmt: skip
    rows = tuple(
        (
            Placed(str(place.rank), between(place)), _named(place.name), _value(place, what.decimals),
            fall(place, report), Cited(place.name.documents), Proof(place.name.sentences, place.name.label),
        )
        for place in found.places[:MOST]
    )  # fmt: skip
    all_ = f"The first {MOST} of {total}; the CSV file has all." if total > MOST else f"All {total} with a value."
    fold = f"{what.label} as a table, with the document that weighs most"
    return Table(id=id, caption=all_, columns=columns, rows=rows, fold=fold)


def _value(place: Place, decimals: int) -> Number:
    low, high = ends(place) or (None, None)
    return Number(place.value, decimals, low=low, high=high)


def _drawn(found: Ranking) -> str:
    """Draw the first places, with whiskers for those that rest on several documents."""
    rows = []
    for place in found.places[:FIRST]:
        low, high = ends(place) or (None, None)
        rows.append(
            Interval(
                label=place.name.label, type=place.name.type, value=place.value, hollow=place.sole, low=low, high=high,
                rank=str(place.rank), between=between(place), last=str(len(place.name.documents)),
            )
        )  # fmt: skip
    what = found.measure
    title = f"{what.label} of the first {len(rows)} names; the table below holds the numbers"
    return intervals(rows, title, value=what.label, last="Documents", decimals=what.decimals, whole=what.decimals == 0)


def _rank_of(found: Ranking, name: Standing) -> Placed | str:
    places = (place for place in found.places if place.name.key == name.key)
    return next((Placed(str(place.rank), between(place)) for place in places), "none")


def _named(name: Standing) -> Named:
    return Named(name.key, name.type, name.label)


def _first(scope: Scope, report: Report) -> Iterator[Finding]:
    """Who deals with most others, and whether the other measures agree."""
    found = scope.ranking("degree")
    places = [place for place in found.places if place.rank.position == 1]
    if len(places) == len(scope.names) or len(places) > 4:
        return
    others = len(scope.names) - 1
    each = " each" if len(places) > 1 else ""
    names = listed([place.name.label for place in places])
    verb = "deal" if len(places) > 1 else "deals"
    text = f"{names} {verb} with most others: {places[0].value:.0f}{each} of the {others} other {many(scope)}"
    firm = " ".join(each for each in (f"{opening(firmness(places, report))}.", led(found)) if each)
    yield _finding(scope, f"{text}{_agreement(scope, places)}. {firm}", places)


def _agreement(scope: Scope, places: list[Place]) -> str:
    if len(places) > 1:
        return ""
    key = places[0].name.key
    elsewhere = [
        ranking.measure.label
        for ranking in map(scope.ranking, (measure.id for measure in CENTRALITIES))
        if not any(place.name.key == key and place.rank.position == 1 for place in ranking.places)
    ]
    if not elsewhere:
        return f", and the other {numeral(len(CENTRALITIES) - 1)} centralities put it first as well"
    return f"; it is not first in {listed(elsewhere, len(CENTRALITIES)).replace(' and ', ' or ')}"


def _between(scope: Scope, report: Report) -> Iterator[Finding]:
    places = [place for place in scope.ranking("betweenness").places if place.rank.position == 1]
    if not places or places[0].value == 0:
        text = f"No {one(scope)} stands between two others: whoever is tied at all is tied directly."
        yield Finding(scope=scope.id, text=text, sentences=in_order(pair.sentences for pair in scope.pairs))
        return
    share = number(places[0].value, 2)
    names = listed([place.name.label for place in places])
    verb = "stand" if len(places) > 1 else "stands"
    text = (
        f"{names} {verb} between the others most often, with a share of {share} in the shortest paths between two "
        f"others. {opening(firmness(places, report))}."
    )
    yield _finding(scope, text, places)


def _focus(scope: Scope) -> Iterator[Finding]:
    """Warn where nearly all documents tie one and the same name: it then leads because it was read about."""
    read = len(scope.documents)
    places = scope.ranking("degree").places
    held = [place.name for place in places if len(place.name.documents) >= FOCUS * read]
    first = [place.name for place in places if place.rank.position == 1]
    if read < LEAST or not 0 < len(held) <= 2 or len(first) == len(places) or not set(first) & set(held):
        return
    names, one = listed([name.label for name in held]), len(held) == 1
    every = all(len(name.documents) == read for name in held)
    least = min(len(name.documents) for name in held)
    share = f"all {read}" if every else f"{least} of {read}" if one else f"at least {least} of {read}"
    text = (
        f"{names} {'has' if one else 'have'} ties in {share} documents. Sources gathered around a name put it first: "
        f"{'its rank says' if one else 'their ranks say'} what was read before {'it says' if one else 'they say'} how "
        "things stand."
    )
    yield Finding(scope=scope.id, text=text, sentences=in_order(name.sentences for name in held))


def _thin(scope: Scope) -> Iterator[Finding]:
    """How many of the first names rest on one document, where some tie is told by more."""
    first = scope.ranking("strength").places[:FIRST]
    sole = [place for place in first if place.sole]
    if scope.pairs[0].dyad.weight > 1 and sole:
        names = listed([place.name.label for place in sole], 6)
        share = "All" if len(sole) == len(first) else f"{opening(numeral(len(sole)))} of the"
        rest = "rests" if len(sole) == 1 else "rest"
        text = f"{share} {numeral(len(first))} {many(scope)} told of most {rest} on one document alone: {names}."
        yield _finding(scope, text, sole)


def _finding(scope: Scope, text: str, places: Iterable[Place]) -> Finding:
    return Finding(scope=scope.id, text=text, sentences=in_order(place.name.sentences for place in places))
