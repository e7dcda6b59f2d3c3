"""Which of the formats on offer a client wants, by its Accept header (RFC 9110, section 12.5.1).

Of equal wishes the format that is offered first wins; a format named in full outweighs a range that covers it.
"""

from collections.abc import Sequence
from functools import lru_cache

MediaRange = tuple[str, str, float]


def best(accept: str | None, offers: Sequence[str]) -> str | None:
    """Return the offer that suits best, or None where none does. No header, or an empty one, takes anything."""
    ranges = _parsed(accept.strip()) if accept and accept.strip() else (("*", "*", 1.0),)
    ranked = [(_quality(offer, ranges), -place, offer) for place, offer in enumerate(offers)]
    quality, _, offer = max(ranked, default=(0.0, 0, ""))
    return offer if quality > 0 else None


@lru_cache(maxsize=256)
def _parsed(accept: str) -> tuple[MediaRange, ...]:
    return tuple(found for part in accept.split(",") if (found := _range(part)))


def _range(part: str) -> MediaRange | None:
    media, *parameters = (each.strip().lower() for each in part.split(";"))
    kind, slash, subtype = media.partition("/")
    if not slash or not kind or not subtype:
        return ("*", "*", _weight(parameters)) if media == "*" else None
    return (kind, subtype, _weight(parameters))


def _weight(parameters: Sequence[str]) -> float:
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip() == "q":
            try:
                return min(max(float(value), 0.0), 1.0)
            except ValueError:
                return 0.0
    return 1.0


def _quality(offer: str, ranges: Sequence[MediaRange]) -> float:
    kind, _, subtype = offer.lower().partition("/")
    precise, quality = -1, 0.0
    for wanted_kind, wanted_subtype, weight in ranges:
        if wanted_kind in ("*", kind) and wanted_subtype in ("*", subtype):
            precision = (wanted_kind != "*") + (wanted_subtype != "*")
            if precision > precise:
                precise, quality = precision, weight
    return quality
