"""The service as the open internet meets it: deadlines, hang-ups, writing, what it must never do. A real server."""

import gzip
import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest
from handwritten import PROVENANCE, record, talks
from live import BEARER, FORM, JSON, Service, copied, serving
from rdflib import Graph, URIRef

from graph.errors import RelazioneError
from graph.rdf import quads
from graph.store import Generation, publish
from server.cors import checked_origins
from server.tokens import hashed

SUITE = Path(__file__).parents[2] / "shared" / "conformance" / "protocol_suite.py"
STATES = "SELECT ?l { ?s a rz:State ; skos:prefLabel ?l } ORDER BY ?l"
ENDLESS = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n ?o }"
RUNAWAY = f"{ENDLESS} ORDER BY ?c ?f ?i"
FILL = "INSERT {{ GRAPH <urn:many> {{ ?s <urn:p{}> ?o }} }} WHERE {{ ?s ?p ?o }}"


@pytest.fixture(scope="module")
def service(data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    with serving(copied(data, tmp_path_factory.mktemp("service")), "--query-timeout", "2", "--access-log") as running:
        yield running


def working(service: Service) -> list[int]:
    """Return the workers that are computing."""
    found = []
    for pid in service.family():
        try:
            told = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
            spawned = b"server.zygote" in Path(f"/proc/{pid}/cmdline").read_bytes()
        except OSError:
            continue
        if spawned and told[0] == "R":
            found.append(pid)
    return found


def idle_within(service: Service, seconds: float) -> bool:
    ends = time.monotonic() + seconds
    while time.monotonic() < ends:
        if not working(service):
            return True
        time.sleep(0.02)
    return False


@pytest.mark.skipif(not SUITE.exists(), reason="../shared is absent: the protocol suite is not part of this repository")
def test_every_case_of_the_protocol_suite_passes(service: Service) -> None:
    places = [f"--{name}-url={service.address}/{path}" for name, path in
              (("query", "sparql"), ("update", "update"), ("gsp", "rdf-graph-store"))]  # fmt: skip
    header = f"--header=Authorization: {BEARER['Authorization']}"
    found = subprocess.run([sys.executable, SUITE, *places, header], capture_output=True, text=True, timeout=240)

    assert found.stdout.splitlines()[-1] == "142 passed, 0 failed", found.stdout


def test_a_runaway_query_ends_at_its_deadline_and_others_go_on(service: Service) -> None:
    stop, answers = threading.Event(), []

    def ask() -> None:
        while not stop.is_set():
            answers.append(service.query(STATES).status)

    clients = [threading.Thread(target=ask) for _ in range(2)]
    for client in clients:
        client.start()
    started = time.monotonic()
    answer = service.query(RUNAWAY)
    took = time.monotonic() - started
    stop.set()
    for client in clients:
        client.join()

    assert answer.status == 503
    assert took < 2.5
    assert "longer than 2 s" in answer.text or "more memory" in answer.text
    assert set(answers) == {200}


def test_a_request_may_ask_for_less_time_and_not_for_more(service: Service) -> None:
    started = time.monotonic()
    short = service.query(RUNAWAY, timeout="0.3")
    took = time.monotonic() - started

    assert (short.status, took < 1) == (503, True)
    assert service.query(STATES, timeout="1000").status == 200
    assert service.query(STATES, timeout="soon").status == 400
    assert "wanted a number of seconds above zero" in service.query(STATES, timeout="-1").text


@pytest.mark.parametrize("query", [ENDLESS, ENDLESS.replace("*", "(COUNT(*) AS ?n)", 1)], ids=["streaming", "counting"])
def test_a_client_that_hangs_up_frees_its_worker(service: Service, query: str) -> None:
    host, _, port = service.address.removeprefix("http://").partition(":")
    with socket.create_connection((host, int(port))) as client:
        client.sendall(f"GET /sparql?query={quote(query)} HTTP/1.1\r\nHost: x\r\nAccept: text/csv\r\n\r\n".encode())
        time.sleep(0.6)

    assert idle_within(service, 1)


def test_what_breaks_off_half_way_is_not_taken_for_the_whole(service: Service) -> None:
    host, _, port = service.address.removeprefix("http://").partition(":")
    received = b""
    with socket.create_connection((host, int(port)), timeout=20) as client:
        client.sendall(f"GET /sparql?query={quote(ENDLESS)} HTTP/1.1\r\nHost: x\r\nAccept: text/csv\r\n\r\n".encode())
        while piece := client.recv(1 << 16):
            received = (received + piece)[-64:] if len(received) > 1 << 20 else received + piece

    assert not received.endswith(b"0\r\n\r\n"), "the end of a chunked body"


def test_a_large_answer_streams_through_the_front(data: Path, tmp_path: Path) -> None:
    with serving(copied(data, tmp_path), "--query-timeout", "20") as service:
        for number in range(6):
            assert service.update(FILL.format(number)).status == 204
        query = "SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 200000"
        front = max(pid for pid in service.family() if _is_front(pid))
        before = _memory(front)
        answer = service.query(query, "text/csv")

        assert answer.status == 200
        assert answer.body.count(b"\r\n") == 200_001
        assert "content-length" not in answer.headers
        assert _memory(front) - before < 50 << 20


def _is_front(pid: int) -> bool:
    try:
        return b"server.cli" in Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return False


def _status(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return ""  # it has ended


def _memory(pid: int) -> int:
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def test_nothing_is_fetched_and_no_file_is_read(service: Service, tmp_path: Path) -> None:
    secret = tmp_path / "secret.ttl"
    secret.write_text("<urn:a> <urn:b> <urn:secret> .")
    calls: list[object] = []
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0.2)
        at = f"http://127.0.0.1:{listener.getsockname()[1]}/x"
        for place in (at, secret.as_uri()):
            refused = [
                service.query(f"SELECT * {{ SERVICE <{place}> {{ ?s ?p ?o }} }}"),
                service.query(f"SELECT * {{ SERVICE SILENT <{place}> {{ ?s ?p ?o }} }}"),
                service.query(f"SELECT * {{ s\\u0065rvice <{place}> {{ ?s ?p ?o }} }}"),
                service.query(f"LOAD <{place}>"),
                service.update(f"LOAD <{place}>"),
                service.update(f"lOaD#x\nSILENT <{place}> INTO GRAPH <urn:x>"),
                service.update(f"L\\u004fAD <{place}>"),
                service.update(f"INSERT {{ ?s ?p ?o }} WHERE {{ SERVICE <{place}> {{ ?s ?p ?o }} }}"),
            ]
            empty = [
                service.query(f"SELECT * FROM <{place}> {{ ?s ?p ?o }}"),
                service.query("SELECT * { ?s ?p ?o }", **{"default-graph-uri": place}),
            ]
            assert [answer.status for answer in refused] == [400] * len(refused)
            assert all("refused" in answer.text for answer in refused)
            assert [answer.rows() for answer in empty] == [[], []]
            assert not any(b"urn:secret" in answer.body for answer in [*refused, *empty])
        with suppress(TimeoutError):
            calls.append(listener.accept())
    assert calls == []


def test_a_worker_has_no_network_of_its_own(service: Service) -> None:
    worker = next(pid for pid in service.family() if "Seccomp:\t2" in _status(pid))

    assert Path(f"/proc/{worker}/oom_score_adj").read_text().strip() == "1000"


def test_what_was_answered_before_comes_as_304_and_as_gzip(service: Service) -> None:
    first = service.query(STATES)
    path = f"/sparql?query={quote(STATES)}"
    again = service.ask("GET", path, Accept=JSON, If_None_Match=first.headers["etag"])
    other = service.ask("GET", path, Accept="text/csv", If_None_Match=first.headers["etag"])
    head = service.ask("HEAD", path, Accept=JSON)
    everything = f"/sparql?query={quote('SELECT * { ?s ?p ?o }')}"
    plain = service.ask("GET", everything, Accept="text/csv")
    packed = service.ask("GET", everything, Accept="text/csv", Accept_Encoding="gzip")

    assert (again.status, again.body, other.status) == (304, b"", 200)
    assert (head.status, head.body, head.headers["content-length"]) == (200, b"", str(len(first.body)))
    assert packed.headers["content-encoding"] == "gzip"
    assert gzip.decompress(packed.body) == plain.body
    assert "Accept-Encoding" in packed.headers["vary"]


def test_only_who_bears_the_token_writes(service: Service) -> None:
    insert = urlencode({"update": "INSERT DATA { GRAPH <urn:g> { <urn:a> <urn:b> 1 } }"}).encode()
    none = service.ask("POST", "/update", insert, **FORM)
    wrong = service.ask("POST", "/update", insert, **FORM, Authorization="Bearer something else that is long")
    put = service.ask("PUT", "/rdf-graph-store?graph=urn:g", b"", Content_Type="text/turtle")

    assert [none.status, wrong.status, put.status] == [401] * 3
    assert none.headers["www-authenticate"].startswith("Bearer")
    assert service.query("ASK { GRAPH <urn:g> { ?s ?p ?o } }").body.endswith(b"false}")


def test_without_a_token_writing_is_off(data: Path, tmp_path: Path) -> None:
    with serving(copied(data, tmp_path), token=None) as service:
        answer = service.update("CLEAR ALL")

        assert answer.status == 403
        assert "Writing is off" in answer.text


def test_a_file_of_hashes_lets_in_and_a_bad_one_does_not_start(data: Path, tmp_path: Path) -> None:
    hashes = tmp_path / "tokens"
    hashes.write_text(f"# the newsroom\n{hashed('token of the newsroom')}\n")
    with serving(copied(data, tmp_path), "--token-file", str(hashes), token=None) as service:
        assert service.update("CLEAR SILENT GRAPH <urn:x>", Authorization="Bearer token of the newsroom").status == 204
    hashes.write_text("not a hash\n")
    command = [sys.executable, "-c", "from server.cli import main; main()", "serve", "--data", str(data)]
    failed = subprocess.run([*command, "--token-file", str(hashes)], capture_output=True, text=True, timeout=60)
    assert failed.returncode == 1
    assert f"{hashes}:1: not the SHA-256 of a token" in failed.stderr


def test_who_wrote_sees_it_and_it_survives_the_service(data: Path, tmp_path: Path) -> None:
    folder = copied(data, tmp_path)
    entity = "https://w3id.org/relazione/id/state/om"
    with serving(folder) as service:
        before = service.query(STATES)
        assert (
            service.update(f'INSERT DATA {{ GRAPH <urn:more> {{ <{entity}> skos:altLabel "Oman!" }} }}').status == 204
        )
        seen = service.query(f"SELECT ?l {{ <{entity}> skos:altLabel ?l FILTER(?l = 'Oman!') }}").rows()
        assert seen == [{"l": "Oman!"}]
        assert service.query(STATES).headers["etag"] != before.headers["etag"]
        assert service.update("DELETE WHERE { GRAPH <urn:more> { ?s ?p ?o } }").status == 204
        assert service.query("ASK { GRAPH <urn:more> { ?s ?p ?o } }").body.endswith(b"false}")
        assert service.update("INSERT DATA { <urn:a> <urn:b> _:c . _:c <urn:d> 'x' }").status == 204
    with serving(folder) as service:
        assert service.query("SELECT ?x { <urn:a> <urn:b>/<urn:d> ?x }").rows() == [{"x": "x"}]
        assert service.update("DELETE { ?s ?p ?o } WHERE { ?s ?p ?o FILTER(isBlank(?s)) }").status == 204
        assert service.query("SELECT ?x { <urn:a> <urn:b>/<urn:d> ?x }").rows() == []


def test_what_was_written_outlives_a_new_build(data: Path, tmp_path: Path) -> None:
    folder, label = copied(data, tmp_path), 'state:om skos:prefLabel "Oman"@en'
    with serving(folder) as service:
        assert service.update("INSERT DATA { GRAPH <urn:notes> { <urn:a> <urn:b> 'ours' , 'theirs' } }").status == 204
        assert service.update("DELETE DATA { GRAPH <urn:notes> { <urn:a> <urn:b> 'theirs' } }").status == 204
        delete = f"DELETE WHERE {{ GRAPH ?g {{ {label} }} }}"
        for update in (delete, f"INSERT DATA {{ GRAPH <urn:notes> {{ {label} }} }}", delete):
            assert service.update(update).status == 204
    publish(folder, quads([talks()], PROVENANCE), {}, record())
    with Generation.open(folder) as built:
        assert built.answer("ASK { state:ir skos:prefLabel 'Iran'@en }")
        assert not built.answer(f"ASK {{ {label} }}")
        assert [str(row["o"]) for row in built.select("SELECT ?o { <urn:a> <urn:b> ?o }")] == ["ours"]


def test_a_triple_of_two_graphs_stays_in_the_union_until_both_let_it_go(data: Path, tmp_path: Path) -> None:
    with serving(copied(data, tmp_path)) as service:
        for graph in ("urn:one", "urn:two"):
            assert service.update(f"INSERT DATA {{ GRAPH <{graph}> {{ <urn:s> <urn:p> 1 }} }}").status == 204
        counted = "SELECT (COUNT(*) AS ?n) { <urn:s> <urn:p> ?o }"
        assert service.query(counted).rows() == [{"n": "1"}]
        assert service.update("DROP GRAPH <urn:one>").status == 204
        assert service.query(counted).rows() == [{"n": "1"}]
        assert service.update("DROP GRAPH <urn:two>").status == 204
        assert service.query(counted).rows() == [{"n": "0"}]


def test_amendments_that_are_out_of_date_are_removed(data: Path, tmp_path: Path) -> None:
    folder = copied(data, tmp_path)
    with serving(folder) as service:
        for number in range(8):
            assert service.update(f"INSERT DATA {{ GRAPH <urn:n> {{ <urn:s> <urn:p> {number} }} }}").status == 204
        assert len(service.query("SELECT ?n { <urn:s> <urn:p> ?n }").rows()) == 8

    assert len(list((folder / "generations").iterdir())) <= 5


def test_a_failed_update_leaves_nothing(service: Service) -> None:
    generation = (service.data / "CURRENT").read_text()
    answers = [
        service.update("INSERT DATA { GRAPH <urn:f> { <urn:a> <urn:b> 1 } } ; CREATE GRAPH <urn:f>"),
        service.update("INSERT DATUM {}"),
        service.update("ASK {}"),
    ]

    assert [answer.status for answer in answers] == [400] * 3
    assert (service.data / "CURRENT").read_text() == generation


def test_what_would_break_the_shapes_is_refused_where_it_is_asked_for(data: Path, tmp_path: Path) -> None:
    with serving(copied(data, tmp_path), "--validate-updates") as service:
        broken = service.update("INSERT DATA { GRAPH <urn:g> { <urn:x> a rz:Statement } }")
        whole = service.update("INSERT DATA { GRAPH <urn:g> { state:om skos:altLabel 'Oman!'@en } }")

        assert (broken.status, whole.status) == (400, 204)
        assert "break the ontology's shapes" in broken.text


def test_a_new_build_is_taken_up_without_dropping_a_request(data: Path, tmp_path: Path) -> None:
    folder, statuses, stop = copied(data, tmp_path), [], threading.Event()
    with serving(folder) as service:

        def ask() -> None:
            while not stop.is_set():
                statuses.append(service.query("ASK { ?s a rz:Document }").status)

        client = threading.Thread(target=ask)
        client.start()
        published = publish(folder, quads([talks()], PROVENANCE), {}, record())
        ends = time.monotonic() + 5
        while time.monotonic() < ends and published not in service.query("ASK {}").headers["etag"]:
            time.sleep(0.05)
        stop.set()
        client.join()

        assert published in service.query("ASK {}").headers["etag"]
        assert set(statuses) == {200}


def test_more_than_the_queue_holds_is_told_to_come_again(data: Path, tmp_path: Path) -> None:
    with serving(copied(data, tmp_path), "--workers", "1", "--queue", "1", "--query-timeout", "2") as service:
        answers: list[tuple[int, str | None]] = []

        def ask() -> None:
            got = service.query(RUNAWAY)
            answers.append((got.status, got.headers.get("retry-after")))

        clients = [threading.Thread(target=ask) for _ in range(4)]
        for client in clients:
            client.start()
        for client in clients:
            client.join()

        assert [status for status, _ in answers] == [503] * 4
        assert sum(retry is not None for _, retry in answers) >= 2


def test_a_graph_can_be_put_read_and_deleted_by_its_own_address(service: Service) -> None:
    path = "/rdf-graph-store/notes/one"
    put = service.ask("PUT", path, b"<#a> <urn:b> 'c'@en .", Content_Type="text/turtle", **BEARER)
    got = service.ask("GET", path, Accept="application/n-triples")
    found = Graph().parse(data=got.text, format="nt")

    assert (put.status, got.status) == (201, 200)
    assert list(found.subjects()) == [URIRef(f"{service.address}{path}#a")]
    assert service.ask("DELETE", path, **BEARER).status == 204
    assert service.ask("GET", path).status == 404


def test_access_log_tells_each_request_and_no_query(service: Service) -> None:
    answer = service.ask(
        "GET", f"/sparql?query={quote('ASK { <urn:secret> ?p ?o }')}", X_Request_Id="made-by-client"
    )
    logged = [json.loads(line) for line in service.log.read_text().splitlines() if line.startswith("{")]
    line = next(each for each in logged if each["id"] == "made-by-client")

    assert answer.headers["x-request-id"] == "made-by-client"
    assert (line["method"], line["path"], line["status"], line["bytes"]) == ("GET", "/sparql", 200, len(answer.body))
    assert "secret" not in service.log.read_text()
    forged = 'looks-good"} <b>'
    assert service.ask("GET", "/health", X_Request_Id=forged).headers["x-request-id"] != forged


def test_pages_elsewhere_may_ask_only_where_it_is_allowed(service: Service, data: Path, tmp_path: Path) -> None:
    assert (
        "access-control-allow-origin"
        not in service.ask("GET", "/sparql?query=ASK{}", Origin="https://a.example").headers
    )
    with serving(copied(data, tmp_path), "--cors", "https://a.example") as open_service:

        def allowed(origin: str, method: str = "GET") -> str | None:
            got = open_service.ask(
                method, "/sparql?query=ASK%7B%7D", Origin=origin, Access_Control_Request_Method="GET"
            )
            return got.headers.get("access-control-allow-origin")

        assert allowed("https://a.example") == "https://a.example"
        assert allowed("https://a.example", "OPTIONS") == "https://a.example"
        assert allowed("https://b.example") is None
        asked = {"Origin": "https://a.example", "Access_Control_Request_Method": "PUT"}
        before = open_service.ask("OPTIONS", "/rdf-graph-store", **asked).headers
        assert "PUT" in before["access-control-allow-methods"]
        assert "Authorization" in before["access-control-allow-headers"]
        for origin in ("https://a.example", "https://b.example"):
            assert "Origin" in open_service.ask("GET", "/sparql?query=ASK%7B%7D", Origin=origin).headers["vary"]


@pytest.mark.parametrize("origin", ["news.example", "https://news.example/", "https://news.example/x", ""])
def test_what_is_no_origin_is_refused(origin: str) -> None:
    with pytest.raises(RelazioneError, match="wanted \\* or a scheme and a host"):
        checked_origins([origin])


def test_names_are_served_under_another_base_and_read_back(data: Path, tmp_path: Path) -> None:
    base, ours = "https://graph.example/", "https://w3id.org/relazione/"
    folder = copied(data, tmp_path)
    with serving(folder, "--base-iri", base) as service:
        oman = service.query(f"SELECT ?l {{ <{base}id/state/om> skos:prefLabel ?l }}").rows()
        everything = service.query("SELECT * { ?s ?p ?o }", "text/csv").text
        turtle = service.query("DESCRIBE state:om", "text/turtle").text
        page = service.ask("GET", "/entity/state/om?format=turtle").text
        assert service.update(f"INSERT DATA {{ GRAPH <{base}g> {{ <{base}id/state/om> <urn:p> 1 }} }}").status == 204
        graph = service.ask("GET", f"/rdf-graph-store?graph={quote(base + 'g')}", Accept="application/n-triples")

        put = service.ask(
            "PUT", f"/rdf-graph-store?graph={base}put", f"<{base}id/state/om> <urn:p> 2 .".encode(),
            Content_Type="text/turtle", **BEARER,
        )  # fmt: skip

        assert put.status == 201
        assert oman == [{"l": "Oman"}]
        assert graph.text.startswith(f"<{base}id/state/om>")
        for text in (everything, turtle, page):
            assert base in text
            assert ours not in text.replace(f"{ours}ns", "")
        assert f"{ours}ns#State" in everything, "the vocabulary keeps its name"
    with Generation.open(folder) as kept:
        assert kept.answer(f"ASK {{ GRAPH <{ours}g> {{ state:om <urn:p> 1 }} }}")
        assert kept.answer(f"ASK {{ GRAPH <{ours}put> {{ state:om <urn:p> 2 }} }}")


def test_a_query_that_is_broken_over_and_over_holds_nobody_up(service: Service) -> None:
    started = time.monotonic()
    answer = service.ask("POST", "/sparql", b'"' + b'\\"' * 20_000, Content_Type="application/sparql-query")

    assert (answer.status, time.monotonic() - started < 3) in [(400, True), (503, True)]


def test_clients_that_never_read_give_their_workers_back(data: Path, tmp_path: Path) -> None:
    with serving(copied(data, tmp_path), "--workers", "2", "--query-timeout", "0.3") as service:
        host, _, port = service.address.removeprefix("http://").partition(":")
        asked = f"GET /sparql?query={quote(ENDLESS)} HTTP/1.1\r\nHost: x\r\nAccept: text/csv\r\n\r\n".encode()
        clients = [socket.create_connection((host, int(port))) for _ in range(2)]
        for client in clients:
            client.sendall(asked)
        time.sleep(4)
        answer = service.query(STATES)
        for client in clients:
            client.close()

        assert answer.status == 200


def test_head_of_a_large_graph_gives_its_worker_back(data: Path, tmp_path: Path) -> None:
    with serving(copied(data, tmp_path), "--workers", "1") as service:
        triples = b"".join(b"<urn:s> <urn:p> <urn:o%d> .\n" % number for number in range(5000))
        path = "/rdf-graph-store?graph=urn:large"
        assert service.ask("PUT", path, triples, Content_Type="application/n-triples", **BEARER).status == 201
        assert [service.ask("HEAD", path).status for _ in range(3)] == [200] * 3
        assert service.query(STATES).status == 200


def test_a_body_of_unknown_length_is_read_whole(service: Service) -> None:
    host, _, port = service.address.removeprefix("http://").partition(":")
    connection = http.client.HTTPConnection(host, int(port), timeout=20)
    pieces = iter([b"<urn:a> <urn:b> ", b"<urn:c> ."])
    connection.request("PUT", "/rdf-graph-store?graph=urn:pieces", pieces, {"Content-Type": "text/turtle", **BEARER})
    connection.getresponse().read()
    connection.close()

    assert service.query("SELECT ?o { GRAPH <urn:pieces> { ?s ?p ?o } }").rows() == [{"o": "urn:c"}]


@pytest.mark.parametrize(
    ("asked", "media", "half"),
    [
        ("PUT /rdf-graph-store?graph=urn:half", "text/turtle", "<urn:half> <urn:p> 1 .\n"),
        ("POST /update", "application/sparql-update", "INSERT DATA { <urn:half> <urn:p> 1 } ;\n"),
    ],
)
def test_a_body_that_breaks_off_changes_nothing(service: Service, asked: str, media: str, half: str) -> None:
    host, _, port = service.address.removeprefix("http://").partition(":")
    name = f"cut-{media[-6:]}"
    given = {**BEARER, "Host": "x", "Content-Type": media, "Content-Length": "2000", "X-Request-Id": name}
    lines = "".join(f"{name}: {value}\r\n" for name, value in given.items())
    with socket.create_connection((host, int(port))) as client:
        client.sendall(f"{asked} HTTP/1.1\r\n{lines}\r\n{half}".encode())
        time.sleep(0.2)
    ends = time.monotonic() + 5
    while name not in service.log.read_text() and time.monotonic() < ends:
        time.sleep(0.05)

    assert name in service.log.read_text()
    assert service.query("ASK { <urn:half> ?p ?o }").body.endswith(b"false}")


def test_a_zygote_that_dies_is_replaced(data: Path, tmp_path: Path) -> None:
    with serving(copied(data, tmp_path)) as service:
        time.sleep(1)  # until the dataset is in memory
        for pid in service.family():
            if not _is_front(pid):
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
        ends, answer = time.monotonic() + 10, 503
        while answer != 200 and time.monotonic() < ends:
            answer = service.query(STATES).status

        assert answer == 200
        assert service.update("INSERT DATA { <urn:a> <urn:b> 1 }").status == 204


def test_the_default_graph_is_one_by_either_name(data: Path, tmp_path: Path) -> None:
    with serving(copied(data, tmp_path)) as service:
        path = f"/rdf-graph-store?graph={quote('https://w3id.org/relazione/graph/default')}"
        for value in (b"1", b"2"):
            put = service.ask("PUT", path, b"<urn:a> <urn:b> " + value + b" .", Content_Type="text/turtle", **BEARER)
            assert put.status in (201, 204)
        assert service.query("SELECT ?o { <urn:a> <urn:b> ?o }").rows() == [{"o": "2"}]
        assert service.ask("DELETE", path, **BEARER).status == 204
        assert service.query("SELECT ?o { <urn:a> <urn:b> ?o }").rows() == []


def test_what_changes_every_time_is_not_kept(service: Service) -> None:
    asked = [service.query("SELECT (STRUUID() AS ?u) {}").rows() for _ in range(2)]

    assert asked[0] != asked[1]


def test_health_tells_which_generation_is_served(service: Service) -> None:
    told = json.loads(service.ask("GET", "/health").body)

    assert told["status"] == "ok"
    assert told["generation"] == (service.data / "CURRENT").read_text().strip()


def test_where_memory_is_never_used_answers_are_the_same(service: Service, data: Path, tmp_path: Path) -> None:
    with serving(copied(data, tmp_path), "--memory", "never") as on_disk:
        assert on_disk.query(STATES).rows() == service.query(STATES).rows()
        assert on_disk.update("INSERT DATA { <urn:a> <urn:b> 1 }").status == 204
        assert on_disk.query("SELECT ?o { <urn:a> <urn:b> ?o }").rows() == [{"o": "1"}]
