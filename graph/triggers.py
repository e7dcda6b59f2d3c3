"""The words of a sentence that name acts: verbs and nouns of the lexicon, each with its frame.

Two acts have a form of their own: what others "must" do is a request, and a "non-renewal" a withdrawal.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Token

from .frames import Frame, frames_in
from .page import Paragraph
from .wordlists import table, words

_MUST = Frame("Request", "must", (), (), ("clause",), "both")
_PROPOSAL = Frame("Request", "propose", (), (), ("clause", "to"), "actor")
_BIDDING = Frame("Request", "bid", (), (), ("dobj", "dative", "clause"), "both")
_NON_RENEWAL = Frame("Retreat", "renewal", (), ("poss", "by", "subject"), ("of",), "actor")
_NEAR = frozenset({"dobj", "prep", "nsubjpass", "prt", "xcomp", "acomp", "oprd", "ccomp"})
_BEHIND_NEAR = frozenset({"pobj", "compound", "amod", "dobj", "acomp", "conj", "prep", "appos"})


@dataclass(frozen=True, slots=True)
class Trigger:
    """A token that names an act, and its frame."""

    token: Token
    frame: Frame

    @property
    def is_verb(self) -> bool:
        """Whether the act is told by a verb."""
        return self.token.pos_ == "VERB"


def triggers(paragraph: Paragraph, start: int, end: int) -> Iterator[Trigger]:
    """Yield the triggers of a sentence."""
    for token in paragraph.tokens[start:end]:
        named = token.i in paragraph.at and paragraph.at[token.i].kind != "unnamed"
        if (named and token.pos_ != "VERB") or (token.tag_ == "VBN" and token.lemma_.lower() == "propose"):
            continue
        if token.pos_ in {"VERB", "AUX"}:
            frame = None if token.dep_ in {"aux", "auxpass", "amod", "compound"} else _frame_of_verb(token)
        else:
            frame = _frame_of_noun(token) if token.pos_ in {"NOUN", "PROPN"} else None
        if frame is not None:
            yield Trigger(token, frame)


def _frame_of_verb(token: Token) -> Frame | None:
    if asked_of_others(token):
        return _MUST
    if _is_proposed(token):
        return _PROPOSAL
    if _is_own_wish(token) or _stays_as_it_is(token):
        return None
    options = frames_in(token.doc)["verb"].get(lemma_of(token, "verb"), ())
    frame = _fitting(options, _words_near(token)) if options else None
    return _BIDDING if (frame is None or not frame.words) and _is_bidding(token) else frame


def _is_own_wish(verb: Token) -> bool:
    """Tell whether somebody wants to do something himself, which asks it of nobody ("wants to invest")."""
    if verb.lemma_.lower() not in {"want", "wish", "hope"}:
        return False
    own = any(child.dep_ == "xcomp" and any(c.lower_ == "to" for c in child.children) for child in verb.children)
    return own and not any(child.dep_ in {"dobj", "ccomp"} for child in verb.children)


def _stays_as_it_is(verb: Token) -> bool:
    """Tell whether something is left in a state or to somebody, which leaves nothing ("left the accord intact")."""
    if verb.lemma_.lower() != "leave":
        return False
    left = next((child for child in verb.children if child.dep_ in {"dobj", "nsubjpass"}), None)
    if left is None:
        return False
    if any(token.i > left.i and token.lower_ in words("acts", "left_so") for token in left.subtree):
        return True
    behind = [child for child in (*verb.children, *left.children) if child.i > left.i or child.dep_ == "oprd"]
    return any(
        child.dep_ in {"acomp", "oprd", "dative", "prt"}
        or (child.dep_ in {"xcomp", "ccomp"} and child.tag_ != "VB")
        or (child.dep_ in {"advcl", "relcl"} and any(c.lower_ in {"as", "where", "how"} for c in child.children))
        or (child.pos_ == "ADJ" and child.dep_ in {"amod", "advmod"})
        or child.lower_ in words("acts", "left_so")
        or (child.lower_ == "in" and any(c.lower_ in words("acts", "left_in") for c in child.children))
        for child in behind
    )


def _is_proposed(verb: Token) -> bool:
    """Tell whether a verb puts forward what is to be done: its clause is subjunctive ("that it be opened")."""
    if verb.lemma_.lower() not in words("acts", "proposing"):
        return False
    clauses = (child for child in verb.children if child.dep_ == "ccomp" and child.pos_ in {"VERB", "AUX"})
    return any(
        (
            clause.tag_ == "VB"
            or any(c.dep_ in {"aux", "auxpass"} and c.lower_ in {"should", "be"} for c in clause.children)
        )
        and any(c.dep_ in {"nsubj", "nsubjpass"} for c in clause.children)
        for clause in clauses
    )


def _is_bidding(verb: Token) -> bool:
    """Tell whether a verb says what somebody is to do ("told Ruritania to leave")."""
    return verb.lemma_.lower() in words("acts", "bidding") and any(
        child.dep_ in {"xcomp", "ccomp"} and any(c.lower_ == "to" and c.dep_ == "aux" for c in child.children)
        for child in verb.children
    )


def _frame_of_noun(token: Token) -> Frame | None:
    if is_non_renewal(token):
        return _NON_RENEWAL
    options = frames_in(token.doc)["noun"].get(lemma_of(token, "noun"), ())
    if not options:
        return None
    before = {form for child in token.lefts for form in (child.lemma_.lower(), child.lower_)} - {"with"}
    behind = {child.lower_ for child in token.rights if child.dep_ == "prep"}
    return _fitting(options, before | behind)


def _fitting(options: Iterable[Frame], near: set[str]) -> Frame | None:
    """Return the first frame all of whose further words stand near."""
    return next((frame for frame in options if near.issuperset(frame.words)), None)


def _words_near(verb: Token) -> set[str]:
    """Return the words by a verb and by its objects and complements, as they stand and as lemmas."""
    children = [child for child in verb.children if not _is_setting(child, verb)]
    near = list(children)
    near += [
        inner
        for child in children
        if child.dep_ in _NEAR and not _is_told(child)
        for inner in child.children
        if inner.dep_ in _BEHIND_NEAR or child.dep_ == "prep" or (child.dep_ == "dobj" and inner.dep_ == "acl")
    ]
    near += [noun for prep in near if prep.lower_ == "as" and prep.head in children for noun in prep.children]
    found = {token.lemma_.lower() for token in near} | {token.lower_ for token in near}
    return found | {kind for word in found if word in _kinds_of_words() for kind in _kinds_of_words()[word]}


@cache
def _kinds_of_words() -> Mapping[str, frozenset[str]]:
    """Return of which kinds each word is that a frame may name by its kind ("~troops"), as the lexicon lists them."""
    kinds = table("events", "kinds")
    listed = {word for each in kinds.values() for word in each}
    return {word: frozenset(f"~{kind}" for kind, each in kinds.items() if word in each) for word in listed}


def _is_told(clause: Token) -> bool:
    """Tell whether a clause has a subject of its own: what somebody else does is no part of the act."""
    return clause.dep_ == "ccomp" and any(child.dep_ in {"nsubj", "nsubjpass"} for child in clause.children)


def _is_setting(child: Token, verb: Token) -> bool:
    """Tell whether a preposition only leads to a time or opens the sentence ("In May it took ...")."""
    if child.dep_ != "prep":
        return False
    return child.i < verb.i or any(noun.ent_type_ in {"DATE", "TIME"} for noun in child.children)


def lemma_of(token: Token, part: str) -> str:
    """Return the lemma of a trigger; the pipeline's lemmatizer at times leaves an "e" too many or one too few."""
    lemma = token.lemma_.lower()
    known = frames_in(token.doc)[part]
    return next((form for form in (lemma, lemma.removesuffix("e"), f"{lemma}e") if form in known), lemma)


def asked_of_others(token: Token) -> bool:
    """Tell whether somebody says that others must do something: "the minister said that Ruritania must disarm"."""
    must = any(child.dep_ == "aux" and child.lower_ in {"must", "should"} for child in token.children)
    return must and token.dep_ == "ccomp" and token.head.lemma_.lower() in words("events", "speech", "verbs")


def is_non_renewal(token: Token) -> bool:
    """Tell whether a noun says that something was not renewed."""
    return token.lemma_.lower() == "renewal" and is_denied(token)


def is_denied(noun: Token) -> bool:
    """Tell whether "non-" stands before a noun."""
    return noun.i > 1 and noun.nbor(-1).text == "-" and noun.nbor(-2).lower_ == "non"
