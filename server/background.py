"""What takes seconds to make of a large dataset: made once a generation in a thread of its own, never in a request.

Of a small dataset it is made at once. A page that meets what is not made yet shows the rest and says so. What would
keep the interpreter busy all the while can be made by a process `apart`, which hands it over as JSON.
"""

import json
import logging
import os
import subprocess
import sys
import threading
from collections.abc import Callable
from typing import TypeVar

from graph.opening import reopened

from .config import store_credentials
from .current import edition, editions
from .editions import Edition, Editions

Kept = TypeVar("Kept")
AT_ONCE = 5_000  # statements up to which a request makes it itself

_log = logging.getLogger(__name__)


def ready(name: str, make: Callable[[Edition], Kept], large: Callable[[Edition], Kept] | None = None) -> Kept | None:
    """Return what is kept under a name; None while it is being made, which the first to ask begins.

    Of a large dataset it is made by `large`, where that is given.
    """
    current = edition()
    if name not in current.kept and current.catalogue.statements <= AT_ONCE:
        return current.keep(name, lambda: make(current))
    if name not in current.kept and current.begin(name):
        editions().hold(current)
        threading.Thread(target=_make, args=(editions(), current, name, large or make), daemon=True).start()
    found: Kept | None = current.kept.get(name)
    return found


def apart(module: str, current: Edition) -> object:
    """Return what `tell(generation)` of a module of ours returns, asked in a process that gives way to others."""
    code = f"from server.background import told; told({module!r})"
    command = [sys.executable, "-c", code, current.generation.place]
    return json.loads(subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout)


def told(module: str) -> None:
    """Print what a module tells of the generation that is named on the command line."""
    from importlib import import_module

    os.nice(10)
    with reopened(sys.argv[1], store_credentials()) as generation:
        print(json.dumps(import_module(module).tell(generation)))


def _make(holder: Editions, current: Edition, name: str, make: Callable[[Edition], object]) -> None:
    try:
        current.keep(name, lambda: make(current))
    except Exception:
        _log.exception("%s could not be made", name)
    finally:
        current.end(name)
        holder.give_back(current)
