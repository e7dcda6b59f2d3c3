"""Risers and fallers: whose share of the documents is larger or smaller in the later half of what is dated."""

from __future__ import annotations

from graph.analysis.nulls import LEVEL
from graph.analysis.shifts import TESTED, Halves, Shift, Side, halves
from graph.analysis.windows import timeline
from graph.report.contents import Report, Scope
from graph.report.plots import Move, slopes
from graph.report.section import Column, Figure, Finding, Named, Note, Placed, Proof, Section, Table
from graph.report.words import count, listed, number, numeral

from .terms import FIRST, in_order, many

MOST = 24
FEWEST = 3  # documents on either side, below which nobody is said to rise or fall
NOTES = (
    Note(
        "What it measures",
        "In how many of the documents on either side a name has a dated tie. “Beyond chance” is Fisher’s exact test, "
        f"corrected for the number of names (Holm), of names in at least {numeral(TESTED)} documents.",
    ),
    Note("When it misleads", "A name also rises because later documents were looked for under it."),
)


def risers(report: Report, scope: Scope) -> Section | None:
    """Return who is told of more, and who less, in the later half; None where either half has too few documents."""
    found = halves(timeline(scope.ties))
    if found is None or min(found.documents) < FEWEST:
        return None
    table, labels = f"{scope.id}-risers-table", {name.key: name.label for name in scope.names}
    shown = found.shifts[:FIRST]
    before, after = _spans(found)
    moves = [Move(labels[shift.key], *_shares(shift, found)) for shift in shown]
    title = "Shares before and after; the table below holds the numbers"
    figure = Figure(
        says=f"Share of the documents that tie a name, {before} and {after}: the {len(shown)} that moved most.",
        key="Solid: rises. Dashed: falls. Grey: stays.",
        svg=slopes(moves, (before, after), title, decimals=2),
        table=table,
    )
    return Section(
        id=f"{scope.id}-risers", scope=scope.id, title="Risers and fallers", about=scope.title.lower(),
        text=(_lead(found, labels),), blocks=(figure, _table(found, scope, report, table)), notes=NOTES,
        findings=tuple(_finding(shift, found, report, scope) for shift in found.shifts if shift.beyond_chance),
    )  # fmt: skip


def _lead(found: Halves, labels: dict[str, str]) -> str:
    before, after = _spans(found)
    sides = f"{count(found.documents[0], 'document')} {before}, {found.documents[1]} {after}"
    sure = [labels[shift.key] for shift in found.shifts if shift.beyond_chance]
    if sure:
        verdict = f"{listed(sure)} moved further than chance moves a name."
    elif any(shift.p is not None for shift in found.shifts):
        verdict = "No name moved further than chance moves a name."
    else:
        verdict = f"No name is in {numeral(TESTED)} of them, which a test takes: what moved may be chance."
    return f"The windows are parted where about half of the dated statements lie on either side: {sides}. {verdict}"


def _table(found: Halves, scope: Scope, report: Report, id: str) -> Table:
    before, after = _spans(found)
    names = {name.key: Named(name.key, name.type, name.label) for name in scope.names}
    side = (Column("Documents", number=True), Column("Sentences", number=True))
    columns = (
        Column("Name"), Column(f"Rank {before}"), *side, Column(f"Rank {after}"), *side,
        Column("Beyond chance", wide=True),
    )  # fmt: skip
    rows = tuple(
        (
            names[shift.key], *_side(shift.before, found.documents[0], report, before),
            *_side(shift.after, found.documents[1], report, after), _verdict(shift),
        )
        for shift in found.shifts[:MOST]
    )  # fmt: skip
    total = len(found.shifts)
    caption = f"The {MOST} that moved most, of {total}" if total > MOST else f"All {total}, those that moved most first"
    return Table(
        id=id, caption=f"{caption}; ranks are of strength within each half", columns=columns, rows=rows,
        fold="Names before and after as a table",
    )  # fmt: skip


def _side(side: Side, total: int, report: Report, when: str) -> tuple[Placed | str, str, Proof]:
    rank = Placed(str(side.rank)) if side.rank else "none"
    return rank, f"{len(side.documents)} of {total}", Proof(report.archive.of(side.statements), when)


def _verdict(shift: Shift) -> str:
    if shift.p is None:
        return "not tested"
    return f"{'yes' if shift.beyond_chance else 'no'} (p {number(shift.p, 3)})"


def _finding(shift: Shift, found: Halves, report: Report, scope: Scope) -> Finding:
    before, after = _spans(found)
    name = next(name.label for name in scope.names if name.key == shift.key)
    shares = _shares(shift, found)
    text = (
        f"{name} is told of {'more' if shares[1] > shares[0] else 'less'} than before: in "
        f"{len(shift.before.documents)} of {count(found.documents[0], 'document')} {before}, in "
        f"{len(shift.after.documents)} of {found.documents[1]} {after}. By chance one of the {many(scope)} moves "
        f"as far in fewer than {round(100 * LEVEL)} of 100 cases."
    )
    sentences = in_order(report.archive.of(side.statements) for side in (shift.before, shift.after))
    return Finding(scope=scope.id, text=text, sentences=sentences)


def _shares(shift: Shift, found: Halves) -> tuple[float, float]:
    return len(shift.before.documents) / found.documents[0], len(shift.after.documents) / found.documents[1]


def _spans(found: Halves) -> tuple[str, str]:
    return f"up to {found.until.label}", f"from {found.since.label}"
