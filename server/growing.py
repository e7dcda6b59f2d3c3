"""The commands by which a corpus comes about and grows: build, add, remove, status."""

import json
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from graph.errors import SourceError

from .locality import local
from .options import (
    Actors,
    AllowPrivate,
    Dask,
    Data,
    Gone,
    Lexicon,
    Model,
    Processes,
    Refusals,
    Sources,
    StatusFormat,
    Told,
)
from .results import show_build, show_refusals
from .terminal import progress_bar, say, show_table

if TYPE_CHECKING:
    from graph.assembly import BuildResult
    from graph.build import Means, Progress
    from graph.corpus import Settings


def build(
    source: Sources,
    data: Data,
    model: Model = None,
    actors: Actors = None,
    lexicon: Lexicon = None,
    refusals: Refusals = False,
    processes: Processes = 1,
    dask: Dask = None,
    allow_private: AllowPrivate = False,
) -> None:
    """Read files and folders into a dataset.

    The dataset becomes exactly what they hold: a document a file, of .csv and .jsonl a document a row. What cannot be
    read is skipped, with the reason. A sources.csv beside the files tells who published them, and when. What was read
    before is not read again, and a build that was stopped goes on where it was. Nothing is fetched but the addresses
    (https://...) of pages and feeds that are named.

    \b
    relazione build articles/ note.md
    relazione build articles/ --data ./rome --refusals
    relazione build articles/ --actors ours.ttl --lexicon words.toml
    relazione build articles/ --processes 2
    relazione build articles/ https://ministry.example/news.rss
    """
    from graph.corpus import Settings

    settings = Settings(model=model, **_paths(actors, lexicon))
    with local(data) as folder:
        result = build_into(_files(source, folder, allow_private), folder, settings, processes, dask)
        _tell(result)
    if refusals:
        show_refusals(data)
    say(f"Published {result.generation} in {data}")


def add(
    source: Sources,
    data: Data,
    model: Model = None,
    actors: Actors = None,
    lexicon: Lexicon = None,
    refusals: Refusals = False,
    processes: Processes = 1,
    dask: Dask = None,
    allow_private: AllowPrivate = False,
) -> None:
    """Read files and folders into the dataset that is there, beside what it holds.

    Only what is new or has changed is read; a file that was read before is replaced whole. The dataset becomes the
    one that a build of all files together would give. Model, actors and lexicon are those of the last build or add,
    unless they are given anew: then all is read again.

    \b
    relazione add articles/2026-11-26/
    relazione add articles/ --processes 2
    """
    from graph.build import add as run
    from graph.corpus import Settings, settings_of

    given = _paths(actors, lexicon)
    with local(data) as folder:
        before = settings_of(folder)
        settings = Settings(
            model=model or before.model,
            actors=given["actors"] or before.actors,
            lexicon=given["lexicon"] or before.lexicon,
        )
        files = _files(source, folder, allow_private)
        with progress_bar("Reading") as progress:
            result = run(_means(settings, processes, dask, progress), files, folder)
        _tell(result)
    if refusals:
        show_refusals(data)
    say(f"Published {result.generation} in {data}")


def remove(gone: Gone, data: Data) -> None:
    """Take files, folders or documents out of the dataset.

    Each is named by its path, which need not be there any more, or by the id of its document. Nothing is read.

    \b
    relazione remove articles/2019/ note.md
    relazione remove ev-tariffs-vote
    """
    from graph.build import remove as run
    from graph.corpus import settings_of

    with local(data) as folder:
        settings = settings_of(folder)
        with progress_bar("Reading") as progress:
            result = run(gone, folder, lambda: _means(settings, 1, None, progress))
    say(f"Published {result.generation} in {data}: {len(result.read)} documents")


def status(data: Data, everything: Told = False, format: StatusFormat = StatusFormat.text) -> None:
    """Tell what is new, changed or gone in the folders and files that the dataset was read from.

    \b
    relazione status
    relazione add articles/       reads what is new or changed
    """
    from graph.status import STATES
    from graph.status import status as of

    with local(data) as folder:
        found = of(folder)
    if format is StatusFormat.json:
        files = [
            {"path": str(file.path), "state": file.state, "documents": file.documents, "reason": file.reason}
            for file in found.files
        ]
        told = {"generation": found.generation, "documents": found.documents, "named": found.named, "files": files}
        say(json.dumps(told, indent=1))
        return
    counts = {state: sum(file.state == state for file in found.files) for state in STATES}
    listed = [file for file in found.files if everything or file.state != "as read"]
    if listed:
        rows = [(file.state, file.path, ", ".join(file.documents) or "-", file.reason) for file in listed]
        show_table("", ("State", "File", "Documents", "Reason"), rows)
    told_counts = ", ".join(f"{count} {state}" for state, count in counts.items() if count)
    say(f"{found.generation} holds {found.documents} documents of {sum(counts.values())} files: {told_counts}")


def build_into(
    sources: Sequence[Path], data: Path, settings: "Settings", processes: int = 1, dask: str | None = None
) -> "BuildResult":
    """Build a dataset, showing how far it is."""
    from graph.build import build_with

    with progress_bar("Reading") as progress:
        return build_with(_means(settings, processes, dask, progress), sources, data)


def _means(settings: "Settings", processes: int, dask: str | None, progress: "Progress") -> "Means":
    from graph.additions import read_additions
    from graph.build import Means
    from graph.language import DEFAULT_MODEL
    from graph.reading import Reader

    additions = read_additions(map(Path, settings.actors), map(Path, settings.lexicon))
    return Means(
        reader=partial(Reader, settings.model or DEFAULT_MODEL, additions),
        additions=additions,
        settings=settings,
        progress=progress,
        processes=processes,
        dask=dask,
    )


def _paths(actors: Sequence[Path] | None, lexicon: Sequence[Path] | None) -> dict[str, tuple[str, ...]]:
    from graph.source import absolute

    given = {"actors": actors or (), "lexicon": lexicon or ()}
    return {kind: tuple(str(absolute(path)) for path in paths) for kind, paths in given.items()}


def _files(sources: Sequence[str], data: Path, allow_private: bool) -> list[Path]:
    """Return the files and folders that are named, and the files that addresses gave."""
    addresses = [source for source in sources if source.startswith(("http://", "https://"))]
    named = [Path(source) for source in sources if source not in addresses]
    if not addresses:
        return named
    from graph.fetching import fetched

    with progress_bar("Fetching") as progress:
        found = fetched(addresses, data, progress=progress, allow_private=allow_private)
    if found.skipped:
        show_table("Not fetched", ("Address", "Reason"), [(skip.path, skip.reason) for skip in found.skipped])
    return [*named, *found.files]


def _tell(result: "BuildResult") -> None:
    show_build(result)
    if result.generation is None:
        raise SourceError("nothing could be read; the dataset is as it was, if there is one")
