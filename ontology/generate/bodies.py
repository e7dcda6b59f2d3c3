"""Organisations (`organizations.csv`), what actors undertake (`undertakings.csv`), and who belongs to them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from .record import Record, slug
from .tables import cells, rows, spellings

NOT_IN_THE_UN = frozenset({"PS", "XK", "VA", "TW"})
JOINED_BY = {"Organization": "memberOf", "Agreement": "partyTo", "Initiative": "takesPartIn", "Measure": "adopts"}


def bodies() -> Iterator[Record]:
    """Yield the organisations, agreements, measures and initiatives."""
    for row in rows("organizations.csv"):
        links = (("basedIn", row["based_in"]),) if row["based_in"] else ()
        yield _record(row, "Organization", cells(row["seats"])).linked(links)
    for row in rows("undertakings.csv"):
        yield _record(row, row["type"], ())


def memberships() -> dict[str, list[tuple[str, str]]]:
    """Return the links of each member: `{"state/it": [("memberOf", "organization/nato"), ...]}`."""
    links: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for row in rows("organizations.csv"):
        for member in expand(row["members"].split()):
            links[member].append(("memberOf", f"organization/{slug(row['name'])}"))
    for row in rows("undertakings.csv"):
        for member in expand(row["parties"].split()):
            links[member].append((JOINED_BY[row["type"]], f"{row['type'].lower()}/{slug(row['name'])}"))
    return links


def expand(words: Iterable[str]) -> list[str]:
    """Return the keys that a list means: ISO codes, keys, `UN` for all of its members, `-XX` for one less."""
    keys: list[str] = []
    for word in words:
        if word == "UN":
            keys += [f"state/{row['iso'].lower()}" for row in rows("states.csv") if row["iso"] not in NOT_IN_THE_UN]
        elif word.startswith("-"):
            keys.remove(f"state/{word[1:].lower()}")
        else:
            keys.append(word if "/" in word else f"state/{word.lower()}")
    return keys


def _record(row: dict[str, str], type_: str, seats: tuple[str, ...]) -> Record:
    return Record(
        key=f"{type_.lower()}/{slug(row['name'])}",
        type=type_,
        name=row["name"],
        names=spellings(row["name"], cells(row["names"])),
        seats=seats,
        qid=row["qid"] or None,
    )
