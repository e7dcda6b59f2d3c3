#!/usr/bin/env python3
"""What a dataset costs as it grows tenfold and again: publishing, opening, pages, search, queries, report, analysis.

usage: python tests/benchmark/growth.py [--sizes 1000 10000] [--folder FOLDER] [--deadline SECONDS]

Each size is so many documents of synthetic quads, about 140 each (../shared/bench/synthetic.py), published as a
generation. Every step runs in a process of its own, which is killed at the deadline; what breaks is told, and the next
step is taken all the same. Pages are asked of `relazione serve` over HTTP: cold is the first request after it listens,
warm the median of five later ones. Memory is that of all processes of a step at most, disk that of the data folder.
The last column tells how much more the largest size takes than the one before it, a tenfold being linear.
"""

import argparse
import http.client
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import quote, urlsplit

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "benchmark")]

from watched import RELAZIONE, Run, Watch, relazione, run, size  # noqa: E402

SYNTHETIC = ROOT.parent / "shared" / "bench" / "synthetic.py"
NAME = "/entity/state/0"
TYPED = ("p", "pe", "per", "perso", "person 1", "accord", "state 7 s")
STAR = """SELECT ?event ?kind ?date ?source ?target ?confidence WHERE {
  ?event a rz:Event ; a ?kind ; rz:source state:0 ; rz:source ?source ; rz:target ?target ;
         rz:date ?date ; rz:confidence ?confidence } ORDER BY ?event ?kind ?target LIMIT 100"""
Figures = dict[str, float | str]


def main(sizes: list[int], folder: Path, deadline: float) -> None:
    """Print the table, a line a step, a column a size."""
    found = [measured(each, folder, deadline) for each in sizes]
    print("".join([f"{'documents':<34}", *(f"{each:>12,}" for each in sizes), f"{'times':>8}"]))
    for step in dict.fromkeys(step for figures in found for step in figures):
        cells = [figures.get(step, "") for figures in found]
        told = (cell if isinstance(cell, str) else f"{cell:,.3g}" if cell < 1000 else f"{cell:,.0f}" for cell in cells)
        print("".join([f"{step:<34}", *(f"{cell:>12}" for cell in told), f"{growth(cells):>8}"]))


def growth(cells: list[float | str]) -> str:
    """Return how much more the last takes than the one before it, where both are known."""
    known = [cell for cell in cells if isinstance(cell, float) and cell > 0]
    return f"{known[-1] / known[-2]:.1f}" if len(known) == len(cells) > 1 else ""


def measured(documents: int, folder: Path, deadline: float) -> Figures:
    """Return the figures of a size; a step that broke has "broke", and its reason is printed at once."""
    data, figures = folder / str(documents), Figures()
    if not (data / "CURRENT").exists():
        publish(documents, data, figures, deadline)
    figures["disk of the data folder, MB"] = size(data)
    take("open and ask (query), s", relazione("query", "ASK {}", "--data", data, deadline=deadline), figures)
    served(data, figures, deadline)
    report = relazione("report", "--data", data, "-o", folder / f"{documents}.html", deadline=deadline)
    take("report, s", report, figures)
    analysis = run([sys.executable, ROOT / "tests" / "benchmark" / "projection.py", data], deadline)
    take("projection of the network, s", analysis, figures)
    return figures


def publish(documents: int, data: Path, figures: Figures, deadline: float) -> None:
    """Make a generation of synthetic quads."""
    lines = data.with_suffix(".nq")
    subprocess.run([sys.executable, SYNTHETIC, lines, "--documents", str(documents)], check=True, capture_output=True)
    with lines.open("rb") as file:
        figures["quads"] = float(sum(1 for _ in file))
    take("publish, s", run([sys.executable, __file__, "--publish", lines, "--folder", data], deadline), figures)
    lines.unlink()


def take(step: str, done: Run, figures: Figures) -> None:
    """Keep what a step took."""
    if done.broke:
        print(f"{step}: {done.broke}", file=sys.stderr, flush=True)
    figures[step] = "broke" if done.broke else done.seconds
    figures[f"{step} of the processor"] = done.worked
    figures[f"{step.removesuffix(', s')}, MB"] = done.memory


def served(data: Path, figures: Figures, deadline: float) -> None:
    """Start a service and ask it for pages, names, searches and an answer."""
    start = time.perf_counter()
    with subprocess.Popen(
        [*RELAZIONE, "serve", "--data", data, "--port", "0"],
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, cwd=ROOT,
    ) as process:  # fmt: skip
        watch = Watch(process.pid)
        watch.start()
        try:
            line = next((line for line in process.stdout or () if "http://" in line), "")
            figures["serve until it listens, s"] = time.perf_counter() - start
            address = re.findall(r"http://[\d.:]+", line)[0]
            for step, paths in asked().items():
                cold = [timed(address, path, deadline) for path in paths]
                warm = [timed(address, path, deadline) for _ in range(5) for path in paths]
                figures[f"{step}, cold, ms"] = 1000 * max(cold)
                figures[f"{step}, warm, ms"] = 1000 * statistics.median(warm)
        except (OSError, IndexError, http.client.HTTPException) as error:
            print(f"serve: {error!r}", file=sys.stderr, flush=True)
            figures["serve"] = "broke"
        finally:
            process.terminate()
            figures["serve, MB"] = watch.end()


def asked() -> dict[str, Iterable[str]]:
    """Return the addresses of each step that is asked over HTTP."""
    return {
        "first page": ["/"],
        "explorer's network": ["/api/network"],
        "page of a name": [NAME],
        "search as you type": [f"/api/entities?limit=10&q={quote(typed)}" for typed in TYPED],
        "SPARQL, a star": [f"/sparql?query={quote(STAR)}"],
        "SPARQL, a count of all": [f"/sparql?query={quote('SELECT (COUNT(*) AS ?n) WHERE { ?s a rz:Event }')}"],
    }


def timed(address: str, path: str, deadline: float) -> float:
    """Return the seconds that a request takes; it must be answered."""
    parts = urlsplit(address)
    connection = http.client.HTTPConnection(str(parts.hostname), parts.port, timeout=deadline)
    start = time.perf_counter()
    connection.request("GET", path, headers={"Accept": "*/*" if path.startswith("/sparql") else "text/html, */*"})
    response = connection.getresponse()
    body = response.read()
    connection.close()
    if response.status != 200:
        raise OSError(f"{path[:60]}: {response.status} {body[:200]!r}")
    return time.perf_counter() - start


def published(lines: Path, data: Path) -> None:
    """Publish N-Quads as a generation, as a build publishes its own."""
    from graph.publication import Content, publish_content
    from graph.sorting import Sorter

    sorter = Sorter(data)
    with lines.open("rb") as file:
        while piece := b"".join(file.readlines(1 << 24)):
            sorter.add(piece)
    record = {"documents": [], "skipped": [], "refusals": [], "counts": {}}
    print(publish_content(data, Content(lines=sorter, texts={}, record=record)))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1000, 10_000])
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--deadline", type=float, default=3600)
    parser.add_argument("--publish", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.publish:
        published(given.publish, given.folder)
    else:
        place = given.folder or Path(tempfile.mkdtemp(prefix="growth-"))
        place.mkdir(parents=True, exist_ok=True)
        main(given.sizes, place, given.deadline)
        if not given.folder:
            shutil.rmtree(place)
