"""Two thousand requests that nobody should send: each gets a plain refusal, and the next is answered."""

import http.client
import random
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest
from live import BEARER, Service, copied, serving

SEED, MANY = 11, 2000
GOOD = [
    "SELECT * { ?s ?p ?o } LIMIT 3",
    "ASK { ?s a rz:State }",
    "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o FILTER(?o > 3) }",
    "PREFIX e: <urn:> SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s e:p ?o } } GROUP BY ?g HAVING (COUNT(*) > 1)",
    "DESCRIBE <urn:a> FROM <urn:g>",
    "INSERT DATA { <urn:a> <urn:b> 'c' }",
]
PIECES = [
    *'{}()<>"\'\\?$.;a#|*-\n\x00é𝄞', '"""', "\\u0000", "\\uD800", "SERVICE", "^^", "@en", "%00", "1e999", "FILTER",
    "VALUES", "UNDEF", "SELECT", "BIND", "_:",
]  # fmt: skip
MEDIA = [
    "application/sparql-query", "application/sparql-update", "application/x-www-form-urlencoded", "text/turtle",
    "multipart/form-data", "multipart/form-data; boundary=x", "", "text/plain; charset=utf-16", "\xff", "a/b/c;q=x",
]  # fmt: skip
ACCEPTS = [
    "*/*", "", "text/csv;q=nan", "application/sparql-results+json", "text/html", ",,,;;;", "a", "image/png",
]  # fmt: skip
METHODS = ["GET", "POST", "POST", "PUT", "DELETE", "HEAD", "PATCH", "OPTIONS", "PURGE"]
NAMES = ["query", "update", "default-graph-uri", "graph", "timeout", "format", "using-graph-uri", "", "default"]
PATHS = ["/sparql", "/update", "/rdf-graph-store", "/rdf-graph-store/x", "/sparql/", "//sparql", "/health"]


@pytest.fixture(scope="module")
def service(data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    with serving(copied(data, tmp_path_factory.mktemp("malformed")), "--query-timeout", "2") as running:
        yield running


def damaged(rng: random.Random) -> str:
    """Return a query in which pieces were cut, doubled or put in."""
    text = rng.choice(GOOD)
    for _ in range(rng.randint(1, 5)):
        at = rng.randrange(len(text) + 1)
        before, after = text[:at], text[at:]
        text = rng.choice([before, before + rng.choice(PIECES) + after, before + after[3:], text + after])
    return text


def request(rng: random.Random) -> tuple[str, str, bytes | None, dict[str, str]]:
    """Return a method, a path, a body and headers."""
    text = damaged(rng)
    values = [text, damaged(rng), "%", "-1"]
    method = rng.choice(METHODS)
    pairs = [f"{quote(rng.choice(NAMES))}={quote(rng.choice(values))}" for _ in range(rng.randint(0, 3))]
    path = rng.choice(PATHS) + ("?" + "&".join(pairs) if pairs else "") + rng.choice(["", "", "&%zz=%f", "?"])
    body = rng.choice([text.encode(), text.encode("utf-16"), rng.randbytes(40), f"query={text}".encode()])
    headers = {"Accept": rng.choice(ACCEPTS), "Content-Type": rng.choice(MEDIA), **rng.choice([BEARER, {}])}
    return method, path, body if method in ("POST", "PUT", "PATCH") else None, headers


def test_no_request_breaks_the_service(service: Service) -> None:
    rng, parts = random.Random(SEED), urlsplit(service.address)
    connection = http.client.HTTPConnection(str(parts.hostname), parts.port, timeout=30)
    failed = []
    for number in range(MANY):
        method, path, body, headers = request(rng)
        try:
            connection.request(method, path, body, headers)
            response = connection.getresponse()
            response.read()
        except (http.client.HTTPException, OSError):
            connection.close()  # the server may close on what is no HTTP; it must be there for the next
            continue
        if response.status in (500, 502) or (response.status == 503 and method != "POST"):
            failed.append((number, method, path, response.status))
    connection.close()

    assert failed == []
    assert service.query("ASK { ?s a ?c }").status == 200
    assert service.ask("GET", "/").status == 200
    assert "Traceback" not in service.log.read_text()
    assert "panicked" not in service.log.read_text()
