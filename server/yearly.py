"""Cooperation above and conflict below a line, a bar a year, as places in a drawing that a template fills."""

from dataclasses import dataclass

from graph.report.plots.paper import NARROW, WIDE

from .sectorpage import Years

HALF, TOP, LEFT, WORDS = 64, 12, 30, 20


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar: its place, its height up or down from the line, and how many events it stands for."""

    x: float
    height: float
    count: int


@dataclass(frozen=True, slots=True)
class Chart:
    """One drawing, wide or narrow; `columns` are the middles of the years with their words."""

    kind: str
    width: float
    line: float
    height: float
    bar: float
    columns: tuple[tuple[float, str], ...]
    up: tuple[Bar, ...]
    down: tuple[Bar, ...]


def chart(years: Years) -> tuple[Chart, Chart]:
    """Return the drawing wide and narrow."""
    return _chart(years, "wide-fig", WIDE), _chart(years, "narrow", NARROW)


def _chart(years: Years, kind: str, width: float) -> Chart:
    most = max((*years.cooperation, *years.conflict, 1))
    step = min((width - LEFT) / len(years.columns), 96)
    bar = round(min(step * 0.6, 34), 1)
    above = HALF * max(years.cooperation) / most
    below = HALF * max(years.conflict) / most
    line = round(TOP + WORDS + above, 1)

    def bars(counts: tuple[int, ...]) -> tuple[Bar, ...]:
        places = (round(LEFT + step * (number + 0.5) - bar / 2, 1) for number in range(len(counts)))
        drawn = zip(places, counts, strict=True)
        return tuple(Bar(x, round(max(HALF * count / most, 1.5), 1), count) for x, count in drawn if count)

    middles = (round(LEFT + step * (number + 0.5), 1) for number in range(len(years.columns)))
    return Chart(
        kind=kind, width=width, line=line, height=round(line + below + 2 * WORDS, 1), bar=bar,
        columns=tuple(zip(middles, years.columns, strict=True)), up=bars(years.cooperation), down=bars(years.conflict),
    )  # fmt: skip
