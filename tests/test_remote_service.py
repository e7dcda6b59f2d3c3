"""A dataset on a SPARQL server as it is built, reported and served: the same as from a folder."""

import time
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from urllib.parse import quote

import pytest
from oxigraph import Server, oxigraph
from typer.testing import CliRunner

from graph.address import address
from graph.generations import current, generation_path
from graph.kept import KEPT
from graph.pushing import push
from graph.wire import Wire
from server import create_app
from server.cli import app
from server.jobs import Limits

SLOW = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l FILTER(?c < ?f && ?i > ?l) }"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with oxigraph(tmp_path_factory.mktemp("oxigraph")) as found:
        yield found


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory, server: Server) -> Path:
    """The samples in a folder, as `relazione build` brought them to the server as well."""
    cache, patch = tmp_path_factory.mktemp("cache"), pytest.MonkeyPatch()
    patch.setenv("RELAZIONE_CACHE", str(cache))
    with patch.context() as context:
        context.setenv("RELAZIONE_CACHE", str(cache))
        built = run("build", str(files("graph") / "samples"), place=server.address)
    assert built.endswith(f"in {server.address}\n")
    return next(cache.iterdir())


def run(*command: str, place: str) -> str:
    result = CliRunner().invoke(app, [*command, "--data", place])
    assert result.exit_code == 0, result.output
    return result.stdout


@pytest.mark.parametrize(
    "command",
    [
        ("export", "--format", "nquads"),
        ("export", "--format", "plover"),
        ("query", "SELECT ?s ?l { ?s a rz:State ; rdfs:label ?l } ORDER BY ?s ?l", "--format", "csv"),
        ("report", "--format", "csv"),
        ("dossier", "Italy", "China"),
        ("validate",),
        ("refusals", "--format", "json"),
    ],
    ids=" ".join,
)
def test_commands_print_the_same(command: tuple[str, ...], samples: Path, server: Server) -> None:
    assert run(*command, place=server.address) == run(*command, place=str(samples))


def test_texts_are_exported_and_questions_checked(samples: Path, server: Server, tmp_path: Path) -> None:
    run("export", "--texts", str(tmp_path / "texts"), "-o", str(tmp_path / "all.trig"), place=server.address)
    (tmp_path / "one.rq").write_text("SELECT (COUNT(*) AS ?n) { ?s a rz:Document }")
    (tmp_path / "one.csv").write_text("n\n20\n")

    assert len(list((tmp_path / "texts").iterdir())) == 20
    assert "1 of 1 questions answered as known" in run("check", str(tmp_path), place=server.address)


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/documents",
        "/document/tiktok-scrutiny",
        "/api/network",
        "/api/name?key=state/it",
        "/api/statements?limit=20",
        "/dossier/state/it/state/cn",
        "/agreements",
        "/id/state/it.ttl",
        "/.well-known/void",
        "/dataset.nq",
        "/search?q=tariff",
        f"/sparql?query={quote('SELECT * { ?s ?p ?o } ORDER BY ?s ?p ?o LIMIT 3000')}",
        f"/sparql?query={quote('ASK { ?s a rz:State }')}",
        f"/sparql?query={quote('SELECT * { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }')}",
        f"/sparql?query={quote('INSERT DATA { <urn:a> <urn:b> 1 }')}",
        "/rdf-graph-store?graph=urn:nothing",
    ],
)
def test_pages_and_answers_are_the_same(path: str, samples: Path, server: Server) -> None:
    clients = (create_app(place).test_client() for place in (samples, address(server.address)))
    local, remote = (client.get(path, buffered=True) for client in clients)

    assert (remote.status_code, remote.mimetype) == (local.status_code, local.mimetype)
    assert remote.data == local.data
    assert remote.headers.get("ETag") == local.headers.get("ETag")
    local.close()


def test_a_name_has_its_sentences_from_the_server_alone(samples: Path, server: Server) -> None:
    found = create_app(address(server.address)).test_client().get("/entity/state/it").text

    assert found == create_app(samples).test_client().get("/entity/state/it").text
    assert "undersecretary</q>" in found


def test_a_query_that_cannot_be_parsed_is_told_of_at_its_place(samples: Path, server: Server) -> None:
    path = f"/sparql?query={quote('SELECT * { ?s a rz:State FILTER( }')}"
    local, remote = (create_app(place).test_client().get(path) for place in (samples, address(server.address)))

    assert (local.status_code, remote.status_code) == (400, 400)
    assert remote.text.partition(": expected")[0] == local.text.partition(": expected")[0]


def test_a_graph_is_read_and_nothing_is_written_here(samples: Path, server: Server) -> None:
    client = create_app(address(server.address)).test_client()
    graph = quote("https://w3id.org/relazione/doc/tiktok-scrutiny")

    assert client.get(f"/rdf-graph-store?graph={graph}", headers={"Accept": "application/n-triples"}).status_code == 200
    assert client.get("/review").status_code == 501


def test_a_query_is_stopped_at_the_deadline_and_too_many_are_turned_away(samples: Path, server: Server) -> None:
    client = create_app(address(server.address), {"LIMITS": Limits(workers=1, queue=0, timeout=0.5)}).test_client()
    begun = time.monotonic()

    slow = client.get(f"/sparql?query={quote(SLOW)}")

    assert slow.status_code == 503
    assert "ran longer than 0.5 s" in slow.text
    assert time.monotonic() - begun < 3


def test_a_new_generation_is_served_within_two_seconds_and_none_while_one_is_half_written(
    data: Path, tmp_path: Path
) -> None:
    with oxigraph(tmp_path / "server") as server:
        place = address(server.address)
        push(generation_path(data, current(data)), place)
        client = create_app(place).test_client()
        assert client.get("/api/network").status_code == 200
        with Wire(place) as wire:
            mark = f"GRAPH <{KEPT}> {{ <{KEPT}> <{KEPT}#publishing> 'abc' }}"
            wire.update(f"INSERT DATA {{ {mark} }}")

            refused = client.get("/documents")
            assert (refused.status_code, refused.headers["Retry-After"]) == (503, "1")
            assert "is being written to it" in refused.text
            time.sleep(1.1)
            assert client.get("/documents").status_code == 503
            assert client.get(f"/sparql?query={quote('ASK {}')}").status_code == 503
            wire.update(f"DELETE DATA {{ {mark} }}")
        time.sleep(1.1)
        assert client.get("/documents").status_code == 200
