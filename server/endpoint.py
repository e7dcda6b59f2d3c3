"""How a question becomes a response: from the cache, from a worker, or with a refusal. It knows no web framework."""

import asyncio
import re
import time
import zlib
from collections.abc import AsyncGenerator, Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import blake2b
from typing import Any

from graph.errors import FullError, RelazioneError

from .answers import AnswerCache, Kept
from .farpool import FarPool
from .jobs import Job, Outcome, Problem, Reply, UnavailableError
from .metering import Meter
from .pool import Pool
from .protocol import ALIASES, ProtocolError, Question, is_update, refusal, typed
from .rebasing import Rebase

Headers = list[tuple[str, str]]
KINDS = ("results", "graph")  # of answers, in the order in which a question names their media types
ATTEMPTS = 5
_GZIP = re.compile(r"\bgzip\b(?!\s*;\s*q=0(?:\.0*)?(?:,|\s|$))")
_CHANGING = re.compile(r"\b(?:now|rand|uuid|struuid|bnode)\b", re.IGNORECASE)  # another answer every time
SMALLEST = 1 << 10  # bytes below which compressing costs more than it saves


@dataclass(slots=True)
class Outgoing:
    """A response: its body is whole, or a reply that is still being written."""

    status: int
    headers: Headers
    body: bytes = b""
    reply: Reply | None = None
    packer: "Packer | None" = None
    rebase: Rebase = field(default_factory=Rebase)
    ended: Callable[[Outcome], None] | None = None  # hears once what came of a reply that streams

    async def pieces(self) -> AsyncGenerator[bytes, None]:
        """Yield the body of a reply that streams; whoever stops early, closes the reply."""
        assert self.reply is not None
        held = b""
        outcome: Outcome = "hung-up"
        try:
            async for piece in self.reply.pieces():
                ready, held = self.rebase.split(held + piece)
                if packed := self.packer.pack(ready) if self.packer else ready:
                    yield packed
            rest = self.rebase.out(held)
            if packed := self.packer.whole(rest) if self.packer else rest:
                yield packed
            outcome = "ok"
        except UnavailableError as error:
            outcome = error.outcome
            raise
        finally:
            self.close(outcome)

    def close(self, outcome: Outcome = "hung-up") -> None:
        """Let go of a reply, read or not."""
        ended, self.ended = self.ended, None
        if ended is not None:
            ended(outcome)
        if self.reply is not None:
            self.reply.close()


class Packer:
    """Compresses a stream as gzip."""

    def __init__(self) -> None:
        self._packing = zlib.compressobj(6, zlib.DEFLATED, 31)

    def pack(self, piece: bytes) -> bytes:
        """Return what can be sent by now."""
        return self._packing.compress(piece)

    def whole(self, body: bytes) -> bytes:
        """Return a body that is there at once, or the rest of one."""
        return self.pack(body) + self._packing.flush()


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the headers of a request say of the response."""

    accept: str | None = None
    if_none_match: str | None = None
    gzip: bool = False


class Endpoint:
    """Answers questions to one dataset from a pool of workers and a cache."""

    def __init__(
        self,
        pool: Pool | FarPool,
        cache: AnswerCache,
        look: str,
        meter: Meter,
        *,
        validate: bool = False,
        rebase: Rebase | None = None,
    ) -> None:
        self.pool, self.cache, self.meter = pool, cache, meter
        self._look, self._validate = look, validate
        self.rebase = rebase or Rebase()
        self._changing = asyncio.Lock()

    async def answer(
        self, question: Question, wishes: Wishes, on_slow: Callable[[Job], None] | None = None
    ) -> Outgoing:
        """Return the response to a question; refusals are raised as `ProtocolError` or `UnavailableError`."""
        started = time.perf_counter()

        def ended(outcome: Outcome) -> None:
            self.meter.query(outcome, time.perf_counter() - started)

        try:
            outgoing = await self._answer(question, wishes, on_slow)
        except BaseException as error:
            ended(_outcome(error))
            raise
        if outgoing.reply is None:
            ended("ok")
        else:
            outgoing.ended = ended
        return outgoing

    async def _answer(self, question: Question, wishes: Wishes, on_slow: Callable[[Job], None] | None) -> Outgoing:
        media = dict(zip(KINDS, question.media(wishes.accept), strict=True))
        question = self._as_the_dataset_has_it(question)
        generation = self.pool.generation
        known = wishes.if_none_match is not None or self.cache.keeps
        for each in filter(None, media.values() if known else ()):
            tag = self._tag(question, generation, each, wishes)
            if _matches(wishes.if_none_match, tag) and not _CHANGING.search(question.text):
                return Outgoing(304, _headers(tag))
            if (kept := self.cache.get(tag)) is not None:
                return Outgoing(200, _headers(tag, kept.media, gzip=_packed(kept.body, wishes)), kept.body)
        limit = self.pool.limits.timeout
        timeout = min(question.timeout or limit, limit)
        reply = await self.pool.ask(_request(question, media), timeout, on_slow=on_slow)
        if isinstance(reply, Problem):
            raise _refused(reply, question, wishes)
        sent = str(media[reply.head["kind"]])
        tag = self._tag(question, reply.head["generation"], sent, wishes)
        if reply.body is None:
            packer = Packer() if wishes.gzip else None
            headers = _headers(tag, typed(sent), gzip=wishes.gzip)
            return Outgoing(200, headers, reply=reply, packer=packer, rebase=self.rebase)
        body = self.rebase.out(reply.body)
        if wishes.gzip and len(body) >= SMALLEST:
            body = Packer().whole(body)
        if not _CHANGING.search(question.text):
            self.cache.put(tag, Kept(typed(sent), body))
        return Outgoing(200, _headers(tag, typed(sent), gzip=_packed(body, wishes)), body)

    async def graph(self, graph: str | None, media: str, wishes: Wishes) -> Outgoing:
        """Return a graph as the Graph Store Protocol has it; of None, what updates put into the default graph."""
        digest = blake2b(repr((graph, media)).encode(), digest_size=8).hexdigest()
        tag = f'"{self.pool.generation}-{self._look}-{digest}"'
        if _matches(wishes.if_none_match, tag):
            return Outgoing(304, _headers(tag))
        reply = await self.pool.ask({"task": "graph", "graph": graph, "media": media}, self.pool.limits.timeout)
        if isinstance(reply, Problem):
            raise error_of(reply)
        if reply.body is None:
            return Outgoing(200, _headers(tag, typed(media)), reply=reply, rebase=self.rebase)
        return Outgoing(200, _headers(tag, typed(media)), self.rebase.out(reply.body))

    async def change(self, request: Mapping[str, Any], parts: Sequence[bytes] = ()) -> str:
        """Have a change made and answered from: "changed", "created" or "missing". One is made at a time."""
        async with self._changing:
            for _ in range(ATTEMPTS):
                asked = {"task": "change", "data": str(self.pool.data), "validate": self._validate, **request}
                reply = await self.pool.ask(asked, self.pool.limits.change_timeout, parts=parts)
                if not isinstance(reply, Problem):
                    await self.pool.advance()
                    return str(reply.head["verdict"])
                if reply.kind != "StaleError":
                    raise error_of(reply)
                await self.pool.advance()
            raise UnavailableError(503, "The dataset is being written anew all the time; try again in a moment.", 1)

    def _as_the_dataset_has_it(self, question: Question) -> Question:
        if self.rebase.base is None:
            return question
        into = self.rebase.into
        graphs = [tuple(map(into, some)) for some in (question.default_graphs, question.named_graphs)]
        return replace(question, text=into(question.text), default_graphs=graphs[0], named_graphs=graphs[1])

    def _tag(self, question: Question, generation: str | None, media: str, wishes: Wishes) -> str:
        asked = (question.text, question.default_graphs, question.named_graphs, media, wishes.gzip)
        return f'"{generation}-{self._look}-{blake2b(repr(asked).encode(), digest_size=8).hexdigest()}"'


def takes_gzip(accept_encoding: str) -> bool:
    """Tell whether a client takes gzip (RFC 9110, section 12.5.3)."""
    return _GZIP.search(accept_encoding) is not None


def _packed(body: bytes, wishes: Wishes) -> bool:
    return wishes.gzip and body[:2] == b"\x1f\x8b"


def _request(question: Question, media: Mapping[str, str | None]) -> Mapping[str, Any]:
    return {
        "task": "query",
        "query": question.text,
        "default_graphs": question.default_graphs,
        "named_graphs": question.named_graphs,
        "media": {kind: each and ALIASES.get(each, each) for kind, each in media.items()},
    }


def _headers(tag: str, media: str | None = None, *, gzip: bool = False) -> Headers:
    found = [("ETag", tag), ("Cache-Control", "no-cache"), ("Vary", "Accept, Accept-Encoding")]
    if media is not None:
        found.append(("Content-Type", media))
    if gzip:
        found.append(("Content-Encoding", "gzip"))
    return found


def _matches(if_none_match: str | None, tag: str) -> bool:
    """Tell whether a tag is among those of If-None-Match, compared weakly (RFC 9110, section 13.1.2)."""
    return if_none_match is not None and tag in [each.strip().removeprefix("W/") for each in if_none_match.split(",")]


def error_of(problem: Problem) -> Exception:
    """Return what a worker has against a request as the error that it is."""
    if problem.status is not None:
        if problem.status < 500:
            return ProtocolError(problem.status, problem.message)
        return UnavailableError(problem.status, problem.message, outcome="memory")  # all that a worker has of this kind
    if problem.kind == "QueryError":
        return ProtocolError(400, _sentence(problem.message))
    return FullError(problem.message) if problem.kind == "FullError" else RelazioneError(problem.message)


def _refused(problem: Problem, question: Question, wishes: Wishes) -> Exception:
    if problem.status == 406:
        return refusal(question, wishes.accept, problem.message)
    keyword = is_update(question.text) if problem.kind == "QueryError" else None
    if keyword is not None:
        return ProtocolError(400, f"{keyword}: updates are refused here; they are sent to /update.")
    return error_of(problem)


def _outcome(error: BaseException) -> Outcome:
    """Return what a question that is not answered counts as."""
    if isinstance(error, UnavailableError):
        return error.outcome
    if isinstance(error, ProtocolError):
        return "refused"
    return "hung-up" if isinstance(error, asyncio.CancelledError) else "error"


def _sentence(message: str) -> str:
    return message[:1].upper() + message[1:] + ("" if message.endswith(".") else ".")
