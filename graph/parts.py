"""A document's part of the dataset, told in short: what the whole needs of it without reading or writing it again."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from .document import Document
from .rdf import Gist, gist, merge_statements
from .slug import content_hash
from .soundness import referenced
from .statement import Event, Reading
from .transcript import told


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What a document's graph was made from, and what others need of it.

    `content` is the document's content by hash, `keys` all names that its reading holds, `context` what these became
    among all documents, by hash; None where judgements have a say. `line` is the one it was loaded from.
    """

    content: str
    keys: frozenset[str]
    context: str | None
    gist: Gist
    words: int
    families: Mapping[str, int]
    events: Mapping[str, int]
    refusals: tuple[Mapping[str, Any], ...]
    line: str = field(default="", compare=False)


def content_of(document: Document) -> str:
    """Return a document's content by hash: all that its reading may rest on, which its identifier is not."""
    said = {**told(document), "text": document.sha256}
    del said["identifier"]
    return content_hash(json.dumps(said, sort_keys=True))


def keys_of(reading: Reading) -> frozenset[str]:
    """Return the keys that a reading holds."""
    named = (key for statement in reading.statements for key in referenced(statement))
    return frozenset({*(entity.key for entity in reading.entities), *named})


def context_of(keys: Iterable[str], same: Mapping[str, str]) -> str:
    """Return by hash which of some names stand for others."""
    return content_hash(json.dumps(sorted((key, same[key]) for key in keys if key in same)))


def part_of(raw: Reading, judged: Reading, content: str, same: Mapping[str, str] | None) -> Part:
    """Return the part of a document, as it was read by itself and as it stands among all.

    `same` tells which names stand for others; None where judgements have a say.
    """
    statements, keys = merge_statements(judged), keys_of(raw)
    return Part(
        content=content,
        keys=keys,
        context=None if same is None else context_of(keys, same),
        gist=gist(judged.statements),
        words=len(judged.document.text.split()),
        families=dict(Counter(type(statement).__name__ for statement in statements)),
        events=dict(Counter(statement.kind for statement in statements if isinstance(statement, Event))),
        refusals=tuple(_refusals(judged)),
    )


def dump_part(identifier: str, part: Part) -> str:
    """Return a part as a line of JSON."""
    said = asdict(part)
    del said["line"]
    said["keys"] = sorted(part.keys)
    told_gist = {"named": sorted(part.gist.named), "sectors": sorted(part.gist.sectors)}
    said["gist"] = {**told_gist, "offices": sorted(part.gist.offices, key=str)}
    return json.dumps({"identifier": identifier, **said}, ensure_ascii=False, sort_keys=True)


def load_part(line: str) -> tuple[str, Part]:
    """Return the identifier and part that a line tells of; raise `ValueError` or `KeyError` where it tells none."""
    said = json.loads(line)
    identifier, shared = said.pop("identifier"), said.pop("gist")
    named, sectors = frozenset(shared["named"]), frozenset(shared["sectors"])
    offices = frozenset((iri, title, of) for iri, title, of in shared["offices"])
    keys, refusals = frozenset(said.pop("keys")), tuple(said.pop("refusals"))
    gist_ = Gist(named, sectors, offices)
    return identifier, Part(**said, keys=keys, refusals=refusals, gist=gist_, line=line)


def _refusals(reading: Reading) -> Iterable[Mapping[str, Any]]:
    document = reading.document
    for refusal in sorted(reading.refusals, key=lambda refusal: (refusal.span, refusal.recognised, refusal.reason)):
        yield {
            "document": document.identifier,
            "start": refusal.span.start,
            "end": refusal.span.end,
            "sentence": document.text[refusal.span.start : refusal.span.end],
            "recognised": refusal.recognised,
            "reason": refusal.reason,
        }
