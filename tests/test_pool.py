"""The pool in an event loop of its own, over real processes: what is told where one of them ends before its answer."""

import asyncio
import os
import signal
from pathlib import Path
from typing import Any

import pytest
from live import copied

from server.endpoint import error_of
from server.jobs import Job, Limits, Problem, Reply, UnavailableError
from server.pool import Pool
from server.protocol import ProtocolError

ENDLESS = "{ ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n ?o }"
QUERY = {
    "task": "query",
    "query": f"SELECT (COUNT(*) AS ?n) {ENDLESS}",
    "default_graphs": (),
    "named_graphs": (),
    "media": {"results": "text/csv", "graph": None},
}
CHANGE = {
    "task": "change",
    "change": "update",
    "update": f"INSERT {{ GRAPH <urn:x> {{ ?a ?b ?o }} }} WHERE {{ GRAPH ?in {ENDLESS} }}",
    "base": "urn:base",
    "using": (),
    "using_named": (),
    "validate": False,
}


def ask(data: Path, request: dict[str, Any], end: signal.Signals | None, after: float = 0, **limits: Any) -> list[str]:
    """Return what is told of a request whose process is ended soon after it began, and when to come again."""

    async def asked() -> Reply | Problem:
        pool = Pool(data, Limits(**{"workers": 1, "in_memory": "never", **limits}))

        def slow(job: Job) -> None:
            assert pool.loop is not None
            assert job.worker is not None
            if end is not None:
                pool.loop.call_later(after, os.kill, job.worker.pid, end)

        await pool.start()
        try:
            return await pool.ask({**request, "data": str(data)}, 5, on_slow=slow)
        finally:
            await pool.close()

    with pytest.raises(UnavailableError) as raised:
        asyncio.run(asked())
    return [str(raised.value), str(raised.value.retry_after)]


@pytest.mark.parametrize("after", [0, 0.5], ids=["at once", "later"])
def test_change_whose_process_ends_is_not_tried_again(data: Path, tmp_path: Path, after: float) -> None:
    folder = copied(data, tmp_path)
    told, again = ask(folder, CHANGE, signal.SIGKILL, after)

    assert told.startswith("The change broke off: the process that answered it was killed")
    assert told.endswith("Ask whether it was made before you send it again.")
    assert again == "None"


def test_change_that_takes_too_long_is_to_be_asked_about(data: Path, tmp_path: Path) -> None:
    told, again = ask(copied(data, tmp_path), CHANGE, None)

    assert told == "The change ran longer than 5 s and was stopped. Ask whether it was made before you send it again."
    assert again == "None"


@pytest.mark.parametrize(
    ("end", "told"),
    [
        (signal.SIGSEGV, "The query broke off: the process that answered it ended with SIGSEGV."),
        (signal.SIGTERM, "The query broke off: the process that answered it ended with SIGTERM."),
        (
            signal.SIGKILL,
            "The query broke off: the process that answered it was killed, as the system does where memory runs out.",
        ),
    ],
)
def test_query_whose_process_ends_is_told_how(data: Path, end: signal.Signals, told: str) -> None:
    assert ask(data, QUERY, end, 0.5) == [told, "1"]


def test_query_that_takes_too_much_memory_is_told_so(data: Path) -> None:
    sorted_query = {**QUERY, "query": f"SELECT * {ENDLESS} ORDER BY ?c ?f ?i"}

    assert "more memory than one query may have" in ask(data, sorted_query, None, memory=64 << 20)[0]


def test_what_is_asked_wrongly_is_no_fault_of_the_service() -> None:
    missing, busy = (error_of(Problem({"status": status, "message": "x"})) for status in (404, 503))

    assert isinstance(missing, ProtocolError)
    assert isinstance(busy, UnavailableError)
