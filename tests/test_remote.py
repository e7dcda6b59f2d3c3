"""Datasets on a SPARQL server, against an `oxigraph serve` of our own."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
from handwritten import MUSCAT, PROVENANCE, record, talks
from oxigraph import Server, oxigraph
from rdflib import Literal, URIRef
from rdflib.namespace import XSD

from graph.address import address
from graph.engine import term
from graph.errors import MissingDataError, QueryError, StaleError, StoreError
from graph.generations import current, generation_path
from graph.opening import open_generation
from graph.phrasing import bound
from graph.pushing import push
from graph.rdf import quads
from graph.remote import quads_of, read_state
from graph.store import Generation, publish
from graph.wire import Wire
from graph.workshop import pull, workshop, workshop_folder


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    with oxigraph(tmp_path / "server") as found:
        yield found


@pytest.fixture
def folder(data: Path, tmp_path: Path) -> Path:
    """A data folder that may be written to."""
    return Path(shutil.copytree(data, tmp_path / "data"))


def smaller(folder: Path) -> Path:
    """Publish one of the two documents alone, and return its generation."""
    publish(folder, quads([talks()], PROVENANCE), {MUSCAT.sha256: MUSCAT.text}, record())
    return generation_path(folder, current(folder))


def served(folder: Path) -> Path:
    return generation_path(folder, current(folder))


def test_what_is_pushed_is_read_as_from_the_folder(server: Server, data: Path, generation: Generation) -> None:
    push(served(data), address(server.address))

    with open_generation(address(server.address)) as remote:
        assert remote.id == generation.id
        assert remote.dump("nquads") == generation.dump("nquads")
        assert remote.dump("trig") == generation.dump("trig")
        assert remote.graphs() == generation.graphs()
        assert remote.record == generation.record
        assert remote.transcript() == generation.transcript()
        assert remote.text(MUSCAT.sha256) == MUSCAT.text
        assert sorted(remote.triples()) == sorted(generation.triples())
        told = [URIRef("https://w3id.org/relazione/ns#confidence"), URIRef("http://www.w3.org/ns/prov#wasDerivedFrom")]
        assert remote.columns(told) == generation.columns(told)


def test_answers_and_bound_variables_are_those_of_the_folder(
    server: Server, data: Path, generation: Generation
) -> None:
    push(served(data), address(server.address))
    oman = URIRef("https://w3id.org/relazione/id/state/om")
    asked = "SELECT ?s ?label WHERE { { ?s <http://www.w3.org/2000/01/rdf-schema#label> ?label } UNION { ?x ?p ?s } }"

    with open_generation(address(server.address)) as remote:
        for query in ("SELECT * { ?s a rz:State } ORDER BY ?s", "ASK { ?s a rz:State }"):
            answers = [each.answer(query).serialize("application/sparql-results+json") for each in (remote, generation)]
            assert answers[0] == answers[1]
        triples = [set(each.answer("DESCRIBE state:om").serialize("application/n-triples").splitlines())
                   for each in (remote, generation)]  # fmt: skip
        assert triples[0] == triples[1]
        rows = [sorted(map(repr, each.select(asked, s=oman))) for each in (remote, generation)]
        assert rows[0] == rows[1]
        assert set(remote.facts(oman)) == set(generation.facts(oman))
        with pytest.raises(QueryError, match="SERVICE is refused"):
            remote.answer("SELECT * { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }")
        for each in (remote, generation):
            with pytest.raises(QueryError, match="the query cannot be parsed: error at 1:35"):
                each.answer("SELECT * { ?s a rz:State FILTER( }")


def test_a_value_is_bound_in_each_group_that_names_the_variable() -> None:
    query = "SELECT ?a WHERE { { ?a ?b ?c } UNION { GRAPH ?g { ?c ?b '{?a}' } } }"

    assert bound(query, {"a": Literal("x")}) == (
        "SELECT ?a WHERE { { VALUES ?a { \"x\" } ?a ?b ?c } UNION { GRAPH ?g { ?c ?b '{?a}' } } }"
    )


def test_a_difference_is_pushed_at_a_stroke_and_a_reader_meanwhile_is_told(server: Server, folder: Path) -> None:
    push(served(folder), address(server.address))
    before = current(folder)

    reader = open_generation(address(server.address))
    push(smaller(folder), address(server.address))
    assert reader.id == before
    with pytest.raises(StaleError, match="was published meanwhile"):
        reader.check()
    reader.close()

    with open_generation(address(server.address)) as reader, Generation.open(folder) as local:
        assert reader.dump("nquads") == local.dump("nquads")
        assert sorted(reader.triples()) == sorted(local.triples())
        assert reader.graphs() == local.graphs()


@pytest.mark.parametrize("option", [(), ("--union-default-graph",)])
def test_the_default_graph_is_the_union_whether_the_server_makes_it_or_not(
    option: tuple[str, ...], folder: Path, tmp_path: Path
) -> None:
    with oxigraph(tmp_path / "server", *option) as server:
        push(served(folder), address(server.address))
        push(smaller(folder), address(server.address))

        with Wire(address(server.address)) as wire:
            assert read_state(wire).union == ("repeated" if option else "apart")
        with open_generation(address(server.address)) as remote, Generation.open(folder) as local:
            assert sorted(remote.triples()) == sorted(local.triples())
            counted = [each.answer("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }").rows() for each in (remote, local)]
            assert counted[0] == counted[1]
            assert remote.dump("nquads") == local.dump("nquads")


def test_a_server_killed_during_a_push_never_claims_to_be_whole_and_the_next_push_finishes(
    server: Server, folder: Path
) -> None:
    place = address(f"{server.address}?batch=4000")
    push(served(folder), place)

    def kill_half_way(done: int, total: int) -> None:
        if done > total / 2:
            server.kill()

    with pytest.raises(StoreError, match="cannot be reached"):
        push(smaller(folder), place, kill_half_way)
    server.start()
    with pytest.raises(StaleError, match="being written to it"):
        open_generation(place)
    push(served(folder), place)

    with open_generation(place) as remote, Generation.open(folder) as local:
        assert remote.dump("nquads") == local.dump("nquads")
        assert sorted(remote.triples()) == sorted(local.triples())


def test_what_one_push_left_another_machine_takes_up_and_the_first_cannot_write_any_more(
    server: Server, folder: Path, data: Path, tmp_path: Path
) -> None:
    place = address(f"{server.address}?batch=4000")
    push(served(folder), place)
    elsewhere = Path(shutil.copytree(data, tmp_path / "elsewhere"))
    pushed = list[int]()

    def overtaken(done: int, total: int) -> None:
        if not pushed:
            pushed.append(done)
            push(served(elsewhere), place)

    with pytest.raises(StaleError, match="somebody else wrote"):
        push(smaller(folder), place, overtaken)
    with open_generation(place) as remote, Generation.open(elsewhere) as local:
        assert remote.dump("nquads") == local.dump("nquads")


def test_a_second_machine_makes_the_workshop_anew_with_the_judgements(
    server: Server, folder: Path, tmp_path: Path
) -> None:
    place = address(server.address)
    (folder / "review.jsonl").write_text('{"id": "one"}\n', "utf-8")
    push(served(folder), place)
    (tmp_path / "second" / workshop_folder(place, tmp_path).name).mkdir(parents=True)
    (workshop_folder(place, tmp_path / "second") / "review.jsonl").write_text('{"id": "two"}\n', "utf-8")

    with workshop(place, tmp_path / "second") as found:
        assert current(found) == current(folder)
        for name in ("dataset.nq", "build.json", "readings.jsonl", f"texts/{MUSCAT.sha256}.txt"):
            assert (served(found) / name).read_bytes() == (served(folder) / name).read_bytes()
        assert sorted(map(str, Generation(served(found)).triples())) == sorted(
            map(str, Generation(served(folder)).triples())
        )
        assert (found / "review.jsonl").read_text("utf-8") == '{"id": "one"}\n{"id": "two"}\n'
    third = tmp_path / "third"
    pull(place, third)
    assert (third / "review.jsonl").read_text("utf-8") == '{"id": "one"}\n{"id": "two"}\n'


def test_a_server_that_holds_what_is_not_ours_is_left_alone(server: Server, folder: Path) -> None:
    with Wire(address(server.address)) as wire:
        wire.update("INSERT DATA { GRAPH <urn:theirs> { <urn:a> <urn:b> 1 } }")

        with pytest.raises(StoreError, match="holds what is not ours"):
            push(served(folder), address(server.address))
        assert quads_of(wire).startswith(b"<urn:a> <urn:b>")


def test_what_somebody_else_wrote_is_not_exported_as_ours(server: Server, folder: Path) -> None:
    push(served(folder), address(server.address))
    with Wire(address(server.address)) as wire:
        wire.update("INSERT DATA { GRAPH <urn:theirs> { <urn:a> <urn:b> 1 } }")

    with open_generation(address(server.address)) as remote, pytest.raises(StoreError, match="other quads"):
        remote.dump("nquads")


def test_blank_nodes_are_refused_before_anything_is_written(server: Server, folder: Path) -> None:
    line = b"_:b <urn:p> <urn:o> <urn:g> .\n"
    path = served(folder) / "dataset.nq"
    path.write_bytes(path.read_bytes() + line)

    with pytest.raises(StoreError, match="a blank node"):
        push(served(folder), address(server.address))
    with pytest.raises(MissingDataError, match="holds no dataset of ours"):
        open_generation(address(server.address))


def test_a_server_that_writes_values_in_a_form_of_its_own_is_found_out(server: Server, tmp_path: Path) -> None:
    half = Literal("01.50", datatype=XSD.decimal, normalize=False)
    publish(tmp_path / "data", [(URIRef("urn:s"), URIRef("urn:p"), half, URIRef("urn:g"))], {}, record())
    push(served(tmp_path / "data"), address(server.address))

    with open_generation(address(server.address)) as remote, pytest.raises(StoreError, match="form of its own"):
        remote.dump("nquads")


def test_literals_come_back_as_they_were(server: Server, tmp_path: Path) -> None:
    xsd = "http://www.w3.org/2001/XMLSchema#"
    values = (
        '"a\\r\\n\\t\\"\\\\ \\u0000\\u007F\\u2028 ü 🜁"',
        '"x"@en-GB',
        f'"1.5"^^<{xsd}decimal>',
        f'"2024-07"^^<{xsd}gYearMonth>',
    )
    lines = "".join(f"<urn:s> <urn:p> {value} <urn:g> .\n" for value in values).encode()
    engine = (tuple(quad) for quad in ox.parse(lines, format=ox.RdfFormat.N_QUADS))

    publish(tmp_path / "data", ([term(each) for each in quad] for quad in engine), {}, record())  # type: ignore[misc]
    push(served(tmp_path / "data"), address(server.address))

    with open_generation(address(server.address)) as remote, Generation.open(tmp_path / "data") as local:
        assert remote.dump("nquads") == local.dump("nquads")
        assert set(remote.facts(URIRef("urn:s"))) == set(local.facts(URIRef("urn:s")))
