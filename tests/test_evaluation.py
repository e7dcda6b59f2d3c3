"""Comparison with annotations: figures worked by hand, and what is told where an annotation is not as it should be."""

import csv
import io
import json
import re
import subprocess
import sys
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from graph.build import build
from graph.errors import GoldError
from graph.evaluation import Tally, evaluate, together
from graph.facts import Facts, plain, same_office
from graph.gold import read_gold
from graph.reading import Reader
from graph.store import Generation
from server.cli import app

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"
OURS = Path(__file__).parent / "gold"

# What the report of the talks says. The dataset has the first five entities, the office, two of the three events (the
# first with three sides, so that it is three facts), and a relation that it takes for a plan.
TALKS: dict[str, Any] = {
    "doc": "talks-in-muscat",
    "entities": [
        {"id": "iran", "type": "State", "name": "Iran", "iso": "IR"},
        {"id": "us", "type": "State", "name": "USA", "aliases": ["the United States"], "iso": "US"},
        {"id": "oman", "type": "State", "name": "Oman", "iso": "OM"},
        {"id": "minister", "type": "Person", "name": "Badr Al-Busaidi"},
        {"id": "muscat", "type": "Place", "name": "Muscat"},
        {"id": "accord", "type": "Agreement", "name": "Muscat accord"},
        {"id": "site", "type": "Place", "name": "Natanz"},
    ],
    "offices": [{"person": "minister", "office": "Minister of Foreign Affairs", "of": "oman"}],
    "events": [
        {
            "type": "consult", "actors": ["oman"], "recipients": ["iran", "us"], "object": None, "place": "muscat",
            "date": "2025-04-12", "modality": "fact",
        },
        {"type": "assault", "actors": [], "recipients": ["iran"], "date": None, "modality": "denied"},
    ],
    "relations": [
        {"p": "party_to", "s": "iran", "o": "accord", "status": "negotiating", "modality": "planned", "said_by": "oman"}
    ],
    "observations": [],
}  # fmt: skip


def written(folder: Path, **files: object) -> Path:
    folder.mkdir(exist_ok=True)
    for name, content in files.items():
        (folder / f"{name}.json").write_text(content if isinstance(content, str) else json.dumps(content))
    return folder


def run(*arguments: object) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def test_each_family_is_counted_as_by_hand(generation: Generation, tmp_path: Path) -> None:
    (compared,) = evaluate(generation, written(tmp_path / "gold", talks=TALKS))

    assert compared.families == {
        "entities": Tally(6, 7, 7),  # Israel is found, Natanz is missed
        "offices": Tally(1, 1, 1),  # "foreign minister" is within "Minister of Foreign Affairs"
        "events": Tally(3, 5, 4),  # three pairs of the talks; the charge and its rejection are not annotated
        "relations": Tally(1, 2, 1),
        "sectors": Tally(),
        "observations": Tally(),
    }
    assert compared.all == Tally(11, 15, 13)
    assert compared.all.f1 == pytest.approx(2 * 11 / (15 + 13))


def test_details_are_asked_of_what_is_right_alone(generation: Generation, tmp_path: Path) -> None:
    (compared,) = evaluate(generation, written(tmp_path / "gold", talks=TALKS))

    asked = {name: (tally.right, tally.wanted) for name, tally in compared.details.items() if tally.wanted}
    assert asked == {"modality": (4, 4), "date": (3, 3), "place": (3, 3), "status": (0, 1), "said_by": (0, 1)}
    assert compared.detail == pytest.approx(10 / 12)


def test_misses_and_errors_are_told_in_the_annotators_ids(generation: Generation, tmp_path: Path) -> None:
    (compared,) = evaluate(generation, written(tmp_path / "gold", talks=TALKS))

    assert ("events", ("assault", "iran", None)) in compared.missed
    assert ("entities", ("Place", "site")) in compared.missed
    assert ("entities", ("State", "https://w3id.org/relazione/id/state/il")) in compared.wrong


def test_a_document_that_the_dataset_lacks_is_missed_as_a_whole(generation: Generation, tmp_path: Path) -> None:
    absent = {**TALKS, "doc": "nowhere"}
    folder = written(tmp_path / "gold", talks=TALKS, nowhere=absent)

    compared = evaluate(generation, folder)

    assert [each.present for each in compared] == [False, True]
    assert together(compared).all == Tally(11, 15, 26)


def test_a_document_is_also_found_by_the_name_of_its_text(generation: Generation, tmp_path: Path) -> None:
    named = {**TALKS, "doc": "T1", "text": "../texts/talks-in-muscat.txt"}

    (compared,) = evaluate(generation, written(tmp_path / "gold", T1=named))

    assert compared.present


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Minister of Foreign Affairs", "minister for foreign affairs", True),
        ("Deputy Prime Minister", "Prime Minister", True),
        ("Minister", "Foreign Minister", False),
        ("President", "president", True),
    ],
)
def test_an_office_is_the_same_if_one_title_holds_the_other(one: str, other: str, same: bool) -> None:
    assert same_office(("p", plain(one), "s"), ("p", plain(other), "s")) is same


def test_names_are_compared_without_case_accents_and_small_words() -> None:
    assert plain("The Élysée’s Treaty of the Rhine–Main") == plain("elysee treaty rhine main")


def test_an_event_with_an_object_ties_each_actor_to_it() -> None:
    facts = Facts()
    facts.event("agree", ["a"], ["b"], "pact", {})
    facts.event("reject", ["a", "b"], [], "law", {})
    facts.event("request", ["a"], [], None, {})

    assert set(facts.of["events"]) == {
        ("agree", "a", "b"), ("agree", "a", "pact"), ("agree", "b", "pact"),
        ("reject", "a", "law"), ("reject", "b", "law"), ("request", "a", None),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("place", "value", "message"),
    [
        (("entities", 0, "type"), "Country", 'entities[0].type: found "Country"; wanted one of State, Organization'),
        (("entities", 0, "iso"), "IRN", 'entities[0].iso: found "IRN"; wanted two capital letters'),
        (("entities", 1, "id"), "iran", 'entities: found the id "iran" twice; wanted ids of their own'),
        (("offices", 0, "person"), "nobody", 'offices[0].person: found "nobody"; wanted the id of an entity'),
        (("events", 0, "type"), "meet", 'events[0].type: found "meet"; wanted one of agree, consult'),
        (("events", 0, "actors"), "oman", 'events[0].actors: found "oman"; wanted a list of ids'),
        (("events", 0, "date"), "12 April", 'events[0].date: found "12 April"; wanted YYYY, YYYY-MM or YYYY-MM-DD'),
        (("events", 1, "modality"), None, None),
        (("relations", 0, "o"), "sector:fun", 'relations[0].o: found "sector:fun"; wanted the id of an entity'),
        (("relations", 0, "p"), None, "relations[0].p: found nothing; wanted one of member_of"),
        (("observations",), None, "observations: found nothing; wanted a list"),
        (("observations",), [3], "observations[0]: found 3; wanted an object with kind, flow"),
        (("doc",), 7, "doc: found 7; wanted the document's identifier"),
    ],
)
def test_what_does_not_fit_is_told_by_file_place_found_and_wanted(
    place: tuple[Any, ...], value: object, message: str | None, tmp_path: Path
) -> None:
    content = json.loads(json.dumps(TALKS))
    at = content
    for step in place[:-1]:
        at = at[step]
    at[place[-1]] = value
    folder = written(tmp_path / "gold", talks=content)

    if message is None:
        assert len(read_gold(folder)) == 1
    else:
        with pytest.raises(GoldError) as error:
            read_gold(folder)
        assert f"{folder / 'talks.json'}: {message}" in str(error.value)


def test_all_that_is_wrong_is_told_at_once(tmp_path: Path) -> None:
    folder = written(tmp_path / "gold", a="{", b="[]", c={**TALKS, "doc": ""})

    with pytest.raises(GoldError) as error:
        read_gold(folder)

    assert [Path(line.split(":")[0]).name for line in str(error.value).splitlines()] == ["a.json", "b.json", "c.json"]


def test_a_folder_without_annotations_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(GoldError, match="wanted files NAME"):
        read_gold(tmp_path)


def test_the_command_prints_tables_rows_and_objects(data: Path, tmp_path: Path) -> None:
    folder = written(tmp_path / "gold", talks=TALKS)
    table = run("evaluate", folder, "--data", data, "--each", "--errors", "talks-in-muscat")
    rows = list(csv.DictReader(io.StringIO(run("evaluate", folder, "--data", data, "--format", "csv").stdout)))
    told = json.loads(run("evaluate", folder, "--data", data, "--format", "json").stdout)
    errors = run("evaluate", folder, "--data", data, "--format", "csv", "--errors", "talks-in-muscat").stdout

    assert table.exit_code == 0, table.stderr
    assert re.search(r"^events +0\.600 +0\.750 +0\.667 +3 +5 +4$", table.stdout, re.MULTILINE)
    assert "- events: assault | iran | —\n" in table.stdout
    assert {row["of"]: row["right"] for row in rows}["all"] == "11"
    assert told["documents"][0]["families"]["all"]["f1"] == pytest.approx(22 / 28)
    assert "+,entities,State | state/il\n" in errors
    assert "wanted one of talks-in-muscat" in run("evaluate", folder, "--data", data, "--errors", "x").stderr


def test_the_annotation_in_the_readme_is_one(tmp_path: Path) -> None:
    (shown,) = re.findall(r"```json\n(.*?)```", (ROOT / "README.md").read_text("utf-8"), re.DOTALL)

    (gold,) = read_gold(written(tmp_path / "gold", visit=shown))

    assert [event["type"] for event in gold.family("events")] == ["consult"]


def test_our_own_annotations_quote_the_samples() -> None:
    with as_file(files("graph") / "samples") as samples:
        for gold in read_gold(OURS):
            text = (samples / f"{gold.doc}.txt").read_text("utf-8")
            for family in ("offices", "events", "relations", "observations"):
                for entry in gold.family(family):
                    assert entry["evidence"] in text, (gold.doc, entry["evidence"])
            for entity in gold.family("entities"):
                for form in entity["aliases"]:
                    assert form in text, (gold.doc, form)


@pytest.mark.slow
def test_the_samples_are_read_as_we_annotate_them(tmp_path: Path) -> None:
    with as_file(files("graph") / "samples") as samples:
        build([samples / f"{gold.doc}.txt" for gold in read_gold(OURS)], tmp_path, reader=Reader)

    with Generation.open(tmp_path) as generation:
        compared = together(evaluate(generation, OURS))
    assert compared.all.f1 > 0.75
    assert compared.detail > 0.9


@pytest.mark.slow
@pytest.mark.skipif(not SHARED.is_dir(), reason="the annotations in ../shared are not part of this repository")
def test_the_figures_are_those_of_the_scorer(tmp_path: Path) -> None:
    gold, data, trig = SHARED / "gold" / "dev", tmp_path / "data", tmp_path / "export.trig"
    build([SHARED / "seeds", gold], data, reader=Reader)
    with Generation.open(data) as generation:
        trig.write_bytes(generation.dump("trig"))
        ours = together(evaluate(generation, gold))

    scorer = [sys.executable, str(SHARED / "gold" / "score.py"), str(trig), str(gold)]
    theirs = subprocess.run(scorer, capture_output=True, text=True, check=True).stdout

    counted = re.findall(r"^  (\w+) .*\((\d+) of (\d+) found, (\d+) wanted\)$", theirs, re.MULTILINE)
    assert {name: Tally(*map(int, counts)) for name, *counts in counted} == {**ours.families, "all": ours.all}
    assert f"F1 {ours.all.f1:.3f}, details {ours.detail:.3f}" in theirs
    assert f"splits        {ours.splits:.2f} nodes an entity" in theirs
    details = re.findall(r"(\w+) (\d\.\d\d) \((\d+)\)", theirs)
    assert {(name, share, int(wanted)) for name, share, wanted in details} == {
        (name, f"{tally.recall:.2f}", tally.wanted) for name, tally in ours.details.items() if tally.wanted
    }
