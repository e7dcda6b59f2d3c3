"""What the front page tells: counts, the newest, who is most central, which dyads turned, and where else to go.

All of it is of a generation and kept with it. Names and dyads need the whole network, which of a large dataset is read
in the background: until then the page does without.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Any
from urllib.parse import urlencode

from flask import current_app
from rdflib import URIRef

from graph.analysis.projection import projected
from graph.analysis.reading import read_names
from graph.analysis.windows import Leaning, Turn, timeline, turns
from graph.report.wording import date_words
from graph.statement import TYPES
from ontology.terms import ID

from .addresses import tail_of
from .background import ready
from .catalogue import Name
from .editions import Edition
from .network import Network, the_network
from .selection import dyad_page
from .statements import FAMILIES, Card, read_cards
from .tallies import sentences, the_tallies

SEALS = ("fact", "claim", "planned", "denied")
TURNED = 6
SECTORS = 12
WAYS = (
    ("/explore", "Explorer", "who deals with whom, as a picture and as a table"),
    ("/documents", "Documents", "each text with its evidence marked"),
    ("/agreements", "Agreements", "who signed, left or is bound by what"),
    ("/sectors", "Sectors", "what is dealt about"),
    ("/disagreements", "Disagreements", "what sources tell in two ways"),
    ("/changes", "Changes", "what is new between two generations, and why"),
    ("/report", "Report", "ranks, groups and balance, with what they rest on"),
    ("/sparql", "Query", "questions kept ready, and your own"),
    ("/review", "Review", "what waits for a judgement, and what was judged"),
    ("/ontology", "Ontology", "what may be said, term by term"),
    ("/api/", "API", "the same as JSON"),
    ("/about", "About", "how it was read, and how well"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Central:
    """A name with what its place in the network rests on."""

    name: Name
    ties: int
    documents: int
    sentences: int
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """What a dyad leaned to in one window: the mean, the documents it rests on, and where its sentences are read."""

    window: str
    intensity: float
    documents: int
    sentences: int
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Turned:
    """A dyad that leaned one way and then the other."""

    one: Name
    other: Name
    before: Side
    after: Side
    url: str


@dataclass(frozen=True, slots=True)
class Standing:
    """What the whole network tells: its most central names, and the turns that two documents bear out on both sides.

    `thin` counts the turns that rest on a single document on one side at least.
    """

    central: tuple[Central, ...]
    turned: tuple[Turned, ...]
    firm: int
    thin: int


def overview(edition: Edition) -> dict[str, Any]:
    """Return what the front page shows; `standing` is None while a large network is being read."""
    return {**the_front(edition), "standing": ready("front_standing", _standing), "ways": ways()}


def the_front(edition: Edition) -> Mapping[str, Any]:
    """Return what the front page shows of every generation, however large."""
    return edition.keep("front", lambda: _overview(edition))


def ways() -> list[tuple[str, str, str]]:
    """Return the pages there are, each with its path, its name and what it is for."""
    there = {rule.rule for rule in current_app.url_map.iter_rules()}
    return [way for way in WAYS if way[0] in there]


def _overview(edition: Edition) -> dict[str, Any]:
    return {
        "counts": _counts(edition),
        "documents": edition.catalogue.newest[:8],
        "newest": _newest(edition),
        "sectors": _sectors(edition),
    }


def _sectors(edition: Edition) -> list[tuple[Name, int]]:
    """Return the sectors that most statements name."""
    used = [(URIRef(row["term"]), int(str(row["used"]))) for row in edition.rows("page_use_of_sectors")]
    used.sort(key=lambda each: (-each[1], each[0]))
    return [(edition.catalogue.name(iri), count) for iri, count in used[:SECTORS]]


def _counts(edition: Edition) -> dict[str, Any]:
    catalogue, families, seals = edition.catalogue, Counter[str](), Counter[str]()
    for row in edition.rows("page_counts"):
        kind, count = tail_of(str(row["type"])).lower(), int(str(row["statements"]))
        if kind == "statement":
            modality = str(row["modality"])
            claimed = modality == "fact" and str(row["attributed"]) == "true"
            seals["claim" if claimed else modality] += count
        elif kind in FAMILIES:
            families[kind] += count
    types = Counter(name.type for name in catalogue.entities)
    issued = sorted(entry.issued for entry in catalogue.documents.values() if entry.issued)
    return {
        "documents": len(catalogue.documents),
        "statements": seals.total(),
        "names": sum(types[name.lower()] for name in TYPES),
        "types": [(name.lower(), types[name.lower()]) for name in TYPES],
        "families": [(family, families[family]) for family in FAMILIES],
        "seals": [(seal, seals[seal]) for seal in SEALS],
        "first": date_words(issued[0][:7]) if issued else None,
        "last": date_words(issued[-1][:7]) if issued else None,
    }


def _standing(edition: Edition) -> Standing:
    network = the_network(edition)
    found = turns(timeline(projected(chain.from_iterable(network.ties.values()), read_names(edition.generation))))
    firm = [turn for turn in found if turn.firm]
    return Standing(
        central=tuple(_of(edition, network, key) for key in network.order[:10]),
        turned=tuple(_turned(edition, network, turn) for turn in firm[:TURNED]),
        firm=len(firm),
        thin=len(found) - len(firm),
    )


def _turned(edition: Edition, network: Network, turn: Turn) -> Turned:
    one, other = (edition.catalogue.name(ID[key]) for key in (turn.a, turn.b))
    url = dyad_page(one, other)
    return Turned(one=one, other=other, before=_side(network, turn.before), after=_side(network, turn.after), url=url)


def _side(network: Network, side: Leaning) -> Side:
    """Return one side of a turn; a window leans only where it has an intensity."""
    statements = side.dyad.statements
    return Side(
        window=side.window.label,
        intensity=side.dyad.intensity or 0.0,
        documents=side.dyad.weight,
        sentences=len(frozenset().union(*(network.evidence.get(each, frozenset()) for each in statements))),
        url="/sentences?" + urlencode([("s", tail_of(each)) for each in statements]),
    )


def _of(edition: Edition, network: Network, key: str) -> Central:
    ties = [tie for other in network.neighbours[key] for tie in network.between(key, other) if tie.world != "denied"]
    return Central(
        name=network.names[key],
        ties=int(network.full.degree(key)),
        documents=len({tie.document for tie in ties}),
        sentences=sentences(edition, the_tallies(edition).of(ID[key]).tolist()),
        url="/sentences?" + urlencode({"of": key}, safe="/"),
    )


def _newest(edition: Edition) -> list[Card]:
    rows = edition.rows("page_newest")
    found = (read_cards(edition, "page_statement", statement=row["statement"]) for row in rows)
    return [card for cards in found for card in cards]
