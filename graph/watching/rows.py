"""What a generation says of a watch, as rows that are the same row in every generation that says the same.

Of a dyad, an actor or an agreement each statement that its dossier rests on is a row, known by its IRI, which is made
from what it says. Of a query each solution is one, known by its values; the statements that it names are told with it.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass
from functools import cache
from hashlib import sha256
from typing import Any

from rdflib import DCTERMS, BNode
from rdflib.term import Identifier

from graph.analysis.reading import key_of
from graph.answer import curie
from graph.errors import QueryError
from graph.legible import legible, spelt
from graph.report.dossier.matter import matter
from graph.report.telling import INFERRED, SURE, UNSURE, Record, line, record_of, when
from graph.store import Generation
from ontology.terms import STATEMENT, entity_iri

from .kept import Watch

WORLDS: Mapping[str, str] = {"fact": "Facts", "attributed": "Claims", "planned": "Plans", "denied": "Denials"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A statement as it is reported; `world` is fact, attributed, planned or denied, `remark` how sure its reading."""

    iri: str
    text: str
    world: str
    date: str | None
    said_by: str | None
    remark: str | None
    document: str
    title: str
    publisher: str | None
    issued: str | None
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row of a watch: the statements it tells, and of a query its values by variable."""

    key: str
    statements: tuple[Told, ...]
    cells: Mapping[str, str] | None = None

    @property
    def world(self) -> str:
        """Where all that it tells holds, as `WORLDS` has it; "" where that is not one, or it names no statement."""
        worlds = {each.world for each in self.statements}
        return worlds.pop() if len(worlds) == 1 else ""

    @property
    def text(self) -> str:
        """The row on one line."""
        if self.cells is None:
            return self.statements[0].text
        told = (f"{name}: {legible(curie(value))}" for name, value in self.cells.items())
        return ", ".join(told) or "a row without values"

    @property
    def documents(self) -> tuple[str, ...]:
        """The identifiers of the documents it comes from, each once."""
        return tuple(dict.fromkeys(each.document for each in self.statements))

    def json(self) -> dict[str, Any]:
        """Return the row as members of a JSON object."""
        return asdict(self)

    @classmethod
    def read(cls, told: Mapping[str, Any]) -> "Row":
        """Return a row from its members; raise `KeyError` or `TypeError` where they are others."""
        statements = (Told(**{**each, "sentences": tuple(each["sentences"])}) for each in told["statements"])
        return cls(key=told["key"], statements=tuple(statements), cells=told["cells"])


def rows_in(generation: Generation) -> Callable[[Watch], tuple[Row, ...]]:
    """Return what gives a watch's rows in a generation, in the order of documents; the record is read once, if at all.

    A query that fails raises `QueryError`.
    """

    @cache
    def record() -> Record:
        return record_of(generation)

    @cache
    def told() -> Callable[[str], Told | None]:
        return _telling(record())

    def rows(watch: Watch) -> tuple[Row, ...]:
        if watch.kind == "query":
            return tuple(_solutions(generation, watch, told))
        about = matter(record(), [_standing(generation, key) for key in watch.keys])
        found = ((_tail(each.iri), told()(each.iri)) for each in about.record.accounts)
        return tuple(Row(key=key, statements=(each,)) for key, each in found if each)

    return rows


def checked(generation: Generation, query: str) -> None:
    """Raise `QueryError` unless a query can be watched: it parses, fetches nothing, and is a SELECT."""
    kind = generation.answer(query).kind
    if kind != "bindings":
        raise QueryError(f"a {kind} has no rows to watch; wanted a SELECT query")


def _solutions(generation: Generation, watch: Watch, told: Callable[[], Callable[[str], Told | None]]) -> Iterator[Row]:
    """Yield each solution once, sorted by its values."""
    try:
        found = {_known_by(row): row for row in generation.answer(watch.query or "").rows()}
    except QueryError as error:
        raise QueryError(f"{watch.name}: {error}") from error
    for key, row in sorted(found.items(), key=lambda each: (sorted(map(str, each[1].values())), each[0])):
        cells = {name: "_:" if isinstance(value, BNode) else str(value) for name, value in row.items()}
        named = [value for value in dict.fromkeys(cells.values()) if value.startswith(str(STATEMENT))]
        yield Row(key=key, statements=tuple(filter(None, (told()(iri) for iri in named))), cells=cells)


def _known_by(row: Mapping[str, Identifier]) -> str:
    """Return what a solution is known by; blank nodes have no names that last."""
    values = ((name, "_:" if isinstance(row[name], BNode) else row[name].n3()) for name in sorted(row))
    return sha256(repr([*values]).encode()).hexdigest()[:16]


def _standing(generation: Generation, key: str) -> str:
    """Return the key of the entity that stands for another since names were made one."""
    seen = {key}
    while True:
        told = (value for prop, value in generation.facts(entity_iri(key)) if prop == DCTERMS.isReplacedBy)
        following = sorted(key_of(str(value)) for value in told)
        if not following or following[0] in seen:
            return key
        key = following[0]
        seen.add(key)


def _telling(record: Record) -> Callable[[str], Told | None]:
    """Return what gives a statement by its IRI, None where the record does not hold it."""
    accounts = {each.iri: each for each in record.accounts}
    sources = {each.identifier: each for each in record.archive.sources}
    sentences = {each.id: "".join(words for words, _ in each.pieces) for each in record.archive.sentences}

    def tell(iri: str) -> Told | None:
        account = accounts.get(iri)
        if account is None:
            return None
        said, source, date = account.statement, sources[account.document], when(account)
        return Told(
            iri=iri,
            text=legible(line(record, account).text),
            world=account.world,
            date=legible(str(date)) if date else None,
            said_by=legible(record.label(said.said_by)) if said.said_by else None,
            remark=(INFERRED if said.rule else UNSURE if said.confidence < SURE else "").strip("()") or None,
            document=account.document,
            title=source.name,
            publisher=source.publisher,
            issued=source.issued,
            sentences=tuple(" ".join(spelt(sentences[id]).split()) for id in record.archive.behind.get(iri, ())),
        )

    return tell


def _tail(iri: str) -> str:
    return iri.removeprefix(str(STATEMENT))
