"""Around every request: an id that client and log share, and a line of JSON in the log where one is asked for."""

import itertools
import json
import re
import secrets
import sys
import time
from collections.abc import Awaitable, Callable
from typing import Any, TextIO

Message = dict[str, Any]
Send = Callable[[Message], Awaitable[None]]
_GIVEN = re.compile(rb"[A-Za-z0-9._-]{8,64}")
_START = secrets.token_hex(4)
_count = itertools.count(1)


class Watched:
    """A `send` that marks the response with the request's id and counts what goes out."""

    def __init__(self, scope: Message, send: Send) -> None:
        self._send = send
        self.id = _request_id(scope["headers"])
        self.status, self.bytes = 0, 0

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            message["headers"].append((b"x-request-id", self.id))
        else:
            self.bytes += len(message.get("body", b""))
        await self._send(message)


class AccessLog:
    """Writes a line a request; queries and tokens are not written, since they may tell what nobody should read."""

    def __init__(self, out: TextIO = sys.stderr) -> None:
        self._out = out

    def write(self, scope: Message, watched: Watched, started: float) -> None:
        """Write what was asked, by whom, and what came of it; times in UTC and milliseconds."""
        line = {
            "time": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
            "id": watched.id.decode(),
            "client": (scope.get("client") or ("",))[0],
            "method": scope["method"],
            "path": scope["path"],
            "status": watched.status,
            "bytes": watched.bytes,
            "milliseconds": round((time.perf_counter() - started) * 1000, 1),
        }
        self._out.write(json.dumps(line) + "\n")
        self._out.flush()


def _request_id(headers: Any) -> bytes:
    for name, value in headers:
        if name == b"x-request-id" and _GIVEN.fullmatch(value):
            return bytes(value)
    return f"{_START}-{next(_count):08x}".encode()
