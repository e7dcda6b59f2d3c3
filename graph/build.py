"""The whole way from files to a published generation.

Files are read one by one, and one that cannot be read is skipped with its reason. The dataset becomes exactly what
the sources hold; if none can be read, what was published before stays.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from itertools import chain
from pathlib import Path
from typing import Any

from .additions import Additions
from .crew import Reads, read_beside
from .document import Document
from .gathering import Gathered, gather
from .generations import alone
from .judgement import Judgement, read_judgements
from .provenance import Provenance
from .rdf import merge_entities, merge_statements, quads
from .reference import actors_by_key
from .review import review
from .soundness import sound
from .source import Skipped
from .statement import EVENT_TYPES, TYPES, Event, Reading, Statement
from .store import publish
from .transcript import dump

REVIEW_LOCK = ".review.lock"
FAMILIES = ("Event", "Tenure", "Relation", "Observation")
Progress = Callable[[int, int, str], None]


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

    `review` tells of each judgement that holds, by its id, that it was applied or why not.
    """

    generation: str | None
    read: tuple[Read, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    entities: Mapping[str, int] = field(default_factory=dict)
    statements: Mapping[str, int] = field(default_factory=dict)
    events: Mapping[str, int] = field(default_factory=dict)
    refusals: int = 0
    review: Mapping[str, str] = field(default_factory=dict)


def build(
    sources: Iterable[Path],
    data: Path,
    *,
    reader: Callable[[], Reads],
    additions: Additions | None = None,
    progress: Progress | None = None,
    processes: int = 1,
) -> BuildResult:
    """Read the sources and publish what they say as the new generation of a data folder.

    `reader` is called once a process, and only if there is something to read: a model takes seconds to load. It must
    know the additions by itself; here they complete what is known of entities, and enter the provenance.
    """
    gathered = gather(sources)
    if not gathered.documents:
        return BuildResult(generation=None, skipped=gathered.skipped)
    read_judgements(data)  # a line that cannot be read is told of before the long work, not after it
    model = reader()
    beside = read_beside(reader, gathered.documents, processes) if processes > 1 else None
    readings = tuple(_readings(gathered.documents, beside or map(model.read, gathered.documents), progress))
    provenance = Provenance(
        model=model.model_name,
        model_version=model.model_version,
        model_sha256=model.model_sha256,
        sources=gathered.digests,
        additions={**(additions.digests if additions else {}), **dict.fromkeys(gathered.registers, "register")},
        actors=additions.actors if additions else (),
    )
    with alone(data, REVIEW_LOCK):
        return publish_readings(data, readings, gathered, provenance, read_judgements(data))


def publish_readings(
    data: Path,
    readings: Sequence[Reading],
    gathered: Gathered,
    provenance: Provenance,
    judgements: Sequence[Judgement],
) -> BuildResult:
    """Make names one across documents, apply the judgements and publish; `REVIEW_LOCK` must be held."""
    actors = actors_by_key(provenance.actors)
    reviewed = review(readings, judgements, actors)
    judged = tuple(sound(reading, actors) for reading in reviewed.readings)
    result = replace(_result(judged, gathered), review=reviewed.effects)
    texts = {reading.document.sha256: reading.document.text for reading in judged}
    dataset = chain(quads(judged, provenance), reviewed.quads)
    record = {**_record(result, judged), "provenance": asdict(provenance)}
    ordered = sorted(readings, key=lambda reading: reading.document.identifier)
    return replace(result, generation=publish(data, dataset, texts, record, dump(ordered)))


def _readings(documents: Sequence[Document], readings: Iterable[Reading], progress: Progress | None) -> list[Reading]:
    """Return the readings of the documents, telling which one is next."""
    found: list[Reading] = []
    names = [document.identifier for document in documents]
    told = progress or (lambda done, total, name: None)
    told(0, len(names), names[0])
    for reading in readings:
        found.append(reading)
        told(len(found), len(names), names[len(found)] if len(found) < len(names) else "")
    return found


def _result(readings: Sequence[Reading], gathered: Gathered) -> BuildResult:
    statements = {reading.document.identifier: merge_statements(reading) for reading in readings}
    everything = [statement for found in statements.values() for statement in found]
    kinds = Counter(entity.type for entity in merge_entities(readings))
    families = Counter(type(statement).__name__ for statement in everything)
    events = Counter(statement.kind for statement in everything if isinstance(statement, Event))
    return BuildResult(
        generation=None,
        read=tuple(_read(reading, statements[reading.document.identifier], gathered) for reading in readings),
        skipped=gathered.skipped,
        entities={kind: kinds[kind] for kind in TYPES},
        statements={family: families[family] for family in FAMILIES},
        events={kind: events[kind] for kind in EVENT_TYPES if events[kind]},
        refusals=sum(len(reading.refusals) for reading in readings),
    )


def _read(reading: Reading, statements: Sequence[Statement], gathered: Gathered) -> Read:
    document = reading.document
    return Read(
        identifier=document.identifier,
        path=gathered.paths[document.identifier],
        title=document.title,
        words=len(document.text.split()),
        entities=len(reading.entities),
        statements=len(statements),
        refusals=len(reading.refusals),
    )


def _record(result: BuildResult, readings: Sequence[Reading]) -> dict[str, Any]:
    """Return what stands in build.json: what was read, skipped and refused."""
    return {
        "documents": [asdict(read) for read in result.read],
        "skipped": [asdict(skip) for skip in result.skipped],
        "refusals": [refusal for reading in readings for refusal in _refusals(reading)],
        "review": dict(result.review),
        "counts": {"entities": result.entities, "statements": result.statements, "events": result.events},
    }


def _refusals(reading: Reading) -> list[dict[str, Any]]:
    document = reading.document
    return [
        {
            "document": document.identifier,
            "start": refusal.span.start,
            "end": refusal.span.end,
            "sentence": document.text[refusal.span.start : refusal.span.end],
            "recognised": refusal.recognised,
            "reason": refusal.reason,
        }
        for refusal in sorted(reading.refusals, key=lambda refusal: (refusal.span, refusal.recognised, refusal.reason))
    ]
