"""What writes to a dataset, in processes of their own that are killed: each step is planned, made and acknowledged.

Run as `python -m killing grow|publish SOURCES DATA SEED`: a line "plan STATE" goes before each step and "done STATE"
after it.
"""

import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path

from live import BEARER, Service, serving
from naming import MEANS, TEXTS, built, dataset, dataset_of, documents, engine_says
from rdflib import Literal, URIRef

from graph.build import add, remove
from graph.errors import RelazioneError
from graph.publication import publish
from graph.store import current

ROOT = Path(__file__).resolve().parents[1]
EX = "urn:example:"
TURTLE = {"Content_Type": "text/turtle"}


def grow(sources: Path, data: Path, seed: int) -> None:
    """Build, add and remove files for ever, each step acknowledged."""
    chance = random.Random(seed)
    held: set[str] = set(chance.sample(sorted(TEXTS), 3)) | {"one.txt"}
    tell("plan", sorted(held))
    built([sources / name for name in sorted(held)], data)
    tell("done", sorted(held))
    while True:
        some = set(chance.sample(sorted(TEXTS), 2))
        step = chance.choice(("build", "add", "remove"))
        wanted = {"build": some | {"one.txt"}, "add": held | some, "remove": held - some | {"one.txt"}}[step]
        tell("plan", sorted(wanted))
        if step == "build":
            built([sources / name for name in sorted(wanted)], data)
        elif step == "add":
            add(MEANS, [sources / name for name in sorted(some)], data)
        elif held - wanted:
            remove([str(sources / name) for name in sorted(held - wanted)], data)
        held = wanted
        tell("done", sorted(held))


def publish_ever(sources: Path, data: Path, seed: int) -> None:
    """Publish one dataset after the other."""
    for number in range(seed, seed + 10_000):
        tell("plan", [number])
        publish(data, quads_of(number), {}, {"documents": []})
        tell("done", [number])


def join(sources: Path, data: Path, seed: int) -> None:
    """Add a file after the other to a corpus to which others add as well."""
    for number in range(10_000):
        file = sources / f"from-{seed}-{number}.txt"
        file.write_text(TEXTS["two.txt"])
        tell("plan", [file.stem])
        add(MEANS, [file], data)
        tell("done", [file.stem])


def quads_of(number: int) -> list[tuple[URIRef, URIRef, Literal, URIRef]]:
    """Return the quads of the dataset of a number."""
    graph = URIRef(f"{EX}graph-{number % 3}")
    return [(URIRef(f"{EX}{number}"), URIRef(f"{EX}{each}"), Literal(number), graph) for each in range(40)]


def tell(word: str, state: list[object]) -> None:
    """Print a step."""
    print(word, json.dumps(state), flush=True)


def killed(task: str, sources: Path, data: Path, seed: int, after: float) -> tuple[list[object], list[object]]:
    """Run a task, kill it some seconds after its first step is planned, and return what it had done and planned."""
    ((done, planned),) = all_killed([task], sources, data, seed, after)
    return (done or [[]])[-1], planned[-1]


def all_killed(
    tasks: list[str], sources: Path, data: Path, seed: int, after: float
) -> list[tuple[list[list[object]], list[list[object]]]]:
    """Run tasks side by side, kill them at once, and return all that each had done and planned."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join((str(ROOT), str(ROOT / "tests")))}
    commands = [
        [sys.executable, "-m", "killing", task, str(sources), str(data), str(seed + number)]
        for number, task in enumerate(tasks)
    ]
    running = [subprocess.Popen(each, stdout=subprocess.PIPE, env=environment, text=True) for each in commands]
    first = [process.stdout.readline() for process in running if process.stdout is not None]
    time.sleep(after)
    for process in running:
        os.kill(process.pid, signal.SIGKILL)
    told = [line + process.communicate()[0] for line, process in zip(first, running, strict=True)]
    return [(_states(text, "done"), _states(text, "plan")) for text in told]


def _states(told: str, word: str) -> list[list[object]]:
    return [json.loads(line.partition(" ")[2]) for line in told.splitlines() if line.startswith(f"{word} ")]


def check_grown(sources: Path, data: Path, done: list[object], planned: list[object], scratch: Path) -> None:
    """See that the dataset is the one acknowledged or the one under way, whole, and that it goes on growing."""
    try:
        current(data)
    except RelazioneError:
        assert not done
        return
    found = dataset(data)
    states = [state for state in (done, planned) if state]
    scratch.mkdir()
    assert found in [dataset_of(scratch, [sources / str(name) for name in state]) for state in states]
    assert engine_says(data) == set(found.decode().splitlines())
    add(MEANS, [sources / "two.txt"], data)
    assert "two" in documents(data)
    assert not list((data / "generations").glob(".building-*"))


def check_published(data: Path, done: list[object], planned: list[object]) -> None:
    """See that the dataset is the one acknowledged or the one under way, whole, and that another can follow it."""
    try:
        found = engine_says(data)
    except RelazioneError:
        assert not done
        return
    assert found == set(dataset(data).decode().splitlines())
    ours = [{" ".join(term.n3() for term in quad) for quad in _typed(state[0])} for state in (done, planned) if state]
    assert found in [{f"{line} ." for line in lines} for lines in ours]
    publish(data, quads_of(1), {}, {"documents": []})


def check_written(data: Path, after: float) -> None:
    """Write to a service until it is killed, and see that what it acknowledged is there when it starts again."""
    acknowledged: list[int] = []
    with serving(data) as service:
        writer = threading.Thread(target=_write, args=(service, acknowledged))
        writer.start()
        time.sleep(after)
        for process in service.family():
            with suppress(ProcessLookupError):  # one that had ended by itself
                os.kill(process, signal.SIGKILL)
        writer.join()
    with serving(data) as service:
        rows = service.query("SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s <urn:p> ?o } } GROUP BY ?g").rows()
        found = {row["g"].rpartition(":")[2]: int(row["n"]) for row in rows}
        assert {str(number) for number in acknowledged} <= found.keys()
        assert set(found.values()) <= {3}
        assert service.update("INSERT DATA { <urn:after> <urn:all> <urn:this> }").status == 204
    dataset = (data / "generations" / current(data) / "dataset.nq").read_text()
    assert engine_says(data) == set(dataset.splitlines())


def _write(service: Service, acknowledged: list[int]) -> None:
    """Write three triples to a graph after the other, by update and by the Graph Store Protocol in turn."""
    for number in range(10_000):
        triples = " ".join(f"<urn:s:{number}> <urn:p> {value} ." for value in range(3))
        try:
            if number % 2:
                path = f"/rdf-graph-store?graph=urn:g:{number}"
                got = service.ask("PUT", path, triples.encode(), **TURTLE, **BEARER)
            else:
                got = service.update(f"INSERT DATA {{ GRAPH <urn:g:{number}> {{ {triples} }} }}")
        except OSError:
            return
        if got.status not in (200, 201, 204):
            return
        acknowledged.append(number)


def _typed(number: object) -> list[tuple[URIRef, URIRef, Literal, URIRef]]:
    return quads_of(int(str(number)))


if __name__ == "__main__":
    name, *rest = sys.argv[1:]
    {"grow": grow, "join": join, "publish": publish_ever}[name](Path(rest[0]), Path(rest[1]), int(rest[2]))
