"""Messages between the front and its workers, over a stream socket: a letter, a length, a body.

    front to worker   J  a request, as JSON          B  the bytes that belong to it, sent before it
    worker to front   A  a whole answer: its head, as JSON and a line feed, and its body
                      H  the head of an answer whose body follows in
                      D  pieces, until
                      Z  the end
                      E  a problem, as JSON
                      P  a change is being written to disk: from here on the worker must not be killed
"""

import json
import socket
import struct
from collections.abc import Mapping
from typing import Any, Protocol

HELD = 1 << 16  # bytes
_HEADER = struct.Struct("!cI")


def pack(letter: bytes, body: bytes) -> bytes:
    """Return a message as it goes over the wire."""
    return _HEADER.pack(letter, len(body)) + body


def unpack(buffer: bytearray) -> tuple[bytes, bytes] | None:
    """Take the first whole message out of a buffer; None while there is none."""
    if len(buffer) < _HEADER.size:
        return None
    letter, length = _HEADER.unpack_from(buffer)
    end = _HEADER.size + length
    if len(buffer) < end:
        return None
    body = bytes(memoryview(buffer)[_HEADER.size : end])
    del buffer[:end]
    return letter, body


class Channel:
    """The worker's end, which waits."""

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection
        self._buffer = bytearray()

    def receive(self) -> tuple[bytes, bytes] | None:
        """Return the next message, or None when the front has gone."""
        while (found := unpack(self._buffer)) is None:
            piece = self._connection.recv(1 << 16)
            if not piece:
                return None
            self._buffer += piece
        return found

    def send(self, letter: bytes, body: bytes = b"") -> None:
        """Send a message, waiting as long as the front does not read."""
        self._connection.sendall(pack(letter, body))


class Sends(Protocol):
    """What messages go out by."""

    def send(self, letter: bytes, body: bytes = b"") -> None:
        """Send a message."""
        ...


class Sink:
    """Takes an answer from the engine in small pieces and sends it in large ones; `begun` once a part is sent.

    The first 64 KB are held back, so that whatever goes wrong by then has a status of its own; most answers are no
    longer and go out in one message.
    """

    def __init__(self, channel: Sends, head: Mapping[str, Any]) -> None:
        self._channel, self._head, self._held, self.begun = channel, json.dumps(head).encode(), bytearray(), False

    def write(self, data: bytes) -> int:
        self._held += data
        if len(self._held) >= HELD:
            self._send()
        return len(data)

    def flush(self) -> None:
        """The engine asks for it at the end; `close` sends the rest."""

    def close(self) -> None:
        """Send what is left, and the end."""
        if self.begun:
            self._send()
            self._channel.send(b"Z")
        else:
            self._channel.send(b"A", self._head + b"\n" + self._held)

    def _send(self) -> None:
        if not self.begun:
            self._channel.send(b"H", self._head)
            self.begun = True
        for start in range(0, len(self._held), HELD):
            self._channel.send(b"D", bytes(self._held[start : start + HELD]))
        self._held.clear()
