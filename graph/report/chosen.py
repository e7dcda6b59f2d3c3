"""A projection in one plain sentence, for the head of a report and for the files made from it."""

from __future__ import annotations

from graph.analysis.choice import GROUPS, SINGLE, WORLDS, Projection, in_groups
from ontology.sectors import load_sectors

from .words import listed, opening

FOLDED = "people and organs counted as their state"
APART = "people and organs counted apart from their state"
_TYPES = {
    "events": "events", "cooperation": "events of cooperation", "conflict": "events of conflict",
    "relations": "relations", "memberships": "memberships", "shared": "shared agreements or initiatives",
    "agreements": "shared agreements", "initiatives": "shared initiatives", "offices": "offices",
    "seats": "seats", "trade": "figures of trade",
}  # fmt: skip
_WORLDS = {"fact": "facts", "attributed": "claims", "planned": "plans"}
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip


def sentence(projection: Projection, folded: str = FOLDED) -> str:
    """Say what a projection takes, without the full stop; `folded` tells who counts as a state where any do."""
    parts = [
        f"{opening(_what(projection))} between two actors",
        _how(projection),
        folded if projection.fold else APART,
        *_narrowed(projection),
    ]
    return "; ".join(parts)


def counted(projection: Projection) -> str:
    """Say which of what documents tell counts and which does not, as a sentence."""
    left = [_WORLDS[world] for world in WORLDS if world not in projection.worlds]
    if projection.worlds == ("fact",):
        return "Only what they tell as a fact counts; claims, plans and denials do not."
    kept = opening(listed([_WORLDS[world] for world in projection.worlds]))
    return f"{kept} count; {listed([*left, 'denials'])} do not."


def _what(projection: Projection) -> str:
    words = in_groups(projection.types)
    events = [word for word in words if word in SINGLE and word not in _TYPES]
    named = [_TYPES[word] for word in words if word in _TYPES]
    acts = [f"events of the {'type' if len(events) == 1 else 'types'} {listed(events, len(SINGLE))}"] if events else []
    at = sum(word in GROUPS and word != "shared" for word in words)
    return listed([*named[:at], *acts, *named[at:]], len(SINGLE))


def _how(projection: Projection) -> str:
    words = [_WORLDS[world] for world in projection.worlds]
    return f"{words[0]} only" if len(words) == 1 else listed(words)


def _narrowed(projection: Projection) -> list[str]:
    window, sectors = _window(projection.since, projection.until), _sectors(projection)
    narrowed = ["all dates and sectors"] if not window and not sectors else [window or "all dates"]
    narrowed += [sectors or "all sectors"] if window or sectors else []
    least = projection.confidence
    return [*narrowed, *([f"confidence {least:g} or more"] if least else [])]


def _sectors(projection: Projection) -> str:
    labels = {each.id: each.label for each in load_sectors()}
    return listed([labels[each] for each in projection.sectors], len(labels))


def _window(since: str | None, until: str | None) -> str:
    if since and until:
        return f"{_date(since)} to {_date(until)}" if since != until else _date(since)
    return f"since {_date(since)}" if since else f"until {_date(until)}" if until else ""


def _date(date: str) -> str:
    year, *rest = date.split("-")
    month = [_MONTHS[int(rest[0]) - 1]] if rest else []
    day = [str(int(rest[1]))] if len(rest) > 1 else []
    return " ".join((*day, *month, year))
