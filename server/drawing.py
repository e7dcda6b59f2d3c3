"""An answer as a network: names joined where a row, or a triple, names both.

Of a graph every triple between two IRIs is a line, but for types, which are no ties. Of rows, the first two columns of
names are joined (else the first two of any IRIs), and a column of terms of the vocabulary is written on the line.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import sqrt
from typing import Any

import networkx as nx
from rdflib.namespace import RDF

from graph.analysis.layout import layout
from ontology.terms import ID, RZ

from .addresses import page_of, tail_of
from .catalogue import Catalogue
from .excerpt import Cell, Found
from .naming import called, kind_of
from .stage import stage

MOST, MOST_LINES = 300, 900
Tie = tuple[Cell, Cell, str]
Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Line:
    """Two names with what joins them, and in how many rows."""

    one: Cell
    other: Cell
    words: str
    count: int


@dataclass(frozen=True, slots=True)
class Drawing:
    """What is drawn of an answer; `names` and `ties` count what there is to draw, `data` is what the script reads."""

    joined: tuple[str, ...]
    names: int
    ties: int
    lines: tuple[Line, ...]
    data: Mapping[str, Any]

    @property
    def drawn(self) -> int:
        """How many names are drawn."""
        return len(self.data["nodes"])


def drawing(found: Found, catalogue: Catalogue) -> Drawing | None:
    """Return an answer as a network, or None where it has fewer than two columns of IRIs, or joins nothing."""
    ends = ("subject", "object") if found.is_graph else _ends(found, catalogue)
    if not ends:
        return None
    counted = Counter(_ties(found, *(found.columns.index(end) for end in ends)))
    every = tuple(Line(*tie, count) for tie, count in counted.items())
    lines = _most_joined(every)
    if not lines:
        return None
    names = {cell for line in every for cell in (line.one, line.other)}
    return Drawing(ends, len(names), len(every), lines, _data(lines, catalogue))


def _ends(found: Found, catalogue: Catalogue) -> tuple[str, str] | None:
    """Return the two columns to join: of names if there are two, else of any IRIs but terms of the vocabulary."""
    iris = [place for place, kind in enumerate(found.kinds) if kind == "iri" and not _of_terms(found.cells(place))]
    named = [place for place in iris if all(cell.value.startswith(str(ID)) for cell in found.cells(place))]
    chosen = (named if len(named) > 1 else iris)[:2]
    return (found.columns[chosen[0]], found.columns[chosen[1]]) if len(chosen) == 2 else None


def _of_terms(cells: Sequence[Cell]) -> bool:
    return all(cell.value.startswith(str(RZ)) for cell in cells)


def _ties(found: Found, one: int, other: int) -> Iterator[Tie]:
    between = next((p for p, kind in enumerate(found.kinds) if kind == "iri" and _of_terms(found.cells(p))), None)
    for row in found.rows:
        start, end = row[one], row[other]
        word = row[1] if found.is_graph else row[between] if between is not None else None
        if start is None or end is None or "literal" in (start.kind, end.kind) or start == end:
            continue
        if not (found.is_graph and word and word.value == str(RDF.type)):
            yield start, end, tail_of(word.value) if word else ""


def _most_joined(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Return what can be read in one picture: lines between the names that most lines join, the most frequent first."""
    degrees = Counter(cell.value for line in lines for cell in (line.one, line.other))
    kept = {value for value, _ in sorted(degrees.items(), key=lambda item: (-item[1], item[0]))[:MOST]}
    drawn = [line for line in lines if line.one.value in kept and line.other.value in kept]
    drawn.sort(key=lambda line: (-line.count, line.one.value, line.other.value, line.words))
    return tuple(drawn[:MOST_LINES])


def _data(lines: Sequence[Line], catalogue: Catalogue) -> dict[str, Any]:
    cells = {cell.value: cell for line in lines for cell in (line.one, line.other)}
    number = {key: place for place, key in enumerate(sorted(cells))}
    edges = [[number[line.one.value], number[line.other.value], line.words, line.count] for line in lines]
    return {"nodes": [_node(cells[key], catalogue) for key in number], "edges": edges}


def _node(cell: Cell, catalogue: Catalogue) -> dict[str, str | None]:
    label, kind = called(cell, catalogue), kind_of(cell, catalogue)
    return {"label": label, "type": kind, "url": page_of(cell.value)}


@lru_cache(maxsize=64)
def places(lines: tuple[Pair, ...]) -> tuple[tuple[int, int, float], ...]:
    """Return where each name stands, and its size, the middle of the picture at nought; names are told by number.

    Asked for when a picture is looked at, for it takes a second where 300 names are joined.
    """
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(sorted({f"{end:03}" for ends in lines for end in ends}))
    graph.add_edges_from(sorted((f"{one:03}", f"{other:03}") for one, other in lines))
    most = max((degree for _, degree in graph.degree()), default=1) or 1
    radii = {key: round(6 + 10 * sqrt(graph.degree(key) / most), 1) for key in graph}
    found = stage(graph, layout(graph), radii)
    return tuple((*found[key], radii[key]) for key in sorted(graph))
