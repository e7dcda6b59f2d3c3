"""What follows the matrix of weights: PageRank, eigenvector centrality, HITS, constraint.

igraph has all of these, but not networkx's: its PageRank sets equals apart at the eleventh decimal, its eigenvectors
start from chance, which decides where several are as large, and its constraint takes four times as long. So networkx's
own steps are taken, on a matrix that is made once; with it come networkx's tolerances and its failures to converge.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

import networkx as nx
import numpy as np

from .conversion import Floats, IGraph, Node

if TYPE_CHECKING:
    from scipy.sparse import csr_array

STEPS = 20  # vectors of a Lanczos basis, as many as networkx's solver holds
EPSILON = 1e-13
WAYS = 5_000_000  # of two steps that are looked at together


def to_scipy_sparse_array(
    G: IGraph, nodelist: None = None, dtype: Any = None, weight: str | None = "weight", format: str = "csr"
) -> Any:
    from scipy.sparse import coo_array

    if not len(G):
        raise nx.NetworkXError("Graph has no nodes or edges")
    a, b = G.ends.T
    values = np.asarray(G.column(weight) if weight is not None else [1] * len(a))
    if not G.directed:
        other = a != b
        a, b, values = np.r_[a, b[other]], np.r_[b, a[other]], np.r_[values, values[other]]
    found = coo_array((values, (a, b)), shape=(len(G), len(G)), dtype=dtype)
    try:
        return found.asformat(format)
    except ValueError as error:
        raise nx.NetworkXError(f"Unknown sparse matrix format: {format}") from error


def pagerank(
    G: IGraph, alpha: float = 0.85, personalization: Mapping[Node, float] | None = None, max_iter: int = 100,
    tol: float = 1.0e-6, nstart: Mapping[Node, float] | None = None, weight: str | None = "weight",
    dangling: Mapping[Node, float] | None = None,
) -> dict[Node, float]:  # fmt: skip
    if not len(G):
        return {}
    matrix = _matrix(G, weight)
    out = matrix.sum(axis=1)
    share = np.divide(1.0, out, out=np.zeros(len(G)), where=out != 0)
    back = matrix.T.tocsr()
    at = _start(G, nstart)
    jump = _start(G, personalization)
    if personalization is not None and not np.isfinite(jump).all():
        raise ZeroDivisionError
    stuck, free = out == 0, jump if dangling is None else _start(G, dangling)
    for _ in range(max_iter):
        before = at
        at = alpha * (back @ (before * share) + before[stuck].sum() * free) + (1 - alpha) * jump
        if np.absolute(at - before).sum() < len(G) * tol:
            return G.keyed(at.tolist())
    raise nx.PowerIterationFailedConvergence(max_iter)


def eigenvector_centrality(
    G: IGraph, max_iter: int = 100, tol: float = 1.0e-6, nstart: None = None, weight: str | None = None
) -> dict[Node, float]:
    if not len(G):
        raise nx.NetworkXPointlessConcept("cannot compute centrality for the null graph")
    back = _matrix(G, weight or None).T.tocsr()
    at = np.full(len(G), 1.0 / len(G))
    for _ in range(max_iter):
        before = at
        at = before + back @ before
        at /= np.linalg.norm(at) or 1
        if np.absolute(at - before).sum() < len(G) * tol:
            return G.keyed(at.tolist())
    raise nx.PowerIterationFailedConvergence(max_iter)


def hits(
    G: IGraph, max_iter: int = 100, tol: float = 1.0e-8, nstart: Mapping[Node, float] | None = None,
    normalized: bool = True,
) -> tuple[dict[Node, float], dict[Node, float]]:  # fmt: skip
    """Start from equals where networkx starts from chance: where several answers are right, it is always the same."""
    if not len(G):
        return {}, {}
    if max_iter <= 0:
        raise nx.PowerIterationFailedConvergence(max_iter)
    if len(G) < 2 or not len(G.ends):
        raise NotImplementedError("networkx has no hubs without edges")
    matrix = _matrix(G, "weight")
    back = matrix.T.tocsr()
    start = np.ones(len(G)) if nstart is None else np.array(list(nstart.values()), dtype=float)
    authorities = _leading(lambda at: back @ (matrix @ at), start, max_iter, tol)
    hubs = matrix @ authorities
    if normalized:
        hubs, authorities = hubs / hubs.sum(), authorities / authorities.sum()
    return G.keyed(hubs.tolist()), G.keyed(authorities.tolist())


def constraint(G: IGraph, nodes: Iterable[Node] | None = None, weight: str | None = None) -> dict[Node, float]:
    """Follow networkx's formula, some rows at a time: ways over a busy node are many."""
    if not len(G):
        return G.chosen(nodes, [])
    matrix = _matrix(G, weight)
    mutual = (matrix + matrix.T).tocsr()
    total, near = mutual.sum(axis=1), np.diff(mutual.indptr)
    mutual.data /= np.repeat(np.where(total == 0, np.nan, total), near)
    ways = np.cumsum(np.bincount(np.repeat(np.arange(len(G)), near), near[mutual.indices], len(G)))
    found = np.full(len(G), np.nan)
    first = 0
    while first < len(G):
        after = max(first + 1, int(np.searchsorted(ways, (ways[first - 1] if first else 0) + WAYS)))
        rows = mutual[first:after]
        both = rows + (rows @ mutual).multiply(rows > 0)
        found[first:after] = both.multiply(both).sum(axis=1)
        first = after
    found[total == 0] = np.nan
    return G.chosen(nodes, found.tolist())


def _leading(multiply: Callable[[Floats], Floats], start: Floats, max_iter: int, tol: float) -> Floats:
    """Return the leading eigenvector of a symmetric matrix by Lanczos' method, begun anew from its best so far.

    Where several vectors lead, it is what they have of the start; that is the limit of Kleinberg's own iteration.
    """
    best, left, value = start / np.linalg.norm(start), np.inf, 1.0
    for _ in range(max_iter):
        basis, along, across = [best], list[float](), list[float]()
        for _ in range(min(STEPS, len(start))):
            step = multiply(basis[-1])
            along.append(float(basis[-1] @ step))
            for _ in range(2):  # once leaves what rounding brought in (Parlett: "twice is enough")
                step -= np.array(basis).T @ (np.array(basis) @ step)
            across.append(float(np.linalg.norm(step)))
            if across[-1] <= EPSILON * max(along):
                break
            basis.append(step / across[-1])
        size = len(along)
        beside = np.diag(across[: size - 1], 1)
        values, vectors = np.linalg.eigh(np.diag(along) + beside + beside.T)
        best = np.array(basis[:size]).T @ vectors[:, -1]
        left, value = across[-1] * abs(vectors[-1, -1]), values[-1]
        if left <= EPSILON * value:
            break
    if left <= tol * value:
        return best * (np.sign(best.sum()) or 1)
    raise nx.PowerIterationFailedConvergence(max_iter)


def _matrix(G: IGraph, weight: str | None) -> csr_array:
    """Return the matrix of weights, those of parallel edges added up."""
    if weight is not None:
        G.weights(weight)
    found: csr_array = to_scipy_sparse_array(G, dtype=float, weight=weight)
    return found


def _start(G: IGraph, given: Mapping[Node, float] | None) -> Floats:
    if given is None:
        return np.full(len(G), 1.0 / len(G))
    found = np.array([given.get(node, 0) for node in G], dtype=float)
    with np.errstate(divide="ignore", invalid="ignore"):
        shares: Floats = found / found.sum()
    return shares
