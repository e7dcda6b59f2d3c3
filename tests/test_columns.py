"""Columns read from the file are what the engine finds, value for value."""

import pytest
from rdflib import RDF, SKOS, Literal, URIRef
from rdflib.namespace import DCTERMS, PROV

from graph.columns import columns
from graph.engine import engine_quad
from graph.store import Generation, named_query
from ontology.terms import OA, RZ

PROPERTIES = (RDF.type, RZ.actor, RZ.confidence, RZ.evidence, RZ.date, RDF.object, PROV.wasDerivedFrom, OA.exact,
              OA.start, SKOS.prefLabel, SKOS.altLabel, DCTERMS.title, RZ.saidBy)  # fmt: skip
HARD = (
    'said "no" \\ twice', "line\nbreak\ttab\rreturn", "Élysée – 東京 🏛", "ends in \\",
    'a" <https://elsewhere.example/g> .', "",
    "\x07bell and \x7f", "https://w3id.org/relazione/doc/a",
)  # fmt: skip


def test_columns_hold_what_the_engine_finds(generation: Generation) -> None:
    found = generation.columns(PROPERTIES)

    for prop in PROPERTIES:
        told = [(node, value) for _, node, value in generation.table(named_query("api_values"), property=prop)]
        assert told, prop
        assert sorted(found[str(prop)]) == sorted(told)


@pytest.mark.parametrize("text", HARD)
def test_text_comes_as_it_is(text: str) -> None:
    node, prop, graph = (URIRef(f"https://example.org/{each}") for each in "spg")
    lines = [
        f"{engine_quad((node, prop, value, graph))} .\n".encode()
        for value in (Literal(text), Literal(text, lang="en"), Literal(text, datatype=RZ.word))
    ]

    assert columns(lines, [str(prop)]) == {str(prop): [(str(node), text)] * 3}


def test_triple_of_two_graphs_comes_once_and_others_not_at_all() -> None:
    lines = [b"<a> <p> <b> <g> .\n", b"<a> <p> <b> <h> .\n", b"<a> <p> <c> <g> .\n", b"<a> <q> <b> <g> .\n",
             b"_:x <p> <b> <g> .\n"]  # fmt: skip

    assert columns(lines, ["p", "r"]) == {"p": [("a", "b"), ("a", "c"), ("_:x", "b")], "r": []}
