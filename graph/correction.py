"""What may be corrected in a statement, by the names of the vocabulary, and how a right value is read.

Who did what is no matter of correction: where the sides or the kind of a statement are wrong, it is to be rejected.
"""

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from .errors import ReviewError
from .statement import BOUNDS, FLOWS, MODALITIES, ROLES, STATUSES, Statement
from .transcript import typed

TERMS: Mapping[str, str] = {
    "date": "date", "place": "place", "modality": "modality", "saidBy": "said_by", "topic": "topic",
    "officeTitle": "title", "officeOf": "of", "start": "start", "end": "end", "former": "former",
    "status": "status", "role": "role", "reporter": "reporter", "partner": "partner", "flow": "flow", "value": "value",
    "bound": "bound", "currency": "currency", "unit": "unit", "change": "change",
    "periodStart": "period_start", "periodEnd": "period_end",
}  # fmt: skip
CHOICES: Mapping[str, tuple[str, ...]] = {
    "modality": MODALITIES, "status": STATUSES, "role": ROLES, "flow": FLOWS, "bound": BOUNDS,
}  # fmt: skip
_TRUTHS = {"true": True, "false": False}


def terms_of(kind: type[Statement]) -> tuple[str, ...]:
    """Return the terms that can be corrected in statements of a family, in the order of the alphabet."""
    own = {entry.name for entry in fields(kind)}
    return tuple(name for name, column in sorted(TERMS.items()) if column in own)


def correction(statement: Statement, term: str, value: str | None) -> tuple[str, Any]:
    """Return the field of a statement that a term names and its right value, or raise `ReviewError`."""
    kind = type(statement).__name__
    own = {entry.name: entry for entry in fields(statement)}
    entry = own.get(TERMS.get(term, ""))
    if entry is None:
        known = ", ".join(terms_of(type(statement)))
        raise ReviewError(f"{term}: cannot be corrected in a {kind.lower()}; wanted one of {known}")
    if value is None:
        if entry.default is not None:
            raise ReviewError(f"{term}: cannot be left out of a {kind.lower()}; wanted a value")
        return entry.name, None
    choices = _TRUTHS if entry.type is bool else CHOICES.get(entry.name)
    if not value or (choices and value not in choices):
        raise ReviewError(f"{term}: found {value!r}; wanted {', '.join(choices) if choices else 'some words'}")
    try:
        return entry.name, typed(term, entry.type, _TRUTHS[value] if entry.type is bool else value)
    except ValueError as error:
        raise ReviewError(str(error)) from error
