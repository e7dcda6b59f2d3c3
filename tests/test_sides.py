"""Parties to agreements and those who take part in initiatives, by the verbs and prepositions around their names."""

import pytest
from told import Read

from graph.statement import Reading, Relation

pytestmark = pytest.mark.slow

Bond = tuple[str, str | None, str]


def bonds(reading: Reading, predicate: str) -> set[Bond]:
    """Return subject, status or role, and modality of each relation of a kind."""
    relations = (s for s in reading.statements if isinstance(s, Relation) and s.predicate == predicate)
    return {(s.subject, s.status or s.role, s.modality) for s in relations}


def parties(reading: Reading) -> set[str]:
    return {subject for subject, status, modality in bonds(reading, "partyTo") if modality == "fact"}


@pytest.mark.parametrize(
    "text",
    [
        "The Treaty of Callao between Peru and Chile protects the sardine.",
        "Peru's migration treaty with Chile protects workers.",
        "The defence pact that Peru signed with Chile runs for ten years.",
        "Under an energy accord with Chile, Peru sells gas.",
        "Bolivia praised the Treaty of Callao between Peru and Chile.",
    ],
)
def test_words_around_an_agreement_tell_its_parties(read: Read, text: str) -> None:
    assert parties(read(text)) == {"state/cl", "state/pe"}


def test_list_behind_with_holds_every_party(read: Read) -> None:
    found = parties(read("Peru's trade agreement with Chile and Bolivia entered into force in May."))

    assert found == {"state/bo", "state/cl", "state/pe"}


def test_mediator_is_no_party(read: Read) -> None:
    text = "Norway brokered a peace agreement between Kenya and Uganda."

    assert parties(read(text)) == {"state/ke", "state/ug"}


@pytest.mark.parametrize(
    "text",
    [
        "Peru did not sign the Treaty of Callao.",
        "Peru refused to sign a trade agreement with Chile.",
    ],
)
def test_no_party_where_signing_is_denied_or_refused(read: Read, text: str) -> None:
    assert not bonds(read(text), "partyTo")


@pytest.mark.parametrize(
    "text",
    [
        "Peru will sign a defence pact with Chile next year.",
        "The defence pact that Peru will sign with Chile runs for ten years.",
    ],
)
def test_signature_to_come_is_planned(read: Read, text: str) -> None:
    assert {modality for _, _, modality in bonds(read(text), "partyTo")} == {"planned"}


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Peru and Chile are negotiating a trade agreement.", "negotiating"),
        ("The Treaty of Callao between Peru and Chile entered into force in May.", "in_force"),
    ],
)
def test_verb_tells_what_became_of_an_agreement(read: Read, text: str, status: str) -> None:
    assert bonds(read(text), "partyTo") == {("state/cl", status, "fact"), ("state/pe", status, "fact")}


def test_who_leaves_an_agreement_has_withdrawn(read: Read) -> None:
    assert bonds(read("Peru left the Treaty of Callao."), "partyTo") == {("state/pe", "withdrawn", "fact")}


def test_demand_to_leave_is_no_withdrawal_yet(read: Read) -> None:
    found = bonds(read("Bolivia demanded that Peru leave the Treaty of Callao."), "partyTo")

    assert found == {("state/pe", "withdrawn", "planned")}


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Kenya championed the Green Corridor Initiative.", "leads"),
        ("Kenya's President Jorge Valdes launched the Green Corridor Initiative.", "leads"),
        ("Kenya organised the Nordic Rice Forum.", "host"),
        ("Kenya contributes to the Green Corridor Initiative.", "member"),
        ("Kenya funds the Green Corridor Initiative.", "member"),
        ("Kenya quit the Green Corridor Initiative.", "withdrawn"),
    ],
)
def test_verb_tells_the_role_in_an_initiative(read: Read, text: str, role: str) -> None:
    assert bonds(read(text), "takesPartIn") == {("state/ke", role, "fact")}


def test_who_founds_an_initiative_with_another_shares_the_lead(read: Read) -> None:
    found = bonds(read("Kenya founded the Green Corridor Initiative with Uganda."), "takesPartIn")

    assert found == {("state/ke", "leads", "fact"), ("state/ug", "leads", "fact")}


@pytest.mark.parametrize(
    "text",
    [
        "Kenya does not fund the Green Corridor Initiative.",
        "Kenya did not organise the Nordic Rice Forum.",
        "Kenya is no longer part of the Green Corridor Initiative.",
    ],
)
def test_nobody_takes_part_where_it_is_denied_or_past(read: Read, text: str) -> None:
    assert not {bond for bond in bonds(read(text), "takesPartIn") if bond[1] != "withdrawn"}


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Kenya will organise the Nordic Rice Forum.", "host"),
        ("Uganda asked Kenya to join the Green Corridor Initiative.", "member"),
        ("Kenya wants to quit the Green Corridor Initiative.", "withdrawn"),
    ],
)
def test_plan_for_an_initiative_stays_a_plan(read: Read, text: str, role: str) -> None:
    assert bonds(read(text), "takesPartIn") == {("state/ke", role, "planned")}


def test_who_no_longer_holds_an_office_binds_no_state(read: Read) -> None:
    held = "Angela Merkel of Germany signed the Treaty of Callao with Peru."
    over = "Tony Blair, Britain's former prime minister, signed the Treaty of Callao with Peru."

    assert parties(read(held)) == {"state/de", "state/pe"}
    assert parties(read(over)) == {"state/pe"}


def test_those_who_do_something_in_an_agreement_are_its_parties(read: Read) -> None:
    text = "Farmers recalled the Callao Declaration, in which Peru and Chile forswore the use of force."

    assert parties(read(text)) == {"state/cl", "state/pe"}
