"""When and where: the time and the place that a sentence gives to what it tells."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Token

from .anchor import Anchor, years_above
from .lines import ENTRY
from .page import Mention, Page, Paragraph
from .periods import Period, find_periods
from .statement import Event
from .wordlists import words

_ISSUED_TO_THE_DAY = 10
_TOP = 5
_SET = frozenset({"Consult", "Agree", "Request", "Support", "Accuse", "Reject"})


def sentence_periods(
    paragraph: Paragraph, start: int, end: int, anchor: Anchor, before: str | None, *, future: bool
) -> list[Period]:
    """Return the times a sentence names, in characters of the paragraph, without those inside names ("2019
    Memorandum").
    """
    base = paragraph.doc[start].idx
    text = paragraph.text[base : paragraph.doc[end - 1].idx + len(paragraph.doc[end - 1])]
    found = [
        Period(p.first + base, p.last + base, p.start, p.end, p.guessed)
        for p in find_periods(text, anchor, before=before, future=future)
    ]
    if not found:
        return []
    held = [
        (paragraph.tokens[m.start].idx, paragraph.tokens[m.end - 1].idx + len(paragraph.tokens[m.end - 1]))
        for m in paragraph.mentions()
    ]
    return [p for p in found if not any(first < p.last and p.first < last for first, last in held)]


def time_of(token: Token, periods: Sequence[Period]) -> Period | None:
    """Return the time of an act: one that hangs on its words, else the one in its clause that stands nearest."""
    if len(periods) < 2:
        return next(iter(periods), None)
    inside = {child.idx for child in token.subtree}
    hanging = [p for p in periods if any(p.first <= index < p.last for index in inside)]
    text = token.doc.text
    return min(hanging or periods, key=lambda p: (_distance(text, token, p), p.first))


def _distance(text: str, token: Token, period: Period) -> int:
    """Return how far a time stands from an act, in characters; one beyond another clause is farther."""
    between = text[min(token.idx, period.last) : max(token.idx, period.first)]
    parted = 200 if re.search(r";|, and |, while | but ", between) else 0
    return parted + min(abs(period.first - token.idx), abs(period.last - token.idx))


def _locates(prep: Token, token: Token) -> bool:
    """Tell whether a place belongs to an act rather than to another noun ("the conflict in Ruritania")."""
    governor = prep.head
    met = governor.head.head if governor.head.lower_ == "with" else governor.head
    return governor.pos_ not in {"NOUN", "NUM", "PRON"} or token in (governor, governor.head, met)


def place_of(page: Page, paragraph: Paragraph, token: Token) -> str | None:
    """Return where an act took place: the place behind "in" or "at" in its sentence that stands nearest."""
    sentence = token.sent
    places = [
        mention
        for mention in paragraph.mentions()
        if sentence.start <= mention.start < sentence.end
        and _is_where(page, paragraph, mention, token)
        and not _is_elsewhere(paragraph.doc[mention.start], token)
    ]
    return min(places, key=lambda m: (abs(m.start - token.i), m.start)).key if places else None


def _is_elsewhere(place: Token, act: Token) -> bool:
    """Tell whether a place belongs to a clause below an act: where what is asked for is to be, not who asks it."""
    for above in place.ancestors:
        if above == act:
            return False
        if above.dep_ == "ccomp" and above.pos_ in {"VERB", "AUX"}:
            return act in above.ancestors
    return False


def _is_where(page: Page, paragraph: Paragraph, mention: Mention, token: Token) -> bool:
    """Tell whether a place or state is named as where something is, or as where a journey leads."""
    kind = page.type_of(mention.key)
    if kind not in {"Place", "State"} or (kind == "State" and mention.kind == "adjective"):
        return False
    doc, index = paragraph.doc, mention.start - 1
    if index > 0 and doc[index].lower_ == "the":
        index -= 1
    before = doc[index].lower_ if index >= 0 else ""
    prep = doc[mention.start : mention.end].root.head
    arrived = before == "to" and prep.head.lemma_.lower() in words("acts", "arriving")
    return arrived or (before in words("names", "place_prepositions") and _locates(prep, token))


@dataclass(frozen=True, slots=True)
class Setting:
    """Where and when what a text tells takes place as long as it names no other time or place: the dateline of a
    readout.
    """

    date: str | None = None
    place: str | None = None
    paragraph: int | None = None


def anchors_of(page: Page, anchor: Anchor) -> Mapping[int, Anchor]:
    """Return by paragraph the anchor of those under a year that stands alone above them."""
    years = years_above([paragraph.text for paragraph in page.paragraphs])
    numbers = [paragraph.number for paragraph in page.paragraphs]
    return {numbers[place]: anchor if year == anchor.year else Anchor(None, year) for place, year in years.items()}


def leading_dates(page: Page, anchor: Anchor) -> dict[int, Period]:
    """Return by paragraph the date that leads it in a chronology: at its own head, or alone in a line above.

    A date that stands alone only once is when the text was written, and leads nothing.
    """
    alone = {p.number: found[0] for p in page.paragraphs if (found := _only_date(p, anchor))}
    leads: dict[int, Period] = {}
    above: Period | None = None
    anchors = anchors_of(page, anchor)
    for paragraph in page.paragraphs:
        if paragraph.number in alone and len(alone) > 1:
            above = replace(alone[paragraph.number], first=0, last=0)
            continue
        own = [p for p in find_periods(paragraph.text, anchors.get(paragraph.number, anchor)) if p.first < 3]
        if paragraph.tells and ENTRY.match(paragraph.text) and own:
            leads[paragraph.number] = own[0]
        elif above is not None:
            leads[paragraph.number] = above
    return leads


def _only_date(paragraph: Paragraph, anchor: Anchor) -> list[Period]:
    """Return the date of a line that holds nothing else."""
    found = find_periods(paragraph.text, anchor)
    told = sum(period.last - period.first for period in found)
    return found if found and found[0].start and told >= len(paragraph.text.strip(" .:")) - 2 else []


def dateline(page: Page) -> Setting:
    """Return the place that the headings give, and the date of issue where the text tells of that same day."""
    issued = page.document.issued
    today = any(re.search(r"\btoday\b", paragraph.text) for paragraph in page.paragraphs)
    day = issued if issued and len(issued) == _ISSUED_TO_THE_DAY and today else None
    for paragraph in page.paragraphs[:_TOP]:
        for mention in paragraph.mentions() if not paragraph.tells else ():
            before = paragraph.doc[mention.start - 1].text if mention.start else ""
            if page.type_of(mention.key) == "Place" and before in {",", "in", "at"}:
                return Setting(day, mention.key)
    return Setting(day, None)


def settled(
    event: Event, token: Token, paragraph: Paragraph, setting: Setting, *, dated: bool
) -> tuple[Event, Setting]:
    """Return an event with the time and place of its setting where its own sentence names none, and what follows."""
    if event.modality != "fact":
        return event, setting
    told = event
    near = setting.paragraph is None or setting.paragraph == paragraph.number
    perfect = any(child.dep_ == "aux" and child.lemma_ in {"have", "had"} for child in token.children)
    if event.kind in _SET and near and not dated and not perfect:
        told = replace(event, date=event.date or setting.date, place=event.place or setting.place)
    given = event.place or (event.date and len(event.date) > len("2025"))
    from_headings = setting.paragraph is None and (setting.place or setting.date)
    if event.kind not in {"Consult", "Agree"} or not given or from_headings:
        return told, setting
    date = event.date or (setting.date if near else None)
    return told, Setting(date, event.place or (setting.place if near else None), paragraph.number)
