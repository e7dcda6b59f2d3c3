"""A worker process: it answers one request at a time from its replica, and may be killed at any moment."""

import json
import os
import socket
import threading
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import IO, Any, cast

from graph.changes import Deletion, Update, Writing
from graph.engine import Triple
from graph.errors import QueryError, RelazioneError
from graph.replica import Replica

from .frames import Channel, Sink
from .sandbox import confine, unlimited

Request = Mapping[str, Any]


class RefusedError(Exception):
    """What is asked for cannot be had, though nothing failed: a status and a reason."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


def work(connection: socket.socket, replica: Replica, memory: int) -> None:
    """Answer requests until the front has gone; never returns to what was before the fork.

    A thread of its own has memory of its own to allocate from: what loading a dataset left in pieces is slow to search.
    """
    confine(memory)
    thread = threading.Thread(target=_work, args=(Channel(connection), replica))
    thread.start()
    thread.join()
    os._exit(1)


def _work(channel: Channel, replica: Replica) -> None:
    parts = list[bytes]()
    while (message := channel.receive()) is not None:
        letter, body = message
        if letter == b"B":
            parts.append(body)
            continue
        _answer(channel, replica, json.loads(body), parts)
        parts = []
    os._exit(0)


def _answer(channel: Channel, replica: Replica, request: Request, parts: list[bytes]) -> None:
    sink: Sink | None = None

    def begin(head: Mapping[str, Any]) -> IO[bytes]:
        nonlocal sink
        sink = Sink(channel, head)
        return cast(IO[bytes], sink)

    try:
        _TASKS[request["task"]](replica, request, parts, begin, channel)
        if sink is not None:
            sink.close()
    except (RefusedError, RelazioneError, MemoryError) as error:
        if sink is not None and sink.begun:
            os._exit(1)  # the front sees the stream end without its end, and breaks off
        channel.send(b"E", json.dumps(_told(error)).encode())


def _told(error: Exception) -> Mapping[str, Any]:
    if isinstance(error, RefusedError):
        return {"status": error.status, "message": str(error)}
    if isinstance(error, MemoryError):
        return {"status": 503, "message": "The query needed more memory than one query may have."}
    return {"kind": type(error).__name__, "message": str(error)}


Begin = Callable[[Mapping[str, Any]], IO[bytes]]


def _query(replica: Replica, request: Request, _parts: list[bytes], begin: Begin, _channel: Channel) -> None:
    found = replica.answer(request["query"], request["default_graphs"], request["named_graphs"])
    kind = "graph" if found.kind == "graph" else "results"
    media = request["media"][kind]
    if media is None:
        raise RefusedError(406, kind)
    found.write(media, begin({"kind": kind, "generation": replica.generation}))


def _graph(replica: Replica, request: Request, _parts: list[bytes], begin: Begin, _channel: Channel) -> None:
    graph = request["graph"]
    if not replica.holds(graph):
        raise RefusedError(404, f"The dataset holds no graph {graph}.")
    replica.write_graph(graph, request["media"], begin({"kind": "graph", "generation": replica.generation}))


def _change(replica: Replica, request: Request, parts: list[bytes], begin: Begin, channel: Channel) -> None:
    unlimited()
    change = _CHANGES[request["change"]](request, parts)

    def made(store: Any) -> str:
        verdict = change(store)
        channel.send(b"P")
        return verdict

    outcome = replica.amend(Path(request["data"]), made, _valid if request["validate"] else None)
    begin({"kind": "change", "verdict": outcome.verdict, "generation": outcome.generation})


def _valid(triples: Iterable[Triple]) -> None:
    """Raise `QueryError` where a shape of the ontology is broken."""
    from ontology.validation import violations  # here, since most services do without

    found = violations(triples)
    if found:
        first = f"{found[0].node} breaks {found[0].shape}: {found[0].message}"
        raise QueryError(f"the dataset would break the ontology's shapes {len(found)} times; {first}")


_TASKS: Mapping[str, Callable[[Replica, Request, list[bytes], Begin, Channel], None]] = {
    "query": _query,
    "graph": _graph,
    "change": _change,
}
_CHANGES: Mapping[str, Callable[[Request, list[bytes]], Callable[[Any], str]]] = {
    "update": lambda asked, _: Update(
        asked["update"], asked["base"], tuple(asked["using"]), tuple(asked["using_named"])
    ),
    "delete": lambda asked, _: Deletion(asked["graph"]),
    "write": lambda asked, parts: Writing(
        asked["graph"], tuple(zip(asked["media"], parts, strict=True)), asked["base"], asked["replace"]
    ),
}
