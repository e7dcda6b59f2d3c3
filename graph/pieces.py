"""A run of capitals without what is no name in it: the title before a name, known names, ordinary words.

"Foreign Minister Jane Roe" leaves "Jane Roe", and tells that it is a person.
"""

import re
from collections.abc import Iterable, Iterator

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
_LEADING = frozenset({"last", "next", "early", "late"})
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


def title_words() -> frozenset[str]:
    """Return the words that make what follows them in capitals a person."""
    return words("offices", "heads") | words("offices", "honorifics") | words("offices", "ranks")


def _title_end(doc: Doc, start: int, end: int) -> int:
    """Return the index behind a title with its field ("Minister of Trade") in [start, end), or 0 where none is."""
    titles = title_words()
    border = next((i for i in range(start + 1, end) if doc[i].lower_ in {"of", "for"}), end)
    last = [i for i in range(start, border) if doc[i].lower_ in titles or doc[i].lower_.split("-")[-1] in titles]
    last = [i for i in last if not _is_middle_name(doc, start, i)]
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
    known = words("offices", "modifiers") | title_words() | {"the", "and", "-"}
    return doc[index].text in given_names() and before not in known


def _field_end(doc: Doc, start: int, end: int) -> int:
    """Return the index behind the field of an office: words of offices and the small words between them."""
    fields = words("offices", "modifiers") | words("offices", "heads") | words("offices", "honorifics")
    index = start
    while index < end and (doc[index].lower_ in fields | _FIELD_JOINTS or doc[index].lemma_.lower() in fields):
        index += 1
    return index


def _trimmed(doc: Doc, run: list[int], kind: str | None) -> Iterator[Chunk]:
    """Yield a run as a name, without dates, honorifics and small words at its ends, unless it is no name at all."""
    no_names = words("words", "no_names")
    run = _without_ends(doc, run)
    offices = words("offices", "modifiers") | words("offices", "heads")
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


def _without_ends(doc: Doc, run: list[int]) -> list[int]:
    small = words("heads", "connectors") | DASHES | {"/", "'s"}
    dates = MONTHS.keys() | WEEKDAYS.keys()
    while len(run) > 1 and doc[run[0]].lower_ in dates | _LEADING and doc[run[0]].text in words("words", "no_names"):
        run = run[1:]
    while len(run) > 1 and run[0] and doc[run[0]].text.isdigit() and doc[run[0] - 1].lower_ in dates:
        run = run[1:]
    while len(run) > 1 and (
        doc[run[0]].lower_ in words("offices", "honorifics") | {"the", "a", "an"}
        or (doc[run[0]].lower_ in small and not capitalised(doc[run[0]]))
    ):
        run = run[1:]
    while run and (doc[run[-1]].lower_ in small or not doc[run[-1]].text[0].isalnum()):
        run = run[:-1]
    return run
