"""What the front page tells: counts, the most central names, the newest documents and sentences."""

from collections import Counter
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from graph.report.wording import date_words
from graph.statement import TYPES

from .addresses import tail_of
from .catalogue import Name
from .editions import Edition
from .network import Network, the_network
from .statements import FAMILIES, Card, read_cards

SEALS = ("fact", "claim", "planned", "denied")


@dataclass(frozen=True, slots=True, kw_only=True)
class Central:
    """A name with what its place in the network rests on."""

    name: Name
    ties: int
    documents: int
    sentences: int
    url: str


def overview(edition: Edition) -> dict[str, Any]:
    """Return what the front page shows."""
    documents = sorted(edition.catalogue.documents.values(), key=lambda entry: entry.title)
    documents.sort(key=lambda entry: entry.issued or "", reverse=True)
    return {
        "counts": _counts(edition),
        "documents": documents[:8],
        "central": _central(edition),
        "newest": _newest(edition),
    }


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


def _central(edition: Edition) -> list[Central]:
    network = the_network(edition)
    return [_of(network, key) for key in network.order[:10]]


def _of(network: Network, key: str) -> Central:
    ties = [tie for other in network.neighbours[key] for tie in network.between(key, other) if tie.world != "denied"]
    return Central(
        name=network.names[key],
        ties=int(network.full.degree(key)),
        documents=len({tie.document for tie in ties}),
        sentences=network.sentences(ties),
        url="/sentences?" + urlencode({"of": key}, safe="/"),
    )


def _newest(edition: Edition) -> list[Card]:
    rows = edition.rows("page_newest")
    found = (read_cards(edition, "page_statement", statement=row["statement"]) for row in rows)
    return [card for cards in found for card in cards]
