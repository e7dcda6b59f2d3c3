"""Whom a noun phrase means: by name, by state and role ("Serbian troops"), or by what was said ("the two ministers").

Reference is resolved where the text licenses it, and left alone where not: an unresolved phrase means nobody.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from spacy.tokens import Token

from .gazetteer import Gazetteer
from .page import Mention, Page, Paragraph, dominant_state
from .statement import ACTOR_TYPES, Tenure
from .wordlists import words

_COUNTS = {"two": 2, "both": 2, "three": 3, "four": 4, "five": 5, "six": 6}
_BETWEEN_STATES = frozenset({",", "and", "of", "the", "\u2013", "-", "\u2014", "(", ":", "such", "as", "including"})
_OFFICES_OF_ROLE = {"leader": {"president", "minister", "chancellor", "premier"}, "diplomat": {"minister"}}


@dataclass(slots=True)
class Resolver:
    """A page, its offices, and who has been spoken of, newest last."""

    page: Page
    tenures: list[Tenure]
    gazetteer: Gazetteer
    people: list[list[str]] = field(default_factory=list)
    bodies: list[list[str]] = field(default_factory=list)
    subject: str | None = None
    table: list[str] = field(default_factory=list)
    adopters: dict[str, str] = field(default_factory=dict)
    deciders: tuple[str, ...] = ()

    def remember(self, paragraph: Paragraph, start: int, end: int) -> None:
        """Take note of whom a sentence named, so that the next can refer to them."""
        mentions = [m for m in paragraph.mentions() if start <= m.start < end and not _speaks(paragraph, m)]
        subjects = [m.key for m in mentions if paragraph.doc[m.start : m.end].root.dep_ in {"nsubj", "nsubjpass"}]
        keys = list(dict.fromkeys([*subjects, *(m.key for m in mentions)]))
        people = [key for key in keys if self.page.type_of(key) == "Person"]
        bodies = [key for key in keys if self.page.type_of(key) in {"State", "Organization"}]
        if len(people) > 2:
            earlier = self.people[-1] if self.people and len(self.people[-1]) == 1 else []
            self.table = list(dict.fromkeys([*earlier, *people]))
        if people:
            self.people.append(people)
            self.subject = next((key for key in subjects if self.page.type_of(key) == "Person"), self.subject)
        if bodies:
            self.bodies.append(bodies)

    def keys(self, paragraph: Paragraph, token: Token, *, loose: bool = False) -> list[str]:
        """Return whom a noun phrase means, with those that "and" joins to it; `loose` takes a state inside any noun
        phrase.
        """
        found = list(self._one(paragraph, token, loose))
        for other in token.conjuncts:
            if other.i > token.i and other.dep_ == "conj":
                found += self._one(paragraph, other, loose)
        held = set(self.homes(key for key in found if self.page.type_of(key) == "Person"))
        return [key for key in dict.fromkeys(found) if key not in held]

    def _one(self, paragraph: Paragraph, token: Token, loose: bool) -> Iterator[str]:
        mention = paragraph.at.get(token.i)
        if mention is not None:
            yield mention.key
            return
        if token.pos_ == "PRON" or token.lower_ in {"both", "each", "all"}:
            yield from self._pronoun(paragraph, token)
            return
        lemma = token.lemma_.lower()
        named = list(self._appositive(paragraph, token))
        if lemma == "member":
            named = max(named, [m.key for m in listed_states(self.page, paragraph, token)], key=len)
        if named:
            yield from named
            return
        inside = list(self._inside(paragraph, token))
        if inside and (loose or lemma in words("roles", "national")):
            yield from self._holder(token, inside)
            return
        if not inside and loose and lemma in words("acts", "decisions") and any(c.lower_ == "the" for c in token.lefts):
            yield from self.deciders
            return
        if not inside:
            yield from self._by_role(paragraph, token)

    def _appositive(self, paragraph: Paragraph, token: Token) -> Iterator[str]:
        """Yield those whom an apposition names: "the minister, Jane Roe", "the four members – Norway, Iceland"."""
        for child in token.children:
            if child.dep_ == "appos" and child.i in paragraph.at:
                kind = self.page.type_of(paragraph.at[child.i].key)
                if kind == "Person" or (kind in {"State", "Organization"} and token.tag_ in {"NNS", "NNPS"}):
                    yield from (paragraph.at[t.i].key for t in (child, *child.conjuncts) if t.i in paragraph.at)

    def dyad(self) -> tuple[str, str] | None:
        """Return the two states that the document is about, where two are well ahead of the others."""
        counts = Counter(
            m.key for p in self.page.paragraphs for m in p.mentions() if self.page.type_of(m.key) == "State"
        )
        ranked = counts.most_common(3)
        if (
            len(ranked) < 2
            or ranked[1][1] < max(3, 0.3 * ranked[0][1])
            or (len(ranked) == 3 and ranked[2][1] > 0.7 * ranked[1][1])
        ):
            return None
        return ranked[0][0], ranked[1][0]

    def _inside(self, paragraph: Paragraph, token: Token) -> Iterator[str]:
        """Yield the states and bodies that a noun phrase holds: as adjective, possessive, or behind "of", "in",
        "from".
        """
        for child in token.children:
            if child.dep_ in {"amod", "poss", "compound", "nmod"}:
                yield from self._actors_at(paragraph, child)
                if child.dep_ == "poss" and child.lower_ in {"his", "her", "its", "their"}:
                    yield from self._pronoun(paragraph, child)
                if child.dep_ in {"amod", "compound", "nmod"}:
                    for grandchild in child.children:
                        yield from self._actors_at(paragraph, grandchild)
            if child.dep_ == "prep" and child.lower_ in {"of", "in", "from", "throughout", "across"}:
                for noun in child.children:
                    if noun.dep_ == "pobj":
                        yield from self._actors_at(paragraph, noun)
                        for other in noun.conjuncts:
                            yield from self._actors_at(paragraph, other)

    def _actors_at(self, paragraph: Paragraph, token: Token) -> Iterator[str]:
        mention = paragraph.at.get(token.i)
        if mention is not None:
            entity = self.page.entities[mention.key]
            if entity.type in ACTOR_TYPES:
                yield mention.key

    def _holder(self, token: Token, inside: list[str]) -> Iterator[str]:
        """Yield who holds the office that a role names of a state, else the state itself."""
        lemma = token.lemma_.lower()
        if lemma in words("roles", "person") and token.tag_ in {"NN", "NNP"}:
            kind = _OFFICES_OF_ROLE.get(lemma, {lemma})
            full = " ".join(t.lower_ for t in token.subtree if t.i <= token.i)
            for tenure in self.tenures:
                title = tenure.title.lower()
                if tenure.of in inside and not tenure.former and title.split(" of ")[0].split()[-1] in kind:
                    modifier = title.split(" of ")[0].split()[0]
                    if lemma != "minister" or modifier in full:
                        yield tenure.holder
                        return
        yield from (key for key in inside if self.page.type_of(key) != "Person")
        if all(self.page.type_of(key) == "Person" for key in inside):
            yield from inside

    def _by_role(self, paragraph: Paragraph, token: Token) -> Iterator[str]:
        """Yield whom a role without a name means: "the two ministers", "the president", "the government"."""
        lemma = token.lemma_.lower()
        definite = any(c.lower_ in {"the", "this", "both", "two", "these"} for c in token.children)
        plural = token.tag_ in {"NNS", "NNPS"}
        if plural and lemma in words("roles", "plural") and definite:
            yield from self._several(token, lemma)
        elif lemma in words("roles", "person") and (definite or token.pos_ == "PROPN") and not plural:
            yield from self._person(token, lemma)
        elif (
            lemma in words("roles", "state")
            and definite
            and not plural
            and not any(c.pos_ == "PROPN" for c in token.lefts)
        ):
            yield from self._home(paragraph, token)

    def _several(self, token: Token, lemma: str) -> Iterator[str]:
        """Yield the two (or the counted) persons or states that were spoken of last."""
        wanted = next((_COUNTS[c.lower_] for c in token.children if c.lower_ in _COUNTS), 2)
        ruling = lemma == "head" and any(
            c.lower_ == "of" and any(g.lower_ in {"state", "government", "delegation"} for g in c.children)
            for c in token.children
        )
        persons = ruling or (lemma in words("roles", "person") and lemma != "head") or lemma == "counterpart"
        counted = any(c.lower_ in _COUNTS for c in token.children)
        if self.table and (not counted or wanted == len(self.table)):
            yield from self.table if persons else self.homes(self.table)
            return
        people = self._fitting(token, lemma) if persons else []
        recent = self._recent(people if persons else self._states(), wanted)
        if len(recent) == wanted:
            yield from sorted(recent)

    def _fitting(self, token: Token, lemma: str) -> list[list[str]]:
        """Return who was spoken of and holds an office of the role's words: "the two foreign ministers" are no
        presidents.
        """
        needed = {c.lower_ for c in token.lefts if c.lower_ in words("offices", "modifiers")}
        if not needed and lemma in {"president", "minister", "premier"}:
            needed = {lemma}
        titles = {
            key: " ".join(t.title.lower() for t in self.tenures if t.holder == key)
            for keys in self.people
            for key in keys
        }
        return [[key for key in keys if all(word in titles[key] for word in needed)] for keys in self.people]

    def body_of(self, count: int) -> str | None:
        """Return the body named in the text whose members are the so many states that were listed last."""
        for keys in reversed(self._states()):
            if len(keys) >= count:
                for key, entity in sorted(self.page.entities.items()):
                    known = self.gazetteer.actors.get(key)
                    if entity.type == "Organization" and known and len(set(keys) & set(known.members)) >= count:
                        return key
        return None

    def homes(self, people: Iterable[str]) -> list[str]:
        """Return the states whose offices the persons hold."""
        states = [
            t.of
            for key in people
            for t in self.tenures
            if t.holder == key and t.of and self.page.type_of(t.of) == "State"
        ]
        return list(dict.fromkeys(states))

    def _states(self) -> list[list[str]]:
        return [[key for key in keys if self.page.type_of(key) == "State"] for keys in self.bodies]

    def _recent(self, history: list[list[str]], wanted: int) -> list[str]:
        found: list[str] = []
        for keys in reversed(history[-4:]):
            for key in keys:
                if key not in found and len(found) < wanted:
                    found.append(key)
        return found

    def _person(self, token: Token, lemma: str) -> Iterator[str]:
        """Yield the person named last whose office has the role's word in it."""
        modifiers = {c.lower_ for c in token.children if c.dep_ in {"amod", "compound"}}
        for keys in reversed(self.people[-6:]):
            for key in keys:
                titles = [t.title.lower() for t in self.tenures if t.holder == key]
                if any(lemma in title.split() and modifiers <= set(title.split()) for title in titles):
                    yield key
                    return

    def _home(self, paragraph: Paragraph, token: Token) -> Iterator[str]:
        earlier = [m.key for m in paragraph.mentions() if m.start < token.i and self.page.type_of(m.key) == "State"]
        home = dominant_state(self.page)
        if home and (home in earlier or not earlier):
            yield home
        elif earlier:
            yield earlier[-1]

    def _pronoun(self, paragraph: Paragraph, token: Token) -> Iterator[str]:
        low = token.lower_
        here = [m.key for m in paragraph.mentions() if token.sent.start <= m.start < token.i]
        if low in {"he", "she", "his", "her", "him", "himself", "herself"}:
            people = [key for key in here if self.page.type_of(key) == "Person"]
            if people:
                yield people[0]
            elif self.subject:
                yield self.subject
            elif self.people:
                yield self.people[-1][0]
        elif low in {"they", "them", "all"} and self.table and not here:
            yield from self.table
        elif low in {"they", "their", "them", "both", "themselves"}:
            recent = [keys for keys in (self.people[-1:] or []) + (self._states()[-1:] or []) if len(keys) > 1]
            people = [key for key in here if self.page.type_of(key) == "Person"]
            states = [key for key in here if self.page.type_of(key) == "State"]
            group = people if len(people) > 1 else states if len(states) > 1 else (recent[0] if recent else [])
            yield from dict.fromkeys(group)
        elif low in {"it", "its", "itself"}:
            bodies = [key for key in here if self.page.type_of(key) in {"State", "Organization"}]
            if bodies:
                yield bodies[0]
            elif self.bodies:
                yield self.bodies[-1][0]

    def adopter(self, measure: str) -> str | None:
        """Return whose measure it is: as its own phrase says, else the state that the document is about."""
        return self.adopters.get(measure) or dominant_state(self.page)


def listed_states(page: Page, paragraph: Paragraph, token: Token) -> list[Mention]:
    """Return the states listed right behind a noun: "the four members of EFTA – Norway, Iceland and Switzerland"."""
    index, found = token.i + 1, []
    while index < token.sent.end:
        near = paragraph.at.get(index)
        if near and page.type_of(near.key) == "State":
            found.append(near)
            index = near.end
        elif (near and page.type_of(near.key) == "Organization" and not found) or paragraph.doc[
            index
        ].lower_ in _BETWEEN_STATES:
            index = near.end if near else index + 1
        else:
            break
    return found


def _speaks(paragraph: Paragraph, mention: Mention) -> bool:
    """Tell whether a name only labels who speaks in an interview ("Roe: Yes.")."""
    return mention.start == 0 and mention.end < len(paragraph.doc) and paragraph.doc[mention.end].text == ":"
