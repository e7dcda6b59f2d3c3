"""Watches: what is new of them after a build, written, sent and served; whatever fails, nothing is lost."""

import json
import re
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from xml.etree import ElementTree as Xml

import pytest
from handwritten import MUSCAT, PROVENANCE, record, talks, trade
from test_cli import run

from graph.errors import StoreError
from graph.rdf import quads
from graph.statement import Reading
from graph.store import current, publish
from graph.watching.kept import Watch, add, read_watches
from graph.watching.memory import ENTRIES, read_memory
from graph.watching.news import reporting
from server import create_app

ATOM = "{http://www.w3.org/2005/Atom}"
IRAN = Watch(name="iran", kind="actor", keys=("state/ir",), labels=("Iran",))
ACCUSATIONS = "SELECT ?who ?statement WHERE { ?statement a rz:Accuse ; rz:actor ?who }"


def build(data: Path, *readings: Reading) -> str:
    """Serve a dataset of these readings and return its generation."""
    texts = {reading.document.sha256: reading.document.text for reading in readings}
    return publish(data, quads(readings, PROVENANCE), texts, record())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A data folder that serves the report of the talks."""
    build(tmp_path / "data", talks())
    return tmp_path / "data"


def watch(folder: Path, *arguments: object) -> str:
    """Run `relazione watch`, which must end well, and return what it prints."""
    result = run("watch", *arguments, "--data", folder)
    assert result.exit_code == 0, result.output
    assert not result.stderr
    return result.stdout


def failing(folder: Path, *arguments: object) -> str:
    """Run `relazione watch`, which must end in one line and exit code 1, and return the line."""
    result = run("watch", *arguments, "--data", folder)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.count("\n") == 1
    return result.stderr


def test_the_first_report_says_how_much_there_is_and_the_next_what_is_new(folder: Path) -> None:
    watch(folder, "add", "iran", "--actor", "Iran")
    first = watch(folder)
    before = current(folder)
    build(folder, talks(), trade())
    then = watch(folder)

    assert "iran (actor: Iran): 4 so far; what comes is told from now on" in first
    assert f"iran (actor: Iran): 1 new since {before}; 5 in all" in then
    assert "Facts" not in then
    assert then.index("  Plans, new") < then.index("+ Iran and United States meet or talk")
    assert "“Iran and the United States may meet again.”" in then
    assert "Ledger <b>Weekly</b>, 2025-02, trade-of-italy-and-japan" in then
    assert "nothing new" in watch(folder)


def test_facts_claims_plans_and_denials_stand_apart(folder: Path) -> None:
    add(folder, IRAN)
    lone = build(folder, trade())
    watch(folder)
    build(folder, talks(), trade())
    (told,) = json.loads(watch(folder, "--format", "json"))["watches"]

    assert told["since"] == lone
    assert {heading: len(rows) for heading, rows in told["new"].items()} == {"facts": 3, "plans": 1}
    (plan,) = told["new"]["plans"]
    (said,) = plan["statements"]
    assert (said["world"], said["said_by"]) == ("planned", "Badr al-Busaidi")
    assert (said["document"], said["issued"]) == ("talks-in-muscat", "2025-04-13")
    assert said["sentences"] == [
        'Badr al-Busaidi, the Omani foreign minister, said that Iran "will sign" the Muscat Accord.'
    ]


def test_what_is_gone_is_told_though_its_generation_was_pruned(folder: Path) -> None:
    add(folder, IRAN)
    watch(folder)
    pruned = current(folder)
    build(folder, trade())
    shutil.rmtree(folder / "generations" / pruned)
    told = watch(folder)

    assert f"1 new, 4 gone since {pruned}; 1 in all" in told
    assert "  Facts, gone\n    - " in told
    assert "- Iran criticises or accuses Israel (“an attack on a research site”) " in told
    assert "(document talks-in-muscat is gone)" in told


def test_a_generation_may_be_named_to_compare_with(folder: Path) -> None:
    add(folder, IRAN)
    old = current(folder)
    build(folder, talks(), trade())

    assert f"1 new since {old}; 5 in all" in watch(folder, "--since", old, "--dry-run")
    assert "5 so far" in watch(folder), "a dry run is no report"
    assert f"1 new since {old}; 5 in all" in watch(folder, "--since", old)
    assert failing(folder, "--since", "0" * 12) == f"error: {folder}: holds no generation {'0' * 12}\n"


def test_a_query_is_watched_by_its_rows(folder: Path) -> None:
    build(folder, trade())
    watch(folder, "add", "accusations", "--query", ACCUSATIONS)
    assert "0 so far" in watch(folder)
    build(folder, talks(), trade())
    (told,) = json.loads(watch(folder, "--format", "json"))["watches"]

    (row,) = told["new"]["facts"]
    assert row["cells"]["who"] == "https://w3id.org/relazione/id/state/ir"
    assert [each["text"] for each in row["statements"]] == [
        "Iran criticises or accuses Israel (“an attack on a research site”)"
    ]


def test_a_query_is_looked_at_when_it_is_added(folder: Path, tmp_path: Path) -> None:
    assert "SERVICE is refused" in failing(folder, "add", "far", "--query", "SELECT * { SERVICE <http://a/> { } }")
    assert "wanted a SELECT" in failing(folder, "add", "far", "--query", "ASK {}")
    assert "error at 1:" in failing(folder, "add", "far", "--query", "SELECT * {")
    assert "cannot be read" in failing(folder, "add", "far", "--file", tmp_path / "none.rq")
    assert read_watches(folder) == ()


def test_names_are_found_as_for_a_dossier(folder: Path) -> None:
    watch(folder, "add", "accord", "--agreement", "muscat accord")
    watch(folder, "add", "pair", "--dyad", "state/ir", "the United States")

    assert [each.keys for each in read_watches(folder)] == [
        ("agreement/muscat-accord",), ("state/ir", "state/us")
    ]  # fmt: skip
    assert "near: Iran (state/ir)" in failing(folder, "add", "x", "--actor", "Irann")
    assert "is a state; wanted a agreement or initiative or measure" in failing(
        folder, "add", "x", "--agreement", "Iran"
    )
    assert run("watch", "add", "x", "--dyad", "Iran", "state/ir", "--data", folder).exit_code == 2
    assert run("watch", "add", "x", "--data", folder).exit_code == 2
    assert run("watch", "add", "x", "--actor", "Iran", "--query", ACCUSATIONS, "--data", folder).exit_code == 2


def test_watches_are_listed_and_removed_with_what_was_reported(folder: Path) -> None:
    add(folder, IRAN)
    watch(folder)
    (listed,) = json.loads(watch(folder, "list", "--format", "json"))
    watch(folder, "remove", "iran")

    assert listed == {"name": "iran", "kind": "actor", "of": "Iran", "reported": current(folder), "rows": 4}
    assert not list((folder / "watches").iterdir())
    assert failing(folder, "remove", "iran") == "error: iran: no watch has this name; there is none yet\n"
    assert failing(folder, "iran") == "error: iran: no watch has this name; there is none yet\n"


@pytest.mark.parametrize("name", ["../evil", "", ".", "Italy", "a b", "x" * 65, "é"])
def test_a_name_is_a_file_and_an_address(folder: Path, name: str) -> None:
    assert "cannot be the name of a watch" in failing(folder, "add", name, "--actor", "Iran")


def test_without_a_dataset_nothing_is_made(tmp_path: Path) -> None:
    for arguments in ((), ("list",), ("remove", "x"), ("add", "x", "--actor", "Iran")):
        assert "make one with: relazione build" in failing(tmp_path / "none", *arguments)
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize("content", ["{", '{"watches": 3}', '{"watches": [{"name": "a"}]}', "[" * 100_000, "\xff"])
def test_a_damaged_file_costs_a_line_and_is_left_as_it_is(folder: Path, content: str) -> None:
    path = folder / "watches.json"
    path.write_text(content, "latin-1")

    assert f"{path}: the file is damaged" in failing(folder)
    assert f"{path}: the file is damaged" in failing(folder, "add", "iran", "--actor", "Iran")
    assert path.read_text("latin-1") == content


@pytest.mark.parametrize(
    "content", ["{", "[]", "{}", '{"generation": "a", "at": "b", "seen": {"k": 1}, "entries": []}']
)
def test_a_damaged_memory_costs_a_line(folder: Path, content: str) -> None:
    add(folder, IRAN)
    watch(folder)
    (folder / "watches" / "iran.json").write_text(content)

    assert "iran.json: the file is damaged" in failing(folder)


def test_whoever_adds_at_once_loses_nothing(folder: Path) -> None:
    names = [f"w{n}" for n in range(16)]
    threads = [threading.Thread(target=add, args=(folder, replace(IRAN, name=name))) for name in names]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert [each.name for each in read_watches(folder)] == sorted(names)


def test_quiet_prints_nothing_where_nothing_is_new(folder: Path) -> None:
    add(folder, IRAN)
    assert watch(folder, "--quiet") == ""
    assert watch(folder, "--quiet") == ""
    build(folder, talks(), trade())
    assert "1 new" in watch(folder, "--quiet")


def test_what_cannot_be_written_counts_as_not_reported(folder: Path, tmp_path: Path) -> None:
    add(folder, IRAN)
    watch(folder)
    build(folder, talks(), trade())

    assert "cannot be written" in failing(folder, "-o", tmp_path / "none" / "news.txt")
    assert "1 new" in watch(folder)


def hostile() -> Reading:
    """Return the talks as an enemy would title them."""
    title = "]]><script>alert(1)</script>\x0b\u202e & \x00"
    return replace(talks(), document=replace(MUSCAT, title=title, publisher="<b>\x1b[31m</b>"))


def feed_at(path: Path) -> Xml.Element:
    """Return a feed once it is found to be what RFC 4287 asks for."""
    root = Xml.fromstring(path.read_bytes())
    assert root.tag == f"{ATOM}feed"
    assert root.find(f"{ATOM}author/{ATOM}name") is not None
    ids = []
    for node in (root, *root.iter(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            assert len(node.findall(f"{ATOM}{name}")) == 1
        ids.append(node.findtext(f"{ATOM}id") or "")
        assert datetime.fromisoformat(node.findtext(f"{ATOM}updated") or "").utcoffset() is not None
    assert len(set(ids)) == len(ids)
    assert all(re.fullmatch(r"tag:[\w.]+,\d{4}:[\w/-]+", each) for each in ids)
    return root


def test_a_feed_is_atom_and_takes_what_an_enemy_writes(folder: Path, tmp_path: Path) -> None:
    add(folder, IRAN)
    build(folder, trade())
    watch(folder)
    build(folder, hostile(), trade())
    watch(folder, "--dry-run", "-o", tmp_path / "again.atom", "--base-url", "https://desk.example/")
    watch(folder, "-o", tmp_path / "news.atom", "--base-url", "https://desk.example/")
    root = feed_at(tmp_path / "news.atom")

    assert (tmp_path / "news.atom").read_bytes() == (tmp_path / "again.atom").read_bytes()
    entries = root.findall(f"{ATOM}entry")
    assert len(entries) == 4
    plan = next(each for each in entries if (each.findtext(f"{ATOM}title") or "").startswith("Plan: "))
    assert plan.findtext(f"{ATOM}title") == "Plan: Iran is party to Muscat Accord"
    link = plan.find(f"{ATOM}link")
    assert link is not None
    assert re.fullmatch(r"https://desk\.example/statement/\w+\.html", link.get("href") or "")
    content = plan.findtext(f"{ATOM}content") or ""
    assert "&lt;script&gt;" in content
    assert "<script" not in content
    assert "<b>" not in content


def test_a_feed_keeps_what_was_new_before_and_tells_what_went(folder: Path, tmp_path: Path) -> None:
    add(folder, IRAN)
    watch(folder)
    for readings in ((talks(), trade()), (talks(),), (talks(), trade())):
        build(folder, *readings)
        watch(folder, "-o", tmp_path / "news.atom")
    titles = [each.findtext(f"{ATOM}title") for each in feed_at(tmp_path / "news.atom").iter(f"{ATOM}entry")]

    met = "Iran and United States meet or talk"
    assert sorted(map(str, titles)) == [f"Gone: Plan: {met}", f"Plan: {met}"]


def test_a_feed_holds_the_newest(folder: Path) -> None:
    many = Watch(name="many", kind="query", query="SELECT ?s ?p ?o WHERE { ?s ?p ?o }")
    add(folder, many)
    watch(folder)
    build(folder, talks(), trade())
    watch(folder)
    memory = read_memory(folder, many)

    assert memory is not None
    assert len(memory.entries) == ENTRIES
    assert len(memory.seen) > ENTRIES
    assert memory.generation == current(folder)


class Desk(BaseHTTPRequestHandler):
    """A server that keeps what it is sent and answers as its path says, /200 with 200."""

    got: list[tuple[str, dict[str, object]]]

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.got.append((self.path, json.loads(body)))
        status = int(self.path.strip("/"))
        self.send_response(status)
        if status == 302:
            self.send_header("Location", "/200")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def do_GET(self) -> None:
        self.got.append((f"GET {self.path}", {}))
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def desk() -> Iterator[tuple[str, list[tuple[str, dict[str, object]]]]]:
    """Give the address of such a server and what it got."""
    got: list[tuple[str, dict[str, object]]] = []
    server = HTTPServer(("127.0.0.1", 0), type("OurDesk", (Desk,), {"got": got}))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", got
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def test_news_are_sent_where_the_user_says_and_a_failure_loses_nothing(folder: Path) -> None:
    add(folder, IRAN)
    with desk() as (address, got):
        watch(folder, "--quiet", "--post", f"{address}/200")
        assert got == [], "nothing is new"
        build(folder, talks(), trade())
        for status in (302, 404, 500):
            result = run("watch", "--post", f"{address}/{status}", "--data", folder)
            assert result.exit_code == 1
            assert f"/{status}: the news were not taken; the answer was {status}" in result.stderr
            assert result.stderr.count("\n") == 1
        assert "1 new" in watch(folder, "--quiet", "--post", f"{address}/200")
        assert "nothing new" in watch(folder)
    sent = [path for path, _ in got]

    assert sent == ["/302", "/404", "/500", "/200"]
    assert got[-1][1]["generation"] == current(folder)
    closed = run("watch", "--since", current(folder), "--post", "http://127.0.0.1:9/x", "--data", folder)
    assert closed.exit_code == 0, "nothing is sent where nothing is new"


def test_an_address_that_does_not_answer_costs_a_line(folder: Path) -> None:
    add(folder, IRAN)
    old = current(folder)
    build(folder, talks(), trade())
    result = run("watch", "--since", old, "--post", "http://127.0.0.1:9/x", "--data", folder)

    assert result.exit_code == 1
    assert result.stderr == "error: http://127.0.0.1:9/x: the news could not be sent ([Errno 111] Connection refused)\n"
    assert read_memory(folder, IRAN) is None


@pytest.mark.parametrize("url", ["file:///etc/passwd", "ftp://a/b", "desk", "http://", "http://a b/", "http://u:p@a/"])
def test_only_addresses_of_the_web_are_taken(folder: Path, url: str) -> None:
    assert "news cannot be sent" in failing(folder, "--post", url)


def test_news_are_of_the_time_at_which_their_generation_says_it_was_made(folder: Path) -> None:
    add(folder, IRAN)
    told = {"by": "build", "at": "2026-11-26T03:55:00+01:00", "before": None}
    (folder / "generations" / current(folder) / "made.json").write_text(json.dumps(told))

    assert watch(folder).startswith(f"Generation {current(folder)}, made 2026-11-26T02:55:00Z\n")


def test_a_report_that_breaks_off_is_made_again(folder: Path) -> None:
    add(folder, IRAN)

    def breaking() -> None:
        with reporting(folder):
            raise StoreError("the lights went out")

    with pytest.raises(StoreError, match="the lights"):
        breaking()
    assert read_memory(folder, IRAN) is None


def test_watches_have_a_page_and_feeds(folder: Path, tmp_path: Path) -> None:
    add(folder, IRAN)
    add(folder, Watch(name="accusations", kind="query", query=ACCUSATIONS))
    client = create_app(folder).test_client()
    unreported = client.get("/watches").text
    watch(folder)
    build(folder, hostile(), trade())
    watch(folder, "-o", tmp_path / "news.atom")
    page = client.get("/watches")
    got = client.get("/feeds/iran.atom")
    (tmp_path / "got.atom").write_bytes(got.data)

    assert unreported.count("Nothing was reported yet") == 2
    assert "Plans" in page.text
    assert "Iran and United States meet or talk" in page.text
    assert "<script>alert" not in page.text
    assert got.content_type == "application/atom+xml; charset=utf-8"
    entries = feed_at(tmp_path / "got.atom").findall(f"{ATOM}entry")
    assert any("http://localhost/statement/" in Xml.tostring(each, "unicode") for each in entries)
    for path, response in (("/watches", page), ("/feeds/iran.atom", got)):
        assert client.get(path, headers={"If-None-Match": response.headers["ETag"]}).status_code == 304
    build(folder, talks())
    watch(folder)
    assert client.get("/feeds/iran.atom", headers={"If-None-Match": got.headers["ETag"]}).status_code == 200
    assert client.get("/feeds/nobody.atom").status_code == 404
