"""The report as it is handed in: every format says the same, and the file needs nobody."""

import csv
import json
import os
import re
import subprocess
import sys
from html.parser import HTMLParser
from io import StringIO
from pathlib import Path

import pytest

from graph.analysis.centrality import HITS, MEASURES
from graph.errors import RelazioneError
from graph.report.contents import Report
from graph.report.measuring import report
from graph.report.render import FORMATS, render, render_body, style
from graph.report.sections import sheet
from graph.report.words import count, listed, number, signed, titled
from graph.store import Generation


@pytest.fixture(scope="module")
def found(generation: Generation) -> Report:
    return report(generation)


@pytest.fixture(scope="module")
def written(found: Report) -> dict[str, str]:
    """The report in every format."""
    return {format: render(found, format) for format in FORMATS}


class Elements(HTMLParser):
    """Collects elements with their attributes, and the ids and links among them."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attributes)))


def test_the_html_file_has_no_script_and_asks_nobody(written: dict[str, str]) -> None:
    parsed = Elements(written["html"])
    addresses = [
        value
        for _, attributes in parsed.elements
        for name, value in attributes.items()
        if name in ("href", "src", "action", "data", "poster", "srcset", "xlink:href") and value
    ]

    assert {tag for tag, _ in parsed.elements}.isdisjoint({"script", "iframe", "object", "img", "form"})
    assert all(address.startswith(("#", "data:,")) for address in addresses)
    assert not re.search(r"url\(|@import", "".join(style(name) for name in ("tokens", "look", "report")))


def test_the_body_for_a_page_has_no_inline_style_and_no_handler(found: Report) -> None:
    for tag, attributes in Elements(render_body(sheet(found))).elements:
        assert tag not in ("style", "script")
        assert not any(name == "style" or name.startswith("on") for name in attributes)


def test_every_link_within_the_report_leads_somewhere_and_every_id_is_one(written: dict[str, str]) -> None:
    elements = Elements(written["html"]).elements
    ids = [attributes["id"] for _, attributes in elements if "id" in attributes]
    links = [attributes["href"] for tag, attributes in elements if tag == "a"]

    assert len(ids) == len(set(ids))
    assert {link.removeprefix("#") for link in links if link} <= set(ids)


def test_names_lead_to_their_pages_where_there_are_pages(found: Report) -> None:
    body = render_body(sheet(found), lambda key: "/document/" + key[4:] if key.startswith("doc/") else f"/entity/{key}")

    assert 'href="/entity/state/ir"' in body
    assert 'href="/document/talks-in-muscat"' in body


def test_a_page_may_offer_the_report_as_files(found: Report, written: dict[str, str]) -> None:
    assert 'href="?format=csv">CSV</a>' in render_body(sheet(found), downloads={"CSV": "?format=csv"})
    assert "?format=csv" not in written["html"]


def test_titles_of_documents_cannot_bring_markup(written: dict[str, str]) -> None:
    """The trade note's publisher is written with tags on purpose."""
    assert "Ledger &lt;b&gt;Weekly&lt;/b&gt;" in written["html"]
    assert "<b>Weekly" not in written["html"]
    assert "Ledger \\<b\\>Weekly\\</b\\>" in written["md"]


def test_all_formats_give_the_same_ranks(written: dict[str, str]) -> None:
    rows = list(csv.DictReader(StringIO(written["csv"])))
    scopes = {scope["id"]: scope for scope in json.loads(written["json"])["scopes"]}
    markdown = written["md"]

    assert {row["measure"] for row in rows} == {measure.id for measure in (*MEASURES, *HITS)}
    for scope in ("states", "actors"):
        for measure in (*MEASURES, *HITS):
            table = [row for row in rows if (row["scope"], row["measure"]) == (scope, measure.id)]
            places = scopes[scope]["rankings"][measure.id]
            assert [(row["actor"], int(row["rank"])) for row in table] == [(p["actor"], p["rank"]) for p in places]
            assert [row["documents"].split(";") for row in table] == [p["documents"] for p in places]
            values = [(row["name"], number(float(row["value"]), measure.decimals)) for row in table]
            assert all(f"| {name} | {value} |" in markdown for name, value in values)


def test_every_sentence_named_in_a_table_stands_at_the_end(written: dict[str, str]) -> None:
    data = json.loads(written["json"])
    known = {each["id"] for each in data["sentences"]}
    rankings = [places for scope in data["scopes"] for places in scope["rankings"].values()]
    named = {id for places in rankings for place in places for id in place["sentences"]}

    assert named
    assert named <= known
    markdown = written["md"]
    assert all(f"**{id}**" in markdown for id in named)


def test_an_unknown_format_is_refused_by_name(found: Report) -> None:
    with pytest.raises(RelazioneError, match="docx: not a format of reports; wanted one of html, md, csv, json"):
        render(found, "docx")


def test_the_bytes_do_not_depend_on_the_hash_seed(data: Path) -> None:
    program = (
        "import sys; from hashlib import sha256; from pathlib import Path; from graph.store import Generation\n"
        "from graph.report.measuring import report; from graph.report.render import FORMATS, render\n"
        "with Generation.open(Path(sys.argv[1])) as generation: found = report(generation)\n"
        "print([sha256(render(found, each).encode()).hexdigest() for each in FORMATS])"
    )
    here = Path(__file__).parent.parent

    def digests(seed: str) -> str:
        environment = os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": str(here)}
        command = [sys.executable, "-c", program, str(data)]
        return subprocess.run(command, env=environment, cwd=here, check=True, capture_output=True, text=True).stdout

    assert digests("1") == digests("2")
    assert len(FORMATS) == 4


def test_numbers_have_a_real_minus_and_no_digit_too_many() -> None:
    assert (signed(-1.25), signed(0.04), signed(6.4), signed(None)) == ("−1.2", "0.0", "+6.4", "not stated")
    assert (number(0.0031, 2), number(0, 2), number(0.314159, 2), number(7.0, 0)) == ("<0.01", "0.00", "0.31", "7")
    assert (count(1, "dyad"), count(0, "dyad")) == ("1 dyad", "0 dyads")
    assert listed(["Italy", "China", "Japan", "Oman", "Iran"]) == "Italy, China, Japan and 2 more"
    assert (titled("Talks"), titled("“Talks”")) == ("“Talks”", "“Talks”")
