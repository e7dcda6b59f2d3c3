"""What the columns and fields of an export are, so that files and codebook are made from the same list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Field:
    """A column or field: what it means, of which type, which values or unit it has and where it comes from."""

    name: str
    meaning: str
    type: str = "text"
    values: str = ""
    source: str = ""


_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
HEADINGS = ("Name", "Meaning", "Type", "Values and unit", "Source")


def table(fields: Sequence[Field]) -> str:
    """Return fields as a table of Markdown."""
    rows = [HEADINGS, tuple("---" for _ in HEADINGS)]
    rows += [(f"`{each.name}`", each.meaning, each.type, each.values, each.source) for each in fields]
    return "".join(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |\n" for row in rows)


def safe(cell: str) -> str:
    """Return text that no spreadsheet takes for a formula: an apostrophe before what would begin one (OWASP).

    >>> safe("=1+1"), safe("Italy")
    ("'=1+1", 'Italy')
    """
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
