"""Offices: who holds, or held, what, and of which state or body.

A title stands before the name, behind it in apposition, or behind "is"; the order of the words tells which (see
`graph.titles`). An owner that is not worded comes from the context (`graph.owners`); a title is never invented.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from spacy.tokens import Doc, Token

from .owners import settle_owners
from .page import Mention, Page, Paragraph
from .posts import of_copulas, of_roles, of_verbs, respective, rulers
from .statement import Tenure
from .tenures import keys_of, tenures_of
from .titles import (
    BEFORE,
    BEHIND,
    COUNTERPART,
    COUNTERPART_BEHIND,
    JOINED,
    OWNED_BEHIND_NAME,
    OWNERS,
    PRESIDENCY,
    SUCCESSION,
    WHOSE,
    letters,
)


def read_offices(page: Page) -> list[Tenure]:
    """Return the offices that a page states, each once, with the first words that state it."""
    found: dict[tuple[str, str, str | None], Tenure] = {}
    told = (_of_names, _of_pronouns, of_copulas, respective, of_verbs, of_roles)
    for tenure in (tenure for read in told for tenure in read(page)):
        found.setdefault((tenure.holder, tenure.title.lower(), tenure.of), tenure)
    settled = settle_owners(page, found.values())
    return [*settled, *rulers(page, settled)]


def _of_names(page: Page) -> Iterator[Tenure]:
    for paragraph in page.paragraphs:
        for mention in paragraph.mentions():
            if page.type_of(mention.key) == "Person":
                yield from _around(page, paragraph, mention)


def _around(page: Page, paragraph: Paragraph, mention: Mention) -> Iterator[Tenure]:
    """Yield the offices that the words before and behind a name state."""
    doc, sentence = paragraph.doc, paragraph.doc[mention.start].sent
    left = letters(page, paragraph, sentence.start, mention.start)
    right = letters(page, paragraph, mention.end, sentence.end)
    whose = WHOSE.search(left)
    before = BEFORE.search(left) if whose is None else None
    if whose and whose["lord"]:
        yield from tenures_of(page, paragraph, mention, whose, sentence.start, behind=False)
    elif before and OWNED_BEHIND_NAME.match(right):
        yield from _owned_behind(page, paragraph, mention, before, sentence.start, right)
    elif before and not _to_come(doc, mention.start - len(before["gap"])):
        yield from tenures_of(page, paragraph, mention, before, sentence.start, behind=False)
    presidency = PRESIDENCY.search(right)
    if presidency:
        yield _presidency(paragraph, mention, presidency)
    behind = BEHIND.search(right)
    if behind:
        yield from tenures_of(page, paragraph, mention, behind, mention.end, behind=True)
    counterpart = COUNTERPART.search(left)
    if counterpart and not before:
        yield from _counterpart(page, paragraph, mention, counterpart, sentence.start)
    succession = SUCCESSION.search(left)
    if succession:
        yield from _successor(page, paragraph, mention, sentence.start + succession.start("succession"))
    counterpart = COUNTERPART_BEHIND.search(right)
    if counterpart:
        yield from _counterpart(page, paragraph, mention, counterpart, mention.end)


def _owned_behind(
    page: Page, paragraph: Paragraph, mention: Mention, match: re.Match[str], base: int, right: str
) -> Iterator[Tenure]:
    """Read "President NAME of STATE"."""
    owner = paragraph.at[mention.end + right.index("S")]
    for tenure in tenures_of(page, paragraph, mention, match, base, behind=False):
        if page.type_of(owner.key) in OWNERS and not match["lord"]:
            evidence = (paragraph.span(base + match.start("title"), owner.end),)
            yield replace(tenure, of=owner.key, evidence=evidence, confidence=Decimal("0.95"), rule=None)
        else:
            yield tenure


def _presidency(paragraph: Paragraph, mention: Mention, match: re.Match[str]) -> Tenure:
    """Read "NAME, who holds BODY's presidency"."""
    owner = paragraph.at[mention.end + match.start("owner")]
    title = "Chair" if paragraph.doc[mention.end + match.start("title")].lower_.startswith("chair") else "President"
    evidence = (paragraph.span(mention.start, mention.end + match.end()),)
    return Tenure(holder=mention.key, title=title, of=owner.key, evidence=evidence, confidence=Decimal("0.90"))


def _of_pronouns(page: Page) -> Iterator[Tenure]:
    """Read "He is a TITLE at BODY" of the person named last."""
    last: str | None = None
    for paragraph in page.paragraphs:
        for sentence in paragraph.doc.sents:
            opening = paragraph.doc[sentence.start]
            if last and opening.lower_ in {"he", "she"} and sentence.start + 1 < sentence.end:
                yield from _of_pronoun(page, paragraph, opening, last)
            named = (m.key for m in paragraph.mentions() if sentence.start <= m.start < sentence.end)
            last = next((key for key in named if page.type_of(key) == "Person"), last)


def _of_pronoun(page: Page, paragraph: Paragraph, pronoun: Token, person: str) -> Iterator[Tenure]:
    """Yield the offices behind a pronoun's "is", and those that "and" joins to them."""
    end = pronoun.sent.end
    mention = Mention(pronoun.i, pronoun.i + 1, person, "role")
    match = BEHIND.search(letters(page, paragraph, mention.end, end))
    while match:
        yield from tenures_of(page, paragraph, mention, match, mention.end, behind=True)
        behind = mention.end + match.end()
        more = re.match(r",?A(?:T)(?=[MFH]*H)", letters(page, paragraph, behind, end))
        if not more:
            return
        mention = Mention(pronoun.i, behind + more.end(), person, "role")
        match = JOINED.search(letters(page, paragraph, mention.end, end))


def _to_come(doc: Doc, index: int) -> bool:
    """Tell whether a title in front of a name is not held yet ("president designate")."""
    return index > 0 and doc[index - 1].lower_ in {"designate", "elect"}


def _counterpart(
    page: Page, paragraph: Paragraph, mention: Mention, match: re.Match[str], base: int
) -> Iterator[Tenure]:
    """Read "his Ruritanian counterpart NAME": the office of the person told before, of the state that is named."""
    states = (key for key in keys_of(paragraph, match, "lord", base) if page.type_of(key) == "State")
    state = next(states, None)
    earlier = [m for m in paragraph.mentions() if m.start < mention.start and page.type_of(m.key) == "Person"]
    for other in reversed(earlier):
        titles = [tenure.title for tenure in _around(page, paragraph, other) if not tenure.former]
        for title in titles:
            yield Tenure(
                holder=mention.key,
                title=title,
                of=state,
                evidence=(paragraph.span(base + match.start(), mention.end),),
                confidence=Decimal("0.85"),
                rule="counterpart",
            )
        if titles:
            return


def _successor(page: Page, paragraph: Paragraph, mention: Mention, index: int) -> Iterator[Tenure]:
    """Read "his successor, NAME": the office, of the same owner, of the person told before."""
    earlier = [m for m in paragraph.mentions() if m.start < index and page.type_of(m.key) == "Person"]
    for other in reversed(earlier):
        told = [tenure for tenure in _around(page, paragraph, other) if tenure.of]
        former = paragraph.doc[index].lower_ == "predecessor"
        for tenure in told:
            evidence = (paragraph.span(index, mention.end),)
            yield replace(tenure, holder=mention.key, former=former, evidence=evidence, confidence=Decimal("0.70"))
        if told:
            return
