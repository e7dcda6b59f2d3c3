"""What a dataset says of one document, in the ids of an annotator.

An entity is recognised by its names, a state by its code; of several that share a name, the one of its own type and
with most names in common. What is not recognised keeps its IRI, and so matches nothing.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rdflib import RDF, RDFS, SKOS, URIRef
from rdflib.term import Identifier

from ontology.terms import RZ, SECTOR

from .facts import Details, Facts, plain
from .gold import EVENTS, RELATIONS, Gold
from .statement import TYPES
from .store import Generation, named_query

Properties = Mapping[Identifier, list[Identifier]]
_NAMES = (SKOS.prefLabel, SKOS.altLabel, RDFS.label)
_TYPES: Mapping[Identifier, str] = {RZ[kind]: kind for kind in TYPES}
_EVENTS: Mapping[Identifier, str] = {RZ[kind.capitalize()]: kind for kind in EVENTS}
_RELATIONS: Mapping[Identifier, str] = {RZ[term]: name for name, term in RELATIONS.items()}
_DETAILS: Mapping[str, URIRef] = {
    "modality": RZ.modality, "said_by": RZ.saidBy, "date": RZ.date, "place": RZ.place, "status": RZ.status,
    "role": RZ.role, "currency": RZ.currency, "unit": RZ.unit, "change": RZ.change,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Names:
    """Every document by its identifier with what it mentions, and what is known of every entity."""

    documents: Mapping[str, Identifier]
    mentions: Mapping[Identifier, list[Identifier]]
    entities: Mapping[Identifier, Properties]


def read_names(generation: Generation) -> Names:
    """Return the documents and entities of a dataset."""
    documents: dict[str, Identifier] = {}
    mentions: defaultdict[Identifier, list[Identifier]] = defaultdict(list)
    for row in generation.select(named_query("evaluation_mentions")):
        documents[str(row["identifier"])] = row["document"]
        if "entity" in row:
            mentions[row["document"]].append(row["entity"])
    return Names(documents, mentions, _gathered(generation.select(named_query("evaluation_names"))))


def recognised(generation: Generation, names: Names, document: Identifier, gold: Gold) -> "Recognised":
    """Return what the dataset says of an annotated document."""
    rows = generation.select(named_query("evaluation_statements"), document=document)
    return Recognised(names.entities, set(names.mentions.get(document, ())), _gathered(rows), gold)


class Recognised:
    """The statements of one document and the ids of those they name."""

    def __init__(
        self,
        entities: Mapping[Identifier, Properties],
        mentioned: Iterable[Identifier],
        statements: Mapping[Identifier, Properties],
        gold: Gold,
    ) -> None:
        self._entities, self._mentioned, self._statements = entities, sorted(mentioned), statements
        listed = gold.family("entities")
        self._forms = {e["id"]: {plain(form) for form in (e["name"], *(e.get("aliases") or ()))} for e in listed}
        self._types = {entity["id"]: entity["type"] for entity in listed}
        self._codes: dict[str, str] = {entity["iso"]: entity["id"] for entity in listed if entity.get("iso")}
        self._ids: dict[Identifier, str] = {}

    def facts(self) -> Facts:
        """Return all that the dataset says of the document."""
        facts = Facts()
        for node in self._mentioned:
            for kind in self._kinds(node)[:1]:
                facts.entity(kind, self._id(node))
        for node in sorted(self._statements):
            self.add(facts, node)
        return facts

    def add(self, facts: Facts, node: Identifier) -> None:
        """Take in what one statement says."""
        said, types = self._statements[node], set(self._statements[node].get(RDF.type, ()))
        if RZ.Tenure in types:
            facts.office(self._one(said, RZ.holder), str(said[RZ.officeTitle][0]), self._one(said, RZ.officeOf))
        elif RZ.Relation in types:
            self._relation(facts, said)
        elif RZ.Observation in types:
            self._figure(facts, said)
        for kind in sorted(_EVENTS[each] for each in _EVENTS.keys() & types):
            actors, recipients = ([self._id(each) for each in said.get(term, ())] for term in (RZ.actor, RZ.recipient))
            facts.event(kind, actors, recipients, self._one(said, RZ.object), self._details(said))

    def statements(self) -> list[tuple[Identifier, Properties]]:
        """Return the statements of the document with their properties."""
        return sorted(self._statements.items())

    def splits(self) -> tuple[int, int]:
        """Return how many nodes are recognised, and for how many entities they stand."""
        found = [self._id(node) for node in self._mentioned if self._id(node) in self._forms]
        return len(found), len(set(found))

    def _relation(self, facts: Facts, said: Properties) -> None:
        name = _RELATIONS.get(said[RDF.predicate][0])
        if name is not None:
            subject, target = self._id(said[RDF.subject][0]), self._id(said[RDF.object][0])
            facts.relation(name, subject, target, self._details(said))

    def _figure(self, facts: Facts, said: Properties) -> None:
        kind, flow, value, start, end = (
            str(said[term][0]) if term in said else None
            for term in (RZ.kind, RZ.flow, RZ.value, RZ.periodStart, RZ.periodEnd)
        )
        what = (kind, flow, self._one(said, RZ.reporter), self._one(said, RZ.partner))
        facts.figure(what, value, (start, end), self._details(said))

    def _details(self, said: Properties) -> Details:
        given = {name: said[term][0] for name, term in _DETAILS.items() if term in said}
        return {name: self._id(value) if name in ("said_by", "place") else str(value) for name, value in given.items()}

    def _one(self, said: Properties, term: URIRef) -> str | None:
        return self._id(said[term][0]) if term in said else None

    def _kinds(self, node: Identifier) -> list[str]:
        types = self._entities.get(node, {}).get(RDF.type, ())
        return [kind for iri, kind in _TYPES.items() if iri in types]

    def _id(self, node: Identifier) -> str:
        if node not in self._ids:
            self._ids[node] = self._recognise(node)
        return self._ids[node]

    def _recognise(self, node: Identifier) -> str:
        if str(node).startswith(str(SECTOR)):
            return f"sector:{str(node).removeprefix(str(SECTOR))}"
        known = self._entities.get(node, {})
        codes = [str(code).upper() for code in known.get(RZ.iso3166, ())]
        by_code = [self._codes[code] for code in codes if code in self._codes]
        if by_code:
            return by_code[0]
        names = (value for term in _NAMES for value in known.get(term, ()))
        labels = {plain(str(name)) for name in names} - {""}
        alike = [id for id in self._forms if self._forms[id] & labels and not (codes and self._types[id] == "State")]
        kinds = self._kinds(node)
        alike.sort(key=lambda id: (self._types[id] not in kinds, -len(self._forms[id] & labels), id))
        return alike[0] if alike else str(node)


def _gathered(rows: Iterable[Mapping[str, Identifier]]) -> dict[Identifier, dict[Identifier, list[Identifier]]]:
    """Return rows of node, property and value as what each node has, values sorted."""
    found: defaultdict[Identifier, defaultdict[Identifier, list[Identifier]]] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        found[row["node"]][row["property"]].append(row["value"])
    return {node: {term: sorted(values) for term, values in said.items()} for node, said in found.items()}
