"""Tables of articles, one a row: .csv (comma, semicolon or tab) and .jsonl, streamed and never held whole.

A row is named as a spreadsheet numbers it (the head of a .csv is row 1), a line of .jsonl by its number. A bad row is
told with its reason and the others are read.
"""

import csv
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from email.utils import parsedate
from pathlib import Path
from typing import Any, TextIO

from .document import Document, require_size
from .errors import LanguageError, SourceError
from .metadata import Metadata, completed, parse_date, stated_in
from .slug import content_hash, slug
from .tongue import is_english, require_english

LARGEST_ROW = 20_000_000
LARGEST_HEAD = 100_000
DELIMITERS = (",", ";", "\t")
COLUMNS = {
    "text": ("text", "body", "content", "fulltext", "articletext"),
    "title": ("title", "headline"),
    "date": ("date", "published", "publishedat", "datepublished", "publicationdate", "pubdate", "issued"),
    "publisher": ("publisher", "source", "sourcename", "site", "outlet", "publication"),
    "url": ("url", "link", "address", "sourceurl"),
    "author": ("author", "authors", "creator", "byline"),
    "id": ("id", "identifier", "guid"),
    "language": ("language", "lang"),
}
WANTED = 'a date such as "2025-10-08", "2025-10", "2025" or "8 October 2025"'


@dataclass(frozen=True, slots=True)
class Row:
    """A row under its number: its values by the names of the columns, or what is wrong with it."""

    number: int
    values: Mapping[str, Any]
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """What a row gives: a document, or None with the reason; `remark` tells of a value that was left out."""

    number: int
    document: Document | None
    problem: str | None = None
    remark: str | None = None


def rows_of(path: Path, wanted: str) -> Iterator[Row]:
    """Yield the rows of a table that hold anything, or raise `SourceError` if it has no such column or is not read."""
    try:
        yield from _json_rows(path) if path.suffix.lower() == ".jsonl" else _csv_rows(path, wanted)
    except OSError as error:
        raise SourceError(f"{path.name}: cannot be read ({error.strerror or error})") from error


def articles(path: Path, identifier: str, said: Metadata) -> Iterator[Article]:
    """Yield the article of each row; `said` completes what the rows leave open."""
    seen: dict[str, int] = {}
    for row in rows_of(path, "text"):
        if row.problem:
            yield Article(row.number, None, row.problem)
            continue
        try:
            document, remark = _article(row.values, identifier, said, path.name)
        except SourceError as error:
            yield Article(row.number, None, str(error).removeprefix(f"{path.name}: "))
            continue
        first = seen.setdefault(slug(document.identifier), row.number)
        if first != row.number:
            named = f'its id "{row.values["id"]}"' if _cell(row.values, "id") else "the same article"
            yield Article(row.number, None, f"{named} stands in row {first} already")
        else:
            yield Article(row.number, document, remark=remark)


def metadata_of(values: Mapping[str, Any]) -> tuple[Metadata, str | None]:
    """Return what the columns say of an article, and what is to be said of a date that is none."""
    issued, publisher, url = (_cell(values, column) for column in ("date", "publisher", "url"))
    if publisher and re.match(r"https?://", publisher):
        publisher, url = None, url or publisher
    said = Metadata(
        title=_cell(values, "title"),
        publisher=publisher,
        issued=date_of(issued) if issued else None,
        creator=_names(values.get("author")),
        source=url,
        language=_cell(values, "language"),
    )
    return said, f'the date "{issued}" is left out; wanted {WANTED}' if issued and not said.issued else None


def date_of(value: str) -> str | None:
    """Return the date that a cell gives, as precise as it is, or None: "10/08/2025" may be August or October."""
    text = re.sub(r"(\d{4})([/.]?)(\d{2})\2(\d{2})(?=$|[T ])", r"\1-\3-\4", value.strip())
    text = re.sub(r"[T ]\d{1,2}:\d{2}(?::[\d.]+)?\s*(?:Z|UTC|GMT|[+-]\d{2}:?\d{2})?$", "", text)
    if re.fullmatch(r"\d{4}", text):
        return text
    mailed = parsedate(value) if re.match(r"[A-Z][a-z]{2}, ", value) else None
    return parse_date(text) or (date(*mailed[:3]).isoformat() if mailed else None)


def _article(values: Mapping[str, Any], file: str, said: Metadata, name: str) -> tuple[Document, str | None]:
    text = _text(values)
    stated, remark = metadata_of(values)
    if stated.language and not is_english(stated.language):
        raise LanguageError(f'its language is given as "{stated.language}"; only English is read')
    whole = completed(completed(stated, replace(said, title=None, source=None)), stated_in(text))
    document = Document(
        identifier=f"{file}/{_cell(values, 'id') or _own_name(text, stated)}",
        text=text,
        title=whole.title,
        publisher=whole.publisher,
        issued=whole.issued,
        creator=whole.creator,
        source=whole.source or name,
        language=require_english(text, name),
    )
    return document, remark


def _text(values: Mapping[str, Any]) -> str:
    text = values.get("text")
    if not isinstance(text, str) or not text.strip():
        found = "no text" if text in (None, "") or isinstance(text, str) else f"{type(text).__name__} as text"
        raise SourceError(f"{found}; wanted words in one of the columns {', '.join(COLUMNS['text'][:3])}")
    if "\0" in text:
        raise SourceError("binary characters in its text")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    require_size(text, "its text")
    return text


def _own_name(text: str, stated: Metadata) -> str:
    """Return a name made from the content, so that it stays when rows are added or moved."""
    digest = content_hash(json.dumps([text, stated.title, stated.issued, stated.publisher, stated.source]))[:8]
    return f"{slug(stated.title)[:48].strip('-')}-{digest}" if stated.title else digest


def _cell(values: Mapping[str, Any], column: str) -> str | None:
    """Return a value as a string; of an object, such as {"name": "The Lagoon"}, its name."""
    value = values.get(column)
    value = value.get("name") if isinstance(value, Mapping) else value
    text = " ".join(str(value).split()) if isinstance(value, (str, int, float)) else ""
    return text or None


def _names(value: object) -> tuple[str, ...]:
    listed = re.split(r"[;|]|,\s+|\s+and\s+", value) if isinstance(value, str) else value
    parts = listed if isinstance(listed, list) else [listed]
    names = (each.get("name") if isinstance(each, Mapping) else each for each in parts)
    return tuple(name.strip() for name in names if isinstance(name, str) and name.strip())


def _csv_rows(path: Path, wanted: str) -> Iterator[Row]:
    csv.field_size_limit(LARGEST_ROW)  # the module's own limit is 131072 characters
    with path.open(encoding="utf-8-sig", errors="surrogateescape", newline="") as file:
        head = file.readline(LARGEST_HEAD)
        file.seek(0)
        delimiter = max(DELIMITERS, key=head.count)
        reader = csv.reader(_Lines(file), delimiter=delimiter, strict=True)
        names: list[str] | None = None
        number = 0
        while True:
            number += 1
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                yield Row(number, {}, f"not well-formed CSV ({error})")
                continue
            if names is None:
                names = [_column(cell) for cell in cells]
                _require(wanted, names, path.name)
            elif any(cell.strip() for cell in cells):
                yield _csv_row(number, names, cells)


class _Lines:
    """The lines of a file; one that is longer than a row may be is passed over and told as an error of its own."""

    def __init__(self, file: TextIO) -> None:
        self._file = file

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._file.readline(LARGEST_ROW + 1)
        if len(line) > LARGEST_ROW:
            while len(self._file.readline(LARGEST_ROW + 1)) > LARGEST_ROW:
                pass
            raise csv.Error(f"a line longer than {LARGEST_ROW} characters")
        if not line:
            raise StopIteration
        return line


def _require(wanted: str, names: list[str], name: str) -> None:
    if wanted not in names:
        heads = " or ".join(COLUMNS.get(wanted, (wanted,))[:3])
        raise SourceError(f"{name}: no column {heads} (found {', '.join(filter(None, names[:8])) or 'none'})")


def _csv_row(number: int, names: list[str], cells: list[str]) -> Row:
    if any(cell.strip() for cell in cells[len(names) :]):
        return Row(number, {}, f"{len(cells)} cells where the head has {len(names)}: is a text not in quotation marks?")
    if any(re.search("[\ud800-\udfff]", cell) for cell in cells):
        return Row(number, {}, "not UTF-8")
    return Row(number, _first(zip(names, cells, strict=False)))


def _json_rows(path: Path) -> Iterator[Row]:
    with path.open("rb") as file:
        for number, line in enumerate(iter(lambda: file.readline(LARGEST_ROW + 1), b""), 1):
            piece = line
            while len(piece) > LARGEST_ROW:
                piece = file.readline(LARGEST_ROW + 1)
            if line.strip():
                yield _json_row(number, line)


def _json_row(number: int, line: bytes) -> Row:
    if len(line) > LARGEST_ROW:
        return Row(number, {}, f"longer than {LARGEST_ROW} bytes")
    try:
        found = json.loads(line.decode("utf-8-sig"))
        json.dumps(found, ensure_ascii=False).encode()
    except UnicodeError:
        return Row(number, {}, "not UTF-8")
    except (ValueError, RecursionError) as error:
        return Row(number, {}, f"not JSON ({str(error).partition(';')[0]})")
    if not isinstance(found, dict):
        return Row(number, {}, f"{type(found).__name__}; wanted an object with the article's columns")
    return Row(number, _first((_column(name), value) for name, value in found.items()))


def _first(pairs: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    """Return the first value that says anything under each name."""
    found: dict[str, Any] = {}
    for name, value in pairs:
        if found.get(name) in (None, ""):
            found[name] = value
    return found


def _column(head: str) -> str:
    """Return the name of a column as we know it ("Published at" is "date"), or the head itself."""
    plain = re.sub(r"[^a-z]", "", head.casefold())
    return next((name for name, heads in COLUMNS.items() if plain in heads), head.strip().casefold())
