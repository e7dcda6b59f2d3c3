"""From places in the unit square to a picture that can be read: names apart, the stage filled, small groups below.

The largest component takes the stage; its names are spread by half of their rank along each axis, which evens out a
crowded middle, and pushed apart until no two glyphs touch. Other components stand in rows beneath it. No chance and no
clock is in it: the same network gives the same picture.
"""

from collections.abc import Mapping, Sequence
from math import sqrt

import networkx as nx
import numpy as np
from numpy.typing import NDArray

Point = tuple[int, int]
Places = dict[str, tuple[float, float]]

RATIO = 1.32
ROOM = 84
LABEL = 44
STEPS = 160
CELL = (190, 78)


def stage(
    graph: "nx.Graph[str]", places: Mapping[str, tuple[float, float]], radii: Mapping[str, float]
) -> dict[str, Point]:
    """Return a place in pixels for each name, the middle of the stage at nought."""
    parts = sorted((sorted(part) for part in nx.connected_components(graph)), key=lambda part: (-len(part), part))
    if not parts:
        return {}
    width = ROOM * sqrt(max(len(parts[0]), 9)) * sqrt(RATIO)
    found = _main(parts[0], places, radii, width)
    bottom = max((y for _, y in found.values()), default=0.0)
    found |= beneath(parts[1:], places, width, bottom + 70)
    return {key: (round(found[key][0]), round(found[key][1])) for key in sorted(found)}


def _main(
    part: Sequence[str], places: Mapping[str, tuple[float, float]], radii: Mapping[str, float], width: float
) -> Places:
    spots = np.array([places[key] for key in part], dtype=float)
    extent = np.array([width, width / RATIO])
    spots = _levelled(spots) * extent
    spots = _apart(spots, np.array([radii[key] for key in part]), extent)
    return {key: (float(x), float(y)) for key, (x, y) in zip(part, spots, strict=True)}


def _levelled(spots: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return spots between −½ and ½: half where they are, half where they stand in line."""
    low, high = spots.min(axis=0), spots.max(axis=0)
    across = (spots - low) / np.where(high > low, high - low, 1)
    order = spots.argsort(axis=0, kind="stable").argsort(axis=0, kind="stable") / max(len(spots) - 1, 1)
    levelled: NDArray[np.float64] = 0.5 * across + 0.5 * order - 0.5
    return levelled


def _apart(spots: NDArray[np.float64], radii: NDArray[np.float64], extent: NDArray[np.float64]) -> NDArray[np.float64]:
    """Push names apart that are nearer than their glyphs and a label between them, within the stage."""
    reach = radii[:, None] + radii[None, :]
    wide, high = 1 / (reach + LABEL) ** 2, 1 / (reach + LABEL / 2) ** 2
    for _ in range(STEPS):
        x, y = spots.T
        near = (x[:, None] - x) ** 2 * wide + (y[:, None] - y) ** 2 * high
        np.fill_diagonal(near, 1)
        push = 0.22 * np.maximum(1 - np.sqrt(np.minimum(near, 1)), 0)
        if not push.any():
            break
        spots = np.clip(spots + spots * push.sum(axis=1)[:, None] - push @ spots, -extent / 2, extent / 2)
    return spots


def beneath(
    parts: Sequence[Sequence[str]], places: Mapping[str, tuple[float, float]], width: float, top: float
) -> Places:
    """Put small components in rows from the left, pairs upright so that both labels have room at their right."""
    found: Places = {}
    x, y, row = -width / 2, top, 0.0
    for part in parts:
        wide, high = _cell(part)
        if x > -width / 2 and x + wide > width / 2 + CELL[0] / 2:
            x, y, row = -width / 2, y + row, 0.0
        for key, (across, down) in _within(part, places).items():
            found[key] = (x + across * (wide - CELL[0] * 0.75), y + down * (high - 34))
        x, row = x + wide, max(row, high)
    return found


def _cell(part: Sequence[str]) -> tuple[float, float]:
    return CELL if len(part) < 3 else (CELL[0] * 0.75 + 62 * sqrt(len(part)), 34 + 58 * sqrt(len(part)))


def _within(part: Sequence[str], places: Mapping[str, tuple[float, float]]) -> Places:
    if len(part) < 3:
        return {key: (0.0, float(place)) for place, key in enumerate(part)}
    xs, ys = [places[key][0] for key in part], [places[key][1] for key in part]
    wide, high = max(xs) - min(xs) or 1, max(ys) - min(ys) or 1
    return {key: ((places[key][0] - min(xs)) / wide, (places[key][1] - min(ys)) / high) for key in part}
