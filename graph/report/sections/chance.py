"""More than chance: what a network shows beyond the number of partners that each name has."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from graph.analysis.chance import Compared, answered, compared
from graph.analysis.nulls import FEW, LEVEL, Test, holm
from graph.analysis.projection import as_arrows
from graph.report.contents import Report, Scope
from graph.report.section import Cell, Column, Finding, Named, Note, Number, Proof, Section, Table
from graph.report.words import listed, numeral

from .blocs import blocs_of
from .odds import CHANCE, odds, proof, sentences_among
from .terms import FIRST, in_order, many

LEAST, LEAST_ARROWS = 4, 10  # dyads, and arrows, below which nothing is asked
MEANING = Note(
    "What it measures",
    "Random networks are drawn in which each name has as many partners as here and only with whom is left to chance. "
    "What is larger here than in nearly all of them needs another reason than who is written about much.",
)
BY_ITSELF = "A sentence that ties all whom it names to one another makes such by itself."
MISLEADS = Note(
    "When it misleads",
    f"{BY_ITSELF} Chance here deals out dyads, not sentences. And few ties can show little: “no more "
    "than chance” says that these documents do not settle it, not that chance made the world so.",
)
CLOSED = "Clustering: share of paths over two dyads that are closed"
GROUPED = "Modularity of the best groups, without weights"
BACK = "Reciprocity: share of arrows that are answered"
ANSWERED = Note(
    "Reciprocity",
    "An arrow leads from whoever acts to whoever is acted on, and is answered if one leads back, whatever was done. In "
    "the random networks as many arrows lead from each name and to it as here. What sides do as equals is left out: it "
    "goes both ways by itself. Direction is the least sure part of a reading.",
)


@dataclass(frozen=True, slots=True)
class _Asked:
    """Something asked of the network: what it is called, what it means if it is more than chance, and the answer."""

    what: str
    means: str
    decimals: int
    test: Test
    adjusted: float
    sentences: tuple[str, ...]


def chance(report: Report, scope: Scope) -> Section | None:
    """Return what a scope shows beyond chance; None where it has too few dyads to ask."""
    if len(scope.pairs) < LEAST:
        return None
    id, about = f"{scope.id}-chance", scope.title.lower()
    members = {bloc.key: bloc.members for bloc in blocs_of(report, scope)}
    found = compared(scope.graph, members)
    if found is None:
        words = f"Not computed: {len(scope.pairs)} dyads are too many to draw random networks of."
        return Section(id=id, scope=scope.id, title="More than chance", about=about, text=(words,))
    asked = [*_whole(report, scope, found), *_blocs(report, scope, found, members)]
    return Section(
        id=id, scope=scope.id, title="More than chance", about=about,
        text=(_lead(asked), _names(scope, found)),
        blocks=(*((_table(id, asked, found),) if asked else ()), *_names_table(id, scope, found)),
        notes=(MEANING, *((ANSWERED,) if any(each.what == BACK for each in asked) else ()), MISLEADS, CHANCE),
        findings=tuple(_finding(scope, asked)),
    )  # fmt: skip


def _whole(report: Report, scope: Scope, found: Compared) -> Iterator[_Asked]:
    every = in_order(pair.sentences for pair in scope.pairs)
    acts = [tie for tie in scope.ties if tie.directed and tie.kind == "event"]
    arrows = as_arrows(acts, report.names)
    back = answered(arrows) if arrows.number_of_edges() >= LEAST_ARROWS else None
    tests = (
        (CLOSED, "partners of one name deal with each other as well", found.clustering, every),
        (GROUPED, f"the {many(scope)} fall into groups", found.modularity, every),
        (BACK, "those who are acted on act in turn", back, report.archive.of({tie.statement for tie in acts})),
    )
    varying = [(what, means, test, ids) for what, means, test, ids in tests if test and test.z is not None]
    raised = holm([test.p for _, _, test, _ in varying])
    for (what, means, test, ids), p in zip(varying, raised, strict=True):
        yield _Asked(what, means, 2, test, p, ids)


def _blocs(
    report: Report, scope: Scope, found: Compared, members: dict[str, tuple[str, ...]]
) -> Iterator[_Asked]:
    varying = [(key, test) for key, test in found.inside.items() if test.z is not None]
    raised = holm([test.p for _, test in varying])
    for (key, test), p in zip(varying, raised, strict=True):
        name = report.names[key].label
        within = sentences_among(scope, members[key])
        yield _Asked(f"Dyads among members of {name}", f"members of {name} deal with each other", 0, test, p, within)


def _lead(asked: Sequence[_Asked]) -> str:
    firm = [each for each in asked if each.adjusted < LEVEL]
    if not asked:
        return "Nothing can be asked: any network with these numbers of partners looks the same."
    if not firm:
        return (
            f"Of {numeral(len(asked))} things asked, none is larger than the number of partners of each name alone "
            "would make it. That is what these documents allow to say, no proof of the contrary."
        )
    means = listed([each.means for each in firm], len(firm))
    return f"More often than the number of partners of each name alone would make it: {means}."


def _names(scope: Scope, found: Compared) -> str:
    if not found.between:
        return "Who stands between others more than so many partners would make it was not computed: too many names."
    firm = [name.label for name in scope.names if found.adjusted[name.key] < LEVEL]
    if not firm:
        return "No name stands between the others more than its number of partners would make it."
    verb = "stands" if len(firm) == 1 else "stand"
    return f"{listed(sorted(firm))} {verb} between the others more than so many partners would make it."


def _table(id: str, asked: Sequence[_Asked], found: Compared) -> Table:
    rows = tuple(
        (
            each.what, Number(each.test.observed, each.decimals), Number(each.test.expected, max(1, each.decimals)),
            _z(each.test), odds(each.test), Number(each.adjusted, 3), Proof(each.sentences, each.what),
        )
        for each in asked
    )  # fmt: skip
    columns = (
        Column("What"), Column("Here", number=True), Column("By chance", number=True),
        Column("z", number=True, wide=True), Column("Chance gives as much", number=True, wide=True),
        Column("p, all asked", number=True),
        Column("Sentences", number=True),
    )  # fmt: skip
    caption = f"Beside {found.cases} random networks with the same number of partners for each name"
    return Table(id=f"{id}-table", caption=caption, columns=columns, rows=rows)


def _names_table(id: str, scope: Scope, found: Compared) -> Iterator[Table]:
    """Yield the names that stand between others most, beside what their number of partners would make of it."""
    shown = [name for name in scope.names if found.between and found.between[name.key].observed > 0]
    first = sorted(shown, key=lambda name: (found.adjusted[name.key], -found.between[name.key].observed, name.label))
    rows: list[tuple[Cell, ...]] = []
    for name in first[:FIRST]:
        test = found.between[name.key]
        rows.append((
            Named(name.key, name.type, name.label), Number(scope.graph.degree(name.key)), Number(test.observed, 2),
            Number(test.expected, 2), _z(test), Number(found.adjusted[name.key], 3),
            proof(name),
        ))  # fmt: skip
    columns = (
        Column("Name"), Column("Partners", number=True, wide=True), Column("Betweenness", number=True),
        Column("By chance", number=True), Column("z", number=True, wide=True), Column("p, all names", number=True),
        Column("Sentences", number=True),
    )  # fmt: skip
    if rows:
        yield Table(
            id=f"{id}-names", columns=columns, rows=tuple(rows), fold=f"Betweenness beside chance ({len(rows)})",
            caption=f"Betweenness beside {FEW} random networks with the same number of partners for each name",
        )  # fmt: skip


def _z(test: Test) -> Cell:
    return "never varies" if test.z is None else Number(test.z, 1)


def _finding(scope: Scope, asked: Sequence[_Asked]) -> Iterator[Finding]:
    firm = [each for each in asked if each.adjusted < LEVEL]
    if firm:
        means = listed([each.means for each in firm], len(firm))
        text = f"More than chance would have it, given how many partners each has: {means}. {BY_ITSELF}"
        yield Finding(scope=scope.id, text=text, sentences=in_order(each.sentences for each in firm))
