"""Time: how the dyads of most dated statements run through the windows, and which of them turned."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from graph.analysis.projection import Dyad
from graph.analysis.shifts import POINTS, Change, changes
from graph.analysis.windows import Course, Leaning, Timeline, Turn, lean, timeline, turns
from graph.report.contents import Report, Scope
from graph.report.plots import Stated, curve
from graph.report.section import Cited, Column, Excerpt, Figure, Finding, Note, Number, Proof, Section, Sign, Table
from graph.report.words import count, listed, numeral, opening, signed

COURSES, DRAWN, MOST, QUOTED = 12, 6, 24, 3
WAYS = {1: "cooperation", -1: "conflict", 0: "neither"}
PLACED = (
    Note(
        "What is placed",
        "A statement lies in the window that its own words date it to, no less precisely; it is never given the date "
        "of its document. Standing relations seldom have a date.",
    ),
    Note(
        "When it misleads",
        "A mean may rest on one sentence, and a window is quiet because nothing was read of it as easily as because "
        "nothing happened.",
    ),
)
TURNING = (
    Note(
        "What it measures",
        "A window leans if its mean and most of its acts lean the same way, by more than 0.5. A dyad turned if it "
        "leaned to cooperation in one window and to conflict in the next that leans at all, or the other way round.",
    ),
    Note("When it misleads", "One sentence can turn a dyad of which few are told. Read both sides."),
)


def over_time(report: Report, scope: Scope) -> Section | None:
    """Return the course of the dyads of most dated statements; None where fewer than two windows are told of."""
    found = timeline(scope.ties)
    if len(found.told) < 2:
        return None
    table = f"{scope.id}-time-table"
    tested, shown = changes(found), found.courses[:COURSES]
    drawn = [course for course in shown if _several(course)][:DRAWN]
    return Section(
        id=f"{scope.id}-time", scope=scope.id, title="Over time", about=scope.title.lower(),
        text=(_placed(found), _changed(tested, scope)),
        blocks=(
            *((_curves(found, drawn, scope, table),) if drawn else ()),
            _courses(found, shown, report, scope, table),
        ),
        notes=PLACED,
        findings=tuple(_shifted(report, scope, found, each) for each in tested if each.beyond_chance),
    )  # fmt: skip


def turned(report: Report, scope: Scope) -> Section | None:
    """Return the dyads that changed sides from one window to a later; None where there are none.

    Only what two documents tell on both sides is a finding.
    """
    found = timeline(scope.ties)
    turning = turns(found)
    if not turning:
        return None
    amount, dyads = len({(turn.a, turn.b) for turn in turning}), sum(map(_several, found.courses))
    head = f"{opening(numeral(amount))} of the {dyads} dyads with an intensity in two windows or more turned."
    only = "The only dyad with an intensity in two windows or more turned."
    thin = "" if any(turn.firm for turn in turning) else " On one side at least, only one document tells of it."
    return Section(
        id=f"{scope.id}-turned", scope=scope.id, title="Dyads that turned", about=scope.title.lower(),
        text=((head if dyads > 1 else only) + thin,),
        blocks=(_turns(turning, report, scope), *_sides(turning, report, scope)), notes=TURNING,
        findings=tuple(_turn(turn, report, scope) for turn in [turn for turn in turning if turn.firm][:QUOTED]),
    )  # fmt: skip


def _placed(found: Timeline) -> str:
    """Say how many statements are laid out, by what, and how many are not."""
    placed, first, last = len(found.placed), found.windows[0].label, found.windows[-1].label
    total = placed + sum(map(len, (found.coarse, found.earlier, found.undated)))
    verb = "is" if placed == 1 else "are"
    told = f"{placed} of {count(total, 'statement')} {verb} laid out by {found.unit}, {first} to {last}."
    out = [
        (found.undated, "no date"), (found.coarse, f"a date too coarse for a {found.unit}"),
        (found.earlier, f"a date before {first}"),
    ]  # fmt: skip
    rest = [f"{len(each)} {'has' if len(each) == 1 else 'have'} {words}" for each, words in out if each]
    few = " Two windows only: what differs between them may be chance." if len(found.told) == 2 else ""
    return f"{told}{f' {opening(listed(rest))}.' if rest else ''}{few}"


def _changed(tested: Sequence[Change], scope: Scope) -> str:
    """Say where a level shifted, or that nowhere could it be told, or was."""
    if not tested:
        return (
            "No dyad is tested for a change of level: that takes an intensity from "
            f"{numeral(POINTS)} documents, over two windows or more."
        )
    labels, sure = _labels(scope), [each for each in tested if each.beyond_chance]
    looked = f"A change of level was looked for in {count(len(tested), 'dyad')} (Pettitt’s test against random orders)"
    if not sure:
        return f"{looked}; chance gives as large a one in {'it' if len(tested) == 1 else 'each'}."
    each = [f"{labels[c.a, c.b]} after {c.until.label}, from {signed(c.low)} to {signed(c.high)}" for c in sure]
    return f"{looked} and found in {listed(each)}."


def _shifted(report: Report, scope: Scope, found: Timeline, each: Change) -> Finding:
    course = next(course for course in found.courses if (course.a, course.b) == (each.a, each.b))
    text = (
        f"The level between {_labels(scope)[each.a, each.b]} shifted after {each.until.label}: from "
        f"{signed(each.low)} to {signed(each.high)}, in {count(each.documents, 'document')}, further than chance does."
    )
    return Finding(scope=scope.id, text=text, sentences=_behind(report, *course.told))


def _curves(found: Timeline, drawn: Sequence[Course], scope: Scope, table: str) -> Figure:
    labels = _labels(scope)
    series = {
        labels[course.a, course.b]: [
            Stated(dyad.intensity) if dyad and dyad.intensity is not None else None for dyad in course.told
        ]
        for course in drawn
    }
    who = count(len(drawn), "dyad")
    return Figure(
        says=f"Mean intensity by {found.unit}, −10 to +10: {who} with one in two windows or more.",
        key="Above the line: cooperation. Below: conflict. Empty frame: no act with an intensity is told of it.",
        svg=curve([each.label for each in found.windows], series, "Course of dyads; the table below holds the numbers"),
        table=table,
    )


def _courses(found: Timeline, shown: Sequence[Course], report: Report, scope: Scope, id: str) -> Table:
    labels = _labels(scope)
    columns = (
        Column("Dyad"), Column(opening(found.unit)), Column("Intensity", number=True), Column("Acts", wide=True),
        Column("Statements", number=True, wide=True), Column("Documents"), Column("Sentences", number=True),
    )  # fmt: skip
    rows = tuple(
        (
            labels[course.a, course.b], window.label, _sign(dyad), _acts(acts), Number(len(dyad.statements)),
            Cited(dyad.documents), Proof(_behind(report, dyad), f"{labels[course.a, course.b]}, {window.label}"),
        )
        for course in shown
        for window, dyad, acts in zip(found.windows, course.told, course.acts, strict=True)
        if dyad
    )  # fmt: skip
    total = len(found.courses)
    caption = f"The {COURSES} of most dated statements, of {total}" if total > COURSES else "All that have a date"
    return Table(id=id, caption=caption, columns=columns, rows=rows, fold="Dyads by window as a table")


def _turns(turning: Sequence[Turn], report: Report, scope: Scope) -> Table:
    labels = _labels(scope)
    side = (Column("Intensity", number=True), Column("Acts", wide=True), Column("Sentences", number=True))
    columns = (Column("Dyad"), Column("Until"), *side, Column("Since"), *side)
    rows = tuple(
        (labels[turn.a, turn.b], *_side(turn.before, report), *_side(turn.after, report)) for turn in turning[:MOST]
    )
    total = len(turning)
    caption = f"The first {MOST} of {total} turns" if total > MOST else "Each turn, with what stands on both sides"
    return Table(id=f"{scope.id}-turned-table", caption=caption, columns=columns, rows=rows)


def _side(side: Leaning, report: Report) -> tuple[str, Sign | None, str | None, Proof]:
    label = side.window.label
    return label, _sign(side.dyad), _acts(side.acts), Proof(_behind(report, side.dyad), label)


def _sides(turning: Sequence[Turn], report: Report, scope: Scope) -> Iterator[Excerpt]:
    labels = _labels(scope)
    for turn in turning[:QUOTED]:
        for side in (turn.before, turn.after):
            summary = f"{labels[turn.a, turn.b]} in {side.window.label}, {signed(side.dyad.intensity)}"
            yield Excerpt(summary=summary, sentences=_behind(report, side.dyad))


def _turn(turn: Turn, report: Report, scope: Scope) -> Finding:
    before, after = (f"{WAYS[side.way]} in {_told(side)}" for side in (turn.before, turn.after))
    who = _labels(scope)[turn.a, turn.b]
    text = f"{who} turned from {before} to {after}. That alone does not set it apart from chance."
    return Finding(scope=scope.id, text=text, sentences=_behind(report, turn.before.dyad, turn.after.dyad))


def _told(side: Leaning) -> str:
    return f"{side.window.label} ({signed(side.dyad.intensity)}, {count(side.dyad.weight, 'document')})"


def _acts(acts: Sequence[float]) -> str | None:
    """Say how many acts lean which way: "3 to cooperation, 1 to conflict"."""
    ways = [lean(act) for act in acts]
    return ", ".join(f"{ways.count(way)} to {words}" for way, words in WAYS.items() if way in ways) or None


def _several(course: Course) -> bool:
    """Whether a dyad has an intensity in two windows or more."""
    return sum(dyad.intensity is not None for dyad in course.told if dyad) > 1


def _sign(dyad: Dyad) -> Sign | None:
    return None if dyad.intensity is None else Sign(dyad.intensity)


def _labels(scope: Scope) -> dict[tuple[str, str], str]:
    return {(pair.dyad.a, pair.dyad.b): pair.label for pair in scope.pairs}


def _behind(report: Report, *told: Dyad | None) -> tuple[str, ...]:
    return report.archive.of(each for dyad in told if dyad for each in dyad.statements)
