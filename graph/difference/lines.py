"""The lines of N-Quads that set two generations apart, and what they are about.

Where one generation amends the other, the difference is kept beside it; else both datasets, which are sorted, are read
once, side by side.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from rdflib import DCTERMS, PROV, RDF
from rdflib.term import Identifier

from graph.amendment import delta
from graph.errors import StoreError
from ontology.terms import DOC, RZ, STATEMENT

Lines = list[bytes]
SHA256 = str(RZ.sha256)
DESCRIBING: Mapping[str, str] = {
    SHA256: "text", str(DCTERMS.title): "title", str(DCTERMS.publisher): "publisher", str(DCTERMS.issued): "date",
    str(DCTERMS.creator): "authors", str(DCTERMS.source): "source", str(DCTERMS.language): "language",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """The IRIs of documents and statements that came, went or stayed with other properties, each sorted.

    `documents_changed` gives what of a document is another ("text", "title", "publisher" ...).
    """

    documents_new: tuple[str, ...]
    documents_gone: tuple[str, ...]
    documents_changed: Mapping[str, tuple[str, ...]]
    statements_new: tuple[str, ...]
    statements_gone: tuple[str, ...]
    statements_changed: tuple[str, ...]


def differing(old: Path, new: Path) -> tuple[Lines, Lines]:
    """Return the lines that the generation at `old` alone has, and those that the one at `new` alone has, sorted."""
    try:
        kept, turned = delta(new, old.name), delta(old, new.name)
        if kept is not None:
            return kept.removed.splitlines(keepends=True), kept.added.splitlines(keepends=True)
        if turned is not None:
            return turned.added.splitlines(keepends=True), turned.removed.splitlines(keepends=True)
        with (old / "dataset.nq").open("rb") as one, (new / "dataset.nq").open("rb") as other:
            gone, came = _apart(one, other)
        _check(old, gone)
        _check(new, came)
        return gone, came
    except (OSError, ValueError, KeyError) as error:
        raise StoreError(f"{old.name} and {new.name}: what sets them apart cannot be read ({error})") from error


def parts(gone: Iterable[bytes], came: Iterable[bytes]) -> Parts:
    """Return what differing lines are about."""
    old, new = _About(gone), _About(came)
    changed = (old.statements | new.statements) - (old.statement_types ^ new.statement_types)
    return Parts(
        documents_new=_sorted(new.document_types - old.document_types),
        documents_gone=_sorted(old.document_types - new.document_types),
        documents_changed=_described(old, new),
        statements_new=_sorted(new.statement_types - old.statement_types),
        statements_gone=_sorted(old.statement_types - new.statement_types),
        statements_changed=_sorted(changed),
    )


def subjects(lines: Iterable[bytes]) -> set[str]:
    """Return the IRIs that lines are about."""
    return {line.split(b" ", 1)[0][1:-1].decode() for line in lines}


class _About:
    """What lines of one side are about: statements and documents, those that begin or end here, and by which terms."""

    def __init__(self, lines: Iterable[bytes]) -> None:
        self.statements: set[bytes] = set()
        self.statement_types: set[bytes] = set()
        self.document_types: set[bytes] = set()
        self.described: dict[bytes, set[str]] = {}
        starts = _open(STATEMENT[""]), _open(DOC[""])
        types, beside = _closed(RDF.type), frozenset({_closed(RZ.evidence), _closed(PROV.wasDerivedFrom)})
        of_statements, of_documents = _closed(RZ.Statement) + b" ", _closed(RZ.Document) + b" "
        terms = {f"<{iri}>".encode(): word for iri, word in DESCRIBING.items()}
        for line in lines:
            subject, term, rest = line.split(b" ", 2)
            if subject.startswith(starts[0]):
                if term == types and rest.startswith(of_statements):
                    self.statement_types.add(subject)
                if term not in beside:
                    self.statements.add(subject)
            elif subject.startswith(starts[1]):
                if term == types and rest.startswith(of_documents):
                    self.document_types.add(subject)
                elif term in terms:
                    self.described.setdefault(subject, set()).add(terms[term])


def _described(old: _About, new: _About) -> dict[str, tuple[str, ...]]:
    ours = (old.described.keys() | new.described.keys()) - (old.document_types ^ new.document_types)
    words = tuple(DESCRIBING.values())
    found: dict[str, tuple[str, ...]] = {}
    for iri in sorted(ours):
        differing = old.described.get(iri, set()) | new.described.get(iri, set())
        found[iri[1:-1].decode()] = tuple(word for word in words if word in differing)
    return found


def _apart(old: BinaryIO, new: BinaryIO) -> tuple[Lines, Lines]:
    gone: Lines = []
    came: Lines = []
    one, other = old.readline(), new.readline()
    while one and other:
        if one == other:
            one, other = old.readline(), new.readline()
        elif one < other:
            gone.append(one)
            one = old.readline()
        else:
            came.append(other)
            other = new.readline()
    gone.extend([one, *old] if one else ())
    came.extend([other, *new] if other else ())
    return gone, came


def _check(generation: Path, lines: Lines) -> None:
    for line in lines:
        if not (line.endswith(b"> .\n") and line.count(b" ") > 3):
            raise ValueError(f"{generation / 'dataset.nq'} is damaged: {line[:60]!r} is no line of N-Quads")


def _sorted(iris: Iterable[bytes]) -> tuple[str, ...]:
    return tuple(iri[1:-1].decode() for iri in sorted(iris))


def _open(iri: Identifier) -> bytes:
    return f"<{iri}".encode()


def _closed(iri: Identifier) -> bytes:
    return f"<{iri}>".encode()
