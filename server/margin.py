"""What the explorer's margin tells of a dyad or a name: only what is shown is read, whatever there is."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import takewhile

from rdflib import URIRef

from graph.analysis.ties import Tie
from ontology.terms import STATEMENT

from .api.index import the_index
from .catalogue import Name
from .editions import Edition
from .entities import rows, titles
from .network import Network, distinct, the_network
from .statements import Card, cards_of

MOST_CARDS, MOST_DYADS = 30, 30
MOST_OFFICES = 300  # statements, the newest, by which the line of description is chosen


@dataclass(frozen=True, slots=True, kw_only=True)
class Dyad:
    """Two names, what ties them, and how the events between them stand on the whole."""

    one: Name
    other: Name
    statements: int
    sentences: int
    sources: int
    balance: float | None

    @property
    def url(self) -> str:
        """Where the sentences are read without a script."""
        return f"/sentences?of={self.one.key}&with={self.other.key}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """A name in short: how much is told of it, and the names it is tied to by most statements, of `tied` in all."""

    name: Name
    titles: tuple[str, ...]
    statements: int
    documents: int
    dyads: Sequence[Dyad]
    tied: int


def dyad_of(found: Network, one: str, other: str) -> Dyad:
    """Return what ties two names."""
    figures = found.figures(one, other)
    return Dyad(one=found.names[one], other=found.names[other], **figures._asdict())


def brief(edition: Edition, name: Name) -> Brief:
    """Return what is told of a name in short."""
    found, index = the_network(edition), the_index(edition)
    counts = {other: found.size(name.key, other) for other in found.neighbours.get(name.key, ())}
    order = sorted(counts, key=lambda other: (-counts[other], found.names[other].label, other))
    held = index.find([("holder", str(name.iri))])[:MOST_OFFICES]
    offices = rows(cards_of(edition, (STATEMENT[index.keys[number]] for number in held)))
    return Brief(
        name=name,
        titles=titles(name, offices),
        statements=len(index.find([("side", str(name.iri))])),
        documents=name.documents,
        dyads=[dyad_of(found, name.key, other) for other in order[:MOST_DYADS]],
        tied=len(counts),
    )


def newest(edition: Edition, ties: Iterable[Tie], most: int = MOST_CARDS) -> list[Card]:
    """Return the statements behind ties as cards in reading order, as many as are shown.

    The order within a day and document is only known once they are read, so its statements are read together.
    """
    order = sorted(distinct(ties), key=lambda tie: (tie.document, tie.statement))
    order.sort(key=lambda tie: tie.date or "", reverse=True)
    order.sort(key=lambda tie: tie.modality == "planned")
    more = takewhile(lambda tie: _together(tie) == _together(order[most - 1]), order[most:])
    iris = dict.fromkeys(tie.statement for tie in (*order[:most], *more))
    return cards_of(edition, map(URIRef, iris))[:most]


def _together(tie: Tie) -> tuple[bool, str | None, str]:
    return (tie.modality == "planned", tie.date, tie.document)
