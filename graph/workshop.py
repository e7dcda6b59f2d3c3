"""Where the dataset of a server is made: a data folder on this machine, brought up to date before and pushed after.

The folder can be removed at any time: whatever it is needed for, `pull` makes it anew from what the server holds.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from .address import Address
from .errors import MissingDataError
from .generations import alone, current, generation_path, point_to
from .judgement import FILE as JUDGEMENTS
from .kept import GRAPHS, sha256
from .publication import make_generation
from .pushing import push
from .remote import RemoteGeneration, contents, files, read_state, rows
from .wire import Wire

RZ = "https://w3id.org/relazione/ns#"


@contextmanager
def workshop(address: Address, cache: Path, push: Callable[[Path, Address], None] = push) -> Iterator[Path]:
    """Yield a data folder that holds what a server holds; at the end, bring the server to what it holds then.

    Of a server to which a push was interrupted, only the judgements are taken over: what else it holds is a part.
    """
    data = workshop_folder(address, cache)
    with Wire(address) as wire:
        state = read_state(wire)
        if state.publishing:
            _take_judgements(data, files(wire, JUDGEMENTS))
    if state.generation and not state.publishing:
        pull(address, data)
    yield data
    made = _current(data)
    if made is not None:
        push(generation_path(data, made), address)


def workshop_folder(address: Address, cache: Path) -> Path:
    """Return the folder in which the dataset of a server is made: one for each address."""
    slug = "".join(each if each.isalnum() else "-" for each in address.query.partition("://")[2].lower())[:60]
    return cache / f"{slug.strip('-')}-{sha256(address.query)[:8]}"


def pull(address: Address, data: Path) -> str:
    """Make the generation that a server holds anew in a data folder, serve it from there, and return its id.

    Judgements that only the folder has are kept.
    """
    with RemoteGeneration(address) as remote:
        path = data / "generations" / remote.id
        there = (path / "dataset.nq").is_file()
        kept = files(remote.wire, JUDGEMENTS if there else None)
        texts, lines = ({}, b"") if there else (_texts(remote), remote.lines())
        remote.check()
        with alone(data):
            _take_judgements(data, kept)
            if not there:
                beside = {name: each.encode() for name, each in kept.items() if name not in (JUDGEMENTS, GRAPHS)}
                make_generation(path, lines, texts, beside)
            point_to(data, remote.id)
        return remote.id


def _texts(remote: RemoteGeneration) -> Mapping[str, str]:
    digests = rows(remote.wire, f"SELECT DISTINCT ?sha256 WHERE {{ ?document <{RZ}sha256> ?sha256 }}")
    return contents(remote.wire, {str(row["sha256"]) for row in digests})


def _take_judgements(data: Path, kept: Mapping[str, str]) -> None:
    """Add the judgements that a server keeps to those of a folder, in their order."""
    if JUDGEMENTS not in kept:
        return
    path = data / JUDGEMENTS
    theirs = kept[JUDGEMENTS].splitlines(keepends=True)
    ours = path.read_text("utf-8").splitlines(keepends=True) if path.is_file() else []
    wanted = "".join([*theirs, *(line for line in ours if line not in set(theirs))])
    if wanted != "".join(ours):
        data.mkdir(parents=True, exist_ok=True)
        fresh = path.with_suffix(".new")
        fresh.write_text(wanted, "utf-8")
        fresh.replace(path)


def _current(data: Path) -> str | None:
    try:
        return current(data)
    except MissingDataError:
        return None
