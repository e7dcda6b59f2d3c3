"""What a worker can no longer do, tried from inside one: a process that was shut in as workers are."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

INSIDE = """
import ctypes, json, os, resource, socket, sys
from server.sandbox import confine, unlimited

listening = socket.create_server(("127.0.0.1", 0))
before = socket.socket(socket.AF_INET)
confine(64 << 20)
libc = ctypes.CDLL(None, use_errno=True)

def call(*arguments):
    return libc.syscall(*arguments) == -1 and ctypes.get_errno() == 1

def refused(doing):
    try:
        doing()
    except PermissionError:
        return True
    return False

def fits():
    try:
        return bool(bytearray(256 << 20))
    except MemoryError:
        return False

here, found = os.uname().machine == "x86_64", {}
found["socket"] = refused(lambda: socket.socket(socket.AF_INET))
found["unix socket"] = refused(lambda: socket.socket(socket.AF_UNIX))
found["connect"] = refused(lambda: before.connect(listening.getsockname()))
found["bind"] = refused(lambda: before.bind(("127.0.0.1", 0)))
found["listen"] = refused(lambda: before.listen())
found["execve"] = refused(lambda: os.execve("/bin/true", ["true"], {}))
found["execveat"] = call(322 if here else 281, -100, b"/bin/true", None, None, 0)
found["ptrace"] = call(101 if here else 117, 16, os.getppid(), None, None)
found["io_uring_setup"] = call(425, 1, None)
found["memory"] = not fits()
unlimited()
found["memory of a change"] = fits()
found["a file is read"] = bool(open("/proc/self/stat").read())
found["a pair of sockets"] = bool(socket.socketpair())
print(json.dumps(found))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has all of it")
def test_a_worker_reaches_no_network_no_program_and_no_memory_beyond_its_own() -> None:
    done = subprocess.run(
        [sys.executable, "-c", INSIDE], capture_output=True, text=True, timeout=60, cwd=Path(__file__).parent.parent
    )
    found = json.loads(done.stdout)

    assert [what for what, held in found.items() if not held] == []
    assert len(found) == 13
