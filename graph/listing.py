"""Lists of what was concluded: "The following were signed:" and, line by line, the agreements.

Press releases tell so what a visit brought. Each agreement of the list is one event between those whom its line names,
else between the two states that the document is about.
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from .binding import joined_sides
from .page import Page, Paragraph
from .resolve import Resolver
from .statement import Event, Relation

_HEAD = re.compile(
    r"\b(?:sign|conclud|exchang|adopt|finalis|finaliz|agreed|outcomes?|documents?|agreements|announce)\w*\b.*:\s*$",
    re.IGNORECASE,
)
_ITEM = re.compile(r"^\s*(?:\(?[ivxlc\d]{1,4}[.)]|[-\u2022\u2013*])\s+|.*;$", re.IGNORECASE)


def listed(page: Page) -> Iterator[tuple[Paragraph, int]]:
    """Yield the paragraphs that are items of such lists, with the number of the paragraph that heads them."""
    head: int | None = None
    for paragraph in page.paragraphs:
        text = paragraph.text
        if _HEAD.search(text):
            head = paragraph.number
        elif head is not None and _ITEM.match(text):
            yield paragraph, head
        elif head is not None and paragraph.number > head + 1:
            head = None


def events_of_lists(page: Page, resolver: Resolver, date: str | None) -> Iterator[Event | Relation]:
    """Yield what lists of concluded agreements say."""
    for paragraph, _ in listed(page):
        for mention in paragraph.mentions():
            if page.type_of(mention.key) == "Agreement":
                sides = _sides(page, paragraph, resolver, mention.key)
                if len(sides) > 1:
                    yield from _concluded(paragraph, mention.key, sides, date)
                break


def _sides(page: Page, paragraph: Paragraph, resolver: Resolver, agreement: str) -> list[str]:
    named = joined_sides(page, page.entities[agreement].name, resolver.gazetteer)
    if named:
        return named
    bodies = [
        m
        for m in paragraph.mentions()
        if page.type_of(m.key) in {"State", "Organization", "Company"} and m.kind == "name"
    ]
    between = [m for m in bodies if _between(paragraph, m.start)]
    return list(dict.fromkeys(m.key for m in between))[:2] or list(resolver.dyad() or ())


def _between(paragraph: Paragraph, start: int) -> bool:
    """Tell whether a name stands in "between A and B"."""
    words = [token.lower_ for token in paragraph.doc[max(0, start - 26) : start]]
    return "between" in words and "on" not in words[words.index("between") :]


def _concluded(paragraph: Paragraph, agreement: str, sides: list[str], date: str | None) -> Iterator[Event | Relation]:
    evidence = (paragraph.span(0, len(paragraph.doc)),) if len(paragraph.text) < 480 else (paragraph.span(0, 60),)
    renewed = "renewal" in paragraph.text.lower() or "extension" in paragraph.text.lower()
    yield Event(
        kind="Agree",
        actors=(min(sides),),
        recipients=(max(sides),),
        object=agreement,
        date=date,
        evidence=evidence,
        confidence=Decimal("0.75"),
    )
    for side in sides:
        yield Relation(
            predicate="partyTo",
            subject=side,
            object=agreement,
            status="renewed" if renewed else "signed",
            evidence=evidence,
            confidence=Decimal("0.75"),
        )
