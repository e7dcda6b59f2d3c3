"""The names and documents of one generation, held in memory because every page needs them.

A name is found whatever its accents: `fold` maps "Élysée" and "elysee" to one key.
"""

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeVar

from rdflib import URIRef
from rdflib.namespace import DCTERMS, OWL, RDF, SKOS
from rdflib.term import Identifier

from graph.legible import legible
from graph.statement import TYPES
from graph.store import Generation, named_query
from ontology.terms import BASE, DOC, ID, RZ, SECTOR

from .addresses import is_web_address, page_of, short, tail_of
from .likeness import Likeness

_PLAIN = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i", "ð": "d", "þ": "th", "’": "'"}
)
_TYPE_IRIS: Mapping[str, str] = {str(RZ[name]): name.lower() for name in TYPES}

FITS = ("whole", "start", "words", "part")

Term = TypeVar("Term", Identifier, str)
Facts = Mapping[Identifier, tuple[Identifier, ...]]
Texts = Mapping[str, tuple[str, ...]]


def fold(text: str) -> str:
    """Return text as it is searched: lower case, without accents."""
    plain = unicodedata.normalize("NFKD", text.casefold().translate(_PLAIN))
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """An entity or sector as it is linked to. `documents` counts the documents that name it."""

    iri: URIRef
    type: str
    label: str
    aliases: tuple[str, ...] = ()
    iso: str | None = None
    same_as: str | None = None
    located_in: URIRef | None = None
    replaced_by: URIRef | None = None
    documents: int = 0

    @property
    def key(self) -> str:
        """The tail of its IRI: `state/it`."""
        return short(self.iri).removeprefix("id/")

    @property
    def url(self) -> str | None:
        """The path of its page."""
        return page_of(self.iri)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A document as it is listed."""

    iri: URIRef
    identifier: str
    title: str
    publisher: str | None = None
    issued: str | None = None
    creators: tuple[str, ...] = ()
    source: str | None = None
    language: str | None = None
    sha256: str | None = None
    statements: int = 0

    @property
    def url(self) -> str:
        """The path of its page."""
        return page_of(self.iri) or ""


@dataclass(frozen=True)
class Catalogue:
    """Every name and document, by IRI, sorted by IRI."""

    names: Mapping[URIRef, Name]
    documents: Mapping[URIRef, Entry]
    folded: Mapping[str, tuple[URIRef, ...]] = field(default_factory=dict)

    def name(self, iri: Identifier) -> Name:
        """Return the name of an entity; one that has no label is called by the tail of its IRI."""
        known = self.names.get(URIRef(iri))
        return known or Name(iri=URIRef(iri), type=_type_of(str(iri)), label=tail_of(str(iri)).replace("-", " "))

    def document(self, iri: Identifier) -> Entry:
        """Return the entry of a document."""
        known = self.documents.get(URIRef(iri))
        return known or Entry(iri=URIRef(iri), identifier=tail_of(str(iri)), title=tail_of(str(iri)))

    @cached_property
    def entities(self) -> tuple[Name, ...]:
        """The names that documents mention, most often named first."""
        named = (name for name in self.names.values() if name.documents and name.type != "sector")
        return tuple(sorted(named, key=lambda name: (-name.documents, fold(name.label), name.iri)))

    @cached_property
    def statements(self) -> int:
        """How many statements the documents make."""
        return sum(entry.statements for entry in self.documents.values())

    @cached_property
    def newest(self) -> tuple[Entry, ...]:
        """The documents, the newest first, those without a date last."""
        listed = sorted(self.documents.values(), key=lambda entry: (entry.title, entry.identifier))
        return tuple(sorted(listed, key=lambda entry: entry.issued or "", reverse=True))

    @cached_property
    def spines(self) -> tuple[str, ...]:
        """What each of the newest documents is searched by: title, publisher, authors and identifier."""
        told = ((entry.title, entry.publisher or "", *entry.creators, entry.identifier) for entry in self.newest)
        return tuple(fold(" ".join(parts)) for parts in told)

    def search(self, words: str, limit: int = 12) -> list[Name]:
        """Return the names that hold every word asked for, best first: whole, by its start, by words, anywhere."""
        return [name for name, _ in self.found(words)[:limit]]

    def found(self, words: str) -> list[tuple[Name, str]]:
        """Return all names that hold every word asked for, best first, each with how it fits (one of `FITS`)."""
        wanted = fold(words).strip()
        if not wanted:
            return []
        parts = wanted.split()
        near = ((text, words) for text, words in self._words.items() if all(part in text for part in parts))
        ranks = {text: rank for text, words in near if (rank := _rank(text, words, wanted, parts)) is not None}
        return [(name, FITS[rank]) for name, rank in self._ranked(ranks)]

    def nearest(self, words: str, limit: int = 3) -> list[Name]:
        """Return the names that hold every word asked for with few letters wrong, the least wrong first."""
        return [name for name, _ in self._ranked(self._likeness.texts(fold(words)))[:limit]]

    @cached_property
    def _words(self) -> Mapping[str, str]:
        """Each text as words with a space before every one, so that how one starts is found at once."""
        return {text: f" {' '.join(text.replace('-', ' ').split())}" for text in self.folded}

    @cached_property
    def _likeness(self) -> Likeness:
        return Likeness(self.folded)

    def _ranked(self, ranks: Mapping[str, int]) -> list[tuple[Name, int]]:
        """Return the names that texts stand for, those of low rank first, then those of most documents."""
        best: dict[URIRef, int] = {}
        for text, rank in ranks.items():
            for iri in self.folded[text]:
                best[iri] = min(rank, best.get(iri, rank))
        ordered = sorted(best, key=lambda iri: (best[iri], self._order[iri]))
        return [(self.names[iri], best[iri]) for iri in ordered]

    @cached_property
    def _order(self) -> Mapping[URIRef, int]:
        """The place of each name when those of most documents come first."""
        named = sorted(self.names.values(), key=lambda name: (-name.documents, fold(name.label), name.iri))
        return {name.iri: place for place, name in enumerate(named)}


def load_catalogue(generation: Generation) -> Catalogue:
    """Read every name and document of a generation."""
    named = gather(generation.table(named_query("page_names")))
    mentions, sizes = _counted(generation, "page_mentions"), _counted(generation, "page_sizes")
    wanted = (iri for iri in sorted(named) if iri.startswith((str(ID), str(SECTOR))))
    names = {URIRef(iri): _name(URIRef(iri), named[iri], mentions.get(iri, 0)) for iri in wanted}
    documents = gather(generation.table(named_query("page_documents")))
    entries = {URIRef(iri): _entry(URIRef(iri), documents[iri], sizes.get(iri, 0)) for iri in sorted(documents)}
    return Catalogue(names, entries, _index(names.values()))


def _counted(generation: Generation, query: str) -> dict[str, int]:
    return {iri: int(count) for iri, count in generation.table(named_query(query))}


def gather(rows: Iterable[Sequence[Term]]) -> dict[Term, Mapping[Term, tuple[Term, ...]]]:
    """Return rows of node, property and value as what each node has, values sorted."""
    gathered: dict[Term, dict[Term, set[Term]]] = defaultdict(lambda: defaultdict(set))
    for node, prop, value in rows:
        gathered[node][prop].add(value)
    return {node: {prop: tuple(sorted(values)) for prop, values in facts.items()} for node, facts in gathered.items()}


def one(facts: Mapping[Term, tuple[Term, ...]], prop: Term) -> str | None:
    """Return the first value of a property as text, or None."""
    values = facts.get(prop, ())
    return str(values[0]) if values else None


def _first(facts: Texts, prop: Identifier) -> str | None:
    return one(facts, str(prop))


def _name(iri: URIRef, facts: Texts, documents: int) -> Name:
    located, replaced = _first(facts, RZ.locatedIn), _first(facts, DCTERMS.isReplacedBy)
    types = [_TYPE_IRIS[value] for value in facts.get(str(RDF.type), ()) if value in _TYPE_IRIS]
    return Name(
        iri=iri,
        type=types[0] if types else _type_of(iri),
        label=legible(_first(facts, SKOS.prefLabel) or tail_of(iri)),
        aliases=tuple(dict.fromkeys(map(legible, facts.get(str(SKOS.altLabel), ())))),
        iso=_first(facts, RZ.iso3166),
        same_as=next(filter(is_web_address, facts.get(str(OWL.sameAs), ())), None),
        located_in=URIRef(located) if located else None,
        replaced_by=URIRef(replaced) if replaced else None,
        documents=documents,
    )


def _entry(iri: URIRef, facts: Texts, statements: int) -> Entry:
    identifier = _first(facts, DCTERMS.identifier) or str(iri).removeprefix(str(DOC))
    publisher = _first(facts, DCTERMS.publisher)
    return Entry(
        iri=iri,
        identifier=identifier,
        title=legible(_first(facts, DCTERMS.title) or identifier),
        publisher=legible(publisher) if publisher else None,
        issued=_first(facts, DCTERMS.issued),
        creators=tuple(map(legible, facts.get(str(DCTERMS.creator), ()))),
        source=_first(facts, DCTERMS.source),
        language=_first(facts, DCTERMS.language),
        sha256=_first(facts, RZ.sha256),
        statements=statements,
    )


def _index(names: Iterable[Name]) -> dict[str, tuple[URIRef, ...]]:
    index: dict[str, list[URIRef]] = defaultdict(list)
    for name in names:
        if name.type != "sector" and name.replaced_by is None:
            for text in {fold(name.label), *map(fold, name.aliases)}:
                index[text].append(name.iri)
    return {text: tuple(iris) for text, iris in index.items()}


def _rank(text: str, words: str, wanted: str, parts: Iterable[str]) -> int | None:
    if text == wanted:
        return 0
    if text.startswith(wanted):
        return 1
    if all(f" {part}" in words for part in parts):
        return 2
    return 3 if wanted in text else None


def _type_of(iri: str) -> str:
    if iri.startswith(str(SECTOR)):
        return "sector"
    tail = iri.removeprefix(BASE + "id/")
    return tail.split("/", 1)[0] if tail != iri else "other"
