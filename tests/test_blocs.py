"""Blocs and communities: who belongs where, how two divisions agree, and how firm a division is."""

from itertools import combinations

import networkx as nx
import pytest

from graph.analysis import communities as division
from graph.analysis.blocs import Bloc, adjusted_rand, chosen, match, speaking
from graph.analysis.communities import Partition, communities, stability
from graph.analysis.reading import read_members
from graph.analysis.ties import Tie
from graph.store import Generation

MEMBERS = {
    "organization/all": frozenset("abcdefg"),
    "organization/even": frozenset("bdfxyz"),
    "organization/first": frozenset("abc"),
    "organization/pair": frozenset("ab"),
    "organization/same": frozenset("abcz"),
}


def test_blocs_are_those_that_divide_the_names() -> None:
    """Seven names: all of them, or two of them, divide nothing; of two with the same members one is enough."""
    found = chosen(MEMBERS, "abcdefg", told={"organization/even": 2})

    assert [(bloc.key, "".join(bloc.members), bloc.documents) for bloc in found] == [
        ("organization/even", "bdf", 2), ("organization/first", "abc", 0),
    ]  # fmt: skip


def test_what_documents_speak_of_comes_before_what_is_large() -> None:
    members = {"organization/large": frozenset("abcd"), "organization/small": frozenset("efg")}

    assert [bloc.key for bloc in chosen(members, "abcdefgh", {})] == ["organization/large", "organization/small"]
    assert chosen(members, "abcdefgh", {"organization/small": 1}, most=1)[0].key == "organization/small"


def test_a_document_speaks_of_whom_it_ties_whatever_it_says() -> None:
    ties = [
        Tie(
            a="a", b="b", kind="event", type="Consult", document=document, statement=document + modality,
            modality=modality,
        )
        for document in ("one", "two")
        for modality in ("fact", "denied")
    ]

    assert speaking(ties) == {"a": 2, "b": 2}


def test_people_and_organs_belong_where_their_state_does_and_an_organisation_not_to_itself() -> None:
    """Five states here, of which three are in the bloc; x stands for one of them, y for nobody."""
    members = {"organization/bloc": frozenset("abc"), "organization/other": frozenset("de")}
    found = chosen(members, ("a", "b", "d", "e", "f", "x", "y", "organization/bloc"), {}, homes={"x": "c"})

    assert found == ()
    wider = members | {"organization/all": frozenset("abcdef")}
    found = chosen(wider, ("a", "b", "d", "e", "f", "x", "y", "organization/bloc"), {}, homes={"x": "c"})
    assert [(bloc.key, bloc.members) for bloc in found] == [("organization/bloc", ("a", "b", "x"))]


def test_a_bloc_of_all_states_divides_nothing_however_many_companies_there_are() -> None:
    companies = tuple(f"company/{n}" for n in range(9))

    assert chosen({"organization/all": frozenset("abcdef")}, ("a", "b", "c", "d", "e", "f", *companies), {}) == ()


def test_agreement_of_two_divisions_is_that_of_hubert_and_arabie() -> None:
    """By hand: n = 4, pairs together in both 1, in one 1, in the other 2: (1 − 1/3) / (1.5 − 1/3) = 4/7."""
    assert adjusted_rand([0, 0, 1, 2], [0, 0, 1, 1]) == pytest.approx(4 / 7)
    assert adjusted_rand([0, 0, 1, 1], ["x", "x", "y", "y"]) == 1
    assert adjusted_rand([0, 0, 1, 1], [0, 1, 0, 1]) == pytest.approx(-0.5)
    assert adjusted_rand([0, 0], [0, 0]) == 1


def test_agreement_of_divisions_is_what_igraph_finds() -> None:
    igraph = pytest.importorskip("igraph")
    one, other = [n % 5 for n in range(60)], [n * n % 7 for n in range(60)]

    assert adjusted_rand(one, other) == pytest.approx(igraph.compare_communities(one, other, "adjusted_rand"))


def test_a_bloc_is_matched_with_the_community_that_fits_it_best() -> None:
    """Of bloc a, b, c the second community holds two and one other; F = 4/6 against 2/7."""
    found = match(Bloc(key="x", members=("a", "b", "c"), documents=0), [("c", "e", "f", "g"), ("a", "b", "d")])

    assert (found.community, found.both, found.communities) == (1, ("a", "b"), 2)
    assert (found.precision, found.recall) == (pytest.approx(2 / 3), pytest.approx(2 / 3))
    assert found.rand == pytest.approx(adjusted_rand([1, 1, 1, 0, 0, 0, 0], [1, 1, 0, 1, 0, 0, 0]))


def cliques(*documents: tuple[str, ...]) -> "nx.Graph[str]":
    """Two triangles and a bridge between them, each dyad told by the documents given, the bridge by the last."""
    graph: nx.Graph[str] = nx.Graph()
    for names, read in zip(("abc", "def"), documents, strict=False):
        graph.add_edges_from(combinations(names, 2), documents=read, weight=len(read))
    graph.add_edge("c", "d", documents=documents[-1], weight=len(documents[-1]))
    return graph


EVERYWHERE = tuple(f"{n}" for n in range(8))


def test_a_division_that_every_document_bears_out_is_the_same_whatever_is_drawn() -> None:
    graph = cliques(EVERYWHERE, EVERYWHERE, EVERYWHERE[:1])
    found = stability(graph, communities(graph))

    assert found is not None
    assert set(found.seeds.values()) == {1}
    assert min(found.draws.values()) == 1
    assert found.drawn == 100


def test_a_division_that_rests_on_one_document_is_not_firm() -> None:
    """c is with a and b by one document of eight; where that is not drawn, it is with d, e and f alone."""
    graph = cliques(EVERYWHERE, EVERYWHERE, EVERYWHERE[1:2])
    graph["a"]["c"]["documents"] = graph["b"]["c"]["documents"] = EVERYWHERE[:1]
    held = Partition((("a", "b", "c"), ("d", "e", "f")), 0.3)
    found = stability(graph, held)

    assert found is not None
    assert found.draws["a"] < 1
    assert found == stability(graph, held)


def test_a_share_kept_is_the_part_that_is_the_same() -> None:
    """By hand, a, b | c, d against a | b, c, d and then against a, b | d, where c is missing."""
    held = Partition((("a", "b"), ("c", "d")), 0.1)
    found = division._kept(held, [[["a"], ["b", "c", "d"]], [["a", "b"], ["d"]]])

    assert found == pytest.approx({"a": 0.75, "b": 0.625, "c": 2 / 3, "d": 5 / 6})


def test_too_many_dyads_are_not_divided_a_hundred_times(monkeypatch: pytest.MonkeyPatch) -> None:
    graph = cliques(EVERYWHERE, EVERYWHERE, EVERYWHERE)

    assert stability(graph, communities(graph)) is not None
    monkeypatch.setattr(division, "BUDGET", 100)
    assert stability(graph, communities(graph)) is None


def test_a_few_documents_cannot_tell_how_firm_a_division_is() -> None:
    graph = cliques(EVERYWHERE[:6], EVERYWHERE[:6], EVERYWHERE[:1])

    assert stability(graph, communities(graph)) is None


def test_members_are_those_of_the_reference_and_of_the_documents(generation: Generation) -> None:
    """The documents name Italy and the United States; one says that Italy belongs to the European Union."""
    members = read_members(generation)

    assert "state/it" in members["organization/european-union"]
    assert members["organization/g7"] >= {"state/it", "state/us"}
    assert "state/cn" not in members["organization/g7"]
    assert all(key.startswith("state/") for states in members.values() for key in states)
