"""What answers queries to a dataset on a server of its own: threads, as many as queries may run at once, that ask it.

It stands where the pool of workers does (see server.pool). A query is given up at its deadline or when its client has
gone; what the server then does with it is the server's to say. Its thread is free again once the server has answered,
and at the deadline at the latest. Changes are refused: the next build would know nothing of them.
"""

import asyncio
import contextlib
import json
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import IO, Any, cast

from graph.address import Address
from graph.amendment import DEFAULT
from graph.errors import QueryError, RelazioneError, StaleError
from graph.remote import RemoteGeneration, asked_state

from .frames import Sink
from .jobs import Job, Limits, Problem, Reply, UnavailableError, why
from .roster import BUSY, FULL
from .worker import RefusedError

TICK = 0.1
GRACE = 1.0  # seconds after the deadline, when nobody waits any more, in which a thread gives up as well
LOOKS = 1.0  # seconds between two looks at which generation the server holds
WRITE_THERE = "This dataset lies on a server of its own, which relazione build writes to; nothing is changed here."


class Errand:
    """A request to the server, asked in a thread of its own: a worker as a job knows it."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop, self._messages = loop, asyncio.Queue[tuple[bytes, bytes] | None](4)
        self.over = self.begun = False

    async def message(self) -> tuple[bytes, bytes] | None:
        """Return the next message; None where there is none any more."""
        found = None if self.over else await self._messages.get()
        return None if found is None or (found[0] == b"E" and self.begun) else found

    def send(self, letter: bytes, body: bytes = b"") -> None:
        """Hand a message over, from the thread, as soon as there is room; raise `BrokenPipeError` if nobody waits."""
        self.begun = self.begun or letter == b"H"
        if not self.over:
            asyncio.run_coroutine_threadsafe(self._messages.put((letter, body)), self._loop).result()
        if self.over:
            raise BrokenPipeError

    def end(self, told: Mapping[str, Any]) -> None:
        """Tell, from the thread, what is against the request; an answer that has begun breaks off."""
        with contextlib.suppress(BrokenPipeError):
            self.send(b"E", json.dumps(told).encode())

    def kill(self) -> None:
        """Wait no longer."""
        self.over = True
        while not self._messages.empty():
            self._messages.get_nowait()
        self._messages.put_nowait(None)


class FarPool:
    """What asks one server; everything but the asking happens in the loop in which `start` was called."""

    def __init__(self, data: Address, limits: Limits) -> None:
        self.data, self.limits = data, limits
        self.loop: asyncio.AbstractEventLoop | None = None
        self.generation: str | None = None
        self.healthy = False
        self._threads = ThreadPoolExecutor(limits.workers, "errand")
        self._jobs: dict[Job, bool] = {}  # and whether a thread is at it
        self._under_way = 0
        self._tasks = list[asyncio.Task[None]]()

    async def start(self) -> None:
        """Look at the server, and go on looking."""
        self.loop = asyncio.get_running_loop()
        await self.advance()
        self._tasks = [asyncio.ensure_future(each) for each in (self._look(), self._tick())]

    async def close(self) -> None:
        """Give up whatever is under way."""
        for task in self._tasks:
            task.cancel()
        for job in list(self._jobs):
            job.abandon()
        self._threads.shutdown(wait=False, cancel_futures=True)

    async def advance(self) -> None:
        """See which generation the server holds."""
        try:
            found = await asyncio.to_thread(asked_state, self.data)
        except RelazioneError:
            self.healthy = False
            return
        self.healthy = found.generation is not None and found.publishing is None
        self.generation = found.generation if self.healthy else None

    async def ask(
        self,
        request: Mapping[str, Any],
        timeout: float,
        *,
        parts: Sequence[bytes] = (),
        on_slow: Callable[[Job], None] | None = None,
    ) -> Reply | Problem:
        """Have a request answered within `timeout` seconds; see `Pool.ask`."""
        if request["task"] == "change":
            return Problem({"status": 501, "message": WRITE_THERE})
        if self._under_way >= self.limits.workers + self.limits.queue:
            raise UnavailableError(503, FULL, 1)
        job = Job(time.monotonic(), timeout, on_slow=on_slow)
        errand = Errand(asyncio.get_running_loop())
        job.worker = cast(Any, errand)
        self._jobs[job] = False
        self._under_way += 1
        asking = asyncio.get_running_loop().run_in_executor(self._threads, self._run, errand, job, request)
        asking.add_done_callback(self._ended)
        try:
            message = await errand.message()
            if message is None:
                raise UnavailableError(503, why(job) if self._jobs[job] else BUSY, None if job.expired else 1)
            return self._reply(job, *message)
        except BaseException:
            job.abandon()
            self.done(job)
            raise

    def done(self, job: Job) -> None:
        """A job is at its end."""
        self._jobs.pop(job, None)
        job.worker = None

    def _ended(self, _asking: object) -> None:
        self._under_way -= 1

    def _reply(self, job: Job, letter: bytes, body: bytes) -> Reply | Problem:
        if letter == b"H":
            return Reply(job, json.loads(body), None, self.done)
        self.done(job)
        if letter == b"E":
            return Problem(json.loads(body))
        head, _, rest = body.partition(b"\n")
        return Reply(job, json.loads(head), rest, self.done)

    def _run(self, errand: Errand, job: Job, request: Mapping[str, Any]) -> None:
        """Ask the server, in a thread."""
        if job not in self._jobs:
            return
        self._jobs[job] = True
        left = max(job.limit - (time.monotonic() - job.started), 0) + GRACE
        try:
            _answer(errand, self.data, request, left)
        except BrokenPipeError:
            pass  # nobody waits any more
        except StaleError as error:
            errand.end({"status": 503, "message": str(error)})
        except QueryError as error:
            errand.end({"kind": "QueryError", "message": str(error)})
        except RelazioneError as error:
            errand.end({"status": 502, "message": str(error)})
        except RefusedError as error:
            errand.end({"status": error.status, "message": str(error)})

    async def _look(self) -> None:
        while True:
            await asyncio.sleep(LOOKS)
            await self.advance()

    async def _tick(self) -> None:
        while True:
            await asyncio.sleep(TICK)
            now = time.monotonic()
            for job in list(self._jobs):
                if job.over(now):
                    job.expired = True
                    if job.worker is not None:
                        job.worker.kill()
                elif job.on_slow is not None and now - job.started >= TICK:
                    on_slow, job.on_slow = job.on_slow, None
                    on_slow(job)


def _answer(errand: Errand, data: Address, request: Mapping[str, Any], left: float) -> None:
    """Have the server answer, and hand over what it says; what another generation got into is no answer."""
    generation = RemoteGeneration(data, left)
    try:
        query, media = request.get("query"), request["media"]
        if query is None:
            query, media = _of_graph(generation, request["graph"]), {"graph": media}
        chosen = {name: request.get(name, ()) for name in ("default_graphs", "named_graphs")}
        found = generation.answer(query, **chosen)
        kind = "graph" if found.kind == "graph" else "results"
        if media[kind] is None:
            raise RefusedError(406, kind)
        sink = Sink(errand, {"kind": kind, "generation": generation.id})
        found.write(media[kind], cast(IO[bytes], sink))
        generation.check()
        sink.close()
    finally:
        generation.close()


def _of_graph(generation: RemoteGeneration, graph: str | None) -> str:
    name = DEFAULT if graph is None else graph
    if graph is not None and graph not in generation.graphs():
        raise RefusedError(404, f"The dataset holds no graph {graph}.")
    return f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH <{name}> {{ ?s ?p ?o }} }}"
