"""Pages, PDFs, texts and feeds of the web as files in DATA/fetched, asked for only when a user names their address.

Beside them lie a register (`sources.csv`), which tells of each file where it is from and, where the page itself is
silent, what the feed says of it; and the marks to ask again by (`.known.json`): what has not changed is not sent again,
and its file stays.
"""

import csv
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from io import StringIO
from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit

from .apart import apart
from .document import Document
from .errors import SourceError
from .feed import Entry, entries, is_feed
from .generations import alone, sync
from .metadata import Metadata
from .reaching import Answer, reach
from .register import NAME as REGISTER
from .slug import content_hash, slug
from .source import Skipped, printable, read_sources

FOLDER, KNOWN, LOCK = "fetched", ".known.json", ".fetch.lock"
Progress = Callable[[int, int, str], None]
_SUFFIXES = {
    "text/html": ".html", "application/xhtml+xml": ".html", "text/plain": ".txt", "text/markdown": ".md",
    "application/pdf": ".pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
}  # fmt: skip
COLUMNS = ("title", "publisher", "date", "author", "url")
_UNSAID = ("", "application/octet-stream", "binary/octet-stream")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """The files that addresses gave, and the entries of feeds that gave none, with the reason."""

    files: tuple[Path, ...]
    skipped: tuple[Skipped, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What an address gave, a file or a feed several; the marks to ask again by, and the file's row in the register."""

    files: Sequence[str]
    etag: str | None = None
    modified: str | None = None
    row: Mapping[str, str] | None = None


def fetched(
    addresses: Sequence[str], data: Path, *, progress: Progress | None = None, allow_private: bool = False
) -> Fetched:
    """Fetch what addresses name into DATA/fetched, of a feed what its entries link to; what is unchanged stays.

    Raises `SourceError` where an address named cannot be had; an entry of a feed that cannot is told with the reason.
    Private addresses are asked only if allowed.
    """
    told = progress or (lambda done, total, name: None)
    with alone(data, LOCK):
        shelf = _Shelf(data / FOLDER, allow_private)
        try:
            for done, address in enumerate(addresses):
                shelf.take(address.partition("#")[0], partial(told, done, len(addresses)))
        finally:
            shelf.close()
    told(len(addresses), len(addresses), "")
    return Fetched(files=tuple(dict.fromkeys(shelf.files)), skipped=tuple(shelf.skipped))


class _Shelf:
    """The folder of what was fetched, while more comes."""

    def __init__(self, folder: Path, allow_private: bool) -> None:
        self.files: list[Path] = []
        self.skipped: list[Skipped] = []
        self._folder, self._allow_private = folder, allow_private
        self._known = _read_known(folder / KNOWN)
        folder.mkdir(exist_ok=True)

    def take(self, address: str, tell: Callable[[str], None]) -> None:
        """Take what an address gives, or raise `SourceError`."""
        tell(address)
        answer = self._ask(address)
        if answer.body is None:
            self.files += [self._folder / name for name in self._known[address].files]
        elif is_feed(answer.media, answer.body):
            self._take_feed(address, answer, answer.body, tell)
        else:
            self.files.append(self._keep(address, answer, answer.body, Metadata()))

    def close(self) -> None:
        """Write down what is known, and the register."""
        rows = {known.files[0]: known.row for known in self._known.values() if known.row}
        table = StringIO()
        writer = csv.DictWriter(table, ["file", *COLUMNS], lineterminator="\n")
        writer.writeheader()
        writer.writerows({"file": file, **rows[file]} for file in sorted(rows))
        _write(self._folder / REGISTER, table.getvalue().encode("utf-8", "replace"))
        known = {address: asdict(self._known[address]) for address in sorted(self._known)}
        _write(self._folder / KNOWN, json.dumps(known, indent=1).encode())

    def _take_feed(self, address: str, answer: Answer, body: bytes, tell: Callable[[str], None]) -> None:
        files: list[Path] = []
        failed = len(self.skipped)
        for entry in list(apart(entries, answer.address, body, answer.charset)):
            tell(entry.address)
            try:
                files.append(self._take_entry(entry))
            except SourceError as error:
                reason = str(error).removeprefix(f"{entry.address}: ")
                self.skipped.append(Skipped(path=printable(entry.address), reason=printable(reason)))
        self.files += files
        whole = failed == len(self.skipped)  # else it is asked anew, for what is missing
        marks = (answer.etag, answer.modified) if whole else (None, None)
        self._known[address] = Known(files=[file.name for file in files], etag=marks[0], modified=marks[1])

    def _take_entry(self, entry: Entry) -> Path:
        if entry.page is not None:
            page = entry.page.encode("utf-8", "replace")
            made = Answer(address=entry.address, media="text/html", charset=None, body=page, etag=None, modified=None)
            return self._keep(entry.address, made, page, entry.said)
        answer = self._ask(entry.address)
        if answer.body is None:
            return self._folder / self._known[entry.address].files[0]
        if is_feed(answer.media, answer.body):
            raise SourceError(f"{entry.address}: a feed, where an article was to be")
        return self._keep(entry.address, answer, answer.body, entry.said)

    def _ask(self, address: str) -> Answer:
        known = self._known.get(address)
        if known and not all((self._folder / name).is_file() for name in known.files):
            known = None
        marks = {"etag": known.etag, "modified": known.modified} if known else {}
        try:
            (answer,) = apart(reach, address, allow_private=self._allow_private, **marks)
        except SourceError as error:
            raise SourceError(f"{address}: {str(error).removeprefix(f'{address}: ')}") from error
        return answer

    def _keep(self, address: str, answer: Answer, body: bytes, said: Metadata) -> Path:
        """Write a file of an answer, and note what its register is to say."""
        path = self._folder / f"{_name(address)}{_suffix(address, answer)}"
        known = self._known.get(address)
        for name in known.files if known else ():
            if name != path.name:
                (self._folder / name).unlink(missing_ok=True)
        _write(path, _in_utf8(body, answer))
        row = {"url": answer.address, **_unsaid(path, said)}
        self._known[address] = Known(files=[path.name], etag=answer.etag, modified=answer.modified, row=row)
        return path


def _unsaid(path: Path, said: Metadata) -> dict[str, str]:
    """Return what is said of a file where it is silent itself."""
    if said == Metadata():
        return {}
    found = next((each for each in read_sources(path) if isinstance(each, Document)), None)
    told = {
        "title": None if found and found.title else said.title,
        "publisher": None if found and found.publisher else said.publisher,
        "date": None if found and found.issued else said.issued,
        "author": None if found and found.creator else "; ".join(said.creator),
    }
    return {column: value for column, value in told.items() if value}


def _name(address: str) -> str:
    parts = urlsplit(address)
    return f"{slug(f'{parts.hostname} {parts.path}')[:80].strip('-')}-{content_hash(address)[:8]}"


def _suffix(address: str, answer: Answer) -> str:
    """Return the suffix by which a file is read; the address tells it where the server leaves it open."""
    if answer.media in _SUFFIXES:
        return _SUFFIXES[answer.media]
    named = PurePosixPath(urlsplit(answer.address).path).suffix.lower()
    if answer.media in _UNSAID and named in _SUFFIXES.values():
        return named
    raise SourceError(
        f"{address}: {answer.media or 'of no type'}; wanted a page, a PDF, a Word document, a text or a feed"
    )


def _in_utf8(body: bytes, answer: Answer) -> bytes:
    """Return a text or page in UTF-8, if its server names another encoding."""
    if not answer.media.startswith("text/") or answer.charset in (None, "utf-8"):
        return body
    try:
        return body.decode(answer.charset or "").encode()
    except (LookupError, UnicodeError):
        return body


def _read_known(path: Path) -> dict[str, Known]:
    try:
        return {address: Known(**each) for address, each in json.loads(path.read_bytes()).items()}
    except (FileNotFoundError, ValueError, TypeError, AttributeError):
        return {}  # all is asked anew


def _write(path: Path, content: bytes) -> None:
    fresh = path.with_name(".fresh")
    fresh.write_bytes(content)
    sync(fresh)
    fresh.replace(path)
    sync(path.parent)
