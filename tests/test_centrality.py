"""The measures against worked examples, published tables and networkx."""

import networkx as nx
import numpy as np
import pytest
from scipy.sparse import csr_array

from graph.analysis.centrality import (
    MEASURES,
    Rank,
    betweenness,
    closeness,
    degree,
    eigenvector,
    largest_component,
    pagerank,
    ranks,
    shares,
    strength,
)
from graph.analysis.communities import communities


@pytest.fixture
def talks() -> "nx.Graph[str]":
    """Oman carries messages between Iran and the United States, who do not meet."""
    graph: nx.Graph[str] = nx.Graph()
    graph.add_edge("Iran", "Oman", weight=3)
    graph.add_edge("Oman", "United States", weight=1)
    return graph


@pytest.fixture
def kite() -> "nx.Graph[str]":
    """Krackhardt's kite, in which degree, closeness and betweenness each choose another person."""
    names = ("Andre", "Beverly", "Carol", "Diane", "Ed", "Fernando", "Garth", "Heather", "Ike", "Jane")
    return nx.relabel_nodes(nx.krackhardt_kite_graph(), dict(enumerate(names)))


def test_mediator_lies_on_every_path_between_its_neighbours(talks: "nx.Graph[str]") -> None:
    assert betweenness(talks) == {"Iran": 0, "Oman": 1, "United States": 0}


def test_mediator_is_one_step_from_both_and_they_two_from_each_other(talks: "nx.Graph[str]") -> None:
    assert closeness(talks) == pytest.approx({"Iran": 2 / 3, "Oman": 1, "United States": 2 / 3})


def test_degree_counts_others_and_strength_counts_documents(talks: "nx.Graph[str]") -> None:
    assert degree(talks) == {"Iran": 1, "Oman": 2, "United States": 1}
    assert strength(talks) == {"Iran": 3, "Oman": 4, "United States": 1}


def test_eigenvector_of_a_path_follows_its_weights(talks: "nx.Graph[str]") -> None:
    """Of the matrix with 3 and 1 beside the middle: λ = √10, x = (3, √10, 1)/√20."""
    assert eigenvector(talks) == pytest.approx({"Iran": 3 / 20**0.5, "Oman": 0.5**0.5, "United States": 1 / 20**0.5})


def test_pagerank_of_a_path_solves_its_equations(talks: "nx.Graph[str]") -> None:
    """o = 0.05 + 0.85 (i + u), i = 0.05 + 0.85 · 3/4 · o, u = 0.05 + 0.85 · 1/4 · o."""
    o = (0.05 + 0.85 * 0.1) / (1 - 0.85**2)

    expected = {"Iran": 0.05 + 0.6375 * o, "Oman": o, "United States": 0.05 + 0.2125 * o}
    assert pagerank(talks) == pytest.approx(expected, abs=1e-9)


def test_weight_is_no_distance(talks: "nx.Graph[str]") -> None:
    before = betweenness(talks), closeness(talks)
    talks.edges["Iran", "Oman"]["weight"] = 100

    assert (betweenness(talks), closeness(talks)) == before


def test_the_kite_has_krackhardts_values(kite: "nx.Graph[str]") -> None:
    """D. Krackhardt, Administrative Science Quarterly 35, 1990: Diane, Fernando and Garth, Heather."""
    assert degree(kite)["Diane"] == 6
    assert {key for key, rank in ranks(closeness(kite)).items() if rank.position == 1} == {"Fernando", "Garth"}
    assert closeness(kite)["Fernando"] == pytest.approx(0.643, abs=5e-4)
    assert betweenness(kite)["Heather"] == pytest.approx(14 / 36)
    assert betweenness(kite)["Fernando"] == pytest.approx(0.231, abs=5e-4)
    assert betweenness(kite)["Diane"] == pytest.approx(0.102, abs=5e-4)


def test_the_medici_have_the_published_betweenness() -> None:
    """M. O. Jackson, Social and Economic Networks, 2008, section 1.2: Medici .522, Guadagni .255, Strozzi .103."""
    found = betweenness(nx.florentine_families_graph())

    assert found["Medici"] == pytest.approx(0.522, abs=5e-4)
    assert found["Guadagni"] == pytest.approx(0.255, abs=5e-4)
    assert found["Strozzi"] == pytest.approx(0.103, abs=5e-4)
    assert list(ranks(found))[:2] == ["Medici", "Guadagni"]


def test_zacharys_club_has_the_published_values() -> None:
    """Members 1 and 34 of the club: degree 16 and 17, betweenness 231.07 and 160.55 pairs of 528."""
    club = nx.relabel_nodes(nx.karate_club_graph(), str)

    assert (degree(club)["0"], degree(club)["33"]) == (16, 17)
    assert betweenness(club)["0"] == pytest.approx(231.07 / 528, abs=1e-4)
    assert betweenness(club)["33"] == pytest.approx(160.55 / 528, abs=1e-4)


def test_a_pair_apart_does_not_come_first_in_closeness() -> None:
    graph = nx.Graph([("Iran", "Oman"), ("Oman", "United States"), ("Fiji", "Tonga")])

    assert closeness(graph)["Fiji"] == pytest.approx(0.25)
    assert ranks(closeness(graph))["Oman"] == Rank(1, False)


def test_eigenvector_has_no_value_outside_the_largest_component() -> None:
    graph = nx.Graph([("Iran", "Oman"), ("Oman", "United States"), ("Fiji", "Tonga")])

    assert eigenvector(graph)["Fiji"] is None
    assert "Fiji" not in ranks(eigenvector(graph))


def test_of_equal_components_the_one_with_more_documents_is_the_largest() -> None:
    graph: nx.Graph[str] = nx.Graph()
    graph.add_edge("Chad", "Mali", weight=1)
    graph.add_edge("Fiji", "Tonga", weight=2)

    assert largest_component(graph) == ["Fiji", "Tonga"]


@pytest.mark.parametrize("measure", MEASURES, ids=lambda measure: measure.id)
def test_every_measure_bears_no_names_one_name_and_one_dyad(measure) -> None:  # type: ignore[no-untyped-def]
    one: nx.Graph[str] = nx.Graph()
    one.add_node("Oman")

    assert measure.of(nx.Graph()) == {}
    assert set(measure.of(one)) == {"Oman"}
    assert {str(rank) for rank in ranks(measure.of(nx.Graph([("Iran", "Oman")]))).values()} == {"1="}


@pytest.mark.parametrize("seed", range(10))
def test_measures_equal_networkx_on_random_graphs(seed: int) -> None:
    graph = nx.relabel_nodes(nx.gnp_random_graph(25, 0.09 + seed / 50, seed=seed), str)
    for n, (a, b) in enumerate(sorted(graph.edges)):
        graph.edges[a, b]["weight"] = 1 + n % 4
    part = graph.subgraph(largest_component(graph))
    leading = nx.eigenvector_centrality(part, weight="weight", tol=1e-12, max_iter=100_000)

    assert betweenness(graph) == pytest.approx(nx.betweenness_centrality(graph), abs=1e-9)
    assert closeness(graph) == pytest.approx(nx.closeness_centrality(graph), abs=1e-9)
    assert pagerank(graph) == pytest.approx(nx.pagerank(graph, tol=1e-12, max_iter=10_000), abs=1e-9)
    assert {key: eigenvector(graph)[key] for key in part} == pytest.approx(leading, abs=1e-9)


def test_equal_values_share_a_rank_and_the_next_one_counts_them() -> None:
    found = ranks({"Italy": 3.0, "China": 2.0, "Japan": 2.0 + 1e-12, "Iran": 1.0, "Oman": None})

    assert {key: str(rank) for key, rank in found.items()} == {"Italy": "1", "China": "2=", "Japan": "2=", "Iran": "4"}


def test_two_cliques_joined_by_one_tie_are_two_communities() -> None:
    """Two triangles and a bridge: Q = 2 · (3/7 − (7/14)²) = 5/14."""
    graph = nx.Graph([("a", "b"), ("b", "c"), ("a", "c"), ("c", "x"), ("x", "y"), ("y", "z"), ("x", "z")])
    found = communities(graph)

    assert found.communities == (("a", "b", "c"), ("x", "y", "z"))
    assert found.modularity == pytest.approx(5 / 14)


def test_the_karate_club_divides_as_well_as_the_best_known_partition() -> None:
    """The optimum for the unweighted club is 0.4198 with four communities (Brandes et al. 2008)."""
    club = nx.relabel_nodes(nx.Graph(nx.karate_club_graph().edges), str)
    found = communities(club)

    assert found.modularity == pytest.approx(0.4198, abs=5e-5)
    assert len(found.communities) == 4


def test_communities_do_not_depend_on_the_order_of_the_names() -> None:
    club = nx.relabel_nodes(nx.karate_club_graph(), str)
    shuffled: nx.Graph[str] = nx.Graph()
    shuffled.add_edges_from(reversed(list(club.edges(data=True))))

    assert communities(shuffled) == communities(club)


def test_nothing_divides_into_nothing() -> None:
    assert communities(nx.Graph()).communities == ()
    assert communities(nx.Graph()).modularity is None


@pytest.mark.parametrize("names", [60, 150, 240])
def test_hubs_and_authorities_of_many_are_the_leading_singular_vectors(names: int) -> None:
    acts = nx.to_numpy_array(nx.gnp_random_graph(names, 0.1, seed=names, directed=True))
    rows, _, columns = np.linalg.svd(acts)
    out, back = shares(csr_array(acts))

    assert out == pytest.approx(np.abs(rows[:, 0]) / np.abs(rows[:, 0]).sum(), abs=1e-12)
    assert back == pytest.approx(np.abs(columns[0]) / np.abs(columns[0]).sum(), abs=1e-12)
