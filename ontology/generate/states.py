"""The states and their capitals: names, demonyms and seats from `states.csv`, Wikidata numbers from rigour."""

import csv
from collections.abc import Iterator
from importlib.resources import files

from rigour.territories import get_territory

from .record import Record, slug

# Capitals whose bare name means something else more often than their state, so that it is no seat.
NOT_SEATS = frozenset({"Victoria", "Georgetown", "St. George's", "St. John's", "Male", "Monaco", "Kingstown"})


def rows(name: str) -> list[dict[str, str]]:
    """Return the rows of a table that lies beside this module."""
    with files(__package__).joinpath(name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def cells(text: str) -> tuple[str, ...]:
    """Return the values of a cell, which are parted by bars."""
    return tuple(value.strip() for value in text.split("|") if value.strip())


def states(memberships: dict[str, tuple[str, ...]]) -> Iterator[Record]:
    """Yield the states, each with the keys of the organisations it belongs to (`memberships`: by ISO code)."""
    for row in rows("states.csv"):
        territory = get_territory(row["iso"].lower())
        names = {*cells(row["names"]), *([territory.full_name] if territory and "(" not in territory.full_name else [])}
        yield Record(
            key=f"state/{row['iso'].lower()}",
            type="State",
            name=row["name"],
            names=_distinct(names, row["name"]),
            hidden=cells(row["hidden"]),
            demonyms=cells(row["demonyms"]),
            iso=row["iso"],
            capital=f"place/{slug(row['capital'])}",
            seats=_seats(row),
            qid=territory.qid if territory else None,
            member_of=memberships.get(row["iso"], ()),
        )


def _distinct(names: set[str], name: str) -> tuple[str, ...]:
    """Drop the name itself and "the X" where X is there; straight and curly apostrophes both stay."""
    known = names | {name}
    return tuple(
        value for value in names
        if value != name and not (value[:4].lower() == "the " and value[4:] in known)
    )  # fmt: skip


def _seats(row: dict[str, str]) -> tuple[str, ...]:
    capital = () if row["capital"] in NOT_SEATS or row["capital"] == row["name"] else (row["capital"],)
    seats = {*capital, *cells(row["seats"])}
    return tuple(seat for seat in seats if not (seat[:4] == "the " and seat[4:] in seats))
