"""Who and what a document names: names found, typed, and made one within the document.

Three witnesses are heard: the ontology's names, the head words of capitalised names, and the pipeline's entity
recogniser. Names that none of them settles are typed by the words around them (see `graph.loose`).
"""

import re
from collections.abc import Sequence

from spacy.tokens import Doc

from .forms import find_forms
from .gazetteer import Gazetteer, Known, Name, one_reading
from .lines import Kind
from .loose import bare, enter_loose
from .names import DASHES, Chunk, capitalised, chunks, given_names, loose_heads
from .page import Mention, Page, Paragraph
from .pieces import pieces, title_words
from .quoted import enter_quoted
from .seats import is_place
from .wordlists import words

_NUMBERED = re.compile(
    r"\b(?:(?:Security Council )?[Rr]esolution|Section|Executive Order|(?:Presidential |Legislative )?Decree|Law"
    r"|Directive|Regulation)"
    r" (?:No\.? ?)?\d[\d/]*(?:-[\d]+)?(?: \(\d{4}\))?"
)


def find_mentions(page: Page, gazetteer: Gazetteer) -> None:
    """Enter every name of a page as a mention, and what it names as an entity."""
    loose: list[tuple[Paragraph, Chunk]] = []
    for paragraph in page.paragraphs:
        if paragraph.line.kind is not Kind.CAPTION:
            loose += _settled(page, paragraph, gazetteer)
    told = {bare(paragraph, chunk) for paragraph, chunk in loose if paragraph.tells}
    loose = [
        (paragraph, chunk)
        for paragraph, chunk in loose
        if paragraph.tells or bare(paragraph, chunk) in told or _plausible(paragraph, chunk)
    ]
    enter_loose(page, loose, gazetteer)
    find_forms(page, gazetteer)


def _plausible(paragraph: Paragraph, chunk: Chunk) -> bool:
    """Tell whether a name in a heading alone is a person's (a byline) rather than a word set in capitals."""
    tokens = paragraph.doc[chunk.start : chunk.end]
    return 2 <= len(tokens) <= 4 and (
        tokens[0].text in given_names() or {token.ent_type_ for token in tokens} == {"PERSON"}
    )


def _settled(page: Page, paragraph: Paragraph, gazetteer: Gazetteer) -> list[tuple[Paragraph, Chunk]]:
    """Enter the names that ontology, head words or titles settle; return the others."""
    doc = paragraph.doc
    known = [match for match in gazetteer.find(doc) if not _is_surname(doc, match)]
    loose: list[tuple[Paragraph, Chunk]] = []
    for chunk in chunks(doc):
        inner = [match for match in known if match[0] < chunk.end and match[1] > chunk.start]
        if _headed(chunk, inner) and (paragraph.tells or doc[chunk.head].lower_ not in loose_heads()):
            _enter_headed(page, paragraph, chunk, inner, gazetteer)
            known = [match for match in known if match not in inner]
        elif _is_person(doc, chunk, inner):
            known = [match for match in known if match not in inner]
            loose += [(paragraph, piece) for piece in pieces(doc, chunk, [])]
        else:
            loose += [(paragraph, piece) for piece in pieces(doc, chunk, inner)]
    for match in known:
        if not _glued(doc, match[0]):
            _enter_known(page, paragraph, match, gazetteer)
    if paragraph.tells:
        enter_quoted(page, paragraph)
        _enter_numbered(page, paragraph)
    return loose


def _enter_numbered(page: Page, paragraph: Paragraph) -> None:
    """Enter the laws, orders and resolutions that are known by their number ("Resolution 2231", "Section 301")."""
    for match in _NUMBERED.finditer(paragraph.text):
        span = paragraph.doc.char_span(match.start(), match.end(), alignment_mode="expand")
        if span is not None:
            key = page.enter_named("Measure", match.group())
            for index in range(span.start, span.end):
                paragraph.at.pop(index, None)
            paragraph.add(Mention(span.start, span.end, key))


def _glued(doc: Doc, start: int) -> bool:
    """Tell whether a hyphen glues a name to a word that makes another thing of it ("trans-Italian")."""
    hyphen = start > 1 and doc[start - 1].text == "-" and not doc[start - 1].whitespace_
    return hyphen and doc[start - 2].text in words("words", "no_names")


def _is_surname(doc: Doc, match: Known) -> bool:
    """Tell whether the name of a place is a surname here: behind a given name, or an article's hyphen ("al-Rouen")."""
    start, end, names = match
    local = bool(names) and all(name.actor.type == "Place" for name in names)
    if not local or end - start > 1 or start < 2:
        return False
    before, earlier = doc[start - 1], doc[start - 2]
    if before.text == "-":
        return earlier.lower_ in {"al", "el"} and start > 2 and capitalised(doc[start - 3])
    titled = earlier.lower_ in words("offices", "heads") or earlier.lower_ in words("offices", "honorifics")
    return capitalised(before) and (before.text in given_names() or titled) and before.lower_ not in title_words()


def _headed(chunk: Chunk, inner: Sequence[Known]) -> bool:
    """Tell whether the head word of a chunk settles its type, the names in it being parts of it."""
    if chunk.type is None or chunk.end - chunk.start < 2:
        return False
    if any(start <= chunk.start and end >= chunk.end for start, end, _ in inner):
        return False
    return not any(start < chunk.start or end > chunk.end for start, end, _ in inner)


def _is_person(doc: Doc, chunk: Chunk, inner: Sequence[Known]) -> bool:
    """Tell whether a chunk that holds the name of a place is a person's all the same ("Florence Roe")."""
    length = chunk.end - chunk.start
    if not inner or not 2 <= length <= 4:
        return False
    places = all(name.actor.type == "Place" or name.kind == "seat" for _, _, names in inner for name in names)
    labels = {doc[i].ent_type_ for i in range(chunk.start, chunk.end)}
    covered = sum(end - start for start, end, _ in inner) >= length
    return places and not covered and (doc[chunk.start].text in given_names() or labels == {"PERSON"})


def _enter_headed(page: Page, paragraph: Paragraph, chunk: Chunk, inner: Sequence[Known], gazetteer: Gazetteer) -> None:
    """Enter a name by its head word; the names that a dash joins in it name their actors too."""
    doc, start = paragraph.doc, _name_start(paragraph.doc, chunk, inner)
    name = doc[start : chunk.end].text
    if name in words("words", "no_names"):
        return
    if name in gazetteer.names:
        _enter_known(page, paragraph, (start, chunk.end, gazetteer.names[name]), gazetteer)
        return
    paragraph.add(Mention(start, chunk.end, page.enter_named(str(chunk.type), name)))
    for begin, end, names in inner:
        option = one_reading(names) if names else None
        actor = option.actor if option and option.kind == "name" else None
        if actor and actor.type in {"State", "Organization"} and _joined(doc, chunk, begin, end):
            page.enter_actor(actor, doc[begin:end].text)


def _name_start(doc: Doc, chunk: Chunk, inner: Sequence[Known]) -> int:
    """Return where the name proper begins: behind "the", "third" and the like, and behind a possessive."""
    start = chunk.start
    while doc[start].lower_ in words("words", "counted") and start + 2 < chunk.end:
        start += 1
    first = next((match for match in inner if match[0] == start and match[1] < chunk.end), None)
    if first and doc[first[1] - 1].pos_ == "PROPN" and doc[first[1]].text == "'s":
        return first[1] + 1
    return start


def _joined(doc: Doc, chunk: Chunk, begin: int, end: int) -> bool:
    """Tell whether a dash joins an inner name to another in front of the head ("Italy–China Committee")."""
    return (end < chunk.end and doc[end].text in DASHES) or (begin > chunk.start and doc[begin - 1].text in DASHES)


def _enter_known(page: Page, paragraph: Paragraph, match: Known, gazetteer: Gazetteer) -> None:
    """Enter a name that the ontology or the list of companies knows, as whom it means here."""
    start, end, names = match
    doc, form = paragraph.doc, paragraph.doc[start:end].text
    if not names:
        paragraph.add(Mention(start, end, page.enter_named("Company", form)))
        return
    seat = next((name for name in names if name.kind == "seat"), None)
    place = next((name for name in names if name.actor.type == "Place"), None)
    if seat and (place or seat.actor.capital):
        if place and is_place(doc, start, end, seat, gazetteer):
            paragraph.add(Mention(start, end, page.enter_actor(place.actor, form)))
        else:
            paragraph.add(Mention(start, end, page.enter_actor(seat.actor, form), "seat"))
        return
    name = one_reading(names)
    if not _is_given_name(doc, start, end, name):
        paragraph.add(Mention(start, end, page.enter_actor(name.actor, form), name.kind))


def _is_given_name(doc: Doc, start: int, end: int, name: Name) -> bool:
    """Tell whether the name of a place stands alone for a person ("Florence said")."""
    alone = name.actor.type == "Place" and end - start == 1
    return alone and doc[start].ent_type_ == "PERSON" and doc[start].text in given_names()
