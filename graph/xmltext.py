"""XML 1.0 holds no control characters but tab and ends of lines, not even escaped: they become U+FFFD.

The engine writes them as they are, and no parser takes what it wrote. Every other format keeps them.
"""

import re
from typing import IO, cast

_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_BYTES = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]|\xef\xbf[\xbe\xbf]")
_INSTEAD = "\ufffd"


def is_xml(media_type: str) -> bool:
    """Tell whether a media type is one of XML."""
    return media_type.partition(";")[0].strip().endswith(("/xml", "+xml"))


def xml_text(text: str) -> str:
    """Return text as XML can hold it, not escaped."""
    return _ILLEGAL.sub(_INSTEAD, text)


def xml_bytes(written: bytes) -> bytes:
    """Return XML in UTF-8 without what XML cannot hold."""
    return _BYTES.sub(_INSTEAD.encode(), written)


def xml_safe(output: IO[bytes], media_type: str) -> IO[bytes]:
    """Return an output that takes what the engine writes in a media type: itself, or for XML one that mends it."""
    return cast(IO[bytes], XmlOutput(output)) if is_xml(media_type) else output


class XmlOutput:
    """Passes XML in UTF-8 on, piece by piece, without what XML cannot hold."""

    def __init__(self, output: IO[bytes]) -> None:
        self._output, self._begun = output, b""

    def write(self, piece: bytes) -> int:
        """Write a piece; a character of three bytes that is not whole yet waits for the next, and XML ends in none."""
        whole = self._begun + piece
        open_ = 2 if whole.endswith(b"\xef\xbf") else 1 if whole.endswith(b"\xef") else 0
        self._begun = whole[len(whole) - open_ :]
        self._output.write(xml_bytes(whole[: len(whole) - open_]))
        return len(piece)

    def flush(self) -> None:
        """Flush what is behind."""
        self._output.flush()
