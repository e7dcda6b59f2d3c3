"""Where a query is wrong, and how a client is told."""

from pathlib import Path

import pytest
from flask.testing import FlaskClient

from graph.store import Generation
from server import create_app
from server.mistakes import mistake_in


@pytest.fixture(scope="module")
def client(data: Path) -> FlaskClient:
    return create_app(data, {"TESTING": True}).test_client()


@pytest.mark.parametrize(
    ("query", "line", "column", "token", "reason"),
    [
        ("SELECT * {\n ?s a foo:Bar }", 2, 7, "foo:Bar", "its prefix is not declared"),
        ("ASK {\n  ?s a <a b> }", 2, 8, "<a b>", "not a valid IRI"),
        ("SELECT * { ?s ?p }", 1, 18, "}", "this cannot stand here, or something is missing before it"),
        ("SELECT * { 'é𝔸ß' ?p }", 1, 21, "}", "wanted ("),
        ("SELECT ?a { ?s ?p ?o } GROUP BY ?s", 1, 33, "?s", "a variable is selected that is neither grouped"),
        ("SELECT * { ?s ?p ?o } ORDER DESC(?s)", 1, 29, "DESC", "wanted BY"),
        ("oops", 1, 1, "oops", "this cannot stand here"),
    ],
)
def test_place_of_a_mistake_is_what_one_would_point_at(
    generation: Generation, query: str, line: int, column: int, token: str, reason: str
) -> None:
    with pytest.raises(Exception, match="error at") as caught:
        generation.answer(query)
    mistake = mistake_in(str(caught.value))

    assert mistake is not None
    assert mistake.token(query) == (line, column, token)
    assert mistake.reason.startswith(reason)


def test_message_that_names_no_place_has_none() -> None:
    assert mistake_in("SERVICE is refused: a query is answered from this dataset alone") is None


@pytest.mark.parametrize(
    ("accept", "media"),
    [
        ("application/json", "application/json"),
        ("application/sparql-results+json", "application/json"),
        ("application/problem+json", "application/problem+json"),
        ("application/sparql-results+json, */*;q=0.1", "application/json"),
    ],
)
def test_mistake_is_told_to_programs_with_line_and_column(client: FlaskClient, accept: str, media: str) -> None:
    answer = client.get("/sparql", query_string={"query": "ASK {\n ?s foo:x ?o }"}, headers={"Accept": accept})
    said = answer.get_json(force=True)

    assert (answer.status_code, answer.mimetype) == (400, media)
    assert (said["line"], said["column"], said["status"]) == (2, 10, 400)
    assert said["error"].startswith("The query cannot be parsed: error at 2:10")


@pytest.mark.parametrize("accept", [None, "*/*", "text/plain", "text/turtle", "text/csv, */*;q=0.5"])
def test_mistake_stays_text_for_the_others(client: FlaskClient, accept: str | None) -> None:
    headers = {"Accept": accept} if accept else {}
    answer = client.get("/sparql", query_string={"query": "ASK {"}, headers=headers)

    assert (answer.status_code, answer.mimetype) == (400, "text/plain")
