"""A dataset judged without reading its documents again: what was read is kept with it.

A judgement that would change nothing, since what it judges is not there, is refused and not kept.
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ontology.actors import Actor

from .assembly import BuildResult, Readings, assemble
from .build import REVIEW_LOCK
from .corpus import FILES, read_corpus
from .correction import correction
from .errors import ConflictError, MissingDataError, ReviewError
from .gathering import Gathered
from .generations import alone, current, generation_path
from .identity import APPLIED
from .judgement import Judgement, appended, fates, named, read_judgements, standing
from .provenance import Provenance, recorded
from .reference import actors_by_key
from .review import Read, Reviewed, review
from .source import Skipped
from .statement import Reading
from .store import Generation
from .transcript import line_of, load


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What a generation keeps of the build that made it."""

    readings: tuple[Reading, ...]
    gathered: Gathered
    provenance: Provenance

    @property
    def actors(self) -> Mapping[str, Actor]:
        """The actors that the ontology knew and the build added."""
        return actors_by_key(self.provenance.actors)


Draw = Callable[[Reviewed], Judgement]


def judge(data: Path, draw: Draw) -> tuple[Judgement, BuildResult]:
    """Keep a judgement and publish the dataset anew with it.

    `draw` makes the judgement from the dataset as it stands, with all judgements before it.
    """
    current(data)
    with alone(data, REVIEW_LOCK):
        earlier = read_judgements(data)
        kept = read_kept(data)
        judgement = named(draw(review(kept.readings, earlier, kept.actors)))
        judgements = (*earlier, judgement)
        effect = review(kept.readings, judgements, kept.actors).effects.get(judgement.id, APPLIED)
        if effect != APPLIED:
            raise ConflictError(f"nothing was judged: {effect}")
        with appended(data, judgement):
            return judgement, _publish(data, kept, judgements)


def _publish(data: Path, kept: Kept, judgements: Sequence[Judgement]) -> BuildResult:
    """Publish what was read with judgements; `REVIEW_LOCK` must be held."""
    found = {reading.document.identifier: reading for reading in kept.readings}
    files = generation_path(data, current(data)) / FILES
    readings = Readings(
        gathered=kept.gathered,
        line=lambda document: line_of(found[document.identifier]),
        entities=lambda document: found[document.identifier].entities,
        files=files.read_bytes() if files.exists() else None,
    )
    with read_corpus(data) as corpus:
        return assemble(data, readings, kept.provenance, judgements, corpus, "review")


def unless_judged_since(data: Path, generation: str, draw: Draw) -> Draw:
    """Return a draw that refuses what somebody judged, or took back, since the generation that its judge looked at."""
    known = _heeded(data, generation)

    def heedful(reviewed: Reviewed) -> Judgement:
        judgement, earlier = draw(reviewed), read_judgements(data)
        told = {each.id: each for each in earlier}
        subject = (told.get(judgement.undoes or "") or judgement).subject
        held = {each.id: each for each in standing(earlier)}
        if judgement.undoes and judgement.undoes not in held:
            raise ConflictError(f"{judgement.undoes}: was {fates(earlier)[judgement.undoes]} meanwhile; look again")
        for each in held.values():
            if each.subject == subject and each.id not in known and each.id != judgement.undoes:
                raise ConflictError(f"{each.by} judged this meanwhile ({each.verdict}, {each.at}); look again")
        for each in earlier:
            if each.subject == subject and each.id in known and each.id not in held:
                raise ConflictError(f"what {each.by} judged of this was taken back meanwhile ({each.id}); look again")
        return judgement

    return heedful


def _heeded(data: Path, generation: str) -> frozenset[str]:
    """Return the ids of the judgements that a generation was made with."""
    try:
        record = json.loads((generation_path(data, generation) / "build.json").read_text("utf-8"))
    except (MissingDataError, OSError) as error:
        raise ConflictError(f"{generation}: the generation that was looked at is there no more; look again") from error
    return frozenset(record.get("review", ()))


def read_kept(data: Path) -> Kept:
    """Return what the generation that is served keeps of its build."""
    with Generation.open(data) as generation:
        readings = load(generation.transcript(), generation.text)
        record = generation.record
    provenance = recorded(record["provenance"])
    gathered = Gathered(
        documents=tuple(reading.document for reading in readings),
        digests=provenance.sources,
        paths={document["identifier"]: document["path"] for document in record["documents"]},
        skipped=tuple(Skipped(**skip) for skip in record["skipped"]),
    )
    return Kept(readings=readings, gathered=gathered, provenance=provenance)


def of_names(verdict: str, names: tuple[str, str], documents: Iterable[str] = (), **act: str | None) -> Draw:
    """Judge whether two entities are one; `act` is who, when and why."""
    judgement = Judgement(verdict=verdict, entities=names, documents=tuple(documents), **act)  # type: ignore[arg-type]  # fields by their names
    return lambda reviewed: judgement


def of_name(key: str, name: str, **act: str | None) -> Draw:
    """Correct the name of an entity."""

    def draw(reviewed: Reviewed) -> Judgement:
        read = next((e.name for reading in reviewed.readings for e in reading.entities if e.key == key), None)
        said = {"verdict": "corrected", "term": "name", "read": read, "value": name, **act}
        return Judgement(entities=(key,), **said)  # type: ignore[arg-type]  # fields by their names

    return draw


def of_statement(
    verdict: str, identifier: str, term: str | None = None, value: str | None = None, **act: str | None
) -> Draw:
    """Judge a statement, named by the end of its IRI or by enough of it."""

    def draw(reviewed: Reviewed) -> Judgement:
        found = read_of(reviewed, identifier)
        document, statement = found.document, found.statement
        said = {"document": document.identifier, "quotation": _quotation(found), "verdict": verdict, **act}
        if term is not None:
            name, _ = correction(statement, term, value)
            read = getattr(statement, name)
            shown = str(read).lower() if isinstance(read, bool) else str(read)
            said |= {"term": term, "read": None if read is None else shown, "value": value}
        return Judgement(statement=statement, **said)  # type: ignore[arg-type]  # fields by their names

    return draw


def of_judgement(id: str, **act: str | None) -> Draw:
    """Take a judgement back."""
    judgement = Judgement(verdict="undone", undoes=id, **act)  # type: ignore[arg-type]  # fields by their names
    return lambda reviewed: judgement


def read_of(reviewed: Reviewed, identifier: str) -> Read:
    """Return the reading behind a statement, named by the end of its IRI or by enough of it, or raise `ReviewError`."""
    wanted = identifier.strip("<> \r\n").rsplit("/", 1)[-1].removeprefix("statement:")
    found = [read for iri, read in reviewed.origins.items() if iri.rsplit("/", 1)[-1].startswith(wanted)]
    readings = list({(read.document.identifier, repr(read.statement)): read for read in found}.values())
    if not readings:
        raise ReviewError(f"{identifier}: the dataset holds no such statement; ask for ?s with: ?s a rz:Statement")
    if len(readings) > 1:
        raise ReviewError(f"{identifier}: {len(readings)} statements are called so; give more of the name")
    return readings[0]


def _quotation(read: Read) -> str | None:
    return next((read.document.quote(span.start, span.end) for span in read.statement.evidence), None)
