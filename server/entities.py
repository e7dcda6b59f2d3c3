"""Statements that say the same put together, and the titles a person is called by."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from graph.report.wording import Line, Piece

from .catalogue import Name
from .statements import Card, sentences


@dataclass(frozen=True, slots=True)
class Row:
    """Cards that say the same."""

    cards: tuple[Card, ...]

    @property
    def first(self) -> Card:
        """The card that stands for them."""
        return self.cards[0]

    @property
    def sentences(self) -> int:
        """How many sentences say it."""
        return sentences(self.cards)

    @property
    def sources(self) -> int:
        """How many documents say it."""
        return len({card.document.iri for card in self.cards})

    @property
    def url(self) -> str:
        """Where the sentences are read."""
        return "/sentences?" + urlencode([("s", card.key) for card in self.cards])


def rows(found: Iterable[Card]) -> tuple[Row, ...]:
    """Return cards put together where they say the same, in the order of their first."""
    groups: dict[tuple[object, ...], list[Card]] = defaultdict(list)
    for card in found:
        same = (card.family, card.kind, _same(card.line), card.date, card.date_words, card.seal, card.said_by)
        groups[same].append(card)
    return tuple(Row(tuple(group)) for group in groups.values())


def titles(name: Name, offices: Sequence[Row]) -> tuple[str, ...]:
    """Return the offices a person holds by most sentences, as its line of description."""
    held = [row for row in offices if name in row.first.in_role("holder") and row.first.facts.get("former") != "true"]
    told: Counter[str] = Counter()
    for row in held:
        of = next(iter(row.first.in_role("officeOf")), None)
        title = row.first.facts.get("officeTitle", "")
        told[f"{title}, {of.label}" if of else title] += row.sentences
    return tuple(title for title, _ in told.most_common(2))


def _same(line: Line[Name]) -> str:
    """Return a line by which others are compared: titles differ in capitals alone."""
    return "".join(_text(piece) for piece in line).casefold()


def _text(piece: Piece[Name]) -> str:
    return piece.iri if isinstance(piece, Name) else piece if isinstance(piece, str) else piece.text
