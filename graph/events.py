"""Events: who did what to whom, read off the verbs and nouns that name acts.

The triggers and where their sides stand are data (`lexicon/events.toml`). A trigger whose sides cannot be found in its
sentence is refused; where the tree does not tell, the order of the clause may, at lower confidence.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from spacy.tokens import Token

from .document import Span
from .frames import Frame, frames_in
from .page import Page, Paragraph, dominant_state
from .resolve import Resolver
from .statement import ACTOR_TYPES, SYMMETRIC_EVENTS, Event, Refusal
from .wordlists import words

_SIDES = ACTOR_TYPES
_OBJECTS = frozenset({"Agreement", "Measure", "Initiative"})


@dataclass(frozen=True, slots=True)
class Trigger:
    """A token that names an act, and its frame."""

    token: Token
    frame: Frame


def triggers(paragraph: Paragraph, start: int, end: int) -> Iterator[Trigger]:
    """Yield the triggers of a sentence."""
    for token in paragraph.doc[start:end]:
        if token.i in paragraph.at and token.pos_ != "VERB" and paragraph.at[token.i].kind != "unnamed":
            continue
        if token.tag_ == "VBN" and token.lemma_.lower() == "propose":
            continue
        part = "verb" if token.pos_ in {"VERB", "AUX"} else "noun" if token.pos_ in {"NOUN", "PROPN"} else None
        if part is None or (part == "verb" and token.dep_ in {"aux", "auxpass", "amod", "compound"}):
            continue
        frame = _frame(token, frames_in(token.doc)[part].get(lemma_of(token, part), ()), part)
        if part == "verb" and _asked_of_others(token):
            frame = Frame("Request", "must", "", (), ("clause",), "both")
        if part == "noun" and _unrenewed(token):
            frame = Frame("Retreat", "renewal", "", ("poss", "by", "subject"), ("of",), "actor")
        if frame is not None:
            yield Trigger(token, frame)


def _unrenewed(token: Token) -> bool:
    return (
        token.lemma_.lower() == "renewal"
        and token.i > 1
        and token.nbor(-1).text == "-"
        and token.nbor(-2).lower_ == "non"
    )


def lemma_of(token: Token, part: str) -> str:
    """Return the lemma of a trigger; the pipeline's lemmatizer leaves an "e" too many on words with a hyphen."""
    lemma = token.lemma_.lower()
    known = frames_in(token.doc)[part]
    return lemma[:-1] if lemma not in known and lemma.endswith("e") and lemma[:-1] in known else lemma


def _asked_of_others(token: Token) -> bool:
    """Tell whether somebody says that others must do something: "the minister said that Ruritania must disarm"."""
    must = any(child.dep_ == "aux" and child.lower_ in {"must", "should"} for child in token.children)
    return must and token.dep_ == "ccomp" and token.head.lemma_.lower() in words("events", "speech", "verbs")


def _frame(token: Token, options: tuple[Frame, ...], part: str) -> Frame | None:
    for frame in options:
        if not frame.word or _stands_by(token, frame.word, part):
            return frame
    return None


def _stands_by(token: Token, word: str, part: str) -> bool:
    near = [*token.children]
    if part == "noun":
        if word in {"with"}:
            return any(child.dep_ == "prep" and child.lower_ == word for child in near)
        return any(child.lemma_.lower() == word and child.i < token.i for child in near)
    near += [
        grand
        for child in near
        if child.dep_ in {"dobj", "prep", "nsubjpass", "prt", "xcomp", "acomp", "oprd", "ccomp"}
        for grand in child.children
        if grand.dep_ in {"pobj", "compound", "amod", "dobj", "acomp", "conj", "prep"} or child.dep_ == "prep"
    ]
    lemmas = {child.lemma_.lower() for child in near} | {child.lower_ for child in near}
    return word in lemmas


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
                found += [(each, trigger.token) for each in _dyads(event, trigger)]
                spent |= _spent(trigger)
                self.accusation = event if event.kind == "Accuse" and event.recipients else self.accusation
        if not any(event.kind in {"Accuse", "Reject"} for event, _ in found):
            self.accusation = None
        return _without_doubles(found)

    def _event(self, paragraph: Paragraph, trigger: Trigger) -> Event | None:
        token, frame = trigger.token, trigger.frame
        modality = modality_of(token) if frame.lemma != "must" else modality_of(token.head)
        if modality is None and lemma_of(token, "verb") == "renew" and any(c.dep_ == "neg" for c in token.children):
            frame, modality = replace(frame, type="Retreat", needs="actor", things=True), "fact"
            trigger = replace(trigger, frame=frame)
        if modality is None and frame.type in _GRANTING and _will_not(token):
            frame, modality = replace(frame, type="Reject", needs="actor"), "fact"
            trigger = replace(trigger, frame=frame)
        if modality is None:
            return self._refuse(paragraph, trigger, "negated, or only thought possible")
        actors = self._actors(paragraph, trigger)
        recipients, things = self._recipients(paragraph, trigger, actors)
        bearers = self._bearers(paragraph, token) if frame.type == "Sanction" else []
        if bearers:
            actors, recipients = self._imposers(paragraph, token, bearers), bearers
        confidence = Decimal("0.80") if token.pos_ == "VERB" else Decimal("0.70")
        if (
            not actors
            and not recipients
            and frame.type in {"Agree", "Cooperate"}
            and self.resolver.dyad()
            and (things or (frame.type == "Agree" and lemma_of(token, "noun") in _CONCLUDING))
        ):
            actors, confidence = list(self.resolver.dyad() or ()), Decimal("0.55")
        elif not actors and _agentless(trigger):
            confidence = Decimal("0.65")
            if frame.type == "Retreat":
                actors, recipients = [key for key in recipients if self.page.type_of(key) in _SIDES], []
        elif not actors and (token.pos_ == "VERB" or frame.type in {"Consult", "Agree", "Retreat"}):
            actors = self._subject_of_sentence(paragraph, token, recipients) or self._nearest(
                paragraph, token, before=True, without=recipients
            )
            confidence = Decimal("0.50")
        if (
            lemma_of(token, "verb") == "attend"
            and _agentless(trigger) is False
            and any(c.dep_ == "agent" for c in token.children)
        ):
            actors, recipients = self._attended(paragraph, token)
        if not actors and recipients and token.pos_ != "VERB" and frame.type == "Cooperate":
            home = dominant_state(self.page)
            actors, confidence = [home] if home and home not in recipients else [], Decimal("0.50")
        if self._visit(trigger) and not recipients:
            recipients = self._host(actors)
            confidence = min(confidence, Decimal("0.60"))
        at_home = False
        if not recipients and frame.type in _DOMESTIC and _meets_people(token, frame):
            recipients = self._home(paragraph, token, actors)
            confidence, at_home = min(confidence, Decimal("0.55")), True
        paired = frame.type in SYMMETRIC_EVENTS and len(actors) > 1
        if not recipients and not paired and frame.type in _REACHING:
            recipients = self._deep(paragraph, token, actors)
            confidence = min(confidence, Decimal("0.55")) if recipients else confidence
        if (
            not recipients
            and not things
            and not paired
            and frame.needs in {"both", "recipient"}
            and token.pos_ == "VERB"
        ):
            recipients = self._nearest(paragraph, token, before=False, without=actors)
            confidence = min(confidence, Decimal("0.50"))
        if frame.type == "Reject" and (self.accusation and self._denies(actors)):
            recipients, things = list(self.accusation.actors), []
        actors = [key for key in actors if key not in recipients or at_home]
        visited = {state for key in actors for state in (*self.resolver.homes([key]), key)}
        if (
            frame.type == "Consult"
            and set(recipients)
            and set(recipients) <= visited | {self._seat(key) for key in actors}
        ):
            recipients = []
        complete = {
            "both": actors and (recipients or things or paired),
            "actor": actors or (recipients and _agentless(trigger)),
            "recipient": recipients,
        }[frame.needs]
        if frame.type in SYMMETRIC_EVENTS and len({*actors, *recipients}) + len(things[:1]) < 2:
            complete = bool(actors) and frame.lemma in {"agree", "accept"} and token.pos_ == "VERB"
        if frame.things and not things and not any(self.page.type_of(key) == "Organization" for key in recipients):
            complete = False
        if frame.persons and not any(self.page.type_of(key) == "Person" for key in (*actors, *recipients)):
            complete = False
        if not complete or (len(actors) + len(recipients) > 8):
            return self._refuse(paragraph, trigger, "its sides are not found")
        occasion, words_of_it = self._occasion(paragraph, token, things) if frame.type == "Consult" else (None, None)
        if frame.type == "Consult":
            things = []
        elif frame.type == "Agree" and things and self.page.type_of(things[0]) == "Measure":
            return self._refuse(paragraph, trigger, "a measure is adopted, not agreed")
        elif frame.type == "Cooperate" and len({*actors, *recipients}) < 2 and things and self._gathering(things[0]):
            return self._refuse(paragraph, trigger, "told as the occasion of a meeting")
        return Event(
            occasion=occasion,
            occasion_text=words_of_it,
            kind=frame.type,
            actors=tuple(sorted(actors)),
            recipients=tuple(sorted(recipients)),
            object=things[0] if things else None,
            modality=modality,
            said_by=self._speaker(paragraph, token, actors),
            confidence=confidence,
            evidence=(clause_span(paragraph, token),),
        )

    def _refuse(self, paragraph: Paragraph, trigger: Trigger, reason: str) -> None:
        sentence = trigger.token.sent
        recognised = f"{trigger.frame.type}: {trigger.token.text}"
        self.page.refusals.append(
            Refusal(span=paragraph.span(sentence.start, sentence.end), recognised=recognised, reason=reason)
        )

    def _actors(self, paragraph: Paragraph, trigger: Trigger) -> list[str]:
        token, frame = trigger.token, trigger.frame
        if trigger.frame.lemma == "must":
            token = token.head
        if token.pos_ in {"VERB", "AUX"}:
            found = [key for noun in subjects(token) for key in self.resolver.keys(paragraph, noun, loose=True)]
            found = [self.resolver.adopter(key) or key if self.page.type_of(key) == "Measure" else key for key in found]
        else:
            found = []
            for slot in frame.actor:
                found = found or list(self._noun_slot(paragraph, token, slot))
        found = self._sides(found)
        people = [key for key in found if self.page.type_of(key) == "Person"]
        self.resolver.subject = people[0] if people else self.resolver.subject
        return found

    def _attended(self, paragraph: Paragraph, token: Token) -> tuple[list[str], list[str]]:
        """Return the host, named in the sentence before, and the guests of "it was attended by A, B and C"."""
        behind = [m.key for m in paragraph.mentions() if token.i < m.start < token.sent.end]
        people = [key for key in behind if self.page.type_of(key) == "Person"]
        guests = (
            people
            if len(people) > 1
            else [key for key in behind if self.page.type_of(key) in {"State", "Organization"}]
        )
        host = self.resolver.people[-1][:1] if self.resolver.people and people else []
        return [key for key in host if key not in guests], list(dict.fromkeys(guests))

    def _bearers(self, paragraph: Paragraph, token: Token) -> list[str]:
        """Return who bears a measure, where its verb says so: "carmakers face a duty", "goods are subject to a levy"."""
        head = token.head if token.dep_ == "dobj" else token.head.head if token.dep_ == "pobj" else None
        if head is None or head.lemma_.lower() not in words("events", "borne", "verbs"):
            return []
        verb = head if head.pos_ == "VERB" else head.head
        return self._sides([key for noun in subjects(verb) for key in self.resolver.keys(paragraph, noun, loose=True)])

    def _imposers(self, paragraph: Paragraph, token: Token, bearers: list[str]) -> list[str]:
        """Return who imposes what others bear: who is named "in" or "by", else the state that the sentence leaves over."""
        named = [
            key
            for slot in ("by", "in", "from")
            for noun in prepositional(token, slot) + prepositional(token.head, slot)
            for key in self.resolver.keys(paragraph, noun)
        ]
        mentions = [m.key for m in paragraph.mentions() if token.sent.start <= m.start < token.sent.end]
        states = [key for key in [*named, *mentions] if self.page.type_of(key) == "State" and key not in bearers]
        return states[:1]

    def _seat(self, key: str) -> str | None:
        return self.page.entities[key].located_in if key in self.page.entities else None

    def _gathering(self, key: str) -> bool:
        """Tell whether something with a name is where one meets: a dialogue, a summit, a committee."""
        return key in self.page.entities and bool(_GATHERINGS & set(self.page.entities[key].name.lower().split()))

    def _occasion(self, paragraph: Paragraph, token: Token, things: list[str]) -> tuple[str | None, str | None]:
        """Return at what a meeting took place, and the words for it ("12th session of the Joint Committee")."""
        for mention in paragraph.mentions():
            if token.sent.start <= mention.start < token.sent.end and (
                mention.key in things or self._gathering(mention.key)
            ):
                start = mention.start
                while (
                    start > token.sent.start and paragraph.doc[start - 1].lower_ in {"the", "of"} | _SITTINGS | _COUNTED
                ):
                    start -= 1
                while start < mention.start and paragraph.doc[start].lower_ in {"the", "of"}:
                    start += 1
                tokens = paragraph.doc[start : mention.end]
                return mention.key, paragraph.line_text(tokens.start_char, tokens.end_char)
        return None, None

    def _home(self, paragraph: Paragraph, token: Token, actors: list[str]) -> list[str]:
        """Return the state whose people are acted upon where they have no nationality: where it happens, else the actors' own."""
        for noun in prepositional(token, "in"):
            for key in self.resolver.keys(paragraph, noun):
                entity = self.page.entities[key]
                if entity.type == "State":
                    return [key]
                if entity.type == "Place" and entity.located_in and entity.located_in.startswith("state/"):
                    return [self.page.imply(entity.located_in, "State")]
        for key in actors:
            if self.page.type_of(key) == "State":
                return [key]
            known = self.resolver.gazetteer.actors.get(key)
            own = self.resolver.homes([key]) or (
                [known.based_in] if known and known.based_in and known.based_in.startswith("state/") else []
            )
            if own:
                return [self.page.imply(own[0], "State")]
        return []

    def _denies(self, actors: list[str]) -> bool:
        """Tell whether those who reject something are those who were accused in the sentence before."""
        assert self.accusation is not None
        accused = set(self.accusation.recipients)
        return bool(accused & {*actors, *self.resolver.homes(actors)})

    def _visit(self, trigger: Trigger) -> bool:
        return trigger.token.pos_ != "VERB" and trigger.frame.type == "Consult" and trigger.frame.needs == "actor"

    def _host(self, visitors: list[str]) -> list[str]:
        """Return the state that a visit without a destination goes to: the other of the two that the document is about."""
        homes = {t.of for key in visitors for t in self.resolver.tenures if t.holder == key} | set(visitors)
        pair = self.resolver.dyad()
        return [state for state in pair if state not in homes][:1] if pair and homes & set(pair) else []

    def _subject_of_sentence(self, paragraph: Paragraph, token: Token, without: list[str]) -> list[str]:
        root = token.sent.root
        found = [
            key
            for noun in subjects(root)
            if noun.i < token.i
            for key in self.resolver.keys(paragraph, noun, loose=True)
        ]
        return [key for key in self._sides(found) if key not in without]

    def _sides(self, keys: list[str]) -> list[str]:
        sides = [key for key in dict.fromkeys(keys) if self.page.type_of(key) in _SIDES]
        homes = set(self.resolver.homes(key for key in sides if self.page.type_of(key) == "Person"))
        return [key for key in sides if key not in homes]

    def _recipients(self, paragraph: Paragraph, trigger: Trigger, actors: list[str]) -> tuple[list[str], list[str]]:
        """Return the sides acted upon and the things signed, left or backed; the first slot that names sides ends the search."""
        token, frame = trigger.token, trigger.frame
        sides: list[str] = []
        things: list[str] = []
        for slot in frame.recipient:
            for key in self._slot(paragraph, token, slot):
                if self.page.type_of(key) in _OBJECTS and key not in things:
                    things.append(key)
                elif not sides or slot != "dobj+":
                    sides += [key] if key not in actors and self.page.type_of(key) in _SIDES else []
            if sides and (slot != "with" or frame.type == "Consult") and slot != "between":
                break
        if token.i in paragraph.at and paragraph.at[token.i].kind == "unnamed":
            things = [paragraph.at[token.i].key]
        if not things and token.pos_ == "VERB" and frame.type in {"Sanction", "Coerce", "Concede"}:
            done_by = [paragraph.at[n.i].key for n in subjects(token) if n.i in paragraph.at]
            things = [key for key in done_by if self.page.type_of(key) == "Measure"]
        if not things and token.pos_ == "VERB":
            held = self._qualified(paragraph, token) or [
                paragraph.at[n.i].key for n in objects(token, _is_passive(token)) if n.i in paragraph.at
            ]
            things = [key for key in held if self.page.type_of(key) in _OBJECTS]
        if not things:
            things = list(self._inner_things(paragraph, token))
        sides = [key for key in dict.fromkeys(sides) if self._fits(paragraph, frame, key)]
        if things and frame.type == "Retreat":
            sides = []
        return sides, things

    def _qualified(self, paragraph: Paragraph, token: Token) -> list[str]:
        """Return what a participle behind a comma qualifies: the first thing of the phrase ("the plan for the pact, signed ...")."""
        if token.dep_ != "acl" or token.tag_ != "VBN" or not token.i or token.nbor(-1).text != ",":
            return []
        for mention in paragraph.mentions():
            if token.sent.start <= mention.start < token.i and self.page.type_of(mention.key) in _OBJECTS:
                between = paragraph.doc[mention.end : token.i]
                if not any(word.tag_ in {"VBD", "VBZ", "VBP"} for word in between):
                    return [mention.key]
        return []

    def _fits(self, paragraph: Paragraph, frame: Frame, key: str) -> bool:
        """Tell whether somebody can be acted upon so: one meets a person, body or state, not a city."""
        return not (self.page.type_of(key) == "Place" and frame.type in _NO_PLACES)

    def _slot(self, paragraph: Paragraph, token: Token, slot: str) -> Iterator[str]:
        if token.pos_ not in {"VERB", "AUX"}:
            yield from self._noun_slot(paragraph, token, slot)
            return
        passive = any(child.dep_ in {"nsubjpass", "auxpass"} for child in token.children)
        if slot in {"dobj", "dobj+"}:
            for noun in objects(token, passive):
                yield from self.resolver.keys(paragraph, noun, loose=slot == "dobj+")
        elif slot == "dative":
            for child in token.children:
                if child.dep_ == "dative":
                    yield from self.resolver.keys(paragraph, child)
        elif slot == "clause":
            for clause in (token, *token.children):
                if clause.dep_ in {"ccomp", "xcomp"} and (clause != token or _asked_of_others(token)):
                    for noun in [c for c in clause.children if c.dep_ in {"nsubj", "nsubjpass"}]:
                        yield from self.resolver.keys(paragraph, noun, loose=True)
        elif slot == "by":
            return
        else:
            for noun in prepositional(token, slot):
                yield from self._place_or_state(
                    paragraph, noun, visited=slot in {"to", "in", "for", "at"}, struck=slot == "in"
                )

    def _place_or_state(
        self, paragraph: Paragraph, noun: Token, *, visited: bool, struck: bool = False
    ) -> Iterator[str]:
        for key in self.resolver.keys(paragraph, noun, loose=True):
            entity = self.page.entities[key]
            mention = paragraph.at.get(noun.i)
            if (
                visited
                and entity.type == "Place"
                and entity.located_in
                and mention
                and entity.located_in.startswith("state/")
                and entity.reference
            ):
                yield (
                    self.page.imply(entity.located_in, "State") if struck else self._state_of(entity.located_in) or key
                )
            else:
                yield key

    def _state_of(self, key: str) -> str | None:
        return key if key in self.page.entities else None

    def _noun_slot(self, paragraph: Paragraph, token: Token, slot: str) -> Iterator[str]:
        if slot in {"poss", "compound"}:
            deps = {"poss", "amod", "nmod", "compound"} if slot == "poss" else {"compound", "nmod"}
            for child in token.children:
                if child.dep_ in deps and child.i < token.i:
                    yield from self.resolver.keys(paragraph, child)
                    for grand in child.children:
                        if grand.dep_ in {"compound", "nmod", "amod", "poss"} and grand.i in paragraph.at:
                            yield paragraph.at[grand.i].key
        elif slot == "subject":
            verb = governing_verb(token)
            if verb is not None:
                for noun in subjects(verb):
                    yield from self.resolver.keys(paragraph, noun, loose=True)
        else:
            for noun in prepositional(token, slot):
                yield from self._place_or_state(paragraph, noun, visited=slot in {"to", "in"})

    def _inner_things(self, paragraph: Paragraph, token: Token) -> Iterator[str]:
        """Yield the agreements, measures and initiatives inside the object of a verb or behind a noun."""
        for child in token.children:
            if (child.dep_ in {"dobj", "nsubjpass", "prep", "pobj"} and child.i > token.i) or child.dep_ == "nsubjpass":
                for inner in child.subtree:
                    if inner.i in paragraph.at and self.page.type_of(paragraph.at[inner.i].key) in _OBJECTS:
                        yield paragraph.at[inner.i].key

    def _nearest(self, paragraph: Paragraph, token: Token, *, before: bool, without: list[str]) -> list[str]:
        """Return who stands nearest in the clause, on the side of the trigger where the missing one is expected."""
        left, right = clause_bounds(token)
        mentions = [
            m
            for m in paragraph.mentions()
            if left <= m.start < right and self.page.type_of(m.key) in _SIDES - {"Place"} and m.key not in without
        ]
        side = [m for m in mentions if m.end <= token.i] if before else [m for m in mentions if m.start > token.i]
        if not side:
            return []
        return [side[-1].key] if before else [side[0].key]

    def _deep(self, paragraph: Paragraph, token: Token, actors: list[str]) -> list[str]:
        """Return the first body, state or person that the object or the clause asked for holds, else the state it happened in."""
        homes = {t.of for key in actors for t in self.resolver.tenures if t.holder == key}
        for child in token.children:
            if child.dep_ in {"dobj", "xcomp", "ccomp", "prep", "nsubjpass"} and (
                child.i > token.i or child.dep_ == "nsubjpass"
            ):
                for inner in child.subtree:
                    mention = paragraph.at.get(inner.i)
                    if (
                        mention
                        and mention.key not in actors
                        and (mention.key not in homes or mention.kind == "adjective")
                        and self.page.type_of(mention.key) in _SIDES - {"Place"}
                    ):
                        return [mention.key]
        return []

    def _speaker(self, paragraph: Paragraph, token: Token, actors: list[str]) -> str | None:
        """Return who says it, where the clause hangs on a verb of speech."""
        clause = token
        while clause.dep_ not in {"ccomp", "ROOT"} and clause.head != clause:
            clause = clause.head
        verb = clause.head
        if clause.dep_ == "ccomp" and verb.lemma_.lower() in words("events", "speech", "verbs"):
            for noun in subjects(verb):
                for key in self.resolver.keys(paragraph, noun, loose=True):
                    if self.page.type_of(key) in _SIDES and key not in actors:
                        return key
        return None


def _dyads(event: Event, trigger: Trigger) -> list[Event]:
    """Return one event for each of several met or worked with: they deal with the actor, not with one another."""
    together = event.kind == "Consult" and (
        trigger.token.pos_ != "VERB"
        or lemma_of(trigger.token, "verb") not in {"meet", "receive", "visit", "tour", "call"}
    )
    if event.kind not in {"Consult", "Cooperate"} or together or len(event.actors) != 1 or len(event.recipients) < 2:
        return [event]
    return [replace(event, recipients=(recipient,)) for recipient in event.recipients]


def _is_asked(token: Token, found: list[tuple[Event, Token]]) -> bool:
    """Tell whether an act is only what an event told before asks for, promises or refuses ("urged Brussels to defend")."""
    head, steps, told = token, 0, False
    while head.dep_ in {"xcomp", "ccomp", "conj", "dobj", "pcomp", "advcl", "prep"} and head.head != head and steps < 4:
        steps += 1
        told = told or head.dep_ in {"xcomp", "ccomp", "pcomp"}
        head = head.head
        if told and any(head == verb and event.kind in _ASKING for event, verb in found):
            return True
    return False


_GATHERINGS = frozenset(
    {
        "committee",
        "dialogue",
        "summit",
        "forum",
        "conference",
        "council",
        "consultations",
        "talks",
        "roundtable",
        "commission",
    }
)
_SITTINGS = frozenset({"session", "round", "meeting", "edition", "sitting", "plenary"})
_COUNTED = words("words", "counted") | {f"{n}th" for n in range(4, 100)} | {"1st", "2nd", "3rd", "21st", "22nd", "23rd"}
_WISHES = frozenset({"need", "desire", "wish", "willingness", "readiness", "ability", "goal", "importance"})
_NO_PLACES = frozenset({"Agree", "Retreat", "Request", "Support", "Accuse", "Reject"})
_GRANTING = frozenset({"Agree", "Concede", "Aid", "Support", "Cooperate"})
_DOMESTIC = frozenset({"Coerce", "Assault", "Protest", "Threaten", "Reject", "Request", "Concede"})
_UNDOING = frozenset({"Sanction", "Retreat", "Reject"})
_CONCLUDING = frozenset({"signing", "signature", "conclusion", "upgrade", "renewal", "ratification"})
_GOING = frozenset({"fly", "travel", "go", "come", "meet", "head", "arrive", "visit", "gather", "return"})
_REACHING = frozenset(
    {"Reject", "Request", "Accuse", "Threaten", "Concede", "Support", "Protest", "Coerce", "Aid", "Sanction"}
)
_ASKING = frozenset({"Request", "Threaten", "Reject", "Accuse", "Support", "Agree"})


def _spent(trigger: Trigger) -> set[int]:
    """Return the nouns that a verb's event has told already ("held talks", "signed an agreement")."""
    token = trigger.token
    if token.pos_ != "VERB":
        return set()
    taken = {child.i for child in token.children if child.dep_ in {"dobj", "nsubjpass"}}
    return taken | {
        noun.i
        for child in token.children
        if child.dep_ == "prep"
        for noun in child.children
        if trigger.frame.type in {"Agree", "Consult"}
    }


def _without_doubles(found: list[tuple[Event, Token]]) -> list[tuple[Event, Token]]:
    """Keep one of several events of one type with the same sides in a sentence: the surest, then the first."""
    kept: dict[tuple[str, frozenset[str], str | None], tuple[Event, Token]] = {}
    for event, token in found:
        sides = (event.kind, frozenset((*event.actors, *event.recipients)), event.object)
        if sides not in kept or kept[sides][0].confidence < event.confidence:
            kept[sides] = (event, token)
    return list(kept.values())


def _will_not(token: Token) -> bool:
    """Tell whether somebody says that he will not do it, which is to refuse it."""
    children = list(token.children)
    return any(c.dep_ == "neg" for c in children) and any(
        c.dep_ == "aux" and c.lower_ in {"will", "would", "wo"} for c in children
    )


def _meets_people(token: Token, frame: Frame) -> bool:
    """Tell whether an act is upon people ("demonstrators"), as violence is, or a protest, which has a state before it."""
    if frame.type == "Protest" or (frame.type == "Assault" and token.pos_ == "VERB"):
        return True
    nouns = (
        objects(token, any(c.dep_ in {"nsubjpass", "auxpass"} for c in token.children))
        if token.pos_ == "VERB"
        else prepositional(token, "of") + prepositional(token, "on")
    )
    return any(noun.lemma_.lower() in words("roles", "national") | {"person", "curfew", "emergency"} for noun in nouns)


def _is_passive(token: Token) -> bool:
    return any(child.dep_ in {"nsubjpass", "auxpass"} for child in token.children)


def _agentless(trigger: Trigger) -> bool:
    """Tell whether a passive without "by" names no agent."""
    children = list(trigger.token.children)
    return any(c.dep_ in {"nsubjpass", "auxpass"} for c in children) and not any(c.dep_ == "agent" for c in children)


def subjects(verb: Token) -> list[Token]:
    """Return the nouns that do what a verb says, through passives, control, coordination and relative clauses."""
    children = list(verb.children)
    agents = [noun for child in children if child.dep_ == "agent" for noun in child.children if noun.dep_ == "pobj"]
    if agents:
        return agents
    if any(child.dep_ in {"nsubjpass", "auxpass"} for child in children):
        return [
            child
            for child in children
            if child.dep_ == "nsubjpass" and verb.lemma_.lower() in {"expect", "schedule", "slate", "set"}
        ]
    own = [child for child in children if child.dep_ in {"nsubj", "csubj"}]
    if own:
        if own[0].lower_ in {"who", "which", "that"} and verb.dep_ == "relcl":
            return [verb.head]
        return own
    if verb.dep_ in {"acl", "prep"} and verb.tag_ == "VBG" and verb.head.pos_ in {"NOUN", "PROPN"}:
        return [verb.head]
    if verb.dep_ == "acl" or verb.dep_ == "relcl":
        return subjects(governor) if (governor := governing_verb(verb.head)) is not None and verb.tag_ == "VB" else []
    if verb.dep_ in {"conj", "xcomp", "advcl", "pcomp", "dep", "ccomp", "prep"}:
        governor = verb.head
        while governor.pos_ not in {"VERB", "AUX"} and governor.head != governor:
            governor = governor.head
        if governor == verb or governor.pos_ not in {"VERB", "AUX"}:
            return []
        if verb.dep_ == "xcomp":
            controlled = [c for c in governor.children if c.dep_ in {"dobj", "nsubjpass"}]
            if controlled and governor.lemma_.lower() not in {"promise", "vow", "threaten", "hold", "make"}:
                return controlled
        passive = [child for child in governor.children if child.dep_ == "nsubjpass"]
        if verb.dep_ == "conj" and passive:
            return passive
        return subjects(governor)
    return []


def objects(verb: Token, passive: bool) -> list[Token]:
    """Return the nouns that a verb acts upon: its objects, or the subject of a passive; for a participle, what it qualifies."""
    if passive:
        return [child for child in verb.children if child.dep_ == "nsubjpass"] or (
            [verb.head] if verb.dep_ in {"relcl"} else _passive_subject(verb)
        )
    found = [
        child
        for child in verb.children
        if child.dep_ in {"dobj", "oprd"} or (verb.dep_ == "prep" and child.dep_ == "pobj")
    ]
    if verb.dep_ == "relcl" and any(child.lower_ in {"which", "that", "whom"} for child in found):
        return [verb.head]
    if not found and verb.dep_ == "acl" and verb.tag_ == "VBN":
        return [verb.head]
    return found


def _passive_subject(verb: Token) -> list[Token]:
    return [child for child in verb.head.children if child.dep_ == "nsubjpass"] if verb.dep_ == "conj" else []


def prepositional(token: Token, preposition: str) -> list[Token]:
    """Return the nouns behind a preposition of a verb or of its object."""
    holders = [
        token,
        *(
            child
            for child in token.children
            if child.dep_ in {"dobj", "prt", "attr", "nsubjpass", "xcomp", "advmod"} and child.i > token.i
        ),
    ]
    if preposition == "with":
        holders += [
            noun
            for holder in holders[1:]
            for prep in holder.children
            if prep.dep_ == "prep" and prep.lower_ == "of"
            for noun in prep.children
        ]
    found = []
    for holder in holders:
        for prep in holder.children:
            if prep.dep_ in {"prep", "dative", "agent"} and prep.lower_ == preposition:
                found += [noun for noun in prep.children if noun.dep_ == "pobj"]
                found += [
                    noun
                    for inner in prep.children
                    if inner.dep_ == "prep"
                    for noun in inner.children
                    if noun.dep_ == "pobj"
                ]
    return found


def governing_verb(noun: Token) -> Token | None:
    """Return the light verb whose object a noun is ("held talks"), if there is one."""
    head = noun.head
    if noun.dep_ == "pobj":
        head = head.head
    if noun.dep_ == "conj":
        return governing_verb(noun.head)
    return (
        head
        if noun.dep_ in {"dobj", "pobj"}
        and head.pos_ == "VERB"
        and head.lemma_.lower() in words("events", "light", "lemmas")
        else None
    )


def modality_of(token: Token) -> str | None:
    """Return "fact" or "planned", or None where the act is negated."""
    planned = token.lemma_.lower() in {"expect", "schedule", "slate"}
    verb = token
    if token.pos_ in {"NOUN", "PROPN"}:
        if token.i > 1 and token.nbor(-1).text == "-" and token.nbor(-2).lower_ == "non" and not _unrenewed(token):
            return None
        if any(
            child.lower_ in {"no", "possible", "potential", "planned", "future", "upcoming", "next"}
            for child in token.children
        ):
            if any(child.lower_ == "no" for child in token.children):
                return None
            planned = True
        governor = governing_verb(token) or (token.head if token.dep_ == "dobj" else None)
        if governor is None:
            return "planned" if planned else "fact"
        if any(
            frame.type in _UNDOING
            for frame in frames_in(governor.doc)["verb"].get(lemma_of(governor, "verb"), ())
            if not frame.word
        ):
            return None
        planned = planned or governor.lemma_.lower() in {"announce", "plan", "propose", "consider"}
        verb = governor
    steps = 0
    while steps < 6:
        steps += 1
        children = list(verb.children)
        if any(child.dep_ == "neg" or child.lower_ in {"never", "neither"} for child in children):
            return None
        if any(child.dep_ == "aux" and child.lower_ in words("events", "planned", "idle") for child in children):
            return None
        if any(child.dep_ == "aux" and child.lower_ in words("events", "planned", "auxiliaries") for child in children):
            planned = True
        if verb.dep_ == "pcomp" and verb.head.lower_ == "without":
            return None
        infinitive = any(child.dep_ == "aux" and child.lower_ == "to" for child in children)
        governor = verb.head
        if verb.dep_ == "xcomp" and governor != verb:
            if governor.lemma_.lower() in {"refuse", "decline", "fail"}:
                return None
            if infinitive and governor.lemma_.lower() in words("events", "planned", "verbs") | {"be"}:
                planned = True
            verb = governor
        elif infinitive and verb.dep_ == "advcl" and governor.lemma_.lower() in _GOING:
            verb = governor
        elif infinitive and verb.dep_ == "acl" and governor.lemma_.lower() in _WISHES:
            return None
        elif infinitive and verb.dep_ in {"acl", "advcl", "relcl"}:
            planned = True
            break
        elif verb.dep_ == "conj" and governor.pos_ == "VERB":
            verb = governor
        elif verb.dep_ == "advcl" and any(
            child.dep_ == "mark" and child.lower_ in {"if", "unless", "until", "before"} for child in children
        ):
            return "planned"
        elif verb.dep_ == "ccomp" and verb.i < governor.i and not any(c.lower_ == "that" for c in children):
            break
        elif verb.dep_ == "ccomp" and governor.lemma_.lower() in words("events", "planned", "verbs"):
            planned = True
            break
        else:
            break
    return "planned" if planned else "fact"


def clause_bounds(token: Token) -> tuple[int, int]:
    """Return the tokens [left, right) of the clause around a trigger: its sentence between semicolons and dashes."""
    sentence = token.sent
    left, right = sentence.start, sentence.end
    for other in sentence:
        if other.text in {";", "\u2014", ":"}:
            if other.i < token.i:
                left = other.i + 1
            elif other.i > token.i:
                right = other.i
                break
    return left, right


def clause_span(paragraph: Paragraph, token: Token) -> Span:
    """Return the words of the clause that a trigger stands in, at most 500 characters, without the marks at its ends."""
    left, right = clause_bounds(token)
    while (
        right > left + 1 and paragraph.doc[right - 1].is_punct and paragraph.doc[right - 1].text not in {'"', ")", "'"}
    ):
        right -= 1
    span = paragraph.span(left, right)
    while span.end - span.start > 480 and right - left > 10:
        left, right = max(left, token.i - (right - left) // 3), min(right, token.i + (right - left) // 3)
        span = paragraph.span(left, right)
    return span
