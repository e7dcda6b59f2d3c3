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
from graph.errors import StoreError
from graph.legible import legible
from graph.quotation import pieces, sentence

if TYPE_CHECKING:
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
    """Return the archive of some statements, by IRI: all documents, and the sentences behind these statements.

    Of a document whose text is not kept, the words of the evidence stand for the sentence.
    """
    rows = {row[1]: row for row in generation.table(_query("projection_documents"))}
    texts: dict[str, str | None] = {}
    spans: dict[str, dict[str, dict[Span, str]]] = defaultdict(lambda: defaultdict(dict))
    for iri, identifier, start, end, exact in generation.table(_query("report_evidence")):
        if iri in statements and identifier in rows:
            if identifier not in texts:
                texts[identifier] = _text(generation, rows[identifier][2])
            spans[identifier][iri][Span(int(start), int(end))] = "" if texts[identifier] is not None else exact
    sources = [_source(n, *rows[identifier]) for n, identifier in enumerate(sorted(rows), 1)]
    return archive(sources, {key: text for key, text in texts.items() if text is not None}, spans)


def archive(
    sources: Iterable[Source], texts: Mapping[str, str], spans: Mapping[str, Mapping[str, Mapping[Span, str]]]
) -> Archive:
    """Return the archive of statements whose evidence stands at the spans: document → statement → span → words.

    The words are asked only of a document that has no text.
    """
    found: list[Sentence] = []
    behind: dict[str, set[str]] = defaultdict(set)
    numbered = tuple(sources)
    for source in numbered:
        told, text = spans.get(source.identifier, {}), texts.get(source.identifier)
        words = {span: exact for group in told.values() for span, exact in group.items()}
        around = {span: span if text is None else sentence(text, span.start, span.end) for span in words}
        marks: dict[Span, set[Span]] = defaultdict(set)
        for span, whole in around.items():
            marks[whole].add(span)
        ids = {whole: f"{source.number}.{n}" for n, whole in enumerate(sorted(marks), 1)}
        for whole, id in ids.items():
            parts = ((words[whole], True),) if text is None else pieces(text, whole, marks[whole])
            found.append(Sentence(id=id, document=source.identifier, start=whole.start, end=whole.end, pieces=parts))
        for statement, group in told.items():
            behind[statement] |= {ids[around[span]] for span in group}
    known = {statement: tuple(sorted(ids, key=_order)) for statement, ids in sorted(behind.items())}
    return Archive(sources=numbered, sentences=tuple(found), behind=known)


def _text(generation: Generation, digest: str) -> str | None:
    try:
        return generation.text(digest)
    except StoreError:
        return None


def _source(
    number: int, document: str, identifier: str, _digest: str, title: str, publisher: str, issued: str
) -> Source:
    return Source(
        number=number,
        identifier=identifier,
        key="doc/" + document.rsplit("/doc/", 1)[-1],
        title=legible(title) if title else None,
        publisher=legible(publisher) if publisher else None,
        issued=issued or None,
    )


def _order(id: str) -> tuple[int, int]:
    document, _, number = id.partition(".")
    return int(document), int(number)


def _query(name: str) -> str:
    from graph.store import named_query  # here, so that the pure functions above need no store

    return named_query(name)
