#!/usr/bin/env python3
"""Kill what writes at random moments, and see each time that what was acknowledged is there and nothing is torn.

usage: python tests/benchmark/killed.py [--moments 50] [--seed 7]

Three kinds of writers, killed (SIGKILL) at so many moments each: a corpus that is built, grows and shrinks; datasets
published one after the other; a service (`relazione serve`, all its processes) that is written to by SPARQL Update and
the Graph Store Protocol in turn. tests/killing.py and tests/test_killed.py hold what is checked.
"""

import argparse
import random
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from killing import check_grown, check_published, check_written, killed  # noqa: E402
from naming import built, write_sources  # noqa: E402


def main(moments: int, seed: int) -> None:
    """Print how many moments each kind of writer stood."""
    chance = random.Random(seed)
    for kind in ("build, add, remove", "publish", "update, PUT"):
        for number in range(moments):
            with tempfile.TemporaryDirectory() as place:
                one(kind, Path(place), chance.randrange(10_000), chance.uniform(0.02, 2.0))
            print(f"\r{kind}: {number + 1} of {moments} moments", end="", flush=True)
        print(": nothing lost, nothing torn, no repair")


def one(kind: str, place: Path, seed: int, after: float) -> None:
    """Kill a writer once, and check what it left."""
    sources, data = write_sources(place / "sources"), place / "data"
    if kind == "publish":
        check_published(data, *killed("publish", sources, data, seed, after))
    elif kind == "update, PUT":
        built([sources], data)
        check_written(data, after)
    else:
        check_grown(sources, data, *killed("grow", sources, data, seed, after), place / "scratch")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--moments", type=int, default=50)
    parser.add_argument("--seed", type=int, default=7)
    given = parser.parse_args()
    main(given.moments, given.seed)
