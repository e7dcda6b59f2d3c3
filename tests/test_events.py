"""Events: who did what to whom, and what is left alone."""

import pytest
from told import Read, events, sides

pytestmark = pytest.mark.slow


def test_plain_sentence(read: Read) -> None:
    assert sides(read("Peru accused Chile of overfishing."), "Accuse") == [(("state/pe",), ("state/cl",))]


def test_passive_with_its_agent(read: Read) -> None:
    assert sides(read("Chile was accused by Peru of overfishing."), "Accuse") == [(("state/pe",), ("state/cl",))]


def test_relative_clause_acts_for_the_noun_before_it(read: Read) -> None:
    found = sides(read("Peru, which accused Chile of overfishing, left the room."), "Accuse")

    assert found == [(("state/pe",), ("state/cl",))]


def test_coordination_of_subjects(read: Read) -> None:
    assert sides(read("Peru and Bolivia condemned Chile."), "Accuse") == [(("state/bo", "state/pe"), ("state/cl",))]


def test_coordination_of_verbs_shares_the_subject(read: Read) -> None:
    reading = read("Peru condemned Chile and imposed sanctions on Bolivia.")

    assert sides(reading, "Accuse") == [(("state/pe",), ("state/cl",))]
    assert sides(reading, "Sanction") == [(("state/pe",), ("state/bo",))]


def test_noun_of_an_act_takes_its_subject_from_a_light_verb(read: Read) -> None:
    found = sides(read("Peru held talks with Chile."), "Consult")

    assert [{*actors, *recipients} for actors, recipients in found] == [{"state/pe", "state/cl"}]


def test_noun_of_an_act_takes_its_sides_from_its_own_phrase(read: Read) -> None:
    assert sides(read("Peru's attack on Chile stunned the region."), "Assault") == [(("state/pe",), ("state/cl",))]


def test_control_asks_the_object_not_the_subject(read: Read) -> None:
    reading = read("Peru urged Chile to withdraw its troops.")

    assert sides(reading, "Request") == [(("state/pe",), ("state/cl",))]
    assert not events(reading, "Retreat")


def test_negated_act_is_refused(read: Read) -> None:
    reading = read("Peru did not accuse Chile of overfishing.")

    assert not events(reading, "Accuse")
    assert any(refusal.recognised.startswith("Accuse") for refusal in reading.refusals)


def test_possible_act_is_refused(read: Read) -> None:
    assert not events(read("Peru may accuse Chile of overfishing."), "Accuse")


def test_declined_infinitive_did_not_happen(read: Read) -> None:
    assert not events(read("Peru declined to condemn Chile."), "Accuse")


def test_refusal_to_grant_is_a_rejection(read: Read) -> None:
    reading = read("Peru will not support Chile.")

    assert sides(reading, "Reject") == [(("state/pe",), ("state/cl",))]
    assert not events(reading, "Support")


def test_denial_answers_the_accuser(read: Read) -> None:
    reading = read("Peru accused Chile of spying. Chile denied the accusation.")

    assert sides(reading, "Reject") == [(("state/cl",), ("state/pe",))]


def test_future_act_is_planned(read: Read) -> None:
    (event,) = events(read("Peru will sign a treaty with Chile next week."), "Agree")

    assert event.modality == "planned"


def test_past_act_is_a_fact(read: Read) -> None:
    (event,) = events(read("Peru signed a treaty with Chile."), "Agree")

    assert event.modality == "fact"
    assert {*event.actors, *event.recipients} == {"state/pe", "state/cl"}


def test_speaker_of_a_reported_act(read: Read) -> None:
    (event,) = events(read("Bolivia said that Peru had attacked Chile."), "Assault")

    assert event.said_by == "state/bo"
    assert (event.actors, event.recipients) == (("state/pe",), ("state/cl",))


def test_must_is_a_request(read: Read) -> None:
    found = sides(read("Peru said that Chile must withdraw from the island."), "Request")

    assert found == [(("state/pe",), ("state/cl",))]


def test_non_renewal_is_a_withdrawal(read: Read) -> None:
    (event,) = events(read("Peru did not renew the Andean Fisheries Treaty."), "Retreat")

    assert event.actors == ("state/pe",)
    assert event.object == "agreement/andean-fisheries-treaty"


def test_one_who_meets_several_meets_each(read: Read) -> None:
    found = sides(read("Peru's President Jorge Valdes met Aino Lehtola and Mary Holm."), "Consult")

    assert [recipients for _, recipients in found] == [("person/aino-lehtola",), ("person/mary-holm",)]


def test_place_that_is_bombed_stands_for_its_state(read: Read) -> None:
    (event,) = events(read("Peruvian warplanes killed ten people in Santiago."), "Assault")

    assert (event.actors, event.recipients) == (("state/pe",), ("state/cl",))


def test_session_is_the_occasion_of_a_meeting(read: Read) -> None:
    text = "Peru's President Jorge Valdes met Aino Lehtola at the 12th session of the Andean Fisheries Committee."
    (event,) = events(read(text), "Consult")

    assert event.occasion == "organization/andean-fisheries-committee"
    assert event.occasion_text == "12th session of the Andean Fisheries Committee"


def test_evidence_is_the_clause_of_the_act(read: Read) -> None:
    reading = read("The sea was calm; Peru accused Chile of overfishing.")
    (event,) = events(reading, "Accuse")

    span = event.evidence[0]
    assert reading.document.quote(span.start, span.end) == "Peru accused Chile of overfishing"


def test_act_whose_sides_are_not_named_is_refused(read: Read) -> None:
    reading = read("Somebody accused somebody else of overfishing.")

    assert not events(reading)
    assert [refusal.reason for refusal in reading.refusals] == ["its sides are not found"]


def test_heading_tells_no_events(read: Read) -> None:
    reading = read("Peru accuses Chile\n\nThe sea was calm on Monday, and the fleets stayed in their harbours.")

    assert not events(reading)


def test_reading_is_the_same_twice(read: Read) -> None:
    text = "Peru and Bolivia condemned Chile. Chile's president Jorge Valdes urged them to meet Aino Lehtola."

    assert read(text) == read(text)


def test_decision_is_that_of_whom_the_sentence_before_told(read: Read) -> None:
    reading = read("Peru imposed sanctions on Chile. Bolivia condemned the decision.")

    assert sides(reading, "Accuse") == [(("state/bo",), ("state/pe",))]


def test_place_beside_the_subjects_does_not_act(read: Read) -> None:
    reading = read("On Tuesday in Geneva, Peru and Chile signed the Treaty of Callao.")

    ((actors, recipients),) = sides(reading, "Agree")
    assert {*actors, *recipients} == {"state/cl", "state/pe"}


def test_who_only_looks_on_is_no_party(read: Read) -> None:
    text = "Kenya and Uganda signed a border treaty, with Norway beside them as witness."

    assert sides(read(text), "Agree") == [(("state/ke", "state/ug"), ())]


@pytest.mark.parametrize(
    ("text", "kind", "actor", "recipient"),
    [
        ("Kenya told Uganda to free the sailors.", "Request", "state/ke", "state/ug"),
        ("Kenya's demand that Uganda pay the bill was made in public.", "Request", "state/ke", "state/ug"),
        ("Kenya has put 30 million dollars into Uganda.", "Aid", "state/ke", "state/ug"),
        ("Kenya parted with forty howitzers to Uganda.", "Aid", "state/ke", "state/ug"),
        ("Kenya described Uganda's move as a provocation.", "Accuse", "state/ke", "state/ug"),
        ("Kenya parried Ugandan criticism.", "Reject", "state/ke", "state/ug"),
        ("Kenya pulled its ambassador out of Uganda.", "Sanction", "state/ke", "state/ug"),
        ("Kenya lodged a protest with Uganda.", "Protest", "state/ke", "state/ug"),
        ("Kenya has done away with its duty on Ugandan maize.", "Concede", "state/ke", "state/ug"),
    ],
)
def test_words_of_a_kind_tell_the_act(read: Read, text: str, kind: str, actor: str, recipient: str) -> None:
    assert sides(read(text), kind) == [((actor,), (recipient,))]


def test_soldiers_stationed_abroad_are_their_states_deployment(read: Read) -> None:
    found = sides(read("Some 300 Kenyan soldiers are stationed in Uganda."), "Mobilize")

    assert [actors for actors, _ in found] == [("state/ke",)]


def test_who_sits_two_down_together_meets_both(read: Read) -> None:
    found = sides(read("Norway sat Kenya down with Uganda in Oslo."), "Consult")

    assert {key for pair in found for side in pair for key in side} == {"state/no", "state/ke", "state/ug"}


def test_welcome_between_persons_is_a_meeting(read: Read) -> None:
    text = "Kenya's President Jorge Valdes welcomed Ugandan Prime Minister Maria Lindqvist at the airport."

    assert sides(read(text), "Consult") == [(("person/jorge-valdes",), ("person/maria-lindqvist",))]


def test_hosts_are_those_whom_the_last_visit_led_to(read: Read) -> None:
    text = "Kenya's President Jorge Valdes flew to Uganda. He concluded a border treaty with his hosts."

    assert sides(read(text), "Agree") == [(("person/jorge-valdes",), ("state/ug",))]


def test_nobody_meets_alone_or_with_a_town(read: Read) -> None:
    assert sides(read("Kenya's President Jorge Valdes toured the Miraflores Locks."), "Consult") == []
    assert sides(read("Kenya is to host the COP31 conference next year."), "Consult") == []


def test_state_that_acts_at_home_acts_on_no_other(read: Read) -> None:
    [(actors, recipients)] = sides(read("Kenyan police detained 74 people."), "Coerce")

    assert {*actors, *recipients} == {"state/ke"}
