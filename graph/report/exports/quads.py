"""PLOVER's four quad categories, which part its types into cooperation and conflict, in words and in deeds.

SANCTION is material conflict, as the manual's chapter on it and its summary have it (0.8; its table of quads differs).
"""

from collections.abc import Mapping

from graph.statement import EVENT_TYPES

QUADS: Mapping[int, tuple[str, tuple[str, ...]]] = {
    1: ("verbal cooperation", EVENT_TYPES[:4]),
    2: ("material cooperation", EVENT_TYPES[4:7]),
    3: ("verbal conflict", EVENT_TYPES[7:11]),
    4: ("material conflict", ("Protest", "Sanction", "Mobilize", "Coerce", "Assault")),
}


def quad_of(type: str) -> int:
    """Return the quad of a type of event."""
    return next(number for number, (_, types) in QUADS.items() if type in types)
