"""Reading many documents: in this process, in several side by side, or on a cluster.

Readings are yielded as they come, each with its document's place among all, so that they can be kept at once; how
many processes there were shows in nothing but their order. A document that cannot be read gives the reason instead.
"""

import os
import signal
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import connection, get_context, parent_process
from threading import Thread
from typing import Protocol, runtime_checkable

from .document import Document
from .errors import CrewError, RelazioneError, SourceError
from .statement import Reading

Outcome = Reading | RelazioneError
Task = tuple[int, Document]
AHEAD = 2
LIVES = 2


class Reads(Protocol):
    """What reads documents: `graph.reading.Reader`, or a stand-in for it."""

    model_name: str
    model_version: str
    model_sha256: str

    def read(self, document: Document) -> Reading:
        """Return what a document says."""
        ...


@runtime_checkable
class Loads(Protocol):
    """A reader that takes seconds to get ready, which not every process that has one needs."""

    def load(self) -> None:
        """Get ready, or raise `ModelError`."""
        ...


def read_each(
    make: Callable[[], Reads], documents: Iterable[Document], *, processes: int = 1, dask: str | None = None
) -> Iterator[tuple[int, Outcome]]:
    """Yield the place and the reading of each document, or why it has none, in the order in which they are done.

    `make` is called once a process; it must be picklable where this process does not read by itself. `dask` is the
    address of a cluster's scheduler. Raises `CrewError` where the processes that should read cannot be had.
    """
    if dask is not None:
        try:
            from .cluster import read_on_dask
        except ImportError as error:
            raise CrewError(f'reading on a cluster needs Dask: pip install "relazione[dask]" ({error})') from error
        return read_on_dask(make, documents, dask)
    return read_beside(make, documents, processes) if processes > 1 else read_here(make, documents)


def read_here(make: Callable[[], Reads], documents: Iterable[Document]) -> Iterator[tuple[int, Outcome]]:
    """Yield the reading of each document, in order, by this process."""
    reader = ready(make)
    for index, document in enumerate(documents):
        yield index, outcome(reader, document)


def ready(make: Callable[[], Reads]) -> Reads:
    """Return a reader that can begin at once."""
    reader = make()
    if isinstance(reader, Loads):
        reader.load()
    return reader


def outcome(reader: Reads, document: Document) -> Outcome:
    """Return what a document says, or why it cannot be read: no fault in one may end the reading of all."""
    try:
        return reader.read(document)
    except RelazioneError as error:
        return error
    except Exception as error:
        return SourceError(f"{document.identifier}: reading it failed ({type(error).__name__}: {error})")


def read_beside(
    make: Callable[[], Reads], documents: Iterable[Document], processes: int
) -> Iterator[tuple[int, Outcome]]:
    """Yield the reading of each document by so many processes, each of which is given little more than it reads.

    A process that ends before its time (killed, out of memory) costs the one document that it was reading, which is
    read again when all others are done; a document that ends a process a second time is told of.
    """
    tasks = _Tasks(documents)
    hands = [_Hand(make) for _ in range(processes)]
    try:
        while hands:
            for hand in hands:
                while len(hand.given) < AHEAD and (task := tasks.next()):
                    hand.give(task)
            heads = [hand.given[0][1] for hand in hands if hand.given]
            if not heads:
                return
            wait(heads, return_when=FIRST_COMPLETED)
            for hand in tuple(hands):
                yield from hand.done()
                if hand.ended:
                    hands.remove(hand)
                    if hand.started:
                        hands.append(_Hand(make))
                        yield from tasks.suspect(hand.given.popleft()[0])
                    tasks.back.extend(task for task, _ in hand.given)
        raise CrewError("none of the processes that should read could start: each ended at once (out of memory?)")
    finally:
        for hand in hands:
            hand.executor.shutdown(wait=False, cancel_futures=True)


def killing(document: Document) -> SourceError:
    """Return the reason why a document is not read that ended every process that read it."""
    return SourceError(f"{document.identifier}: each process that read it ended before its time (out of memory?)")


class _Tasks:
    """The documents that are still to be read, those last that a process ended with."""

    def __init__(self, documents: Iterable[Document]) -> None:
        self.coming = iter(enumerate(documents))
        self.back: deque[Task] = deque()
        self.suspects: deque[Task] = deque()
        self.ends: Counter[int] = Counter()

    def next(self) -> Task | None:
        if self.back:
            return self.back.popleft()
        return next(self.coming, None) or (self.suspects.popleft() if self.suspects else None)

    def suspect(self, task: Task) -> Iterator[tuple[int, Outcome]]:
        """Keep a document for later, or yield that it has ended a process once too often."""
        index, document = task
        self.ends[index] += 1
        if self.ends[index] < LIVES:
            self.suspects.append(task)
        else:
            yield index, killing(document)


class _Hand:
    """A process that reads, and what it was given, in the order in which it reads it."""

    def __init__(self, make: Callable[[], Reads]) -> None:
        self.executor = ProcessPoolExecutor(1, mp_context=get_context("spawn"))
        self.make = make
        self.ready: Future[None] | None = None
        self.given: deque[tuple[Task, Future[Outcome]]] = deque()
        self.started = self.ended = False

    def give(self, task: Task) -> None:
        try:
            self.ready = self.ready or self.executor.submit(_start, self.make)
            future = self.executor.submit(_read, task[1])
        except BrokenProcessPool as error:
            future = Future()
            future.set_exception(error)
        self.given.append((task, future))

    def done(self) -> Iterator[tuple[int, Outcome]]:
        """Yield what has been read, and see whether the process has ended; raise what kept it from starting."""
        try:
            while self.given and self.given[0][1].done():
                if self.ready:
                    self.ready.result()
                self.started = True
                (index, _), future = self.given[0]
                found = future.result()
                self.given.popleft()
                yield index, found
        except BrokenProcessPool:
            self.ended = True


_own: list[Reads] = []


def _start(make: Callable[[], Reads]) -> None:
    """Make this process's reader; it ends with the process that started it, and at Ctrl-C without a word."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    Thread(target=_end_with_parent, daemon=True).start()
    _own.append(ready(make))


def _end_with_parent() -> None:
    if parent := parent_process():
        connection.wait([parent.sentinel])
        os._exit(1)


def _read(document: Document) -> Outcome:
    return outcome(_own[0], document)
