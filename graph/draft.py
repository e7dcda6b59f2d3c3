"""An event in the making: its sides as the tree gives them, then completed step by step.

The steps go in a fixed order, since each asks only for what those before it left open and lowers the confidence to
what its witness is worth.
"""

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal

from .page import Paragraph, dominant_state
from .resolve import Resolver
from .sides import actors_of, keys_of, recipients_of, sides_among
from .statement import ACTOR_TYPES, SYMMETRIC_EVENTS
from .syntax import has_agent, is_passive, objects
from .triggers import Trigger, lemma_of
from .unsaid import (
    bearers_of,
    beside,
    guests_and_host,
    home_of_people,
    host_of,
    imposers_of,
    inner_side,
    is_upon_people,
    nearest,
    own_side,
    spoken_of,
    subject_of_sentence,
)
from .wordlists import words

_BY_VERB, _BY_NOUN, _AGENTLESS = Decimal("0.80"), Decimal("0.70"), Decimal("0.65")
_BY_RULE, _BY_CONTEXT, _BY_ORDER = Decimal("0.60"), Decimal("0.55"), Decimal("0.50")
_NEEDING_ACTOR = frozenset({"Consult", "Agree", "Retreat"})
_DOMESTIC = frozenset({"Coerce", "Assault", "Protest", "Threaten", "Reject", "Request", "Concede"})
_REACHING = _DOMESTIC | {"Accuse", "Support", "Aid", "Sanction"} - {"Assault"}
_SPEAKING = frozenset({"Retreat", "Accuse", "Concede", "Support", "Sanction", "Protest", "Threaten"})
_ABOARD = frozenset({"in", "out", "over", "by"})
_MOST_SIDES = 8


@dataclass(slots=True)
class Draft:
    """What is known so far of one event."""

    paragraph: Paragraph
    trigger: Trigger
    modality: str
    actors: list[str]
    recipients: list[str]
    things: list[str]
    confidence: Decimal
    at_home: bool = False

    @property
    def kind(self) -> str:
        """The type of the event."""
        return self.trigger.frame.type

    @property
    def agentless(self) -> bool:
        """Whether it is told by a passive that names no agent."""
        return is_passive(self.trigger.token) and not has_agent(self.trigger.token)

    @property
    def paired(self) -> bool:
        """Whether the actors deal with one another, so that nobody is missing."""
        return self.kind in SYMMETRIC_EVENTS and len(self.actors) > 1


def make_draft(resolver: Resolver, paragraph: Paragraph, trigger: Trigger, modality: str) -> Draft:
    """Return an event with the sides that its sentence tells, or that its text lends it."""
    actors = actors_of(resolver, paragraph, trigger)
    recipients, things = recipients_of(resolver, paragraph, trigger, actors)
    confidence = _BY_VERB if trigger.is_verb else _BY_NOUN
    draft = Draft(paragraph, trigger, modality, actors, recipients, things, confidence)
    _take_bearers(resolver, draft)
    _find_actors(resolver, draft)
    _take_guests(resolver, draft)
    _find_recipients(resolver, draft)
    return draft


def _take_bearers(resolver: Resolver, draft: Draft) -> None:
    """Turn a sanction that is told by those who bear it."""
    token = draft.trigger.token
    bearers = bearers_of(resolver, draft.paragraph, token) if draft.kind == "Sanction" else []
    if bearers:
        draft.actors, draft.recipients = imposers_of(resolver, draft.paragraph, token, bearers), bearers


def _find_actors(resolver: Resolver, draft: Draft) -> None:
    """Give an act without an actor the pair of the document, the side that left, or who stands nearest."""
    pair = resolver.dyad()
    if not draft.actors and not draft.recipients and pair and _is_of_pair(draft):
        draft.actors, draft.confidence = list(pair), _BY_CONTEXT
    elif not draft.actors and draft.agentless:
        draft.confidence = _AGENTLESS
        if draft.kind == "Retreat":
            left = [key for key in draft.recipients if resolver.page.type_of(key) in ACTOR_TYPES]
            draft.actors, draft.recipients = left, []
        elif draft.kind == "Mobilize":
            draft.actors = sides_among(resolver, keys_of(resolver, draft.paragraph, objects(draft.trigger.token)))
        elif draft.kind in {"Concede", "Sanction"} and draft.things:
            draft.actors = [key for key in (resolver.adopters.get(draft.things[0]),) if key]
    elif not draft.actors and (draft.trigger.is_verb or draft.kind in _NEEDING_ACTOR):
        paragraph, token, others = draft.paragraph, draft.trigger.token, draft.recipients
        draft.confidence = _BY_ORDER
        draft.actors = subject_of_sentence(resolver, paragraph, token, others) or nearest(
            resolver, paragraph, token, before=True, without=others
        )


def _is_of_pair(draft: Draft) -> bool:
    """Tell whether an act without sides is the business of the two states that the document is about."""
    concluded = draft.kind == "Agree" and lemma_of(draft.trigger.token, "noun") in words("acts", "concluding")
    return draft.kind in {"Agree", "Cooperate"} and (bool(draft.things) or concluded)


def _take_guests(resolver: Resolver, draft: Draft) -> None:
    """Read who attended, and give shared work without actors the state that the document is about."""
    token = draft.trigger.token
    if lemma_of(token, "verb") == "attend" and has_agent(token):
        draft.actors, draft.recipients = guests_and_host(resolver, draft.paragraph, token)
    shared = draft.kind == "Cooperate" and not draft.trigger.is_verb and token.head.lower_ not in {"against", "without"}
    if not draft.actors and draft.recipients and shared:
        home = dominant_state(resolver.page)
        draft.actors = [home] if home and home not in draft.recipients else []
        draft.confidence = _BY_ORDER


def _find_recipients(resolver: Resolver, draft: Draft) -> None:
    """Give an act without a recipient the host, the state at home, a side inside the object, or who stands nearest."""
    paragraph, trigger, token = draft.paragraph, draft.trigger, draft.trigger.token
    if not draft.recipients and draft.kind == "Consult" and trigger.frame.needs == "actor" and not trigger.is_verb:
        draft.recipients = host_of(resolver, draft.actors)
        draft.confidence = min(draft.confidence, _BY_RULE)
    if (
        not draft.recipients
        and draft.kind == "Consult"
        and trigger.is_verb
        and not _ABOARD.isdisjoint(trigger.frame.words)
    ):
        draft.recipients = host_of(resolver, draft.actors) or spoken_of(resolver, draft.actors)
        draft.confidence = min(draft.confidence, _BY_RULE)
    if not draft.recipients and "~envoy" in trigger.frame.words:
        draft.recipients = spoken_of(resolver, draft.actors)
        draft.confidence = min(draft.confidence, _BY_RULE)
    if not draft.recipients and draft.kind in _DOMESTIC and is_upon_people(trigger):
        draft.recipients = home_of_people(resolver, paragraph, token, draft.actors)
        draft.confidence, draft.at_home = min(draft.confidence, _BY_CONTEXT), True
    if not draft.recipients and not draft.paired and draft.kind in _REACHING:
        draft.recipients = inner_side(resolver, paragraph, token, draft.actors)
        draft.confidence = min(draft.confidence, _BY_CONTEXT) if draft.recipients else draft.confidence
    missing = not draft.recipients and not draft.things and not draft.paired
    if missing and trigger.is_verb and trigger.frame.needs in {"both", "recipient"}:
        draft.recipients = nearest(resolver, paragraph, token, before=False, without=draft.actors)
        draft.confidence = min(draft.confidence, _BY_ORDER)
    if draft.actors and not draft.recipients and not draft.paired and not draft.things and draft.kind in _SPEAKING:
        draft.recipients = beside(resolver, paragraph, token, draft.actors)
        draft.confidence = min(draft.confidence, _BY_ORDER)
    if draft.actors and not draft.recipients and not draft.things and _is_giving(trigger):
        home = dominant_state(resolver.page)
        own = own_side(resolver, draft.actors)
        draft.recipients = [home] if home and home not in own else spoken_of(resolver, draft.actors)
        draft.confidence = min(draft.confidence, _BY_ORDER)


def _is_giving(trigger: Trigger) -> bool:
    return trigger.frame.type == "Aid" and trigger.is_verb


def without_own_side(resolver: Resolver, draft: Draft) -> None:
    """Leave out actors who are acted upon, and the guest's own state or seat as the one he consults."""
    draft.actors = [key for key in draft.actors if key not in draft.recipients or draft.at_home]
    own = {*draft.actors, *resolver.homes(draft.actors), *map(resolver.page.located_in, draft.actors)}
    if draft.kind == "Consult" and set(draft.recipients) <= own:
        draft.recipients = []


def is_complete(resolver: Resolver, draft: Draft) -> bool:
    """Tell whether an event has the sides and things that its frame asks for."""
    frame, sides = draft.trigger.frame, {*draft.actors, *draft.recipients}
    kinds = {resolver.page.type_of(key) for key in sides}
    if len(draft.actors) + len(draft.recipients) > _MOST_SIDES or (frame.persons and "Person" not in kinds):
        return False
    if frame.things and not draft.things and not _holds_body(resolver, draft.recipients):
        return False
    if frame.type == "Consult" and len(sides) < 2:
        return False
    if frame.type in SYMMETRIC_EVENTS and len(sides) + len(draft.things[:1]) < 2:
        return bool(draft.actors) and frame.lemma in {"agree", "accept"} and draft.trigger.is_verb
    if frame.needs == "recipient":
        return bool(draft.recipients)
    if frame.needs == "actor":
        return bool(draft.actors or (draft.recipients and draft.agentless))
    return bool(draft.actors and (draft.recipients or draft.things or draft.paired))


def _holds_body(resolver: Resolver, keys: Collection[str]) -> bool:
    return any(resolver.page.type_of(key) == "Organization" for key in keys)
