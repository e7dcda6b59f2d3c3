"""Persons in public life (`persons.csv`), each with the state or body that they serve or served."""

import re
from collections.abc import Iterator

from .record import Record, slug
from .tables import cells, rows, spellings


def persons() -> Iterator[Record]:
    """Yield the persons, each with a link to the state or body of their offices."""
    for row in rows("persons.csv"):
        state = re.fullmatch(r"[A-Z]{2}", row["of"])
        serves = f"state/{row['of'].lower()}" if state else f"organization/{slug(row['of'])}"
        yield Record(
            key=f"person/{slug(row['name'])}",
            type="Person",
            name=row["name"],
            names=spellings(row["name"], cells(row["names"])),
            links=(("serves", serves),),
        )
