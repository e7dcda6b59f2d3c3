"""Which names mean one and the same: what linking finds and what people say, put together.

A person's word goes before the rule's, and "not the same" before "the same": no chain of names joins two that
somebody told apart.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from ontology.actors import Actor

from .judgement import Judgement
from .linking import known_entities, rename, same_entities
from .reference import actors_by_key
from .statement import Entity, Reading

APPLIED = "applied"


@dataclass(slots=True)
class Names:
    """All entities by key, the key that stays for each that goes, and what became of each judgement (by id)."""

    known: dict[str, Entity]
    actors: Mapping[str, Actor]
    same: dict[str, str] = field(default_factory=dict)
    effects: dict[str, str] = field(default_factory=dict)


def parted(readings: Iterable[Reading], judgements: Iterable[Judgement]) -> tuple[Reading, ...]:
    """Return the readings with those renamed who bear another's name in the documents that a judgement lists."""
    told = [j for j in judgements if j.verdict == "distinct" and j.documents]
    found: list[Reading] = []
    for reading in readings:
        names = renamed_in(reading.document.identifier, told)
        entities = (replace(e, key=names[e.key]) if e.key in names else e for e in reading.entities)
        ordered = tuple(sorted(entities, key=lambda entity: entity.key)) if names else reading.entities
        statements = tuple(rename(statement, names) for statement in reading.statements)
        found.append(replace(reading, entities=ordered, statements=statements))
    return tuple(found)


def renamed_in(document: str, judgements: Iterable[Judgement]) -> dict[str, str]:
    """Return which keys stand for others in a document, as judgements tell."""
    told = (j for j in judgements if j.verdict == "distinct" and document in j.documents)
    return {judgement.entities[0]: judgement.entities[1] for judgement in told}


def make_one(
    readings: Sequence[Reading], judgements: Sequence[Judgement], actors: Mapping[str, Actor] | None = None
) -> Names:
    """Return which entities are one, by rule and by judgement; `actors` are those that the ontology knows."""
    names = Names(known_entities(readings), actors_by_key() if actors is None else actors)
    apart = [frozenset(j.entities) for j in judgements if j.verdict == "distinct"]
    groups = {key: {key} for key in names.known}
    for gone, stays in sorted(same_entities(names.known.values()).items()):
        _join(names, groups, apart, stays, gone)
    for judgement in judgements:
        if judgement.verdict in ("same", "distinct", "unsure"):
            names.effects[judgement.id] = _effect(names, groups, apart, judgement)
    return names


def _effect(names: Names, groups: dict[str, set[str]], apart: Sequence[frozenset[str]], judgement: Judgement) -> str:
    for key in judgement.entities[1 if judgement.documents else 0 :]:
        if key not in names.known and not _from_ontology(names, groups, key):
            return f"{key} is not read in any document"
    if judgement.verdict != "same":
        return APPLIED
    joined = _join(names, groups, apart, *judgement.entities)
    return APPLIED if joined else "another judgement tells them apart"


def _from_ontology(names: Names, groups: dict[str, set[str]], key: str) -> bool:
    """Take in an entity that the ontology knows and no document names; tell whether there is one."""
    actor = names.actors.get(key)
    if actor is None:
        return False
    names.known[key] = Entity(key=key, type=actor.type, name=actor.name, iso=actor.iso, reference=True)
    groups[key] = {key}
    return True


def _join(names: Names, groups: dict[str, set[str]], apart: Sequence[frozenset[str]], stays: str, gone: str) -> bool:
    """Let one name stand for another and all that stand with it, unless that joins two that are apart."""
    one, other = groups[stays], groups[gone]
    if one is other:
        return True
    together = one | other
    if any(pair <= together for pair in apart):
        return False
    kept = names.same.get(stays, stays)
    for key in together:
        groups[key] = together
        names.same[key] = kept
    names.same.pop(kept)
    return True
