"""The sectors of the ontology, and what else a dataset names as one, each in its place in the scheme."""

from collections.abc import Mapping
from dataclasses import dataclass

from rdflib import SKOS

from ontology.sectors import Sector, load_sectors, sectors_graph
from ontology.terms import SECTOR

from .catalogue import Name
from .editions import Edition


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A sector in the scheme; what the ontology does not have of it is None or empty."""

    name: Name
    definition: str | None = None
    words: tuple[str, ...] = ()
    broader: Name | None = None
    narrower: tuple[Name, ...] = ()
    related: tuple[Name, ...] = ()


def places(edition: Edition) -> Mapping[str, Place]:
    """Return the sectors by id."""
    return edition.keep("sectors", lambda: _places(edition))


def _places(edition: Edition) -> dict[str, Place]:
    known = {sector.id: sector for sector in load_sectors()}
    named = {name.iri.removeprefix(SECTOR): name for name in edition.catalogue.names.values() if name.type == "sector"}
    names = {id: named.get(id) or _name(known[id]) for id in sorted({*known, *named})}
    return {id: _place(name, known.get(id), names) for id, name in names.items()}


def _name(sector: Sector) -> Name:
    return Name(iri=SECTOR[sector.id], type="sector", label=sector.label)


def _place(name: Name, sector: Sector | None, names: Mapping[str, Name]) -> Place:
    if sector is None:
        return Place(name=name)
    narrower = (other.id for other in load_sectors() if other.broader == sector.id)
    return Place(
        name=name,
        definition=sector.definition,
        words=tuple(word for word in sector.strong if word != sector.label),
        broader=names.get(sector.broader) if sector.broader else None,
        narrower=tuple(names[id] for id in narrower),
        related=tuple(names[id] for id in _related(sector) if id in names),
    )


def _related(sector: Sector) -> list[str]:
    """Return the sectors that are said to be related, by either of the two."""
    graph, node = sectors_graph(), SECTOR[sector.id]
    found = {*graph.objects(node, SKOS.related), *graph.subjects(SKOS.related, node)}
    return sorted(str(each).removeprefix(SECTOR) for each in found)
