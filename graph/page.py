"""A document as it is being read: parsed paragraphs, the names found in them, and the entities these name.

A `Page` lives while one document is read; what leaves it are values (`graph.statement`).
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from operator import attrgetter

from spacy.tokens import Doc, Token

from ontology.actors import Actor

from .document import Document, Span
from .lines import Kind, Line
from .slug import slug
from .statement import Entity, Refusal

_START = attrgetter("start")


@dataclass(slots=True)
class Mention:
    """Tokens [start, end) of a paragraph that name an entity.

    `kind` is "name", "adjective", "seat", "unnamed" or "reference"; "role" stands for nobody's name ("he").
    """

    start: int
    end: int
    key: str
    kind: str = "name"


@dataclass(slots=True)
class Paragraph:
    """A line of the document as the pipeline parsed it.

    `text` is what the pipeline was fed, `source` the line as it stands, and `at` maps a token to its mention; `tokens`
    and their `lemmas`, in small letters, are made once, for many rules look at each word. `letters` tells what each may
    be in a title (`graph.titles`), and is made when the offices are read: all names stand then, and nothing else.
    """

    number: int
    line: Line
    doc: Doc
    text: str
    source: str
    tokens: tuple[Token, ...]
    lemmas: tuple[str, ...]
    at: dict[int, Mention] = field(default_factory=dict)
    letters: str = ""

    def mentions(self) -> list[Mention]:
        """Return the mentions, left to right, each once."""
        return sorted({id(mention): mention for mention in self.at.values()}.values(), key=_START)

    def add(self, mention: Mention) -> None:
        """Enter a mention over the tokens that no other holds."""
        for index in range(mention.start, mention.end):
            self.at.setdefault(index, mention)

    @property
    def tells(self) -> bool:
        """Whether statements are read from it: text, not a heading, a caption or clutter."""
        return self.line.kind is Kind.TEXT

    def span(self, start: int, end: int) -> Span:
        """Return the tokens [start, end) as a span of the document."""
        tokens = self.doc[start:end]
        return Span(self.line.span.start + tokens.start_char, self.line.span.start + tokens.end_char)

    def line_text(self, start: int, end: int) -> str:
        """Return the document's own characters between two places of the line."""
        return self.source[start:end]


def make_paragraph(number: int, line: Line, doc: Doc, source: str) -> Paragraph:
    """Return a parsed line without mentions yet."""
    tokens = tuple(doc)
    text = "".join(token.text_with_ws for token in tokens)
    return Paragraph(number, line, doc, text, source, tokens, tuple(token.lemma_.lower() for token in tokens))


@dataclass(slots=True)
class Page:
    """One document under reading.

    `implied` holds the types of entities meant but not named, `serves` the state or body of persons that are known.
    """

    document: Document
    paragraphs: list[Paragraph]
    entities: dict[str, Entity] = field(default_factory=dict)
    forms: dict[str, set[str]] = field(default_factory=dict)
    refusals: list[Refusal] = field(default_factory=list)
    implied: dict[str, str] = field(default_factory=dict)
    serves: dict[str, str] = field(default_factory=dict)

    def texts(self) -> Iterator[Paragraph]:
        """Yield the paragraphs from which statements are read."""
        return (paragraph for paragraph in self.paragraphs if paragraph.tells)

    def enter(self, entity: Entity, form: str) -> str:
        """Enter an entity under one of its written forms, and return its key."""
        self.entities.setdefault(entity.key, entity)
        self.forms.setdefault(entity.key, set()).add(" ".join(form.split()))
        return entity.key

    def enter_actor(self, actor: Actor, form: str) -> str:
        """Enter somebody whom the ontology knows, and return the key."""
        entity = Entity(
            key=actor.key,
            type=actor.type,
            name=actor.name,
            iso=actor.iso,
            same_as=actor.same_as,
            located_in=actor.located_in,
            reference=True,
        )
        if actor.serves:
            self.serves[actor.key] = actor.serves
        return self.enter(entity, form)

    def enter_named(self, kind: str, name: str, form: str | None = None) -> str:
        """Enter something by its name, under that or another form, and return the key."""
        name = " ".join(name.split())
        return self.enter(Entity(key=f"{kind.lower()}/{slug(name)}", type=kind, name=name), form or name)

    def type_of(self, key: str | None) -> str | None:
        """Return the type of an entity, or None for nobody."""
        if key in self.entities:
            return self.entities[key].type
        return self.implied.get(key) if key else None

    def located_in(self, key: str) -> str | None:
        """Return where an entity lies, as far as the ontology knows."""
        return self.entities[key].located_in if key in self.entities else None

    def imply(self, key: str, kind: str) -> str:
        """Take note of an entity that a statement means though the text does not name it ("killed in its capital")."""
        self.implied[key] = kind
        return key

    def quote(self, span: Span) -> str:
        """Return the words of a span."""
        return self.document.quote(span.start, span.end)


def dominant_state(page: Page) -> str | None:
    """Return the state that a document is about: of those it names nearly as often as the one named most, the first."""
    keys = [m.key for p in page.paragraphs for m in p.mentions() if page.type_of(m.key) == "State"]
    if not keys:
        return None
    counts = Counter(keys)
    most = max(counts.values())
    return next(key for key in keys if counts[key] >= 0.45 * most)
