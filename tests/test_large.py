"""Measures with and without igraph, and the estimates for networks too large to look at all."""

import random
from collections.abc import Callable, Iterator
from math import isnan
from typing import Any

import networkx as nx
import numpy as np
import pytest
from scipy.stats import binomtest

from graph.analysis import centrality, engine, sampling
from graph.analysis.centrality import HITS, MEASURES, authorities, hubs, largest_component
from graph.analysis.communities import communities
from graph.analysis.measure import Estimates, ranks
from graph.analysis.position import constraint, core_number, effective_size
from graph.analysis.walks import Walks

EXACT: dict[str, Callable[[Any], dict[str, float]]] = {
    "degree": lambda graph: dict(graph.degree()),
    "strength": lambda graph: dict(graph.degree(weight="weight")),
    "pagerank": lambda graph: nx.pagerank(graph, tol=1e-12, max_iter=10_000),
    "betweenness": nx.betweenness_centrality,
    "closeness": nx.closeness_centrality,
    "constraint": lambda graph: nx.constraint(graph, weight="weight"),
    "effective_size": lambda graph: nx.effective_size(graph, nodes=graph),
    "core": nx.core_number,
}


def graphs() -> Iterator[Any]:
    """Thirty weighted graphs: of one and of two names, of several parts, sparse and dense."""
    for seed in range(30):
        chance = random.Random(seed)
        names = (1, 2, 3)[seed] if seed < 3 else chance.randint(5, 60)
        plain = nx.gnp_random_graph(names, chance.choice((0.03, 0.1, 0.3)), seed=seed)
        graph = nx.relabel_nodes(plain, "n{:02}".format)
        for a, b in sorted(graph.edges):
            graph.edges[a, b]["weight"] = chance.randint(1, 5)
        yield graph


@pytest.fixture(params=["networkx", "igraph"])
def chosen(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """The engine that networkx is given for graphs of any size."""
    name: str = request.param
    if name == "igraph":
        pytest.importorskip("igraph", reason="igraph is an optional extra")
        assert engine.installed(), "the entry points of setup.cfg are not installed: pip install -e ."
    monkeypatch.setattr(engine, "LARGE", 1 if name == "igraph" else 10**9)
    return name


def test_a_backend_that_networkxs_settings_put_first_is_used() -> None:
    pytest.importorskip("igraph", reason="igraph is an optional extra")
    graph = nx.path_graph(["a", "b", "c"])
    with nx.config.backend_priority(algos=["igraph"]):
        assert engine.engine(graph) is None
        assert "backend igraph of networkx" in engine.versions()
        assert centrality.betweenness(graph) == pytest.approx({"a": 0, "b": 1, "c": 0})
    assert engine.engine(graph) == "networkx"


@pytest.mark.parametrize("measure", MEASURES, ids=lambda measure: measure.id)
def test_a_measure_is_networkxs_on_thirty_random_graphs_whatever_the_engine(measure: Any, chosen: str) -> None:
    for graph in graphs():
        assert engine.engine(graph) == chosen
        found = measure.of(graph.copy())
        if measure.id == "eigenvector":
            part = graph.subgraph(largest_component(graph))
            wanted: dict[str, float] = nx.eigenvector_centrality(part, weight="weight", tol=1e-13, max_iter=1_000_000)
        else:
            wanted = EXACT[measure.id](graph)
        told = {key: value for key, value in wanted.items() if not isnan(value)}
        assert list(found) == list(graph)
        assert {key: value for key, value in found.items() if value is not None} == pytest.approx(told, abs=1e-9)


def test_hubs_and_authorities_are_networkxs_of_the_arrows_that_hang_together(chosen: str) -> None:
    compared = 0
    for seed in range(30):
        arrows = nx.relabel_nodes(nx.gnp_random_graph(8 + seed, 0.3, seed=seed, directed=True), "n{:02}".format)
        for n, ends in enumerate(sorted(arrows.edges)):
            arrows.edges[ends]["weight"] = 1 + n % 3
        cover = nx.Graph(((a, "acts"), (b, "acted upon")) for a, b in arrows.edges)
        if nx.is_connected(cover) and len(arrows) > 2:
            wanted = nx.hits(arrows, tol=0, nstart=dict.fromkeys(arrows, 1.0))
            for values, expected in zip((hubs(arrows), authorities(arrows)), wanted, strict=True):
                assert {key: value or 0.0 for key, value in values.items()} == pytest.approx(expected, abs=1e-9)
            compared += 1
    assert compared > 20


def test_the_one_who_acts_upon_all_is_the_hub_and_has_no_authority() -> None:
    """A = (1 1 1; 0 0 1) from Italy and Iran: A Aᵀ = (3 1; 1 1), so h ∝ (1 + √2, 1)."""
    arrows = nx.DiGraph([("Italy", "Oman"), ("Italy", "Chad"), ("Italy", "Mali"), ("Iran", "Mali")])
    root = 2**0.5

    assert hubs(arrows)["Italy"] == pytest.approx((1 + root) / (2 + root))
    assert hubs(arrows)["Iran"] == pytest.approx(1 / (2 + root))
    assert hubs(arrows)["Mali"] is None
    assert authorities(arrows)["Italy"] is None
    assert authorities(arrows)["Mali"] == pytest.approx((2 + root) / (4 + 3 * root))


@pytest.mark.parametrize("measure", HITS, ids=lambda measure: measure.id)
def test_sides_that_are_equal_are_equal_hubs(measure: Any) -> None:
    both = nx.DiGraph([("Iran", "Oman"), ("Oman", "Iran")])

    assert measure.of(both) == pytest.approx({"Iran": 0.5, "Oman": 0.5})
    assert measure.of(nx.Graph([("Iran", "Oman")])) == pytest.approx({"Iran": 0.5, "Oman": 0.5})
    assert measure.of(nx.DiGraph()) == {}


def test_constraint_by_hand() -> None:
    """Of a broker between three, 3 · (1/3)²; of them 1; in a triangle 2 · (1/2 + 1/4)²."""
    broker = nx.star_graph(["Oman", "Iran", "Italy", "Japan"])
    triangle = nx.complete_graph(["a", "b", "c"])

    assert constraint(broker) == pytest.approx({"Oman": 1 / 3, "Iran": 1, "Italy": 1, "Japan": 1})
    assert constraint(triangle) == pytest.approx(dict.fromkeys("abc", 9 / 8))
    triangle.add_node("apart")
    assert constraint(triangle)["apart"] is None


def test_effective_size_counts_out_partners_who_deal_with_each_other() -> None:
    """Borgatti's formula: of three partners two of whom are tied, 3 − 2/3."""
    graph = nx.Graph([("Oman", "Iran"), ("Oman", "Italy"), ("Oman", "Japan"), ("Italy", "Japan")])

    assert effective_size(graph) == pytest.approx({"Oman": 7 / 3, "Iran": 1, "Italy": 1, "Japan": 1})


def test_a_clique_is_a_core_and_what_hangs_on_it_is_not() -> None:
    graph = nx.complete_graph(["a", "b", "c", "d"])
    graph.add_edges_from([("d", "e"), ("e", "f")])

    assert core_number(graph) == {"a": 3, "b": 3, "c": 3, "d": 3, "e": 1, "f": 1}


NETWORKS = {
    "random": nx.gnp_random_graph(300, 0.015, seed=1),
    "few with many": nx.barabasi_albert_graph(400, 2, seed=1),
    "long": nx.grid_2d_graph(20, 12),
    "in parts": nx.disjoint_union_all([nx.gnp_random_graph(200, 0.02, seed=3), nx.star_graph(90), nx.path_graph(9)]),
    "star": nx.star_graph(200),
}


@pytest.fixture(params=NETWORKS)
def large(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> "nx.Graph[str]":
    """A network that is held to be too large; its distances are taken from 64 names only."""
    monkeypatch.setattr(centrality, "EXACT", 0)
    monkeypatch.setattr(sampling, "PIVOTS", 64)
    return nx.relabel_nodes(NETWORKS[request.param], str)


def test_no_estimate_is_off_by_more_than_its_bound(large: "nx.Graph[str]") -> None:
    for estimate, exact in (
        (centrality.betweenness(large), nx.betweenness_centrality(large)),
        (centrality.closeness(large), nx.closeness_centrality(large)),
    ):
        assert isinstance(estimate, Estimates)
        assert list(estimate) == list(large)
        assert max(abs(exact[key] - (estimate[key] or 0)) for key in large) <= estimate.bound + 1e-12


def test_estimates_tell_something(large: "nx.Graph[str]") -> None:
    betweenness = centrality.betweenness(large)

    assert isinstance(betweenness, Estimates)
    assert 0 < betweenness.bound < 0.03
    assert betweenness.sample == "10,000 shortest paths"
    assert betweenness == centrality.betweenness(large)
    assert centrality.closeness(large) == centrality.closeness(large)


def test_closeness_is_exact_in_parts_that_are_no_larger_than_the_sample(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(centrality, "EXACT", 0)
    graph = nx.relabel_nodes(nx.disjoint_union(nx.gnp_random_graph(150, 0.02, seed=5), nx.path_graph(7)), str)
    found = centrality.closeness(graph)

    assert isinstance(found, Estimates)
    assert found.bound == 0
    assert found == pytest.approx(nx.closeness_centrality(graph), abs=1e-12)


def test_small_networks_are_not_estimated() -> None:
    graph = nx.relabel_nodes(nx.barabasi_albert_graph(300, 2, seed=1), str)

    assert not any(isinstance(measure.of(graph), Estimates) for measure in MEASURES)


def test_of_several_shortest_paths_each_is_drawn_as_often() -> None:
    """From a to z lead four ways, three of them by b; 4,000 draws among all pairs, judged by the binomial law."""
    graph = nx.Graph(["ab", "ac", "bd", "be", "bf", "cf", "dz", "ez", "fz"])
    names = list(graph)
    ties = nx.to_scipy_sparse_array(graph, weight=None, dtype=float, format="csr")
    exact = nx.betweenness_centrality(graph)
    passed = Walks(ties, seed=3).count(4_000)

    for name, times in zip(names, passed.tolist(), strict=True):
        share = exact[name] * (len(names) - 2) / len(names)
        assert binomtest(times, 4_000, share).pvalue > 0.001


def test_the_bound_of_betweenness_holds_for_nineteen_of_twenty_seeds() -> None:
    graph = nx.barabasi_albert_graph(60, 2, seed=2)
    ties = nx.to_scipy_sparse_array(graph, weight=None, dtype=float, format="csr")
    share = np.array(list(nx.betweenness_centrality(graph).values())) * 58 / 60
    failed = 0
    for seed in range(60):
        passed = Walks(ties, seed=seed).count(500)
        low, high = sampling.within(passed, 500, len(share))
        failed += bool(((share < low) | (share > high)).any())

    assert failed <= 3


def blocks(names: int) -> "nx.Graph[str]":
    """Rings of ten whose members all deal with each other, joined in a ring."""
    graph = nx.ring_of_cliques(names // 10, 10)
    return nx.relabel_nodes(graph, "n{:04}".format)


def test_a_large_network_is_divided_by_leiden_and_in_no_other_way_for_another_order() -> None:
    pytest.importorskip("igraph", reason="igraph is an optional extra")
    graph = blocks(600)
    mixed: nx.Graph[str] = nx.Graph()
    mixed.add_edges_from(random.Random(1).sample(sorted(graph.edges), graph.number_of_edges()))
    found = communities(graph)

    assert (found.method, found.runs) == ("Leiden", 20)
    assert communities(mixed) == found
    assert all(len({int(key[1:]) // 10 for key in part}) * 10 == len(part) for part in found.communities)


def test_without_igraph_a_large_network_is_divided_by_louvain_less_often(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("graph.analysis.communities.installed", lambda: False)
    found = communities(blocks(1200))

    assert (found.method, found.runs) == ("Louvain", 18)
    assert found.modularity is not None
    assert found.modularity > 0.9


def test_ranks_of_many_equals_are_found_in_no_time() -> None:
    """Counting equals name by name would take 100,000² steps, which no test waits for."""
    found = ranks({f"n{n}": float(n % 2) for n in range(100_000)})

    assert str(found["n1"]) == "1="
    assert str(found["n0"]) == "50001="
