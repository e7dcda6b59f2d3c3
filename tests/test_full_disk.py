"""A full disk costs a clear error: what was served is served, nothing is lost, and with room it goes on."""

import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from live import BEARER, serving
from naming import MEANS, built, dataset, documents, engine_says, write_sources

from graph.build import add, remove
from graph.changes import Update
from graph.errors import StoreError
from graph.replica import Replica
from graph.revision import judge, of_name
from graph.store import current

TRIPLE = b"<urn:a> <urn:b> 1 ."
FULL = r"cannot be written \(the disk is full; make room and try again\)"


@pytest.fixture
def data(tmp_path: Path) -> Iterator[Path]:
    """Build a dataset on a disk of 24 MB."""
    disk, sources = tmp_path / "disk", write_sources(tmp_path / "sources")
    disk.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", str(disk)], check=False).returncode:
        pytest.skip("a disk can only be mounted by root")
    try:
        built([sources / "one.txt", sources / "two.txt"], disk / "data")
        yield disk / "data"
    finally:
        subprocess.run(["umount", "-l", str(disk)], check=True)


def fill(data: Path, spare: int) -> Path:
    """Fill the disk of a dataset but for some KB."""
    filling = data.parent / "filling"
    free = shutil.disk_usage(data).free
    filling.write_bytes(bytes(max(free - spare * 1024, 0)))
    return filling


def _build(data: Path) -> None:
    built([sources_of(data) / "one.txt", sources_of(data) / "three.txt"], data)


def _add(data: Path) -> None:
    add(MEANS, [sources_of(data) / "three.txt"], data)


def _remove(data: Path) -> None:
    remove(["two"], data)


def _update(data: Path) -> None:
    update = Update("INSERT DATA { <urn:a> <urn:b> <urn:c> }", "urn:base")
    Replica.loaded(data / "generations" / current(data)).amend(data, update)


def _judge(data: Path) -> None:
    judge(data, of_name("person/marco-rosi", "Marco di Rosi", by="Ada", at="2026-11-26T10:00:00Z"))


def sources_of(data: Path) -> Path:
    return data.parents[1] / "sources"


@pytest.mark.parametrize("spare", [0, 16, 200])
@pytest.mark.parametrize("step", [_build, _add, _remove, _update, _judge])
def test_what_was_served_stays_and_goes_on_with_room(data: Path, step: Callable[[Path], None], spare: int) -> None:
    served, before = current(data), dataset(data)
    filling = fill(data, spare)

    with pytest.raises(StoreError, match=FULL):
        step(data)

    assert (current(data), dataset(data)) == (served, before)
    assert engine_says(data) == set(before.decode().splitlines())
    assert [path.name for path in (data / "generations").iterdir()] == [served]
    filling.unlink()
    _add(data)
    assert documents(data) == ["one", "three", "two"]
    assert b"di Rosi" not in dataset(data)
    _judge(data)
    assert b"Marco di Rosi" in dataset(data)


def test_a_service_says_that_the_disk_is_full_and_goes_on(data: Path) -> None:
    ask = "ASK { <urn:a> ?p ?o }"
    with serving(data) as service:
        filling = fill(data, 16)
        update = service.update("INSERT DATA { <urn:a> <urn:b> <urn:c> }")
        put = service.ask("PUT", "/rdf-graph-store?graph=urn:g", TRIPLE, Content_Type="text/turtle", **BEARER)
        assert [update.status, put.status] == [507, 507]
        assert "the disk is full" in update.text
        assert b'"boolean":false' in service.query(ask).body.replace(b" ", b"")
        filling.unlink()
        assert service.update("INSERT DATA { <urn:a> <urn:b> <urn:c> }").status == 204
        assert b'"boolean":true' in service.query(ask).body.replace(b" ", b"")
