"""Where the sides of an act stand: the places that its frame names, filled from the sentence.

A place is "dobj", "dative", "clause", "poss", "compound", "subject" or a preposition. What a side means is asked of the
resolver, so that a role or a pronoun serves as well as a name.
"""

from collections.abc import Collection, Iterable, Iterator

from spacy.tokens import Token

from .frames import Frame
from .page import Paragraph
from .resolve import Resolver
from .statement import ACTOR_TYPES
from .syntax import antecedents, governing_verb, is_passive, objects, prepositional, subjects
from .triggers import Trigger, asked_of_others
from .wordlists import words

THINGS = frozenset({"Agreement", "Measure", "Initiative"})
_VISITED = frozenset({"to", "in", "for", "at"})
_NO_PLACES = frozenset({"Agree", "Consult", "Retreat", "Request", "Support", "Accuse", "Reject", "Concede"})
_IMPOSING = frozenset({"Sanction", "Coerce", "Concede"})
_QUALIFYING = frozenset({"compound", "nmod", "amod", "poss"})


def sides_among(resolver: Resolver, keys: Iterable[str]) -> list[str]:
    """Return the actors of some keys, each once, without the states that are there for a person who holds their
    office.
    """
    sides = [key for key in dict.fromkeys(keys) if resolver.page.type_of(key) in ACTOR_TYPES]
    homes = set(resolver.homes(key for key in sides if resolver.page.type_of(key) == "Person"))
    return [key for key in sides if key not in homes]


def actors_of(resolver: Resolver, paragraph: Paragraph, trigger: Trigger) -> list[str]:
    """Return who acts: the subject of a verb, or the first of a noun's places that is filled."""
    token = trigger.token.head if trigger.frame.lemma == "must" else trigger.token
    if token.pos_ in {"VERB", "AUX"} and not trigger.frame.actor:
        found = keys_of(resolver, paragraph, subjects(token))
        found = [_adopter(resolver, key) for key in found]
    elif token.pos_ in {"VERB", "AUX"}:
        filled = (list(_slot(resolver, paragraph, token, slot)) for slot in trigger.frame.actor)
        found = next((keys for keys in filled if keys), [])
    else:
        filled = (list(_noun_slot(resolver, paragraph, token, slot)) for slot in trigger.frame.actor)
        found = next((keys for keys in filled if keys), [])
    found = _without_places(resolver, paragraph, trigger, sides_among(resolver, found))
    if len(found) < 2 and trigger.frame.type in {"Agree", "Consult"}:
        found = found or _between(resolver, paragraph, trigger)
    people = [key for key in found if resolver.page.type_of(key) == "Person"]
    resolver.subject = people[0] if people else resolver.subject
    return found


def _between(resolver: Resolver, paragraph: Paragraph, trigger: Trigger) -> list[str]:
    """Return the sides behind a "between" that the parser hung elsewhere, but not on another noun ("conflict")."""
    sentence = trigger.token.sent
    for token in paragraph.tokens[trigger.token.i + 1 : sentence.end]:
        if token.lower_ == "between":
            if token.head.pos_ == "NOUN" and token.head.lemma_.lower() in words("acts", "quarrels"):
                return []
            nouns = [noun for noun in token.children if noun.dep_ == "pobj"]
            sides = sides_among(resolver, keys_of(resolver, paragraph, nouns))
            return sides if len(sides) > 1 else []
    return []


def _without_places(resolver: Resolver, paragraph: Paragraph, trigger: Trigger, keys: list[str]) -> list[str]:
    """Return who acts without the places where it happens ("On Tuesday in Lima, Peru and Chile signed ...")."""
    if all(resolver.page.type_of(key) == "Place" for key in keys):
        return keys
    sentence = trigger.token.sent
    located = {
        mention.key
        for mention in paragraph.mentions()
        if sentence.start <= mention.start < sentence.end
        and (mention.start == 0 or paragraph.tokens[mention.start - 1].lower_ in words("names", "place_prepositions"))
    }
    return [key for key in keys if resolver.page.type_of(key) != "Place" or key not in located]


def keys_of(resolver: Resolver, paragraph: Paragraph, nouns: Iterable[Token]) -> list[str]:
    """Return whom some nouns mean, with a state inside any noun phrase."""
    return [key for noun in nouns for key in resolver.keys(paragraph, noun, loose=True)]


def _adopter(resolver: Resolver, key: str) -> str:
    """Return who acts where a measure does."""
    return (resolver.adopter(key) or key) if resolver.page.type_of(key) == "Measure" else key


def recipients_of(
    resolver: Resolver, paragraph: Paragraph, trigger: Trigger, actors: list[str]
) -> tuple[list[str], list[str]]:
    """Return the sides acted upon, and the things signed, left or backed."""
    sides, things = _in_slots(resolver, paragraph, trigger, actors)
    things = _things(resolver, paragraph, trigger, things)
    if not things and (things := _meant(resolver, paragraph, trigger)):
        sentence = trigger.token.sent
        sides = [m.key for m in paragraph.mentions() if m.key in sides and sentence.start <= m.start < sentence.end]
    if things and trigger.frame.type == "Retreat":
        return [], things
    return [key for key in dict.fromkeys(sides) if _fits(resolver, trigger.frame, key)], things


def _in_slots(
    resolver: Resolver, paragraph: Paragraph, trigger: Trigger, actors: list[str]
) -> tuple[list[str], list[str]]:
    """Return the sides and things in a frame's places.

    The first place that names sides mostly ends the search, but for one marked "+" behind it.
    """
    sides: list[str] = []
    last, going_on = "", {"between"} | ({"with"} if trigger.frame.type != "Consult" else set())
    things: list[str] = []
    for slot in trigger.frame.recipient:
        if sides and slot[0] != "+" and last not in going_on:
            break
        last = slot
        for key in _slot(resolver, paragraph, trigger.token, slot.removeprefix("+")):
            kind = resolver.page.type_of(key)
            if kind in THINGS and key not in things:
                things.append(key)
            elif kind in ACTOR_TYPES and key not in actors and (not sides or slot != "dobj+"):
                sides.append(key)
    return sides, things


def _things(resolver: Resolver, paragraph: Paragraph, trigger: Trigger, found: list[str]) -> list[str]:
    """Return the things that an act is about: those found, else by other ways that a sentence has of naming them."""
    token, page = trigger.token, resolver.page
    if token.i in paragraph.at and paragraph.at[token.i].kind == "unnamed":
        return [paragraph.at[token.i].key]
    qualified = _qualified(resolver, paragraph, token)
    if qualified:
        return qualified
    if not found and trigger.is_verb and trigger.frame.type in _IMPOSING:
        found = [key for key in _named(paragraph, subjects(token)) if page.type_of(key) == "Measure"]
    if not found and trigger.is_verb:
        held = _named(paragraph, [*objects(token), *antecedents(token), *_clause_subjects(token)])
        found = [key for key in held if page.type_of(key) in THINGS]
    return found or list(_inner_things(resolver, paragraph, token))


def _meant(resolver: Resolver, paragraph: Paragraph, trigger: Trigger) -> list[str]:
    """Return what "it" means behind a verb of what is done to documents ("ratified it"): the one named last."""
    token = trigger.token
    if not trigger.is_verb or token.lemma_.lower() not in words("acts", "of_documents"):
        return []
    nouns = [*objects(token), *prepositional(token, "to"), *(n for o in objects(token) for n in prepositional(o, "to"))]
    if not any(noun.lower_ in {"it", "this", "that"} and noun.pos_ == "PRON" for noun in nouns):
        return []
    near = resolver.page.paragraphs[max(0, paragraph.number - 1) : paragraph.number]
    earlier = [m.key for p in near for m in p.mentions()] + [m.key for m in paragraph.mentions() if m.start < token.i]
    return [key for key in earlier if resolver.page.type_of(key) in {"Agreement", "Measure"}][-1:]


def _named(paragraph: Paragraph, nouns: Iterable[Token]) -> list[str]:
    return [paragraph.at[noun.i].key for noun in nouns if noun.i in paragraph.at]


def _qualified(resolver: Resolver, paragraph: Paragraph, token: Token) -> list[str]:
    """Return what a participle behind a comma qualifies: the first thing of "the plan for the pact, signed ..."."""
    if token.dep_ != "acl" or token.tag_ != "VBN" or not token.i or token.nbor(-1).text != ",":
        return []
    for mention in paragraph.mentions():
        if token.sent.start <= mention.start < token.i and resolver.page.type_of(mention.key) in THINGS:
            between = paragraph.doc[mention.end : token.i]
            if not any(word.tag_ in {"VBD", "VBZ", "VBP"} for word in between):
                return [mention.key]
    return []


def _inner_things(resolver: Resolver, paragraph: Paragraph, token: Token) -> Iterator[str]:
    """Yield the agreements, measures and initiatives inside the object of a verb or behind a noun."""
    for child in token.children:
        if child.dep_ == "nsubjpass" or (child.dep_ in {"dobj", "prep", "pobj"} and child.i > token.i):
            keys = _named(paragraph, child.subtree)
            yield from (key for key in keys if resolver.page.type_of(key) in THINGS)


def _fits(resolver: Resolver, frame: Frame, key: str) -> bool:
    """Tell whether somebody can be acted upon so: one meets a person, body or state, not a city."""
    return not (resolver.page.type_of(key) == "Place" and frame.type in _NO_PLACES)


def _slot(resolver: Resolver, paragraph: Paragraph, token: Token, slot: str) -> Iterator[str]:
    """Yield whom a place of a frame names; "by" is the subject of a passive and nobody acted upon."""
    if token.pos_ not in {"VERB", "AUX"}:
        yield from _noun_slot(resolver, paragraph, token, slot)
    elif slot in {"dobj", "dobj+"}:
        for noun in objects(token):
            yield from resolver.keys(paragraph, noun, loose=slot == "dobj+")
    elif slot == "dative":
        for child in token.children:
            if child.dep_ == "dative":
                yield from resolver.keys(paragraph, child)
    elif slot == "clause":
        yield from keys_of(resolver, paragraph, _clause_subjects(token))
    elif slot == "subject":
        yield from keys_of(resolver, paragraph, subjects(token) or objects(token))
    elif slot != "by" or not is_passive(token):
        for noun in prepositional(token, slot):
            yield from _place_or_state(resolver, paragraph, noun, visited=slot in _VISITED, struck=slot == "in")


def _clause_subjects(verb: Token) -> Iterator[Token]:
    """Yield the subjects of the clause that a verb governs, and of its own where it says what others must do."""
    for clause in (verb, *verb.children):
        if clause.dep_ in {"ccomp", "xcomp"} and (clause != verb or asked_of_others(verb)):
            yield from (child for child in clause.children if child.dep_ in {"nsubj", "nsubjpass"})


def _noun_slot(resolver: Resolver, paragraph: Paragraph, token: Token, slot: str) -> Iterator[str]:
    """Yield whom a place beside the noun of an act names."""
    if slot in {"poss", "compound"}:
        yield from _before_noun(resolver, paragraph, token, with_owner=slot == "poss")
    elif slot == "clause":
        clauses = (child for child in token.children if child.dep_ in {"acl", "ccomp", "relcl"})
        yield from keys_of(resolver, paragraph, (c for clause in clauses for c in clause.children if c.dep_ == "nsubj"))
    elif slot == "subject":
        verb = token.head if token.dep_ == "attr" else governing_verb(token)
        yield from keys_of(resolver, paragraph, subjects(verb) if verb is not None else ())
    else:
        for noun in prepositional(token, slot):
            yield from _place_or_state(resolver, paragraph, noun, visited=slot in {"to", "in"})


def _before_noun(resolver: Resolver, paragraph: Paragraph, noun: Token, *, with_owner: bool) -> Iterator[str]:
    """Yield whom the words before a noun name ("Ruritania's attack", "the EU-Ruritania talks")."""
    deps = _QUALIFYING if with_owner else {"compound", "nmod"}
    for child in noun.children:
        if child.dep_ in deps and child.i < noun.i:
            yield from resolver.keys(paragraph, child)
            yield from _named(paragraph, (inner for inner in child.children if inner.dep_ in _QUALIFYING))


def _place_or_state(
    resolver: Resolver, paragraph: Paragraph, noun: Token, *, visited: bool, struck: bool = False
) -> Iterator[str]:
    """Yield whom a complement names; a known place that is visited or struck stands for its state."""
    page, mention = resolver.page, paragraph.at.get(noun.i)
    for key in resolver.keys(paragraph, noun, loose=True):
        entity = page.entities.get(key)
        known = entity is not None and entity.type == "Place" and entity.reference and mention and visited
        state = entity.located_in if entity is not None and known else None
        if state is None or not state.startswith("state/"):
            yield key
        else:
            yield state if state in page.entities and not struck else page.imply(state, "State")


def speaker_of(resolver: Resolver, paragraph: Paragraph, token: Token, actors: Collection[str]) -> str | None:
    """Return who says it, where the clause of a word hangs on a verb of speech; nobody quotes himself."""
    clause = token
    while clause.dep_ not in {"ccomp", "ROOT"} and clause.head != clause:
        clause = clause.head
    if clause.dep_ != "ccomp" or clause.head.lemma_.lower() not in words("events", "speech", "verbs"):
        return None
    speakers = keys_of(resolver, paragraph, subjects(clause.head))
    return next((k for k in speakers if resolver.page.type_of(k) in ACTOR_TYPES and k not in actors), None)
