"""The front driven by hand: what it leaves behind where a client or the application breaks off."""

import asyncio
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from server import create_app
from server.application import front_of
from server.jobs import Limits

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n ?o }"


def test_nobody_watches_a_client_whose_answer_could_not_be_sent(data: Path) -> None:
    async def forever() -> dict[str, Any]:
        return await asyncio.get_running_loop().create_future()

    async def broken(message: dict[str, Any]) -> None:
        raise OSError("the connection is gone")

    async def ask() -> list[str]:
        app = create_app(data, {"LIMITS": Limits(workers=1, timeout=0.5, in_memory="never")})
        pool = app.extensions["bridge"].endpoint.pool
        await pool.start()
        query = f"query={quote(ENDLESS)}".encode()
        scope = {"type": "http", "method": "GET", "path": "/sparql", "query_string": query, "headers": []}
        try:
            with pytest.raises(OSError, match="the connection is gone"):
                await front_of(app)(scope, forever, broken)
            await asyncio.sleep(0.1)
            return [task.get_coro().__name__ for task in asyncio.all_tasks()]
        finally:
            await pool.close()

    assert asyncio.run(ask()) == ["ask"]
