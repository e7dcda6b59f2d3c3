"""Brokers: who stands between others that do not deal with each other, within blocs and between them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from graph.analysis.blocs import Bloc
from graph.analysis.brokerage import brokers, census, standing
from graph.analysis.nulls import LEVEL, Test, false_discoveries
from graph.report.contents import Report, Scope, Standing
from graph.report.section import Cell, Column, Finding, Named, Note, Number, Proof, Section, Table
from graph.report.words import count, listed, number, numeral

from .blocs import blocs_of
from .odds import CHANCE, labels, odds
from .terms import FIRST, in_order, many, one

MOST = 12
WITHIN = {"coordinator": "within", "gatekeeper": "at the gate of", "itinerant": "from outside"}
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


@dataclass(frozen=True, slots=True)
class _Role:
    """A name in a role of a bloc, with its test and the p-value raised for all roles asked."""

    name: Standing
    bloc: str
    role: str
    test: Test
    adjusted: float


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
    roles = _roles(report, scope, first)
    return Section(
        id=id, scope=scope.id, title="Brokers", about=f"by bloc, {scope.title.lower()}",
        text=(_lead(scope, totals), _verdict(scope, roles, len(first))),
        blocks=(_table(id, scope, totals, first), *_roles_table(id, roles), *_groups_table(id, scope)),
        notes=(*NOTES, CHANCE), findings=tuple(_finding(scope, roles)),
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


def _roles(report: Report, scope: Scope, first: Sequence[Standing]) -> list[_Role] | None:
    """Return every role of the first brokers in a bloc that can be told from chance, the least likely first."""
    names = {name.key: name for name in scope.names}
    blocs = blocs_of(report, scope)
    asked = [brokers(scope.graph, _membership(bloc, names), [name.key for name in first]) for bloc in blocs]
    if None in asked:
        return None
    found = [
        (names[broker.key], report.names[bloc.key].label, role, test)
        for bloc, own in zip(blocs, asked, strict=True)
        for broker in own or ()
        for role, test in broker.roles.items()
        if role in WITHIN and test.z is not None
    ]
    adjusted = false_discoveries([test.p for *_, test in found])
    roles = [_Role(*each, p) for each, p in zip(found, adjusted, strict=True)]
    return sorted(roles, key=lambda each: (each.adjusted, each.test.p, each.name.label, each.bloc, each.role))


def _membership(bloc: Bloc, names: Mapping[str, Standing]) -> dict[str, str | None]:
    return {key: bloc.key if key in bloc.members else None for key in names}


def _verdict(scope: Scope, roles: Sequence[_Role] | None, first: int) -> str:
    if roles is None:
        return f"Whether that follows blocs was not computed: too many {many(scope)} or pairs."
    if not roles:
        return f"Whether that follows blocs cannot be told: no bloc divides these {many(scope)}."
    firm = [each for each in roles if each.adjusted < LEVEL]
    whose = f", asked of the {numeral(first)} that stand between most" if first > 1 else ""
    asked = f"Of {count(len(roles), 'role')} in a bloc{whose}"
    if firm:
        are = "is" if len(firm) == 1 else "are"
        return (
            f"{asked}, {numeral(len(firm))} {are} played more often than memberships dealt out by lot would make them: "
            f"{_names(firm)}."
        )
    best, test = roles[0], roles[0].test
    return (
        f"{asked}, none is played more often than memberships dealt out by lot would make it. Nearest comes "
        f"{best.name.label} {WITHIN[best.role]} {best.bloc}: {count(round(test.observed), 'pair')} where "
        f"{number(test.expected, 1)} were to be expected, reached in {odds(test)} cases."
    )


def _names(roles: Sequence[_Role]) -> str:
    return listed([f"{each.name.label} {WITHIN[each.role]} {each.bloc}" for each in roles])


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
            _number(wide.get(name.key), 1), _number(narrow.get(name.key), 2), _proof(name),
        )
        for name in first
    )  # fmt: skip
    shown = f"The first {len(first)} of {len(totals)}" if len(totals) > len(first) else "All"
    return Table(id=f"{id}-table", caption=f"{shown} that stand between others", columns=columns, rows=rows)


def _values(scope: Scope, measure: str) -> dict[str, float]:
    return {place.name.key: place.value for place in scope.ranking(measure).places}


def _number(value: float | None, decimals: int) -> Number | None:
    return None if value is None else Number(value, decimals)


def _roles_table(id: str, roles: Sequence[_Role] | None) -> Iterator[Table]:
    shown = [each for each in roles or () if each.test.observed][:MOST]
    columns = (
        Column("Name"), Column("Role and bloc"), Column("Pairs", number=True), Column("By chance", number=True),
        Column("z", number=True, wide=True), Column("Chance gives as many", number=True, wide=True),
        Column("p, all asked", number=True), Column("Sentences", number=True),
    )  # fmt: skip
    rows = tuple(
        (
            Named(each.name.key, each.name.type, each.name.label), f"{WITHIN[each.role]} {each.bloc}",
            Number(each.test.observed), Number(each.test.expected, 1), _number(each.test.z, 1), odds(each.test),
            Number(each.adjusted, 3), _proof(each.name),
        )
        for each in shown
    )  # fmt: skip
    if rows:
        yield Table(
            id=f"{id}-roles", columns=columns, rows=rows, fold=f"Roles by bloc ({len(shown)})",
            caption="Roles in each bloc beside what memberships dealt out by lot would give, the least likely first",
        )  # fmt: skip


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
        rows.append((Named(name.key, name.type, name.label), groups[name.key], *own, _proof(name)))
    yield Table(
        id=f"{id}-groups", caption="Pairs between which a name stands, by group", columns=columns, rows=tuple(rows),
        fold=f"Roles between groups ({len(rows)})",
    )  # fmt: skip


def _proof(name: Standing) -> Proof:
    return Proof(name.sentences, f"the ties of {name.label}")


def _finding(scope: Scope, roles: Sequence[_Role] | None) -> Iterator[Finding]:
    firm = [each for each in roles or () if each.adjusted < LEVEL]
    if firm:
        text = f"More often than chance would have it, {many(scope)} broker by bloc: {_names(firm)}."
        yield Finding(scope=scope.id, text=text, sentences=in_order(each.name.sentences for each in firm))
