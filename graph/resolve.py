"""Whom a noun phrase means: by name, by state and role ("Serbian troops"), or by what was said ("the two ministers").

Reference is resolved where the text licenses it, and left alone where not: an unresolved phrase means nobody.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from .discourse import Discourse
from .page import Paragraph, dominant_state
from .rows import joined_names, listed_states
from .statement import ACTOR_TYPES
from .wordlists import words

_KINDS = ("Organization", "Company", "Place")
_COUNTS = {"two": 2, "both": 2, "three": 3, "four": 4, "five": 5, "six": 6}
_POINTING = frozenset({"the", "those", "these", "all"})
_OFFICES_OF_ROLE = {"leader": {"president", "minister", "chancellor", "premier"}, "diplomat": {"minister"}}


@dataclass(slots=True)
class Resolver(Discourse):
    """A page as it is read: whom its noun phrases mean, given who has been spoken of."""

    def keys(self, paragraph: Paragraph, token: Token, *, loose: bool = False) -> list[str]:
        """Return whom a noun phrase means, with those that "and" joins to it; `loose` takes a state inside any noun
        phrase.
        """
        found = list(self._one(paragraph, token, loose))
        for other in token.conjuncts:
            if other.i > token.i and other.dep_ == "conj":
                found += self._one(paragraph, other, loose)
        found += (m.key for m in joined_names(self.page, paragraph, token) if token.i in paragraph.at)
        held = set(self.homes(key for key in found if self.page.type_of(key) == "Person"))
        return [key for key in dict.fromkeys(found) if key not in held]

    def _one(self, paragraph: Paragraph, token: Token, loose: bool) -> Iterator[str]:
        mention = paragraph.at.get(token.i)
        if mention is not None:
            yield mention.key
            return
        if token.pos_ == "NUM" and token.lower_ in _COUNTS and any(c.lower_ in _POINTING for c in token.lefts):
            yield from self._counted(_COUNTS[token.lower_])
            return
        if token.pos_ == "PRON" or token.lower_ in {"both", "each", "all"}:
            yield from self.pronoun(paragraph, token)
            return
        lemma = token.lemma_.lower()
        named = list(self._appositive(paragraph, token))
        if lemma == "member":
            named = max(named, [m.key for m in listed_states(self.page, paragraph, token)], key=len)
        if named:
            yield from named
            return
        if lemma in words("roles", "visiting") and self.visit and token.dep_ != "attr":
            yield from self.visit.recipients if lemma == "host" else self.visit.actors
            return
        inside = list(self._inside(paragraph, token))
        if inside and (loose or lemma in words("roles", "national")):
            yield from self._holder(token, inside)
            return
        if not inside and loose and lemma in words("acts", "decisions") and any(c.lower_ == "the" for c in token.lefts):
            yield from self.deciders
            return
        if not inside:
            yield from list(self._by_role(paragraph, token)) or self._by_kind(paragraph, token)

    def _appositive(self, paragraph: Paragraph, token: Token) -> Iterator[str]:
        """Yield those whom an apposition names: "the minister, Jane Roe", "the four members – Norway, Iceland"."""
        for child in token.children:
            if child.dep_ == "appos" and child.i in paragraph.at:
                kind = self.page.type_of(paragraph.at[child.i].key)
                if kind in {"Person", "Company"} or (
                    kind in {"State", "Organization"} and token.tag_ in {"NNS", "NNPS"}
                ):
                    yield from (paragraph.at[t.i].key for t in (child, *child.conjuncts) if t.i in paragraph.at)
                    return
        comma = next((t.i for t in paragraph.tokens[token.i + 1 : token.i + 5] if t.text == ","), None)
        near = paragraph.at.get(comma + 1) if comma and token.lemma_.lower() in words("offices", "heads") else None
        between = paragraph.tokens[token.i + 1 : comma] if near else []
        if (
            near
            and self.page.type_of(near.key) == "Person"
            and all(t.i in paragraph.at or t.lower_ in {"of", "to", "the"} for t in between)
        ):
            yield near.key

    def dyad(self) -> tuple[str, str] | None:
        """Return the two states that the document is about, where two are well ahead of the others."""
        counts = Counter({key: times for key, times in self.named.items() if self.page.type_of(key) == "State"})
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
                    yield from self.pronoun(paragraph, child)
                if child.dep_ in {"amod", "compound", "nmod"}:
                    for grandchild in child.children:
                        yield from self._actors_at(paragraph, grandchild)
            if child.dep_ == "prep" and child.lower_ in {"of", "in", "from", "throughout", "across"}:
                for noun in (noun for noun in child.children if noun.dep_ == "pobj"):
                    for each in (noun, *noun.conjuncts):
                        keys = self._actors_at(paragraph, each)
                        if _is_people(token):
                            yield from map(self._state_around, keys)
                        else:
                            yield from (key for key in keys if self.page.type_of(key) != "Place")

    def _actors_at(self, paragraph: Paragraph, token: Token) -> Iterator[str]:
        mention = paragraph.at.get(token.i)
        if mention is not None:
            entity = self.page.entities[mention.key]
            if entity.type in ACTOR_TYPES:
                yield mention.key

    def _state_around(self, key: str) -> str:
        """Return the state of a known place whose people are spoken of ("traders in Rouen"); others stand for
        themselves.
        """
        entity = self.page.entities.get(key)
        state = entity.located_in if entity and entity.type == "Place" and entity.reference else None
        return self.page.imply(state, "State") if state and state.startswith("state/") else key

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
            yield from (self.homes(inside) if lemma in words("roles", "national") else ()) or inside

    def _by_role(self, paragraph: Paragraph, token: Token) -> Iterator[str]:
        """Yield whom a role without a name means: "the two ministers", "the president", "the government"."""
        lemma = token.lemma_.lower()
        definite = any(c.lower_ in {"the", "this", "both", "two", "these"} for c in token.children)
        plural = token.tag_ in {"NNS", "NNPS"}
        if plural and lemma in words("roles", "plural") and definite:
            yield from self._several(token, lemma)
        elif lemma in words("roles", "person") and (definite or token.pos_ == "PROPN") and not plural:
            yield from self._person(token, lemma)
        elif (lemma in words("roles", "domestic") and (plural or lemma == "police") and not definite) or (
            lemma in words("roles", "state")
            and definite
            and not plural
            and not any(c.pos_ == "PROPN" for c in token.lefts)
        ):
            yield from self._home(paragraph, token)

    def _counted(self, wanted: int) -> list[str]:
        """Return the persons or states, as many as are counted, that were spoken of last."""
        if len(self.table) == wanted:
            return self.table
        for history in (self.people, self.states()):
            if history and len(history[-1]) == wanted:
                return history[-1]
        recent = self.recent(self.states(), wanted)
        return recent if len(recent) == wanted else []

    def _by_kind(self, paragraph: Paragraph, token: Token) -> Iterator[str]:
        """Yield the body, firm or place that "the bloc", "the company", "the enclave" means: the one named last."""
        lemma = token.lemma_.lower()
        definite = any(c.lower_ in {"the", "this", "that"} for c in token.lefts)
        kind = next((kind for kind in _KINDS if lemma in words("roles", "kinds", kind)), None)
        if (
            kind is None
            or not definite
            or token.tag_ not in {"NN", "NNP"}
            or any(c.lower_ == "of" for c in token.rights)
        ):
            return
        earlier = [m.key for p in self.page.paragraphs[: paragraph.number] for m in p.mentions()]
        earlier += [m.key for m in paragraph.mentions() if m.start < token.i]
        fit = [key for key in earlier if self.page.type_of(key) == kind]
        own = [key for key in fit if lemma in self.page.entities[key].name.lower().split()]
        found = (own or fit)[-1:]
        yield from found

    def _several(self, token: Token, lemma: str) -> Iterator[str]:
        """Yield the two (or the counted) persons or states that were spoken of last."""
        wanted = next((_COUNTS[c.lower_] for c in token.children if c.lower_ in _COUNTS), 2)
        ruling = lemma == "head" and any(
            c.lower_ == "of" and any(g.lower_ in {"state", "government", "delegation"} for g in c.children)
            for c in token.children
        )
        persons = (
            ruling
            or (lemma in words("roles", "person") and lemma != "head")
            or lemma in {"counterpart", "man", "woman"}
        )
        counted = any(c.lower_ in _COUNTS for c in token.children)
        if self.table and (not counted or wanted == len(self.table)):
            yield from self.table if persons else self.homes(self.table)
            return
        people = self._fitting(token, lemma) if persons else []
        recent = self.recent(people if persons else self.states(), wanted)
        if len(recent) < wanted and persons:
            recent = list(dict.fromkeys(key for keys in people for key in keys))
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
        for keys in reversed(self.states()):
            if len(keys) >= count:
                for key, entity in sorted(self.page.entities.items()):
                    known = self.gazetteer.actors.get(key)
                    if entity.type == "Organization" and known and len(set(keys) & set(known.members)) >= count:
                        return key
        return None

    def _person(self, token: Token, lemma: str) -> Iterator[str]:
        """Yield the person named last whose office has the role's word in it."""
        modifiers = {c.lower_ for c in token.children if c.dep_ in {"amod", "compound"}}
        for keys in reversed(self.people[-6:]):
            for key in keys:
                titles = [t.title.lower() for t in self.tenures if t.holder == key]
                if any(lemma in title.split() and modifiers <= set(title.split()) for title in titles):
                    yield key
                    return
        holders = [
            t.holder for t in self.tenures if not t.former and {lemma, *modifiers} <= set(t.title.lower().split())
        ]
        if len(set(holders)) == 1:
            yield holders[0]

    def _home(self, paragraph: Paragraph, token: Token) -> Iterator[str]:
        earlier = [m.key for m in paragraph.mentions() if m.start < token.i and self.page.type_of(m.key) == "State"]
        home = dominant_state(self.page)
        if home and (home in earlier or not earlier):
            yield home
        elif earlier:
            yield earlier[-1]

    def adopter(self, measure: str) -> str | None:
        """Return whose measure it is: as its own phrase says, else the state that the document is about."""
        return self.adopters.get(measure) or dominant_state(self.page)


def _is_people(noun: Token) -> bool:
    """Tell whether a noun means people, who act for the state that they are in ("officers", "traders")."""
    return noun.lemma_.lower() in words("roles", "national") | words("acts", "people")
