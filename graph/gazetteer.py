"""Names that the ontology knows, ready to be found in text.

An adjective ("Italian") and a seat ("Kremlin") stand for their state; a capital may be the place or the state, which
the sentence decides (see `graph.mention`).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from spacy.language import Language
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc

from ontology.actors import Actor

from .language import plain
from .reference import actors_by_key

_LOWERED = frozenset({"Agreement", "Initiative", "Measure"})
AMBIGUOUS_NAMES = frozenset(
    {"us", "who", "it", "un", "is", "am", "as", "in", "to", "so", "no", "me", "be", "at", "Dominican"}
)


@dataclass(frozen=True, slots=True)
class Name:
    """A way to write an actor: `kind` is "name", "adjective" or "seat"."""

    actor: Actor
    kind: str


Known = tuple[int, int, tuple[Name, ...]]
"""Where a known name stands, as (first token, token behind the last), and whom it may name."""


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """All names by their written form, and a matcher that finds them."""

    names: dict[str, tuple[Name, ...]]
    actors: dict[str, Actor]
    companies: frozenset[str]
    surnames: dict[str, Actor]
    matcher: PhraseMatcher

    def find(self, doc: Doc) -> Iterator[Known]:
        """Yield the longest names of a text."""
        matches = sorted(((start, end) for _, start, end in self.matcher(doc)), key=lambda m: (m[0] - m[1], m[0]))
        taken: set[int] = set()
        for start, end in matches:
            if not taken.intersection(range(start, end)):
                taken.update(range(start, end))
                yield start, end, self.names.get(doc[start:end].text, ())


def written_forms(actor: Actor) -> Iterator[tuple[str, str]]:
    """Yield the ways to write an actor, each with its kind."""
    for name in (actor.name, *actor.names):
        yield plain(name), "name"
        if actor.type in _LOWERED and " " in name:
            first, _, last = name.rpartition(" ")
            yield plain(f"{first} {last.lower()}"), "name"
    for demonym in actor.demonyms:
        yield plain(demonym), "adjective"
    for seat in actor.seats:
        yield plain(seat), "seat"


def make_gazetteer(pipeline: Language, actors: Iterable[Actor], companies: Iterable[str] = ()) -> Gazetteer:
    """Return the gazetteer of the given actors, of the lexicon's companies and of others."""
    found: dict[str, dict[tuple[str, str], Name]] = {}
    known = {actor.key: actor for actor in actors}
    for actor in known.values():
        for form, kind in written_forms(actor):
            owned = "'s " in form and actor.type in _LOWERED
            if form.lower() != form and form not in AMBIGUOUS_NAMES and len(form) > 1 and not owned:
                found.setdefault(form, {}).setdefault((actor.key, kind), Name(actor, kind))
    firms = frozenset((*known_companies(), *map(plain, companies)))
    matcher = PhraseMatcher(pipeline.vocab)
    matcher.add("names", [pipeline.make_doc(form) for form in sorted(set(found) | firms)])
    names = {form: tuple(options[key] for key in sorted(options)) for form, options in found.items()}
    return Gazetteer(names, known, firms, _surnames(known.values()), matcher)


def _surnames(actors: Iterable[Actor]) -> dict[str, Actor]:
    """Return the persons whose surname no other known person bears, by that surname."""
    bearers: dict[str, list[Actor]] = {}
    for actor in actors:
        if actor.type == "Person":
            for form in {plain(name) for name in (actor.name, *actor.names)}:
                bearers.setdefault(form.split()[-1], []).append(actor)
    return {form: found[0] for form, found in bearers.items() if len({actor.key for actor in found}) == 1}


@cache
def known_companies() -> tuple[str, ...]:
    """Return the companies of the lexicon."""
    text = files(__package__).joinpath("lexicon", "companies.txt").read_text("utf-8")
    return tuple(plain(line.strip()) for line in text.splitlines() if line.strip() and not line.startswith("#"))


def reference_gazetteer(pipeline: Language, added: Iterable[Actor] = (), companies: Iterable[str] = ()) -> Gazetteer:
    """Return the gazetteer of all that the ontology knows, and of what is added to it or changed."""
    return make_gazetteer(pipeline, actors_by_key(tuple(added)).values(), companies)


def one_reading(names: tuple[Name, ...]) -> Name:
    """Return the reading of an ambiguous name that is commonest: a state, then a body, then a place."""
    order = {"State": 0, "Organization": 1, "Agreement": 2, "Initiative": 2, "Place": 3}
    return min(names, key=lambda name: (order.get(name.actor.type, 4), name.actor.key))
