"""Dyad-years as CSV: a row for two actors and a year, and one for what has no date.

A statement counts in the year of its date, once for each dyad that it ties. What has no date, or a period of several
years, stands in a row without a year: it is not spread over the years. A year without statements has no row: that the
documents are silent does not say that nothing happened.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from io import StringIO

from graph.analysis.choice import CONFLICT, COOPERATION, WORLDS, Projection
from graph.analysis.projection import Dyad, directed_dyads, dyads
from graph.analysis.ties import Tie
from graph.report.material import Material
from graph.slug import document_iri
from graph.statement import EVENT_TYPES
from ontology.terms import entity_iri

from .codes import codes
from .fields import Field, safe
from .quads import QUADS

Dyads = Callable[[Iterable[Tie]], tuple[Dyad, ...]]
OTHERS = {
    "memberships": ("memberOf",), "agreements": ("partyTo",), "initiatives": ("takesPartIn",),
    "offices": ("Tenure",), "seats": ("basedIn",), "trade": ("trade",),
}  # fmt: skip
_KNOWN = {*EVENT_TYPES, *(name for names in OTHERS.values() for name in names)}
_COUNT = "statements, 0 and more"
_SIDE = (
    Field("{}", "The actor", "IRI", "", "`rz:actor`, `rz:recipient`, `rdf:subject` ...; folded as the projection says"),
    Field("name_{}", "What the actor is called", "text", "", "`skos:prefLabel`"),
    Field("type_{}", "What the actor is", "text", "State, Organization, Company, Person, Place", "`rdf:type`"),
    Field("iso2_{}", "Its code in ISO 3166-1 alpha-2", "text", "two letters; empty for others", "`rz:iso3166`"),
    Field("iso3_{}", "Its code in ISO 3166-1 alpha-3", "text", "three letters; XKX for Kosovo", "from alpha-2"),
    Field("cow_{}", "Its Correlates of War number", "integer", "system of 2016; empty for no member", "from alpha-2"),
)
FIELDS = (
    Field("year", "The year of the statements' dates", "integer", "empty: no date, or a period of years", "`rz:date`"),
    *(Field(each.name.format(side), each.meaning, each.type, each.values, each.source)
      for side in ("a", "b") for each in _SIDE),
    Field("documents", "Documents that tie the two in this year", "integer", "documents, 1 and more",
          "`prov:wasDerivedFrom`"),
    Field("statements", "Statements that tie the two", "integer", "statements, 1 and more", "counted"),
    *(Field(world, f"Statements told as {words}", "integer", _COUNT, "`rz:modality`, `rz:saidBy`")
      for world, words in zip(WORLDS, ("a fact", "somebody's claim", "a plan"), strict=True)),
    Field("events", "Events of all types", "integer", _COUNT, "`rz:Event`"),
    Field("cooperation", "Events of cooperation: quads 1 and 2", "integer", _COUNT, "PLOVER's quad categories"),
    Field("conflict", "Events of conflict: quads 3 and 4", "integer", _COUNT, "PLOVER's quad categories"),
    *(Field(f"quad_{number}", f"Events of {words}", "integer", _COUNT, "PLOVER's quad categories")
      for number, (words, _) in QUADS.items()),
    *(Field(name.lower(), f"Events of type {name}", "integer", _COUNT, f"`rz:{name}`") for name in EVENT_TYPES),
    Field("relations", "Relations of all other kinds", "integer", _COUNT, "`rz:Relation`"),
    Field("memberships", "Memberships of one in the other", "integer", _COUNT, "`rz:memberOf`"),
    Field("agreements", "Statements by which both are parties to one agreement", "integer", _COUNT, "`rz:partyTo`"),
    Field("initiatives", "Statements by which both take part in one initiative", "integer", _COUNT,
          "`rz:takesPartIn`"),
    Field("offices", "Offices that one holds in the other", "integer", _COUNT, "`rz:Tenure`"),
    Field("seats", "Statements that one is based in the other", "integer", _COUNT, "`rz:basedIn`"),
    Field("trade", "Figures of trade between the two", "integer", _COUNT, "`rz:Observation`, kind trade"),
    Field("intensity", "Mean intensity of the events: the mean of each document, then of the documents", "decimal",
          "−10 (conflict) to +10 (cooperation); empty without an event", "`rz:intensity`"),
    Field("document_ids", "These documents", "list of IRIs", "separated by a blank", "`prov:wasDerivedFrom`"),
    Field("statement_ids", "These statements", "list of IRIs", "separated by a blank", "`rz:Statement`"),
)  # fmt: skip
COLUMNS = tuple(each.name for each in FIELDS)


def dyad_years(material: Material, projection: Projection) -> str:
    """Return a row for each dyad and year, `a` before `b` in the alphabet of their keys, whoever acted."""
    return _written(_rows(material, projection, dyads))


def directed_dyad_years(material: Material, projection: Projection) -> str:
    """Return a row for each dyad, way and year: `a` acted on `b`. What joins equals stands in both rows."""
    return _written(_rows(material, projection, directed_dyads))


def _rows(material: Material, projection: Projection, grouped: Dyads) -> Iterator[dict[str, str]]:
    by_year: dict[str, list[Tie]] = defaultdict(list)
    for tie in material.projected(projection):
        by_year[(tie.date or "")[:4]].append(tie)
    found = ((year, dyad) for year, ties in by_year.items() for dyad in grouped(ties))
    for year, dyad in sorted(found, key=lambda row: (row[1].a, row[1].b, not row[0], row[0])):
        counts = {name: str(amount) for name, amount in _counts(dyad).items()}
        sides = {**_side("a", dyad.a, material), **_side("b", dyad.b, material)}
        yield {"year": year, **sides, **counts, **_ids(dyad)}


def _side(side: str, key: str, material: Material) -> dict[str, str]:
    name, known = material.names[key], codes(material.isos.get(key))
    values = (str(entity_iri(key)), safe(name.label), name.type, known.iso2, known.iso3, known.cow)
    return {each.name.format(side): value for each, value in zip(_SIDE, values, strict=True)}


def _counts(dyad: Dyad) -> dict[str, int]:
    def of(types: Sequence[str]) -> int:
        return sum(dyad.types.get(each, 0) for each in types)

    return {
        "documents": len(dyad.documents),
        "statements": len(dyad.statements),
        **{world: dyad.worlds.get(world, 0) for world in WORLDS},
        "events": of(EVENT_TYPES),
        "cooperation": of(COOPERATION),
        "conflict": of(CONFLICT),
        **{f"quad_{number}": of(types) for number, (_, types) in QUADS.items()},
        **{name.lower(): of([name]) for name in EVENT_TYPES},
        "relations": of([name for name in dyad.types if name not in _KNOWN]),
        **{name: of(types) for name, types in OTHERS.items()},
    }


def _ids(dyad: Dyad) -> dict[str, str]:
    return {
        "intensity": "" if dyad.intensity is None else f"{round(dyad.intensity, 9):g}",
        "document_ids": " ".join(str(document_iri(each)) for each in dyad.documents),
        "statement_ids": " ".join(dyad.statements),
    }


def _written(rows: Iterable[dict[str, str]]) -> str:
    out = StringIO()
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()
