"""What all drawings share: two widths, how words fit, and a scale of values."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from ..words import MINUS

if TYPE_CHECKING:
    from .ink import Sheet

WIDE, NARROW = 720, 350
LABEL, AXIS, STRONG = 6.7, 5.8, 7.2  # pixels a letter takes, at most: in a label, on a scale, in bold


def sheet(width: float, height: float) -> Sheet:
    """Return an empty drawing. The library is imported with the first one, not with this module."""
    from .ink import Sheet

    return Sheet(width, height)


def ticks(low: float, high: float, *, whole: bool = False, most: int = 4) -> list[float]:
    """Return round numbers that span two, in at most so many steps; of counts, whole ones."""
    from .ink import ticks as found

    return found(low, high, whole=whole, most=most)


def both(draw: Callable[[bool], Sheet], title: str) -> str:
    """Return the wide and the narrow drawing of one figure; the style sheet shows one of them."""
    return draw(False).svg(title, "wide-fig") + draw(True).svg(title, "narrow")


def cut(label: str, most: float) -> str:
    """Return a label of at most so many letters."""
    return label if len(label) <= most + 0.01 else label[: max(int(most) - 1, 1)].rstrip() + "…"


def room(words: Iterable[str], letter: float = LABEL) -> float:
    """Return the pixels that the longest of some words takes, at most."""
    return max((len(each) for each in words), default=0) * letter


def plain(value: float) -> str:
    """Return a number of a scale in words: "−1,500", "0.25"."""
    return f"{value:,.10g}".replace("-", MINUS)


def scale(
    paper: Sheet, marks: Sequence[float], top: float, bottom: float, words: Callable[[float], str] = plain
) -> None:
    """Draw a scale above what is drawn on it: a line down from each round number, that of nought darker."""
    for mark in marks:
        paper.line([mark, mark], [top - 6, bottom], "f-base" if mark == 0 and marks[0] < 0 else "f-grid", px="y")
        paper.words(mark, top - 11, said := words(mark), "f-axis", _side(paper, mark, said), px="y")


def whisker(paper: Sheet, low: float, high: float, y: float) -> None:
    """Draw an interval with feet at a height of the plane."""
    paper.line([low, high], [y, y], "f-ci")
    paper.marks([low, high], [y, y], "f-ci", "foot", 6)


def _side(paper: Sheet, x: float, words: str) -> str:
    """Return where words are held so that they stay within the drawing."""
    at, half = paper.right(x), room([words], AXIS) / 2
    return "start" if at < half else "end" if at + half > paper.width else "middle"
