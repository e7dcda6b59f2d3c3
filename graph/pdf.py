"""PDF as text: one paragraph a line, running heads and feet dropped, with what the file says of itself.

Lines come with their places on the page, which `graph.typeset` turns into paragraphs. A PDF that is encrypted with a
password, or that holds pictures of pages only, is refused with that reason.
"""

import logging
import re
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from typing import TYPE_CHECKING, Any

from .errors import SourceError
from .metadata import Metadata
from .properties import believable_title, described
from .typeset import Line, headline, paragraphs

if TYPE_CHECKING:
    from pypdf import PageObject, PdfReader

logging.getLogger("pypdf").addHandler(logging.NullHandler())  # it would write its doubts into the progress bar
_LIGATURES = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st", 0xFB06: "st"}
_UNWRITTEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def read_pdf(content: bytes, name: str) -> tuple[str, Metadata]:
    """Return the text of a PDF and what it says of itself, or raise `SourceError`."""
    reader = _open(content, name)
    try:
        pages = [list(_lines(page)) for page in reader.pages]
        title, author, made = _properties(reader)
    except MemoryError:
        raise
    except Exception as error:  # whatever a damaged file makes of the parser
        raise SourceError(f"{name}: a damaged PDF ({_reason(error)})") from error
    if not pages:
        raise SourceError(f"{name}: a PDF without pages")
    if not any(pages):
        raise SourceError(f"{name}: no text in the PDF, only pictures of pages; recognise its text (OCR) first")
    text = "\n".join(paragraphs(pages))
    first = next(page for page in pages if page)
    return text, described(text, title=believable_title(title) or headline(first), author=author, made=made)


def _open(content: bytes, name: str) -> "PdfReader":
    from pypdf import PasswordType, PdfReader  # imported here: no other command should pay for it

    try:
        reader = PdfReader(BytesIO(content))
        locked = reader.is_encrypted and reader.decrypt("") is PasswordType.NOT_DECRYPTED
    except Exception as error:  # as above
        raise SourceError(f"{name}: not a PDF that can be read ({_reason(error)})") from error
    if locked:
        raise SourceError(f"{name}: the PDF is encrypted with a password; save it without one first")
    return reader


def _reason(error: Exception) -> str:
    return (str(error).splitlines() or [""])[0] or type(error).__name__


def _properties(reader: "PdfReader") -> tuple[str | None, str | None, date | None]:
    said = reader.metadata
    if said is None:
        return None, None, None
    try:
        made = said.creation_date
    except ValueError:
        made = None
    return said.title, said.author, made.date() if made else None


def _lines(page: "PageObject") -> Iterator[Line]:
    """Yield the printed lines of a page, in the order in which it draws them."""
    held: list[tuple[str, float, float, float]] = []

    def visit(text: str, at: list[float], within: list[float], _font: Any, size: float) -> None:
        x = within[4] * at[0] + within[5] * at[2] + at[4]
        y = within[4] * at[1] + within[5] * at[3] + at[5]
        scale = abs(within[3] * at[3]) or abs(within[1] * at[1]) or 1.0
        held.append((text, x, y, size * scale))

    page.extract_text(visitor_text=visit)
    pieces: list[tuple[str, float, float, float]] = []
    for text, x, y, size in held:
        first, *others = text.split("\n")
        pieces.append((first, x, y, size))
        for piece in others:
            yield from _line(pieces)
            pieces = [(piece, x, y, size)]
    yield from _line(pieces)


def _line(pieces: list[tuple[str, float, float, float]]) -> Iterator[Line]:
    """Yield a line, if its pieces hold any words: it begins with the first and is as large as the longest of them."""
    text = " ".join(_UNWRITTEN.sub("", "".join(piece[0] for piece in pieces)).translate(_LIGATURES).split())
    if text:
        _, x, y, _ = next(piece for piece in pieces if piece[0].strip())
        yield Line(text, x, y, max(pieces, key=lambda piece: len(piece[0].strip()))[3])
