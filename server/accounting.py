"""Statements as the analysis takes them, of those that a page reads: each a card and an account of the same rows."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from graph.analysis.accounts import Account, stated
from graph.document import Span
from graph.statement import Statement
from ontology.terms import OA, RZ, STATEMENT

from .addresses import tail_of
from .catalogue import gather, one
from .editions import Edition
from .statements import Card, cards
from .tallies import the_tallies


@dataclass(frozen=True, slots=True)
class Told:
    """One statement as it is shown, and as it is compared with others."""

    card: Card
    account: Account[Statement]


def read_told(edition: Edition, numbers: Iterable[int]) -> list[Told]:
    """Return the statements with these numbers, in that order; what lacks a part that is owed is left out."""
    tallies = the_tallies(edition)
    found = (_told(edition, tallies.key(number)) for number in numbers)
    return [each for each in found if each is not None]


def _told(edition: Edition, key: str) -> Told | None:
    iri = STATEMENT[key]
    rows = edition.rows("page_statement", statement=iri)
    nodes = gather((row["node"], row["property"], row["value"]) for row in rows)
    terms: dict[str, list[str]] = defaultdict(list)
    for prop, values in nodes.get(iri, {}).items():
        terms[tail_of(str(prop))] += map(str, values)
    spans = [
        Span(int(one(nodes[node], OA.start) or 0), int(one(nodes[node], OA.end) or 0))
        for node in nodes.get(iri, {}).get(RZ.evidence, ())
        if node in nodes
    ]
    said = stated({term: tuple(sorted(values)) for term, values in terms.items()}, spans)
    made = cards(edition, rows)
    if said is None or not made:
        return None
    return Told(made[0], Account(iri=str(iri), document=made[0].document.identifier, statement=said))
