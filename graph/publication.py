"""Publishing: a generation is written whole in a folder of its own, flushed, renamed, and only then served.

Where most graphs are as the generation before has them, their lines are copied and the engine's files are made from
those that are there; what differs is kept beside it as an amendment's difference is, so that a store in memory can
follow. The lines, and so the id, are the same as if all had been made anew.

    DATA/generations/<id>/made.json       by which command it was made and when, and what was served before
    DATA/generations/<id>/sources.json    the files that the corpus is made of
    DATA/generations/<id>/parts.jsonl     what each document's part of the dataset rests on

Of these the id knows nothing: it is the content's.
"""

import json
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from hashlib import sha256
from heapq import merge
from itertools import islice
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from .amendment import Delta, Written, derive, describe, empty_graphs, graph_of, written
from .engine import Quad, fill_from, lines_of, triples_of
from .errors import MissingDataError
from .generations import (
    BUILDING,
    alone,
    current,
    generation_path,
    link,
    made,
    point_to,
    replace_file,
    sync,
    sync_all,
    unwritable,
    workplace,
)
from .sorting import Sorter, once

LARGEST = 0.2  # of all lines: where more came and went, the engine's files are made anew
MOST = 500_000  # lines that may differ, which are held in memory
_CHUNK = 50_000  # lines
_PIECE = 16 << 20  # bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What a generation is to hold.

    `lines` are N-Quads. `kept` names the graphs that stay as the generation before was given them; None, where there
    is none or all is made anew. `texts` stand under their SHA-256, `beside` are files of which the id knows nothing.
    """

    lines: Sorter
    texts: Mapping[str, str]
    record: Mapping[str, Any]
    transcript: Iterable[str] = ()
    kept: Set[str] | None = None
    beside: Mapping[str, bytes] = field(default_factory=dict)
    by: str = "build"


def publish(
    data: Path,
    quads: Iterable[Quad],
    texts: Mapping[str, str],
    record: Mapping[str, Any],
    transcript: Iterable[str] = (),
) -> str:
    """Write quads as a generation, serve it from now on, and return its id."""
    lines = Sorter(data)
    remaining = iter(quads)
    while piece := list(islice(remaining, _CHUNK)):
        lines.add(lines_of(piece))
    return publish_content(data, Content(lines=lines, texts=texts, record=record, transcript=transcript))


def publish_content(data: Path, content: Content) -> str:
    """Write a generation, serve it from now on, and return its id.

    Whole or not at all. Earlier generations stay, since a reader may hold them open. What people wrote to the one
    before is written again. Raises `StoreError` where the disk is full or does not let us write; then all is as it was.
    """
    try:
        with alone(data), workplace(data) as building:
            return _publish(data, building, content)
    except OSError as error:
        raise unwritable(data, error) from error
    finally:
        content.lines.close()


def _publish(data: Path, building: Path, content: Content) -> str:
    base = _served(data)
    wrote = written(base) if base else Written()
    digest = sha256()
    merged = _Merge(base if content.kept is not None else None, content.kept or set(), content.lines, wrote)
    _write(building / "dataset.nq", merged, digest)
    summary = json.dumps(content.record, ensure_ascii=False, indent=1, sort_keys=True).encode()
    _write(building / "build.json", [summary], digest)
    _write(building / "readings.jsonl", (f"{line}\n".encode() for line in content.transcript), digest)
    for name, lines in wrote.files().items():
        _write(building / name, [lines], digest)
    generation = digest.hexdigest()[:12]
    path, before = path_of(data, generation), base.name if base else None
    if _is_whole(path):
        for name, said in content.beside.items():
            replace_file(path / name, said)
        if before != generation:
            made(path, content.by, before)
        point_to(data, generation)
        return generation
    _complete(building, base if base and base.exists() else None, content, merged)
    made(building, content.by, before)
    sync_all(building)
    building.rename(path)
    try:
        sync(path.parent)
        point_to(data, generation)
    except OSError:
        path.rename(building)  # so that it does not take room where there is none
        raise
    return generation


def make_generation(path: Path, lines: bytes, texts: Mapping[str, str], beside: Mapping[str, bytes]) -> None:
    """Write a generation that is known elsewhere, without serving it; the lock must be held."""
    with workplace(path.parents[1]) as building:
        for name, content in {"dataset.nq": lines, **beside}.items():
            (building / name).write_bytes(content)
        (building / "texts").mkdir()
        for digest, text in texts.items():
            (building / "texts" / f"{digest}.txt").write_bytes(text.encode())
        _load(building)
        sync_all(building)
        building.rename(path)
        sync(path.parent)


def path_of(data: Path, generation: str) -> Path:
    """Return where a generation lies, or would."""
    return data / "generations" / generation


def _served(data: Path) -> Path | None:
    try:
        return generation_path(data, current(data))
    except MissingDataError:
        return None


def _write(path: Path, pieces: Iterable[bytes], digest: Any) -> None:
    with path.open("wb") as file:
        for piece in pieces:
            digest.update(piece)
            file.write(piece)


def _complete(building: Path, base: Path | None, content: Content, merged: "_Merge") -> None:
    """Write what the id does not depend on: texts, the engine's files, what is kept beside."""
    for name, said in content.beside.items():
        (building / name).write_bytes(said)
    (building / "texts").mkdir()
    for digest, text in content.texts.items():
        name = f"texts/{digest}.txt"
        if base is not None and (base / name).exists():
            link(base / name, building / name)
        else:
            (building / name).write_bytes(text.encode())
    found = merged.delta()
    if base is None or found is None or not _derived(base, building, found):
        _load(building)


def _derived(base: Path, building: Path, found: Delta) -> bool:
    """Make the engine's files from those of the generation before; tell whether these could be used."""
    try:
        derive(base / "store", building / "store", found)
    except (OSError, RuntimeError, ValueError):  # they are damaged, or the disk is full, which loading tells as well
        shutil.rmtree(building / "store", ignore_errors=True)
        return False
    for name, said in describe(base.name, found).items():
        (building / name).write_bytes(said)
    return True


class _Merge:
    """The lines of the dataset in order: those of graphs that stay, and the new; notes by the way what differs."""

    def __init__(self, base: Path | None, kept: Set[str], fresh: Iterable[bytes], wrote: Written) -> None:
        self._base, self._kept, self._into = base, {name.encode() for name in kept}, wrote.into
        left = wrote.out | wrote.into if base else wrote.out  # what people put in stands in the base already
        self._fresh = (line for line in fresh if line not in left)
        self._gone: set[bytes] = set()
        self._come: set[bytes] = set()
        self._before: set[bytes] = set()
        self._after: set[bytes] = set()
        self._lines = 0

    def __iter__(self) -> Iterator[bytes]:
        """Yield the lines in pieces, each line once."""
        if self._base is None:
            yield from map(b"".join, _chunks(once(merge(self._fresh, sorted(self._into)))))
            return
        coming = _Ahead(self._fresh)
        with (self._base / "dataset.nq").open("rb") as lines:
            while old := lines.readlines(_PIECE):
                yield self._merged(old, coming.until(old[-1]))
        for rest in _chunks(coming.rest()):
            yield self._merged([], rest)

    def _merged(self, old: list[bytes], fresh: list[bytes]) -> bytes:
        """Return what stays of a stretch of the lines there were, together with the new ones that fall into it."""
        names = [line[line.rindex(b" <") + 2 : -4] for line in old]  # as `graph_of`, a million times
        leaving = [place for place, name in enumerate(names) if name not in self._kept]
        gone = {old[place] for place in leaving} - self._into
        staying = [line for line in old if line not in gone] if gone else old
        if len(self._gone) + len(self._come) < MOST:
            self._gone |= gone.difference(fresh)
            self._come |= {*fresh} - gone
        self._before.update(names)
        self._after.update(map(graph_of, fresh))
        self._lines += len(staying) + len(fresh)
        return b"".join(sorted(staying + fresh) if fresh else staying)

    def delta(self) -> Delta | None:
        """Return what sets the lines apart from the generation before, once all are read; None where it is too much."""
        differ = len(self._gone) + len(self._come)
        if self._base is None or differ > LARGEST * self._lines or differ >= MOST:
            return None
        before = {name.decode() for name in self._before} | set(empty_graphs(self._base))
        staying = (self._before & self._kept) | set(map(graph_of, self._into))
        after = {name.decode() for name in self._after | staying}
        return Delta(
            removed=b"".join(sorted(self._gone)),
            added=b"".join(sorted(self._come)),
            graphs_gone=tuple(sorted(before - after)),
            graphs_new=tuple(sorted(after - before)),
        )


class _Ahead:
    """Sorted lines, taken as far as another sequence has come."""

    def __init__(self, lines: Iterator[bytes]) -> None:
        self._lines, self._next = lines, next(lines, None)

    def until(self, last: bytes) -> list[bytes]:
        """Return the lines up to one, and that one."""
        found: list[bytes] = []
        while self._next is not None and self._next <= last:
            found.append(self._next)
            self._next = next(self._lines, None)
        return found

    def rest(self) -> Iterator[bytes]:
        """Yield all the others."""
        while self._next is not None:
            yield self._next
            self._next = next(self._lines, None)


def _chunks(lines: Iterator[bytes]) -> Iterator[list[bytes]]:
    while held := list(islice(lines, _CHUNK)):
        yield held


def _is_whole(path: Path) -> bool:
    """Tell whether a generation is there and opens; what is damaged is moved out of the way."""
    if not path.is_dir():
        return False
    try:
        ox.Store.read_only(str(path / "store"))
        json.loads((path / "build.json").read_text("utf-8"))
        whole = (path / "dataset.nq").is_file()
    except (OSError, RuntimeError, ValueError):
        whole = False
    if not whole:
        path.rename(path.with_name(f"{BUILDING}damaged-{path.name}"))
    return whole


def _load(folder: Path) -> None:
    """Make the engine's files of a dataset's lines: the quads and their union side by side, each in order."""
    store = ox.Store(str(folder / "store"))
    with ThreadPoolExecutor() as threads:
        for done in [threads.submit(_fill, store, folder, made) for made in (iter, triples_of)]:
            done.result()
    store.optimize()
    store.flush()


def _fill(store: ox.Store, folder: Path, made: Callable[[Iterable[bytes]], Iterable[bytes]]) -> None:
    with (folder / "dataset.nq").open("rb") as lines:
        fill_from(store, made(lines))
