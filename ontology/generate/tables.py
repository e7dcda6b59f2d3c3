"""Reading the curated tables, and the ways a name is spelt."""

import csv
import unicodedata
from collections.abc import Iterable
from importlib.resources import files


def rows(name: str) -> list[dict[str, str]]:
    """Return the rows of a table that lies beside this module."""
    text = files(__package__).joinpath(name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def cells(text: str) -> tuple[str, ...]:
    """Return the values of a cell, which are parted by bars."""
    return tuple(value.strip() for value in text.split("|") if value.strip())


def spellings(name: str, others: Iterable[str] = ()) -> tuple[str, ...]:
    """Return every other way to write a name: as given, with either apostrophe, without accents."""
    given = {name, *others}
    found = {variant for value in given for variant in _variants(value)}
    return tuple(sorted(found - {name}))


def _variants(name: str) -> set[str]:
    straight = name.replace("’", "'").replace("ʻ", "'")
    both = {name, straight, straight.replace("'", "’")}
    return both | {_plain(value) for value in both}


def _plain(name: str) -> str:
    letters = name.translate(str.maketrans("łŁøØđĐıß", "lLoOdDis"))
    marks = unicodedata.normalize("NFKD", letters)
    return "".join(letter for letter in marks if not unicodedata.combining(letter) and letter.isprintable())
