"""Packages point one way, and the engine is known to one module."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
MAY_IMPORT = {
    "ontology": {"ontology"},
    "graph": {"graph", "ontology"},
    "server": {"server", "graph", "ontology"},
}
MODULES = sorted(path for package in MAY_IMPORT for path in (ROOT / package).rglob("*.py"))


def imports(path: Path) -> Iterator[tuple[str, bool]]:
    """Yield each module that a file imports, and whether by a plain `import`."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((alias.name, True) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield node.module or "", False


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_imports_only_from_packages_below(path: Path) -> None:
    package = path.relative_to(ROOT).parts[0]
    for name, plain in imports(path):
        top = name.partition(".")[0]
        if top in MAY_IMPORT:
            assert top in MAY_IMPORT[package]
            assert not plain, f"`import {name}` hides a name that is good for a variable"


def test_only_the_store_knows_the_engine() -> None:
    knowing = {str(path.relative_to(ROOT)) for path in MODULES for name, _ in imports(path) if "pyoxigraph" in name}

    assert knowing == {"graph/store.py"}


def test_only_the_settings_read_the_environment() -> None:
    reading = {str(p.relative_to(ROOT)) for p in MODULES if "os.environ" in p.read_text("utf-8")}

    assert reading <= {"server/config.py"}
