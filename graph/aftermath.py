"""The lasting facts that events leave behind: who is party to what was signed, who left, who adopted a measure.

An agreement whose parties no statement names is bound to the two states that its document is about, and marked so.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal

from spacy.tokens import Token

from .binding import institution_of, relate
from .page import Mention, Page, Paragraph
from .resolve import Resolver
from .statement import Event, Relation, Statement
from .wordlists import table, words

_MOST_CONFIDENT = Decimal("0.75")
_FROM_PAIR = "parties-from-document-pair"


def relations_of_events(page: Page, resolver: Resolver, event: Event, token: Token) -> Iterator[Relation]:
    """Yield the lasting facts that an event, told by a token, leaves behind."""
    thing = event.object or event.occasion
    if thing is None:
        return
    base = Relation(
        predicate="partyTo",
        subject=thing,
        object=thing,
        evidence=event.evidence,
        confidence=min(event.confidence, _MOST_CONFIDENT),
        modality=event.modality,
        said_by=event.said_by,
    )
    kind = page.type_of(thing)
    keys, ratifies = (event.actors, event.recipients), token.lemma_.lower() in {"ratify", "approve"}
    homes = {key: resolver.homes_of_body(key) for key in keys[0]} if ratifies else {}
    actors = _bound_by(page, resolver, (homes.get(key) or key for key in keys[0]))
    sides = _bound_by(page, resolver, (homes.get(key) or key for key in (*keys[0], *keys[1])))
    if kind == "Agreement":
        yield from _parties(base, event, token, actors, sides)
    elif kind == "Initiative":
        yield from _participants(base, event, token, actors, sides)
    elif kind == "Measure" and event.kind in {"Sanction", "Coerce", "Concede"}:
        yield from (replace(base, predicate="adopts", subject=side) for side in actors)
        yield from (replace(base, predicate="targets", object=key) for key in event.recipients)


def _bound_by(page: Page, resolver: Resolver, keys: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(body for key in keys for body in institution_of(page, resolver, key)))


def _parties(base: Relation, event: Event, token: Token, actors: list[str], sides: list[str]) -> Iterator[Relation]:
    """Yield who is party to an agreement that was signed or left."""
    if event.kind == "Retreat":
        yield from (replace(base, subject=side, status="withdrawn") for side in actors)
    elif event.kind == "Agree":
        status = table("relations", "status").get(token.lemma_.lower(), "signed")
        yield from (replace(base, subject=side, status=status) for side in sides)


def _participants(
    base: Relation, event: Event, token: Token, actors: list[str], sides: list[str]
) -> Iterator[Relation]:
    """Yield who takes part in an initiative, leads it or left it."""
    base = replace(base, predicate="takesPartIn")
    if event.kind == "Retreat":
        yield from (replace(base, subject=side, status="withdrawn") for side in actors)
    elif event.kind == "Cooperate":
        yield from (replace(base, subject=side, role="member") for side in sides)
    elif event.kind == "Consult":
        lemma = token.lemma_.lower()
        lemma = lemma.removesuffix("e") if lemma.startswith("co-") else lemma
        role = table("relations", "role").get(lemma)
        shared = lemma in words("relations", "shared_role")
        for side in (sides if shared else actors) if role else ():
            yield replace(base, subject=side, role=role)


def bound(page: Page, resolver: Resolver, told: Iterable[Statement]) -> Iterator[Relation]:
    """Yield the parties of named agreements that no statement has bound yet: the pair the document is about.

    A partnership with a name makes its parties partners too.
    """
    pair = resolver.dyad()
    parties = {s.object for s in told if isinstance(s, Relation) and s.predicate == "partyTo"}
    for paragraph in page.texts() if pair else ():
        for mention in paragraph.mentions():
            entity = page.entities[mention.key]
            if entity.type != "Agreement" or mention.kind != "name" or entity.reference:
                continue
            if pair and mention.key not in parties:
                parties.add(mention.key)
                yield from _bound_to(pair, paragraph, mention, entity.name)


def _bound_to(pair: tuple[str, str], paragraph: Paragraph, mention: Mention, name: str) -> Iterator[Relation]:
    start, end, key = mention.start, mention.end, mention.key
    for side in pair:
        yield relate(paragraph, "partyTo", side, key, start, end, status="in_force", confidence="0.50", rule=_FROM_PAIR)
    if "partnership" in name.lower():
        first, last = min(pair), max(pair)
        yield relate(paragraph, "partnerOf", first, last, start, end, confidence="0.50", rule=_FROM_PAIR)
