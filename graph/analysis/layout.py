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
    side, high = _size(len(part))
    if len(part) == 1:
        return {part[0]: (side / 2, high / 2)}
    if len(part) == 2:
        return {part[0]: (0.15 * side, high / 2), part[1]: (0.85 * side, high / 2)}
    ordered: nx.Graph[str] = nx.Graph()
    ordered.add_nodes_from(part)
    ordered.add_edges_from(sorted((min(ends), max(ends)) for ends in graph.edges))
    start = {key: (cos(2 * pi * n / len(part)), sin(2 * pi * n / len(part))) for n, key in enumerate(part)}
    steps, far = STEPS if len(part) <= MANY else STEPS // 4, 1.6 / sqrt(len(part))
    found = nx.spring_layout(ordered, pos=start, iterations=steps, weight=None, seed=0, k=far)
    return _scaled({key: (float(x), float(y)) for key, (x, y) in found.items()}, side)


def _scaled(points: Mapping[str, Point], side: float) -> dict[str, Point]:
    """Fit places into a square: half by where they are, half by their order, so that a crowd comes apart."""
    across, down = (_levels({key: point[axis] for key, point in points.items()}) for axis in (0, 1))
    inner, edge = 0.9 * side, 0.05 * side
    return {key: (edge + inner * across[key], edge + inner * down[key]) for key in points}


def _levels(values: Mapping[str, float]) -> dict[str, float]:
    ordered = sorted(values, key=lambda key: (round(values[key], 6), key))
    place = {key: n / (len(ordered) - 1) for n, key in enumerate(ordered)}
    low, span = min(values.values()), max(values.values()) - min(values.values())
    if span < 1e-6:
        return dict.fromkeys(values, 0.5)
    return {key: (place[key] + (value - low) / span) / 2 for key, value in values.items()}


def _pack(tiles: Sequence[Mapping[str, Point]]) -> dict[str, Point]:
    """Put tiles in rows, small ones on top of each other beside a large one, and scale all to the unit square."""
    sizes = [_size(len(tile)) for tile in tiles]
    area = sum((wide + GAP) * (high + GAP) for wide, high in sizes)
    limit = max(sqrt(area), sum(wide + GAP for wide, _ in sizes[:2]))
    placed: dict[str, Point] = {}
    left = top = row = column = filled = whole = 0.0  # row: its height; column: its width, filled: how far down
    for tile, (wide, high) in zip(tiles, sizes, strict=True):
        if filled + high > row + 1e-9:
            left, column, filled = left + column, 0.0, 0.0
            if left + wide > limit + 1e-9 or not row:
                left, top, row = 0.0, top + row + (GAP if row else 0.0), high
        placed |= {key: (left + x, top + filled + y) for key, (x, y) in tile.items()}
        whole = max(whole, left + wide, top + filled + high)
        column, filled = max(column, wide + GAP), filled + high + GAP
    return {key: (round(x / whole, 4), round(y / whole, 4)) for key, (x, y) in placed.items()}


def _size(names: int) -> Point:
    """Return width and height of a component: its area grows with its names, and a pair lies flat."""
    return (sqrt(names), sqrt(names) / (2 if names == 2 else 1))
