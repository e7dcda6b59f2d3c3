"""`relazione review`: judgements of names and statements, listed, made and taken back.

The clock is read here and nowhere below: a judgement is somebody's act at a moment, which `--at` can name.
"""

from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from graph.errors import ReviewError
from ontology.terms import ID

from .config import reviewer
from .options import Data
from .rows import RowFormat, Rows, show_rows, write_csv, write_json
from .terminal import say

if TYPE_CHECKING:
    from graph.judgement import Judgement
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
    from graph.judgement import fates, read_judgements
    from graph.store import Generation

    judgements = {judgement.id: judgement for judgement in read_judgements(data)}
    with Generation.open(data) as generation:
        effects = generation.record.get("review", {})
    outcomes = fates(judgements.values())
    for id, judgement in judgements.items():
        if outcomes[id] == "holds":
            outcomes[id] = "applied" if judgement.undoes else effects.get(id, "applies when the dataset is built")
    rows = [[j.id, j.at, j.by, j.verdict, _about(j), j.note, outcomes[j.id]] for j in judgements.values()]
    if format is RowFormat.json:
        write_json([dict(zip(COLUMNS, row, strict=True)) for row in rows])
    elif format is RowFormat.csv:
        write_csv(COLUMNS, rows)
    else:
        if rows:
            show_rows(COLUMNS, rows)
        say(f"{len(rows)} judgements")


def _about(judgement: "Judgement") -> str:
    from graph.minutes import said

    about = judgement.undoes or " ".join(judgement.entities)
    if judgement.statement:
        about = f"{judgement.document}: {said(judgement.statement)}"
    if judgement.documents:
        about += f" in {', '.join(judgement.documents)}"
    if judgement.term:
        about += f"; {judgement.term}: {judgement.read or 'nothing'} → {judgement.value or 'nothing'}"
    return about


@review.command()
def same(stays: Stays, others: Others, data: Data, by: By, at: At = None, note: Note = None) -> None:
    """Two or more entities are one; the first stays.

    \b
    relazione review same person/wang-yi person/wang person/yi-wang
    """
    _of_names("same", stays, others, data, _act(by, at, note))


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
    _of_names("distinct", entity, [other], data, _act(by, at, note), document or [])


@review.command()
def unsure(entity: Stays, other: Other, data: Data, by: By, at: At = None, note: Note = None) -> None:
    """Whether two entities are one is open.

    What was said of them before holds no longer.

    \b
    relazione review unsure person/wang-yi person/wang --note "ask the desk"
    """
    _of_names("unsure", entity, [other], data, _act(by, at, note))


@review.command()
def reject(statements: Statements, data: Data, by: By, at: At = None, note: Note = None) -> None:
    """Statements are wrong: they leave the dataset.

    \b
    relazione review reject 3f2a9c e41b07
    """
    from graph.revision import of_statement

    for statement in statements:
        _judge(data, of_statement("rejected", statement, **_act(by, at, note)))


@review.command()
def accept(statements: Statements, data: Data, by: By, at: At = None, note: Note = None) -> None:
    """Statements are right: their confidence becomes 1.

    \b
    relazione review accept 3f2a9c
    """
    from graph.revision import of_statement

    for statement in statements:
        _judge(data, of_statement("accepted", statement, **_act(by, at, note)))


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
    from graph.revision import of_name, of_statement

    if term == "name" and value:
        _judge(data, of_name(_key(target), value, **_act(by, at, note)))
    else:
        _judge(data, of_statement("corrected", target, term, value, **_act(by, at, note)))


@review.command()
def undo(judgement: Judged, data: Data, by: By, at: At = None, note: Note = None) -> None:
    """Take a judgement back.

    \b
    relazione review undo 1c5e77d0
    """
    from graph.judgement import read_judgements
    from graph.revision import of_judgement

    found = sorted({each.id for each in read_judgements(data) if each.id.startswith(judgement)})
    if len(found) != 1:
        raise ReviewError(f"{judgement}: {len(found)} judgements are called so; see: relazione review list")
    _judge(data, of_judgement(found[0], **_act(by, at, note)))


def _of_names(
    verdict: str, stays: str, others: list[str], data: Path, act: dict[str, str | None], documents: Iterable[str] = ()
) -> None:
    from graph.revision import of_names

    for other in others:
        if _key(stays) == _key(other):
            raise ReviewError(f"{other}: named twice; wanted two entities")
        _judge(data, of_names(verdict, (_key(stays), _key(other)), documents, **act))


def _judge(data: Path, draw: "Draw") -> None:
    from graph.revision import judge

    judgement, result = judge(data, draw)
    say(f"{judgement.id}  {judgement.verdict}  {_about(judgement)}")
    say(f"Published {result.generation} in {data}")


def _act(by: str, at: str | None, note: str | None) -> dict[str, str | None]:
    from graph.judgement import moment

    return {"by": by, "at": moment(at) if at else moment(datetime.now(UTC).isoformat()), "note": note}


def _key(name: str) -> str:
    """Return the key of an entity that is named by key, by IRI or as in a query (`person:wang-yi`)."""
    key = name.strip("<>").removeprefix(str(ID)).replace(":", "/", 1)
    kind, _, slug = key.partition("/")
    if not slug or not kind.isalpha():
        raise ReviewError(f"{name}: no entity is called so; wanted a name such as person/wang-yi")
    return key
