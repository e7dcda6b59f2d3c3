"""The process from which workers are forked: it holds a generation, runs no query, and has one thread.

It is told what to do over a socket, a line of JSON each, and answers each with one:

    {"do": "fork"}                  a worker; its socket comes with the answer {"pid": ...}
    {"do": "follow", "path": ...}   take up the generation at a path, if it amends the one held: {"followed": true}
    {"do": "tell", "pid": ...}      how a worker ended, a signal as a negative number: {"code": -9}, or null

It ends when the socket does.
"""

import contextlib
import gc
import json
import os
import signal
import socket
import sys
import time
from collections import deque
from collections.abc import Callable
from pathlib import Path
from typing import Any

from graph.replica import Replica

from .worker import work

KEPT = 256  # ends of workers that are remembered
MOMENT = 1.0  # seconds
Ends = deque[tuple[int, int]]


def main(descriptor: int, path: Path, in_memory: bool, memory: int) -> None:
    """Hold the generation at `path` and fork workers, each of which may take `memory` bytes more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    ends = _ends()
    control = socket.socket(fileno=descriptor)
    # The engine's threads do not live through a fork, so that its files are opened on the other side of it.
    replica = Replica.loaded(path) if in_memory else None
    gc.collect()
    gc.freeze()
    _say(control, {"ready": path.name})
    lines = control.makefile("rb")
    for line in lines:
        asked = json.loads(line)
        if asked["do"] == "fork":
            _fork(control, lambda: replica or Replica.on_disk(path), memory)
        elif asked["do"] == "tell":
            _say(control, {"code": _end(ends, asked["pid"])})
        else:
            _say(control, {"followed": replica is not None and replica.follow(Path(asked["path"]))})


def _ends() -> Ends:
    """Return the workers that ended last, each with how it did; more come as they end."""
    ends: Ends = deque(maxlen=KEPT)

    def reap(*_: object) -> None:
        with contextlib.suppress(ChildProcessError):
            while (found := os.waitpid(-1, os.WNOHANG))[0]:
                ends.append((found[0], os.waitstatus_to_exitcode(found[1])))

    signal.signal(signal.SIGCHLD, reap)
    return ends


def _end(ends: Ends, pid: int) -> int | None:
    """Return how a worker ended, waiting a moment for one that is still letting go of what it had."""
    until = time.monotonic() + MOMENT
    while (code := dict(ends).get(pid)) is None and time.monotonic() < until:
        time.sleep(MOMENT / 50)
    return code


def _fork(control: socket.socket, open_replica: Callable[[], Replica], memory: int) -> None:
    ours, theirs = socket.socketpair()
    pid = os.fork()
    if pid == 0:
        try:
            ours.close()
            os.close(control.detach())
            work(theirs, open_replica(), memory)
        finally:
            os._exit(1)
    theirs.close()
    socket.send_fds(control, [json.dumps({"pid": pid}).encode() + b"\n"], [ours.fileno()])
    ours.close()


def _say(control: socket.socket, answer: Any) -> None:
    control.sendall(json.dumps(answer).encode() + b"\n")


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]), sys.argv[3] == "memory", int(sys.argv[4]))
