"""An actor on its way into Turtle, and how it is written down: one block each, sorted, without a blank node."""

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace

SILENT = str.maketrans("", "", "ʻ’'‘`")
LETTERS = str.maketrans({**dict(zip("łŁøØđĐı", "lLoOdDi", strict=True)), "ß": "ss", "+": " plus "})
PREFIXES = """\
@base <https://w3id.org/relazione/id/> .
@prefix rz: <https://w3id.org/relazione/ns#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix wd: <http://www.wikidata.org/entity/> .
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What is known of one actor; `links` are plain relations from it, as (local name of the term, key)."""

    key: str
    type: str
    name: str
    names: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()
    demonyms: tuple[str, ...] = ()
    iso: str | None = None
    capital: str | None = None
    seats: tuple[str, ...] = ()
    located_in: str | None = None
    qid: str | None = None
    links: tuple[tuple[str, str], ...] = ()

    def without(self, names: Collection[str]) -> "Record":
        """Return the record without some of its other names."""
        return replace(self, names=tuple(name for name in self.names if name not in names))

    def linked(self, links: Iterable[tuple[str, str]]) -> "Record":
        """Return the record with more links."""
        return replace(self, links=(*self.links, *links))


def slug(name: str) -> str:
    """Return the tail of a key: lower-case ASCII words joined by hyphens."""
    plain = unicodedata.normalize("NFKD", name.translate(SILENT).translate(LETTERS)).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")


def turtle(records: Iterable[Record], comment: str) -> str:
    """Return the records as Turtle, sorted by key, after a comment that says where they come from."""
    lines = "".join(f"# {line}".rstrip() + "\n" for line in comment.splitlines())
    blocks = (_block(record) for record in sorted(records, key=lambda record: record.key))
    return f"{lines}\n{PREFIXES}\n" + "\n".join(blocks)


def _block(record: Record) -> str:
    return " ;\n    ".join([f"<{record.key}> a rz:{record.type}", *_properties(record)]) + " .\n"


def _properties(record: Record) -> Iterator[str]:
    yield f"skos:prefLabel {_literal(record.name)}@en"
    labels = (("skos:altLabel", record.names), ("skos:hiddenLabel", record.hidden), ("rz:demonym", record.demonyms))
    for term, values in labels:
        if values:
            yield f"{term} " + ", ".join(f"{_literal(value)}@en" for value in sorted(set(values)))
    if record.iso:
        yield f"rz:iso3166 {_literal(record.iso)}"
    for term, key in (("rz:capital", record.capital), ("rz:locatedIn", record.located_in)):
        if key:
            yield f"{term} <{key}>"
    if record.seats:
        yield "rz:seat " + ", ".join(map(_literal, sorted(set(record.seats))))
    for predicate in sorted({predicate for predicate, _ in record.links}):
        keys = sorted({key for term, key in record.links if term == predicate})
        yield f"rz:{predicate} " + ", ".join(f"<{key}>" for key in keys)
    if record.qid:
        yield f"owl:sameAs wd:{record.qid}"


def _literal(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
