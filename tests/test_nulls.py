"""Chance: random networks of the same degrees, tests against them, and correction for many tests."""

from collections import Counter
from itertools import combinations

import networkx as nx
import numpy as np
import pytest

from graph.analysis import nulls
from graph.analysis.chance import answered, compared
from graph.analysis.nulls import (
    against,
    betweenness,
    clustering,
    edges,
    false_discoveries,
    highest,
    holm,
    inside,
    reciprocity,
    samples,
    shuffled,
)


def named(graph: "nx.Graph[int]") -> "nx.Graph[str]":
    return nx.relabel_nodes(graph, lambda n: f"{n:03}")


def test_holm_is_his_own_example() -> None:
    """Smallest times 4, next times 3, and so on, never falling: 0.005, 0.01, 0.03, 0.04 → 0.02, 0.03, 0.06, 0.06."""
    assert holm([0.01, 0.04, 0.03, 0.005]) == pytest.approx((0.03, 0.06, 0.06, 0.02))
    assert holm([0.6, 0.7]) == (1, 1)
    assert holm([]) == ()


def test_false_discoveries_are_those_of_benjamini_and_hochberg() -> None:
    """Table of their paper, section 3.2: of fifteen p-values the four smallest stay at 0.05."""
    values = [
        0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590,
        1.0,
    ]  # fmt: skip

    assert [each <= 0.05 for each in false_discoveries(values)] == [True] * 4 + [False] * 11
    assert [each <= 0.05 for each in holm(values)] == [True] * 3 + [False] * 12
    assert false_discoveries([]) == ()


def test_p_counts_the_observed_case_among_those_drawn() -> None:
    """Two of four reach 3: (2 + 1) / (4 + 1); if the four are all that can be, 2/4."""
    drawn = against(3, [1, 2, 3, 4])

    assert (drawn.p, drawn.expected, drawn.cases) == (0.6, 2.5, 4)
    assert drawn.sd == pytest.approx(1.25**0.5)
    assert drawn.z == pytest.approx(0.5 / 1.25**0.5)
    assert against(3, [1, 2, 3, 4], exact=True).p == 0.5
    assert against(2, [2, 2]).z is None


def test_the_highest_of_many_is_what_each_must_reach() -> None:
    """Two numbers in four cases, observed first. Standardised by hand over all four: 3 of 0, 0, 1 and 1 of 1, 2, 0."""
    drawn = np.asarray([[0.0, 1.0], [0.0, 2.0], [1.0, 0.0]])
    found = highest([3.0, 1.0], drawn)

    assert found == (1 / 4, 1.0)


def test_random_networks_keep_every_degree_and_stay_simple() -> None:
    graph = named(nx.gnm_random_graph(20, 40, seed=2))
    degrees = [degree for _, degree in sorted(graph.degree)]
    seen = set()

    for ends in shuffled(graph, 30):
        pairs = {frozenset(map(int, each)) for each in ends}
        assert len(pairs) == 40
        assert all(len(pair) == 2 for pair in pairs)
        assert [sum(n in pair for pair in pairs) for n in range(20)] == degrees
        seen.add(frozenset(pairs))
    assert len(seen) > 25


def test_random_networks_are_the_same_in_every_run() -> None:
    graph = named(nx.gnm_random_graph(12, 20, seed=2))
    one, other = ([ends.tolist() for ends in shuffled(graph, 5)] for _ in range(2))

    assert one == other
    assert one != [ends.tolist() for ends in shuffled(graph, 5, seed=1)]


def test_every_network_of_the_same_degrees_comes_up_as_often() -> None:
    """Six names with one partner each have 15 pairings; each should come up in a fifteenth of the cases."""
    graph = named(nx.Graph([(0, 1), (2, 3), (4, 5)]))
    cases = 6000
    found = Counter(frozenset(frozenset(map(int, each)) for each in ends) for ends in shuffled(graph, cases))

    assert len(found) == 15
    assert all(abs(count / cases - 1 / 15) < 0.015 for count in found.values())


def arrows(ends: list[tuple[int, int]]) -> "nx.DiGraph[str]":
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_edges_from((f"{a:03}", f"{b:03}") for a, b in ends)
    return graph


RING = arrows([(0, 1), (1, 2), (2, 3), (3, 0)])


def test_random_networks_with_arrows_keep_how_many_lead_from_and_to_each_name() -> None:
    graph = arrows(list(nx.gnp_random_graph(20, 0.15, seed=2, directed=True).edges))
    seen = set()

    for ends in shuffled(graph, 30):
        drawn = nx.DiGraph(list(map(tuple, ends.tolist())))
        assert drawn.number_of_edges() == graph.number_of_edges()
        assert nx.number_of_selfloops(drawn) == 0
        for n, key in enumerate(sorted(graph)):
            assert (drawn.in_degree(n), drawn.out_degree(n)) == (graph.in_degree(key), graph.out_degree(key))
        seen.add(frozenset(drawn.edges))
    assert len(seen) > 25


def test_a_ring_of_three_arrows_turns_round_as_often_as_not() -> None:
    """There are two such networks, one each way; no switch of two arrows leads from one to the other."""
    cases = 4000
    found = Counter(frozenset(map(tuple, ends.tolist())) for ends in shuffled(arrows([(0, 1), (1, 2), (2, 0)]), cases))

    assert set(found) == {frozenset({(0, 1), (1, 2), (2, 0)}), frozenset({(1, 0), (2, 1), (0, 2)})}
    assert all(abs(count / cases - 1 / 2) < 0.05 for count in found.values())


def test_every_network_with_arrows_comes_up_as_often() -> None:
    """One arrow from and to each of four: nine ways, as many as there are to give four hats to wrong heads."""
    cases = 9000
    found = Counter(frozenset(map(tuple, ends.tolist())) for ends in shuffled(RING, cases))

    assert len(found) == 9
    assert all(abs(count / cases - 1 / 9) < 0.015 for count in found.values())


def test_reciprocity_is_that_of_networkx() -> None:
    for seed in range(30):
        graph = arrows(list(nx.gnp_random_graph(4 + seed, 0.3, seed=seed, directed=True).edges))

        assert reciprocity(edges(graph)) == pytest.approx(nx.overall_reciprocity(graph))
    assert reciprocity(edges(arrows([]))) == 0


def test_answers_beside_chance_are_those_of_all_networks_counted_by_hand() -> None:
    """Of the nine with one arrow from and to each of four, six are rings, in which none is answered, and three are two
    couples, in which all are: a third on average, and as much as in two couples in a third of the cases.
    """
    couples, ring = answered(arrows([(0, 1), (1, 0), (2, 3), (3, 2)])), answered(RING)

    assert couples is not None
    assert ring is not None
    assert (couples.observed, ring.observed) == (1, 0)
    assert couples.expected == pytest.approx(1 / 3, abs=0.06)
    assert couples.p == pytest.approx(1 / 3, abs=0.06)
    assert couples.sd == pytest.approx(8**0.5 / 6, abs=0.03)
    assert ring.p == 1


def test_answers_that_chance_cannot_vary_have_no_z() -> None:
    """From one to three others: the only network with these numbers of arrows."""
    star = answered(arrows([(0, 1), (0, 2), (0, 3)]))

    assert star is not None
    assert (star.z, star.p) == (None, 1)
    assert answered(arrows([])) is None


def test_clustering_and_betweenness_are_those_of_networkx() -> None:
    for seed in range(30):
        graph = named(nx.gnm_random_graph(3 + seed, 4 * seed % (3 + seed) + seed, seed=seed))
        graph.remove_nodes_from(list(nx.isolates(graph)))
        ends = edges(graph)

        assert clustering(ends, len(graph)) == pytest.approx(nx.transitivity(graph))
        assert list(betweenness([ends, ends], len(graph))[1]) == pytest.approx(
            [value for _, value in sorted(nx.betweenness_centrality(graph).items())]
        )


def test_two_cliques_are_more_clustered_than_their_degrees_make_them() -> None:
    graph = named(nx.ring_of_cliques(4, 5))
    ends = edges(graph)
    found = against(clustering(ends, 20), (clustering(each, 20) for each in shuffled(graph, 199)))

    assert found.p == 1 / 200
    assert found.z is not None
    assert found.z > 5


def test_a_network_drawn_at_random_is_seldom_told_from_chance() -> None:
    """Of forty random networks, p below 0.1 for about four; more than ten would be one in a thousand."""
    low = 0
    for seed in range(40):
        graph = named(nx.gnm_random_graph(16, 30, seed=seed))
        ends = edges(graph)
        low += against(clustering(ends, 16), (clustering(each, 16) for each in shuffled(graph, 99))).p < 0.1

    assert low <= 10


def test_dyads_inside_a_group_are_those_with_both_names_in_it() -> None:
    graph = named(nx.Graph(list(combinations(range(4), 2))))

    assert inside(edges(graph), np.asarray([True, True, True, False])) == 3


def test_a_name_between_two_cliques_stands_there_more_than_two_partners_make_it() -> None:
    """Two cliques of six, joined by one name with two partners: no other has p below 0.05, all names asked at once."""
    graph = named(nx.barbell_graph(6, 1))
    blocs = {"one": {f"{n:03}" for n in range(6)}, "mixed": {"000", "001", "007", "008", "009"}}
    found = compared(graph, blocs)

    assert found is not None
    assert found.between["006"].observed == pytest.approx(36 / 66)
    assert found.adjusted["006"] == 1 / 200
    assert found.clustering.p == 1 / 1000
    assert found.inside["one"].p == 1 / 1000
    assert found.inside["one"].observed == 15
    assert found.inside["mixed"].p > 0.5
    assert found == compared(graph, blocs)


def test_large_networks_are_drawn_less_often_and_then_not_at_all(monkeypatch: pytest.MonkeyPatch) -> None:
    graph = named(nx.gnm_random_graph(40, 100, seed=1))

    assert samples(graph) == nulls.SAMPLES
    monkeypatch.setattr(nulls, "SWITCHES", 100 * nulls.FEW)
    assert samples(graph) == nulls.FEW
    monkeypatch.setattr(nulls, "SWITCHES", 100)
    assert samples(graph) is None
