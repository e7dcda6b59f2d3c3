"""The commands by which a corpus comes about and grows: build, add, remove, status."""

import json
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from graph.errors import SourceError

from .options import Actors, Dask, Data, Gone, Lexicon, Model, Processes, Refusals, Sources, StatusFormat, Told
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
) -> None:
    """Read files and folders into a dataset.

    The dataset becomes exactly what they hold: a document a file, of .csv and .jsonl a document a row. What cannot be
    read is skipped, with the reason. A sources.csv beside the files tells who published them, and when. What was read
    before is not read again, and a build that was stopped goes on where it was.

    \b
    relazione build articles/ note.md
    relazione build articles/ --data ./rome --refusals
    relazione build articles/ --actors ours.ttl --lexicon words.toml
    relazione build articles/ --processes 2
    """
    from graph.corpus import Settings

    result = build_into(source, data, Settings(model=model, **_paths(actors, lexicon)), processes, dask)
    _tell(result, data, refusals)


def add(
    source: Sources,
    data: Data,
    model: Model = None,
    actors: Actors = None,
    lexicon: Lexicon = None,
    refusals: Refusals = False,
    processes: Processes = 1,
    dask: Dask = None,
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

    before, given = settings_of(data), _paths(actors, lexicon)
    settings = Settings(
        model=model or before.model, actors=given["actors"] or before.actors, lexicon=given["lexicon"] or before.lexicon
    )
    with progress_bar("Reading") as progress:
        result = run(_means(settings, processes, dask, progress), source, data)
    _tell(result, data, refusals)


def remove(gone: Gone, data: Data) -> None:
    """Take files, folders or documents out of the dataset.

    Each is named by its path, which need not be there any more, or by the id of its document. Nothing is read.

    \b
    relazione remove articles/2019/ note.md
    relazione remove ev-tariffs-vote
    """
    from graph.build import remove as run

    result = run(gone, data)
    say(f"Published {result.generation} in {data}: {len(result.read)} documents")


def status(data: Data, everything: Told = False, format: StatusFormat = StatusFormat.text) -> None:
    """Tell what is new, changed or gone in the folders and files that the dataset was read from.

    \b
    relazione status
    relazione add articles/       reads what is new or changed
    """
    from graph.status import STATES
    from graph.status import status as of

    found = of(data)
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


def _tell(result: "BuildResult", data: Path, refusals: bool) -> None:
    show_build(result)
    if result.generation is None:
        raise SourceError("nothing could be read; no dataset was made")
    if refusals:
        show_refusals(data)
    say(f"Published {result.generation} in {data}")
