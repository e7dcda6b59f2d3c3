"""The list of agreements, initiatives and measures, narrowed and sorted as the address asks.

type=initiative   only these
party=state/it    those of which a name is a party, by key or whole name
status=signed     those of which this is stated
sort=date         by what is stated last; else by `name`, `parties` or `sentences`
start=200         from there on
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Self
from urllib.parse import urlencode

from flask import abort

from graph.analysis.dates import last_day
from graph.statement import STATUSES

from .api.names import UnknownNameError, name_called
from .bonds import TYPES, Bond, the_bonds
from .catalogue import Catalogue, Name, fold
from .editions import Edition

if TYPE_CHECKING:
    from werkzeug.datastructures import MultiDict

MOST = 200
MOST_PARTIES = 8
SORTS: dict[str, Callable[[Bond], Any]] = {
    "parties": lambda bond: -len(bond.parties),
    "date": lambda bond: -int(last_day(bond.last.date or "0000").replace("-", "")) if bond.last else 0,
    "sentences": lambda bond: -bond.proof.sentences,
    "name": lambda bond: fold(bond.name.label),
}
NAMES = ("type", "party", "status", "sort", "start")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What an address asks for."""

    type: str | None = None
    party: Name | None = None
    status: str | None = None
    sort: str = "parties"
    start: int = 0

    @classmethod
    def read(cls, args: "MultiDict[str, str]", catalogue: Catalogue) -> Self:
        """Return what is asked for; what is not known ends the request with what may be asked."""
        given = {name: value.strip() for name in NAMES if (value := args.get(name, "")).strip()}
        return cls(
            type=_one_of("type", given.get("type"), TYPES),
            party=_party(given.get("party"), catalogue),
            status=_one_of("status", given.get("status"), STATUSES),
            sort=_one_of("sort", given.get("sort"), tuple(SORTS)) or "parties",
            start=_start(given.get("start")),
        )

    def address(self, **changes: Any) -> str:
        """Return the address that asks for the same but for some changes; it begins the list anew."""
        wanted = replace(self, **{"start": 0, **changes})
        told = {
            "type": wanted.type, "party": wanted.party.key if wanted.party else None, "status": wanted.status,
            "sort": None if wanted.sort == "parties" else wanted.sort, "start": wanted.start or None,
        }  # fmt: skip
        asked = urlencode([(name, value) for name, value in told.items() if value], safe="/")
        return f"/agreements?{asked}" if asked else "/agreements"


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """What was found: a page of it, how many there are, and how many each way of narrowing would leave."""

    shown: tuple[Bond, ...]
    total: int
    types: tuple[tuple[str, int], ...]
    statuses: tuple[tuple[str, int], ...]
    parties: tuple[tuple[Name, int], ...]
    alone: tuple[Name, ...]


def listing(edition: Edition, wanted: Wanted) -> Listing:
    """Return what an address asks for, with the counts beside each way to narrow it."""
    bonds = tuple(the_bonds(edition).by_key.values())
    of_type = [bond for bond in bonds if wanted.type in (None, bond.name.type)]
    found = [bond for bond in of_type if _fits(bond, wanted)]
    found.sort(key=lambda bond: (fold(bond.name.label), bond.name.iri))
    found.sort(key=SORTS[wanted.sort])
    types = Counter(bond.name.type for bond in bonds if _fits(bond, wanted))
    statuses = Counter(status for bond in of_type if _has(bond, wanted.party) for status in bond.statuses)
    parties = Counter(party for bond in found for party in bond.parties)
    most = sorted(parties.items(), key=lambda each: (-each[1], each[0].label, each[0].iri))
    return Listing(
        shown=tuple(found[wanted.start : wanted.start + MOST]),
        total=len(found),
        types=tuple((type, types[type]) for type in TYPES),
        statuses=tuple((status, statuses[status]) for status in STATUSES if statuses[status]),
        parties=tuple(most[:MOST_PARTIES]),
        alone=() if wanted.party or wanted.status else _alone(edition, wanted.type),
    )


def _fits(bond: Bond, wanted: Wanted) -> bool:
    return _has(bond, wanted.party) and (wanted.status is None or wanted.status in bond.statuses)


def _has(bond: Bond, party: Name | None) -> bool:
    return party is None or party in bond.parties


def _alone(edition: Edition, type: str | None) -> tuple[Name, ...]:
    """Return those that documents name without saying who is in them, best known first."""
    bonds = the_bonds(edition).by_key
    named: tuple[Name, ...] = edition.keep(
        "named without parties",
        lambda: tuple(each for each in edition.catalogue.entities if each.type in TYPES and each.key not in bonds),
    )
    return tuple(name for name in named if type in (None, name.type))


def _one_of(name: str, given: str | None, known: Sequence[str]) -> str | None:
    if given is not None and given not in known:
        abort(400, f"{name}={given}: not known; wanted {', '.join(known[:-1])} or {known[-1]}.")
    return given


def _party(given: str | None, catalogue: Catalogue) -> Name | None:
    try:
        return name_called(catalogue, given) if given else None
    except UnknownNameError as error:
        near = ", ".join(f"{each.label} ({each.key})" for each in error.near if isinstance(each, Name))
        abort(404, f"party={given}: {error.what}; {f'near: {near}' if near else 'nothing is called alike'}.")


def _start(given: str | None) -> int:
    if given is not None and not (given.isascii() and given.isdigit() and len(given) < 8):
        abort(400, f"start={given}: not a number; wanted from which row on the list is shown, as 200.")
    return int(given or 0)
