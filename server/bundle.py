"""The explorer's script: small modules while one writes it, one file when it is sent.

A page loads it with one request, and a picture kept as a file can hold it. Modules import by name from one another and
nothing else, and in no circle; joined, each keeps a scope of its own.
"""

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from flask import Blueprint, Response, request

FOLDER = files("server") / "static" / "explorer"
ENTRY = "main"
_IMPORT = re.compile(r'^import (\{[^}]*\}) from "\./(\w+)\.js";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:async )?(?:function|const|class) (\w+))", re.MULTILINE)

blueprint = Blueprint("bundle", __name__)


@blueprint.route("/static/explorer.js")
def explorer() -> Response:
    response = Response(script(), mimetype="text/javascript")
    response.add_etag()
    response.headers["Cache-Control"] = "no-cache"
    response.make_conditional(request)
    return response


@cache
def script() -> str:
    """Return all modules as one, each after those that it imports."""
    body = "\n".join(_scoped(name, source) for name, source in in_order(ENTRY))
    return f'"use strict";\n\n(() => {{\n{body}}})();\n'


def _scoped(name: str, source: str) -> str:
    """Return a module as a constant that holds what it exports."""
    given = ", ".join(_EXPORT.findall(source))
    taken = _IMPORT.sub(r"const \1 = $\2;\n", source)
    return f"const ${name} = (() => {{\n{_EXPORT.sub('', taken)}return {{ {given} }};\n}})();\n"


def in_order(entry: str) -> Iterator[tuple[str, str]]:
    """Yield name and source of a module's imports, then its own, each once."""
    seen: set[str] = set()

    def visit(name: str) -> Iterator[tuple[str, str]]:
        if name in seen:
            return
        seen.add(name)
        source = (FOLDER / f"{name}.js").read_text("utf-8")
        for _, needed in _IMPORT.findall(source):
            yield from visit(needed)
        yield name, source

    return visit(entry)
