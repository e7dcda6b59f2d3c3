"""A networkx graph as arrays, and as an igraph graph once somebody asks for it.

Nodes are numbered in networkx's order, and edges in the order of `G.edges`, so that results can be handed back under
the keys and in the order that networkx would use.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import chain, compress
from typing import TYPE_CHECKING, Any, cast

import networkx as nx
import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    import igraph

Node = Hashable
Floats = npt.NDArray[np.float64]
Whole = npt.NDArray[np.int64]


class IGraph:
    """A graph converted from networkx; not to be changed. `ends` are the two node numbers of each edge."""

    __networkx_backend__ = "igraph"

    def __init__(
        self, nodes: Sequence[Node], ends: Whole, *, directed: bool, multigraph: bool,
        columns: Mapping[str, Sequence[Any]] | None = None, data: Sequence[Mapping[str, Any]] | None = None,
        keys: Sequence[Hashable] | None = None, node_data: Sequence[Mapping[str, Any]] | None = None,
        graph: Mapping[str, Any] | None = None,
    ) -> None:  # fmt: skip
        self.nodes = nodes
        self.ends = ends
        self.directed = directed
        self.multigraph = multigraph
        self.columns = dict(columns or {})
        self.data = data
        self.keys = keys
        self.node_data = node_data
        self.graph = dict(graph or {})
        self._adj = {node: number for number, node in enumerate(nodes)}  # the name under which nbunch_iter looks

    def __len__(self) -> int:
        return len(self.nodes)

    def __iter__(self) -> Iterator[Node]:
        return iter(self.nodes)

    def __contains__(self, node: object) -> bool:
        try:
            return node in self._adj
        except TypeError:
            return False

    def __str__(self) -> str:
        kind = f"{'Multi' * self.multigraph}{'Di' * self.directed}Graph"
        named = f" named {self.graph['name']!r}" if self.graph.get("name") else ""
        return f"{kind}{named} with {len(self)} nodes and {len(self.ends)} edges"

    def is_directed(self) -> bool:
        return self.directed

    def is_multigraph(self) -> bool:
        return self.multigraph

    def nbunch_iter(self, nbunch: Any = None) -> Iterator[Node]:
        """Yield the nodes asked for as networkx does, with its exceptions."""
        found: Iterator[Node] = nx.Graph.nbunch_iter(cast(Any, self), nbunch)
        return found

    def number(self, node: Node) -> int:
        """Return the number of a node, or raise `KeyError`."""
        return self._adj[node]

    def keyed(self, values: Sequence[Any]) -> dict[Node, Any]:
        """Return values by node."""
        return dict(zip(self.nodes, values, strict=True))

    def chosen(self, nodes: Iterable[Node] | None, values: Sequence[Any]) -> dict[Node, Any]:
        """Return the values of some nodes by node, or of all; without nodes there is nothing to make a matrix of."""
        if nodes is not None:
            return {node: values[self.number(node)] for node in nodes}
        if not len(self):
            raise nx.NetworkXError("Graph has no nodes or edges")
        return self.keyed(values)

    def column(self, name: str) -> Sequence[Any]:
        """Return an attribute of all edges, 1 where an edge has none."""
        if name not in self.columns:
            self.columns[name] = [each.get(name, 1) for each in self.data or [{}] * len(self.ends)]
        return self.columns[name]

    def weights(self, name: str) -> Floats:
        """Return an attribute of all edges as numbers."""
        try:
            found = np.asarray(self.column(name), dtype=float)
        except (TypeError, ValueError) as error:
            raise NotImplementedError(f"{name}: some edges have no number there") from error
        if not np.isfinite(found).all():
            raise NotImplementedError(f"{name}: some edges have no finite number there")
        return found

    def whole(self, name: str) -> bool:
        """Tell whether an attribute is a Python integer on all edges, as then networkx's sums of it are."""
        return all(type(each) is int for each in self.column(name))

    @cached_property
    def loops(self) -> int:
        """The number of self-loops."""
        return int((self.ends[:, 0] == self.ends[:, 1]).sum())

    @cached_property
    def all_edges(self) -> igraph.Graph:
        """The graph with its loops and parallel edges."""
        return self.built(self.ends)

    @cached_property
    def simple(self) -> igraph.Graph:
        """The graph without loops and parallel edges; see `group`."""
        ends = self.ends[self._first]
        return self.all_edges if len(ends) == len(self.ends) else self.built(ends)

    @property
    def plain(self) -> IGraph:
        """The graph without loops and parallel edges, still to be computed with."""
        return IGraph(self.nodes, self.ends[self._first], directed=self.directed, multigraph=False)

    @cached_property
    def group(self) -> Whole:
        """For each edge, which one of `simple` it belongs to; −1 for loops."""
        return self._grouped[1]

    def shortest(self, name: str | None) -> list[float] | None:
        """Return the weights of `simple`, of parallel edges the least, for paths; None without an attribute."""
        if name is None:
            return None
        weights, kept = self.weights(name), self.group >= 0
        least = np.full(len(self._first), np.inf)
        np.minimum.at(least, self.group[kept], weights[kept])
        if (weights <= 0).any():
            raise NotImplementedError(f"{name}: igraph takes only distances above zero")
        found: list[float] = least.tolist()
        return found

    @cached_property
    def _first(self) -> Whole:
        return self._grouped[0]

    @cached_property
    def _grouped(self) -> tuple[Whole, Whole]:
        """Return the number of the first edge of each group in order of appearance, and the group of each edge."""
        plain = np.flatnonzero(self.ends[:, 0] != self.ends[:, 1])
        ends = self.ends[plain] if self.directed else np.sort(self.ends[plain], axis=1)
        group = np.full(len(self.ends), -1, dtype=np.int64)
        if not self.multigraph:
            group[plain] = np.arange(len(plain))
            return plain, group
        _, first, inverse = np.unique(ends[:, 0] * len(self) + ends[:, 1], return_index=True, return_inverse=True)
        order = np.argsort(first)
        place = np.empty_like(order)
        place[order] = np.arange(len(order))
        group[plain] = place[inverse]
        return plain[first[order]], group

    def built(self, ends: Whole) -> igraph.Graph:
        """Return an igraph graph of the same nodes with other edges."""
        from igraph import Graph  # here, so that networkx can read about the backend where igraph is not installed

        pairs = zip(ends[:, 0].tolist(), ends[:, 1].tolist(), strict=True)  # far sooner made than lists of two
        return Graph(len(self), list(pairs), directed=self.directed)


def convert_from_nx(
    graph: Any, edge_attrs: Mapping[str, Any] | None = None, node_attrs: Mapping[str, Any] | None = None,
    preserve_edge_attrs: bool = False, preserve_node_attrs: bool = False, preserve_graph_attrs: bool = False,
    name: str | None = None, graph_name: str | None = None,
) -> IGraph:  # fmt: skip
    """Return a networkx graph as networkx asks for it, with the attributes that it names or with all."""
    if isinstance(graph, IGraph):
        return graph
    nodes, adjacency = list(graph), graph._adj
    number = {node: n for n, node in enumerate(nodes)}
    near = [len(others) for others in adjacency.values()]
    a = np.repeat(np.arange(len(nodes)), near)
    b = np.fromiter(map(number.__getitem__, chain.from_iterable(adjacency.values())), np.int64, len(a))
    once = np.ones(len(a), dtype=bool) if graph.is_directed() else a <= b
    a, b = a[once], b[once]
    data, keys = None, None
    if edge_attrs or preserve_edge_attrs or graph.is_multigraph():
        data = list(compress(chain.from_iterable(each.values() for each in adjacency.values()), once.tolist()))
    if data is not None and graph.is_multigraph():
        parallel = [len(each) for each in data]
        a, b = np.repeat(a, parallel), np.repeat(b, parallel)
        keys, data = list(chain.from_iterable(data)), list(chain.from_iterable(each.values() for each in data))
    return IGraph(
        nodes, np.column_stack((a, b)).astype(np.int64), directed=graph.is_directed(), keys=keys,
        multigraph=graph.is_multigraph(), graph=graph.graph if preserve_graph_attrs else None,
        columns={key: [each.get(key, default) for each in data or ()] for key, default in (edge_attrs or {}).items()},
        data=[dict(each) for each in data or ()] if preserve_edge_attrs else None,
        node_data=_node_data(graph, node_attrs, preserve_node_attrs),
    )  # fmt: skip


def _node_data(graph: Any, wanted: Mapping[str, Any] | None, everything: bool) -> list[dict[str, Any]] | None:
    if everything:
        return [dict(each) for each in graph._node.values()]
    if wanted:
        return [{key: each.get(key, default) for key, default in wanted.items()} for each in graph._node.values()]
    return None


def convert_to_nx(found: Any, name: str | None = None) -> Any:
    """Return an `IGraph` as a networkx graph, and any other result as it is."""
    if not isinstance(found, IGraph):
        return found
    kinds = {(False, False): nx.Graph, (True, False): nx.DiGraph, (False, True): nx.MultiGraph}
    graph: Any = kinds.get((found.directed, found.multigraph), nx.MultiDiGraph)(**found.graph)
    graph.add_nodes_from(zip(found.nodes, found.node_data or [{}] * len(found), strict=True))
    data: Any = found.data or [
        dict(zip(found.columns, row, strict=True)) for row in zip(*found.columns.values(), strict=True)
    ]
    keys = [(key,) for key in found.keys] if found.keys is not None else [()] * len(found.ends)
    ends = ((found.nodes[a], found.nodes[b]) for a, b in found.ends.tolist())
    rows = zip(ends, keys, data or [{}] * len(keys), strict=True)
    graph.add_edges_from((*pair, *key, each) for pair, key, each in rows)
    return graph
