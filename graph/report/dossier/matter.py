"""What a dossier is about: the names asked for, who counts with each, and the accounts that concern them.

A state's people, organs, cities and companies count with it: by the offices and seats that are stated, by where they
lie, and by whom they are known to serve. Where several names are asked for, an account concerns them if it ties two of
them, or one to something of another's, such as a measure that hits it or an initiative that it leads; if it is the word
of one about another; or if the same words that tell such an act tell it too, of nobody else.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import permutations

from graph.analysis.accounts import Account, of_family
from graph.report.telling import Record
from graph.statement import ACTOR_TYPES, Event, Relation, Statement, Tenure

FEW = 3  # an agreement of more parties than this is nobody's own
OWNING = frozenset({"adopts", "targets", "proposedBy", "signedBy"})
SHARING = frozenset({"partyTo", "takesPartIn"})
LEADING = frozenset({"leads", "host"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """A name that is asked for, who counts with it, and the things that are its own."""

    key: str
    members: frozenset[str]
    things: frozenset[str]

    @property
    def wide(self) -> frozenset[str]:
        """Its members and its things."""
        return self.members | self.things


@dataclass(frozen=True, kw_only=True)
class Matter:
    """The sides of a dossier, with the record of what concerns them, and the whole it was taken from."""

    sides: tuple[Side, ...]
    record: Record
    whole: Record

    @property
    def title(self) -> str:
        """The names, joined."""
        labels = [self.whole.label(side.key) for side in self.sides]
        return " and ".join((", ".join(labels[:-1]), labels[-1])) if len(labels) > 1 else labels[0]

    @cached_property
    def side_of(self) -> dict[str, str]:
        """The side with which each key counts."""
        return {member: side.key for side in self.sides for member in side.members}


def matter(record: Record, keys: Iterable[str]) -> Matter:
    """Return what a record says of one name, or between several."""
    asked = tuple(dict.fromkeys(keys))
    members = {key: frozenset(_members(record, key)) for key in asked}
    sides = tuple(Side(key=key, members=members[key], things=frozenset(_things(record, members[key]))) for key in asked)
    direct = [each for each in record.accounts if _concerns(each, sides)]
    concerned = [*direct, *_in_the_same_words(record, sides, direct)]
    offices = _offices(record, sides, concerned)
    iris = {each.iri for each in (*concerned, *offices)}
    kept = (each for each in record.accounts if each.iri in iris)
    return Matter(sides=sides, record=record.within(kept), whole=record)


def _members(record: Record, key: str) -> Iterator[str]:
    """Yield who counts with a name: for a state those who serve it, lie in it, or are companies based in it."""
    yield key
    if record.types.get(key) != "State":
        return
    yield from (member for member, home in record.homes.items() if home == key)
    yield from (person for person, served in record.serving.items() if key in served)
    lying = {place for place in record.located if key in _upwards(record, place)}
    yield from lying
    for each in of_family(record.accounts, Relation):
        said = each.statement
        company = record.types.get(said.subject) == "Company" and each.world == "fact"
        if company and said.predicate == "basedIn" and said.object in {key, *lying}:
            yield said.subject


def _upwards(record: Record, place: str) -> Iterator[str]:
    seen = {place}
    while (place := record.located.get(place, "")) and place not in seen:
        seen.add(place)
        yield place


def _things(record: Record, members: frozenset[str]) -> Iterator[str]:
    """Yield the agreements, measures and initiatives that are somebody's own: made, led or suffered by it."""
    relations = of_family(record.accounts, Relation)
    parties = _parties(relations)
    for each in relations:
        said = each.statement
        thing, other = (said.object, said.subject) if said.subject in members else (said.subject, said.object)
        if other not in members or record.types.get(thing) in (*ACTOR_TYPES, None):
            continue
        few = said.predicate in SHARING and len(parties[thing]) <= FEW
        if said.predicate in OWNING or said.role in LEADING or few:
            yield thing


def _parties(relations: Iterable[Account[Relation]]) -> dict[str, set[str]]:
    """Return who shares each agreement or initiative, by key."""
    found: dict[str, set[str]] = defaultdict(set)
    for each in relations:
        if each.statement.predicate in SHARING:
            found[each.statement.object].add(each.statement.subject)
    return found


def _concerns(account: Account[Statement], sides: tuple[Side, ...]) -> bool:
    names, speaker = account.names, account.statement.said_by
    if len(sides) == 1:
        return bool(names & sides[0].members) or speaker in sides[0].members
    if isinstance(account.statement, Tenure):
        return False
    for one, other in permutations(sides, 2):
        if speaker in one.members and names & other.wide:
            return True
        near, far = names & one.wide, names & other.wide
        if near and far and len(near | far) > 1:
            return True
    return False


def _in_the_same_words(
    record: Record, sides: tuple[Side, ...], direct: Iterable[Account[Statement]]
) -> list[Account[Statement]]:
    """Return what exactly the words of an event tell besides of one of several sides, and of no other actor."""
    told = tuple(direct)
    if len(sides) == 1:
        return []
    known = {each.iri for each in told}
    words = {(each.document, span) for each in of_family(told, Event) for span in each.statement.evidence}
    members = {key for side in sides for key in side.members}
    return [
        each
        for each in record.accounts
        if each.iri not in known and isinstance(each.statement, (Event, Relation)) and each.names & members
        and all(record.types.get(key) not in ACTOR_TYPES for key in each.names - members)
        and any((each.document, span) in words for span in each.statement.evidence)
    ]  # fmt: skip


def _offices(record: Record, sides: tuple[Side, ...], concerned: Iterable[Account[Statement]]) -> list[Account[Tenure]]:
    """Return the offices of those of the sides whom the accounts name or quote."""
    told = tuple(concerned)
    named = {key for each in told for key in each.names} | {each.statement.said_by for each in told}
    members = {key for side in sides for key in side.members}
    return [each for each in of_family(record.accounts, Tenure) if each.statement.holder in named & members]
