"""What a worker process gives up before it reads what a stranger wrote: network, other programs, memory without end.

Linux alone has all of it; elsewhere the limits that the system knows are set, and the queries are refused by their text
as everywhere (`graph.federation`).
"""

import contextlib
import ctypes
import os
import platform
import resource
import signal
import struct
import sys
from collections.abc import Sequence
from pathlib import Path

# Numbers of system calls, from the tables of the Linux kernel.
# socket, connect, bind, listen, ptrace, execve, execveat, io_uring_setup
_ARCHITECTURES = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
_REFUSED = {
    "x86_64": (41, 42, 49, 50, 59, 101, 322, 425),
    "aarch64": (117, 198, 200, 201, 203, 221, 281, 425),
}
_PR_SET_PDEATHSIG, _PR_SET_NO_NEW_PRIVS, _PR_SET_SECCOMP, _MODE_FILTER = 1, 38, 22, 2
_LOAD_WORD, _JUMP_EQUAL, _JUMP_NOT_LESS, _RETURN = 0x20, 0x15, 0x35, 0x06
_ALLOW, _REFUSE, _X32 = 0x7FFF0000, 0x00050000 | 1, 0x40000000  # EPERM


def confine(memory: int) -> None:
    """Shut this process in: `memory` bytes beyond what it has, no connection, no other program, first to go."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    _limit_memory(memory)
    if sys.platform == "linux":
        _die_with_parent()
        with contextlib.suppress(OSError):
            os.sched_setscheduler(0, os.SCHED_BATCH, os.sched_param(0))  # the front goes first
        with contextlib.suppress(OSError):
            Path("/proc/self/oom_score_adj").write_text("1000")
        _refuse_calls()


def unlimited() -> None:
    """Lift the limit of memory, for a change that its owner asked for."""
    resource.setrlimit(resource.RLIMIT_AS, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))


def _limit_memory(memory: int) -> None:
    try:
        pages = int(Path("/proc/self/statm").read_text().split()[0])
    except OSError:
        return
    limit = pages * os.sysconf("SC_PAGE_SIZE") + memory
    resource.setrlimit(resource.RLIMIT_AS, (limit, resource.RLIM_INFINITY))


def _die_with_parent() -> None:
    ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)


def _refuse_calls() -> None:
    machine = platform.machine()
    if machine not in _ARCHITECTURES:
        return
    program = _program(_ARCHITECTURES[machine], _REFUSED[machine])
    libc = ctypes.CDLL(None, use_errno=True)
    buffer = ctypes.create_string_buffer(program)
    pointer = struct.pack("HxxxxxxP", len(program) // 8, ctypes.addressof(buffer))
    if libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0:
        libc.prctl(_PR_SET_SECCOMP, _MODE_FILTER, pointer, 0, 0)


def _program(audit: int, refused: Sequence[int]) -> bytes:
    """Return the filter (seccomp(2)): EPERM for the refused calls and for those of another architecture."""

    def step(code: int, yes: int, no: int, value: int) -> bytes:
        return struct.pack("HBBI", code, yes, no, value)

    last = len(refused)
    steps = [
        step(_LOAD_WORD, 0, 0, 4),
        step(_JUMP_EQUAL, 0, last + 3, audit),
        step(_LOAD_WORD, 0, 0, 0),
        step(_JUMP_NOT_LESS, last + 1, 0, _X32),
    ]
    steps += [step(_JUMP_EQUAL, last - place, 0, number) for place, number in enumerate(refused)]
    return b"".join([*steps, step(_RETURN, 0, 0, _ALLOW), step(_RETURN, 0, 0, _REFUSE)])
