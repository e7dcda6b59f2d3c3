"""Statements that tie two names as columns of numbers, one place a statement, so that hundreds of thousands go out."""

from calendar import monthrange
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date as day_of
from functools import lru_cache
from statistics import fmean
from typing import Any

from graph.analysis.dates import exists, first_day
from graph.analysis.ties import Tie
from graph.statement import EVENT_TYPES

from .catalogue import Entry
from .editions import Edition
from .network import distinct

WORLDS = {"fact": "fact", "attributed": "claim", "planned": "planned", "denied": "denied"}
SEALS = tuple(WORLDS.values())
BEGINNING = day_of(1970, 1, 1).toordinal()


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """`rows` by column, `spans` the first row and the one after the last of each dyad; the rest is what rows number."""

    rows: Mapping[str, list[Any]]
    spans: Sequence[tuple[int, int]]
    kinds: Sequence[str]
    intensities: Mapping[str, float]
    sectors: Sequence[str]
    sector_sets: Sequence[Sequence[int]]
    sources: Sequence[str]
    documents: Mapping[str, list[Any]]


def columns(edition: Edition, dyads: Iterable[Sequence[Tie]]) -> Columns:
    """Return the statements of dyads, each once a dyad, the newest of a dyad first."""
    spans, ties = [], list[Tie]()
    for found in dyads:
        first = len(ties)
        ties += sorted(distinct(found), key=_newest_last, reverse=True)
        spans.append((first, len(ties)))
    kinds, sectors = _kinds(ties), sorted({sector for tie in ties for sector in tie.sectors})
    sets = {each: number for number, each in enumerate(sorted({tie.sectors for tie in ties}))}
    entries = _entries(edition)
    documents = sorted({tie.document for tie in ties})
    sources = _sources(ties, entries)
    return Columns(
        rows=_rows(ties, kinds, sets, documents),
        spans=spans,
        kinds=kinds,
        intensities=_intensities(ties),
        sectors=[sector.removeprefix("sector:") for sector in sectors],
        sector_sets=[[sectors.index(sector) for sector in each] for each in sets],
        sources=sources,
        documents={
            "source": _numbered((_source(entries, each) for each in documents), sources),
            "issued": [entries[each].issued if each in entries else None for each in documents],
        },
    )


@lru_cache(maxsize=50_000)
def days(date: str) -> tuple[int, int] | None:
    """Return the first and the last day that a date may mean, counted from 1970; None of a date that is not there."""
    if not exists(date):
        return None
    year, month, day = (int(part) for part in first_day(date).split("-"))
    month = month if len(date) > 4 else 12
    last = day_of(year, month, day if len(date) > 7 else monthrange(year, month)[1])
    return day_of.fromisoformat(first_day(date)).toordinal() - BEGINNING, last.toordinal() - BEGINNING


def _rows(
    ties: Sequence[Tie], kinds: Sequence[str], sets: Mapping[tuple[str, ...], int], documents: Sequence[str]
) -> dict[str, list[Any]]:
    spans = [days(tie.date) if tie.date else None for tie in ties]
    return {
        "kind": _numbered((tie.type for tie in ties), kinds),
        "world": _numbered((WORLDS[tie.world] for tie in ties), SEALS),
        "sure": [round(100 * tie.confidence) for tie in ties],
        "intensity": [None if tie.intensity is None else round(10 * tie.intensity) for tie in ties],
        "document": _numbered((tie.document for tie in ties), documents),
        "day": [span and span[0] for span in spans],
        "until": [span and span[1] for span in spans],
        "sectors": [sets[tie.sectors] for tie in ties],
        "statement": _numbered((tie.statement for tie in ties), list(dict.fromkeys(tie.statement for tie in ties))),
    }


def _numbered(values: Iterable[str], known: Sequence[str]) -> list[int]:
    number = {value: place for place, value in enumerate(known)}
    return [number[value] for value in values]


def _kinds(ties: Iterable[Tie]) -> list[str]:
    """Return the kinds of statements: events from cooperation to conflict, then what else ties, most frequent first."""
    found = Counter(tie.type for tie in ties)
    others = sorted(found.keys() - set(EVENT_TYPES), key=lambda kind: (-found[kind], kind))
    return [*(kind for kind in EVENT_TYPES if kind in found), *others]


def _intensities(ties: Iterable[Tie]) -> dict[str, float]:
    told: dict[str, list[float]] = defaultdict(list)
    for tie in ties:
        if tie.intensity is not None:
            told[tie.type].append(tie.intensity)
    return {kind: round(fmean(values), 1) for kind, values in told.items()}


def _entries(edition: Edition) -> dict[str, Entry]:
    return {entry.identifier: entry for entry in edition.catalogue.documents.values()}


def _source(entries: Mapping[str, Entry], document: str) -> str:
    """Return who published a document; one without a publisher is a source by itself."""
    entry = entries.get(document)
    return (entry.publisher or entry.title) if entry else document


def _sources(ties: Iterable[Tie], entries: Mapping[str, Entry]) -> list[str]:
    told: Counter[str] = Counter()
    for document, count in Counter(tie.document for tie in ties).items():
        told[_source(entries, document)] += count
    return sorted(told, key=lambda source: (-told[source], source))


def _newest_last(tie: Tie) -> tuple[str, str, str]:
    return (tie.date or "", tie.document, tie.statement)
