"""The questions that the dataset has to answer, asked of the graph of the samples and of the graph of the seeds.

Each tests/competency/CQnn.rq has its known rows beside it in CQnn.csv; where the seeds differ in what only names a
document, or in a wording that both texts give after their own manner, theirs are in CQnn.seeds.csv. The rows were
written down from the question's expected answer, and a test holds them against it.
"""

import csv
import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from graph.build import build
from graph.gate import Verdict, check
from graph.reading import Reader
from graph.store import Generation

QUESTIONS = Path(__file__).parent / "competency"
SAMPLES = Path(__file__).parent.parent / "graph" / "samples"
SHARED = Path(__file__).parent.parent.parent / "shared"
SEEDS, ASKED = SHARED / "seeds", SHARED / "competency" / "questions.jsonl"
ANSWERED = sorted(path.stem for path in QUESTIONS.glob("*.rq"))
# Words of an expected answer that are a remark on it.
REMARKS = {"and", "the", "of", "txt", "up"}
# Parts of an expected answer that no row gives, with the reason.
UNGIVEN: dict[str, tuple[set[str], str]] = {
    "CQ03": ({"oversee", "intelligence", "matter"}, "a duty is no office"),
    "CQ11": ({"non", "renewal"}, "told as the status of the agreement: withdrawn"),
    "CQ19": ({"standalone", "non"}, "a bracket behind the services is no part of their topic"),
    "CQ21": ({"italian", "government"}, "a government acts as its state: Italy"),
    "CQ37": ({"aircraft"}, "the article says carrier, the sample aircraft carrier"),
    "CQ40": ({"cgtn"}, "the article names no publisher, only an agency under its pictures"),
}
# Words of an answer that stand in a query all the same, with the reason.
NAMED: dict[str, tuple[set[str], str]] = {
    "CQ09": ({"planned"}, "the modality of what is still in the future"),
    "CQ24": ({"billion"}, "the unit of the answer"),
    "CQ25": ({"billion"}, "the unit of the answer"),
    "CQ27": ({"billion"}, "the unit of the answer"),
    "CQ35": ({"led", "state"}, "the word for whoever leads; what every IRI of a state begins with"),
    "CQ36": ({"in", "favour"}, "the words for either outcome of a vote"),
}


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


@pytest.fixture(scope="module")
def of_samples(reader: Reader, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Verdict]:
    return verdicts(SAMPLES, reader, QUESTIONS, tmp_path_factory.mktemp("samples"))


@pytest.fixture(scope="module")
def of_seeds(reader: Reader, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Verdict]:
    folder = tmp_path_factory.mktemp("seeds")
    questions = folder / "questions"
    questions.mkdir()
    for name in ANSWERED:
        shutil.copy(QUESTIONS / f"{name}.rq", questions)
        shutil.copy(known(name, seeds=True), questions / f"{name}.csv")
    return verdicts(SEEDS, reader, questions, folder)


def verdicts(sources: Path, reader: Reader, questions: Path, folder: Path) -> dict[str, Verdict]:
    build([sources], folder / "data", reader=lambda: reader)
    with Generation.open(folder / "data") as generation:
        return {verdict.name: verdict for verdict in check(generation, questions)}


def known(name: str, *, seeds: bool) -> Path:
    of_seeds = QUESTIONS / f"{name}.seeds.csv"
    return of_seeds if seeds and of_seeds.is_file() else QUESTIONS / f"{name}.csv"


def asked(name: str) -> dict[str, Any]:
    """Return a question as it was asked, with its expected answer."""
    questions = map(json.loads, ASKED.read_text("utf-8").splitlines())
    return next(question for question in questions if question["id"] == name)


def words(text: str) -> set[str]:
    """Return the words of a text, without regard to case and plural."""
    found = re.findall(r"\w+(?:[.,]\d+)*", text.replace("-", " ").replace("_", " ").casefold())
    return {word.removesuffix("s") if len(word) > 3 else word for word in found} - REMARKS


def test_every_one_of_the_thirty_questions_has_its_query() -> None:
    assert len(ANSWERED) == 30


@pytest.mark.slow
@pytest.mark.parametrize("name", ANSWERED)
def test_the_samples_answer(name: str, of_samples: dict[str, Verdict]) -> None:
    assert of_samples[name] == Verdict(name=name)


@pytest.mark.slow
@pytest.mark.skipif(not SEEDS.is_dir(), reason="the three seed articles are not part of this repository")
@pytest.mark.parametrize("name", ANSWERED)
def test_the_seeds_answer(name: str, of_seeds: dict[str, Verdict]) -> None:
    assert of_seeds[name] == Verdict(name=name)


@pytest.mark.skipif(not ASKED.is_file(), reason="the list of questions is not part of this repository")
@pytest.mark.parametrize("name", ANSWERED)
def test_the_known_rows_say_all_that_the_question_expects(name: str) -> None:
    with known(name, seeds=True).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    given = words(" ".join(" ".join(row.values()) for row in rows))
    expected = words(" ".join(asked(name)["expected"]))
    ungiven, _ = UNGIVEN.get(name, (set(), ""))

    assert expected - given == ungiven


@pytest.mark.skipif(not ASKED.is_file(), reason="the list of questions is not part of this repository")
@pytest.mark.parametrize("name", ANSWERED)
def test_a_query_names_nothing_of_its_answer_that_its_question_does_not_name(name: str) -> None:
    query = re.sub(r"(?m)^(?:#|PREFIX).*$", "", (QUESTIONS / f"{name}.rq").read_text("utf-8"))
    spoken = words(" ".join(re.findall(r'"[^"]*"|(?:state|person|place|company|org|sector):[\w-]+', query)))
    answer = words(" ".join(asked(name)["expected"]))

    question = words(asked(name)["question"])
    named, _ = NAMED.get(name, (set(), ""))

    assert (spoken & answer) - question == named
