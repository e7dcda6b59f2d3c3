"""What sets two generations apart: what came and went, in the words of the field, and why."""

import json
import os
import shutil
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
from handwritten import (
    ACCORD,
    BUSAIDI,
    IRAN,
    ITALY,
    JAPAN,
    OMAN,
    PROVENANCE,
    TRADE,
    record,
    span,
    talks,
    trade,
)
from scripted import made, write_sources
from typer.testing import CliRunner

from graph import revision
from graph.changes import Update
from graph.difference.compare import Difference, compare
from graph.difference.formats import FORMATS, written
from graph.difference.items import Item, items
from graph.document import Document
from graph.errors import MissingDataError
from graph.history import history as listed
from graph.history import previous, resolve
from graph.rdf import quads
from graph.replica import Replica
from graph.revision import judge
from graph.statement import Entity, Event, Observation, Reading, Relation, Statement, Tenure
from graph.store import Generation, current, publish
from ontology.terms import RZ
from server import create_app
from server.cli import app

ACT = {"by": "Ada", "at": "2025-11-03T10:00:00Z"}
SURE = Decimal("0.9")
LATER = Document(
    identifier="later", title="Later", publisher="Gulf Wire", issued="2025-06-01", language="en",
    text=(
        "Oman and Japan met in May 2025.\n"
        "Sara Lind, the foreign minister of Oman, succeeded Badr al-Busaidi, a former foreign minister.\n"
        "Iran signed the Muscat Accord on 2 May 2025.\n"
        "In 2024 Italy exported €9.4 billion to Japan.\n"
        "Italy and Iran did not meet.\n"
        "Japan may sign the Muscat Accord.\n"
    ),
)  # fmt: skip
LIND = Entity(key="person/sara-lind", type="Person", name="Sara Lind")


def said(words: str, family: Any, /, **more: Any) -> Statement:
    made_: Statement = family(evidence=(span(LATER, words),), confidence=SURE, **more)
    return made_


def later() -> Reading:
    """A third document, which tells what the two before it do not."""
    minister = "the foreign minister of Oman"
    return Reading(
        document=LATER,
        entities=(ACCORD, BUSAIDI, IRAN, ITALY, JAPAN, LIND, OMAN),
        statements=(
            said("Oman and Japan met in May 2025.", Event, kind="Consult", actors=(JAPAN.key, OMAN.key)),
            said(minister, Tenure, holder=LIND.key, title="foreign minister", of=OMAN.key),
            said("a former foreign minister", Tenure, holder=BUSAIDI.key, title="foreign minister", of=OMAN.key,
                 former=True),
            said("Iran signed the Muscat Accord on 2 May 2025.", Relation, predicate="partyTo", subject=IRAN.key,
                 object=ACCORD.key, status="signed", date="2025-05-02"),
            said("In 2024 Italy exported €9.4 billion to Japan.", Observation, kind="trade", flow="export",
                 reporter=ITALY.key, partner=JAPAN.key, value=Decimal("9.4") * 10**9, currency="EUR",
                 period_start="2024", period_end="2024"),
            said("Italy and Iran did not meet.", Event, kind="Consult", actors=(IRAN.key, ITALY.key),
                 modality="denied"),
            said("Japan may sign the Muscat Accord.", Relation, predicate="partyTo", subject=JAPAN.key,
                 object=ACCORD.key, status="signed", modality="planned"),
        ),
    )  # fmt: skip


def published(data: Path, *readings: Reading) -> str:
    texts = {reading.document.sha256: reading.document.text for reading in readings}
    return publish(data, quads(list(readings), PROVENANCE), texts, record())


def told(found: Difference, matter: str) -> list[tuple[str, str | None, str]]:
    return [(each.kind, each.world, each.line.text) for each in items(found) if each.matter == matter]


def one(found: Difference, matter: str, kind: str, world: str = "fact") -> Item:
    (item,) = [each for each in items(found) if (each.matter, each.kind, each.world) == (matter, kind, world)]
    return item


def reasons(found: Difference) -> Mapping[str, set[str]]:
    """Return why statements are new, gone or changed, by kind."""
    codes: dict[str, set[str]] = {}
    for each in found.statements:
        codes.setdefault(each.kind, set()).add(each.why.code)
    return codes


@pytest.fixture(scope="module")
def grown(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str, str]:
    """A dataset to which a third document came."""
    data = tmp_path_factory.mktemp("grown")
    return data, published(data, talks(), trade()), published(data, talks(), trade(), later())


@pytest.fixture(scope="module")
def found(grown: tuple[Path, str, str]) -> Difference:
    return compare(*grown)


def test_a_document_that_came_brings_its_statements(found: Difference) -> None:
    assert told(found, "document") == [("new", None, "Later, Gulf Wire, 2025-06-01")]
    assert reasons(found) == {"new": {"document-added"}}
    assert len(found.statements) == len(later().statements)


def test_a_document_that_went_takes_its_statements_with_it(grown: tuple[Path, str, str]) -> None:
    data, old, new = grown
    back = compare(data, new, old)

    assert told(back, "document") == [("gone", None, "Later, Gulf Wire, 2025-06-01")]
    assert reasons(back) == {"gone": {"document-removed"}}


def test_a_dyad_is_new_in_its_own_world_alone(found: Difference) -> None:
    ties = told(found, "tie")

    assert ("new", "fact", "Japan and Oman: Consult") in ties
    assert ("new", "denied", "Iran and Italy: Consult") in ties
    assert not [each for each in ties if each[1] == "fact" and "Iran" in each[2]]
    first = next(each for each in items(found) if each.line.text == "Japan and Oman: Consult")
    assert first.remark == "their first tie"


def test_a_tie_told_as_a_plan_before_is_new_as_a_fact_and_says_so(tmp_path: Path) -> None:
    data = tmp_path / "data"
    old = published(data, trade())
    new = published(data, talks(), trade())

    met = [each for each in items(compare(data, old, new)) if each.line.text == "Iran and United States: Consult"]

    assert [(each.kind, each.world, each.remark) for each in met] == [("new", "fact", "tied before as a plan")]


def test_an_office_changes_hands_where_the_former_holder_is_told_as_one(found: Difference) -> None:
    office = one(found, "office", "changed-hands")

    assert office.line.text == "“foreign minister” of Oman: Sara Lind"
    assert office.before == "Badr al-Busaidi"


def test_an_office_with_two_holders_told_does_not_change_hands(tmp_path: Path) -> None:
    data, third = tmp_path / "data", later()
    kept = [each for each in third.statements if not (isinstance(each, Tenure) and each.former)]
    old = published(data, talks())
    new = published(data, talks(), replace(third, statements=tuple(kept)))

    office = one(compare(data, old, new), "office", "told-beside")

    assert office.line.text == "“foreign minister” of Oman: Badr al-Busaidi and Sara Lind"


def test_a_party_that_signs_is_told_beside_what_it_was_as_a_fact_only(found: Difference) -> None:
    signed, planned = one(found, "agreement", "new"), one(found, "agreement", "new", "planned")

    assert (signed.line.text, signed.before) == ("Iran signs Muscat Accord", None)
    assert (planned.line.text, planned.before) == ("Japan signs Muscat Accord", None)


def test_a_party_that_leaves_is_told_with_its_former_state(tmp_path: Path) -> None:
    data, third = tmp_path / "data", later()
    left = said("Iran signed the Muscat Accord", Relation, predicate="partyTo", subject=IRAN.key, object=ACCORD.key,
                status="withdrawn")  # fmt: skip
    old = published(data, third)
    new = published(data, replace(third, statements=(*third.statements, left)))

    step = one(compare(data, old, new), "agreement", "changed")

    assert (step.line.text, step.before) == ("Iran withdraws from Muscat Accord", "signs")


def test_a_figure_is_revised_where_all_but_its_value_is_the_same(found: Difference) -> None:
    figure = one(found, "figure", "revised")

    assert figure.line.text == "Italy exports to Japan: €9.4 bn, 2024"
    assert figure.before == "€8 bn"
    assert figure.remark == "the former figure is told still"


def test_a_document_that_is_rewritten_keeps_what_it_still_says(tmp_path: Path) -> None:
    data = tmp_path / "data"
    old = published(data, later())
    text = LATER.text.replace("Italy and Iran did not meet.\n", "").replace("Oman and Japan", "At last Oman and Japan")
    document = replace(LATER, text=text)
    kept = [each for each in later().statements if each.modality != "denied"]
    moved = (replace(each, evidence=(_moved(document, each),)) for each in kept)
    new = published(data, replace(later(), document=document, statements=tuple(moved)))

    found = compare(data, old, new)

    assert [(each.kind, each.what) for each in found.documents] == [("changed", ("text",))]
    assert [(each.kind, each.why.code) for each in found.statements] == [("gone", "text-changed")]
    gone = one(found, "statement", "gone", "denied").said[0]
    sentence = next(each for each in found.record.archive.sentences if each.id == gone.sentences[0])
    assert "".join(words for words, _ in sentence.pieces) == "Italy and Iran did not meet."


def _moved(document: Document, statement: Statement) -> Any:
    (at,) = statement.evidence
    return span(document, LATER.text[at.start : at.end])


@pytest.fixture
def judged(tmp_path: Path) -> Path:
    """A dataset built from files, which people judge."""
    made(write_sources(tmp_path / "sources"), tmp_path / "data")
    return tmp_path / "data"


def since(data: Path) -> Difference:
    """Return what sets the generation that is served apart from the one before it."""
    return compare(data, resolve(data, "previous"), current(data))


def statement(data: Path, pattern: str) -> str:
    with Generation.open(data) as generation:
        (row,) = generation.answer(f"SELECT ?s WHERE {{ {pattern} }}").rows()
    return str(row["s"])


def stamped(data: Path, before: str) -> None:
    """Note which generation was served before the one that is, as a build does."""
    path = data / "generations" / current(data) / "made.json"
    path.write_text(json.dumps({"by": "review", "at": "2026-11-26T08:00:00Z", "before": before}))


def test_a_statement_judged_wrong_is_gone_by_whose_judgement(judged: Path) -> None:
    before, wrong = current(judged), statement(judged, "?s a rz:Accuse")
    judgement = judge(judged, revision.of_statement("rejected", wrong, **ACT))[0]
    stamped(judged, before)

    (change,) = since(judged).statements

    assert (change.iri, change.kind, change.why.code) == (wrong, "gone", "rejected")
    assert change.why.words == "judged wrong by Ada, 2025-11-03"
    assert change.why.judgement == str(judgement.iri)


def test_a_judgement_taken_back_brings_its_statement_again(judged: Path) -> None:
    wrong = statement(judged, "?s a rz:Accuse")
    judgement = judge(judged, revision.of_statement("rejected", wrong, **ACT))[0]
    before = current(judged)
    judge(judged, revision.of_judgement(judgement.id, **ACT))
    found = compare(judged, before, current(judged))

    assert [(each.iri, each.kind, each.why.code) for each in found.statements] == [
        (wrong, "new", "judgement-taken-back")
    ]


def test_a_correction_takes_one_statement_out_and_puts_another_in(judged: Path) -> None:
    before, read = current(judged), statement(judged, "?s a rz:Tenure ; prov:wasDerivedFrom doc:talks-in-muscat")
    judge(judged, revision.of_statement("corrected", read, "officeTitle", "minister", **ACT))
    found = compare(judged, before, current(judged))

    assert reasons(found) == {"gone": {"corrected"}, "new": {"corrected"}}
    assert "corrected from “foreign minister” to “minister” by Ada" in found.statements[0].why.words


def test_a_statement_judged_right_is_surer(judged: Path) -> None:
    before, right = current(judged), statement(judged, "?s a rz:Accuse")
    judge(judged, revision.of_statement("accepted", right, **ACT))
    found = compare(judged, before, current(judged))

    assert [(each.iri, each.kind, each.why.code) for each in found.statements] == [(right, "changed", "accepted")]
    assert one(found, "statement", "changed").before == "confidence 0.8"


def test_names_made_one_are_the_reason_that_a_statement_tells_of_another(judged: Path) -> None:
    before = current(judged)
    judge(judged, revision.of_names("same", ("state/om", "state/il"), **ACT))
    found = compare(judged, before, current(judged))

    assert {each.why.code for each in found.statements} == {"names"}
    assert {each.kind for each in found.statements} == {"new", "gone"}
    assert "“Israel” is one with “Oman” now; judged by Ada, 2025-11-03" in {each.why.words for each in found.statements}


def updated(data: Path, text: str) -> str:
    writer = Replica.loaded(data / "generations" / current(data))
    outcome = writer.amend(data, Update(f"PREFIX rz: <{RZ}> {text}", "urn:base"))
    os.close(writer._held)
    return outcome.generation


def test_what_an_update_takes_out_changes_and_puts_in_is_told_as_its_work(judged: Path) -> None:
    old = current(judged)
    wrong, late = statement(judged, "?s a rz:Accuse"), statement(judged, "?s a rz:Reject")
    where = "GRAPH ?g { ?s ?p ?o }"
    updated(judged, f"DELETE {{ {where} }} WHERE {{ {where} FILTER(?s = <{wrong}>) }}")
    topic = f'GRAPH ?g {{ <{late}> rz:topic "a charge" }}'
    new = updated(judged, f"INSERT {{ {topic} }} WHERE {{ GRAPH ?g {{ <{late}> a rz:Reject }} }}")

    found = compare(judged, old, new)

    assert [(each.iri, each.kind, each.why.code) for each in sorted(found.statements, key=lambda each: each.kind)] == [
        (late, "changed", "update"), (wrong, "gone", "update"),
    ]  # fmt: skip
    assert previous(listed(judged), new)


def test_the_difference_kept_beside_an_amendment_is_that_of_the_datasets(judged: Path) -> None:
    old, late = current(judged), statement(judged, "?s a rz:Reject")
    new = updated(judged, f'INSERT DATA {{ GRAPH <urn:g> {{ <{late}> rz:topic "a charge" }} }}')
    kept = compare(judged, old, new)
    (judged / "generations" / new / "amends.json").unlink()

    assert (compare(judged, old, new).gone, compare(judged, old, new).came) == (kept.gone, kept.came)
    assert (compare(judged, new, old).came, compare(judged, new, old).gone) == (kept.gone, kept.came)


def test_what_lacks_a_part_is_counted_and_not_told(judged: Path) -> None:
    old = current(judged)
    bare = "https://w3id.org/relazione/statement/00000000000000aa"
    new = updated(judged, f"INSERT DATA {{ GRAPH <urn:g> {{ <{bare}> a rz:Statement, rz:Tenure }} }}")
    found = compare(judged, old, new)

    assert (found.statements, found.untold) == ((), 1)


def test_two_of_the_same_differ_in_nothing(grown: tuple[Path, str, str]) -> None:
    data, _, new = grown
    same = compare(data, new, new)

    assert items(same) == ()
    assert b"No document and no statement differs." in written(same, "text")
    assert all(written(same, format) for format in FORMATS)


def test_every_line_carries_its_statement_its_sentence_and_its_reason(found: Difference) -> None:
    for change in json.loads(written(found, "json"))["changes"]:
        assert change["reason"]
        for each in change["statements"]:
            assert each["iri"].startswith("https://w3id.org/relazione/statement/")
            assert each["quotation"] in LATER.text + TRADE.text
            assert each["document"] in ("later", "trade-of-italy-and-japan")
        assert change["statements"] or change["matter"] == "document"
    text = written(found, "text").decode()
    assert all(each.iri in text for each in found.statements)


def test_rdf_holds_what_was_removed_and_added_and_a_node_for_each_statement(judged: Path) -> None:
    old = current(judged)
    judge(judged, revision.of_statement("rejected", statement(judged, "?s a rz:Accuse"), **ACT))
    found = compare(judged, old, current(judged))
    graphs: dict[str, list[ox.Quad]] = {}
    for quad in ox.parse(written(found, "trig"), format=ox.RdfFormat.TRIG):
        graphs.setdefault(quad.graph_name.value, []).append(quad)
    base = f"https://w3id.org/relazione/changes/{found.old.id}-{found.new.id}"

    for side, lines in (("removed", found.gone), ("added", found.came)):
        assert len(graphs[f"{base}/{side}"]) == len({line[: line.rindex(b" <")] for line in lines})
    told_ = {quad.predicate.value: quad.object.value for quad in graphs["https://w3id.org/relazione/graph/changes"]}
    assert told_[str(RZ.changedStatement)] == found.statements[0].iri
    assert told_[str(RZ.reason)] == "rejected"


def test_the_same_two_give_the_same_bytes(grown: tuple[Path, str, str]) -> None:
    one_, other = compare(*grown), compare(*grown)

    assert all(written(one_, format) == written(other, format) for format in FORMATS)


def test_hostile_words_are_text_in_every_format(tmp_path: Path) -> None:
    data = tmp_path / "data"
    words = "Oman and Japan met <script>alert(1)</script>\x1b[2J in May 2025."
    document = replace(LATER, text=words + "\n", title="<img src=x onerror=alert(1)>")
    met = Event(kind="Consult", actors=(JAPAN.key, OMAN.key), evidence=(span(document, words),), confidence=SURE)
    old = published(data, talks())
    new = published(data, talks(), Reading(document=document, entities=(JAPAN, OMAN), statements=(met,)))
    found = compare(data, old, new)

    page = written(found, "html").decode()
    assert "<script" not in page
    assert "<img src" not in page
    assert "alert(1)" in page
    assert b"\x1b" not in written(found, "text")


def test_the_command_writes_each_format(grown: tuple[Path, str, str], tmp_path: Path) -> None:
    data, old, new = grown
    run = CliRunner().invoke
    result = run(app, ["diff", old[:6], "--data", str(data)])
    assert (result.exit_code, f"to   {new}" in result.output) == (0, True)
    for suffix, start in (("html", b"<!doctype html>"), ("json", b"{"), ("trig", b"@prefix"), ("txt", b"From ")):
        path = tmp_path / f"changes.{suffix}"
        assert run(app, ["diff", old, new, "--data", str(data), "-o", str(path)]).exit_code == 0
        assert path.read_bytes().startswith(start)
    assert run(app, ["diff", "feedfeed", "--data", str(data)]).exit_code == 1
    assert run(app, ["diff", "--data", str(data)]).exit_code == 2


@pytest.mark.parametrize(("name", "content"), [("dataset.nq", b"torn"), ("build.json", b"{"), ("store/CURRENT", b"")])
def test_a_damaged_generation_before_is_told_of_and_the_front_page_does_without(
    grown: tuple[Path, str, str], tmp_path: Path, name: str, content: bytes
) -> None:
    data, old = shutil.copytree(grown[0], tmp_path / "data"), grown[1]
    (data / "generations" / old / name).write_bytes(content)
    told = CliRunner().invoke(app, ["diff", old, "--data", str(data)])
    client = create_app(data).test_client()
    page = client.get("/changes")

    assert (told.exit_code, page.status_code) == (1, 500)
    for text in (" ".join(told.stderr.split()), page.text):
        assert "damaged" in text
        assert "compare with another of those that relazione generations lists" in text
    assert client.get("/").status_code == 200


def test_a_generation_that_is_not_there_is_named(grown: tuple[Path, str, str]) -> None:
    with pytest.raises(MissingDataError, match="feedfeedfeed"):
        compare(grown[0], grown[1], "feedfeedfeed")
