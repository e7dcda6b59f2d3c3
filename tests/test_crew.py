"""Several processes that read side by side: what is lost where one of them ends before its time."""

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from standins import Slow, texts, unable

from graph.crew import read_each
from graph.document import Document
from graph.errors import CrewError, LanguageError, ModelError, RelazioneError
from graph.statement import Reading

SCRIPT = """
from pathlib import Path
from standins import Slow, texts
from graph.crew import read_each
if __name__ == "__main__":
    list(read_each(Slow(Path({log!r}), seconds=0.05), texts(500), processes=2))
"""


class Foreign(Slow):
    """Finds every text to be in another language."""

    def read(self, document: Document) -> Reading:
        raise LanguageError(f"{document.identifier}: is in Italian")


class Broken(Slow):
    """Has a model that is there and cannot be loaded."""

    def load(self) -> None:
        raise ModelError("no such weights")


def missing() -> Slow:
    raise ModelError("no such model")


@pytest.mark.parametrize("processes", [1, 2])
def test_each_document_gives_its_reading_or_why_it_has_none(processes: int, tmp_path: Path) -> None:
    documents = texts(20, d3="refused", d7="faulty")

    found = dict(read_each(Slow(tmp_path / "log"), documents, processes=processes))

    assert sorted(found) == list(range(20))
    assert {n: str(error) for n, error in found.items() if isinstance(error, RelazioneError)} == {
        3: "d3: is not for reading",
        7: "d7: reading it failed (IndexError: list index out of range)",
    }
    assert all(isinstance(found[n], Reading) and found[n].document == documents[n] for n in found if n not in (3, 7))


def test_a_process_that_is_killed_costs_the_document_that_it_was_reading(tmp_path: Path) -> None:
    reader = Slow(tmp_path / "log", seconds=0.02)
    readings = read_each(reader, texts(60), processes=2)
    found = dict(next(readings) for _ in range(10))

    os.kill(reader.begun()[-1][0], signal.SIGKILL)
    found |= dict(readings)

    assert all(isinstance(found[n], Reading) for n in range(60))
    times = Counter(name for _, name in reader.begun())
    assert sum(times.values()) - len(times) <= 1
    assert len({process for process, _ in reader.begun()}) == 3


def test_a_document_that_ends_every_process_that_reads_it_is_told_of(tmp_path: Path) -> None:
    reader = Slow(tmp_path / "log")

    found = dict(read_each(reader, texts(20, d5="deadly"), processes=2))

    assert [n for n, reading in found.items() if not isinstance(reading, Reading)] == [5]
    assert str(found[5]) == "d5: each process that read it ended before its time (out of memory?)"
    assert Counter(name for _, name in reader.begun())["d5"] == 2


def test_documents_are_taken_as_they_are_read(tmp_path: Path) -> None:
    taken: list[Document] = []

    def coming() -> Iterator[Document]:
        for document in texts(200):
            taken.append(document)
            yield document

    for done, _ in enumerate(read_each(Slow(tmp_path / "log"), coming(), processes=2), 1):
        assert len(taken) - done <= 4


def test_what_keeps_a_reader_from_being_made_is_told() -> None:
    with pytest.raises(ModelError, match="no such model"):
        list(read_each(missing, texts(3), processes=2))
    with pytest.raises(CrewError, match="none of the processes that should read could start"):
        list(read_each(unable, texts(3), processes=2))


@pytest.mark.parametrize("processes", [1, 2])
def test_a_model_that_cannot_be_loaded_is_told_before_any_document_is_read(processes: int, tmp_path: Path) -> None:
    reader = Broken(tmp_path / "log")

    with pytest.raises(ModelError, match="no such weights"):
        list(read_each(reader, texts(3), processes=processes))
    assert not reader.begun()


def test_processes_that_read_end_with_the_one_that_started_them(tmp_path: Path) -> None:
    reader = Slow(tmp_path / "log", seconds=0.05)
    script = tmp_path / "alone.py"
    script.write_text(SCRIPT.format(log=str(reader.log)))
    here = Path(__file__).parent
    settings = os.environ | {"PYTHONPATH": f"{here}:{here.parent}"}
    with subprocess.Popen([sys.executable, script], env=settings) as parent:
        while len({process for process, _ in reader.begun()}) < 2:
            time.sleep(0.05)
        parent.kill()

    time.sleep(1)
    before = len(reader.begun())
    time.sleep(0.3)
    assert len(reader.begun()) == before


def test_errors_of_documents_keep_their_kind_between_processes(tmp_path: Path) -> None:
    found = dict(read_each(Foreign(tmp_path / "log"), texts(2), processes=2))

    assert isinstance(found[0], LanguageError)
