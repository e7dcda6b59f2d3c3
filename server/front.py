"""The front: an ASGI application that answers queries itself, without a detour, and hands all else to Flask.

Queries go from the event loop straight to a worker and back, because a web framework's handling of a request costs
more than the engine takes for most of them. It notices at once when a client hangs up, and breaks off a response whose
rest cannot be had, so that no client takes a part for the whole.
"""

import asyncio
import contextlib
import json
import time
from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from typing import Any, cast

from a2wsgi import WSGIMiddleware

from graph.errors import MissingDataError, RelazioneError

from .accesslog import AccessLog, Message, Send, Watched
from .cors import cors_headers
from .endpoint import Endpoint, Headers, Outgoing, Wishes, takes_gzip
from .errors import written
from .jobs import Job, UnavailableError
from .metering import PATH as METRICS
from .metering import State
from .protocol import ProtocolError, read_query
from .warming import Warming

Scope = dict[str, Any]
Receive = Callable[[], Awaitable[Message]]
Application = Callable[[Scope, Receive, Send], Awaitable[None]]
PATH = "/sparql"
LARGEST = 4 << 20
STALLED = 60  # seconds in which a client reads nothing before it is given up
THREADS = 40  # for pages, which may wait for a query


class Front:
    """The application for one dataset: `pages` is Flask's, `endpoint` answers queries, pages of `origins` may ask.

    `state` is told at /metrics; without one there is none.
    """

    def __init__(
        self,
        pages: Any,
        endpoint: Endpoint,
        headers: Headers,
        origins: Sequence[str] = (),
        log: AccessLog | None = None,
        warming: Warming | None = None,
        state: State | None = None,
    ) -> None:
        self._pages = cast(Application, WSGIMiddleware(_terminated(pages), workers=THREADS))
        self._endpoint, self._origins, self._log = endpoint, origins, log
        self._headers, self._warming = _encoded(headers), warming
        self._meter, self._state = endpoint.meter, state

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._live(receive, send)
            return
        started, watched = time.perf_counter(), Watched(scope, send)
        try:
            if scope["path"] == PATH and scope["method"] in ("GET", "HEAD", "POST"):
                await self._sparql(scope, receive, watched)
            elif scope["path"] == "/health":
                await _send(self._health(), list(self._headers), watched, head=scope["method"] == "HEAD")
            elif scope["path"] == METRICS and self._state is not None and scope["method"] in ("GET", "HEAD"):
                told = await self._metrics(self._state, scope)
                await _send(told, list(self._headers), watched, head=scope["method"] == "HEAD")
            else:
                await self._pages(scope, partial(_part, receive), watched)
        finally:
            self._meter.request(scope["path"], watched.status)
            if self._log is not None:
                self._log.write(scope, watched, started)

    async def _metrics(self, state: State, scope: Scope) -> Outgoing:
        await state.look()
        media, body = self._meter.exposition(dict(scope["headers"]).get(b"accept", b"").decode("latin-1"))
        return Outgoing(200, [("Content-Type", media), ("Cache-Control", "no-store")], body)

    def _health(self) -> Outgoing:
        pool = self._endpoint.pool
        told = {"status": "ok" if pool.healthy else "no worker answers", "generation": pool.generation}
        headers = [("Content-Type", "application/json"), ("Cache-Control", "no-store")]
        return Outgoing(200 if pool.healthy else 503, headers, json.dumps(told).encode())

    async def _live(self, receive: Receive, send: Send) -> None:
        while (message := await receive())["type"] != "lifespan.shutdown":
            if message["type"] == "lifespan.startup":
                await self._endpoint.pool.start()
                if self._warming is not None:
                    self._warming.start()
                await send({"type": "lifespan.startup.complete"})
        await self._endpoint.pool.close()
        if self._warming is not None:
            await asyncio.to_thread(self._warming.stop)
        await send({"type": "lifespan.shutdown.complete"})

    async def _sparql(self, scope: Scope, receive: Receive, send: Send) -> None:
        given = {name: value.decode("latin-1") for name, value in scope["headers"]}
        accept, head = given.get(b"accept"), scope["method"] == "HEAD"
        headers = [*self._headers, *_encoded(cors_headers(self._origins, given.get(b"origin")))]
        with contextlib.ExitStack() as watching:

            def watch(job: Job) -> None:
                watching.callback(asyncio.ensure_future(_until_gone(receive, job)).cancel)

            try:
                body = await _body(receive) if scope["method"] == "POST" else b""
                question = read_query(scope["method"], scope["query_string"], given.get(b"content-type", ""), body)
                if question is None or question.wants_page(accept):
                    await self._pages(scope, _again(body, receive), send)
                    return
                wishes = Wishes(accept, given.get(b"if-none-match"), takes_gzip(given.get(b"accept-encoding", "")))
                outgoing = await self._endpoint.answer(question, wishes, watch)
            except (ProtocolError, UnavailableError, RelazioneError) as error:
                outgoing = _refusal(error, accept)
            await _send(outgoing, headers, send, head=head)


async def _send(outgoing: Outgoing, headers: list[tuple[bytes, bytes]], send: Send, *, head: bool) -> None:
    headers += _encoded(outgoing.headers)
    if outgoing.reply is None:
        if outgoing.status != 304:
            headers.append((b"content-length", str(len(outgoing.body)).encode()))
        await send({"type": "http.response.start", "status": outgoing.status, "headers": headers})
        await send({"type": "http.response.body", "body": b"" if head else outgoing.body})
        return
    await send({"type": "http.response.start", "status": outgoing.status, "headers": headers})
    if head:
        outgoing.close("ok")
    else:
        try:
            async with contextlib.aclosing(outgoing.pieces()) as pieces:
                async for piece in pieces:
                    async with asyncio.timeout(STALLED):
                        await send({"type": "http.response.body", "body": piece, "more_body": True})
        except (UnavailableError, TimeoutError):
            return  # without the last message the server breaks the connection off, and the client knows
    await send({"type": "http.response.body", "body": b""})


def _refusal(error: Exception, accept: str | None) -> Outgoing:
    status = getattr(error, "status", 503 if isinstance(error, MissingDataError) else 500)
    media, body = written(status, str(error), accept)
    headers = [("Content-Type", media), ("Cache-Control", "no-store")]
    retry = getattr(error, "retry_after", None)
    if retry is not None:
        headers.append(("Retry-After", str(retry)))
    return Outgoing(status, headers, body)


def _encoded(headers: Headers) -> list[tuple[bytes, bytes]]:
    return [(name.lower().encode(), value.encode()) for name, value in headers]


def _terminated(pages: Any) -> Any:
    """Return the WSGI application with the promise that a body ends, whether its length was told or not."""

    def application(environ: dict[str, Any], start_response: Any) -> Any:
        return pages({**environ, "wsgi.input_terminated": True}, start_response)

    return application


async def _body(receive: Receive) -> bytes:
    parts, size, more = [], 0, True
    while more:
        message = await _part(receive)
        part = message.get("body", b"")
        size += len(part)
        if size > LARGEST:
            raise ProtocolError(413, f"The body is larger than {LARGEST >> 20} MB, the most that a query may have.")
        parts.append(part)
        more = message.get("more_body", False)
    return b"".join(parts)


async def _part(receive: Receive) -> Message:
    """Return the next part of a body; who hangs up before its end asks for nothing, least of all half of it."""
    message = await receive()
    if message["type"] == "http.disconnect":
        raise ProtocolError(400, "The request broke off before its end.")
    return message


async def _until_gone(receive: Receive, job: Job) -> None:
    """Wait until the client hangs up, and give up its job."""
    while (await receive())["type"] != "http.disconnect":
        pass
    job.abandon()


def _again(body: bytes, receive: Receive) -> Receive:
    """Return a `receive` that gives a body that was read already once more."""
    given = False

    async def receive_again() -> Message:
        nonlocal given
        if given:
            return await receive()
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return receive_again
