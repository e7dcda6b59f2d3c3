"""`sources.csv`: what people write down beside their files of who published them, when and where.

A file that lies beside the register or below it is named by its path from there. What the register says goes before
what the file says of itself. It is no source itself.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from .articles import metadata_of, rows_of
from .errors import SourceError
from .metadata import Metadata, completed

NAME = "sources.csv"


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in a register: where (", row 3", or nothing for all of it) and why."""

    path: Path
    place: str
    reason: str


@dataclass(frozen=True, slots=True)
class Register:
    """What the registers at some paths say of each file, by its resolved path, and what is wrong in them."""

    paths: tuple[Path, ...]
    said: Mapping[Path, Metadata]
    faults: tuple[Fault, ...]


def read_registers(folders: Iterable[Path]) -> Register:
    """Return what the registers of some folders say together; the one nearest to a file goes first."""
    paths = (folder / NAME for folder in sorted(set(folders), key=lambda folder: (len(folder.parts), folder)))
    found = tuple(path for path in paths if path.is_file())
    said: dict[Path, Metadata] = {}
    faults: list[Fault] = []
    for path in found:
        entries = list(_entries(path))
        faults += [entry for entry in entries if isinstance(entry, Fault)]
        own = dict(entry for entry in entries if not isinstance(entry, Fault))
        said |= {file: completed(metadata, said.get(file, Metadata())) for file, metadata in own.items()}
    return Register(found, said, tuple(faults))


def _entries(path: Path) -> Iterator[tuple[Path, Metadata] | Fault]:
    described: dict[Path, int] = {}
    try:
        for row in rows_of(path, "file"):
            place = f", row {row.number}"
            named = str(row.values.get("file") or "").strip()
            file = (path.parent / named).resolve()
            if row.problem or not named:
                yield Fault(path, place, row.problem or "no file is named")
            elif not file.is_file() or not file.is_relative_to(path.parent.resolve()):
                yield Fault(path, place, f'there is no file "{named}" here')
            elif file in described:
                yield Fault(path, place, f'"{named}" is described in row {described[file]} already')
            else:
                described[file] = row.number
                metadata, remark = metadata_of(row.values)
                yield file, metadata
                if remark:
                    yield Fault(path, place, remark)
    except SourceError as error:
        yield Fault(path, "", str(error).removeprefix(f"{path.name}: "))
