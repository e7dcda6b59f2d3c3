"""Offices: who holds, or held, what, and of which state or body.

A title stands before the name, behind it in apposition, or behind "is"; the order of the words tells which (see
`graph.titles`). An owner that is not worded comes from the context (`graph.owners`); a title is never invented.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from spacy.tokens import Doc, Token

from .modality import modality_of
from .owners import settle_owners
from .page import Mention, Page, Paragraph
from .statement import Tenure
from .syntax import is_passive, objects, prepositional, subjects
from .titles import (
    BEFORE,
    BEHIND,
    COUNTERPART,
    COUNTERPART_BEHIND,
    JOINED,
    OWNED_BEHIND_NAME,
    OWNERS,
    PRESIDENCY,
    RESPECTIVE,
    SUCCESSION,
    letters,
)
from .wordlists import table, words


def read_offices(page: Page) -> list[Tenure]:
    """Return the offices that a page states, each once, with the first words that state it."""
    found: dict[tuple[str, str, str | None], Tenure] = {}
    for tenure in (*_of_names(page), *_of_pronouns(page), *_respective(page), *_of_verbs(page), *_of_roles(page)):
        found.setdefault((tenure.holder, tenure.title.lower(), tenure.of), tenure)
    return settle_owners(page, found.values())


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
    before = BEFORE.search(left)
    if before and OWNED_BEHIND_NAME.match(right):
        yield from _owned_behind(page, paragraph, mention, before, sentence.start, right)
    elif before and not _to_come(doc, mention.start - len(before["gap"])):
        yield from _tenures(page, paragraph, mention, before, sentence.start, behind=False)
    presidency = PRESIDENCY.search(right)
    if presidency:
        yield _presidency(paragraph, mention, presidency)
    behind = BEHIND.search(right)
    if behind:
        yield from _tenures(page, paragraph, mention, behind, mention.end, behind=True)
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
    for tenure in _tenures(page, paragraph, mention, match, base, behind=False):
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
        yield from _tenures(page, paragraph, mention, match, mention.end, behind=True)
        behind = mention.end + match.end()
        more = re.match(r",?A(?:T)(?=[MFH]*H)", letters(page, paragraph, behind, end))
        if not more:
            return
        mention = Mention(pronoun.i, behind + more.end(), person, "role")
        match = JOINED.search(letters(page, paragraph, mention.end, end))


def _to_come(doc: Doc, index: int) -> bool:
    """Tell whether a title in front of a name is not held yet ("president designate")."""
    return index > 0 and doc[index - 1].lower_ in {"designate", "elect"}


def _tenures(
    page: Page, paragraph: Paragraph, mention: Mention, match: re.Match[str], base: int, *, behind: bool
) -> Iterator[Tenure]:
    """Yield the offices of a match of letters that begin at token `base`, one for each title and owner."""
    doc, heads = paragraph.doc, words("offices", "heads")
    start, end = base + match.start("title"), base + match.end("title")
    if match["to"] and doc[end - 1].lower_ in words("offices", "sent"):
        end = base + match.end("to")
    if any(token.tag_ in {"VBZ", "VBD", "VBP"} and token.lower_ not in heads for token in doc[start:end]):
        return
    worded = _owners(page, paragraph, match, base)
    first = mention.start if behind else base + match.start("lord" if match["lord"] else "title")
    evidence = (paragraph.span(first, base + match.end() if behind else mention.end),)
    former = "F" in match["title"] or _was_former(doc, start)
    for title in _titles(doc, start, end):
        for owner in (worded or (None,)) if _is_office(title) or _is_of_body(page, worded) else ():
            yield Tenure(
                holder=mention.key,
                title=title,
                of=owner,
                former=former,
                evidence=evidence,
                confidence=Decimal("0.95") if worded else Decimal("0.70"),
                rule=None if worded else "office-owner-from-context",
            )


def _was_former(doc: Doc, start: int) -> bool:
    near = doc[max(0, start - 5) : start].text.lower()
    return any(cue in near for cue in words("offices", "former", "cues") if cue != "until")


def _titles(doc: Doc, start: int, end: int) -> Iterator[str]:
    """Yield the titles that an "and" joins, each without words that are no part of it."""
    heads = words("offices", "heads")
    tokens = [token for token in doc[start:end] if token.lower_ not in words("offices", "former")]
    piece: list[str] = []
    seen_head = False
    for place, token in enumerate(tokens):
        rest = tokens[place + 1 :]
        if token.lower_ == "and" and seen_head and any(t.lower_ in heads for t in rest):
            yield _title(piece)
            piece, seen_head = [], False
            continue
        seen_head = seen_head or token.lower_ in heads
        piece.append(token.text_with_ws)
    yield _title(piece)


def _title(piece: list[str]) -> str:
    """Return the words of a title without an article before it and a preposition left behind it."""
    text = re.sub(r"^(?:the|a|an)\s+", "", "".join(piece).strip(), flags=re.IGNORECASE)
    return re.sub(r"\s+(?:of|for|in|at|to)$", "", " ".join(text.split()).strip(" -,"))


def _is_of_body(page: Page, owners: list[str]) -> bool:
    """Tell whether a body or firm is named as the owner: then "chief" and the like are offices too."""
    return bool(owners) and all(page.type_of(owner) in {"Organization", "Company"} for owner in owners)


def _is_office(title: str) -> bool:
    return bool(title) and title.lower() not in words("offices", "no_offices")


def _owners(page: Page, paragraph: Paragraph, match: re.Match[str], base: int) -> list[str]:
    """Return the states or bodies that a title belongs to as far as they are worded."""
    if match["lord"] == "G":
        return _last_body(page, paragraph, base + match.start("lord"))
    for group in ("owner", "lord"):
        keys = _keys_of(paragraph, match, group, base)
        owners: list[str | None] = [key for key in dict.fromkeys(keys) if page.type_of(key) in OWNERS]
        if not owners and group == "lord":
            owners = [page.entities[key].located_in for key in keys if page.type_of(key) == "Place"]
        if worded := [owner for owner in owners if owner]:
            return worded
    return []


def _last_body(page: Page, paragraph: Paragraph, index: int) -> list[str]:
    """Return whom "its" means: the state or body named last before it in its sentence."""
    token = paragraph.doc[index]
    if token.lower_ not in {"its", "their"}:
        return []
    before = [m.key for m in paragraph.mentions() if token.sent.start <= m.start < index and m.kind != "adjective"]
    return [key for key in before if page.type_of(key) in OWNERS][-1:]


def _keys_of(paragraph: Paragraph, match: re.Match[str], group: str, base: int) -> list[str]:
    """Return whom the tokens of a group of letters name."""
    if not match[group]:
        return []
    tokens = range(base + match.start(group), base + match.end(group))
    return [paragraph.at[i].key for i in tokens if i in paragraph.at]


def _counterpart(
    page: Page, paragraph: Paragraph, mention: Mention, match: re.Match[str], base: int
) -> Iterator[Tenure]:
    """Read "his Ruritanian counterpart NAME": the office of the person told before, of the state that is named."""
    states = (key for key in _keys_of(paragraph, match, "lord", base) if page.type_of(key) == "State")
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


def _of_roles(page: Page) -> Iterator[Tenure]:
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
                for tenure in _tenures(page, paragraph, mention, match, base, behind=True):
                    yield _of_object(page, paragraph, token.head, tenure)


def _of_object(page: Page, paragraph: Paragraph, verb: Token, tenure: Tenure) -> Tenure:
    """Return a tenure with what its verb governs for an owner, where none is worded ("led NATO as its head")."""
    governed = _named(page, paragraph, objects(verb), OWNERS)
    return replace(tenure, of=governed[0].key, rule=None) if governed and tenure.of is None else tenure


def _respective(page: Page) -> Iterator[Tenure]:
    """Read "the foreign ministers of A and B, NAME and NAME": to each the state in his place of the list."""
    for paragraph in page.texts():
        for token, lemma in zip(paragraph.tokens, paragraph.lemmas, strict=True):
            if lemma in words("offices", "heads") and token.tag_ in {"NNS", "NNPS"}:
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


def _of_verbs(page: Page) -> Iterator[Tenure]:
    """Read "NAME, who chairs BODY" and "BODY, led by NAME": verbs that tell an office of the body they govern."""
    titles = table("offices", "verbs")
    for paragraph in page.texts():
        for token, lemma in zip(paragraph.tokens, paragraph.lemmas, strict=True):
            if lemma not in titles or token.pos_ != "VERB" or modality_of(token) != "fact" or _used_to(token):
                continue
            agents = [n for c in token.children if c.dep_ == "agent" for n in c.children]
            holders = agents or ([] if is_passive(token) or token.tag_ == "VBN" else subjects(token))
            people = _named(page, paragraph, holders, frozenset({"Person"}))
            governed = [*objects(token), *prepositional(token, "over")]
            bodies = _named(page, paragraph, governed, frozenset({"Organization", "Company"}))
            for person in people[:1] if bodies else ():
                evidence = (paragraph.span(min(person.start, bodies[0].start), max(person.end, bodies[0].end)),)
                yield Tenure(
                    holder=person.key,
                    title=titles[lemma],
                    of=bodies[0].key,
                    evidence=evidence,
                    confidence=Decimal("0.80"),
                )


def _used_to(verb: Token) -> bool:
    """Tell whether somebody no longer does what a verb says ("used to lead")."""
    return verb.dep_ == "xcomp" and verb.head.lemma_.lower() == "use"


def _named(page: Page, paragraph: Paragraph, nouns: list[Token], kinds: frozenset[str]) -> list[Mention]:
    """Return the names of some kinds that nouns are, or that stand in apposition to them."""
    nouns = [n for noun in nouns for n in (noun, *(c for c in noun.children if c.dep_ == "appos"))]
    found = [paragraph.at[noun.i] for noun in nouns if noun.i in paragraph.at]
    return [mention for mention in found if page.type_of(mention.key) in kinds]
