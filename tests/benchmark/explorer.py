#!/usr/bin/env python3
"""How long the explorer's requests take: the network, the page, the margin and the search, on one dataset.

usage: python tests/benchmark/explorer.py DATA [--many N]

DATA is the folder of a dataset, opened for reading only. Dyads and names are N drawn at random (from a fixed seed) and
the 20 with most statements; searches are the first 1 to 8 letters of N names. The requests go to the application
itself, without a server between, one after the other.
"""

import argparse
import random
import sys
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from flask import Flask  # noqa: E402
from flask.testing import FlaskClient  # noqa: E402

from server import create_app  # noqa: E402
from server.application import WARMED  # noqa: E402
from server.warming import Warming  # noqa: E402

LARGEST = 20
PACKED = {"Accept-Encoding": "gzip"}


def main(data: Path, many: int) -> None:
    """Print a table of requests, with how long the median, the slowest but for one in twenty, and the slowest took."""
    app = create_app(data)
    client = app.test_client()
    print(f"{'request':<46} {'n':>4} {'median':>9} {'p95':>9} {'most':>9}")
    show("network, the first of a generation", [timed(client, "/api/network")])
    show("network, later", [timed(client, "/api/network", PACKED) for _ in range(20)])
    show("page, the first of a generation", [timed(client, "/explore")])
    show("page, later", [timed(client, "/explore") for _ in range(10)])
    told = client.get("/api/network").get_json()
    rng = random.Random(0)
    keys, dyads = names_of(told), dyads_of(told)
    warm(app)
    for which, chosen in (("largest", dyads[:LARGEST]), ("random", rng.sample(dyads, min(many, len(dyads))))):
        show(f"edge, {which}", times(client, "/api/edge", ({"a": a, "b": b} for a, b in chosen)))
    for which, names in (("largest", keys[:LARGEST]), ("random", rng.sample(keys, min(many, len(keys))))):
        show(f"name, {which}", times(client, "/api/name", ({"key": key} for key in names)))
        show(f"network around, {which}", times(client, "/api/network", ({"around": key} for key in names)))
    labels = [told["nodes"][rng.randrange(len(keys))]["label"] for _ in range(many)]
    for length in range(1, 9):
        show(f"search, {length} letters", times(client, "/api/entities", searches(label[:length] for label in labels)))


def warm(app: Flask) -> None:
    """Have made what a service makes beforehand."""
    warming = Warming(app.extensions["relazione"], WARMED)
    start = time.perf_counter()
    warming.start()
    while not warming.warm:
        time.sleep(0.05)
    warming.stop()
    show("all else that is made beforehand", [time.perf_counter() - start])


def names_of(told: Any) -> list[str]:
    """Return names by key, those of most statements first."""
    counts = [0] * len(told["nodes"])
    for edge in told["edges"]:
        for end in (edge["from"], edge["to"]):
            counts[end] += edge["rows"][1] - edge["rows"][0]
    order = sorted(range(len(counts)), key=lambda number: -counts[number])
    return [told["nodes"][number]["key"] for number in order]


def dyads_of(told: Any) -> list[tuple[str, str]]:
    """Return dyads as two keys, those of most statements first."""
    keys = [node["key"] for node in told["nodes"]]
    edges = sorted(told["edges"], key=lambda edge: edge["rows"][0] - edge["rows"][1])
    return [(keys[edge["from"]], keys[edge["to"]]) for edge in edges]


def searches(words: Iterable[str]) -> Iterable[dict[str, str]]:
    """Yield what is asked while somebody types."""
    return ({"limit": "10", "q": each.strip()} for each in words)


def times(client: FlaskClient, path: str, asked: Iterable[dict[str, str]]) -> list[float]:
    """Return the seconds that each request takes."""
    return [timed(client, f"{path}?{urlencode(each)}") for each in asked]


def timed(client: FlaskClient, address: str, headers: dict[str, str] | None = None) -> float:
    """Return the seconds that a request takes; it must be answered."""
    start = time.perf_counter()
    answer = client.get(address, headers=headers)
    taken = time.perf_counter() - start
    if answer.status_code != 200:
        raise SystemExit(f"{address}: {answer.status_code} {answer.get_data(as_text=True)[:200]}")
    return taken


def show(what: str, taken: list[float]) -> None:
    """Print a line of the table, in milliseconds."""
    order = sorted(taken)
    middle, most = order[len(order) // 2], order[-1]
    late = order[max(0, -(-len(order) * 95 // 100) - 1)]
    print(f"{what:<46} {len(order):>4} {1000 * middle:>9.1f} {1000 * late:>9.1f} {1000 * most:>9.1f}", flush=True)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--many", type=int, default=200)
    arguments = parser.parse_args()
    main(arguments.data, arguments.many)
