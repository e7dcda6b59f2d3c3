"""Word documents (.docx) as text: one paragraph or row of a table a line, with what their core properties say.

What was struck out in tracked changes is left out and what was put in stays, as the last author sees it. Heads, feet
and notes are no part of the text.
"""

from collections.abc import Iterator
from datetime import date
from io import BytesIO
from typing import TYPE_CHECKING, Any
from zipfile import BadZipFile, ZipFile

from .errors import SourceError
from .metadata import Metadata
from .properties import described

if TYPE_CHECKING:
    from docx.document import Document as Opened

UNPACKED = 300_000_000
LARGEST_PART = 50_000_000  # of XML, of which the tree takes twenty times as much
_OLD = b"\xd0\xcf\x11\xe0"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_LEFT_OUT = frozenset(
    (f"{_W}del", f"{_W}moveFrom", "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback")
)
_SPACES = {f"{_W}tab": " ", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}


def read_docx(content: bytes, name: str) -> tuple[str, Metadata]:
    """Return the text of a Word document and what its properties say, or raise `SourceError`."""
    opened = _open(content, name)
    body = opened.element.body
    lines = [line for line in _lines(body) if line]
    said = opened.core_properties
    heading = next(_headings(body), None)
    made: date | None = said.created.date() if said.created else None
    text = "\n".join(lines)
    return text, described(text, title=said.title or heading, author=said.author, made=made)


def _open(content: bytes, name: str) -> "Opened":
    import docx  # imported here: no other command should pay for it

    if content.startswith(_OLD):
        raise SourceError(f"{name}: encrypted with a password, or in the old .doc form; save it as .docx without one")
    try:
        with ZipFile(BytesIO(content)) as packed:
            parts = packed.infolist()
        _require_size("it", sum(part.file_size for part in parts), UNPACKED, name)
        for part in parts:
            if part.filename.endswith((".xml", ".rels")):
                _require_size(f'its part "{part.filename}"', part.file_size, LARGEST_PART, name)
        return docx.Document(BytesIO(content))
    except (SourceError, MemoryError):
        raise
    except BadZipFile as error:
        raise SourceError(f"{name}: not a Word document (.docx)") from error
    except Exception as error:  # whatever a damaged file makes of the parser
        raise SourceError(f"{name}: not a Word document that can be read ({_reason(error)})") from error


def _require_size(what: str, size: int, most: int, name: str) -> None:
    if size > most:
        raise SourceError(f"{name}: {what} has {size} bytes when unpacked; at most {most} are read")


def _reason(error: Exception) -> str:
    return (str(error).splitlines() or [""])[0] or type(error).__name__


def _lines(parent: Any) -> Iterator[str]:
    """Yield the paragraphs under an element, and each row of its tables with the cells side by side."""
    for element in parent:
        if element.tag == f"{_W}p":
            yield from (" ".join(line.split()) for line in _words(element).split("\n"))
        elif element.tag == f"{_W}tr":
            cells = (" ".join(filter(None, _lines(cell))) for cell in _cells(element))
            yield " | ".join(filter(None, cells))
        elif element.tag not in _LEFT_OUT and isinstance(element.tag, str):
            yield from _lines(element)


def _cells(row: Any) -> Iterator[Any]:
    """Yield the cells of a row, those in a content control too; what stands in tables within a cell is the cell's."""
    for element in row:
        if element.tag == f"{_W}tc":
            yield element
        elif element.tag not in _LEFT_OUT:
            yield from _cells(element)


def _words(element: Any) -> str:
    found = []
    for child in element:
        if child.tag == f"{_W}t":
            found.append(child.text or "")
        elif child.tag in _SPACES:
            found.append(_SPACES[child.tag])
        elif child.tag == f"{_W}p":  # a box set into the paragraph
            found.append(f"\n{_words(child)}\n")
        elif child.tag not in _LEFT_OUT and isinstance(child.tag, str):
            found.append(_words(child))
    return "".join(found)


def _headings(body: Any) -> Iterator[str]:
    """Yield the paragraphs set as the document's title or as a first heading."""
    for paragraph in body.iter(f"{_W}p"):
        style = paragraph.style
        if style in ("Title", "Heading1") and _words(paragraph).strip():
            yield _words(paragraph).strip()
