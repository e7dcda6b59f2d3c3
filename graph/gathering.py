"""All that the sources hold, as documents: which file or row each came from, and what could not be read.

Every document has an identifier and an address of its own. Files come before rows: a row whose address a file or an
earlier row bears is reported.
"""

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from .document import Document
from .register import Register, read_registers
from .slug import slug
from .source import SUFFIXES, TABLES, Skipped, digest, find_sources, identifiers, printable, read_sources


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """What the sources hold; the SHA-256 of each file's bytes and its path stand under the document's identifier.

    `registers` are the SHA-256 of the registers (`sources.csv`) that were heeded.
    """

    documents: tuple[Document, ...]
    digests: Mapping[str, str]
    paths: Mapping[str, str]
    skipped: tuple[Skipped, ...]
    registers: tuple[str, ...] = ()


def gather(sources: Iterable[Path]) -> Gathered:
    """Read every file of the sources as documents, or skip it with its reason; sorted by identifier.

    Registers count in each folder from the one that holds all sources down to a file's own.
    """
    named = list(sources)
    files = find_sources(named)
    root = _root(file.parent for file in files)
    top = _root(path if path.is_dir() else path.parent for path in named)
    register = read_registers(folder for file in files for folder in _folders(file, top))
    documents: dict[str, Document] = {}
    origins: dict[str, Path] = {}
    skipped = [Skipped(path=_shown(fault.path, top) + fault.place, reason=fault.reason) for fault in register.faults]
    for file, found in _read(files, register, root):
        bearer = documents.get(slug(found.identifier)) if isinstance(found, Document) else None
        if isinstance(found, Skipped):
            skipped.append(found)
        elif bearer:
            reason = f'"{found.identifier}" would have the address of "{bearer.identifier}"; give it another id'
            skipped.append(Skipped(path=_shown(file, root), reason=reason))
        else:
            documents[slug(found.identifier)] = found
            origins[found.identifier] = file
    digests = {file: digest(file) for file in set(origins.values())}
    return Gathered(
        documents=tuple(sorted(documents.values(), key=lambda document: document.identifier)),
        digests={identifier: digests[file] for identifier, file in origins.items()},
        paths={identifier: _shown(file, root) for identifier, file in origins.items()},
        skipped=tuple(sorted(skipped, key=lambda skip: (skip.path, skip.reason))),
        registers=tuple(digest(path) for path in register.paths),
    )


def _read(files: Iterable[Path], register: Register, root: Path) -> Iterator[tuple[Path, Document | Skipped]]:
    listed = sorted(files, key=lambda file: file.suffix.lower() in TABLES)
    names = identifiers([file for file in listed if file.suffix.lower() in SUFFIXES])
    for file in listed:
        said = register.said.get(file.resolve())
        for found in read_sources(file, identifier=names.get(file), shown=_shown(file, root), said=said):
            yield file, found


def _root(folders: Iterable[Path]) -> Path:
    resolved = [folder.resolve() for folder in folders]
    return Path(os.path.commonpath(resolved)) if resolved else Path()


def _folders(file: Path, root: Path) -> Iterator[Path]:
    return (folder for folder in file.resolve().parents if folder.is_relative_to(root))


def _shown(file: Path, root: Path) -> str:
    return printable(file.resolve().relative_to(root).as_posix())
