"""How agreements, measures and initiatives come about: which builds on which other, and who proposed them."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from .binding import relate, relate_clause
from .page import Mention, Page, Paragraph
from .resolve import Resolver
from .sides import THINGS
from .statement import Relation
from .wordlists import table, words

_FARTHEST = 90
_JOINT = re.compile(r",?\s?(?:and|,)\s(?:the\s)?(?:.{0,12}'s\s)?")
_PROPOSERS = frozenset({"State", "Organization", "Person"})


@cache
def _cues() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((role, re.compile(cue, re.IGNORECASE)) for role, cue in table("relations", "building").items())


def building(page: Page, paragraph: Paragraph) -> Iterator[Relation]:
    """Yield which agreement, measure or initiative implements, strengthens or replaces which other, or goes with it."""
    for sentence in paragraph.doc.sents:
        things = [
            mention
            for mention in paragraph.mentions()
            if sentence.start <= mention.start < sentence.end and page.type_of(mention.key) in THINGS
        ]
        for place, (left, right) in enumerate(pairwise(things)):
            role = _role(paragraph, left, right)
            if role is None:
                continue
            yield _built(paragraph, left, right, role)
            follow = things[place + 2] if place + 2 < len(things) else None
            if follow and _JOINT.fullmatch(paragraph.doc[right.end : follow.start].text_with_ws or " "):
                yield _built(paragraph, left, follow, role)


def _role(paragraph: Paragraph, left: Mention, right: Mention) -> str | None:
    """Return how the first of two neighbours builds on the second, by the words between them."""
    between = paragraph.doc[left.end : right.start].text
    if len(between) > _FARTHEST or left.key == right.key:
        return None
    roles = (role for role, cue in _cues() if cue.search(between))
    return next((role for role in roles if role != "implements" or "under" not in between), None)


def _built(paragraph: Paragraph, left: Mention, right: Mention, role: str) -> Relation:
    return relate(paragraph, "buildsOn", left.key, right.key, left.start, right.end, role=role, confidence="0.70")


def proposals(page: Page, resolver: Resolver, paragraph: Paragraph) -> Iterator[Relation]:
    """Yield who proposed a measure or an initiative: "the decree, proposed by the agency"."""
    for token, lemma in zip(paragraph.tokens, paragraph.lemmas, strict=True):
        if lemma not in words("acts", "drafting") or token.tag_ != "VBN":
            continue
        agents = [noun for child in token.children if child.dep_ == "agent" for noun in child.children]
        actors = [key for noun in agents for key in resolver.keys(paragraph, noun)]
        actor = next((key for key in actors if page.type_of(key) in _PROPOSERS), None)
        things = [
            mention
            for mention in paragraph.mentions()
            if token.sent.start <= mention.start < token.sent.end
            and page.type_of(mention.key) in {"Measure", "Initiative"}
        ]
        subject = [m for m in things if paragraph.doc[m.start : m.end].root.dep_ in {"nsubj", "nsubjpass"}]
        for mention in (subject or things)[:1] if actor else ():
            yield relate_clause(paragraph, token, "proposedBy", mention.key, str(actor), "0.70")
