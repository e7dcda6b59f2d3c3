"""The web application put together: settings, headers, blueprints, and what every template may use."""

from collections.abc import Mapping
from hashlib import sha256
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from flask import Flask, Response, current_app, request

from graph.address import Place
from graph.errors import RelazioneError
from graph.report.marked import shown

from . import (
    api,
    bundle,
    changes,
    disagreements,
    dossiers,
    dyads,
    evidence,
    explorer,
    feeds,
    keeping,
    linked,
    margins,
    pacts,
    pages,
    querypage,
    reports,
    review,
    search,
    sectors,
    sparql,
    vendor,
    void,
    writing,
)
from .accesslog import AccessLog
from .addresses import curie, page_of, short, tail_of
from .api.index import the_index
from .bonds import the_bonds
from .bridge import Bridge
from .config import licence
from .cors import cors_headers
from .current import edition, editions, give_back
from .difference import make_news
from .editions import Editions
from .errors import confirmed, register_errors
from .evidence import alike
from .explorer import outline
from .front import Front
from .jobs import Limits
from .metering import State
from .network import the_network
from .overview import the_front
from .picture import the_picture
from .policy import policy
from .presentation import FILTERS, GLOBALS, TESTS
from .rebasing import Rebase
from .search import ready
from .tokens import Tokens
from .warming import Warming

DEFAULTS: Mapping[str, Any] = {
    "MAX_CONTENT_LENGTH": 4 << 20,
    "LARGEST_WRITING": 64 << 20,
    "LIMITS": Limits(),
    "ANSWER_CACHE": 64 << 20,
    "TOKENS": Tokens(),
    "VALIDATE_UPDATES": False,
    "REBASE": Rebase(),
    "CORS": (),
    "EMBED": ("*",),
    "ACCESS_LOG": False,
    "METRICS": True,
}
HEADERS = {
    "Content-Security-Policy": policy(),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}
OPEN = ("/sparql", "/api", "/rdf-graph-store", "/update", "/.well-known/")  # what pages elsewhere may be let ask
PARTS = (
    pages, disagreements, pacts, sectors, search, explorer, margins, keeping, bundle, reports, dossiers, dyads, sparql,
    querypage, vendor, api, linked, void, writing, evidence, review, feeds, changes,
)  # fmt: skip
# What most pages rest on, in the order in which somebody who opens a dataset will want it.
WARMED = (the_front, the_network, alike, the_picture, outline, ready, the_index, the_bonds, make_news)
MAIN = (
    ("Explore", "explorer.explore"),
    ("Documents", "pages.documents"),
    ("Agreements", "pacts.agreements"),
    ("Query", "sparql.sparql"),
    ("Report", "reports.report_page"),
    ("Ontology", "pages.ontology"),
    ("About", "pages.about"),
)


def make_application(data: Place, settings: Mapping[str, Any], version: str) -> Flask:
    """Return the application for one dataset."""
    app = Flask(__name__.rpartition(".")[0])
    app.config.update({"LOOK": _look(version), "VERSION": version, "LICENCE": licence(), **DEFAULTS, **settings})
    app.config["LOOK"] += app.config["REBASE"].mark + ("j" if app.config["TOKENS"].on else "")
    app.extensions["relazione"] = Editions(data)
    app.extensions["bridge"] = Bridge(data, app.config)
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.finalize = shown
    app.jinja_env.filters.update(FILTERS)
    app.jinja_env.tests.update(TESTS)
    app.jinja_env.globals.update(GLOBALS, page_of=page_of, tail_of=tail_of, short=short, curie=curie)
    app.jinja_env.globals.update(main_pages=MAIN, version=version, alternates=linked.alternates)
    for part in PARTS:
        app.register_blueprint(part.blueprint)
    register_errors(app)
    app.context_processor(_generation)
    app.after_request(_guard)
    app.teardown_request(lambda _: give_back())
    return app


def front_of(app: Flask) -> Front:
    """Return the application with the front before it, which a server of ASGI runs."""
    log = AccessLog() if app.config["ACCESS_LOG"] else None
    endpoint, warming = app.extensions["bridge"].endpoint, Warming(app.extensions["relazione"], WARMED)
    state = State(endpoint.pool, endpoint.cache, app.extensions["relazione"]) if app.config["METRICS"] else None
    if state is not None:
        endpoint.meter.registry.register(state)
    return Front(app, endpoint, list(HEADERS.items()), app.config["CORS"], log, warming, state)


def _generation() -> dict[str, Any]:
    """Give every page the id of the generation it was made from; None where there is none."""
    try:
        return {"generation": edition().id}
    except RelazioneError:
        return {"generation": None}


def _guard(response: Response) -> Response:
    response = confirmed(response)
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if request.path.startswith(OPEN):
        preflight = request.method == "OPTIONS"
        for name, value in cors_headers(current_app.config["CORS"], request.headers.get("Origin"), preflight=preflight):
            response.headers.add(name, value)
    _rebase(response, current_app.config["REBASE"])
    if request.path.startswith("/static/"):
        response.headers.setdefault("Cache-Control", "no-cache")
    return response


def _rebase(response: Response, rebase: Rebase) -> None:
    """Put the dataset's names in a response under the base at which it is served."""
    if not rebase.concerns(response.mimetype) or request.path.startswith("/static/"):
        return
    if response.is_streamed and request.path.startswith(("/sparql", "/rdf-graph-store")):
        return  # written so from the start
    if response.is_streamed or response.direct_passthrough:
        response.direct_passthrough = False
        response.headers.pop("Content-Length", None)
        response.response = rebase.pieces(response.iter_encoded())
    else:
        response.set_data(rebase.out(response.get_data()))


def _look(version: str) -> str:
    """Return a digest of what pages are made from, so that a new version of us is never answered with 304."""
    digest = sha256(version.encode())
    for folder in (files("server") / "templates", files("server") / "static", files("graph.report") / "templates"):
        for name, body in sorted(_contents(folder)):
            digest.update(name.encode() + body)
    return digest.hexdigest()[:8]


def _contents(folder: Traversable) -> list[tuple[str, bytes]]:
    found = [(each.name, each.read_bytes()) for each in folder.iterdir() if each.is_file()]
    return found + [inner for each in folder.iterdir() if each.is_dir() for inner in _contents(each)]


__all__ = ["editions", "front_of", "make_application"]
