"""Who acts or is acted upon where the tree does not tell: the clause, the sentence and the document are asked.

What comes from here is believed less than what the sentence words.
"""

from collections.abc import Collection

from spacy.tokens import Token

from .page import Paragraph
from .resolve import Resolver
from .sides import keys_of, sides_among
from .statement import ACTOR_TYPES
from .syntax import clause_bounds, objects, prepositional, subjects
from .triggers import Trigger
from .wordlists import words

_NAMED_SIDES = ACTOR_TYPES - {"Place"}
_INNER = frozenset({"dobj", "xcomp", "ccomp", "prep"})


def nearest(
    resolver: Resolver, paragraph: Paragraph, token: Token, *, before: bool, without: Collection[str]
) -> list[str]:
    """Return who stands nearest in the clause, on the side of the trigger where the missing one is expected."""
    left, right = clause_bounds(token)
    own = own_side(resolver, without)
    mentions = [
        mention
        for mention in paragraph.mentions()
        if left <= mention.start < right
        and mention.key not in own
        and resolver.page.type_of(mention.key) in _NAMED_SIDES
    ]
    if before:
        return [mention.key for mention in mentions if mention.end <= token.i][-1:]
    return [mention.key for mention in mentions if mention.start > token.i][:1]


def subject_of_sentence(resolver: Resolver, paragraph: Paragraph, token: Token, without: Collection[str]) -> list[str]:
    """Return whom the subject of the whole sentence means, where it stands before the trigger or that opens it."""
    opening = all(t.pos_ == "PROPN" or t.is_punct for t in paragraph.tokens[token.sent.start : token.i])
    nouns = [noun for noun in subjects(token.sent.root) if noun.i < token.i or opening]
    return [key for key in sides_among(resolver, keys_of(resolver, paragraph, nouns)) if key not in without]


def beside(resolver: Resolver, paragraph: Paragraph, token: Token, actors: list[str]) -> list[str]:
    """Return who else is named in the sentence, behind the act first, but nobody of the actors' own side."""
    if any(
        t.pos_ == "PRON" and t.lower_ in {"him", "her", "it", "them", "us", "you"}
        for t in token.children
        if t.i > token.i
    ):
        return []
    own = own_side(resolver, actors) | {t.holder for t in resolver.tenures if t.of in actors}
    mentions = [
        m
        for m in paragraph.mentions()
        if token.sent.start <= m.start < token.sent.end
        and m.key not in own
        and resolver.page.type_of(m.key) in _NAMED_SIDES
    ]
    after = [m.key for m in mentions if m.start > token.i]
    before = [m.key for m in mentions if m.start < token.i]
    return after[:1] or before[-1:]


def inner_side(resolver: Resolver, paragraph: Paragraph, token: Token, actors: list[str]) -> list[str]:
    """Return the first body, state or person that the object, or the clause asked for, holds."""
    homes = own_side(resolver, actors)
    for child in token.children:
        if child.dep_ == "nsubjpass" or (child.dep_ in _INNER and child.i > token.i):
            for mention in (paragraph.at[inner.i] for inner in child.subtree if inner.i in paragraph.at):
                own = mention.key in actors or (mention.key in homes and mention.kind != "adjective")
                if not own and resolver.page.type_of(mention.key) in _NAMED_SIDES:
                    return [mention.key]
    return []


def own_side(resolver: Resolver, actors: Collection[str]) -> set[str]:
    """Return those who act, and the states that they serve or that they sit in."""
    held = {t.of for t in resolver.tenures if t.holder in actors and t.of}
    places = {place for key in actors for place in (resolver.page.located_in(key), _home(resolver, key)) if place}
    return {*actors, *resolver.homes(actors), *held, *places}


def guests_and_host(resolver: Resolver, paragraph: Paragraph, token: Token) -> tuple[list[str], list[str]]:
    """Return the host, named in the sentence before, and the guests of "it was attended by A, B and C"."""
    behind = [m.key for m in paragraph.mentions() if token.i < m.start < token.sent.end]
    people = [key for key in behind if resolver.page.type_of(key) == "Person"]
    bodies = [key for key in behind if resolver.page.type_of(key) in {"State", "Organization"}]
    guests = people if len(people) > 1 else bodies
    host = resolver.people[-1][:1] if resolver.people and people else []
    return [key for key in host if key not in guests], list(dict.fromkeys(guests))


def bearers_of(resolver: Resolver, paragraph: Paragraph, token: Token) -> list[str]:
    """Return who bears a measure, where its verb says so: "carmakers face a duty", "goods are subject to a levy"."""
    head = token.head if token.dep_ == "dobj" else token.head.head if token.dep_ == "pobj" else None
    if head is None or head.lemma_.lower() not in words("events", "borne", "verbs"):
        return []
    verb = head if head.pos_ == "VERB" else head.head
    return sides_among(resolver, keys_of(resolver, paragraph, subjects(verb)))


def imposers_of(resolver: Resolver, paragraph: Paragraph, token: Token, bearers: list[str]) -> list[str]:
    """Return who imposes what others bear: whose it is, who is named "by" or "in", else the state left over."""
    owners = [key for child in token.lefts if child.dep_ == "poss" for key in resolver.keys(paragraph, child)]
    named = owners + [
        key
        for slot in ("by", "in", "from")
        for noun in prepositional(token, slot) + prepositional(token.head, slot)
        for key in resolver.keys(paragraph, noun)
    ]
    mentions = [m.key for m in paragraph.mentions() if token.sent.start <= m.start < token.sent.end]
    states = [key for key in [*named, *mentions] if resolver.page.type_of(key) == "State" and key not in bearers]
    return states[:1]


def spoken_of(resolver: Resolver, visitors: Collection[str]) -> list[str]:
    """Return the state spoken of last that is no visitor's own, to which a journey without a destination leads."""
    own = own_side(resolver, visitors)
    return [key for keys in reversed(resolver.states()[-2:]) for key in keys if key not in own][:1]


def host_of(resolver: Resolver, visitors: list[str]) -> list[str]:
    """Return the state that a visit without a destination goes to: the other of the two that the document is about."""
    homes = {t.of for key in visitors for t in resolver.tenures if t.holder == key} | set(visitors)
    pair = resolver.dyad()
    return [state for state in pair if state not in homes][:1] if pair and homes & set(pair) else []


def home_of_people(resolver: Resolver, paragraph: Paragraph, token: Token, actors: list[str]) -> list[str]:
    """Return the state whose people are acted upon without nationality: where it happens, else the actors' own."""
    page = resolver.page
    for noun in prepositional(token, "in"):
        for key in resolver.keys(paragraph, noun):
            state = key if page.type_of(key) == "State" else page.located_in(key)
            if state and state.startswith("state/"):
                return [page.imply(state, "State")]
    for key in actors:
        state = key if page.type_of(key) == "State" else _home(resolver, key)
        if state:
            return [page.imply(state, "State")]
    return []


def _home(resolver: Resolver, key: str) -> str | None:
    """Return the state of a person's office, or where a body that the ontology knows is based."""
    known = resolver.gazetteer.actors.get(key)
    based = known.based_in if known and known.based_in and known.based_in.startswith("state/") else None
    return next(iter(resolver.homes([key])), based)


def is_upon_people(trigger: Trigger) -> bool:
    """Tell whether an act is upon people, as violence is, or a protest, which has a state before it."""
    token = trigger.token
    if trigger.frame.type == "Protest" or (trigger.frame.type == "Assault" and trigger.is_verb):
        return True
    nouns = objects(token) if trigger.is_verb else prepositional(token, "of") + prepositional(token, "on")
    people = words("roles", "national") | words("acts", "people")
    return any(noun.lemma_.lower() in people for noun in nouns)
