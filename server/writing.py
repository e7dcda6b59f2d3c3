"""Writing over HTTP: SPARQL 1.1 Update at /update, and the Graph Store HTTP Protocol at /rdf-graph-store.

Reading a graph is open; whatever writes takes a token. A graph is named by `?graph=IRI`, by `?default`, or by the
address itself, when something follows /rdf-graph-store/.
"""

from hashlib import sha256

from flask import Blueprint, Response, current_app, request

from graph.amendment import DEFAULT

from .bridge import bridge, respond, wishes
from .negotiation import best
from .protocol import GRAPHS, ProtocolError, pairs, read_update

STORE = "/rdf-graph-store"
MULTIPART = "multipart/form-data"
READ = (*GRAPHS, "text/n3")

blueprint = Blueprint("writing", __name__)


@blueprint.route("/update", methods=["POST"])
def update() -> Response:
    """Make an update; it is on disk, and answered from, when this returns."""
    _admit()
    change = read_update(request.query_string, request.headers.get("Content-Type", ""), request.get_data())
    into = bridge().rebase.into
    asked = {
        "change": "update",
        "update": into(change.text),
        "base": into(request.base_url),
        "using": tuple(map(into, change.using)),
        "using_named": tuple(map(into, change.using_named)),
    }
    bridge().run(bridge().endpoint.change(asked))
    return Response(status=204)


@blueprint.route(STORE, methods=["GET", "PUT", "POST", "DELETE"])
@blueprint.route(f"{STORE}/", methods=["GET", "PUT", "POST", "DELETE"])
@blueprint.route(f"{STORE}/<path:tail>", methods=["GET", "PUT", "POST", "DELETE"])
def graph_store(tail: str = "") -> Response:
    """Read, replace, extend or delete one graph."""
    if request.method not in ("GET", "HEAD"):
        _admit()
    named, graph = _graph(tail)
    if request.method == "POST" and not named:
        return _new()
    if not named:
        raise ProtocolError(400, "No graph is named: wanted ?graph=IRI, ?default, or an address below this one.")
    if request.method in ("GET", "HEAD"):
        media = best(request.headers.get("Accept"), GRAPHS)
        if media is None:
            accept = request.headers.get("Accept")
            raise ProtocolError(406, f"Accept: {accept}: a graph can be had as {', '.join(GRAPHS)}.")
        return respond(bridge().run(bridge().endpoint.graph(graph, media, wishes())))
    if request.method == "DELETE":
        verdict = bridge().run(bridge().endpoint.change({"change": "delete", "graph": graph}))
        if verdict == "missing":
            raise ProtocolError(404, f"The dataset holds no graph {graph}.")
        return Response(status=204)
    return Response(status=201 if _write(graph, replace=request.method == "PUT") == "created" else 204)


def _admit() -> None:
    bridge().tokens.check(request.headers.get("Authorization"))
    request.max_content_length = current_app.config["LARGEST_WRITING"]


def _graph(tail: str) -> tuple[bool, str | None]:
    """Return whether a graph is named, and its IRI; None is the default graph."""
    found = pairs(request.query_string)
    iris = [value for name, value in found if name == "graph"]
    default = any(name == "default" for name, _ in found)
    if len(iris) > 1 or (iris and default):
        raise ProtocolError(400, "More than one graph is named; one is taken at a time.")
    graph = iris[0] if iris else request.base_url if tail else None
    named = bridge().rebase.into(graph) if graph is not None else None
    return bool(iris or default or tail), None if default or named == DEFAULT else named


def _new() -> Response:
    """Make a graph of what was posted to the store itself, under an address of its own."""
    content = request.get_data(cache=True)
    digest = sha256(f"{bridge().endpoint.pool.generation}".encode() + content).hexdigest()[:16]
    graph = f"{request.url_root.rstrip('/')}{STORE}/{digest}"
    _write(bridge().rebase.into(graph), replace=False)
    return Response(status=201, headers={"Location": graph})


def _write(graph: str | None, *, replace: bool) -> str:
    if request.mimetype == MULTIPART:
        parts = [(part.mimetype, part.read()) for part in request.files.values()]
    else:
        parts = [(request.mimetype, request.get_data())]
    for media, _ in parts:
        if media not in READ:
            raise ProtocolError(415, f"Content-Type: {media or 'none'}: a graph is read as {', '.join(READ)}.")
    asked = {
        "change": "write",
        "graph": graph,
        "media": [media for media, _ in parts],
        "base": graph or bridge().rebase.into(request.base_url),
        "replace": replace,
    }
    return bridge().run(bridge().endpoint.change(asked, [bridge().rebase.read(body) for _, body in parts]))
