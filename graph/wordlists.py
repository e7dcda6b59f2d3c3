"""The lexicon that ships: word lists and tables under `lexicon/`, each file read once.

What a rule asks of single words stands there rather than in code, so that it can be read and mended as a list.
"""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def lexicon(name: str) -> dict[str, Any]:
    """Return a file of the lexicon."""
    return tomllib.loads(files(__package__).joinpath("lexicon", f"{name}.toml").read_text("utf-8"))


@cache
def table(file: str, section: str) -> dict[str, Any]:
    """Return a table of the lexicon."""
    found = lexicon(file)[section]
    if not isinstance(found, dict):
        raise TypeError(f"lexicon/{file}.toml: [{section}] is no table")
    return found


@cache
def words(file: str, section: str, key: str = "words") -> frozenset[str]:
    """Return a word list of the lexicon."""
    return frozenset(table(file, section)[key])
