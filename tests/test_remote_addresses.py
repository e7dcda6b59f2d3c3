"""Addresses of servers, and what is said of those that do not serve."""

import http.server
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from oxigraph import oxigraph
from typer.testing import CliRunner

from graph.address import address, is_address
from server.cli import app

Answer = tuple[int, str, dict[str, str]]


@pytest.mark.parametrize(
    ("text", "query", "update"),
    [
        ("sparql+http://localhost:7878", "http://localhost:7878/query", "http://localhost:7878/update"),
        ("sparql+https://a.example/", "https://a.example/query", "https://a.example/update"),
        ("sparql+http://h/repositories/rz", "http://h/repositories/rz", "http://h/repositories/rz/statements"),
        ("sparql+http://h:8182/sparql", "http://h:8182/sparql", "http://h:8182/sparql"),
        ("sparql+http://h:3030/rz", "http://h:3030/rz", "http://h:3030/rz"),
        ("sparql+http://h/db/query", "http://h/db/query", "http://h/db/update"),
        ("sparql+http://h/a?update=/b&batch=9", "http://h/a", "http://h/b"),
        ("sparql+http://h/?query=http://other/q", "http://other/q", "http://h/update"),
    ],
)
def test_the_addresses_to_ask_and_to_write_to_are_found(text: str, query: str, update: str) -> None:
    found = address(text)

    assert (found.query, found.update, str(found)) == (query, update, text)


@pytest.mark.parametrize("text", ["./rome", "/srv/rome", "http://localhost:7878/", "C:/rome", "sparql"])
def test_anything_else_is_a_folder(text: str) -> None:
    assert not is_address(text)


def said(command: str, place: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> str:
    """Return the line in which a command fails."""
    monkeypatch.setenv("RELAZIONE_CACHE", str(tmp_path / "cache"))
    result = CliRunner().invoke(app, [*command.split(), "--data", place])
    assert result.exit_code == 1, result.output
    assert result.stderr.count("\n") == 1
    return result.stderr


@pytest.mark.parametrize(
    ("place", "told"),
    [
        ("sparql+http://127.0.0.1:9/", "http://127.0.0.1:9/query: the server cannot be reached (Connection refused)"),
        ("sparql+http://nowhere.invalid/", "the server cannot be reached"),
        ("sparql+http://me:secret@127.0.0.1:9/", "must not hold a password: set RELAZIONE_STORE_USER"),
        ("sparql+http://127.0.0.1:9/?btach=1", "btach is not known here; wanted query, update, batch, timeout"),
        ("sparql+http://127.0.0.1:9/?batch=many", "batch=many is not a number from 1"),
        ("sparql+http://127.0.0.1:x/", "not an address"),
        ("sparql+http:/127.0.0.1/", "not the address of a server; wanted one such as"),
    ],
)
def test_a_wrong_address_costs_a_line(place: str, told: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    line = said("export", place, monkeypatch, tmp_path)

    assert told in line
    assert "secret" not in line


@pytest.fixture
def answering() -> Iterator[Callable[[Answer], tuple[str, list[dict[str, str]]]]]:
    """Start a server that answers everything alike, and remembers the headers that it is sent."""
    running = []

    def start(answer: Answer) -> tuple[str, list[dict[str, str]]]:
        heard: list[dict[str, str]] = []

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                heard.append(dict(self.headers))
                self.rfile.read(int(self.headers["Content-Length"]))
                status, body, headers = answer
                self.send_response(status)
                for name, value in {"Content-Length": str(len(body)), **headers}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body.encode())

            def log_message(self, *_: object) -> None:
                pass

        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        running.append(server)
        return f"sparql+http://127.0.0.1:{server.server_port}/", heard

    yield start
    for server in running:
        server.shutdown()
        server.server_close()


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        ((200, "<p>Welcome", {"Content-Type": "text/html"}), "answers with a web page"),
        ((200, "Welcome", {"Content-Type": "text/plain"}), "answers with text/plain where results of SPARQL in JSON"),
        ((200, '{"a": 1}', {"Content-Type": "application/json"}), "answers with application/json where results"),
        ((401, "", {}), "asks for a user and a password (401); set RELAZIONE_STORE_USER and RELAZIONE_STORE_PASSWORD"),
        ((404, "", {}), "nothing takes SPARQL there (404)"),
        ((302, "", {"Location": "http://elsewhere/"}), "leads to http://elsewhere/; give that address"),
        ((500, "out of\nmemory", {}), "the server failed (500): out of memory"),
    ],
)
def test_a_server_of_something_else_is_told_of_in_a_line(
    answer: Answer,
    told: str,
    answering: Callable[[Answer], tuple[str, list[dict[str, str]]]],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    place, _ = answering(answer)

    assert told in said("export", place, monkeypatch, tmp_path)


def test_user_and_password_are_sent_and_never_printed(
    answering: Callable[[Answer], tuple[str, list[dict[str, str]]]], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    place, heard = answering((401, "", {}))
    monkeypatch.setenv("RELAZIONE_STORE_USER", "Aladdin")
    monkeypatch.setenv("RELAZIONE_STORE_PASSWORD", "open sesame")

    line = said("export", place, monkeypatch, tmp_path)

    assert heard[0]["Authorization"] == "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ=="  # RFC 7617, section 2
    assert "RELAZIONE_STORE_PASSWORD give is refused" in line
    assert "sesame" not in line


def test_an_empty_server_says_how_to_fill_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    with oxigraph(tmp_path / "server") as server:
        for command in ("export", "query ASK{}", "report", "validate", "serve --port 0"):
            assert "holds no dataset of ours; make one with: relazione build" in said(
                command, server.address, monkeypatch, tmp_path
            )
