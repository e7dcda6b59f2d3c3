"""News: what is new of a watch in the generation that is served, and what is gone, since a report or a generation."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from graph.slug import document_iri
from graph.store import Generation

from .kept import Watch, find, watching
from .memory import ENTRIES, Entry, Memory, Past, made_at, pasts, read_memory, write_memory
from .rows import Row, rows_in


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """What is new and gone of a watch since a generation, of `total` rows; `since` None where it is told first.

    `memory` is what is to be remembered once this is reported.
    """

    watch: Watch
    since: str | None
    total: int
    new: tuple[Row, ...]
    gone: tuple[Past, ...]
    memory: Memory

    @property
    def any(self) -> bool:
        """Whether anything is new or gone."""
        return bool(self.new or self.gone)


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """News of several watches in one generation, which was made `at`; `left` are documents that are there no more."""

    generation: str
    at: str
    news: tuple[News, ...]
    left: frozenset[str]

    @property
    def any(self) -> bool:
        """Whether anything is new or gone of any watch."""
        return any(each.any for each in self.news)


@contextmanager
def reporting(
    data: Path, names: tuple[str, ...] = (), *, since: str | None = None, dry_run: bool = False
) -> Iterator[Report]:
    """Give the news of watches, all if none is named, since what was reported last, or since a generation.

    Once the block has ended without an error they count as reported, unless it is a dry run: an error loses nothing.
    """
    with watching(data):
        watches = find(data, names)
        memories = {watch.name: read_memory(data, watch) for watch in watches}
        before = _rows_of(data, since, watches) if since else {}
        with Generation.open(data) as generation:
            at, rows_of, found = made_at(generation.path), rows_in(generation), list[News]()
            for watch in watches:
                memory = memories[watch.name]
                found.append(_news(watch, rows_of(watch), generation.id, at, memory, before.get(watch.name, memory)))
            left = _left(generation, (past for each in found for past in each.gone))
        yield Report(generation=generation.id, at=at, news=tuple(found), left=left)
        for each in () if dry_run else found:
            write_memory(data, each.watch, each.memory)


def _rows_of(data: Path, generation: str, watches: Iterable[Watch]) -> Mapping[str, Memory]:
    with Generation.open(data, generation) as opened:
        rows_of, at = rows_in(opened), made_at(opened.path)
        return {each.name: Memory(generation=opened.id, at=at, seen=pasts(rows_of(each))) for each in watches}


def _news(
    watch: Watch, rows: Sequence[Row], generation: str, at: str, memory: Memory | None, base: Memory | None
) -> News:
    """Return what came and went since `base`; entries tell what did since the last report, so that none comes twice."""
    new, gone = _compared(rows, base)
    came: tuple[Row | Past, ...] = tuple(chain.from_iterable(_compared(rows, memory or base)))
    entries = [Entry(generation=generation, at=at, row=row) for row in came]
    known = {entry.key for entry in entries}
    entries += [entry for entry in (memory.entries if memory else ()) if entry.key not in known]
    return News(
        watch=watch,
        since=base.generation if base else None,
        total=len(rows),
        new=new,
        gone=gone,
        memory=Memory(generation=generation, at=at, seen=pasts(rows), entries=tuple(entries[:ENTRIES])),
    )


def _compared(rows: Iterable[Row], base: Memory | None) -> tuple[tuple[Row, ...], tuple[Past, ...]]:
    if base is None:
        return (), ()
    keys = {row.key: row for row in rows}
    new = (row for key, row in keys.items() if key not in base.seen)
    return tuple(new), tuple(past for key, past in base.seen.items() if key not in keys)


def _left(generation: Generation, gone: Iterable[Past]) -> frozenset[str]:
    graphs = set(generation.graphs())
    documents = {document for past in gone for document in past.documents}
    return frozenset(each for each in documents if str(document_iri(each)) not in graphs)
