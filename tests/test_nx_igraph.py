"""The igraph backend says what networkx says: values, types, keys, order, exceptions."""

import math
import random
import subprocess
import sys
import warnings
from collections.abc import Callable, Iterator
from typing import Any

import networkx as nx
import numpy as np
import pytest
from networkx.utils.backends import _registered_algorithms, backends

from graph.nx_igraph.info import FUNCTIONS, get_info

pytest.importorskip("igraph", reason="igraph is an optional extra")
if "igraph" not in backends:
    pytest.fail("the entry points of setup.cfg are not installed: pip install -e .", pytrace=False)

from graph.nx_igraph import backend
from graph.nx_igraph.conversion import IGraph, convert_from_nx, convert_to_nx

pytestmark = pytest.mark.filterwarnings("ignore:Note. conversions to backend graphs are saved to cache")
Call = dict[str, Any]

SAMPLED: list[Call] = [{"k": 3, "seed": 1}, {"k": 1, "seed": 1}, {"k": 3, "seed": 1, "normalized": False}]
CALLS: dict[str, list[Call]] = {
    "all_pairs_dijkstra_path_length": [{}, {"cutoff": 3}],
    "all_pairs_shortest_path_length": [{}, {"cutoff": 2}],
    "average_clustering": [{}, {"count_zeros": False}, {"nodes": ["n3"]}],
    "average_shortest_path_length": [{}, {"weight": "weight"}, {"weight": "weight", "method": "dijkstra"}],
    "betweenness_centrality": [
        {}, {"normalized": False}, {"weight": "weight"}, {"endpoints": True}, {"endpoints": True, "normalized": False},
        *SAMPLED,
    ],
    "closeness_centrality": [
        {}, {"wf_improved": False}, {"distance": "weight"}, {"u": "n3"}, {"u": "n3", "distance": "weight"},
    ],
    "clustering": [{}, {"nodes": "n3"}, {"nodes": ["n3", "n1"]}, {"nodes": ["nobody"]}],
    "constraint": [{}, {"weight": "weight"}, {"nodes": ["n1"]}, {"nodes": ["nobody"]}],
    "diameter": [{}, {"weight": "weight"}],
    "eccentricity": [{}, {"weight": "weight"}, {"v": "n3"}, {"v": ["n3", "n1"]}, {"v": "nobody"}],
    "edge_betweenness_centrality": [{}, {"normalized": False}, {"weight": "weight"}, *SAMPLED],
    "effective_size": [{}, {"nodes": ["n1"]}, {"nodes": ["nobody"]}],
    "eigenvector_centrality": [{"tol": 1e-12, "max_iter": 10_000}, {}, {"weight": "weight"}, {"max_iter": 3}],
    "harmonic_centrality": [{}, {"distance": "weight"}, {"nbunch": ["n3", "n1"]}, {"nbunch": "n3"}, {"nbunch": [[]]}],
    "modularity": [{}, {"weight": None}, {"resolution": 0.5}],
    "node_connected_component": [{"n": "n3"}, {"n": "nobody"}],
    "pagerank": [
        {"tol": 1e-12, "max_iter": 10_000}, {}, {"weight": None}, {"alpha": 0.5}, {"max_iter": 1},
        {"personalization": {"n3": 1, "n1": 2}}, {"personalization": {"nobody": 1}}, {"dangling": {"n3": 1}},
        {"nstart": {"n3": 1, "n1": 1}},
    ],
    "periphery": [{}, {"weight": "weight"}],
    "radius": [{}, {"weight": "weight"}],
    "to_scipy_sparse_array": [{}, {"weight": None}, {"format": "csc"}, {"format": "none"}, {"dtype": float}],
    "triangles": [{}, {"nodes": "n3"}, {"nodes": ["n3", "n1"]}, {"nodes": ["nobody"]}],
}  # fmt: skip
UNCOMPARED = {"hits": "networkx starts from chance; below", "leiden_communities": "networkx has only the name; below"}
ORDER = {  # functions whose results networkx puts in an order of its search or of hashes
    "all_pairs_dijkstra_path_length", "all_pairs_shortest_path_length", "articulation_points", "biconnected_components",
    "harmonic_centrality", "strongly_connected_components",
}  # fmt: skip


def public(name: str) -> Callable[..., Any]:
    found: Callable[..., Any] = getattr(nx, name, None) or getattr(nx.community, name)
    return found


def graphs() -> Iterator[tuple[str, Any]]:
    """Thirty random graphs: none, one and two nodes, sparse and dense, directed, with loops, weights, parallels."""
    for seed in range(30):
        chance = random.Random(seed)
        n = (0, 1, 2, 5, 12, 30)[seed % 6] if seed < 12 else chance.randint(5, 40)
        plain: Any = nx.gnp_random_graph(n, chance.choice((0.03, 0.1, 0.2, 0.4)), seed=seed, directed=seed % 2 == 1)
        graph = nx.relabel_nodes(plain, {i: f"n{i * 7 % n}" if n % 7 else i for i in range(n)})
        if seed % 3 == 0:
            graph.add_edges_from((node, node) for node in chance.sample(list(graph), min(3, n)))
        for a, b in graph.edges:
            if seed % 4 > 1 or chance.random() < 0.9:  # else without, which is 1
                graph[a][b]["weight"] = chance.randint(1, 5) if seed % 4 < 2 else chance.random() + 0.1
        if seed in (9, 14, 19, 24):
            graph = (nx.MultiDiGraph if seed % 2 else nx.MultiGraph)(graph)
            graph.add_edges_from([(a, b, {"weight": chance.randint(1, 3)}) for a, b in list(graph.edges())[::2]])
        yield f"{seed}: {graph}", graph


GRAPHS = dict(graphs())


def answer(call: Callable[[], Any]) -> Any:
    """Return a result, generators unrolled, or the type and words of an exception."""
    try:
        found = call()
        return list(found) if hasattr(found, "__next__") else found
    except Exception as error:
        return type(error), str(error)


def place(part: Any) -> str:
    return repr(sorted(part, key=repr) if isinstance(part, set) else part[0] if isinstance(part, tuple) else part)


def same(one: Any, other: Any, *, ordered: bool) -> bool:
    """Tell whether two results are equal, numbers within 1e-9 and of one type."""
    if hasattr(one, "toarray"):
        return one.dtype == other.dtype and one.format == other.format and not (one != other).nnz
    if isinstance(one, dict):
        keys = list(one) == list(other) if ordered else one.keys() == other.keys()
        return keys and all(same(one[key], other[key], ordered=ordered) for key in one)
    if isinstance(one, list | tuple) and not (one and isinstance(one[0], type)):
        if not ordered:
            one, other = sorted(one, key=place), sorted(other, key=place)
        return len(one) == len(other) and all(same(a, b, ordered=ordered) for a, b in zip(one, other, strict=True))
    if isinstance(one, float):
        return isinstance(other, float) and (math.isclose(one, other, rel_tol=0, abs_tol=1e-9) or one != one != other)
    return type(one) is type(other) and one == other


@pytest.mark.parametrize("name", sorted(FUNCTIONS.keys() - UNCOMPARED.keys()))
def test_a_function_answers_as_networkx_does_on_thirty_random_graphs(name: str) -> None:
    answered = 0
    for call in CALLS.get(name, [{}]):
        for title, graph in GRAPHS.items():
            more = {"communities": [set(list(graph)[::2]), set(list(graph)[1::2])]} if name == "modularity" else {}
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", RuntimeWarning)
                wanted = answer(lambda: public(name)(graph, **call, **more))  # noqa: B023
                found = answer(lambda: public(name)(graph, **call, **more, backend="igraph"))  # noqa: B023
            if isinstance(found, tuple) and found[0] is NotImplementedError:
                continue
            answered += 1
            assert same(wanted, found, ordered=name not in ORDER), (call, title, wanted, found)
    assert answered >= 8, "hardly anything was compared"


@pytest.mark.parametrize("ties", [600, 1200, 4000])
@pytest.mark.parametrize("kind", [nx.Graph, nx.MultiGraph])
def test_betweenness_is_networkxs_however_near_nodes_are(ties: int, kind: Any) -> None:
    """Of some hundred nodes with many ties it is found by matrices, of others by igraph."""
    graph = kind(nx.gnm_random_graph(200, ties, seed=ties))
    graph.add_edges_from([(0, 0), (201, 202), *list(graph.edges())[::3]])

    found = nx.betweenness_centrality(graph, normalized=False, backend="igraph")
    assert found == pytest.approx(nx.betweenness_centrality(graph, normalized=False), abs=1e-9)


def test_all_distances_are_floats_where_whole_and_other_weights_are_mixed() -> None:
    graph = nx.path_graph(3)
    graph.edges[0, 1]["weight"] = 1
    graph.edges[1, 2]["weight"] = 0.5

    found = dict(nx.all_pairs_dijkstra_path_length(graph, backend="igraph"))
    assert found == dict(nx.all_pairs_dijkstra_path_length(graph))
    assert (type(found[0][0]), type(found[0][1]), type(found[0][2])) == (int, float, float)


@pytest.mark.parametrize("seed", range(30))
def test_hubs_and_authorities_are_networkxs_where_only_one_answer_is_right(seed: int) -> None:
    graph = nx.gnp_random_graph(12 + seed, 0.25, seed=seed, directed=True)
    for n, ends in enumerate(sorted(graph.edges)):
        graph.edges[ends]["weight"] = 1 + n % 4
    values = np.linalg.svd(nx.to_numpy_array(graph), compute_uv=False)
    assert values[0] - values[1] > 1e-3, "the example has two answers"

    for normalized in (True, False):
        wanted = nx.hits(graph, tol=0, normalized=normalized)
        found = nx.hits(graph, normalized=normalized, backend="igraph")
        for one, other in zip(wanted, found, strict=True):
            sign = 1 if sum(one.values()) > 0 else -1  # networkx's sign is chance
            assert {key: sign * value for key, value in one.items()} == pytest.approx(other, abs=1e-9)


def test_several_right_hubs_give_the_share_of_an_equal_start_in_every_run() -> None:
    """Two stars of one size, and a dyad too weak to count: each centre 1/2, as Kleinberg's own iteration gives."""
    graph = nx.DiGraph([("a", 1), ("a", 2), ("b", 3), ("b", 4), ("c", 5)])
    hubs, authorities = nx.hits(graph, backend="igraph")

    assert hubs == pytest.approx({"a": 0.5, 1: 0, 2: 0, "b": 0.5, 3: 0, 4: 0, "c": 0, 5: 0})
    assert authorities == pytest.approx({"a": 0, 1: 0.25, 2: 0.25, "b": 0, 3: 0.25, 4: 0.25, "c": 0, 5: 0})


def test_leiden_finds_the_best_known_division_of_the_karate_club() -> None:
    """0.4198 for the unweighted club (Brandes et al. 2008), in the order of the first members."""
    club = nx.karate_club_graph()
    found = nx.community.leiden_communities(club, weight=None, seed=7, backend="igraph")

    assert nx.community.modularity(club, found, weight=None) == pytest.approx(0.4198, abs=5e-5)
    assert [min(part) for part in found] == sorted(min(part) for part in found)
    assert found == nx.community.leiden_communities(club, weight=None, seed=7, backend="igraph")


def test_igraph_draws_from_pythons_generator_again_after_leiden() -> None:
    import igraph

    nx.community.leiden_communities(nx.karate_club_graph(), seed=7, backend="igraph")
    draws = []
    for _ in range(2):
        random.seed(3)
        draws.append(igraph.Graph.Erdos_Renyi(20, 0.3).get_edgelist())

    assert draws[0] == draws[1]


def test_networkx_knows_of_every_function_that_the_backend_has() -> None:
    assert {name for name in _registered_algorithms if hasattr(backend, name)} == FUNCTIONS.keys()
    assert get_info()["functions"].keys() == FUNCTIONS.keys()  # type: ignore[attr-defined]
    assert "igraph : Runs in C" in (nx.betweenness_centrality.__doc__ or "")


def test_a_graph_is_converted_once_until_it_changes() -> None:
    graph = nx.karate_club_graph()
    nx.pagerank(graph, backend="igraph")
    (converted,) = graph.__networkx_cache__["backends"]["igraph"].values()
    nx.betweenness_centrality(graph, backend="igraph")  # asks for less, so the graph with weights will do
    (kept,) = graph.__networkx_cache__["backends"]["igraph"].values()
    assert kept is converted
    graph.add_edge(0, 33)
    assert "backends" not in graph.__networkx_cache__
    assert nx.betweenness_centrality(graph, backend="igraph")[33] == pytest.approx(nx.betweenness_centrality(graph)[33])


@pytest.mark.parametrize("kind", [nx.Graph, nx.DiGraph, nx.MultiGraph, nx.MultiDiGraph])
def test_a_converted_graph_can_be_worked_with_and_comes_back_whole(kind: Any) -> None:
    graph = kind([("a", "b", {"weight": 2}), ("b", "c", {"weight": 3, "told": "x"}), ("c", "c", {}), ("a", "b", {})])
    graph.add_node("d", kind="State")
    graph.graph["name"] = "talks"
    converted = convert_from_nx(graph, preserve_edge_attrs=True, preserve_node_attrs=True, preserve_graph_attrs=True)

    assert isinstance(converted, IGraph)
    assert nx.closeness_centrality(converted) == pytest.approx(nx.closeness_centrality(graph))
    assert str(converted) == str(graph)
    back = convert_to_nx(converted)
    assert type(back) is kind
    assert nx.utils.graphs_equal(back, graph)


@pytest.mark.parametrize(
    ("name", "call", "graph"),
    [
        ("betweenness_centrality", {"weight": "weight"}, nx.Graph([(0, 1, {"weight": 0.5})])),
        ("betweenness_centrality", {"weight": "weight"}, nx.Graph([(0, 1, {"weight": -1})])),
        ("betweenness_centrality", {"weight": lambda a, b, data: 1}, nx.Graph([(0, 1)])),
        ("betweenness_centrality", {"k": 1, "endpoints": True}, nx.Graph([(0, 1)])),
        ("closeness_centrality", {"distance": "weight"}, nx.Graph([(0, 1, {"weight": 0})])),
        ("pagerank", {}, nx.Graph([(0, 1, {"weight": "much"})])),
        ("clustering", {"weight": "weight"}, nx.Graph([(0, 1)])),
        ("clustering", {}, nx.DiGraph([(0, 1)])),
        ("constraint", {}, nx.Graph([(0, 1), (1, 1)])),
        ("effective_size", {"weight": "weight"}, nx.Graph([(0, 1)])),
        ("edge_betweenness_centrality", {}, nx.MultiGraph([(0, 1)])),
    ],
)
def test_what_igraph_would_answer_differently_is_refused(name: str, call: Call, graph: Any) -> None:
    with pytest.raises(NotImplementedError, match="igraph"):
        public(name)(graph, **call, backend="igraph")


def test_with_a_priority_networkx_takes_over_what_is_refused() -> None:
    graph = nx.path_graph(60)
    nx.set_edge_attributes(graph, 0.5, "weight")

    with nx.config(backend_priority=["igraph"]):
        assert nx.betweenness_centrality(graph, weight="weight")[30] == nx.betweenness_centrality(graph)[30]
        assert nx.closeness_centrality(graph, distance="weight")[0] == pytest.approx(1 / 15)  # 30 steps of 1/2


def test_a_small_graph_and_a_single_walk_through_it_are_not_worth_a_conversion() -> None:
    small, large = nx.path_graph(49), nx.path_graph(60)

    assert backend.should_run("betweenness_centrality", (small,), {}) == "the graph has fewer than 50 nodes"
    assert backend.should_run("betweenness_centrality", (large,), {}) is True
    assert isinstance(backend.should_run("is_connected", (large,), {}), str)
    nx.pagerank(large, backend="igraph")
    assert backend.should_run("is_connected", (large,), {}) is True


SAYS = """
import networkx as nx
graph = nx.relabel_nodes(nx.gnp_random_graph(80, 0.06, seed=4), str)
directed = nx.relabel_nodes(nx.gnp_random_graph(80, 0.06, seed=4, directed=True), str)
print([f(graph, backend="igraph") for f in (nx.betweenness_centrality, nx.pagerank, nx.closeness_centrality,
       nx.constraint, nx.core_number, nx.triangles)], nx.hits(directed, backend="igraph"),
      [sorted(part) for part in nx.community.leiden_communities(graph, seed=5, backend="igraph")])
"""


def test_every_process_gives_the_same_to_the_last_digit() -> None:
    said = {
        subprocess.run(
            [sys.executable, "-W", "ignore", "-c", SAYS], capture_output=True, check=True, env={"PYTHONHASHSEED": seed}
        ).stdout
        for seed in ("1", "2", "3")
    }

    assert len(said) == 1


def test_networkx_reads_about_the_backend_without_igraph() -> None:
    hidden = "import sys; sys.modules['igraph'] = None; import networkx as nx"
    code = f"{hidden}; print(nx.pagerank(nx.path_graph(3))[1] > 0.4)"
    found = subprocess.run([sys.executable, "-W", "error", "-c", code], capture_output=True, text=True, check=True)

    assert found.stdout == "True\n"


def test_the_backend_can_be_published_by_itself() -> None:
    """Nothing of the package around it is imported, and igraph by nobody else; see test_layers.py."""
    import ast
    from pathlib import Path

    for path in Path(backend.__file__).parent.glob("*.py"):
        names = {node.module for node in ast.walk(ast.parse(path.read_text("utf-8")))
                 if isinstance(node, ast.ImportFrom) and not node.level}  # fmt: skip
        assert not any((name or "").split(".")[0] in ("graph", "ontology", "server") for name in names), path
