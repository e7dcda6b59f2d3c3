"""What was reported of a watch last, in DATA/watches/<name>.json: it does not depend on a generation's staying.

It keeps each row by its key with so much of it as it takes to say that it is gone, and the newest entries of the feed.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from graph.generations import making
from graph.legible import legible

from .kept import Watch, damaged, memory_path, read_json, write_json
from .rows import Row

ENTRIES = 200  # of the newest that a feed holds
LONGEST = 200  # characters of a row that are kept to tell that it is gone


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """A row as it was reported once: its key, in which world it held, its text and documents."""

    key: str
    world: str
    text: str
    documents: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A row that came, or one that went, with the generation that it did with and when that was made (UTC)."""

    generation: str
    at: str
    row: Row | Past

    @property
    def gone(self) -> bool:
        """Whether it went."""
        return isinstance(self.row, Past)

    @property
    def key(self) -> str:
        """What tells it from all other entries of its watch; a generation may be served, and reported of, again."""
        return f"{'gone' if self.gone else 'new'}/{self.generation}/{self.row.key}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Memory:
    """The generation reported of last, when it was made, its rows by key, and entries, the newest first."""

    generation: str
    at: str
    seen: Mapping[str, Past]
    entries: tuple[Entry, ...] = field(default=())


def read_memory(data: Path, watch: Watch) -> Memory | None:
    """Return what was reported of a watch last, None where nothing was; raise `StoreError` where it is damaged."""
    path = memory_path(data, watch.name)
    told = read_json(path)
    if told is None:
        return None
    try:
        seen = (_past(key, *each) for key, each in told["seen"].items())
        return Memory(
            generation=str(told["generation"]),
            at=str(told["at"]),
            seen={past.key: past for past in seen},
            entries=tuple(map(_entry, told["entries"])),
        )
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise damaged(path, error) from error


def write_memory(data: Path, watch: Watch, memory: Memory) -> None:
    """Keep what was reported of a watch, with the newest of its entries."""
    told = {
        "generation": memory.generation,
        "at": memory.at,
        "seen": {key: [past.world, past.text, list(past.documents)] for key, past in sorted(memory.seen.items())},
        "entries": [_told(entry) for entry in memory.entries[:ENTRIES]],
    }
    write_json(memory_path(data, watch.name), told)


def pasts(rows: Iterable[Row]) -> dict[str, Past]:
    """Return rows as they are remembered, by key."""
    return {
        row.key: Past(key=row.key, world=row.world, text=row.text[:LONGEST], documents=row.documents) for row in rows
    }


def made_at(generation: Path) -> str:
    """Return when a generation was made, in UTC to the second; by its folder where it does not say so itself."""
    try:
        given = datetime.fromisoformat(making(generation)["at"])
    except (ValueError, KeyError, TypeError):
        given = datetime.fromtimestamp(generation.stat().st_mtime, UTC)
    return given.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _past(key: str, world: str, text: str, documents: list[str]) -> Past:
    return Past(key=str(key), world=str(world), text=legible(str(text)), documents=tuple(map(str, documents)))


def _told(entry: Entry) -> dict[str, Any]:
    row = entry.row
    if isinstance(row, Past):
        gone = {"key": row.key, "world": row.world, "text": row.text, "documents": list(row.documents)}
        return {"generation": entry.generation, "at": entry.at, "gone": gone}
    return {"generation": entry.generation, "at": entry.at, "new": row.json()}


def _entry(told: Mapping[str, Any]) -> Entry:
    row: Row | Past
    if "gone" in told:
        gone = told["gone"]
        row = _past(gone["key"], gone["world"], gone["text"], gone["documents"])
    else:
        row = Row.read(told["new"])
    datetime.fromisoformat(told["at"])
    return Entry(generation=str(told["generation"]), at=str(told["at"]), row=row)
