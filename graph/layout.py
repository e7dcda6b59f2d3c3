"""Where names stand in a picture: places that are the same in every build.

Each component is laid out by itself (forces from a fixed start, so no clock and no chance), then the components are
packed in rows, the largest first. Coordinates lie in the unit square, y growing downwards as on a screen.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import cos, pi, sin, sqrt

import networkx as nx

Point = tuple[float, float]
GAP = 0.06
STEPS = 200
MANY = 300  # names beyond which a picture is folded anyway, and rough places will do


def layout(graph: nx.Graph[str]) -> dict[str, Point]:
    """Return a place in the unit square for each node; empty for an empty graph, the middle for a single name."""
    parts = sorted((sorted(part) for part in nx.connected_components(graph)), key=lambda part: (-len(part), part))
    tiles = [_component(graph.subgraph(part), part) for part in parts]
    placed = _pack(tiles)
    return {key: placed[key] for key in sorted(placed)}


def labelled(graph: nx.Graph[str], most: int = 25) -> tuple[str, ...]:
    """Return the names to write out: those with most documents behind their ties, then most ties; sorted by that."""

    def order(key: str) -> tuple[float, int, str]:
        return (-float(graph.degree(key, weight="weight")), -int(graph.degree(key)), key)

    return tuple(sorted(graph, key=order)[:most])


def _component(graph: nx.Graph[str], part: Sequence[str]) -> dict[str, Point]:
    """Lay out one connected component in a square whose side grows with the root of its size."""
    side = sqrt(len(part))
    if len(part) == 1:
        return {part[0]: (side / 2, side / 2)}
    if len(part) == 2:
        return {part[0]: (0.15 * side, side / 2), part[1]: (0.85 * side, side / 2)}
    ordered: nx.Graph[str] = nx.Graph()
    ordered.add_nodes_from(part)
    ordered.add_edges_from(sorted((min(ends), max(ends)) for ends in graph.edges))
    start = {key: (cos(2 * pi * n / len(part)), sin(2 * pi * n / len(part))) for n, key in enumerate(part)}
    steps, far = STEPS if len(part) <= MANY else STEPS // 4, 1.6 / sqrt(len(part))
    found = nx.spring_layout(ordered, pos=start, iterations=steps, weight=None, seed=0, k=far)
    return _scaled({key: (float(x), float(y)) for key, (x, y) in found.items()}, side)


def _scaled(points: Mapping[str, Point], side: float) -> dict[str, Point]:
    xs, ys = [x for x, _ in points.values()], [y for _, y in points.values()]
    wide, high = max(xs) - min(xs) or 1.0, max(ys) - min(ys) or 1.0
    inner, edge = 0.9 * side, 0.05 * side
    left, top = min(xs), min(ys)
    return {key: (edge + inner * (x - left) / wide, edge + inner * (y - top) / high) for key, (x, y) in points.items()}


def _pack(tiles: Sequence[Mapping[str, Point]]) -> dict[str, Point]:
    """Put square tiles in rows as wide as the whole is high, roughly, and scale the whole to the unit square."""
    sides = [sqrt(len(tile)) for tile in tiles]
    limit = max([sqrt(sum((side + GAP) ** 2 for side in sides)), *sides], default=1.0)
    placed: dict[str, Point] = {}
    x = y = row = width = 0.0
    for tile, side in zip(tiles, sides, strict=True):
        if x and x + side > limit + 1e-9:
            x, y, row = 0.0, y + row + GAP, 0.0
        placed |= {key: (x + px, y + py) for key, (px, py) in tile.items()}
        x, row, width = x + side + GAP, max(row, side), max(width, x + side)
    whole = max(width, y + row, 1e-9)
    return {key: (round(px / whole, 4), round(py / whole, 4)) for key, (px, py) in placed.items()}
