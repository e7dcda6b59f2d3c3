"""Groups: names that deal with each other more than with the rest, and the picture of them."""

from __future__ import annotations

from collections.abc import Iterator

from graph.report.contents import Group, Report, Scope
from graph.report.picture import picture
from graph.report.section import Column, Figure, Finding, Note, Number, Proof, Section, Table
from graph.report.words import count, listed, number, numeral

from .terms import in_order, many

WHAT = "Names that deal with each other more than with the rest, in whatever spirit: two enemies can share a group."
MISLEADS = Note(
    "When it misleads",
    "Any network falls into some groups, random ones too. Below a modularity of 0.3 they are commonly held to say "
    "little; above it they still reflect what the documents are about.",
)


def groups(report: Report, scope: Scope) -> Section | None:
    """Return the groups of a scope: the picture, and who belongs to which."""
    if not scope.pairs:
        return None
    id = f"{scope.id}-groups"
    figure = Figure(
        says="Groups and ties of the names told of most.",
        key="A frame is a group. Solid: cooperation. Dashed: conflict. Grey: neither, within ±0.5, or without "
        "intensity. Width: documents.",
        svg=picture(scope),
        table=f"{id}-table",
    )
    columns = (
        Column("Group"), Column("Members, those told of most first"), Column("Names", number=True),
        Column("Sentences", number=True),
    )  # fmt: skip
    rows = tuple(
        (
            group.letter, ", ".join(name.label for name in group.members), Number(len(group.members)),
            Proof(within(scope, group), f"group {group.letter}"),
        )
        for group in scope.groups
    )  # fmt: skip
    return Section(
        id=id, scope=scope.id, title="Groups", about=scope.title.lower(), text=(_lead(scope),),
        blocks=(figure, Table(id=f"{id}-table", caption="Groups and their members", columns=columns, rows=rows)),
        notes=(Note("What a group is", f"{WHAT} {_found(scope)}"), MISLEADS), findings=tuple(_finding(scope)),
    )  # fmt: skip


def _found(scope: Scope) -> str:
    runs = f"the best of {numeral(scope.runs)} runs" if scope.runs > 1 else "in one run"
    return f"Found by the {scope.method} method, {runs}."


def within(scope: Scope, group: Group) -> tuple[str, ...]:
    """Return the sentences behind the dyads inside a group."""
    keys = {name.key for name in group.members}
    return in_order(pair.sentences for pair in scope.pairs if {pair.one.key, pair.other.key} <= keys)


def _lead(scope: Scope) -> str:
    if len(scope.groups) < 2:
        return "All belong to one group: no division of them is better than none."
    if len(scope.groups) == scope.components:
        return f"{count(len(scope.groups), 'group')}: they are the parts that no tie joins, and nothing more."
    verdict = "too weak to build on" if scope.weak else "clear enough to look at, though no proof of a bloc"
    amount = number(scope.modularity or 0.0, 2)
    return f"{count(len(scope.groups), 'group')}, with a modularity of {amount}: the division is {verdict}."


def _finding(scope: Scope) -> Iterator[Finding]:
    if scope.modularity is None or len(scope.groups) < 2 or len(scope.groups) == scope.components:
        return
    members = {group.letter: listed([name.label for name in group.members]) for group in scope.groups[:4]}
    heads = ", ".join(f"{letter} ({names})" for letter, names in members.items())
    more = f" and {len(scope.groups) - 4} smaller" if len(scope.groups) > 4 else ""
    verdict = "too weak to build on" if scope.weak else "clear enough to look at, no proof of a bloc"
    text = (
        f"The {many(scope)} fall into {numeral(len(scope.groups))} groups: {heads}{more}. With a modularity of "
        f"{number(scope.modularity, 2)} the division is {verdict}."
    )
    yield Finding(scope=scope.id, text=text, sentences=in_order(pair.sentences for pair in scope.pairs))
