"""Who has been spoken of so far, and whom a pronoun therefore means.

"Him" is never the subject of its own verb; "I" and "we" mean somebody only in a text that one official tells.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from spacy.tokens import Token

from .gazetteer import Gazetteer
from .page import Mention, Page, Paragraph
from .statement import Event, Tenure
from .syntax import subjects

_FIRST_PERSON = frozenset({"i", "me", "my", "myself", "we", "us", "our", "ourselves"})
_OF_ONE = frozenset({"he", "she", "his", "her", "him", "himself", "herself"})
_OF_SEVERAL = frozenset({"they", "their", "them", "both", "themselves"})
_OF_THINGS = frozenset({"it", "its", "itself"})
_THIRD_PERSON = _OF_ONE | _OF_SEVERAL | _OF_THINGS | {"all"}
_I, _WE = re.compile(r"\bI\b"), re.compile(r"\b(?:[Ww]e|[Oo]ur)\b")
_INTERVIEW = re.compile(r"\b(?:[Ii]nterview|Q&A|spoke (?:with|to)|talks to)\b|^Q:", re.MULTILINE)
_TELLING = 3
_OPENING = 1500


@dataclass(slots=True)
class Discourse:
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
    voice: str | None = None
    visit: Event | None = None
    named: Counter[str] = field(init=False)

    def __post_init__(self) -> None:
        """Count how often each is named, and find who tells the text: an official in the first person whose office
        opens it. All mentions are entered before anything is resolved.
        """
        self.named = Counter(m.key for p in self.page.paragraphs for m in p.mentions())
        text = self.page.document.text
        asked = _INTERVIEW.search(text[:_OPENING]) and len(_WE.findall(text)) >= _TELLING
        if asked or len(_I.findall(text)) >= _TELLING:
            opening = [t for t in self.tenures if t.evidence[0].start < _OPENING]
            first = min(opening, key=lambda tenure: tenure.evidence[0].start, default=None)
            self.voice = first.holder if first else None

    def remember(self, paragraph: Paragraph, start: int, end: int) -> None:
        """Take note of whom a sentence named, so that the next can refer to them."""
        mentions = [m for m in paragraph.mentions() if start <= m.start < end and not _speaks(paragraph, m)]
        subjects = [m.key for m in mentions if _is_subject(paragraph, m)]
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

    def homes(self, people: Iterable[str]) -> list[str]:
        """Return the states whose offices the persons hold, or whom the ontology knows them to serve."""
        return list(dict.fromkeys(state for key in people for state in self._states_of(key)))

    def _states_of(self, person: str) -> list[str]:
        held = [t.of for t in self.tenures if t.holder == person and t.of]
        known = self.page.serves.get(person, "")
        served = [known] if not held and known in self.page.entities else []
        return [key for key in (*held, *served) if self.page.type_of(key) == "State"]

    def homes_of_body(self, body: str) -> str | None:
        """Return the state whose organ a body is known or said to be, if that is named in the text."""
        actor = self.gazetteer.actors.get(body)
        home = self.page.serves.get(body) or (actor.based_in if actor and not actor.members else None) or ""
        return home if self.page.type_of(body) == "Organization" and self.page.type_of(home) == "State" else None

    def states(self) -> list[list[str]]:
        return [[key for key in keys if self.page.type_of(key) == "State"] for keys in self.bodies]

    def recent(self, history: list[list[str]], wanted: int) -> list[str]:
        found: list[str] = []
        for keys in reversed(history[-4:]):
            for key in keys:
                if key not in found and len(found) < wanted:
                    found.append(key)
        return found

    def pronoun(self, paragraph: Paragraph, token: Token) -> Iterator[str]:
        low = token.lower_
        if low in _FIRST_PERSON and token.text != "US":
            yield from self._told_by(paragraph, token, low)
            return
        if low not in _THIRD_PERSON:
            return
        sentence = token.sent.start
        here = [m.key for m in paragraph.mentions() if sentence <= m.start < token.i]
        if low in _OF_ONE:
            people = [key for key in here if self.page.type_of(key) == "Person"]
            if low == "him" or (low == "her" and token.dep_ != "poss"):
                yield from self._other_than_subject(paragraph, token, people)
            elif people:
                yield people[0]
            elif self.subject:
                yield self.subject
            elif self.people:
                yield self.people[-1][0]
        elif low in {"they", "them", "all"} and self.table and not here:
            yield from self.table
        elif low in _OF_SEVERAL:
            recent = [keys for keys in (self.people[-1:] or []) + (self.states()[-1:] or []) if len(keys) > 1]
            people = [key for key in here if self.page.type_of(key) == "Person"]
            states = [key for key in here if self.page.type_of(key) == "State"]
            group = people if len(people) > 1 else states if len(states) > 1 else (recent[0] if recent else [])
            yield from dict.fromkeys(group)
        elif low in _OF_THINGS:
            yield from self._thing_spoken_of(paragraph, token)

    def _thing_spoken_of(self, paragraph: Paragraph, token: Token) -> Iterator[str]:
        """Yield the state or body that "it" means: in its sentence a subject first, else the one spoken of last."""
        sentence = token.sent.start
        here = [m for m in paragraph.mentions() if sentence <= m.start < token.i]
        fit = [m for m in here if self.page.type_of(m.key) in {"State", "Organization"}]
        fit.sort(key=lambda m: (m.kind == "adjective", not _is_subject(paragraph, m)))
        yield from ([fit[0].key] if fit else self.bodies[-1][:1] if self.bodies else ())

    def _told_by(self, paragraph: Paragraph, token: Token, low: str) -> Iterator[str]:
        """Yield whom "I" or "we" means in a text that one official tells: himself, or the state that he speaks for."""
        before = paragraph.text[: token.idx].lstrip('\u201c"')
        quoted = before.count('"') % 2 or before.count("\u201c") > before.count("\u201d")
        if self.voice is None or quoted:
            return
        yield from [self.voice] if low in {"i", "me", "my", "myself"} else self.homes([self.voice])

    def _other_than_subject(self, paragraph: Paragraph, token: Token, people: list[str]) -> Iterator[str]:
        """Yield whom "him" means: the person spoken of last who is not the subject of its own verb."""
        verb = token.head if token.head.pos_ == "VERB" else token.head.head
        own = (
            {paragraph.at[noun.i].key for noun in subjects(verb) if noun.i in paragraph.at}
            if verb.pos_ == "VERB"
            else set()
        )
        spoken = [
            *people,
            *([self.subject] if self.subject else []),
            *(key for keys in self.people[-1:] for key in keys),
        ]
        yield from [key for key in spoken if key not in own][:1]


def _is_subject(paragraph: Paragraph, mention: Mention) -> bool:
    return paragraph.doc[mention.start : mention.end].root.dep_ in {"nsubj", "nsubjpass"}


def _speaks(paragraph: Paragraph, mention: Mention) -> bool:
    """Tell whether a name only labels who speaks in an interview ("Roe: Yes.")."""
    return mention.start == 0 and mention.end < len(paragraph.doc) and paragraph.doc[mention.end].text == ":"
