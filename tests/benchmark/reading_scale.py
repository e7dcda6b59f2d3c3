#!/usr/bin/env python3
"""How much faster several processes or the workers of a Dask cluster build than one: time, memory, and the same bytes.

usage: python tests/benchmark/reading_scale.py [--documents 200] [--processes 2]

The articles are made up (articles.py). A quarter of them and all are built by `relazione build` with one process, with
several, and, where `--dask` is there, by as many workers of a cluster that is started for it. Memory is what all
processes together held at most, that of the workers apart; it should hardly grow from the quarter to the whole.
"""

import argparse
import importlib.util
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "benchmark")]

from articles import write_articles  # noqa: E402
from watched import Watch, relazione  # noqa: E402


def main(documents: int, processes: int, place: Path) -> int:
    """Print a line a way of building, and return 1 if any two gave other bytes."""
    wrong = 0
    print(f"{'documents':>9}  {'read by':<22} {'seconds':>8} {'ratio':>6} {'MB':>6} {'workers, MB':>12}  bytes")
    for amount in (max(documents // 4, 1), documents):
        texts = place / f"texts-{amount}"
        write_articles(texts, amount)
        first: tuple[float, str] | None = None
        for way, options in ways(processes):
            with cluster(processes, place) if "--dask" in options else nothing() as (address, watch):
                command = [address if each == "ADDRESS" else each for each in options]
                data = place / f"{amount}-{'-'.join(way.split())}"
                done = relazione("build", texts, "--data", data, *command)
                beside = f"{watch.most:,.0f}" if watch else ""
            if done.broke:
                print(f"{amount:>9}  {way:<22} broke: {done.broke}")
                return 1
            digest = exported(data)
            first = first or (done.seconds, digest)
            wrong += digest != first[1]
            same = "the same" if digest == first[1] else "DIFFERENT"
            ratio = first[0] / done.seconds
            print(
                f"{amount:>9}  {way:<22} {done.seconds:>8.1f} {ratio:>6.2f} {done.memory:>6,.0f} {beside:>12}  {same}",
                flush=True,
            )
    return int(wrong > 0)


def ways(processes: int) -> Iterator[tuple[str, list[str]]]:
    """Yield the ways of building that there are, each with its options."""
    yield "1 process", []
    yield f"{processes} processes", ["--processes", str(processes)]
    if importlib.util.find_spec("distributed") and "--dask" in relazione("build", "--help").output:
        yield f"{processes} workers of Dask", ["--dask", "ADDRESS"]


@contextmanager
def nothing() -> Iterator[tuple[str, None]]:
    yield "", None


@contextmanager
def cluster(workers: int, place: Path) -> Iterator[tuple[str, Watch]]:
    """Start a scheduler and its workers; yield its address, and what watches the workers' memory."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = str(taken.getsockname()[1])
    dask = [sys.executable, "-m", "dask"]
    address = f"tcp://127.0.0.1:{port}"
    scheduler = [*dask, "scheduler", "--host", "127.0.0.1", "--port", port, "--no-dashboard"]
    each = [*dask, "worker", address, "--nworkers", str(workers), "--nthreads", "1", "--no-dashboard"]
    out = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": ROOT}
    with subprocess.Popen(scheduler, **out) as one:
        time.sleep(3)
        with subprocess.Popen([*each, "--local-directory", str(place / "dask")], **out) as two:
            time.sleep(5)
            watch = Watch(two.pid)
            watch.start()
            try:
                yield address, watch
            finally:
                watch.end()
                two.terminate()
                two.wait()
                one.terminate()


def exported(data: Path) -> str:
    """Return a hash of what a dataset exports."""
    path = data.with_suffix(".nq")
    done = relazione("export", "--data", data, "-o", path)
    if done.broke:
        raise SystemExit(done.broke)
    return sha256(path.read_bytes()).hexdigest()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=200)
    parser.add_argument("--processes", type=int, default=2)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        sys.exit(main(given.documents, given.processes, Path(folder)))
