"""Places in the picture: the same each time, within the square, and nobody on top of anybody."""

from itertools import combinations
from math import dist

import networkx as nx

from graph.analysis.layout import labelled, layout


def test_the_same_graph_gives_the_same_places_whatever_the_order() -> None:
    club = nx.relabel_nodes(nx.karate_club_graph(), str)
    shuffled: nx.Graph[str] = nx.Graph()
    shuffled.add_edges_from(reversed(list(club.edges)))

    assert layout(shuffled) == layout(club)


def test_everybody_stands_within_the_square_and_apart() -> None:
    graph = nx.disjoint_union_all([nx.karate_club_graph(), nx.path_graph(2), nx.star_graph(5), nx.empty_graph(3)])
    places = layout(nx.relabel_nodes(graph, str))

    assert len(places) == len(graph)
    assert all(0 <= x <= 1 and 0 <= y <= 1 for x, y in places.values())
    assert min(dist(one, other) for one, other in combinations(places.values(), 2)) > 0.01


def test_components_do_not_overlap() -> None:
    places = layout(nx.Graph([("a", "b"), ("b", "c"), ("x", "y"), ("y", "z")]))
    left, right = ([places[key] for key in keys] for keys in ("abc", "xyz"))

    apart_across = max(x for x, _ in left) < min(x for x, _ in right)
    apart_down = max(y for _, y in left) < min(y for _, y in right)
    assert apart_across or apart_down


def test_neighbours_stand_closer_than_strangers_on_a_path() -> None:
    places = layout(nx.Graph([("a", "b"), ("b", "c"), ("c", "d")]))

    assert dist(places["a"], places["b"]) < dist(places["a"], places["d"])


def test_no_names_need_no_places_and_one_name_stands_in_the_middle() -> None:
    one: nx.Graph[str] = nx.Graph()
    one.add_node("Oman")

    assert layout(nx.Graph()) == {}
    assert layout(one) == {"Oman": (0.5, 0.5)}


def test_the_best_documented_names_are_written_out() -> None:
    graph: nx.Graph[str] = nx.Graph()
    graph.add_edge("China", "Italy", weight=5)
    graph.add_edge("Italy", "Japan", weight=2)
    graph.add_edge("Japan", "Oman", weight=1)

    assert labelled(graph, 2) == ("Italy", "China")
