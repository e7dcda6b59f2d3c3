"""Whether a capital is meant as the place ("talks in Rome") or as its state ("Rome demands").

The words around it decide; where they do not, it is the state, as capitals mostly are in texts on diplomacy.
"""

import re

from spacy.tokens import Doc

from .gazetteer import Gazetteer, Name
from .wordlists import words

_DATELINE = re.compile(
    r"^[A-Z][A-Za-z']+(?: [A-Z][A-Za-z']+)*,?\s"
    r"(?:[A-Z][a-z]{2,8}\.? \d{1,2}\b|\d{1,2} [A-Z][a-z]+|\([A-Z][\w ]+\)\s?[-\u2013\u2014])"
)
_SEATED = frozenset({"-based", "-headquartered", "-registered", "-born"})
_LONGEST_STATE = 6
_DISTRICT = re.compile(r"(?:[A-Z]\.){2,}")
_WAYS = frozenset({"to", "from", "for", "via", "through", "into", "towards"})


def is_place(doc: Doc, start: int, end: int, seat: Name, gazetteer: Gazetteer) -> bool:
    """Tell whether tokens [start, end), which name the capital `seat`, are meant as the place."""
    if doc[end : end + 2].text.lower() in _SEATED:
        return True
    if start == 0:
        return _in_its_state(doc, end, seat, gazetteer) or bool(_DATELINE.match(doc.text))
    before = doc[start - 1].lower_
    if before == "(" and end < len(doc) and doc[end].text == ")":
        return True
    if _in_its_state(doc, end, seat, gazetteer) or _in_dateline(doc, start, end):
        return True
    if before in words("names", "place_prepositions") or _before_body(doc, start, end):
        return True
    if before == "the":
        return False
    head = doc[start:end].root
    if before in _WAYS and head.dep_ in {"pobj", "pcomp"}:
        return head.head.head.lemma_.lower() in words("names", "moving")
    return _before_local_noun(doc, start, end)


def _in_its_state(doc: Doc, end: int, seat: Name, gazetteer: Gazetteer) -> bool:
    """Tell whether a comma and the capital's own state or district follow: "Paris, France"."""
    if end + 1 >= len(doc) or doc[end].text != ",":
        return False
    follows = (doc[end + 1 : stop].text for stop in range(end + 2, min(end + 2 + _LONGEST_STATE, len(doc) + 1)))
    state = any(name.actor == seat.actor for form in follows for name in gazetteer.names.get(form, ()))
    return state or (bool(_DISTRICT.fullmatch(doc[end + 1].text)) and doc[end + 1].text not in gazetteer.names)


def _in_dateline(doc: Doc, start: int, end: int) -> bool:
    """Tell whether a capital stands between commas before a date: "..., Lisbon, 12 May"."""
    if doc[start - 1].text != "," or end >= len(doc):
        return False
    after, following = doc[end], doc[min(end + 1, len(doc) - 1)]
    return after.like_num or (after.text == "," and (end + 1 == len(doc) or following.like_num))


def _before_body(doc: Doc, start: int, end: int) -> bool:
    """Tell whether a body in small letters follows that sits there: "the Vienna think tank"."""
    if doc[start:end].root.dep_ not in {"compound", "nmod"}:
        return False
    return any(token.lemma_.lower() in words("names", "body_nouns") and token.is_lower for token in doc[end : end + 2])


def _before_local_noun(doc: Doc, start: int, end: int) -> bool:
    """Tell whether the noun that a capital qualifies stands or happens there: "the Vienna airport"."""
    head = doc[start:end].root
    local = words("names", "body_nouns") | words("names", "local_nouns") | words("names", "company_nouns")
    return head.dep_ in {"compound", "nmod"} and end < len(doc) and head.head.lemma_.lower() in local
