"""What the generation that is served keeps of its making: its files, its documents as they were read, their parts.

    DATA/generations/<id>/sources.json    "named", "settings" of the build, "reader", "files"
    DATA/generations/<id>/parts.jsonl     a part a document, in the order of readings.jsonl

A dataset that an earlier version made keeps less: it can be judged, and must be built again before it can grow.
"""

import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any, Self

from .document import Document
from .errors import MissingDataError, SourceError, StoreError
from .gathering import Gathered, Held
from .generations import current, generation_path, hold
from .metadata import Metadata
from .parts import Part, content_of, dump_part, load_part
from .source import TABLES, absolute, real
from .statement import Entity, Reading
from .transcript import outline, told

FILES, PARTS = "sources.json", "parts.jsonl"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """With which model and which files of a user's own a corpus is read, as the command line named them."""

    model: str | None = None
    actors: tuple[str, ...] = ()
    lexicon: tuple[str, ...] = ()


@dataclass(slots=True, kw_only=True)
class Corpus:
    """What is known of the corpus that is served; close it, so that its generation may go.

    `stamp` changes with whatever stands in it; `reader` names by hash what read it; by a document's content,
    `lines` tells where in the transcript it stands, and `entities` which it names.
    """

    path: Path | None = None
    stamp: str = ""
    named: tuple[str, ...] = ()
    settings: Settings = field(default_factory=Settings)
    reader: str = ""
    files: Mapping[Path, Held] = field(default_factory=dict)
    lines: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    entities: Mapping[str, tuple[Entity, ...]] = field(default_factory=dict)
    parts: Mapping[str, Part] = field(default_factory=dict)
    record: Mapping[str, Any] = field(default_factory=dict)
    _open: tuple[int, ...] = ()

    def line(self, content: str) -> str:
        """Return the line of the transcript for a document, by its content."""
        start, length = self.lines[content]
        return os.pread(self._open[1], length, start).decode()

    def close(self) -> None:
        """Let the generation go."""
        for each in self._open:
            os.close(each)
        self._open = ()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def stamp_of(path: Path) -> str:
    """Return what tells the corpus of a generation from any other; nothing where it does not tell of one."""
    try:
        return sha256(b"\0".join((path / name).read_bytes() for name in (FILES, PARTS))).hexdigest()
    except OSError:
        return ""


def served_stamp(data: Path) -> str:
    """Return the stamp of the corpus that is served; nothing where there is none."""
    try:
        return stamp_of(generation_path(data, current(data)))
    except MissingDataError:
        return ""


def read_corpus(data: Path) -> Corpus:
    """Return what is kept of the corpus that is served; an empty one where there is none, or it does not tell."""
    try:
        path, held = _held_one(data)
    except MissingDataError:
        return Corpus()
    if not (path / FILES).exists():
        os.close(held)
        return Corpus(stamp=stamp_of(path))
    try:
        stamp, said = stamp_of(path), json.loads((path / FILES).read_bytes())
        transcript = os.open(path / "readings.jsonl", os.O_RDONLY)
        outlines, lines = _outlines(path)
        contents = [content_of(each.document) for each in outlines]
        found = {each.document.identifier: each.document for each in outlines}
        with (path / PARTS).open(encoding="utf-8") as parts:
            kept = dict(load_part(line.rstrip("\n")) for line in parts)
        return Corpus(
            path=path,
            stamp=stamp,
            named=tuple(said["named"]),
            settings=_settings(said),
            reader=said["reader"],
            files={Path(file["path"]): _held(file, found) for file in said["files"]},
            lines=dict(zip(contents, lines, strict=True)),
            entities={content: each.entities for content, each in zip(contents, outlines, strict=True)},
            parts=kept,
            record=json.loads((path / "build.json").read_bytes()),
            _open=(held, transcript),
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        os.close(held)
        raise StoreError(f"{path}: what the corpus is made of cannot be read ({error!r}); build it again") from error


def _held_one(data: Path) -> tuple[Path, int]:
    """Return the generation that is served, held; where it goes at this very moment, the one that follows it."""
    while True:
        path = generation_path(data, current(data))
        try:
            return path, hold(path)
        except MissingDataError:
            if path.name == current(data):
                raise


def settings_of(data: Path) -> Settings:
    """Return how the corpus that is served is read, or raise `StoreError` where it does not tell and cannot grow."""
    path = generation_path(data, current(data))
    try:
        return _settings(json.loads((path / FILES).read_bytes()))
    except FileNotFoundError as error:
        reason = "an earlier version made this dataset and kept no list of its files"
        raise StoreError(f"{data}: {reason}; build it again") from error
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise StoreError(f"{path / FILES}: cannot be read ({error!r}); build the dataset again") from error


def _settings(said: Mapping[str, Any]) -> Settings:
    return Settings(**{name: _plain(value) for name, value in said["settings"].items()})


def files_of(gathered: Gathered, settings: Settings, reader: str, unread: Mapping[str, str]) -> bytes:
    """Return what `FILES` holds; `unread` tells of documents, by identifier, why nothing could be read in them."""
    there = {each.identifier: each for each in gathered.documents}
    files = [{"path": str(path), **_told(held, there, unread)} for path, held in sorted(gathered.files.items())]
    said = {"named": list(gathered.named), "settings": told(settings), "reader": reader, "files": files}
    return json.dumps(said, indent=1, sort_keys=True).encode()


def parts_of(parts: Iterable[tuple[str, Part]]) -> bytes:
    """Return what `PARTS` holds."""
    return "".join(f"{part.line or dump_part(identifier, part)}\n" for identifier, part in parts).encode()


def _told(held: Held, there: Mapping[str, Document], unread: Mapping[str, str]) -> dict[str, Any]:
    own = [document.identifier for document in held.documents if there.get(document.identifier) is document]
    read = [identifier for identifier in own if identifier not in unread]
    skipped = [("", unread[identifier]) for identifier in own if identifier in unread]
    return {
        "sha256": held.sha256,
        "name": held.name,
        "said": told(held.said) if held.said else None,
        "documents": read,
        "skipped": [*held.skipped, *skipped],
        "whole": len(own) == len(held.documents),
    }


def _held(said: Mapping[str, Any], documents: Mapping[str, Document]) -> Held:
    register = said["said"]
    return Held(
        sha256=said["sha256"],
        name=said["name"],
        said=Metadata(**{name: _plain(value) for name, value in register.items()}) if register is not None else None,
        documents=tuple(documents[identifier] for identifier in said["documents"] if identifier in documents),
        skipped=tuple((place, reason) for place, reason in said["skipped"]),
        whole=said["whole"],
    )


def _outlines(path: Path) -> tuple[list[Reading], list[tuple[int, int]]]:
    """Return the documents of a transcript with their entities, and where each one's line stands."""
    outlines: list[Reading] = []
    lines: list[tuple[int, int]] = []
    start = 0
    with (path / "readings.jsonl").open("rb") as transcript:
        for line in transcript:
            outlines.append(outline(line.decode(), lambda digest: (path / f"texts/{digest}.txt").read_bytes().decode()))
            lines.append((start, len(line) - 1))
            start += len(line)
    return outlines, lines


def _plain(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def named_by(corpus: Corpus, names: Iterable[str]) -> set[Path]:
    """Return the files that paths of files, paths of folders and identifiers of documents name.

    Raises `SourceError` where the corpus holds nothing of a name, or what is named is a row of a table.
    """
    bearers = {each.identifier: (file, held) for file, held in corpus.files.items() for each in held.documents}
    found: set[Path] = set()
    for name in names:
        files = _below(corpus, name) if name.strip() else set()
        if files and name in bearers and files != {bearers[name][0]}:
            raise SourceError(f"{name}: both a path and the id of a document; say ./{name} for the path")
        if not files and name in bearers:
            file, held = bearers[name]
            if len(held.documents) > 1 or file.suffix.lower() in TABLES:
                raise SourceError(f"{name}: a row of {file}; take it out there, and add the file again")
            files = {file}
        if not files:
            raise SourceError(f"{name}: neither a file of the corpus, nor a folder of any, nor the id of a document")
        found |= files
    return found


def _below(corpus: Corpus, name: str) -> set[Path]:
    """Return the files that a path names, or that lie below it; links count as what they lead to."""
    path = absolute(name)
    places = {path, real(path)}
    return {
        file for file in corpus.files for each in (file, real(file)) if each in places or places & {*each.parents}
    }


def without(corpus: Corpus, gone: Iterable[Path]) -> tuple[tuple[Path, ...], tuple[str, ...]]:
    """Return the files that stay when some go, and of what was named that which still holds any of them."""
    doomed = set(gone)
    staying = tuple(file for file in corpus.files if file not in doomed)
    named = tuple(each for each in corpus.named if any(_within(file, each) for file in staying))
    return staying, named


def _within(file: Path, named: str) -> bool:
    return str(file).startswith(named) if named.endswith("/") else str(file) == named
