"""Names in quotation marks: "the exhibition “Dialogue with the Sea”", "the “Open Harbours” plan".

A noun beside the marks tells the kind, or the last word inside them does; other quotations are speech.
"""

from itertools import pairwise

from spacy.tokens import Token

from .names import capitalised, head_types, loose_heads
from .page import Mention, Page, Paragraph
from .wordlists import words

_LONGEST = 6
_BESIDE = frozenset({"Initiative", "Measure", "Agreement"})
_WITHIN = frozenset({"Organization", "Initiative", "Measure"})


def enter_quoted(page: Page, paragraph: Paragraph) -> None:
    """Enter what stands in quotation marks beside a noun that tells its kind, or that ends in one."""
    doc = paragraph.doc
    for left, right in pairwise(_marks(paragraph)):
        inside = [token for token in doc[left + 1 : right] if not token.is_punct or token.text == "-"]
        if doc[left].whitespace_ or not 1 < len(inside) <= _LONGEST or _known(paragraph, inside):
            continue
        kind = _kind_beside(paragraph, left, right, inside) or _kind_within(inside[-1])
        if kind:
            start, end = inside[0].i, inside[-1].i + 1
            for index in range(start, end):
                paragraph.at.pop(index, None)
            paragraph.add(Mention(start, end, page.enter_named(kind, doc[start:end].text)))


def _marks(paragraph: Paragraph) -> list[int]:
    """Return which tokens are quotation marks."""
    if '"' not in paragraph.text:
        return []
    return [token.i for token in paragraph.tokens if token.text == '"']


def _known(paragraph: Paragraph, inside: list[Token]) -> bool:
    """Tell whether two words in marks hold a name already."""
    return len(inside) < 3 and any(t.i in paragraph.at and paragraph.at[t.i].kind == "name" for t in inside)


def _kind_beside(paragraph: Paragraph, left: int, right: int, inside: list[Token]) -> str | None:
    """Return the kind that a noun right before or behind the marks tells."""
    beside = [paragraph.doc[i].lower_ for i in (left - 1, right + 1) if 0 <= i < len(paragraph.doc)]
    decided = right + 1 < len(paragraph.doc) and paragraph.doc[right + 1].lower_ in words("names", "decided")
    if not (capitalised(inside[0]) or decided):
        return None
    kinds = (head_types().get(word) for word in beside if word not in loose_heads())
    return next((kind for kind in kinds if kind in _BESIDE), None)


def _kind_within(last: Token) -> str | None:
    """Return the kind that the last word inside the marks tells."""
    kind = head_types().get(last.lower_) if last.lower_ not in loose_heads() else None
    return kind if kind in _WITHIN and last.pos_ in {"NOUN", "PROPN"} else None
