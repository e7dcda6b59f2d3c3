"""The one place that reads the environment."""

import getpass
import os
from pathlib import Path


def data_folder() -> Path:
    """Return the folder that RELAZIONE_DATA names, else ./relazione-data."""
    return Path(os.environ.get("RELAZIONE_DATA") or "relazione-data")


def reviewer() -> str:
    """Return who judges: what RELAZIONE_REVIEWER names, else the user of the system."""
    try:
        return os.environ.get("RELAZIONE_REVIEWER") or getpass.getuser()
    except (OSError, KeyError):
        return "unknown"
