"""What the query page makes of an answer: cells, columns, charts and networks, and the page they stand on."""

from decimal import Decimal
from gzip import decompress
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from graph.store import Generation
from server import create_app
from server.catalogue import Catalogue
from server.charting import chart
from server.drawing import MOST, drawing
from server.excerpt import ROWS, TRIPLES, Found, read_rows, read_triples

XSD = "http://www.w3.org/2001/XMLSchema#"
NOBODY = Catalogue({}, {})


@pytest.fixture(scope="module")
def client(data: Path) -> FlaskClient:
    return create_app(data, {"TESTING": True}).test_client()


def rows(*lines: str) -> Found:
    return read_rows([("\n".join(lines) + "\n").encode()])


def test_terms_keep_what_the_engine_writes(generation: Generation) -> None:
    values = 'rz:x "tab\\t, \\"é\\"\\n"@it 1.50 UNDEF true "2025-01"^^xsd:gYearMonth'
    answer = generation.answer(f"SELECT ?a ?b ?c ?d ?e ?f {{ VALUES (?a ?b ?c ?d ?e ?f) {{ ({values}) }} }}")
    found = read_rows([answer.serialize(ROWS)])
    a, b, c, d, e, f = found.rows[0]

    assert (a and a.kind, a and a.value) == ("iri", "https://w3id.org/relazione/ns#x")
    assert (b and b.value, b and b.language) == ('tab\t, "é"\n', "it")
    assert (c and c.number, d, e and e.value) == (Decimal("1.5"), None, "true")
    assert (f and f.value, f and f.is_date) == ("2025-01", True)
    assert found.kinds == ("iri", "text", "number", "text", "text", "date")


def test_rows_beyond_the_first_are_counted_across_chunks() -> None:
    lines = ["?n", *(str(n) for n in range(2500))]
    body = "\n".join(lines).encode() + b"\n"
    found = read_rows(body[at : at + 7] for at in range(0, len(body), 7))

    assert (len(found.rows), found.total) == (1000, 2500)
    assert found.cells(0)[-1].value == "999"


def test_row_in_which_nothing_is_bound_is_a_row(generation: Generation) -> None:
    found = read_rows([generation.answer("SELECT ?a { VALUES ?a { UNDEF 1 UNDEF } }").serialize(ROWS)])

    assert found.total == 3
    assert [row[0] and row[0].value for row in found.rows] == [None, "1", None]


@pytest.mark.parametrize(("query", "truth"), [("ASK {}", True), ("ASK { rz:nobody ?p ?o }", False)])
def test_answer_to_an_ask_is_true_or_false(generation: Generation, query: str, truth: bool) -> None:
    assert read_rows([generation.answer(query).serialize(ROWS)]).truth is truth


def test_rows_are_neither_true_nor_false(generation: Generation) -> None:
    none = read_rows([generation.answer("SELECT ?x { rz:nobody ?p ?x }").serialize(ROWS)])

    assert (none.columns, none.total, none.truth) == (("x",), 0, None)


def test_triples_come_once_and_as_turtle_with_prefixes(generation: Generation) -> None:
    answer = generation.answer("CONSTRUCT { rz:a rz:b rz:c } WHERE { ?s a rz:State ; ?p ?o }")
    found = read_triples([answer.serialize(TRIPLES)])

    assert found.total == 1
    assert found.raw == "@prefix rz: <https://w3id.org/relazione/ns#> .\nrz:a rz:b rz:c .\n"


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * {}", "SELECT * { VALUES () { () } }", "SELECT * { VALUES ?x {} }", "DESCRIBE state:it",
        'SELECT ?x ?y { VALUES (?x ?y) { ("NaN"^^xsd:double 1) ("-INF"^^xsd:float 2) } }',
        'SELECT ?x ?y { VALUES (?x ?y) { ("a" "1e400"^^xsd:decimal) ("b" 1e300) } }',
        'SELECT ?x ?y { VALUES (?x ?y) { ("a" 1e-290) ("b" 0) } }', 'SELECT ?x ?y { VALUES (?x ?y) { ("a" 1e-300) } }',
        'SELECT ?x ?y { VALUES (?x ?y) { ("a" 1e290) ("b" -1e290) } }',
        'SELECT ?d ?y { VALUES (?d ?y) { ("-0044-03-15"^^xsd:date 1) ("2025-99-99"^^xsd:date 2) } }',
        "SELECT ?a ?b { VALUES (?a ?b) { (<javascript:alert(1)> <urn:b>) } }",
        'SELECT (<<( rz:a rz:b "x y" )>> AS ?t) (rz:q AS ?n) {}',
        'CONSTRUCT { rz:a rz:b <<( rz:x rz:y "z\\n)>> ." )>> } WHERE {}',
        'CONSTRUCT { [] rz:b "a\\nb\u2028c" } WHERE {}',
        "SELECT ?s ?p ?o { ?s ?p ?o }", "{" * 3000,
    ],
)  # fmt: skip
@pytest.mark.parametrize("view", ["table", "network", "chart", "raw"])
def test_odd_answer_makes_a_page(client: FlaskClient, query: str, view: str) -> None:
    asked = {"query": query, "view": view}
    answer = client.get("/sparql", query_string=asked, headers={"Accept": "text/html"})

    assert answer.status_code == (400 if query.startswith("{") else 200)
    assert "</html>" in answer.get_data(as_text=True)
    assert 'href="javascript:' not in answer.get_data(as_text=True)


def test_term_that_is_a_triple_is_shown_as_it_is_written(generation: Generation) -> None:
    answer = generation.answer('CONSTRUCT { rz:a rz:b <<( rz:x rz:y "z )>> z" )>> } WHERE {}')
    found = read_triples([answer.serialize(TRIPLES)])

    assert [cell.value for cell in found.cells(2)] == [
        '<<( <https://w3id.org/relazione/ns#x> <https://w3id.org/relazione/ns#y> "z )>> z" )>>'
    ]


@pytest.mark.parametrize(
    ("values", "shown"),
    [
        (("-11.1", "16", "24.55"), ["−11.1\u2007", "16\u2007\u2007\u2008", "24.55"]),
        (("9100000000", "0"), ["9,100,000,000", "0"]),
        ((f'"1.0E30"^^<{XSD}double>',), ["1.0E30"]),
        (("1.23456", "2"), ["1.2346", "2\u2007\u2007\u2007\u2007\u2008"]),
    ],
)
def test_numbers_of_a_column_stand_below_each_other(values: tuple[str, ...], shown: list[str]) -> None:
    found = rows("?n", *values)

    assert [found.figure(cell, 0) for cell in found.cells(0)] == shown


def test_bars_are_named_by_what_tells_them_apart() -> None:
    found = rows("?flow\t?partner\t?to\t?change", '"import"\t"China"\t"a"\t37.4', '"import"\t"China"\t"b"\t24.5')
    drawn = chart(found, NOBODY)

    assert drawn is not None
    assert [(point.label, point.value) for point in drawn.points] == [("a", Decimal("37.4")), ("b", Decimal("24.5"))]
    assert drawn.value == "change"


def test_dates_that_come_once_make_a_line_in_order_of_time() -> None:
    day = f"^^<{XSD}date>"
    found = rows("?day\t?n", f'"2025-03-01"{day}\t3', f'"2025-01-01"{day}\t1', f'"2025-02-15"{day}\t2')
    drawn = chart(found, NOBODY)

    assert drawn is not None
    assert [point.value for point in drawn.points] == [1, 2, 3]
    assert 'class="f-line"' in drawn.svg
    assert "Jan 2025" in drawn.svg


def test_dates_that_come_twice_make_bars_and_bars_reach_below_nought() -> None:
    day = f"^^<{XSD}date>"
    found = rows("?day\t?who\t?n", f'"2025-01-01"{day}\t"a"\t-3', f'"2025-01-01"{day}\t"b"\t1')
    drawn = chart(found, NOBODY)

    assert drawn is not None
    assert 'class="f-line"' not in drawn.svg
    assert "−3" in drawn.svg


def test_long_chart_says_what_it_leaves_out() -> None:
    drawn = chart(rows("?who\t?n", *(f'"name {n}"\t{n}' for n in range(60))), NOBODY)

    assert drawn is not None
    assert (len(drawn.points), drawn.left_out) == (40, 20)


@pytest.mark.parametrize("lines", [("?n", "1"), ("?a\t?b", '"x"\t"y"'), ("?a\t?n",)])
def test_no_chart_without_numbers_and_names(lines: tuple[str, ...]) -> None:
    assert chart(rows(*lines), NOBODY) is None


def test_text_in_a_chart_is_escaped() -> None:
    drawn = chart(rows("?who\t?n", '"<img src=x onerror=alert(1)>"\t1', '"b"\t2'), NOBODY)

    assert drawn is not None
    assert "<img" not in drawn.svg


def test_network_joins_the_columns_of_names_and_counts_rows() -> None:
    base = "https://w3id.org/relazione/"
    line = f"<{base}doc/x>\t<{base}id/state/it>\t<{base}ns#Consult>\t<{base}id/state/jp>"
    drawn = drawing(rows("?document\t?who\t?kind\t?whom", line, line), NOBODY)

    assert drawn is not None
    assert drawn.joined == ("who", "whom")
    assert [(tie.words, tie.count) for tie in drawn.lines] == [("Consult", 2)]
    assert (drawn.names, drawn.ties) == (2, 1)


def test_network_of_a_graph_joins_by_every_property_but_types() -> None:
    lines = b"<urn:a> <urn:knows> <urn:b> .\n<urn:a> <%s> <urn:C> .\n<urn:a> <urn:says> \"b\" .\n"
    drawn = drawing(read_triples([lines % b"http://www.w3.org/1999/02/22-rdf-syntax-ns#type"]), NOBODY)

    assert drawn is not None
    assert [(tie.one.value, tie.other.value) for tie in drawn.lines] == [("urn:a", "urn:b")]


def test_chart_is_of_the_first_numbers() -> None:
    drawn = chart(rows("?who\t?n\t?m", '"a"\t1\t10', '"b"\t2\t20'), NOBODY)

    assert drawn is not None
    assert (drawn.value, [point.value for point in drawn.points]) == ("n", [1, 2])


@pytest.mark.parametrize(("length", "form"), [(10, False), (7000, True)], ids=["short", "long"])
def test_page_leads_to_the_same_question_with_its_graphs(client: FlaskClient, length: int, form: bool) -> None:
    graphs = {"default-graph-uri": "urn:g", "named-graph-uri": "urn:h"}
    asked = {"query": f"SELECT ?s {{ ?s a rz:State }} #{'x' * length}"}
    page = client.post("/sparql", data=asked | graphs, headers={"Accept": "text/html"}).get_data(as_text=True)

    for name, value in graphs.items():
        assert f'<input type="hidden" name="{name}" value="{value}">' in page
        assert (f"{name}={value.replace(':', '%3A')}" in page) is not form


def test_network_of_many_draws_the_best_joined_and_knows_how_many_there_are() -> None:
    star = [f"<urn:hub>\t<urn:leaf:{n:03}>" for n in range(400)]
    drawn = drawing(rows("?a\t?b", *star), NOBODY)

    assert drawn is not None
    assert (drawn.names, drawn.drawn) == (401, MOST)
    assert "urn:hub" in {node["label"] for node in drawn.data["nodes"]}


def test_places_of_names_are_the_same_each_time_and_none_covers_another(client: FlaskClient) -> None:
    lines = [[0, n] for n in range(1, 20)]
    first, again = (client.post("/api/places", json=lines).get_json() for _ in range(2))

    assert first == again
    assert len({(x, y) for x, y, _ in first}) == 20
    assert max(first, key=lambda spot: spot[2]) == first[0]


@pytest.mark.parametrize(
    "body", [None, [], {}, "x", [[0]], [[0, 1, 2]], [["0", "1"]], [[0, 2]], [[-1, 0]], [[True, 0]], [[0, 1]] * 901,
             [[n, n + 1] for n in range(300)]]
)  # fmt: skip
def test_lines_that_cannot_be_placed_are_refused(client: FlaskClient, body: object) -> None:
    answer = client.post("/api/places", json=body)

    assert answer.status_code == 400
    assert answer.get_json()["error"].startswith("The body is a JSON array of up to 900 pairs")


@pytest.mark.parametrize("lines", [("?a", "<urn:a>"), ("?a\t?b", '<urn:a>\t"b"'), ("?a\t?b", "<urn:a>\t<urn:a>")])
def test_no_network_without_two_names_to_join(lines: tuple[str, ...]) -> None:
    assert drawing(rows(*lines), NOBODY) is None


def test_page_alone_allows_the_styles_of_the_editor_and_a_new_nonce_each_time(client: FlaskClient) -> None:
    pages = [client.get("/sparql", headers={"Accept": "text/html"}) for _ in range(2)]
    policies = [page.headers["Content-Security-Policy"] for page in pages]
    nonces = [policy.partition("'nonce-")[2].partition("'")[0] for policy in policies]

    assert "script-src 'self';" in policies[0]
    assert "style-src-attr 'unsafe-inline'" in policies[0]
    assert len({*nonces}) == 2
    assert f'nonce="{nonces[0]}"' in pages[0].get_data(as_text=True)
    assert pages[0].headers["Cache-Control"] == "no-store"
    part = client.get("/sparql?query=ASK%7B%7D&part=1", headers={"Accept": "text/html"})
    assert "unsafe-inline" not in part.headers["Content-Security-Policy"]
    assert part.headers["ETag"]


def test_editor_comes_out_of_rocher_and_may_be_kept_for_good(client: FlaskClient) -> None:
    page = client.get("/sparql", headers={"Accept": "text/html"}).get_data(as_text=True)
    folder = page.partition('data-editor="')[2].partition('"')[0]
    with client.get(f"{folder}/editor/editor.main.js") as answer:
        assert answer.status_code == 200
        assert answer.mimetype == "text/javascript"
        assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        whole = answer.data
    with client.get(f"{folder}/editor/editor.main.js", headers={"Accept-Encoding": "gzip"}) as packed:
        assert decompress(packed.data) == whole
        assert packed.content_length < len(whole) / 2
    for outside in (f"{folder}/../rocher.py", f"{folder}/%2e%2e/flask.py", "/static/vendor/monaco/0.0/loader.js"):
        assert client.get(outside).status_code == 404


def test_terms_to_complete_say_what_the_ontology_says(client: FlaskClient) -> None:
    answer = client.get("/api/terms")
    told = answer.get_json()
    consult = next(term for term in told["classes"] if term["name"] == "rz:Consult")
    prefixes = {each["prefix"]: each["known"] for each in told["prefixes"]}

    assert consult["comment"].startswith("Meeting")
    assert told["values"]["rz:modality"] == ["denied", "fact", "planned"]
    assert (prefixes["rz"], prefixes["foaf"], prefixes.get("brick")) == (True, False, None)
    assert {"rz:recipient", "oa:exact"} <= {term["name"] for term in told["properties"]}
    assert client.get("/api/terms", headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304


def test_nasty_values_are_shown_as_text(client: FlaskClient) -> None:
    nasty = "</script><script>alert(1)</script>"
    names = f"SELECT ?a ?b ?n {{ VALUES (?a ?b ?n) {{ (<urn:x> <urn:y> 1) }} }} # {nasty}"
    shown = f"SELECT ('{nasty}' AS ?a) (1 AS ?n) {{ }}"
    for text in (names, shown, f"SELECT oops {nasty}"):
        page = client.get("/sparql", query_string={"query": text}, headers={"Accept": "text/html"})
        assert nasty not in page.get_data(as_text=True)


def test_page_without_the_editor_is_a_form(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("server.vendor.editor_folder", lambda: None)
    page = client.get("/sparql", headers={"Accept": "text/html"}).get_data(as_text=True)

    assert "<textarea" in page
    assert "loader.js" not in page
    assert client.get("/static/vendor/monaco/0.55.1/loader.js").status_code == 404
