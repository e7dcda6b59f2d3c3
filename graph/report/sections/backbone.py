"""What stands out: the dyads told more often than the other dyads of their names would lead one to expect."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from graph.analysis.backbone import Backbone, Strand, backbone
from graph.analysis.nulls import LEVEL
from graph.report.contents import Pair, Report, Scope
from graph.report.section import Cell, Column, Finding, Note, Number, Proof, Section, Table
from graph.report.words import count, listed, numeral, opening

from .odds import by_ends
from .terms import in_order, many

MOST = 24
NOTES = (
    Note(
        "What it measures",
        "A name's documents are spread over its dyads. A dyad stands out if it takes a share of them that breaking a "
        "stick at random would seldom give to one piece: 8 documents of 10, where the name has three dyads, is a "
        "chance of 4 in 100. It is looked at from both names, and either may make it stand out. Serrano, Boguñá and "
        "Vespignani 2009, with Holm's correction.",
    ),
    Note(
        "When it misleads",
        "It weighs attention: a dyad stands out by being written about. Where most dyads are told by one document or "
        "two, none can stand out, which does not make all of them alike.",
    ),
)


def backbone_of(report: Report, scope: Scope) -> Section | None:
    """Return the dyads of a scope that stand out; None where there is but one."""
    if len(scope.pairs) < 2:
        return None
    found = backbone(scope.graph)
    return Section(
        id=f"{scope.id}-backbone", scope=scope.id, title="What stands out", about=f"backbone, {scope.title.lower()}",
        text=(_lead(found),), blocks=tuple(_table(scope, found)), notes=NOTES,
        findings=tuple(_finding(scope, found)),
    )  # fmt: skip


def _lead(found: Backbone) -> str:
    total, kept, seeming = len(found.strands), len(found.kept), len(found.seeming)
    if found.even:
        weight = count(round(found.strands[0].weight), "document")
        return f"Each of the {total} dyads is told by {weight}. Where all weigh the same, none can stand out."
    if kept:
        verb = "stands" if kept == 1 else "stand"
        return (
            f"{opening(numeral(kept))} of {total} dyads {verb} out: told more often than chance would spread the "
            f"documents of its names, even when all {total} are asked at once. The others may matter; their number "
            "does not show it."
        )
    if seeming:
        verb = "seems" if seeming == 1 else "seem"
        return (
            f"None of {total} dyads stands out once all are asked at once. By itself {numeral(seeming)} {verb} to, "
            "below: among so many, that may be luck."
        )
    return f"None of {total} dyads stands out: no share of a name's documents is larger than chance would make it."


def _table(scope: Scope, found: Backbone) -> Iterator[Table]:
    """Yield the dyads that stand out by themselves, with what remains of that when all are asked at once."""
    pairs = by_ends(scope)
    columns = (
        Column("Dyad"), Column("Documents", number=True), Column("Share of each name's", wide=True),
        Column("p", number=True), Column(f"p, all {len(found.strands)} asked", number=True),
        Column("Sentences", number=True),
    )  # fmt: skip
    rows: list[tuple[Cell, ...]] = []
    for each in found.seeming[:MOST]:
        pair = pairs[each.a, each.b]
        rows.append((
            pair.label, Number(each.weight), _shares(scope, pair), Number(each.p, 3),
            Number(each.adjusted, 3), Proof(pair.sentences, pair.label),
        ))  # fmt: skip
    if rows:
        shown = f"The first {MOST} of {len(found.seeming)} dyads" if len(found.seeming) > MOST else "Dyads"
        caption = f"{shown} that stand out, each asked by itself, and what remains when all are asked at once"
        yield Table(id=f"{scope.id}-backbone-table", caption=caption, columns=columns, rows=tuple(rows))


def _shares(scope: Scope, pair: Pair) -> str:
    """Say how much of what is told of each name the dyad takes: "9 of 11 of China, 9 of 20 of Italy"."""
    names = sorted((pair.one, pair.other), key=lambda name: name.label)
    whole = [(scope.graph.degree(name.key, weight="weight"), name.label) for name in names]
    return ", ".join(f"{pair.dyad.weight} of {all_told} of {label}" for all_told, label in whole)


def _finding(scope: Scope, found: Backbone) -> Iterator[Finding]:
    kept: Sequence[Strand] = found.kept
    if not kept:
        return
    pairs = [by_ends(scope)[each.a, each.b] for each in kept]
    verb = "stands" if len(kept) == 1 else "stand"
    text = (
        f"Of {len(found.strands)} dyads between {many(scope)}, {numeral(len(kept))} {verb} out as told more often than "
        f"chance would have it (at {LEVEL:.2f}, all asked at once): {listed([pair.label for pair in pairs])}."
    )
    yield Finding(scope=scope.id, text=text, sentences=in_order(pair.sentences for pair in pairs))
