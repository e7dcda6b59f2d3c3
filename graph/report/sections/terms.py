"""What the sections have in common: what the names of a scope are called, and sentences in order."""

from collections.abc import Iterable

from graph.report.contents import Scope

FIRST = 12  # names in a figure


def one(scope: Scope) -> str:
    """Return what one name of a scope is: "state" or "actor"."""
    return "state" if scope.id == "states" else "actor"


def many(scope: Scope) -> str:
    """Return what several are."""
    return one(scope) + "s"


def in_order(groups: Iterable[Iterable[str]]) -> tuple[str, ...]:
    """Return the ids of sentences, each once, as they stand in the documents."""
    found = {each for group in groups for each in group}
    return tuple(sorted(found, key=lambda id: tuple(map(int, id.split(".")))))
