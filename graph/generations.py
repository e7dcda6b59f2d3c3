"""Where generations lie on disk, and what makes their publication safe: a lock, flushing, and renames.

Nothing here knows what a generation holds. A folder whose name begins with `.building-` belongs to a build that is
under way; once the lock is held, to one that died.
"""

import fcntl
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from .errors import MissingDataError

BUILDING = ".building-"
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
    """Have the disk hold a folder with all that is in it."""
    for path in sorted(folder.rglob("*")):
        sync(path)
    sync(folder)
