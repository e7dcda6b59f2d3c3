"""Names: persons that the ontology knows, given names with hyphens, and what is no name at all."""

import pytest
from told import Read, keys, offices, relations, types

from ontology.actors import load_actors

LAVROV = "person/sergei-lavrov"


def test_known_persons_serve_known_states_and_bodies() -> None:
    kinds = {actor.key: actor.type for actor in load_actors()}
    served = {actor.key: actor.serves for actor in load_actors() if actor.serves}

    assert served[LAVROV] == "state/ru"
    assert {kinds[person] for person in served} == {"Person"}
    assert {kinds[body] for body in served.values()} <= {"State", "Organization"}


@pytest.mark.slow
def test_known_persons_are_told_by_their_whole_names(read: Read) -> None:
    found = keys(read("Sergei Lavrov met David Lammy in Geneva."))

    assert {LAVROV, "person/david-lammy"} <= found


@pytest.mark.slow
@pytest.mark.parametrize(
    ("title", "surname", "office"),
    [
        ("Foreign Minister", "Lavrov", (LAVROV, "foreign minister", "state/ru")),
        ("Foreign Secretary", "Lammy", ("person/david-lammy", "foreign secretary", "state/gb")),
    ],
)
def test_surname_behind_a_title_is_the_known_person(
    read: Read, title: str, surname: str, office: tuple[str, str, str]
) -> None:
    assert offices(read(f"{title} {surname} condemned Peru.")) == {office}


@pytest.mark.slow
def test_known_minister_who_signs_binds_his_state(read: Read) -> None:
    found = relations(read("Foreign Minister Lavrov signed the Treaty of Callao with Chile."))

    assert {subject for subject, predicate, _ in found if predicate == "partyTo"} == {"state/cl", "state/ru"}


@pytest.mark.slow
def test_another_given_name_is_another_person(read: Read) -> None:
    found = offices(read("Peru's Foreign Minister Jorge Lavrov condemned Chile."))

    assert found == {("person/jorge-lavrov", "foreign minister", "state/pe")}


@pytest.mark.slow
@pytest.mark.parametrize("name", ["Jean-Marc Holm", "Tsai Mei-ling", "Jorge Valdes Jr."])
def test_name_of_a_person_is_read_whole(read: Read, name: str) -> None:
    found = types(read(f"Peru's Foreign Minister {name} met Aino Lehtola."))

    persons = {known.rstrip(".") for known, kind in found.items() if kind == "Person"}
    assert persons == {name.rstrip("."), "Aino Lehtola"}


@pytest.mark.slow
@pytest.mark.parametrize("amount", ["US$2 billion", "A$500 million"])
def test_amount_of_money_is_no_name(read: Read, amount: str) -> None:
    assert keys(read(f"Peru lent {amount} to Chile.")) == {"state/cl", "state/pe"}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The Ministry for Trade and Fisheries published a report.", "Ministry for Trade and Fisheries"),
        ("Peru signed the Trade and Fisheries Agreement with Chile.", "Trade and Fisheries Agreement"),
    ],
)
def test_and_may_stand_inside_a_name(read: Read, text: str, name: str) -> None:
    assert name in types(read(text))


@pytest.mark.slow
def test_and_parts_two_names(read: Read) -> None:
    found = keys(read("The Nordic Rice Institute and the Gasabo Mining Company met in May."))

    assert {"organization/nordic-rice-institute", "company/gasabo-mining-company"} <= found
