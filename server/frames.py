"""Messages between the front and its workers, over a stream socket: a letter, a length, a body.

    front to worker   J  a request, as JSON          B  the bytes that belong to it, sent before it
    worker to front   A  a whole answer: its head, as JSON and a line feed, and its body
                      H  the head of an answer whose body follows in
                      D  pieces, until
                      Z  the end
                      E  a problem, as JSON
                      P  a change is being written to disk: from here on the worker must not be killed
"""

import socket
import struct

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
