"""Cooperation and conflict: which triangles agree with themselves, and how far all are from two camps."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

import networkx as nx

from graph.analysis.balance import Triad, balanced_by_chance, camps, leaning, triads
from graph.analysis.frustration import Frustration, frustration
from graph.analysis.nulls import LEVEL
from graph.analysis.signs import CELLS, Signs, signs
from graph.report.contents import Pair, Report, Scope
from graph.report.section import Cell, Column, Finding, Note, Number, Proof, Section, Sign, Table
from graph.report.words import count, listed, number, numeral, opening

from .odds import by_ends, labels, odds, sentences_among
from .terms import in_order

MOST, NAMED = 24, 3  # rows in a table, and triangles that are named one by one
ONLY = {True: "; no other choice of as few would do", False: "; another choice of as few would do as well", None: ""}
MEANING = Note(
    "What it measures",
    "A dyad is + where its acts lean to cooperation, − where they lean to conflict; within ±0.5, or without an act, it "
    "has no sign. Three agree with themselves if friends of friends are friends and enemies of friends enemies: an "
    "even number of minuses.",
)
MISLEADS = Note(
    "When it misleads",
    "A sign is a mean over documents, and those who write of talks make it +. What they do not tell has no sign: "
    "few triangles, and few minuses, show little either way. Balance describes what is told; nobody is bound to it.",
)


def balance(report: Report, scope: Scope) -> Section | None:
    """Return the signed network of a scope; None where fewer than two dyads have a sign."""
    graph = leaning(scope.graph)
    if graph.number_of_edges() < 2:
        return None
    id, known, turned = f"{scope.id}-balance", triads(graph), frustration(graph)
    found = tuple(_in_order(scope, known or ()))
    small = graph.number_of_edges() * len(scope.documents) <= CELLS
    firm = signs(scope.ties) if small else None
    return Section(
        id=id, scope=scope.id, title="Cooperation and conflict", about=scope.title.lower(),
        text=(_signs(graph), *_triangles(graph, None if known is None else found), *_camps(graph, turned)),
        blocks=(*_triads_table(id, found, firm), *_camps_tables(id, scope, turned)),
        notes=(*_notes(graph, found, turned, firm), MEANING, MISLEADS), findings=tuple(_findings(scope, found, firm)),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Named:
    """A triangle with its three dyads in the order of the names' labels: first–second, first–third, second–third."""

    triad: Triad
    names: tuple[str, str, str]
    sides: tuple[Pair, Pair, Pair]

    @property
    def title(self) -> str:
        return ", ".join(self.names)

    @property
    def means(self) -> tuple[float, ...]:
        return tuple(side.dyad.intensity or 0.0 for side in self.sides)

    @property
    def sentences(self) -> tuple[str, ...]:
        return in_order(side.sentences for side in self.sides)


def _in_order(scope: Scope, found: Iterable[Triad]) -> list[_Named]:
    """Return triangles with those that do not agree first, then those told of most, then by name."""
    called, pairs = labels(scope), by_ends(scope)
    named = []
    for triad in found:
        keys = sorted(triad.names, key=lambda key: (called[key], key))
        one, other, third = (pairs[min(ends), max(ends)] for ends in combinations(keys, 2))
        a, b, c = (called[key] for key in keys)
        named.append(_Named(triad, (a, b, c), (one, other, third)))
    return sorted(named, key=lambda each: (each.triad.balanced, -sum(len(s.sentences) for s in each.sides), each.title))


def _wrong(found: Iterable[_Named]) -> list[_Named]:
    return [each for each in found if not each.triad.balanced]


def _signs(graph: nx.Graph[str]) -> str:
    total, minuses = graph.number_of_edges(), _minuses(graph)
    if not minuses:
        return f"All {total} dyads with a sign lean to cooperation."
    return f"Of {total} dyads with a sign, {total - minuses or 'none'} lean to cooperation and {minuses} to conflict."


def _minuses(graph: nx.Graph[str]) -> int:
    return sum(graph[a][b]["sign"] < 0 for a, b in graph.edges)


def _triangles(graph: nx.Graph[str], found: Sequence[_Named] | None) -> Iterator[str]:
    """Say how many triangles agree, and whether that is more than chance makes of so many minuses."""
    if found is None:
        yield "Their triangles were not counted: there are too many."
        return
    if not found:
        yield "No three of them make a triangle, so nothing can agree or disagree with itself."
        return
    yield _agreement(found)
    minuses = _minuses(graph)
    if 0 < minuses < graph.number_of_edges() and len(_wrong(found)) < len(found):
        test = balanced_by_chance(graph, [each.triad for each in found])
        verdict = "more than chance makes them" if test.p < LEVEL else "no more than chance makes them"
        yield (
            f"With {count(minuses, 'minus', 'minuses')} laid on any of the dyads by lot, {number(test.expected, 1)} "
            f"would be balanced on average, and as many as here in {odds(test)} cases: {verdict}."
        )


def _verdict(triad: Triad) -> str:
    """Say whether a triangle is balanced; three enemies are so to Davis, for whom there may be more than two camps."""
    if triad.balanced:
        return "balanced"
    return "unbalanced, but for three camps" if triad.weakly else "unbalanced"


def _agreement(found: Sequence[_Named]) -> str:
    wrong, total = _wrong(found), len(found)
    names = f": {'; '.join(each.title for each in wrong)}" if len(wrong) <= NAMED else ""
    if total == 1:
        return f"The only triangle {f'does not agree with itself{names}' if wrong else 'agrees with itself'}."
    if not wrong:
        return f"{'Both' if total == 2 else f'All {total}'} triangles agree with themselves."
    if len(wrong) == total:
        return f"{_none(total)} triangles agrees with itself{names}."
    do = "One does" if len(wrong) == 1 else f"{opening(numeral(len(wrong)))} do"
    return f"{total - len(wrong)} of {total} triangles agree with themselves. {do} not{names}."


def _none(total: int) -> str:
    return "Neither of the two" if total == 2 else f"None of the {numeral(total)}"


def _camps(graph: nx.Graph[str], turned: Frustration | None) -> Iterator[str]:
    """Say how far all signs are from two camps, and whether more than two would do."""
    total = graph.number_of_edges()
    if turned is None:
        yield "How far they are from two camps was not computed: too many dyads hang together."
    elif not turned.index:
        yield "Nothing stands against two camps." if _minuses(graph) else "Nobody stands against anybody: one camp."
    elif not turned.exact:
        yield (
            f"For all to fall into two camps, between {turned.least} and {turned.index} of {total} dyads would have to "
            "turn; the search for fewer was cut short."
        )
    else:
        turn = "dyad would have to turn" if turned.index == 1 else "dyads would have to turn"
        yield f"For all to fall into two camps, {numeral(turned.index)} {turn}, of {total}{ONLY[turned.only]}."
    parts = camps(graph)
    if turned and turned.index and parts:
        yield f"In {numeral(len(parts))} camps all signs fit: friends within, enemies between, as Davis allows."


def _triads_table(id: str, found: Sequence[_Named], firm: Signs | None) -> Iterator[Table]:
    if not found:
        return
    columns = (
        Column("Three actors"), Column("Signs"), Column("Intensities", wide=True), Column("Balance"),
        Column("Resamples that say so", number=True, wide=True), Column("Sentences", number=True),
    )  # fmt: skip
    rows = tuple(
        (
            each.title, " ".join("+" if mean > 0 else "−" for mean in each.means), tuple(map(Sign, each.means)),
            _verdict(each.triad), _agreeing(firm, each.triad),
            Proof(each.sentences, each.title),
        )
        for each in found[:MOST]
    )  # fmt: skip
    shown = f"{MOST} of {len(found)} triangles" if len(found) > MOST else count(len(found), "triangle")
    order = ", those that do not agree first, then those with most sentences" if len(found) > 1 else ""
    yield Table(
        id=f"{id}-triangles", columns=columns, rows=rows,
        caption=f"{shown}{order}. Signs of first and second, first and third, second and third. In resamples of the "
        "documents that do not say so a sign is missing or another",
    )  # fmt: skip


def _agreeing(firm: Signs | None, triad: Triad) -> Cell:
    if firm is None:
        return "not computed"
    balanced, unbalanced = firm.verdicts(triad)
    return Number(balanced if triad.balanced else unbalanced, unit=f"of {len(firm.drawn):,}")


def _camps_tables(id: str, scope: Scope, turned: Frustration | None) -> Iterator[Table]:
    """Yield the camps, where any conflict parts them, and the dyads that stand against them."""
    if turned is None:
        return
    called, pairs = labels(scope), by_ends(scope)
    rows = tuple(
        (
            listed(sorted(called[key] for key in one), MOST), listed(sorted(called[key] for key in other), MOST),
            Proof(sentences_among(scope, (*one, *other)), "these camps"),
        )
        for one, other in turned.camps
        if other
    )  # fmt: skip
    columns = (Column("One camp"), Column("The other"), Column("Sentences", number=True))
    if rows:
        yield Table(id=f"{id}-camps", caption="Camps that the signs come nearest to", columns=columns, rows=rows)
    against = tuple(
        (pairs[ends].label, Sign(pairs[ends].dyad.intensity or 0.0), Proof(pairs[ends].sentences, pairs[ends].label))
        for ends in turned.against[:MOST]
    )
    columns = (Column("Dyad"), Column("Intensity", number=True), Column("Sentences", number=True))
    if against:
        shown = f"{MOST} of {turned.index} dyads" if turned.index > MOST else count(turned.index, "dyad")
        yield Table(id=f"{id}-against", caption=f"{shown} against these camps", columns=columns, rows=against)


def _notes(
    graph: nx.Graph[str], found: Sequence[_Named], turned: Frustration | None, firm: Signs | None
) -> Iterator[Note]:
    if turned and turned.exact and _minuses(graph):
        around = firm.frustration() if firm else None
        between = f" [{number(around[0], 2)}, {number(around[1], 2)}]" if around else ""
        words = " In brackets: where 95 of 100 redrawings of the documents put it." if around else ""
        yield Note(
            f"Frustration {number(turned.index / graph.number_of_edges(), 2)}{between}",
            "The least share of signed dyads whose sign would have to change for all to fall into two camps. Zero: two "
            f"clean camps, or one.{words}",
        )
    for each in _wrong(found)[:NAMED]:
        yield Note(each.title, _remark(each, firm))


def _remark(each: _Named, firm: Signs | None) -> str:
    """Say what does not agree in a triangle, and how firmly that is told."""
    if each.triad.signs.count(-1) == 1:
        at = next(n for n, mean in enumerate(each.means) if mean < 0)  # 0: the first two are at odds, and so on
        what = f"Two ties of cooperation and one of conflict: {each.names[2 - at]} is on good terms with two at odds"
    else:
        what = "Three ties of conflict: three camps for Davis, one too many for Harary"
    return f"{what}.{_firmness([each], firm)}"


def _firmness(found: Sequence[_Named], firm: Signs | None) -> str:
    """Say in how many redrawings of the documents triangles are unbalanced."""
    if firm is None:
        return ""
    times = listed([str(firm.verdicts(each.triad)[1]) for each in found])
    return f" Unbalanced in {times} of {len(firm.drawn):,} redrawings of the documents."


def _findings(scope: Scope, found: Sequence[_Named], firm: Signs | None) -> Iterator[Finding]:
    wrong = _wrong(found)
    if 0 < len(wrong) <= NAMED:
        names = "; ".join(each.title for each in wrong)
        kind, some = "of cooperation and conflict", f"{opening(numeral(len(wrong)))} of {len(found)} triangles"
        if len(found) == 1:
            told = f"The only triangle {kind} does not agree with itself"
        elif len(wrong) == len(found):
            told = f"{_none(len(found))} triangles {kind} agrees with itself"
        else:
            do = "does not agree with itself" if len(wrong) == 1 else "do not agree with themselves"
            told = f"{some} {kind} {do}"
        text = f"{told}: {names}.{_firmness(wrong, firm)}"
        yield Finding(scope=scope.id, text=text, sentences=in_order(each.sentences for each in wrong))
