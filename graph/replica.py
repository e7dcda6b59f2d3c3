"""A generation as strangers ask it: an engine's store, in memory or on disk, in a process that may be killed.

In memory, the store can follow the dataset: what an amendment took out and put in is applied to it, so that it need not
be loaded anew.
"""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import IO, Self

import pyoxigraph as ox

from .amendment import DEFAULT, Change, Check, Outcome, amend, apply, delta, empty_graphs
from .answer import PREFIXES, Answer, answer
from .engine import engine_errors, fill, graph_names, triples_of
from .generations import hold
from .xmltext import xml_safe


class Replica:
    """A store that answers; `amended` turns it, for good, into one that has been written to."""

    def __init__(self, path: Path, store: ox.Store, union: ox.Store | None = None) -> None:
        self.path, self._store, self._union = path, store, union
        self._held = hold(path)

    @property
    def generation(self) -> str:
        """The id of the generation that it answers from."""
        return self.path.name

    @property
    def in_memory(self) -> bool:
        """Whether it was loaded, and can follow the dataset."""
        return self._union is not None

    @classmethod
    def on_disk(cls, path: Path) -> Self:
        """Open the engine's files of a generation."""
        return cls(path, ox.Store.read_only(str(path / "store")))

    @classmethod
    def loaded(cls, path: Path) -> Self:
        """Load the quads of a generation into memory, some 1 GB a million.

        The union of all graphs is held twice: as the default graph beside the named ones, and alone, where most
        queries find it two to three times as fast.
        """
        lines = (path / "dataset.nq").read_bytes()
        triples = b"".join(triples_of(lines.splitlines()))
        store, union = ox.Store(), ox.Store()
        for each, content in ((store, lines), (store, triples), (union, triples)):
            fill(each, content)
        for name in empty_graphs(path):
            store.add_graph(ox.NamedNode(name))
        return cls(path, store, union)

    def answer(self, query: str, default_graphs: Sequence[str] = (), named_graphs: Sequence[str] = ()) -> Answer:
        """Answer a query; see `graph.answer.answer`."""
        if self._union is not None and not default_graphs and not named_graphs and not may_name_graphs(query):
            return answer(self._union, query)
        return answer(self._store, query, default_graphs=default_graphs, named_graphs=named_graphs)

    def holds(self, graph: str | None) -> bool:
        """Tell whether a named graph is there; the default graph, which updates write to, always is."""
        return graph is None or self._store.contains_named_graph(graph_names([graph])[0])

    def write_graph(self, graph: str | None, media_type: str, output: IO[bytes]) -> None:
        """Write the triples of a graph; of None, those that updates put into the default graph."""
        format_ = ox.RdfFormat.from_media_type(media_type)
        with engine_errors():
            name = graph_names([graph or DEFAULT])[0]
            self._store.dump(xml_safe(output, media_type), format=format_, from_graph=name, prefixes=dict(PREFIXES))

    def follow(self, path: Path) -> bool:
        """Become the generation at `path`, if it amends this one; tell whether it does."""
        found = delta(path, self.generation)
        if found is None or not self.in_memory:
            return False
        apply(self._store, found, self._union)
        os.close(self._held)
        self._held, self.path = hold(path), path
        return True

    def amend(self, data: Path, change: Change, check: Check | None = None) -> Outcome:
        """Publish what a change makes of the generation, if it stands the check. The store is of no use afterwards."""
        store = self._store if self.in_memory else Replica.loaded(self.path)._store
        return amend(data, self.path, store, change, check)


def may_name_graphs(query: str) -> bool:
    """Tell whether a query may ask for more than the union: in doubt it does."""
    folded = query.casefold()
    return "graph" in folded or "from" in folded or "\\" in query
