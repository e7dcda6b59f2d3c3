"""Two thin ways into a dataset: over HTTP and from the terminal.

`create_app` makes the web application. Every response carries a strict Content-Security-Policy: there is no inline
script or style anywhere, and nothing is loaded from another host.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from flask import Flask

    from graph.address import Place

__version__ = "0.1.0"


def create_app(data: "Place | str | None" = None, settings: Mapping[str, Any] | None = None) -> "Flask":
    """Return the application that serves the dataset in `data`, and its successors as builds publish them.

    `settings` go into Flask's configuration. The dataset may be missing at first: pages then say how to make it.
    """
    from .application import make_application  # here, so that the terminal starts without the web framework

    place = Path(data or "relazione-data") if data is None or isinstance(data, str) else data
    return make_application(place, settings or {}, __version__)
