"""Names that may be one: pairs that a person should look at, the likeliest first.

Two names of one type are a pair where one bears a form of the other, where a letter is wrong, where one is made of the
other's initials, or where one is the other's words in part. What a person told apart is none, and of states, which have
their codes, nothing is guessed. Numbers must agree: action plans of two years are two.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from .catalogue import Name, fold
from .editions import Edition
from .likeness import wrong_letters

REASONS = ("left open", "one form for both", "a letter apart", "initials", "part of the longer name")
SHORTEST = 5  # letters of a name in which one may be wrong
COMMON = 4  # names above which what they share tells nothing
Keys = frozenset[str]


@dataclass(frozen=True, slots=True)
class Double:
    """Two names that may be one: the fuller first, and why one may think so."""

    one: Name
    other: Name
    reason: str


def doubles(edition: Edition, apart: Iterable[Keys], opened: Iterable[Keys]) -> Sequence[Double]:
    """Return the pairs of an edition; none of those `apart`, and those left `opened` before all others."""
    settled, open_ = set(apart), set(opened)
    found = edition.keep("doubles", lambda: likely(edition.catalogue.entities))
    new = (each for each in found if frozenset((each.one.key, each.other.key)) not in settled | open_)
    known = {name.key: name for name in edition.catalogue.names.values()}
    pairs = [[known[key] for key in sorted(keys) if key in known] for keys in sorted(open_, key=sorted)]
    return [*(_double(pair[0], pair[1], REASONS[0]) for pair in pairs if len(pair) == 2), *new]


def likely(names: Iterable[Name]) -> Sequence[Double]:
    """Return the pairs of names that may be one, the likeliest first, then those that most documents name."""
    listed = [name for name in names if name.type != "state" and not name.replaced_by]
    found: dict[Keys, Double] = {}
    for reason, pairs in zip(REASONS[1:], (_shared, _near, _initials, _parts), strict=True):
        for one, other in pairs(listed):
            if one.iri != other.iri and _numbers(one.label) == _numbers(other.label):
                found.setdefault(frozenset((one.key, other.key)), _double(one, other, reason))
    return sorted(found.values(), key=_order)


def _order(double: Double) -> tuple[int, int, str, str]:
    named = double.one.documents + double.other.documents
    return REASONS.index(double.reason), -named, double.one.key, double.other.key


def _double(one: Name, other: Name, reason: str) -> Double:
    """Put first the name of more words, then the one that more documents name: it stays where the two are one."""
    first, second = sorted((one, other), key=lambda n: (-len(n.label.split()), -n.documents, n.key))
    return Double(first, second, reason)


def _pairs(groups: Iterable[Sequence[Name]]) -> Iterator[tuple[Name, Name]]:
    for group in groups:
        if len(group) <= COMMON:
            yield from combinations(group, 2)


def _shared(names: Iterable[Name]) -> Iterator[tuple[Name, Name]]:
    """Yield names that bear one form; a form in small letters ("decree") is a description, no name."""
    bearing: dict[tuple[str, str], list[Name]] = defaultdict(list)
    for name in names:
        for form in {fold(form) for form in (name.label, *name.aliases) if not form.islower()}:
            bearing[name.type, form].append(name)
    return _pairs(bearing.values())


def _near(names: Iterable[Name]) -> Iterator[tuple[Name, Name]]:
    """Yield names of which one is the other with a letter left out, put in, changed, or swapped with the next."""
    cut: dict[tuple[str, str], dict[str, Name]] = defaultdict(dict)
    for name in names:
        text = fold(name.label)
        if len(text) >= SHORTEST:
            for shorter in {text, *(text[:at] + text[at + 1 :] for at in range(len(text)))}:
                cut[name.type, shorter][name.key] = name
    for one, other in _pairs([*group.values()] for group in cut.values()):
        if wrong_letters(fold(one.label), fold(other.label)) == 1:
            yield one, other


def _initials(names: Iterable[Name]) -> Iterator[tuple[Name, Name]]:
    """Yield a name of capitals alone with those whose words begin so ("GCAP")."""
    spelt: dict[tuple[str, str], list[Name]] = defaultdict(list)
    listed = list(names)
    for name in listed:
        capitals = "".join(word[0] for word in re.findall(r"\w+", name.label) if word[0].isupper())
        spelt[name.type, capitals].append(name)
    for name in listed:
        full = spelt.get((name.type, name.label), ()) if len(name.label) > 2 and name.label.isupper() else ()
        if len(full) < COMMON:
            yield from ((name, other) for other in full)


def _parts(names: Iterable[Name]) -> Iterator[tuple[Name, Name]]:
    """Yield a name with those that hold all its words and more, where these are few; of places each is another."""
    listed = [name for name in names if name.type != "place"]
    words: Mapping[str, frozenset[str]] = {name.key: frozenset(_words(name.label)) for name in listed}
    holding: dict[tuple[str, str], set[int]] = defaultdict(set)
    for place, name in enumerate(listed):
        for word in words[name.key]:
            holding[name.type, word].add(place)
    for name in listed:
        sets = sorted((holding[name.type, word] for word in words[name.key]), key=len)
        longer = set.intersection(*sets) if sets else set()
        fuller = [listed[at] for at in sorted(longer) if words[listed[at].key] > words[name.key]]
        if len(fuller) < COMMON:
            yield from ((other, name) for other in fuller)


def _words(label: str) -> list[str]:
    return re.findall(r"\w+", fold(label))


def _numbers(label: str) -> list[str]:
    return re.findall(r"\d+", label)
