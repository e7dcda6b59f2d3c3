"""Packages point one way, and the engine is known to one module."""

import ast
import re
import sys
from collections import Counter
from collections.abc import Iterator
from configparser import ConfigParser
from importlib.metadata import packages_distributions
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


def declared() -> set[str]:
    """Return the names of the distributions that setup.cfg asks for, those of optional extras included."""
    settings = ConfigParser()
    settings.read(ROOT / "setup.cfg")
    extras = settings["options.extras_require"]
    wanted = settings["options"]["install_requires"] + extras["data"] + extras["large"] + extras["dask"]
    return {canonical(re.split(r"[<>=!~;\[ ]", line)[0]) for line in wanted.split("\n") if line}


def canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_imports_only_from_packages_below(path: Path) -> None:
    package = path.relative_to(ROOT).parts[0]
    for name, plain in imports(path):
        top = name.partition(".")[0]
        if top in MAY_IMPORT:
            assert top in MAY_IMPORT[package]
            assert not plain, f"`import {name}` hides a name that is good for a variable"


def test_only_the_store_and_what_is_behind_it_know_the_engine() -> None:
    knowing = {str(path.relative_to(ROOT)) for path in MODULES for name, _ in imports(path) if "pyoxigraph" in name}

    behind = ("amendment", "answer", "changes", "engine", "publication", "remote", "replica", "store")
    assert knowing == {f"graph/{name}.py" for name in behind} | {"ontology/actors.py"}  # which reads Turtle with it


def test_only_the_backend_of_networkx_knows_igraph_which_is_optional_and_under_another_licence() -> None:
    knowing = {path.parent for path in MODULES for name, _ in imports(path) if name.partition(".")[0] == "igraph"}

    assert knowing == {ROOT / "graph" / "nx_igraph"}


def test_only_the_settings_read_the_environment() -> None:
    reading = {str(p.relative_to(ROOT)) for p in MODULES if "os.environ" in p.read_text("utf-8")}

    assert reading <= {"server/config.py"}


def test_everything_imported_is_asked_for_in_setup_cfg() -> None:
    shipped_by = packages_distributions()
    imported = {name.partition(".")[0] for path in MODULES for name, _ in imports(path)}
    foreign = imported - set(sys.stdlib_module_names) - MAY_IMPORT.keys()

    missing = {name for name in foreign if not {canonical(one) for one in shipped_by.get(name, [name])} & declared()}

    assert missing == set()


def test_every_file_of_the_packages_ships() -> None:
    """Each kind of data file matches a pattern of setup.cfg, or it would be missing where Relazione is installed."""
    settings = ConfigParser()
    settings.read(ROOT / "setup.cfg")
    for package in MAY_IMPORT:
        patterns = [line for line in settings["options.package_data"][package].split("\n") if line]
        for path in (ROOT / package).rglob("*"):
            if path.is_file() and path.suffix not in (".py", ".pyc"):
                inside = path.relative_to(ROOT / package)
                assert any(inside.match(pattern) for pattern in patterns), f"{package}/{inside}"


def test_what_an_edition_keeps_has_one_name_each() -> None:
    """Two makers under one name would give each other's values; a report and a dossier share their record."""
    sources = "".join(path.read_text("utf-8") for path in (ROOT / "server").rglob("*.py"))
    kept = Counter(re.findall(r'\bkeep\(\s*"([^"]+)"', sources))

    assert {name for name, times in kept.items() if times > 1} == {"record"}
