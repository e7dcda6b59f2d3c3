"""The terminal: results on standard output, one line for what the user can mend, and exit codes to build on."""

import csv
import io
import json
import re
import signal
import subprocess
import sys
from pathlib import Path
from urllib.request import urlopen

import pytest
from handwritten import MUSCAT
from rdflib import Dataset, Graph
from typer.testing import CliRunner, Result

from server import __version__
from server.cli import app

STATES = "SELECT ?state WHERE { ?state a rz:State } ORDER BY ?state"


def run(*arguments: object, stdin: str | None = None) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments], input=stdin)


def test_version_and_help_are_printed() -> None:
    assert run("--version").stdout == f"relazione {__version__}\n"
    for command in ("build", "query", "export", "validate", "report", "check", "serve", "demo"):
        said = run(command, "--help")
        assert said.exit_code == 0
        assert f"  relazione {command}" in said.stdout, "help shows an example"


def test_a_wrong_use_exits_2() -> None:
    assert run("build").exit_code == 2
    assert run("query", "ASK {}", "--format", "xlsx").exit_code == 2
    assert run("no-such-command").exit_code == 2


@pytest.mark.parametrize("command", ["query ASK{}", "export", "validate", "report", "check .", "serve"])
def test_without_a_dataset_each_command_says_how_to_make_it(command: str, tmp_path: Path) -> None:
    data = tmp_path / "none"
    result = run(*command.split(), "--data", data)

    assert result.exit_code == 1
    assert result.stderr.count("\n") == 1
    assert f"make one with: relazione build SOURCE --data {data}" in result.stderr


def test_the_dataset_may_be_named_by_the_environment(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RELAZIONE_DATA", str(data))

    assert run("query", "ASK { ?s ?p ?o }").stdout == "yes\n"


def test_query_prints_a_table_with_short_names(data: Path) -> None:
    result = run("query", STATES, "--data", data)

    assert result.exit_code == 0
    lines = [line.strip() for line in result.stdout.splitlines()]
    assert lines == ["state", *(f"state:{code}" for code in ("il", "ir", "it", "jp", "om", "us"))]


def test_query_prints_json_csv_and_turtle(data: Path, tmp_path: Path) -> None:
    (tmp_path / "states.rq").write_text(STATES)

    as_json = json.loads(run("query", STATES, "--data", data, "--format", "json").stdout)
    as_csv = run("query", "-f", tmp_path / "states.rq", "--data", data, "--format", "csv").stdout
    as_turtle = run("query", "CONSTRUCT WHERE { ?s a rz:State }", "--data", data, "--format", "turtle").stdout

    assert len(as_json["results"]["bindings"]) == 6
    assert [row[0] for row in csv.reader(io.StringIO(as_csv))][:2] == [
        "state",
        "https://w3id.org/relazione/id/state/il",
    ]
    assert len(Graph().parse(data=as_turtle, format="turtle")) == 6


def test_query_reads_standard_input(data: Path) -> None:
    assert run("query", "--data", data, stdin="ASK { ?s a rz:Nothing }").stdout == "no\n"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["SELECT * {"], "cannot be parsed"),
        (["SELECT * { SERVICE <http://x.example/> {} }"], "SERVICE is refused"),
        (["ASK {}", "--format", "turtle"], "turtle"),
        (["DESCRIBE state:it", "--format", "csv"], "wanted turtle"),
        (["--file", "/no/such/file.rq"], "cannot be read"),
    ],
)
def test_what_the_user_can_mend_is_one_line_and_exit_code_1(data: Path, arguments: list[str], message: str) -> None:
    result = run("query", *arguments, "--data", data)

    assert result.exit_code == 1
    assert message in result.stderr
    assert result.stderr.startswith("error: ")
    assert "Traceback" not in result.stderr


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # rdflib's parsers use it
def test_export_writes_rdf_that_reads_back_the_same(data: Path, tmp_path: Path) -> None:
    trig, nquads = tmp_path / "a.trig", tmp_path / "a.nq"

    assert run("export", "--data", data, "-o", trig).exit_code == 0
    assert run("export", "--data", data, "-o", nquads, "--texts", tmp_path / "texts").exit_code == 0

    read = [Dataset() for _ in range(2)]
    read[0].parse(data=trig.read_text(), format="trig")
    read[1].parse(data=nquads.read_text(), format="nquads")
    assert set(read[0].quads()) == set(read[1].quads())
    assert len(set(read[1].quads())) == nquads.read_text().count("\n")
    assert (tmp_path / "texts" / f"{MUSCAT.identifier}.txt").read_text() == MUSCAT.text


def test_validate_tells_that_nothing_is_broken(data: Path) -> None:
    result = run("validate", "--data", data)

    assert (result.exit_code, result.stdout) == (0, "Valid: no shape is broken\n")


def test_a_report_is_of_the_projection_that_options_ask_for(data: Path) -> None:
    options = ("--types", "conflict", "--worlds", "fact,planned", "--no-fold", "--since", "2024")
    chosen = run("report", "--data", data, *options)

    assert chosen.exit_code == 0
    assert "Events of conflict between two actors; facts and plans; people and organs counted apart" in chosen.stdout
    assert "since 2024; all sectors" in chosen.stdout


def test_a_wrong_projection_is_a_wrong_use(data: Path) -> None:
    for command, format in (("report", "csv"), ("export", "plover")):
        wrong = run(command, "--data", data, "--format", format, "--types", "confict")

        assert wrong.exit_code == 2
        assert "types: found 'confict'; wanted some of events, cooperation" in " ".join(wrong.stderr.split())
    assert "RDF is written whole" in run("export", "--data", data, "--types", "conflict").stderr


def test_exports_for_scholars_are_written_by_name_and_by_suffix(data: Path, tmp_path: Path) -> None:
    by_suffix = {"graphml": "graphml", "gexf": "gexf", "jsonl": "plover", "csv": "dyad-year", "md": "codebook"}
    for suffix, format in by_suffix.items():
        path = tmp_path / f"out.{suffix}"
        assert run("export", "--data", data, "-o", path).exit_code == 0
        assert path.read_text("utf-8") == run("export", "--data", data, "--format", format).stdout
    table, book = (
        run("export", "--data", data, "--types", "events", "--format", format).stdout
        for format in ("dyad-year", "codebook")
    )
    assert table.startswith("year,a,name_a,")
    assert "projection: Events between two actors" in book


def test_report_is_written_in_every_format(data: Path, tmp_path: Path) -> None:
    for suffix, mark in (("html", "<html"), ("md", "# "), ("csv", ","), ("json", "{")):
        path = tmp_path / f"report.{suffix}"
        assert run("report", "--data", data, "-o", path).exit_code == 0
        assert mark in path.read_text()
    assert run("report", "--data", data, "--format", "csv").stdout == (tmp_path / "report.csv").read_text()


def questions(folder: Path, **files: str) -> Path:
    folder.mkdir(exist_ok=True)
    for name, content in files.items():
        stem, _, suffix = name.rpartition("_")
        (folder / f"{stem}.{suffix}").write_text(content)
    return folder


def test_check_passes_where_rows_are_the_known_ones_in_any_order(data: Path, tmp_path: Path) -> None:
    query = "SELECT ?name ?iso { ?s rz:iso3166 ?iso ; skos:prefLabel ?name FILTER(?iso IN ('IT', 'JP')) }"
    folder = questions(tmp_path / "q", one_rq=query, one_csv="iso,name\nJP,Japan\nIT,Italy\n")

    result = run("check", folder, "--data", data)

    assert (result.exit_code, result.stdout) == (0, "right  one\n1 of 1 questions answered as known\n")


def test_check_tells_what_is_missing_and_what_was_not_expected(data: Path, tmp_path: Path) -> None:
    query = "SELECT ?iso WHERE { ?s rz:iso3166 ?iso FILTER(?iso IN ('IT', 'JP')) }"
    folder = questions(tmp_path / "q", one_rq=query, one_csv="iso\nIT\nIT\n")
    questions(folder, two_rq="ASK {}", three_rq="SELECT {", three_csv="x\n")

    result = run("check", folder, "--data", data)

    assert result.exit_code == 1
    assert result.stdout.splitlines()[:3] == ["WRONG  one", "         missing: iso IT", "         unexpected: iso JP"]
    assert "two.csv is missing" in result.stdout
    assert "three: the query cannot be parsed" in result.stdout


def test_check_heeds_the_order_where_the_query_asks_for_one(data: Path, tmp_path: Path) -> None:
    query = "SELECT ?iso WHERE { ?s rz:iso3166 ?iso FILTER(?iso IN ('IT', 'JP')) } ORDER BY ?iso"
    folder = questions(tmp_path / "q", one_rq=query, one_csv="iso\nJP\nIT\n")

    assert "another order" in run("check", folder, "--data", data).stdout


def test_check_of_an_empty_folder_is_an_error(data: Path, tmp_path: Path) -> None:
    assert run("check", tmp_path, "--data", data).exit_code == 1


def test_serve_answers_until_it_is_stopped_and_tells_when_its_port_is_taken(data: Path) -> None:
    command = [sys.executable, "-c", "from server.cli import main; main()", "serve", "--data", str(data)]
    with subprocess.Popen([*command, "--port", "0"], stdout=subprocess.PIPE, text=True) as serving:
        assert serving.stdout is not None
        found = re.search(r"http://127\.0\.0\.1:(\d+)", serving.stdout.readline())
        assert found is not None
        with urlopen(f"{found.group()}/", timeout=10) as page:
            assert page.status == 200
        taken = subprocess.run([*command, "--port", found.group(1)], capture_output=True, text=True, timeout=60)
        serving.send_signal(signal.SIGTERM)
        assert serving.wait(timeout=10) == 0
    assert taken.returncode == 1
    assert f"port {found.group(1)} is taken" in taken.stderr


@pytest.mark.slow
def test_build_prints_what_was_read_and_why_the_rest_was_not(tmp_path: Path) -> None:
    (tmp_path / "visit.txt").write_text("Italian Foreign Minister Antonio Tajani met Wang Yi in Rome.\n")
    (tmp_path / "note.odt").write_bytes(b"PK")

    result = run("build", tmp_path / "visit.txt", tmp_path / "note.odt", "--data", tmp_path / "data", "--refusals")

    assert result.exit_code == 0, result.stderr
    assert "not a kind that is read (.odt)" in result.stdout
    assert "Read 1 document" in result.stdout


def test_build_of_nothing_readable_exits_1(tmp_path: Path) -> None:
    (tmp_path / "note.odt").write_bytes(b"PK")

    result = run("build", tmp_path, "--data", tmp_path / "data")

    assert result.exit_code == 1
    assert "nothing could be read" in result.stderr
    assert not (tmp_path / "data").exists()


@pytest.mark.slow
def test_a_model_that_is_not_installed_is_told_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "visit.txt").write_text("The ministers of both countries met in Rome.\n")

    result = run("build", tmp_path, "--data", tmp_path / "data", "--model", "no_such_model")

    assert result.exit_code == 1
    assert "no_such_model" in result.stderr
    assert not (tmp_path / "data").exists()
