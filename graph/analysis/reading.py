"""Statements and names as read from a generation: plain text by narrow queries, since there may be many.

What people rejected is not there to be read (review.py takes it out of the dataset); what they corrected is read as it
was put right.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping
from itertools import takewhile
from typing import TYPE_CHECKING

from rdflib import PROV, RDF
from rdflib.term import Identifier

from graph.legible import legible
from ontology.terms import ID, RZ, SECTOR

from .ties import Name, Tie, Told, homes, ties

if TYPE_CHECKING:
    from graph.store import Generation

ROLES: Mapping[str, Identifier] = {
    **{name: RZ[name] for name in ("actor", "recipient", "object", "holder", "officeOf", "sector")},
    "subject": RDF.subject, "predicate": RDF.predicate, "relationObject": RDF.object,
    **{name: RZ[name] for name in ("reporter", "partner", "kind")},
}  # fmt: skip
Values = dict[str, str]


def read_ties(generation: Generation) -> tuple[Tie, ...]:
    """Return every tie of a generation, sorted, the denied ones too; no projection takes those."""
    return ties(read_statements(generation))


def read_statements(generation: Generation) -> tuple[Told, ...]:
    """Return the statements that may tie, sorted by IRI."""
    types = {statement: _local(type) for statement, type in generation.table(_query("projection_statements"))}
    identifiers = dict(generation.table(_query("projection_identifiers")))
    held = generation.columns([PROV.wasDerivedFrom, *(RZ[name] for name in _PLAIN), *ROLES.values()])
    documents = _values(held[str(PROV.wasDerivedFrom)], types)
    values = {name: _values(held[str(RZ[name])], types) for name in _PLAIN}
    roles = _roles(held, types)
    whole = types.keys() & values["modality"].keys() & values["confidence"].keys()
    return tuple(
        _told(iri, types[iri], identifiers[documents[iri]], {name: found.get(iri) for name, found in values.items()},
              roles.get(iri, {}))
        for iri in sorted(whole)
        if documents.get(iri) in identifiers
    )  # fmt: skip


def read_names(generation: Generation) -> dict[str, Name]:
    """Return type and name of every entity, by key; of several names in a language the first in the alphabet."""
    names: dict[str, Name] = {}
    for entity, type, label in generation.table(_query("projection_names")):
        name, key = Name(_local(type), legible(label)), key_of(entity)
        names[key] = min(names.get(key, name), name, key=lambda each: (each.label, each.type))
    return dict(sorted(names.items()))


def read_homes(generation: Generation, statements: Iterable[Told], names: Mapping[str, Name]) -> dict[str, str]:
    """Return the state that a person or a state's organ stands for, by key; see `homes`."""
    return homes(statements, names, read_located(generation), read_members(generation), read_serving(generation))


def read_located(generation: Generation) -> dict[str, str]:
    """Return in which place or state a place lies, by key."""
    return {key_of(entity): key_of(home) for entity, home in sorted(generation.table(_query("projection_places")))}


def read_serving(generation: Generation) -> dict[str, tuple[str, ...]]:
    """Return whom each person is known to serve, or to have served, by key; no text need say so."""
    served: dict[str, list[str]] = defaultdict(list)
    for person, body in generation.table(_query("projection_serving")):
        served[key_of(person)].append(key_of(body))
    return {person: tuple(sorted(served[person])) for person in sorted(served)}


def read_members(generation: Generation) -> dict[str, frozenset[str]]:
    """Return the states that belong to each organisation, by key, as the ontology and the documents say."""
    found: dict[str, set[str]] = defaultdict(set)
    for organization, member in generation.table(_query("projection_members")):
        found[key_of(organization)].add(key_of(member))
    return {key: frozenset(found[key]) for key in sorted(found)}


def values_of(generation: Generation, term: Identifier, known: Container[str]) -> Values:
    """Return the value of a term by the IRI of what has it, of those known; of several the first in the alphabet."""
    return _values(((node, value) for _, node, value in generation.table(_query("api_values"), property=term)), known)


def read_isos(generation: Generation) -> dict[str, str]:
    """Return the ISO 3166-1 alpha-2 code of each state that has one, by key."""
    return {key_of(iri): code for _, iri, code in sorted(generation.table(_query("api_values"), property=RZ.iso3166))}


def key_of(iri: str) -> str:
    """Return the key of an entity's IRI, `sector:<id>` of a sector's, the local name of a term's."""
    if iri.startswith(str(SECTOR)):
        return "sector:" + iri.removeprefix(str(SECTOR))
    return iri.removeprefix(str(RZ)) if iri.startswith(str(RZ)) else iri.removeprefix(str(ID))


_PLAIN = ("modality", "confidence", "saidBy", "intensity", "date", "status", "periodStart", "periodEnd")


def _values(column: Iterable[tuple[str, str]], known: Container[str]) -> Values:
    found: Values = {}
    for node, value in column:
        if node in known:
            found[node] = min(found.get(node, value), value)
    return found


def _roles(
    told: Mapping[str, Iterable[tuple[str, str]]], known: Mapping[str, str]
) -> dict[str, dict[str, tuple[str, ...]]]:
    """Return who and what takes part in each statement, by role; sorted, each name held once in memory."""
    found: dict[str, dict[str, tuple[str, ...]]] = defaultdict(dict)
    keys: dict[str, str] = {}
    for role, term in ROLES.items():
        for statement, iri in told[str(term)]:
            if statement in known:
                key = keys.get(iri) or keys.setdefault(iri, key_of(iri))
                held = found[statement].get(role, ())
                found[statement][role] = tuple(sorted({*held, key})) if held else (key,)
    return found


def _told(
    iri: str, type: str, document: str, values: Mapping[str, str | None], roles: Mapping[str, tuple[str, ...]]
) -> Told:
    said_by, period = values["saidBy"], (values["periodStart"], values["periodEnd"])
    return Told(
        statement=iri,
        type=type,
        document=document,
        modality=str(values["modality"]),
        said_by=key_of(said_by) if said_by else None,
        intensity=_number(values["intensity"]),
        date=values["date"] or _period(*period),
        confidence=_number(values["confidence"]) or 0.0,
        status=values["status"],
        roles=roles,
    )


def _period(start: str | None, end: str | None) -> str | None:
    """Return a period as a date, as precise as its two ends agree: 2024-01 to 2024-06 is 2024; None for several years.

    >>> _period("2024-01", "2024-06"), _period("2023", "2024"), _period(None, "2024")
    ('2024', None, '2024')
    """
    parts = [each.split("-") for each in (start, end) if each]
    same = takewhile(lambda values: len(set(values)) == 1, zip(*parts, strict=False))
    return "-".join(values[0] for values in same) or None


def _number(value: str | None) -> float | None:
    return None if value is None else float(value)


def _local(iri: str) -> str:
    return iri.replace("#", "/").rsplit("/", 1)[-1]


def _query(name: str) -> str:
    from graph.store import named_query  # here, so that reading this module needs no engine

    return named_query(name)
