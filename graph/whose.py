"""Whose a figure is, and with whom: the states and bodies that its clause names, else those told before it.

"Exports to X" and "trade with X" name the partner; the reporter is named without such a preposition, or is the state
that the document is about.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from .dealers import Dealers
from .dealings import dealing_of
from .page import Mention, Paragraph, dominant_state
from .resolve import Resolver
from .wordlists import table, words

_NAMED = frozenset({"State", "Organization", "Company", "Place"})
_COUNTS = {"three": 3, "four": 4, "five": 5, "six": 6, "seven": 7}
_MUTUAL = re.compile(r"\b(?i:bilateral|mutual|two-way|between)\b")
_LEADING = frozenset({"to", "into", "for", "against", "in", "with"})
_RANKS = {"State": 0, "Organization": 1, "Company": 2}
Named = tuple[str, str, int]
Sides = tuple[str | None, str | None]


@dataclass(frozen=True, slots=True)
class Told:
    """What the last figure said of itself, for the next one to lean on."""

    reporter: str | None = None
    partner: str | None = None
    period: tuple[str | None, str | None] | None = None
    flow: str | None = None


@dataclass(frozen=True, slots=True)
class Stretch:
    """Characters [first, last) of a paragraph: the clause of a figure."""

    paragraph: Paragraph
    first: int
    last: int


class SideReader:
    """Finds the two sides of the figures of one page."""

    def __init__(self, resolver: Resolver) -> None:
        self.page = resolver.page
        self.resolver = resolver
        self.home = dominant_state(resolver.page)
        pair = resolver.dyad() or ()
        self.other = next((state for state in pair if state != self.home), None) if self.home in pair else None
        self.dealers = Dealers(resolver, self.home, self.other)

    def sides(self, clause: Stretch, at: int, told: Told, flow: str, *, sentence: int | None = None) -> Sides:
        """Return reporter and partner of trade that ends at `at`; `sentence` is where its sentence begins."""
        named = self._all_named(clause, sentence, flow)
        partner = _partner(named)
        rest = [key for key, _, _ in self._not_partners(named) if key != partner]
        reporter = self._owner_of_flow(clause) or min(
            rest, key=lambda key: _RANKS.get(self.page.type_of(key) or "", 3), default=None
        )
        if partner is None and len(rest) > 1:
            return rest[0], rest[1]
        text = clause.paragraph.text[clause.first : clause.last]
        return self._leaning(reporter, partner, told, mutual=_MUTUAL.search(text) is not None)

    def dealt(self, clause: Stretch, at: int, kind: str, *, sentence: int | None = None) -> Sides:
        """Return the sides of a figure that is no trade: as the tree tells, else as its clause names them."""
        figure = token_before(clause.paragraph, at)
        reporter, partner = self.dealers.sides(clause.paragraph, dealing_of(figure), kind)
        named = self._all_named(clause, sentence, None)
        if reporter is None:
            rest = [self.dealers.side(key, kind) for key, _, place in self._not_partners(named) if place < at]
            actors = [key for key in rest if key and key != partner and self.page.type_of(key) != "Place"]
            here = self.dealers.here(clause.paragraph, figure)
            reporter = next(iter(actors), None) or (here if here != partner else self.other)
        if partner is None:
            behind = [(key, self.dealers.side(key, kind), before) for key, before, place in named if place >= at]
            led = [
                side
                for key, side, before in behind
                if before in _LEADING and (side == key or before not in {"in", "with"})
            ]
            partner = next((key for key in led if key and key != reporter), None)
        partner = partner or self.dealers.receiver(clause.paragraph, figure, reporter, kind)
        return reporter, partner if partner != reporter else None

    def _all_named(self, clause: Stretch, sentence: int | None, flow: str | None) -> list[Named]:
        """Return who is named in a clause, and where it names no other side also before it in its sentence."""
        named = list(self._named(clause))
        towards = words("figures", "towards")
        if sentence is not None and (flow is None or not any(before in towards for _, before, _ in named)):
            earlier = self._named(Stretch(clause.paragraph, sentence, clause.first))
            named = [item for item in earlier if flow is None or item[1] in towards] + named
        return named

    def _owner_of_flow(self, clause: Stretch) -> str | None:
        """Return whose exports, imports or trade a clause tells of, where somebody stands right before the word."""
        flows = {word for cues in table("figures", "flow").values() for word in cues}
        for token in clause.paragraph.tokens:
            if clause.first <= token.idx < clause.last and token.lower_ in flows:
                near = (clause.paragraph.at[child.i] for child in token.lefts if child.i in clause.paragraph.at)
                owner = next((m.key for m in near if self.page.type_of(m.key) in {"State", "Organization"}), None)
                if owner:
                    return owner
        return None

    def _not_partners(self, named: list[Named]) -> list[Named]:
        towards = words("figures", "towards") | words("figures", "upon")
        return [item for item in named if item[1] not in towards]

    def _leaning(self, reporter: str | None, partner: str | None, told: Told, *, mutual: bool) -> Sides:
        """Return the sides of a flow, those that are missing taken from the figure told before and from the page;
        `mutual` tells that it goes both ways between two.
        """
        if reporter is None:
            reporter = told.reporter if told.reporter != partner else self.home
        if partner is None:
            partner = told.partner if told.partner != reporter else None
        if partner is None and mutual and reporter == self.home:
            partner = self.other
        return (reporter if reporter != partner else None), partner

    def _named(self, clause: Stretch) -> list[Named]:
        """Return the states and bodies named in a clause, each with the preposition before it and its place."""
        named = list(self._counted(clause))
        for mention in clause.paragraph.mentions():
            place = clause.paragraph.doc[mention.start].idx
            if clause.first <= place < clause.last and self.page.type_of(mention.key) in _NAMED:
                before = _word_before(clause.paragraph, mention.start)
                if before is not None and not self._owns_next(clause.paragraph, mention):
                    named.append((mention.key, before, place))
        return sorted(named, key=lambda item: item[2])

    def _owns_next(self, paragraph: Paragraph, mention: Mention) -> bool:
        """Tell whether a state only says whose the body or firm right behind it is ("Zenda's central bank")."""
        after = paragraph.doc[mention.end : mention.end + 4]
        near = next((paragraph.at[t.i] for t in after if t.i in paragraph.at), None)
        if near is None or self.page.type_of(mention.key) != "State":
            return False
        between = {t.lower_ for t in paragraph.doc[mention.end : near.start]}
        kinds = {"Organization", "Company"}
        return self.page.type_of(near.key) in kinds and (
            between <= {"'s", "state", "own"} or mention.kind == "adjective"
        )

    def _counted(self, clause: Stretch) -> Iterator[Named]:
        """Yield the body whose members "the four" are, as they were listed before."""
        for token in clause.paragraph.tokens[:-1]:
            bare = token.dep_ == "pobj" and token.lower_ in _COUNTS and token.i > 1 and token.nbor(-1).lower_ == "the"
            if bare and clause.first <= token.idx < clause.last:
                body = self.resolver.body_of(_COUNTS[token.lower_])
                if body:
                    yield body, token.head.lower_, token.idx


def token_before(paragraph: Paragraph, at: int) -> Token:
    """Return the last token that begins before a character of a paragraph: the end of the figure there."""
    return next((token for token in reversed(paragraph.tokens) if token.idx < at), paragraph.tokens[0])


def _word_before(paragraph: Paragraph, start: int) -> str | None:
    """Return the word before a name and its article, or None where the name is only a source ("according to")."""
    doc, index = paragraph.doc, start - 1
    while index > 0 and doc[index].lower_ in {"the", "whole", "all", "its", "imported", "new"}:
        index -= 1
    if doc[index].pos_ == "VERB" and doc[index].lemma_.lower() in words("figures", "giving"):
        return "to"
    if index > 0 and doc[index].lower_ == "to" and doc[index - 1].lower_ == "according":
        return None
    _, source, behind = doc[max(0, start - 6) : start].text.lower().rpartition("according to")
    if source and "," not in behind:
        return None
    return doc[index].lower_ if index >= 0 else ""


def _partner(named: list[Named]) -> str | None:
    """Return the last one that a preposition leads to."""
    behind = [key for key, before, _ in named if before in words("figures", "towards")]
    return behind[-1] if behind else None
