"""The whole way from files to a published generation.

Files are read one by one, and one that cannot be read is skipped with its reason. The dataset becomes exactly what
the sources hold; if none can be read, what was published before stays.
"""

import os
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from hashlib import sha256
from pathlib import Path
from typing import Any, Protocol

from .document import Document
from .errors import SourceError
from .linking import resolve
from .provenance import Provenance
from .rdf import merge_entities, merge_statements, quads
from .soundness import sound
from .source import SUFFIXES, find_sources, identifiers, printable, read_bytes, read_source
from .statement import EVENT_TYPES, TYPES, Event, Reading, Statement
from .store import publish

FAMILIES = ("Event", "Tenure", "Relation", "Observation")
Progress = Callable[[int, int, str], None]


class Reads(Protocol):
    """What reads documents: `graph.reading.Reader`, or a stand-in for it."""

    model_name: str
    model_version: str
    model_sha256: str

    def read(self, document: Document) -> Reading:
        """Return what a document says."""
        ...


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
class Skipped:
    """A file that was not read, and why."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """What the sources hold; the SHA-256 of each file's bytes and its path stand under the document's identifier."""

    documents: tuple[Document, ...]
    digests: Mapping[str, str]
    paths: Mapping[str, str]
    skipped: tuple[Skipped, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildResult:
    """What a build did; `generation` is None where nothing could be read, and then nothing was published."""

    generation: str | None
    read: tuple[Read, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    entities: Mapping[str, int] = field(default_factory=dict)
    statements: Mapping[str, int] = field(default_factory=dict)
    events: Mapping[str, int] = field(default_factory=dict)
    refusals: int = 0


def build(
    sources: Iterable[Path],
    data: Path,
    *,
    reader: Callable[[], Reads],
    progress: Progress | None = None,
) -> BuildResult:
    """Read the sources and publish what they say as the new generation of a data folder.

    `reader` is called once, and only if there is something to read: a model takes seconds to load.
    """
    gathered = gather(sources)
    if not gathered.documents:
        return BuildResult(generation=None, skipped=gathered.skipped)
    model = reader()
    readings = tuple(sound(reading) for reading in resolve(_readings(gathered.documents, model, progress)))
    provenance = Provenance(
        model=model.model_name,
        model_version=model.model_version,
        model_sha256=model.model_sha256,
        sources=gathered.digests,
    )
    result = _result(readings, gathered)
    texts = {reading.document.sha256: reading.document.text for reading in readings}
    generation = publish(data, quads(readings, provenance), texts, _record(result, readings))
    return replace(result, generation=generation)


def gather(sources: Iterable[Path]) -> Gathered:
    """Read every file of the sources as a document, or skip it with its reason; sorted by identifier."""
    files = find_sources(sources)
    root = Path(os.path.commonpath([file.resolve().parent for file in files])) if files else Path()
    names = identifiers([file for file in files if file.suffix.lower() in SUFFIXES])
    documents: list[Document] = []
    digests: dict[str, str] = {}
    paths: dict[str, str] = {}
    skipped: list[Skipped] = []
    for file in files:
        path = printable(file.resolve().relative_to(root).as_posix())
        try:
            document = read_source(file, identifier=names.get(file))
        except SourceError as error:
            skipped.append(Skipped(path=path, reason=printable(str(error)).removeprefix(f"{printable(file.name)}: ")))
            continue
        documents.append(document)
        digests[document.identifier] = sha256(read_bytes(file)).hexdigest()
        paths[document.identifier] = path
    return Gathered(
        documents=tuple(sorted(documents, key=lambda document: document.identifier)),
        digests=digests,
        paths=paths,
        skipped=tuple(sorted(skipped, key=lambda skip: skip.path)),
    )


def _readings(documents: Sequence[Document], model: Reads, progress: Progress | None) -> list[Reading]:
    found: list[Reading] = []
    for done, document in enumerate(documents):
        if progress:
            progress(done, len(documents), document.identifier)
        found.append(model.read(document))
    if progress:
        progress(len(documents), len(documents), "")
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
