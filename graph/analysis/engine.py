"""Which engine networkx computes with: igraph where it is installed and the graph is large, else networkx itself.

Both give the same within 1e-9 (graph/nx_igraph); small graphs are done before they would be converted. Backends that
somebody put first in networkx's own settings (NETWORKX_BACKEND_PRIORITY) go before both.
"""

from __future__ import annotations

from importlib.metadata import version
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

import networkx as nx
from networkx.utils.backends import backends  # type: ignore[attr-defined]  # not in the stubs

if TYPE_CHECKING:
    from scipy.sparse import csr_array

LARGE = 100  # names from which a conversion pays

# The graphs measured here are made once and not changed by assignment, which is all that this warning is about.
nx.config.warnings_to_ignore.add("cache")


def engine(graph: nx.Graph[Any]) -> str:
    """Return the backend that networkx is to use for a graph; None leaves it to networkx's settings."""
    if preferred():
        return None  # type: ignore[return-value]  # which the stubs do not know of
    return "igraph" if len(graph) >= LARGE and installed() else "networkx"


def preferred() -> tuple[str, ...]:
    """Return the backends that networkx's settings put first."""
    return tuple(nx.config.backend_priority.algos)  # type: ignore[attr-defined]  # not in the stubs


def installed() -> bool:
    """Tell whether networkx knows of the backend, and igraph is there."""
    return "igraph" in backends and find_spec("igraph") is not None


def versions() -> tuple[str, ...]:
    """Return the engines with their versions, as a report names its software."""
    igraph = (f"igraph {version('igraph')}",) if installed() else ()
    return (f"networkx {nx.__version__}", *igraph, *(f"backend {name} of networkx" for name in preferred()))


def matrix(graph: nx.Graph[Any], weight: str | None) -> csr_array:
    """Return the matrix of weights, in the order of the nodes; there must be one."""
    found: csr_array = nx.to_scipy_sparse_array(graph, weight=weight, dtype=float, backend=engine(graph))
    return found
