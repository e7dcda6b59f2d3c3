"""The archive of a report: its documents and the sentences in them, numbered so that every number can point to them.

Documents are numbered in the order of their identifiers, sentences within a document as they stand in its text:
sentence 2.5 is the fifth of document 2 that anything here rests on.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph.document import Span
from graph.quotation import pieces, sentence

if TYPE_CHECKING:
    from rdflib.term import Identifier

    from graph.store import Generation


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A document as a report names it; `key` is the tail of its IRI ("doc/visit-to-rome")."""

    number: int
    identifier: str
    key: str
    title: str | None
    publisher: str | None
    issued: str | None

    @property
    def name(self) -> str:
        """Its title, or its identifier where the source gives none."""
        return self.title or self.identifier

    @property
    def citation(self) -> str:
        """Title, publisher and date, as far as they are stated."""
        return ", ".join(part for part in (self.name, self.publisher, self.issued) if part)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence that something rests on, in pieces: words, and whether they are evidence."""

    id: str
    document: str
    start: int
    end: int
    pieces: tuple[tuple[str, bool], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Archive:
    """Documents, their sentences, and which sentences stand behind which statement (by IRI)."""

    sources: tuple[Source, ...]
    sentences: tuple[Sentence, ...]
    behind: Mapping[str, tuple[str, ...]]

    def of(self, statements: Iterable[str]) -> tuple[str, ...]:
        """Return the ids of the sentences behind statements, each once, in order."""
        found = {each for statement in statements for each in self.behind.get(statement, ())}
        return tuple(sorted(found, key=_order))

    def within(self, statements: Iterable[str], documents: Collection[str]) -> Archive:
        """Return the archive of some statements and documents alone; numbers stay as they are."""
        behind = {each: self.behind[each] for each in sorted(statements) if each in self.behind}
        kept = {id for ids in behind.values() for id in ids}
        return Archive(
            sources=tuple(each for each in self.sources if each.identifier in documents),
            sentences=tuple(each for each in self.sentences if each.id in kept),
            behind=behind,
        )


def read_archive(generation: Generation, statements: Collection[str]) -> Archive:
    """Return the archive of some statements, by IRI: all documents, and the sentences behind these statements."""
    spans: dict[str, dict[str, set[Span]]] = defaultdict(lambda: defaultdict(set))
    for row in generation.select(_query("report_evidence")):
        if str(row["statement"]) in statements:
            span = Span(int(str(row["start"])), int(str(row["end"])))
            spans[str(row["document"])][str(row["statement"])].add(span)
    rows = {str(row["identifier"]): row for row in generation.select(_query("projection_documents"))}
    texts = {identifier: generation.text(str(rows[identifier]["sha256"])) for identifier in sorted(spans)}
    return archive([_source(n, rows[each]) for n, each in enumerate(sorted(rows), 1)], texts, spans)


def archive(
    sources: Iterable[Source], texts: Mapping[str, str], spans: Mapping[str, Mapping[str, Collection[Span]]]
) -> Archive:
    """Return the archive of statements whose evidence stands at the spans: document → statement → spans."""
    found: list[Sentence] = []
    behind: dict[str, set[str]] = defaultdict(set)
    numbered = tuple(sources)
    for source in numbered:
        told = spans.get(source.identifier, {})
        marks: dict[Span, set[Span]] = defaultdict(set)
        for span in {each for group in told.values() for each in group}:
            marks[sentence(texts[source.identifier], span.start, span.end)].add(span)
        ids = {whole: f"{source.number}.{n}" for n, whole in enumerate(sorted(marks), 1)}
        text = texts.get(source.identifier, "")
        found += [_sentence(ids[whole], source.identifier, text, whole, marks[whole]) for whole in ids]
        for statement, group in told.items():
            behind[statement] |= {ids[whole] for whole in ids if any(span in marks[whole] for span in group)}
    known = {statement: tuple(sorted(ids, key=_order)) for statement, ids in sorted(behind.items())}
    return Archive(sources=numbered, sentences=tuple(found), behind=known)


def _sentence(id: str, document: str, text: str, whole: Span, marks: Iterable[Span]) -> Sentence:
    return Sentence(id=id, document=document, start=whole.start, end=whole.end, pieces=pieces(text, whole, marks))


def _source(number: int, row: Mapping[str, Identifier]) -> Source:
    def told(name: str) -> str | None:
        return str(row[name]) if name in row else None

    return Source(
        number=number,
        identifier=str(row["identifier"]),
        key="doc/" + str(row["document"]).rsplit("/doc/", 1)[-1],
        title=told("title"),
        publisher=told("publisher"),
        issued=told("issued"),
    )


def _order(id: str) -> tuple[int, int]:
    document, _, number = id.partition(".")
    return int(document), int(number)


def _query(name: str) -> str:
    from graph.store import named_query  # here, so that the pure functions above need no store

    return named_query(name)
