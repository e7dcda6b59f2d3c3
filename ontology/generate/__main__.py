"""Write the generated files beside the package: `python -m ontology.generate`."""

from pathlib import Path

from .record import Record, slug, turtle
from .states import rows, states

HERE = Path(__file__).parent.parent
ACTORS = "States: names, demonyms and seats curated (generate/states.csv).\nWritten by python -m ontology.generate; do not edit."


def main() -> None:
    """Write `actors.ttl`."""
    capitals = [
        Record(key=f"place/{slug(row['capital'])}", type="Place", name=row["capital"], located_in=f"state/{row['iso'].lower()}")
        for row in rows("states.csv")
    ]
    HERE.joinpath("actors.ttl").write_text(turtle([*states({}), *capitals], ACTORS), encoding="utf-8")


main()
