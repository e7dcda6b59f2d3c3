"""The web application behind a production server (uvicorn), on a port that is free."""

import errno
import signal
import socket
from collections.abc import Callable, Iterable, Mapping
from types import FrameType
from typing import Any

import uvicorn

from graph.address import Place
from graph.errors import RelazioneError

from . import create_app
from .application import front_of

BACKLOG = 1024
CONNECTIONS = 800  # at once; who comes beyond is told so with 503
PATIENCE = 5  # seconds that requests under way have when the service is stopped


def serve(
    data: Place, host: str, ports: Iterable[int], announce: Callable[[str], None], settings: Mapping[str, Any]
) -> None:
    """Serve a dataset on the first of the ports that is free, until interrupted; `announce` gets the address."""
    config = uvicorn.Config(
        front_of(create_app(data, settings)),
        http="httptools",
        ws="none",
        lifespan="on",
        proxy_headers=False,
        server_header=False,
        access_log=False,
        log_level="warning",
        limit_concurrency=CONNECTIONS,
        timeout_graceful_shutdown=PATIENCE,
    )
    signal.signal(signal.SIGTERM, _stop)
    with _listen(host, list(ports)) as listener:
        announce(f"http://{_shown(host)}:{listener.getsockname()[1]}")
        uvicorn.Server(config).run(sockets=[listener])


def _listen(host: str, ports: list[int]) -> socket.socket:
    """Return a socket that listens at the first free port; 0 stands for any."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    for port in ports:
        try:
            return socket.create_server((host, port), family=family, backlog=BACKLOG)
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise RelazioneError(f"{host}:{port}: cannot be served ({error.strerror or error})") from error
    taken = f"port {ports[0]} is" if len(ports) == 1 else f"ports {ports[0]} to {ports[-1]} are"
    raise RelazioneError(f"{host}: {taken} taken; choose another with --port")


def _shown(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _stop(_signal: int, _frame: FrameType | None) -> None:
    raise SystemExit(0)
