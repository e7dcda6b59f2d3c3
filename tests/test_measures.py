"""Measures by the verbs around them: whose they are and whom they bite."""

import pytest
from told import Read

from graph.statement import Reading, Relation

pytestmark = pytest.mark.slow


def sides(reading: Reading, modality: str = "fact") -> tuple[set[str], set[str]]:
    """Return who adopted a measure and whom it bites."""
    told = [s for s in reading.statements if isinstance(s, Relation) and s.modality == modality]
    return {s.subject for s in told if s.predicate == "adopts"}, {s.object for s in told if s.predicate == "targets"}


@pytest.mark.parametrize(
    "text",
    [
        "The copper levy that Peru placed on Chile angered farmers.",
        "The tariffs imposed by Peru on Chile hurt farmers.",
        "Chile faces Peru's duty on copper.",
        "Chile was hit by Peru's copper levy.",
    ],
)
def test_verb_tells_whose_a_measure_is_and_whom_it_bites(read: Read, text: str) -> None:
    assert sides(read(text)) == ({"state/pe"}, {"state/cl"})


def test_two_may_adopt_one_measure(read: Read) -> None:
    found = sides(read("The price cap that Norway and Finland imposed on Chile is low."))

    assert found == ({"state/fi", "state/no"}, {"state/cl"})


@pytest.mark.parametrize(
    "text",
    [
        "Peru imposed an export ban on copper to protect Peru's industry.",
        "Peru's Foreign Minister Jorge Valdes announced an export ban on copper.",
    ],
)
def test_nobody_is_bitten_by_his_own_measure(read: Read, text: str) -> None:
    assert not sides(read(text))[1]


@pytest.mark.parametrize(
    "text",
    [
        "Peru did not impose tariffs on Chile.",
        "Peru's export ban does not hit Chile.",
        "Chile may face Peru's duty on copper.",
    ],
)
def test_nobody_is_bitten_where_it_is_denied_or_possible(read: Read, text: str) -> None:
    assert not sides(read(text))[1]


def test_levy_to_come_is_planned(read: Read) -> None:
    reading = read("The copper levy that Peru will place on Chile angered farmers.")

    assert sides(reading, "planned") == ({"state/pe"}, {"state/cl"})
    assert sides(reading) == (set(), set())


def test_critic_of_a_measure_did_not_adopt_it(read: Read) -> None:
    assert sides(read("Chile condemned Peru's copper levy on Bolivia.")) == ({"state/pe"}, {"state/bo"})
