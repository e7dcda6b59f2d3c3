"""What sets the generation that is served apart from others, kept with its edition, and what of it is news."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from graph.difference.compare import Difference, compare
from graph.difference.items import HOW, Item, items
from graph.difference.plain import summary
from graph.errors import MissingDataError, RelazioneError
from graph.history import Past, history, previous, resolve
from graph.report.section import Named
from graph.report.wording import date_words
from ontology.terms import ID

from .background import ready
from .catalogue import Name
from .editions import Edition

KEPT = 6  # comparisons kept beside the usual one
LINES = 5
ORDER = ("office", "agreement", "figure", "tie", "statement")


@dataclass(frozen=True, slots=True, kw_only=True)
class New:
    """A line of the news: what became of what, in words with names among them, and how it is told."""

    kind: str
    line: tuple[str | Name, ...]
    how: str


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """What is new since the generation before; `since` is None where there is none before."""

    since: str | None = None
    told: str = ""
    lines: tuple[New, ...] = ()
    more: int = 0


def folder(edition: Edition) -> Path:
    """Return the data folder of an edition; a server that keeps one generation only is a `MissingDataError`."""
    if edition.generation.place.startswith("sparql+"):
        raise MissingDataError("a SPARQL server keeps one generation only: there is nothing to compare with")
    return edition.generation.path.parents[1]


def listed(edition: Edition) -> tuple[Past, ...]:
    """Return the whole generations that there are, the newest first."""
    try:
        return tuple(past for past in history(folder(edition)) if past.whole)
    except MissingDataError:
        return ()


def chosen(edition: Edition, old: str | None, new: str | None) -> tuple[str, str] | None:
    """Return which generations to compare, by id, given how somebody names them: else the one served and the one
    before it. None where there is none before; `MissingDataError` where a name is nobody's.
    """
    later = edition.id if new in (None, "", "current") else resolve(folder(edition), str(new))
    if old not in (None, "", "previous"):
        return resolve(folder(edition), str(old)), later
    before = previous(listed(edition), later)
    return (before.id, later) if before else None


def between(edition: Edition, old: str, new: str) -> Difference:
    """Return what sets two generations apart, made once; of those asked for last, a few are kept."""
    name = f"changes {old} {new}"
    found = edition.keep(name, lambda: compare(folder(edition), old, new))
    usual = (name, edition.kept.get("usual changes"))
    others = [each for each in list(edition.kept) if each.startswith("changes ") and each not in usual]
    for each in others[:-KEPT]:
        edition.kept.pop(each, None)
    return found


def the_news() -> News | None:
    """Return what is new since the generation before, for the running request; None while it is being made."""
    return ready("news", news)


def make_news(edition: Edition) -> News:
    """Have the news made beforehand."""
    return edition.keep("news", lambda: news(edition))


def news(edition: Edition) -> News:
    """Return what is new since the generation before; nothing where that one is damaged, or went meanwhile."""
    try:
        pair = chosen(edition, None, None)
        if pair is None:
            return News()
        edition.kept["usual changes"] = f"changes {pair[0]} {pair[1]}"
        found = between(edition, *pair)
    except RelazioneError:
        return News()
    lines = [each for each in items(found) if each.matter != "document"]
    lines.sort(key=lambda each: (each.kind in ("gone", "no-longer-told"), each.world != "fact", _order(each)))
    return News(
        since=date_words(found.old.at[:10]),
        told=summary(found),
        lines=tuple(_line(edition, each) for each in lines[:LINES]),
        more=max(0, len(lines) - LINES),
    )


def moments(past: Past) -> Mapping[str, Any]:
    """Return a generation as it is chosen: its id and the words for it."""
    return {"id": past.id, "words": f"{past.at[:10]} {past.at[11:16]}, {past.by}, {past.id[:6]}"}


def _order(each: Item) -> int:
    return ORDER.index(each.matter)


def _line(edition: Edition, each: Item) -> New:
    pieces = tuple(
        edition.catalogue.name(ID[piece.key]) if isinstance(piece, Named) else piece for piece in each.line.pieces
    )
    return New(kind=each.kind.replace("-", " "), line=pieces, how=HOW[each.world or "fact"])
