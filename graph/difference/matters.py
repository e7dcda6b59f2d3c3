"""Offices that changed hands, agreements whose state changed and figures that were revised.

A world stands by itself throughout: what is planned, claimed or denied is set beside what was planned, claimed or
denied before, and never beside a fact.
"""

from collections.abc import Callable, Collection, Hashable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar

from graph.analysis.accounts import Account, of_family
from graph.analysis.comparisons import Flow, agree, amount, flow_of, terms_of
from graph.analysis.pacts import PREDICATES
from graph.slug import slug
from graph.statement import Observation, Relation, Statement, Tenure

from .change import WORLDS, Change

STEPS = frozenset(PREDICATES.values())
TOOK, CHANGED_HANDS, BESIDE, LEFT, UNTOLD = "taken", "changed-hands", "told-beside", "left", "no-longer-told"
Said = TypeVar("Said", bound=Statement)
Accounts = Collection[Account[Statement]]


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeChange:
    """An office of a state or body (a key) with those told as its holders before and now, as keys.

    `kind` is "taken" (nobody was told before), "changed-hands", "told-beside" (another is told, and the former too),
    "left" (the holder is told as a former one) or "no-longer-told" (what told of him is gone).
    """

    kind: str
    title: str
    of: str | None
    world: str
    before: tuple[str, ...]
    now: tuple[str, ...]
    statements: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PactChange:
    """What is told of one party to an agreement, initiative or measure: states it was in, those new, those gone.

    A state is a status or role, or the predicate alone where a statement calls it a party and no more.
    """

    thing: str
    party: str
    predicate: str
    world: str
    before: tuple[str, ...]
    new: tuple[str, ...]
    gone: tuple[str, ...]
    statements: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureChange:
    """A figure with those that were given for the same thing and period before, and are others (IRIs).

    `stands` tells that one of them is told still, `rounded` that all may be the same number, rounded otherwise.
    """

    figure: str
    world: str
    before: tuple[str, ...]
    stands: bool
    rounded: bool


def office_changes(old: Accounts, changes: Collection[Change]) -> tuple[OfficeChange, ...]:
    """Return the offices that changed hands; `old` holds all tenures before of the offices that changes touch."""
    groups = _groups(Tenure, old, changes, lambda each: (office(each.statement.of, each.statement.title), each.world))
    found = (_office(world, *group) for (_, world), group in groups.items())
    return tuple(sorted((each for each in found if each), key=_office_place))


def pact_changes(old: Accounts, changes: Collection[Change]) -> tuple[PactChange, ...]:
    """Return what changed of parties; `old` holds all relations before to the things that changes touch."""

    def key(each: Account[Relation]) -> tuple[str, str, str, str]:
        return each.statement.object, each.statement.subject, each.statement.predicate, each.world

    groups = _groups(Relation, [*filter(_is_step, old)], [each for each in changes if _is_step(each.account)], key)
    found = (_pact(*parts, *group) for parts, group in groups.items())
    return tuple(sorted((each for each in found if each), key=_pact_place))


def figure_changes(old: Accounts, changes: Collection[Change]) -> tuple[FigureChange, ...]:
    """Return the figures that are others than before; `old` holds all figures before of those whom changes touch.

    Figures without a period are left out: nobody knows whether two of them are of the same time.
    """
    groups = _groups(Observation, old, changes, _measure)
    return tuple(change for key, group in groups.items() if _dated(key) for change in _figures(*group))


Key = TypeVar("Key", bound=Hashable)
Group = tuple[list[Account[Said]], list[Account[Said]], list[Account[Said]]]  # before, of these gone, come


def _groups(
    family: type[Said], old: Accounts, changes: Collection[Change], key: Callable[[Account[Said]], Key]
) -> dict[Key, Group[Said]]:
    """Return by key what was told before, what of it is gone, and what came, where any came or went."""
    gone = of_family([each.was for each in changes if each.was], family)
    came = of_family([each.now for each in changes if each.now], family)
    found: dict[Key, Group[Said]] = {key(each): ([], [], []) for each in (*gone, *came)}
    for place, accounts in enumerate((of_family(old, family), gone, came)):
        for each in accounts:
            if key(each) in found:
                found[key(each)][place].append(each)
    return found


def _office(
    world: str, before: list[Account[Tenure]], gone: list[Account[Tenure]], came: list[Account[Tenure]]
) -> OfficeChange | None:
    lost = {each.iri for each in gone}
    left = _former(came) - _holders(came)  # whoever a text calls a former one since, older texts notwithstanding
    had, told = _holders(before), _holders([*(each for each in before if each.iri not in lost), *came])
    has = told - left
    new = has - had
    if not new and not had - has and not left - _former(before):
        return None
    came_to = CHANGED_HANDS if had - has else BESIDE if had else TOOK
    kind = came_to if new else LEFT if left else UNTOLD
    moved = new | (had - has) | left
    behind = [each for each in (*came, *gone) if each.statement.holder in moved]
    first = min(behind, key=lambda each: (each.statement.title, each.iri)).statement
    return OfficeChange(
        kind=kind, title=first.title, of=first.of, world=world, before=tuple(sorted(had | left)),
        now=tuple(sorted(has)), statements=tuple(dict.fromkeys(each.iri for each in behind)),
    )  # fmt: skip


def office(of: str | None, title: str) -> tuple[str, str]:
    """Return what sets an office apart from others, given whose it is (a key) and its title."""
    return of or "", slug(title)


def _holders(accounts: Iterable[Account[Tenure]]) -> set[str]:
    return {each.statement.holder for each in accounts if not _is_over(each.statement)}


def _former(accounts: Iterable[Account[Tenure]]) -> set[str]:
    return {each.statement.holder for each in accounts if _is_over(each.statement)}


def _is_over(said: Tenure) -> bool:
    return said.former or said.end is not None


def _office_place(each: OfficeChange) -> tuple[str, str, int]:
    return each.of or "", each.title.casefold(), _rank(each.world)


def _pact(
    thing: str,
    party: str,
    predicate: str,
    world: str,
    before: list[Account[Relation]],
    gone: list[Account[Relation]],
    came: list[Account[Relation]],
) -> PactChange | None:
    lost = {each.iri for each in gone}
    had = {_state(each) for each in before}
    has = {_state(each) for each in (*(each for each in before if each.iri not in lost), *came)}
    if had == has:
        return None
    told = [each.iri for each in (*came, *gone) if _state(each) in had ^ has]
    return PactChange(
        thing=thing, party=party, predicate=predicate, world=world, before=tuple(sorted(had)),
        new=tuple(sorted(has - had)), gone=tuple(sorted(had - has)), statements=tuple(dict.fromkeys(told)),
    )  # fmt: skip


def _pact_place(each: PactChange) -> tuple[str, str, str, int]:
    return each.thing, each.party, each.predicate, _rank(each.world)


def _is_step(account: Account[Statement]) -> bool:
    return isinstance(account.statement, Relation) and account.statement.predicate in STEPS


def _state(each: Account[Relation]) -> str:
    return each.statement.status or each.statement.role or each.statement.predicate


def _measure(each: Account[Observation]) -> tuple[Flow, object, tuple[str | None, str | None], str]:
    terms = terms_of(each)
    return flow_of(each.statement), (terms.unit, terms.part, each.statement.reporter), terms.period, each.world


def _dated(key: tuple[object, object, tuple[str | None, str | None], str]) -> bool:
    return key[2] != (None, None)


def _figures(
    before: list[Account[Observation]], gone: list[Account[Observation]], came: list[Account[Observation]]
) -> Iterable[FigureChange]:
    lost = {each.iri for each in gone}
    values = {_value(each) for each in before}
    others = [each for each in before if each.statement.value is not None]
    for each in came:
        if others and each.statement.value is not None and _value(each) not in values:
            yield FigureChange(
                figure=each.iri,
                world=each.world,
                before=tuple(other.iri for other in others),
                stands=any(other.iri not in lost for other in others),
                rounded=all(agree(each.statement, other.statement) for other in others),
            )


def _value(each: Account[Observation]) -> tuple[Decimal, str | None]:
    return amount(each.statement), each.statement.bound


def _rank(world: str) -> int:
    return WORLDS.index(world)


@dataclass(frozen=True, slots=True)
class Touched:
    """What matters are about, by key: offices (whose, and the title as in an IRI), things with a party, and measures
    (the kind, whose, with whom).
    """

    offices: frozenset[tuple[str, str]]
    parties: frozenset[tuple[str, str]]
    measures: frozenset[tuple[str, str, str | None]]


def touched(changes: Iterable[Change]) -> Touched:
    """Return which offices, parties and figures some changes are about."""
    offices: set[tuple[str, str]] = set()
    parties: set[tuple[str, str]] = set()
    measures: set[tuple[str, str, str | None]] = set()
    for account in (account for each in changes for account in (each.was, each.now) if account):
        match account.statement:
            case Tenure() as said:
                offices.add(office(said.of, said.title))
            case Relation(predicate=predicate, object=thing, subject=party) if predicate in STEPS:
                parties.add((thing, party))
            case Observation(kind=kind, reporter=reporter, partner=partner):
                measures.add((kind, reporter, partner))
    return Touched(frozenset(offices), frozenset(parties), frozenset(measures))
