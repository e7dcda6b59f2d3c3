"""All that the sources hold, as documents: which file or row each came from, and what could not be read.

Every document has an identifier and an address of its own. Files come before rows: a row whose address a file or an
earlier row bears is reported. What a file held before is taken again where its bytes, and what registers say of it,
are the same.
"""

import os
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from stat import S_ISREG

from .document import Document
from .metadata import Metadata
from .register import Register, read_registers
from .slug import slug
from .source import (
    SUFFIXES,
    TABLES,
    Skipped,
    absolute,
    digest,
    find_sources,
    identifiers,
    printable,
    read_sources,
    real,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """What a file held when it was read.

    `sha256` is that of its bytes, None where they cannot be had; `name` the identifier from which those of its
    documents are made; `said` what registers said of it; `skipped` what could not be read: where in it, and why;
    `whole` tells that no document of it is missing here, as one is whose address another bore.
    """

    sha256: str | None
    name: str | None
    said: Metadata | None
    documents: tuple[Document, ...]
    skipped: tuple[tuple[str, str], ...]
    whole: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """What the sources hold; the SHA-256 of each file's bytes and its path stand under the document's identifier.

    `registers` are the SHA-256 of the registers (`sources.csv`) that were heeded, `named` the files and folders that
    were named (these with a slash at their ends), `files` what each file held.
    """

    documents: tuple[Document, ...]
    digests: Mapping[str, str]
    paths: Mapping[str, str]
    skipped: tuple[Skipped, ...]
    registers: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    files: Mapping[Path, Held] = field(default_factory=dict)


def gather(
    sources: Iterable[Path],
    *,
    held: Mapping[Path, Held] | None = None,
    staying: Collection[Path] = (),
    beside: Iterable[str] = (),
    anew: bool = False,
) -> Gathered:
    """Read every file of the sources as documents, or skip it with its reason; sorted by identifier.

    Registers count in each folder from the one that holds all sources down to a file's own. `held` tells what files
    held before, `staying` which of them belong to the whole without being looked at, `beside` what was named before;
    `anew` reads again whatever can be had. Of the names of one file the least counts.
    """
    looked = find_sources(wanted := list(sources))
    named = tuple(sorted({*beside, *map(name_of, wanted)}))
    files = places_of({*looked, *staying})
    root, top = _root({file.parent for file in files}), _top(named)
    register = register_of(files.values(), named)
    looked_at = {real(file) for file in looked}
    found = dict(_read(files, looked_at, register, held or {}, anew=anew))
    shown = {file: _shown(file, place, root) for file, place in files.items()}
    faults = ((_shown(fault.path, real(fault.path), top) + fault.place, fault.reason) for fault in register.faults)
    skipped = [Skipped(path=place, reason=reason) for place, reason in faults]
    documents: dict[str, Document] = {}
    origins: dict[str, Path] = {}
    for file in _rows_last(files):
        skipped += [Skipped(path=shown[file] + place, reason=reason) for place, reason in found[file].skipped]
        for document in found[file].documents:
            bearer = documents.setdefault(slug(document.identifier), document)
            if bearer is document:
                origins[document.identifier] = file
            else:
                reason = f'"{document.identifier}" would have the address of "{bearer.identifier}"; give it another id'
                skipped.append(Skipped(path=shown[file], reason=reason))
    return Gathered(
        documents=tuple(sorted(documents.values(), key=lambda document: document.identifier)),
        digests={identifier: found[file].sha256 or "" for identifier, file in origins.items()},
        paths={identifier: shown[file] for identifier, file in origins.items()},
        skipped=tuple(sorted(skipped, key=lambda skip: (skip.path, skip.reason))),
        registers=tuple(digest(path) for path in register.paths),
        named=named,
        files={file: found[file] for file in files},
    )


def name_of(source: Path) -> str:
    """Return how a source is noted: its absolute path, a folder with a slash at its end."""
    return f"{absolute(source)}{'/' if source.is_dir() else ''}"


def digest_of(file: Path) -> str | None:
    """Return the SHA-256 of a file's bytes; None of what cannot be read and of what is no file."""
    try:
        return digest(file) if S_ISREG(file.stat().st_mode) else None
    except OSError:
        return None


def register_of(places: Iterable[Path], named: Iterable[str]) -> Register:
    """Return what registers say of files, by where these lie; `named` are the sources, as they are noted."""
    top = _top(named)
    return read_registers({folder for place in places for folder in _folders(place, top)})


def places_of(named: Iterable[Path]) -> dict[Path, Path]:
    """Return files with where they lie; of the names of one, links among them, the least."""
    found: dict[Path, Path] = {}
    for file in sorted(named):
        found.setdefault(real(file), file)
    return {file: place for place, file in sorted(found.items(), key=lambda each: each[1])}


def _read(
    files: Mapping[Path, Path], looked: Collection[Path], register: Register, held: Mapping[Path, Held], *, anew: bool
) -> Iterator[tuple[Path, Held]]:
    listed = _rows_last(files)
    names = identifiers([file for file in listed if file.suffix.lower() in SUFFIXES])
    for file in listed:
        name, said = names.get(file), register.said.get(files[file])
        yield file, _held(file, name, said, held.get(file), looked=files[file] in looked, anew=anew)


def _held(
    file: Path, name: str | None, said: Metadata | None, before: Held | None, *, looked: bool, anew: bool
) -> Held:
    """Return what a file holds, or held: one that is not looked at is read again only if it can be, and must be."""
    if before is None:
        return _anew(file, name, said, digest_of(file))
    table = file.suffix.lower() in TABLES
    same = not anew and before.whole and before.said == said and (before.name == name or not table)
    if looked or not same:
        found = digest_of(file)
        if found is None or found != before.sha256:
            return _anew(file, name, said, found) if looked else before
        if not same:
            return _anew(file, name, said, found)
    if before.name == name or name is None:
        return before
    return replace(before, name=name, documents=tuple(replace(each, identifier=name) for each in before.documents))


def _anew(file: Path, name: str | None, said: Metadata | None, sha256: str | None) -> Held:
    shown = printable(file.name)
    found = list(read_sources(file, identifier=name, shown=shown, said=said))
    return Held(
        sha256=sha256,
        name=name,
        said=said,
        documents=tuple(each for each in found if isinstance(each, Document)),
        skipped=tuple((each.path.removeprefix(shown), each.reason) for each in found if isinstance(each, Skipped)),
    )


def _rows_last(files: Iterable[Path]) -> list[Path]:
    return sorted(files, key=lambda file: file.suffix.lower() in TABLES)


def _top(named: Iterable[str]) -> Path:
    return _root({_folder_of(each) for each in named})


def _root(folders: Iterable[Path]) -> Path:
    resolved = [folder.resolve() for folder in folders]
    return Path(os.path.commonpath(resolved)) if resolved else Path()


def _folder_of(named: str) -> Path:
    return Path(named) if named.endswith("/") else Path(named).parent


def _folders(file: Path, root: Path) -> Iterator[Path]:
    return (folder for folder in file.parents if folder.is_relative_to(root))


def _shown(file: Path, place: Path, root: Path) -> str:
    """Return how a file is named: by its path from the root, a link as itself if it leads out of there."""
    inside = place if place.is_relative_to(root) else file.parent.resolve() / file.name
    return printable(inside.relative_to(root).as_posix())
