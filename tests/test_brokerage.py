"""Brokerage against a published table of R's sna and counts by hand."""

from itertools import permutations
from math import comb

import networkx as nx
import pytest

from graph.analysis import brokerage
from graph.analysis.brokerage import ROLES, brokers, by_chance, census, roles_of

# Who talks to whom in a sawmill on strike, and the three language groups: J. H. Michael, "Labor dispute reconciliation
# in a forest products manufacturing facility", Forest Products Journal 47(11), 1997.
STRIKE = {
    "Xavier": "Wendle Sam", "Utrecht": "Norm Russ Quint Sam", "Frank": "Gill", "Domingo": "Carlos Alejandro Eduardo",
    "Norm": "Bob Ozzie Sam Vern Paul", "Hal": "Bob Gill John", "Russ": "Quint Ted", "Karl": "Ozzie Lanny John",
    "Bob": "Ike Lanny Mike Alejandro John", "Quint": "Paul", "Wendle": "Sam", "Ike": "Gill Mike", "Ted": "Vern",
    "Gill": "John", "Lanny": "John", "Carlos": "Alejandro Eduardo", "Alejandro": "Eduardo",
}  # fmt: skip
SPANISH = ("Domingo", "Carlos", "Alejandro", "Eduardo")
YOUNG = ("Frank", "Hal", "Karl", "Bob", "Ike", "Gill", "Lanny", "Mike", "John")
# What R's sna::brokerage gives for it, as the course "R for SNA" of the Naval Postgraduate School's CORE Lab prints it:
# coordinator, itinerant, representative, gatekeeper, liaison; the same each way, so that every three count twice.
SNA = {
    "Utrecht": (8, 0, 0, 0, 0), "Norm": (18, 0, 5, 5, 0), "Hal": (2, 0, 0, 0, 0), "Russ": (4, 0, 0, 0, 0),
    "Karl": (0, 0, 2, 2, 0), "Bob": (14, 0, 10, 10, 2), "Quint": (4, 0, 0, 0, 0), "Ozzie": (0, 0, 1, 1, 0),
    "Ike": (4, 0, 0, 0, 0), "Ted": (2, 0, 0, 0, 0), "Sam": (8, 0, 0, 0, 0), "Vern": (2, 0, 0, 0, 0),
    "Gill": (10, 0, 0, 0, 0), "Lanny": (2, 0, 0, 0, 0), "Alejandro": (0, 0, 3, 3, 0), "Paul": (2, 0, 0, 0, 0),
    "John": (12, 0, 0, 0, 0),
}  # fmt: skip


@pytest.fixture
def strike() -> "nx.Graph[str]":
    return nx.Graph([(one, other) for one, others in STRIKE.items() for other in others.split()])


@pytest.fixture
def languages(strike: "nx.Graph[str]") -> dict[str, str | None]:
    return {key: "Spanish" if key in SPANISH else "young" if key in YOUNG else "old" for key in strike}


def test_roles_of_a_strike_are_those_that_sna_prints(
    strike: "nx.Graph[str]", languages: dict[str, str | None]
) -> None:
    both_ways = census(nx.DiGraph(strike), languages)

    assert strike.number_of_edges() == 38
    assert {key: tuple(roles[role] for role in ROLES) for key, roles in both_ways.items()} == {
        key: SNA.get(key, (0, 0, 0, 0, 0)) for key in strike
    }


def test_without_arrows_each_three_counts_once_and_gatekeeper_is_representative(
    strike: "nx.Graph[str]", languages: dict[str, str | None]
) -> None:
    found = census(strike, languages)

    assert roles_of(strike) == ("coordinator", "itinerant", "gatekeeper", "liaison")
    assert found["Bob"] == {"coordinator": 7, "itinerant": 0, "gatekeeper": 10, "liaison": 1}
    assert found["Norm"] == {"coordinator": 9, "itinerant": 0, "gatekeeper": 5, "liaison": 0}


def test_each_of_the_five_roles_by_hand() -> None:
    """One broker b in group B; a1, a2 in A, b1, b2 in B, c in C."""
    groups: dict[str, str | None] = {"b": "B", "b1": "B", "b2": "B", "a1": "A", "a2": "A", "c": "C"}
    ways = {
        ("b1", "b2"): "coordinator", ("a1", "a2"): "itinerant", ("b1", "a1"): "representative",
        ("a1", "b1"): "gatekeeper", ("a1", "c"): "liaison",
    }  # fmt: skip

    for (source, target), role in ways.items():
        talks = nx.DiGraph([(source, "b"), ("b", target)])
        assert census(talks, groups)["b"] == {each: int(each == role) for each in ROLES}
        talks.add_edge(source, target)
        assert sum(census(talks, groups)["b"].values()) == 0, "nobody brokers between two who deal with each other"


def test_a_name_in_no_group_stands_for_itself() -> None:
    """Two outsiders do not make a group: between them, Oman is a liaison and not an itinerant broker."""
    talks = nx.Graph([("Iran", "Oman"), ("Oman", "United States")])
    alone: dict[str, str | None] = dict.fromkeys(talks)

    assert census(talks, alone)["Oman"]["liaison"] == 1
    assert census(talks, alone | {"Iran": "x", "United States": "x"})["Oman"]["itinerant"] == 1


def test_expectation_and_deviation_of_the_paper_are_those_of_sna(
    strike: "nx.Graph[str]", languages: dict[str, str | None]
) -> None:
    """With d = 76/552, for Bob among 9 young, 4 Spanish and 11 old, by the formulas of the paper worked by hand."""
    d = 76 / 552
    found = by_chance(nx.DiGraph(strike), languages)["Bob"]
    p, shared = d**2 * (1 - d), (d * (1 - d)) ** 3
    pairs = {
        "coordinator": (8 * 7, 2 * 8 * 7 * 6),
        "itinerant": (4 * 3 + 11 * 10, 2 * (4 * 3 * 2 + 11 * 10 * 9)),
        "representative": (15 * 8, 2 * (8 * comb(15, 2) + 15 * comb(8, 2))),
        "gatekeeper": (15 * 8, 2 * (8 * comb(15, 2) + 15 * comb(8, 2))),
        "liaison": (2 * 4 * 11, 4 * (4 * comb(11, 2) + 11 * comb(4, 2))),
    }

    for role, (amount, overlaps) in pairs.items():
        assert found[role].mean == pytest.approx(amount * p)
        assert found[role].sd**2 == pytest.approx(amount * p * (1 - p) + overlaps * shared)


def test_expectation_without_arrows_is_the_mean_over_all_networks_of_four() -> None:
    """Every one of the 64 networks of four names, each with its probability; groups {a, b} and {c, d}."""
    pairs = [("a", "b"), ("a", "c"), ("a", "d"), ("b", "c"), ("b", "d"), ("c", "d")]
    groups: dict[str, str | None] = {"a": "1", "b": "1", "c": "2", "d": "2"}
    density = 0.5  # of any network with three dyads
    means, squares = dict.fromkeys(roles_of(nx.Graph()), 0.0), dict.fromkeys(roles_of(nx.Graph()), 0.0)
    for code in range(64):
        graph: nx.Graph[str] = nx.Graph()
        graph.add_nodes_from("abcd")
        graph.add_edges_from(ends for n, ends in enumerate(pairs) if code >> n & 1)
        for role, count in census(graph, groups)["a"].items():
            means[role] += count / 64
            squares[role] += count**2 / 64
    half: nx.Graph[str] = nx.Graph(pairs[:3])

    assert nx.density(half) == density
    for role, moments in by_chance(half, groups)["a"].items():
        assert moments.mean == pytest.approx(means[role])
        assert moments.sd**2 == pytest.approx(squares[role] - means[role] ** 2)


def test_small_networks_go_through_every_way_to_deal_out_memberships() -> None:
    """Oman, outside, between three: the two insiders can sit in three places, and one of three pairs is inside."""
    star = nx.Graph([("Oman", other) for other in ("Iran", "Qatar", "Yemen")])
    groups: dict[str, str | None] = {"Iran": "x", "Qatar": "x", "Yemen": None, "Oman": None}
    found = brokers(star, groups)

    assert found is not None
    oman = next(each for each in found if each.key == "Oman").roles["itinerant"]
    assert (oman.observed, oman.exact, oman.cases) == (1, True, 3)
    assert (oman.expected, oman.sd, oman.p) == (1, 0, 1)
    assert oman.z is None, "wherever the two sit, one pair of them is inside: nothing can be told"


def test_going_through_arrangements_is_counting_them_by_hand() -> None:
    """A broker within x, dealing with Iran and Qatar only, while x has two more members among Iran, Qatar, Yemen."""
    talks = nx.Graph([("Oman", "Iran"), ("Oman", "Qatar"), ("Iran", "Yemen")])
    groups: dict[str, str | None] = {"Oman": "x", "Iran": "x", "Qatar": "x", "Yemen": None}
    found = brokers(talks, groups)

    assert found is not None
    oman = next(each for each in found if each.key == "Oman")
    assert (oman.total, oman.group) == (1, "x")
    assert (oman.roles["coordinator"].observed, oman.roles["coordinator"].p) == (1, pytest.approx(1 / 3))
    assert oman.roles["coordinator"].expected == pytest.approx(1 / 3)
    assert oman.roles["gatekeeper"].expected == pytest.approx(2 / 3)


@pytest.mark.parametrize("seed", range(6))
def test_lots_with_arrows_are_a_census_of_every_arrangement(seed: int) -> None:
    """Five others in two groups and in none: mean and p of each role from a count in each of all arrangements."""
    graph = nx.relabel_nodes(nx.gnp_random_graph(6, 0.45, seed=seed, directed=True), "abcdef".__getitem__)
    own: dict[str, str | None] = {"a": ("x", None)[seed % 2]}
    others = ("x", "x", "y", "y", None)
    found = brokers(graph, own | dict(zip("bcdef", others, strict=True)), ["a"])
    every = [census(graph, own | dict(zip("bcdef", dealt, strict=True)))["a"] for dealt in set(permutations(others))]

    assert found is not None
    for role, test in found[0].roles.items():
        counts = [each[role] for each in every]
        assert (test.cases, test.exact) == (30, True)
        assert test.expected == pytest.approx(sum(counts) / 30)
        assert test.p == pytest.approx(sum(count >= test.observed for count in counts) / 30)


def test_drawn_lots_come_near_going_through_all(
    strike: "nx.Graph[str]", languages: dict[str, str | None]
) -> None:
    """For Bob, 999 lots against the share of pairs that fit among all labels of the 23 others."""
    found = brokers(strike, languages)
    assert found is not None
    bob = next(each for each in found if each.key == "Bob")
    pairs = comb(23, 2)

    assert not bob.roles["coordinator"].exact
    assert bob.roles["coordinator"].expected == pytest.approx(18 * comb(8, 2) / pairs, abs=0.2)
    assert bob.roles["itinerant"].expected == pytest.approx(18 * (comb(4, 2) + comb(11, 2)) / pairs, abs=0.3)
    assert bob.roles["gatekeeper"].expected == pytest.approx(18 * 8 * 15 / pairs, abs=0.3)
    assert bob.roles["liaison"].expected == pytest.approx(18 * 4 * 11 / pairs, abs=0.3)
    assert found == brokers(strike, languages), "the lots are the same in every run"


def test_every_arrangement_is_there_once() -> None:
    exact, rows = brokerage._dealt([0, 0, 1, -1, -1])

    assert exact
    assert {tuple(row) for row in rows} == set(permutations([0, 0, 1, -1, -1]))
    assert len(rows) == 30


def test_too_many_brokered_pairs_are_not_tried(monkeypatch: pytest.MonkeyPatch, strike: "nx.Graph[str]") -> None:
    monkeypatch.setattr(brokerage, "PATHS", 10)

    assert brokers(strike, dict.fromkeys(strike)) is None
