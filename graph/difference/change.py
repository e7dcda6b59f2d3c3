"""What came, went or changed, as values: statements and documents, each with the reason."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from graph.analysis.accounts import Account
from graph.report.archive import Source
from graph.statement import Statement

NEW, GONE, CHANGED = "new", "gone", "changed"
WORLDS = ("fact", "attributed", "planned", "denied")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why something came, went or changed: one of the codes in `graph.difference.reasons`, and the same in words.

    `by`, `at` and `judgement` (an IRI) are of the judgement behind it, where there is one.
    """

    code: str
    words: str
    by: str | None = None
    at: str | None = None
    judgement: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A statement that is new, is gone, or says something else now. `was` or `now` is None where it is not there."""

    iri: str
    kind: str
    was: Account[Statement] | None
    now: Account[Statement] | None
    why: Reason

    @property
    def account(self) -> Account[Statement]:
        """What it says, or said where it is gone."""
        told = self.now or self.was
        assert told is not None
        return told

    @property
    def world(self) -> str:
        """Where it holds, or held: "fact", "attributed", "planned" or "denied"."""
        return self.account.world


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentChange:
    """A document that is new, is gone, or is another; `what` names what of it is another ("text", "title" ...)."""

    kind: str
    source: Source
    why: Reason
    what: tuple[str, ...] = ()


def of_kind(changes: Iterable[Change], kind: str) -> tuple[Change, ...]:
    """Return the changes of one kind."""
    return tuple(each for each in changes if each.kind == kind)


def by_world(changes: Iterable[Change]) -> Iterator[tuple[str, tuple[Change, ...]]]:
    """Yield changes world by world, facts first, so that none is taken for one of another."""
    told = tuple(changes)
    for world in WORLDS:
        if found := tuple(each for each in told if each.world == world):
            yield world, found
