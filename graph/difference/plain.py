"""A difference as text for the terminal, and as JSON."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from graph.history import Past
from graph.legible import spelt
from graph.report.archive import Archive, Source
from graph.report.words import count, listed

from .change import CHANGED, GONE, NEW, Reason
from .compare import Difference
from .items import HOW, SIGNS, Item, Said, items

HEADS = {
    "document": "Documents", "tie": "Ties", "office": "Offices", "agreement": "Agreements, initiatives and measures",
    "figure": "Figures", "statement": "Statements",
}  # fmt: skip
WORLD_HEADS = {"fact": "told as facts", "attributed": "claimed", "planned": "planned", "denied": "denied"}
SHOWN = 3  # statements shown in full behind one line


def as_text(found: Difference) -> str:
    """Return a difference as lines; "+" is new, "−" gone, "~" another."""
    written = [f"From {_generation(found.old)}", f"to   {_generation(found.new)}", "", summary(found)]
    told, shelf = items(found), _Shelf(found.record.archive)
    for (matter, world), group in groupby(told, key=lambda each: (each.matter, each.world)):
        listed_ = list(group)
        head = HEADS[matter] + (f", {WORLD_HEADS[world]}" if world else "")
        written += ["", f"{head} ({len(listed_)})"]
        for each in listed_:
            written += _lines(each, shelf)
    return spelt("\n".join(written)) + "\n"


def as_json(found: Difference) -> str:
    """Return a difference as JSON: `changes` holds what `records` gives."""
    told = {
        "old": _past(found.old),
        "new": _past(found.new),
        "counts": counts(found),
        "untold": found.untold,
        "changes": list(records(found, items(found))),
    }
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def counts(found: Difference) -> dict[str, dict[str, int]]:
    """Return how many of each matter came, went or changed."""
    told: dict[str, Counter[str]] = {matter: Counter() for matter in HEADS}
    for each in items(found):
        told[each.matter][each.kind] += 1
    return {matter: dict(sorted(kinds.items())) for matter, kinds in told.items()}


def summary(found: Difference) -> str:
    """Return in two sentences what came, went and changed."""
    documents = Counter(each.kind for each in found.documents)
    statements = Counter(each.kind for each in found.statements)
    if not documents and not statements:
        return "No document and no statement differs."
    told = [_moved(documents, "document"), _moved(statements, "statement")]
    untold = f" {count(found.untold, 'statement')} more cannot be told: a part that is owed is missing."
    return " ".join(each for each in told if each) + (untold if found.untold else "")


def records(found: Difference, told: Iterable[Item]) -> Iterator[dict[str, Any]]:
    """Yield items as plain values, every one with all of its fields."""
    shelf = _Shelf(found.record.archive)
    for each in told:
        first = each.said[0] if each.said else None
        reason = each.reasons[0] if each.reasons else None
        yield {
            "matter": each.matter,
            "change": each.kind,
            "how": HOW[each.world] if each.world else None,
            "line": each.line.text,
            "before": each.before,
            "remark": each.remark,
            "names": list(each.names),
            "document": each.source or (first.document if first else None),
            "why": reason.code if reason else None,
            "reason": reason.words if reason else None,
            "judgement": reason.judgement if reason else None,
            "statements": [_said(said, shelf) for said in each.said],
        }


class _Shelf:
    """Sentences by their ids and documents by their identifiers, as text."""

    def __init__(self, archive: Archive) -> None:
        self._sentences = {each.id: "".join(words for words, _ in each.pieces) for each in archive.sentences}
        self._sources = {each.identifier: each for each in archive.sources}
        self._by_number = {str(each.number): each for each in archive.sources}

    def quotation(self, ids: Iterable[str]) -> str:
        return " […] ".join(self._sentences[id] for id in ids)

    def source(self, said: Said) -> Source:
        first = next(iter(said.sentences), "").partition(".")[0]
        return self._by_number.get(first) or self._sources[said.document]


def _lines(each: Item, shelf: _Shelf) -> Iterator[str]:
    sign = SIGNS.get(each.kind, "~")
    beside = [f"before: {each.before}" if each.before else None, each.remark]
    told = "; ".join(filter(None, beside))
    if each.matter == "document":
        yield f"{sign} {each.line.text} [{each.source}]: {'; '.join(reason.words for reason in each.reasons)}"
        return
    yield f"{sign} {_headed(each)}{f' ({told})' if told else ''}"
    for said in each.said[:SHOWN]:
        if each.matter != "statement":
            yield f"    {said.line.text}{f', {said.when}' if said.when else ''}"
        yield f"    “{shelf.quotation(said.sentences)}” — {shelf.source(said).citation}"
        why = _why(said.why) if said.why else "told before"
        yield f"    {said.iri} {why}"
    if len(each.said) > SHOWN:
        yield f"    and {count(len(each.said) - SHOWN, 'more statement')}"


def _headed(each: Item) -> str:
    said = each.said[0] if each.said else None
    if each.matter != "statement" or said is None:
        return each.line.text
    beside = [said.when, f"says {said.said_by}" if said.said_by else None]
    return ", ".join(filter(None, (each.line.text, *beside)))


def _why(reason: Reason) -> str:
    return f"({reason.words})"


def _said(said: Said, shelf: _Shelf) -> dict[str, Any]:
    source = shelf.source(said)
    return {
        "iri": said.iri,
        "change": said.kind,
        "how": HOW[said.world],
        "said_by": said.said_by,
        "line": said.line.text,
        "when": said.when,
        "quotation": shelf.quotation(said.sentences),
        "document": said.document,
        "title": source.title,
        "publisher": source.publisher,
        "issued": source.issued,
        "why": said.why.code if said.why else None,
        "reason": said.why.words if said.why else None,
        "by": said.why.by if said.why else None,
        "at": said.why.at if said.why else None,
        "judgement": said.why.judgement if said.why else None,
    }


def _generation(past: Past) -> str:
    return f"{past.id} ({past.by}, {past.at})"


def _past(past: Past) -> dict[str, str]:
    return {"id": past.id, "at": past.at, "by": past.by}


def _moved(kinds: Counter[str], noun: str) -> str:
    parts = [f"{kinds[kind]:,} {kind}" for kind in (NEW, GONE, CHANGED) if kinds[kind]]
    return f"{noun.capitalize()}s: {listed(parts)}." if parts else f"No {noun} differs."
