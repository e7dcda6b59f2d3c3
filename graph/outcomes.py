"""What somebody lists as outcomes of a relationship, what two sides want, and what goes on from the sentence before.

"The minister listed three outcomes: ..." is his claim that the two states work together in each; "both sides share the
goal of ..." is agreement between them; "the decision, reaffirmed in 2025" is the act told last, done again.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from spacy.tokens import Span as Sentence
from spacy.tokens import Token

from .page import Page, Paragraph
from .periods import Period
from .resolve import Resolver
from .sectors import sectors_in
from .statement import Event
from .syntax import subjects
from .topics import Topic, listed_from, phrase
from .wordlists import words

_OUTCOMES = re.compile(r"\b(?:outcomes?|results?|achievements?|deliverables?|fruits)\b", re.IGNORECASE)
_GOES_ON = re.compile(
    r"^\W*(?:among them|among these|they include|these include|these are|they are|first)\b", re.IGNORECASE
)
_JOINT_WORK = frozenset({"collaboration", "co-operation", "cooperation"})
_GOALS = frozenset({"aim", "aspiration", "goal", "interest", "objective", "position", "view", "vision"})


class OutcomeReader:
    """Reads lists of outcomes, which may run on into the next sentence, and goals that two sides share."""

    def __init__(self, page: Page, resolver: Resolver) -> None:
        self.page = page
        self.resolver = resolver
        self.speaker: str | None = None

    def sentence(self, paragraph: Paragraph, sentence: Sentence) -> Iterator[Event]:
        """Yield what a sentence lists as outcomes, as the speaker's claims, and the goals that it says are shared."""
        yield from self._shared(paragraph, sentence)
        speaker, self.speaker = self.speaker, self._lister(paragraph, sentence)
        start = sentence.start
        if not (speaker and _GOES_ON.match(sentence.text)):
            if self.speaker is None:
                return
            colon = next((t.i for t in sentence if t.text == ":"), None)
            if colon is None:
                return
            speaker, start = self.speaker, colon
        if pair := self.resolver.dyad():
            claim = Event(
                kind="Cooperate",
                actors=(min(pair),),
                recipients=(max(pair),),
                said_by=speaker,
                evidence=(paragraph.span(start, sentence.end),),
                confidence=Decimal("0.55"),
                rule="listed-as-outcome",
            )
            yield from self._listed(paragraph, start, sentence.end, claim)

    def _listed(self, paragraph: Paragraph, start: int, end: int, claim: Event) -> Iterator[Event]:
        """Yield the claim once for each thing with a name, and for each field of joint work, between two tokens."""
        for mention in paragraph.mentions():
            if start <= mention.start < end and self.page.type_of(mention.key) in {"Initiative", "Measure"}:
                yield replace(claim, object=mention.key, evidence=(paragraph.span(mention.start, mention.end),))
        for token in paragraph.doc[start:end]:
            if token.lemma_.lower() in _JOINT_WORK and token.i not in paragraph.at:
                yield from _joint_work(paragraph, token, claim)

    def _shared(self, paragraph: Paragraph, sentence: Sentence) -> Iterator[Event]:
        """Read "both sides share the goal of X and Y" and "A and B share two aims: X and Y" as agreement on X and Y."""
        for token in paragraph.tokens[sentence.start : sentence.end]:
            if paragraph.lemmas[token.i] != "share" or token.pos_ != "VERB":
                continue
            if any(child.dep_ == "neg" for child in token.children):
                continue
            goals = [c for c in token.children if c.dep_ == "dobj" and c.lemma_.lower() in _GOALS]
            sides = {key for noun in subjects(token) for key in self._sides(paragraph, noun)}
            wanted = _wanted(paragraph, goals[0]) if goals else Topic()
            if wanted.text and len(sides) > 1:
                yield Event(
                    kind="Agree",
                    actors=tuple(sorted(sides)),
                    topic=wanted.text,
                    topic_parts=wanted.parts,
                    evidence=(paragraph.span(sentence.start, sentence.end),),
                    confidence=Decimal("0.60"),
                    rule="shared-goal",
                )

    def _sides(self, paragraph: Paragraph, noun: Token) -> list[str]:
        """Return the states and bodies that share something; "both sides" are the two that the document is about."""
        found = [k for k in self.resolver.keys(paragraph, noun) if self.page.type_of(k) in {"State", "Organization"}]
        both = noun.lemma_.lower() in {"side", "both"} or any(c.lower_ == "both" for c in noun.children)
        return found or (list(self.resolver.dyad() or ()) if both else [])

    def _lister(self, paragraph: Paragraph, sentence: Sentence) -> str | None:
        """Return who lists outcomes in a sentence, if somebody does."""
        if not _OUTCOMES.search(paragraph.text[sentence.start_char : sentence.end_char]):
            return None
        for token in sentence:
            if token.pos_ == "VERB" and token.lemma_.lower() in words("events", "speech", "verbs"):
                for noun in subjects(token):
                    for key in self.resolver.keys(paragraph, noun, loose=True):
                        if self.page.type_of(key) in {"Person", "State"}:
                            return key
        return None


def _joint_work(paragraph: Paragraph, noun: Token, claim: Event) -> Iterator[Event]:
    """Yield cooperation in a field that is listed as an outcome without being a thing with a name."""
    left = min([noun.i, *(t.left_edge.i for t in noun.lefts if t.dep_ in {"amod", "compound", "nmod"})])
    right = noun.right_edge.i + 1 if any(c.lower_ == "in" for c in noun.children) else noun.i + 1
    span = paragraph.span(left, right)
    words_of_it = paragraph.line_text(paragraph.doc[left].idx, paragraph.doc[left:right].end_char)
    if sectors := tuple(f"sector:{sector}" for sector in sectors_in(words_of_it)[:3]):
        yield replace(claim, topic=words_of_it, sectors=sectors, evidence=(span,))


def _wanted(paragraph: Paragraph, goal: Token) -> Topic:
    """Return what a goal is: what stands behind its "of" or behind a colon, up to the next comma that lists nothing."""
    behind = goal.i + 1
    if behind >= goal.sent.end or paragraph.doc[behind].lower_ not in {"of", ":"}:
        return Topic()
    parts = listed_from(paragraph, behind + 1)
    return Topic(phrase(paragraph, goal), tuple(parts))


def with_power(page: Page, paragraph: Paragraph, event: Event, token: Token) -> Event:
    """Return a coercion with the special power that the text spoke of before, where it names none of its own."""
    if event.kind != "Coerce" or event.object is not None:
        return event
    before = token.sent.start - 1
    start = paragraph.doc[before].sent.start if before >= 0 else 0
    earlier = [m.key for m in paragraph.mentions() if start <= m.start < token.i and page.type_of(m.key) == "Measure"]
    powers = [key for key in earlier if page.entities[key].name.lower().endswith(("power", "powers"))]
    return replace(event, object=powers[-1]) if powers else event


def done_again(paragraph: Paragraph, sentence: Sentence, last: Event | None, periods: list[Period]) -> Iterator[Event]:
    """Yield the act told last once more, where a sentence says that the decision was reaffirmed at another time."""
    if last is None or last.kind not in {"Coerce", "Sanction"}:
        return
    for token in sentence:
        if token.lemma_.lower() not in words("acts", "repeating") or token.tag_ not in {"VBN", "VBD"}:
            continue
        nouns = [token.head, *(c for c in token.children if c.dep_ in {"nsubjpass", "dobj"})]
        behind = [p for p in periods if p.date and p.first > token.idx and p.first - token.idx < 60]
        if behind and any(noun.lemma_.lower() in words("acts", "decisions") for noun in nouns):
            yield replace(
                last,
                date=behind[0].date,
                date_text=paragraph.text[behind[0].first : behind[0].last].strip(" ,"),
                evidence=(paragraph.span(sentence.start, token.right_edge.i + 1),),
                confidence=Decimal("0.60"),
                rule="done-again",
            )
            return
