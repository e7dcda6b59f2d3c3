"""Where a body or firm sits, and where an initiative takes place, by the words in and beside its name.

"The French channel France 24", "Rupco, Ruritania's oil company", "the forum in Hanoi", "the Ruritanian group" of the
firm named last.
"""

from collections.abc import Iterator

from spacy.tokens import Doc

from .binding import relate
from .gazetteer import Gazetteer
from .page import Mention, Page, Paragraph
from .statement import Relation
from .wordlists import words

_BEFORE_NAMES = frozenset(
    {"-", "based", "owned", "headquartered", "registered", "ruling", "governing", "leading", "backed", "listed"}
)
_LISTED = frozenset({",", "and", "&"})


def homes(page: Page, paragraph: Paragraph, mention: Mention, gazetteer: Gazetteer) -> Iterator[Relation]:
    """Yield where a body sits: by the adjective in or before its name, by the place behind it, or by an apposition."""
    if page.type_of(mention.key) == "Initiative":
        yield from _venue(page, paragraph, mention)
        return
    for state in _states_in_name(page, paragraph, mention, gazetteer):
        yield relate(paragraph, "basedIn", mention.key, state, mention.start, mention.end)
    first = _first_listed(page, paragraph, mention)
    for index in range(max(0, first.start - 5), first.start):
        near = paragraph.at.get(index)
        if near and near.end == index + 1 and _qualifies(page, paragraph, near, first):
            yield relate(paragraph, "basedIn", mention.key, near.key, near.start, mention.end)
    near = paragraph.at.get(mention.end + 1)
    if near:
        kind, before = page.type_of(near.key), paragraph.doc[mention.end].lower_
        company = before == "of" and kind == "State" and page.type_of(mention.key) == "Company"
        after = paragraph.doc[near.end].text if near.end < len(paragraph.doc) else "."
        bracketed = (before == "(" and after == ")") or (before == "," and after in {",", ".", ";", ")", ":"})
        if company or (before in {"in", "at"} and kind in {"Place", "State"}) or (bracketed and kind == "Place"):
            yield relate(paragraph, "basedIn", mention.key, near.key, mention.start, near.end)
    for near in (_described_home(page, paragraph, mention), _headquarters(page, paragraph, mention)):
        if near:
            yield relate(paragraph, "basedIn", mention.key, near.key, mention.start, near.end)


def _headquarters(page: Page, paragraph: Paragraph, mention: Mention) -> Mention | None:
    """Return where a body's headquarters are said to be: "NATO's headquarters in Brussels", "has its seat in Zenda"."""
    doc = paragraph.doc
    for token in doc[mention.end : mention.end + 9]:
        if token.lower_ in {"headquarters", "headquartered", "seat", "base"}:
            own = doc[mention.end].lower_ == "'s" or token.nbor(-1).lower_ in {"its", "whose"}
            beside = (paragraph.at.get(token.i + 2), paragraph.at.get(token.i - 1))
            led = token.i + 1 < len(doc) and doc[token.i + 1].lower_ in {"in", "at"}
            near = beside[0] if led else beside[1]
            home = near is not None and page.type_of(near.key) in {"Place", "State"} and near.key != mention.key
            return near if own and home else None
        if token.text in {".", ";"} or (token.i in paragraph.at and page.type_of(paragraph.at[token.i].key) != "Place"):
            return None
    return None


def _venue(page: Page, paragraph: Paragraph, mention: Mention) -> Iterator[Relation]:
    """Yield where an initiative with a name takes place ("the forum in Hanoi")."""
    near = paragraph.at.get(mention.end + 1)
    meets = paragraph.doc[mention.end - 1].lower_ in {"summit", "meeting", "talks"}
    named = near and mention.kind == "name" and not meets and paragraph.doc[mention.end].lower_ in {"in", "at"}
    if near and named and page.type_of(near.key) in {"Place", "State"}:
        yield relate(paragraph, "basedIn", mention.key, near.key, mention.start, near.end)


def _first_listed(page: Page, paragraph: Paragraph, mention: Mention) -> Mention:
    """Return the first name of a list that a plural opens ("Ruritanian banks Rupco and Zenda"), else itself."""
    doc, first = paragraph.doc, mention
    for near in reversed([m for m in paragraph.mentions() if m.end <= mention.start]):
        joined = {t.lower_ for t in doc[near.end : first.start]} <= _LISTED and near.end < first.start
        if not joined or page.type_of(near.key) != page.type_of(mention.key):
            break
        first = near
    opens = doc[first.start - 1].tag_ in {"NNS", "NNPS"} if first.start else False
    return first if opens else mention


def called_by_home(page: Page, paragraph: Paragraph) -> Iterator[Relation]:
    """Read "the Ruritanian group" as the firm named last, and where it sits."""
    for near in (m for m in paragraph.mentions() if m.kind == "adjective" and page.type_of(m.key) == "State"):
        noun = paragraph.tokens[near.end] if near.end < len(paragraph.doc) else None
        if noun is None or noun.lemma_.lower() not in words("roles", "kinds", "Company") or noun.tag_ != "NN":
            continue
        behind = paragraph.doc[near.end + 1] if near.end + 1 < len(paragraph.doc) else None
        called = near.start and paragraph.doc[near.start - 1].lower_ == "the"
        if not called or (behind is not None and (behind.pos_ in {"NOUN", "PROPN"} or behind.lower_ in {"of", ","})):
            continue
        earlier = [
            m.key for p in page.paragraphs[max(0, paragraph.number - 1) : paragraph.number] for m in p.mentions()
        ]
        earlier += [m.key for m in paragraph.mentions() if m.start < near.start]
        firms = [key for key in earlier if page.type_of(key) == "Company"]
        if len(set(firms[-2:])) == 1 or len(firms) == 1:
            yield relate(paragraph, "basedIn", firms[-1], near.key, near.start - 1, near.end + 1, confidence="0.65")


def _calls_a_body(doc: Doc, start: int) -> bool:
    """Tell whether a noun of bodies or firms stands within a few words ("state broadcaster", "biggest bank")."""
    kinds = words("names", "company_nouns") | words("names", "body_nouns")
    for token in doc[start : start + 6]:
        if token.is_punct and token.text != "-":
            return False
        if token.lemma_.lower() in kinds:
            return True
    return False


def _described_home(page: Page, paragraph: Paragraph, mention: Mention) -> Mention | None:
    """Return the home that an apposition tells: "ITRI, a Taiwanese institute", "Wathi, a think tank in Dakar"."""
    doc, index = paragraph.doc, mention.end
    if doc[index : index + 1].text == "(" and doc[index + 2 : index + 3].text == ")":
        index += 3
    if index + 1 >= len(doc) or doc[index].text not in {",", "(", "\u2013"}:
        return None
    owner = paragraph.at.get(index + 1)
    if owner and owner.end < len(doc) and doc[owner.end].lower_ == "'s" and page.type_of(owner.key) == "State":
        return owner if _calls_a_body(doc, owner.end + 1) else None
    if doc[index + 1].lower_ not in {"a", "an", "the"}:
        return None
    described = False
    for token in doc[index + 2 : index + 12]:
        near = paragraph.at.get(token.i)
        if token.pos_ in {"VERB", "AUX", "SCONJ"} or token.text in {",", ".", ";", ")"}:
            return None
        if near and page.type_of(near.key) in {"State", "Place"} and token.i == near.start:
            before = doc[token.i - 1].lower_
            if (described and before in {"in", "at"}) or (not described and before != "of" and near.end < len(doc)):
                return near
        described = described or (token.pos_ == "NOUN" and token.i not in paragraph.at)
        if described and token.lower_ == "of":
            return None
    return None


def _states_in_name(page: Page, paragraph: Paragraph, mention: Mention, gazetteer: Gazetteer) -> Iterator[str]:
    """Yield the states that a name without dashes has for an adjective, or that open it ("Ruritania National Bank")."""
    doc, long = paragraph.doc, mention.end - mention.start > 1
    if {"-", "\u2013"} & {*doc[mention.start : mention.end].text}:
        return
    for token in doc[mention.start : mention.end]:
        for option in gazetteer.names.get(token.text, ()):
            opens = option.kind == "name" and token.i == mention.start and long
            known = option.actor.type == "State" and option.actor.key in page.entities
            if known and (option.kind == "adjective" or opens):
                yield option.actor.key


def _qualifies(page: Page, paragraph: Paragraph, near: Mention, mention: Mention) -> bool:
    """Tell whether a state or place stands before a body's name as its home, with at most three plain words between.

    "the French channel France 24", "Ruritania's state oil company Rupco", "Kigali-based Gasabo".
    """
    between = [token for token in paragraph.doc[near.end : mention.start] if token.text != "'s"]
    own = [token for token in between if paragraph.at.get(token.i) not in (None, mention)]
    nouns = [token for token in between if token.pos_ == "NOUN"]
    kinds = words("names", "company_nouns") | words("names", "body_nouns")
    called = any(token.lemma_.lower() in kinds for token in nouns)
    if len(between) > (6 if called else 3) or own or near.key == mention.key:
        return False
    plainly = all(token.pos_ in {"NOUN", "ADJ", "PROPN"} or token.lower_ in _BEFORE_NAMES for token in between)
    if nouns and nouns[-1].tag_ == "NNS" and not called:
        return False
    kind = page.type_of(near.key)
    possessed = paragraph.doc[near.end].text == "'s"
    based = any(token.lower_ in {"based", "headquartered", "registered"} for token in between)
    if kind == "Place":
        return plainly and bool(between) and (possessed or based or near.end < mention.start)
    return (
        plainly
        and kind == "State"
        and (near.kind in {"adjective", "seat"} or possessed or based or near.end == mention.start)
    )
