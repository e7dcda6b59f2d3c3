"""What a generation's folder keeps as files, as quads of one named graph, so that a server can hold it all.

    KEPT               #state  a mark of its own for each push; #generation  the id of what is held
                       #dataset  the SHA-256 of its dataset.nq; #union  see graph.pushing
                       #publishing  the id of what is being written, as long as it is not whole
    KEPT#file/NAME     #parts  the SHA-256 of each part of a file, in order
    KEPT#sha256/HEX    #content  the part itself; the text of a document is one part

A file is cut after lines that its own words choose, so that with one line more it has nearly all its parts in common.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from hashlib import file_digest
from hashlib import sha256 as digest_of
from pathlib import Path

from .alteration import Quad, Quads
from .amendment import empty_graphs
from .engine import quoted
from .errors import StoreError
from .judgement import FILE as JUDGEMENTS

KEPT = "https://w3id.org/relazione/graph/kept"
UNION = f"{KEPT}/union"  # a graph that holds the union, where the default graph would hold triples several times
APART, SHARED, REPEATED = "apart", "shared", "repeated"
GRAPHS = "graphs.txt"  # the names of the named graphs, sorted
_CUTS = 16  # one line in so many ends a part


@dataclass(frozen=True, slots=True)
class State:
    """What a server says that it holds; of `publishing` it holds a part only."""

    state: str | None = None
    generation: str | None = None
    dataset: str | None = None
    union: str | None = None
    publishing: str | None = None

    @property
    def union_graph(self) -> bytes | None:
        """The graph in which the union is written, as N-Quads have it; None where the server makes it by itself."""
        return {APART: b"", REPEATED: f"<{UNION}>".encode()}.get(str(self.union))

    def quads(self) -> Quads:
        """Return what says so."""
        told = {each.name: getattr(self, each.name) for each in fields(self)}
        return {fact(KEPT, name, value) for name, value in told.items() if value is not None}


@dataclass(frozen=True, slots=True)
class Keep:
    """The files of a generation: their parts by name, and the contents of the parts by SHA-256."""

    parts: Mapping[str, str]
    contents: Mapping[str, str]
    texts: Path

    @property
    def digests(self) -> set[str]:
        """The parts, texts among them."""
        return {*self.contents, *(text.stem for text in self.texts.iterdir())}

    def content(self, digest: str) -> str:
        """Return a part."""
        return self.contents[digest] if digest in self.contents else _read(self.texts / f"{digest}.txt")


def keep(path: Path) -> Keep:
    """Return what is kept of the generation in a folder, and the judgements of its dataset."""
    parts, contents = dict[str, str](), dict[str, str]()
    for name, content in _files(path):
        found = [(sha256(part), part) for part in cut(content)]
        parts[name] = " ".join(digest for digest, _ in found)
        contents |= found
    return Keep(parts, contents, path / "texts")


def iri(name: str) -> str:
    """Return the IRI of a property of the graph, or of a thing in it."""
    return f"{KEPT}#{name}"


def fact(about: str, name: str, value: str) -> Quad:
    """Return a quad of the graph."""
    return f"<{KEPT}>".encode(), f"<{about}> <{iri(name)}> {quoted(value)}".encode()


def file_facts(parts: Mapping[str, str]) -> Quads:
    """Return what lists the parts of files."""
    return {fact(iri(f"file/{name}"), "parts", each) for name, each in parts.items()}


def part_fact(digest: str, content: str) -> Quad:
    """Return what holds a part, or raise `StoreError` where it is another."""
    if sha256(content) != digest:
        raise StoreError(f"{digest}: what is kept under this SHA-256 has another; build the dataset again")
    return fact(iri(f"sha256/{digest}"), "content", content)


def cut(content: str) -> Iterator[str]:
    """Yield the parts of a file."""
    begin = end = 0
    for line in content.split("\n"):
        end += len(line) + 1
        if digest_of(line.encode()).digest()[0] % _CUTS == 0 and begin < len(content):
            yield content[begin:end]
            begin = end
    if begin < len(content):
        yield content[begin:]


def joined(name: str, parts: str, contents: Mapping[str, str]) -> str:
    """Return a file of its parts, or raise `StoreError` where one is missing or another."""
    found = [contents.get(digest, "") for digest in parts.split()]
    if [sha256(content) for content in found] != parts.split():
        raise StoreError(f"{name}: the server does not hold this file whole; build the dataset again")
    return "".join(found)


def sha256(content: str) -> str:
    """Return the SHA-256 of a text in UTF-8."""
    return digest_of(content.encode()).hexdigest()


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of a file."""
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def _files(path: Path) -> Iterator[tuple[str, str]]:
    for file in sorted(path.iterdir()):
        if file.is_file() and file.name != "dataset.nq":
            yield file.name, _read(file)
    with (path / "dataset.nq").open("rb") as lines:
        yield GRAPHS, "".join(f"{name}\n" for name in sorted(_graphs(lines) | set(empty_graphs(path))))
    judgements = path.parent.parent / JUDGEMENTS
    if judgements.is_file():
        yield JUDGEMENTS, _read(judgements)


def _graphs(lines: Iterable[bytes]) -> set[str]:
    return {name.decode() for name in {line[line.rindex(b" <") + 2 : line.rindex(b">")] for line in lines}}


def _read(path: Path) -> str:
    try:
        return path.read_bytes().decode()
    except (OSError, UnicodeDecodeError) as error:
        raise StoreError(f"{path}: cannot be read ({error}); build the dataset again") from error
