"""An answer as the query page shows it: its first rows or triples, out of the lines that the endpoint would send.

Rows come as TSV and graphs as N-Triples, because both have a line each: what is beyond the first thousand is counted
and never parsed, so that a page of a million rows costs little more than one of a thousand.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cached_property
from typing import Literal

from rdflib.namespace import XSD

from graph.store import as_turtle

MOST = 1000
LEAST, GREATEST = Decimal("0.0001"), Decimal(10**18)  # beyond, a number is shown as it was written
ROWS, TRIPLES = "text/tab-separated-values", "application/n-triples"
NUMBERS = frozenset(
    str(XSD[name])
    for name in ("integer", "decimal", "double", "float", "int", "long", "nonNegativeInteger", "positiveInteger")
)
DATES = frozenset(str(XSD[name]) for name in ("date", "dateTime", "gYear", "gYearMonth"))
FARTHEST = 300  # digits of a number that still can be drawn
_TERM = re.compile(r'(?!<<)<([^>]*)>|_:([^\s]+)|"((?:[^"\\]|\\.)*)"(?:@([\w-]+)|\^\^<([^>]*)>)?|(<<\(.*\)>>|[^\s]+)')
_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))")
_CONTROL = {"t": "\t", "n": "\n", "r": "\r", "b": "\b", "f": "\f"}
_DATE_TEXT = re.compile(r"\d{4}-\d\d(-\d\d)?")

Kind = Literal["iri", "number", "date", "text"]


@dataclass(frozen=True, slots=True)
class Cell:
    """A term: an IRI, a blank node, or a literal with its language or datatype."""

    kind: Literal["iri", "blank", "literal"]
    value: str
    language: str | None = None
    datatype: str | None = None

    @property
    def number(self) -> Decimal | None:
        """The value as a number, where it is one and is finite."""
        if self.datatype not in NUMBERS:
            return None
        try:
            value = Decimal(self.value)
        except InvalidOperation:
            return None
        return value if value.is_finite() and abs(value.adjusted()) < FARTHEST else None

    @property
    def is_date(self) -> bool:
        """Whether it is a day, a month or a year, or text that reads as a day or a month."""
        plain = self.kind == "literal" and self.datatype is None
        return self.datatype in DATES or (plain and _DATE_TEXT.fullmatch(self.value) is not None)


Row = tuple[Cell | None, ...]


@dataclass(frozen=True)
class Found:
    """The first rows of an answer, or triples of a graph as rows of three; `total` counts all, `raw` is their text.

    `truth` is the answer to an ASK, which has no rows.
    """

    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    total: int
    raw: str
    is_graph: bool = False
    truth: bool | None = None

    @cached_property
    def kinds(self) -> tuple[Kind, ...]:
        """What each column holds throughout."""
        return tuple(_kind(self.cells(place)) for place in range(len(self.columns)))

    @cached_property
    def decimals(self) -> tuple[int, ...]:
        """How many decimals each column of numbers needs, at most four."""
        return tuple(
            max((_decimals(cell) for cell in self.cells(place)), default=0) if kind == "number" else 0
            for place, kind in enumerate(self.kinds)
        )

    def figure(self, cell: Cell, place: int) -> str:
        """Return a number with its thousands apart, filled up so that the points of a column stand below each other."""
        value, wanted = cell.number, self.decimals[place]
        if value is None or not (value == 0 or LEAST <= abs(value) < GREATEST):
            return cell.value
        own = _decimals(cell)
        fill = "\u2007" * (wanted - own) + ("\u2008" if wanted and not own else "")
        return f"{value:,.{own}f}".replace("-", "−") + fill

    def cells(self, place: int) -> list[Cell]:
        """Return what a column holds, without what is unbound."""
        return [cell for row in self.rows if (cell := row[place]) is not None]


def read_rows(chunks: Iterable[bytes], most: int = MOST) -> Found:
    """Return the first rows of an answer in TSV; that to an ASK is one word without a line."""
    lines, count = _first(chunks, most + 1)
    if not count:
        return Found((), (), 0, lines[0], truth=lines[0].strip() == "true")
    columns = tuple(name.removeprefix("?") for name in lines[0].split("\t") if name)
    rows = tuple(tuple(_cell(text) for text in line.split("\t")[: len(columns)]) for line in lines[1:])
    return Found(columns, rows, count - 1, "\n".join(lines))


def read_triples(chunks: Iterable[bytes], most: int = MOST) -> Found:
    """Return the first triples of a graph in N-Triples, and these as Turtle."""
    lines, count = _first(chunks, most)
    rows = sorted({_triple(line) for line in lines if line}, key=lambda row: [cell.value for cell in row if cell])
    total = count if count > most else len(rows)
    raw = as_turtle("\n".join(lines).encode())
    return Found(("subject", "predicate", "object"), tuple(rows), total, raw, is_graph=True)


def _first(chunks: Iterable[bytes], most: int) -> tuple[list[str], int]:
    """Return the first lines, and how many there are in all."""
    kept: list[bytes] = []
    count = 0
    for chunk in chunks:
        if count < most:
            kept.append(chunk)
        count += chunk.count(b"\n")
    lines = b"".join(kept).split(b"\n", most)[:most]
    return [line.decode("utf-8", "replace") for line in lines[: min(most, max(count, 1))]], count


def _triple(line: str) -> Row:
    return tuple(_term(match) for match in list(_TERM.finditer(line))[:3])


def _cell(text: str) -> Cell | None:
    match = _TERM.fullmatch(text)
    return _term(match) if match else Cell("literal", text) if text else None


def _term(match: re.Match[str]) -> Cell:
    iri, blank, value, language, datatype, bare = match.groups()
    if iri is not None:
        return Cell("iri", _plain(iri))
    if blank is not None:
        return Cell("blank", blank)
    if value is not None:
        return Cell("literal", _plain(value), language, datatype)
    if bare.startswith("<<"):
        return Cell("literal", bare)
    if bare in ("true", "false"):
        return Cell("literal", bare, datatype=str(XSD.boolean))
    kind = XSD.double if "e" in bare.lower() else XSD.decimal if "." in bare else XSD.integer
    return Cell("literal", bare, datatype=str(kind))


def _plain(text: str) -> str:
    def character(match: re.Match[str]) -> str:
        code = match[1] or match[2]
        return chr(int(code, 16)) if code else _CONTROL.get(match[3], match[3])

    return _ESCAPE.sub(character, text) if "\\" in text else text


def _kind(cells: Sequence[Cell]) -> Kind:
    if cells and all(cell.kind == "iri" for cell in cells):
        return "iri"
    if cells and all(cell.number is not None for cell in cells):
        return "number"
    return "date" if cells and all(cell.is_date for cell in cells) else "text"


def _decimals(cell: Cell) -> int:
    exponent = cell.number.normalize().as_tuple().exponent if cell.number is not None else 0
    return min(max(-exponent, 0), 4) if isinstance(exponent, int) else 0
