"""The results of commands as they are printed."""

import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import typer
from rdflib import URIRef
from rdflib.term import Identifier

from graph.address import Place
from graph.errors import QueryError, RelazioneError
from graph.opening import open_generation
from graph.store import Answer

from .addresses import curie
from .terminal import say, show_counts, show_table

if TYPE_CHECKING:
    from graph.assembly import BuildResult
    from graph.gate import Verdict

_MEDIA_TYPES = {"json": "application/sparql-results+json", "csv": "text/csv"}


def show_build(result: "BuildResult") -> None:
    """Print a table of what was read, one of what was skipped, and the counts."""
    if result.read:
        told = [read for read in result.read if read.identifier in result.anew]
        rows = [(r.identifier, r.title, r.words, r.entities, r.statements, r.refusals) for r in told]
        columns = ("Document", "Title", "Words", "Entities", "Statements", "Refused")
        if rows:
            show_table(f"Read {len(rows)} documents", columns, rows, numbers=4)
        if len(rows) < len(result.read):
            say(f"Kept {len(result.read) - len(rows)} documents as they were read before")
    if result.skipped:
        show_table(f"Skipped {len(result.skipped)}", ("File", "Reason"), [(s.path, s.reason) for s in result.skipped])
    if result.read:
        show_counts("Entities", result.entities)
        show_counts("Statements", _plural(result.statements))
        show_counts("Events", result.events)
        say(f"Refused: {result.refusals} recognised but not asserted")
    if result.review:
        applied = [id for id, effect in result.review.items() if effect == "applied"]
        say(f"Review: {len(applied)} of {len(result.review)} judgements applied")
        idle = [(id, effect) for id, effect in result.review.items() if id not in applied]
        if idle:
            show_table("Not applied", ("Judgement", "Reason"), idle)


def _plural(counts: Mapping[str, int]) -> dict[str, int]:
    return {f"{name}s": count for name, count in counts.items()}


def show_refusals(data: Place) -> None:
    """Print what was recognised but not asserted."""
    with open_generation(data) as generation:
        rows = [(r["document"], r["recognised"], r["reason"], r["sentence"]) for r in generation.record["refusals"]]
    show_table("Refused", ("Document", "Recognised", "Reason", "Words"), rows)


def show_verdicts(verdicts: Iterable["Verdict"]) -> None:
    """Print which questions were answered as known, and what differs in the others."""
    listed = list(verdicts)
    for verdict in listed:
        told = f": {verdict.problem}" if verdict.problem else ""
        say(f"{'right' if verdict.right else 'WRONG'}  {verdict.name}{told}")
        for sign, rows in (("missing", verdict.missing), ("unexpected", verdict.unexpected)):
            for row in rows:
                say(f"         {sign}: {row}")
    say(f"{sum(verdict.right for verdict in listed)} of {len(listed)} questions answered as known")


def query_text(query: str | None, file: Path | None) -> str:
    """Return the query that is given, or that of a file, or what comes in."""
    if (query is None) == (file is None) and (query is not None or sys.stdin.isatty()):
        raise typer.BadParameter("give a query, or --file FILE, or a query on standard input")
    try:
        return query if query is not None else file.read_text("utf-8") if file else sys.stdin.read()
    except (OSError, UnicodeDecodeError) as error:
        raise QueryError(f"{file}: cannot be read ({error})") from error


def print_answer(answer: Answer, format: str | None) -> None:
    """Print the answer to a query; without a format rows as a table and a graph as Turtle."""
    if answer.kind == "boolean" and format in (None, "table"):
        say("yes" if answer else "no")
    elif answer.kind == "graph":
        if format not in (None, "turtle"):
            raise QueryError(f"a graph cannot be written as {format}; wanted turtle")
        write(answer.serialize("text/turtle"), None)
    elif format == "turtle":
        raise QueryError("rows cannot be written as turtle; wanted table, json or csv, or a CONSTRUCT query")
    elif format in (None, "table"):
        rows = [[short(row.get(name)) for name in answer.variables] for row in answer.rows()]
        show_table("", answer.variables, rows)
    else:
        write(answer.serialize(_MEDIA_TYPES[format]), None)


def short(term: Identifier | None) -> str:
    """Return a term as people read it: an IRI with its usual prefix, a literal by its value."""
    if isinstance(term, URIRef):
        return curie(term)
    return "" if term is None else str(term)


def write(content: bytes, destination: Path | None) -> None:
    """Write bytes to a file, or to standard output."""
    if destination is None:
        sys.stdout.buffer.write(content if content.endswith(b"\n") else content + b"\n")
        sys.stdout.flush()
        return
    try:
        destination.write_bytes(content)
    except OSError as error:
        raise RelazioneError(f"{destination}: cannot be written ({error.strerror or error})") from error
