"""The command line; each command is a function that typer reads the options off.

Every command takes the dataset from --data, prints its result on standard output and all else beside it. What the
user can mend ends in one line and exit code 1, a wrong use of a command in exit code 2.
"""

import sys
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from graph.errors import RelazioneError

from . import __version__
from .comparing import diff
from .evaluating import evaluate
from .generations import generations
from .growing import add, build, build_into, remove, status
from .hosting import serve, token
from .options import (
    AnswerFormat,
    Data,
    DemoData,
    FirstPort,
    Folder,
    GenerationId,
    Host,
    Query,
    QueryFile,
    Refusals,
    Serving,
)
from .refusals import refusals
from .reporting import dossier, export, report
from .results import print_answer, query_text, show_build, show_refusals, show_verdicts
from .reviewing import review
from .terminal import say, show_table, warn
from .watches import watch


class Commands(TyperGroup):
    """The commands, whose foreseen errors end in one line."""

    def invoke(self, ctx: Any) -> Any:
        try:
            return super().invoke(ctx)
        except RelazioneError as error:
            warn(f"error: {error}")
            raise typer.Exit(1) from error
        except BrokenPipeError:
            sys.stderr.close()
            raise typer.Exit(1) from None


app = typer.Typer(
    cls=Commands,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)


def main() -> None:
    """Run the command line."""
    app(prog_name="relazione")


def _version(wanted: bool) -> None:
    if wanted:
        say(f"relazione {__version__}")
        raise typer.Exit


@app.callback()
def relazione(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and exit.")
    ] = False,
) -> None:
    """Read what is written about diplomacy and keep it as a graph in which every fact shows its sentence.

    \b
    relazione demo                          try it with the samples that ship
    relazione build articles/               make a dataset from your own files
    relazione add articles/                 read what is new or has changed in them
    relazione query "SELECT ..."            ask it in SPARQL
    relazione serve                         walk it in the browser
    """


app.command()(build)
app.command()(add)
app.command()(remove)
app.command()(status)


@app.command()
def query(
    data: Data,
    query: Query = None,
    file: QueryFile = None,
    format: AnswerFormat = None,
    generation: GenerationId = None,
) -> None:
    """Ask the dataset in SPARQL.

    The usual prefixes (rz, state, person, doc, sector, skos ...) need no declaration.

    \b
    relazione query "SELECT ?state WHERE { ?state a rz:State }"
    relazione query --file offices.rq --format csv > offices.csv
    relazione query "DESCRIBE state:it" --format turtle
    """
    from graph.opening import open_generation

    text = query_text(query, file)
    with open_generation(data, generation) as dataset:
        print_answer(dataset.answer(text), format)


app.command()(export)


@app.command()
def validate(data: Data, generation: GenerationId = None) -> None:
    """Check the dataset against the ontology's shapes.

    Each violation of SHACL is listed by node and shape; exit code 1 if there is any.

    \b
    relazione validate --data ./rome
    """
    from graph.opening import open_generation
    from ontology.validation import violations

    with open_generation(data, generation) as dataset:
        found = violations(dataset.triples())
    if found:
        show_table("", ("Node", "Shape", "Path", "Message"), [(v.node, v.shape, v.path, v.message) for v in found])
        raise RelazioneError(f"{len(found)} violations of the shapes")
    say("Valid: no shape is broken")


app.command()(report)
app.command()(dossier)


@app.command()
def check(
    queries: Folder,
    data: Data,
    generation: GenerationId = None,
) -> None:
    """Compare answers with known ones, as a gate.

    Each NAME.rq of the folder is asked and compared with NAME.csv; exit code 1 if any answer differs.

    \b
    relazione check questions/ --data ./rome
    """
    from graph.gate import check as check_answers
    from graph.opening import open_generation

    with open_generation(data, generation) as dataset:
        verdicts = check_answers(dataset, queries)
    show_verdicts(verdicts)
    if not all(verdict.right for verdict in verdicts):
        raise typer.Exit(1)


app.command()(refusals)
app.command()(evaluate)
app.add_typer(review, name="review")
app.add_typer(watch, name="watch")
app.add_typer(generations, name="generations")
app.command()(diff)


app.command()(serve)
app.command()(token)


@app.command()
def demo(
    data: DemoData = Path("relazione-demo"),
    host: Host = "127.0.0.1",
    port: FirstPort = 8000,
    serve: Serving = True,
    refusals: Refusals = False,
) -> None:
    """Build the samples that ship, and serve them.

    What was found is printed: documents, entities by type, statements by family, refusals.

    \b
    relazione demo
    relazione demo --no-serve --refusals
    """
    from importlib.resources import as_file, files

    from graph.corpus import Settings

    with as_file(files("graph") / "samples") as samples:
        result = build_into([samples], data, Settings())
    show_build(result)
    if refusals:
        show_refusals(data)
    if serve:
        from .serving import serve as run

        ports = range(port, min(port + 100, 65536))
        run(data, host, ports, lambda address: say(f"Serving {data} at {address} (Ctrl+C stops it)"), {})


