"""A report for machines: one long table as CSV, and all of it as JSON.

Numbers come with nine digits, not with those that a reader is shown; names by key and by label.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from dataclasses import asdict
from io import StringIO

from .archive import Sentence, Source
from .chosen import sentence
from .contents import Pair, Place, Report, Scope
from .exports.fields import safe
from .section import (
    Cell,
    Certainty,
    Cited,
    Line,
    Named,
    Node,
    Number,
    Placed,
    Proof,
    Quote,
    Section,
    Sheet,
    Sign,
    Table,
)

COLUMNS = (
    "scope", "measure", "rank", "tied", "actor", "name", "type", "group", "value", "best_rank", "worst_rank",
    "weightiest_document", "resamples", "low", "high", "low_rank", "high_rank", "led", "documents", "sentences",
)  # fmt: skip


def as_csv(report: Report) -> str:
    out = StringIO()
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(_rows(report))
    return out.getvalue()


def _rows(report: Report) -> Iterator[dict[str, object]]:
    """Yield a row for each scope, measure and name.

    `best_rank` to `weightiest_document` are of leaving out single documents, the rest of resamples. "out" as a rank:
    the name is then gone, or has no value.
    """
    for scope in report.scopes:
        for ranking in scope.rankings:
            for place in ranking.places:
                around = ranking.intervals.resamples if ranking.intervals else 0
                yield {"scope": scope.id, "measure": ranking.measure.id, "resamples": around, **_row(place)}


def _row(place: Place) -> dict[str, object]:
    name, hold, around = place.name, place.hold, place.interval
    return {
        "rank": place.rank.position,
        "tied": "yes" if place.rank.tied else "no",
        "actor": name.key,
        "name": safe(name.label),
        "type": name.type,
        "group": name.group,
        "value": f"{place.value:.9g}",
        "best_rank": hold.best if hold else "",
        "worst_rank": (hold.worst or "out") if hold else "",
        "weightiest_document": safe(hold.fall or "") if hold else "",
        "low": f"{around.low:.9g}" if around else "",
        "high": f"{around.high:.9g}" if around else "",
        "low_rank": (around.best or "out") if around else "",
        "high_rank": (around.worst or "out") if around else "",
        "led": around.led if around else "",
        "documents": safe(";".join(name.documents)),
        "sentences": ";".join(name.sentences),
    }


def as_json(report: Report, sheet: Sheet) -> str:
    written = {
        "generation": report.generation,
        "projection": {"sentence": sentence(report.projection), "query": report.projection.query},
        "software": list(report.software),
        "findings": [
            {"scope": each.scope, "text": each.text, "sentences": list(each.sentences)} for each in sheet.findings
        ],
        "scopes": [_scope(scope) for scope in report.scopes],
        "sections": [_section(each) for each in sheet.sections],
        "left_out": [
            {"world": each.world, "statements": each.statements, "sentences": list(each.sentences)}
            for each in report.left_out
        ],
        "folded": dict(report.folded),
        "documents": [_source(source) for source in report.archive.sources],
        "sentences": [_sentence(each) for each in report.archive.sentences],
    }
    return json.dumps(written, ensure_ascii=False, indent=1) + "\n"


def sheet_as_json(sheet: Sheet) -> str:
    """Return a sheet that no report stands behind, such as a dossier."""
    written = {
        "kind": sheet.kind,
        "title": sheet.title,
        "lede": sheet.lede,
        "generation": sheet.generation,
        "provenance": dict(sheet.provenance),
        "findings": [{"text": each.text, "sentences": list(each.sentences)} for each in sheet.findings],
        "sections": [_section(each) for each in sheet.sections],
        "documents": [_source(source) for source in sheet.archive.sources],
        "sentences": [_sentence(each) for each in sheet.archive.sentences],
    }
    return json.dumps(written, ensure_ascii=False, indent=1) + "\n"


def _scope(scope: Scope) -> dict[str, object]:
    return {
        "id": scope.id,
        "names": len(scope.names),
        "dyads": [_pair(pair) for pair in scope.pairs],
        "components": scope.components,
        "modularity": scope.modularity,
        "division": {"method": scope.method, "runs": scope.runs},
        "groups": {group.letter: [name.key for name in group.members] for group in scope.groups},
        "documents": list(scope.documents),
        "rankings": {ranking.measure.id: [_place(place) for place in ranking.places] for ranking in scope.rankings},
        "estimated": {
            each.measure.id: {"from": each.sample, "within": each.bound} for each in scope.rankings if each.bound
        },
        "resamples": {each.measure.id: each.intervals.resamples for each in scope.rankings if each.intervals},
    }


def _place(place: Place) -> dict[str, object]:
    hold, around = place.hold, place.interval
    return {
        "rank": place.rank.position,
        "tied": place.rank.tied,
        "actor": place.name.key,
        "name": place.name.label,
        "type": place.name.type,
        "value": place.value,
        "one_document_left_out": None
        if hold is None
        else {"best": hold.best, "worst": hold.worst, "low": hold.low, "high": hold.high, "document": hold.fall},
        "resampled": None if around is None else asdict(around),
        "documents": list(place.name.documents),
        "sentences": list(place.name.sentences),
    }


def _pair(pair: Pair) -> dict[str, object]:
    return {
        "actors": [pair.dyad.a, pair.dyad.b],
        "names": pair.label,
        "weight": pair.dyad.weight,
        "intensity": None if pair.dyad.intensity is None else round(pair.dyad.intensity, 9),
        "types": dict(pair.dyad.types),
        "documents": list(pair.dyad.documents),
        "statements": list(pair.dyad.statements),
        "sentences": list(pair.sentences),
    }


def _source(source: Source) -> dict[str, object]:
    return {
        "number": source.number,
        "identifier": source.identifier,
        "title": source.title,
        "publisher": source.publisher,
        "issued": source.issued,
    }


def _sentence(each: Sentence) -> dict[str, object]:
    text = "".join(words for words, _ in each.pieces)
    evidence = [words for words, marked in each.pieces if marked]
    place = {"id": each.id, "document": each.document, "start": each.start, "end": each.end}
    return {**place, "text": text, "evidence": evidence}


def _section(section: Section) -> dict[str, object]:
    """Return what a section says: its sentences, and its tables with a value for each cell."""
    return {
        "id": section.id,
        "scope": section.scope,
        "title": section.title,
        "text": list(section.text),
        "notes": {note.heading: note.text for note in section.notes},
        "tables": [
            {
                "id": block.id,
                "caption": block.caption,
                "columns": [column.heading for column in block.columns],
                "rows": [[_value(cell) for cell in row] for row in block.rows],
            }
            for block in section.blocks
            if isinstance(block, Table)
        ],
    }


def _value(cell: Cell) -> object:
    """Return a cell as JSON has it; null is not stated."""
    match cell:
        case Named():
            return {"key": cell.key, "type": cell.type, "name": cell.label}
        case Number(low=None):
            return {"value": cell.value, "unit": cell.unit} if cell.unit else cell.value
        case Number():
            return {"value": cell.value, "low": cell.low, "high": cell.high, "unit": cell.unit}
        case Placed():
            return f"{cell.rank} {cell.between}".strip()
        case Proof():
            return list(cell.sentences)
        case Cited():
            return list(cell.documents)
        case Sign():
            return round(cell.intensity, 9)
        case Quote():
            return cell.sentence
        case Line():
            return cell.text
        case Node():
            return cell.iri
        case Certainty():
            return {"world": cell.world, "said_by": cell.said_by}
        case tuple():
            return [_value(each) for each in cell]
    return cell
