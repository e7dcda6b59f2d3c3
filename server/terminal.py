"""What the commands print: tables on standard output, progress and errors beside it."""

import shutil
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

_UNBROKEN = 240


def output() -> Console:
    """Return the console on standard output; wide where that is no terminal, so that rows stay on their lines."""
    width = None if sys.stdout.isatty() else _UNBROKEN
    return Console(width=width, highlight=False, markup=False)


def aside() -> Console:
    """Return the console for what is not the result."""
    width = shutil.get_terminal_size((_UNBROKEN, 24)).columns
    return Console(stderr=True, width=width, highlight=False, markup=False, soft_wrap=True)


def show_table(title: str, columns: Sequence[str], rows: Iterable[Sequence[object]], *, numbers: int = 0) -> None:
    """Print rows under a title; the last `numbers` columns stand to the right."""
    if title:
        output().print(title, style="bold")
    table = Table(box=None, pad_edge=False, header_style="bold")
    for place, column in enumerate(columns):
        right = place >= len(columns) - numbers
        table.add_column(column, justify="right" if right else "left", overflow="fold")
    for row in rows:
        table.add_row(*(Text("" if cell is None else str(cell)) for cell in row))
    output().print(table)


def show_counts(title: str, counts: Mapping[str, int]) -> None:
    """Print what was counted, on one line."""
    output().print(f"{title}: " + (", ".join(f"{name} {count}" for name, count in counts.items()) or "none"))


def say(message: str) -> None:
    """Print a line of result."""
    output().print(message, soft_wrap=True)


def warn(message: str) -> None:
    """Print a line that is not the result."""
    aside().print(message)


@contextmanager
def progress_bar(task: str) -> Iterator[Callable[[int, int, str], None]]:
    """Give a function that draws how much is done; nothing is drawn where nobody looks."""
    columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[name]}")
    console = aside()
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        drawn = bar.add_task(task, total=None, name="")
        yield lambda done, total, name: bar.update(drawn, completed=done, total=total, name=name)


@contextmanager
def working(task: str) -> Iterator[None]:
    """Tell what takes a while, and for how long already, until it is done; nothing is drawn where nobody looks."""
    console = aside()
    columns = SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn()
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as line:
        line.add_task(task, total=None)
        yield
