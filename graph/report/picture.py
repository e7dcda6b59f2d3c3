"""The picture of a scope: its groups in frames, its names in them, and a line for each dyad.

A frame is a group, not a colour; solid lines are cooperation, dashed ones conflict, grey ones neither. Only the best
documented names are drawn, so that each can be read; a name that fits nowhere without touching another goes unwritten.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil, sqrt

from graph.analysis.layout import layout

from .contents import Pair, Scope, Standing
from .figures import NARROW, WIDE, both, cut, glyph, line, text
from .glyphs import way

MOST, MOST_NARROW = 30, 16
Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Frame:
    """A group's rectangle and the names drawn in it."""

    letter: str
    names: tuple[Standing, ...]
    box: Box


def picture(scope: Scope) -> str:
    """Return the drawing of a scope's groups and dyads."""
    return both(
        lambda narrow: _picture(scope, narrow=narrow), "Groups and dyads; the tables below hold the names and numbers"
    )


def drawn(scope: Scope, most: int = MOST) -> tuple[Standing, ...]:
    """Return the names that are drawn: the best documented, as the ranking by strength has them."""
    return tuple(place.name for place in scope.ranking("strength").places[:most])


def _picture(scope: Scope, *, narrow: bool) -> tuple[float, str]:
    shown = {name.key: name for name in drawn(scope, MOST_NARROW if narrow else MOST)}
    frames = _frames(scope, shown, NARROW if narrow else WIDE, narrow=narrow)
    places = {key: at for frame in frames for key, at in _places(scope, frame).items()}
    pairs = [pair for pair in scope.pairs if pair.one.key in places and pair.other.key in places]
    parts = [_outline(frame) for frame in frames]
    parts += [_edge(pair, places) for pair in sorted(pairs, key=lambda pair: (pair.dyad.weight, pair.label))]
    parts += [part for name in shown.values() for part in _node(name, places[name.key])]
    parts += _labels(shown, places, frames, narrow=narrow)
    return max((frame.box[3] for frame in frames), default=1) + 1, "".join(parts)


def _frames(scope: Scope, shown: Mapping[str, Standing], width: float, *, narrow: bool) -> list[Frame]:
    """Put the groups in rows, the largest first, each row as wide as the picture."""
    groups = [(group.letter, tuple(name for name in group.members if name.key in shown)) for group in scope.groups]
    filled = [(letter, names) for letter, names in groups if names]
    across = 2 if narrow else 3
    frames: list[Frame] = []
    top = 1.0
    while filled:
        row, filled = _row(filled, across)
        sizes = [sqrt(len(names)) + 0.6 for _, names in row]
        height = (56 if narrow else 64) * max(sqrt(len(names)) for _, names in row) + 40
        left = 1.0
        for (letter, names), size in zip(row, sizes, strict=True):
            wide = (width - 2 - 10 * (len(row) - 1)) * size / sum(sizes)
            frames.append(Frame(letter, names, (left, top, left + wide, top + height)))
            left += wide + 10
        top += height + 10
    return frames


def _row(
    groups: Sequence[tuple[str, tuple[Standing, ...]]], across: int
) -> tuple[list[tuple[str, tuple[Standing, ...]]], list[tuple[str, tuple[Standing, ...]]]]:
    """Take as many groups as a row bears: one large one fills it with a small one beside."""
    load = 0.0
    taken = 0
    for _, names in groups:
        load += max(sqrt(len(names)), 1.0)
        if taken and (taken == across or load > 2.4 * across):
            break
        taken += 1
    return list(groups[:taken]), list(groups[taken:])


def _places(scope: Scope, frame: Frame) -> dict[str, tuple[float, float]]:
    left, top, right, bottom = frame.box
    found = layout(scope.graph.subgraph([name.key for name in frame.names]))
    wide, high = right - left - 76, bottom - top - 56
    return {key: (left + 38 + wide * x, top + 32 + high * y) for key, (x, y) in found.items()}


def _outline(frame: Frame) -> str:
    left, top, right, bottom = frame.box
    box = f'<rect x="{left:g}" y="{top:g}" width="{right - left:g}" height="{bottom - top:g}" class="f-frame"/>'
    return box + text(left + 8, top + 16, frame.letter, "f-lab f-strong f-2")


def _edge(pair: Pair, places: Mapping[str, tuple[float, float]]) -> str:
    value = pair.dyad.intensity
    style = "f-tie" if value is None else {"up": "f-coop", "down": "f-conf", "flat": "f-mixed"}[way(value)]
    width = 1 + 0.9 * sqrt(pair.dyad.weight - 1) if value is not None else 1
    return line(*places[pair.one.key], *places[pair.other.key], style, f' stroke-width="{width:.1f}"')


def _node(name: Standing, at: tuple[float, float]) -> tuple[str, str]:
    paper = f'<circle cx="{at[0]:g}" cy="{at[1]:g}" r="9" class="f-under"/>'
    return paper, glyph(name.type, at[0], at[1], 13)


def _labels(
    shown: Mapping[str, Standing],
    places: Mapping[str, tuple[float, float]],
    frames: Sequence[Frame],
    *,
    narrow: bool,
) -> list[str]:
    """Write each name where it touches nothing, within its frame if it can: the best documented first."""
    home = {name.key: frame.box for frame in frames for name in frame.names}
    right, bottom = (max((box[side] for box in home.values()), default=0.0) for side in (2, 3))
    whole = (0.0, 0.0, right, bottom)
    taken: list[Box] = [(x - 8, y - 8, x + 8, y + 8) for x, y in places.values()]
    taken += [(box[0], box[1], box[0] + 20, box[1] + 20) for box in home.values()]
    parts: list[str] = []
    for key, name in shown.items():
        words = cut(name.label, 18 if narrow else 26)
        spots = _spots(places[key], words, narrow=narrow)
        free = [spot for within in (home[key], whole) for spot in spots if _free(spot[0], taken, within)]
        if free:
            box, x, y, anchor = free[0]
            taken.append(box)
            parts.append(text(x, y, words, "f-axis f-2 halo" if narrow else "f-lab halo", anchor))
    return parts


def _spots(at: tuple[float, float], words: str, *, narrow: bool) -> tuple[tuple[Box, float, float, str], ...]:
    x, y = at
    wide, high = (ceil(5.6 * len(words)), 12) if narrow else (ceil(6.7 * len(words)), 15)
    return (
        ((x + 9, y - high / 2, x + 11 + wide, y + high / 2), x + 11, y + 4, "start"),
        ((x - 11 - wide, y - high / 2, x - 9, y + high / 2), x - 11, y + 4, "end"),
        ((x - wide / 2, y - 11 - high, x + wide / 2, y - 9), x, y - 12, "middle"),
        ((x - wide / 2, y + 9, x + wide / 2, y + 11 + high), x, y + 21, "middle"),
    )


def _free(box: Box, taken: Sequence[Box], within: Box) -> bool:
    inside = box[0] >= within[0] and box[1] >= within[1] and box[2] <= within[2] and box[3] <= within[3]
    return inside and all(
        box[2] <= other[0] or other[2] <= box[0] or box[3] <= other[1] or other[3] <= box[1] for other in taken
    )
