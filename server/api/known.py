"""Names and agreements in the order in which they are listed, best known first; made once an edition."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..catalogue import Name, fold
from ..editions import Edition
from .index import the_index


@dataclass(frozen=True, slots=True)
class Pact:
    """An agreement with the statements that name its parties, by number, and what these say."""

    name: Name
    numbers: Sequence[int]
    parties: Sequence[str]
    statuses: Sequence[str]


def known(edition: Edition) -> list[Name]:
    """Return every name that stands for itself, those in most documents first."""
    return edition.keep("known", lambda: _known(edition))


def the_pacts(edition: Edition) -> list[Pact]:
    """Return the agreements."""
    return edition.keep("pacts", lambda: list(_pacts(edition)))


def _known(edition: Edition) -> list[Name]:
    names = (name for name in edition.catalogue.names.values() if name.type != "sector" and not name.replaced_by)
    return sorted(names, key=lambda name: (-name.documents, fold(name.label), name.iri))


def _pacts(edition: Edition) -> Iterator[Pact]:
    index = the_index(edition)
    party, status = index.values("subject"), index.values("status")
    ties = set(index.find([("predicate", "partyTo")]))
    for name in (each for each in known(edition) if each.type == "agreement"):
        numbers = sorted(ties.intersection(index.find([("target", str(name.iri))])))
        parties = sorted({party[number] for number in numbers if number in party})
        statuses = sorted({status[number] for number in numbers if number in status})
        yield Pact(name, numbers, parties, statuses)
