"""Judgements of people applied to what was read, at every build: names first, then statements.

A rejected statement leaves its document's graph altogether, so that no query has to know of rejection; `graph/review`
alone tells of it. A corrected one carries the right value, and the judgement keeps what was read. What is judged and
no longer read is told as such, never guessed at.
"""

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from decimal import Decimal

from rdflib import URIRef

from ontology.actors import Actor

from .assertion import statement_iri
from .correction import correction
from .document import Document
from .identity import APPLIED, Names, make_one, parted, renamed_in
from .judgement import OF_STATEMENTS, Judgement, standing
from .linking import merged, rename
from .minutes import Change, Quad, minutes
from .rdf import both_ways
from .reference import actors_by_key
from .soundness import faults
from .statement import Entity, Reading, Statement

_CORES = {
    "Event": ("kind", "actors", "recipients", "object"),
    "Tenure": ("holder", "title", "of"),
    "Relation": ("predicate", "subject", "object"),
    "Observation": ("kind", "flow", "reporter", "partner", "value"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """A statement as its document was read by itself, before names are made one."""

    document: Document
    statement: Statement


@dataclass(frozen=True, slots=True, kw_only=True)
class Reviewed:
    """What was read, made one across documents and judged.

    `effects` tells by the judgement's id whether it was applied, or why not; `origins` which reading stands behind the
    IRI of a statement, rejected ones and those that a correction replaced included.
    """

    readings: tuple[Reading, ...]
    quads: tuple[Quad, ...] = ()
    effects: Mapping[str, str] = field(default_factory=dict)
    origins: Mapping[URIRef, Read] = field(default_factory=dict)


def review(
    readings: Iterable[Reading], judgements: Iterable[Judgement], actors: Mapping[str, Actor] | None = None
) -> Reviewed:
    """Return the readings, each as its document was read, made one across documents and judged.

    `actors` are those that the ontology and a user's additions know.
    """
    ordered = sorted(readings, key=lambda reading: reading.document.identifier)
    session = Session(ordered, judgements, actors)
    sittings = [session.sit(reading) for reading in ordered]
    judged = tuple(sitting.judged() for sitting in sittings)
    return Reviewed(
        readings=judged,
        quads=session.minutes(sittings),
        effects=session.effects(sittings),
        origins={iri: read for sitting in sittings for iri, read in sitting.origins.items()},
    )


class Session:
    """All documents before the judgements that hold: names first, which takes their entities alone.

    `readings` may leave statements out, and must come in the order of their identifiers.
    """

    def __init__(
        self, readings: Sequence[Reading], judgements: Iterable[Judgement], actors: Mapping[str, Actor] | None = None
    ) -> None:
        self._actors = actors_by_key() if actors is None else actors
        self._held = standing(judgements)
        self.names = make_one(parted(readings, self._held), self._held, self._actors)
        self._given = _given(self._held, self.names)

    def sit(self, raw: Reading) -> "Sitting":
        """Return a document's sitting: its names made one, its statements not yet judged."""
        return Sitting(raw, self.linked(raw), self._held, self.names.same, self._actors.keys())

    def linked(self, raw: Reading) -> Reading:
        """Return a reading with its names made one across documents, and as people corrected them."""
        (linked,) = merged(parted([raw], self._held), self.names.same, self.names.known)
        return replace(linked, entities=tuple(_called(each, self._given.get(each.key)) for each in linked.entities))

    def concerns(self, document: str) -> bool:
        """Tell whether a judgement is of this document alone."""
        return any(judgement.document == document or document in judgement.documents for judgement in self._held)

    def effects(self, sittings: Iterable["Sitting"]) -> Mapping[str, str]:
        """Return what became of each judgement by its id; each document that a judgement concerns must have sat."""
        effects = {**self.names.effects, **{id: told for sitting in sittings for id, told in sitting.effects.items()}}
        return {each.id: effects.get(each.id, "its document is not in the dataset") for each in self._held}

    def minutes(self, sittings: Sequence["Sitting"]) -> tuple[Quad, ...]:
        """Return the judgements that could be applied, as RDF, once all have sat."""
        effects = self.effects(sittings)
        outcomes = {id: changes for sitting in sittings for id, changes in sitting.outcomes.items()}
        return tuple(minutes([each for each in self._held if effects[each.id] == APPLIED], self.names.same, outcomes))


def _given(judgements: Iterable[Judgement], names: Names) -> Mapping[str, str]:
    """Return the names that people gave to entities; the name that was read stays beside them."""
    given: dict[str, str] = {}
    for judgement in judgements:
        if judgement.verdict == "corrected" and judgement.entities:
            key = names.same.get(judgement.entities[0], judgement.entities[0])
            known = key in names.known
            names.effects[judgement.id] = APPLIED if known else f"{key} is not read in any document"
            given[key] = str(judgement.value)
    return given


def _called(entity: Entity, name: str | None) -> Entity:
    if name is None or name == entity.name:
        return entity
    return replace(entity, name=name, aliases=tuple(sorted({*entity.aliases, entity.name})))


class Sitting:
    """The judgements of one document's statements, and what comes of them."""

    def __init__(
        self, raw: Reading, linked: Reading, judgements: Iterable[Judgement], same: Mapping[str, str], known: Set[str]
    ) -> None:
        self.raw, self.linked, self.document = raw, linked, linked.document
        self.effects: dict[str, str] = {}
        self.outcomes: dict[str, set[Change]] = {}
        self.origins: dict[URIRef, Read] = {}
        self._known = {entity.key for entity in linked.entities} | known
        self._decided: dict[URIRef, list[Judgement]] = {}
        apart = renamed_in(self.document.identifier, judgements)
        own = [each for each in judgements if each.statement and each.document == self.document.identifier]
        present = {statement_iri(self.document, each): each for each in linked.statements} if own else {}
        for judgement in own:
            if judgement.statement:
                target = _find(rename(rename(judgement.statement, apart), same), present, self.document)
                self.effects[judgement.id] = APPLIED if target else "the statement is no longer read so"
                if target:
                    self._decided.setdefault(target, []).append(judgement)

    def judged(self) -> Reading:
        """Return the reading without what was rejected, and with what was corrected."""
        statements: list[Statement] = []
        for raw, statement in zip(self.raw.statements, self.linked.statements, strict=True):
            decided = self._decided.get(statement_iri(self.document, statement), []) if self._decided else []
            final = self._settle(statement, decided)
            changes = _changes(self.document, statement, final)
            for change in changes:
                read = Read(document=self.document, statement=raw)
                self.origins |= {iri: read for iri in change if iri is not None}
            for judgement in decided:
                self.outcomes.setdefault(judgement.id, set()).update(changes)
            if final is not None:
                statements.append(final)
        return replace(self.linked, statements=tuple(statements))

    def _settle(self, statement: Statement, decided: Iterable[Judgement]) -> Statement | None:
        """Return a statement as it stands once it is judged, or None where it is rejected."""
        verdict = "read"
        for judgement in decided:
            if judgement.verdict in OF_STATEMENTS:
                verdict = judgement.verdict
            else:
                statement = self._correct(statement, judgement)
        if verdict == "rejected":
            self.effects |= {each.id: "the statement is rejected" for each in decided if each.term}
            return None
        return replace(statement, confidence=Decimal(1)) if verdict == "accepted" else statement

    def _correct(self, statement: Statement, judgement: Judgement) -> Statement:
        name, value = correction(statement, str(judgement.term), judgement.value)
        right: Statement = replace(statement, **{name: value})
        fault = next(faults(right, self.document, self._known), None)
        if fault:
            self.effects[judgement.id] = fault
        return statement if fault else right


def _find(judged: Statement, present: Mapping[URIRef, Statement], document: Document) -> URIRef | None:
    """Return the statement that is judged, or the only one that says the same of the same but for circumstances."""
    iri = statement_iri(document, judged)
    if iri in present:
        return iri
    alike = [other for other, statement in present.items() if _core(statement) == _core(judged)]
    return alike[0] if len(alike) == 1 else None


def _core(statement: Statement) -> tuple[object, ...]:
    family = type(statement).__name__
    return family, *(getattr(statement, name) for name in _CORES[family])


def _changes(document: Document, before: Statement, after: Statement | None) -> list[Change]:
    """Return the IRIs that a statement had and has, symmetric relations both ways; none where it is rejected."""
    old = [statement_iri(document, each) for each in both_ways([before])]
    if after is before:
        return list(zip(old, old, strict=True))
    new = [statement_iri(document, each) for each in both_ways([after])] if after else [None] * len(old)
    return list(zip(old, new, strict=True))
