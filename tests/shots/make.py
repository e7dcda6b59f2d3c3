#!/usr/bin/env python3
"""Make the pictures of the README anew from the samples: python tests/shots/make.py

The samples are read into a folder that is thrown away, served, and photographed in headless Chromium.
"""

import sys
import tempfile
import threading
from pathlib import Path

from werkzeug.serving import make_server

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from graph.build import build  # noqa: E402
from graph.reading import Reader  # noqa: E402
from server import create_app  # noqa: E402

FOLDER = Path(__file__).parent
SIZE = {"width": 1280, "height": 800}
SHOTS = {
    "explorer": ("light", "/explore?a=state/it&b=state/cn"),
    "dyad": ("light", "/dyad/state/it/state/cn"),
    "document": ("light", "/document/rome-talks"),
    "dark": ("dark", "/explore?dates=document&from=2025-10-08&to=2025-10-13&name=state/cn"),
}


def main() -> None:
    """Photograph each page in its light."""
    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory() as scratch:
        data = Path(scratch) / "data"
        build([ROOT / "graph" / "samples"], data, reader=Reader)
        server = make_server("127.0.0.1", 0, create_app(data), threaded=True)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        with sync_playwright() as started:
            flags = ["--no-sandbox", "--disable-gpu"]
            browser = started.chromium.launch(executable_path="/usr/bin/chromium", args=flags)
            for name, (scheme, page) in SHOTS.items():
                tab = browser.new_page(viewport=SIZE, color_scheme=scheme)
                tab.goto(f"http://127.0.0.1:{server.server_port}{page}", wait_until="networkidle")
                tab.wait_for_timeout(500)
                tab.screenshot(path=FOLDER / f"{name}.png")
            browser.close()
        server.shutdown()


if __name__ == "__main__":
    main()
