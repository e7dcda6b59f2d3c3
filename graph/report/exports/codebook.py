"""The codebook: every column and field of every export, made from the lists that the exports are made from."""

from __future__ import annotations

from graph.analysis.choice import Projection
from graph.report.chosen import sentence
from graph.report.material import Material

from . import dyads, graphs, plover
from .fields import table

_HEAD = """# Codebook

Generation {generation} of the dataset, read by {software}.

The files of one projection agree with each other and with the report of that projection:

- projection: {sentence}
- as a query: `{query}`

What holds for all of them:

- A statement is something that a document says, with the words that say it. It has an IRI, which leads to these words.
- Denied statements are in none of the files; nor are those that people rejected in review. What they corrected stands
  as it was put right.
- A figure is a count of statements or documents, not of acts in the world: one act told in two documents is two
  statements. That the documents are silent is no zero of the world.
- Dates are as precise as the text, never widened. Types of events are PLOVER's; their intensities are means of
  Goldstein's scale (1992) over the CAMEO codes that each type gathers.
- In dyad-years and graphs, where the projection folds, a person or an organ of a state counts as that state.
- Text in CSV that a spreadsheet would take for a formula has an apostrophe before it.
"""
_PARTS = (
    ("dyad-year, directed-dyad-year (CSV)", dyads.FIELDS,
     "A row for two actors and a year. In `dyad-year`, `a` comes before `b` in the alphabet of their keys, whoever "
     "acted. In `directed-dyad-year`, `a` acted on `b`; what joins equals (agreements, talks, partnerships) stands in "
     "both rows, so that these rows must not be added up to a total. A year without statements has no row."),
    ("plover (JSON, a record a line)", plover.FIELDS,
     "A record for an event, with the field names of the PLOVER manual, draft 0.8. Only types, worlds, dates, sectors "
     "and confidence of the projection apply. Events whose text names nobody who acted are left out, since PLOVER "
     "asks for a source. Actors keep their identity; where the projection folds, their code is that of their state. "
     "PLOVER's modes are not read, so there is no `mode`."),
    ("graphml, gexf: the graph", graphs.OF_GRAPH,
     "A simple undirected graph of actors. GEXF holds the values of the graph in its description."),
    ("graphml, gexf: nodes", graphs.OF_NODE, "A node for an actor; its id is the actor's key (`state/it`)."),
    ("graphml, gexf: edges", graphs.OF_EDGE, "An edge for two actors that at least one statement ties."),
)  # fmt: skip


def codebook(material: Material, projection: Projection) -> str:
    """Return the codebook of all exports as Markdown."""
    head = _HEAD.format(
        generation=material.generation,
        software=", ".join(material.software),
        sentence=sentence(projection),
        query=projection.query or "the default",
    )
    parts = (f"\n## {title}\n\n{about}\n\n{table(fields)}" for title, fields, about in _PARTS)
    return head + "".join(parts)
