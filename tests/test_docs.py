"""What the README shows is what happens: its commands are run and their output compared.

`python tests/test_docs.py` writes the output of the commands into the README anew.
"""

import re
import shlex
import sys
import tempfile
from contextlib import chdir
from pathlib import Path

import pytest
from typer.main import get_command
from typer.testing import CliRunner

from server import __version__
from server.cli import app

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
CONSOLE = re.compile(r"```console\n\$ (relazione [^\n]*)\n(.*?)```", re.DOTALL)


def printed(command: str) -> str:
    """Return what a command prints, without the blanks that pad the ends of lines."""
    result = CliRunner().invoke(app, shlex.split(command)[1:])
    assert result.exit_code == 0, result.output
    return "".join(line.rstrip() + "\n" for line in result.stdout.splitlines())


def shown() -> list[tuple[str, str]]:
    """Return the commands of the README with the output it shows."""
    return CONSOLE.findall(README.read_text("utf-8"))


@pytest.mark.slow
def test_the_readme_shows_what_the_commands_print(tmp_path: Path) -> None:
    with chdir(tmp_path):
        for command, output in shown():
            assert printed(command) == output, f"run `python tests/test_docs.py` if this is as it should be: {command}"


def test_the_readme_opens_with_two_commands_of_one_line_each() -> None:
    opening = README.read_text("utf-8").partition("\n## ")[0]
    commands = re.findall(r"```sh\n(.*?)\n```", opening, re.DOTALL)

    assert len(commands) == 2
    assert all("\n" not in command and command.startswith("python3 -m venv .venv && ") for command in commands)


def test_every_command_stands_in_the_readme() -> None:
    text = README.read_text("utf-8")

    for name in get_command(app).commands:  # type: ignore[attr-defined]
        assert f"relazione {name}" in text


def test_the_changelog_tells_of_this_version() -> None:
    assert f"## {__version__}" in (ROOT / "CHANGELOG.md").read_text("utf-8")


def test_files_named_in_the_readme_exist() -> None:
    for name in re.findall(r"`((?:graph|ontology|server|tests)/[\w./-]+)`", README.read_text("utf-8")):
        assert (ROOT / name).exists() or name in ("graph/entities", "graph/reference", "graph/build"), name


def write() -> None:
    """Put what the commands print now into the README."""
    with tempfile.TemporaryDirectory() as folder, chdir(folder):
        text = README.read_text("utf-8")
        README.write_text(CONSOLE.sub(lambda m: f"```console\n$ {m[1]}\n{printed(m[1])}```", text), "utf-8")


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    write()
