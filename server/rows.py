"""Rows as a table for people, or as CSV or JSON for programs."""

import csv
import io
import json
from collections.abc import Sequence
from enum import StrEnum
from typing import Annotated, Any

import typer

from graph.report.exports.fields import safe

from .results import write
from .terminal import show_table


class RowFormat(StrEnum):
    table = "table"
    json = "json"
    csv = "csv"


Rows = Annotated[RowFormat, typer.Option("--format", help="Of what is printed.")]


def show_rows(columns: Sequence[str], rows: Sequence[Sequence[object]], *, numbers: int = 0) -> None:
    """Print rows as a table; the last `numbers` columns stand to the right."""
    show_table("", [column.capitalize() for column in columns], rows, numbers=numbers)


def write_csv(columns: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Print rows as CSV, no cell of which is a formula; what is missing is left empty."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([safe(cell) if isinstance(cell, str) else cell for cell in row] for row in rows)
    write(out.getvalue().encode(), None)


def write_json(content: Any) -> None:
    """Print a value as JSON."""
    write(json.dumps(content, ensure_ascii=False, indent=1).encode(), None)
