"""`relazione watch`: what an analyst keeps an eye on, and what is new of it after a build."""

from collections.abc import Mapping
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup

from . import __version__
from .options import DataFolder, Output, QueryFile
from .results import query_text, write
from .rows import RowFormat, Rows, show_rows, write_csv, write_json
from .terminal import say, working

if TYPE_CHECKING:
    from graph.store import Generation
    from graph.watching.kept import Watch
    from graph.watching.news import Report

TYPES: Mapping[str, tuple[str, ...]] = {"agreement": ("agreement", "initiative", "measure")}
COLUMNS = ("name", "kind", "of", "reported", "rows")


class NewsFormat(StrEnum):
    text = "text"
    json = "json"
    atom = "atom"


class Commands(TyperGroup):
    """The commands of `watch`, which without one of them reports."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        known = args[:1] and (args[0] in self.commands or args[0] in ctx.help_option_names)
        return super().parse_args(ctx, args if known else ["report", *args])


Named = Annotated[str, typer.Argument(metavar="NAME", help="Small letters, digits, - and _.", show_default=False)]
Those = Annotated[
    list[str] | None, typer.Argument(metavar="[NAME]...", help="Of these watches; all if left out.", show_default=False)
]
Dyad = Annotated[tuple[str, str] | None, typer.Option(metavar="NAME NAME", help="What lies between two names.")]
Actor = Annotated[str | None, typer.Option(metavar="NAME", help="All that is said of a name.")]
Agreement = Annotated[str | None, typer.Option(metavar="NAME", help="An agreement, initiative or measure.")]
Asked = Annotated[str | None, typer.Option("--query", metavar="SPARQL", help="The rows of a SELECT.")]
Since = Annotated[
    str | None, typer.Option(metavar="GENERATION", help="Compare with it, not with what was reported last.")
]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Report the same again next time.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Print nothing where nothing is new.")]
Post = Annotated[str | None, typer.Option(metavar="URL", help="Send what is new there as JSON.")]
BaseUrl = Annotated[
    str | None, typer.Option(metavar="URL", help="Where the dataset is served, for a feed's links to its pages.")
]
PaperFormat = Annotated[
    NewsFormat | None, typer.Option("--format", help="Of the news.", show_default="as FILE's suffix, or text")
]

watch = typer.Typer(
    cls=Commands,
    rich_markup_mode=None,
    help="""Watch a dyad, an actor, an agreement or a query, and report what is new.

    Without a command it reports: what each watch finds in the dataset that it did not find at its last report, and
    what it finds no more. The first report says how much there is. Watches are kept in DIR/watches.json.

    \b
    relazione watch add italy-china --dyad Italy China
    relazione watch add wang-yi --actor "Wang Yi"
    relazione watch add sanctions --query "SELECT ?s WHERE { ?s a rz:Sanction }"
    relazione watch
    relazione watch --quiet --format atom -o news.atom
    """,
)


@watch.command()
def add(
    name: Named,
    data: DataFolder,
    dyad: Dyad = None,
    actor: Actor = None,
    agreement: Agreement = None,
    query: Asked = None,
    file: QueryFile = None,
) -> None:
    """Watch something from now on.

    Names are those that the texts use, or keys such as state/it. The statements of its dossier are watched; of a query
    its rows, and the statements that they name.

    \b
    relazione watch add italy-china --dyad Italy China
    relazione watch add offices --file offices.rq
    """
    from graph.store import Generation
    from graph.watching.kept import Watch, find
    from graph.watching.kept import add as keep
    from graph.watching.rows import checked

    given = {
        "dyad": dyad, "actor": actor and (actor,), "agreement": agreement and (agreement,),
        "query": query is not None or file is not None or None,
    }  # fmt: skip
    kinds = [kind for kind, what in given.items() if what is not None]
    if len(kinds) != 1:
        raise typer.BadParameter("give one of --dyad, --actor, --agreement, --query and --file")
    with Generation.open(data) as generation:
        if kinds == ["query"]:
            asked = query_text(query, file)
            checked(generation, asked)
            keep(data, Watch(name=name, kind="query", query=asked))
        else:
            keep(data, _of_names(generation, name, kinds[0], given[kinds[0]]))
    (kept,) = find(data, (name,))
    say(f"Watching {kept.title}; what is new: relazione watch {name}")


@watch.command("list")
def list_(data: DataFolder, format: Rows = RowFormat.table) -> None:
    """List the watches, each with the generation reported last and how many rows it had.

    \b
    relazione watch list --format csv
    """
    from graph.store import current
    from graph.watching.kept import read_watches
    from graph.watching.memory import read_memory

    current(data)
    told = [(each, read_memory(data, each)) for each in read_watches(data)]
    rows = [
        [each.name, each.kind, each.query if each.kind == "query" else each.title, last and last.generation,
         last and len(last.seen)]
        for each, last in told
    ]  # fmt: skip
    if format is RowFormat.json:
        write_json([dict(zip(COLUMNS, row, strict=True)) for row in rows])
    elif format is RowFormat.csv:
        write_csv(COLUMNS, rows)
    else:
        if rows:
            show_rows(COLUMNS, rows, numbers=1)
        say(f"{len(rows)} watches")


@watch.command()
def remove(name: Named, data: DataFolder) -> None:
    """Watch something no more, and forget what was reported of it.

    \b
    relazione watch remove italy-china
    """
    from graph.watching.kept import remove as forget

    forget(data, name)
    say(f"No longer watching {name}")


@watch.command()
def report(
    data: DataFolder,
    names: Those = None,
    destination: Output = None,
    format: PaperFormat = None,
    since: Since = None,
    dry_run: DryRun = False,
    quiet: Quiet = False,
    post: Post = None,
    base_url: BaseUrl = None,
) -> None:
    """Report what is new, and what is gone, since the last report.

    An Atom feed keeps what was new before. Nothing counts as reported before it is written and sent.

    \b
    relazione watch report italy-china
    relazione watch --since 3f2a9c71b04d --dry-run
    relazione watch --quiet --post https://desk.example/news
    """
    from graph.watching.news import reporting
    from graph.watching.posting import checked_address
    from graph.watching.posting import post as send
    from graph.watching.written import json_of

    if post is not None:
        checked_address(post)
    suffix = destination.suffix.removeprefix(".") if destination else ""
    by_suffix = suffix if suffix in list(NewsFormat) else NewsFormat.text
    with working("Reading what is said"), reporting(data, tuple(names or ()), since=since, dry_run=dry_run) as found:
        if destination is not None or found.any or not quiet:
            write(_written(found, str(format or by_suffix), base_url), destination)
        if post is not None and found.any:
            send(post, json_of(found), f"relazione/{__version__}")


def _of_names(generation: "Generation", name: str, kind: str, given: Any) -> "Watch":
    from graph.watching.kept import Watch

    from .catalogue import load_catalogue
    from .dossiers import called

    catalogue = load_catalogue(generation)
    found = list(dict.fromkeys(called(catalogue, each, TYPES.get(kind, ())) for each in given))
    if len(found) != len(given):
        raise typer.BadParameter(f"{given[0]} and {given[1]} are one; wanted two names")
    return Watch(name=name, kind=kind, keys=tuple(e.key for e in found), labels=tuple(e.label for e in found))


def _written(found: "Report", format: str, base_url: str | None) -> bytes:
    import json

    from graph.watching.written import json_of, text

    from .feeds import feed_of

    if format == "json":
        return json.dumps(json_of(found), ensure_ascii=False, indent=1).encode()
    if format == "atom":
        return feed_of([(each.watch, each.memory) for each in found.news], found.at, base_url)
    return text(found).encode()
