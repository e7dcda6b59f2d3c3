"""`relazione evaluate`: how well a dataset agrees with annotations of one's own."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from graph.errors import GoldError

from .options import Data
from .rows import RowFormat, Rows, write_csv, write_json
from .terminal import say, show_table, warn

if TYPE_CHECKING:
    from graph.evaluation import Comparison

COLUMNS = ("document", "of", "precision", "recall", "f1", "right", "found", "wanted")
Folder = Annotated[
    Path, typer.Argument(metavar="GOLD_DIR", help="Folder of annotations, a .json a document.", show_default=False)
]
Each = Annotated[bool, typer.Option("--each", help="A table for each document too.")]
Errors = Annotated[
    str | None, typer.Option(metavar="DOC", help="List what is missed (-) and what is wrong (+) in this document.")
]


def evaluate(
    gold: Folder, data: Data, each: Each = False, errors: Errors = None, format: Rows = RowFormat.table
) -> None:
    """Compare the dataset with annotations.

    Precision, recall and F1 of each family of facts, and the share of their details that are right. An annotation is
    a JSON file with the lists entities, offices, events, relations and observations; the README shows one.

    \b
    relazione evaluate gold/ --data ./rome --each
    relazione evaluate gold/ --data ./rome --errors visit
    relazione evaluate gold/ --format csv > figures.csv
    """
    from graph.evaluation import evaluate as compare
    from graph.evaluation import together
    from graph.opening import open_generation

    with open_generation(data) as generation:
        found = compare(generation, gold)
    known = {comparison.document: comparison for comparison in found}
    if errors is not None and errors not in known:
        raise GoldError(f"{errors}: no annotated document; wanted one of {', '.join(known)}")
    asked = [known[errors]] if errors is not None else []
    shown = [*(found if each else asked), together(found)]
    if format is RowFormat.json:
        write_json({"documents": [_json(comparison) for comparison in found], "all": _json(shown[-1])})
    elif format is RowFormat.csv:
        _write_csv(shown, asked)
    else:
        _show(shown, asked)
    for comparison in found:
        if not comparison.present:
            warn(f"{comparison.document}: not in the dataset; all of it counts as missed")


def _show(comparisons: Iterable["Comparison"], searched: Iterable["Comparison"]) -> None:
    for comparison in comparisons:
        rows = [[row[1], *(f"{share:.3f}" for share in row[2:5]), *row[5:]] for row in _families(comparison)]
        show_table(comparison.document, ("", "Precision", "Recall", "F1", "Right", "Found", "Wanted"), rows, numbers=6)
        asked = ((name, tally) for name, tally in comparison.details.items() if tally.wanted)
        details = ", ".join(f"{name} {tally.recall:.3f} of {tally.wanted}" for name, tally in asked)
        say(f"Details of what is right: {comparison.detail:.3f}" + (f" ({details})" if details else ""))
        say(f"Nodes an entity: {comparison.splits:.3f}")
        say("")
    for comparison in searched:
        for sign, family, fact in _differences(comparison):
            say(f"{sign} {family}: {fact}")


def _write_csv(comparisons: Iterable["Comparison"], asked: list["Comparison"]) -> None:
    """Print the figures, or of one document the misses and errors."""
    if asked:
        write_csv(("sign", "family", "fact"), list(_differences(asked[0])))
        return
    rows = [row for comparison in comparisons for row in (*_families(comparison), *_details(comparison))]
    write_csv(COLUMNS, [[f"{cell:.4f}" if isinstance(cell, float) else cell for cell in row] for row in rows])


def _families(comparison: "Comparison") -> Iterator[list[Any]]:
    for name, tally in (*comparison.families.items(), ("all", comparison.all)):
        counts = tally.right, tally.found, tally.wanted
        yield [comparison.document, name, tally.precision, tally.recall, tally.f1, *counts]


def _details(comparison: "Comparison") -> Iterator[list[Any]]:
    """Yield the details; as they are asked of facts found, their share right is a recall."""
    for name, tally in comparison.details.items():
        yield [comparison.document, name, None, tally.recall, None, tally.right, None, tally.wanted]


def _differences(comparison: "Comparison") -> Iterator[tuple[str, str, str]]:
    for sign, rest in (("-", comparison.missed), ("+", comparison.wrong)):
        for family, fact in rest:
            yield sign, family, " | ".join(_part(part) for part in fact)


def _part(part: object) -> str:
    return "—" if part is None else str(part).removeprefix("https://w3id.org/relazione/id/")


def _json(comparison: "Comparison") -> dict[str, Any]:
    figures = {row[1]: dict(zip(COLUMNS[2:], row[2:], strict=True)) for row in _families(comparison)}
    details = {row[1]: {"share": row[3], "right": row[5], "wanted": row[7]} for row in _details(comparison)}
    return {
        "document": comparison.document,
        "present": comparison.present,
        "families": figures,
        "details": {**details, "all": {"share": comparison.detail}},
        "splits": comparison.splits,
        "missed": [[family, *fact] for family, fact in comparison.missed],
        "wrong": [[family, *fact] for family, fact in comparison.wrong],
    }
