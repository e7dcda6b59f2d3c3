"""Work on what a stranger wrote, in a process of its own: it may run out of time or memory, and only itself is lost.

One such process is kept for the next piece of work; where it died, another is started. Its clock is its own, a signal
that ends it whatever it does, so that it outlives nobody.
"""

import atexit
import contextlib
import resource
import signal
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from pathlib import Path
from typing import ParamSpec, TypeVar, cast

from .errors import RelazioneError, SourceError

SECONDS = 60
MEMORY = 1_250_000_000
_ROOT = Path(__file__).resolve().parent.parent

T = TypeVar("T")
P = ParamSpec("P")


def apart(work: Callable[P, Iterable[T]], *args: P.args, **kwargs: P.kwargs) -> Iterator[T]:
    """Yield what a function of a module yields, as made in another process.

    Raises `SourceError` where one value takes longer than `SECONDS` or needs more than `MEMORY` bytes, where the work
    fails unforeseen, or brings the process down; errors of ours come through as they are.
    """
    process = _idle.pop() if _idle else _Process()
    if not process.alive:
        process.end()
        process = _Process()
    try:
        yield from cast(Iterator[T], process.each(SECONDS, work, args, kwargs))
    finally:
        if process.fresh:
            _idle.append(process)
        else:
            process.end()


class _Process:
    """A process that waits for work."""

    def __init__(self) -> None:
        self._connection, theirs = Pipe()
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-m", __name__, str(theirs.fileno())],
                pass_fds=[theirs.fileno()], cwd=_ROOT,
                stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            )  # fmt: skip
        self.fresh = True

    @property
    def alive(self) -> bool:
        """Whether the process is there."""
        return self._process.poll() is None

    def each(self, *work: object) -> Iterator[object]:
        """Yield the values of the work, or raise what it raised; `fresh` tells afterwards whether more can be asked."""
        self.fresh = False
        try:
            self._connection.send(work)
            while len(found := self._connection.recv()) == 1:
                yield found[0]
        except (EOFError, OSError):
            raise SourceError(_ending(self._process.wait())) from None
        error, self.fresh = found
        if error is not None:
            raise error

    def end(self) -> None:
        """Stop it, whatever it does."""
        self._connection.close()
        self._process.kill()
        self._process.wait()


_idle: list[_Process] = []


@atexit.register
def _end() -> None:
    while _idle:
        _idle.pop().end()


def _ending(code: int) -> str:
    if code == -signal.SIGALRM:
        return f"reading it takes longer than {SECONDS} seconds"
    how = signal.Signals(-code).name if code < 0 else f"exit code {code}"
    return f"reading it brought the parser down ({how})"


def _serve(connection: Connection) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, resource.RLIM_INFINITY))
    with contextlib.suppress(EOFError, BrokenPipeError):
        while True:
            seconds, work, args, kwargs = connection.recv()
            error = _send_each(connection, seconds, partial(work, *args, **kwargs))
            connection.send((error, _peak() < MEMORY // 3))


def _peak() -> int:
    """Return the most memory that this process held, in bytes; what `getrusage` tells on Linux, its parent may have."""
    with contextlib.suppress(OSError, ValueError, StopIteration):
        lines = Path("/proc/self/status").read_text("ascii").splitlines()
        return int(next(line.split()[1] for line in lines if line.startswith("VmHWM:"))) << 10
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss << 10


def _send_each(connection: Connection, seconds: int, work: Callable[[], Iterable[object]]) -> object:
    """Send the values of the work, each as the one item of a list; return None, or the error that ended it."""
    signal.alarm(seconds)
    try:
        for value in work():
            signal.alarm(0)  # whoever waits for the value may take their time
            connection.send([value])
            signal.alarm(seconds)
    except RelazioneError as error:
        return error
    except MemoryError:
        return SourceError(f"reading it needs more than {MEMORY // 1_000_000} MB of memory")
    except Exception as error:  # whatever a damaged file makes of a parser
        return SourceError(f"cannot be read ({type(error).__name__}: {str(error)[:200]})")
    finally:
        signal.alarm(0)
    return None


if __name__ == "__main__":
    _serve(Connection(int(sys.argv[1])))
