"""The query page in a real browser: writing, completing, running, each view of an answer, the address that keeps it."""

import re
from collections.abc import Iterator
from itertools import product
from math import hypot
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from browsing import served, violations
from flask import Flask
from live import copied, serving
from test_browser import NARROW, WIDE, Visit, chromium

from server import create_app

__all__ = ["chromium"]

STATES = "SELECT ?state ?name WHERE { ?state a rz:State ; skos:prefLabel ?name } ORDER BY ?name"
FIGURES = (
    "SELECT ?flow ?value ?change WHERE { ?figure rz:flow ?flow ; rz:value ?value "
    "OPTIONAL { ?figure rz:change ?change } } ORDER BY ?flow"
)
MEETING = "SELECT ?who ?whom WHERE { ?event rz:actor ?who ; rz:recipient ?whom } ORDER BY ?who ?whom"
GRAPH = "CONSTRUCT { ?a ?p ?b } WHERE { ?r rdf:subject ?a ; rdf:predicate ?p ; rdf:object ?b }"
MANY = "SELECT ?a ?b ?c WHERE { ?a ?p ?x . ?b ?q ?y . ?c a rz:State } LIMIT 1234"
FOREVER = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
WRONG = "SELECT ?state WHERE {\n  ?state a foo:State .\n}"

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def app(data: Path) -> Flask:
    return create_app(data)


@pytest.fixture(scope="module")
def address(app: Flask) -> Iterator[str]:
    with served(app) as found:
        yield found


def link(query: str, **more: str) -> str:
    return "/sparql?" + urlencode({"query": query, **more})


def opened(visit: Visit, page: str = "/sparql") -> Any:
    """Go to a page and wait until the editor stands in the place of the field."""
    visit.tab.set_default_timeout(60_000)  # the first editor of a busy machine takes its time
    tab = visit.go(page)
    tab.wait_for_selector("form.edited .view-lines")
    return tab


def write(tab: Any, text: str) -> None:
    """Put a text into the editor over what is there, as it is, and the cursor behind it."""
    tab.click(".editor .view-lines")
    tab.evaluate("text => monaco.editor.getEditors()[0].setValue(text)", text)
    tab.keyboard.press("Control+End")


def told(tab: Any, words: str) -> str:
    tab.wait_for_function("words => document.querySelector('.told').textContent.includes(words)", arg=words)
    return str(tab.inner_text(".told"))


@pytest.mark.parametrize(("size", "theme"), [(WIDE, "light"), (NARROW, "dark")], ids=["wide, light", "narrow, dark"])
def test_every_view_fits_and_breaks_no_policy(chromium: Any, address: str, size: dict[str, int], theme: str) -> None:
    pages = (
        link(STATES), link(MEETING, view="network"), link(FIGURES, view="chart"), link(GRAPH, view="raw"),
        link(MEETING, view="chart"), link("ASK {}"), link(WRONG),
    )  # fmt: skip
    with Visit(chromium, address, size, color_scheme=theme) as visit:
        for page in pages:
            tab = opened(visit, page)
            assert tab.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, page
    assert [fault for fault in visit.faults if "400 (BAD REQUEST)" not in fault] == []


def test_query_is_written_and_run_by_keys_alone(chromium: Any, address: str) -> None:
    with Visit(chromium, address, WIDE) as visit:
        tab = opened(visit)
        tab.focus(".find input")
        for _ in range(10):
            tab.keyboard.press("Tab")
            if tab.evaluate("document.activeElement.closest('.editor') !== null"):
                break
        tab.keyboard.press("Control+a")
        tab.keyboard.insert_text(STATES)
        tab.keyboard.press("Control+Enter")

        assert told(tab, "rows in").startswith("6 rows in ")
        assert tab.inner_text("#answer tbody tr >> nth=0").split() == ["state:ir", "Iran"]
        tab.keyboard.press("Escape")
        assert tab.evaluate("document.activeElement.textContent") == "Run"
        tab.keyboard.press("Tab")
        assert tab.evaluate("document.activeElement.textContent") == "Table"
    assert visit.faults == []


def test_permalink_brings_back_query_answer_and_view(chromium: Any, address: str) -> None:
    with Visit(chromium, address, WIDE) as visit:
        tab = opened(visit)
        write(tab, FIGURES)
        tab.click("text=Run")
        told(tab, "rows in")
        tab.click("#answer [data-view=chart]")

        assert "view=chart" in tab.url
        opened(visit, tab.url.removeprefix(address))
        assert tab.is_visible("#answer figure svg.wide-fig")
        assert "SELECT ?flow" in tab.input_value("#q")
        tab.reload()
        assert tab.is_visible("#answer figure svg.wide-fig")
    assert visit.faults == []


def test_back_leads_to_the_query_before(chromium: Any, address: str) -> None:
    with Visit(chromium, address, WIDE) as visit:
        tab = opened(visit, link(STATES))
        write(tab, "ASK { ?s a rz:State }")
        tab.keyboard.press("Control+Enter")
        told(tab, "Yes in")
        tab.go_back()
        told(tab, "6 rows in")

        assert tab.input_value("#q") == STATES
        assert tab.input_value("#q") in tab.evaluate("decodeURIComponent(location.search.replaceAll('+', ' '))")
    assert visit.faults == []


def test_query_too_long_for_an_address_is_kept_behind_the_hash(chromium: Any, address: str) -> None:
    long = STATES + "\n# " + "so much to say " * 600
    with Visit(chromium, address, WIDE) as visit:
        tab = opened(visit)
        write(tab, long)
        tab.keyboard.press("Control+Enter")
        told(tab, "6 rows in")

        assert len(tab.url.partition("#")[0]) < 100
        assert tab.url.partition("#")[2].startswith("query=SELECT")
        again = visit.tab.url
        tab.goto("about:blank")
        tab.goto(again)
        told(tab, "6 rows in")
        assert tab.input_value("#q") == long
        with tab.expect_download() as download:
            tab.click("#answer button:text('CSV')")
        assert Path(download.value.path()).read_text().startswith("state,name")
    assert [fault for fault in visit.faults if not fault.startswith("about:")] == []


def test_mistake_is_marked_where_it_is(chromium: Any, address: str) -> None:
    with Visit(chromium, address, WIDE) as visit:
        tab = opened(visit)
        write(tab, WRONG)
        tab.keyboard.press("Control+Enter")
        told(tab, "Not answered")

        said = tab.inner_text("#answer [role=alert]")
        assert "Line 2, column 12, near “foo:State”: its prefix is not declared." in said
        tab.wait_for_selector(".squiggly-error")
        marked = tab.evaluate("monaco.editor.getModelMarkers({owner: 'query'})[0]")
        assert [marked[each] for each in ("startLineNumber", "startColumn", "endColumn")] == [2, 12, 21]
        tab.click("#answer [data-goto]")
        assert tab.evaluate("document.activeElement.closest('.editor') !== null")
        tab.keyboard.type("rz:State ; rz:iso3166 ?iso . # ")
        assert tab.evaluate("monaco.editor.getModelMarkers({owner: 'query'}).length") == 0
    assert [fault for fault in visit.faults if "400 (BAD REQUEST)" not in fault] == []


@pytest.mark.parametrize(
    ("typed", "offered", "chosen"),
    [
        ("ASK { ?event a rz:Cons", "rz:Consult", "ASK { ?event a rz:Consult"),
        ("ASK { ?event a rz:Consult ; rz:recip", "rz:recipient", "ASK { ?event a rz:Consult ; rz:recipient"),
        ("ASK { ?event rz:actor ?actor . ?ev", "?event", "ASK { ?event rz:actor ?actor . ?event"),
        ("SELECT * WHERE { } ORD", "ORDER", "SELECT * WHERE { } ORDER"),
        ('ASK { ?s rz:modality "pl', "planned", 'ASK { ?s rz:modality "planned'),
        ("ASK { ?event rz:actor busai", "Badr al-Busaidi", "ASK { ?event rz:actor person:badr-al-busaidi"),
        ("ASK { ?event rz:actor state:om", "Oman", "ASK { ?event rz:actor state:om"),
        ("ASK { ?event rz:sector sector:defe", "sector:defence", "ASK { ?event rz:sector sector:defence"),
        ("ASK { ?s a foa", "foaf:", "PREFIX foaf: <http://xmlns.com/foaf/0.1/>\nASK { ?s a foaf:"),
    ],
)
def test_what_is_typed_is_completed(chromium: Any, address: str, typed: str, offered: str, chosen: str) -> None:
    with Visit(chromium, address, WIDE) as visit:
        tab = opened(visit)
        write(tab, typed[:-2])
        tab.keyboard.type(typed[-2:], delay=40)
        row = f".suggest-widget.visible .monaco-list-row[aria-label^='{offered}, ']"
        tab.wait_for_selector(row)
        tab.click(row)

        tab.wait_for_function("text => document.getElementById('q').value.startsWith(text)", arg=chosen)
    assert visit.faults == []


def test_term_is_explained_under_the_pointer(chromium: Any, address: str) -> None:
    with Visit(chromium, address, WIDE) as visit:
        tab = opened(visit)
        write(tab, "ASK { ?s a rz:Consult }")
        tab.hover(".view-line span:text('rz:Consult')")
        tab.wait_for_selector(".monaco-hover:has-text('consult')")

        assert "visiting" in tab.inner_text(".monaco-hover").lower()
    assert visit.faults == []


def test_columns_sort_and_numbers_stand_to_the_right(chromium: Any, address: str) -> None:
    with Visit(chromium, address, WIDE) as visit:
        tab = opened(visit, link(FIGURES))
        numbers = "[...document.querySelectorAll('#answer .results tbody tr')].map(row => row.cells[1].textContent)"

        assert tab.evaluate(numbers) == ["8,000,000,000", "5,500,000,000", "13,500,000,000"]
        tab.click("#answer [data-panel=table] th button:text('value')")
        assert tab.evaluate(numbers) == ["13,500,000,000", "8,000,000,000", "5,500,000,000"]
        tab.click("#answer [data-panel=table] th button:text('value')")
        assert tab.evaluate(numbers) == ["5,500,000,000", "8,000,000,000", "13,500,000,000"]
        assert tab.evaluate("getComputedStyle(document.querySelector('#answer td.num')).textAlign") == "right"
    assert visit.faults == []


def test_large_answer_says_how_much_of_it_is_shown(chromium: Any, address: str) -> None:
    with Visit(chromium, address, WIDE) as visit:
        tab = opened(visit, link(MANY))

        assert tab.inner_text("#answer h2") == "Answer 1,234 rows, the first 1,000 shown"
        assert tab.locator("#answer [data-panel=table] tbody tr").count() == 1000
        assert "234 more are in the files above." in tab.inner_text("#answer")
        tab.click("#answer [data-view=network]")
        assert "out of the first 1,000 rows" in tab.inner_text("#answer [data-panel=network]")
    assert visit.faults == []


def test_network_draws_names_and_tells_of_the_one_that_is_picked(chromium: Any, address: str) -> None:
    with Visit(chromium, address, WIDE) as visit:
        tab = opened(visit, link(MEETING, view="network"))
        tab.wait_for_selector(".picture[data-ready] canvas")

        assert "A line joins ?who to ?whom" in tab.inner_text("[data-panel=network]")
        box = tab.locator(".picture").bounding_box()
        nodes = tab.evaluate("JSON.parse(document.querySelector('[data-drawn]').textContent).nodes")
        assert {"Iran", "Israel"} <= {node["label"] for node in nodes}
        wide, high = box["width"], box["height"]
        points = product(range(20, int(wide), 14), range(20, int(high), 14))
        for across, down in sorted(points, key=lambda at: hypot(at[0] - wide / 2, at[1] - high / 2)):
            tab.mouse.click(box["x"] + across, box["y"] + down)  # wherever it is drawn
            if tab.is_visible(".picked"):
                break
        assert re.search(r": (joined to|\w+) ", tab.inner_text(".picked"))
        tab.click("[data-panel=network] summary")
        assert "state:ir" in tab.inner_text("[data-panel=network] table")
    assert visit.faults == []


def test_graph_is_shown_as_triples_network_and_turtle(chromium: Any, address: str) -> None:
    with Visit(chromium, address, WIDE) as visit:
        tab = opened(visit, link(GRAPH, view="raw"))

        assert "state:it rz:memberOf organization:european-union" in tab.inner_text("#answer pre")
        tab.click("#answer [data-view=table]")
        assert tab.locator("#answer th").all_inner_texts()[:3] == ["subject", "predicate", "object"]
        tab.click("#answer [data-view=network]")
        tab.wait_for_selector(".picture[data-ready] canvas")
    assert visit.faults == []


def test_example_is_put_in_and_run(chromium: Any, address: str) -> None:
    with Visit(chromium, address, WIDE) as visit:
        tab = opened(visit)
        write(tab, "ASK {}")
        tab.click(".starts a:text('Who met whom, and the sentence that says so')")
        told(tab, "in ")

        assert "rz:Consult" in tab.input_value("#q")
        assert "Oman hosted Iran and the United States" in tab.inner_text("#answer")
        assert "?query=%23+Who+met+whom" in tab.url
        tab.click(".editor .view-lines")
        tab.keyboard.press("Control+z")
        assert tab.input_value("#q") == "ASK {}"
    assert visit.faults == []


def test_long_run_tells_the_time_and_can_be_cancelled(chromium: Any, address: str) -> None:
    with Visit(chromium, address, WIDE) as visit:
        tab = opened(visit, link(STATES))
        tab.route("**/sparql?*part=1*", lambda route: None)  # a server that never answers
        write(tab, FOREVER)
        tab.keyboard.press("Control+Enter")
        tab.wait_for_selector("[data-cancel]:visible")
        tab.wait_for_function("document.querySelector('.clock').textContent.endsWith(' s')")

        assert tab.inner_text(".told") == "Running"
        tab.click("[data-cancel]")
        assert told(tab, "Cancelled").startswith("Cancelled after ")
        assert tab.is_hidden("[data-cancel]")
        assert "Iran" in tab.inner_text("#answer")
    assert visit.faults == []


def test_query_past_its_time_is_told_in_plain_words(chromium: Any, data: Path, tmp_path: Path) -> None:
    with (
        serving(copied(data, tmp_path), "--query-timeout", "1") as service,
        Visit(chromium, service.address, WIDE) as visit,
    ):
        tab = opened(visit)
        write(tab, FOREVER)
        tab.keyboard.press("Control+Enter")
        told(tab, "Not answered")

        assert "The query ran past its time and was stopped." in tab.inner_text("#answer [role=alert]")
        assert "add a LIMIT" in tab.inner_text("#answer")
    assert [fault for fault in visit.faults if "503" not in fault] == []


def test_update_is_refused_in_words(chromium: Any, address: str) -> None:
    with Visit(chromium, address, WIDE) as visit:
        tab = opened(visit)
        write(tab, "DELETE WHERE { ?s ?p ?o }")
        tab.keyboard.press("Control+Enter")
        told(tab, "Not answered")

        assert "updates are refused" in tab.inner_text("#answer [role=alert]")
    assert [fault for fault in visit.faults if "400 (BAD REQUEST)" not in fault] == []


def test_link_is_copied(chromium: Any, address: str) -> None:
    context = chromium.new_context(permissions=["clipboard-read", "clipboard-write"])
    tab = context.new_page()
    tab.goto(address + link(STATES))
    tab.wait_for_selector("form.edited .view-lines")
    tab.click("#answer [data-copy]")
    tab.wait_for_selector("#answer [data-copy]:text('Copied')")

    assert tab.evaluate("navigator.clipboard.readText()") == tab.url
    context.close()


def test_page_is_a_plain_form_without_a_script(chromium: Any, address: str) -> None:
    with Visit(chromium, address, NARROW, java_script_enabled=False) as visit:
        tab = visit.go("/sparql")
        tab.fill("#q", FIGURES)
        tab.click("text=Run")

        assert "5,500,000,000" in tab.inner_text("#answer")
        tab.click("#answer [data-view=chart]")
        assert tab.is_visible("#answer figure svg.narrow")
        tab.goto(address + link(WRONG))
        assert "Line 2, column 12" in tab.inner_text("#answer")
    assert [fault for fault in visit.faults if "400 (BAD REQUEST)" not in fault] == []


def test_field_stays_under_fingers(chromium: Any, address: str) -> None:
    with Visit(chromium, address, NARROW, has_touch=True, is_mobile=True) as visit:
        tab = visit.go("/sparql")
        tab.fill("#q", STATES)
        tab.tap("text=Run")

        assert told(tab, "rows in").startswith("6 rows in ")
        assert tab.is_visible("#q")
        assert tab.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    assert visit.faults == []


def test_step_within_the_page_asks_nothing_again(chromium: Any, address: str) -> None:
    with Visit(chromium, address, NARROW) as visit:
        tab = opened(visit, link(STATES))
        asked = []
        tab.on("request", lambda sent: asked.append(sent.url))
        tab.click("a[href='#starts']")
        tab.go_back()
        tab.wait_for_timeout(300)

        assert asked == []
        assert "Iran" in tab.inner_text("#answer")
    assert visit.faults == []


def test_field_stays_where_the_editor_does_not_load(chromium: Any, address: str) -> None:
    with Visit(chromium, address, WIDE) as visit:
        visit.tab.route("**/editor.main.js", lambda route: route.abort())
        tab = visit.go("/sparql")
        tab.fill("#q", WRONG)
        tab.press("#q", "Control+Enter")
        told(tab, "Not answered")
        tab.click("#answer [data-goto]")

        assert tab.evaluate("q.value.slice(q.selectionStart, q.selectionEnd)") == "foo:State"
        tab.fill("#q", MEETING)
        tab.press("#q", "Control+Enter")
        told(tab, "rows in")
        tab.click("#answer [data-view=network]")
        tab.wait_for_selector(".picture[data-ready] canvas")


@pytest.mark.parametrize(("size", "theme"), [(WIDE, "light"), (NARROW, "dark")], ids=["wide, light", "narrow, dark"])
def test_no_fault_of_accessibility_is_found(chromium: Any, address: str, size: dict[str, int], theme: str) -> None:
    views = [(FIGURES, "table"), (FIGURES, "chart"), (FIGURES, "raw"), (MEETING, "network"), (WRONG, "table")]
    pages = ["/sparql", *(link(query, view=view) for query, view in views)]
    found = []
    with Visit(chromium, address, size, color_scheme=theme, bypass_csp=True) as visit:
        for page in pages:
            tab = opened(visit, page)
            found += [(page[:40], each) for each in violations(tab)]
    assert found == []


@pytest.mark.parametrize(("query", "view"), [(MEETING, "network"), (FIGURES, "chart")])
def test_colours_follow_the_switch_of_the_theme(chromium: Any, address: str, query: str, view: str) -> None:
    with Visit(chromium, address, WIDE, color_scheme="light") as visit:
        tab = opened(visit, link(query, view=view))
        style = "getComputedStyle(document.querySelector('.monaco-editor'))"
        ground = f"{style}.getPropertyValue('--vscode-editor-background')"

        assert tab.evaluate(ground) == "#f4f6f6"
        tab.click("[data-theme-switch]")
        tab.wait_for_function(f"{ground} === '#181e22'")
    assert visit.faults == []


def test_view_that_is_not_there_is_refused(app: Flask) -> None:
    answer = app.test_client().get(f"/sparql?query={quote(STATES)}&view=globe", headers={"Accept": "text/html"})

    assert answer.status_code == 400
    assert "view=globe: there is table, network, chart, raw." in answer.get_data(as_text=True)
