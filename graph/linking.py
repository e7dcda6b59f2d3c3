"""One entity across documents: what several texts name differently becomes one, with every form.

A lone surname becomes the person whose full name other documents give, and an acronym the body that introduces it, if
there is exactly one such; where there are two, both are left alone. The outcome depends on the set of documents,
not on their order.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import fields, replace

from .names import given_names
from .statement import Entity, Reading, Statement

_MERGED = frozenset({"Person", "Organization", "Company", "Agreement", "Initiative"})


def resolve(readings: Iterable[Reading]) -> tuple[Reading, ...]:
    """Return the readings with their entities made one across documents, sorted by document identifier."""
    ordered = sorted(readings, key=lambda reading: reading.document.identifier)
    known = known_entities(ordered)
    return merged(ordered, same_entities(known.values()), known)


def known_entities(readings: Iterable[Reading]) -> dict[str, Entity]:
    """Return each entity of the readings by its key, with the forms of every document."""
    known: dict[str, Entity] = {}
    forms: defaultdict[str, set[str]] = defaultdict(set)
    for reading in readings:
        for entity in reading.entities:
            known.setdefault(entity.key, entity)
            forms[entity.key].update(entity.aliases)
    return {key: replace(entity, aliases=tuple(sorted(forms[key]))) for key, entity in known.items()}


def merged(readings: Iterable[Reading], same: Mapping[str, str], known: Mapping[str, Entity]) -> tuple[Reading, ...]:
    """Return the readings with the entities that stay (`known` has them all) in the place of those that go."""
    return tuple(_renamed(reading, same, known) for reading in readings)


def same_entities(entities: Iterable[Entity]) -> dict[str, str]:
    """Return for each key that means another's entity the key that stays."""
    full: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    listed = sorted(entities, key=lambda entity: entity.key)
    for entity in listed:
        for form in _claimed(entity):
            full[entity.type, form].add(entity.key)
    same = {}
    for entity in listed:
        if entity.type in _MERGED and not entity.reference and len(entity.name.split()) == 1:
            options = full[entity.type, entity.name] - {entity.key}
            if len(options) == 1:
                same[entity.key] = min(options)
    return {old: same.get(new, new) for old, new in same.items()}


def _claimed(entity: Entity) -> set[str]:
    """Return the single words that a longer name may be cut to: a person's surname, a body's acronym."""
    words = entity.name.split()
    if len(words) < 2:
        return set()
    if entity.type != "Person":
        return {alias for alias in entity.aliases if alias.isupper() and " " not in alias}
    first = {words[0]} if len(words) == 2 and words[0] not in given_names() and len(words[0]) <= 5 else set()
    return {words[-1], *first}


def _renamed(reading: Reading, same: Mapping[str, str], known: Mapping[str, Entity]) -> Reading:
    merged: dict[str, Entity] = {}
    for entity in reading.entities:
        stays = known[same.get(entity.key, entity.key)]
        held = merged.get(stays.key)
        forms = entity.aliases if stays.key == entity.key else (*entity.aliases, entity.name)
        aliases = {*forms, *(held.aliases if held else ())}
        merged[stays.key] = replace(stays, aliases=tuple(sorted(aliases)))
    statements = tuple(rename(statement, same) for statement in reading.statements)
    return replace(reading, entities=tuple(merged[key] for key in sorted(merged)), statements=statements)


def rename(statement: Statement, same: Mapping[str, str]) -> Statement:
    """Return a statement with the keys that stay in the place of those that go."""
    changed: dict[str, object] = {}
    for entry in fields(statement) if same else ():
        value = getattr(statement, entry.name)
        if isinstance(value, str) and value in same:
            changed[entry.name] = same[value]
        elif isinstance(value, tuple) and any(isinstance(item, str) and item in same for item in value):
            changed[entry.name] = tuple(sorted({same.get(item, item) for item in value}))
    return replace(statement, **changed) if changed else statement  # type: ignore[arg-type]  # fields by their names
