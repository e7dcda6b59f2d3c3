"""Ties: which two names a statement joins.

One statement may join several pairs. Names are keys (`state/it`), the tail of an IRI under `id/`; a statement keeps its
whole IRI, because that is what its sentences are asked by. How pairs arise is the decision of this module:

- an event of a symmetric type (agree, consult, cooperate) joins every pair of those at the table;
- any other event joins each actor with each recipient, and not the actors among themselves;
- the object of an event is joined with those who did it: its actors, and at a table everybody;
- a relation joins its subject and its object, unless that is a sector;
- two parties to one agreement, or to one initiative, in one document are joined as `shared`, unless one has left;
- a tenure joins the holder with the state or organisation, as `office`;
- a figure of trade joins the one that reports it with its partner, as `trade`; other figures join nobody.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import combinations, product

from graph.statement import SYMMETRIC_EVENTS, SYMMETRIC_RELATIONS

KINDS = ("event", "relation", "shared", "office", "trade")
SHARING = frozenset({"partyTo", "takesPartIn"})
_DOUBT = {"fact": 0, "attributed": 1, "planned": 2, "denied": 3}


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """Two names that one statement joins; `a` acted on `b` where `directed`, else they stand in alphabetical order.

    `kind` is one of `KINDS`; `type` the event's type ("Consult"), the relation's predicate ("memberOf", also of what is
    shared), "Tenure" or "trade". `document` is the document's identifier. `intensity` is None where nothing is stated.
    """

    a: str
    b: str
    kind: str
    type: str
    document: str
    statement: str
    modality: str = "fact"
    said_by: str | None = None
    intensity: float | None = None
    date: str | None = None
    confidence: float = 1.0
    sectors: tuple[str, ...] = ()
    directed: bool = False

    @property
    def world(self) -> str:
        """Where the tie holds: "denied", "planned", "attributed" (somebody in the text claims it) or "fact"."""
        return _world(self.modality, self.said_by)

    @property
    def pair(self) -> tuple[str, str]:
        """The two names in the order of the alphabet, whoever acted."""
        return (self.a, self.b) if self.a <= self.b else (self.b, self.a)


@dataclass(frozen=True, slots=True)
class Name:
    """What a key is called, and of which type it is."""

    type: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One statement before it is taken apart into pairs: its values, and its names by role."""

    statement: str
    type: str
    document: str
    modality: str
    said_by: str | None
    intensity: float | None
    date: str | None
    confidence: float
    status: str | None
    roles: Mapping[str, tuple[str, ...]]

    @property
    def kind(self) -> str:
        """The kind of the ties it makes by itself."""
        return {"Relation": "relation", "Tenure": "office", "Observation": "trade"}.get(self.type, "event")

    @property
    def world(self) -> str:
        """Where it holds, as a tie has it."""
        return _world(self.modality, self.said_by)

    @property
    def sectors(self) -> tuple[str, ...]:
        """What it is about."""
        return self.roles.get("sector", ())


def ties(statements: Iterable[Told]) -> tuple[Tie, ...]:
    """Return the pairs that statements join, sorted."""
    told = tuple(statements)
    found = {tie for each in told for tie in _pairs(each)} | {*_shared(told)}
    return _once(sorted(found, key=_order))


def homes(
    statements: Iterable[Told],
    names: Mapping[str, Name],
    located: Mapping[str, str],
    shared: Iterable[str],
    serving: Mapping[str, tuple[str, ...]] | None = None,
) -> dict[str, str]:
    """Return for each person and each organ of a state the state it stands for.

    A person stands for the state of an office, also of a former one; an organisation for the state it is based in,
    unless states are its members (NATO does not stand for Belgium). What the texts say of two states is settled by
    the number of documents; if that is equal, by nobody: the name then stands for itself. Companies do so always. Of
    whom no text gives an office, `serving` decides, as the ontology knows it, if it names one.
    """
    votes: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    joint = frozenset(shared)
    for each in statements:
        for member, home in _belonging(each):
            if each.modality == "fact" and names.get(member, Name("", "")).type in ("Person", "Organization"):
                votes[member][home].add(each.document)
    known = {member: served[0] for member, served in (serving or {}).items() if member in names and len(served) == 1}
    chosen = known | {member: _most(options) for member, options in votes.items() if member not in joint}
    return {member: state for member in sorted(chosen) if (state := _state(member, chosen, located, names))}


def _world(modality: str, said_by: str | None) -> str:
    return modality if modality != "fact" else "attributed" if said_by else "fact"


def _pairs(told: Told) -> Iterator[Tie]:
    if told.type == "Relation":
        yield from _relation(told)
    elif told.type == "Tenure":
        yield from _joined(told, "office", product(told.roles.get("holder", ()), told.roles.get("officeOf", ())))
    elif told.type == "Observation":
        if told.roles.get("kind") == ("trade",):
            yield from _joined(told, "trade", product(told.roles.get("reporter", ()), told.roles.get("partner", ())))
    else:
        yield from _event(told)


def _event(told: Told) -> Iterator[Tie]:
    actors, recipients = told.roles.get("actor", ()), told.roles.get("recipient", ())
    objects = told.roles.get("object", ())
    table = tuple(sorted({*actors, *recipients}))
    if told.type in SYMMETRIC_EVENTS:
        yield from _joined(told, "event", combinations(table, 2))
        yield from _joined(told, "event", product(table, objects), directed=True)
    else:
        yield from _joined(told, "event", product(actors, (*recipients, *objects)), directed=True)


def _relation(told: Told) -> Iterator[Tie]:
    predicate = _predicate(told)
    pairs = product(told.roles.get("subject", ()), told.roles.get("relationObject", ()))
    plain = (pair for pair in pairs if not pair[1].startswith("sector:"))
    yield from _joined(told, "relation", plain, directed=predicate not in SYMMETRIC_RELATIONS)


def _shared(statements: Iterable[Told]) -> Iterator[Tie]:
    """Yield the pairs of parties to one agreement or initiative in one document, once for each statement."""
    parties: dict[tuple[str, str], list[tuple[str, Told]]] = defaultdict(list)
    for told in statements:
        if told.type == "Relation" and _predicate(told) in SHARING and told.status != "withdrawn":
            for subject, thing in product(told.roles.get("subject", ()), told.roles.get("relationObject", ())):
                parties[told.document, thing].append((subject, told))
    for group in parties.values():
        for (one, first), (other, second) in combinations(group, 2):
            weaker = max(first, second, key=_doubt)
            for told in (first, second):
                same = replace(told, modality=weaker.modality, said_by=weaker.said_by)
                yield from _joined(same, "shared", [(one, other)])


def _doubt(told: Told) -> int:
    """How far a statement is from a fact, so that a pair is no firmer than the weaker of its two statements."""
    return _DOUBT[told.world]


def _joined(told: Told, kind: str, pairs: Iterable[tuple[str, str]], *, directed: bool = False) -> Iterator[Tie]:
    for one, other in pairs:
        if one == other:
            continue
        a, b = (one, other) if directed or one < other else (other, one)
        yield Tie(
            a=a, b=b, kind=kind, type=_type(told), document=told.document, statement=told.statement,
            modality=told.modality, said_by=told.said_by, intensity=told.intensity, date=told.date,
            confidence=told.confidence, sectors=told.sectors, directed=directed,
        )  # fmt: skip


def _belonging(told: Told) -> Iterator[tuple[str, str]]:
    if told.type == "Tenure":
        yield from product(told.roles.get("holder", ()), told.roles.get("officeOf", ()))
    elif _predicate(told) == "basedIn":
        yield from product(told.roles.get("subject", ()), told.roles.get("relationObject", ()))


def _most(options: Mapping[str, set[str]]) -> str | None:
    """Return the option of most documents, or None where two are equal."""
    counts = sorted(((len(documents), home) for home, documents in options.items()), reverse=True)
    return None if len(counts) > 1 and counts[0][0] == counts[1][0] else counts[0][1]


def _state(
    member: str, chosen: Mapping[str, str | None], located: Mapping[str, str], names: Mapping[str, Name]
) -> str | None:
    """Follow offices, seats and places up to a state, at most as many steps as there are kinds of home."""
    key: str | None = member
    for _ in range(5):
        key = chosen.get(key) or located.get(key) if key else None
        if key and names.get(key, Name("", "")).type == "State":
            return key
    return None


def _once(found: Iterable[Tie]) -> tuple[Tie, ...]:
    """Keep one of the two statements that say a symmetric relation both ways."""
    kept: dict[object, Tie] = {}
    for tie in found:
        twin = (tie.pair, tie.type, tie.document, tie.world, tie.said_by, tie.date, tie.sectors)
        kept.setdefault(twin if tie.type in SYMMETRIC_RELATIONS else tie, tie)
    return tuple(kept.values())


def _type(told: Told) -> str:
    return "trade" if told.type == "Observation" else _predicate(told) or told.type


def _predicate(told: Told) -> str:
    return "".join(told.roles.get("predicate", ())[:1])


def _order(tie: Tie) -> tuple[str, ...]:
    """Order by all that sets two ties of one statement apart, since they come from a set; the firmest first."""
    told = (str(_DOUBT[tie.world]), tie.said_by or "", str(tie.directed))
    return (*tie.pair, tie.document, tie.statement, tie.kind, tie.type, tie.a, *told)
