"""The way from Flask's threads to the event loop of the pool: they hand in a question and wait."""

import asyncio
import atexit
import threading
from collections.abc import Coroutine, Iterator, Mapping
from typing import Any, TypeVar

from flask import Response, current_app, request

from graph.address import Address, Place

from .answers import AnswerCache
from .endpoint import Endpoint, Outgoing, Wishes, takes_gzip
from .farpool import FarPool
from .metering import Meter
from .pool import Pool
from .rebasing import Rebase
from .tokens import Tokens

Result = TypeVar("Result")


class Bridge:
    """An application's endpoint, in the loop of the server that runs it or, without one, in a thread of its own."""

    def __init__(self, data: Place, settings: Mapping[str, Any]) -> None:
        self.rebase: Rebase = settings["REBASE"]
        limits, cache = settings["LIMITS"], AnswerCache(settings["ANSWER_CACHE"])
        pool = FarPool(data, limits) if isinstance(data, Address) else Pool(data, limits)
        validate = settings["VALIDATE_UPDATES"]
        self.endpoint = Endpoint(pool, cache, settings["LOOK"], Meter(), validate=validate, rebase=self.rebase)
        self.tokens: Tokens = settings["TOKENS"]
        self._lock = threading.Lock()

    def run(self, doing: Coroutine[Any, Any, Result]) -> Result:
        """Have something done in the pool's loop, and wait for it."""
        with self._lock:
            if self.endpoint.pool.loop is None:
                self._start()
        loop = self.endpoint.pool.loop
        assert loop is not None
        return asyncio.run_coroutine_threadsafe(doing, loop).result()

    def advance(self) -> None:
        """Have queries answered from the generation that is current now."""
        if self.endpoint.pool.loop is not None:
            self.run(self.endpoint.pool.advance())

    def _start(self) -> None:
        loop = asyncio.new_event_loop()
        thread = threading.Thread(target=loop.run_forever, name="pool", daemon=True)
        thread.start()
        asyncio.run_coroutine_threadsafe(self.endpoint.pool.start(), loop).result()
        atexit.register(self._stop, loop, thread)

    def _stop(self, loop: asyncio.AbstractEventLoop, thread: threading.Thread) -> None:
        asyncio.run_coroutine_threadsafe(self.endpoint.pool.close(), loop).result()
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


def bridge() -> Bridge:
    """Return the bridge of the running application."""
    found: Bridge = current_app.extensions["bridge"]
    return found


def wishes() -> Wishes:
    """Return what the running request says of its response."""
    encodings = request.headers.get("Accept-Encoding", "")
    return Wishes(request.headers.get("Accept"), request.headers.get("If-None-Match"), takes_gzip(encodings))


def respond(outgoing: Outgoing) -> Response:
    """Return a response as Flask sends it, streamed where it streams."""
    if outgoing.reply is not None and request.method == "HEAD":
        bridge().run(_close(outgoing))
        return Response(b"", outgoing.status, outgoing.headers)
    if outgoing.reply is None:
        return Response(outgoing.body, outgoing.status, outgoing.headers)
    return Response(chunks(outgoing), outgoing.status, outgoing.headers)


def chunks(outgoing: Outgoing) -> Iterator[bytes]:
    """Return the body of a response piece by piece."""
    return iter((outgoing.body,)) if outgoing.reply is None else _Stream(outgoing, bridge())


class _Stream(Iterator[bytes]):
    """The pieces of a response; closed before it began, it gives the worker back all the same."""

    def __init__(self, outgoing: Outgoing, over: Bridge) -> None:
        self._outgoing, self._bridge, self._pieces = outgoing, over, outgoing.pieces()

    def __next__(self) -> bytes:
        piece = self._bridge.run(_next(self._pieces))
        if piece is None:
            raise StopIteration
        return piece

    def close(self) -> None:
        """Give the worker back."""
        self._bridge.run(self._pieces.aclose())
        self._bridge.run(_close(self._outgoing))


async def _next(pieces: Any) -> bytes | None:
    return await anext(pieces, None)


async def _close(outgoing: Outgoing) -> None:
    outgoing.close()
