"""The generation that is being served, and its successor when a build publishes one.

Each request takes the current edition and gives it back: a generation is closed only after its last reader has gone,
because the engine opens its files lazily.
"""

import threading
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, TypeVar

from rdflib.term import Identifier

from graph.address import Place
from graph.errors import RelazioneError, StaleError, StoreError
from graph.noticing import Watch
from graph.opening import open_generation
from graph.store import Generation, Quad, named_query

from .catalogue import Catalogue, Entry, load_catalogue

Kept = TypeVar("Kept")
_query = lru_cache(maxsize=None)(named_query)


@dataclass
class Edition:
    """One open generation with its catalogue, the texts last read, and what pages keep of it."""

    generation: Generation
    readers: int = 0
    retired: bool = False
    kept: dict[str, Any] = field(default_factory=dict)
    _texts: dict[str, str] = field(default_factory=dict)
    _making: dict[str, threading.RLock] = field(default_factory=dict)
    _begun: dict[str, object] = field(default_factory=dict)

    @property
    def id(self) -> str:
        """The generation's id, which is the ETag of everything served from it."""
        return self.generation.id

    def keep(self, name: str, make: Callable[[], Kept]) -> Kept:
        """Return what is kept under a name; who asks first has it made, others who want the same wait."""
        if name not in self.kept:
            with self._making.setdefault(name, threading.RLock()):
                if name not in self.kept:
                    self.kept[name] = make()
        found: Kept = self.kept[name]
        return found

    def begin(self, name: str) -> bool:
        """Tell whether it falls to the caller to make something; of those who ask at once, to the first."""
        ours = object()
        return self._begun.setdefault(name, ours) is ours

    def end(self, name: str) -> None:
        """Note that something is made, or could not be, so that the next who misses it may begin again."""
        self._begun.pop(name, None)

    @property
    def catalogue(self) -> Catalogue:
        """Its names and documents."""
        return self.keep("catalogue", lambda: load_catalogue(self.generation))

    def rows(self, query: str, **bindings: Identifier) -> list[dict[str, Identifier]]:
        """Return the rows of a named query."""
        return self.generation.select(_query(query), **bindings)

    def table(self, query: str, **bindings: Identifier) -> Iterator[list[str]]:
        """Yield the rows of a named query as plain text."""
        return self.generation.table(_query(query), **bindings)

    def write(self, query: str, media: str, more: Iterable[Quad] = (), **bindings: Identifier) -> bytes | None:
        """Return the quads that a named query selects, and more, as RDF; None where there is none."""
        return self.generation.write(_query(query), media, more, **bindings)

    def text(self, document: Entry) -> str:
        """Return a document's text; empty where none is kept."""
        digest = document.sha256 or ""
        if digest not in self._texts:
            if len(self._texts) >= 512:
                self._texts.clear()
            try:
                self._texts[digest] = self.generation.text(digest)
            except StoreError:
                self._texts[digest] = ""
        return self._texts[digest]

    @property
    def record(self) -> Mapping[str, Any]:
        """What the build says of itself: documents read, files skipped, refusals."""
        return self.generation.record


class Editions:
    """Opens the current generation of a dataset and takes up a new one when there is one."""

    def __init__(self, data: Place) -> None:
        self._data, self._watch = data, Watch(data)
        self._lock = threading.Lock()
        self._seen: Hashable | None = None
        self._current: Edition | None = None

    def take(self) -> Edition:
        """Return the current edition, to be given back; raise `MissingDataError` where there is none yet."""
        with self._lock:
            self._renew()
            assert self._current is not None
            self._current.readers += 1
            return self._current

    def hold(self, edition: Edition) -> None:
        """Keep an edition open beyond the request that took it, until it is given back once more."""
        with self._lock:
            edition.readers += 1

    def give_back(self, edition: Edition) -> None:
        """Let go of an edition, and close it if it is out of date and nobody else reads it."""
        with self._lock:
            edition.readers -= 1
            if edition.retired and not edition.readers:
                edition.generation.close()

    def _renew(self) -> None:
        seen = self._watch.stamp()
        if self._current is not None and (seen is None or seen == self._seen):
            return
        try:
            generation = open_generation(self._data)
        except RelazioneError as error:
            if self._current is None or isinstance(error, StaleError):
                raise  # of a server that is being written to, the generation before is there no more
            return
        self._seen = seen
        if self._current is not None and self._current.id == generation.id:
            generation.close()
        else:
            self._retire()
            self._current = Edition(generation)

    def _retire(self) -> None:
        old = self._current
        if old is not None:
            old.retired = True
            if not old.readers:
                old.generation.close()
