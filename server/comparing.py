"""`relazione diff`: what sets two generations of a dataset apart, in the words of the field."""

from enum import StrEnum
from typing import Annotated

import typer

from .options import DataFolder, Output
from .results import write
from .terminal import working


class DifferenceFormat(StrEnum):
    text = "text"
    html = "html"
    json = "json"
    trig = "trig"


SUFFIXES = {".html": DifferenceFormat.html, ".json": DifferenceFormat.json, ".trig": DifferenceFormat.trig}
Old = Annotated[
    str, typer.Argument(metavar="OLD", help="A generation, the beginning of its id, or “previous”.", show_default=False)
]
New = Annotated[str, typer.Argument(metavar="[NEW]", help="The same.", show_default="the one served")]
Format = Annotated[
    DifferenceFormat | None, typer.Option("--format", help="Of what is told.", show_default="as FILE's suffix, or text")
]


def diff(old: Old, data: DataFolder, new: New = "current", destination: Output = None, format: Format = None) -> None:
    """Tell what sets a generation apart from an earlier one.

    Documents that came, went or changed; new ties, offices that changed hands, agreements whose state changed, figures
    revised; statements new and gone, and why. Facts, claims, plans and denials stand apart. `generations` lists what
    there is to compare.

    \b
    relazione diff previous
    relazione diff 3f2a 9c41 -o changes.html
    relazione diff previous --format json > changes.json
    """
    from graph.difference.compare import compare
    from graph.difference.formats import written
    from graph.history import resolve

    by_suffix = SUFFIXES.get(destination.suffix if destination else "", DifferenceFormat.text)
    with working("Comparing"):
        found = compare(data, resolve(data, old), resolve(data, new))
        told = written(found, str(format or by_suffix))
    write(told, destination)
