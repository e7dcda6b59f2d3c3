"""Generations: published whole or not at all, read as one set, and never a way out of the machine."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from rdflib import XSD, Literal, URIRef

from graph.errors import MissingDataError, QueryError, StoreError
from graph.federation import refuse_federation
from graph.store import Generation, Quad, current, publish

EX = "http://example.org/"
ONE, TWO = URIRef(EX + "graph/1"), URIRef(EX + "graph/2")
ROOT = Path(__file__).parent.parent


def quad(subject: str, target: str, graph: URIRef = ONE) -> Quad:
    return URIRef(EX + subject), URIRef(EX + "knows"), URIRef(EX + target), graph


def serve(data: Path, *quads: Quad) -> str:
    return publish(data, quads, {}, {"documents": []})


def test_same_quads_in_any_order_give_the_same_generation(tmp_path: Path) -> None:
    quads = [quad("rome", "beijing"), quad("rome", "tokyo"), quad("rome", "beijing", TWO)]

    assert serve(tmp_path / "a", *quads) == serve(tmp_path / "b", *reversed(quads))
    with Generation.open(tmp_path / "a") as one, Generation.open(tmp_path / "b") as other:
        assert one.dump("trig") == other.dump("trig")
        assert one.dump("nquads") == other.dump("nquads")
        assert one.dump("nquads").decode().splitlines() == sorted(one.dump("nquads").decode().splitlines())


def test_a_triple_in_two_graphs_counts_once(tmp_path: Path) -> None:
    serve(tmp_path, quad("rome", "beijing"), quad("rome", "beijing", TWO))

    with Generation.open(tmp_path) as generation:
        rows = generation.select("SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }")
        assert [int(row["n"]) for row in rows] == [1]
        assert len(generation.select("SELECT ?g WHERE { GRAPH ?g { ?s ?p ?o } }")) == 2


def test_values_are_bound_and_cannot_become_syntax(tmp_path: Path) -> None:
    hostile = Literal('x" } ; DROP ?o { "')
    serve(tmp_path, (URIRef(EX + "rome"), URIRef(EX + "says"), hostile, ONE), quad("rome", "tokyo"))

    with Generation.open(tmp_path) as generation:
        rows = generation.select("SELECT ?s ?o WHERE { ?s ?p ?o }", o=hostile)
    assert rows == [{"s": URIRef(EX + "rome"), "o": hostile}]


def test_binding_a_variable_that_is_not_selected_is_told(tmp_path: Path) -> None:
    serve(tmp_path, quad("rome", "tokyo"))

    with Generation.open(tmp_path) as generation, pytest.raises(QueryError, match=r"\?o"):
        generation.select("SELECT ?s WHERE { ?s ?p ?o }", o=URIRef(EX + "tokyo"))


def test_terms_keep_their_form_from_publishing_to_reading(tmp_path: Path) -> None:
    terms = [
        Literal("2024-07", datatype=XSD.gYearMonth, normalize=False),
        Literal("6.5", datatype=XSD.decimal, normalize=False),
        Literal("Élysée", lang="fr"),
        Literal('two\nlines "quoted" \\ \u2028'),
    ]
    subject, says = URIRef(EX + "paris"), URIRef(EX + "says")
    serve(tmp_path, *((subject, says, term, ONE) for term in terms))

    with Generation.open(tmp_path) as generation:
        found = [row["o"] for row in generation.select("SELECT ?o WHERE { ?s ?p ?o }")]
    assert sorted(term.n3() for term in found) == sorted(term.n3() for term in terms)


def test_graphs_of_the_protocol_replace_those_of_the_query(tmp_path: Path) -> None:
    serve(tmp_path, quad("rome", "beijing"), quad("rome", "tokyo", TWO))
    query = f"SELECT ?o FROM <{ONE}> WHERE {{ ?s ?p ?o }}"

    def targets(generation: Generation, **graphs: list[str]) -> list[str]:
        return [str(row["o"]).removeprefix(EX) for row in generation.answer(query, **graphs).rows()]

    with Generation.open(tmp_path) as generation:
        assert targets(generation) == ["beijing"]
        assert targets(generation, default_graphs=[str(TWO)]) == ["tokyo"]
        assert targets(generation, named_graphs=[str(TWO)]) == []
        assert targets(generation, default_graphs=["http://example.org/no-such"]) == []


def test_a_file_named_as_graph_is_not_read(tmp_path: Path) -> None:
    serve(tmp_path, quad("rome", "tokyo"))
    (tmp_path / "secret.ttl").write_text("<urn:a> <urn:b> <urn:c> .")
    query = f"SELECT * FROM <{(tmp_path / 'secret.ttl').as_uri()}> WHERE {{ ?s ?p ?o }}"

    with Generation.open(tmp_path) as generation:
        assert generation.answer(query).rows() == []


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <http://x.example/> { ?s ?p ?o } }",
        "SELECT * { sErViCe SILENT ?s { ?s ?p ?o } }",
        "SELECT * { SERVICE#comment\n<http://x.example/> { ?s ?p ?o } }",
        r"SELECT * { \u0053ERVICE <http://x.example/> { ?s ?p ?o } }",
        r"SELECT * { S\U00000045RVICE <http://x.example/> { ?s ?p ?o } }",
        r'SELECT * { ?s ?p "\u0022 SERVICE <http://x.example/> { ?s ?p ?o } # " }',
        "PREFIX : <http://x.example/> SELECT * { SERVICE:s { ?s ?p ?o } }",
        "PREFIX : <http://x.example/> SELECT * { SERVICESILENT:s { ?s ?p ?o } }",
        "SELECT * { SERVICESILENT<http://x.example/> { ?s ?p ?o } }",
        "SELECT * { ?s ?p trueSERVICE<http://x.example/> { ?s ?p ?o } }",
        "SELECT * { ?s ?p 1SERVICE<http://x.example/> { ?s ?p ?o } }",
        "SELECT * { ?s ?p ?o FILTER(?s<?p)SERVICE#>\n<http://x.example/> { ?s ?p ?o } }",
        "SELECT * { ?s ?p '''it's''' SERVICE <http://x.example/> { ?s ?p ?o } }",
        "SELECT * { ?s ?p 'unclosed SERVICE <http://x.example/> { ?s ?p ?o } }",
    ],
)
def test_asking_another_server_is_refused_however_it_is_written(query: str) -> None:
    with pytest.raises(QueryError, match="SERVICE is refused"):
        refuse_federation(query)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?service WHERE { ?service ?p ?o }",
        "SELECT * { ?s ex:service ?o ; ex:a.SERVICE $SERVICE }",
        "SELECT * { ?s <https://schema.org/Service> ?o }",
        "SELECT * { ?s a service:Desk . GRAPH service:x { ?s ?p ?o } }",
        'SELECT * { ?s ?p "SERVICE <x>" , \'SERVICE\' , """a "SERVICE" b""" , \'\'\'SERVICE\'\'\' }',
        'SELECT * { ?s ?p "a \\" SERVICE" }',
        "# SERVICE\nSELECT * { ?s ?p ?o } # SERVICE",
        'SELECT * { ?s ?p "x"@en-service , _:service }',
    ],
)
def test_the_word_service_in_names_strings_and_comments_is_let_pass(query: str) -> None:
    refuse_federation(query)


def test_answer_itself_refuses_federation_and_updates(tmp_path: Path) -> None:
    serve(tmp_path, quad("rome", "tokyo"))

    with Generation.open(tmp_path) as generation:
        for query in ("SELECT * { SERVICE <http://127.0.0.1:9/> {} }", "DROP ALL", "LOAD <http://127.0.0.1:9/>"):
            with pytest.raises(QueryError):
                generation.answer(query)


def test_a_query_that_cannot_be_parsed_says_where(tmp_path: Path) -> None:
    serve(tmp_path, quad("rome", "tokyo"))

    with Generation.open(tmp_path) as generation, pytest.raises(QueryError, match="1:12"):
        generation.answer("SELECT * ?s")


def test_a_missing_dataset_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(MissingDataError, match=r"relazione build SOURCE --data"):
        Generation.open(tmp_path / "nothing")


def test_a_damaged_dataset_says_so(tmp_path: Path) -> None:
    identifier = serve(tmp_path, quad("rome", "tokyo"))
    (tmp_path / "generations" / identifier / "build.json").unlink()

    with pytest.raises(StoreError, match="build it again"):
        Generation.open(tmp_path)


@pytest.mark.parametrize("lost", ["store/CURRENT", "build.json", "dataset.nq"])
def test_a_damaged_generation_is_made_anew_by_the_next_build(tmp_path: Path, lost: str) -> None:
    identifier = serve(tmp_path, quad("rome", "tokyo"))
    (tmp_path / "generations" / identifier / lost).unlink()

    assert serve(tmp_path, quad("rome", "tokyo")) == identifier
    with Generation.open(tmp_path) as generation:
        assert len(generation.select("SELECT ?s { ?s ?p ?o }")) == 1


@pytest.mark.parametrize("name", ["../secret", "", "0" * 12, "A" * 12])
def test_a_generation_is_opened_by_its_id_alone(tmp_path: Path, name: str) -> None:
    serve(tmp_path, quad("rome", "tokyo"))
    (tmp_path / "secret").mkdir()
    (tmp_path / "CURRENT").write_text(name)

    with pytest.raises(MissingDataError):
        Generation.open(tmp_path)


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    with pytest.raises(StoreError, match="cannot be written"):
        serve(tmp_path / "file", quad("rome", "tokyo"))


def test_text_of_a_document_comes_back_as_it_was(tmp_path: Path) -> None:
    text, digest = "a\u00a0b\r–c\n", "ab" * 32
    publish(tmp_path, [quad("rome", "tokyo")], {digest: text}, {})

    with Generation.open(tmp_path) as generation:
        assert generation.text(digest) == text
        with pytest.raises(StoreError):
            generation.text("../../../CURRENT")


def test_readers_keep_what_they_opened_when_a_new_generation_is_published(tmp_path: Path) -> None:
    old = serve(tmp_path, quad("rome", "tokyo"))
    with Generation.open(tmp_path) as reader:
        new = serve(tmp_path, quad("rome", "beijing"))
        assert [str(row["o"]) for row in reader.select("SELECT ?o { ?s ?p ?o }")] == [EX + "tokyo"]
    assert current(tmp_path) == new
    with Generation.open(tmp_path, old) as earlier:
        assert earlier.id == old


def test_a_failing_build_leaves_what_was_served(tmp_path: Path) -> None:
    served = serve(tmp_path, quad("rome", "tokyo"))

    def broken() -> object:
        yield quad("rome", "beijing")
        raise RuntimeError("the disk is on fire")

    with pytest.raises(RuntimeError):
        publish(tmp_path, broken(), {}, {})  # type: ignore[arg-type]
    assert current(tmp_path) == served


KILLED = """
import sys, time
from pathlib import Path
from rdflib import URIRef
import graph.publication as publication

def stop_half_way(folder):
    (folder / "store").mkdir()
    (folder / "store" / "half").write_bytes(b"half")
    print("half-way", flush=True)
    time.sleep(60)

publication._load = stop_half_way
a = URIRef("http://example.org/a")
publication.publish(Path(sys.argv[1]), [(a, a, a, a)], {}, {})
"""


def test_a_build_killed_half_way_leaves_what_was_served(tmp_path: Path) -> None:
    served = serve(tmp_path, quad("rome", "tokyo"))
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        [sys.executable, "-c", KILLED, str(tmp_path)], stdout=subprocess.PIPE, env=environment, text=True
    ) as build:
        assert build.stdout is not None
        assert build.stdout.readline() == "half-way\n"
        os.kill(build.pid, signal.SIGKILL)
    assert current(tmp_path) == served
    assert len(list((tmp_path / "generations").iterdir())) == 2

    before = time.monotonic()
    published = serve(tmp_path, quad("rome", "beijing"))

    assert time.monotonic() - before < 30  # the dead build's lock went with it
    assert current(tmp_path) == published
    assert {path.name for path in (tmp_path / "generations").iterdir()} == {served, published}
