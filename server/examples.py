"""Questions that the query page offers to start from: files of graph/queries that say in comments what they ask.

The first line is the title, the next ones describe it; a line `view: network` (or chart) says how it is best shown and
is not offered with the rest.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from graph.store import named_query

GROUPS: Mapping[str, tuple[str, ...]] = {
    "Who deals with whom": ("meetings", "cooperation", "sanctions", "requests", "balance", "timeline"),
    "Agreements and measures": ("agreements", "statuses", "measures", "initiatives", "chains"),
    "Offices and memberships": ("offices", "memberships", "partners"),
    "Trade": ("trade", "changes", "checks"),
    "Said, planned, denied": ("claims", "speakers", "plans", "kept", "certainty"),
    "Sources": ("documents", "coverage", "evidence", "disagreement", "corroboration"),
    "Sectors and places": ("sectors", "places"),
    "Networks": ("network", "reach", "together"),
    "The dataset": ("kinds", "graphs"),
}


VIEW = "# view: "


@dataclass(frozen=True, slots=True)
class Example:
    """A question in words and in SPARQL, with the view that shows its answer best; comments describe it."""

    name: str
    title: str
    view: str
    text: str


@cache
def examples() -> Mapping[str, tuple[Example, ...]]:
    """Return the questions by group, in the order in which they are offered."""
    return {group: tuple(map(_example, names)) for group, names in GROUPS.items()}


def _example(name: str) -> Example:
    lines = named_query(f"sample_{name}").strip().split("\n")
    views = [line.removeprefix(VIEW) for line in lines if line.startswith(VIEW)]
    shown = [line for line in lines if not line.startswith(VIEW)]
    title = shown[0].removeprefix("#").strip()
    return Example(name, title, views[0] if views else "table", "\n".join(shown))
