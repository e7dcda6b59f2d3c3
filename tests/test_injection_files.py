"""What hostile documents say, taken away: reports, exports and answers hold it as their formats hold text."""

import csv
import io
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import hostile
import pytest
from hostile import PAYLOADS
from markdown_it import MarkdownIt
from markup import STRANGE, Markup, Watched, get, squeezed, stands_in
from test_browser import WIDE, chromium
from werkzeug.test import Client

from graph.legible import legible, spelt
from server import create_app

__all__ = ["chromium"]  # the fixture of the browser's tests
NAMED = ("svg-01", "bidi-01", "bidi-21", "bidi-30", "format-02", "format-30", "format-33")
FEW = [each for number, each in enumerate(PAYLOADS) if number % 9 == 0 or each.id in NAMED]
CHART = "SELECT ?name (COUNT(*) AS ?n) {?p a rz:Person ; skos:prefLabel ?name} GROUP BY ?name"


@pytest.fixture(scope="module")
def few(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A dataset of some payloads of every family, small enough to be measured."""
    return hostile.made(tmp_path_factory.mktemp("few"), FEW)


@pytest.fixture(scope="module")
def of_few(few: Path) -> Client:
    return create_app(few).test_client()


@pytest.mark.parametrize("path", ["/report?format=html", "/dossier/state/it/state/jp?format=html", "/report"])
def test_report_and_dossier_hold_words_of_documents_as_text(of_few: Client, path: str) -> None:
    page = Markup(get(of_few, path).get_data(as_text=True))

    faults = [fault for fault in page.faults if "Content-Security-Policy" not in fault]
    assert faults == []
    assert [each.text for each in FEW if not stands_in(each, page.text)] == []


@pytest.mark.parametrize("path", ["/report?format=md", "/dossier/state/it/state/jp?format=md"])
def test_markdown_of_report_and_dossier_reads_as_text(of_few: Client, path: str) -> None:
    """What Markdown makes of it, with HTML allowed, as a careless reader of Markdown has it."""
    written = get(of_few, path).get_data(as_text=True)
    page = Markup(MarkdownIt("commonmark", {"html": True}).enable("table").enable("strikethrough").render(written))

    assert [fault for fault in page.faults if "style=text-align:" not in fault] == []
    for each in FEW:
        assert any(squeezed(form) in page.text for form in (legible(each.text), spelt(each.in_text))), each.text


@pytest.mark.parametrize("format", ["graphml", "gexf"])
def test_exports_for_other_programs_are_xml_that_holds_every_name(of_few: Client, format: str) -> None:
    root = ElementTree.fromstring(get(of_few, f"/report?fold=no&format={format}").data)

    found = {squeezed(text) for each in root.iter() for text in (each.text or "", each.get("label", ""))}
    assert {squeezed(legible(each.text)) for each in FEW} - found == set()


@pytest.mark.parametrize("media", ["application/sparql-results+xml", "application/rdf+xml"])
def test_answers_in_xml_are_xml(of_few: Client, media: str) -> None:
    query = "SELECT ?text {?s skos:prefLabel ?text}" if "sparql" in media else "CONSTRUCT WHERE {?s skos:prefLabel ?o}"
    answer = of_few.get("/sparql", query_string={"query": query}, headers={"Accept": media})

    texts = {each.text for each in ElementTree.fromstring(answer.data).iter()}
    assert answer.mimetype == media
    assert {"<svg onload=window.__executed=1>", "]]>", "&e;", "Italy \u202e denies"} <= texts


@pytest.mark.parametrize("path", ["/report", f"/sparql?view=chart&query={CHART}"])
def test_figures_of_a_page_are_xml(of_few: Client, path: str) -> None:
    figures = re.findall(r"<figure>(.*?)</figure>", get(of_few, path).get_data(as_text=True), re.DOTALL)
    drawn = [svg for figure in figures for svg in re.findall(r"<svg.*?</svg>", figure, re.DOTALL)]

    assert drawn
    for each in drawn:
        ElementTree.fromstring(each.replace("&nbsp;", " "))


@pytest.mark.parametrize(
    "path", ["/api/entities?format=csv&limit=100", "/api/documents?format=csv&limit=100", "/report?format=csv",
                "/report?fold=no&format=dyad-year"],
)  # fmt: skip
def test_no_cell_of_a_table_to_take_away_is_a_formula(of_few: Client, path: str) -> None:
    rows = list(csv.reader(io.StringIO(get(of_few, path).get_data(as_text=True))))

    cells = [cell for row in rows for cell in row]
    assert len(rows) > 5
    assert [cell for cell in cells if cell[:1] in "=@\t\r\uff1d" and cell] == []
    assert [cell for cell in cells if cell[:1] in "+-" and cell and not re.fullmatch(r"[+-][\d.e+-]+", cell)] == []


def test_csv_of_the_sparql_protocol_holds_the_values_as_they_are(of_few: Client) -> None:
    """Section 3.2 of SPARQL 1.1 Query Results CSV: the value of each term, nothing before it."""
    query = "SELECT ?text {<https://w3id.org/relazione/id/person/format-02> skos:prefLabel ?text}"
    answer = of_few.get("/sparql", query_string={"query": query}, headers={"Accept": "text/csv"})

    assert answer.get_data(as_text=True) == "text\r\n=1+1\r\n"


@pytest.mark.parametrize("path", ["/api/network", "/api/entities?limit=100", "/report?format=json"])
def test_json_is_json_and_is_never_taken_for_a_page(of_few: Client, path: str) -> None:
    answer = get(of_few, path)

    assert answer.mimetype == "application/json"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    found = json.loads(answer.data)
    assert squeezed(legible(FEW[0].text)) in {squeezed(text) for text in _strings(found)}


@pytest.mark.parametrize("path", ["/api/network", "/api/entities?limit=100"])
def test_names_in_json_turn_nothing_about_either(of_few: Client, path: str) -> None:
    told = get(of_few, path).get_data(as_text=True)

    assert '"Italy denies"' in told
    assert re.search("[\u202a-\u202e\u2066-\u2069]|\\\\u20[26]", told) is None


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    for each in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _strings(each)


@pytest.mark.browser
def test_nothing_of_a_document_acts_in_a_report_that_is_a_file(chromium: Any, of_few: Client, tmp_path: Path) -> None:
    for name, page in (("report", "/report?format=html"), ("dossier", "/dossier/state/it/state/jp?format=html")):
        (tmp_path / f"{name}.html").write_bytes(get(of_few, page).data)
        with Watched(chromium, tmp_path.as_uri(), WIDE) as visit:
            visit.faults += visit.go(f"/{name}.html").evaluate(STRANGE)
            visit.tab.emulate_media(media="print")
        assert visit.faults == []
