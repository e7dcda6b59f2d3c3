"""What a user adds without code: actors (Turtle, as `ontology/actors.ttl`) and words (TOML, as `lexicon/events/`).

Each file is checked whole before anything is read, and all its faults are told together. Additions are values: they go
to the reader and the build as arguments, and their hashes stand in the provenance of what was built.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rdflib import Graph
from rdflib.plugins.parsers.notation3 import BadSyntax

from ontology.actors import Actor, added_actors
from ontology.additions import Fault, faults
from ontology.terms import ID

from .errors import OntologyError
from .frames import Entry
from .lexicons import entries_of, faults_of_lexicon
from .source import digest, read_bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Additions:
    """Actors new or changed, lexicon entries in order, companies, and the kind of each file by hash."""

    actors: tuple[Actor, ...] = ()
    entries: tuple[Entry, ...] = ()
    companies: tuple[str, ...] = ()
    digests: Mapping[str, str] = field(default_factory=dict)


def read_additions(actors: Iterable[Path] = (), lexicons: Iterable[Path] = ()) -> Additions:
    """Return what some files add, or raise `OntologyError` with all that is wrong in the first that is."""
    known = Graph()
    digests: dict[str, str] = {}
    for path in actors:
        known += _actors(path, known)
        digests[digest(path)] = "actors"
    entries: list[Entry] = []
    companies: set[str] = set()
    for path in lexicons:
        said = _toml(path)
        _stop(path, list(faults_of_lexicon(said, entries)))
        entries += entries_of(said)
        companies |= {*said.get("companies", {}).get("names", ())}
        digests[digest(path)] = "lexicon"
    return Additions(
        actors=added_actors(known), entries=tuple(entries), companies=tuple(sorted(companies)), digests=digests
    )


def _actors(path: Path, earlier: Graph) -> Graph:
    """Return the actors of a file, which may name those of earlier ones."""
    graph = Graph()
    text = _text(path)
    try:
        graph.parse(data=text, format="turtle", publicID=str(ID))
    except BadSyntax as error:
        line = text.count("\n", 0, error._i) + 1
        raise OntologyError(f"{path}: line {line}: not Turtle ({error._why})") from error
    except Exception as error:  # what else rdflib makes of what is no Turtle
        raise OntologyError(f"{path}: not Turtle ({(str(error).splitlines() or ['no reason given'])[0]})") from error
    if not len(graph):
        raise OntologyError(f"{path}: no actor is in it; wanted the form of ontology/actors.ttl")
    _stop(path, [f"{_line(text, each)}<{each.node}> {each.message}" for each in faults(graph, earlier)])
    return graph


def _line(text: str, fault: Fault) -> str:
    """Return "line 12: ", the first from the node's own on that holds the words that are meant, or nothing."""
    node = re.search(rf"^\s*(?:<[^>\s]*|[\w-]*:)?{re.escape(fault.node)}>?(?![\w/-])", text, re.MULTILINE)
    start = node.end() if node else 0
    words = text.find(fault.words, start) if fault.words else -1
    if node is None and words < 0:
        return ""
    return f"line {text.count(chr(10), 0, words if words >= 0 else start) + 1}: "


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(_text(path))
    except tomllib.TOMLDecodeError as error:
        raise OntologyError(f"{path}: not TOML ({error})") from error


def _text(path: Path) -> str:
    try:
        return read_bytes(path).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        found = f"byte {error.object[error.start]:#04x} at offset {error.start}"
        raise OntologyError(f"{path}: not UTF-8 ({found})") from error


def _stop(path: Path, found: list[str]) -> None:
    if found:
        raise OntologyError("\n".join([f"{path}: {len(found)} to mend", *(f"  {fault}" for fault in found)]))
