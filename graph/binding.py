"""Relations as values, and whom they bind: the sides that a name joins, the state or body behind a person.

"The Italy–China Committee" joins two states; a minister who signs binds the state of his office, not himself.
"""

import re
from collections.abc import Iterable
from decimal import Decimal

from spacy.tokens import Token

from .gazetteer import Gazetteer
from .language import plain
from .page import Page, Paragraph
from .resolve import Resolver
from .statement import Relation
from .syntax import clause_span
from .wordlists import table

BODIES = frozenset({"State", "Organization"})
_DASH = re.compile(r"\s?[-\u2013]\s?")
_LONGEST_SIDE = 3


def relate(
    paragraph: Paragraph,
    predicate: str,
    subject: str,
    target: str,
    start: int,
    end: int,
    *,
    status: str | None = None,
    role: str | None = None,
    rule: str | None = None,
    confidence: str = "0.80",
) -> Relation:
    """Return a relation whose evidence is tokens [start, end)."""
    return Relation(
        predicate=predicate,
        subject=subject,
        object=target,
        status=status,
        role=role,
        rule=rule,
        evidence=(paragraph.span(start, end),),
        confidence=Decimal(confidence),
    )


def relate_clause(
    paragraph: Paragraph, token: Token, predicate: str, subject: str, target: str, confidence: str
) -> Relation:
    """Return a relation whose evidence is the clause of the word that tells it."""
    evidence = (clause_span(paragraph, token),)
    return Relation(
        predicate=predicate, subject=subject, object=target, evidence=evidence, confidence=Decimal(confidence)
    )


def keys_in(page: Page, paragraph: Paragraph, tokens: Iterable[Token], kinds: frozenset[str]) -> list[str]:
    """Return whom of some kinds the tokens name, each once."""
    found = [paragraph.at[token.i].key for token in tokens if token.i in paragraph.at]
    return [key for key in dict.fromkeys(found) if page.type_of(key) in kinds]


def institution_of(page: Page, resolver: Resolver, key: str) -> list[str]:
    """Return whom a signatory binds: the state or body of a person's office, else himself no one.

    Of a person without an office in the text it is whom the ontology knows him to serve; a former office binds nobody.
    """
    if page.type_of(key) == "Person":
        told = [tenure for tenure in resolver.tenures if tenure.holder == key]
        served = page.serves.get(key, "") if not told else ""
        held = [tenure.of for tenure in told if tenure.of and not tenure.former]
        return (held or ([served] if served in page.entities else []))[:1]
    return [key] if page.type_of(key) in BODIES | {"Company"} else []


def joined_sides(page: Page, name: str, gazetteer: Gazetteer, *, halves: bool = True) -> list[str]:
    """Return the states or bodies that dashes join in front of a name's head, with `halves` also "Franco-German"."""
    pieces = _DASH.split(plain(name))
    if len(pieces) < 2:
        return []
    sides = [*dict.fromkeys(side for piece in pieces if (side := _side(piece.split(), gazetteer, halves=halves)))]
    if len(sides) < 2:
        return []
    return [side if side in page.entities else page.imply(side, gazetteer.actors[side].type) for side in sides]


def _side(parts: list[str], gazetteer: Gazetteer, *, halves: bool) -> str | None:
    """Return the state or body that the first or last words of a piece name, the longest name first."""
    half = table("words", "combining").get(parts[-1].lower()) if parts and halves else None
    if half:
        return f"state/{half}"
    for length in range(min(_LONGEST_SIDE, len(parts)), 0, -1):
        first, last = " ".join(parts[:length]), " ".join(parts[-length:])
        options = gazetteer.names.get(first, ()) or gazetteer.names.get(last, ())
        known = [option.actor.key for option in options if option.actor.type in BODIES]
        if known:
            return known[0]
    return None
