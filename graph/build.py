"""The whole way from files to a published generation, and how a corpus grows.

Files are read one by one, and one that cannot be read is skipped with its reason. `build` makes the dataset exactly
what the sources hold, `add` and `remove` what it holds with them or without: what comes of either is what one build of
the same files gives. What was read before is not read again, and a build that was killed goes on where it stopped.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from .additions import Additions
from .assembly import BuildResult, Readings, assemble
from .corpus import Corpus, Settings, files_of, named_by, read_corpus, served_stamp, settings_of, without
from .crew import Reads, read_each
from .document import Document
from .errors import SourceError, StoreError
from .fingerprint import fingerprint
from .gathering import Gathered, Held, gather
from .generations import alone
from .journal import Journal
from .judgement import read_judgements
from .parts import content_of
from .provenance import Provenance, recorded
from .source import Skipped
from .statement import Entity, Reading
from .transcript import line_of, outline

__all__ = ["REVIEW_LOCK", "BuildResult", "Means", "Progress", "add", "build", "build_with", "remove"]

REVIEW_LOCK = ".review.lock"
Progress = Callable[[int, int, str], None]
Known = Mapping[Path, Held]
Choice = Callable[[Corpus, Known, bool], Gathered]


@dataclass(frozen=True, slots=True, kw_only=True)
class Means:
    """With what a corpus is read.

    `reader` is called once a process, and must know the additions by itself; here they complete what is known of
    entities, and enter the provenance. `dask` is the address of a cluster's scheduler.
    """

    reader: Callable[[], Reads]
    additions: Additions | None = None
    settings: Settings = field(default_factory=Settings)
    progress: Progress | None = None
    processes: int = 1
    dask: str | None = None


def build(
    sources: Iterable[Path],
    data: Path,
    *,
    reader: Callable[[], Reads],
    additions: Additions | None = None,
    progress: Progress | None = None,
    processes: int = 1,
) -> BuildResult:
    """Read the sources and publish what they say as the new generation of a data folder."""
    means = Means(reader=reader, additions=additions, progress=progress, processes=processes)
    return build_with(means, sources, data)


def build_with(means: Means, sources: Iterable[Path], data: Path) -> BuildResult:
    """Do as `build` does, with all the means there are."""
    wanted = list(sources)
    return _change(data, lambda corpus, known, anew: gather(wanted, held=known, anew=anew), "build", lambda: means)


def add(means: Means, sources: Iterable[Path], data: Path) -> BuildResult:
    """Publish the corpus with the sources: what is new in them or has changed is read, the rest stays.

    Raises `StoreError` where there is no corpus that can grow.
    """
    wanted = list(sources)

    def choose(corpus: Corpus, known: Known, anew: bool) -> Gathered:
        return gather(wanted, held=known, staying=corpus.files, beside=corpus.named, anew=anew)

    settings_of(data)
    return _change(data, choose, "add", lambda: means)


def remove(gone: Iterable[str], data: Path, means: Callable[[], Means] | None = None) -> BuildResult:
    """Publish the corpus without files, folders or documents, each named by its path or its identifier.

    Nothing is read but what registers tell otherwise by now, for which there must be `means`. Raises `SourceError`
    where the corpus holds nothing of a name, `StoreError` where there is none that can shrink.
    """
    doomed = list(gone)

    def choose(corpus: Corpus, known: Known, anew: bool) -> Gathered:
        staying, named = without(corpus, named_by(corpus, doomed))
        return gather((), held=known, staying=staying, beside=named, anew=anew)

    settings_of(data)
    return _change(data, choose, "remove", means)


def _change(data: Path, choose: Choice, by: str, means: Callable[[], Means] | None) -> BuildResult:
    """Publish what is chosen of a corpus and beside it; where another published meanwhile, choose again."""
    read_judgements(data)  # a line that cannot be read is told of before the long work, not after it
    reader = _Reader(means)
    known: dict[Path, Held] = {}
    anew: set[str] = set()
    while True:
        with _corpus(data, by) as corpus:
            knowing = by != "remove" and corpus.path is not None
            stale = knowing and reader.fingerprint != corpus.reader
            gathered = choose(corpus, {**known, **corpus.files}, stale)
            known |= gathered.files
            if not gathered.documents and by != "remove":
                return BuildResult(generation=None, skipped=gathered.skipped)
            read_by = corpus.reader if by == "remove" else reader.fingerprint
            with Journal(data) as journal:
                task = _Task(corpus, gathered, read_by, journal)
                if by == "remove" and task.missing():
                    task = _Task(corpus, gathered, reader.fingerprint, journal)
                anew |= task.read(reader)
                unread = task.unread()
                whole = _without(gathered, unread)
                if not whole.documents and by != "remove":
                    journal.remove()
                    return BuildResult(generation=None, skipped=whole.skipped)
                with alone(data, REVIEW_LOCK):
                    if served_stamp(data) == corpus.stamp:
                        settings = reader.means.settings if reader.loaded else corpus.settings
                        files = files_of(gathered, settings, task.reader, unread)
                        readings = Readings(gathered=whole, line=task.line, entities=task.entities, files=files)
                        provenance = _provenance(corpus, whole, reader)
                        heeded = read_judgements(data)
                        result = assemble(data, readings, provenance, heeded, task.kept, by)
                        journal.remove()
                        return replace(result, anew=frozenset(anew))


def _corpus(data: Path, by: str) -> Corpus:
    """Return the corpus that is served; for a build, nothing of one that cannot be read."""
    try:
        return read_corpus(data)
    except StoreError:
        if by != "build":
            raise
        return Corpus(stamp=served_stamp(data))


class _Reader:
    """A reader and what it goes with, loaded when they are asked for first."""

    def __init__(self, means: Callable[[], Means] | None) -> None:
        self._means, self.loaded = means, False

    @cached_property
    def means(self) -> Means:
        """With what is read; raise `SourceError` where nothing can be."""
        if self._means is None:
            raise SourceError("registers tell other things of files by now; add these first")
        return self._means()

    @cached_property
    def model(self) -> Reads:
        """A reader of this process."""
        self.loaded = True
        return self.means.reader()

    @cached_property
    def fingerprint(self) -> str:
        """What decides how it reads, by hash."""
        return fingerprint(self.model, self.means.additions)


def _provenance(corpus: Corpus, whole: Gathered, reader: _Reader) -> Provenance:
    """Return where the dataset comes from."""
    registers = dict.fromkeys(whole.registers, "register")
    if not reader.loaded:
        said = recorded(corpus.record["provenance"])
        added = {digest: kind for digest, kind in said.additions.items() if kind != "register"}
        return replace(said, sources=whole.digests, additions=added | registers)
    additions = reader.means.additions or Additions()
    return Provenance(
        model=reader.model.model_name,
        model_version=reader.model.model_version,
        model_sha256=reader.model.model_sha256,
        sources=whole.digests,
        additions={**additions.digests, **registers},
        actors=additions.actors,
    )


class _Task:
    """The documents of a corpus to be, each read before or to be read now."""

    def __init__(self, corpus: Corpus, gathered: Gathered, reader: str, journal: Journal) -> None:
        self._corpus, self._gathered, self._journal, self.reader = corpus, gathered, journal, reader
        self._same = reader == corpus.reader
        self._keys = {each.identifier: content_of(each) for each in gathered.documents}

    @property
    def kept(self) -> Corpus:
        """What may be taken over: nothing that another reader read."""
        return self._corpus if self._same else Corpus()

    def missing(self) -> list[Document]:
        """Return the documents that have not been read, of those of one content the first."""
        waiting = (each for each in self._gathered.documents if not self._is_kept(each))
        found = {self._key(each): each for each in reversed(list(waiting)) if self._key(each) not in self._journal}
        return sorted(found.values(), key=lambda document: document.identifier)

    def read(self, reader: _Reader) -> set[str]:
        """Read what has not been read, into the journal, and return the identifiers of these documents."""
        missing = self.missing()
        if missing:
            _read(missing, reader.means, reader.model, self._note)
        return {each.identifier for each in missing}

    def unread(self) -> dict[str, str]:
        """Return why documents could not be read, by identifier."""
        waiting = (each for each in self._gathered.documents if not self._is_kept(each))
        faults = ((each.identifier, self._journal.line(self._key(each))[1]) for each in waiting)
        return {identifier: fault for identifier, fault in faults if fault is not None}

    def line(self, document: Document) -> str:
        """Return how a document was read, as a line of the transcript."""
        if self._is_kept(document):
            return self._corpus.line(self._keys[document.identifier])
        return str(self._journal.line(self._key(document))[0])

    def entities(self, document: Document) -> tuple[Entity, ...]:
        """Return what a document names."""
        if self._is_kept(document):
            return self._corpus.entities[self._keys[document.identifier]]
        return outline(self.line(document), lambda _: document.text).entities

    def _is_kept(self, document: Document) -> bool:
        return self._same and self._keys[document.identifier] in self._corpus.lines

    def _key(self, document: Document) -> str:
        return f"{self._keys[document.identifier]}-{self.reader}"

    def _note(self, document: Document, found: Reading | Exception) -> None:
        if isinstance(found, Reading):
            self._journal.add(self._key(document), line=line_of(found))
        else:
            fault = str(found).removeprefix(f"{document.identifier}: ")
            self._journal.add(self._key(document), fault=fault)


def _read(
    documents: Sequence[Document],
    means: Means,
    model: Reads,
    note: Callable[[Document, Reading | Exception], None],
) -> None:
    """Have documents read, telling which one is next."""
    names = [*(document.identifier for document in documents), ""]
    told = means.progress or (lambda done, total, name: None)
    told(0, len(documents), names[0])
    alone_ = means.processes == 1 and means.dask is None
    make = (lambda: model) if alone_ else means.reader
    found = read_each(make, documents, processes=means.processes, dask=means.dask)
    for done, (place, reading) in enumerate(found, 1):
        note(documents[place], reading)
        told(done, len(documents), names[done])


def _without(gathered: Gathered, unread: dict[str, str]) -> Gathered:
    """Return what was gathered without the documents that could not be read, which are skipped."""
    if not unread:
        return gathered
    skipped = [Skipped(path=gathered.paths[identifier], reason=reason) for identifier, reason in unread.items()]
    return replace(
        gathered,
        documents=tuple(each for each in gathered.documents if each.identifier not in unread),
        digests={identifier: digest for identifier, digest in gathered.digests.items() if identifier not in unread},
        skipped=tuple(sorted([*gathered.skipped, *skipped], key=lambda skip: (skip.path, skip.reason))),
    )
