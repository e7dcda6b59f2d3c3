"""Columns: all values of properties, read from a dataset's sorted N-Quads in one pass.

The engine looks up each IRI of each row by itself; where every value of twenty properties is wanted, it takes several
times as long as reading the file.
"""

import re
from collections.abc import Iterable, Mapping
from functools import partial

Pairs = list[tuple[str, str]]
_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))")
_LETTERS = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}


def columns(lines: Iterable[bytes], properties: Iterable[str]) -> Mapping[str, Pairs]:
    """Return node and value of each statement with one of the properties, in the order of the lines, as plain text.

    A triple that several graphs hold comes once: sorted, its lines follow each other.
    """
    raw: dict[bytes, list[tuple[bytes, bytes]]] = {f"<{each}>".encode(): [] for each in properties}
    wanted, last = raw.get, (b"", b"")
    for line in lines:
        node, prop, rest = line.split(b" ", 2)
        column = wanted(prop)
        if column is not None:
            pair = (node, rest[: rest.rindex(b" <")])
            if pair != last or column[-1:] != [pair]:
                column.append(pair)
                last = pair
    plain = partial(_plain, {})
    return {prop[1:-1].decode(): [(plain(a), plain(b)) for a, b in column] for prop, column in raw.items()}


def _plain(known: dict[bytes, str], term: bytes) -> str:
    """Return a term as plain text: an IRI without its brackets, a literal without its type; each is held once."""
    text = known.get(term)
    if text is None:
        text = known[term] = _read(term.decode())
    return text


def _read(term: str) -> str:
    if term.startswith("<"):
        return term[1:-1]
    if not term.startswith('"'):
        return term
    text = term[1 : term.rindex('"')]
    return _ESCAPE.sub(_unescaped, text) if "\\" in text else text


def _unescaped(found: re.Match[str]) -> str:
    short, long, letter = found.groups()
    return chr(int(short or long, 16)) if short or long else _LETTERS.get(letter, letter)
