"""A SPARQL server for tests: `oxigraph serve` in a process of its own, which may be killed and started again."""

import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path


@dataclass
class Server:
    """A server with its files in a folder, at one port for all its lives."""

    folder: Path
    options: tuple[str, ...] = ()
    port: int = 0
    process: subprocess.Popen[bytes] | None = field(default=None)

    @property
    def address(self) -> str:
        return f"sparql+http://127.0.0.1:{self.port}/"

    def start(self) -> None:
        if not self.port:
            with socket.create_server(("127.0.0.1", 0)) as free:
                self.port = free.getsockname()[1]
        name = Path(sys.executable).with_name("oxigraph")
        program = str(name) if name.exists() else shutil.which("oxigraph")
        assert program is not None, "oxigraph is missing: pip install 'relazione[test]'"
        command = [program, "serve", "-l", str(self.folder), "-b", f"127.0.0.1:{self.port}", *self.options]
        self.process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
        for _ in range(200):
            with suppress(OSError), socket.create_connection(("127.0.0.1", self.port)):
                return
            time.sleep(0.05)
        raise AssertionError("the server does not listen")

    def kill(self) -> None:
        assert self.process is not None
        self.process.kill()
        self.process.wait(10)


@contextmanager
def oxigraph(folder: Path, *options: str) -> Iterator[Server]:
    """Run a server until the end of the block."""
    server = Server(folder, options)
    server.start()
    try:
        yield server
    finally:
        server.kill()
