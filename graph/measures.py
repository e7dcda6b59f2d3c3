"""Whose a measure is and whom it bites, read around its name: "the levy that A placed on B", "B faces A's duty".

What its own phrase says is read in `graph.named`; here the verbs around it are asked.
"""

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Token

from .binding import institution_of, keys_in, relate_clause
from .modality import modality_of
from .page import Mention, Page, Paragraph
from .resolve import Resolver
from .statement import Relation
from .syntax import head_noun, is_passive, objects, prepositional, qualifying_verbs, subjects
from .wordlists import table, words

_WORTH = "0.65"
_BITTEN = frozenset({"State", "Organization", "Company", "Person", "Place"})
_UPON = ("on", "against", "to", "for", "at")


def measured(page: Page, paragraph: Paragraph, resolver: Resolver, mention: Mention) -> Iterator[Relation]:
    """Yield who adopted the measure that a mention names and whom it bites, as far as the verbs around it tell."""
    root = head_noun(paragraph.doc, mention.start, mention.end)
    for verb in dict.fromkeys(_verbs(root)):
        modality = modality_of(verb)
        lemma = verb.lemma_.lower()
        if modality is None:
            continue
        if lemma in frozenset(table("unnamed", "Measure")["verbs"]) - words("relations", "undoing"):
            doers = _doers(page, paragraph, resolver, verb)
            for key in doers:
                yield replace(relate_clause(paragraph, root, "adopts", key, mention.key, _WORTH), modality=modality)
            own = {*doers, *(t.holder for t in resolver.tenures if t.of in doers)}
            others = [key for key in _upon(page, paragraph, resolver, root, verb) if key not in own]
            yield from _targets(page, paragraph, root, mention, others, modality)
        elif lemma in words("relations", "biting"):
            bitten = _keys(
                resolver, paragraph, [*objects(verb), *prepositional(verb, "to"), *prepositional(verb, "at")]
            )
            yield from _targets(page, paragraph, root, mention, bitten, modality)
        elif lemma in words("events", "borne", "verbs"):
            yield from _targets(page, paragraph, root, mention, _keys(resolver, paragraph, subjects(verb)), modality)


def _verbs(root: Token) -> Iterator[Token]:
    """Yield the verbs that qualify or govern a noun, the one it is subject of among them."""
    yield from qualifying_verbs(root)
    noun = root
    while noun.dep_ in {"conj", "appos"} and noun.head.pos_ in {"NOUN", "PROPN"}:
        noun = noun.head
    head = noun.head.head if noun.dep_ == "pobj" else noun.head
    if head.pos_ == "VERB":
        yield head


def _doers(page: Page, paragraph: Paragraph, resolver: Resolver, verb: Token) -> list[str]:
    agents = [noun for child in verb.children if child.dep_ == "agent" for noun in child.children]
    nouns = agents or ([] if is_passive(verb) or (verb.tag_ == "VBN" and verb.dep_ == "acl") else subjects(verb))
    keys = [key for noun in nouns for key in resolver.keys(paragraph, noun, loose=True)]
    return list(dict.fromkeys(body for key in keys for body in institution_of(page, resolver, key)))


def _upon(page: Page, paragraph: Paragraph, resolver: Resolver, root: Token, verb: Token) -> Iterator[str]:
    """Yield whom the prepositions of the verb name ("imposed on Zenda")."""
    for prep in (child for child in verb.children if child.dep_ == "prep" and child.lower_ in ("on", "against")):
        nouns = [noun for noun in prep.children if noun.dep_ == "pobj" and noun != root]
        bitten = keys_in(page, paragraph, (t for noun in nouns for t in noun.subtree), _BITTEN)[:3]
        yield from bitten or _keys(resolver, paragraph, nouns)


def _keys(resolver: Resolver, paragraph: Paragraph, nouns: list[Token]) -> list[str]:
    return [key for noun in nouns for key in resolver.keys(paragraph, noun, loose=True)]


def _targets(
    page: Page, paragraph: Paragraph, root: Token, mention: Mention, keys: list[str], modality: str
) -> Iterator[Relation]:
    for key in dict.fromkeys(keys):
        if page.type_of(key) in _BITTEN and key in page.entities:
            yield replace(relate_clause(paragraph, root, "targets", mention.key, key, _WORTH), modality=modality)
