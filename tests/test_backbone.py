"""The backbone against the formula of the paper, worked by hand and by integration."""

from random import Random

import networkx as nx
import pytest
from scipy.integrate import quad

from graph.analysis.backbone import backbone, disparity


def star(*weights: float) -> "nx.Graph[str]":
    """A hub with dyads of these weights to a, b, c, … that are tied to nobody else."""
    graph: nx.Graph[str] = nx.Graph()
    graph.add_weighted_edges_from(("hub", name, weight) for name, weight in zip("abcdefgh", weights, strict=False))
    return graph


def test_share_of_a_dyad_is_as_likely_as_the_integral_of_the_paper_says() -> None:
    """Serrano, Boguñá and Vespignani 2009, equation 2: α = 1 − (k − 1) ∫ (1 − x)^(k − 2) dx from 0 to the share."""
    for share, degree in ((0.8, 3), (0.3, 10), (0.05, 40)):
        integral = quad(lambda x, k=degree: (1 - x) ** (k - 2), 0, share)[0]
        assert disparity(share, 1, degree) == pytest.approx(1 - (degree - 1) * integral)


def test_a_name_with_one_dyad_tells_nothing() -> None:
    assert disparity(5, 5, 1) is None


def test_the_heavy_dyad_of_a_hub_stays_and_the_light_ones_go() -> None:
    """By hand: of 8, 1, 1 the first has (1 − 0.8)² = 0.04, the others (1 − 0.1)² = 0.81; no test from the leaves."""
    found = backbone(star(8, 1, 1), correction="none")

    assert [(each.a, each.b) for each in found.kept] == [("a", "hub")]
    assert found.strands[0].p == pytest.approx(0.04)
    assert (found.strands[0].from_a, found.strands[0].from_b) == (None, pytest.approx(0.04))
    assert found.strands[1].p == pytest.approx(0.81)


def test_a_dyad_stays_if_it_matters_to_either_of_its_names() -> None:
    """a–b is a third of the hub's weight and nearly all of b's, which has three more."""
    graph = star(10, 10, 10)
    graph.add_weighted_edges_from([("b", "x", 0.1), ("b", "y", 0.1), ("b", "z", 0.1)])
    found = {(each.a, each.b): each for each in backbone(graph, correction="none").kept}

    assert list(found) == [("b", "hub")]
    assert found["b", "hub"].from_a == pytest.approx((0.3 / 10.3) ** 3)
    assert found["b", "hub"].from_b == pytest.approx((2 / 3) ** 2)


def test_correction_for_three_tests_triples_the_smallest() -> None:
    """0.04, 0.81, 0.81: Holm gives 0.12 first and nothing stays at 0.05; Benjamini and Hochberg as well."""
    holm, discoveries = (backbone(star(8, 1, 1), correction=each) for each in ("holm", "false discoveries"))

    assert holm.strands[0].adjusted == pytest.approx(0.12)
    assert discoveries.strands[0].adjusted == pytest.approx(0.12)
    assert discoveries.strands[1].adjusted == pytest.approx(0.81)
    assert (holm.kept, discoveries.kept) == ((), ())
    assert len(backbone(star(98, 1, 1)).kept) == 1


def test_equal_weights_keep_nothing_however_many_they_are() -> None:
    """(1 − 1/k)^(k − 1) falls towards 1/e and never reaches a level of 0.05."""
    found = backbone(star(*[1] * 8), correction="none")

    assert found.even
    assert found.kept == ()
    assert min(each.p for each in found.strands) > 1 / 2.72


def test_a_random_network_keeps_few_dyads_and_corrected_none() -> None:
    """Weights broken at random are the null model: of many tests some 5 in 100 fall below 0.05, corrected none."""
    graph = nx.relabel_nodes(nx.gnm_random_graph(60, 500, seed=3), str)
    chance = Random(3)
    for a, b in graph.edges:
        graph[a][b]["weight"] = chance.expovariate(1)
    plain = backbone(graph, correction="none")

    assert 0.02 < len(plain.kept) / 500 < 0.15
    assert len(backbone(graph).kept) <= 1
