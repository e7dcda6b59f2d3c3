"""The benchmarks run, on a few of the samples; their figures are for people to read."""

import re
import shutil
import subprocess
import sys
from importlib.resources import as_file, files
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

TESTS = Path(__file__).parent


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    folder = tmp_path / "texts"
    folder.mkdir()
    with as_file(files("graph") / "samples") as samples:
        for name in ("action-plan", "swiss-dialogue", "trade-first-quarter"):
            shutil.copy(samples / f"{name}.txt", folder)
    return folder


def run(benchmark: str, *arguments: object) -> str:
    command = [sys.executable, str(TESTS / "benchmark" / benchmark), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def test_reliability_is_told_by_family_and_tier(texts: Path) -> None:
    table = run("reliability.py", TESTS / "gold", texts)

    assert re.search(r"^ +under 0\.60 +0\.60 to 0\.75 +0\.75 to 0\.90 +0\.90 and over", table, re.MULTILINE)
    assert re.search(r"^events .*\d\.\d\d of +\d", table, re.MULTILINE)


def test_speed_is_told_beside_the_bare_pipeline(texts: Path) -> None:
    told = run("speed.py", texts, "--times", 2)

    assert re.match(r"6 documents, \d+ words\nbare pipeline +\d+ words a second", told)
    assert re.search(r"^ratio +\d+\.\d\d$", told, re.MULTILINE)
    assert told.endswith("exports in two orders of the files: the same bytes\n")


def test_intervals_are_timed_beside_networkx() -> None:
    told = run("intervals.py", "--names", 60, "--documents", 40)

    assert re.search(r"^intervals of \d+ measures +\d+\.\d s$", told, re.MULTILINE)
    assert re.search(r"ratio \d+\.\d, the same values$", told, re.MULTILINE)


def test_projection_is_told_step_by_step(data: Path) -> None:
    told = run("projection.py", data, "types=events")

    assert re.search(r"^statements +\d+\.\d\d s\n(.*\n){5}\d+ statements, \d+ ties, ", told, re.MULTILINE)
    assert re.search(r"^in all +\d+\.\d\d s \(\d+\.\d\d s of the processor\), \d+ MB at most$", told, re.MULTILINE)


def test_adding_is_told_beside_building_the_few() -> None:
    told = run("adding.py", "--documents", 3, "--more", 2, "--times", 1, "--settle", 0)

    assert re.search(r"^`add` of 2 to 3: \d+\.\d\d s, \d+\.\d\d times that build$", told, re.MULTILINE)
    assert re.search(r"^SPARQL and pages answer with them \d+\.\d\d s after", told, re.MULTILINE)


def test_killing_is_told_by_kind_of_writer() -> None:
    told = run("killed.py", "--moments", 1)

    assert told.count(": nothing lost, nothing torn, no repair\n") == 3
