"""Lines by the million in order and each once, in little memory: sorted runs on disk, merged as they are read."""

import tempfile
from collections.abc import Iterable, Iterator
from heapq import merge
from itertools import groupby
from pathlib import Path
from typing import IO

from .generations import unwritable

RUN = 64 << 20  # bytes held before a run is written


class Sorter:
    """Takes lines in any order and gives them back sorted. Runs lie in `folder` and vanish with the process."""

    def __init__(self, folder: Path, run: int = RUN) -> None:
        self._folder, self._run = folder, run
        self._held: list[bytes] = []
        self._size = 0
        self._runs: list[IO[bytes]] = []

    def add(self, lines: bytes) -> None:
        """Take lines, each with its end; raise `StoreError` where a run cannot be written."""
        self._held += lines.splitlines(keepends=True)
        self._size += len(lines)
        if self._size > self._run:
            self._write()

    def __iter__(self) -> Iterator[bytes]:
        for run in self._runs:
            run.seek(0)
        return once(merge(*self._runs, sorted(self._held)))

    def _write(self) -> None:
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            run = tempfile.TemporaryFile(dir=self._folder)  # noqa: SIM115  closed with the process, or when nobody has it
            self._runs.append(run)
            run.writelines(once(sorted(self._held)))
            run.flush()
        except OSError as error:
            raise unwritable(self._folder, error) from error
        self._held, self._size = [], 0

    def close(self) -> None:
        """Let go of the runs."""
        for run in self._runs:
            run.close()


def once(lines: Iterable[bytes]) -> Iterator[bytes]:
    """Yield sorted lines, each once."""
    return (line for line, _ in groupby(lines))
