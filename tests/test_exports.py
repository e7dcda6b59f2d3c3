"""Exports for scholars: counts against hand-worked ties, files read back, every column in the codebook."""

import csv
import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import networkx as nx
import pytest
from rdflib import DCTERMS, PROV, Graph, URIRef

from graph.analysis.choice import Projection, read_projection
from graph.analysis.ties import Name, Told, ties
from graph.report.exports import EXPORTS, codes, export
from graph.report.exports.dyads import COLUMNS, directed_dyad_years, dyad_years
from graph.report.exports.graphs import gexf, graphml
from graph.report.exports.plover import Cited, records
from graph.report.exports.quads import QUADS
from graph.report.material import Material, read_material
from graph.statement import EVENT_TYPES
from graph.store import Generation
from ontology.actors import load_actors
from ontology.terms import OA, RZ

IRI = "https://w3id.org/relazione/"
NAMES = {
    "state/it": Name("State", "Italy"),
    "state/om": Name("State", "Oman"),
    "state/ir": Name("State", "Iran"),
    "person/al-busaidi": Name("Person", "=Badr\x07 al-Busaidi"),
}
FIELDS = {"status": None, "said_by": None, "modality": "fact", "confidence": 0.9}


def event(kind: str, iri: str, document: str, actors: str, recipients: str, **values: object) -> Told:
    roles = {"actor": tuple(actors.split()), "recipient": tuple(recipients.split())}
    return Told(**{**FIELDS, "statement": iri, "type": kind, "document": document, "roles": roles, **values})  # type: ignore[arg-type]


def party(iri: str, who: str) -> Told:
    roles = {"subject": (who,), "predicate": ("partyTo",), "relationObject": ("agreement/deal",)}
    plain = {"statement": iri, "type": "Relation", "document": "two", "date": None, "intensity": None}
    return Told(**{**FIELDS, **plain, "roles": roles})  # type: ignore[arg-type]


def material(*statements: Told, homes: dict[str, str] | None = None) -> Material:
    return Material(
        generation="abc", software=("Relazione 0",), statements=statements, ties=ties(statements), names=NAMES,
        homes=homes or {}, isos={"state/it": "IT", "state/om": "OM", "state/ir": "IR"},
    )  # fmt: skip


@pytest.fixture
def told() -> Material:
    """Italy and Oman meet in 2024 in two documents and fall out in 2025; in no year they share an agreement."""
    return material(
        event("Consult", "s1", "one", "state/it", "state/om", date="2024-03-01", intensity=1.0),
        event("Aid", "s2", "one", "state/it", "state/om", date="2024", intensity=7.0),
        event("Consult", "s3", "two", "state/om", "state/it", date="2024-05", intensity=1.0),
        event("Accuse", "s4", "two", "state/om", "state/it", date="2025-01", intensity=-2.0),
        event("Accuse", "s5", "two", "person/al-busaidi", "state/ir", date="2025-01", intensity=-2.0),
        party("s6", "state/it"),
        party("s7", "state/om"),
    )


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_a_dyad_has_a_row_a_year_and_one_for_what_has_no_date(told: Material) -> None:
    found = [row for row in rows(dyad_years(told, Projection())) if row["name_b"] == "Oman"]

    assert [(row["year"], row["documents"], row["statements"], row["statement_ids"]) for row in found] == [
        ("2024", "2", "3", "s1 s2 s3"), ("2025", "1", "1", "s4"), ("", "1", "2", "s6 s7"),
    ]  # fmt: skip
    assert [(row["consult"], row["aid"], row["accuse"], row["events"], row["agreements"]) for row in found] == [
        ("2", "1", "0", "3", "0"), ("0", "0", "1", "1", "0"), ("0", "0", "0", "0", "2"),
    ]  # fmt: skip
    assert [(row["cooperation"], row["conflict"], row["quad_1"], row["quad_2"], row["quad_3"]) for row in found] == [
        ("3", "0", "2", "1", "0"), ("0", "1", "0", "0", "1"), ("0", "0", "0", "0", "0"),
    ]  # fmt: skip
    assert [row["intensity"] for row in found] == ["2.5", "-2", ""], "((1 + 7)/2 + 1)/2, -2, not stated"
    assert found[0]["document_ids"] == f"{IRI}doc/one {IRI}doc/two"
    assert (found[0]["a"], found[0]["iso2_a"], found[0]["iso3_a"], found[0]["cow_a"]) == (
        f"{IRI}id/state/it", "IT", "ITA", "325",
    )  # fmt: skip


def test_directed_rows_tell_who_acted_and_stand_twice_for_what_is_mutual(told: Material) -> None:
    found = rows(directed_dyad_years(told, read_projection([("types", "events")])))

    between = [row for row in found if row["name_b"] != "Iran"]
    assert [(row["name_a"], row["name_b"], row["year"], row["statement_ids"]) for row in between] == [
        ("Italy", "Oman", "2024", "s1 s2 s3"), ("Oman", "Italy", "2024", "s1 s3"), ("Oman", "Italy", "2025", "s4"),
    ]  # fmt: skip


def test_rows_follow_the_projection(told: Material) -> None:
    found = rows(dyad_years(told, read_projection([("types", "conflict"), ("since", "2025")])))

    assert [(row["year"], row["statement_ids"]) for row in found] == [("2025", "s5"), ("2025", "s4")]


def test_people_stand_for_their_state_where_the_projection_folds(told: Material) -> None:
    folded = material(*told.statements, homes={"person/al-busaidi": "state/om"})
    apart = Projection(fold=False)

    assert {row["type_a"] for row in rows(dyad_years(folded, Projection()))} == {"State"}
    assert {row["type_a"] for row in rows(dyad_years(folded, apart))} == {"State", "Person"}


def test_no_cell_of_text_is_a_formula(told: Material) -> None:
    (cell,) = {row["name_a"] for row in rows(dyad_years(told, Projection())) if row["type_a"] == "Person"}

    assert cell.startswith("'=")


@pytest.mark.parametrize("write", [graphml, gexf])
def test_the_graph_reads_back_as_it_was_written(told: Material, write: object, tmp_path: Path) -> None:
    path = tmp_path / "graph.xml"
    path.write_text(write(told, Projection()), "utf-8")  # type: ignore[operator]
    read = nx.read_graphml(path) if write is graphml else nx.read_gexf(path)

    assert sorted(read) == ["person/al-busaidi", "state/ir", "state/it", "state/om"]
    assert read.nodes["state/it"]["label"] == "Italy"
    assert read.nodes["state/it"]["cow"] == "325"
    assert read.nodes["person/al-busaidi"]["label"] == "=Badr\ufffd al-Busaidi", "XML has no such character"
    edge = read.edges["state/it", "state/om"]
    assert (edge["weight"], edge["statements"], edge["cooperation"], edge["conflict"]) == (2, 6, 3, 1)
    assert edge["intensity"] == pytest.approx(((1 + 7) / 2 + (1 - 2) / 2) / 2), "document one, then document two"
    assert edge["sign"] == 1
    assert edge["types"] == "Accuse:1 Aid:1 Consult:2 partyTo:2"
    assert edge["statement_ids"].split() == ["s1", "s2", "s3", "s4", "s6", "s7"]


def test_an_edge_without_an_event_has_no_sign() -> None:
    parties = material(party("s6", "state/it"), party("s7", "state/om"))

    assert "sign" not in nx.parse_graphml(graphml(parties, Projection())).edges["state/it", "state/om"]


def test_plover_records_hold_what_the_dataset_says(generation: Generation) -> None:
    """Each record against the triples of its statement."""
    graph = Graph()
    for triple in generation.triples():
        graph.add(triple)
    found = [json.loads(line) for line in written(generation, "plover", worlds="fact,attributed,planned").splitlines()]

    assert found
    for record in found:
        node = URIRef(record["id"])
        assert [name.lower() for name in EVENT_TYPES if (node, None, RZ[name]) in graph] == [record["event"][0].lower()]
        for side, role in (("source", RZ.actor), ("recipient", RZ.recipient)):
            assert [each["identifier_id"] for each in record[side]] == sorted(map(str, graph.objects(node, role)))
        evidence = [[graph.value(each, OA[term]) for term in ("start", "end", "exact")]
                    for each in graph.objects(node, RZ.evidence)]  # fmt: skip
        spans = sorted((int(str(start)), int(str(end)), str(exact)) for start, end, exact in evidence)
        assert record["event_text"] == [exact for _, _, exact in spans]
        assert (record["text_info"]["start"], record["text_info"]["end"], record["text"]) == spans[0]
        document = graph.value(node, PROV.wasDerivedFrom)
        assert record["cite_info"]["citation"] == str(document)
        assert record["cite_info"]["title"] == str(graph.value(document, DCTERMS.title))
        assert record["date"] == (str(graph.value(node, RZ.date)) if graph.value(node, RZ.date) else None)


def test_plover_codes_actors_as_the_manual_asks() -> None:
    """States by ISO alpha-3, people by their state, organisations of states as IGO; who is neither has no code."""
    said = event("Consult", "s", "one", "person/al-busaidi organization/eu", "state/ir company/eni", date="2024-05",
                 intensity=1.0, modality="planned")  # fmt: skip
    found = material(said, homes={"person/al-busaidi": "state/om"})
    joint = replace(found, members={"organization/eu": frozenset({"state/it"})})

    (record,) = records(joint, Projection(worlds=("planned",)), Cited({}, {}, {f"{IRI}id/state/ir": "Q794"}))

    assert [actor.get("code") for actor in record["source"] + record["recipient"]] == ["OMN", "IGO", "IRN", None]
    assert record["recipient"][0]["wikidata_id"] == "Q794"
    assert (record["date"], record["date_precision"], record["context"]) == ("2024-05", "month", ["future"])
    assert (record["event"], record["quad_code"]) == (["CONSULT"], 1)


def test_quads_part_the_types_as_the_manual_does() -> None:
    assert [name for _, types in QUADS.values() for name in types] == list(EVENT_TYPES)
    assert QUADS[3][1] == ("Request", "Accuse", "Reject", "Threaten")


def test_every_state_of_the_ontology_has_codes_and_no_two_share_one() -> None:
    known = {actor.iso for actor in load_actors() if actor.type == "State"}
    numbers = [each.cow for each in codes.STATES.values() if each.cow]

    assert known == set(codes.STATES)
    assert len({each.iso3 for each in codes.STATES.values()}) == len(codes.STATES)
    assert len(set(numbers)) == len(numbers) == len(codes.STATES) - 2, "Palestine and the Holy See have none"
    assert {name: codes.STATES[name].cow for name in ("US", "GB", "DE", "YE", "RS", "VN")} == {
        "US": "2", "GB": "200", "DE": "255", "YE": "679", "RS": "345", "VN": "816",
    }  # fmt: skip


def told_fields(record: object, name: str = "") -> Iterator[str]:
    """Yield the fields of a record of JSON as the codebook names them."""
    if isinstance(record, dict):
        for key, value in record.items():
            yield f"{name}.{key}".lstrip(".")
            yield from told_fields(value, f"{name}.{key}".lstrip("."))
    elif isinstance(record, list):
        for each in record:
            yield from told_fields(each, f"{name}[]")


def test_the_codebook_holds_every_column_and_no_other(generation: Generation) -> None:
    parts = written(generation, "codebook").split("\n## ")[1:]
    books = [set(re.findall(r"^\| `([^`]+)` \|", part, re.MULTILINE)) for part in parts]
    graph = nx.parse_graphml(written(generation, "graphml"))
    nodes = {name for _, data in graph.nodes(data=True) for name in data}
    edges = {name for *_, data in graph.edges(data=True) for name in data}
    lines = [json.loads(line) for line in written(generation, "plover", worlds="fact,attributed,planned").splitlines()]
    fields = {name for line in lines for name in told_fields(line)}
    header = written(generation, "dyad-year").split("\n", 1)[0].split(",")

    assert len(parts) == 5
    assert books[0] == set(header) == set(COLUMNS)
    assert fields <= books[1]
    assert books[1] - fields <= {"source[].wikidata_id", "recipient[].wikidata_id"}, "absent where it is not certain"
    assert (books[2], books[3]) == (set(graph.graph) - {"node_default", "edge_default"}, nodes)
    assert books[4] == edges


def test_the_same_dataset_gives_the_same_bytes_whatever_the_order_of_hashes(data: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from hashlib import sha256; from graph.store import Generation;"
        "from graph.analysis.choice import Projection; from graph.report.exports import EXPORTS, export;"
        "from graph.report.material import read_material; g = Generation.open(Path(sys.argv[1])); m = read_material(g);"
        "print(sha256(''.join(export(g, m, Projection(), f) for f in EXPORTS).encode()).hexdigest())"
    )
    found = {
        subprocess.run(
            [sys.executable, "-c", code, str(data)], env={**os.environ, "PYTHONHASHSEED": seed}, text=True,
            capture_output=True, check=True,
        ).stdout
        for seed in ("1", "2", "3")
    }  # fmt: skip

    assert len(found) == 1


@pytest.mark.parametrize("format", EXPORTS)
def test_no_export_holds_what_the_projection_leaves_out(generation: Generation, format: str) -> None:
    plans = {tie.statement for tie in read_material(generation).ties if tie.world == "planned"}
    facts = {tie.statement for tie in read_material(generation).ties if tie.world == "fact"}
    text = written(generation, format)

    assert plans
    assert not any(iri in text for iri in plans)
    assert format == "codebook" or any(iri in text for iri in facts)


def written(generation: Generation, format: str, **chosen: str) -> str:
    return export(generation, read_material(generation), read_projection(chosen.items()), format)


