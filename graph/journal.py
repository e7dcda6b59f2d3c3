"""What has been read and is not published yet, a document a line: a build that is killed goes on where it stopped.

    DATA/journal.jsonl    {"key": ..., "line": ...} or {"key": ..., "fault": ...}

A line that is torn, as the last one of a process that was killed may be, counts for nothing. Several builds may write
to it at once; whoever is the last to be done with it removes it.
"""

import errno
import fcntl
import json
import os
from contextlib import suppress
from pathlib import Path
from typing import IO, Self

from .generations import unwritable

FILE = "journal.jsonl"


class Journal:
    """The journal of a data folder, open for reading and appending."""

    def __init__(self, data: Path) -> None:
        self._path = data / FILE
        self._places: dict[str, tuple[int, int]] = {}
        try:
            data.mkdir(parents=True, exist_ok=True)
            self._file = self._opened()
            self._read()
        except OSError as error:
            raise unwritable(self._path, error) from error

    def __contains__(self, key: str) -> bool:
        return key in self._places

    def line(self, key: str) -> tuple[str | None, str | None]:
        """Return what was read under a key: a line of the transcript, or None and what is wrong with the document."""
        start, length = self._places[key]
        said = json.loads(os.pread(self._file.fileno(), length, start))
        return said.get("line"), said.get("fault")

    def add(self, key: str, line: str | None = None, fault: str | None = None) -> None:
        """Keep what was read under a key."""
        said = {"key": key, "fault": fault} if line is None else {"key": key, "line": line}
        content = json.dumps(said, ensure_ascii=False).encode() + b"\n"
        try:
            if os.write(self._file.fileno(), content) < len(content):
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        except OSError as error:
            raise unwritable(self._path, error) from error
        end = os.lseek(self._file.fileno(), 0, os.SEEK_CUR)
        self._places[key] = (end - len(content), len(content))

    def remove(self) -> None:
        """Remove the journal, if nobody else writes to it: what it holds is published."""
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            self._path.unlink(missing_ok=True)
        except OSError:
            pass  # another build goes on with it

    def _opened(self) -> IO[bytes]:
        """Return the file, held; one that somebody removed meanwhile is not it."""
        while True:
            file = self._path.open("a+b", buffering=0)
            fcntl.flock(file, fcntl.LOCK_SH)
            with suppress(FileNotFoundError):
                if self._path.stat().st_ino == os.fstat(file.fileno()).st_ino:
                    return file
            file.close()

    def _read(self) -> None:
        """Take over what was read; what could not be read is tried again, since it may have wanted memory or time."""
        start, torn = 0, False
        with self._path.open("rb") as lines:
            for line in lines:
                torn = not line.endswith(b"\n")
                with suppress(ValueError, KeyError, TypeError):  # torn
                    said = json.loads(line)
                    if "line" in said:
                        self._places[said["key"]] = (start, len(line))
                start += len(line)
        if torn:
            os.write(self._file.fileno(), b"\n")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if not self._places:
            self.remove()
        self._file.close()
