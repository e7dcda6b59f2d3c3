"""The one place that reads the environment."""

import getpass
import os
from base64 import b64encode
from collections.abc import Mapping
from pathlib import Path


def data_place() -> str:
    """Return the folder or server that RELAZIONE_DATA names, else ./relazione-data."""
    return os.environ.get("RELAZIONE_DATA") or "relazione-data"


def store_credentials() -> str | None:
    """Return what RELAZIONE_STORE_TOKEN, or _USER and _PASSWORD, let a server be told as the header Authorization."""
    if token := os.environ.get("RELAZIONE_STORE_TOKEN"):
        return f"Bearer {token}"
    user, password = (os.environ.get(f"RELAZIONE_STORE_{name}", "") for name in ("USER", "PASSWORD"))
    return f"Basic {b64encode(f'{user}:{password}'.encode()).decode()}" if user else None


def cache_folder() -> Path:
    """Return where what can be made anew is kept: what RELAZIONE_CACHE names, else the user's place for such."""
    home = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(os.environ.get("RELAZIONE_CACHE") or Path(home) / "relazione")


def licence() -> str:
    """Return the address of the dataset's licence: what RELAZIONE_LICENCE names, else that of Relazione itself."""
    return os.environ.get("RELAZIONE_LICENCE") or "https://spdx.org/licenses/MIT"


def reviewer() -> str:
    """Return who judges: what RELAZIONE_REVIEWER names, else the user of the system."""
    try:
        return os.environ.get("RELAZIONE_REVIEWER") or getpass.getuser()
    except (OSError, KeyError):
        return "unknown"


def writing_token() -> str | None:
    """Return the token that RELAZIONE_TOKEN holds, if any."""
    return os.environ.get("RELAZIONE_TOKEN") or None


def zygote_environment() -> Mapping[str, str]:
    """Return that of the process which holds a dataset: glibc's huge pages are read a tenth faster after a fork."""
    given = {name: value for name, value in os.environ.items() if name != "RELAZIONE_TOKEN"}
    return {"GLIBC_TUNABLES": "glibc.malloc.hugetlb=1", **given}
