"""What templates need to show values: as filters and tests, so that templates hold no logic of their own."""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from markupsafe import Markup
from rdflib import URIRef

from graph.report.marked import verbatim
from graph.report.wording import (
    Line,
    Piece,
    Words,
    amount_words,
    change_words,
    date_words,
    number_words,
    period_words,
    signed,
)

from .addresses import is_web_address
from .catalogue import Name

TYPES = {
    "state": ("State", "States"),
    "organization": ("Organisation", "Organisations"),
    "company": ("Company", "Companies"),
    "person": ("Person", "People"),
    "place": ("Place", "Places"),
    "agreement": ("Agreement", "Agreements"),
    "measure": ("Measure", "Measures"),
    "initiative": ("Initiative", "Initiatives"),
}
FAMILIES = {
    "event": ("Event", "Events"),
    "tenure": ("Office", "Offices"),
    "relation": ("Relation", "Relations"),
    "observation": ("Figure", "Figures"),
}
KINDS = {
    "memberOf": "Member", "partyTo": "Party", "takesPartIn": "Takes part", "adopts": "Adopts",
    "proposedBy": "Proposed", "signedBy": "Signed",
    "targets": "Targets", "favours": "Favours", "aboutSector": "Sector", "stakeIn": "Stake", "basedIn": "Seat",
    "buildsOn": "Builds on", "rivalOf": "Rival", "partnerOf": "Partner",
}  # fmt: skip


def pips(confidence: Decimal | float) -> int:
    """Return how many of the four pips are lit: 1 below 0.60, 2 from there, 3 from 0.75, 4 from 0.90."""
    return 1 + sum(float(confidence) >= step for step in (0.6, 0.75, 0.9))


def way(intensity: Decimal | float | None) -> str:
    """Return whether an intensity is cooperation (up), conflict (down) or neither (flat)."""
    if intensity is None or -0.5 <= intensity <= 0.5:
        return "flat"
    return "up" if intensity > 0 else "down"


def several(count: int, one: str, many: str | None = None) -> str:
    """Return a count with its noun: "1 sentence", "2,140 names"."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def type_label(kind: str) -> str:
    """Return an entity type in words."""
    return TYPES.get(kind, (kind.capitalize(), ""))[0]


def types_label(kind: str) -> str:
    """Return an entity type in words, in the plural."""
    return TYPES.get(kind, ("", kind.capitalize()))[1]


def family_label(family: str) -> str:
    """Return a family of statements in words, in the plural."""
    return FAMILIES.get(family, ("", family.capitalize()))[1]


def kind_label(kind: str) -> str:
    """Return a kind of statement in a word or two."""
    return KINDS.get(kind, kind)


def head(line: Sequence[Piece[Name]]) -> Line[Name]:
    """Return a figure's line without its amount, which a table shows in a column of its own."""
    last = line[-1] if line else ""
    return tuple(line[:-1]) if isinstance(last, str) and last.startswith(": ") else tuple(line)


def amount_of(facts: Mapping[str, str]) -> str | None:
    """Return a figure's value with its unit."""
    value = Decimal(facts["value"]) if "value" in facts else None
    return amount_words(value, facts.get("currency"), facts.get("unit"), facts.get("bound"))


def change_of(facts: Mapping[str, str]) -> str:
    """Return a figure's change against the year before."""
    return change_words(Decimal(facts["change"])) if "change" in facts else ""


def sortable(date: str) -> str:
    """Return a date as a number by which a column sorts."""
    return (date.replace("-", "") + "0000")[:8]


def lines(text: str) -> int:
    """Return how many lines a text has."""
    return text.count("\n") + 1


FILTERS: dict[str, Callable[..., Any]] = {
    "pips": pips, "way": way, "several": several, "signed": signed, "datewords": date_words, "number": number_words,
    "change": change_words, "period": period_words, "type_label": type_label, "types_label": types_label,
    "family_label": family_label, "kind_label": kind_label, "head": head, "amount": amount_of, "change_of": change_of,
    "sortable_date": sortable, "lines": lines,
    "verbatim": verbatim,
}  # fmt: skip
TESTS: dict[str, Callable[[Any], bool]] = {
    "name": lambda piece: isinstance(piece, Name),
    "iri_term": lambda term: isinstance(term, URIRef),
    "words": lambda piece: isinstance(piece, Words),
    "web_address": is_web_address,
}
GLOBALS: dict[str, Any] = {
    "glyphs": tuple(TYPES),
    "unstated": Markup('<span class="muted">not stated</span>'),
    "none_word": Markup('<span class="muted">none</span>'),
}
