"""A request to the pool from its beginning to its end: its limits, how it goes on, and what comes of it."""

import os
import signal
import time
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, get_args

from .processes import Worker

PATIENCE = 10  # times the limit that a client which reads slowly may hold a worker
UNLIMITED = float("inf")
PER_BYTE = 6  # bytes of memory for each byte of N-Quads, measured on a million quads
Memory = Literal["auto", "always", "never"]
Outcome = Literal["ok", "timeout", "memory", "refused", "busy", "hung-up", "error"]
OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)


@dataclass(frozen=True, slots=True)
class Limits:
    """What the service may take: seconds, bytes, processes, requests that wait."""

    workers: int = field(default_factory=lambda: max(4, min(16, 2 * (os.cpu_count() or 2))))
    queue: int = 64
    timeout: float = 30.0
    memory: int = 1 << 30
    in_memory: Memory = "auto"
    change_timeout: float = 120.0

    def takes_to_memory(self, size: int) -> bool:
        """Tell whether a dataset of `size` bytes of N-Quads is to be answered from memory."""
        if self.in_memory != "auto":
            return self.in_memory == "always"
        return size * PER_BYTE < _available() / 3


class UnavailableError(Exception):
    """An answer that cannot be given now: a status, a reason, what may be retried when, and what it counts as."""

    def __init__(self, status: int, message: str, retry_after: int | None = None, outcome: Outcome = "error") -> None:
        super().__init__(message)
        self.status, self.retry_after, self.outcome = status, retry_after, outcome


class Problem:
    """What a worker has against a request: a kind of error or a status, and a message."""

    def __init__(self, told: Mapping[str, Any]) -> None:
        self.kind, self.status, self.message = told.get("kind"), told.get("status"), str(told["message"])


@dataclass(eq=False, slots=True)
class Job:
    """A request under way, and the moment at which it ends, which a client that reads slowly puts off."""

    started: float
    limit: float
    worker: Worker | None = None
    expired: bool = False
    gone: bool = False
    spends: bool = False  # whether the worker is of no use afterwards
    on_slow: Callable[["Job"], None] | None = None
    client: float = 0.0  # seconds spent waiting for the client
    reading: float | None = None  # since when the client has been waited for
    ended: Outcome | None = None  # as what it counts that its worker ended under it

    def over(self, now: float) -> bool:
        """Tell whether the worker has had its time, or the client many times as much."""
        if self.limit == UNLIMITED:
            return False
        spent = now - self.started
        return spent > PATIENCE * self.limit or (self.reading is None and spent - self.client > self.limit)

    def abandon(self) -> None:
        """Nobody waits any more."""
        self.gone = True
        if self.worker is not None:
            self.worker.kill()


class Reply:
    """An answer: its head, and its body whole or in pieces. Close it, read or not."""

    def __init__(self, job: Job, head: Mapping[str, Any], body: bytes | None, done: Callable[[Job], None]) -> None:
        self.head, self.body = head, body
        self._job, self._done = job, done

    async def pieces(self) -> AsyncIterator[bytes]:
        """Yield the pieces of a body that does not come whole; raise `UnavailableError` where it breaks off."""
        worker = self._job.worker
        while worker is not None:
            message = await worker.message()
            if message is None:
                raise await ending(self._job, worker)
            if message[0] == b"Z":
                self._done(self._job)
                return
            self._job.reading = time.monotonic()
            yield message[1]
            self._job.client += time.monotonic() - self._job.reading
            self._job.reading = None

    def close(self) -> None:
        """Give the worker back, or kill it where it has not ended."""
        if self.body is None and self._job.worker is not None:
            self._job.abandon()
        self._done(self._job)


def why(job: Job, code: int | None = None) -> str:
    """Return why a job has no answer; `code` is what its process ended with, a signal as a negative number."""
    if job.spends:
        ended = f"ran longer than {job.limit:g} s and was stopped" if job.expired else f"broke off: {_ended(code)}"
        return f"The change {ended}. Ask whether it was made before you send it again."
    if job.expired:
        return f"The query ran longer than {job.limit:g} s and was stopped; ask for less, or with a LIMIT."
    if code == -signal.SIGABRT:
        return "The query broke off, as it does where it needs more memory than one query may have; ask for less."
    return f"The query broke off: {_ended(code)}."


async def ending(job: Job, worker: Worker) -> UnavailableError:
    """Return why a job has no answer, or no more of it, whose worker has ended."""
    code = None if job.expired or job.gone else await worker.ending()
    job.ended = (
        "timeout" if job.expired
        else "hung-up" if job.gone
        else "memory" if code == -signal.SIGABRT
        else "error"
    )  # fmt: skip
    return UnavailableError(503, why(job, code), None if job.spends or job.expired else 1, job.ended)


def _ended(code: int | None) -> str:
    if code == -signal.SIGKILL:
        return "the process that answered it was killed, as the system does where memory runs out"
    if code is None or code >= 0:
        return "the process that answered it ended"
    return f"the process that answered it ended with {signal.Signals(-code).name}"


def _available() -> int:
    """Return the memory that is free, in bytes; a guess where the system does not tell."""
    try:
        for line in Path("/proc/meminfo").read_text().splitlines():
            if line.startswith("MemAvailable:"):
                return int(line.split()[1]) * 1024
    except OSError:
        pass
    return 4 << 30
