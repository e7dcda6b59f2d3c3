"""What was acknowledged outlives the death of the process that wrote it, and nothing is ever torn.

`tests/benchmark/killed.py` does the same at fifty moments of each.
"""

import random
from pathlib import Path

import pytest
from killing import check_grown, check_published, check_written, killed
from naming import built, write_sources


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
