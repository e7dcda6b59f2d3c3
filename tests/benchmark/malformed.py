#!/usr/bin/env python3
"""What a thousand malformed documents cost among a hundred good ones, and what each is told to be.

usage: python tests/benchmark/malformed.py [--bad N] [--good N] [--seed N] [--keep FOLDER]

Builds a dataset of them with `relazione build` and prints a table of their kinds: how many, how many of them were read
and how many named, and the first reason. Then the time, and the most memory that the command and the processes it
started held together. Exit code 1 if a good one was not read, a bad one neither read nor named, or 2 GB exceeded.
"""

import argparse
import sys
import tempfile
from collections import defaultdict
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from malformed_build import Trial, tried
from malformed_documents import SEED


def main(bad: int, good: int, seed: int, keep: Path | None) -> int:
    """Print what became of the files, and tell whether it is as it should be."""
    with tempfile.TemporaryDirectory() as place:
        trial = tried(keep or Path(place), bad=bad, good=good, seed=seed)
    _show(trial)
    faults = trial.faults()
    print(*faults, sep="\n")
    return 1 if faults else 0


def _show(trial: Trial) -> None:
    kinds = defaultdict[str, list[str]](list)
    for path, kind in trial.bad.items():
        kinds[kind].append(path)
    print(f"{'kind':18} files  read named  a reason")
    for kind, paths in kinds.items():
        ends = [trial.outcome.of(path) for path in paths]
        reason = next((trial.outcome.reasons[path][0] for path in paths if path in trial.outcome.reasons), "")
        print(f"{kind:18} {len(paths):5} {ends.count('read'):5} {len(paths) - ends.count('read'):5}  {reason[:100]}")
    named = sum(path in trial.outcome.reasons for path in trial.bad)
    print(f"malformed: {len(trial.bad)}, of {len(kinds)} kinds; named {named}, read {len(trial.bad) - named}")
    print(f"good: {len(trial.good)}, read {len(trial.good & trial.outcome.read)}")
    print(f"{trial.outcome.seconds:.0f} s; at most {trial.outcome.memory / 1e6:.0f} MB held at once")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bad", type=int, default=1000)
    parser.add_argument("--good", type=int, default=100)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--keep", type=Path, help="write files and dataset there, and leave them")
    asked = parser.parse_args()
    raise SystemExit(main(asked.bad, asked.good, asked.seed, asked.keep))
