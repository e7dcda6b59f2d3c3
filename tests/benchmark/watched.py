"""Commands run in processes of their own: how long they take, and how much memory they and their children hold."""

import resource
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
RELAZIONE = (sys.executable, "-c", "from server.cli import main; main()")
TICK = 0.2


class Run(NamedTuple):
    """What a command took, in seconds of the clock and of the processor and in MB at most; what it printed, and why it
    failed (None if it did not)."""

    seconds: float
    worked: float
    memory: float
    output: str
    broke: str | None


class Watch(threading.Thread):
    """Looks at a process and its children until it is ended: the most memory that they held together, in MB."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.pid, self.most, self._ended = pid, 0.0, threading.Event()

    def run(self) -> None:
        while not self._ended.wait(TICK):
            self.most = max(self.most, held(self.pid))

    def end(self) -> float:
        self._ended.set()
        self.join()
        return self.most


def run(command: Sequence[object], deadline: float) -> Run:
    """Run a command to its end, or kill it at the deadline."""
    start, before = time.perf_counter(), worked()
    pipe = subprocess.PIPE
    process = subprocess.Popen([*map(str, command)], stdout=pipe, stderr=pipe, text=True, cwd=ROOT)
    watch = Watch(process.pid)
    watch.start()
    try:
        output, errors = process.communicate(timeout=deadline)
        broke = None if process.returncode == 0 else f"exit code {process.returncode}: {errors.strip()[-300:]}"
    except subprocess.TimeoutExpired:
        process.kill()
        output, broke = process.communicate()[0], f"not done after {deadline:.0f} s"
    return Run(time.perf_counter() - start, worked() - before, watch.end(), output, broke)


def worked() -> float:
    """Return the seconds of the processor that ended children took, with theirs."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def relazione(*arguments: object, deadline: float = 3600) -> Run:
    """Run a command of Relazione."""
    return run([*RELAZIONE, *arguments], deadline)


def held(pid: int) -> float:
    """Return the memory that a process and its children hold, in MB; what they share counts once."""
    return sum(map(_held, family(pid))) / 1024


def family(pid: int) -> list[int]:
    """Return a process and all that it started."""
    parents: dict[int, list[int]] = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            parents.setdefault(int(path.read_text().rpartition(")")[2].split()[1]), []).append(int(path.parent.name))
        except OSError:
            continue
    found = [pid]
    for each in found:
        found += parents.get(each, ())
    return found


def _held(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
        return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)
    except OSError:
        return 0


def size(folder: Path) -> float:
    """Return how much of the disk a folder takes, in MB."""
    return sum(path.stat().st_blocks for path in folder.rglob("*") if path.is_file()) * 512 / 2**20
