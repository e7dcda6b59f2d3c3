"""What the explorer is sent: every name, every dyad, each statement once a dyad, as the two documents have them."""

import gzip
import json
from datetime import date
from math import hypot
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from flask.testing import FlaskClient

from server import create_app
from server.columns import days
from server.placing import beyond

DYADS = {
    frozenset(pair)
    for pair in (
        ("state/ir", "state/om"), ("state/ir", "state/us"), ("state/om", "state/us"), ("state/il", "state/ir"),
        ("person/badr-al-busaidi", "state/om"), ("agreement/muscat-accord", "state/ir"), ("state/it", "state/jp"),
        ("initiative/sky-programme", "state/it"), ("initiative/sky-programme", "state/jp"),
        ("organization/european-union", "state/it"),
    )
}  # fmt: skip


@pytest.fixture(scope="module")
def client(data: Path) -> FlaskClient:
    return create_app(data, {"TESTING": True}).test_client()


@pytest.fixture(scope="module")
def told(client: FlaskClient) -> Any:
    return client.get("/api/network").get_json()


def said(told: Any, one: str, other: str) -> list[tuple[Any, ...]]:
    """Return the rows of a dyad with what their numbers stand for."""
    keys = [node["key"] for node in told["nodes"]]
    first, last = next(e["rows"] for e in told["edges"] if {keys[e["from"]], keys[e["to"]]} == {one, other})
    rows, documents = told["rows"], told["documents"]
    return [
        (
            told["kinds"][rows["kind"][n]]["key"], told["worlds"][rows["world"][n]], rows["sure"][n],
            rows["intensity"][n], told["sources"][documents["source"][rows["document"][n]]], rows["day"][n],
            rows["until"][n],
            [told["sectors"][each]["key"] for each in told["sectorSets"][rows["sectors"][n]]],
        )
        for n in range(first, last)
    ]  # fmt: skip


def test_every_dyad_is_there_once_and_the_better_documented_name_first(told: Any) -> None:
    keys = [node["key"] for node in told["nodes"]]
    pairs = [frozenset((keys[edge["from"]], keys[edge["to"]])) for edge in told["edges"]]

    assert [node["id"] for node in told["nodes"]] == list(range(10))
    assert len(pairs) == 10
    assert set(pairs) == DYADS
    assert all(edge["from"] < edge["to"] for edge in told["edges"])
    assert keys[0] == "state/ir"
    assert told["whole"] == {"names": 10, "dyads": 10, "statements": 13}


def test_rows_of_dyads_follow_each_other_without_a_gap(told: Any) -> None:
    spans = [edge["rows"] for edge in told["edges"]]

    assert [span[0] for span in spans] == [0, *(span[1] for span in spans[:-1])]
    assert {len(column) for column in told["rows"].values()} == {spans[-1][1]} == {13}


def test_statement_that_makes_several_dyads_has_one_number(told: Any) -> None:
    keys = [node["key"] for node in told["nodes"]]
    facts = [
        frozenset((keys[edge["from"]], keys[edge["to"]]))
        for edge in told["edges"]
        for n in range(*edge["rows"])
        if told["rows"]["statement"][n] == told["rows"]["statement"][talks_row(told)]
    ]

    assert len(set(told["rows"]["statement"])) == 11
    assert facts == [frozenset(("state/ir", "state/om")), frozenset(("state/ir", "state/us")),
                     frozenset(("state/om", "state/us"))]  # fmt: skip


def talks_row(told: Any) -> int:
    """Return the first row of the talks, at which three states sat."""
    consult = next(number for number, kind in enumerate(told["kinds"]) if kind["key"] == "Consult")
    return next(n for n, kind in enumerate(told["rows"]["kind"]) if kind == consult)


def test_row_tells_kind_world_sureness_source_and_day(told: Any) -> None:
    day = (date(2025, 4, 12) - date(1970, 1, 1)).days
    talks, may_meet = said(told, "state/ir", "state/us")

    assert talks[:3] + talks[4:] == ("Consult", "fact", 90, "Gulf Wire", day, day, [])
    assert may_meet[:3] + may_meet[4:] == ("Consult", "planned", 50, "Ledger <b>Weekly</b>", None, None, [])
    assert [row[:3] for row in said(told, "state/ir", "agreement/muscat-accord")] == [("partyTo", "planned", 70)]
    assert {row[0] for row in said(told, "person/badr-al-busaidi", "state/om")} == {"Tenure", "basedIn"}
    assert {row[3] for row in said(told, "state/it", "state/jp")} == {None}


def test_kinds_are_told_with_their_label_and_whether_they_are_events(told: Any) -> None:
    kinds = {kind["key"]: kind for kind in told["kinds"]}

    assert set(kinds) == {"Consult", "Accuse", "Reject", "Tenure", "basedIn", "partyTo", "partnerOf", "takesPartIn",
                          "memberOf"}  # fmt: skip
    assert [kind["event"] for kind in told["kinds"]] == [True] * 3 + [False] * 6
    assert kinds["Consult"]["intensity"] > 0 > kinds["Accuse"]["intensity"]
    assert kinds["Tenure"] == {"key": "Tenure", "label": "Office", "event": False, "intensity": None}


def test_names_have_places_of_their_own_measures_and_a_community(told: Any) -> None:
    nodes = {node["key"]: node for node in told["nodes"]}
    measures = [measure["key"] for measure in told["measures"]]
    italy = dict(zip(measures, nodes["state/it"]["measures"], strict=True))

    assert len({(node["x"], node["y"]) for node in nodes.values()}) == 10
    assert told["types"][nodes["state/it"]["type"]] == "state"
    assert measures == ["documents", "ties", "betweenness", "pagerank"]
    assert (italy["documents"], italy["ties"]) == (1, 3)
    assert nodes["state/ir"]["measures"][0] == 2
    assert nodes["state/us"]["measures"][2] == 0
    assert nodes["state/it"]["community"] == nodes["state/jp"]["community"] != nodes["state/ir"]["community"]
    assert told["communities"][nodes["state/it"]["community"]] == {"label": "Italy, Sky Programme and 2 more"}


def test_sources_are_counted_by_statements_and_documents_know_their_day(told: Any) -> None:
    assert told["sources"] == ["Gulf Wire", "Ledger <b>Weekly</b>"]
    assert sorted(zip(told["documents"]["source"], told["documents"]["issued"], strict=True)) == [
        (0, "2025-04-13"),
        (1, "2025-02"),
    ]


def test_one_generation_is_sent_once_and_packed_where_that_is_taken(client: FlaskClient, told: Any) -> None:
    packed = client.get("/api/network", headers={"Accept-Encoding": "gzip"})
    plain = client.get("/api/network")

    assert packed.headers["Content-Encoding"] == "gzip"
    assert json.loads(gzip.decompress(packed.data)) == told
    assert "Content-Encoding" not in plain.headers
    assert {"Accept", "Accept-Encoding"} <= set(plain.vary)
    assert packed.headers["ETag"] != plain.headers["ETag"]
    again = client.get("/api/network", headers={"If-None-Match": plain.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


def test_one_name_comes_with_its_dyads_as_the_whole_has_them(client: FlaskClient, told: Any) -> None:
    part = client.get("/api/network?around=state/om").get_json()
    places = {node["key"]: (node["x"], node["y"]) for node in told["nodes"]}

    assert {node["key"] for node in part["nodes"]} == {
        "state/om", "state/ir", "state/us", "person/badr-al-busaidi"
    }  # fmt: skip
    assert [node["id"] for node in part["nodes"]] == [0, 1, 2, 3]
    assert len(part["edges"]) == 3
    assert set(part) == set(told)
    assert part["whole"] == told["whole"]
    for other in ("state/ir", "state/us", "person/badr-al-busaidi"):
        assert said(part, "state/om", other) == said(told, "state/om", other)
    assert all(places[node["key"]] == (node["x"], node["y"]) for node in part["nodes"])


@pytest.mark.parametrize(
    ("asked", "status"), [("", 400), ("state/xx", 404), ("place/muscat", 404), ("state/it%3Cscript%3E", 404)]
)
def test_part_of_no_name_is_refused_with_a_reason(client: FlaskClient, asked: str, status: int) -> None:
    answer = client.get(f"/api/network?around={asked}")

    assert answer.status_code == status
    assert answer.mimetype == "application/json"
    assert answer.get_json()["error"]


def test_a_date_is_the_days_it_may_mean() -> None:
    def since(year: int, month: int, day: int) -> int:
        return (date(year, month, day) - date(1970, 1, 1)).days

    assert days("2025-04-12") == (since(2025, 4, 12),) * 2
    assert days("2024-02") == (since(2024, 2, 1), since(2024, 2, 29))
    assert days("2025") == (since(2025, 1, 1), since(2025, 12, 31))
    assert days("1970-01-01") == (0, 0)
    assert days("2025-02-30") is None


def test_names_beyond_stand_near_what_they_are_tied_to_and_leave_the_rest_where_it_is() -> None:
    fixed = {"a": (0, 0), "b": (600, 0)}
    graph: nx.Graph[str] = nx.Graph()
    graph.add_weighted_edges_from([("a", "b", 1), ("a", "c", 9), ("b", "c", 1), ("c", "d", 1), ("y", "z", 1)])
    graph.add_weighted_edges_from(("b", f"leaf{n}", 1) for n in range(8))
    order = sorted(graph)
    places = beyond(graph, fixed, order)
    near = {key: hypot(places[key][0] - 600, places[key][1]) for key in order if key.startswith("leaf")}
    apart = min(hypot(places[a][0] - places[b][0], places[a][1] - places[b][1]) for a in order for b in order if a < b)

    assert {key: places[key] for key in fixed} == fixed
    assert abs(places["c"][0] - 60) < 40
    assert max(near.values()) < 90
    assert apart > 16
    assert min(places["y"][1], places["z"][1]) > max(places[key][1] for key in order if key not in "yz")
    assert places == beyond(graph, fixed, order)


def test_picture_of_nothing_fixed_or_nothing_at_all() -> None:
    graph: nx.Graph[str] = nx.Graph([("a", "b"), ("b", "c")])

    assert len(set(beyond(graph, {}, ["a", "b", "c"]).values())) == 3
    assert beyond(nx.Graph(), {}, []) == {}
