"""The sectors that words tell of: a name's own words first, then the words around it."""

import re
from functools import cache

from ontology.sectors import load_sectors

_FIRST = re.compile(r"[^\W_]+")


@cache
def _phrases() -> dict[str, tuple[tuple[str, tuple[str, ...]], ...]]:
    """Return the phrases that tell sectors by their first word, the longest first, each with its sectors."""
    meaning: dict[str, set[str]] = {}
    for sector in load_sectors():
        for word in (sector.label, *sector.words):
            for form in _forms(word.lower()):
                meaning.setdefault(form, set()).add(sector.id)
    found: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
    for phrase in sorted(meaning, key=lambda phrase: (-len(phrase), phrase)):
        found.setdefault(_FIRST.findall(phrase)[0], []).append((phrase, tuple(sorted(meaning[phrase]))))
    return {first: tuple(phrases) for first, phrases in found.items()}


def _forms(word: str) -> tuple[str, ...]:
    """Return a word and its plurals ("duty", "duties")."""
    if re.search(r"[^aeiou]y$", word):
        return word, f"{word[:-1]}ies"
    return word, f"{word}s", f"{word}es"


def sectors_in(text: str) -> tuple[str, ...]:
    """Return the ids of the sectors that a text's words tell of, in the order of their first word."""
    low, phrases, found, end = text.lower(), _phrases(), dict[str, None](), 0
    for word in _FIRST.finditer(low):
        start = word.start()
        if start < end or (start and low[start - 1] in "-_") or word.group() not in phrases:
            continue
        for phrase, sectors in phrases[word.group()]:
            stop = start + len(phrase)
            if low.startswith(phrase, start) and not low[stop : stop + 1].isalnum() and low[stop : stop + 1] != "_":
                found |= dict.fromkeys(sectors)
                end = stop
                break
    return tuple(found)
