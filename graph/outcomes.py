"""What somebody lists as the outcomes of a relationship, and what goes on from the sentence before.

"The minister listed three outcomes: ..." is his claim that the two states work together in each; "the decision,
reaffirmed in 2025" is the act told last, done again.
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
from .statement import Event
from .syntax import subjects
from .wordlists import words

_OUTCOMES = re.compile(r"\b(?:outcomes?|results?|achievements?|deliverables?|fruits)\b", re.IGNORECASE)
_GOES_ON = re.compile(
    r"^\W*(?:among them|among these|they include|these include|these are|they are|first)\b", re.IGNORECASE
)


class OutcomeReader:
    """Reads lists of outcomes, which may run on into the next sentence."""

    def __init__(self, page: Page, resolver: Resolver) -> None:
        self.page = page
        self.resolver = resolver
        self.speaker: str | None = None

    def sentence(self, paragraph: Paragraph, sentence: Sentence) -> Iterator[Event]:
        """Yield what a sentence lists as outcomes, as the speaker's claims."""
        speaker, self.speaker = self.speaker, self._lister(paragraph, sentence)
        start = sentence.start
        if not (speaker and _GOES_ON.match(sentence.text)):
            colon = next((t.i for t in sentence if t.text == ":"), None)
            if self.speaker is None or colon is None:
                return
            speaker, start = self.speaker, colon
        pair = self.resolver.dyad()
        if pair is None:
            return
        for mention in paragraph.mentions():
            thing = self.page.type_of(mention.key) in {"Initiative", "Measure"}
            if thing and start <= mention.start < sentence.end:
                yield Event(
                    kind="Cooperate",
                    actors=(min(pair),),
                    recipients=(max(pair),),
                    object=mention.key,
                    said_by=speaker,
                    evidence=(paragraph.span(mention.start, mention.end),),
                    confidence=Decimal("0.55"),
                    rule="listed-as-outcome",
                )

    def _lister(self, paragraph: Paragraph, sentence: Sentence) -> str | None:
        """Return who lists outcomes in a sentence, if somebody does."""
        if not _OUTCOMES.search(sentence.text):
            return None
        for token in sentence:
            if token.pos_ == "VERB" and token.lemma_.lower() in words("events", "speech", "verbs"):
                for noun in subjects(token):
                    for key in self.resolver.keys(paragraph, noun, loose=True):
                        if self.page.type_of(key) in {"Person", "State"}:
                            return key
        return None


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
