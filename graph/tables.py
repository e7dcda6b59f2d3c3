"""Tables of trade in plain text: rows of figures under columns, with a caption that tells what they are in.

Flow, partner and period are told by a row, a column or the caption, in this order; whose trade it is, by the document.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache

from .anchor import Anchor
from .meaning import flow_in
from .page import Page, Paragraph, dominant_state
from .periods import find_periods
from .statement import Observation
from .wordlists import table

_CELLS = re.compile(r"\s{2,}|\t+|\s*\|\s*")
_NUMBER = re.compile(r"(?P<sign>[-+\u2013\u2212]?)(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)(?P<rest>.*)")
_CHANGE = re.compile(r"\s*\(?(?P<sign>[-+\u2013\u2212])(?P<number>\d+(?:\.\d+)?)\s?%?\)?")
_FISCAL = re.compile(r"\bFY\s?(?=\d)")
_CAPTION = 3
_SIDES = frozenset({"State", "Organization", "Place"})


@dataclass(frozen=True, slots=True)
class _Told:
    """What a label says: which way trade flows, of what period, with whom."""

    flow: str | None = None
    period: tuple[str | None, str | None] = (None, None)
    partner: str | None = None

    def within(self, wider: "_Told") -> "_Told":
        """Return what a label says, completed by a wider one."""
        period = self.period if self.period[1] else wider.period
        return _Told(self.flow or wider.flow, period, self.partner or wider.partner)


@dataclass(frozen=True, slots=True)
class _Columns:
    """The heads of a table's columns, and what its caption says for all of it."""

    heads: Sequence[_Told]
    caption: _Told
    currency: str
    scale: Decimal


def figures_of_tables(page: Page, anchor: Anchor) -> Iterator[Observation]:
    """Yield the trade figures of each table of a page, row by row."""
    home, columns = dominant_state(page), None
    for place, paragraph in enumerate(page.paragraphs):
        cells = [cell for cell in _CELLS.split(paragraph.text.strip()) if cell]
        if len(cells) > 1 and home and not any(_NUMBER.fullmatch(cell) and "." in cell for cell in cells):
            columns = _columns(page, page.paragraphs[max(0, place - _CAPTION) : place], cells, anchor)
        elif len(cells) < 2:
            columns = None
        if columns and home and len(cells) == len(columns.heads) + 1:
            yield from _row(page, paragraph, cells, columns, home, anchor)


def _columns(page: Page, above: Sequence[Paragraph], heads: Sequence[str], anchor: Anchor) -> _Columns | None:
    """Return the columns that a line heads, or None where it heads none or no unit is told above it."""
    read = [_told(head, anchor) for head in heads]
    read = read if read[0] != _Told() else read[1:]
    if not read or _Told() in read:
        return None
    home = dominant_state(page)
    for paragraph in reversed(above):
        unit = _unit().search(paragraph.text)
        if unit:
            others = (m.key for m in paragraph.mentions() if page.type_of(m.key) == "State" and m.key != home)
            caption = replace(_told(paragraph.text, anchor), partner=next(others, None))
            money = (unit["sign"] or unit["name"]).lower()
            scale = Decimal(table("figures", "scale")[(unit["after"] or unit["before"]).lower()])
            return _Columns(read, caption, table("figures", "currency")[money], scale)
    return None


def _row(
    page: Page, paragraph: Paragraph, cells: Sequence[str], columns: _Columns, home: str, anchor: Anchor
) -> Iterator[Observation]:
    """Yield the figures of a row."""
    partner = next((m.key for m in paragraph.mentions() if page.type_of(m.key) in _SIDES), None)
    own = replace(_told(cells[0], anchor), partner=partner)
    for head, cell in zip(columns.heads, cells[1:], strict=True):
        told, number = own.within(head).within(columns.caption), _NUMBER.fullmatch(cell)
        if number is None or told.flow is None or told.partner == home:
            continue
        value, change = Decimal(number["number"].replace(",", "")), _CHANGE.fullmatch(number["rest"])
        yield Observation(
            kind="trade",
            flow=told.flow,
            reporter=home,
            partner=told.partner,
            value=(-value if number["sign"] and number["sign"] != "+" else value) * columns.scale,
            currency=columns.currency,
            change=Decimal(change["number"]) * (1 if change["sign"] == "+" else -1) if change else None,
            period_start=told.period[0],
            period_end=told.period[1],
            evidence=(paragraph.line.span,),
            confidence=Decimal("0.80"),
        )


def _told(label: str, anchor: Anchor) -> _Told:
    """Return the flow and the period that a label names."""
    flow = flow_in(label.lower(), ("export", "import", "balance", "total"))
    periods = find_periods(_FISCAL.sub("", label), anchor)
    return _Told(flow, (periods[0].start[:7], periods[0].end[:7]) if periods else (None, None))


@cache
def _unit() -> re.Pattern[str]:
    """Return the forms of a unit: "USD bn", "US$ billion", "million euros"."""
    forms = sorted(table("figures", "currency"), key=len, reverse=True)
    scales = "|".join(sorted(table("figures", "scale"), key=len, reverse=True))
    signs, names = "|".join(map(re.escape, forms)), "|".join(form for form in forms if form.isalpha())
    return re.compile(
        rf"(?<!\w)(?P<sign>{signs})\s?(?P<after>{scales})\b|\b(?P<before>{scales})\s(?P<name>{names})\b", re.IGNORECASE
    )
