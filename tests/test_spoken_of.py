"""Whom and what a phrase means that was spoken of before: "the decree", "him", "the two", "the minister, NAME"."""

import pytest
from told import Read, events, keys, relations, sides, types

from graph.statement import Event, Reading

pytestmark = pytest.mark.slow

VALDES, LEHTOLA = "person/jorge-valdes", "person/tero-lehtola"


def named(reading: Reading, kind: str) -> list[str]:
    return [name for name, type_ in types(reading).items() if type_ == kind]


def test_decree_is_the_last_one(read: Read) -> None:
    text = (
        "Peru adopted a decree on foreign ships. Chile adopted a decree on foreign nets. Bolivia condemned the decree."
    )
    (event,) = events(read(text), "Accuse")

    assert event.object == "measure/decree-on-foreign-nets"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The migration protocol entered into force in May.", "migration protocol"),
        ("Under an energy accord, Peru sells gas to Chile.", "energy accord"),
    ],
)
def test_agreement_is_known_by_what_qualifies_it(read: Read, text: str, name: str) -> None:
    assert named(read(text), "Agreement") == [name]


@pytest.mark.parametrize(
    "text",
    [
        "Peru has no migration protocol.",
        "Any migration protocol would help Peru.",
    ],
)
def test_agreements_in_general_are_none(read: Read, text: str) -> None:
    assert not named(read(text), "Agreement")


@pytest.mark.parametrize(
    ("text", "owner"),
    [
        ("Peru's growth plan for Bolivia creates jobs.", "state/pe"),
        ("The European Union's investment plan for Kenya creates jobs.", "organization/european-union"),
    ],
)
def test_plan_of_one_for_another_is_led_by_its_owner(read: Read, text: str, owner: str) -> None:
    assert [subject for subject, predicate, _ in relations(read(text)) if predicate == "takesPartIn"] == [owner]


@pytest.mark.parametrize("text", ["The growth plan is late.", "Peru has no growth plan for Bolivia."])
def test_plan_of_nobody_or_for_nothing_is_no_initiative(read: Read, text: str) -> None:
    assert not named(read(text), "Initiative")


@pytest.mark.parametrize(
    ("text", "body", "seat"),
    [
        ("Peru's coast guard seized a Chilean boat.", "organization/pe-coast-guard", "state/pe"),
        ("The Peruvian navy seized a Chilean boat.", "organization/pe-navy", "state/pe"),
        ("The commerce ministry in Lima opened an inquiry.", "organization/pe-commerce-ministry", "place/lima"),
    ],
)
def test_body_in_small_letters_sits_in_its_state(read: Read, text: str, body: str, seat: str) -> None:
    assert (body, "basedIn", seat) in relations(read(text))


@pytest.mark.parametrize("text", ["Peru's ministries are closed.", "The bank in Lima was robbed."])
def test_body_of_nobody_in_particular_is_none(read: Read, text: str) -> None:
    assert not {key for key in keys(read(text)) if key.startswith("organization/")}


def test_him_is_never_the_subject_of_its_own_verb(read: Read) -> None:
    reading = read("Tero Lehtola met Jorge Valdes. Lehtola accused him of spying.")

    assert sides(reading, "Accuse") == [((LEHTOLA,), (VALDES,))]


def test_him_is_the_one_told_of_before(read: Read) -> None:
    reading = read("Peru's President Jorge Valdes met Tero Lehtola. Bolivia accused him of spying.")

    assert sides(reading, "Accuse") == [(("state/bo",), (VALDES,))]


@pytest.mark.parametrize(
    ("before", "number", "states"),
    [
        ("Peru and Chile", "two", ("state/cl", "state/pe")),
        ("Peru, Chile and Bolivia", "three", ("state/bo", "state/cl", "state/pe")),
    ],
)
def test_number_means_the_last_that_many(read: Read, before: str, number: str, states: tuple[str, ...]) -> None:
    reading = read(f"{before} met in May. The {number} urged Ecuador to release the sailors.")

    assert sides(reading, "Request") == [(states, ("state/ec",))]


def test_the_two_are_not_those_of_an_earlier_sentence(read: Read) -> None:
    text = "Peru and Chile met in May. Norway and Finland met in June. The two urged Ecuador to release the sailors."

    assert sides(read(text), "Request") == [(("state/fi", "state/no"), ("state/ec",))]


@pytest.mark.parametrize("title", ["The minister", "Peru's foreign minister"])
def test_title_and_name_between_commas_are_one_person(read: Read, title: str) -> None:
    assert sides(read(f"{title}, Jorge Valdes, condemned Chile."), "Accuse") == [((VALDES,), ("state/cl",))]


@pytest.mark.parametrize("people", ["Traders in Lima", "Fishermen in Lima"])
def test_people_in_a_city_act_for_its_state(read: Read, people: str) -> None:
    assert sides(read(f"{people} condemned Chile."), "Accuse") == [(("state/pe",), ("state/cl",))]


def test_traders_of_nowhere_are_nobody(read: Read) -> None:
    assert not events(read("The traders condemned Chile."))


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Peru turned down Chile's offer.", "Reject"),
        ("Peru called off talks with Chile.", "Retreat"),
        ("Peru handed over patrol boats to Chile.", "Aid"),
        ("Peru set aside $3 billion for Chile.", "Aid"),
        ("Peru threw its weight behind Chile.", "Support"),
    ],
)
def test_verb_of_several_words_is_one_act(read: Read, text: str, kind: str) -> None:
    assert sides(read(text), kind) == [(("state/pe",), ("state/cl",))]


@pytest.mark.parametrize(
    "text",
    [
        "Peru did not turn down Chile's offer.",
        "Peru might hand over patrol boats to Chile.",
    ],
)
def test_act_of_several_words_may_be_denied_or_possible(read: Read, text: str) -> None:
    assert not events(read(text))


@pytest.mark.parametrize(
    ("text", "kind", "modality"),
    [
        ("Bolivia announced that Peru would provide a grant to Chile.", "Aid", "planned"),
        ("Bolivia announced that Peru had handed over patrol boats to Chile.", "Aid", "fact"),
        ("Bolivia announced that Peru had called on Chile to release the sailors.", "Request", "fact"),
    ],
)
def test_who_tells_of_an_act_takes_no_part_in_it(read: Read, text: str, kind: str, modality: str) -> None:
    (event,) = events(read(text))

    assert (event.kind, event.actors, event.recipients) == (kind, ("state/pe",), ("state/cl",))
    assert (event.said_by, event.modality) == ("state/bo", modality)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The two men agreed that the conflict between Peruvians and Chileans must be settled.", "Agree"),
        ("When Peruvian diplomats speak of Chile today, they stress what goes on.", "Consult"),
    ],
)
def test_those_who_are_only_spoken_of_neither_agree_nor_meet(read: Read, text: str, kind: str) -> None:
    assert kind not in {event.kind for event in read(text).statements if isinstance(event, Event)}
