"""Whose a figure is, and with whom: the states and bodies that its clause names, else those told before it.

"Exports to X" and "trade with X" name the partner; the reporter is named without such a preposition, or is the state
that the document is about.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from .page import Mention, Paragraph, dominant_state
from .resolve import Resolver
from .syntax import subjects
from .wordlists import table, words

_NAMED = frozenset({"State", "Organization", "Company", "Place"})
_HIGHEST = 8
_COUNTS = {"three": 3, "four": 4, "five": 5, "six": 6, "seven": 7}
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

    def sides(self, clause: Stretch, at: int, told: Told, flow: str | None, *, sentence: int | None = None) -> Sides:
        """Return reporter and partner of a figure that ends at `at`; `sentence` is where its sentence begins."""
        named = list(self._named(clause))
        if sentence is not None and (
            flow is None or not any(before in words("figures", "towards") for _, before, _ in named)
        ):
            earlier = self._named(Stretch(clause.paragraph, sentence, clause.first))
            named = [item for item in earlier if flow is None or item[1] in words("figures", "towards")] + named
        partner = _partner(named, at, flow)
        rest = [key for key in self._not_partners(named) if key != partner]
        if flow is None:
            doer = self._doer(clause.paragraph, at)
            rest = [doer, *(key for key in rest if key != doer)] if doer else rest
            reporter, partner = self._around(named, rest, partner if partner != doer else None)
            return reporter, partner or self._receiver(clause, at, reporter)
        reporter = self._owner_of_flow(clause) or min(
            rest, key=lambda key: _RANKS.get(self.page.type_of(key) or "", 3), default=None
        )
        if partner is None and len(rest) > 1:
            return rest[0], rest[1]
        return self._leaning(reporter, partner, told)

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

    def _doer(self, paragraph: Paragraph, at: int) -> str | None:
        """Return whose a figure is by the tree: the owner of what is counted, else the subject of its verb."""
        figure = node = token_before(paragraph, at)
        for _ in range(_HIGHEST):
            nouns = [child for child in node.lefts if child.dep_ == "poss" or self._is_state_at(paragraph, child.i)]
            if node.pos_ == "VERB":
                nouns = [noun for noun in subjects(node) if not noun.left_edge.i <= figure.i <= noun.right_edge.i]
            keys = [key for noun in nouns for key in self.resolver.keys(paragraph, noun, loose=True)]
            for key in keys:
                owner = next(iter(self.resolver.homes([key])), key) if self.page.type_of(key) == "Person" else key
                if self.page.type_of(owner) in _NAMED:
                    return owner
            if node.pos_ == "VERB" or node.head == node:
                break
            node = node.head
        return None

    def _receiver(self, clause: Stretch, at: int, reporter: str | None) -> str | None:
        """Return whom a figure goes to by the tree: behind a preposition that leads on, or as its verb's goal."""
        figure = token_before(clause.paragraph, at)
        leading = (words("figures", "towards") | words("figures", "upon")) - {"of"}
        for token in figure.sent:
            leads = token.dep_ == "pobj" and token.head.lower_ in leading and token.idx >= at
            given = token.dep_ == "dative" and token.head == figure.head.head
            if (leads or given) and clause.first <= token.idx < clause.last:
                for key in self.resolver.keys(clause.paragraph, token, loose=True):
                    if key != reporter and self.page.type_of(key) in _NAMED:
                        return key
        return None

    def _is_state_at(self, paragraph: Paragraph, index: int) -> bool:
        near = paragraph.at.get(index)
        return near is not None and near.kind == "adjective" and self.page.type_of(near.key) == "State"

    def _around(self, named: list[Named], rest: list[str], partner: str | None) -> Sides:
        """Return the sides of a figure that flows nowhere: who is named first, and whom a preposition tells."""
        actors = [key for key in rest if self.page.type_of(key) != "Place"] or rest
        reporter = next(iter(actors), None) or (self.home if self.home != partner else None)
        if partner is None:
            bitten = [key for key, before, _ in named if before in words("figures", "upon") and key != reporter]
            partner = next(iter(bitten), None)
        return reporter, partner

    def _not_partners(self, named: list[Named]) -> list[str]:
        towards = words("figures", "towards") | words("figures", "upon")
        return [key for key, before, _ in named if before not in towards]

    def _leaning(self, reporter: str | None, partner: str | None, told: Told) -> Sides:
        """Return the sides of a flow, those that are missing taken from the figure told before and from the page."""
        if reporter is None:
            reporter = told.reporter if told.reporter != partner else self.home
        if partner is None:
            partner = told.partner if told.partner != reporter else None
        if partner is None and reporter == self.home:
            partner = self.other
        return (reporter if reporter != partner else None), partner

    def borne(self, clause: Stretch, reporter: str | None) -> Sides:
        """Return who imposes a rate and who bears it ("carmakers face a duty of 35 per cent in Ruritania")."""
        named = list(self._named(clause))
        bearer = self._bearer(clause, named) or reporter
        worded = [key for key, before, _ in named if before in {"in", "by", "from"} and key != bearer]
        others = [key for key, _, _ in named if key != bearer and self.page.type_of(key) == "State"]
        return next(iter(worded + others), None), bearer

    def _bearer(self, clause: Stretch, named: list[Named]) -> str | None:
        """Return who bears a rate: the last one named before the verb that says so."""
        tokens = (token for token in clause.paragraph.doc if clause.first <= token.idx < clause.last)
        verb = next((token.idx for token in tokens if token.lemma_.lower() in words("figures", "bearing")), -1)
        before = [key for key, _, place in named if place < verb and self.page.type_of(key) != "Place"]
        return before[-1] if before else None

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


def _partner(named: list[Named], at: int, flow: str | None) -> str | None:
    """Return the last one that a preposition leads to; for what is no flow, the first one behind the figure."""
    behind = [(key, place) for key, before, place in named if before in words("figures", "towards")]
    after = [key for key, place in behind if place >= at] if flow is None else []
    return after[0] if after else behind[-1][0] if behind else None
