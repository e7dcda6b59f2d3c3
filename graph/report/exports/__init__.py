"""Exports for scholars: dyad-years, PLOVER's JSON, GraphML and GEXF, with a codebook.

The same dataset and projection give the same bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph.analysis.choice import Projection
from graph.report.material import Material

from .codebook import codebook
from .dyads import directed_dyad_years, dyad_years
from .graphs import gexf, graphml
from .plover import plover, read_cited

if TYPE_CHECKING:
    from graph.store import Generation


@dataclass(frozen=True, slots=True)
class Export:
    """A kind of file: what it is called, its suffix and media type, and how it is written."""

    label: str
    suffix: str
    media_type: str
    write: Callable[[Generation, Material, Projection], str]


EXPORTS: Mapping[str, Export] = {
    "dyad-year": Export(
        "Dyad-years", "csv", "text/csv; charset=utf-8", lambda _, material, chosen: dyad_years(material, chosen)
    ),
    "directed-dyad-year": Export(
        "Directed dyad-years", "csv", "text/csv; charset=utf-8",
        lambda _, material, chosen: directed_dyad_years(material, chosen),
    ),
    "plover": Export(
        "PLOVER", "jsonl", "application/x-ndjson",
        lambda generation, material, chosen: plover(material, chosen, read_cited(generation)),
    ),
    "graphml": Export(
        "GraphML", "graphml", "application/graphml+xml", lambda _, material, chosen: graphml(material, chosen)
    ),
    "gexf": Export("GEXF", "gexf", "application/gexf+xml", lambda _, material, chosen: gexf(material, chosen)),
    "codebook": Export(
        "Codebook", "md", "text/markdown; charset=utf-8", lambda _, material, chosen: codebook(material, chosen)
    ),
}  # fmt: skip


def export(generation: Generation, material: Material, projection: Projection, format: str) -> str:
    """Return what a projection takes from a generation, in one of `EXPORTS`; `material` is what was read of it."""
    return EXPORTS[format].write(generation, material, projection)
