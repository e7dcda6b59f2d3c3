"""What matplotlib draws, written as SVG that a page takes in as its own.

matplotlib's own SVG sets colour, font and id on every element: it stays light in the dark, a policy against inline
style refuses it, and it is several times as long. So it draws with a renderer of ours: an artist's `gid` is the class
of what it draws, and the style sheet decides how that looks. Type is set by the browser; no font is measured here, so
that the bytes depend on no font, no settings and no process.

This module imports matplotlib, which takes half a second. The drawings import it when the first of them is drawn.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape
from math import nan
from typing import Any, cast

from matplotlib.artist import Artist
from matplotlib.backend_bases import GraphicsContextBase, RendererBase
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Polygon
from matplotlib.path import Path
from matplotlib.ticker import MaxNLocator
from matplotlib.transforms import Affine2D, Bbox, BboxTransform, Transform, blended_transform_factory

from ..glyphs import GLYPHS

Box = tuple[float, float, float, float]
Pair = tuple[float, float]
BREAK = nan  # a place where a line is broken off
MARKS: dict[str, Any] = {
    "dot": "o",
    "up": "^",
    "down": "v",
    "foot": "|",
    "cap": "_",
    "flat": [(-0.5, -0.2), (0.5, -0.2), (0.5, 0.2), (-0.5, 0.2), (-0.5, -0.2)],
}


class Sheet:
    """A drawing of so many pixels, counted from the upper left corner.

    A place is told in the values of the plane last laid; with `px` in pixels for one axis ("x", "y") or for both
    ("xy"). What is drawn later lies above.
    """

    def __init__(self, width: float, height: float) -> None:
        self.width, self.height = width, height
        self._figure = Figure((width / 72, height / 72), dpi=72)
        self._pixels = Affine2D().scale(1, -1).translate(0, height)
        self._planes: dict[str, Transform] = dict.fromkeys(("", "x", "y", "xy"), self._pixels)

    def plane(self, box: Box, across: Pair, down: Pair) -> None:
        """Lay a plane of values in a box of pixels: `across` from its left to its right, `down` from top to bottom."""
        (x0, x1), (y0, y1) = across, down
        values = BboxTransform(Bbox([[x0, y0], [x1, y1]]), Bbox([box[:2], box[2:]])) + self._pixels
        planes = {
            "": values, "xy": self._pixels,
            "x": blended_transform_factory(self._pixels, values), "y": blended_transform_factory(values, self._pixels),
        }  # fmt: skip
        self._planes = {name: cast(Transform, plane.frozen()) for name, plane in planes.items()}

    def right(self, x: float) -> float:
        """Return how many pixels from the left a value of the plane lies."""
        return float(self._planes[""].transform((x, 0))[0])

    def down(self, y: float) -> float:
        """Return how many pixels from the top a value of the plane lies."""
        return self.height - float(self._planes[""].transform((0, y))[1])

    def words(
        self, x: float, y: float, words: object, style: str = "f-lab", anchor: str = "start", *, px: str = "",
        dx: float = 0, dy: float = 0,
    ) -> None:  # fmt: skip
        """Write words at a place, moved by so many pixels; `y` is their base line."""
        if not (said := escape(" ".join(str(words).split()), quote=False)):
            return
        rest = f'class="{style}"' + ("" if anchor == "start" else f' text-anchor="{anchor}"')
        self._stamp(x, y, px, lambda a, b: f'<text x="{_n(a + dx)}" y="{_n(b + dy)}" {rest}>{said}</text>')

    def glyph(self, kind: str, x: float, y: float, size: float = 13, *, px: str = "", dy: float = 0) -> None:
        """Draw the silhouette of a type of name around a place."""
        shape, half = f'<path class="g {kind.lower()}" d="{GLYPHS[kind]}" transform="translate', size / 2
        self._stamp(x, y, px, lambda a, b: f'{shape}({_n(a - half)} {_n(b - half + dy)}) scale({size / 16:g})"/>')

    def line(self, xs: Sequence[float], ys: Sequence[float], style: str, *, px: str = "", width: float = 0) -> None:
        """Draw a line through places, as wide as its style says unless a width is given; `BREAK` breaks it off."""
        self._add(Line2D(xs, ys, gid=style, transform=self._planes[px], linewidth=width, marker="None"))

    def marks(
        self, xs: Sequence[float], ys: Sequence[float], style: str, shape: str = "dot", size: float = 8, *, px: str = ""
    ) -> None:
        """Draw the same mark at each place."""
        shown = {"marker": MARKS[shape], "markersize": size, "linestyle": "None"}
        self._add(Line2D(xs, ys, gid=style, transform=self._planes[px], **shown))

    def area(self, corners: Sequence[Pair], style: str, *, px: str = "") -> None:
        """Draw an area by its corners."""
        self._add(Polygon(corners, closed=True, gid=style, transform=self._planes[px], linewidth=0))

    def box(self, x: float, y: float, width: float, height: float, style: str, *, px: str = "") -> None:
        """Draw a rectangle from its upper left corner."""
        self.area([(x, y), (x + width, y), (x + width, y + height), (x, y + height)], style, px=px)

    def svg(self, title: str, style: str) -> str:
        """Return the drawing, named for those who hear the page."""
        ink = Ink(self.width, self.height)
        self._figure.draw(ink)
        head = f'<svg class="{style}" viewBox="0 0 {_n(self.width)} {_n(self.height)}" role="img">'
        return f"{head}<title>{escape(title, quote=False)}</title>{''.join(ink.parts)}</svg>"

    def _stamp(self, x: float, y: float, px: str, write: Callable[[float, float], str]) -> None:
        self._add(Stamp(x, y, self._planes[px], write))

    def _add(self, artist: Artist) -> None:
        artist.set_zorder(0)
        self._figure.add_artist(artist)


class Stamp(Artist):
    """Words or a glyph at a place of a drawing: `write` gives their SVG for where that is in pixels."""

    def __init__(self, x: float, y: float, plane: Transform, write: Callable[[float, float], str]) -> None:
        super().__init__()
        self._at, self._write = (x, y), write
        self.set_transform(plane)

    def draw(self, renderer: RendererBase) -> None:
        """Write it, where it is our ink that it is drawn with."""
        if isinstance(renderer, Ink):
            x, y = self.get_transform().transform(self._at)
            renderer.parts.append(self._write(x, renderer.height - y))


class Ink(RendererBase):
    """A renderer that writes paths, each with the class of the artist it belongs to; what has none is not drawn."""

    def __init__(self, width: float, height: float) -> None:
        super().__init__()
        self.width, self.height = width, height
        self.parts: list[str] = []
        self._styles: list[str | None] = [None]

    def open_group(self, s: str, gid: str | None = None) -> None:
        self._styles.append(gid)

    def close_group(self, s: str) -> None:
        self._styles.pop()

    def get_canvas_width_height(self) -> tuple[float, float]:
        return self.width, self.height

    def draw_path(
        self, gc: GraphicsContextBase, path: Path, transform: Transform, rgbFace: object = None  # noqa: N803
    ) -> None:  # fmt: skip
        width = gc.get_linewidth()
        self._path(self._drawn(path, transform), f' stroke-width="{_n(width)}"' if width else "")

    def draw_markers(
        self, gc: GraphicsContextBase, marker_path: Path, marker_trans: Transform, path: Path, trans: Transform,
        rgbFace: object = None,  # noqa: N803
    ) -> None:  # fmt: skip
        places = trans.transform(path.vertices)
        if marker_path is Path.unit_circle():
            (left, _), (right, _) = marker_trans.transform(((-1, 0), (1, 0)))
            rest = f'r="{_n((right - left) / 2)}" class="{self._styles[-1]}"'
            self.parts += [f'<circle cx="{_n(x)}" cy="{_n(self.height - y)}" {rest}/>' for x, y in places]
        else:
            moved = (marker_trans + Affine2D().translate(x, y) for x, y in places)
            self._path("".join(self._drawn(marker_path, each) for each in moved))

    def _path(self, drawn: str, rest: str = "") -> None:
        if drawn and self._styles[-1]:
            self.parts.append(f'<path class="{self._styles[-1]}" d="{drawn}"{rest}/>')

    def _drawn(self, path: Path, transform: Transform) -> str:
        """Return a path of straight pieces as SVG has it, "M1 2H5V4z"."""
        parts: list[str] = []
        old = ("", "")
        for places, code in path.iter_segments(transform, remove_nans=True, simplify=False):
            x, y = new = _n(places[0]), _n(self.height - places[1])
            if code == Path.CLOSEPOLY:
                parts.append("z")
            elif code == Path.MOVETO:
                parts.append(f"M{x} {y}")
            elif new != old:
                parts.append(f"V{y}" if x == old[0] else f"H{x}" if y == old[1] else f"L{x} {y}")
            old = new
        return "".join(parts)


def ticks(low: float, high: float, *, whole: bool = False, most: int = 4) -> list[float]:
    """Return round numbers that span two, in at most so many steps; of counts, whole ones."""
    if low == high:
        low, high = min(low, 0.0), max(high, 0.0) or 1.0
    steps = [1, 2, 2.5, 3, 5, 10] if whole else [1, 2, 2.5, 5, 10]
    found = MaxNLocator(most, steps=steps, integer=whole).tick_values(low, high)
    return [float(f"{value:.12g}") + 0.0 for value in found]


def _n(value: float) -> str:
    """Return pixels to a tenth, without needless zeros."""
    return f"{round(float(value), 1) + 0.0:g}"
