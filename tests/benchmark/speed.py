#!/usr/bin/env python3
"""How fast a build is beside the bare language pipeline, and whether the order of the files shows in what comes out.

usage: python tests/benchmark/speed.py [FOLDER] [--times N]

Each text of the folder is copied N times (80) under other names. The pipeline runs over the same texts with all its
components; the build does all that `relazione build` does. Both run in this process, one after the other, with their
models loaded before the clock starts. What is counted are seconds of the processor, so that what else runs on the
machine shows little.
"""

import argparse
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import spacy

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from graph.build import build  # noqa: E402
from graph.language import DEFAULT_MODEL  # noqa: E402
from graph.reading import Reader  # noqa: E402
from graph.store import Generation  # noqa: E402


def main(folder: Path, times: int) -> int:
    """Print words a second of both, their ratio, and whether two builds gave the same bytes."""
    reader, pipeline = Reader(), spacy.load(DEFAULT_MODEL)
    reader.load()
    texts = sorted(folder.glob("*.txt"))
    with tempfile.TemporaryDirectory() as place:
        copies = copied(texts, Path(place) / "texts", times)
        read = [path.read_text("utf-8") for path in copies]
        words = sum(len(text.split()) for text in read)
        print(f"{len(copies)} documents, {words} words")
        bare = timed(lambda: sum(len(doc) for doc in pipeline.pipe(read)))
        print(f"bare pipeline  {words / bare:8.0f} words a second  ({bare:.1f} s, {', '.join(pipeline.pipe_names)})")
        whole = timed(lambda: build(copies, Path(place) / "data", reader=lambda: reader))
        print(f"build          {words / whole:8.0f} words a second  ({whole:.1f} s)")
        print(f"ratio          {bare / whole:8.2f}")
        exports = {export(paths, Path(place) / name, reader) for name, paths in (("a", texts), ("b", texts[::-1]))}
    print("exports in two orders of the files: " + ("the same bytes" if len(exports) == 1 else "DIFFERENT BYTES"))
    return len(exports) - 1


def copied(texts: list[Path], folder: Path, times: int) -> list[Path]:
    """Return copies of the texts, each under a name of its own."""
    folder.mkdir()
    return [shutil.copy(path, folder / f"{path.stem}-{n:03d}.txt") for n in range(times) for path in texts]


def timed(work: Callable[[], object]) -> float:
    """Return how many seconds of the processor some work takes, in all its threads."""
    start = time.process_time()
    work()
    return time.process_time() - start


def export(paths: list[Path], data: Path, reader: Reader) -> bytes:
    """Return what a build of the files exports."""
    build(paths, data, reader=lambda: reader)
    with Generation.open(data) as generation:
        return generation.dump("trig") + generation.dump("nquads")


if __name__ == "__main__":
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("folder", type=Path, nargs="?", default=ROOT.parent / "shared" / "gold" / "dev")
    options.add_argument("--times", type=int, default=80)
    given = options.parse_args()
    sys.exit(main(given.folder, given.times))
