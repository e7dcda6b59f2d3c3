"""Several processes that read side by side.

Readings come back in the order of the documents, so how many processes there were shows nowhere.
"""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import Protocol

from .document import Document
from .statement import Reading


class Reads(Protocol):
    """What reads documents: `graph.reading.Reader`, or a stand-in for it."""

    model_name: str
    model_version: str
    model_sha256: str

    def read(self, document: Document) -> Reading:
        """Return what a document says."""
        ...


_own: list[Reads] = []


def read_beside(make: Callable[[], Reads], documents: Sequence[Document], processes: int) -> Iterator[Reading]:
    """Yield the reading of each document, in order, by so many processes; `make` must be picklable."""
    context = get_context("spawn")
    with ProcessPoolExecutor(processes, mp_context=context, initializer=_start, initargs=(make,)) as crew:
        yield from crew.map(_read, documents, chunksize=4)


def _start(make: Callable[[], Reads]) -> None:
    _own.append(make())


def _read(document: Document) -> Reading:
    return _own[0].read(document)
