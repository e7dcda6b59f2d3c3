"""What is shown, kept and shown elsewhere: the explorer as one file that needs no network, and as a view in a frame.

The file is made in the browser, which knows what is shown; from here it takes a page with every script and style inside
and places left open for the data. Its policy allows these scripts and styles by their hashes and nothing else.
"""

import re
from base64 import b64encode
from collections.abc import Sequence
from functools import cache
from hashlib import sha256
from importlib.resources import files

from flask import Blueprint, Response, abort, current_app, render_template, request
from markupsafe import Markup

from graph.report.render import style
from ontology.terms import ID

from .bundle import script
from .cors import checked_origins
from .current import fresh
from .policy import policy
from .vendor import LIBRARY, library_path

NOBODY = "none"
_END = re.compile(r"</(?=script|style)", re.IGNORECASE)
SHARED = ("evidence.js", "look.js")
STYLES = ("pages.css", "evidence.css", "explorer.css", "hands.css", "keeping.css")

blueprint = Blueprint("keeping", __name__)


@blueprint.app_context_processor
def _told() -> dict[str, object]:
    """Give templates what the menus need: where names have their IRIs, and whether frames are allowed."""
    return {"ids": str(ID), "licence": current_app.config["LICENCE"], "framed": bool(current_app.config["EMBED"])}


@blueprint.route("/embed")
def embed() -> Response:
    """Show the picture alone, for a frame in somebody else's page; its address is that of the explorer."""
    framers = current_app.config["EMBED"]
    if not framers:
        abort(404, "The network is not shown in frames here. Whoever serves it can allow that with --embed.")
    asked = request.query_string.decode("ascii", "replace")
    response = Response(render_template("embed.html", asked=f"?{asked}" if asked else ""))
    response.headers["Content-Security-Policy"] = policy(framers)
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"  # else pages that ask it of all cannot frame it
    return fresh(response, variant=f"text/html {asked}")


@blueprint.route("/explore/file")
def shell() -> Response:
    """Return the page that a file is made of, without data: scripts and styles inside, allowed by their hashes."""
    scripts, styles = _scripts(), _styles()
    if not scripts:
        abort(404, f"pyvis ships no {LIBRARY} here, without which a file could draw nothing.")
    allowed = (
        f"default-src 'none'; script-src {_hashes(scripts)}; style-src {_hashes(styles)}; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )
    page = render_template("kept.html", policy=allowed, apart=True, parts_of_file=scripts, styles_of_file=styles)
    return fresh(Response(page), variant="file")


def framers(given: Sequence[str] | None) -> tuple[str, ...]:
    """Return who may show the network in a frame, as --embed says: everybody unless told otherwise."""
    if given is None:
        return ("*",)
    return () if list(given) == [NOBODY] else checked_origins(given, "--embed")


@cache
def _scripts() -> tuple[Markup, ...]:
    """Return the scripts of a file in their order: the theme, before anything is drawn, then the rest."""
    path = library_path()
    if path is None:
        return ()
    library, _, _ = path.read_text("utf-8").rpartition("//# sourceMappingURL=")  # else a debugger would ask for it
    return tuple(_inside(text) for text in (_static("theme.js"), library, script(), *map(_static, SHARED)))


@cache
def _styles() -> tuple[Markup, ...]:
    sheets = (style("tokens"), style("look"), *map(_static, STYLES))
    return tuple(_inside(text) for text in sheets)


def _static(name: str) -> str:
    return (files("server") / "static" / name).read_text("utf-8")


def _inside(text: str) -> Markup:
    """Return a script or a style as it can stand inside its element: nothing in it ends that before its time."""
    return Markup(_END.sub(r"<\\/", text.replace("\r\n", "\n")))


def _hashes(texts: Sequence[str]) -> str:
    return " ".join(f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'" for text in texts)
