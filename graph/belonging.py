"""Who belongs where, in words: "Sweden joined NATO", "Kenya is a party to the treaty", "the bloc comprises A, B and C".

A body has members and a seat, an agreement parties, an initiative those who lead it and take part, a measure whoever
adopts it.
"""

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Token

from .binding import BODIES, keys_in, relate_clause
from .modality import modality_of
from .page import Page, Paragraph
from .resolve import Resolver
from .sides import speaker_of
from .statement import Relation
from .syntax import antecedents, objects, prepositional, subjects
from .wordlists import words

_GROUPS = frozenset({"Organization", "Agreement", "Initiative"})
_WORTH = "0.75"
_PRESENT = frozenset({"VBZ", "VBP", "VBG"})


def belongings(page: Page, paragraph: Paragraph, resolver: Resolver) -> Iterator[Relation]:
    """Yield members, parties, leaders, adopters and seats that a paragraph's words tell, at the clause of the word."""
    for token, lemma in zip(paragraph.tokens, paragraph.lemmas, strict=True):
        if token.i not in paragraph.at:
            for relation in _told(page, paragraph, resolver, token, lemma):
                said_by = speaker_of(resolver, paragraph, token, (relation.subject,))
                yield replace(relation, said_by=said_by)


def _told(page: Page, paragraph: Paragraph, resolver: Resolver, token: Token, lemma: str) -> Iterator[Relation]:
    """Yield what one word tells."""
    if lemma in words("relations", "joining") and token.pos_ == "VERB":
        goals = [*objects(token), *prepositional(token, "to")]
        yield from _joined(page, paragraph, token, _keys(resolver, paragraph, subjects(token)), goals)
    elif lemma in words("relations", "belonging") and token.pos_ == "NOUN" and token.dep_ in {"attr", "appos"}:
        holders = subjects(token.head) if token.dep_ == "attr" else [token.head]
        goals = [*token.lefts, *prepositional(token, "of"), *prepositional(token, "to"), *_of_which(token)]
        yield from _joined(page, paragraph, token, _keys(resolver, paragraph, holders), goals)
    elif lemma in words("relations", "comprising") and token.tag_ in _PRESENT and token.pos_ == "VERB":
        yield from _comprised(page, paragraph, token)
    elif lemma in words("relations", "starting") and token.pos_ == "VERB":
        yield from _started(page, paragraph, token, _keys(resolver, paragraph, subjects(token)))
    elif lemma in words("relations", "seated") and token.tag_ == "VBN" and token.dep_ in {"acl", "ROOT", "relcl"}:
        yield from _seated(page, paragraph, token)


def _of_which(token: Token) -> list[Token]:
    """Return the noun that a clause of belonging qualifies ("the council, of which Peru is a member")."""
    preps = [c for c in (*token.children, *token.head.children) if c.dep_ == "prep" and c.lower_ in {"of", "to"}]
    which = any(noun.lower_ == "which" for prep in preps for noun in prep.children)
    return antecedents(token.head) if which else []


def _comprised(page: Page, paragraph: Paragraph, token: Token) -> Iterator[Relation]:
    """Read "the bloc comprises A, B and C"; of one alone it may tell anything."""
    named = keys_in(page, paragraph, (t for noun in objects(token) for t in noun.subtree), BODIES)
    bodies = keys_in(page, paragraph, subjects(token), frozenset({"Organization"}))
    if modality_of(token) == "fact" and len(named) > 1:
        yield from (_belonging(page, paragraph, token, key, body) for body in bodies[:1] for key in named)


def _started(page: Page, paragraph: Paragraph, token: Token, holders: list[str]) -> Iterator[Relation]:
    """Read who launched or leads an initiative, and who adopted a measure, that has a name."""
    modality, leads = modality_of(token), token.lemma_.lower() in words("relations", "starting", "leading")
    if modality is None:
        return
    for thing in keys_in(page, paragraph, objects(token), frozenset({"Initiative"} if leads else {"Measure"})):
        for holder in (key for key in holders if page.type_of(key) in BODIES):
            predicate, role = ("takesPartIn", "leads") if leads else ("adopts", None)
            told = relate_clause(paragraph, token, predicate, holder, thing, _WORTH)
            yield replace(told, role=role, modality=modality)


def _seated(page: Page, paragraph: Paragraph, token: Token) -> Iterator[Relation]:
    """Read "the forum, based in Hanoi": a capital behind "in" is the place, not its state."""
    named = [token.head] if token.dep_ == "acl" else objects(token)
    bodies = keys_in(page, paragraph, named, frozenset({"Organization", "Company", "Initiative"}))
    places = keys_in(page, paragraph, prepositional(token, "in"), frozenset({"Place", "State"}))
    modality = modality_of(token)
    if modality is not None and not any(c.lower_ in {"formerly", "previously", "once"} for c in token.children):
        for body in bodies[:1] if places else ():
            yield replace(relate_clause(paragraph, token, "basedIn", body, places[0], _WORTH), modality=modality)


def _keys(resolver: Resolver, paragraph: Paragraph, nouns: list[Token]) -> list[str]:
    return list(dict.fromkeys(key for noun in nouns for key in resolver.keys(paragraph, noun)))


def _joined(
    page: Page, paragraph: Paragraph, token: Token, holders: list[str], goals: list[Token]
) -> Iterator[Relation]:
    modality = modality_of(token if token.pos_ == "VERB" or token.dep_ != "attr" else token.head)
    former = any(child.lower_ in words("offices", "former") for child in token.lefts)
    former = former or (token.dep_ == "attr" and token.head.tag_ == "VBD" and token.head.lemma_ == "be")
    wished = token.dep_ == "xcomp" and token.head.lemma_.lower() in words("relations", "wishing")
    if modality is None or former or wished:
        return
    for group in keys_in(page, paragraph, goals, _GROUPS):
        for holder in holders:
            if page.type_of(holder) in BODIES and holder != group:
                yield replace(_belonging(page, paragraph, token, holder, group), modality=modality)


def _belonging(page: Page, paragraph: Paragraph, token: Token, holder: str, group: str) -> Relation:
    member = relate_clause(paragraph, token, "memberOf", holder, group, _WORTH)
    kind = page.type_of(group)
    if kind == "Agreement":
        return replace(member, predicate="partyTo", status="in_force" if token.lemma_ == "party" else "signed")
    return replace(member, predicate="takesPartIn", role="member") if kind == "Initiative" else member
