"""The dossier of one name: what the documents say of it, by family, each row with the sentences behind it.

Cards that say the same, whatever their document, make one row: its sentences and sources are counted together.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from rdflib import URIRef

from graph.report.wording import Line, Piece, date_words
from graph.statement import ACTOR_TYPES

from .catalogue import Entry, Name
from .editions import Edition
from .network import Network, balance, statements, the_network
from .statements import Card, read_cards, sentences, unmirrored

COUNTED = ("fact", "attributed")
ACTORS = frozenset(name.lower() for name in ACTOR_TYPES)
SEALS = ("fact", "claim", "planned", "denied")


@dataclass(frozen=True, slots=True)
class Row:
    """Cards that say the same."""

    cards: tuple[Card, ...]

    @property
    def first(self) -> Card:
        """The card that stands for them."""
        return self.cards[0]

    @property
    def sentences(self) -> int:
        """How many sentences say it."""
        return sentences(self.cards)

    @property
    def sources(self) -> int:
        """How many documents say it."""
        return len({card.document.iri for card in self.cards})

    @property
    def url(self) -> str:
        """Where the sentences are read."""
        return "/sentences?" + urlencode([("s", card.key) for card in self.cards])


@dataclass(frozen=True, slots=True, kw_only=True)
class Partner:
    """Another name that events tie to this one."""

    name: Name
    events: int
    sentences: int
    sources: int
    balance: float | None
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """An agreement with its parties and the steps of its life that are stated."""

    name: Name
    parties: tuple[Name, ...]
    steps: tuple[tuple[str, str | None], ...]
    row: Row


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """All that is shown of one name. `documents` come with how many of its statements each makes."""

    name: Name
    offices: tuple[Row, ...]
    partners: tuple[Partner, ...]
    events: tuple[Row, ...]
    agreements: tuple[Agreement, ...]
    relations: tuple[Row, ...]
    figures: tuple[Row, ...]
    says: tuple[Row, ...]
    documents: tuple[tuple[Entry, int], ...]
    seals: tuple[tuple[str, int], ...]
    dates: tuple[str | None, str | None]
    titles: tuple[str, ...]

    @property
    def statements(self) -> int:
        """How many statements tie it to anything."""
        return sum(count for _, count in self.seals)


def dossier(edition: Edition, name: Name) -> Dossier:
    """Return what the documents say of a name."""
    found = unmirrored(read_cards(edition, "page_statements_of_entity", entity=name.iri))
    own = [card for card in found if name in card.names() or card.facts.get("office") == str(name.iri)]
    by_family = {family: [card for card in own if card.family == family] for family in {card.family for card in own}}
    relations = by_family.get("relation", [])
    pacts = [card for card in relations if _is_party(card)]
    offices = rows(by_family.get("tenure", []))
    return Dossier(
        name=name,
        offices=offices,
        partners=partners(edition, name),
        events=rows(by_family.get("event", [])),
        agreements=agreements(pacts),
        relations=rows(card for card in relations if not _is_party(card)),
        figures=rows(by_family.get("observation", [])),
        says=rows(card for card in found if card.said_by == name),
        documents=_documents(edition, name, own),
        seals=tuple((seal, count) for seal in SEALS if (count := sum(card.seal == seal for card in own))),
        dates=_dates(own),
        titles=titles(name, offices),
    )


def rows(found: Iterable[Card]) -> tuple[Row, ...]:
    """Return cards put together where they say the same, in the order of their first."""
    groups: dict[tuple[object, ...], list[Card]] = defaultdict(list)
    for card in found:
        same = (card.family, card.kind, _same(card.line), card.date, card.date_words, card.seal, card.said_by)
        groups[same].append(card)
    return tuple(Row(tuple(group)) for group in groups.values())


def partners(edition: Edition, name: Name) -> tuple[Partner, ...]:
    """Return the actors whom events tie to a name, most events first; facts and claims count."""
    network = the_network(edition)
    others = (other for other in network.neighbours.get(name.key, ()) if network.names[other].type in ACTORS)
    made = [found for other in others if (found := _partner(network, name, other))]
    return tuple(sorted(made, key=lambda partner: (-partner.events, partner.name.label, partner.name.iri)))


def agreements(pacts: Iterable[Card]) -> tuple[Agreement, ...]:
    """Return the agreements of which cards name the parties, by name."""
    groups: dict[Name, list[Card]] = defaultdict(list)
    for card in pacts:
        for target in card.in_role("object"):
            groups[target].append(card)
    made = (_agreement(target, group) for target, group in groups.items())
    return tuple(sorted(made, key=lambda each: (-len(each.parties), each.name.label, each.name.iri)))


def _partner(network: Network, name: Name, other: str) -> Partner | None:
    ties = [tie for tie in network.between(name.key, other) if tie.kind == "event" and tie.world in COUNTED]
    if not ties:
        return None
    return Partner(
        name=network.names[other],
        events=statements(ties),
        sentences=network.sentences(ties),
        sources=len({tie.document for tie in ties}),
        balance=balance(ties),
        url="/sentences?" + urlencode([("of", name.key), ("with", other), ("family", "event")], safe="/"),
    )


def _agreement(target: Name, group: Sequence[Card]) -> Agreement:
    parties = sorted({party for card in group for party in card.in_role("subject")}, key=lambda party: party.label)
    told = {(card.facts.get("status") or "", card.date_words) for card in group if card.facts.get("status")}
    steps = sorted(told, key=lambda step: (step[1] is None, step[1] or "", step[0]))
    return Agreement(
        name=target,
        parties=tuple(parties),
        steps=tuple((status.replace("_", " "), when) for status, when in steps),
        row=Row(tuple(group)),
    )


def _is_party(card: Card) -> bool:
    return card.kind == "partyTo" and any(name.type == "agreement" for name in card.in_role("object"))


def _documents(edition: Edition, name: Name, own: Sequence[Card]) -> tuple[tuple[Entry, int], ...]:
    made = Counter(card.document.iri for card in own)
    naming = {URIRef(row["document"]) for row in edition.rows("page_documents_of_entity", entity=name.iri)}
    entries = [(edition.catalogue.document(iri), made[iri]) for iri in naming | set(made)]
    by_title = sorted(entries, key=lambda entry: entry[0].title)
    return tuple(sorted(by_title, key=lambda entry: entry[0].issued or "", reverse=True))


def _dates(own: Iterable[Card]) -> tuple[str | None, str | None]:
    dates = sorted(card.document.issued for card in own if card.document.issued)
    return (date_words(dates[0][:7]), date_words(dates[-1][:7])) if dates else (None, None)


def titles(name: Name, offices: Sequence[Row]) -> tuple[str, ...]:
    """Return the offices a person holds by most sentences, as its line of description."""
    held = [row for row in offices if name in row.first.in_role("holder") and row.first.facts.get("former") != "true"]
    told: Counter[str] = Counter()
    for row in held:
        of = next(iter(row.first.in_role("officeOf")), None)
        title = row.first.facts.get("officeTitle", "")
        told[f"{title}, {of.label}" if of else title] += row.sentences
    return tuple(title for title, _ in told.most_common(2))


def _same(line: Line[Name]) -> str:
    """Return a line by which others are compared: titles differ in capitals alone."""
    return "".join(_text(piece) for piece in line).casefold()


def _text(piece: Piece[Name]) -> str:
    return piece.iri if isinstance(piece, Name) else piece if isinstance(piece, str) else piece.text
