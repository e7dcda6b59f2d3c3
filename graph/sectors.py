"""The sectors that words tell of: a name's own words first, then the words around it."""

import re
from functools import cache

from ontology.sectors import load_sectors


@cache
def _pattern() -> tuple[re.Pattern[str], dict[str, tuple[str, ...]]]:
    meaning: dict[str, set[str]] = {}
    for sector in load_sectors():
        for word in (sector.label, *sector.words):
            meaning.setdefault(word.lower(), set()).add(sector.id)
    words = sorted(meaning, key=lambda word: (-len(word), word))
    pattern = re.compile(
        r"(?<![\w-])(?:" + "|".join(map(_plural, words)) + r")(?!\w)", re.IGNORECASE
    )
    return pattern, {word: tuple(sorted(ids)) for word, ids in meaning.items()}


def _plural(word: str) -> str:
    """Return a pattern for a word and its plural ("duty", "duties")."""
    stem = re.escape(word)
    return f"{stem[:-1]}(?:y|ies)" if re.search(r"[^aeiou]y$", word) else f"{stem}(?:s|es)?"


def sectors_in(text: str) -> tuple[str, ...]:
    """Return the ids of the sectors that a text's words tell of, in the order of their first word."""
    pattern, meaning = _pattern()
    found: dict[str, None] = {}
    for match in pattern.finditer(text):
        word = match.group().lower()
        for form in (word, word.removesuffix("s"), word.removesuffix("es"), word.removesuffix("ies") + "y"):
            if form in meaning:
                found |= dict.fromkeys(meaning[form])
                break
    return tuple(found)
