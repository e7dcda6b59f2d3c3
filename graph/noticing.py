"""Whether there is another generation than a moment ago: what costs one `stat` in a folder, of a server is asked."""

import threading
import time
from collections.abc import Hashable
from pathlib import Path

from .address import Address, Place
from .errors import RelazioneError

EVERY = 1.0  # seconds in which a server is asked once, at most


class Watch:
    """Watches a dataset, from any thread."""

    def __init__(self, data: Place) -> None:
        self._data, self._lock = data, threading.Lock()
        self._looked, self._seen = -EVERY, None  # type: float, Hashable | None

    def stamp(self) -> Hashable | None:
        """Return what changes whenever another generation is there; None where nothing can be seen."""
        if isinstance(self._data, Path):
            return _of_folder(self._data)
        with self._lock:
            if time.monotonic() - self._looked >= EVERY:
                self._seen = _of_server(self._data)
                self._looked = time.monotonic()
            return self._seen


def _of_folder(data: Path) -> tuple[int, int] | None:
    try:
        found = (data / "CURRENT").stat()
    except OSError:
        return None
    return (found.st_mtime_ns, found.st_ino)


def _of_server(address: Address) -> Hashable | None:
    from .remote import asked_state  # here, since most datasets lie in folders

    try:
        return asked_state(address)
    except RelazioneError:
        return None
