"""What each statement of an edition is, column by column, so that thousands are counted without reading any of them.

Statements have the numbers of the API's index: newest first, those without a date next, plans last. Read are only those
that a page shows.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from rdflib import URIRef

from ontology.terms import RZ, STATEMENT

from .addresses import tail_of
from .api.index import Index, Posting, the_index
from .editions import Edition
from .network import the_network
from .presentation import way
from .statements import Card, read_cards

Numbers = NDArray[np.int64]
SEALS = ("fact", "claim", "planned", "denied")
WAYS = ("up", "flat", "down")
COUNTED = ("fact", "claim")
MONTHS = 12


@dataclass(frozen=True, slots=True)
class Tallies:
    """Columns by number: the place of the seal in `SEALS`, of the way in `WAYS`, of the document; no event has a way.

    `years` and `months` are when it happened, counted from the year nought; -1 where that is not stated so precisely.
    """

    index: Index
    seals: NDArray[np.int8]
    ways: NDArray[np.int8]
    years: Numbers
    months: Numbers
    documents: Numbers
    document_iris: Sequence[URIRef]
    holders: Mapping[int, URIRef]

    def find(self, *wanted: Iterable[Posting]) -> Numbers:
        """Return the statements that have one of the postings of each group, in reading order."""
        return np.fromiter(self.index.find(*wanted), np.int64)

    def of(self, name: URIRef, *wanted: Iterable[Posting]) -> Numbers:
        """Return the statements that tie a name to anything, of those wanted."""
        return self.find([("side", str(name))], *wanted)

    def leaning(self, numbers: Numbers, way: str | None) -> Numbers:
        """Return those events that lean one way, denials left out; without a way all that are given."""
        if way is None:
            return numbers
        fits = (self.seals[numbers] != SEALS.index("denied")) & (self.ways[numbers] == WAYS.index(way))
        return np.asarray(numbers[fits])

    def dated(self, numbers: Numbers, when: str | None) -> Numbers:
        """Return those that lie in a month or year; without one all that are given."""
        if when is None:
            return numbers
        year, _, month = when.partition("-")
        column, wanted = (self.months, int(year) * MONTHS + int(month) - 1) if month else (self.years, int(year))
        return np.asarray(numbers[column[numbers] == wanted])

    def by_seal(self, numbers: Numbers) -> list[tuple[str, int]]:
        """Return how many are said in which way, those that are none left out."""
        counts = np.bincount(self.seals[numbers], minlength=len(SEALS))
        return [(seal, int(n)) for seal, n in zip(SEALS, counts, strict=True) if n]

    def by_document(self, numbers: Numbers) -> dict[URIRef, int]:
        """Return how many each document makes."""
        places, counts = np.unique(self.documents[numbers], return_counts=True)
        return {self.document_iris[place]: int(n) for place, n in zip(places, counts, strict=True)}

    def key(self, number: int) -> str:
        """Return the end of a statement's IRI."""
        return self.index.keys[number]


def the_tallies(edition: Edition) -> Tallies:
    """Return the tallies of an edition, made when they are first asked for."""
    return edition.keep("tallies", lambda: _made(edition))


def read_numbers(edition: Edition, numbers: Iterable[int]) -> list[Card]:
    """Return the statements with these numbers, in that order."""
    keys = the_index(edition).keys
    found = (read_cards(edition, "page_statement", statement=STATEMENT[keys[number]]) for number in numbers)
    return [card for cards in found for card in cards]


def sentences(edition: Edition, numbers: Iterable[int]) -> int:
    """Return how many different stretches of text stand behind statements."""
    keys, evidence = the_index(edition).keys, the_network(edition).evidence
    start, none = str(STATEMENT), frozenset[str]()
    return len(frozenset().union(*(evidence.get(start + keys[number], none) for number in numbers)))


def _made(edition: Edition) -> Tallies:
    intensities = ((iri, float(value)) for _, iri, value in edition.table("api_values", property=RZ.intensity))
    return _read(the_index(edition), sorted(edition.catalogue.documents), intensities)


def _read(index: Index, documents: Sequence[URIRef], intensities: Iterable[tuple[str, float]]) -> Tallies:
    total = len(index.keys)
    places = {str(iri): place for place, iri in enumerate(documents)}
    seals = {("how", seal): place for place, seal in enumerate(SEALS)}
    years, months = np.full(total, -1, np.int64), np.full(total, -1, np.int64)
    for number, span in enumerate(index.spans):
        if span is not None and span[0][:4] == span[1][:4]:
            years[number] = int(span[0][:4])
            if span[0][5:7] == span[1][5:7]:
                months[number] = years[number] * MONTHS + int(span[0][5:7]) - 1
    return Tallies(
        index=index,
        seals=_column(index, seals, total).astype(np.int8),
        ways=_leanings(index, intensities, total).astype(np.int8),
        years=years,
        months=months,
        documents=_column(index, {("document", iri): place for iri, place in places.items()}, total),
        document_iris=documents,
        holders=_values(index, "holder"),
    )


def _leanings(index: Index, intensities: Iterable[tuple[str, float]], total: int) -> Numbers:
    """Return which way each event leans; one without an intensity leans neither way."""
    made = _column(index, {("type", "Event"): WAYS.index("flat")}, total)
    number = {key: place for place, key in enumerate(index.keys)}
    for iri, value in intensities:
        place = number.get(tail_of(iri))
        if place is not None:
            made[place] = WAYS.index(way(value))
    return made


def _column(index: Index, values: Mapping[Posting, int], total: int) -> Numbers:
    made = np.full(total, -1, np.int64)
    for posting, value in values.items():
        made[np.fromiter(index.postings.get(posting, ()), np.int64)] = value
    return made


def _values(index: Index, field: str) -> dict[int, URIRef]:
    postings = index.postings.items()
    return {number: URIRef(value) for (name, value), numbers in postings if name == field for number in numbers}
