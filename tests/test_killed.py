"""What was acknowledged outlives the death of the process that wrote it, and nothing is ever torn.

`tests/benchmark/killed.py` does the same at fifty moments of each.
"""

import os
import random
import signal
import threading
import time
from pathlib import Path

import pytest
from killing import check_grown, check_published, killed
from live import BEARER, Service, serving
from naming import built, engine_says, write_sources

from graph.store import current

TURTLE = {"Content_Type": "text/turtle"}


@pytest.mark.parametrize("seed", range(4))
def test_a_corpus_that_grows_is_whole_after_any_death(tmp_path: Path, seed: int) -> None:
    sources, data = write_sources(tmp_path / "sources"), tmp_path / "data"
    after = random.Random(seed).uniform(0.05, 1.5)

    done, planned = killed("grow", sources, data, seed, after)

    check_grown(sources, data, done, planned, tmp_path / "scratch")


@pytest.mark.parametrize("seed", range(3))
def test_what_is_published_is_whole_after_any_death(tmp_path: Path, seed: int) -> None:
    done, planned = killed("publish", tmp_path, tmp_path / "data", 10 * seed, random.Random(seed).uniform(0.02, 0.4))

    check_published(tmp_path / "data", done, planned)


@pytest.mark.parametrize("seed", range(2))
def test_writes_that_were_acknowledged_are_there_after_the_service_died(tmp_path: Path, seed: int) -> None:
    built([write_sources(tmp_path / "sources")], tmp_path / "data")

    check_written(tmp_path / "data", random.Random(seed).uniform(0.3, 1.5))


def check_written(data: Path, after: float) -> None:
    """Write to a service until it is killed, and see that what it acknowledged is there when it starts again."""
    acknowledged: list[int] = []
    with serving(data) as service:
        writer = threading.Thread(target=_write, args=(service, acknowledged))
        writer.start()
        time.sleep(after)
        for process in service.family():
            os.kill(process, signal.SIGKILL)
        writer.join()
    with serving(data) as service:
        rows = service.query("SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s <urn:p> ?o } } GROUP BY ?g").rows()
        found = {row["g"].rpartition(":")[2]: int(row["n"]) for row in rows}
        assert {str(number) for number in acknowledged} <= found.keys()
        assert set(found.values()) <= {3}
        assert service.update("INSERT DATA { <urn:after> <urn:all> <urn:this> }").status == 204
    dataset = (data / "generations" / current(data) / "dataset.nq").read_text()
    assert engine_says(data) == set(dataset.splitlines())


def _write(service: Service, acknowledged: list[int]) -> None:
    """Write three triples to a graph after the other, by update and by the Graph Store Protocol in turn."""
    for number in range(10_000):
        triples = " ".join(f"<urn:s:{number}> <urn:p> {value} ." for value in range(3))
        try:
            if number % 2:
                path = f"/rdf-graph-store?graph=urn:g:{number}"
                got = service.ask("PUT", path, triples.encode(), **TURTLE, **BEARER)
            else:
                got = service.update(f"INSERT DATA {{ GRAPH <urn:g:{number}> {{ {triples} }} }}")
        except OSError:
            return
        if got.status not in (200, 201, 204):
            return
        acknowledged.append(number)
