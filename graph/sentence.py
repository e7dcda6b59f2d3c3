"""A sentence whose figures are read, and the clauses it is cut into, as characters of its paragraph."""

from collections.abc import Sequence
from dataclasses import dataclass

from .document import Span
from .page import Paragraph
from .periods import Period
from .whose import Stretch

_EDGES = " ,;-\u2013"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence: its text begins at character `first` of the paragraph, `lead` is the date that heads that one,
    `issued` the month of the document.
    """

    paragraph: Paragraph
    first: int
    text: str
    periods: Sequence[Period]
    modality: str
    lead: Period | None = None
    issued: str = ""

    def stretch(self, clause: tuple[int, int]) -> Stretch:
        """Return a clause of the sentence as characters of the paragraph."""
        return Stretch(self.paragraph, self.first + clause[0], self.first + clause[1])

    def span(self, clause: tuple[int, int]) -> Span:
        """Return a clause of the sentence as a span of the document, without the marks at its ends."""
        text = self.text[clause[0] : clause[1]]
        base = self.paragraph.line.span.start + self.first
        lead, tail = len(text) - len(text.lstrip(_EDGES)), len(text) - len(text.rstrip(_EDGES))
        return Span(base + clause[0] + lead, base + clause[1] - tail)
