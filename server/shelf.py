"""The list of documents as an address asks for it: sorted, narrowed, a page at a time.

sort=date     by date, title, publisher or statements; `order=up` or `down`
q=visit       those whose title, publisher, author or identifier holds every word
publisher=    those of one publisher
year=2025     those of one year; for either, `none` are those of which it is not stated
page=2
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Self
from urllib.parse import urlencode

from flask import abort

from .catalogue import Catalogue, Entry, fold

if TYPE_CHECKING:
    from werkzeug.datastructures import MultiDict

PAGE = 100
UNSTATED = "none"
MOST = 200  # publishers to choose from
SORTS: Mapping[str, Callable[[Entry], Any]] = {
    "date": lambda entry: entry.issued or "",
    "title": lambda entry: fold(entry.title),
    "publisher": lambda entry: fold(entry.publisher or ""),
    "statements": lambda entry: entry.statements,
}
ORDERS = ("up", "down")
FIRST = {"date": "down", "title": "up", "publisher": "up", "statements": "down"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What an address asks for."""

    sort: str = "date"
    order: str = "down"
    q: str = ""
    publisher: str | None = None
    year: str | None = None
    page: int = 1

    @classmethod
    def read(cls, args: "MultiDict[str, str]") -> Self:
        """Return what is asked for; what cannot be is told with what could."""
        sort, year, page = args.get("sort") or "date", args.get("year") or None, args.get("page") or "1"
        if sort not in SORTS:
            abort(400, f"sort={sort}: documents are sorted by {', '.join(SORTS)}.")
        order = args.get("order") or FIRST[sort]
        if order not in ORDERS:
            abort(400, f"order={order}: the order is up or down.")
        if year and year != UNSTATED and not (len(year) == 4 and year.isascii() and year.isdigit()):
            abort(400, f"year={year}: a year has four digits; {UNSTATED} asks for documents without a date.")
        if not (page.isascii() and page.isdigit() and 1 <= len(page) <= 6 and int(page)):
            abort(400, f"page={page}: pages are numbered from 1.")
        publisher = args.get("publisher") or None
        return cls(sort=sort, order=order, q=args.get("q", "").strip(), publisher=publisher, year=year, page=int(page))

    def url(self, **changes: Any) -> str:
        """Return the shortest address that asks for the same but for some changes."""
        asked = replace(self, **{"page": 1, **changes})
        told = {name: str(value) for name in self.__slots__ if (value := getattr(asked, name)) != _DEFAULT[name]}
        if asked.order == FIRST[asked.sort]:
            told.pop("order", None)
        elif asked.order == _DEFAULT["order"]:
            told["order"] = asked.order
        return "/documents" + (f"?{urlencode(told)}" if told else "")


_DEFAULT = {name: getattr(Wanted(), name) for name in Wanted.__slots__}


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The head of a column: where it leads, and how the list is sorted by it now, if it is."""

    label: str
    url: str
    sorted: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """One page of the list; `publishers` and `years` are what may be chosen, with the documents of each."""

    wanted: Wanted
    documents: tuple[Entry, ...]
    first: int
    found: int
    total: int
    heads: tuple[Head, ...]
    publishers: tuple[tuple[str, int], ...]
    years: tuple[tuple[str, int], ...]
    narrowed: tuple[tuple[str, str], ...]

    @property
    def before(self) -> str | None:
        """The address of the page before."""
        return self.wanted.url(page=self.wanted.page - 1) if self.wanted.page > 1 else None

    @property
    def after(self) -> str | None:
        """The address of the next page."""
        last = self.first + len(self.documents) >= self.found
        return None if last else self.wanted.url(page=self.wanted.page + 1)


def shelf(catalogue: Catalogue, wanted: Wanted) -> Shelf:
    """Return the documents asked for."""
    held = _worded(catalogue, wanted.q)
    found = [entry for entry in held if _of_year(entry, wanted) and _of_publisher(entry, wanted)]
    found.sort(key=SORTS[wanted.sort], reverse=wanted.order == "down")
    first = (wanted.page - 1) * PAGE
    if wanted.page > 1 and first >= len(found):
        abort(404, f"page={wanted.page}: the list ends on page {max(1, -(-len(found) // PAGE))}.")
    return Shelf(
        wanted=wanted,
        documents=tuple(found[first : first + PAGE]),
        first=first,
        found=len(found),
        total=len(catalogue.documents),
        heads=tuple(_head(wanted, name) for name in SORTS),
        publishers=_most([entry.publisher or UNSTATED for entry in held if _of_year(entry, wanted)]),
        years=_years([_year(entry) for entry in held if _of_publisher(entry, wanted)]),
        narrowed=_narrowed(wanted),
    )


def _worded(catalogue: Catalogue, words: str) -> Sequence[Entry]:
    """Return the documents that hold every word, the newest first."""
    asked = fold(words).split()
    if not asked:
        return catalogue.newest
    told = zip(catalogue.newest, catalogue.spines, strict=True)
    return [entry for entry, spine in told if all(word in spine for word in asked)]


def _of_year(entry: Entry, wanted: Wanted) -> bool:
    return wanted.year is None or _year(entry) == wanted.year


def _of_publisher(entry: Entry, wanted: Wanted) -> bool:
    return wanted.publisher is None or (entry.publisher or UNSTATED) == wanted.publisher


def _year(entry: Entry) -> str:
    return entry.issued[:4] if entry.issued else UNSTATED


def _head(wanted: Wanted, name: str) -> Head:
    label = {"date": "Date", "title": "Document", "publisher": "Publisher", "statements": "Statements"}[name]
    if name != wanted.sort:
        return Head(label=label, url=wanted.url(sort=name, order=FIRST[name]), sorted=None)
    other = ORDERS[wanted.order == "up"]
    return Head(
        label=label, url=wanted.url(order=other), sorted={"up": "ascending", "down": "descending"}[wanted.order]
    )


def _most(values: Sequence[str]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(Counter(values).items(), key=lambda each: (-each[1], fold(each[0])))[:MOST])


def _years(values: Sequence[str]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(Counter(values).items(), key=lambda each: (each[0] != UNSTATED, each[0]), reverse=True))


def _narrowed(wanted: Wanted) -> tuple[tuple[str, str], ...]:
    """Return what narrows the list, in words, each with the address without it."""
    words = (
        ("q", f"“{wanted.q}”", bool(wanted.q)),
        ("publisher", "publisher not stated" if wanted.publisher == UNSTATED else wanted.publisher, wanted.publisher),
        ("year", "date not stated" if wanted.year == UNSTATED else wanted.year, wanted.year),
    )
    return tuple((str(told), wanted.url(**{name: _DEFAULT[name]})) for name, told, on in words if on)
