"""Statements picked out of the index of a generation: few of many as cards, and how many documents make how many."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping

from rdflib import URIRef

from ontology.terms import STATEMENT

from .api.index import the_index
from .catalogue import Entry
from .editions import Edition
from .statements import Card, read_cards


def cards_of(edition: Edition, numbers: Iterable[int]) -> list[Card]:
    """Return the statements of some numbers of the index, in its order: newest first."""
    keys = the_index(edition).keys
    found = (read_cards(edition, "page_statement", statement=STATEMENT[keys[number]]) for number in numbers)
    return [card for cards in found for card in cards]


def documents_of(
    edition: Edition, numbers: Collection[int], naming: Iterable[URIRef] = ()
) -> tuple[tuple[Entry, int], ...]:
    """Return the documents that make statements, with how many each, and those that only name a thing; newest first."""
    document = edition.keep("document of statement", lambda: the_index(edition).values("document"))
    made: Mapping[URIRef, int] = Counter(URIRef(document[number]) for number in numbers if number in document)
    entries = [(edition.catalogue.document(iri), made.get(iri, 0)) for iri in {*made, *naming}]
    entries.sort(key=lambda entry: (entry[0].title, entry[0].iri))
    return tuple(sorted(entries, key=lambda entry: entry[0].issued or "", reverse=True))
