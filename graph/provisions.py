"""What a measure provides: who signed it, what it covers, what it builds on, read off the verbs it is subject of."""

from collections.abc import Iterator
from decimal import Decimal
from functools import cache

from spacy.tokens import Token

from .page import Page, Paragraph
from .resolve import Resolver
from .sectors import sectors_in
from .statement import Relation
from .syntax import clause_span, subjects
from .topics import parts_of, phrase
from .wordlists import words

_GIVEN = frozenset({"receive", "enjoy", "get", "give", "go"})
_THINGS = frozenset({"Agreement", "Measure", "Initiative"})


@cache
def _verbs() -> frozenset[str]:
    return words("acts", "covering") | words("acts", "implementing") | _GIVEN | {"sign"}


def provisions(page: Page, resolver: Resolver, paragraph: Paragraph) -> Iterator[Relation]:
    """Yield what the sentences of a paragraph say of its measures."""
    for token, lemma in zip(paragraph.tokens, paragraph.lemmas, strict=True):
        if lemma not in _verbs() or token.pos_ != "VERB":
            continue
        if lemma == "sign":
            yield from _signatures(page, resolver, paragraph, token)
        elif lemma in _GIVEN:
            yield from _preferences(page, paragraph, token)
        elif lemma in words("acts", "covering"):
            yield from _covered(page, paragraph, token)
        elif lemma in words("acts", "implementing"):
            yield from _implemented(page, paragraph, token)


def _things(page: Page, paragraph: Paragraph, tokens: list[Token], kinds: frozenset[str]) -> list[str]:
    keys = [paragraph.at[t.i].key for t in tokens if t.i in paragraph.at]
    return [key for key in keys if page.type_of(key) in kinds]


def _signatures(page: Page, resolver: Resolver, paragraph: Paragraph, token: Token) -> Iterator[Relation]:
    """Read "a decree signed by NAME" and "NAME signed the decree"."""
    objects = [c for c in token.children if c.dep_ in {"dobj", "nsubjpass"}] or [token.head]
    measures = _things(page, paragraph, objects, frozenset({"Measure"}))
    signers = [key for noun in subjects(token) for key in resolver.keys(paragraph, noun)]
    for measure in measures[:1]:
        for signer in signers:
            if page.type_of(signer) in {"Person", "State"}:
                yield Relation(
                    predicate="signedBy",
                    subject=measure,
                    object=signer,
                    evidence=(clause_span(paragraph, token),),
                    confidence=Decimal("0.85"),
                )


def _preferences(page: Page, paragraph: Paragraph, token: Token) -> Iterator[Relation]:
    """Read "goods from A receive preferential treatment over B's": whom the last measure favours and whom it bites."""
    nouns = [c for c in token.children if c.dep_ in {"dobj", "nsubj"} and _is_preference(c)]
    measures = [m.key for m in paragraph.mentions() if m.start < token.i and page.type_of(m.key) == "Measure"]
    if not nouns or not measures:
        return
    over = [n for holder in (token, *nouns) for p in holder.children if p.lower_ == "over" for n in p.children]
    bitten = [t for noun in over for t in noun.subtree]
    to = [t for p in token.children if p.dep_ == "prep" and p.lower_ == "to" for t in p.subtree]
    preferred = to or [t for c in token.children if c.dep_ == "nsubj" and c not in nouns for t in c.subtree]
    for predicate, tokens in (("targets", bitten), ("favours", preferred)):
        for key in dict.fromkeys(_things(page, paragraph, tokens, frozenset({"State", "Organization"}))):
            yield Relation(
                predicate=predicate,
                subject=measures[-1],
                object=key,
                evidence=(clause_span(paragraph, token),),
                confidence=Decimal("0.65"),
            )


def _is_preference(noun: Token) -> bool:
    preferential = any(c.lower_ in {"preferential", "preferred", "favourable", "favorable"} for c in noun.lefts)
    return noun.lemma_.lower() in {"preference", "priority", "precedence"} or preferential


def _covered(page: Page, paragraph: Paragraph, token: Token) -> Iterator[Relation]:
    """Read "the decree includes mobile networks": the sectors of what it covers, with its words."""
    measures = _things(page, paragraph, subjects(token), frozenset({"Measure"}))
    nouns = [c for c in token.children if c.dep_ == "dobj"]
    nouns += [n for c in token.children if c.dep_ == "prep" and c.lower_ in {"to", "for"} for n in c.children]
    for measure in measures[:1]:
        for noun in nouns[:1]:
            topic = phrase(paragraph, noun)
            for sector in sectors_in(topic or "")[:3]:
                yield Relation(
                    predicate="aboutSector",
                    subject=measure,
                    object=f"sector:{sector}",
                    topic=topic,
                    topic_parts=tuple(parts_of(paragraph, noun)),
                    evidence=(clause_span(paragraph, token),),
                    confidence=Decimal("0.75"),
                )


def _implemented(page: Page, paragraph: Paragraph, token: Token) -> Iterator[Relation]:
    """Read "implementing Law 5, the decree ...": which thing builds on which, by the verb between them."""
    upper = _things(page, paragraph, [*subjects(token), *_of_main_clause(token)], _THINGS)
    lower = _things(page, paragraph, [c for c in token.children if c.dep_ == "dobj"], _THINGS)
    role = "implements" if token.lemma_.lower() in {"implement", "execute", "apply", "transpose"} else "replaces"
    for thing in upper[:1]:
        for other in lower[:1]:
            if thing != other:
                yield Relation(
                    predicate="buildsOn",
                    subject=thing,
                    object=other,
                    role=role,
                    evidence=(clause_span(paragraph, token),),
                    confidence=Decimal("0.75"),
                )


def _of_main_clause(participle: Token) -> list[Token]:
    """Return the subject of the clause that a participle opens ("Drafted by A and implementing B, the decree ...")."""
    if participle.tag_ != "VBG":
        return []
    verb = participle
    while verb.dep_ in {"conj", "advcl"} and verb.head != verb:
        verb = verb.head
    return [c for c in verb.children if c.dep_ == "nsubj"] if verb != participle else []
