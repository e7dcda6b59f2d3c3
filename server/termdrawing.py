"""Terms as pictures: a class with all that leads to it and from it, and all classes as they hang together.

Boxes, words and lines are placed here; the template draws them as SVG, whose colours come from the style sheet.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from .vocabulary import Term, Vocabulary

ROW, PAD, LETTER = 20, 8, 7.2
MOST = 12  # rows on a side


@dataclass(frozen=True, slots=True)
class Word:
    """A word at a place; `style` is a class of the style sheet, `url` where it leads."""

    x: float
    y: float
    text: str
    style: str = ""
    url: str | None = None
    anchor: str = "start"


@dataclass(frozen=True, slots=True)
class Box:
    """A box; a `strong` one is what the picture is about."""

    x: float
    y: float
    width: float
    height: float
    strong: bool = False


@dataclass
class Drawing:
    """A picture of a width and height, in pixels at its own scale. Lines are SVG paths; each ends in an arrow."""

    title: str
    width: float
    height: float = 0
    boxes: list[Box] = field(default_factory=list)
    words: list[Word] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Link:
    """One property between the class that is drawn and other classes."""

    property: Term
    ends: tuple[str, ...]


def around(found: Vocabulary, term: Term, *, narrow: bool) -> Drawing:
    """Return a term with its neighbours: of a class its kinds and properties, of a property what it leads from, to."""
    if term.classifies:
        above = found.above(term.name)
        into = [Link(each, each.domain) for each in found.properties if set(above) & set(each.range)]
        out = [Link(each, each.range) for each in found.properties if set(above) & set(each.domain)]
        title = f"{term.name} with the properties that lead to it and from it"
    else:
        into, out = [Link(term, term.domain)], [Link(term, term.range)]
        title = f"{term.name}, from {_listed(term.domain)} to {_listed(term.range)}"
    return (_stacked if narrow else _abreast)(found, term, into, out, title)


def _abreast(found: Vocabulary, term: Term, into: Sequence[Link], out: Sequence[Link], title: str) -> Drawing:
    """Return what leads to a term at its left, and what leads from it at its right."""
    drawing = Drawing(title=title, width=736)
    left, right = _rows(into, term), _rows(out, term)
    inner = [(each, "f-mute", None) for each in _kinds(found, term)]
    height = max(len(left), len(right), len(inner) + 1, 1) * ROW + 2 * PAD
    drawing.height = height + 2
    width = max(150.0, len(term.name) * (LETTER + 1) + 2 * PAD, *(len(text) * 6.2 + 2 * PAD for text, _, _ in inner))
    start = (drawing.width - width) / 2
    _box(drawing, found, term, (start, 1, width, height), inner)
    for rows, edge, anchor in ((left, start - 26, "end"), (right, start + width + 26, "start")):
        for n, (link, text) in enumerate(rows):
            y = PAD + (n + 0.5) * ROW
            near, far = (edge + 4, start) if anchor == "end" else (start + width, edge - 4)
            drawing.lines.append(f"M{near:g} {y:g}H{far - 1:g}")
            _row(drawing, found, term, link, text, (edge, y + 4), anchor)
    return drawing


def _stacked(found: Vocabulary, term: Term, into: Sequence[Link], out: Sequence[Link], title: str) -> Drawing:
    """Return the same from top to bottom, for narrow windows."""
    drawing = Drawing(title=title, width=340)
    y = 0.0
    for n, rows in enumerate((_rows(into, term), _rows(out, term))):
        for link, text in rows:
            y += ROW
            _row(drawing, found, term, link, text, (PAD, y - 5), "start")
        if n == 0:
            drawing.lines += [f"M170 {y + 2:g}V{y + 20:g}"] if rows else []
            inner = [(each, "f-mute", None) for each in _kinds(found, term, 40)]
            height = (len(inner) + 1) * ROW + 2 * PAD
            _box(drawing, found, term, (1, y + 22, 338, height), inner)
            y += height + 24
            drawing.lines += [f"M170 {y:g}V{y + 16:g}"] if out else []
            y += 20
    drawing.height = y + 4
    return drawing


def _rows(links: Sequence[Link], term: Term) -> list[tuple[Link | None, str]]:
    """Return the rows of one side: a row a property, or of a property drawn itself a row an end."""
    if not term.classifies:
        return [(Link(term, (end,)), end) for link in links for end in link.ends] or [(None, "anything")]
    ordered = sorted(links, key=lambda link: (link.property.type != "link", link.property.name))
    rows: list[tuple[Link | None, str]] = [(link, _listed(link.ends)) for link in ordered[:MOST]]
    return rows + ([(None, f"{len(ordered) - MOST} more below")] if len(ordered) > MOST else [])


def _row(
    drawing: Drawing, found: Vocabulary, term: Term, link: Link | None, text: str, at: tuple[float, float], anchor: str
) -> None:
    x, y = at
    if link is None or not term.classifies:
        known = found.terms.get(text)
        drawing.words.append(Word(x, y, text, "" if link else "f-mute", known.url if known else None, anchor))
        return
    name, width = link.property.name, len(link.property.name) * LETTER + 8
    drawing.words.append(Word(x, y, name, "", link.property.url, anchor))
    drawing.words.append(Word(x - width if anchor == "end" else x + width, y, text, "f-mute", None, anchor))


def _box(
    drawing: Drawing, found: Vocabulary, term: Term, place: tuple[float, float, float, float],
    inner: Sequence[tuple[str, str, str | None]],
) -> None:  # fmt: skip
    x, y, width, height = place
    drawing.boxes.append(Box(x, y, width, height, strong=True))
    top = y + (height - (len(inner) + 1) * ROW) / 2 + 14
    drawing.words.append(Word(x + width / 2, top, term.name, "f-strong", None, "middle"))
    for n, (text, style, url) in enumerate(inner, 1):
        drawing.words.append(Word(x + width / 2, top + n * ROW, text, style, url, "middle"))


def _kinds(found: Vocabulary, term: Term, most: int = 30) -> list[str]:
    """Return what a box says beneath its name: what the term is one of, and its kinds."""
    told = [f"is a {_listed(term.parents)}"] if term.parents else []
    below = [each.name for each in found.below(term.name)]
    if below:
        told.append(f"kinds: {_listed(below)}" if len(_listed(below)) < most else f"{len(below)} kinds")
    return told


def _listed(names: Sequence[str]) -> str:
    return ", ".join(names) if names else "anything"


def overview(found: Vocabulary, *, narrow: bool) -> Drawing:
    """Return every class in the box of the class it falls under, with the lines along which boxes hang together."""
    classes = (term for term in found.classes if term.type == "class")
    roots = [term.name for term in classes if not any(up in found.terms for up in term.parents)]
    trees = {root: list(_tree(found, root)) for root in roots}
    ties = _ties(found, {name: root for root, rows in trees.items() for name, _ in rows})
    hub = max(roots, key=lambda root: len(trees[root]))
    width, gap = (340.0, 24.0) if narrow else (212.0, 50.0)
    drawing = Drawing(title="The classes and how they hang together", width=340 if narrow else 736)
    second = max((root for root in roots if root != hub), key=lambda root: len(trees[root]))
    rest = [root for root in roots if root not in (hub, second)]
    columns = [[hub, second, *rest]] if narrow else [rest, [hub], [second]]
    for n, column in enumerate(columns):
        y = 1.0
        for root in column:
            y = _hung(drawing, found, trees[root], ties, (n * (width + gap) + 1, y, width - 2)) + 14
        drawing.height = max(drawing.height, y)
    if not narrow:
        tied = [(root, hub) in ties or (hub, root) in ties for root in rest]
        _join(drawing, width, gap, tied)
    return drawing


def _tree(found: Vocabulary, name: str, depth: int = 0) -> "Sequence[tuple[str, int]]":
    below = (row for term in found.below(name) if term.type == "class" for row in _tree(found, term.name, depth + 1))
    return [(name, depth), *below]


def _ties(found: Vocabulary, root_of: dict[str, str]) -> dict[tuple[str, str], list[str]]:
    """Return the properties that lead from one box to another."""
    ties: dict[tuple[str, str], list[str]] = defaultdict(list)
    for each in found.properties:
        for one in sorted({root_of[name] for name in each.domain if name in root_of}):
            for other in sorted({root_of[name] for name in each.range if name in root_of} - {one}):
                ties[one, other].append(each.name)
    return ties


def _hung(
    drawing: Drawing, found: Vocabulary, rows: Sequence[tuple[str, int]], ties: dict[tuple[str, str], list[str]],
    place: tuple[float, float, float],
) -> float:  # fmt: skip
    """Draw one box and what leads to it, and return where it ends."""
    x, y, width = place
    root = rows[0][0]
    into = [
        f"{one}: {_short(names, width - len(one) * 6.5)}"
        for (one, other), names in sorted(ties.items())
        if other == root
    ]
    height = (len(rows) + len(into)) * ROW + 2 * PAD
    drawing.boxes.append(Box(x, y, width, height, strong=False))
    at = y + PAD + 14
    for name, depth in rows:
        style = "f-strong" if not depth else ""
        drawing.words.append(Word(x + PAD + depth * 14, at, name, style, found.terms[name].url))
        drawing.words.append(
            Word(
                x + width - PAD,
                at,
                f"{found.terms[name].used:,}" if found.terms[name].used else "none",
                "f-axis",
                None,
                "end",
            )
        )
        at += ROW
        if not depth:
            for text in into:
                drawing.words.append(Word(x + PAD, at, f"← {text}", "f-mute f-axis"))
                at += ROW
    return y + height


def _short(names: Sequence[str], width: float) -> str:
    """Return names as far as they fit, and how many more there are."""
    shown = [*names]
    while len(shown) > 1 and len(_listed(shown)) * 6.5 > width - 100:
        shown.pop()
    return _listed(shown) + (f" and {len(names) - len(shown)} more" if len(shown) < len(names) else "")


def _join(drawing: Drawing, width: float, gap: float, tied: Sequence[bool]) -> None:
    """Draw a line from the middle box to those at its left that are tied to it, and to the one at its right."""
    left = len(tied)
    hub = drawing.boxes[left]
    for box in (box for box, ties in zip(drawing.boxes, tied, strict=False) if ties):
        drawing.lines.append(f"M{hub.x:g} {hub.y + 16:g}H{hub.x - gap / 2:g}V{box.y + 16:g}H{box.x + width:g}")
    other = drawing.boxes[left + 1]
    drawing.lines.append(f"M{hub.x + hub.width:g} {hub.y + 16:g}H{other.x - 1:g}")
