"""A second server for tests: `relazione serve` in a process of its own, asked over HTTP."""

import http.client
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlencode, urlsplit

TOKEN = "a token for the tests alone"
BEARER = {"Authorization": f"Bearer {TOKEN}"}
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
JSON = "application/sparql-results+json"


@dataclass(frozen=True)
class Got:
    """A response: its status, its headers in lower case, those of one name joined, its body."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    def rows(self) -> list[dict[str, str]]:
        """Return the rows of SPARQL results in JSON."""
        found = json.loads(self.body)["results"]["bindings"]
        return [{name: cell["value"] for name, cell in row.items()} for row in found]


@dataclass(frozen=True)
class Service:
    """A service that listens, the process behind it, the dataset that it serves and what it logs."""

    address: str
    process: subprocess.Popen[str]
    data: Path
    log: Path

    def ask(self, method: str, path: str, body: bytes | None = None, patience: float = 30, **headers: str) -> Got:
        """Send a request; the names of headers may have underscores."""
        parts = urlsplit(self.address)
        connection = http.client.HTTPConnection(str(parts.hostname), parts.port, timeout=patience)
        try:
            given = {name.replace("_", "-"): value for name, value in headers.items()}
            connection.request(method, path, body, given)
            response = connection.getresponse()
            told = {name.lower(): ", ".join(response.headers.get_all(name, ())) for name in response.headers}
            return Got(response.status, told, response.read())
        finally:
            connection.close()

    def query(self, text: str, accept: str = JSON, **more: str) -> Got:
        """Ask a query; `more` are parameters of the protocol."""
        beside = "".join(f"&{name}={quote(value)}" for name, value in more.items())
        return self.ask("GET", f"/sparql?query={quote(text)}{beside}", Accept=accept)

    def update(self, text: str, **headers: str) -> Got:
        """Send an update with the token."""
        body = urlencode({"update": text}).encode()
        return self.ask("POST", "/update", body, **{**FORM, **BEARER, **headers})

    def family(self) -> list[int]:
        """Return the processes that belong to the service."""
        return [self.process.pid, *_children(self.process.pid)]


@contextmanager
def serving(data: Path, *options: str, token: str | None = TOKEN) -> Iterator[Service]:
    """Serve a dataset until the end of the block."""
    command = [sys.executable, "-c", "from server.cli import main; main()", "serve", "--data", str(data), "--port", "0"]
    environment = {**os.environ, **({"RELAZIONE_TOKEN": token} if token else {})}
    log = data.parent / f"{data.name}.log"
    with (
        log.open("w") as errors,
        subprocess.Popen(
            [*command, *options], stdout=subprocess.PIPE, stderr=errors, text=True, env=environment
        ) as process,
    ):
        assert process.stdout is not None
        try:
            line = next((line for line in process.stdout if "http://" in line), None)
            assert line is not None, log.read_text()
            found = re.search(r"http://[\d.:]+", line)
            assert found is not None
            service = Service(found.group(), process, data, log)
            _wait(service)
            yield service
        finally:
            process.terminate()
            process.wait(15)


def copied(data: Path, to: Path) -> Path:
    """Return a copy of a dataset that may be written to."""
    return Path(shutil.copytree(data, to / "data"))


def _wait(service: Service) -> None:
    for _ in range(100):
        try:
            if service.query("ASK {}").status == 200:
                return
        except OSError:
            pass
        if service.process.poll() is not None:
            raise AssertionError("the service has ended")
        subprocess.run(["sleep", "0.1"], check=True)
    raise AssertionError("the service does not answer")


def _children(pid: int) -> list[int]:
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            if int(path.read_text().rpartition(")")[2].split()[1]) == pid:
                found += [int(path.parent.name), *_children(int(path.parent.name))]
        except OSError:
            continue
    return found
