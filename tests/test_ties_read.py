"""Statements are read from the store as they stand in it, without what people rejected."""

from pathlib import Path

import pytest
from rdflib import DCTERMS, PROV, RDF, Graph, URIRef
from scripted import made, write_sources

from graph import revision
from graph.analysis.choice import SINGLE, Projection
from graph.analysis.projection import choose
from graph.analysis.reading import key_of, read_statements, read_ties
from graph.revision import judge
from graph.store import Generation
from ontology.terms import RZ

ACT = {"by": "Ada", "at": "2025-11-03T10:00:00Z"}
ALL = Projection(types=SINGLE, worlds=("fact", "attributed", "planned"))


@pytest.fixture
def judged(tmp_path: Path) -> Path:
    made(write_sources(tmp_path / "sources"), tmp_path / "data")
    return tmp_path / "data"


def union(generation: Generation) -> Graph:
    """All graphs of a dataset as one, without a query."""
    graph = Graph()
    for triple in generation.triples():
        graph.add(triple)
    return graph


def test_statements_are_read_as_rdflib_reads_them(generation: Generation) -> None:
    graph = union(generation)
    families = [RZ.Event, RZ.Relation, RZ.Tenure, RZ.Observation]
    kept = {str(node) for family in families for node in graph.subjects(RDF.type, family)}
    statements = read_statements(generation)

    assert len(kept) > 5
    assert [each.statement for each in statements] == sorted(kept)
    for each in statements:
        node = URIRef(each.statement)
        (document,) = graph.objects(node, PROV.wasDerivedFrom)
        assert URIRef(RZ[each.type]) in graph.objects(node, RDF.type)
        assert str(graph.value(document, DCTERMS.identifier)) == each.document
        assert str(graph.value(node, RZ.modality)) == each.modality
        assert float(str(graph.value(node, RZ.confidence))) == each.confidence
        for role in ("actor", "recipient", "object", "holder", "officeOf", "sector", "reporter", "partner"):
            named = sorted(key_of(str(value)) for value in graph.objects(node, RZ[role]))
            assert each.roles.get(role, ()) == tuple(named)
        subjects = sorted(key_of(str(value)) for value in graph.objects(node, RDF.subject))
        assert each.roles.get("subject", ()) == tuple(subjects)


def test_a_rejected_statement_ties_nobody(judged: Path) -> None:
    with Generation.open(judged) as before:
        meeting = next(tie for tie in read_ties(before) if tie.type == "Consult")
        same = {tie.pair for tie in read_ties(before) if tie.statement == meeting.statement}
    judge(judged, revision.of_statement("rejected", meeting.statement, **ACT))

    with Generation.open(judged) as after:
        ties = choose(read_ties(after), ALL)

    assert meeting.pair in same
    assert ties, "other statements still tie"
    assert meeting.statement not in {tie.statement for tie in ties}


def test_a_corrected_statement_ties_as_it_was_put_right(judged: Path) -> None:
    """A meeting that proves to be planned counts among the plans alone, under its new name."""
    with Generation.open(judged) as before:
        meeting = next(tie for tie in read_ties(before) if tie.type == "Consult" and tie.modality == "fact")
    judge(judged, revision.of_statement("corrected", meeting.statement, "modality", "planned", **ACT))

    with Generation.open(judged) as after:
        ties = [tie for tie in read_ties(after) if tie.document == meeting.document and tie.type == "Consult"]

    assert ties
    assert meeting.statement not in {tie.statement for tie in ties}
    assert {tie.world for tie in ties} == {"planned"}
    assert choose(ties, Projection()) == ()
