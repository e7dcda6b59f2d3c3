"""Readings put together into a dataset: names made one across documents, judgements applied, statements written.

A document whose reading is as it was, and whose names became what they were among all documents, keeps its graph as
the generation before has it. What comes of it is the same as if everything were written anew.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from .corpus import FILES, PARTS, Corpus, parts_of
from .document import Document
from .engine import lines_of
from .gathering import Gathered
from .judgement import Judgement
from .parts import Part, content_of, context_of, part_of
from .provenance import Provenance
from .publication import Content, publish_content
from .rdf import document_quads, merge_entities, shared_quads
from .reference import actors_by_key
from .review import Session, Sitting
from .slug import document_iri
from .sorting import Sorter
from .soundness import sound
from .source import Skipped
from .statement import EVENT_TYPES, TYPES, Entity, Reading
from .transcript import named_anew, reading_of

FAMILIES = ("Event", "Tenure", "Relation", "Observation")


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """A file that was read, and how much was found in it."""

    identifier: str
    path: str
    title: str | None
    words: int
    entities: int
    statements: int
    refusals: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildResult:
    """What a build did; `generation` is None where nothing could be read, and then nothing was published.

    `review` tells of each judgement that holds, by its id, that it was applied or why not. `anew` are the identifiers
    of the documents that were read now; the readings of the others were kept.
    """

    generation: str | None
    read: tuple[Read, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    entities: Mapping[str, int] = field(default_factory=dict)
    statements: Mapping[str, int] = field(default_factory=dict)
    events: Mapping[str, int] = field(default_factory=dict)
    refusals: int = 0
    review: Mapping[str, str] = field(default_factory=dict)
    anew: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Readings:
    """The documents of a dataset with the lines that tell how each was read by itself.

    `line` gives a document's line, `entities` what it names; `files` is what is kept of the files, None where nothing
    is known of them.
    """

    gathered: Gathered
    line: Callable[[Document], str]
    entities: Callable[[Document], tuple[Entity, ...]]
    files: bytes | None = None


def assemble(
    data: Path, readings: Readings, provenance: Provenance, judgements: Sequence[Judgement], kept: Corpus, by: str
) -> BuildResult:
    """Publish what was read as a generation; `kept` is what is served, and `REVIEW_LOCK` must be held."""
    lines = Sorter(data)
    whole = _Whole(readings, provenance, judgements, kept, lines)
    result = whole.result()
    record = {**_record(result, [part for _, part in whole.parts]), "provenance": asdict(provenance)}
    beside = {} if readings.files is None else {FILES: readings.files, PARTS: parts_of(whole.parts)}
    content = Content(
        lines=lines,
        texts={document.sha256: document.text for document in readings.gathered.documents},
        record=record,
        transcript=(named_anew(readings.line(each), each.identifier) for each in readings.gathered.documents),
        kept=whole.staying if kept.path is not None else None,
        beside=beside,
        by=by,
    )
    return replace(result, generation=publish_content(data, content))


class _Whole:
    """All documents, each with its part; the lines of those that are not kept are given to a sorter."""

    def __init__(
        self,
        readings: Readings,
        provenance: Provenance,
        judgements: Sequence[Judgement],
        kept: Corpus,
        lines: Sorter,
    ) -> None:
        self._gathered, self._line, self._kept, self._lines = readings.gathered, readings.line, kept, lines
        self._actors = actors_by_key(provenance.actors)
        named = [Reading(document=each, entities=readings.entities(each)) for each in self._gathered.documents]
        self._session = Session(named, judgements, self._actors)
        self.staying: set[str] = set()
        self._sittings: list[Sitting] = []
        self.parts = [(each.document.identifier, self._part(each.document)) for each in named]
        self._linked = [self._session.linked(each).entities for each in named]
        self._entities = merge_entities(self._linked, self._actors)
        lines.add(lines_of(shared_quads(self._entities, [part.gist for _, part in self.parts], provenance)))
        lines.add(lines_of(self._session.minutes(self._sittings)))

    def _part(self, document: Document) -> Part:
        """Return a document's part: as it was, where nothing has become otherwise, or written anew."""
        content, same = content_of(document), self._session.names.same
        before = self._kept.parts.get(document.identifier)
        judged = self._session.concerns(document.identifier)
        alike = before is not None and before.content == content and not judged
        if before is not None and alike and before.context == context_of(before.keys, same):
            self.staying.add(str(document_iri(document.identifier)))
            return before
        raw = reading_of(self._line(document), document)
        linked = self._judged(raw) if judged else self._session.linked(raw)
        final = sound(linked, self._actors)
        self._lines.add(lines_of(document_quads(final)))
        return part_of(raw, final, content, None if judged else same)

    def _judged(self, raw: Reading) -> Reading:
        """Return a reading as people judged it."""
        sitting = self._session.sit(raw)
        self._sittings.append(sitting)
        return sitting.judged()

    def result(self) -> BuildResult:
        """Return what was read and found."""
        parts = [part for _, part in self.parts]
        families = sum((Counter(part.families) for part in parts), Counter[str]())
        events = sum((Counter(part.events) for part in parts), Counter[str]())
        kinds = Counter(entity.type for entity in self._entities)
        return BuildResult(
            generation=None,
            read=tuple(self._read()),
            skipped=self._gathered.skipped,
            entities={kind: kinds[kind] for kind in TYPES},
            statements={family: families[family] for family in FAMILIES},
            events={kind: events[kind] for kind in EVENT_TYPES if events[kind]},
            refusals=sum(len(part.refusals) for part in parts),
            review=self._session.effects(self._sittings),
        )

    def _read(self) -> Iterator[Read]:
        told = zip(self._gathered.documents, self.parts, self._linked, strict=True)
        for document, (identifier, part), entities in told:
            yield Read(
                identifier=identifier,
                path=self._gathered.paths[identifier],
                title=document.title,
                words=part.words,
                entities=len(entities),
                statements=sum(part.families.values()),
                refusals=len(part.refusals),
            )


def _record(result: BuildResult, parts: Sequence[Part]) -> dict[str, Any]:
    """Return what stands in build.json: what was read, skipped and refused."""
    return {
        "documents": [asdict(read) for read in result.read],
        "skipped": [asdict(skip) for skip in result.skipped],
        "refusals": [refusal for part in parts for refusal in part.refusals],
        "review": dict(result.review),
        "counts": {"entities": result.entities, "statements": result.statements, "events": result.events},
    }
