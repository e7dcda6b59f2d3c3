"""A run of capitals without what is no name in it: the title before a name, known names, ordinary words.

"Foreign Minister Jane Roe" leaves "Jane Roe", and tells that it is a person.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache

from spacy.tokens import Doc

from .anchor import MONTHS, WEEKDAYS
from .gazetteer import Known
from .names import DASHES, Chunk, capitalised, given_names, head_types
from .wordlists import words

_SHIPS = frozenset(
    {
        "INS",
        "HMS",
        "USS",
        "JS",
        "ROKS",
        "HMAS",
        "HMCS",
        "HMNZS",
        "BRP",
        "KRI",
        "FS",
        "ITS",
        "PNS",
        "USNS",
        "USCGC",
        "RFA",
        "MV",
        "MT",
        "TCG",
    }
)
_DATES = frozenset({*MONTHS, *WEEKDAYS})
_DATES_AND_LEADING = _DATES | {"last", "next", "early", "late"}
_OF = frozenset({"of", "for"})
_FIELD_JOINTS = frozenset({"of", "for", "and", "the", "&", ","})


def pieces(doc: Doc, chunk: Chunk, known: Iterable[Known]) -> Iterator[Chunk]:
    """Yield what is left of a chunk without its title and the known names in it."""
    blocked = {i for start, end, _ in known for i in range(start, end)}
    behind_title = _title_end(doc, chunk.start, chunk.end)
    start = max(chunk.start, behind_title)
    run: list[int] = []
    for index in [*range(start, chunk.end), chunk.end]:
        if index < chunk.end and index not in blocked and not _parts(doc, chunk, run, index, blocked):
            run.append(index)
            continue
        yield from _trimmed(doc, run, _titled(doc, run) if behind_title and run and run[0] == start else None)
        run = []


def _titled(doc: Doc, run: list[int]) -> str:
    """Return what stands behind a title: the body it is of where a body's head word ends it, else a person."""
    return "Organization" if len(run) > 1 and head_types().get(doc[run[-1]].lower_) == "Organization" else "Person"


def _parts(doc: Doc, chunk: Chunk, run: list[int], index: int, blocked: set[int]) -> bool:
    """Tell whether a token parts two names: any dash but a hyphen inside one name ("Jalal-Abad")."""
    if doc[index].text not in DASHES:
        return False
    inside = bool(run) and index + 1 < chunk.end and index + 1 not in blocked
    return not (inside and doc[index].text == "-")


@cache
def title_words() -> frozenset[str]:
    """Return the words that make what follows them in capitals a person."""
    return words("offices", "heads") | words("offices", "honorifics") | words("offices", "ranks")


@cache
def _fields(*more: str) -> frozenset[str]:
    """Return the words of offices, which are no names by themselves, and those of `more` sections."""
    return frozenset().union(*(words("offices", section) for section in ("modifiers", "heads", *more)))


def _title_end(doc: Doc, start: int, end: int) -> int:
    """Return the index behind a title with its field ("Minister of Trade") in [start, end), or 0 where none is."""
    titles = title_words()
    low = [token.lower_ for token in doc[start:end]]
    border = next((start + i for i, word in enumerate(low) if i and word in _OF), end)
    titled = (i for i in range(start, border) if not titles.isdisjoint((low[i - start], low[i - start].split("-")[-1])))
    last = [i for i in titled if not _is_middle_name(doc, start, i)]
    if not last:
        return 0
    if last[-1] + 1 == border and border < end:
        return border + 1 if _is_body(doc, last[-1], border, end) else _field_end(doc, border, end)
    return last[-1] + 1


def _is_body(doc: Doc, title: int, border: int, end: int) -> bool:
    """Tell whether a title's field is a body of its own ("Chairman of the Presidential Court")."""
    local = doc[title].lower_ not in {"minister", "secretary"} and end - border > 2 and capitalised(doc[end - 1])
    return local and head_types().get(doc[end - 1].lower_) == "Organization"


def _is_middle_name(doc: Doc, start: int, index: int) -> bool:
    """Tell whether a title is part of a name instead ("Hassan Sheikh Mohamud")."""
    before = doc[index - 1].lower_ if index > start else "the"
    known = before in {"the", "and", "-"} or before in words("offices", "modifiers") or before in title_words()
    return not known and doc[index].text in given_names()


def _field_end(doc: Doc, start: int, end: int) -> int:
    """Return the index behind the field of an office: words of offices and the small words between them."""
    fields, index = _fields("honorifics"), start
    while index < end and (
        doc[index].lower_ in fields or doc[index].lower_ in _FIELD_JOINTS or doc[index].lemma_.lower() in fields
    ):
        index += 1
    return index


def _trimmed(doc: Doc, run: list[int], kind: str | None) -> Iterator[Chunk]:
    """Yield a run as a name, without dates, honorifics and small words at its ends, unless it is no name at all."""
    no_names = words("words", "no_names")
    run = _without_ends(doc, run)
    offices = _fields()
    if not run or all(doc[i].lower_ in offices or doc[i].lemma_.lower() in offices for i in run):
        return
    if len(run) == 1 and (is_code(doc[run[0]].text) or len(doc[run[0]].text) == 1):
        return
    if doc[run[0]].text in _SHIPS or (run[0] and doc[run[0] - 1].text in _SHIPS):
        return
    if not all(doc[i].text in no_names for i in run) and doc[run[0] : run[-1] + 1].text not in no_names:
        yield Chunk(run[0], run[-1] + 1, kind, run[-1])


def is_code(form: str) -> bool:
    """Tell whether a word with digits is a sum, a weapon or a label ("USD5", "F-15s", "9M24") rather than a name."""
    digits = any(letter.isdigit() for letter in form)
    return digits and (form[0].isdigit() or "-" in form or re.match(r"[A-Z]{3}\d|[A-Z]{1,2}\$", form) is not None)


@cache
def _small_words() -> frozenset[str]:
    """Return the words and marks in small letters that may stand inside a name but do not end it."""
    return words("heads", "connectors") | DASHES | {"/", "'s"}


def _without_ends(doc: Doc, run: list[int]) -> list[int]:
    small, no_names = _small_words(), words("words", "no_names")
    while len(run) > 1 and doc[run[0]].lower_ in _DATES_AND_LEADING and doc[run[0]].text in no_names:
        run = run[1:]
    while len(run) > 1 and run[0] and doc[run[0]].text.isdigit() and doc[run[0] - 1].lower_ in _DATES:
        run = run[1:]
    while len(run) > 1 and (
        doc[run[0]].lower_ in {"the", "a", "an"}
        or doc[run[0]].lower_ in words("offices", "honorifics")
        or (doc[run[0]].lower_ in small and not capitalised(doc[run[0]]))
    ):
        run = run[1:]
    while run and (doc[run[-1]].lower_ in small or not doc[run[-1]].text[0].isalnum()):
        run = run[:-1]
    return run
