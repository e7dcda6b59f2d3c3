"""Facts: what annotations and a dataset say, brought to one form so that they can be compared.

A fact is a tuple; beside it stand the details of the records that say it. An event is as many facts as it ties pairs.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from typing import Any

from .gold import RELATIONS, Gold
from .statement import SYMMETRIC_EVENTS, SYMMETRIC_RELATIONS

FAMILIES = ("entities", "offices", "events", "relations", "sectors", "observations")
DETAILS = ("modality", "said_by", "date", "place", "status", "role", "currency", "unit", "change")
Fact = tuple[Any, ...]
Details = Mapping[str, Any]

_EVEN = {kind.lower() for kind in SYMMETRIC_EVENTS} | {
    name for name, term in RELATIONS.items() if term in SYMMETRIC_RELATIONS
}
_SPACES = str.maketrans(dict.fromkeys("-/\u2010\u2011\u2012\u2013\u2014\u2015\u2212", " "))
_APOSTROPHES = str.maketrans(dict.fromkeys("`\u00b4\u02bc\u2018\u2019", "'"))
_SMALL = re.compile(r"\b(?:a|an|and|for|of|the)\b|'s\b|[^a-z0-9 ]")


def plain(name: str) -> str:
    """Return a name as it is compared: without case, accents, punctuation and small words."""
    spelt = unicodedata.normalize("NFKD", name.translate(_SPACES).translate(_APOSTROPHES))
    return " ".join(_SMALL.sub(" ", spelt.encode("ascii", "ignore").decode().lower()).split())


class Facts:
    """Facts by family, each with the details that its records give."""

    def __init__(self) -> None:
        self.of: dict[str, dict[Fact, list[Details]]] = {family: {} for family in FAMILIES}

    def add(self, family: str, fact: Fact, details: Details) -> None:
        """Take in a fact as one record says it."""
        self.of[family].setdefault(fact, []).append(details)

    def entity(self, kind: str, id: str) -> None:
        """Take in an entity."""
        self.add("entities", (kind, id), {})

    def office(self, person: str | None, title: str, of: str | None) -> None:
        """Take in an office that somebody holds."""
        self.add("offices", (person, plain(title), of), {})

    def event(
        self, kind: str, actors: Sequence[str], recipients: Sequence[str], thing: str | None, said: Details
    ) -> None:
        """Take in an event: a fact for each two that it ties, else for each who takes part."""
        sides = list(dict.fromkeys([*actors, *recipients]))
        if kind in _EVEN:
            facts = {_pair(kind, one, other) for one, other in combinations(sides, 2)}
        else:
            facts = {(kind, actor, recipient) for actor in actors for recipient in recipients}
        if thing:
            facts |= {_pair(kind, actor, thing) for actor in (sides if kind in _EVEN else actors)}
        for fact in facts or {(kind, side, None) for side in sides}:
            self.add("events", fact, said)

    def relation(self, name: str, subject: str, target: str, said: Details) -> None:
        """Take in a relation, or what something is about."""
        family = "sectors" if target.startswith("sector:") else "relations"
        self.add(family, _pair(name, subject, target), said)

    def figure(self, what: Sequence[str | None], value: Any, period: Sequence[str | None], said: Details) -> None:
        """Take in a figure: its kind and flow, whose and with whom; its value to three digits, its period by months."""
        rounded = None if value is None else f"{float(value):.2e}"
        months = (moment and moment[:7] for moment in period)
        self.add("observations", (*what, rounded, *months), said)


def annotated(gold: Gold) -> Facts:
    """Return the facts of an annotated document."""
    facts = Facts()
    for entity in gold.family("entities"):
        facts.entity(entity["type"], entity["id"])
    for office in gold.family("offices"):
        facts.office(office["person"], office["office"], office.get("of"))
    for event in gold.family("events"):
        facts.event(event["type"], event["actors"], event["recipients"], event.get("object"), event)
    for relation in gold.family("relations"):
        facts.relation(relation["p"], relation["s"], relation["o"], relation)
    for figure in gold.family("observations"):
        what = [figure.get(name) for name in ("kind", "flow", "reporter", "partner")]
        facts.figure(what, figure.get("value"), (figure.get("start"), figure.get("end")), figure)
    return facts


def same_detail(name: str, said: str | None, wanted: Any) -> bool:
    """Tell whether a record says what is wanted; a change to the tenth of a percent."""
    if name == "change":
        return said is not None and abs(float(said) - float(wanted)) < 0.051
    return said == str(wanted)


def same_office(one: Fact, other: Fact) -> bool:
    """Tell whether two offices are one: the words of one title within the other's; a bare "minister" is no other's."""
    shorter, longer = sorted((set(one[1].split()), set(other[1].split())), key=len)
    alike = bool(shorter) and shorter <= longer and (len(shorter) > 1 or len(longer) == 1)
    return alike and (one[0], one[2]) == (other[0], other[2])


def matched(family: str, found: Iterable[Fact], wanted: Iterable[Fact]) -> list[tuple[Fact, Fact]]:
    """Return the facts found that are wanted, each with the one that is wanted."""
    if family != "offices":
        known = set(wanted)
        return [(fact, fact) for fact in found if fact in known]
    rest, pairs = sorted(wanted, key=str), []
    for fact in sorted(found, key=str):
        twin = next((other for other in rest if same_office(fact, other)), None)
        if twin is not None:
            rest.remove(twin)
            pairs.append((fact, twin))
    return pairs


def _pair(kind: str, one: str, other: str) -> Fact:
    return (kind, *sorted((one, other))) if kind in _EVEN else (kind, one, other)
