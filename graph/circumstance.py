"""When and where: the time and the place that a sentence gives to what it tells."""

from collections.abc import Sequence

from spacy.tokens import Token

from .page import Page, Paragraph
from .periods import Anchor, Period, find_periods

_PLACING = frozenset({"in", "at", "near", "outside", "around", "off", "across"})


def sentence_periods(page: Page, paragraph: Paragraph, start: int, end: int, anchor: Anchor, before: str | None, *, future: bool) -> list[Period]:
    """Return the times a sentence names, in characters of the paragraph, without those inside names ("2019 Memorandum")."""
    base = paragraph.doc[start].idx
    text = paragraph.doc.text[base : base + len(paragraph.doc[start:end].text)]
    held = [(paragraph.doc[m.start].idx, paragraph.doc[m.end - 1].idx + len(paragraph.doc[m.end - 1])) for m in paragraph.mentions()]
    found = (
        Period(p.first + base, p.last + base, p.start, p.end, p.guessed)
        for p in find_periods(text, anchor, before=before, future=future)
    )
    return [p for p in found if not any(first < p.last and p.first < last for first, last in held)]


def time_of(token: Token, periods: Sequence[Period]) -> Period | None:
    """Return the time of an act: one that hangs on its words, else the one in its clause that stands nearest."""
    if not periods:
        return None
    inside = {child.idx for child in token.subtree}
    hanging = [p for p in periods if any(p.first <= index < p.last for index in inside)]
    return min(hanging or periods, key=lambda p: (min(abs(p.first - token.idx), abs(p.last - token.idx)), p.first))


def place_of(page: Page, paragraph: Paragraph, token: Token, taken: Sequence[str]) -> str | None:
    """Return where an act took place: a place behind "in" or "at" in its words, else in its sentence."""
    places = []
    for mention in paragraph.mentions():
        entity = page.entities[mention.key]
        before = paragraph.doc[mention.start - 1].lower_ if mention.start else ""
        if before == "the" and mention.start > 1:
            before = paragraph.doc[mention.start - 2].lower_
        within = token.sent.start <= mention.start < token.sent.end
        arrived = before == "to" and token.lemma_.lower() in {"visit", "trip", "travel", "fly", "arrive", "head", "proceed", "go", "journey"}
        if within and entity.type in {"Place", "State"} and (before in _PLACING or arrived) and (entity.type == "Place" or mention.kind != "adjective"):
            places.append(mention)
    if not places:
        return None
    return min(places, key=lambda m: (abs(m.start - token.i), m.start)).key
