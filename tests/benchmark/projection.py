#!/usr/bin/env python3
"""How long a dataset takes to be read and projected: statements, names, homes, ties, and the graphs of a report.

usage: python tests/benchmark/projection.py DATA [QUERY]

DATA is the folder of a dataset, opened for reading only; QUERY a projection as in an address ("types=conflict").
"""

import argparse
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar
from urllib.parse import parse_qsl

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from graph.analysis.choice import read_projection  # noqa: E402
from graph.analysis.projection import project  # noqa: E402
from graph.analysis.reading import read_homes, read_names, read_statements  # noqa: E402
from graph.analysis.ties import ties  # noqa: E402
from graph.store import Generation  # noqa: E402

Made = TypeVar("Made")


def main(data: Path, query: str) -> None:
    """Print the seconds of each step, their sum on the clock and of the processor, and the most memory held."""
    projection, whole, before = read_projection(parse_qsl(query)), time.perf_counter(), time.process_time()
    with Generation.open(data) as generation:
        statements = timed("statements", lambda: read_statements(generation))
        names = timed("names", lambda: read_names(generation))
        homes = timed("homes", lambda: read_homes(generation, statements, names))
    found = timed("ties", lambda: ties(statements))
    states = timed("graph of states", lambda: project(found, names, projection, homes=homes, types=("State",)))
    actors = timed("graph of actors", lambda: project(found, names, projection))
    taken, worked = time.perf_counter() - whole, time.process_time() - before
    print(f"{len(statements)} statements, {len(found)} ties, {len(states)} states, {len(actors)} actors")
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{'in all':<16} {taken:6.2f} s ({worked:.2f} s of the processor), {most:.0f} MB at most")


def timed(what: str, make: Callable[[], Made]) -> Made:
    """Return what is made, and print how long that took."""
    start = time.perf_counter()
    made = make()
    print(f"{what:<16} {time.perf_counter() - start:6.2f} s")
    return made


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("query", nargs="?", default="")
    arguments = parser.parse_args()
    main(arguments.data, arguments.query)
