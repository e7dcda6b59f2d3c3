"""What is posted to /api/review, checked: a verdict, what it is about, who judges and why.

    {"verdict": "accepted" or "rejected", "statement": KEY, ...}
    {"verdict": "corrected", "statement": KEY, "term": "date", "value": "2025-10-09" or null, ...}
    {"verdict": "corrected", "name": "person/wang", "term": "name", "value": "Wang Yi", ...}
    {"verdict": "same", "distinct" or "unsure", "names": [STAYS, OTHER], "documents": [ID, ...], ...}
    {"verdict": "undone", "judgement": ID, ...}

Each has "by", the name of who judges, and may have "note", and "generation": what was looked at. With that, what
somebody else judged meanwhile is told instead of overruled.
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from graph.judgement import OF_ENTITIES, OF_STATEMENTS, VERDICTS
from graph.revision import Draw, unless_judged_since

from .judging import act, correction_drawn, names_drawn, statement_drawn, undoing_drawn
from .protocol import ProtocolError

LENGTHS = {
    "by": 100, "note": 2000, "statement": 200, "name": 200, "term": 40, "value": 1000, "judgement": 40,
    "generation": 40,
}  # fmt: skip
LISTS = {"names": 2, "documents": 1000}
MEMBERS = ("verdict", *LENGTHS, *LISTS)
_STATEMENT, _JUDGEMENT = r"[0-9A-Za-z-]+", r"[0-9a-f]{8}"
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


def drawn(data: Path, asked: Any) -> Draw:
    """Return the judgement that is asked for, to be drawn; raise `ProtocolError` (422) with all that is wrong."""
    if not isinstance(asked, dict):
        raise ProtocolError(422, "The body is a JSON object: {verdict, by, ...}.")
    problems = [*_faults(asked)] or [*_missing(asked)]
    if problems:
        raise ProtocolError(422, "; ".join(problems) + ".")
    draw = _draw(data, asked, act(asked["by"].strip(), note=(asked.get("note") or "").strip() or None))
    return unless_judged_since(data, asked["generation"], draw) if asked.get("generation") else draw


def _draw(data: Path, asked: Mapping[str, Any], told: dict[str, str | None]) -> Draw:
    verdict = asked["verdict"]
    if verdict in OF_ENTITIES:
        stays, other = asked["names"]
        return names_drawn(verdict, stays, other, told, asked.get("documents", ()))
    if verdict in OF_STATEMENTS:
        return statement_drawn(verdict, asked["statement"], told)
    if verdict == "undone":
        return undoing_drawn(data, asked["judgement"], told)
    return correction_drawn(asked.get("name") or asked["statement"], asked["term"], asked.get("value"), told)


def _faults(asked: Mapping[str, Any]) -> Iterator[str]:
    """Yield what is of the wrong form."""
    for name in sorted(asked.keys() - set(MEMBERS)):
        yield f"{name[:40]}: not known here; wanted some of {', '.join(MEMBERS)}"
    if asked.get("verdict") not in VERDICTS:
        yield f"verdict: found {str(asked.get('verdict'))[:40]!r}; wanted one of {', '.join(VERDICTS)}"
    for name, most in LENGTHS.items():
        value = asked.get(name)
        if value is not None and not isinstance(value, str):
            yield f"{name}: found {str(value)[:40]!r}; wanted text"
        elif value and len(value) > most:
            yield f"{name}: found {len(value):,} characters; wanted {most:,} at most"
        elif value and _CONTROL.search(value):
            yield f"{name}: holds a control character"
    for name, most in LISTS.items():
        listed = asked.get(name, [])
        if not isinstance(listed, list) or not all(isinstance(each, str) for each in listed) or len(listed) > most:
            yield f"{name}: wanted a list of {most:,} texts at most"


def _missing(asked: Mapping[str, Any]) -> Iterator[str]:
    """Yield what a verdict needs and does not have."""
    verdict = asked["verdict"]
    if not (asked.get("by") or "").strip():
        yield "by: missing; wanted the name of who judges"
    if verdict in OF_ENTITIES and len(asked.get("names", ())) != 2:
        yield 'names: wanted two such as "person/wang-yi", the one that stays first'
    if verdict == "undone" and not re.fullmatch(_JUDGEMENT, asked.get("judgement") or ""):
        yield "judgement: wanted the id of one, eight hexadecimal digits"
    if verdict == "corrected" and not asked.get("term"):
        yield "term: missing; wanted what is corrected, such as date"
    of_statement = verdict in (*OF_STATEMENTS, "corrected") and not asked.get("name")
    if of_statement and not re.fullmatch(_STATEMENT, asked.get("statement") or ""):
        yield "statement: wanted the end of its IRI"
    if asked.get("name") and (verdict != "corrected" or asked.get("term") != "name" or not asked.get("value")):
        yield "term: of a name only the name can be corrected, to some words"
