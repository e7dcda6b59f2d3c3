"""Who takes part in an initiative, and as what: "the corridor that A and B launched", "the forum hosted by A".

The verb that governs an initiative, or qualifies it, tells the role of whoever does what it says.
"""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from spacy.tokens import Token

from .binding import institution_of, keys_in, relate_clause
from .modality import modality_of
from .page import Mention, Page, Paragraph
from .resolve import Resolver
from .statement import Relation
from .syntax import head_noun, is_passive, objects, prepositional, qualifying_verbs, subjects
from .wordlists import words

_WORTH, _LENT_WORTH = "0.70", Decimal("0.50")
_SIDES = frozenset({"State", "Organization", "Company"})
_ROLES = ("leads", "host", "member", "withdrawn")


def participants(page: Page, paragraph: Paragraph, resolver: Resolver, mention: Mention) -> Iterator[Relation]:
    """Yield who takes part in the initiative that a mention names, as far as the words around it tell."""
    root = head_noun(paragraph.doc, mention.start, mention.end)
    for verb in (verb for noun in _called(root) for verb in _verbs(noun)):
        role = _role(verb)
        modality = modality_of(verb) if role else None
        if role and modality:
            for key in _doers(page, paragraph, resolver, verb):
                yield from _taking_part(page, paragraph, resolver, root, key, mention.key, role, modality)
    joined = [key for noun in _called(root) for key in _joined(page, paragraph, noun)]
    joined += _gathered(page, paragraph, root)
    for key in joined:
        yield from _taking_part(page, paragraph, resolver, root, key, mention.key, "member", "fact")
    for key in _beside(page, paragraph, resolver, mention) if not joined else ():
        for lent in _taking_part(page, paragraph, resolver, root, key, mention.key, "member", "fact"):
            yield replace(lent, confidence=_LENT_WORTH, rule="part-from-clause")


def _verbs(root: Token) -> Iterator[Token]:
    """Yield the verbs that qualify or govern a noun."""
    yield from (verb for verb in qualifying_verbs(root))
    noun = root
    while noun.dep_ in {"conj", "appos"} and noun.head.pos_ in {"NOUN", "PROPN"}:
        noun = noun.head
    head = noun.head.head if noun.dep_ == "pobj" else noun.head
    if head.pos_ == "VERB" and noun.dep_ in {"dobj", "pobj", "nsubjpass"}:
        yield head


def _role(verb: Token) -> str | None:
    lemma = verb.lemma_.lower()
    return next((role for role in _ROLES if lemma in words("relations", "roles", role)), None)


def _doers(page: Page, paragraph: Paragraph, resolver: Resolver, verb: Token) -> list[str]:
    nouns = subjects(verb) or prepositional(verb, "by")
    keys = [key for noun in nouns for key in resolver.keys(paragraph, noun, loose=True)]
    joint = [key for noun in prepositional(verb, "with") for key in resolver.keys(paragraph, noun, loose=True)]
    return list(dict.fromkeys([*keys, *(joint if keys else [])]))


def _called(root: Token) -> list[Token]:
    """Return the noun of an initiative and those that call it something: "IMEC, a project ...", "is a venture of"."""
    copulas = [root.head] if root.dep_ == "nsubj" and root.head.lemma_ == "be" else []
    holders = [*copulas, *(c for v in qualifying_verbs(root) for c in v.children if c.lower_ == "as")]
    others = [c for h in holders for c in h.children if c.dep_ in {"attr", "pobj"}]
    others += [child for child in root.children if child.dep_ == "appos"]
    return [root, *(noun for noun in others if noun.lemma_.lower() in words("relations", "common_works"))]


def _joined(page: Page, paragraph: Paragraph, noun: Token) -> list[str]:
    """Return the sides, two or more, that stand behind "between" or "of" at a noun that is a joint project."""
    joint = any(child.lower_ in {"joint", "common", "shared"} for child in noun.lefts)
    for prep in noun.rights:
        if prep.dep_ == "prep" and (prep.lower_ == "between" or (joint and prep.lower_ in {"of", "by"})):
            nouns = [noun for first in prep.children for noun in (first, *first.conjuncts)]
            found = keys_in(page, paragraph, nouns, _SIDES)
            return found if len(found) > 1 else []
    return []


def _gathered(page: Page, paragraph: Paragraph, root: Token) -> list[str]:
    """Return whom an initiative brings together: "the exercise, involving A and B", "the forum gathers A and B"."""
    verbs = [*qualifying_verbs(root), *([root.head] if root.dep_ == "nsubj" else [])]
    for verb in verbs:
        told = verb.lemma_.lower() in words("relations", "gathering") and not is_passive(verb) and verb.tag_ != "VBN"
        past = verb.tag_ == "VBD" and verb.lemma_.lower() in words("relations", "gathering")
        if (told or past) and modality_of(verb) == "fact":
            found = keys_in(page, paragraph, (t for n in objects(verb) for t in (n, *n.conjuncts)), _SIDES)
            return found if len(found) > 1 else []
    return []


def _beside(page: Page, paragraph: Paragraph, resolver: Resolver, mention: Mention) -> list[str]:
    """Return who does what the verb around an initiative says, at most four, where it is a verb of working on it."""
    root = paragraph.doc[mention.start : mention.end].root
    verb = next((token for token in root.ancestors if token.pos_ == "VERB"), None)
    if verb is None or modality_of(verb) != "fact" or verb.lemma_.lower() not in words("relations", "working"):
        return []
    named = [paragraph.at[noun.i].key for noun in subjects(verb) if noun.i in paragraph.at and noun != root]
    sides = list(dict.fromkeys(body for key in named for body in institution_of(page, resolver, key)))
    return sides if len(sides) <= 4 else []


def _taking_part(
    page: Page, paragraph: Paragraph, resolver: Resolver, root: Token, key: str, thing: str, role: str, modality: str
) -> Iterator[Relation]:
    for body in institution_of(page, resolver, key):
        told = relate_clause(paragraph, root, "takesPartIn", body, thing, _WORTH)
        left = role == "withdrawn"
        yield replace(told, role=None if left else role, status=role if left else None, modality=modality)
