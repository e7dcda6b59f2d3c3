"""Samples of the documents: measured as networkx measures them, and the intervals of ranks that come of them."""

from collections.abc import Callable
from itertools import combinations
from math import inf

import networkx as nx
import numpy as np
import pytest
from scipy import sparse

from graph.analysis.arrays import arrays, ranked
from graph.analysis.centrality import HITS, MEASURES, Measure, Values, ranks
from graph.analysis.intervals import intervals, resamples
from graph.analysis.robustness import LeftOut, holds
from graph.analysis.samples import measured, steps
from graph.nx_igraph.brandes import exactly

STRENGTH = next(measure for measure in MEASURES if measure.id == "strength")
DEGREE = next(measure for measure in MEASURES if measure.id == "degree")


def told(*documents: tuple[str, str]) -> "nx.Graph[str]":
    """The projection of documents: the name of each, and the names that it ties with one another."""
    held: dict[tuple[str, str], list[str]] = {}
    for document, names in documents:
        for pair in combinations(sorted(names), 2):
            held.setdefault(pair, []).append(document)
    graph: nx.Graph[str] = nx.Graph()
    for (a, b), group in sorted(held.items()):
        graph.add_edge(a, b, documents=tuple(sorted(group)), weight=len(group))
    return graph


def meetings(seed: int, *, names: int = 26, documents: int = 18) -> "nx.Graph[str]":
    """Documents on two to four names each; in several parts, as chance will have it."""
    chance = np.random.RandomState(seed)
    letters = [chr(ord("A") + n) for n in range(names)]
    sizes = chance.randint(2, 5, size=documents)
    groups = ["".join(chance.choice(letters, size=size, replace=False)) for size in sizes]
    return told(*((f"d{n:02}", group) for n, group in enumerate(groups)))


def drawn(graph: "nx.Graph[str]", times: dict[str, int]) -> "nx.Graph[str]":
    """What networkx is to measure: each dyad with the number of times that its documents are read, names tied alone."""
    found: nx.Graph[str] = nx.Graph()
    for a, b, documents in graph.edges(data="documents"):
        if weight := sum(times[each] for each in documents):
            found.add_edge(a, b, weight=weight)
    ordered: nx.Graph[str] = nx.Graph()
    ordered.add_nodes_from(sorted(found))
    ordered.add_edges_from(found.edges(data=True))
    return ordered


def of_networkx(id: str, of: Callable[["nx.Graph[str]"], Values]) -> Measure:
    return Measure(id=id, label="", heading="", unit="", decimals=0, meaning="", misleads="", reference="", of=of)


@pytest.mark.parametrize("measure", MEASURES, ids=lambda measure: measure.id)
@pytest.mark.parametrize("seed", range(8))
def test_a_sample_is_measured_as_its_graph(measure: Measure, seed: int) -> None:
    graph = meetings(seed, names=60 if seed > 4 else 26, documents=70 if seed > 4 else 18)
    net = arrays(graph)
    samples = resamples(len(net.documents), 12, seed)
    values = measured(net, samples, [measure])[measure.id]
    places = ranked(values)

    for row, sample in enumerate(samples.tolist()):
        expected = measure.of(drawn(graph, dict(zip(net.documents, sample, strict=True))))
        order = ranks(expected)
        for column, key in enumerate(net.names):
            value = expected.get(key)
            assert values[row, column] == pytest.approx(np.nan if value is None else value, abs=1e-9, nan_ok=True)
            assert places[row, column] == (order[key].position if key in order else inf)


@pytest.mark.parametrize("measure", HITS, ids=lambda measure: measure.id)
@pytest.mark.parametrize("seed", range(4))
def test_a_sample_of_arrows_is_measured_as_its_directed_graph(measure: Measure, seed: int) -> None:
    chance, arrows = np.random.RandomState(seed), nx.DiGraph()
    for a, b, held in sorted(meetings(seed).edges(data="documents")):
        arrows.add_edge(*((a, b) if chance.randint(2) else (b, a)), documents=held)
    net = arrays(arrows)
    samples = resamples(len(net.documents), 8, seed)
    values = measured(net, samples, [measure])[measure.id]

    for row, sample in enumerate(samples):
        expected = measure.of(net.graph(sample))
        assert net.graph(sample).is_directed()
        for column, key in enumerate(net.names):
            value = expected.get(key)
            assert values[row, column] == pytest.approx(np.nan if value is None else value, abs=1e-9, nan_ok=True)


def test_the_samples_above_fall_apart_and_lose_names() -> None:
    graph = meetings(0)
    net = arrays(graph)
    rows = resamples(len(net.documents), 12, 0).tolist()
    graphs = [drawn(graph, dict(zip(net.documents, row, strict=True))) for row in rows]

    assert sum(nx.number_connected_components(each) > 1 for each in graphs) > 6
    assert sum(len(each) < len(graph) for each in graphs) > 6


def test_a_measure_without_arrays_is_taken_of_each_graph() -> None:
    triangles = of_networkx("triangles", lambda graph: {key: float(n) for key, n in nx.triangles(graph).items()})
    net = arrays(told(("one", "abc"), ("two", "cd")))

    found = measured(net, np.array([[1, 1], [0, 3]]), [triangles])["triangles"]
    assert found.tolist()[0] == [1, 1, 1, 0]
    assert found[1].tolist() == pytest.approx([np.nan, np.nan, 0, 0], nan_ok=True)


def test_values_are_the_same_bytes_however_many_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("graph.analysis.samples.SHARED", 0)
    net = arrays(meetings(1))
    samples = resamples(len(net.documents), 120)
    alone, two = (measured(net, samples, MEASURES, processes=amount) for amount in (1, 2))

    assert {id: values.tobytes() for id, values in alone.items()} == {id: each.tobytes() for id, each in two.items()}


def test_samples_with_one_document_left_out_are_made_a_few_at_a_time() -> None:
    left_out = LeftOut(3, range(-1, 3))

    assert len(left_out) == 4
    assert np.asarray(left_out).tolist() == [[1, 1, 1], [0, 1, 1], [1, 0, 1], [1, 1, 0]]
    assert np.asarray(left_out[2:4]).tolist() == [[1, 0, 1], [1, 1, 0]]
    assert np.asarray(LeftOut(100_000, range(-1, 100_000))[50:52]).sum() == 2 * 99_999


def test_a_resample_draws_as_many_documents_and_misses_those_that_chance_does() -> None:
    """Of 20 documents, each is missing from a resample with probability (19/20)^20 = 0.358."""
    found = resamples(20, 1_000)

    assert found.shape == (1_000, 20)
    assert set(found.sum(axis=1).tolist()) == {20}
    assert (found == 0).mean() == pytest.approx(0.358, abs=0.01)
    assert (resamples(20, 1_000) == found).all()
    assert (resamples(20, 10) == found[:10]).all()


def test_interval_of_a_count_of_documents_is_that_of_the_binomial() -> None:
    """Five of ten documents tell of a: of B(10, 1/2), P(X ≤ 1) = 0.011 and P(X ≤ 2) = 0.055, so it ends at 2 and 8."""
    graph = told(*((f"a{n}", "ab") for n in range(5)), *((f"c{n}", "cd") for n in range(5)))
    found = intervals(arrays(graph), [STRENGTH])["strength"]

    assert (found.names["a"].low, found.names["a"].high) == (2, 8)
    assert found.resamples == 1_000
    assert found.names["a"].led + found.names["c"].led >= 1_000


def test_a_name_of_one_document_is_out_of_more_than_a_third_of_the_resamples() -> None:
    """It is missing with probability (19/20)^20 = 0.358, so the worst of its ranks is none."""
    graph = told(*((f"a{n}", "ab") for n in range(19)), ("once", "ac"))
    found = intervals(arrays(graph), [DEGREE])["degree"].names["c"]

    assert found.worst is None
    assert found.present == pytest.approx(642, abs=45)
    assert (found.low, found.high) == (1, 1)


def test_order_is_settled_by_many_documents_and_not_by_one() -> None:
    many = told(*((f"a{n}", "ab") for n in range(30)), *((f"c{n}", "ac") for n in range(8)), ("d", "ad"), ("e", "de"))
    found = intervals(arrays(many), [STRENGTH])["strength"]

    assert list(ranks(STRENGTH.of(many))) == ["a", "b", "c", "d", "e"]
    assert found.settled(1)
    assert found.settled(2)
    assert not found.settled(4)
    assert found.ahead[1] > 975 > found.ahead[4]
    assert found.names["a"].led == 1_000


def test_below_the_last_settled_rank_no_neighbours_are_told_apart() -> None:
    graph = told(*((f"a{n}", "ab") for n in range(30)), ("c", "cd"), ("e", "ef"), ("f", "ef"))
    found = intervals(arrays(graph), [STRENGTH])["strength"]

    assert found.floor == 1
    even = told(*((f"a{n}", "ab") for n in range(4)), *((f"c{n}", "cd") for n in range(3)))
    assert intervals(arrays(even), [STRENGTH])["strength"].floor is None


def test_names_of_one_rank_are_settled_only_together() -> None:
    """Two lead; the third is mostly behind both, but not behind both at once often enough."""
    graph = told(*((f"a{n}", "ax") for n in range(14)), *((f"b{n}", "by") for n in range(14)),
                 *((f"c{n}", "cz") for n in range(4)))  # fmt: skip
    net = arrays(graph)
    found = intervals(net, [STRENGTH])["strength"]
    values = measured(net, resamples(len(net.documents), 1_000), [STRENGTH])["strength"]
    a, b, c = (values[:, net.names.index(key)] for key in "abc")

    both = sum(1 for one, other, third in zip(a, b, c, strict=True) if min(one, other) > max(0, np.nan_to_num(third)))
    assert found.ahead == {1: both}


def test_fewer_than_seven_documents_give_nothing_to_draw_from() -> None:
    """Six documents have C(11, 6) = 462 different resamples, seven have 1,716."""
    six = [(f"d{n}", "abc") for n in range(6)]

    assert intervals(arrays(told(*six)), MEASURES) == {}
    assert set(intervals(arrays(told(*six, ("d6", "ad"))), MEASURES)) == {measure.id for measure in MEASURES}
    assert intervals(arrays(nx.Graph()), MEASURES) == {}


def test_what_would_take_too_long_is_drawn_less_often_or_not_at_all(monkeypatch: pytest.MonkeyPatch) -> None:
    net = arrays(meetings(2))
    most = max(steps(net, measure) for measure in MEASURES)
    monkeypatch.setattr("graph.analysis.intervals.BUDGET", 300 * most)
    assert intervals(net, MEASURES)["degree"].resamples == 200

    monkeypatch.setattr("graph.analysis.intervals.BUDGET", 1)
    assert intervals(net, MEASURES) == {}


def test_paths_of_a_graph_with_a_name_apart_are_those_of_networkx() -> None:
    graph = nx.relabel_nodes(nx.gnp_random_graph(30, 0.08, seed=5), str)
    graph.add_node("apart")
    between, close = exactly(sparse.csr_array(nx.to_scipy_sparse_array(graph, dtype=float)))

    assert between.tolist() == pytest.approx(list(nx.betweenness_centrality(graph).values()), abs=1e-12)
    assert close.tolist() == pytest.approx(list(nx.closeness_centrality(graph).values()), abs=1e-12)
    assert exactly(sparse.csr_array((0, 0)))[0].tolist() == []


@pytest.mark.parametrize("measure", MEASURES, ids=lambda measure: measure.id)
def test_leaving_out_each_document_is_measuring_each_graph(measure: Measure) -> None:
    graph = meetings(3)
    net = arrays(graph)
    found = holds(net, [measure])[measure.id]
    without = {
        out: measure.of(drawn(graph, {each: int(each != out) for each in net.documents})) for out in net.documents
    }
    now = ranks(measure.of(graph))

    assert set(found) == set(now)
    for key, hold in found.items():
        after = {out: ranks(values)[key].position if key in ranks(values) else inf for out, values in without.items()}
        known = [value for values in (*without.values(), measure.of(graph)) if (value := values.get(key)) is not None]
        worst = max(now[key].position, *after.values())
        fall = min((out for out in after if after[out] == worst), default=None) if worst > now[key].position else None
        assert (hold.low, hold.high) == pytest.approx((min(known), max(known)), abs=1e-9)
        assert (hold.best, hold.worst or inf) == (min(now[key].position, *after.values()), worst)
        assert (hold.fall, hold.fallen or inf) == (fall, after[fall] if fall else inf)
