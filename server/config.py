"""The one place that reads the environment."""

import os
from pathlib import Path


def data_folder() -> Path:
    """Return the folder that RELAZIONE_DATA names, else ./relazione-data."""
    return Path(os.environ.get("RELAZIONE_DATA") or "relazione-data")
