"""Where generations lie on disk, and what makes their publication safe: a lock, flushing, and renames.

Nothing here knows what a generation holds. A folder whose name begins with `.building-` belongs to a build that is
under way; once the lock is held, to one that died.
"""

import errno
import fcntl
import json
import os
import re
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from .errors import FullError, MissingDataError, StoreError

BUILDING = ".building-"
AMENDS = "amends.json"
MADE = "made.json"
ID = re.compile(r"[0-9a-f]{12}")


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
    if not ID.fullmatch(generation) or not path.is_dir():
        raise MissingDataError(f"{data}: holds no generation {generation}")
    return path


def point_to(data: Path, generation: str) -> None:
    """Serve a generation from now on: CURRENT is replaced at a stroke."""
    replace_file(data / "CURRENT", f"{generation}\n".encode())


def unwritable(path: Path, error: OSError) -> StoreError:
    """Return the error that tells why something cannot be written, in the system's words or the engine's."""
    full = error.errno == errno.ENOSPC or os.strerror(errno.ENOSPC) in str(error)
    if full:
        return FullError(f"{path}: cannot be written (the disk is full; make room and try again)")
    return StoreError(f"{path}: cannot be written ({error.strerror or error})")


def replace_file(path: Path, content: bytes) -> None:
    """Have a file hold this from now on, whole or not at all, and the disk know of it."""
    fresh = path.with_name(f"{path.name}.new")
    fresh.write_bytes(content)
    sync(fresh)
    fresh.replace(path)
    sync(path.parent)


def hold(path: Path) -> int:
    """Keep a generation from being removed, until the descriptor returned is closed; a dead process lets go."""
    try:
        held = os.open(path, os.O_RDONLY)
    except OSError as error:
        raise MissingDataError(f"{path}: the generation is there no more") from error
    fcntl.flock(held, fcntl.LOCK_SH)
    if not path.exists():  # it was removed before it was held
        os.close(held)
        raise MissingDataError(f"{path}: the generation is there no more")
    return held


def made(path: Path, by: str, before: str | None) -> None:
    """Note by which command a generation was made, when, and what was served until then."""
    at = datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    replace_file(path / MADE, json.dumps({"by": by, "at": at, "before": before}, sort_keys=True).encode())


def making(path: Path) -> Mapping[str, Any]:
    """Return what `made` noted of a generation; of one that earlier versions made, nothing."""
    try:
        noted: Mapping[str, Any] = json.loads((path / MADE).read_bytes())
        return noted if isinstance(noted, dict) else {}
    except (OSError, ValueError):
        return {}


def prune(data: Path, keep: Iterable[str]) -> None:
    """Remove updates by hand that are out of date and that nobody holds; the lock of `alone` must be held."""
    for told in (data / "generations").glob(f"*/{AMENDS}"):
        path = told.parent
        if path.name in keep or not ID.fullmatch(path.name) or making(path).get("by", "update") != "update":
            continue
        removed(path)  # the next update looks again where somebody reads it


def removed(path: Path) -> bool:
    """Remove a generation unless somebody holds it, and tell which; the lock of `alone` must be held."""
    held = os.open(path, os.O_RDONLY)
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        shutil.rmtree(path.rename(path.with_name(f"{BUILDING}old-{path.name}")), ignore_errors=True)
    except BlockingIOError:
        return False
    finally:
        os.close(held)
    return True


def clear_leftovers(generations: Path) -> None:
    """Remove what dead builds left behind; the lock must be held."""
    for folder in generations.glob(BUILDING + "*"):
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def workplace(data: Path) -> Iterator[Path]:
    """Give a folder to make a generation in; what is not renamed by the end is removed. The lock must be held."""
    clear_leftovers(data / "generations")
    building = Path(tempfile.mkdtemp(prefix=BUILDING, dir=data / "generations"))
    building.chmod(0o755)
    try:
        yield building
    finally:
        shutil.rmtree(building, ignore_errors=True)


@contextmanager
def alone(data: Path, lock: str = ".lock") -> Iterator[None]:
    """Hold the lock under which one build at a time publishes; the kernel lets go of it when a build is killed."""
    try:
        (data / "generations").mkdir(parents=True, exist_ok=True)
        held = (data / lock).open("w")
    except OSError as error:
        raise unwritable(data, error) from error
    with held:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield


def link(old: Path | str, new: Path | str) -> None:
    """Have a file under another name as well; copied, where the file system knows no links."""
    try:
        os.link(old, new)
    except OSError as error:
        if error.errno not in (errno.EPERM, errno.EXDEV, errno.EMLINK, errno.ENOTSUP):
            raise
        shutil.copy(old, new)


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
