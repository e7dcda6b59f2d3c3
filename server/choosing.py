"""The options by which a projection is chosen at the terminal; their names and words are those of an address."""

from typing import Annotated, Any

import typer

from graph.analysis.choice import Projection, read_projection
from graph.errors import QueryError


def _option(metavar: str, help: str, default: str | bool) -> Any:
    return typer.Option(metavar=metavar, help=help, show_default=default)


Types = Annotated[
    str | None,
    _option(
        "LIST",
        "What ties two: events, or of them cooperation, conflict or single types (consult, sanction ...); relations; "
        "memberships; shared, or of it agreements, initiatives; offices; seats; trade.",
        "events,relations,memberships,shared",
    ),
]
Worlds = Annotated[
    str | None,
    _option("LIST", "How it is told: fact; attributed, a claim of somebody's; planned. Denials never tie.", "fact"),
]
Fold = Annotated[
    bool, typer.Option("--fold/--no-fold", help="Whether people and organs count as their state.", show_default="fold")
]
Since = Annotated[
    str | None, _option("DATE", "Not before 2025, 2025-10 or 2025-10-08; then only what is dated.", False)
]
Until = Annotated[str | None, _option("DATE", "Not after; that day, month or year included.", False)]
Sector = Annotated[str | None, _option("LIST", "What it is about, by id (energy,trade), sectors within it too.", "all")]
Confidence = Annotated[str | None, _option("0-1", "How sure the reading is at least.", "0")]


def chosen(*, fold: bool, **given: str | None) -> Projection:
    """Return the projection that options ask for; a wrong one is a wrong use of the command."""
    pairs = {**given, "fold": None if fold else "no"}
    try:
        return read_projection((name, value) for name, value in pairs.items() if value is not None)
    except QueryError as error:
        raise typer.BadParameter(str(error)) from error
