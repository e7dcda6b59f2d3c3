"""Groups against blocs: whether the groups that the documents show are blocs that states have declared."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from statistics import fmean

from graph.analysis.blocs import Bloc, Match, chosen, match, speaking
from graph.analysis.communities import Partition, Stability, stability
from graph.analysis.intervals import FEWEST
from graph.analysis.projection import NOBODY
from graph.report.contents import Report, Scope
from graph.report.section import Cell, Column, Finding, Note, Number, Proof, Section, Table
from graph.report.words import count, listed, number

from .groups import within
from .odds import labels, sentences_among
from .terms import many

FITS, PARTLY, NOTHING = 0.6, 0.3, 0.1  # agreement from which a group is a bloc, one in part; and below which neither
FIRM, LOOSE = 0.75, 0.5  # share of a group from which it is said to be firm, and to be there at all (Hennig 2007)
MOST = 24  # groups in the table
UNKNOWN = "not computed"
FIT = Note(
    "Agreement",
    "How far bloc or not, and group or not, divide the names alike: 1 where group and bloc are the same, 0 where they "
    "agree no more than chance would make them (the adjusted Rand index). Beside it, how much of the bloc is in its "
    "best group, and how much of that group is of the bloc.",
)
FIRMNESS = Note(
    "Firmness",
    "How much of a name's group is still its group when the documents are drawn anew and divided again: 1 the very "
    "same, 0 nothing in common. Below 0.75 a group is commonly held not to be firm, below 0.5 not to be there.",
)
CHOICE = Note(
    "Which blocs",
    "Those that divide the states here: at least three within and three without. First those that most documents speak "
    "of, then those with most states. A state may belong to several; each bloc is looked at by itself, and people and "
    "organs belong where their state does. Memberships are those that the reference knows and that documents state.",
)


def blocs_of(report: Report, scope: Scope) -> tuple[Bloc, ...]:
    """Return the blocs that are looked at in a scope."""
    homes = report.homes if scope.id == "actors" else NOBODY
    return chosen(report.members, [name.key for name in scope.names], speaking(report.ties), homes)


def blocs(report: Report, scope: Scope) -> Section | None:
    """Return how the groups of a scope fit declared blocs, and how firm they are; None where all are one group."""
    if len(scope.groups) < 2:
        return None
    parts = [tuple(name.key for name in group.members) for group in scope.groups]
    matches = [match(bloc, parts) for bloc in blocs_of(report, scope)]
    firm = stability(scope.graph, Partition(tuple(parts), scope.modularity))
    id = f"{scope.id}-blocs"
    return Section(
        id=id, scope=scope.id, title="Groups and blocs", about=scope.title.lower(),
        text=(_fits(report, scope, matches), _firmness(scope, firm)),
        blocks=(*_matches(id, report, scope, matches), _groups(id, scope, firm)),
        notes=(FIT, FIRMNESS, CHOICE) if matches else (FIRMNESS, CHOICE),
        findings=tuple(_finding(report, scope, matches, firm)),
    )  # fmt: skip


def _fits(report: Report, scope: Scope, matches: Sequence[Match]) -> str:
    if not matches:
        return f"No bloc divides these {many(scope)}: none has three states here and leaves out three others."
    best = max(matches, key=lambda each: (each.rand, len(each.both)))
    if best.rand < NOTHING:
        return "Hardly any declared bloc shows among these groups: none fits one better than chance would make it."
    name, letter = report.names[best.bloc.key].label, scope.groups[best.community].letter
    rest = len(scope.groups[best.community].members) - len(best.both)
    holds = (
        f"holds {len(best.both)} of its {len(best.bloc.members)} members here and {count(rest, 'other')} (agreement "
        f"{number(best.rand, 2)})"
    )
    if best.rand >= PARTLY:
        how = "close to a declared bloc" if best.rand >= FITS else "a declared bloc in part"
        return f"Group {letter} is {how}, {name}: it {holds}."
    return (
        f"The groups that the documents show are not the blocs that states have declared. {name} comes nearest: group "
        f"{letter} {holds}."
    )


def _firmness(scope: Scope, firm: Stability | None) -> str:
    if firm is None and len(scope.documents) < FEWEST:
        return f"How firm the groups are cannot be told from {count(len(scope.documents), 'document')}."
    if firm is None:
        return f"How firm the groups are was not computed: {len(scope.pairs)} dyads are too many to divide them often."
    mean = fmean(firm.draws.values())
    firmly = "they are firm, weak as they are" if scope.weak else "they are firm"
    verdict = firmly if mean >= FIRM else "they are not firm" if mean >= LOOSE else "they hardly hold at all"
    return (
        f"When the documents are drawn anew, {firm.drawn} times, a name keeps {number(mean, 2)} of its group on "
        f"average: {verdict}."
    )


def _matches(id: str, report: Report, scope: Scope, matches: Sequence[Match]) -> Iterator[Table]:
    if not matches:
        return
    called = labels(scope)

    def name(each: Match) -> str:
        return report.names[each.bloc.key].label

    columns = (
        Column("Bloc"), Column("Members here"), Column("Documents on it", number=True, wide=True), Column("Best group"),
        Column("of the bloc", number=True), Column("of the group", number=True), Column("Agreement", number=True),
        Column("Groups it is in", number=True, wide=True), Column("Sentences", number=True),
    )  # fmt: skip
    rows = tuple(
        (
            name(each), listed([called[key] for key in each.bloc.members], 8),
            Number(each.bloc.documents), scope.groups[each.community].letter, Number(each.recall, 2),
            Number(each.precision, 2), Number(each.rand, 2), Number(each.communities),
            Proof(sentences_among(scope, each.bloc.members), f"ties among members of {name(each)}"),
        )
        for each in sorted(matches, key=lambda each: (-round(each.rand, 9), name(each)))
    )  # fmt: skip
    yield Table(id=f"{id}-table", caption="Blocs and the group that fits each best", columns=columns, rows=rows)


def _groups(id: str, scope: Scope, firm: Stability | None) -> Table:
    columns = (
        Column("Group"), Column("Names", number=True), Column("Firmness", number=True), Column("Least firm"),
        Column("Firmness over other starts", number=True, wide=True), Column("Sentences", number=True),
    )  # fmt: skip
    rows: list[tuple[Cell, ...]] = []
    for group in scope.groups[:MOST]:
        draws = [(firm.draws[name.key], name.label) for name in group.members if firm and name.key in firm.draws]
        seeds = [firm.seeds[name.key] for name in group.members if firm]
        least = min(draws, default=None)
        rows.append((
            group.letter, Number(len(group.members)), _mean([each for each, _ in draws]),
            f"{least[1]}, {number(least[0], 2)}" if least else UNKNOWN, _mean(seeds),
            Proof(within(scope, group), f"group {group.letter}"),
        ))  # fmt: skip
    shown = f"How firm the {MOST} largest of {len(scope.groups)} groups are"
    caption = shown if len(scope.groups) > MOST else "How firm each group is"
    return Table(id=f"{id}-groups", caption=caption, columns=columns, rows=tuple(rows))


def _mean(values: Sequence[float]) -> Cell:
    return Number(fmean(values), 2) if values else UNKNOWN


def _finding(report: Report, scope: Scope, matches: Sequence[Match], firm: Stability | None) -> Iterator[Finding]:
    """A bloc is worth telling at the head only if the division is: clear, firm, and that of the bloc."""
    best = max(matches, key=lambda each: each.rand, default=None)
    if best is None or scope.weak or firm is None or best.rand < FITS or fmean(firm.draws.values()) < FIRM:
        return
    members = [name.key for name in scope.groups[best.community].members]
    yield Finding(scope=scope.id, text=_fits(report, scope, matches), sentences=sentences_among(scope, members))
