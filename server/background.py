"""What takes seconds to make of a large dataset: made once a generation in a thread of its own, never in a request.

Of a small dataset it is made at once. A page that meets what is not made yet shows the rest and says so.
"""

import logging
import threading
from collections.abc import Callable
from typing import TypeVar

from .current import edition, editions
from .editions import Edition, Editions

Kept = TypeVar("Kept")
AT_ONCE = 5_000  # statements up to which a request makes it itself

_log = logging.getLogger(__name__)


def ready(name: str, make: Callable[[Edition], Kept]) -> Kept | None:
    """Return what is kept under a name; None while it is being made, which the first to ask begins."""
    current = edition()
    if name not in current.kept and current.catalogue.statements <= AT_ONCE:
        return current.keep(name, lambda: make(current))
    if name not in current.kept and current.begin(name):
        editions().hold(current)
        threading.Thread(target=_make, args=(editions(), current, name, make), daemon=True).start()
    found: Kept | None = current.kept.get(name)
    return found


def _make(holder: Editions, current: Edition, name: str, make: Callable[[Edition], object]) -> None:
    try:
        current.keep(name, lambda: make(current))
    except Exception:
        _log.exception("%s could not be made", name)
    finally:
        current.end(name)
        holder.give_back(current)
