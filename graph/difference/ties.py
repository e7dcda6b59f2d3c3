"""New ties: which dyads of actors are told that were not, or in ways that they were not.

Each world is looked at by itself: that two are told as a fact to meet is new even where it was told as a plan before,
and the tie says so.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from graph.analysis.ties import Name, Tie, Told, ties
from graph.statement import ACTOR_TYPES

from .change import GONE, NEW, WORLDS

Key = tuple[tuple[str, str], str, str]  # the pair, the world, the type


@dataclass(frozen=True, slots=True, kw_only=True)
class TieChange:
    """A dyad with the types of tie that are new to it in a world, or gone; `whole` where it has no other there.

    `before` are the worlds in which it was told at all.
    """

    kind: str
    pair: tuple[str, str]
    world: str
    types: tuple[str, ...]
    whole: bool
    before: tuple[str, ...]
    statements: tuple[str, ...]


def tie_changes(
    old: Collection[Told], gone: Collection[str], now: Collection[Told], names: Mapping[str, Name]
) -> tuple[TieChange, ...]:
    """Return the ties that came and went.

    `old` are all statements of the older generation, `gone` the IRIs of those that are there no more or say something
    else, `now` those that are there instead or besides.
    """
    touched = {each.document for each in now} | {each.document for each in old if each.statement in gone}
    before = _of_actors(ties(old), names)
    stay = [each for each in old if each.document in touched and each.statement not in gone]
    after = _of_actors(ties([*stay, *now]), names)
    kept = {key for key, found in before.items() if any(each.document not in touched for each in found)}
    came = {key: after[key] for key in after.keys() - before.keys()}
    went = {key: before[key] for key in before.keys() - after.keys() - kept}
    had = _worlds(before)
    found = [*_changes(NEW, came, before.keys(), had), *_changes(GONE, went, after.keys() | kept, had)]
    return tuple(sorted(found, key=lambda each: (each.kind == GONE, WORLDS.index(each.world), each.pair)))


def _of_actors(found: Iterable[Tie], names: Mapping[str, Name]) -> dict[Key, list[Tie]]:
    actors = {key for key, name in names.items() if name.type in ACTOR_TYPES}
    held: dict[Key, list[Tie]] = defaultdict(list)
    for tie in found:
        if tie.a in actors and tie.b in actors:
            held[tie.pair, tie.world, tie.type].append(tie)
    return held


def _worlds(keys: Iterable[Key]) -> dict[tuple[str, str], set[str]]:
    told: dict[tuple[str, str], set[str]] = defaultdict(set)
    for pair, world, _ in keys:
        told[pair].add(world)
    return told


def _changes(
    kind: str, moved: Mapping[Key, list[Tie]], others: Collection[Key], had: Mapping[tuple[str, str], set[str]]
) -> Iterable[TieChange]:
    """Yield what came, beside what was there, or what went, beside what is there."""
    there = {(pair, world) for pair, world, _ in others}
    groups: dict[tuple[tuple[str, str], str], dict[str, list[Tie]]] = defaultdict(dict)
    for (pair, world, type_), found in moved.items():
        groups[pair, world][type_] = found
    for (pair, world), types in groups.items():
        yield TieChange(
            kind=kind,
            pair=pair,
            world=world,
            types=tuple(sorted(types)),
            whole=(pair, world) not in there,
            before=tuple(each for each in WORLDS if each in had.get(pair, ())),
            statements=tuple(sorted({tie.statement for found in types.values() for tie in found})),
        )
