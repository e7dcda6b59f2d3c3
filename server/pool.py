"""The pool of workers that answer queries and make changes, as the front's event loop sees it.

A worker is killed at its deadline, or when its client has gone, and another takes its place. When a generation is
published, workers of it are forked and those of the one before end with what they are doing: the new generation is
answered from disk at once and from memory as soon as it is loaded, or by following an amendment.
"""

import asyncio
import contextlib
import json
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from graph.errors import RelazioneError
from graph.generations import current, generation_path

from .jobs import UNLIMITED, Job, Limits, Outcome, Problem, Reply, UnavailableError, ending
from .processes import Zygote
from .roster import BUSY, Roster

TICK = 0.1
STILLBORN = 0.25  # seconds within which a worker that dies was dead already, and another is asked
REST = 1.0  # seconds before a dataset that could not be opened is tried again


class Pool:
    """The workers over one dataset; everything happens in the event loop in which `start` was called."""

    def __init__(self, data: Path, limits: Limits) -> None:
        self.data, self.limits = data, limits
        self.loop: asyncio.AbstractEventLoop | None = None
        self._roster = Roster(limits, self._background)
        self._jobs: set[Job] = set()
        self._seen: tuple[int, int] | None = None
        self._advancing: asyncio.Task[None] | None = None
        self._tasks: set[asyncio.Task[Any]] = set()
        self._ticker: asyncio.TimerHandle | None = None
        self._loading = False
        self._rests_until = 0.0
        self.kills: dict[Outcome, int] = {"timeout": 0, "hung-up": 0, "memory": 0}

    @property
    def generation(self) -> str | None:
        """The id of the generation that is answered from."""
        return self._roster.zygote.generation if self._roster.zygote is not None else None

    @property
    def healthy(self) -> bool:
        """Whether a worker is there to answer."""
        return self._roster.staffed

    @property
    def in_memory(self) -> bool:
        """Whether it is answered from memory, not from disk."""
        return self._roster.zygote is not None and self._roster.zygote.in_memory

    @property
    def busy(self) -> int:
        """How many workers answer something."""
        return sum(job.worker is not None for job in self._jobs)

    @property
    def idle(self) -> int:
        """How many workers wait for something to do."""
        return self._roster.idle

    @property
    def waiting(self) -> int:
        """How many requests wait for a worker."""
        return self._roster.waiting

    async def start(self) -> None:
        """Open the dataset. Where there is none yet, requests say so until there is."""
        self.loop = asyncio.get_running_loop()
        self._ticker = self.loop.call_later(TICK, self._tick)
        with contextlib.suppress(RelazioneError):
            await self.advance()

    async def close(self) -> None:
        """End every process."""
        if self._ticker is not None:
            self._ticker.cancel()
        for task in list(self._tasks):
            task.cancel()
        self._roster.dismiss()
        for job in self._jobs:
            if job.worker is not None:
                job.worker.kill()
        if self._roster.zygote is not None:
            self._roster.zygote.close()
        await asyncio.sleep(0)

    async def ask(
        self,
        request: Mapping[str, Any],
        timeout: float,
        *,
        parts: Sequence[bytes] = (),
        on_slow: Callable[[Job], None] | None = None,
    ) -> Reply | Problem:
        """Have a request answered within `timeout` seconds; `on_slow` hears of it if it takes more than a moment.

        Raises `UnavailableError` where it takes longer, where its process ends, or where the queue is full. A query
        goes to another worker where the first was dead already; a change never does, for it may have been made.
        """
        job = Job(time.monotonic(), timeout, spends=request["task"] == "change", on_slow=on_slow)
        self._jobs.add(job)
        try:
            for attempt in (1, 2):
                if self._roster.zygote is None:
                    await self.advance()
                worker = job.worker = await self._roster.take(job)
                if job.expired or job.gone:
                    raise UnavailableError(503, BUSY, 1, "hung-up" if job.gone else "busy")
                sent = time.monotonic()
                worker.send(request, parts)
                message = await worker.message()
                while message is not None and message[0] == b"P":
                    job.limit = UNLIMITED  # what is being written must not be torn
                    message = await worker.message()
                if message is not None:
                    return self._reply(job, *message)
                self._roster.lose(worker)
                job.worker = None
                lived = time.monotonic() - sent > STILLBORN
                if job.spends or job.expired or job.gone or lived or attempt == 2:
                    break
            raise await ending(job, worker)
        except BaseException:
            if job.worker is not None:
                job.abandon()
            self.done(job)
            raise

    def _reply(self, job: Job, letter: bytes, body: bytes) -> Reply | Problem:
        if letter == b"H":
            return Reply(job, json.loads(body), None, self.done)
        if letter == b"E":
            self.done(job)
            return Problem(json.loads(body))
        head, _, rest = body.partition(b"\n")
        reply = Reply(job, json.loads(head), rest, self.done)
        self.done(job)
        return reply

    def done(self, job: Job) -> None:
        """Take the worker of a job back."""
        worker, job.worker = job.worker, None
        if job in self._jobs:
            self._jobs.discard(job)
            ended = job.ended or ("hung-up" if worker is not None and job.gone and not job.expired else None)
            if ended in self.kills and ended != "timeout":
                self.kills[ended] += 1
        if worker is None:
            return
        if job.gone or job.spends:
            self._roster.lose(worker)
        else:
            self._roster.give_back(worker)

    async def advance(self) -> None:
        """Answer from the generation that is current now, before anything else is answered."""
        if self._advancing is None or self._advancing.done():
            self._advancing = asyncio.ensure_future(self._advance())
        await asyncio.shield(self._advancing)
        if self._stamp() != self._seen:
            await self.advance()

    async def _advance(self) -> None:
        self._rests_until = time.monotonic() + REST
        stamp, path, old = self._stamp(), self._path(), self._roster.zygote
        if old is None or old.generation != path.name:
            if old is not None and old.in_memory and await self._follows(old, path):
                self._roster.renew(old)
            else:
                self._adopt(await asyncio.to_thread(self._zygote_of, path, in_memory=False))
                if self.limits.takes_to_memory((path / "dataset.nq").stat().st_size) and not self._loading:
                    self._background(self._load())
        self._seen = stamp

    async def _load(self) -> None:
        """Load what is current into memory and answer from there."""
        self._loading, fresh = True, None
        try:
            while fresh is None or fresh.generation != self._path().name:
                if fresh is None or not await self._follows(fresh, self._path()):
                    if fresh is not None:
                        await asyncio.to_thread(fresh.close)
                    fresh = await asyncio.to_thread(self._zygote_of, self._path(), in_memory=True)
            self._adopt(fresh)
            fresh = None
        finally:
            self._loading = False
            if fresh is not None:
                fresh.close()

    async def _follows(self, zygote: Zygote, path: Path) -> bool:
        try:
            return await asyncio.to_thread(zygote.follow, path)
        except (OSError, ValueError):
            return False  # it has died; another will be adopted

    def _path(self) -> Path:
        return generation_path(self.data, current(self.data))

    def _zygote_of(self, path: Path, *, in_memory: bool) -> Zygote:
        return Zygote(path, in_memory=in_memory, memory=self.limits.memory)

    def _adopt(self, fresh: Zygote) -> None:
        old = self._roster.zygote
        self._roster.renew(fresh)
        if old is not None:
            self._background(self._retire(old))

    async def _retire(self, old: Zygote) -> None:
        """Let a zygote go once no worker of it is busy."""
        while any(job.worker is not None and job.worker.zygote is old for job in self._jobs):
            await asyncio.sleep(TICK)
        await asyncio.to_thread(old.close)

    def _tick(self) -> None:
        assert self.loop is not None
        self._ticker = self.loop.call_later(TICK, self._tick)
        now = time.monotonic()
        for job in list(self._jobs):
            if job.over(now):
                self._expire(job)
            elif job.on_slow is not None and now - job.started >= TICK:
                on_slow, job.on_slow = job.on_slow, None
                on_slow(job)
        self._roster.turn_away()
        if self._roster.zygote is not None and not self._roster.zygote.alive:
            self._bury(self._roster.zygote)
        self._roster.replenish()
        self._look()

    def _expire(self, job: Job) -> None:
        """Stop a job; where its client does not read, nobody else would take its worker back."""
        job.expired = True
        worker = job.worker
        if worker is not None:
            self.kills["timeout"] += 1
            worker.kill()
            if job.reading is not None:
                job.worker = None
                self._jobs.discard(job)
                self._roster.lose(worker)

    def _bury(self, dead: Zygote) -> None:
        """Let a zygote that has died go, so that another is adopted."""
        self._seen = None
        self._roster.renew(None)
        self._background(asyncio.to_thread(dead.close))

    def _look(self) -> None:
        """See whether a generation has been published, and take it up beside what is going on."""
        stamp = self._stamp()
        resting = time.monotonic() < self._rests_until and self._seen is None
        idle = self._advancing is None or self._advancing.done()
        if stamp is not None and stamp != self._seen and idle and not resting:
            self._advancing = asyncio.ensure_future(self._advance())
            self._advancing.add_done_callback(lambda done: done.cancelled() or done.exception())

    def _stamp(self) -> tuple[int, int] | None:
        try:
            found = (self.data / "CURRENT").stat()
        except OSError:
            return None
        return (found.st_mtime_ns, found.st_ino)

    def _background(self, doing: Any) -> None:
        task = asyncio.ensure_future(doing)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
