"""The network as the explorer's script takes it: every name and dyad, and each statement as a row of short columns.

The script narrows, counts, finds paths and chooses what to draw by itself, so all it may need is sent once a
generation. Of a dataset that is too large the best documented part is sent, and `whole` tells how much there is.
Built with pyvis; only its data goes out, never its own HTML, which loads from elsewhere.
"""

import json
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from gzip import compress
from typing import Any

import networkx as nx
from pyvis.network import Network as Drawn

from graph.analysis.reading import read_members
from graph.statement import EVENT_TYPES, TYPES
from ontology.terms import ID, SECTOR

from .columns import SEALS, Columns, columns
from .editions import Edition
from .network import Network, Pair, strength, the_network
from .presentation import kind_label
from .stage import Point
from .standing import MEASURES, Standing, placed, the_standing

MOST_NAMES, MOST_DYADS, MOST_ROWS = 5_000, 30_000, 300_000
MOST_BLOCS, FEWEST_MEMBERS = 40, 2


def the_picture(edition: Edition) -> tuple[bytes, bytes]:
    """Return the whole network as JSON, plain and packed, as it is kept with an edition."""

    def make() -> tuple[bytes, bytes]:
        plain = written(picture(edition))
        return plain, compress(plain, 6, mtime=0)

    return edition.keep("picture", make)


def written(told: Mapping[str, Any]) -> bytes:
    """Return a network as JSON."""
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def picture(edition: Edition) -> dict[str, Any]:
    """Return the whole network, or the best documented part of it."""
    found = the_network(edition)
    lines = _within(found, found.order[:MOST_NAMES])
    tied = {key for ends in lines for key in ends}
    standing = the_standing(edition)
    return _told(edition, [key for key in found.order if key in tied], lines, standing.places)


def around(edition: Edition, key: str) -> dict[str, Any] | None:
    """Return one name with all its dyads, numbered by themselves; None where nothing ties it."""
    found = the_network(edition)
    if key not in found.full or not found.full.degree(key):
        return None
    lines = [found.ends(key, other) for other in found.full[key]]
    names = sorted({key, *found.full[key]}, key=lambda each: found.rank[each])
    star: nx.Graph[str] = nx.Graph()
    star.add_nodes_from(names)
    star.add_weighted_edges_from((a, b, found.full.edges[a, b]["weight"]) for a, b in lines)
    return _told(edition, names, _in_order(found, lines), placed(star, the_standing(edition).places))


def _within(found: Network, names: Collection[str]) -> list[Pair]:
    """Return the dyads among names, the better documented end first; of too many those of most documents."""
    known = set(names)
    lines = [ends for ends in found.full.edges if known.issuperset(ends)]
    lines.sort(key=lambda ends: strength(found.full, ends))
    rows, kept = 0, 0
    for kept, (a, b) in enumerate(lines[:MOST_DYADS], 1):
        rows += len(found.between(a, b))
        if rows > MOST_ROWS:
            kept -= 1
            break
    return _in_order(found, [found.ends(a, b) for a, b in lines[:kept]])


def _in_order(found: Network, lines: Iterable[Pair]) -> list[Pair]:
    return sorted(lines, key=lambda ends: (found.rank[ends[0]], found.rank[ends[1]]))


def _told(edition: Edition, names: Sequence[str], lines: Sequence[Pair], places: Mapping[str, Point]) -> dict[str, Any]:
    found, standing = the_network(edition), the_standing(edition)
    told = columns(edition, [found.between(a, b) for a, b in lines])
    groups = _communities(found, standing, names)
    blocs = _blocs(edition, names)
    drawn = _drawn(found, names, lines, told)
    for node in drawn["nodes"]:
        key = node["key"]
        x, y = places[key]
        belongs = [number for number, (_, members) in enumerate(blocs) if key in members]
        node |= {"x": x, "y": y, "community": groups[standing.community[key]][0], "blocs": belongs,
                 "measures": standing.values[key]}  # fmt: skip
    return {
        "generation": edition.id,
        "whole": {"names": found.whole, "dyads": found.whole_lines, "statements": found.whole_statements},
        "types": [name.lower() for name in TYPES],
        "worlds": list(SEALS),
        "kinds": [_kind(kind, told.intensities.get(kind)) for kind in told.kinds],
        "sectors": [{"key": key, "label": edition.catalogue.name(SECTOR[key]).label} for key in told.sectors],
        "sectorSets": [list(each) for each in told.sector_sets],
        "sources": list(told.sources),
        "blocs": [{"key": key, "label": edition.catalogue.name(ID[key]).label} for key, _ in blocs],
        "communities": [{"label": label} for _, label in groups.values()],
        "measures": [{"key": each.key, "label": each.label, "about": standing.about[each.key]} for each in MEASURES],
        "documents": told.documents,
        **drawn,
        "rows": told.rows,
    }


def _drawn(found: Network, names: Sequence[str], lines: Sequence[Pair], told: Columns) -> dict[str, Any]:
    """Return names and dyads as pyvis holds them, without what it adds for its own pages."""
    drawn, number = Drawn(directed=True), {key: place for place, key in enumerate(names)}
    types = [name.lower() for name in TYPES]
    for key in names:
        name = found.names[key]
        drawn.add_node(number[key], label=name.label, key=key, type=types.index(name.type))
    for (a, b), rows in zip(lines, told.spans, strict=True):
        drawn.add_edge(number[a], number[b], rows=rows)
    nodes, edges, *_ = drawn.get_network_data()
    return {
        "nodes": [{part: node[part] for part in ("id", "key", "label", "type")} for node in nodes],
        "edges": [{part: edge[part] for part in ("from", "to", "rows")} for edge in edges],
    }


def _kind(kind: str, intensity: float | None) -> dict[str, Any]:
    label = "Office" if kind == "Tenure" else kind_label(kind)
    return {"key": kind, "label": label, "event": kind in EVENT_TYPES, "intensity": intensity}


def _communities(found: Network, standing: Standing, names: Sequence[str]) -> dict[int, tuple[int, str]]:
    """Return the number and the label of each community that names belong to, the largest first."""
    sizes = Counter(standing.community[key] for key in names)
    first: dict[int, list[str]] = {each: [] for each, _ in sorted(sizes.items(), key=lambda item: (-item[1], item[0]))}
    for key in names:
        first[standing.community[key]].append(found.names[key].label)
    return {each: (number, _several(labels)) for number, (each, labels) in enumerate(first.items())}


def _several(labels: Sequence[str]) -> str:
    if len(labels) < 3:
        return " and ".join(labels)
    return f"{labels[0]}, {labels[1]} and {len(labels) - 2} more"


def _blocs(edition: Edition, names: Sequence[str]) -> list[tuple[str, frozenset[str]]]:
    """Return the organisations of which several of the names are members, those of most members first."""
    found = {key: states.intersection(names) for key, states in read_members(edition.generation).items()}
    kept = ((key, states) for key, states in found.items() if len(states) >= FEWEST_MEMBERS)
    return sorted(kept, key=lambda bloc: (-len(bloc[1]), bloc[0]))[:MOST_BLOCS]
