"""What a push takes out of a server and puts in, and how SPARQL Update says it.

A quad is the name of its graph and its triple, both as N-Quads have them; the name of the default graph is empty.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

Quad = tuple[bytes, bytes]
Quads = set[Quad]
_BESIDE = 4  # bytes of a request that a quad takes besides its own


@dataclass(frozen=True, slots=True)
class Alteration:
    """Quads to take out and quads to put in."""

    removed: frozenset[Quad] = frozenset()
    added: frozenset[Quad] = frozenset()

    @classmethod
    def between(cls, had: Quads, wanted: Quads) -> "Alteration":
        """Return what makes one set of quads another."""
        return cls(frozenset(had - wanted), frozenset(wanted - had))

    def __add__(self, other: "Alteration") -> "Alteration":
        return Alteration(self.removed | other.removed, self.added | other.added)

    @property
    def size(self) -> int:
        """The bytes that it takes in a request, at most."""
        return _size(self.removed) + _size(self.added)

    def batches(self, most: int) -> Iterator["Alteration"]:
        """Yield it in parts of so many bytes, first what is taken out; a larger quad goes alone."""
        yield from (Alteration(removed=part) for part in _parts(self.removed, most))
        yield from (Alteration(added=part) for part in _parts(self.added, most))

    def update(self, guard: str) -> str:
        """Return the request that makes it where a pattern is found, and otherwise does nothing."""
        words = (("DELETE", self.removed), ("INSERT", self.added))
        return "".join(f"{word} {{\n{_blocks(some)}}}\n" for word, some in words if some) + f"WHERE {{ {guard} }}"


def quads_of_lines(lines: bytes) -> Quads:
    """Return the quads of N-Quads, each in a named graph."""
    found = Quads()
    for line in lines.splitlines():
        end = line.rindex(b" <")
        found.add((line[end + 1 : -2], line[:end]))
    return found


def put(quads: Iterable[Quad], graph: bytes) -> Quads:
    """Return the triples of quads in one graph, each once."""
    return {(graph, triple) for _, triple in quads}


def _size(quads: Iterable[Quad]) -> int:
    return sum(len(graph) + len(triple) + _BESIDE for graph, triple in quads)


def _parts(quads: Iterable[Quad], most: int) -> Iterator[frozenset[Quad]]:
    part, size = list[Quad](), 0
    for quad in sorted(quads):
        more = _size([quad])
        if part and size + more > most:
            yield frozenset(part)
            part, size = [], 0
        part.append(quad)
        size += more
    if part:
        yield frozenset(part)


def _blocks(quads: Iterable[Quad]) -> str:
    blocks = []
    for graph, found in groupby(sorted(quads), key=lambda quad: quad[0]):
        triples = b"".join(triple + b" .\n" for _, triple in found).decode()
        blocks.append(f"GRAPH {graph.decode()} {{\n{triples}}}\n" if graph else triples)
    return "".join(blocks)
