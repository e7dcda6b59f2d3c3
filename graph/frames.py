"""Frames: what names an act, of which of the sixteen types, and where its sides stand around it.

They stand in `lexicon/events/` and in what a user adds to it. A `Frames` is a value that a reader holds and that
goes with each parsed paragraph, so that two readers of one process never see each other's additions.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from spacy.tokens import Doc

from .statement import EVENT_TYPES
from .wordlists import lexicon

PARTS = ("verb", "noun")
_PREPOSITIONS = frozenset({"against", "between", "for", "from", "in", "of", "on", "over", "to", "with"})
_KEY = "relazione frames"


@dataclass(frozen=True, slots=True)
class Frame:
    """Where the sides of a trigger stand: `words` are further words that must stand by it."""

    type: str
    lemma: str
    words: tuple[str, ...]
    actor: tuple[str, ...]
    recipient: tuple[str, ...]
    needs: str
    persons: bool = False
    things: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An entry of the lexicon: triggers of one type and form; with `remove`, those that are taken away from it."""

    part: str
    type: str | None
    lemmas: tuple[str, ...]
    actor: tuple[str, ...] = ()
    recipient: tuple[str, ...] = ()
    needs: str = "both"
    persons: bool = False
    things: bool = False
    remove: bool = False

    def frames(self) -> Iterable[Frame]:
        """Yield the frame of each lemma, by its head and the further words that must stand by it."""
        for phrase in self.lemmas:
            head, rest = self._head(phrase), phrase.split()
            rest.remove(head)
            frame = Frame(str(self.type), head, tuple(rest), self.actor, self.recipient, self.needs)
            yield replace(frame, persons=self.persons, things=self.things)

    def without(self, removed: "Entry") -> "Entry":
        """Return the entry without the lemmas that another takes away; a word by itself takes its phrases along."""
        if removed.part != self.part or removed.type not in (None, self.type):
            return self
        gone = frozenset(removed.lemmas)
        left = tuple(phrase for phrase in self.lemmas if gone.isdisjoint((phrase, self._head(phrase))))
        return self if left == self.lemmas else replace(self, lemmas=left)

    def _head(self, phrase: str) -> str:
        """Return the head of a phrase: the first word of a verb, the last of a noun that is no preposition."""
        words = phrase.split()
        if self.part == "verb":
            return words[0]
        return next((word for word in reversed(words) if word not in _PREPOSITIONS), words[0])


Frames = Mapping[str, Mapping[str, tuple[Frame, ...]]]


@cache
def shipped_entries() -> tuple[Entry, ...]:
    """Return the entries of the lexicon that ships."""
    listed = [lexicon(f"events/{kind.lower()}") for kind in EVENT_TYPES]
    return tuple(make_entry(part, entry) for part in PARTS for said in listed for entry in said.get(part, ()))


@cache
def shipped_frames() -> Frames:
    """Return the frames of the lexicon that ships."""
    return _frames(shipped_entries())


def make_frames(additions: Iterable[Entry] = ()) -> Frames:
    """Return the shipped frames with additions, in their order; what is added goes before what was there."""
    entries: tuple[Entry, ...] = ()
    base = shipped_entries()
    for addition in additions:
        if addition.remove:
            entries = tuple(entry.without(addition) for entry in entries)
            base = tuple(entry.without(addition) for entry in base)
        else:
            entries = (*entries, addition)
    return _frames((*entries, *base))


def make_entry(part: str, said: Mapping[str, Any]) -> Entry:
    """Return an entry as a lexicon says it."""
    return Entry(
        part=part,
        type=said.get("type"),
        lemmas=tuple(said["lemmas"]),
        actor=tuple(said.get("actor", ())),
        recipient=tuple(said.get("recipient", ())),
        needs=said.get("needs", "both"),
        persons=said.get("persons", False),
        things=said.get("things", False),
        remove=said.get("remove", False),
    )


def frames_in(doc: Doc) -> Frames:
    """Return the frames by which a paragraph is read: those that its reader gave it, else the shipped ones."""
    found: Frames = doc.user_data.get(_KEY) or shipped_frames()
    return found


def give_frames(doc: Doc, frames: Frames) -> Doc:
    """Return a paragraph that is to be read by these frames."""
    doc.user_data[_KEY] = frames
    return doc


def _frames(entries: Iterable[Entry]) -> Frames:
    """Return the frames of verbs and of nouns by their first lemma, those with most words first."""
    found: dict[str, dict[str, list[Frame]]] = {part: {} for part in PARTS}
    for entry in entries:
        for frame in entry.frames():
            found[entry.part].setdefault(frame.lemma, []).append(frame)
    return {
        part: {lemma: tuple(sorted(options, key=lambda frame: -len(frame.words))) for lemma, options in lemmas.items()}
        for part, lemmas in found.items()
    }
