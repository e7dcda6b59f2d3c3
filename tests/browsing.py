"""What tests in a browser share: an application served in this process, and what axe-core finds on a page."""

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from werkzeug.serving import make_server


@contextmanager
def served(app: Flask) -> Iterator[str]:
    """Serve an application, and give its address."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def violations(tab: Any, only: Sequence[str] = ()) -> list[str]:
    """Return what breaks a rule of axe-core on a page as it stands; `only` names rules or their tags, else all hold."""
    package = pytest.importorskip("axe_playwright_python", reason="axe-playwright-python is not installed")
    if not tab.evaluate("'axe' in window"):
        tab.evaluate(next(Path(package.__file__).parent.glob("**/axe.min.js")).read_text("utf-8"))
    given = {"resultTypes": ["violations"]} | ({"runOnly": list(only)} if only else {})
    found = tab.evaluate("(given) => axe.run(document, given)", given)["violations"]
    return [f"{rule['id']}: {node['html'][:160]}" for rule in found for node in rule["nodes"][:3]]


def page_faults(tab: Any, page: str) -> list[str]:
    """Return what is wrong with a page as it stands: wider than the window, or breaking a rule of axe-core."""
    over = tab.evaluate("document.documentElement.scrollWidth - innerWidth")
    found = [f"{page}: {over} px too wide"] if over > 0 else []
    return found + [f"{page}: {each}" for each in violations(tab)]
