"""The front's hold on its processes: a zygote that forks, and a worker that answers one request at a time."""

import asyncio
import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, cast

from .config import zygote_environment
from .frames import pack, unpack

FULL = 1 << 20  # bytes that wait for a slow client before the worker has to wait as well
PATIENCE = 2  # seconds that may be spent on learning how a worker ended


class Worker(asyncio.Protocol):
    """A worker as the front sees it: messages go out, messages come in, and it can be killed."""

    def __init__(self, pid: int, zygote: "Zygote") -> None:
        self.zygote, self.generation = zygote, zygote.generation
        self.alive = True
        self._pidfd = os.pidfd_open(pid) if hasattr(os, "pidfd_open") else None
        self.pid = pid
        self._buffer = bytearray()
        self._waiter: asyncio.Future[None] | None = None
        self._transport: asyncio.Transport | None = None
        self._paused = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        if len(self._buffer) > FULL and not self._paused and self._transport is not None:
            self._transport.pause_reading()
            self._paused = True
        self._wake()

    def connection_lost(self, exc: Exception | None) -> None:
        self.alive = False
        if self._pidfd is not None:
            os.close(self._pidfd)
            self._pidfd = None
        self._wake()

    def send(self, request: Mapping[str, Any], parts: Sequence[bytes] = ()) -> None:
        """Ask for something, with the bytes that belong to it."""
        if self._transport is not None:
            messages = [*(pack(b"B", part) for part in parts), pack(b"J", json.dumps(request).encode())]
            self._transport.write(b"".join(messages))

    async def message(self) -> tuple[bytes, bytes] | None:
        """Return the next message, or None when the worker has died."""
        while (found := unpack(self._buffer)) is None:
            if not self.alive:
                return None
            if self._paused and self._transport is not None:
                self._transport.resume_reading()
                self._paused = False
            self._waiter = asyncio.get_running_loop().create_future()
            await self._waiter
        return found

    async def ending(self) -> int | None:
        """Return how the process ended, a signal as a negative number; None where that cannot be known."""
        try:
            return await asyncio.wait_for(asyncio.to_thread(self.zygote.ended, self.pid), PATIENCE)
        except (OSError, ValueError):
            return None

    def kill(self) -> None:
        """End the process, whatever it does."""
        with contextlib.suppress(ProcessLookupError):
            if self._pidfd is not None:
                signal.pidfd_send_signal(self._pidfd, signal.SIGKILL)
            elif self.alive:
                os.kill(self.pid, signal.SIGKILL)
        if self._transport is not None:
            self._transport.abort()

    def _wake(self) -> None:
        if self._waiter is not None and not self._waiter.done():
            self._waiter.set_result(None)


class Zygote:
    """The zygote as the front sees it: it holds a generation. Its methods wait, so the front calls them in a thread."""

    def __init__(self, path: Path, *, in_memory: bool, memory: int) -> None:
        self.generation, self.in_memory = path.name, in_memory
        self._lock = threading.Lock()
        self._control, theirs = socket.socketpair()
        place = "memory" if in_memory else "disk"
        with theirs:
            told = [str(theirs.fileno()), str(path.absolute()), place, str(memory)]
            command = [sys.executable, "-m", "server.zygote", *told]
            self._process = subprocess.Popen(
                command, pass_fds=[theirs.fileno()], stdin=subprocess.DEVNULL, env=zygote_environment()
            )
        self._hear()

    @property
    def alive(self) -> bool:
        """Whether the process is there."""
        return self._process.poll() is None

    def fork(self) -> tuple[socket.socket, Worker]:
        """Return a new worker, and the socket to be connected to it."""
        with self._lock:
            self._control.sendall(b'{"do": "fork"}\n')
            answer, descriptors, _, _ = socket.recv_fds(self._control, 1 << 12, 1)
            if not descriptors:
                raise ConnectionError("the process that forks workers has died")
            connection = socket.socket(fileno=descriptors[0])
            connection.setblocking(False)
            return connection, Worker(json.loads(answer)["pid"], self)

    def follow(self, path: Path) -> bool:
        """Take up a generation that amends the one held; tell whether it does."""
        with self._lock:
            self._control.sendall(json.dumps({"do": "follow", "path": str(path.absolute())}).encode() + b"\n")
            followed = bool(self._hear()["followed"])
            if followed:
                self.generation = path.name
            return followed

    def ended(self, pid: int) -> int | None:
        """Return how a worker ended, a signal as a negative number; None where it is not known."""
        with self._lock:
            self._control.sendall(json.dumps({"do": "tell", "pid": pid}).encode() + b"\n")
            code: int | None = self._hear()["code"]
            return code

    def close(self) -> None:
        """Let the zygote go, and with it the workers that are left."""
        self._control.close()
        self._process.kill()
        self._process.wait()

    def _hear(self) -> Any:
        answer = b""
        while not answer.endswith(b"\n"):
            piece = self._control.recv(1 << 12)
            if not piece:
                raise ConnectionError("the process that forks workers has died")
            answer += piece
        return json.loads(answer)
