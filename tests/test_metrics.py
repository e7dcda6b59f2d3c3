"""What the service tells Prometheus of itself, read with Prometheus's own parsers from a service that runs."""

import socket
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Thread
from urllib.parse import quote

import pytest
from handwritten import talks, trade
from live import Service, serving
from prometheus_client.openmetrics.parser import text_string_to_metric_families as open_metrics
from prometheus_client.parser import text_string_to_metric_families as plain_text

from graph.store import current
from server import create_app
from server.application import front_of

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n ?o }"
GREEDY = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?c ?f ?i"
STREAM = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
Samples = dict[tuple[str, tuple[tuple[str, str], ...]], float]


@pytest.fixture(scope="module")
def service(data: Path) -> Iterator[Service]:
    """A service of two workers in which a query takes at most a second and 64 MB, and one may wait."""
    limits = ("--query-timeout", "1", "--query-memory", "64", "--workers", "2", "--queue", "1")
    with serving(data, *limits, "--access-log") as running:
        yield running


def samples(service: Service) -> Samples:
    """Return all that is told, by name and labels."""
    got = service.ask("GET", "/metrics")
    assert got.status == 200
    assert got.headers["content-type"] == "text/plain; version=0.0.4; charset=utf-8"
    families = plain_text(got.text)
    return {(each.name, tuple(sorted(each.labels.items()))): each.value for one in families for each in one.samples}


def rise(service: Service, doing: Callable[[], object], name: str, **labels: str) -> float:
    """Return by how much a count rises through doing something; what hangs up is seen a moment later."""
    key = (name, tuple(sorted(labels.items())))
    before = samples(service).get(key, 0)
    doing()
    for _ in range(50):
        risen = samples(service).get(key, 0) - before
        if risen:
            return risen
        time.sleep(0.1)
    return 0


def queries(service: Service, outcome: str, doing: Callable[[], object]) -> float:
    """Return by how much the queries of an outcome rise."""
    return rise(service, doing, "relazione_query_seconds_count", outcome=outcome)


def hang_up(service: Service, query: str, read: int = 0) -> None:
    """Ask a query, read so much of the answer and go."""
    host, port = service.address.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=10) as connection:
        connection.sendall(f"GET /sparql?query={quote(query)} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
        if read:
            connection.recv(read)
        time.sleep(0.4)


def test_queries_are_timed_by_outcome(service: Service) -> None:
    assert queries(service, "ok", lambda: service.query("ASK { ?s ?p 'asked once' }")) == 1
    assert queries(service, "timeout", lambda: service.query(ENDLESS)) == 1
    assert queries(service, "refused", lambda: service.query("SELECT * { SERVICE <http://a/> { ?s ?p ?o } }")) == 1
    assert queries(service, "refused", lambda: service.query("SELECT * {")) == 1
    assert queries(service, "memory", lambda: service.query(GREEDY)) == 1
    assert queries(service, "hung-up", lambda: hang_up(service, ENDLESS)) == 1
    assert queries(service, "hung-up", lambda: hang_up(service, STREAM, read=100)) == 1
    told = samples(service)

    slow = {float(dict(labels)["le"]): n for (name, labels), n in told.items()
            if name == "relazione_query_seconds_bucket" and ("outcome", "timeout") in labels}  # fmt: skip
    assert slow[0.5] == 0
    assert slow[float("inf")] == told["relazione_query_seconds_count", (("outcome", "timeout"),)]
    assert "Traceback" not in service.log.read_text()


def test_who_finds_the_queue_full_is_counted_as_busy(service: Service) -> None:
    def crowd() -> None:
        threads = [Thread(target=service.query, args=(ENDLESS,)) for _ in range(6)]
        for thread in threads:
            thread.start()
        time.sleep(0.5)
        told = samples(service)
        assert told["relazione_queue_length", ()] == 1
        assert told["relazione_workers", (("state", "busy"),)] == 2
        assert told["relazione_workers", (("state", "idle"),)] == 0
        for thread in threads:
            thread.join()

    assert queries(service, "busy", crowd) >= 3


def test_kills_are_counted_by_reason(service: Service) -> None:
    def kills(reason: str, doing: Callable[[], object]) -> float:
        return rise(service, doing, "relazione_kills_total", reason=reason)

    assert kills("timeout", lambda: service.query(ENDLESS)) == 1
    assert kills("hung-up", lambda: hang_up(service, ENDLESS)) == 1
    assert kills("hung-up", lambda: hang_up(service, STREAM, read=100)) == 1
    assert kills("memory", lambda: service.query(GREEDY)) == 1


def test_requests_are_counted_by_class_of_address_and_status(service: Service) -> None:
    def requests(path: str, route: str, status: str) -> float:
        return rise(service, lambda: service.ask("GET", path), "relazione_requests_total", route=route, status=status)

    assert requests("/sparql?query=ASK%20%7B%7D", "sparql", "200") == 1
    assert requests("/sparql?query=ASK", "sparql", "400") == 1
    assert requests("/about", "pages", "200") == 1
    assert requests("/nothing/of/the/kind", "pages", "404") == 1
    assert requests("/static/look.js", "static", "200") == 1


def test_the_cache_tells_how_often_it_helps(service: Service) -> None:
    def lookups(result: str) -> float:
        return rise(service, ask, "relazione_cache_lookups_total", result=result)

    def ask() -> object:
        return service.query("ASK { ?s ?p 'asked again' }")

    assert lookups("miss") >= 1
    assert lookups("hit") == 1


def test_the_generation_is_told_and_no_more_of_the_data_than_how_much_it_holds(service: Service, data: Path) -> None:
    told = samples(service)
    text = service.ask("GET", "/metrics").text

    assert told["relazione_generation_info", (("generation", current(data)),)] == 1
    assert told["relazione_documents", ()] == 2
    assert told["relazione_statements", ()] == len(talks().statements) + len(trade().statements)
    assert 0 <= told["relazione_generation_age_seconds", ()] < 3600
    assert told["relazione_answered_from_memory", ()] in (0, 1)
    assert told["process_resident_memory_bytes", ()] > 10 << 20
    assert "Muscat" not in text
    assert "Italy" not in text


def test_it_is_never_kept_and_may_be_had_as_open_metrics(service: Service) -> None:
    got = service.ask("GET", "/metrics", Accept="application/openmetrics-text;version=1.0.0,text/plain;q=0.5")

    assert got.headers["content-type"].startswith("application/openmetrics-text; version=1.0.0")
    assert got.headers["cache-control"] == "no-store"
    assert {family.name for family in open_metrics(got.text)} >= {"relazione_query_seconds", "relazione_kills"}
    assert service.ask("HEAD", "/metrics").body == b""


def test_it_may_be_left_out(data: Path) -> None:
    with serving(data, "--no-metrics") as silent:
        assert silent.ask("GET", "/metrics").status == 404


def test_each_application_counts_for_itself(data: Path) -> None:
    one, other = create_app(data), create_app(data)
    front_of(one), front_of(other)
    one.extensions["bridge"].endpoint.meter.request("/about", 200)

    counted = 'relazione_requests_total{route="pages",status="200"} 1.0'
    assert counted in one.extensions["bridge"].endpoint.meter.exposition(None)[1].decode()
    assert counted not in other.extensions["bridge"].endpoint.meter.exposition(None)[1].decode()
