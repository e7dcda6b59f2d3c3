"""The explorer's script as one file: modules in order, in scopes of their own, and out of the browser's way."""

import re
from pathlib import Path

from server import create_app
from server.bundle import ENTRY, in_order, script

_TOP = re.compile(r"^(?:export )?(?:async )?(?:function|const|let|class) (\{[^}]*\}|\w+)", re.MULTILINE)
# What the modules ask of the browser by these names: none may mean something else by them.
BROWSER = {
    "history", "location", "document", "matchMedia", "navigator", "localStorage", "fetch", "vis", "Path2D", "URL",
    "getComputedStyle", "requestAnimationFrame", "setTimeout", "clearTimeout", "name", "open", "close", "print", "find",
}  # fmt: skip


def declared() -> set[str]:
    found = (found for _, source in in_order(ENTRY) for found in _TOP.findall(source))
    return {name for each in found for name in re.findall(r"\w+", each)}


def test_no_module_takes_a_name_of_the_browser() -> None:
    assert BROWSER & declared() == set()


def test_every_module_is_sent_and_comes_after_what_it_imports() -> None:
    order = [name for name, _ in in_order(ENTRY)]
    folder = Path(__file__).parents[1] / "server" / "static" / "explorer"

    assert sorted(order) == sorted(path.stem for path in folder.glob("*.js"))
    for name, source in in_order(ENTRY):
        assert all(order.index(needed) < order.index(name) for needed in re.findall(r'from "\./(\w+)\.js"', source))


def test_script_imports_and_exports_nothing() -> None:
    assert not re.search(r"^\s*(import|export) ", script(), re.MULTILINE)


def test_script_is_sent_once_and_then_known(data: Path) -> None:
    client = create_app(data).test_client()
    first = client.get("/static/explorer.js")
    again = client.get("/static/explorer.js", headers={"If-None-Match": first.headers["ETag"]})

    assert (first.status_code, first.mimetype, again.status_code) == (200, "text/javascript", 304)
