"""How the files on disk stand to the corpus that is served: what is new, what has changed, what is gone."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from .corpus import read_corpus, settings_of
from .gathering import Held, digest_of, places_of, register_of
from .metadata import Metadata
from .source import find_sources, real

STATES = ("new", "changed", "gone", "skipped", "as read")


@dataclass(frozen=True, slots=True, kw_only=True)
class FileState:
    """A file of the corpus or of a folder that was named for it: one of `STATES`, with what there is to say of it."""

    path: Path
    state: str
    documents: tuple[str, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """The corpus of a generation, and its files in the order of their paths."""

    generation: str
    documents: int
    named: tuple[str, ...]
    files: tuple[FileState, ...]


def status(data: Path) -> Status:
    """Return how the files on disk stand to the corpus; raise `StoreError` where the dataset does not tell of it."""
    settings_of(data)
    with read_corpus(data) as corpus:
        folders = [Path(each) for each in corpus.named if each.endswith("/") and Path(each).is_dir()]
        found = set(find_sources(folders))
        places = places_of(corpus.files)
        said = register_of(places.values(), corpus.named).said
        told = {file: said.get(place) for file, place in places.items()}
        files = tuple(_states(corpus.files, found, told))
        return Status(
            generation=str(corpus.path and corpus.path.name),
            documents=len(corpus.record["documents"]),
            named=corpus.named,
            files=files,
        )


def _states(
    held: Mapping[Path, Held], found: set[Path], told: Mapping[Path, Metadata | None]
) -> Iterator[FileState]:
    known = {real(path) for path in held}
    for path in sorted({*held, *(file for file in found if real(file) not in known)}):
        if path not in held:
            yield FileState(path=path, state="new")
            continue
        file = held[path]
        documents = tuple(document.identifier for document in file.documents)
        if not path.exists():
            yield FileState(path=path, state="gone", documents=documents)
        elif digest_of(path) != file.sha256:
            yield FileState(path=path, state="changed", documents=documents)
        elif told.get(path) != file.said:
            reason = "registers (sources.csv) tell otherwise of it"
            yield FileState(path=path, state="changed", documents=documents, reason=reason)
        elif file.skipped:
            reasons = "; ".join(f"{place.removeprefix(', ')}: {why}" if place else why for place, why in file.skipped)
            yield FileState(path=path, state="skipped", documents=documents, reason=reasons)
        else:
            yield FileState(path=path, state="as read", documents=documents)
