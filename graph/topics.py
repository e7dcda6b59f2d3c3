"""What a statement is about, in the text's own words: the phrase, the things that it lists, and what they are taken from."""

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from .page import Paragraph
from .wordlists import words

_ABOUT = frozenset({"for", "over", "about", "of", "on", "in"})
_DASHES = frozenset({"\u2014", "\u2013", ":"})
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Topic:
    """The words of a topic, its listed parts (two or more, or none), and what it is excluded or taken from."""

    text: str | None = None
    parts: tuple[str, ...] = ()
    out_of: str | None = None


def topic_of(paragraph: Paragraph, token: Token) -> Topic:
    """Return what is demanded, excluded, covered or talked of by an act, where it is more than a name."""
    noun = next(_nouns(paragraph, token), None)
    if noun is None:
        return Topic(_modifiers(paragraph, token))
    holders = [token, noun, *noun.conjuncts] if token.pos_ == "VERB" else []
    source = next((c for h in holders for c in h.children if c.dep_ == "prep" and c.lower_ == "from"), None)
    taken_from = next((n for n in source.children if n.dep_ == "pobj"), None) if source is not None else None
    out_of = phrase(paragraph, taken_from) if taken_from is not None else None
    stop = source.i if source is not None and out_of else None
    return Topic(phrase(paragraph, noun, stop), tuple(parts_of(paragraph, noun)), out_of)


def _nouns(paragraph: Paragraph, token: Token) -> Iterator[Token]:
    """Yield the nouns that may be the topic: the object, what a preposition brings, the object of a verb whose subject it is."""
    for child in token.children:
        held = child.dep_ in {"dobj", "nsubjpass"} or (token.tag_ == "VBG" and child.dep_ == "pobj")
        if held and child.i not in paragraph.at and child.pos_ in {"NOUN", "PROPN"}:
            yield child
    for prep in token.children:
        if prep.dep_ == "prep" and prep.lower_ in _ABOUT:
            yield from (n for n in prep.children if _is_topic(paragraph, n))
    if token.dep_ == "nsubj" and token.lemma_.lower() in words("acts", "aiming"):
        yield from (n for n in token.head.children if n.dep_ == "dobj" and n.i not in paragraph.at)


def _is_topic(paragraph: Paragraph, noun: Token) -> bool:
    """Tell whether what a preposition brings is a topic: no date, no name, and nobody's ("the visit of its minister")."""
    owned = any(child.dep_ == "poss" for child in noun.children)
    plain = noun.dep_ == "pobj" and noun.pos_ in {"NOUN", "PROPN"} and noun.ent_type_ not in {"DATE", "TIME"}
    over = noun.head.lower_ in {"over", "about"}
    return plain and noun.i not in paragraph.at and (over or not owned)


def phrase(paragraph: Paragraph, noun: Token, stop: int | None = None) -> str | None:
    """Return a noun phrase up to `stop`, without its article, its owner and its clauses; None for a bare or a long one."""
    doc = paragraph.doc
    clauses = [t.left_edge.i for t in noun.subtree if t.dep_ in {"relcl", "advcl", "appos"} and t.i > noun.i]
    start, end = noun.left_edge.i, min([*clauses, noun.right_edge.i + 1, *([stop] if stop and stop > noun.i else [])])
    owner = next((c for c in noun.lefts if c.dep_ == "poss"), None)
    if owner is not None:
        start = max(start, owner.right_edge.i + 1)
    while start < end and (doc[start].pos_ in {"DET", "PRON", "PART"} or doc[start].is_punct):
        start += 1
    while end > start and doc[end - 1].is_punct:
        end -= 1
    return _words(paragraph, start, end, least=2)


def _words(paragraph: Paragraph, start: int, end: int, *, least: int) -> str | None:
    span = paragraph.doc[start:end]
    if end - start < least or span.end_char - span.start_char > _LONGEST:
        return None
    return paragraph.line_text(span.start_char, span.end_char)


def parts_of(paragraph: Paragraph, noun: Token) -> list[str]:
    """Return the things that a phrase lists: behind "such as", in coordination, or behind a dash."""
    for first in _heads_of_lists(noun):
        listed = [first, *(t for t in first.conjuncts if t.i > first.i)]
        if len(listed) > 1:
            words = (_words(paragraph, _left(t), t.i + 1, least=1) for t in listed)
            return [word for word in words if word]
    return _behind_dash(paragraph, noun)


def _heads_of_lists(noun: Token) -> Iterator[Token]:
    inside = [t for t in noun.subtree if t.i > noun.i]
    yield from (t for t in inside if t.dep_ == "pobj" and t.head.lower_ in {"as", "including", "like"})
    yield from (t for t in inside if t.dep_ == "appos")
    yield noun
    yield from (t for t in inside if t.dep_ == "pobj")


def _left(token: Token) -> int:
    """Return where a part begins: at its adjectives and compounds, without its article."""
    return min([token.i, *(t.left_edge.i for t in token.lefts if t.dep_ in {"amod", "compound", "nmod", "npadvmod"})])


def _behind_dash(paragraph: Paragraph, noun: Token) -> list[str]:
    """Return the items between a dash behind a noun and the next dash or the end of the sentence."""
    doc, index = paragraph.doc, noun.i + 1
    if index >= noun.sent.end or doc[index].text not in _DASHES:
        return []
    items: list[list[int]] = [[]]
    for place in range(index + 1, noun.sent.end):
        if doc[place].text in _DASHES | {".", ";"}:
            break
        if doc[place].text == "," or doc[place].lower_ == "and":
            items.append([])
        else:
            items[-1].append(place)
    full = [item for item in items if item]
    if len(full) < 2 or any(len(item) > 4 or any(doc[i].pos_ in {"VERB", "AUX"} for i in item) for item in full):
        return []
    words = (_words(paragraph, item[0], item[-1] + 1, least=1) for item in full)
    return [word for word in words if word]


def _modifiers(paragraph: Paragraph, token: Token) -> str | None:
    """Return the words before the noun of an act that say of what it is ("the carrier deployment")."""
    before = [
        t for t in token.lefts if t.dep_ in {"compound", "nmod"} and (t.i not in paragraph.at or t.pos_ == "PROPN")
    ]
    if token.pos_ != "NOUN" or not before:
        return None
    return _words(paragraph, before[0].left_edge.i, token.i, least=2)
