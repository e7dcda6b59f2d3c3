"""Offices: who holds, or held, what, and of which state or body."""

import pytest
from told import Read, offices

from graph.statement import Tenure

pytestmark = pytest.mark.slow


def test_title_before_the_name_with_its_state(read: Read) -> None:
    assert ("person/aino-lehtola", "foreign minister", "state/fi") in offices(
        read("Finnish Foreign Minister Aino Lehtola signed the treaty.")
    )


def test_title_behind_the_name(read: Read) -> None:
    assert ("person/jorge-valdes", "minister of trade", "state/pe") in offices(
        read("Jorge Valdes, the Minister of Trade of Peru, spoke first.")
    )


def test_title_behind_is(read: Read) -> None:
    assert ("person/jorge-valdes", "president", "state/pe") in offices(read("Jorge Valdes is the president of Peru."))


def test_possessive_owns_a_title(read: Read) -> None:
    assert ("person/aino-lehtola", "prime minister", "state/fi") in offices(
        read("Finland's Prime Minister Aino Lehtola spoke first.")
    )


def test_and_joins_two_titles_of_one_person(read: Read) -> None:
    found = offices(read("Finnish Deputy Prime Minister and Foreign Minister Aino Lehtola spoke first."))

    assert {
        ("person/aino-lehtola", "deputy prime minister", "state/fi"),
        ("person/aino-lehtola", "foreign minister", "state/fi"),
    } <= found


def test_former_office_is_marked(read: Read) -> None:
    reading = read("Peru's former President Jorge Valdes spoke first.")

    (tenure,) = (statement for statement in reading.statements if isinstance(statement, Tenure))
    assert (tenure.title, tenure.of, tenure.former) == ("President", "state/pe", True)


def test_respective_lists_are_paired_in_order(read: Read) -> None:
    found = offices(read("The foreign ministers of Finland and Peru, Aino Lehtola and Jorge Valdes, met on Monday."))

    assert {
        ("person/aino-lehtola", "foreign minister", "state/fi"),
        ("person/jorge-valdes", "foreign minister", "state/pe"),
    } <= found


def test_counterpart_holds_the_same_office_of_the_other_state(read: Read) -> None:
    found = offices(read("Finnish Foreign Minister Aino Lehtola met her Peruvian counterpart Jorge Valdes on Monday."))

    assert ("person/jorge-valdes", "foreign minister", "state/pe") in found


def test_president_of_a_state_behind_the_name(read: Read) -> None:
    found = offices(read("President Jorge Valdes of Peru left early."))

    assert ("person/jorge-valdes", "president", "state/pe") in found


def test_office_of_a_body(read: Read) -> None:
    assert ("person/mary-holm", "director", "organization/nordic-fisheries-institute") in offices(
        read("Mary Holm, director of the Nordic Fisheries Institute, disagreed.")
    )


def test_owner_from_context_is_believed_less_than_a_worded_one(read: Read) -> None:
    reading = read("Peru closed its ports. President Jorge Valdes said that Peru would open them in May.")

    (tenure,) = (statement for statement in reading.statements if isinstance(statement, Tenure))
    assert tenure.of == "state/pe"
    assert tenure.rule == "office-owner-from-context"
    assert tenure.confidence < 0.95


def test_presidency_of_a_body(read: Read) -> None:
    found = offices(read("Aino Lehtola, who holds EFTA's presidency, opened the session."))

    assert ("person/aino-lehtola", "president", "organization/european-free-trade-association") in found


def test_evidence_holds_title_and_name(read: Read) -> None:
    reading = read("On Monday Finnish Foreign Minister Aino Lehtola signed.")

    (tenure,) = (statement for statement in reading.statements if isinstance(statement, Tenure))
    span = tenure.evidence[0]
    assert reading.document.quote(span.start, span.end) == "Finnish Foreign Minister Aino Lehtola"


def test_analyst_is_no_office(read: Read) -> None:
    assert not offices(read("Jorge Valdes, an analyst, disagreed."))
