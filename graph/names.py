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

from .wordlists import lexicon, words

NAMED_TYPES = ("Agreement", "Measure", "Initiative", "Organization", "Company", "Place")
DASHES = frozenset({"-", "\u2013", "\u2014"})
_OPENING_MARKS = frozenset({'"', "'", ":", "(", "-", "\u2014", "."})
_SMALL_PARTS = frozenset({"DET", "PRON", "ADP", "SCONJ", "CCONJ", "ADV", "AUX", "PART", "INTJ"})
_COMPLEMENT = frozenset({"of", "for", "on", "to"})
_LONE = frozenset({"GPE", "PERSON", "NORP"})
_PARTED = frozenset({"Agreement", "Initiative", "Organization", "Company"})
_JOINING = frozenset({"ORG", "LAW", "EVENT", "FAC"})
_FIELD_ENDINGS = ("ence", "ance", "ity", "tion", "ment", "ship", "ness", "ing", "ics", "ism", "logy", "wth")
_SUFFIXES = frozenset({"Jr", "Jr.", "Sr", "Sr."})
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
    if token.is_currency or token.text[-1] in "$€£¥":
        return False
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
    index, marked = 0, [token.text[0].isupper() or token.text[0].isdigit() for token in doc]
    while index < len(marked):
        if not marked[index]:
            index += 1
            continue
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
    if token.text == "," and after is not None and after.text in _SUFFIXES:
        return 2
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
    if capitalised(after) or _is_given_name_half(doc, end, after):
        return 2
    goes_on = end + 2 < len(doc) and capitalised(doc[end + 2])
    return 2 if goes_on and after.pos_ in {"NOUN", "ADJ"} and not after.text.endswith("ed") else 0


def _is_given_name_half(doc: Doc, dash: int, after: Token) -> bool:
    """Tell whether a word in small letters behind a hyphen ends a given name ("Ing-wen") rather than a compound."""
    before = doc[dash - 1]
    name = before.text.istitle() and len(before.text) < 6 and dash > 1 and capitalised(doc[dash - 2])
    return doc[dash].text == "-" and name and len(after.text) < 7 and after.lower_ not in words("names", "compounding")


def _is_whole(token: Token) -> bool:
    """Tell whether a word ends a name of its own ("Commission")."""
    return head_types().get(token.lower_) in _PARTED - {"Company"}


def _is_field(token: Token) -> bool:
    """Tell whether a word is that of a field ("Defence", "Resilience") and so no name by itself."""
    return token.lower_ in words("offices", "modifiers") or token.lower_.endswith(_FIELD_ENDINGS)


def _joins_parts(doc: Doc, index: int) -> bool:
    """Tell whether "and" or a comma stands inside one name ("Security and Defence Partnership") or between two."""
    token, before = doc[index], doc[index - 1]
    if token.text == "&" or (token.ent_type_ in _JOINING and token.ent_iob_ == "I"):
        return True
    if token.lower_ != "and" or _is_whole(before) or doc[index + 1].ent_type_ in _LONE:
        return False
    if before.ent_type_ and not (before.ent_type_ not in _LONE and _is_field(before)):
        return False
    if index < 2 or not (
        doc[index - 2].pos_ in {"DET", "ADJ", "PRON"}
        or doc[index - 2].text in {"'s", ","}
        or capitalised(doc[index - 2])
    ):
        return False
    end = index + 1
    while end < len(doc) and capitalised(doc[end]):
        end += 1
    return end - index > 2 and head_types().get(doc[end - 1].lower_) in _PARTED


def _connect(doc: Doc, start: int, end: int, token: Token, after: Token) -> int:
    small = token.lower_
    particles = words("heads", "connectors", "particles")
    if small in particles and after.text in DASHES and end + 2 < len(doc) and capitalised(doc[end + 2]):
        return 3
    if small in particles:
        behind = next((i for i in range(end, min(end + 4, len(doc))) if doc[i].lower_ not in particles), end)
        return behind - end + 1 if behind < len(doc) and capitalised(doc[behind]) else 0
    heads = any(doc[i].lower_ in head_types() for i in range(start, end))
    if small in {"of", "for"} and capitalised(after) and doc[end - 1].lower_ in words("offices", "heads"):
        return 2
    if small in {"and", "&", ","} and capitalised(after) and _joins_parts(doc, end):
        return 2
    if after.text in words("words", "no_names"):
        return 0
    if (
        small in {"for", "of", "on", "in", "to"}
        and token.ent_type_ in _JOINING
        and token.ent_iob_ == "I"
        and capitalised(after)
    ):
        return 2
    person = "PERSON" in {doc[start].ent_type_, doc[end - 1].ent_type_} and not heads
    aimed = any(doc[i].lower_ == "to" for i in range(start + 1, end))
    if small == "the" and heads and aimed and capitalised(after):
        return 2
    if (small == "of" and not person) or (small in {"for", "on", "to"} and heads):
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
    return end + 1 if joined or year or _is_named_for(doc, start, end) else end


def _is_named_for(doc: Doc, start: int, end: int) -> bool:
    """Tell whether a name in front of a head in small letters is a place's or its own ("the Lobito corridor")."""
    proper = all(
        token.pos_ == "PROPN" and token.ent_type_ != "NORP" and not token.text.isupper() for token in doc[start:end]
    )
    return proper and doc[end].lower_ in words("heads", "places", "words") and doc[end].tag_ in {"NN", "NNS"}


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
    opening = doc[start].lower_ if end - start > 1 else ""
    opened = (kind for kind in NAMED_TYPES if opening in lexicon("heads")["opening"].get(kind, ()))
    return next(opened, None), end - 1
