"""Files and folders in, documents out: one a file, or of a table one a row.

A plain text is the file decoded as UTF-8, a byte order mark dropped, CRLF and CR made LF, and nothing else changed,
so that anybody's own copy of the file has the same offsets. Nothing is believed of a file: it is read in a process of
its own (`graph.apart`), and what would take too long to read, or too much memory, is told with that reason.
"""

import os
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import file_digest
from pathlib import Path
from stat import S_ISDIR, S_ISREG

from .apart import apart
from .articles import articles
from .document import Document, require_size
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
FAULTS = 1000
_PACKED = {".pdf": read_pdf, ".docx": read_docx}
_MARKS = {
    b"\xff\xfe\0\0": "UTF-32", b"\0\0\xfe\xff": "UTF-32", b"\xff\xfe": "UTF-16", b"\xfe\xff": "UTF-16",
}  # fmt: skip


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
        if not path.exists() and not path.is_symlink():
            raise SourceError(f"{path}: there is no such file or folder")
        for file in _walk(path) if path.is_dir() else [path]:
            if file.name != REGISTER:
                found.setdefault(real(file), absolute(file))
    return sorted(found.values())


def absolute(path: Path | str) -> Path:
    """Return the absolute path of a file as it is named: links are not followed."""
    return Path(os.path.abspath(path))  # noqa: PTH100


def real(file: Path) -> Path:
    """Return where a file lies, links resolved; a link that leads to no file lies where it is itself."""
    return file.resolve() if file.is_file() else file.parent.resolve() / file.name


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
    found = 0
    try:
        for each in apart(_found, path.absolute(), identifier, shown, said):
            yield each
            found += 1
    except SourceError as error:
        reason = printable(str(error)).removeprefix(f"{printable(path.name)}: ")
        rest = f"; what follows its first {found} articles is not read" if found else ""
        yield Skipped(path=shown, reason=reason + rest)


def _found(path: Path, identifier: str | None, shown: str, said: Metadata | None) -> Iterator[Document | Skipped]:
    if path.suffix.lower() in TABLES:
        yield from _rows(path, identifier, shown, said or Metadata())
    else:
        yield read_source(path, identifier=identifier, said=said)


def read_source(path: Path, *, identifier: str | None = None, said: Metadata | None = None) -> Document:
    """Return the one document that a file holds, or raise `SourceError`, `LanguageError` if it is not in English."""
    text, stated = _read(path)
    if not text.strip():
        raise SourceError(f"{path.name}: the file holds no text")
    require_size(text, path.name)
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
    """Yield the articles of a table and what is wrong with its rows, the first `FAULTS` of them one by one."""
    _require_file(path)
    empty, faults = True, 0
    for article in articles(path, identifier or printable(path.stem), said):
        empty = False
        if article.document:
            yield article.document
        for reason in filter(None, (article.problem, article.remark)):
            faults += 1
            if faults <= FAULTS:
                yield Skipped(path=f"{shown}, row {article.number}", reason=reason)
    if empty:
        raise SourceError(f"{path.name}: a table without rows")
    if faults > FAULTS:
        yield Skipped(path=shown, reason=f"{faults - FAULTS} more rows have faults; the first {FAULTS} are named")


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
    """Return the size of a file that can be opened, or raise `SourceError`."""
    try:
        status = path.stat()
        if S_ISDIR(status.st_mode):
            next(os.scandir(path), None)
            raise SourceError(f"{path.name}: a link to a folder, which is not followed; name the folder as a source")
        if not S_ISREG(status.st_mode):
            raise SourceError(f"{path.name}: not a regular file")
        path.open("rb").close()
    except OSError as error:
        raise SourceError(f"{path.name}: cannot be read ({error.strerror or error})") from error
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
    _require_text(content, path.name)
    if suffix in (".html", ".htm"):
        return read_html(content, path.name)
    text = _decode(content, path.name)
    require_size(text, path.name)
    return read_markdown(text, path.name) if suffix == ".md" else (text, stated_in(text))


def _require_text(content: bytes, name: str) -> None:
    mark = next((mark for mark in _MARKS if content.startswith(mark)), None)
    halves = {content[start:4000:2].count(0) * 5 > len(content[start:4000:2]) * 4 for start in (0, 1)}
    if mark or halves == {True, False}:
        raise SourceError(f"{name}: {_MARKS[mark] if mark else 'UTF-16 or UTF-32'}, not UTF-8; save it as UTF-8")
    if b"\0" in content:
        raise SourceError(f"{name}: a binary file, not text")


def _decode(content: bytes, name: str) -> str:
    try:
        return content.decode("utf-8").removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        raise SourceError(f"{name}: not UTF-8 (byte {content[error.start]:#04x} at offset {error.start})") from error


def _walk(folder: Path) -> Iterator[Path]:
    """Yield the files of a folder, and the folders in it that cannot be gone into: links, and those shut to us."""
    shut: list[OSError] = []
    for root, folders, names in os.walk(folder, onerror=shut.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        names += [name for name in folders if Path(root, name).is_symlink()]
        yield from (Path(root, name) for name in sorted(names) if not name.startswith("."))
    yield from (Path(error.filename) for error in shut)


def _with_folder(path: Path) -> str:
    return printable(f"{real(path).parent.name}/{path.stem}")


def _with_suffix(path: Path) -> str:
    return printable(f"{real(path).parent.name}/{path.name}")


def _with_path(path: Path) -> str:
    return printable(str(real(path)).lstrip("/"))
