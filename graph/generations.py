"""Where generations lie on disk, and what makes their publication safe: a lock, flushing, and renames.

Nothing here knows what a generation holds. A folder whose name begins with `.building-` belongs to a build that is
under way; once the lock is held, to one that died.
"""

import fcntl
import os
import re
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from .errors import MissingDataError

BUILDING = ".building-"
AMENDS = "amends.json"
_ID = re.compile(r"[0-9a-f]{12}")


def current(data: Path) -> str:
    """Return the id of the generation that is served, or raise `MissingDataError`."""
    try:
        return (data / "CURRENT").read_text("ascii").strip()
    except (FileNotFoundError, NotADirectoryError) as error:
        advice = f"make one with: relazione build SOURCE --data {data}"
        raise MissingDataError(f"{data}: there is no dataset here; {advice}") from error


def generation_path(data: Path, generation: str) -> Path:
    """Return the folder of a generation that is there, or raise `MissingDataError`."""
    path = data / "generations" / generation
    if not _ID.fullmatch(generation) or not path.is_dir():
        raise MissingDataError(f"{data}: holds no generation {generation}")
    return path


def point_to(data: Path, generation: str) -> None:
    """Serve a generation from now on: CURRENT is replaced at a stroke."""
    fresh = data / "CURRENT.new"
    fresh.write_text(generation + "\n", "ascii")
    sync(fresh)
    fresh.replace(data / "CURRENT")
    sync(data)


def hold(path: Path) -> int:
    """Keep a generation from being removed, until the descriptor returned is closed; a dead process lets go."""
    try:
        held = os.open(path, os.O_RDONLY)
    except OSError as error:
        raise MissingDataError(f"{path}: the generation is there no more") from error
    fcntl.flock(held, fcntl.LOCK_SH)
    return held


def prune(data: Path, keep: Iterable[str]) -> None:
    """Remove amendments that are out of date and that nobody holds; the lock of `alone` must be held."""
    for told in (data / "generations").glob(f"*/{AMENDS}"):
        path = told.parent
        if path.name in keep or not _ID.fullmatch(path.name):
            continue
        held = os.open(path, os.O_RDONLY)
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
            doomed = path.rename(path.with_name(f"{BUILDING}old-{path.name}"))
            shutil.rmtree(doomed, ignore_errors=True)
        except BlockingIOError:
            pass  # somebody reads it; the next amendment looks again
        finally:
            os.close(held)


def clear_leftovers(generations: Path) -> None:
    """Remove what dead builds left behind; the lock must be held."""
    for folder in generations.glob(BUILDING + "*"):
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def alone(data: Path, lock: str = ".lock") -> Iterator[None]:
    """Hold the lock under which one build at a time publishes; the kernel lets go of it when a build is killed."""
    (data / "generations").mkdir(parents=True, exist_ok=True)
    with (data / lock).open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield


def sync(path: Path) -> None:
    """Have the disk hold what was written to a file or folder."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_all(folder: Path) -> None:
    """Have the disk hold a folder with all that is in it; a file linked from elsewhere is there already."""
    for path in sorted(folder.rglob("*")):
        if path.is_dir() or path.stat().st_nlink == 1:
            sync(path)
    sync(folder)
