"""What the words of a sentence say of two: partners, rivals, members, and who holds a share in whom.

One noun tells each ("partner", "rival", "member", "shareholder"); who stands around it is read off the tree.
"""

from collections.abc import Iterator

from spacy.tokens import Token

from .binding import BODIES, keys_in, relate, relate_clause
from .page import Page, Paragraph
from .resolve import Resolver, listed_states
from .statement import Relation
from .syntax import subjects
from .wordlists import words

_COMPANIES = frozenset({"Company"})
_HOLDERS = frozenset({"Company", "Organization"})
_BODY = frozenset({"Organization"})
_INITIATIVES = frozenset({"Initiative"})


def relations_of_words(page: Page, paragraph: Paragraph, resolver: Resolver) -> Iterator[Relation]:
    """Yield partners, rivals, stakes and members that a paragraph's words name."""
    for token, lemma in zip(paragraph.tokens, paragraph.lemmas, strict=True):
        named = token.i in paragraph.at
        if lemma in words("relations", "partners") and not named:
            yield from _partners(page, paragraph, resolver, token)
        elif lemma == "rival" and token.pos_ == "NOUN":
            yield from _rivals(page, paragraph, token)
        elif lemma in words("relations", "stakes") and not named:
            yield from _stakes(page, paragraph, resolver, token)
        elif lemma == "member" and token.pos_ == "NOUN":
            yield from _members(page, paragraph, token)


def _partners(page: Page, paragraph: Paragraph, resolver: Resolver, token: Token) -> Iterator[Relation]:
    """Read "A is B's partner", "partnerships with A", "partners such as A and B"; a rank in trade is none."""
    if any(child.lower_ in words("relations", "ranks") or child.lower_.endswith("-largest") for child in token.lefts):
        return
    others = list(_other_partners(page, paragraph, resolver, token))
    for owner in _partners_of(page, paragraph, token)[:1] if others else ():
        for other in others:
            if owner != other:
                yield relate_clause(paragraph, token, "partnerOf", min(owner, other), max(owner, other), "0.70")


def _partners_of(page: Page, paragraph: Paragraph, token: Token) -> list[str]:
    """Return whose partners are named: before the noun, behind its "of", or earlier in its sentence."""
    beside = [child for child in token.lefts if child.dep_ in {"poss", "amod", "compound"}]
    owners = [key for child in beside for key in keys_in(page, paragraph, child.subtree, BODIES)]
    behind = [noun for child in token.rights if child.lower_ in {"of", "between"} for noun in child.children]
    owners += keys_in(page, paragraph, behind, BODIES)
    earlier = (m.key for m in paragraph.mentions() if token.sent.start <= m.start < token.i)
    return owners or [key for key in earlier if page.type_of(key) in BODIES]


def _other_partners(page: Page, paragraph: Paragraph, resolver: Resolver, token: Token) -> Iterator[str]:
    """Yield who is called a partner: behind "with", "such as" or "like", across "is", and second of two "between"."""
    for child in token.rights:
        if child.dep_ == "prep" and child.lower_ in {"between", "of"} and token.lemma_ in {"partnership", "alliance"}:
            yield from keys_in(page, paragraph, child.subtree, BODIES)[1:]
        if child.dep_ == "prep" and (child.lower_ in {"with", "as", "like"} or child.text == "such"):
            yield from keys_in(page, paragraph, child.subtree, BODIES)
    if token.dep_ == "nsubj" and token.head.lemma_ == "be":
        yield from keys_in(page, paragraph, [c for c in token.head.children if c.dep_ == "attr"], BODIES)
    if token.dep_ == "attr":
        for noun in (child for child in token.head.children if child.dep_ == "nsubj"):
            yield from (key for key in resolver.keys(paragraph, noun) if page.type_of(key) in BODIES)


def _rivals(page: Page, paragraph: Paragraph, token: Token) -> Iterator[Relation]:
    """Read two initiatives, or else two actors, that a sentence calls rivals."""
    kinds = _INITIATIVES if keys_in(page, paragraph, token.sent, _INITIATIVES) else BODIES
    before = [m for m in paragraph.mentions() if token.sent.start <= m.start < token.i]
    keys = [m.key for m in before if page.type_of(m.key) in kinds and not _in_brackets(paragraph, m.start)]
    if len(set(keys)) >= 2:
        first, last = keys[0], keys[-1]
        yield relate_clause(paragraph, token, "rivalOf", min(first, last), max(first, last), "0.70")


def _in_brackets(paragraph: Paragraph, index: int) -> bool:
    opened = [token.text for token in paragraph.doc[paragraph.doc[index].sent.start : index]]
    return opened.count("(") > opened.count(")")


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
    if token.dep_ == "dobj":
        named = [key for noun in subjects(token.head) for key in resolver.keys(paragraph, noun)]
        holders += [key for key in named if page.type_of(key) in BODIES | _COMPANIES]
    if holders and held:
        yield relate_clause(paragraph, token, "stakeIn", holders[0], held[0], "0.75")


def _members(page: Page, paragraph: Paragraph, token: Token) -> Iterator[Relation]:
    """Read "the four members of EFTA – Norway, Iceland ...", "the bloc's members, Brazil ...", "NATO member Türkiye".
    """
    body = _body_of_members(page, paragraph, token)
    states = listed_states(page, paragraph, token) if body else []
    start = token.left_edge.i if token.left_edge.i >= token.sent.start else token.i
    for near in states:
        yield relate(paragraph, "memberOf", near.key, str(body), start, states[-1].end)


def _body_of_members(page: Page, paragraph: Paragraph, token: Token) -> str | None:
    """Return whose members are named: beside the noun, else, for "its members", the body that was named last."""
    beside = [*token.lefts, *(child for child in token.rights if child.lower_ == "of")]
    bodies = [key for child in beside for key in keys_in(page, paragraph, child.subtree, _BODY)]
    if bodies or not any(child.dep_ == "poss" for child in token.lefts):
        return next(iter(bodies), None)
    earlier = [m.key for p in page.paragraphs[: paragraph.number] for m in p.mentions()]
    earlier += [m.key for m in paragraph.mentions() if m.start < token.i]
    known = (key for key in reversed(earlier) if page.type_of(key) == "Organization" and page.entities[key].reference)
    return next(known, None)
