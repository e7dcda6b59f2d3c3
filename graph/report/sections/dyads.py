"""Dyads: who deals with whom, in what spirit, and how often that is told."""

from __future__ import annotations

from collections.abc import Iterator

from graph.analysis.projection import PLAIN
from graph.report.contents import Pair, Report, Scope, Standing, tally
from graph.report.glyphs import way
from graph.report.picture import drawn
from graph.report.plots import code, heat
from graph.report.section import Cited, Column, Excerpt, Figure, Finding, Note, Proof, Section, Sign, Table
from graph.report.words import count, listed, numeral, opening, signed

from .terms import FIRST, in_order, many

MOST, QUOTED, HEAT = 24, 5, 11
WAYS = {"up": "lean to cooperation", "down": "to conflict", "flat": "to neither"}
INTENSITY = Note(
    "Intensity",
    "Each act has a value by its kind, from −9 for an assault to +7 for aid. The mean over a dyad counts every "
    "document once. Relations and shared agreements have no intensity.",
)


def dyads(report: Report, scope: Scope) -> Section | None:
    """Return the dyads of a scope: as a heat map, as a table, and the sentences on those told of most."""
    if not scope.pairs:
        return None
    names, possible = len(scope.names), len(scope.names) * (len(scope.names) - 1) // 2
    silence = Note(
        f"{len(scope.pairs)} of {possible} possible dyads have statements",
        "An empty frame says that the documents are silent. It does not say that the two have nothing to do with "
        "each other.",
    )
    return Section(
        id=f"{scope.id}-dyads", scope=scope.id, title="Dyads", about=scope.title.lower(), text=(_lead(scope),),
        blocks=(*((_heat(scope),) if names > 2 else ()), _table(scope), *_excerpts(scope)),
        notes=(INTENSITY, silence),
        findings=(*_best_told(scope), *(_signs(scope) if scope.id == "states" else ())),
    )  # fmt: skip


def _lead(scope: Scope) -> str:
    """Say how many dyads are told more than once, and how many lean which way."""
    often = sum(pair.dyad.weight > 1 for pair in scope.pairs)
    ways = [way(pair.dyad.intensity) for pair in scope.pairs if pair.dyad.intensity is not None]
    verb = "is" if often == 1 else "are"
    told = f"{often} of {count(len(scope.pairs), 'dyad')} {verb} told by more than one document."
    if not ways:
        return f"{told} None has an act with an intensity."
    lean = listed([f"{ways.count(each)} {words}" for each, words in WAYS.items() if each in ways])
    return f"{told} Of the {len(ways)} with an intensity, {lean}."


def _heat(scope: Scope) -> Figure:
    names: tuple[Standing, ...] = drawn(scope, HEAT)
    number = {name.key: n for n, name in enumerate(names)}
    cells = {
        (min(ends), max(ends)): pair.dyad.intensity
        for pair in scope.pairs
        if (ends := {number.get(pair.one.key, -1), number.get(pair.other.key, -1)}) and -1 not in ends
    }
    title = "Mean intensity of each dyad; the table below holds the numbers"
    return Figure(
        says=f"Mean intensity of the dyads among the {len(names)} told of most, −10 to +10.",
        key="Hatched: conflict. “tie”: told without any act that has an intensity. Empty frame: no statement, which "
        "is not zero.",
        svg=heat([(name.label, code(name.key, name.label)) for name in names], cells, title),
        table=f"{scope.id}-dyads-table",
    )


def _table(scope: Scope) -> Table:
    total = len(scope.pairs)
    columns = (
        Column("Dyad"), Column("Intensity", number=True), Column("Statements", wide=True), Column("Documents"),
        Column("Sentences", number=True),
    )  # fmt: skip
    rows = tuple(
        (
            pair.label, None if pair.dyad.intensity is None else Sign(pair.dyad.intensity), tally(pair),
            Cited(pair.dyad.documents), Proof(pair.sentences, pair.label),
        )
        for pair in scope.pairs[:MOST]
    )  # fmt: skip
    caption = f"The {MOST} told of most, of {total} dyads" if total > MOST else f"All {total} dyads"
    return Table(id=f"{scope.id}-dyads-table", caption=caption, columns=columns, rows=rows)


def _excerpts(scope: Scope) -> Iterator[Excerpt]:
    for pair in scope.pairs[:QUOTED]:
        yield Excerpt(summary=f"The sentences on {pair.label}", sentences=pair.sentences)


def _best_told(scope: Scope) -> Iterator[Finding]:
    most = scope.pairs[0].dyad.weight
    pairs = [pair for pair in scope.pairs if pair.dyad.weight == most]
    if most == 1:
        one = len(pairs) == 1
        rest = "the only dyad rests on one document" if one else f"each of the {len(pairs)} dyads rests on one document"
        yield _finding(scope, f"No tie between {many(scope)} is told by two documents: {rest}.", pairs)
    elif len(pairs) <= FIRST:
        one = len(pairs) == 1
        head = "the dyad told by most documents is" if one else f"{numeral(len(pairs))} dyads lead in documents:"
        names = listed([" with ".join(sorted((pair.one.label, pair.other.label))) for pair in pairs])
        each = "" if one else " each"
        text = f"{opening(head)} {names}, in {most} of {len(scope.documents)} documents{each}."
        yield _finding(scope, text, pairs)


def _signs(scope: Scope) -> Iterator[Finding]:
    """The friendliest and the most hostile dyad, of those that more than one sentence stands behind."""
    weighed = [pair for pair in scope.pairs if pair.dyad.intensity is not None and len(pair.sentences) > 1]
    for pairs, word in ((_extreme(weighed, 1), "Most cooperative"), (_extreme(weighed, -1), "Most at odds")):
        if 0 < len(pairs) <= 3:
            names = "; ".join(pair.label for pair in pairs)
            mean = signed(pairs[0].dyad.intensity)
            text = f"{word} of the dyads with two sentences or more: {names}, at {mean} on the scale from −10 to +10."
            yield _finding(scope, text, pairs)


def _extreme(pairs: list[Pair], way: int) -> list[Pair]:
    values = {pair.label: round(way * (pair.dyad.intensity or 0.0), 1) for pair in pairs}
    top = max(values.values(), default=0.0)
    return [pair for pair in pairs if values[pair.label] == top] if top > PLAIN else []


def _finding(scope: Scope, text: str, pairs: list[Pair]) -> Finding:
    return Finding(scope=scope.id, text=text, sentences=in_order(pair.sentences for pair in pairs))
