"""What a reader chooses to measure: which statements tie two actors, how they are told, when, and about what.

A `Projection` is read from words, the same on the command line and in an address, and written back as the shortest
query that reads the same, so that a link holds all of it:

    types=cooperation,trade   which statements tie (`TYPES`); by default all but offices, seats and trade
    worlds=fact,planned       facts, what somebody in a text claims (attributed), plans; denials never
    fold=no                   people and organs stand for themselves, not for their state
    since=2024-10 until=2025  as precise as one likes, both inclusive; what has no date then falls out
    sector=energy,trade       what it is about, the sectors within a sector too
    confidence=0.75           how sure the reading is at least
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from typing import Any, Protocol
from urllib.parse import urlencode

from graph.errors import QueryError
from graph.statement import EVENT_TYPES
from ontology.sectors import load_sectors

from .dates import exists

WORLDS = ("fact", "attributed", "planned")
# PLOVER's verbal and material cooperation, and conflict (manual 0.8, summary of event categories).
COOPERATION, CONFLICT = EVENT_TYPES[:7], EVENT_TYPES[7:]
_EVENTS = tuple(name.lower() for name in EVENT_TYPES)
_OTHERS = ("relations", "memberships", "agreements", "initiatives", "offices", "seats", "trade")
SINGLE = (*_EVENTS, *_OTHERS)
GROUPS: Mapping[str, tuple[str, ...]] = {
    "events": _EVENTS, "cooperation": _EVENTS[:7], "conflict": _EVENTS[7:], "shared": ("agreements", "initiatives"),
}  # fmt: skip
TYPES = (*GROUPS, *SINGLE)
MOST_FAULTS = 5
MEASURED = (*_EVENTS, *_OTHERS[:4])
_SINGLE_OF = {
    ("relation", "memberOf"): "memberships",
    ("relation", "basedIn"): "seats",
    ("shared", "partyTo"): "agreements",
    ("shared", "takesPartIn"): "initiatives",
}
_OF_KIND = {"relation": "relations", "office": "offices", "trade": "trade"}


class Held(Protocol):
    """What a projection may take or leave: a tie, or a statement of one kind."""

    @property
    def kind(self) -> str: ...
    @property
    def type(self) -> str: ...
    @property
    def world(self) -> str: ...
    @property
    def date(self) -> str | None: ...
    @property
    def sectors(self) -> tuple[str, ...]: ...
    @property
    def confidence(self) -> float: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Projection:
    """Which statements tie two actors. Values stand in the order of `SINGLE`, `WORLDS` and the alphabet.

    Where somebody is based (`seats`) and who holds which office (`offices`) ties nobody unless it is asked for: it says
    where they are, not with whom they deal.
    """

    types: tuple[str, ...] = MEASURED
    worlds: tuple[str, ...] = ("fact",)
    fold: bool = True
    since: str | None = None
    until: str | None = None
    sectors: tuple[str, ...] = ()
    confidence: float = 0.0

    @property
    def query(self) -> str:
        """The shortest query string that reads as this projection; empty for the default one."""
        plain = Projection()
        told = {
            "types": ",".join(in_groups(self.types)) if self.types != plain.types else "",
            "worlds": ",".join(self.worlds) if self.worlds != plain.worlds else "",
            "fold": "" if self.fold else "no",
            "since": self.since or "",
            "until": self.until or "",
            "sector": ",".join(self.sectors),
            "confidence": f"{self.confidence:g}" if self.confidence else "",
        }
        return urlencode({name: value for name, value in told.items() if value}, safe=",")

    def admits(self, held: Held, worlds: Collection[str] | None = None) -> bool:
        """Tell whether a tie belongs; with `worlds`, whether it would if it were these that count."""
        return (
            held.world in (self.worlds if worlds is None else worlds)
            and single(held) in self.types
            and held.confidence >= self.confidence
            and (not self.sectors or not _within(self.sectors).isdisjoint(held.sectors))
            and _inside(held.date, self.since, self.until)
        )


def read_projection(given: Iterable[tuple[str, str]]) -> Projection:
    """Return the projection that pairs of a name and its words ask for, or raise one `QueryError` on all that is wrong.

    Lists are written with commas or by giving a name several times; what is given empty is not given.
    """
    asked: dict[str, list[str]] = {}
    for name, value in given:
        asked.setdefault(name, []).extend(filter(None, (part.strip() for part in value.split(","))))
    values: dict[str, Any] = {}
    faults: list[str] = []
    for name, words in asked.items():
        try:
            field, read = _READERS[name]
            values |= {field: read(words)} if words else {}
        except KeyError:
            faults.append(f"{name}: no such choice; {_wanted(name, tuple(_READERS))}")
        except ValueError as fault:
            faults.append(f"{name}: found {', '.join(words)!r}; {fault}")
    since, until = values.get("since"), values.get("until")
    if since and until and since[: len(until)] > until[: len(since)]:
        faults.append(f"since, until: found {since} and {until}; wanted a beginning before its end")
    if faults:
        more = [f"and {len(faults) - MOST_FAULTS} more"] if len(faults) > MOST_FAULTS else []
        raise QueryError("; ".join([*faults[:MOST_FAULTS], *more]))
    return Projection(**values)


def single(held: Held) -> str:
    """Return the one of `SINGLE` that a tie counts as."""
    if held.kind == "event":
        return held.type.lower()
    return _SINGLE_OF.get((held.kind, held.type)) or _OF_KIND[held.kind]


def in_groups(types: Collection[str]) -> tuple[str, ...]:
    """Return types in as few words as `TYPES` has, in the order of `SINGLE`.

    >>> in_groups(("agree", "consult", "support", "concede", "cooperate", "aid", "retreat", "trade"))
    ('cooperation', 'trade')
    """
    left = dict.fromkeys(types)
    found = []
    for group, members in GROUPS.items():
        if left.keys() >= set(members):
            found.append(group)
            left = {each: None for each in left if each not in members}
    return tuple(sorted((*found, *left), key=lambda word: SINGLE.index(GROUPS.get(word, (word,))[0])))


def _some_of(choices: tuple[str, ...], groups: Mapping[str, tuple[str, ...]]) -> Callable[[list[str]], tuple[str, ...]]:
    def read(words: list[str]) -> tuple[str, ...]:
        named = {each for word in words for each in groups.get(word, (word,))}
        for word in words:
            if word not in choices and word not in groups:
                raise ValueError(_wanted(word, (*groups, *choices), "some of"))
        return tuple(each for each in choices if each in named)

    return read


def _one(words: list[str]) -> str:
    if len(words) > 1:
        raise ValueError("wanted one value")
    return words[0]


def _fold(words: list[str]) -> bool:
    choices = {"yes": True, "no": False}
    if _one(words) not in choices:
        raise ValueError("wanted yes or no")
    return choices[words[0]]


def _date(words: list[str]) -> str:
    given = _one(words)
    if not exists(given):
        raise ValueError("wanted a date that there is, such as 2025, 2025-10 or 2025-10-08")
    return given


def _confidence(words: list[str]) -> float:
    if not re.fullmatch(r"0|1|[01]?\.[0-9]{1,3}", _one(words)) or float(words[0]) > 1:
        raise ValueError("wanted a number from 0 to 1, such as 0.75")
    return float(words[0])


_READERS: Mapping[str, tuple[str, Callable[[list[str]], Any]]] = {
    "types": ("types", _some_of(SINGLE, GROUPS)),
    "worlds": ("worlds", _some_of(WORLDS, {})),
    "fold": ("fold", _fold),
    "since": ("since", _date),
    "until": ("until", _date),
    "sector": ("sectors", lambda words: _some_of(tuple(each.id for each in load_sectors()), {})(words)),
    "confidence": ("confidence", _confidence),
}
NAMES = tuple(_READERS)


def _wanted(word: str, choices: tuple[str, ...], many: str = "one of") -> str:
    near = get_close_matches(word, choices, 1)
    return f"wanted {many} {', '.join(choices)}" + (f" (perhaps {near[0]})" if near else "")


@lru_cache(maxsize=256)
def _within(sectors: tuple[str, ...]) -> frozenset[str]:
    """Return sectors with all that lie within them, as ties name them."""
    found = set(sectors)
    while more := {each.id for each in load_sectors() if each.broader in found} - found:
        found |= more
    return frozenset(f"sector:{each}" for each in found)


def _inside(date: str | None, since: str | None, until: str | None) -> bool:
    if since is None and until is None:
        return True
    if date is None:
        return False
    return (since is None or date >= since[: len(date)]) and (until is None or date[: len(until)] <= until)
