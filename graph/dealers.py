"""Who gives, holds, sends or imposes what a figure counts, and to whom or upon whom: `graph.dealings`, with names.

A place below a state stands for its state; any other is a side where it is well known or named time and again.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from spacy.tokens import Token

from .binding import institution_of
from .dealings import Dealing, doers, owners, receivers, worded
from .page import Paragraph
from .resolve import Resolver
from .wordlists import table, words

_SIDES = frozenset({"State", "Organization", "Company", "Place"})
_RECEIVED = frozenset({"aid", "loan"})
_TERRITORY = 3
_WHERE = ("in", "at", "among", "into", "by", "on")
_RELATIVE = frozenset({"which", "whom", "whose", "that", "who"})


@dataclass(frozen=True, slots=True)
class Dealers:
    """Reads the sides of the figures of one page that are no trade; `home` is the state that the page is about."""

    resolver: Resolver
    home: str | None
    other: str | None

    def sides(self, paragraph: Paragraph, dealing: Dealing, kind: str) -> tuple[str | None, str | None]:
        """Return who deals with what is counted and who gets it, each None where the tree does not tell."""
        owner = self._first(paragraph, (token for token in owners(dealing) if self._owns(paragraph, token, kind)), kind)
        doer = self._first(paragraph, doers(dealing), kind)
        acted = any(lemma in words("figures", "dealt") for verb in dealing.verbs for lemma in worded(verb))
        reporter, spare = (doer or owner, owner) if acted and kind != "force" else (owner or doer, doer)
        got = [
            key
            for token in receivers(dealing, table("figures", "leading")[kind])
            for key in self.keys(paragraph, token, kind)
        ]
        partner = next((key for key in got if key != reporter), None)
        taking = any(verb.lemma_.lower() in words("figures", "taking") for verb in dealing.verbs)
        if taking and kind in {"aid", "loan", "investment"}:
            source = self._first(paragraph, receivers(dealing, ("from", "by")), kind)
            reporter, partner = source or partner, reporter
        nation = self._nation(paragraph, dealing.nouns[0])
        if nation and kind == "force":
            reporter = nation
        elif nation:
            return self._of_people(paragraph, dealing, nation, doer)
        if partner is None and acted and spare != reporter and kind in {"other", "investment"}:
            partner = spare
        return reporter, partner

    def _nation(self, paragraph: Paragraph, figure: Token) -> str | None:
        near = paragraph.at.get(figure.i)
        return near.key if near and self.resolver.page.type_of(near.key) == "State" else None

    def _of_people(
        self, paragraph: Paragraph, dealing: Dealing, nation: str, doer: str | None
    ) -> tuple[str | None, str | None]:
        """Return the sides of a count of some nation's people: theirs where they act, else who has them and they."""
        if doer is None and any(verb.lemma_.lower() in words("figures", "moving") for verb in dealing.verbs):
            return nation, None
        where = (key for token in receivers(dealing, _WHERE) for key in self.keys(paragraph, token, "force"))
        holder = doer or next((key for key in where if key != nation), self.home)
        return (holder, nation) if holder != nation else (nation, None)

    def receiver(self, paragraph: Paragraph, at: Token, reporter: str | None, kind: str) -> str | None:
        """Return who gets what a sentence gives without saying to whom: the state that the text is about, else the
        one named last before.
        """
        here = self.here(paragraph, at)
        near = [key for key in (here, self.home, self.other) if key and key != reporter]
        return near[0] if kind in _RECEIVED and near else None

    def here(self, paragraph: Paragraph, at: Token) -> str | None:
        """Return the state that a paragraph is about as far as a word: the text's own, else the first it names."""
        before = [self.side(m.key, "other") for m in paragraph.mentions() if m.start < at.i]
        states = [key for key in before if key and self.resolver.page.type_of(key) == "State"]
        return self.home if self.home in states or not states else states[0]

    def side(self, key: str, kind: str) -> str | None:
        """Return whom a name stands for as a side of a figure: the state of a person or a place, else itself."""
        page = self.resolver.page
        entity = page.entities[key]
        if entity.type == "Person":
            return next(iter(institution_of(page, self.resolver, key)), None)
        if entity.type == "Place":
            state = entity.located_in if entity.located_in and entity.located_in.startswith("state/") else None
            apart = kind == "force" and self.resolver.named[key] >= _TERRITORY and not self._is_capital(key, state)
            if state and not apart:
                return page.imply(state, "State")
            known = entity.reference and kind != "other"
            return key if known or self.resolver.named[key] >= _TERRITORY else None
        return key if entity.type in _SIDES else None

    def _first(self, paragraph: Paragraph, tokens: Iterable[Token], kind: str) -> str | None:
        return next(
            (
                key
                for token in tokens
                for key in self.keys(paragraph, token, kind)
                if self.resolver.page.type_of(key) != "Place"
            ),
            None,
        )

    def keys(self, paragraph: Paragraph, token: Token, kind: str) -> list[str]:
        """Return whom a noun means as sides of a figure; of one that means nobody, whom its complements name."""
        if token.lower_ in _RELATIVE:
            verb = next((node for node in token.ancestors if node.dep_ == "relcl"), None)
            return self.keys(paragraph, verb.head, kind) if verb and verb.head.lower_ not in _RELATIVE else []
        keys = self.resolver.keys(paragraph, token, loose=True)
        if not keys and any(child.lower_ in {"our", "us"} for child in token.subtree):
            keys = [self.home] if self.home else []
        if not keys and token.pos_ in {"NOUN", "PROPN"}:
            keys = [paragraph.at[t.i].key for t in token.subtree if t.i >= token.i and t.i in paragraph.at]
        found = (self.side(key, kind) for key in keys if key in self.resolver.page.entities)
        return [key for key in found if key]

    def _owns(self, paragraph: Paragraph, token: Token, kind: str) -> bool:
        """Tell whether a word before a noun can say whose it is: a possessive or a name, of a force a known one."""
        near = paragraph.at.get(token.i)
        if near is None or token.dep_ == "poss":
            return token.dep_ == "poss"
        entity = self.resolver.page.entities[near.key]
        return kind != "force" or entity.type == "State" or entity.reference

    def _is_capital(self, key: str, state: str | None) -> bool:
        actor = self.resolver.gazetteer.actors.get(state or "")
        return actor is not None and actor.capital == key
