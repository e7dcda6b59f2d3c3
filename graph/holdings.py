"""Who holds a share in which firm, as nouns and verbs tell: "a shareholder of", "owns 51% of", "state-owned".

A share that is sold or given up is none; one that is to be bought is planned.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from spacy.tokens import Token

from .binding import BODIES, keys_in, relate, relate_clause
from .modality import modality_of
from .page import Page, Paragraph
from .resolve import Resolver
from .statement import Relation
from .syntax import antecedents, objects, prepositional, subjects
from .wordlists import words

_COMPANIES = frozenset({"Company"})
_HOLDERS = frozenset({"Company", "Organization", "State", "Person"})


def holdings(page: Page, paragraph: Paragraph, resolver: Resolver, token: Token, lemma: str) -> Iterator[Relation]:
    """Yield what a noun of shares or a verb of owning tells."""
    if lemma in words("relations", "stakes") and token.pos_ != "VERB":
        yield from _stakes(page, paragraph, resolver, token)
    elif lemma in words("relations", "owning"):
        nouns = objects(token)
        holders = _holders(page, paragraph, resolver, subjects(token))
        yield from _held(page, paragraph, token, holders, nouns, bare=lemma in words("relations", "owning", "bare"))
    elif lemma == "belong":
        holders = _holders(page, paragraph, resolver, prepositional(token, "to"))
        parts = [noun for noun in token.children if noun.dep_ == "nsubj" and _is_part(noun)]
        held = [noun for noun in antecedents(token) if parts] or _behind(parts)
        yield from _held(page, paragraph, token, holders, held, bare=True)


def _holders(page: Page, paragraph: Paragraph, resolver: Resolver, nouns: list[Token]) -> list[str]:
    keys = [key for noun in nouns for key in resolver.keys(paragraph, noun)]
    return [key for key in dict.fromkeys(keys) if page.type_of(key) in _HOLDERS]


def _held(
    page: Page, paragraph: Paragraph, token: Token, holders: list[str], nouns: list[Token], *, bare: bool
) -> Iterator[Relation]:
    """Yield the shares that holders have in the firms that nouns name, or of which the nouns are parts."""
    named = [noun for noun in nouns if bare and noun.i in paragraph.at]
    firms = keys_in(page, paragraph, [*named, *_behind(noun for noun in nouns if _is_part(noun))], _COMPANIES)
    modality = modality_of(token)
    if modality is None or not firms:
        return
    for holder in holders:
        if holder != firms[0]:
            yield replace(relate_clause(paragraph, token, "stakeIn", holder, firms[0], "0.75"), modality=modality)


def _is_part(noun: Token) -> bool:
    """Tell whether a noun is a share of something ("51%", "a stake", "half")."""
    return noun.text == "%" or noun.lemma_.lower() in words("relations", "owning", "parts")


def _behind(nouns: Iterable[Token]) -> list[Token]:
    """Return what nouns are parts of."""
    preps = (prep for noun in nouns for prep in noun.rights if prep.lower_ in {"of", "in"})
    return [token for prep in preps for token in prep.children]


def _stakes(page: Page, paragraph: Paragraph, resolver: Resolver, token: Token) -> Iterator[Relation]:
    """Read "X, a shareholder of Y", "Y's shareholder X" and "X holds a stake in Y"."""
    behind = [noun for child in token.rights if child.lower_ in {"of", "in"} for noun in child.children]
    held = keys_in(page, paragraph, behind, _COMPANIES)
    for child in token.lefts:
        if child.dep_ == "poss":
            held += keys_in(page, paragraph, child.subtree, _COMPANIES)
    holders = keys_in(page, paragraph, [child for child in token.rights if child.dep_ == "appos"], _HOLDERS)
    if token.dep_ == "appos":
        holders += keys_in(page, paragraph, [token.head], _HOLDERS)
    if token.dep_ in {"nsubj", "attr"} and token.head.lemma_ == "be":
        beside = [child for child in token.head.children if child.dep_ in {"nsubj", "attr"} and child != token]
        holders += _holders(page, paragraph, resolver, beside)
        held += keys_in(page, paragraph, antecedents(token.head), _COMPANIES)
    if token.dep_ == "dobj":
        named = [key for noun in subjects(token.head) for key in resolver.keys(paragraph, noun)]
        holders += [key for key in named if page.type_of(key) in BODIES | _COMPANIES]
    modality = modality_of(token.head) if token.dep_ == "dobj" and token.head.pos_ == "VERB" else "fact"
    if holders and held and modality and not is_over(token):
        for holder in dict.fromkeys(holders if token.tag_ == "NNS" else holders[:1]):
            told = relate_clause(paragraph, token, "stakeIn", holder, held[0], "0.75")
            yield replace(told, modality=modality)


def is_over(noun: Token) -> bool:
    """Tell whether a membership or share is said to be over: "former", or the object of a verb that ends it."""
    former = any(child.lower_ in words("offices", "former") for child in noun.lefts)
    verb = noun.head if noun.dep_ in {"dobj", "nsubjpass"} else None
    return former or (verb is not None and verb.lemma_.lower() in words("relations", "giving_up"))


def owned_firms(page: Page, paragraph: Paragraph, resolver: Resolver, token: Token) -> Iterator[Relation]:
    """Read "X, a subsidiary of Y", "Y's subsidiary X"."""
    if is_over(token):
        return
    behind = [noun for child in token.rights if child.lower_ == "of" for noun in child.children]
    owners = keys_in(page, paragraph, (t for n in behind for t in n.subtree), _COMPANIES)
    owners += [k for child in token.lefts if child.dep_ == "poss" for k in resolver.keys(paragraph, child)]
    firms = keys_in(page, paragraph, [c for c in token.rights if c.dep_ == "appos"], _COMPANIES)
    if token.dep_ in {"compound", "nmod"}:
        firms += keys_in(page, paragraph, [token.head], _COMPANIES)
        owners += [k for child in token.head.lefts if child.dep_ == "poss" for k in resolver.keys(paragraph, child)]
    if token.dep_ == "appos":
        firms += keys_in(page, paragraph, [token.head], _COMPANIES)
    owners = [key for key in owners if page.type_of(key) in BODIES | _COMPANIES and key not in firms]
    for firm in firms[:1] if owners else ():
        yield relate_clause(paragraph, token, "stakeIn", owners[0], firm, "0.70")


def state_firms(page: Page, paragraph: Paragraph, resolver: Resolver) -> Iterator[Relation]:
    """Read "the Ruritanian state oil company Rupco", "Zenda's state-owned Rupco", "Rupco, the state bank"."""
    doc = paragraph.doc
    for token in paragraph.tokens:
        if token.lower_ not in {"state", "government", "nationalised", "nationalized"} or token.i in paragraph.at:
            continue
        owners = [m for m in paragraph.mentions() if page.type_of(m.key) == "State" and 0 <= token.i - m.end < 3]
        after = [m for m in paragraph.mentions() if 0 < m.start - token.i < 7 and page.type_of(m.key) == "Company"]
        before = [m for m in paragraph.mentions() if m.end < token.i and page.type_of(m.key) == "Company"]
        apposed = [
            m for m in before[-1:] if owners and {t.lower_ for t in doc[m.end : owners[-1].start]} <= {",", "the", "a"}
        ]
        firm = next(iter(apposed or after), None)
        gap = doc[token.i : firm.start] if firm and firm.start > token.i else doc[0:0]
        plain = not any(t.text in {",", "."} or (t.pos_ in {"VERB", "AUX"} and t.lower_ != "owned") for t in gap)
        if owners and firm and plain:
            start, end = min(owners[-1].start, firm.start), max(token.i + 1, firm.end)
            yield relate(paragraph, "stakeIn", owners[-1].key, firm.key, start, end, confidence="0.65")
