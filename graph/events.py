"""Events: who did what to whom, read off the verbs and nouns that name acts.

The triggers and where their sides stand are data (`lexicon/events/`). A trigger whose sides cannot be found in its
sentence is refused; where the tree does not tell, the order of the clause may, at lower confidence (`graph.draft`).
"""

import re
from dataclasses import replace

from spacy.tokens import Token

from .draft import Draft, is_complete, make_draft, without_own_side
from .modality import modality_of, will_not
from .page import Page, Paragraph
from .resolve import Resolver
from .sides import speaker_of
from .statement import Event, Refusal
from .syntax import clause_span
from .triggers import Trigger, lemma_of, triggers
from .wordlists import words

_GRANTING = frozenset({"Agree", "Concede", "Aid", "Support", "Cooperate"})
_ASKING = frozenset({"Request", "Threaten", "Reject", "Accuse", "Support", "Agree"})
_HANGING = frozenset({"xcomp", "ccomp", "conj", "dobj", "pcomp", "advcl", "prep"})
_ORDINAL = re.compile(r"\d+(?:st|nd|rd|th)")


class EventReader:
    """Reads the events of one page, sentence by sentence, in the order of the text."""

    def __init__(self, page: Page, resolver: Resolver) -> None:
        self.page = page
        self.resolver = resolver
        self.accusation: Event | None = None

    def sentence(self, paragraph: Paragraph, start: int, end: int) -> list[tuple[Event, Token]]:
        """Return the events of one sentence, each with its trigger; those whose sides are not found are refused."""
        found: list[tuple[Event, Token]] = []
        spent: set[int] = set()
        for trigger in triggers(paragraph, start, end):
            if trigger.token.i in spent or _is_asked(trigger.token, found):
                continue
            event = self._event(paragraph, trigger)
            if event is not None:
                self.resolver.deciders = event.actors
                if event.kind == "Consult" and lemma_of(trigger.token, "verb") in words("acts", "arriving"):
                    self.resolver.visit = event
                found += [(each, trigger.token) for each in _dyads(event, trigger)]
                spent |= _spent(trigger)
                self.accusation = event if event.kind == "Accuse" and event.recipients else self.accusation
        if not any(event.kind in {"Accuse", "Reject"} for event, _ in found):
            self.accusation = None
        return _without_doubles(found)

    def _event(self, paragraph: Paragraph, trigger: Trigger) -> Event | None:
        """Return the event that a trigger tells, or refuse it."""
        trigger, modality = _turned(trigger)
        if modality is None:
            self._refuse(paragraph, trigger, "negated, or only thought possible")
            return None
        draft = make_draft(self.resolver, paragraph, trigger, modality)
        if draft.kind == "Reject" and self.accusation and self._denies(self.accusation, draft.actors):
            draft.recipients, draft.things = list(self.accusation.actors), []
        _turn_welcome(self.page, draft)
        without_own_side(self.resolver, draft)
        reason = self._fault(draft)
        if reason:
            self._refuse(paragraph, trigger, reason)
            return None
        return self._made(draft)

    def _fault(self, draft: Draft) -> str | None:
        """Return why a draft is no event."""
        if not is_complete(self.resolver, draft):
            return "its sides are not found"
        thing = draft.things[0] if draft.things else None
        if draft.kind == "Agree" and self.page.type_of(thing) == "Measure":
            return "a measure is adopted, not agreed"
        alone = len({*draft.actors, *draft.recipients}) < 2
        if draft.kind == "Cooperate" and alone and thing and self._is_gathering(thing):
            return "told as the occasion of a meeting"
        return None

    def _made(self, draft: Draft) -> Event:
        paragraph, token = draft.paragraph, draft.trigger.token
        met = draft.kind == "Consult"
        occasion, occasion_text = self._occasion(draft) if met else (None, None)
        return Event(
            kind=draft.kind,
            actors=tuple(sorted(draft.actors)),
            recipients=tuple(sorted(draft.recipients)),
            object=draft.things[0] if draft.things and not met else None,
            occasion=occasion,
            occasion_text=occasion_text,
            modality=draft.modality,
            said_by=speaker_of(self.resolver, paragraph, token, draft.actors),
            confidence=draft.confidence,
            evidence=(clause_span(paragraph, token),),
        )

    def _refuse(self, paragraph: Paragraph, trigger: Trigger, reason: str) -> None:
        """Take note of an act that is not told; of "is in", which mostly is none, no note is taken."""
        if trigger.frame.lemma == "be":
            return
        sentence = trigger.token.sent
        recognised = f"{trigger.frame.type}: {trigger.token.text}"
        self.page.refusals.append(
            Refusal(span=paragraph.span(sentence.start, sentence.end), recognised=recognised, reason=reason)
        )

    def _denies(self, accusation: Event, actors: list[str]) -> bool:
        """Tell whether those who reject something are those who were accused in the sentence before."""
        return bool({*accusation.recipients} & {*actors, *self.resolver.homes(actors)})

    def _is_gathering(self, key: str) -> bool:
        """Tell whether something with a name is where one meets: a dialogue, a summit, a committee."""
        name = self.page.entities[key].name.lower() if key in self.page.entities else ""
        return not words("acts", "gatherings").isdisjoint(name.split())

    def _occasion(self, draft: Draft) -> tuple[str | None, str | None]:
        """Return at what a meeting took place, and the words for it ("12th session of the Joint Committee")."""
        doc, sentence = draft.paragraph.doc, draft.trigger.token.sent
        for mention in draft.paragraph.mentions():
            if not sentence.start <= mention.start < sentence.end:
                continue
            if mention.key in draft.things or self._is_gathering(mention.key):
                start = mention.start
                while start > sentence.start and _counts_sitting(doc[start - 1]):
                    start -= 1
                while start < mention.start and doc[start].lower_ in {"the", "of"}:
                    start += 1
                tokens = doc[start : mention.end]
                return mention.key, draft.paragraph.line_text(tokens.start_char, tokens.end_char)
        return None, None


def _turned(trigger: Trigger) -> tuple[Trigger, str | None]:
    """Return a trigger with its modality: what is not renewed is left, and what will not be granted is rejected."""
    token, frame = trigger.token, trigger.frame
    if (
        frame.lemma == "call"
        and frame.words == ("on",)
        and not any(c.dep_ in {"xcomp", "ccomp"} for c in token.children)
    ):
        trigger = replace(trigger, frame=replace(frame, type="Consult", needs="both"))
    modality = modality_of(token.head if frame.lemma == "must" else token)
    if modality is not None:
        promised = frame.type == "Aid" and token.lemma_.lower() in words("acts", "promising")
        return trigger, "planned" if promised else modality
    negated = any(child.dep_ == "neg" for child in token.children)
    if lemma_of(token, "verb") == "renew" and negated:
        return replace(trigger, frame=replace(frame, type="Retreat", needs="actor", things=True)), "fact"
    if negated and trigger.is_verb and token.lemma_.lower() in words("acts", "withheld") and _is_now(token):
        return replace(trigger, frame=replace(frame, type="Reject", needs="both")), "fact"
    if frame.type in _GRANTING and will_not(token):
        return replace(trigger, frame=replace(frame, type="Reject", needs="actor")), "fact"
    return trigger, None


def _turn_welcome(page: Page, draft: Draft) -> None:
    """Make a meeting of the welcome that one person gives another."""
    people = all(page.type_of(key) == "Person" for key in (*draft.actors, *draft.recipients))
    if draft.trigger.frame.lemma == "welcome" and draft.actors and draft.recipients and people:
        draft.trigger = replace(draft.trigger, frame=replace(draft.trigger.frame, type="Consult"))


def _is_now(verb: Token) -> bool:
    """Tell whether a denied verb stands in the present, without a modal verb ("still do not recognise")."""
    helpers = [child for child in verb.children if child.dep_ == "aux"]
    return bool(helpers) and all(child.tag_ in {"VBZ", "VBP"} for child in helpers)


def _counts_sitting(token: Token) -> bool:
    """Tell whether a word before a gathering counts its meetings ("the 12th session of")."""
    low = token.lower_
    if low in {"the", "of"} or low in words("acts", "sittings") or low in words("words", "counted"):
        return True
    return bool(_ORDINAL.fullmatch(low))


def _dyads(event: Event, trigger: Trigger) -> list[Event]:
    """Return one event for each of several met or worked with: they deal with the actor, not with one another."""
    lemma = lemma_of(trigger.token, "verb" if trigger.is_verb else "noun")
    if event.kind == "Consult" and lemma in words("acts", "arriving") and event.recipients:
        return [
            replace(event, actors=(one,), recipients=(other,)) for one in event.actors for other in event.recipients
        ]
    if event.kind not in {"Consult", "Cooperate"} or len(event.actors) != 1 or len(event.recipients) < 2:
        return [event]
    receives = lemma in words("acts", "receiving")
    if event.kind == "Consult" and not receives:
        return [event]
    return [replace(event, recipients=(recipient,)) for recipient in event.recipients]


def _is_asked(token: Token, found: list[tuple[Event, Token]]) -> bool:
    """Tell whether an act is only what an event told before asks for or refuses ("urged Ruritania to withdraw")."""
    head, told = token, False
    for _ in range(4):
        if head.dep_ not in _HANGING or head.head == head:
            return False
        told = told or head.dep_ in {"xcomp", "ccomp", "pcomp"} or _is_purpose(head)
        head = head.head
        if told and any(head == verb and event.kind in _ASKING for event, verb in found):
            return True
    return False


def _is_purpose(verb: Token) -> bool:
    """Tell whether a clause tells what something is done for ("pressed Ruritania hard to withdraw")."""
    return verb.dep_ in {"advcl", "acl"} and any(
        child.lower_ == "to" and child.dep_ == "aux" for child in verb.children
    )


def _spent(trigger: Trigger) -> set[int]:
    """Return the nouns that a verb's event has told already ("held talks", "signed an agreement")."""
    if not trigger.is_verb:
        return set()
    children = list(trigger.token.children)
    taken = {child.i for child in children if child.dep_ in {"dobj", "nsubjpass"}}
    if trigger.frame.type in {"Agree", "Consult", "Retreat", "Threaten"}:
        preps = (child for child in children if child.dep_ == "prep" and child.lower_ != "during")
        taken |= {noun.i for child in preps for noun in child.children}
    return taken


def _without_doubles(found: list[tuple[Event, Token]]) -> list[tuple[Event, Token]]:
    """Keep one of several events of one type with the same sides in a sentence: the surest, then the first."""
    kept: dict[tuple[str, frozenset[str], str | None], tuple[Event, Token]] = {}
    for event, token in found:
        sides = (event.kind, frozenset((*event.actors, *event.recipients)), event.object)
        if sides not in kept or kept[sides][0].confidence < event.confidence:
            kept[sides] = (event, token)
    return list(kept.values())
