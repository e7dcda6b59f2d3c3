"""Offices told by other words than a title beside a name: by verbs, in lists, and of those whom only a role names.

"NAME, who chairs BODY", "the ministers of A and B, NAME and NAME", "the Ruritanian president".
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from spacy.tokens import Token

from .modality import modality_of
from .page import Mention, Page, Paragraph
from .statement import Tenure
from .syntax import is_passive, objects, prepositional, subjects
from .tenures import tenures_of
from .titles import BEHIND, JOINED, OWNERS, RESPECTIVE, letters
from .wordlists import table, words

_BODIES = frozenset({"Organization", "Company"})
_RULER = re.compile(r"(?:T[XM]*)?(?P<state>S)P?(?P<title>M*H)(?![HNR]|,R*N|P?R*N|A|OT?[SMX])")


def of_verbs(page: Page) -> Iterator[Tenure]:
    """Read "NAME, who chairs BODY" and "BODY, led by NAME": verbs that tell an office of the body they govern."""
    titles = table("offices", "verbs")
    for paragraph in page.texts():
        for token, lemma in zip(paragraph.tokens, paragraph.lemmas, strict=True):
            if (
                lemma not in titles
                or (lemma == "speak" and token.tag_ != "VBZ")
                or token.pos_ != "VERB"
                or modality_of(token) != "fact"
                or _used_to(token)
            ):
                continue
            agents = [n for c in token.children if c.dep_ == "agent" for n in c.children]
            holders = agents or ([] if is_passive(token) or token.tag_ == "VBN" else subjects(token))
            people = _named(page, paragraph, holders, frozenset({"Person"}))
            governed = objects(token) if lemma != "speak" else []
            governed += prepositional(token, "for" if lemma == "speak" else "over")
            bodies = _named(page, paragraph, governed, _BODIES)
            for field, body in (*(("", each) for each in bodies), *_parts(page, paragraph, governed))[: len(people)][
                :1
            ]:
                evidence = (paragraph.span(min(people[0].start, body.start), max(people[0].end, body.end)),)
                yield Tenure(
                    holder=people[0].key,
                    title=f"{titles[lemma]}{field}",
                    of=body.key,
                    former=any(child.lower_ in words("offices", "former", "cues") for child in token.children),
                    evidence=evidence,
                    confidence=Decimal("0.80"),
                )


def _parts(page: Page, paragraph: Paragraph, nouns: list[Token]) -> Iterator[tuple[str, Mention]]:
    """Yield what a verb governs of a body, as the field of an office, and the body ("the institute's Baltic desk")."""
    for noun in (noun for noun in nouns if noun.i not in paragraph.at and noun.pos_ == "NOUN"):
        behind = [n for prep in noun.rights if prep.lower_ in {"of", "at"} for n in prep.children]
        before = [child for child in noun.lefts if child.dep_ in {"poss", "compound"}]
        for body in _named(page, paragraph, [*behind, *before], _BODIES)[:1]:
            start = max(body.end, noun.left_edge.i) if body.end <= noun.i else noun.left_edge.i
            field = (t.text for t in paragraph.doc[start : noun.i + 1] if t.pos_ not in {"DET", "PRON", "PART"})
            yield f" of the {' '.join(field)}", body


def _used_to(verb: Token) -> bool:
    """Tell whether somebody no longer does what a verb says ("used to lead")."""
    return verb.dep_ == "xcomp" and verb.head.lemma_.lower() == "use"


def of_roles(page: Page) -> Iterator[Tenure]:
    """Read "NAME took over as prime minister of STATE", "NAME led BODY as its director"."""
    for paragraph in page.texts():
        for token in paragraph.tokens:
            if token.lower_ != "as" or token.dep_ != "prep" or token.head.pos_ != "VERB":
                continue
            people = _named(page, paragraph, subjects(token.head), frozenset({"Person"}))
            end = token.sent.end
            match = JOINED.match(letters(page, paragraph, token.i + 1, end).lstrip("T")) if people else None
            if match:
                base = token.i + 1 + (1 if paragraph.doc[token.i + 1].lower_ in {"a", "an", "the"} else 0)
                mention = Mention(people[0].start, people[0].end, people[0].key)
                for tenure in tenures_of(page, paragraph, mention, match, base, behind=True):
                    yield _of_object(page, paragraph, token.head, tenure)


def of_copulas(page: Page) -> Iterator[Tenure]:
    """Read "NAME, a fellow at BODY, was minister of STATE", "NAME edits PAPER and is a fellow of BODY"."""
    for paragraph in page.texts():
        for token in paragraph.tokens:
            ends = [child for child in token.children if child.dep_ == "attr"] if token.lemma_ == "be" else []
            if not ends or ends[0].lemma_.lower() not in words("offices", "heads"):
                continue
            people = _named(page, paragraph, subjects(token), frozenset({"Person"}))
            match = BEHIND.match(letters(page, paragraph, token.i, token.sent.end)) if people else None
            if match and modality_of(token) == "fact" and people[0].end < token.i:
                yield from tenures_of(page, paragraph, people[0], match, token.i, behind=True)


def _of_object(page: Page, paragraph: Paragraph, verb: Token, tenure: Tenure) -> Tenure:
    """Return a tenure with what its verb governs for an owner, where none is worded ("led NATO as its head")."""
    governed = _named(page, paragraph, objects(verb), OWNERS)
    return replace(tenure, of=governed[0].key, rule=None) if governed and tenure.of is None else tenure


def _named(page: Page, paragraph: Paragraph, nouns: list[Token], kinds: frozenset[str]) -> list[Mention]:
    """Return the names of some kinds that nouns are, or that stand in apposition to them."""
    nouns = [n for noun in nouns for n in (noun, *(c for c in noun.children if c.dep_ == "appos"))]
    found = [paragraph.at[noun.i] for noun in nouns if noun.i in paragraph.at]
    return [mention for mention in found if page.type_of(mention.key) in kinds]


def respective(page: Page) -> Iterator[Tenure]:
    """Read "the foreign ministers of A and B, NAME and NAME": to each the state in his place of the list."""
    heads = words("offices", "heads")
    for paragraph in page.texts():
        for token, lemma in zip(paragraph.tokens, paragraph.lemmas, strict=True):
            if lemma in heads and token.tag_ in {"NNS", "NNPS"}:
                yield from _one_each(page, paragraph, token)


def _one_each(page: Page, paragraph: Paragraph, token: Token) -> Iterator[Tenure]:
    """Yield the office that a plural names of each person behind it, where there are as many states."""
    listed = RESPECTIVE.match(letters(page, paragraph, token.i + 1, token.sent.end))
    if not listed:
        return
    behind = [m for m in paragraph.mentions() if token.i < m.start < token.i + 1 + listed.end()]
    before = [m for m in paragraph.mentions() if token.sent.start <= m.start < token.i]
    people = [m for m in behind if page.type_of(m.key) == "Person"]
    states = [m for m in behind if page.type_of(m.key) == "State"]
    states = states or [m for m in before if page.type_of(m.key) == "State"][-len(people) :]
    if len(people) < 2 or len(states) not in (0, len(people)):
        states = []
    owners: list[str | None] = [*(m.key for m in states)] or [None] * len(people)
    start = min([token.i, *(t.i for t in token.lefts if t.lower_ in words("offices", "modifiers"))])
    title = f"{paragraph.doc[start : token.i].text} {token.lemma_.lower()}".strip()
    evidence = (paragraph.span(min([start, *(m.start for m in states)]), max(m.end for m in (*people, *states))),)
    for person, owner in zip(people, owners, strict=True):
        yield Tenure(
            holder=person.key,
            title=title,
            of=owner,
            evidence=evidence,
            confidence=Decimal("0.85"),
            rule=None if owner else "office-owner-from-context",
        )


def rulers(page: Page, told: Sequence[Tenure]) -> Iterator[Tenure]:
    """Read "the Ruritanian president" of the one person named who is known to serve that state and has no office."""
    holders = {tenure.holder for tenure in told}
    if not any(key not in holders and page.type_of(key) == "Person" for key in page.serves):
        return
    for paragraph in page.texts():
        for match in _RULER.finditer(letters(page, paragraph, 0, len(paragraph.doc))):
            state = paragraph.at[match.start("state")].key
            title = paragraph.doc[match.start("title") : match.end("title")].text
            held = holders | {t.of for t in told if not t.former and t.title.lower() == title.lower()}
            serving = [key for key, served in page.serves.items() if served == state and page.type_of(key) == "Person"]
            if title.lower() in words("offices", "ruling") and len(serving) == 1 and not held & {state, *serving}:
                yield Tenure(
                    holder=serving[0],
                    title=title,
                    of=state,
                    evidence=(paragraph.span(match.start("state"), match.end("title")),),
                    confidence=Decimal("0.70"),
                    rule="office-of-the-one-who-serves",
                )
