"""The profile of one name: what is counted of all that is said of it, and of that the newest, each with its sentences.

Counts come from the columns of the edition (`tallies`) and from its network; statements are read only as far as they
are shown. Cards that say the same, whatever their document, make one row.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from rdflib import URIRef

from graph.analysis.ties import Tie
from graph.report.wording import date_words
from graph.statement import ACTOR_TYPES

from .accounting import read_told
from .api.index import Posting
from .api.known import the_pacts
from .careers import Career, careers, drawn
from .catalogue import Entry, Name
from .editions import Edition
from .entities import Row, rows
from .network import Network, balance, the_network
from .panels import figures
from .selection import dyad_page
from .statements import Card
from .tallies import COUNTED, Numbers, read_numbers, the_tallies
from .timeline import timeline

ACTORS = frozenset(name.lower() for name in ACTOR_TYPES)
MEASURES = ("adopts", "proposedBy", "signedBy", "targets", "favours", "takesPartIn")
SHOWN, READ = 12, 30
MOST_READ = 60
MOST_PARTNERS = 400
WORLDS = ("fact", "attributed")


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Rows of one kind: those shown, how many statements there are, and where all of them are read."""

    rows: tuple[Row, ...]
    total: int
    url: str

    @property
    def left(self) -> int:
        """How many statements stand behind none of the rows."""
        return self.total - sum(len(row.cards) for row in self.rows)


@dataclass(frozen=True, slots=True, kw_only=True)
class Partner:
    """Another name that events tie to this one; `newest` is the last of these that carries a date."""

    name: Name
    events: int
    sentences: int
    sources: int
    balance: float | None
    newest: Tie | None
    url: str
    page: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Bond:
    """An agreement with the steps of this name, who else is a party, and the sentences."""

    name: Name
    steps: tuple[tuple[str, str | None, str], ...]
    parties: tuple[Name, ...]
    row: Row


def profile(edition: Edition, name: Name, *, every_partner: bool = False) -> dict[str, Any]:
    """Return what the page of a name shows."""
    tallies = the_tallies(edition)
    own = tallies.of(name.iri)
    of = _Of(edition, name)
    acts, tenures = of.family("event"), of.family("tenure")
    others, network = ranked(edition, name), the_network(edition)
    shown = others[: MOST_PARTNERS if every_partner else SHOWN]
    offices = careers(read_numbers(edition, tenures[:MOST_READ].tolist()), name)
    documents = documents_of(edition, name, own)
    return {
        "name": name,
        "limit": SHOWN,
        "titles": titles(name, offices),
        "statements": len(own),
        "seals": tallies.by_seal(own),
        "dates": _dates(entry for entry, _ in documents),
        "offices": offices,
        "office_bars_drawn": drawn(offices),
        "office_left": max(len(tenures) - MOST_READ, 0),
        "partners": [found for other in shown if (found := partner(network, name, other))],
        "partner_count": len(others),
        "events": of.part(acts, {"family": "event"}),
        "timeline": timeline(edition, acts),
        "bonds": bonds(edition, name, of.relations("partyTo")),
        "bond_count": len(_agreements_of(edition, name)),
        "measures": of.part(of.relations(*MEASURES), {"family": "relation"}),
        "ties": of.part(of.relations(*MEASURES, "partyTo", others=True), {"family": "relation"}),
        "figures": figures(edition, read_told(edition, of.family("observation")[:MOST_READ].tolist())),
        "figure_count": len(of.family("observation")),
        "says": of.part(tallies.find([("saidBy", str(name.iri))]), {"said": name.key}),
        "documents": documents[:SHOWN],
        "document_count": len(documents),
    }


@dataclass(frozen=True, slots=True)
class _Of:
    """Statements of a name, by number."""

    edition: Edition
    name: Name

    def family(self, family: str) -> Numbers:
        return self._of([("type", family.capitalize())])

    def relations(self, *predicates: str, others: bool = False) -> Numbers:
        """Return those of some predicates, or of all others."""
        index = the_tallies(self.edition).index
        named = {value for field, value in index.postings if field == "predicate"}
        wanted = sorted(named.difference(predicates) if others else named.intersection(predicates))
        return self._of([("predicate", value) for value in wanted])

    def part(self, numbers: Numbers, asked: dict[str, str]) -> Part:
        """Return the first rows of some statements; `asked` is what an address asks for to read all."""
        made = rows(read_numbers(self.edition, numbers[:READ].tolist()))
        address = asked if "said" in asked else {"of": self.name.key, **asked}
        return Part(rows=made[:SHOWN], total=len(numbers), url="/sentences?" + urlencode(address, safe="/"))

    def _of(self, group: Sequence[Posting]) -> Numbers:
        return the_tallies(self.edition).of(self.name.iri, group)


def ranked(edition: Edition, name: Name) -> list[Name]:
    """Return the actors whom events tie to a name, most events first; facts and claims count."""
    network = the_network(edition)
    others = (key for key in network.neighbours.get(name.key, ()) if network.names[key].type in ACTORS)
    counts = {network.names[key]: events(network, name.key, key) for key in others}
    told = [other for other, count in counts.items() if count]
    return sorted(told, key=lambda other: (-counts[other], other.label, other.iri))


def events(network: Network, one: str, other: str) -> int:
    """Return how many events tie two names, by key."""
    return len({tie.statement for tie in network.between(one, other) if tie.kind == "event" and tie.world in WORLDS})


def partner(network: Network, name: Name, other: Name) -> Partner | None:
    """Return what events tie two names, told from the first; None where none does."""
    told = [tie for tie in network.between(name.key, other.key) if tie.kind == "event"]
    ties = [tie for tie in told if tie.world in WORLDS]
    if not ties:
        return None
    return Partner(
        name=other,
        events=len({tie.statement for tie in ties}),
        sentences=network.sentences(told),  # those that `url` opens, plans and denials too
        sources=len({tie.document for tie in ties}),
        balance=balance(ties),
        newest=max((tie for tie in ties if tie.date), key=lambda tie: (tie.date or "", tie.statement), default=None),
        url="/sentences?" + urlencode([("of", name.key), ("with", other.key), ("family", "event")], safe="/"),
        page=dyad_page(name, other),
    )


def bonds(edition: Edition, name: Name, numbers: Numbers) -> tuple[Bond, ...]:
    """Return the agreements that statements call a name a party of, those of most parties first."""
    known = {pact.name: pact for pact in the_pacts(edition)}
    found: dict[Name, list[Card]] = {}
    for card in read_numbers(edition, numbers[:MOST_READ].tolist()):
        for target in card.in_role("object"):
            if target in known:
                found.setdefault(target, []).append(card)
    made = (
        Bond(
            name=target,
            steps=steps(cards),
            parties=tuple(edition.catalogue.name(URIRef(iri)) for iri in known[target].parties if iri != str(name.iri)),
            row=Row(tuple(cards)),
        )
        for target, cards in found.items()
    )
    return tuple(sorted(made, key=lambda each: (-each.row.sentences, each.name.label, each.name.iri)))


def steps(cards: Iterable[Card]) -> tuple[tuple[str, str | None, str], ...]:
    """Return the steps that cards tell of a party, each with its date and how it is said, in the order of time."""
    told = {((card.facts.get("status") or "party").replace("_", " "), card.date or "", card.date_words, card.seal)
            for card in cards}  # fmt: skip
    ordered = sorted(told, key=lambda step: (not step[1], step[1], step[0], step[3]))
    return tuple((status, when, seal) for status, _, when, seal in ordered)


def titles(name: Name, offices: Iterable[Career]) -> tuple[str, ...]:
    """Return the offices a person holds by most sentences, as its line of description."""
    held = (each for each in offices if name in each.row.first.in_role("holder"))
    return tuple(each.label for each in held if not each.over and each.row.first.seal in COUNTED)[:2]


def _agreements_of(edition: Edition, name: Name) -> list[Name]:
    return [pact.name for pact in the_pacts(edition) if str(name.iri) in pact.parties or pact.name == name]


def documents_of(edition: Edition, name: Name, own: Numbers) -> list[tuple[Entry, int]]:
    """Return the documents that name it, the newest first, each with how many of its statements it makes."""
    made = the_tallies(edition).by_document(own)
    naming = {URIRef(iri) for _, iri in edition.table("page_documents_of_entity", entity=name.iri)}
    naming |= made.keys()
    newest: list[Entry] = edition.keep("newest_documents", lambda: _newest(edition))
    return [(entry, made.get(entry.iri, 0)) for entry in newest if entry.iri in naming]


def _newest(edition: Edition) -> list[Entry]:
    by_title = sorted(edition.catalogue.documents.values(), key=lambda entry: entry.title)
    return sorted(by_title, key=lambda entry: entry.issued or "", reverse=True)


def _dates(documents: Iterable[Entry]) -> tuple[str | None, str | None]:
    dates = sorted(entry.issued for entry in documents if entry.issued)
    return (date_words(dates[0][:7]), date_words(dates[-1][:7])) if dates else (None, None)
