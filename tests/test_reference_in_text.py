"""Whom and what a text means by words that name nobody: "I", "it", "him", a ministry, a role before a name."""

import pytest
from told import Read, events, figures, relations, sides

from graph.statement import Relation

pytestmark = pytest.mark.slow


def test_official_who_tells_a_text_is_meant_by_i_and_his_state_by_we(read: Read) -> None:
    text = (
        "Foreign Minister Aino Lehtola of Finland issued this statement. I know the way. I am glad of it.\n\n"
        "Tomorrow I will meet President Jorge Valdes of Peru.\n\nWe condemned Chile."
    )
    reading = read(text)

    assert (("person/aino-lehtola",), ("person/jorge-valdes",)) in sides(reading, "Consult")
    assert (("state/fi",), ("state/cl",)) in sides(reading, "Accuse")


def test_i_of_nobody_known_means_nobody(read: Read) -> None:
    text = "I like Lima. I went there. I met President Jorge Valdes of Peru."

    assert not sides(read(text), "Consult")


def test_it_behind_a_verb_of_documents_is_the_agreement_named_last(read: Read) -> None:
    reading = read("Peru and Chile drew up the Treaty of Callao. Bolivia ratified it in May.")

    assert "agreement/treaty-of-callao" in {
        event.object for event in events(reading, "Agree") if event.actors == ("state/bo",)
    }


def test_what_is_put_forward_in_the_subjunctive_is_asked_of_nobody_by_name(read: Read) -> None:
    reading = read("Peru suggested that a regional office be opened in Lima.")

    assert sides(reading, "Request") == [(("state/pe",), ())]


def test_place_of_what_is_asked_for_is_not_where_it_was_asked(read: Read) -> None:
    (asked,) = events(read("Peru suggested that a regional office be opened in Dushanbe."), "Request")

    assert asked.place is None


def test_him_who_is_not_known_is_not_the_state_that_stands_near(read: Read) -> None:
    assert not sides(read("Aino Lehtola of Peru promised him support."), "Support")


def test_person_named_behind_his_office_acts_and_not_his_state(read: Read) -> None:
    assert sides(read("The representative of China, Fu Cong, reproached Peru."), "Accuse") == [
        (("person/fu-cong",), ("state/pe",))
    ]


def test_ministry_asks_nothing_of_its_own_state(read: Read) -> None:
    assert "state/pe" not in {
        key for _, them in sides(read("Peru's trade ministry asked for talks."), "Request") for key in them
    }


@pytest.mark.parametrize("text", ["The 2025 exporters of Peru met.", "Chile left the 2019 talks with Peru."])
def test_year_counts_nothing(read: Read, text: str) -> None:
    assert not figures(read(text))


def test_figure_goes_to_whom_its_preposition_names_by_a_role(read: Read) -> None:
    text = "Kenya asked for help. The Norwegian government gave €40 million to the Kenyan ministries."
    (figure,) = figures(read(text))

    assert (figure.reporter, figure.partner) == ("state/no", "state/ke")


def test_figure_goes_to_whose_goods_a_pronoun_means(read: Read) -> None:
    (figure,) = figures(read("Brazil is far from the United States. Donald Trump slapped 50 per cent on its goods."))

    assert (figure.reporter, figure.partner) == ("state/us", "state/br")


def test_measure_is_its_owners_and_not_of_who_tells_of_it(read: Read) -> None:
    reading = read("Norway said that Chile faces Peru's duty on copper.")
    told = {(s.predicate, s.subject, s.object) for s in reading.statements if isinstance(s, Relation)}

    assert {subject for predicate, subject, _ in told if predicate == "adopts"} == {"state/pe"}
    assert {target for predicate, _, target in told if predicate == "targets"} == {"state/cl"}
    assert ("aboutSector", "measure/duty-on-copper-pe", "sector:trade") in told


def test_who_is_hit_in_somebodys_words_is_his_claim(read: Read) -> None:
    reading = read("Norway said that the copper levy that Peru placed on Chile was new.")
    told = [s for s in reading.statements if isinstance(s, Relation) and s.predicate == "targets"]

    assert {s.said_by for s in told} == {"state/no"}


def test_guard_of_a_state_acts_upon_its_people(read: Read) -> None:
    assert sides(read("Peru's coast guard detained fishermen."), "Coerce") == [
        (("organization/pe-coast-guard",), ("state/pe",))
    ]


def test_agreement_that_the_ontology_knows_gets_no_parties_from_its_clause(read: Read) -> None:
    assert ("state/pe", "partyTo") not in {
        (one, told) for one, told, _ in relations(read("Peru works under the Paris Agreement."))
    }


def test_who_works_on_an_initiative_takes_part_and_the_rule_is_named(read: Read) -> None:
    reading = read("Kenya deployed engineers along the Green Corridor Initiative.")
    (part,) = (s for s in reading.statements if isinstance(s, Relation) and s.predicate == "takesPartIn")

    assert (part.subject, part.rule) == ("state/ke", "part-from-clause")


def test_parties_in_somebodys_words_are_his_claim(read: Read) -> None:
    reading = read("Norway said that the Treaty of Callao was signed by Peru.")
    told = {(s.subject, s.said_by) for s in reading.statements if isinstance(s, Relation) and s.predicate == "partyTo"}

    assert told == {("state/pe", "state/no")}
