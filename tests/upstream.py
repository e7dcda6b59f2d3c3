"""A pytest plugin for networkx's own tests: counts, by function, the calls that the igraph backend answered.

Loaded by test_nx_igraph_upstream.py with `-p upstream`; what was counted is printed in one line at the end.
"""

import json
from collections import Counter
from collections.abc import Callable
from functools import wraps
from typing import Any

import pytest

from graph.nx_igraph import backend
from graph.nx_igraph.info import FUNCTIONS

ANSWERED: Counter[str] = Counter()


def counted(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(function)
    def call(*args: Any, **kwargs: Any) -> Any:
        found = function(*args, **kwargs)
        ANSWERED[name] += 1
        return found

    return call


def pytest_configure(config: pytest.Config) -> None:
    for name in FUNCTIONS:
        setattr(backend, name, counted(name, getattr(backend, name)))


def pytest_terminal_summary(terminalreporter: Any) -> None:
    outcomes = {key: len(found) for key, found in terminalreporter.stats.items() if key}
    terminalreporter.write_line("UPSTREAM " + json.dumps({"answered": dict(ANSWERED), "outcomes": outcomes}))
