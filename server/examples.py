"""Questions that the query page offers to start from: files of graph/queries whose first line says what they ask."""

from dataclasses import dataclass

from graph.store import named_query

NAMES = ("sample_meetings", "sample_offices", "sample_agreements", "sample_trade", "sample_claims", "sample_kinds")


@dataclass(frozen=True, slots=True)
class Example:
    """A question in words and in SPARQL."""

    title: str
    text: str


def examples() -> tuple[Example, ...]:
    """Return the questions, in the order in which they are offered."""
    return tuple(_example(named_query(name)) for name in NAMES)


def _example(query: str) -> Example:
    title, _, text = query.partition("\n")
    return Example(title.removeprefix("#").strip(), text.strip())
