"""`relazione generations`: the datasets that a folder holds, removed or served again; and the option that names one."""

from typing import Annotated

import typer

from .options import DataFolder
from .rows import RowFormat, Rows, show_rows, write_csv, write_json
from .terminal import say

COLUMNS = ("id", "at", "by", "before", "documents", "statements", "own bytes", "state")
Keep = Annotated[int, typer.Option("--keep", min=1, metavar="N", help="How many of the newest stay.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Tell what would go, and remove nothing.")]
Chosen = Annotated[
    str,
    typer.Argument(metavar="ID", help="As listed, or its beginning; or “previous”.", show_default=False),
]

generations = typer.Typer(
    invoke_without_command=True,
    rich_markup_mode=None,
    help="""List the generations of a dataset, remove old ones, or serve one again.

    Each build, update or judgement makes a generation and leaves those before it. They are listed with the newest
    first; bytes are those of files that no other generation shares.

    \b
    relazione generations --data ./rome --format json
    relazione generations prune --keep 10 --dry-run
    relazione generations use previous
    """,
)


@generations.callback()
def list_(context: typer.Context, data: DataFolder, format: Rows = RowFormat.table) -> None:
    if context.invoked_subcommand:
        source = context.get_parameter_source("data")
        if source is not None and source.name == "COMMANDLINE":  # the command would take another dataset's name
            raise typer.BadParameter(f"give --data after {context.invoked_subcommand}")
        return
    from graph.history import history, weight

    rows = []
    for past in history(data):
        held = weight(past)
        told = ("served" * past.current, "read" * held.held, "damaged" * (not past.whole))
        state = ", ".join(filter(None, told))
        rows.append([past.id, past.at, past.by, past.before, held.documents, held.statements, held.own, state])
    if format is RowFormat.json:
        write_json([dict(zip(COLUMNS, row, strict=True)) for row in rows])
    elif format is RowFormat.csv:
        write_csv(COLUMNS, rows)
    else:
        show_rows(COLUMNS, rows)


@generations.command()
def prune(data: DataFolder, keep: Keep = 10, dry_run: DryRun = False) -> None:
    """Remove all generations but the newest.

    The one that is served stays, and those that somebody reads. What a generation shares with others stays with these.

    \b
    relazione generations prune --keep 10 --dry-run
    """
    from graph.history import doomed, history
    from graph.history import prune as remove

    gone = doomed(history(data), keep) if dry_run else remove(data, keep=keep)
    for past in gone:
        say(f"{past.id}  {past.at}  {past.by}")
    say(f"{len(gone)} generations {'would be removed' if dry_run else 'removed'}")


@generations.command()
def use(generation: Chosen, data: DataFolder) -> None:
    """Serve an older generation again.

    A service takes it up at once. Judgements are kept beside the generations and hold again at the next build.

    \b
    relazione generations use previous
    relazione generations use 3f2a
    """
    from graph.history import use as serve

    say(f"Serving {serve(data, generation)} in {data}")
