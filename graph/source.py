"""Files and folders in, documents out: one a file, or of a table one a row.

A plain text is the file decoded as UTF-8, a byte order mark dropped, CRLF and CR made LF, and nothing else changed,
so that anybody's own copy of the file has the same offsets.
"""

import os
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import file_digest
from pathlib import Path
from stat import S_ISREG

from .articles import articles
from .document import Document
from .docx import read_docx
from .errors import LanguageError, SourceError
from .markup import read_html, read_markdown
from .metadata import Metadata, completed, stated_in
from .pdf import read_pdf
from .register import NAME as REGISTER
from .slug import slug
from .tongue import ENGLISH, is_english, require_english

TABLES = (".csv", ".jsonl")
SUFFIXES = (".txt", ".md", ".html", ".htm", ".pdf", ".docx", *TABLES)
LARGEST = 20_000_000
_PACKED = {".pdf": read_pdf, ".docx": read_docx}


@dataclass(frozen=True, slots=True, kw_only=True)
class Skipped:
    """What was not read, a file or a row of one, and why."""

    path: str
    reason: str


def find_sources(paths: Iterable[Path]) -> list[Path]:
    """Return every file among the paths and in their folders, once each, sorted; what is hidden in folders is left out.

    Files of kinds that are not read are among them, so that each can be reported; registers (`sources.csv`) are not.
    """
    found: dict[Path, Path] = {}
    for path in paths:
        if not path.exists():
            raise SourceError(f"{path}: there is no such file or folder")
        for file in _walk(path) if path.is_dir() else [path]:
            if file.name != REGISTER:
                found.setdefault(file.resolve(), absolute(file))
    return sorted(found.values())


def absolute(path: Path | str) -> Path:
    """Return the absolute path of a file as it is named: links are not followed."""
    return Path(os.path.abspath(path))  # noqa: PTH100


def identifiers(paths: Sequence[Path]) -> Mapping[Path, str]:
    """Return the identifier of each file: its stem; where two share it, with the folder before it."""
    names = {path: printable(path.stem) for path in paths}
    for longer in (_with_folder, _with_suffix, _with_path):
        shared = Counter(map(slug, names.values()))
        names = {path: longer(path) if shared[slug(name)] > 1 else name for path, name in names.items()}
    return names


def read_sources(
    path: Path, *, identifier: str | None = None, shown: str | None = None, said: Metadata | None = None
) -> Iterator[Document | Skipped]:
    """Yield the documents that a file holds, one or (.csv, .jsonl) one a row, and what of it cannot be read.

    `said` is what a register says of the file; `shown` is how the file is named to people.
    """
    shown = shown or printable(path.name)
    try:
        if path.suffix.lower() in TABLES:
            yield from _rows(path, identifier, shown, said or Metadata())
        else:
            yield read_source(path, identifier=identifier, said=said)
    except SourceError as error:
        yield Skipped(path=shown, reason=printable(str(error)).removeprefix(f"{printable(path.name)}: "))


def read_source(path: Path, *, identifier: str | None = None, said: Metadata | None = None) -> Document:
    """Return the one document that a file holds, or raise `SourceError`, `LanguageError` if it is not in English."""
    text, stated = _read(path)
    if not text.strip():
        raise SourceError(f"{path.name}: the file holds no text")
    metadata = completed(said, stated) if said else stated
    return Document(
        identifier=identifier or printable(path.stem),
        text=text,
        title=metadata.title,
        publisher=metadata.publisher,
        issued=metadata.issued,
        creator=metadata.creator,
        source=metadata.source or printable(path.name),
        language=_language(text, said, path.name),
    )


def _rows(path: Path, identifier: str | None, shown: str, said: Metadata) -> Iterator[Document | Skipped]:
    _require_file(path)
    for article in articles(path, identifier or printable(path.stem), said):
        place = f"{shown}, row {article.number}"
        if article.document:
            yield article.document
        for reason in filter(None, (article.problem, article.remark)):
            yield Skipped(path=place, reason=reason)


def _language(text: str, said: Metadata | None, name: str) -> str:
    """Return "en": what the register says goes before what the text looks like."""
    if said is None or not said.language:
        return require_english(text, name)
    if not is_english(said.language):
        raise LanguageError(f'{name}: its language is given as "{said.language}"; only English is read')
    return ENGLISH


def read_bytes(path: Path) -> bytes:
    """Return the bytes of a file, or raise `SourceError` with the reason why they cannot be had."""
    size = _require_file(path)
    if size > LARGEST:
        raise SourceError(f"{path.name}: {size} bytes; at most {LARGEST} are read")
    try:
        return path.read_bytes()
    except OSError as error:
        raise SourceError(f"{path.name}: cannot be read ({error.strerror or error})") from error


def digest(path: Path) -> str:
    """Return the SHA-256 of a file's bytes, in hexadecimal; the file is not held whole."""
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def _require_file(path: Path) -> int:
    try:
        status = path.stat()
    except OSError as error:
        raise SourceError(f"{path.name}: cannot be read ({error.strerror or error})") from error
    if not S_ISREG(status.st_mode):
        raise SourceError(f"{path.name}: not a regular file")
    return status.st_size


def printable(name: str) -> str:
    """Return a file's name with bytes that are no UTF-8 made question marks."""
    return name.encode("utf-8", "replace").decode()


def _read(path: Path) -> tuple[str, Metadata]:
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        raise SourceError(f"{path.name}: not a kind that is read ({suffix or 'no suffix'})")
    if suffix in TABLES:
        raise SourceError(f"{path.name}: a table of articles, which holds more than one document")
    content = read_bytes(path)
    if suffix in _PACKED:
        return _PACKED[suffix](content, path.name)
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
