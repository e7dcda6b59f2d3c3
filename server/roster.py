"""The workers there are: which are idle, and which requests wait for one, in a bounded queue.

There are always as many as `Limits` says: for each that is lost another is forked from the zygote that holds the
generation which is answered from.
"""

import asyncio
from collections import deque
from collections.abc import Callable, Coroutine
from typing import Any

from .jobs import Job, Limits, UnavailableError
from .processes import Worker, Zygote

BUSY = "All workers were busy until the deadline."
FULL = "All workers are busy and the queue is full; try again in a moment."


class Roster:
    """The workers of one zygote at a time; `background` runs what nobody waits for."""

    def __init__(self, limits: Limits, background: Callable[[Coroutine[Any, Any, None]], None]) -> None:
        self._limits, self._background = limits, background
        self.zygote: Zygote | None = None
        self._idle: list[Worker] = []
        self._count = 0
        self._waiting: deque[tuple[asyncio.Future[Worker], Job]] = deque()

    @property
    def staffed(self) -> bool:
        """Whether a worker is there, or on its way, and a zygote to fork others."""
        return self.zygote is not None and self.zygote.alive and self._count > 0

    @property
    def idle(self) -> int:
        """How many workers wait for something to do."""
        return len(self._idle)

    @property
    def waiting(self) -> int:
        """How many requests wait for a worker."""
        return sum(not future.done() for future, _ in self._waiting)

    async def take(self, job: Job) -> Worker:
        """Return a worker for a job as soon as there is one; raise `UnavailableError` where too many wait."""
        while self._idle:
            worker = self._idle.pop()
            if worker.alive:
                return worker
            self.lose(worker)
        if len(self._waiting) >= self._limits.queue:
            raise UnavailableError(503, FULL, 1, "busy")
        future: asyncio.Future[Worker] = asyncio.get_running_loop().create_future()
        self._waiting.append((future, job))
        try:
            return await future
        except asyncio.CancelledError:
            if future.done() and not future.cancelled() and future.exception() is None:
                self._offer(future.result())
            raise

    def give_back(self, worker: Worker) -> None:
        """Give a worker to who waits longest, unless it is dead or of a generation that is past."""
        if worker.alive and worker.zygote is self.zygote and worker.generation == self.zygote.generation:
            self._offer(worker)
        else:
            self.lose(worker)

    def lose(self, worker: Worker) -> None:
        """End a worker, and have another in its place."""
        worker.kill()
        self._count -= 1
        self.replenish()

    def renew(self, zygote: Zygote | None) -> None:
        """Put workers of a zygote, as it is now, in the place of those that are idle."""
        self.zygote = zygote
        self.dismiss()
        self.replenish()

    def dismiss(self) -> None:
        """End the workers that are idle."""
        for worker in self._idle:
            worker.kill()
        self._count -= len(self._idle)
        self._idle.clear()

    def replenish(self) -> None:
        """Fork workers until there are as many as there may be."""
        while self._count < self._limits.workers and self.zygote is not None:
            self._count += 1
            self._background(self._fork(self.zygote))

    def turn_away(self) -> None:
        """Tell those who have waited until their deadline that they wait no more."""
        for future, job in self._waiting:
            if (job.expired or job.gone) and not future.done():
                future.set_exception(UnavailableError(503, BUSY, 1, "hung-up" if job.gone else "busy"))
        self._waiting = deque(each for each in self._waiting if not each[0].done())

    async def _fork(self, zygote: Zygote) -> None:
        worker = None
        try:
            connection, worker = await asyncio.to_thread(zygote.fork)
            await asyncio.get_running_loop().create_unix_connection(lambda: worker, sock=connection)
        except (OSError, ValueError):
            self._count -= 1  # the next tick tries again
            if worker is not None:
                worker.kill()
            return
        self.give_back(worker)

    def _offer(self, worker: Worker) -> None:
        while self._waiting:
            future, _ = self._waiting.popleft()
            if not future.done():
                future.set_result(worker)
                return
        self._idle.append(worker)
