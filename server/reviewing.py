"""`relazione review`: judgements of names and statements, listed, made and taken back.

The clock is read here and nowhere below: a judgement is somebody's act at a moment, which `--at` can name.
"""

from typing import TYPE_CHECKING, Annotated

import typer

from graph.address import Place

from .config import reviewer
from .locality import local
from .options import Data
from .rows import RowFormat, Rows, show_rows, write_csv, write_json
from .terminal import say

if TYPE_CHECKING:
    from graph.revision import Draw

COLUMNS = ("id", "at", "by", "verdict", "about", "note", "outcome")
By = Annotated[
    str,
    typer.Option(
        metavar="NAME", help="Who judges.", default_factory=reviewer, show_default="$RELAZIONE_REVIEWER or the user"
    ),
]
At = Annotated[
    str | None, typer.Option(metavar="MOMENT", help="When, such as 2025-11-03T10:00:00Z.", show_default="now")
]
Note = Annotated[str | None, typer.Option(metavar="TEXT", help="Why.")]
Stays = Annotated[str, typer.Argument(metavar="ENTITY", help="Such as person/wang-yi.", show_default=False)]
Others = Annotated[list[str], typer.Argument(metavar="OTHER...", show_default=False)]
Other = Annotated[str, typer.Argument(metavar="OTHER", show_default=False)]
Statements = Annotated[
    list[str],
    typer.Argument(metavar="STATEMENT...", help="The end of its IRI, or enough of it.", show_default=False),
]
Target = Annotated[str, typer.Argument(metavar="STATEMENT|ENTITY", show_default=False)]
Term = Annotated[
    str, typer.Argument(metavar="TERM", help="date, officeTitle, place ...; of an entity: name.", show_default=False)
]
Value = Annotated[str | None, typer.Argument(metavar="[VALUE]", help="None if left out.", show_default=False)]
Documents = Annotated[
    list[str] | None, typer.Option("--document", metavar="ID", help="Where OTHER is meant by ENTITY's name.")
]
Judged = Annotated[str, typer.Argument(metavar="ID", help="Of the judgement, as listed.", show_default=False)]

review = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode=None,
    help="""Judge names and statements.

    Two names are one or not; a statement is right, wrong, or to be corrected. Judgements are kept in DIR/review.jsonl,
    applied at once and at every build, and told of in the graph graph/review. Nothing is ever erased: `undo` takes a
    judgement back by another.

    \b
    relazione review same person/wang-yi person/wang
    relazione review reject 3f2a9c --note "the text speaks of another visit"
    relazione review correct 3f2a9c date 2025-10-09
    relazione review list
    """,
)


@review.command("list")
def list_(data: Data, format: Rows = RowFormat.table) -> None:
    """List every judgement, and what came of it.

    \b
    relazione review list --data ./rome --format csv
    """
    from .judging import about, minutes

    with local(data) as folder:
        told = [(each.judgement, each.outcome) for each in minutes(folder)]
    rows = [[j.id, j.at, j.by, j.verdict, about(j), j.note, outcome] for j, outcome in told]
    if format is RowFormat.json:
        write_json([dict(zip(COLUMNS, row, strict=True)) for row in rows])
    elif format is RowFormat.csv:
        write_csv(COLUMNS, rows)
    else:
        if rows:
            show_rows(COLUMNS, rows)
        say(f"{len(rows)} judgements")


@review.command()
def same(stays: Stays, others: Others, data: Data, by: By, at: At = None, note: Note = None) -> None:
    """Two or more entities are one; the first stays.

    \b
    relazione review same person/wang-yi person/wang person/yi-wang
    """
    _judge_names("same", stays, others, data, (by, at, note))


@review.command()
def distinct(
    entity: Stays, other: Other, data: Data, by: By, document: Documents = None, at: At = None, note: Note = None
) -> None:
    """Two entities are not one.

    With --document, OTHER is meant in that document wherever ENTITY was read: two of one name are told apart.

    \b
    relazione review distinct person/wang-yi person/wang
    relazione review distinct person/john-smith person/john-smith-gb --document london-talks
    """
    _judge_names("distinct", entity, [other], data, (by, at, note), document or [])


@review.command()
def unsure(entity: Stays, other: Other, data: Data, by: By, at: At = None, note: Note = None) -> None:
    """Whether two entities are one is open.

    What was said of them before holds no longer.

    \b
    relazione review unsure person/wang-yi person/wang --note "ask the desk"
    """
    _judge_names("unsure", entity, [other], data, (by, at, note))


@review.command()
def reject(statements: Statements, data: Data, by: By, at: At = None, note: Note = None) -> None:
    """Statements are wrong: they leave the dataset.

    \b
    relazione review reject 3f2a9c e41b07
    """
    from .judging import act, statement_drawn

    for statement in statements:
        _judge(data, statement_drawn("rejected", statement, act(by, at, note)))


@review.command()
def accept(statements: Statements, data: Data, by: By, at: At = None, note: Note = None) -> None:
    """Statements are right: their confidence becomes 1.

    \b
    relazione review accept 3f2a9c
    """
    from .judging import act, statement_drawn

    for statement in statements:
        _judge(data, statement_drawn("accepted", statement, act(by, at, note)))


@review.command()
def correct(
    target: Target, term: Term, data: Data, by: By, value: Value = None, at: At = None, note: Note = None
) -> None:
    """A value of a statement, or the name of an entity, is another.

    Where the sides or the kind of a statement are wrong, reject it.

    \b
    relazione review correct 3f2a9c date 2025-10-09
    relazione review correct 3f2a9c officeTitle "Minister of Foreign Affairs"
    relazione review correct person/wang name "Wang Yi"
    """
    from .judging import act, correction_drawn

    _judge(data, correction_drawn(target, term, value, act(by, at, note)))


@review.command()
def undo(judgement: Judged, data: Data, by: By, at: At = None, note: Note = None) -> None:
    """Take a judgement back.

    \b
    relazione review undo 1c5e77d0
    """
    from .judging import act, undoing_drawn

    with local(data) as folder:
        draw = undoing_drawn(folder, judgement, act(by, at, note))
    _judge(data, draw)


def _judge_names(
    verdict: str,
    stays: str,
    others: list[str],
    data: Place,
    told: tuple[str, str | None, str | None],
    documents: list[str] | None = None,
) -> None:
    from .judging import act, names_drawn

    for other in others:
        _judge(data, names_drawn(verdict, stays, other, act(*told), documents or ()))


def _judge(data: Place, draw: "Draw") -> None:
    from graph.revision import judge

    from .judging import about

    with local(data) as folder:
        judgement, result = judge(folder, draw)
    say(f"{judgement.id}  {judgement.verdict}  {about(judgement)}")
    say(f"Published {result.generation} in {data}")
