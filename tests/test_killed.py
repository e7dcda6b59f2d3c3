"""What was acknowledged outlives the death of the process that wrote it, and nothing is ever torn.

`tests/benchmark/killed.py` does the same at fifty moments of each.
"""

import random
from pathlib import Path

import pytest
from killing import all_killed, check_grown, check_published, check_written, killed
from naming import built, dataset, dataset_of, documents, write_sources


@pytest.mark.parametrize("seed", range(4))
def test_a_corpus_that_grows_is_whole_after_any_death(tmp_path: Path, seed: int) -> None:
    sources, data = write_sources(tmp_path / "sources"), tmp_path / "data"
    after = random.Random(seed).uniform(0.05, 1.5)

    done, planned = killed("grow", sources, data, seed, after)

    check_grown(sources, data, done, planned, tmp_path / "scratch")


def test_what_two_added_at_once_is_there_after_both_died(tmp_path: Path) -> None:
    sources, data = write_sources(tmp_path / "sources"), tmp_path / "data"
    built([sources / "one.txt"], data)

    found = all_killed(["join", "join"], sources, data, 1, 4)

    acknowledged = {name for done, _ in found for state in done for name in state}
    planned = {name for _, plans in found for state in plans for name in state}
    assert len(acknowledged) > 2
    assert {"one"} | acknowledged <= set(documents(data)) <= {"one"} | planned
    assert dataset(data) == dataset_of(tmp_path, [sources / f"{name}.txt" for name in documents(data)])


@pytest.mark.parametrize("seed", range(3))
def test_what_is_published_is_whole_after_any_death(tmp_path: Path, seed: int) -> None:
    done, planned = killed("publish", tmp_path, tmp_path / "data", 10 * seed, random.Random(seed).uniform(0.02, 0.4))

    check_published(tmp_path / "data", done, planned)


@pytest.mark.parametrize("seed", range(2))
def test_writes_that_were_acknowledged_are_there_after_the_service_died(tmp_path: Path, seed: int) -> None:
    built([write_sources(tmp_path / "sources")], tmp_path / "data")

    check_written(tmp_path / "data", random.Random(seed).uniform(0.3, 1.5))
