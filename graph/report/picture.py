"""The picture of a scope: its groups in frames, its names in them, and a line for each dyad.

A frame is a group, not a colour; solid lines are cooperation, dashed ones conflict, grey ones neither. Only the best
documented names are drawn, so that each can be read; a name that fits nowhere without touching another goes unwritten.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil, hypot, sqrt
from typing import TYPE_CHECKING

from graph.analysis.layout import layout

from .contents import Pair, Scope, Standing
from .glyphs import way
from .plots.paper import NARROW, WIDE, both, cut, sheet

if TYPE_CHECKING:
    from .plots.ink import Sheet

MOST, MOST_NARROW = 30, 16
Box = tuple[float, float, float, float]
Point = tuple[float, float]


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


def _picture(scope: Scope, *, narrow: bool) -> Sheet:
    shown = {name.key: name for name in drawn(scope, MOST_NARROW if narrow else MOST)}
    width = NARROW if narrow else WIDE
    frames = _frames(scope, shown, width, narrow=narrow)
    places = {key: at for frame in frames for key, at in _places(scope, frame).items()}
    pairs = [pair for pair in scope.pairs if pair.one.key in places and pair.other.key in places]
    paper = sheet(width, max((frame.box[3] for frame in frames), default=1) + 1)
    for frame in frames:
        _outline(paper, frame)
    for pair in sorted(pairs, key=lambda pair: (pair.dyad.weight, pair.label)):
        _edge(paper, pair, places)
    for name in shown.values():
        x, y = places[name.key]
        paper.marks([x], [y], "f-under", size=18)
        paper.glyph(name.type, x, y)
    lines = [(places[pair.one.key], places[pair.other.key]) for pair in pairs]
    _labels(paper, shown, places, lines, frames, narrow=narrow)
    return paper


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
        most = max(len(names) for _, names in row)
        height = (56 if narrow else 64) * sqrt(most) + 40 if most > 2 else 84
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


def _places(scope: Scope, frame: Frame) -> dict[str, Point]:
    left, top, right, bottom = frame.box
    found = layout(scope.graph.subgraph([name.key for name in frame.names]))
    wide, high = right - left - 76, bottom - top - 56
    return {key: (left + 38 + wide * x, top + 32 + high * y) for key, (x, y) in found.items()}


def _outline(paper: Sheet, frame: Frame) -> None:
    left, top, right, bottom = frame.box
    paper.box(left, top, right - left, bottom - top, "f-frame")
    paper.words(left + 8, top + 16, frame.letter, "f-lab f-strong f-2")


def _edge(paper: Sheet, pair: Pair, places: Mapping[str, Point]) -> None:
    value = pair.dyad.intensity
    style = "f-tie" if value is None else {"up": "f-coop", "down": "f-conf", "flat": "f-mixed"}[way(value)]
    width = 1 + 0.9 * sqrt(pair.dyad.weight - 1) if value is not None else 1
    (x1, y1), (x2, y2) = places[pair.one.key], places[pair.other.key]
    paper.line([x1, x2], [y1, y2], style, width=width)


def _labels(
    paper: Sheet,
    shown: Mapping[str, Standing],
    places: Mapping[str, Point],
    lines: Sequence[tuple[Point, Point]],
    frames: Sequence[Frame],
    *,
    narrow: bool,
) -> None:
    """Write each name, the best documented first, within its frame if it can: over no other name, over few lines."""
    home = {name.key: frame.box for frame in frames for name in frame.names}
    right, bottom = (max((box[side] for box in home.values()), default=0.0) for side in (2, 3))
    whole = (0.0, 0.0, right, bottom)
    taken: list[Box] = [(x - 8, y - 8, x + 8, y + 8) for x, y in places.values()]
    taken += [(box[0], box[1], box[0] + 20, box[1] + 20) for box in home.values()]
    for key, name in shown.items():
        words = cut(name.label, 18 if narrow else 26)
        spots = _spots(places[key], words, narrow=narrow)
        free = (
            [spot for spot in spots if _free(spot[0], taken, home[key])]
            or [spot for spot in spots if _free(spot[0], taken, whole)]
        )  # fmt: skip
        if free:
            box, x, y, anchor = min(free, key=lambda spot: sum(_under(spot[0], *ends) for ends in lines))
            taken.append(box)
            paper.words(x, y, words, "f-axis f-2 halo" if narrow else "f-lab halo", anchor)


def _under(box: Box, one: Point, other: Point) -> float:
    """Return how much of a line a box hides (Liang and Barsky 1984)."""
    (x, y), dx, dy = one, other[0] - one[0], other[1] - one[1]
    first, last = 0.0, 1.0
    for step, room in ((-dx, x - box[0]), (dx, box[2] - x), (-dy, y - box[1]), (dy, box[3] - y)):
        if step < 0:
            first = max(first, room / step)
        elif step > 0:
            last = min(last, room / step)
        elif room < 0:
            return 0.0
    return max(last - first, 0.0) * hypot(dx, dy)


def _spots(at: Point, words: str, *, narrow: bool) -> tuple[tuple[Box, float, float, str], ...]:
    x, y = at
    wide, high = (ceil(5.6 * len(words)), 12) if narrow else (ceil(6.7 * len(words)), 15)
    return (
        ((x + 9, y - high / 2, x + 11 + wide, y + high / 2), x + 11, y + 4, "start"),
        ((x - 11 - wide, y - high / 2, x - 9, y + high / 2), x - 11, y + 4, "end"),
        ((x - wide / 2, y - 11 - high, x + wide / 2, y - 9), x, y - 12, "middle"),
        ((x - wide / 2, y + 9, x + wide / 2, y + 11 + high), x, y + 21, "middle"),
        *(
            (box, at, base, anchor)
            for top, base in ((y - 5 - high, y - 8), (y + 5, y + 17))
            for box, at, anchor in (
                ((x + 6, top, x + 8 + wide, top + high), x + 8, "start"),
                ((x - 8 - wide, top, x - 6, top + high), x - 8, "end"),
            )
        ),
    )


def _free(box: Box, taken: Sequence[Box], within: Box) -> bool:
    inside = box[0] >= within[0] and box[1] >= within[1] and box[2] <= within[2] and box[3] <= within[3]
    return inside and all(
        box[2] <= other[0] or other[2] <= box[0] or box[3] <= other[1] or other[3] <= box[1] for other in taken
    )
