"""What the words of a sentence say of two: partners, rivals, members, and who holds a share in whom.

One noun tells each ("partner", "rival", "member", "shareholder"); who stands around it is read off the tree.
"""

from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from spacy.tokens import Token

from .binding import BODIES, keys_in, relate, relate_clause
from .holdings import holdings, is_over, owned_firms, state_firms
from .modality import modality_of
from .page import Mention, Page, Paragraph
from .resolve import Resolver
from .rows import listed_states
from .sides import speaker_of
from .statement import Relation
from .syntax import antecedents, objects, prepositional, subjects
from .wordlists import words

_BODY = frozenset({"Organization"})
_STATES = frozenset({"State"})
_LISTING = frozenset({",", "and", "the", "&", "(", ")", "that", "is", ":", "\u2013", "namely", "-"})
_OPENING = ("(", ": ", ", that", "\u2013", "- ")
_INITIATIVES = frozenset({"Initiative"})
_OF_FIRMS = frozenset({"subsidiary", "unit", "arm", "affiliate"})
_OF_MEMBERS = frozenset({"member", "state", "country"})


def relations_of_words(page: Page, paragraph: Paragraph, resolver: Resolver) -> Iterator[Relation]:
    """Yield partners, rivals, stakes and members that a paragraph's words name."""
    telling = _telling()
    for token, lemma in zip(paragraph.tokens, paragraph.lemmas, strict=True):
        if lemma not in telling:
            continue
        for relation in _told(page, paragraph, resolver, token, lemma):
            yield replace(relation, said_by=speaker_of(resolver, paragraph, token, (relation.subject, relation.object)))
    yield from state_firms(page, paragraph, resolver)
    yield from _named_groups(page, paragraph)


@cache
def _telling() -> frozenset[str]:
    """Return the lemmas that may tell something."""
    sections = ("partners", "stakes", "owning", "composed")
    return _OF_FIRMS.union({"rival", "belong", "membership"}, _OF_MEMBERS, *(words("relations", s) for s in sections))


def _told(page: Page, paragraph: Paragraph, resolver: Resolver, token: Token, lemma: str) -> Iterator[Relation]:
    """Yield what one word tells."""
    named = token.i in paragraph.at
    if lemma in words("relations", "partners") and not named:
        yield from _partners(page, paragraph, resolver, token)
    elif lemma == "rival" and token.pos_ == "NOUN":
        yield from _rivals(page, paragraph, token)
    elif not named and (lemma in words("relations", "stakes") or token.pos_ == "VERB"):
        yield from holdings(page, paragraph, resolver, token, lemma)
        if lemma in words("relations", "composed"):
            yield from _composed(page, paragraph, resolver, token)
    elif lemma in _OF_FIRMS and not named:
        yield from owned_firms(page, paragraph, resolver, token)
    elif lemma in _OF_MEMBERS and token.pos_ == "NOUN":
        yield from _members(page, paragraph, token)
    elif lemma == "membership" and not named:
        yield from _membership(page, paragraph, resolver, token)


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
    if token.dep_ == "appos":
        yield from keys_in(page, paragraph, [token.head, *token.head.conjuncts], BODIES)
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


def _membership(page: Page, paragraph: Paragraph, resolver: Resolver, token: Token) -> Iterator[Relation]:
    """Read "Ruritania's membership of the league"."""
    if is_over(token):
        return
    behind = [noun for slot in ("of", "in") for noun in prepositional(token, slot)]
    holders = [key for child in token.lefts if child.dep_ == "poss" for key in resolver.keys(paragraph, child)]
    for body in keys_in(page, paragraph, behind, _BODY)[:1]:
        for holder in (key for key in holders if page.type_of(key) in BODIES):
            yield relate_clause(paragraph, token, "memberOf", holder, body, "0.70")


def _composed(page: Page, paragraph: Paragraph, resolver: Resolver, token: Token) -> Iterator[Relation]:
    """Read "a force drawn from A and B", "the group, to which A and B belong"."""
    if token.lemma_.lower() == "belong":
        ones = [key for noun in subjects(token) for key in resolver.keys(paragraph, noun)]
        bodies = keys_in(page, paragraph, prepositional(token, "to"), _BODY)
        if token.dep_ == "relcl" and not bodies:
            bodies = keys_in(page, paragraph, antecedents(token), _BODY)
    elif token.lemma_.lower() == "make":
        up = any(child.dep_ == "prt" and child.lower_ == "up" for child in token.children)
        ones = [key for noun in subjects(token) for key in resolver.keys(paragraph, noun)]
        bodies = keys_in(page, paragraph, objects(token), _BODY) if up else []
    else:
        bodies = keys_in(page, paragraph, [*objects(token), *antecedents(token)], _BODY)
        behind = [noun for slot in ("of", "from", "by") for noun in prepositional(token, slot)]
        ones = keys_in(page, paragraph, (t for noun in behind for t in noun.subtree), _STATES)
    if modality_of(token) != "fact":
        return
    for member in dict.fromkeys(ones):
        if bodies and page.type_of(member) in _STATES | BODIES and member != bodies[0]:
            yield relate_clause(paragraph, token, "memberOf", member, bodies[0], "0.70")


def _named_groups(page: Page, paragraph: Paragraph) -> Iterator[Relation]:
    """Read "Peru, Chile and Bolivia, the E3" and "the Quad (Peru, Chile and Bolivia)": a list beside a body's name."""
    mentions = paragraph.mentions()
    for place, mention in enumerate(mentions):
        if page.type_of(mention.key) != "Organization":
            continue
        before = _run(page, paragraph, mentions[:place][::-1], mention.start)
        after = _run(page, paragraph, mentions[place + 1 :], mention.end)
        opened = paragraph.doc[mention.end : mention.end + 2].text.lower()
        beside = before if _is_apposed(paragraph, mention, before) else after if opened.startswith(_OPENING) else []
        for near in beside if len(beside) > 1 else ():
            start, end = min(mention.start, near.start), max(mention.end, near.end)
            yield relate(paragraph, "memberOf", near.key, mention.key, start, end, confidence="0.70")


def _run(page: Page, paragraph: Paragraph, mentions: list[Mention], edge: int) -> list[Mention]:
    """Return the states that stand next to a place one after another, with only commas and "and" between."""
    found: list[Mention] = []
    for mention in mentions:
        left, right = (mention.end, edge) if mention.end <= edge else (edge, mention.start)
        between = {t.lower_ for t in paragraph.doc[left:right]}
        if page.type_of(mention.key) != "State" or mention.kind == "adjective" or not between <= _LISTING:
            break
        found.append(mention)
        edge = mention.start if mention.end <= edge else mention.end
    return found


def _is_apposed(paragraph: Paragraph, mention: Mention, before: list[Mention]) -> bool:
    """Tell whether a body's name closes a list as what it is called: ", the E3,"."""
    if not before:
        return False
    between = [t.lower_ for t in paragraph.doc[before[0].end : mention.start]]
    after = paragraph.doc[mention.end].text if mention.end < len(paragraph.doc) else "."
    return between == [",", "the"] and after in {",", ".", ")", ";", "\u2013"}


def _members(page: Page, paragraph: Paragraph, token: Token) -> Iterator[Relation]:
    """Read "the four members of EFTA – Norway, Iceland ...", "the bloc's members, Brazil ...", "NATO member X"."""
    body = _body_of_members(page, paragraph, token)
    states = listed_states(page, paragraph, token) if body else []
    if body and not states and token.tag_ == "NNS" and token.left_edge.i and token.left_edge.nbor(-1).text == ",":
        before = [m for m in paragraph.mentions() if m.end < token.left_edge.i]
        states = _run(page, paragraph, before[::-1], token.left_edge.i)[::-1]
        states = states if len(states) > 1 else []
    start = token.left_edge.i if token.left_edge.i >= token.sent.start else token.i
    for near in states:
        first, last = min(start, states[0].start), max(token.i + 1, states[-1].end)
        yield relate(paragraph, "memberOf", near.key, str(body), first, last)


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
