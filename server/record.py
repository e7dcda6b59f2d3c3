"""What a build says of itself, made ready for the page that tells it: build.json beside the dataset."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from flask import abort

from ontology.terms import DOC

from .editions import Edition

EXAMPLES = 2
MOST = 200


@dataclass(frozen=True, slots=True)
class Refused:
    """A reason why something recognised was not stated: how often, with examples; `url` shows all of them."""

    reason: str
    count: int
    examples: tuple[Mapping[str, Any], ...]
    url: str


def record_of(edition: Edition, reason: str | None = None) -> dict[str, Any]:
    """Return what was read and with what, which files were not read, and which sentences were refused, by reason."""
    found: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for each in edition.record.get("refusals", ()):
        found[str(each.get("reason", "not stated"))].append(each)
    if reason is not None and reason not in found:
        known = ", ".join(sorted(found)) or "none: nothing was refused"
        abort(404, f"reason={reason}: nothing was refused for it; the reasons are {known}.")
    most = MOST if reason is not None else EXAMPLES
    counts = Counter({each: len(group) for each, group in found.items()}).most_common()
    return {
        "made": _made(edition),
        "skipped": [_skipped(each) for each in edition.record.get("skipped", ())],
        "refused": [
            Refused(each, count, tuple(_refusal(edition, one) for one in found[each][:most]), _address(each))
            for each, count in counts
            if reason in (None, each)
        ],
        "refusals": sum(map(len, found.values())),
        "reason": reason,
    }


def _address(reason: str) -> str:
    return f"/about?{urlencode({'reason': reason})}#refused"


def _made(edition: Edition) -> list[tuple[str, Any]]:
    told: list[tuple[str, Any]] = []
    for row in edition.keep("software", lambda: edition.rows("page_software")):
        told.append((str(row["name"]), str(row["version"])))
        if "sha256" in row:
            told.append((f"{row['name']}, SHA-256 of its weights", str(row["sha256"])))
    return told


def _skipped(each: Mapping[str, Any]) -> tuple[str, str]:
    return str(each.get("path", each.get("file", ""))), str(each.get("reason", ""))


def _refusal(edition: Edition, each: Mapping[str, Any]) -> dict[str, Any]:
    entry = edition.catalogue.documents.get(DOC[str(each.get("document", ""))])
    return {**each, "entry": entry}
