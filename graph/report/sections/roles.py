"""Roles of brokers in blocs, beside memberships dealt out by lot: without direction, and all five with it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import networkx as nx

from graph.analysis.blocs import Bloc
from graph.analysis.brokerage import Broker, brokers
from graph.analysis.nulls import LEVEL, Test, false_discoveries
from graph.analysis.projection import as_arrows
from graph.report.contents import Report, Scope, Standing
from graph.report.section import Cell, Column, Named, Note, Number, Table
from graph.report.words import count, listed, number, numeral

from .blocs import blocs_of
from .odds import odds, proof
from .terms import many

MOST = 12
WITHIN = {"coordinator": "within", "gatekeeper": "at the gate of", "itinerant": "from outside"}
FIVE = ("coordinator", "itinerant", "gatekeeper", "representative", "liaison")
INSIDE = FIVE[:-1]  # those of which two at least are of the bloc
DIRECTION = (
    "Direction is the least sure part of a reading: who acted on whom is more often misread than that the two had to "
    "do with each other."
)
MEANINGS = Note(
    "The five roles",
    "Here a name stands between two if the first acts on it, it acts on the second, and the first does not act on the "
    "second. A coordinator passes from one member of its bloc to another. An itinerant broker, itself outside, passes "
    "from one member to another. A gatekeeper passes from outside to a member of its bloc. A representative passes "
    "from a member of its bloc to the outside. Of the three that a liaison joins one at most is a member. What sides "
    f"do as equals goes both ways. z tells how many standard deviations a count lies from what lots give. {DIRECTION}",
)
SAME = Note(
    "With direction",
    "No arrow here goes one way only: whoever acts on another is acted on as well. Gatekeeper and representative are "
    f"then the same, and the roles with direction say no more than those without. {DIRECTION}",
)


@dataclass(frozen=True, slots=True)
class Role:
    """A name in a role of a bloc, with its test and the p-value raised for all roles asked."""

    name: Standing
    bloc: str
    role: str
    test: Test
    adjusted: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Played:
    """What names do as brokers in each bloc, by what the bloc is called; None where that takes too long."""

    names: Mapping[str, Standing]
    brokers: tuple[tuple[str, Broker], ...] | None

    def roles(self, kinds: Sequence[str]) -> list[Role] | None:
        """Return every role of these kinds that can be told from chance, the least likely first."""
        if self.brokers is None:
            return None
        found = [
            (self.names[broker.key], bloc, role, broker.roles[role])
            for bloc, broker in self.brokers
            for role in kinds
            if broker.roles[role].z is not None
        ]
        adjusted = false_discoveries([test.p for *_, test in found])
        roles = [Role(*each, p) for each, p in zip(found, adjusted, strict=True)]
        return sorted(roles, key=lambda each: (each.adjusted, each.test.p, each.name.label, each.bloc, each.role))


def played(report: Report, scope: Scope, graph: nx.Graph[str], first: Sequence[Standing]) -> Played:
    """Return what names do in each bloc in a graph of a scope, with arrows or without."""
    names = {name.key: name for name in scope.names}
    found: list[tuple[str, Broker]] = []
    for bloc in blocs_of(report, scope):
        asked = brokers(graph, _membership(bloc, names), [name.key for name in first])
        if asked is None:
            return Played(names=names, brokers=None)
        found += [(report.names[bloc.key].label, broker) for broker in asked]
    return Played(names=names, brokers=tuple(found))


def verdict(scope: Scope, roles: Sequence[Role] | None, first: int) -> str:
    """Say which roles are played more often than lots would make them, or which comes nearest."""
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
            f"{called(firm)}."
        )
    best, test = roles[0], roles[0].test
    return (
        f"{asked}, none is played more often than memberships dealt out by lot would make it. Nearest comes "
        f"{best.name.label} {WITHIN[best.role]} {best.bloc}: {count(round(test.observed), 'pair')} where "
        f"{number(test.expected, 1)} were to be expected, reached in {odds(test)} cases."
    )


def called(roles: Sequence[Role]) -> str:
    """Return who plays what: "Denmark at the gate of South Pact"."""
    return listed([f"{each.name.label} {WITHIN[each.role]} {each.bloc}" for each in roles])


def roles_table(id: str, roles: Sequence[Role] | None) -> Iterator[Table]:
    """Yield the roles beside what lots would give."""
    shown = [each for each in roles or () if each.test.observed][:MOST]
    columns = (
        Column("Name"), Column("Role and bloc"), Column("Pairs", number=True), Column("By chance", number=True),
        Column("z", number=True, wide=True), Column("Chance gives as many", number=True, wide=True),
        Column("p, all asked", number=True), Column("Sentences", number=True),
    )  # fmt: skip
    rows = tuple(
        (
            Named(each.name.key, each.name.type, each.name.label), f"{WITHIN[each.role]} {each.bloc}",
            Number(each.test.observed), Number(each.test.expected, 1), Number(each.test.z or 0, 1), odds(each.test),
            Number(each.adjusted, 3), proof(each.name),
        )
        for each in shown
    )  # fmt: skip
    if rows:
        yield Table(
            id=f"{id}-roles", columns=columns, rows=rows, fold=f"Roles by bloc ({len(shown)})",
            caption="Roles in each bloc beside what memberships dealt out by lot would give, the least likely first",
        )  # fmt: skip


def five_roles(
    id: str, report: Report, scope: Scope, first: Sequence[Standing]
) -> tuple[tuple[Table, ...], tuple[Note, ...]]:
    """Return a table of the five roles in each bloc and notes on it; where each arrow is answered, a note alone."""
    arrows = as_arrows(scope.ties, report.names)
    if not blocs_of(report, scope):
        return (), ()
    if nx.overall_reciprocity(arrows) == 1:
        return (), (SAME,)
    found = played(report, scope, arrows, first)
    rows = [each for each in found.brokers or () if any(each[1].roles[role].observed for role in INSIDE)]
    if not rows:
        return (), ()
    order = {name.key: n for n, name in enumerate(first)}
    rows.sort(key=lambda each: (_least(each[1]), order[each[1].key], each[0]))
    return (_five_table(id, found.names, rows, _outcome(found)),), (MEANINGS,)


def _outcome(found: Played) -> str:
    """Say which of the roles with direction are more than lots give, all asked at once."""
    roles = found.roles(INSIDE) or ()
    firm = [f"{each.name.label} as {each.role} ({each.bloc})" for each in roles if each.adjusted < LEVEL]
    more = f"{numeral(len(firm))} more often than by lot, {listed(firm)}" if firm else "none more often than by lot"
    return f"of {count(len(roles), 'role')} asked at once, {more}"


def _five_table(id: str, names: Mapping[str, Standing], rows: Sequence[tuple[str, Broker]], outcome: str) -> Table:
    columns = (
        Column("Name"), Column("Bloc"), Column("Coordinator", number=True), Column("Itinerant", number=True),
        Column("Gatekeeper", number=True), Column("Representative", number=True),
        Column("Liaison", number=True, wide=True), Column("Sentences", number=True),
    )  # fmt: skip
    cells: list[tuple[Cell, ...]] = []
    for bloc, broker in rows[:MOST]:
        name = names[broker.key]
        own = (_counted(broker.roles[role]) for role in FIVE)
        cells.append((Named(name.key, name.type, name.label), bloc, *own, proof(name)))
    return Table(
        id=f"{id}-five", columns=columns, rows=tuple(cells), fold=f"The five roles, with direction ({len(cells)})",
        caption=f"Pairs that a name stands between from one to the other, the least likely first; {outcome}",
    )  # fmt: skip


def _counted(test: Test) -> Cell:
    """Return a count with its z in brackets; bare where lots never change it."""
    if test.z is None:
        return Number(test.observed)
    return f"{round(test.observed)} (z {number(round(test.z, 1) or 0.0, 1)})"


def _least(broker: Broker) -> float:
    """Return the least p of the roles in a bloc that lots can change."""
    return min((broker.roles[role].p for role in INSIDE if broker.roles[role].z is not None), default=1.0)


def _membership(bloc: Bloc, names: Mapping[str, Standing]) -> dict[str, str | None]:
    return {key: bloc.key if key in bloc.members else None for key in names}
