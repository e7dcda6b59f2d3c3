"""A build of malformed documents among good ones, by the command line as a user does it, and what became of each."""

import ctypes
import json
import sys
import time
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil
from malformed_documents import SEED, write_bad, write_good

ALLOWED = 2_000_000_000
_COMMAND = [sys.executable, "-c", "from server.cli import main; main()", "build"]
_DROP_FROM_BOUNDING_SET, _READ_WHATEVER_THE_MODE = 24, (1, 2)  # prctl(2), capabilities(7)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """How a build ended: which files it read, the reasons for those it skipped, seconds, bytes held at once."""

    code: int
    said: str
    read: frozenset[str]
    reasons: Mapping[str, tuple[str, ...]]
    seconds: float
    memory: int

    def of(self, shown: str) -> str:
        """Return what became of a file: "read", "named", "read, named", or "" where nothing is said of it."""
        return ", ".join(
            word for word, told in (("read", shown in self.read), ("named", shown in self.reasons)) if told
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """A build of files: the kind of each malformed one by the path under which it is told, and the good ones."""

    outcome: Outcome
    bad: Mapping[str, str]
    good: frozenset[str]

    def faults(self) -> list[str]:
        """Return what is not as it should be."""
        unread = [f"{path}: a good file, not read" for path in sorted(self.good - self.outcome.read)]
        silent = [f"{path}: neither read nor named" for path in sorted(self.bad) if not self.outcome.of(path)]
        much = [f"{self.outcome.memory} bytes of memory"] if self.outcome.memory > ALLOWED else []
        failed = [f"exit code {self.outcome.code}: {self.outcome.said[-2000:]}"] if self.outcome.code else []
        return failed + unread + silent + much


def tried(place: Path, *, bad: int, good: int, seed: int = SEED, kinds: Collection[str] = ()) -> Trial:
    """Write files into a folder, build a dataset of them in another, and return how it went."""
    folder = place / "sources"
    written = write_bad(folder / "bad", bad, seed=seed, kinds=kinds)
    fine = write_good(folder / "good", good)
    outcome = _build(folder, place / "data")
    return Trial(
        outcome=outcome,
        bad={_shown(path, folder): kind for path, kind in written.items()},
        good=frozenset(_shown(path, folder) for path in fine),
    )


def _build(folder: Path, data: Path) -> Outcome:
    told = folder.parent / "said.txt"
    started, memory = time.monotonic(), 0
    with told.open("w") as said:
        running = psutil.Popen(
            [*_COMMAND, str(folder), "--data", str(data)],
            stdout=said, stderr=said, preexec_fn=_bow_to_modes, cwd=Path(__file__).parent.parent,
        )  # fmt: skip
        while running.poll() is None:
            memory = max(memory, _held(running))
            time.sleep(0.05)
    record = _record(data)
    reasons: dict[str, tuple[str, ...]] = {}
    for each in record["skipped"]:
        path = each["path"].partition(", row ")[0]
        reasons[path] = (*reasons.get(path, ()), each["reason"])
    return Outcome(
        code=running.returncode,
        said=told.read_text(),
        read=frozenset(each["path"] for each in record["documents"]),
        reasons=reasons,
        seconds=time.monotonic() - started,
        memory=memory,
    )


def _held(running: psutil.Process) -> int:
    """Return the bytes that a process and those it started hold in memory."""
    found = 0
    try:
        for each in (running, *running.children(recursive=True)):
            found += each.memory_info().rss
    except psutil.NoSuchProcess:
        pass
    return found


def _record(data: Path) -> Any:
    if not (data / "CURRENT").exists():
        return {"documents": [], "skipped": []}
    return json.loads((data / "generations" / (data / "CURRENT").read_text().strip() / "build.json").read_text())


def _bow_to_modes() -> None:
    """Let root, too, read only what a file's mode allows."""
    for capability in _READ_WHATEVER_THE_MODE:
        ctypes.CDLL(None).prctl(_DROP_FROM_BOUNDING_SET, capability, 0, 0, 0)


def _shown(path: Path, folder: Path) -> str:
    return str(path.relative_to(folder)).encode("utf-8", "replace").decode()
