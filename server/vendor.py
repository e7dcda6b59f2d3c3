"""The drawing library and the editor, sent out of the installed packages: nothing is copied or comes from elsewhere.

pyvis brings vis-network, rocher brings Monaco. rocher's own way into Flask writes scripts into the page, which our
policy forbids, so only its files are used; their address names its version, and so they may be kept for good.
"""

from dataclasses import dataclass
from functools import cache, lru_cache
from gzip import compress
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path

from flask import Blueprint, Response, abort, request, send_file, send_from_directory

LIBRARY = "vis-network.min.js"
EDITOR = "/static/vendor/monaco"

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


@dataclass(frozen=True, slots=True)
class EditorPaths:
    """Where the page finds the editor: its folder, and the script of its worker."""

    folder: str
    worker: str


@blueprint.route(f"{EDITOR}/<version>/<path:name>")
def editor_file(version: str, name: str) -> Response:
    folder = editor_folder()
    if folder is None or version != editor_version():
        abort(404, f"rocher ships no Monaco {version} here; queries can be written without it.")
    response = send_from_directory(folder, name, conditional=True, max_age=365 * 24 * 3600)
    response.cache_control.immutable = True
    response.vary.add("Accept-Encoding")
    if name.endswith((".js", ".css")) and request.accept_encodings["gzip"] and response.status_code == 200:
        response.close()
        response.direct_passthrough = False
        response.set_data(_packed(folder / name))
        response.content_encoding = "gzip"
    return response


@lru_cache(maxsize=64)
def _packed(path: Path) -> bytes:
    return compress(path.read_bytes(), mtime=0)


def editor_paths() -> EditorPaths | None:
    """Return where Monaco is served, or None where rocher does not bring it."""
    folder = editor_folder()
    workers = sorted(folder.glob("assets/editor.worker-*.js")) if folder else []
    if not workers:
        return None
    address = f"{EDITOR}/{editor_version()}"
    return EditorPaths(address, f"{address}/assets/{workers[0].name}")


@cache
def editor_folder() -> Path | None:
    """Return the folder of Monaco's files in the installed rocher, or None where it is not installed."""
    spec = find_spec("rocher")
    folders = [Path(folder) / "vs" for folder in (spec.submodule_search_locations or [])] if spec else []
    return next((folder for folder in folders if (folder / "loader.js").is_file()), None)


@cache
def editor_version() -> str:
    """Return rocher's version, which is Monaco's."""
    try:
        return version("rocher")
    except PackageNotFoundError:
        return ""
