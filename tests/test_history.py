"""The generations of a data folder: listed, named, served again and removed."""

import fcntl
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from handwritten import MUSCAT, PROVENANCE, TRADE, record, talks, trade
from live import serving
from typer.testing import CliRunner

from graph import history as past
from graph.changes import Update
from graph.errors import MissingDataError, RelazioneError, StoreError
from graph.rdf import quads
from graph.reading import Reading
from graph.replica import Replica
from graph.store import Generation, current, publish
from server.cli import app


def published(folder: Path, *readings: Reading, at: str, by: str = "build") -> str:
    """Publish readings as the newest generation, made at a moment."""
    before = current(folder) if (folder / "CURRENT").exists() else None
    texts = {document.sha256: document.text for document in (MUSCAT, TRADE)}
    made = publish(folder, quads(list(readings), PROVENANCE), texts, record())
    told = {"by": by, "at": at, "before": before}
    (folder / "generations" / made / "made.json").write_text(json.dumps(told))
    return made


@pytest.fixture
def three(tmp_path: Path) -> tuple[Path, list[str]]:
    """A folder with three generations, the oldest first."""
    data = tmp_path / "data"
    ids = [
        published(data, talks(), at="2026-11-24T08:00:00Z"),
        published(data, talks(), trade(), at="2026-11-25T08:00:00Z", by="add"),
        published(data, trade(), at="2026-11-26T08:00:00Z", by="remove"),
    ]
    return data, ids


def cli(*words: object) -> tuple[int, str]:
    result = CliRunner().invoke(app, [str(word) for word in words])
    return result.exit_code, result.output


def test_generations_are_listed_with_the_newest_first(three: tuple[Path, list[str]]) -> None:
    data, ids = three

    found = past.history(data)

    assert [each.id for each in found] == ids[::-1]
    assert [each.by for each in found] == ["remove", "add", "build"]
    assert [each.before for each in found] == [ids[1], ids[0], None]
    assert [each.current for each in found] == [True, False, False]


def test_bytes_of_a_generation_are_those_of_files_that_no_other_shares(three: tuple[Path, list[str]]) -> None:
    data, ids = three
    newest, older = (data / "generations" / each for each in (ids[2], ids[1]))
    size = (older / "dataset.nq").stat().st_size
    before = past.weight(past.history(data)[1]).own

    os.link(older / "dataset.nq", newest / "linked.nq")

    assert before - past.weight(past.history(data)[1]).own == size


def test_what_earlier_versions_made_and_what_is_half_there_is_listed_too(three: tuple[Path, list[str]]) -> None:
    data, ids = three
    for each in ids:
        (data / "generations" / each / "made.json").unlink()
    (data / "generations" / ids[0] / "build.json").write_text("{")
    (data / "generations" / "0123456789ab").mkdir()
    (data / "generations" / "notes").mkdir()

    found = {each.id: each for each in past.history(data)}

    assert found.keys() == {*ids, "0123456789ab"}
    assert found[ids[1]].by == "build"
    assert found[ids[1]].at.endswith("Z")
    assert not found["0123456789ab"].whole
    assert past.weight(found[ids[0]]).documents is None
    assert cli("generations", "--data", data)[0] == 0


def test_a_generation_is_named_by_its_beginning_or_as_the_previous(three: tuple[Path, list[str]]) -> None:
    data, ids = three

    assert past.resolve(data, ids[0][:6]) == ids[0]
    assert past.resolve(data, "previous") == ids[1]
    assert past.resolve(data, "current") == ids[2]
    for wrong in ("", "abc", "zzzzzz", "../../etc", ids[0] + "0"):
        with pytest.raises(MissingDataError, match="holds no generation"):
            past.resolve(data, wrong)


def test_a_beginning_that_several_share_names_none(three: tuple[Path, list[str]]) -> None:
    data, _ = three
    for each in ("aaaa00000000", "aaaa11111111"):
        (data / "generations" / each).mkdir()

    with pytest.raises(MissingDataError, match="2 generations are called so"):
        past.resolve(data, "aaaa")


def test_pruning_keeps_the_newest_the_served_and_those_that_are_read(three: tuple[Path, list[str]]) -> None:
    data, ids = three
    newest = published(data, talks(), trade(), at="2026-11-27T08:00:00Z")
    assert newest == ids[1]  # the same documents, and so the same generation, are newest again
    past.use(data, ids[2])

    with Generation.open(data, ids[0]):
        assert [each.id for each in past.prune(data, keep=1)] == []
    assert [each.id for each in past.prune(data, keep=1)] == [ids[0]]
    assert {each.id for each in past.history(data)} == {ids[1], ids[2]}
    with Generation.open(data) as generation:
        assert generation.graphs()


def test_pruning_a_generation_leaves_what_it_shares_with_another(tmp_path: Path) -> None:
    data = tmp_path / "data"
    base = published(data, talks(), trade(), at="2026-11-24T08:00:00Z")
    path = data / "generations" / base
    update = Update("INSERT DATA { GRAPH <urn:g> { <urn:a> <urn:b> <urn:c> } }", "urn:base")
    writer = Replica.loaded(path)
    made = writer.amend(data, update).generation
    os.close(writer._held)  # a writer reads what it writes to as long as its process lives

    assert [each.id for each in past.prune(data, keep=1)] == [base]
    with Generation.open(data, made) as generation:
        assert len(generation.select("SELECT ?s WHERE { ?s a rz:Document }".replace("rz:Document", RZ_DOCUMENT))) == 2
        assert all(generation.text(document.sha256) == document.text for document in (MUSCAT, TRADE))


RZ_DOCUMENT = "<https://w3id.org/relazione/ns#Document>"


def test_at_least_one_generation_is_kept(three: tuple[Path, list[str]]) -> None:
    with pytest.raises(RelazioneError, match="at least 1"):
        past.prune(three[0], keep=0)
    assert cli("generations", "prune", "--keep", "0", "--data", three[0])[0] == 2


def test_a_kill_while_pruning_leaves_nothing_that_the_next_build_does_not_clear(three: tuple[Path, list[str]]) -> None:
    data, ids = three
    code = (
        "import shutil, time; from pathlib import Path; from graph import generations, history;"
        "generations.shutil.rmtree = lambda *a, **k: (print('now', flush=True), time.sleep(60));"
        f"history.prune(Path({str(data)!r}), keep=1)"
    )
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "now\n"
        process.send_signal(signal.SIGKILL)

    assert len(past.history(data)) == 2
    assert current(data) == ids[2]
    published(data, talks(), at="2026-11-28T08:00:00Z")
    assert not list((data / "generations").glob(".building-*"))


def test_an_older_generation_is_served_again(three: tuple[Path, list[str]]) -> None:
    data, ids = three

    assert cli("generations", "use", "previous", "--data", data) == (0, f"Serving {ids[1]} in {data}\n")
    assert current(data) == ids[1]


def test_a_damaged_generation_is_not_served(three: tuple[Path, list[str]]) -> None:
    data, ids = three
    (data / "generations" / ids[0] / "build.json").write_text("{")

    with pytest.raises(StoreError, match="damaged"):
        past.use(data, ids[0])
    assert current(data) == ids[2]


def test_a_service_takes_up_the_generation_that_is_served_again(three: tuple[Path, list[str]]) -> None:
    data, ids = three
    with serving(data) as service:
        assert len(service.query(f"SELECT ?d {{ ?d a {RZ_DOCUMENT} }}").rows()) == 1
        past.use(data, ids[1])
        for _ in range(100):
            if len(service.query(f"SELECT ?d {{ ?d a {RZ_DOCUMENT} }}").rows()) == 2:
                break
            time.sleep(0.1)
        else:
            pytest.fail("the service still answers from the generation before")


def test_commands_read_an_earlier_generation(three: tuple[Path, list[str]]) -> None:
    data, ids = three
    asked = f"SELECT ?d {{ ?d a {RZ_DOCUMENT} }}"

    assert "talks-in-muscat" in cli("query", asked, "--data", data, "--generation", ids[0][:6])[1]
    assert "talks-in-muscat" not in cli("query", asked, "--data", data)[1]
    assert "talks-in-muscat" in cli("export", "--format", "nquads", "--data", data, "--generation", "previous")[1]
    assert cli("validate", "--data", data, "--generation", ids[0])[0] == 0
    assert "Oman" in cli("dossier", "Oman", "--data", data, "--generation", ids[0])[1]
    assert "Oman" in cli("report", "--data", data, "--generation", ids[0])[1]
    assert cli("refusals", "--data", data, "--generation", ids[0])[0] == 0
    for command in (["query", asked], ["export"], ["validate"], ["dossier", "Oman"], ["report"], ["refusals"]):
        code, told = cli(*command, "--data", data, "--generation", "feedfeed")
        assert (code, "holds no generation 'feedfeed'" in told) == (1, True)


def test_the_list_is_had_as_json_and_another_dataset_is_never_meant(three: tuple[Path, list[str]]) -> None:
    data, ids = three

    told = json.loads(cli("generations", "--format", "json", "--data", data)[1])
    assert [(each["id"], each["state"]) for each in told] == [(ids[2], "served"), (ids[1], ""), (ids[0], "")]
    assert cli("generations", "--data", data, "prune")[0] == 2
    code, listed = cli("generations", "prune", "--keep", "1", "--dry-run", "--data", data)
    assert (code, listed.splitlines()[-1]) == (0, "2 generations would be removed")
    assert len(past.history(data)) == 3


def test_asking_whether_somebody_reads_a_generation_leaves_it_free(three: tuple[Path, list[str]]) -> None:
    data, ids = three
    assert not past.weight(past.history(data)[0]).held

    with Generation.open(data):
        assert past.weight(past.history(data)[0]).held
    descriptor = os.open(data / "generations" / ids[2], os.O_RDONLY)
    fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    os.close(descriptor)
