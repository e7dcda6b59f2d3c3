"""Drawings: plain rows of values in, SVG out, wide and narrow, for a page whose style sheet gives them their colours.

Nothing is told by colour alone: conflict is hatched, dashed or points down, what rests on one source or did not happen
is hollow, what no source states is an empty frame. A table always stands behind a drawing.
"""

from .bars import Bar, bars
from .curves import Stated, curve
from .grids import code, heat, matrix
from .intervals import Interval, intervals
from .lines import Spot, line
from .slopes import Move, slopes

__all__ = [
    "Bar", "Interval", "Move", "Spot", "Stated",
    "bars", "code", "curve", "heat", "intervals", "line", "matrix", "slopes",
]  # fmt: skip
