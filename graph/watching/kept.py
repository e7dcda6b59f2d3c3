"""The watches there are, in DATA/watches.json: each names what it looks at by key, or holds a query."""

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from graph.errors import StoreError, WatchError
from graph.generations import alone, current, sync

FILE = "watches.json"
KINDS: Mapping[str, int] = {"dyad": 2, "actor": 1, "agreement": 1, "query": 0}  # each with how many names it has
_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """What is watched: entities by `keys` ("state/it"), called as in `labels` when it was added, or a query."""

    name: str
    kind: str
    keys: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    query: str | None = None

    @property
    def title(self) -> str:
        """What it looks at, in words."""
        return " and ".join(self.labels) if self.kind != "query" else "a query"

    def json(self) -> dict[str, Any]:
        """Return the watch as members of a JSON object."""
        if self.kind == "query":
            return {"name": self.name, "kind": self.kind, "query": self.query}
        return {"name": self.name, "kind": self.kind, "keys": list(self.keys), "labels": list(self.labels)}


@contextmanager
def watching(data: Path) -> Iterator[None]:
    """Hold the lock under which watches, and what was reported of them, are changed; there must be a dataset."""
    current(data)
    with alone(data, ".watches.lock"):
        yield


def read_watches(data: Path) -> tuple[Watch, ...]:
    """Return the watches of a dataset by name; raise `StoreError` where the file is damaged."""
    found = read_json(data / FILE)
    if found is None:
        return ()
    try:
        watches = tuple(sorted(map(_watch, found["watches"]), key=lambda watch: watch.name))
        if len({watch.name for watch in watches}) < len(watches):
            raise ValueError("two watches have one name")
    except (KeyError, TypeError, ValueError) as error:
        raise damaged(data / FILE, error) from error
    return watches


def find(data: Path, names: tuple[str, ...] = ()) -> tuple[Watch, ...]:
    """Return the watches with these names, or all; raise `WatchError` where one is not there."""
    known = {watch.name: watch for watch in read_watches(data)}
    for name in names:
        if name not in known:
            there = f"there are {', '.join(known)}" if known else "there is none yet"
            raise WatchError(f"{name}: no watch has this name; {there}")
    return tuple(known[name] for name in dict.fromkeys(names or known))


def add(data: Path, watch: Watch) -> None:
    """Keep a watch; raise `WatchError` where its name is taken, or is none."""
    if not _NAME.fullmatch(watch.name):
        wanted = "small letters, digits, - and _, at most 64, as italy-china"
        raise WatchError(f"{watch.name}: cannot be the name of a watch; wanted {wanted}")
    with watching(data):
        known = read_watches(data)
        if watch.name in {each.name for each in known}:
            raise WatchError(f"{watch.name}: there is a watch of this name already; remove it first")
        memory_path(data, watch.name).unlink(missing_ok=True)
        _write(data, (*known, watch))


def remove(data: Path, name: str) -> None:
    """Forget a watch and what was reported of it; raise `WatchError` where there is none of this name."""
    with watching(data):
        find(data, (name,))
        _write(data, tuple(watch for watch in read_watches(data) if watch.name != name))
        memory_path(data, name).unlink(missing_ok=True)


def memory_path(data: Path, name: str) -> Path:
    """Return where the memory of a watch lies."""
    return data / "watches" / f"{name}.json"


def read_json(path: Path) -> Any:
    """Return what a file of JSON holds, None where there is none; raise `StoreError` where it is damaged."""
    try:
        return json.loads(path.read_text("utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (OSError, ValueError, RecursionError) as error:
        raise damaged(path, error) from error


def write_json(path: Path, content: Any) -> None:
    """Put JSON in the place of a file, whole or not at all."""
    fresh = path.with_name(f"{path.name}.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", "utf-8")
        sync(fresh)
        fresh.replace(path)
        sync(path.parent)
    except OSError as error:
        raise StoreError(f"{path}: cannot be written ({error.strerror or error})") from error


def damaged(path: Path, error: Exception) -> StoreError:
    """Return the error for a file that does not hold what it should."""
    return StoreError(f"{path}: the file is damaged ({type(error).__name__}: {error}); mend it, or move it away")


def _write(data: Path, watches: tuple[Watch, ...]) -> None:
    ordered = sorted(watches, key=lambda watch: watch.name)
    write_json(data / FILE, {"watches": [watch.json() for watch in ordered]})


def _watch(told: Mapping[str, Any]) -> Watch:
    keys, labels, query = tuple(told.get("keys", ())), tuple(told.get("labels", ())), told.get("query")
    watch = Watch(name=told["name"], kind=told["kind"], keys=keys, labels=labels, query=query)
    texts = [watch.name, *keys, *labels, *([query] if watch.kind == "query" else [])]
    if not all(isinstance(text, str) for text in texts) or not _NAME.fullmatch(watch.name):
        raise ValueError(f"{watch.name!r} is no watch")
    if {len(keys), len(labels)} != {KINDS[watch.kind]}:
        raise ValueError(f"{watch.name!r}: a {watch.kind} of {len(keys)} names")
    return watch
