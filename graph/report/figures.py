"""Figures as inline SVG: colours come from classes, so one drawing serves light, dark and paper.

Each figure is drawn twice, wide (720) and narrow (350), and the style sheet shows one of them; the table behind it says
the same in words. Nothing is told by colour alone: conflict is hatched or dashed, what rests on one document is hollow.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape

from graph.analysis.centrality import Measure

from .contents import Pair, Place, Standing
from .glyphs import GLYPHS
from .words import number, signed

Drawing = Callable[[bool], tuple[float, str]]
WIDE, NARROW = 720, 350
FIRST = 12  # names in a figure


def both(draw: Drawing, label: str) -> str:
    """Return the wide and the narrow drawing of one figure."""
    return _svg(WIDE, *draw(False), label, "wide-fig") + _svg(NARROW, *draw(True), label, "narrow")


def dots(places: Sequence[Place], measure: Measure) -> str:
    """Return a dot for each place with a whisker over the values it takes when one document is left out."""
    most = _round_up(max((_high(place) for place in places), default=1.0), measure.decimals)
    label = f"{measure.label} of the first {len(places)} names; the table below holds the numbers"
    return both(lambda narrow: _dots(places, measure, most, narrow=narrow), label)


def heat(names: Sequence[Standing], pairs: Sequence[Pair]) -> str:
    """Return a square for each dyad of the names, below the diagonal, with its mean intensity printed in it."""
    found = {frozenset((pair.one.key, pair.other.key)): pair for pair in pairs}
    return both(
        lambda narrow: _heat(names, found, narrow=narrow),
        "Mean intensity of each dyad; the table below holds the numbers",
    )


def _dots(places: Sequence[Place], measure: Measure, most: float, *, narrow: bool) -> tuple[float, str]:
    step, top = (34, 26) if narrow else (24, 24)
    left, right = (34, 340) if narrow else (300, 564)
    bottom = top + step * len(places)

    def x(value: float) -> float:
        return left + (right - left) * value / most

    parts = _axis(most, x, top, bottom)
    if not narrow:
        heads = ((0, "Rank", "start"), (84, "Name", "start"), (584, measure.label, "start"), (720, "Documents", "end"))
        parts += [text(at, top - 11, words, "f-axis", anchor) for at, words, anchor in heads]
    for n, place in enumerate(places):
        y = top + step * n + step / 2
        parts += _dot_row(place, measure, x, y, narrow=narrow)
    return bottom + 4, "".join(parts)


def _dot_row(place: Place, measure: Measure, x: Callable[[float], float], y: float, *, narrow: bool) -> list[str]:
    name, value = place.name, number(place.value, measure.decimals)
    if narrow:
        words = [
            text(0, y - 3, place.rank, "f-lab f-strong"), glyph(name.type, 42, y - 8, 12),
            text(54, y - 3, cut(name.label, 28)), text(350, y - 3, f"{value} {range_of(place)}", "f-axis f-2", "end"),
        ]  # fmt: skip
        return words + _dot(place, x, y + 7)
    words = [
        text(0, y + 4, place.rank, "f-lab f-strong"), text(34, y + 4, range_of(place), "f-axis"),
        glyph(name.type, 91, y), text(104, y + 4, cut(name.label, 28)),
        text(584, y + 4, value, "f-lab f-strong"),
        text(720, y + 4, len(name.documents), "f-lab f-strong" if place.sole else "f-lab", "end"),
    ]  # fmt: skip
    return words + _dot(place, x, y)


def _dot(place: Place, x: Callable[[float], float], y: float) -> list[str]:
    at = x(place.value)
    if place.sole:
        return [f'<circle cx="{at:g}" cy="{y:g}" r="4" class="f-hollow"/>']
    low, high = (x(place.hold.low), x(place.hold.high)) if place.hold else (at, at)
    feet = [line(end, y - 3, end, y + 3, "f-ci") for end in (low, high)] if high - low > 1 else []
    return [line(low, y, high, y, "f-ci"), *feet, f'<circle cx="{at:g}" cy="{y:g}" r="4" class="f-dot"/>']


def range_of(place: Place) -> str:
    """Return the ranks a name takes when any one document is left out: "[1, 3]", "[2, out]", "one source"."""
    if place.sole:
        return "[one]"
    if place.hold is None:
        return ""
    return f"[{place.hold.best}, {place.hold.worst or 'out'}]"


def _heat(names: Sequence[Standing], found: dict[frozenset[str], Pair], *, narrow: bool) -> tuple[float, str]:
    width, left = (NARROW, 96) if narrow else (WIDE, 150)
    columns = max(len(names) - 1, 1)
    across, down = ((width - left) / columns, 24) if narrow else (min(58, (width - left) / columns), 28)
    parts: list[str] = []
    for row, name in enumerate(names[1:]):
        y = row * down
        style = "f-axis f-2" if narrow else "f-lab"
        parts.append(text(left - 8, y + down / 2 + 4, cut(name.label, 15 if narrow else 20), style, "end"))
        for column, other in enumerate(names[: row + 1]):
            pair = found.get(frozenset((name.key, other.key)))
            parts.append(_cell(left + column * across, y, across, down, pair, narrow=narrow))
    under = (len(names) - 1) * down + 14
    for column, name in enumerate(names[:-1]):
        parts.append(text(left + column * across + across / 2, under, code(name), "f-axis f-2", "middle"))
    return under + 8, "".join(parts)


def _cell(x: float, y: float, width: float, height: float, pair: Pair | None, *, narrow: bool) -> str:
    box = f'x="{x + 1:g}" y="{y + 1:g}" width="{width - 2:g}" height="{height - 2:g}"'
    if pair is None:
        return f'<rect {box} class="h-none"/>'
    value = pair.dyad.intensity
    if value is None:
        return f'<rect {box} class="h-tie"/>' + text(x + width / 2, y + height / 2 + 4, "tie", "f-axis f-2", "middle")
    step = shade(value)
    parts = [f'<rect {box} class="h-{step}"/>']
    if value < -0.5:
        style = "hatch-on" if step == "n3" else "hatch"
        ends = (x + 1 + 6 * n for n in range(int((width - 6) // 6)))
        parts += [line(end, y + height - 1, end + 5, y + height - 6, style) for end in ends]
    words = signed(value, 0 if narrow else 1)
    parts.append(text(x + width / 2, y + height / 2 + (3 if value < -0.5 else 4), words, f"f-axis x-{step}", "middle"))
    return "".join(parts)


def shade(value: float) -> str:
    """Return one of seven steps from conflict to cooperation, "n3" … "0" … "p3"."""
    size = 0 if abs(value) <= 0.5 else 1 if abs(value) < 2 else 2 if abs(value) < 4 else 3
    return "0" if not size else f"{'p' if value > 0 else 'n'}{size}"


def code(name: Standing) -> str:
    """Return a short form of a name for a column: a state's ISO code, else its capitals or its first letters."""
    kind, _, slug = name.key.partition("/")
    if kind == "state" and len(slug) == 2:
        return slug.upper()
    capitals = "".join(letter for letter in name.label if letter.isupper())
    return capitals[:4] if len(capitals) > 1 else name.label[:4]


def _axis(most: float, x: Callable[[float], float], top: float, bottom: float) -> list[str]:
    parts = []
    for n in range(5):
        value = most * n / 4
        words = f"{value:.4g}"
        parts.append(line(x(value), top - 6, x(value), bottom, "f-grid"))
        parts.append(text(x(value), top - 11, words, "f-axis", "middle"))
    return parts


def _round_up(value: float, decimals: int) -> float:
    """Return where an axis ends: a number not below the value whose quarters are short to write."""
    least, steps = (0.01, (1, 1.2, 1.6, 2, 2.4, 3.2, 4, 6, 8)) if decimals else (1.0, (4, 8, 12, 16, 20, 24, 32, 40))
    while value > least * steps[-1]:
        least *= 10
    return next(step * least for step in steps if step * least >= value - 1e-9)


def _high(place: Place) -> float:
    return max(place.value, place.hold.high) if place.hold and not place.sole else place.value


def cut(label: str, most: int) -> str:
    return label if len(label) <= most else label[: most - 1].rstrip() + "…"


def _svg(width: float, height: float, body: str, label: str, style: str) -> str:
    box = f'viewBox="0 0 {width:g} {height:g}"'
    return f'<svg class="{style}" {box} role="img" aria-label="{escape(label)}">{body}</svg>'


def text(x: float, y: float, words: object, style: str = "f-lab", anchor: str = "start") -> str:
    return f'<text x="{x:g}" y="{y:g}" class="{style}" text-anchor="{anchor}">{escape(str(words))}</text>'


def line(x1: float, y1: float, x2: float, y2: float, style: str, extra: str = "") -> str:
    return f'<line x1="{x1:g}" y1="{y1:g}" x2="{x2:g}" y2="{y2:g}" class="{style}"{extra}/>'


def glyph(kind: str, x: float, y: float, size: float = 13) -> str:
    move = f"translate({x - size / 2:g} {y - size / 2:g}) scale({size / 16:g})"
    return f'<path class="g {kind.lower()}" d="{GLYPHS[kind]}" transform="{move}"/>'
