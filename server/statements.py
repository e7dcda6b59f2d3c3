"""Statements as they are shown: one card each, with a line in words and the sentences behind it.

A card is made from the rows of any `page_statements_*` query: every property of the statements and of their evidence.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from itertools import chain

from rdflib import URIRef
from rdflib.namespace import PROV, RDF
from rdflib.term import Identifier

from graph.report.wording import (
    Line,
    amount_words,
    change_words,
    date_words,
    event_line,
    observation_line,
    period_words,
    relation_line,
    tenure_line,
)
from graph.statement import EVENT_TYPES, SYMMETRIC_RELATIONS
from ontology.terms import OA, RZ

from .addresses import page_of, tail_of
from .catalogue import Entry, Facts, Name, gather, one
from .editions import Edition
from .quotations import Quotation, around

FAMILIES = ("event", "tenure", "relation", "observation")
LINKS = (
    RZ.actor, RZ.recipient, RZ.object, RZ.holder, RZ.officeOf, RZ.reporter, RZ.partner, RDF.subject, RDF.object,
)  # fmt: skip
_FAMILY_IRIS: Mapping[Identifier, str] = {RZ[name.capitalize()]: name for name in FAMILIES}
_EVENT_IRIS: Mapping[Identifier, str] = {RZ[name]: name for name in EVENT_TYPES}


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A statement with all that a reader needs to judge it. `seal` is fact, claim, planned or denied."""

    key: str
    iri: URIRef
    family: str
    kind: str
    line: Line[Name]
    seal: str
    said_by: Name | None
    confidence: Decimal
    document: Entry
    quotations: tuple[Quotation, ...]
    date: str | None = None
    date_words: str | None = None
    intensity: Decimal | None = None
    place: Name | None = None
    sectors: tuple[Name, ...] = ()
    topic: str | None = None
    occasion: str | None = None
    rule: str | None = None
    roles: Mapping[str, tuple[Name, ...]]
    facts: Mapping[str, str]

    @property
    def url(self) -> str | None:
        """The path of its own page."""
        return page_of(self.iri)

    def names(self) -> tuple[Name, ...]:
        """The names it ties, each once."""
        return tuple(dict.fromkeys(chain.from_iterable(self.roles.values())))

    def in_role(self, *roles: str) -> tuple[Name, ...]:
        """Return the names in any of the roles."""
        return tuple(dict.fromkeys(name for role in roles for name in self.roles.get(role, ())))


def read_cards(edition: Edition, query: str, **bindings: Identifier) -> list[Card]:
    """Return the statements that a named query selects, newest first, what has no date then, plans last."""
    return cards(edition, edition.rows(query, **bindings))


def cards(edition: Edition, rows: Iterable[Mapping[str, Identifier]]) -> list[Card]:
    """Return a card for each statement in the rows, in reading order."""
    nodes = gather((row["node"], row["property"], row["value"]) for row in rows)
    made = [_card(edition, URIRef(node), facts, nodes) for node, facts in nodes.items() if RZ.evidence in facts]
    return in_order(made)


def cards_of(edition: Edition, statements: Iterable[Identifier]) -> list[Card]:
    """Return the cards of statements by their IRIs, in reading order."""
    return cards(edition, (row for iri in statements for row in _told(edition, iri)))


def _told(edition: Edition, statement: Identifier) -> Iterator[dict[str, Identifier]]:
    for prop, value in edition.generation.facts(statement):
        yield {"node": statement, "property": prop, "value": value}
        if prop == RZ.evidence:
            told = edition.generation.facts(value)
            yield from ({"node": value, "property": each, "value": found} for each, found in told)


def unmirrored(made: Iterable[Card]) -> list[Card]:
    """Return cards with those relations once that stand both ways, such as partnership."""
    return [card for card in made if not _mirrors(card)]


def in_order(made: Iterable[Card]) -> list[Card]:
    """Return cards newest first, those without a date next, plans last; otherwise as the documents run."""
    by_place = sorted(made, key=lambda card: (card.document.identifier, _start(card), card.key))
    by_date = sorted(by_place, key=lambda card: card.date or "", reverse=True)
    return sorted(by_date, key=lambda card: card.seal == "planned")


def in_text_order(made: Iterable[Card]) -> list[Card]:
    """Return cards of one document as their sentences follow each other."""
    return sorted(made, key=lambda card: (_start(card), FAMILIES.index(card.family), card.kind, card.key))


def sentences(made: Sequence[Card]) -> int:
    """Return how many different stretches of text stand behind the cards."""
    return len({quotation.key for card in made for quotation in card.quotations})


def _mirrors(card: Card) -> bool:
    ends = [*card.in_role("subject"), *card.in_role("object")]
    return card.kind in SYMMETRIC_RELATIONS and len(ends) == 2 and ends[0].iri > ends[1].iri


def _start(card: Card) -> int:
    return card.quotations[0].start if card.quotations else 0


def _card(edition: Edition, iri: URIRef, facts: Facts, nodes: Mapping[Identifier, Facts]) -> Card:
    catalogue = edition.catalogue
    family = next((_FAMILY_IRIS[value] for value in facts.get(RDF.type, ()) if value in _FAMILY_IRIS), "event")
    roles = {tail_of(str(link)): tuple(catalogue.name(iri) for iri in facts[link]) for link in LINKS if link in facts}
    if RDF.object in facts:
        roles["object"] = tuple(catalogue.name(target) for target in facts[RDF.object])
    plain = {tail_of(str(prop)): str(values[0]) for prop, values in facts.items()}
    said, place = one(facts, RZ.saidBy), one(facts, RZ.place)
    document = catalogue.document(URIRef(one(facts, PROV.wasDerivedFrom) or ""))
    return Card(
        key=tail_of(iri),
        iri=iri,
        family=family,
        kind=_kind(family, facts),
        line=_line(family, _kind(family, facts), roles, plain),
        seal=_seal(plain.get("modality", "fact"), said),
        said_by=catalogue.name(URIRef(said)) if said else None,
        confidence=decimal(plain.get("confidence")) or Decimal(0),
        document=document,
        quotations=_quotations(edition, document, facts, nodes),
        date=plain.get("date"),
        date_words=_when(family, plain),
        intensity=decimal(plain.get("intensity")),
        place=catalogue.name(URIRef(place)) if place else None,
        sectors=tuple(catalogue.name(sector) for sector in facts.get(RZ.sector, ())),
        topic=plain.get("topic"),
        occasion=_occasion(edition, facts),
        rule=plain.get("rule"),
        roles=roles,
        facts=plain,
    )


def _kind(family: str, facts: Facts) -> str:
    if family == "event":
        return next((_EVENT_IRIS[value] for value in facts.get(RDF.type, ()) if value in _EVENT_IRIS), "Event")
    if family == "relation":
        return tail_of(one(facts, RDF.predicate) or "relation")
    return "Office" if family == "tenure" else (one(facts, RZ.kind) or "figure").capitalize()


def _line(family: str, kind: str, roles: Mapping[str, tuple[Name, ...]], plain: Mapping[str, str]) -> Line[Name]:
    def first(role: str) -> Name | None:
        return next(iter(roles.get(role, ())), None)

    if family == "event":
        return event_line(kind, roles.get("actor", ()), roles.get("recipient", ()), first("object"))
    subject, target = first("subject"), first("object")
    if family == "relation" and subject and target:
        return relation_line(subject, kind, target, plain.get("status"), plain.get("role"))
    holder, reporter = first("holder"), first("reporter")
    if family == "tenure" and holder:
        former = plain.get("former") == "true"
        return tenure_line(holder, plain.get("officeTitle", ""), first("officeOf"), former=former)
    if family == "observation" and reporter:
        measured = plain.get("kind", "other"), plain.get("flow")
        return observation_line(*measured, reporter, first("partner"), amount(plain))
    return (plain.get("topic") or kind,)


def amount(plain: Mapping[str, str]) -> str | None:
    """Return a figure's value and change, as far as they are stated."""
    value = amount_words(decimal(plain.get("value")), plain.get("currency"), plain.get("unit"), plain.get("bound"))
    change = change_words(decimal(plain.get("change")))
    return ", ".join(part for part in (value, f"{change} on the year before" if change else None) if part) or None


def decimal(text: str | None) -> Decimal | None:
    """Return a literal as a number, or None where there is none."""
    try:
        return Decimal(text) if text else None
    except InvalidOperation:
        return None


def _when(family: str, plain: Mapping[str, str]) -> str | None:
    if family == "observation":
        return period_words(plain.get("periodStart"), plain.get("periodEnd")) or date_words(plain.get("date"))
    if family == "tenure" and (plain.get("start") or plain.get("end")):
        ends = (("from ", plain.get("start")), ("to ", plain.get("end")))
        return " ".join(word + (date_words(date) or "") for word, date in ends if date)
    return date_words(plain.get("date")) or plain.get("dateText")


def _seal(modality: str, said_by: str | None) -> str:
    return modality if modality != "fact" else "claim" if said_by else "fact"


def _occasion(edition: Edition, facts: Facts) -> str | None:
    occasion = one(facts, RZ.occasion)
    if occasion and occasion.startswith("http"):
        return edition.catalogue.name(URIRef(occasion)).label
    return occasion or one(facts, RZ.occasionText)


def _quotations(
    edition: Edition, document: Entry, facts: Facts, nodes: Mapping[Identifier, Facts]
) -> tuple[Quotation, ...]:
    text = edition.text(document)
    found = []
    for node in facts.get(RZ.evidence, ()):
        told = nodes.get(node, {})
        start, end = int(one(told, OA.start) or 0), int(one(told, OA.end) or 0)
        exact = one(told, OA.exact) or ""
        before, after = around(text, start, end) if text[start:end] == exact and exact else ("", "")
        found.append(Quotation(key=tail_of(str(node)), exact=exact, start=start, end=end, before=before, after=after))
    return tuple(sorted(found, key=lambda quotation: (quotation.start, quotation.end)))
