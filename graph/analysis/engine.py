"""Which engine networkx computes with: igraph where it is installed and the graph is large, else networkx itself.

Both give the same within 1e-9 (graph/nx_igraph); small graphs are done before they would be converted.
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
    """Return the backend that networkx is to use for a graph."""
    return "igraph" if len(graph) >= LARGE and installed() else "networkx"


def installed() -> bool:
    """Tell whether networkx knows of the backend, and igraph is there."""
    return "igraph" in backends and find_spec("igraph") is not None


def versions() -> tuple[str, ...]:
    """Return the engines with their versions, as a report names its software."""
    return (f"networkx {nx.__version__}", *((f"igraph {version('igraph')}",) if installed() else ()))


def matrix(graph: nx.Graph[Any], weight: str | None) -> csr_array:
    """Return the matrix of weights, in the order of the nodes; there must be one."""
    found: csr_array = nx.to_scipy_sparse_array(graph, weight=weight, dtype=float, backend=engine(graph))
    return found
