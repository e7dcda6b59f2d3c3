#!/usr/bin/env python3
"""What it costs to add a few articles to many: against reading the few alone, and until a service answers with them.

usage: python tests/benchmark/adding.py [--documents 1000] [--more 10] [--times 3] [--settle 30]

The articles are made up (articles.py). "Reading" is what it takes to read the few files, from their bytes to what they
say, in a process that has loaded its model already; "build of the few" is the whole command for them alone, in a folder
of its own. Seconds are medians.
"""

import argparse
import statistics
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests"), str(ROOT / "tests" / "benchmark")]

from articles import write_articles  # noqa: E402
from live import Service, serving  # noqa: E402
from watched import relazione  # noqa: E402

from graph.apart import _idle  # noqa: E402
from graph.gathering import gather  # noqa: E402
from graph.reading import Reader  # noqa: E402

COUNT = "SELECT (COUNT(*) AS ?n) { ?d a rz:Document }"


def main(documents: int, more: int, times: int, settle: int, place: Path) -> None:
    """Print the figures."""
    many, few = place / "many", place / "few"
    write_articles(many, documents + more)
    few.mkdir()
    for path in sorted(many.iterdir())[-more:]:
        path.rename(few / path.name)
    timed("build", many, "--data", place / "data")
    reading = statistics.median(read(few) for _ in range(times))
    adding, building, served = [], [], []
    for number in range(times):
        with serving(place / "data") as service:
            wait(service, documents)
            time.sleep(settle)
            adding.append(timed("add", few, "--data", place / "data"))
            served.append(wait(service, documents + more))
        timed("remove", few, "--data", place / "data")
        building.append(timed("build", few, "--data", place / f"few-{number}"))
    add, build = statistics.median(adding), statistics.median(building)
    print(f"reading of the {more} alone: {reading:.2f} s; `build` of the {more} alone: {build:.2f} s")
    print(f"`add` of {more} to {documents}: {add:.2f} s, {add / build:.2f} times that build")
    times_reading = (reading + add - build) / reading
    print(f"beyond that build, `add` costs {add - build:.2f} s: with its reading {times_reading:.2f} times the reading")
    print(f"SPARQL and pages answer with them {max(served):.2f} s after the command has ended, at most")


def read(folder: Path) -> float:
    """Return how long a reader takes for the documents of a folder, once it is there."""
    reader = Reader()
    reader.load()
    while _idle:
        _idle.pop().end()
    begun = time.perf_counter()
    for document in gather([folder]).documents:
        reader.read(document)
    return time.perf_counter() - begun


def timed(*command: object) -> float:
    """Return how long a command of ours takes."""
    begun = time.perf_counter()
    relazione(*command)
    return time.perf_counter() - begun


def wait(service: Service, documents: int) -> float:
    """Return how long it takes until queries and pages know of so many documents."""
    begun = time.perf_counter()
    while service.query(COUNT).rows()[0]["n"] != str(documents):
        time.sleep(0.02)
    service.ask("GET", "/documents")
    return time.perf_counter() - begun


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=1000)
    parser.add_argument("--more", type=int, default=10)
    parser.add_argument("--times", type=int, default=3)
    parser.add_argument("--settle", type=int, default=30, help="seconds in which a service makes what pages rest on")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        main(given.documents, given.more, given.times, given.settle, Path(folder))
