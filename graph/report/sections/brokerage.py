"""Brokers: who stands between others that do not deal with each other, within blocs and between them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from graph.analysis.brokerage import census, standing
from graph.analysis.nulls import LEVEL
from graph.report.contents import Report, Scope, Standing
from graph.report.section import Cell, Column, Finding, Named, Note, Number, Section, Table
from graph.report.words import count, listed

from .odds import CHANCE, labels, proof
from .roles import MOST, WITHIN, Role, called, five_roles, played, roles_table, verdict
from .terms import FIRST, in_order, many, one

GROUPS = {
    "coordinator": "Within its group", "gatekeeper": "At its gate", "itinerant": "Within another",
    "liaison": "Between two others",
}  # fmt: skip
NOTES = (
    Note(
        "What it measures",
        "A name stands between two others if both deal with it and not with each other; each such three count once. By "
        "the group of each of the three it is a coordinator (all in one), a gatekeeper or representative (one of the "
        "two outside; without arrows these are the same), an itinerant broker (the two in one group, itself outside) "
        "or a liaison (three groups). Gould and Fernandez 1989.",
    ),
    Note(
        "Roles in a bloc",
        "Within: between two members, itself one. At the gate: between a member and an outsider, itself a member. From "
        "outside: between two members, itself none. Outsiders are in no group; a state in two blocs counts in each.",
    ),
    Note(
        "When it misleads",
        "That two do not deal with each other means that no document says so. Whoever the documents are about stands "
        "between all others in them. So the memberships are dealt out by lot among the other names, the network held "
        "fixed: what remains tells of blocs, not of how much a name is written about. Groups are not asked that way: "
        "they were drawn from the same ties.",
    ),
)


def brokerage(report: Report, scope: Scope) -> Section | None:
    """Return who brokers in a scope; None where nobody stands between two others."""
    pairs = standing(scope.graph)
    id = f"{scope.id}-brokerage"
    if pairs is None:
        words = f"Not computed: {len(scope.names)} {many(scope)} have too many partners to look at every two of them."
        return Section(id=id, scope=scope.id, title="Brokers", about=scope.title.lower(), text=(words,))
    totals = {key: amount for key, amount in pairs.items() if amount}
    if not totals:
        return None
    first = _first(scope, totals)
    roles = played(report, scope, scope.graph, first).roles(tuple(WITHIN))
    five, notes = five_roles(id, report, scope, first)
    return Section(
        id=id, scope=scope.id, title="Brokers", about=f"by bloc, {scope.title.lower()}",
        text=(_lead(scope, totals), verdict(scope, roles, len(first))),
        blocks=(_table(id, scope, totals, first), *roles_table(id, roles), *five, *_groups_table(id, scope)),
        notes=(*NOTES, *notes, CHANCE), findings=tuple(_finding(scope, roles)),
    )  # fmt: skip


def _first(scope: Scope, totals: Mapping[str, int]) -> tuple[Standing, ...]:
    """Return the names that stand between most pairs; whom they are chosen by has nothing to do with blocs."""
    names = [name for name in scope.names if name.key in totals]
    return tuple(sorted(names, key=lambda name: (-totals[name.key], name.label, name.key))[:FIRST])


def _lead(scope: Scope, totals: Mapping[str, int]) -> str:
    most = max(totals.values())
    called = labels(scope)
    first = sorted(called[key] for key in totals if totals[key] == most)
    verb, each = ("stands", "") if len(first) == 1 else ("stand", " each")
    any_at_all = "stands" if len(totals) == 1 else "stand"
    return (
        f"{listed(first)} {verb} between most others that do not deal with each other: {count(most, 'pair')}{each}. "
        f"{len(totals)} of {count(len(scope.names), one(scope))} {any_at_all} between any."
    )


def _table(id: str, scope: Scope, totals: Mapping[str, int], first: Sequence[Standing]) -> Table:
    narrow, wide = (_values(scope, measure) for measure in ("constraint", "effective_size"))
    columns = (
        Column("Name"), Column("Pairs between", number=True), Column("Partners", number=True, wide=True),
        Column("Effective size", number=True, wide=True), Column("Constraint", number=True),
        Column("Sentences", number=True),
    )  # fmt: skip
    rows = tuple(
        (
            Named(name.key, name.type, name.label), Number(totals[name.key]), Number(scope.graph.degree(name.key)),
            _number(wide.get(name.key), 1), _number(narrow.get(name.key), 2), proof(name),
        )
        for name in first
    )  # fmt: skip
    shown = f"The first {len(first)} of {len(totals)}" if len(totals) > len(first) else "All"
    return Table(id=f"{id}-table", caption=f"{shown} that stand between others", columns=columns, rows=rows)


def _values(scope: Scope, measure: str) -> dict[str, float]:
    return {place.name.key: place.value for place in scope.ranking(measure).places}


def _number(value: float | None, decimals: int) -> Number | None:
    return None if value is None else Number(value, decimals)


def _groups_table(id: str, scope: Scope) -> Iterator[Table]:
    """Yield the roles between groups, where these are clear; counted and not compared with chance."""
    if scope.weak:
        return
    groups = {name.key: group.letter for group in scope.groups for name in group.members}
    counts = census(scope.graph, groups)
    names = [name for name in scope.names if any(counts[name.key].values())]
    columns = (
        Column("Name"), Column("Group"), *(Column(words, number=True) for words in GROUPS.values()),
        Column("Sentences", number=True),
    )  # fmt: skip
    rows: list[tuple[Cell, ...]] = []
    for name in sorted(names, key=lambda name: (-sum(counts[name.key].values()), name.label, name.key))[:MOST]:
        own = (Number(counts[name.key][role]) for role in GROUPS)
        rows.append((Named(name.key, name.type, name.label), groups[name.key], *own, proof(name)))
    yield Table(
        id=f"{id}-groups", caption="Pairs between which a name stands, by group", columns=columns, rows=tuple(rows),
        fold=f"Roles between groups ({len(rows)})",
    )  # fmt: skip


def _finding(scope: Scope, roles: Sequence[Role] | None) -> Iterator[Finding]:
    firm = [each for each in roles or () if each.adjusted < LEVEL]
    if firm:
        text = f"More often than chance would have it, {many(scope)} broker by bloc: {called(firm)}."
        sole = sorted({each.name.label for each in firm if len(each.name.documents) == 1})
        if sole:
            text += f" What is told of {listed(sole)} comes from one document{' each' * (len(sole) > 1)}."
        yield Finding(scope=scope.id, text=text, sentences=in_order(each.name.sentences for each in firm))
