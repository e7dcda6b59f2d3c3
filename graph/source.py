"""Files and folders in, documents out.

A plain text is the file decoded as UTF-8, a byte order mark dropped, CRLF and CR made LF, and nothing else changed,
so that anybody's own copy of the file has the same offsets.
"""

import os
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from stat import S_ISREG

from .document import Document
from .errors import SourceError
from .markup import read_html, read_markdown
from .metadata import Metadata, stated_in
from .slug import slug
from .tongue import require_english

SUFFIXES = (".txt", ".md", ".html", ".htm")
LARGEST = 20_000_000


def find_sources(paths: Iterable[Path]) -> list[Path]:
    """Return every file among the paths and in their folders, once each, sorted; what is hidden in folders is left out.

    Files of kinds that are not read are among them, so that each can be reported.
    """
    found: dict[Path, Path] = {}
    for path in paths:
        if not path.exists():
            raise SourceError(f"{path}: there is no such file or folder")
        for file in _walk(path) if path.is_dir() else [path]:
            found.setdefault(file.resolve(), file)
    return sorted(found.values())


def identifiers(paths: Sequence[Path]) -> Mapping[Path, str]:
    """Return the identifier of each file: its stem; where two share it, with the folder before it."""
    names = {path: printable(path.stem) for path in paths}
    for longer in (_with_folder, _with_suffix, _with_path):
        shared = Counter(map(slug, names.values()))
        names = {path: longer(path) if shared[slug(name)] > 1 else name for path, name in names.items()}
    return names


def read_source(path: Path, *, identifier: str | None = None) -> Document:
    """Return the document that a file holds, or raise `SourceError`, `LanguageError` if it is not in English."""
    text, metadata = _read(path)
    if not text.strip():
        raise SourceError(f"{path.name}: the file holds no text")
    language = require_english(text, path.name)
    return Document(
        identifier=identifier or printable(path.stem),
        text=text,
        title=metadata.title,
        publisher=metadata.publisher,
        issued=metadata.issued,
        creator=metadata.creator,
        source=metadata.source or printable(path.name),
        language=language,
    )


def read_bytes(path: Path) -> bytes:
    """Return the bytes of a file, or raise `SourceError` with the reason why they cannot be had."""
    try:
        status = path.stat()
        if not S_ISREG(status.st_mode):
            raise SourceError(f"{path.name}: not a regular file")
        if status.st_size > LARGEST:
            raise SourceError(f"{path.name}: {status.st_size} bytes; at most {LARGEST} are read")
        return path.read_bytes()
    except OSError as error:
        raise SourceError(f"{path.name}: cannot be read ({error.strerror or error})") from error


def printable(name: str) -> str:
    """Return a file's name with bytes that are no UTF-8 made question marks."""
    return name.encode("utf-8", "replace").decode()


def _read(path: Path) -> tuple[str, Metadata]:
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        raise SourceError(f"{path.name}: not a kind that is read ({suffix or 'no suffix'})")
    content = read_bytes(path)
    if b"\0" in content:
        raise SourceError(f"{path.name}: a binary file, not text")
    if suffix in (".html", ".htm"):
        return read_html(content, path.name)
    text = _decode(content, path.name)
    return read_markdown(text, path.name) if suffix == ".md" else (text, stated_in(text))


def _decode(content: bytes, name: str) -> str:
    try:
        return content.decode("utf-8").removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        raise SourceError(f"{name}: not UTF-8 (byte {content[error.start]:#04x} at offset {error.start})") from error


def _walk(folder: Path) -> Iterator[Path]:
    for root, folders, names in os.walk(folder, onerror=_refuse):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (Path(root, name) for name in sorted(names) if not name.startswith("."))


def _refuse(error: OSError) -> None:
    raise SourceError(f"{error.filename}: the folder cannot be read ({error.strerror})") from error


def _with_folder(path: Path) -> str:
    return printable(f"{path.resolve().parent.name}/{path.stem}")


def _with_suffix(path: Path) -> str:
    return printable(f"{path.resolve().parent.name}/{path.name}")


def _with_path(path: Path) -> str:
    return printable(str(path.resolve()).lstrip("/"))
