"""Sections: what a report says, as values that every format writes in its own way.

A section is a heading, plain sentences, tables and figures, and notes for the margin. A cell is a value with a meaning,
not markup: a name is linked in HTML and plain in Markdown, a proof opens its sentences in both. None stands for what
no source states.
"""

from __future__ import annotations

from dataclasses import dataclass

from ontology.terms import BASE

from .archive import Archive


@dataclass(frozen=True, slots=True)
class Named:
    """A name: its key ("state/it"), its type ("State") and what it is called."""

    key: str
    type: str
    label: str


@dataclass(frozen=True, slots=True)
class Number:
    """A number with the decimals and the unit that are shown, and the interval around it where there is one."""

    value: float
    decimals: int = 0
    unit: str = ""
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Placed:
    """A place in an order ("4=") and the places between which it moves ("[3, 7]", or a word where there are none)."""

    rank: str
    between: str = ""


@dataclass(frozen=True, slots=True)
class Proof:
    """The sentences that something rests on, by id, and what that is, for those who hear the page."""

    sentences: tuple[str, ...]
    what: str


@dataclass(frozen=True, slots=True)
class Cited:
    """Documents, by identifier."""

    documents: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sign:
    """A mean intensity from −10 to +10."""

    intensity: float


@dataclass(frozen=True, slots=True)
class Quote:
    """A sentence of a source, by id, shown in full with its evidence marked."""

    sentence: str


@dataclass(frozen=True, slots=True)
class Certainty:
    """How a statement is told: "fact", "attributed", "planned" or "denied", and whose word it is (a label)."""

    world: str
    said_by: str | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A statement in words, names among them, and in which world it holds: what is denied is struck out."""

    pieces: tuple[str | Named, ...]
    world: str = "fact"

    @property
    def text(self) -> str:
        """The same as plain text."""
        return "".join(piece if isinstance(piece, str) else piece.label for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Node:
    """A statement by its IRI."""

    iri: str

    @property
    def key(self) -> str:
        """The end of the IRI, by which its page is asked for ("statement/3f2a...")."""
        return self.iri.removeprefix(BASE)


Cell = (
    str | Named | Number | Placed | Proof | Cited | Sign | Quote | Certainty | Line | Node | tuple["Cell", ...] | None
)


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table; `wide` tells that a narrow page may leave it out, `number` that it is set to the right."""

    heading: str
    number: bool = False
    wide: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Rows of cells; the first of each is what the row is about. `fold` is the line that all but its
    first paragraph is folded behind, if any."""

    id: str
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    fold: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A drawing as SVG, wide and narrow, with the sentence that says what it shows and the key to it.

    `table` is the id of the table in the same section that holds its numbers.
    """

    says: str
    key: str
    svg: str
    table: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Excerpt:
    """Sentences folded behind a line, in full."""

    summary: str
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Note:
    """A remark in the margin: what a number means, when it misleads."""

    heading: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A plain sentence for the head of the report, the scope it is about, and the ids of the sentences behind it."""

    scope: str
    text: str
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One section of a report or a dossier; `scope` is "states", "actors" or "all", `about` stands grey by the title.

    `findings` are what a reader should take away from it, true to its numbers; they also open the report. `part` tells
    that the section opens all that is said of its scope; `fold` is the line that all but its
    first paragraph is folded behind, if any.
    """

    id: str
    scope: str
    title: str
    about: str = ""
    text: tuple[str, ...] = ()
    blocks: tuple[Table | Figure | Excerpt, ...] = ()
    notes: tuple[Note, ...] = ()
    findings: tuple[Finding, ...] = ()
    part: bool = False
    fold: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """Something that is handed in: a report or a dossier. `provenance` is told at its head, a term and its words each.

    `parts` gives the heading under which the findings of a scope stand; `archive` holds the sentences that the
    sections point to, `silent` what is said of a document none of whose sentences counts,
    `reading` how its marks are read.
    """

    kind: str
    generation: str
    title: str
    lede: str
    provenance: tuple[tuple[str, str], ...]
    parts: tuple[tuple[str, str], ...]
    sections: tuple[Section, ...]
    archive: Archive
    silent: str
    reading: tuple[Note, ...] = ()

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The findings of all sections, in order."""
        return tuple(each for section in self.sections for each in section.findings)
