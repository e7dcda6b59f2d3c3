"""Capitalised names in a paragraph, and what their words tell of what they name.

A name is a run of capitalised words, joined by the small words that names hold ("of", "for", "von"); its head word
("Treaty", "Committee") tells what it names. The heads are data: `lexicon/heads.toml`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from spacy.tokens import Doc, Token

from .wordlists import words

NAMED_TYPES = ("Agreement", "Measure", "Initiative", "Organization", "Company", "Place")
DASHES = frozenset({"-", "\u2013", "\u2014"})
_OPENING_MARKS = frozenset({'"', "'", ":", "(", "-", "\u2014", "."})
_SMALL_PARTS = frozenset({"DET", "PRON", "ADP", "SCONJ", "CCONJ", "ADV", "AUX", "PART", "INTJ"})
_COMPLEMENT = frozenset({"of", "for", "on"})
_SMALL_HEADED = frozenset({"Agreement", "Initiative", "Place"})


@dataclass(frozen=True, slots=True)
class Chunk:
    """A run of tokens [start, end) that may be a name, and the type that its head word tells, if any."""

    start: int
    end: int
    type: str | None
    head: int


@cache
def head_types() -> dict[str, str]:
    """Return the type that each head word tells."""
    return {head: kind for kind in reversed(NAMED_TYPES) for head in words("heads", kind, "heads")}


def loose_heads() -> frozenset[str]:
    """Return the heads that are as often no name."""
    return words("heads", "loose")


@cache
def given_names() -> frozenset[str]:
    """Return the given names of the lexicon."""
    text = files(__package__).joinpath("lexicon", "given_names.txt").read_text("utf-8")
    return frozenset(word for line in text.splitlines() if not line.startswith("#") for word in line.split())


def capitalised(token: Token) -> bool:
    """Tell whether a token is written as a name."""
    return token.text[0].isupper() or (token.text[0].isdigit() and any(c.isupper() for c in token.text))


def _opens(token: Token) -> bool:
    """Tell whether a name can begin here: a capital at a sentence's start may belong to an ordinary word."""
    if not capitalised(token):
        return False
    if not (token.is_sent_start or token.i == 0 or token.nbor(-1).text in _OPENING_MARKS):
        return True
    if token.lower_ in words("heads", "connectors") or token.pos_ in _SMALL_PARTS:
        return False
    follows = token.i + 1 < len(token.doc) and capitalised(token.nbor(1))
    return token.pos_ == "PROPN" or token.ent_type_ != "" or follows or token.text.isupper()


def chunks(doc: Doc) -> Iterator[Chunk]:
    """Yield the capitalised names of a paragraph, left to right."""
    index = 0
    while index < len(doc):
        start = _leading_years(doc, index)
        if start is None and not _opens(doc[index]):
            index += 1
            continue
        end = _extent(doc, index if start is None else start)
        end = _small_head(doc, index, end)
        if start is not None and not _headed(doc, start, end):
            index += 1
            continue
        kind, head = _type(doc, index, end)
        yield Chunk(index, end, kind, head)
        index = end


def _leading_years(doc: Doc, index: int) -> int | None:
    """Return where a name goes on behind the year(s) that open it ("2024–2027 Action Plan"), or None."""
    here = index
    if not re.fullmatch(r"(?:19|20)\d\d(?:[-\u2013]\d{2,4})?", doc[here].text):
        return None
    if here + 2 < len(doc) and doc[here + 1].text in DASHES and doc[here + 2].text.isdigit():
        here += 2
    here += 1
    if here < len(doc) and (
        capitalised(doc[here]) or doc[here].lower_ in {"accord", "treaty", "agreement", "pact", "memorandum"}
    ):
        return here
    return None


def _headed(doc: Doc, start: int, end: int) -> bool:
    return any(doc[i].lower_ in head_types() for i in range(start, end)) and _type(doc, start, end)[0] in {
        "Agreement",
        "Measure",
        "Initiative",
    }


def _extent(doc: Doc, start: int) -> int:
    """Return the token behind the last of the name that begins at `start`."""
    end = start + 1
    while end < len(doc):
        step = _step(doc, start, end)
        if not step:
            break
        end += step
    return end


def _step(doc: Doc, start: int, end: int) -> int:
    """Return how many tokens the name takes in next: none where it ends."""
    token = doc[end]
    after = doc[end + 1] if end + 1 < len(doc) else None
    if token.is_sent_start and not doc[end - 1].text.endswith("."):
        return 0
    if capitalised(token):
        return 1
    if after is None:
        return 0
    glued = not doc[end - 1].whitespace_ and not token.whitespace_
    if token.text in DASHES and glued and after.is_alpha:
        return _behind_dash(doc, end, after)
    if token.text.isdigit() and capitalised(after) and doc[end - 1].text.isalpha():
        return 2
    if token.lower_ in {"number", "no."} or (
        token.text[0].isdigit() and "/" in token.text and doc[end - 1].lower_ in head_types()
    ):
        return 1
    return _connect(doc, start, end, token, after)


def _behind_dash(doc: Doc, end: int, after: Token) -> int:
    """Return how many tokens a name takes in at a dash: a capitalised word, or a small noun that another dash may
    follow.
    """
    if capitalised(after):
        return 2
    goes_on = end + 2 < len(doc) and capitalised(doc[end + 2])
    return 2 if goes_on and after.pos_ in {"NOUN", "ADJ"} and not after.text.endswith("ed") else 0


def _connect(doc: Doc, start: int, end: int, token: Token, after: Token) -> int:
    small = token.lower_
    particles = words("heads", "connectors", "particles")
    if small in particles and after.text in DASHES and end + 2 < len(doc) and capitalised(doc[end + 2]):
        return 3
    if small in particles:
        behind = next((i for i in range(end, min(end + 4, len(doc))) if doc[i].lower_ not in particles), end)
        return behind - end + 1 if behind < len(doc) and capitalised(doc[behind]) else 0
    heads = any(doc[i].lower_ in head_types() for i in range(start, end))
    if after.text in words("words", "no_names"):
        return 0
    if small == "of" or (small in {"for", "on"} and heads):
        if capitalised(after):
            return 2
        if after.lower_ == "the" and end + 2 < len(doc) and capitalised(doc[end + 2]):
            return 3
    inside = any(doc[i].lower_ in _COMPLEMENT for i in range(start, end))
    joins = small == "and" and inside and heads and capitalised(after)
    return 2 if joins and after.ent_type_ not in {"PERSON", "GPE"} else 0


def _small_head(doc: Doc, start: int, end: int) -> int:
    """Take in a head in small letters behind names that a dash joins ("China–Laos railway") or behind a year ("2023
    accord").
    """
    if end >= len(doc) or head_types().get(doc[end].lower_) not in _SMALL_HEADED or doc[end].lower_ in loose_heads():
        return end
    joined = any(doc[i].text in DASHES for i in range(start, end))
    year = doc[start].text.isdigit() and end == start + 1
    return end + 1 if joined or year else end


def _type(doc: Doc, start: int, end: int) -> tuple[str | None, int]:
    """Return the type that the head word tells, and its index: the last head before "of", "on" or "for", else the last
    word.
    """
    border = next((i for i in range(start + 1, end) if doc[i].lower_ in _COMPLEMENT), end)
    if doc[border - 1].text[0].isdigit() and border - 1 > start:
        border -= 1
    last = border - 1
    pair = f"{doc[last - 1].lower_} {doc[last].lower_}" if last > start else ""
    full = " ".join(token.lower_ for token in doc[last : last + 3])
    for phrase in (full, pair, doc[last].lower_):
        if phrase in head_types():
            return head_types()[phrase], last
    return None, end - 1
