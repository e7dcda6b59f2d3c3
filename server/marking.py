"""A document as its page shows it: the text marked, its statements beside it, and what else tells the same.

An address may narrow the statements, and with them the marks: `family=event`, `how=claim`, `kind=Consult`,
`of=state/it`.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import TYPE_CHECKING, Self
from urllib.parse import urlencode

from flask import abort

from graph.analysis.dates import compatible
from graph.analysis.ties import Tie

from .addresses import tail_of
from .background import ready
from .catalogue import Entry, Name
from .editions import Edition
from .network import Network, the_network
from .presentation import family_label, kind_label
from .quotations import Piece, paragraphs
from .statements import FAMILIES, Card, in_text_order, read_cards, sentences, unmirrored

if TYPE_CHECKING:
    from werkzeug.datastructures import MultiDict

HOW = ("fact", "claim", "planned", "denied")
COMPARED = ("event", "relation")
MOST = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What narrows the statements of a document."""

    family: str | None = None
    how: str | None = None
    kind: str | None = None
    of: str | None = None

    @classmethod
    def read(cls, args: "MultiDict[str, str]") -> Self:
        """Return what an address asks for."""
        asked = cls(**{name: args.get(name) or None for name in cls.__slots__})
        for name, value, wanted in (("family", asked.family, FAMILIES), ("how", asked.how, HOW)):
            if value is not None and value not in wanted:
                abort(400, f"{name}={value}: wanted one of {', '.join(wanted)}.")
        return asked

    def takes(self, card: Card) -> bool:
        """Tell whether a statement is asked for."""
        return all(
            wanted is None or wanted in found
            for wanted, found in (
                (self.family, (card.family,)), (self.how, (card.seal,)), (self.kind, (card.kind,)),
                (self.of, [name.key for name in card.names()]),
            )
        )  # fmt: skip

    def url(self, document: Entry, **changes: str | None) -> str:
        """Return the address that asks for the same but for some changes."""
        asked = replace(self, **changes)
        told = [(name, value) for name in self.__slots__ if (value := getattr(asked, name))]
        return document.url + (f"?{urlencode(told, safe='/')}" if told else "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """One way to narrow: its words, how many statements it leaves, whether it is taken; `url` takes it or leaves it."""

    label: str
    count: int
    taken: bool
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Echo:
    """Another document that tells some of the same, and where the sentences of both are read."""

    document: Entry
    statements: int
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """All that the page shows. `echoes` is None while the network is being read."""

    document: Entry
    cards: list[Card]
    total: int
    sentences: int
    paragraphs: list[tuple[Piece, ...]]
    ways: tuple[tuple[str, tuple[Way, ...]], ...]
    whole: str | None
    names: tuple[tuple[Name, int, str], ...]
    silent: tuple[Name, ...]
    echoes: tuple[Echo, ...] | None


def marked(edition: Edition, document: Entry, choice: Choice) -> Marked:
    """Return a document with those of its statements that are asked for."""
    held = in_text_order(unmirrored(read_cards(edition, "page_statements_of_document", document=document.iri)))
    cards = [card for card in held if choice.takes(card)]
    spans = {quoted.key: (quoted.start, quoted.end) for card in cards for quoted in card.quotations}
    named = Counter(name for card in held for name in card.names() if name.type != "sector")
    network = ready("network", the_network)
    return Marked(
        document=document,
        cards=cards,
        total=len(held),
        sentences=sentences(cards),
        paragraphs=paragraphs(edition.text(document), spans),
        ways=_ways(held, document, choice),
        whole=document.url if choice != Choice() else None,
        names=tuple((name, count, choice.url(document, of=name.key)) for name, count in _ordered(named)),
        silent=_silent(edition, document, named),
        echoes=None if network is None else tuple(_echoes(edition, network, held, document)),
    )


def _ways(held: Sequence[Card], document: Entry, choice: Choice) -> tuple[tuple[str, tuple[Way, ...]], ...]:
    """Return what the statements can be narrowed by, each with what it would leave of the rest."""

    def of(
        name: str, values: Iterable[str], told: Callable[[Card], str], words: Callable[[str], str]
    ) -> tuple[Way, ...]:
        rest = replace(choice, **{name: None})
        counts, taken = Counter(told(card) for card in held if rest.takes(card)), getattr(choice, name)
        return tuple(
            Way(label=words(value), count=counts[value], taken=value == taken,
                url=choice.url(document, **{name: None if value == taken else value}))
            for value in values if counts[value] or value == taken
        )  # fmt: skip

    kinds = sorted({card.kind for card in held if choice.family in (None, card.family)})
    return (
        ("Family", of("family", FAMILIES, lambda card: card.family, family_label)),
        ("How it is said", of("how", HOW, lambda card: card.seal, str.capitalize)),
        ("Kind", of("kind", kinds, lambda card: card.kind, kind_label)),
    )


def _ordered(named: Mapping[Name, int]) -> list[tuple[Name, int]]:
    return sorted(named.items(), key=lambda each: (-each[1], each[0].label, each[0].iri))


def _silent(edition: Edition, document: Entry, named: Mapping[Name, int]) -> tuple[Name, ...]:
    """Return the names that the document mentions without saying anything of them that is kept."""
    rows = edition.rows("api_mentions_of_document", document=document.iri)
    found = {edition.catalogue.name(row["entity"]) for row in rows}
    return tuple(sorted(found - named.keys(), key=lambda name: (name.label, name.iri)))


def _echoes(edition: Edition, network: Network, held: Iterable[Card], document: Entry) -> Iterable[Echo]:
    """Yield the other documents that tell an event dated alike, or a lasting relation, between the same names."""
    same: dict[str, set[str]] = defaultdict(set)
    own: dict[str, set[str]] = defaultdict(set)
    for card in held:
        for tie in _told_elsewhere(network, card):
            if tie.document != document.identifier:
                same[tie.document].add(tail_of(tie.statement))
                own[tie.document].add(card.key)
    known = {entry.identifier: entry for entry in edition.catalogue.newest if entry.identifier in same}
    for identifier in sorted(known, key=lambda each: (-len(own[each]), each)):
        keys = sorted(same[identifier] | own[identifier])
        url = "/sentences?" + urlencode([("s", key) for key in keys])
        yield Echo(document=known[identifier], statements=len(own[identifier]), url=url)


def _told_elsewhere(network: Network, card: Card) -> list[Tie]:
    """Return a tie of each other statement that joins all that a statement joins, and in the same way."""
    joined = [network.between(one.key, other.key) for one, other in combinations(card.names(), 2)]
    ours = [(tie, ties) for ties in joined for tie in ties if tie.statement == str(card.iri)]
    found = [{other.statement: other for other in ties if _same(other, tie)} for tie, ties in ours]
    return [tie for iri, tie in found[0].items() if all(iri in each for each in found[1:])] if found else []


def _same(one: Tie, other: Tie) -> bool:
    def told(tie: Tie) -> tuple[str | None, ...]:
        return tie.a, tie.b, tie.kind, tie.type, tie.world, tie.said_by

    if one.kind not in COMPARED or told(one) != told(other):
        return False
    return one.kind == "relation" or bool(one.date and other.date and compatible(one.date, other.date))
