"""What a statement is about, in the text's own words: the phrase, what it lists, and what that is taken from."""

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from .page import Paragraph
from .wordlists import words

_ABOUT = frozenset({"for", "over", "about", "of", "on", "in"})
_DASHES = frozenset({"\u2014", "\u2013", ":"})
_CLAUSES = frozenset({"relcl", "advcl", "appos"})
_LONGEST = 200
# Nouns of what somebody undertakes; the infinitive behind one says to do what ("commitments to curb transfers").
_UNDERTAKINGS = frozenset(
    {"assurance", "commitment", "effort", "guarantee", "obligation", "pledge", "promise", "right", "undertaking"}
)


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
    """Yield the nouns that may be the topic: the object, what a preposition brings, what the act is aimed at."""
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
    """Tell whether what a preposition brings is a topic: no date, no name, nobody's ("the visit of its minister")."""
    owned = any(child.dep_ == "poss" for child in noun.children)
    plain = noun.dep_ == "pobj" and noun.pos_ in {"NOUN", "PROPN"} and noun.ent_type_ not in {"DATE", "TIME"}
    over = noun.head.lower_ in {"over", "about"}
    return plain and noun.i not in paragraph.at and (over or not owned)


def phrase(paragraph: Paragraph, noun: Token, stop: int | None = None) -> str | None:
    """Return a noun phrase up to `stop` without article, owner and clauses; None for a bare or a long one."""
    doc = paragraph.doc
    clauses = [t.left_edge.i for t in noun.subtree if t.i > noun.i and (t.dep_ in _CLAUSES or _is_remark(t))]
    last = _infinitive_end(noun) or noun.right_edge.i + 1
    start, end = noun.left_edge.i, min([*clauses, last, *([stop] if stop and stop > noun.i else [])])
    owner = next((c for c in noun.lefts if c.dep_ == "poss"), None)
    if owner is not None:
        start = max(start, owner.right_edge.i + 1)
    while start < end and (doc[start].pos_ in {"DET", "PRON", "PART"} or doc[start].is_punct):
        start += 1
    while end > start and doc[end - 1].is_punct:
        end -= 1
    return _words(paragraph, start, end, least=2)


def _is_remark(token: Token) -> bool:
    """Tell whether a participle is but a remark behind a comma (", approved in July")."""
    first = token.left_edge.i
    return token.dep_ == "acl" and first > 0 and token.doc[first - 1].text == ","


def _infinitive_end(noun: Token) -> int | None:
    """Return where the infinitive ends that stands right behind what is undertaken and is parsed as its verb's."""
    if noun.lemma_.lower() not in _UNDERTAKINGS or noun.dep_ != "dobj":
        return None
    behind = (t for t in noun.head.children if t.dep_ in {"xcomp", "advcl"} and t.tag_ == "VB")
    return next((t.right_edge.i + 1 for t in behind if t.left_edge.i == noun.right_edge.i + 1), None)


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
    """Return where a part begins: at its adjectives, compounds and half words ("5G"), without its article."""
    kept = (t for t in token.lefts if t.dep_ in {"amod", "compound", "nmod", "npadvmod"} or _is_half(t))
    return min([token.i, *(t.left_edge.i for t in kept)])


def _is_half(token: Token) -> bool:
    return token.dep_ == "nummod" and not token.whitespace_


def _behind_dash(paragraph: Paragraph, noun: Token) -> list[str]:
    """Return the items between a dash behind a noun and the next dash or the end of the sentence."""
    doc, index = paragraph.doc, noun.i + 1
    if index >= noun.sent.end or doc[index].text not in _DASHES:
        return []
    return listed_from(paragraph, index + 1)


def listed_from(paragraph: Paragraph, start: int) -> list[str]:
    """Return the items, two or more, of a list up to the end of its sentence, a dash, or a comma behind its "and"."""
    doc, closing = paragraph.doc, False
    items: list[list[int]] = [[]]
    for place in range(start, doc[start].sent.end if start < len(doc) else start):
        if doc[place].text in _DASHES | {".", ";"} or (closing and doc[place].text == "," and items[-1]):
            break
        if doc[place].text == "," or doc[place].lower_ == "and":
            closing = closing or doc[place].lower_ == "and"
            items.append([])
        elif items[-1] or doc[place].pos_ != "DET":
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
