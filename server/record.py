"""What a build says of itself, made ready for the page that tells it: build.json beside the dataset."""

from collections.abc import Mapping
from typing import Any

from ontology.terms import DOC

from .editions import Edition


def record_of(edition: Edition) -> dict[str, Any]:
    """Return what was read and with what, which files were not read, and which sentences were refused."""
    record = edition.record
    documents = sorted(edition.catalogue.documents.values(), key=lambda entry: entry.identifier)
    return {
        "made": _made(edition, record),
        "documents": documents,
        "skipped": [_skipped(each) for each in record.get("skipped", ())],
        "refusals": [_refusal(edition, each) for each in record.get("refusals", ())],
    }


def _made(edition: Edition, record: Mapping[str, Any]) -> list[tuple[str, Any]]:
    told: list[tuple[str, Any]] = []
    for row in edition.rows("page_software"):
        told.append((str(row["name"]), str(row["version"])))
        if "sha256" in row:
            told.append((f"{row['name']}, SHA-256 of its weights", str(row["sha256"])))
    counts = record.get("counts", {})
    if isinstance(counts, Mapping):
        told += [(key.replace("_", " ").capitalize(), value) for key, value in counts.items() if isinstance(value, int)]
    return told


def _skipped(each: Mapping[str, Any]) -> tuple[str, str]:
    return str(each.get("path", each.get("file", ""))), str(each.get("reason", ""))


def _refusal(edition: Edition, each: Mapping[str, Any]) -> dict[str, Any]:
    entry = edition.catalogue.documents.get(DOC[str(each.get("document", ""))])
    return {**each, "url": entry.url if entry else None}
