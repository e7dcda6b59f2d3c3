"""Reading on a Dask cluster of two real worker processes, which are killed, lack Relazione or read otherwise."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from standins import Otherwise, Slow, texts

from graph import cluster
from graph.cluster import BATCH
from graph.crew import read_each
from graph.document import Document
from graph.errors import CrewError, RelazioneError
from graph.gathering import gather
from graph.reading import Reader
from graph.statement import Reading

HERE = Path(__file__).parent


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port: int = taken.getsockname()[1]
        return port


@contextmanager
def started(*arguments: str, path: str = f"{HERE}:{HERE.parent}") -> Iterator[subprocess.Popen[bytes]]:
    """Run a command of Dask, and end it with all that it started."""
    settings = {"PYTHONPATH": path, "DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "1"}
    command = [sys.executable, "-m", "dask", *arguments, "--no-dashboard"]
    with subprocess.Popen(
        command, env=os.environ | settings, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    ) as process:
        try:
            yield process
        finally:
            os.killpg(process.pid, signal.SIGTERM)
            process.wait(30)


@contextmanager
def scheduler() -> Iterator[str]:
    """Yield the address of a scheduler without workers."""
    port = free_port()
    with started("scheduler", "--host", "127.0.0.1", "--port", str(port)):
        while True:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.05)
        yield f"tcp://127.0.0.1:{port}"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Yield the address of a cluster of two worker processes."""
    with scheduler() as address:
        folder = str(tmp_path_factory.mktemp("workers"))
        with started("worker", address, "--nworkers", "2", "--nthreads", "1", "--local-directory", folder):
            yield address


@pytest.mark.slow
def test_a_cluster_reads_the_samples_as_one_process_does(address: str, reader: Reader) -> None:
    documents = gather([HERE.parent / "graph" / "samples"]).documents

    found = dict(read_each(Reader, documents, dask=address))

    assert [found[n] for n in range(len(documents))] == [reader.read(document) for document in documents]


def test_each_document_gives_its_reading_or_why_it_has_none(address: str, tmp_path: Path) -> None:
    found = dict(read_each(Slow(tmp_path / "log"), texts(50, d3="refused", d7="faulty"), dask=address))

    assert sorted(found) == list(range(50))
    assert {n: str(error) for n, error in found.items() if isinstance(error, RelazioneError)} == {
        3: "d3: is not for reading",
        7: "d7: reading it failed (IndexError: list index out of range)",
    }


def test_a_worker_that_is_killed_costs_its_own_batch(address: str, tmp_path: Path) -> None:
    reader = Slow(tmp_path / "log", seconds=0.02)
    readings = read_each(reader, texts(200), dask=address)
    found = dict(next(readings) for _ in range(50))

    os.kill(reader.begun()[-1][0], signal.SIGKILL)
    found |= dict(readings)

    assert all(isinstance(found[n], Reading) for n in range(200))
    times = Counter(name for _, name in reader.begun())
    assert 0 < sum(times.values()) - len(times) <= 2 * BATCH
    assert max(times.values()) == 2


def test_a_document_that_ends_every_worker_that_reads_it_is_told_of(address: str, tmp_path: Path) -> None:
    found = dict(read_each(Slow(tmp_path / "log"), texts(50, d20="deadly"), dask=address))

    assert [n for n, reading in found.items() if not isinstance(reading, Reading)] == [20]
    assert len(found) == 50
    assert str(found[20]) == "d20: each process that read it ended before its time (out of memory?)"


def test_documents_are_taken_as_they_are_read(address: str, tmp_path: Path) -> None:
    taken: list[Document] = []

    def coming() -> Iterator[Document]:
        for document in texts(400):
            taken.append(document)
            yield document

    for done, _ in enumerate(read_each(Slow(tmp_path / "log"), coming(), dask=address), 1):
        assert len(taken) - done <= 4 * BATCH


def test_a_worker_that_reads_otherwise_is_refused(address: str, tmp_path: Path) -> None:
    with pytest.raises(CrewError, match=r"worker tcp://\S+ reads with the weights \w{12}, this process with \w{12}"):
        list(read_each(Otherwise(tmp_path / "log"), texts(5), dask=address))
    assert Otherwise(tmp_path / "log").begun() == []


@pytest.mark.parametrize("place", ["nowhere", "http://127.0.0.1:80", "tcp://127.0.0.1:{free}", "tcp://127.0.0.1:{mute}"])
def test_an_address_where_no_scheduler_answers_is_told_within_seconds(place: str, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as mute:
        address = place.format(free=free_port(), mute=mute.getsockname()[1])
        began = time.monotonic()
        with pytest.raises(CrewError, match=r"no Dask scheduler answers there .*; wanted an address such"):
            list(read_each(Slow(tmp_path / "log"), texts(5), dask=address))
        assert time.monotonic() - began < 8


def test_a_cluster_without_workers_is_told_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "JOINS_WITHIN", 1)
    with scheduler() as address, pytest.raises(CrewError, match="no worker joined the cluster within 1 seconds"):
        list(read_each(Slow(tmp_path / "log"), texts(5), dask=address))


def test_a_scheduler_that_ends_is_told_of(tmp_path: Path) -> None:
    port = free_port()
    reader = Slow(tmp_path / "log", seconds=0.05)
    address = f"tcp://127.0.0.1:{port}"
    with started("scheduler", "--host", "127.0.0.1", "--port", str(port)) as process:
        time.sleep(2)
        with started("worker", address, "--nthreads", "1", "--local-directory", str(tmp_path)):
            readings = read_each(reader, texts(500), dask=address)
            next(readings)
            os.killpg(process.pid, signal.SIGKILL)
            with pytest.raises(CrewError, match="the connection to the cluster was lost"):
                list(readings)


def test_workers_without_relazione_are_told_of(tmp_path: Path) -> None:
    (tmp_path / "graph").mkdir()
    (tmp_path / "graph" / "__init__.py").touch()
    place = str(tmp_path)
    with (
        scheduler() as address,
        started("worker", address, "--local-directory", place, path=place),
        pytest.raises(CrewError, match="a worker lacks Relazione, or has another version of it"),
    ):
        list(read_each(Slow(tmp_path / "log"), texts(5), dask=address))
