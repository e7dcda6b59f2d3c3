"""The options and arguments that the commands share, each with its help."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from graph.address import Address, address, is_address

from .config import data_place, store_credentials


class QueryFormat(StrEnum):
    table = "table"
    json = "json"
    csv = "csv"
    turtle = "turtle"


class ExportFormat(StrEnum):
    trig = "trig"
    nquads = "nquads"
    dyad_year = "dyad-year"
    directed_dyad_year = "directed-dyad-year"
    plover = "plover"
    graphml = "graphml"
    gexf = "gexf"
    codebook = "codebook"


class ReportFormat(StrEnum):
    html = "html"
    md = "md"
    csv = "csv"
    json = "json"


class DossierFormat(StrEnum):
    html = "html"
    md = "md"
    json = "json"


class StatusFormat(StrEnum):
    text = "text"
    json = "json"


class InMemory(StrEnum):
    auto = "auto"
    always = "always"
    never = "never"


if TYPE_CHECKING:
    Place = Path | Address
else:
    Place = Path  # typer takes no unions


def placed(text: Path | str) -> Place:
    """Return the folder or the server that is named."""
    return address(str(text), store_credentials()) if is_address(str(text)) else Path(text)


def folder_placed(text: Path | str) -> Path:
    """Return the folder that is named; a server has no history and no watches of its own."""
    if is_address(str(text)):
        raise typer.BadParameter("this command takes a folder of this machine; a server keeps one generation only")
    return Path(text)


Data = Annotated[
    Place,
    typer.Option(
        "--data",
        metavar="DIR",
        help="Folder of the dataset, or a server: sparql+http://HOST/.",
        parser=placed,
        default_factory=data_place,
        show_default="$RELAZIONE_DATA or ./relazione-data",
    ),
]
DataFolder = Annotated[
    Path,
    typer.Option(
        "--data",
        metavar="DIR",
        help="Folder of the dataset.",
        parser=folder_placed,
        default_factory=data_place,
        show_default="$RELAZIONE_DATA or ./relazione-data",
    ),
]
GenerationId = Annotated[
    str | None,
    typer.Option(
        "--generation", metavar="ID", help="Of an earlier generation, or “previous”.", show_default="the one served"
    ),
]
Output = Annotated[Path | None, typer.Option("-o", "--output", metavar="FILE", help="Write there instead of printing.")]
Query = Annotated[
    str | None,
    typer.Argument(metavar="[QUERY]", help="SPARQL; from --file or standard input if left out.", show_default=False),
]
QueryFile = Annotated[Path | None, typer.Option("--file", "-f", metavar="FILE", help="Read the query from there.")]
Folder = Annotated[
    Path, typer.Argument(metavar="QUERIES_DIR", help="Folder of .rq files, each with its .csv.", show_default=False)
]
Host = Annotated[str, typer.Option(help="Address to listen at.")]
Refusals = Annotated[bool, typer.Option("--refusals", help="List what was recognised but not asserted, and why.")]
Processes = Annotated[int, typer.Option(min=1, max=64, help="How many processes read; the dataset is the same.")]
Dask = Annotated[
    str | None,
    typer.Option("--dask", metavar="ADDRESS", help="Dask cluster that reads, as tcp://host:8786."),
]
DemoData = Annotated[Path, typer.Option("--data", metavar="DIR", help="Folder of the dataset.")]
Port = Annotated[int, typer.Option(min=0, max=65535, help="Port to listen at; 0 takes any free one.")]
FirstPort = Annotated[int, typer.Option(min=1, max=65535, help="Port to listen at; the next free one if taken.")]
Serving = Annotated[bool, typer.Option("--serve/--no-serve", help="Whether to serve what was built.")]
Sources = Annotated[
    list[str],
    typer.Argument(
        metavar="SOURCE",
        help="Files and folders (.txt, .md, .html, .pdf, .docx, .csv, .jsonl), or addresses of pages and feeds.",
        show_default=False,
    ),
]
Gone = Annotated[
    list[str],
    typer.Argument(metavar="NAME", help="Paths of files and folders, or ids of documents.", show_default=False),
]
Told = Annotated[bool, typer.Option("--all", help="List the files that are as they were read, too.")]
AllowPrivate = Annotated[
    bool, typer.Option("--allow-private", help="Fetch from addresses of this machine and its network, too.")
]
Model = Annotated[str | None, typer.Option(metavar="NAME", help="Another installed spaCy pipeline.")]
Actors = Annotated[
    list[Path] | None, typer.Option(metavar="FILE.ttl", help="Actors to know besides; may be given several times.")
]
Lexicon = Annotated[
    list[Path] | None, typer.Option(metavar="FILE.toml", help="Words to read events by; may be given several times.")
]
Texts = Annotated[Path | None, typer.Option(metavar="DIR", help="Write the documents' texts there.")]
AnswerFormat = Annotated[
    QueryFormat | None, typer.Option("--format", help="Of the answer.", show_default="table; turtle for a graph")
]
DumpFormat = Annotated[
    ExportFormat | None, typer.Option("--format", help="What is written.", show_default="as FILE's suffix, or trig")
]
PageFormat = Annotated[
    ReportFormat | None, typer.Option("--format", help="Of the report.", show_default="as FILE's suffix, or md")
]
SheetFormat = Annotated[
    DossierFormat | None, typer.Option("--format", help="Of the dossier.", show_default="as FILE's suffix, or md")
]
AsOf = Annotated[
    str | None, typer.Option("--as-of", metavar="DATE", help="A day, month or year by which agreements are told.")
]
Names = Annotated[
    list[str], typer.Argument(metavar="NAME", help="One name, or several for what lies between.", show_default=False)
]
QueryTimeout = Annotated[float, typer.Option(min=0.1, max=3600, metavar="SECONDS", help="When a query is stopped.")]
QueryMemory = Annotated[int, typer.Option(min=64, metavar="MB", help="How much memory a query may take.")]
Workers = Annotated[
    int | None,
    typer.Option(min=1, max=256, help="How many queries run at once.", show_default="twice the processors, 4 to 16"),
]
Queue = Annotated[int, typer.Option(min=0, max=10_000, help="How many queries may wait for a worker.")]
Memory = Annotated[
    InMemory, typer.Option(help="Whether queries are answered from memory; auto where a third of what is free will do.")
]
AnswerCache = Annotated[int, typer.Option(min=0, metavar="MB", help="Memory for answers asked again; 0 is off.")]
TokenFile = Annotated[
    Path | None, typer.Option(metavar="FILE", help="SHA-256 hashes, a line each, of tokens that may write.")
]
AccessLog = Annotated[bool, typer.Option("--access-log", help="Write a line of JSON for each request.")]
Metrics = Annotated[
    bool, typer.Option("--metrics/--no-metrics", help="Whether /metrics tells Prometheus what the service does.")
]
BaseIri = Annotated[
    str | None, typer.Option(metavar="IRI", help="Base under which the dataset's names are served, ending in /.")
]
Cors = Annotated[
    list[str] | None,
    typer.Option(metavar="ORIGIN", help="Pages from where may ask, * for all; may be given several times."),
]
Embed = Annotated[
    list[str] | None,
    typer.Option(
        metavar="ORIGIN", help="Pages that may show the network in a frame; none for nobody.", show_default="everybody"
    ),
]
ValidateUpdates = Annotated[
    bool, typer.Option("--validate-updates", help="Refuse what would break the ontology's shapes.")
]
