"""The drawing library, sent out of the installed pyvis package: nothing is copied, nothing comes from elsewhere."""

from functools import cache
from importlib.util import find_spec
from pathlib import Path

from flask import Blueprint, Response, abort, send_file

LIBRARY = "vis-network.min.js"

blueprint = Blueprint("vendor", __name__)


@blueprint.route(f"/static/vendor/{LIBRARY}")
def library() -> Response:
    path = library_path()
    if path is None:
        abort(404, f"pyvis ships no {LIBRARY} here; the table holds what the picture would show.")
    return send_file(path, mimetype="text/javascript", conditional=True, max_age=3600)


@cache
def library_path() -> Path | None:
    """Return the newest vis-network that pyvis brings, or None where it brings none."""
    spec = find_spec("pyvis")
    folders = [Path(folder) for folder in (spec.submodule_search_locations or [])] if spec else []
    found = [path for folder in folders for path in folder.glob(f"lib/vis-*/{LIBRARY}")]
    return max(found, key=_version, default=None)


def _version(path: Path) -> tuple[int, ...]:
    return tuple(int(part) for part in path.parent.name.removeprefix("vis-").split(".") if part.isdigit())
