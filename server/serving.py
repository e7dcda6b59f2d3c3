"""The web application behind a production server (waitress), on a port that is free."""

import errno
import signal
from collections.abc import Callable, Iterable
from pathlib import Path
from types import FrameType
from typing import Any

from graph.errors import RelazioneError
from server import create_app

THREADS = 8


def serve(data: Path, host: str, ports: Iterable[int], announce: Callable[[str], None]) -> None:
    """Serve a dataset on the first of the ports that is free, until interrupted; `announce` gets the address."""
    listener = _listen(create_app(data), host, list(ports))
    announce(f"http://{_shown(host)}:{listener.effective_port}")
    signal.signal(signal.SIGTERM, _stop)
    try:
        listener.run()
    finally:
        listener.close()


def _listen(app: Any, host: str, ports: list[int]) -> Any:
    from waitress import create_server

    for port in ports:
        try:
            return create_server(app, host=host, port=port, threads=THREADS, ident=None)
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise RelazioneError(f"{host}:{port}: cannot be served ({error.strerror or error})") from error
    taken = f"port {ports[0]} is" if len(ports) == 1 else f"ports {ports[0]} to {ports[-1]} are"
    raise RelazioneError(f"{host}: {taken} taken; choose another with --port")


def _shown(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _stop(_signal: int, _frame: FrameType | None) -> None:
    raise SystemExit(0)
