"""Judging and listing from the terminal."""

import csv
import io
import json
from pathlib import Path

import pytest
from scripted import made, write_sources
from typer.testing import CliRunner, Result

from server import create_app
from server.cli import app

WHO = ("--by", "Ada", "--at", "2025-11-03T10:00:00Z")
MEETING = "SELECT ?s WHERE { ?s a rz:Consult ; prov:wasDerivedFrom doc:talks-in-muscat }"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    made(write_sources(tmp_path / "sources"), tmp_path / "data")
    return tmp_path / "data"


def run(data: Path, *arguments: str) -> Result:
    return CliRunner().invoke(app, [*arguments, "--data", str(data)])


def meeting(data: Path) -> str:
    return run(data, "query", MEETING).stdout.split()[1]


def listed(data: Path) -> list[dict[str, str]]:
    found: list[dict[str, str]] = json.loads(run(data, "review", "list", "--format", "json").stdout)
    return found


@pytest.mark.parametrize("command", ["list", "same", "distinct", "unsure", "reject", "accept", "correct", "undo"])
def test_every_command_of_the_review_shows_an_example(command: str) -> None:
    said = CliRunner().invoke(app, ["review", command, "--help"])

    assert said.exit_code == 0
    assert f"  relazione review {command}" in said.stdout


def test_names_are_told_by_key_by_prefix_or_by_iri(data: Path) -> None:
    names = ("state:it", "https://w3id.org/relazione/id/state/jp", "state/om")

    result = run(data, "review", "same", *names, *WHO)

    assert result.exit_code == 0, result.stderr
    assert [row["about"] for row in listed(data)] == ["state/it state/jp", "state/it state/om"]


def test_a_statement_is_told_by_the_beginning_of_its_name(data: Path) -> None:
    name = meeting(data)
    assert run(data, "review", "reject", name.removeprefix("statement:")[:6], *WHO).exit_code == 0

    assert run(data, "query", MEETING).stdout.split() == ["s"]
    assert run(data, "review", "accept", name, *WHO).exit_code == 0
    assert meeting(data) == name


def test_the_list_tells_what_came_of_each(data: Path) -> None:
    run(data, "review", "correct", meeting(data), "date", "2025-04-11", *WHO, "--note", "sic")
    run(data, "review", "same", "state/it", "state/jp", *WHO)
    run(data, "review", "undo", listed(data)[1]["id"], *WHO)

    assert [(row["verdict"], row["note"], row["outcome"]) for row in listed(data)] == [
        ("corrected", "sic", "applied"),
        ("same", None, "taken back"),
        ("undone", None, "applied"),
    ]
    rows = list(csv.DictReader(io.StringIO(run(data, "review", "list", "--format", "csv").stdout)))
    assert rows[0]["about"].endswith("date: 2025-04-12 → 2025-04-11")
    assert "3 judgements" in run(data, "review", "list").stdout


def test_who_judges_is_the_one_the_environment_names(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RELAZIONE_REVIEWER", "the desk")

    run(data, "review", "unsure", "state/it", "state/jp")

    (row,) = listed(data)
    assert row["by"] == "the desk"
    assert row["at"].endswith("Z")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["same", "state/it", "state:it"], "named twice"),
        (["same", "Italy", "state/it"], "wanted a name such as person/wang-yi"),
        (["same", "state/it", "state/xx"], "state/xx is not read in any document"),
        (["undo", "ffffffff"], "0 judgements are called so"),
        (["reject", "statement:ffff"], "holds no such statement"),
        (["unsure", "state/it", "state/jp", "--at", "today"], "not a moment"),
    ],
)
def test_what_cannot_be_judged_is_one_line_and_kept_nowhere(data: Path, arguments: list[str], message: str) -> None:
    result = run(data, "review", *arguments)

    assert result.exit_code == 1
    assert result.stderr.startswith("error: ")
    assert message in result.stderr
    assert listed(data) == []


def test_refusals_are_listed_with_sentence_and_reason_and_counted(data: Path) -> None:
    table = run(data, "refusals").stdout
    rows = list(csv.DictReader(io.StringIO(run(data, "refusals", "--format", "csv").stdout)))
    told = json.loads(run(data, "refusals", "--format", "json", "--document", "talks-in-muscat").stdout)

    sentence = "Oman hosted Iran and the United States in Muscat on 12 April 2025."
    assert rows == [
        {
            "document": "talks-in-muscat", "recognised": "hosted in Muscat", "reason": "a city is no party",
            "sentence": sentence,
        }
    ]  # fmt: skip
    assert "1 recognised but not asserted" in table
    assert told["reasons"] == {"a city is no party": 1}
    assert run(data, "refusals", "--document", "a-second-report").stdout == "0 recognised but not asserted\n"
    assert "no document of this dataset" in run(data, "refusals", "--document", "x").stderr


@pytest.mark.parametrize("command", ["refusals", "evaluate .", "review list", "review same state/it state/jp"])
def test_without_a_dataset_each_says_how_to_make_it(command: str, tmp_path: Path) -> None:
    result = run(tmp_path / "none", *command.split())

    assert result.exit_code == 1
    assert "make one with: relazione build" in result.stderr
    assert not (tmp_path / "none").exists()


def test_the_pages_follow_the_review(data: Path) -> None:
    client = create_app(data).test_client()
    name = meeting(data)
    assert client.get("/entity/person/al-busaidi").status_code == 404
    assert "Partners" in client.get("/entity/state/om").text

    run(data, "review", "reject", name, *WHO)
    run(data, "review", "same", "initiative/sky-programme", "agreement/muscat-accord", *WHO)

    assert "Partners" not in client.get("/entity/state/om").text
    moved = client.get("/agreement/muscat-accord")
    assert (moved.status_code, moved.location) == (303, "/initiative/sky-programme")
    assert client.get("/initiative/sky-programme").status_code == 200
