"""An actor on its way into Turtle, and how it is written down: one block each, sorted, without a blank node."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

WIKIDATA = "http://www.wikidata.org/entity/"
LETTERS = str.maketrans({"ʻ": "", "’": "", "'": "", "ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "ı": "i", "ß": "ss"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What is known of one actor; the fields are those of `ontology.actors.Actor`, from the actor's own side."""

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
    based_in: str | None = None
    qid: str | None = None
    member_of: tuple[str, ...] = ()


def slug(name: str) -> str:
    """Return the tail of a key: lower-case ASCII words joined by hyphens."""
    plain = unicodedata.normalize("NFKD", name.translate(LETTERS)).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")


def turtle(records: Iterable[Record], preamble: str) -> str:
    """Return the records as Turtle, sorted by key, after a comment that says where they come from."""
    comment = "".join(f"# {line}".rstrip() + "\n" for line in preamble.splitlines())
    head = (
        "@base <https://w3id.org/relazione/id/> .\n"
        "@prefix rz: <https://w3id.org/relazione/ns#> .\n"
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
        "@prefix owl: <http://www.w3.org/2002/07/owl#> .\n"
        "@prefix wd: <http://www.wikidata.org/entity/> .\n"
    )
    blocks = (_block(record) for record in sorted(records, key=lambda record: record.key))
    return comment + "\n" + head + "\n" + "\n".join(blocks)


def _block(record: Record) -> str:
    lines = [f"<{record.key}> a rz:{record.type}", *_properties(record)]
    return " ;\n    ".join(lines) + " .\n"


def _properties(record: Record) -> Iterator[str]:
    yield f"skos:prefLabel {_literal(record.name)}@en"
    for term, values in (("skos:altLabel", record.names), ("skos:hiddenLabel", record.hidden), ("rz:demonym", record.demonyms)):
        if values:
            yield f"{term} " + ", ".join(f"{_literal(value)}@en" for value in sorted(set(values)))
    if record.iso:
        yield f"rz:iso3166 {_literal(record.iso)}"
    for term, key in (("rz:capital", record.capital), ("rz:locatedIn", record.located_in), ("rz:basedIn", record.based_in)):
        if key:
            yield f"{term} <{key}>"
    if record.seats:
        yield "rz:seat " + ", ".join(map(_literal, sorted(set(record.seats))))
    if record.member_of:
        yield "rz:memberOf " + ", ".join(f"<{key}>" for key in sorted(set(record.member_of)))
    if record.qid:
        yield f"owl:sameAs wd:{record.qid}"


def _literal(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
