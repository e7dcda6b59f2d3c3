"""The history of a data folder: the generations that it holds, each with when and by what it was made.

What a generation does not tell, because an earlier version made it or because a part of it is missing, is None or is
told by the folder itself; nothing here fails on what is half there.
"""

import fcntl
import json
import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from stat import S_ISREG
from typing import Any

from .errors import MissingDataError, RelazioneError
from .generations import AMENDS, ID, MADE, alone, current, generation_path, making, point_to, removed, unwritable
from .store import Generation

PREVIOUS, CURRENT = "previous", "current"
FEWEST = 4  # letters of an id that name a generation


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """A generation as it is listed; `whole` tells that none of its parts is missing.

    `at` is a moment of UTC ("2026-11-26T02:55:00Z"), `by` what made it, `before` the one served until then.
    """

    path: Path
    at: str
    by: str
    before: str | None
    current: bool
    whole: bool

    @property
    def id(self) -> str:
        """Its name, which stands for what is in it."""
        return self.path.name


@dataclass(frozen=True, slots=True, kw_only=True)
class Weight:
    """What a generation holds, as its build told, and what it costs.

    `own` are the bytes of those files that it shares with no other; `held` tells that somebody reads it.
    """

    documents: int | None
    statements: int | None
    own: int
    held: bool


def history(data: Path) -> tuple[Past, ...]:
    """Return the generations of a data folder, the newest first; raise `MissingDataError` where there is no dataset."""
    served = current(data)
    found = [path for path in (data / "generations").glob("*") if ID.fullmatch(path.name) and path.is_dir()]
    ordered = sorted(((_past(path, served), _moment(path)) for path in found), key=_age, reverse=True)
    return tuple(past for past, _ in ordered)


def weight(past: Past) -> Weight:
    """Return what a generation holds and costs."""
    record = _read(past.path / "build.json")
    documents, counts = record.get("documents"), record.get("counts")
    counted = counts.get("statements") if isinstance(counts, dict) else None
    return Weight(
        documents=len(documents) if isinstance(documents, list) else None,
        statements=sum(counted.values()) if isinstance(counted, dict) else None,
        own=sum(_own(past.path)),
        held=_held(past.path),
    )


def previous(listed: Iterable[Past], generation: str) -> Past | None:
    """Return the generation that was served before one, or else the next older that is whole; None where none is."""
    listed = tuple(listed)
    known = {past.id: past for past in listed}
    before = known[generation].before if generation in known else None
    if before and before in known and known[before].whole:
        return known[before]
    ids = [past.id for past in listed]
    older = listed[ids.index(generation) + 1 :] if generation in ids else ()
    return next((past for past in older if past.whole), None)


def resolve(data: Path, given: str) -> str:
    """Return the id that "current", "previous", an id or the beginning of one stands for; else `MissingDataError`."""
    served = current(data)
    if given == CURRENT:
        return served
    if given == PREVIOUS:
        found = previous(history(data), served)
        if found is None:
            raise MissingDataError(f"{data}: holds no generation before {served}, the one that is served")
        return found.id
    ids = sorted(path.name for path in (data / "generations").glob("*") if ID.fullmatch(path.name))
    fits = [each for each in ids if each.startswith(given)] if len(given) >= FEWEST else []
    if len(fits) > 1:
        raise MissingDataError(
            f"{given}: {len(fits)} generations are called so, {', '.join(fits)}; give more of the id"
        )
    if not fits:
        wanted = f'wanted one of those that "relazione generations" lists, at least {FEWEST} letters of it'
        raise MissingDataError(f"{data}: holds no generation {given!r}; {wanted}, or {PREVIOUS}")
    return fits[0]


def doomed(listed: Iterable[Past], keep: int) -> tuple[Past, ...]:
    """Return the generations that pruning would remove: all that are older than the newest so many whole ones.

    The one that is served and those that somebody holds are not among them.
    """
    if keep < 1:
        raise RelazioneError(f"{keep}: at least 1 generation is kept")
    whole, found = 0, []
    for past in listed:
        if whole >= keep and not past.current and not _held(past.path):
            found.append(past)
        whole += past.whole
    return tuple(found)


def prune(data: Path, *, keep: int) -> tuple[Past, ...]:
    """Remove all generations but the newest so many, and return those that are gone.

    Files that one shares with others stay with these. A kill half-way leaves what the next build clears away.
    """
    try:
        with alone(data):
            return tuple(past for past in doomed(history(data), keep) if removed(past.path))
    except OSError as error:
        raise unwritable(data, error) from error


def use(data: Path, given: str) -> str:
    """Serve a generation again that is there, and return its id; one that does not open is refused."""
    try:
        with alone(data):
            generation = resolve(data, given)
            Generation(generation_path(data, generation)).close()
            point_to(data, generation)
    except OSError as error:
        raise unwritable(data, error) from error
    return generation


def _past(path: Path, served: str) -> Past:
    made = making(path)
    by, before, at = made.get("by"), made.get("before"), made.get("at")
    return Past(
        path=path,
        at=at if isinstance(at, str) else _told(_moment(path)),
        by=by if isinstance(by, str) else "update" if (path / AMENDS).exists() else "build",
        before=before if isinstance(before, str) and before != path.name else _amended(path),
        current=path.name == served,
        whole=all((path / part).exists() for part in ("build.json", "dataset.nq", "store")),
    )


def _age(each: tuple[Past, float]) -> tuple[str, float, str]:
    past, moment = each
    return past.at, moment, past.id


def _amended(path: Path) -> str | None:
    base = _read(path / AMENDS).get("base")
    return base if isinstance(base, str) else None


def _read(path: Path) -> dict[str, Any]:
    try:
        found = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _own(folder: Path) -> Iterator[int]:
    for path in folder.rglob("*"):
        with suppress(OSError):  # it went meanwhile
            found = path.lstat()
            if S_ISREG(found.st_mode) and found.st_nlink == 1:
                yield found.st_size


def _held(path: Path) -> bool:
    try:
        descriptor = os.open(path, os.O_RDONLY)
    except OSError:
        return False
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(descriptor)
    return False


def _moment(path: Path) -> float:
    """Return when a generation was made as its own file tells, or else its folder; seconds."""
    for each in (path / MADE, path):
        try:
            return each.stat().st_mtime
        except OSError:
            continue
    return 0.0


def _told(moment: float) -> str:
    return datetime.fromtimestamp(moment, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
