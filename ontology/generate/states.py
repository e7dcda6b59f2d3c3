"""The states: names, demonyms and seats from `states.csv`, official names and Wikidata numbers from rigour."""

# mypy: disable-error-code="import-untyped,import-not-found"

from collections.abc import Iterable, Iterator

from rigour.territories import get_territory

from .record import Record, slug
from .tables import cells, rows, spellings

# Capitals that are no seat: the bare name rather means its state, another place, or (Brussels) the European Union.
NOT_SEATS = frozenset(
    {"Brussels", "Georgetown", "Kingstown", "Malé", "Monaco", "Singapore", "St. George's", "St. John's", "Victoria"}
)  # fmt: skip


def states() -> Iterator[Record]:
    """Yield every state."""
    for row in rows("states.csv"):
        territory = get_territory(row["iso"].lower())
        official = {territory.full_name} if territory and "(" not in territory.full_name else set()
        yield Record(
            key=f"state/{row['iso'].lower()}",
            type="State",
            name=row["name"],
            names=spellings(row["name"], _bare({row["name"], *cells(row["names"]), *official})),
            hidden=cells(row["hidden"]),
            demonyms=cells(row["demonyms"]),
            iso=row["iso"],
            capital=f"place/{slug(row['capital'])}",
            seats=_seats(row),
            qid=territory.qid if territory else None,
        )


def _seats(row: dict[str, str]) -> tuple[str, ...]:
    capital = (row["capital"], *cells(row["capital_names"]))
    seats = {*(seat for seat in capital if row["capital"] not in NOT_SEATS), *cells(row["seats"])}
    return spellings("", _bare(seats))


def _bare(names: Iterable[str]) -> set[str]:
    """Drop "the X" where X is there too."""
    known = set(names)
    return {name for name in known if not (name[:4].lower() == "the " and name[4:] in known)}
