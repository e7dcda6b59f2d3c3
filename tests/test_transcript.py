"""What was read, written as JSON and read back the same."""

import json
from pathlib import Path

import pytest
from handwritten import talks, trade
from hypothesis import given
from hypothesis import strategies as st
from scripted import made, second, write_sources

from graph.document import Document, Span
from graph.errors import StoreError
from graph.revision import read_kept
from graph.statement import Event, Observation, Reading, Relation, Statement, Tenure
from graph.transcript import dump, load, statement_of, statement_told

SPANS = st.lists(st.builds(Span, st.integers(0, 9), st.integers(10, 99)), max_size=3).map(tuple)
STATEMENTS = st.one_of(*(st.builds(kind, evidence=SPANS) for kind in (Event, Tenure, Relation, Observation)))


@given(STATEMENTS)
def test_every_statement_comes_back_from_json_as_it_was(statement: Statement) -> None:
    told = json.loads(json.dumps(statement_told(statement)))

    # As text: a number that is none, which hypothesis likes, is not equal to itself.
    assert repr(statement_of(told)) == repr(statement)


def test_readings_come_back_from_their_lines_as_they_were() -> None:
    readings = (talks(), trade(), second())
    texts = {reading.document.sha256: reading.document.text for reading in readings}

    assert load(dump(readings), texts.__getitem__) == readings


def test_a_line_holds_a_document_whatever_its_characters() -> None:
    document = Document(identifier="a\u2028b", text="One.\x85Two.", title="\n")

    (line,) = dump([Reading(document=document)])

    assert "\n" not in line
    assert load([line], lambda digest: document.text)[0].document == document


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ({}, "family: found None; wanted one of Event, Tenure, Relation, Observation"),
        ({"family": "Event"}, "actors: missing; Event has one"),
        ({"family": "Event", "colour": "red"}, "colour: nothing is called so in Event"),
        ({"family": "Tenure", "evidence": [[1]], "confidence": "1", "holder": "x", "title": "y"}, "evidence: found"),
        ({"family": "Tenure", "evidence": [], "confidence": "high", "holder": "x", "title": "y"}, "a number as text"),
        ({"family": "Tenure", "evidence": [], "confidence": "1", "holder": 3, "title": "y"}, "found 3; wanted text"),
    ],
)
def test_what_is_no_statement_is_told(content: dict[str, object], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        statement_of(content)


def test_damage_to_what_is_kept_is_told_with_what_to_do(tmp_path: Path) -> None:
    generation = made(write_sources(tmp_path / "sources"), tmp_path / "data").generation
    kept = tmp_path / "data" / "generations" / str(generation) / "readings.jsonl"
    kept.write_text(kept.read_text().replace("Consult", "Consult\0", 1)[:-5] + "\n")

    with pytest.raises(StoreError, match="build it again"):
        read_kept(tmp_path / "data")
    kept.unlink()
    with pytest.raises(StoreError, match="build it again"):
        read_kept(tmp_path / "data")
