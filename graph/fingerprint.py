"""What decides how a document is read: what was read with it is kept, and read anew only where any of it changes."""

import json
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from platform import python_version

from .additions import Additions
from .crew import Reads
from .provenance import software_version

_READ = frozenset({".py", ".toml", ".txt", ".ttl"})
_LIBRARIES = ("spacy", "thinc", "numpy")


def identity(reader: Reads) -> dict[str, str]:
    """Return what decides how a reader reads, each part under its name."""
    return {
        "Relazione": software_version(),
        "the code": _code(),
        "Python": python_version().rpartition(".")[0],
        **{name: version(name) for name in _LIBRARIES},
        "the model": f"{reader.model_name} {reader.model_version}",
        "the weights": reader.model_sha256[:12],
    }


def fingerprint(reader: Reads, additions: Additions | None) -> str:
    """Return by hash what decides how a reader reads, and what a user's additions make of it."""
    added = sorted(additions.digests.items()) if additions else []
    return sha256(json.dumps([sorted(identity(reader).items()), added]).encode()).hexdigest()[:16]


@cache
def _code() -> str:
    """Return the SHA-256 over the files that reading is made of: a version alone says little while it is worked on."""
    digest = sha256()
    for package in ("ontology", "graph"):
        root = Path(str(files(package)))
        for path in sorted(each for each in root.rglob("*") if each.suffix in _READ and each.is_file()):
            digest.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:12]
