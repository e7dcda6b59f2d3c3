"""Lines written and columns read by ourselves are what the engine writes and finds, value for value."""

import pytest
from pyoxigraph import RdfFormat, serialize
from rdflib import RDF, SKOS, XSD, BNode, Literal, URIRef
from rdflib.namespace import DCTERMS, PROV

from graph.columns import columns
from graph.engine import engine_quad, lines_of
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


def test_lines_are_what_the_engine_writes() -> None:
    node, prop, graph = (URIRef(f"https://example.org/{each}/é") for each in "spg")
    controls = map(chr, (*range(1, 0x21), 0x7F, 0x85, 0xA0, 0x2028, 0xFFFE, 0x10FFFF))
    values = [Literal(text) for text in (*HARD, *controls)]
    values += [Literal("oui", lang="fr-BE"), Literal("2025", datatype=XSD.gYear, normalize=False), Literal(True)]
    quads = [(node, prop, value, graph) for value in (*values, node, BNode("b0"))]
    quads.append((BNode("b0"), RDF.type, RZ.Event, graph))

    assert lines_of(quads) == serialize(map(engine_quad, quads), format=RdfFormat.N_QUADS)


def test_triple_of_two_graphs_comes_once_and_others_not_at_all() -> None:
    lines = [b"<a> <p> <b> <g> .\n", b"<a> <p> <b> <h> .\n", b"<a> <p> <c> <g> .\n", b"<a> <q> <b> <g> .\n",
             b"_:x <p> <b> <g> .\n"]  # fmt: skip

    assert columns(lines, ["p", "r"]) == {"p": [("a", "b"), ("a", "c"), ("_:x", "b")], "r": []}
