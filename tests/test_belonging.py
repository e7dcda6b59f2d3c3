"""Who belongs where: members, parties, leaders, adopters and seats that plain words tell."""

import pytest
from told import Read, relation, relations

pytestmark = pytest.mark.slow

NATO = "organization/nato"


@pytest.mark.parametrize(
    "text",
    [
        "Sweden joined NATO in March 2024.",
        "Sweden, a NATO member since 2024, closed its border.",
        "Sweden is a member of NATO.",
    ],
)
def test_member_of_a_body(read: Read, text: str) -> None:
    assert ("state/se", "memberOf", NATO) in relations(read(text))


@pytest.mark.parametrize(
    "text",
    [
        "Sweden is not a member of NATO.",
        "Sweden may join NATO by 2030.",
        "Sweden, a former member of NATO, protested.",
        "Sweden joined Norway in condemning the attack on NATO.",
    ],
)
def test_no_member_where_it_is_denied_possible_or_past(read: Read, text: str) -> None:
    assert "memberOf" not in {predicate for _, predicate, _ in relations(read(text))}


def test_wish_to_join_is_a_plan(read: Read) -> None:
    assert relation(read("Georgia has decided to join the European Union."), "memberOf").modality == "planned"


def test_body_comprises_its_members(read: Read) -> None:
    found = relations(read("The East African Community comprises Kenya, Uganda and Tanzania."))

    body = "organization/east-african-community"
    assert {(state, "memberOf", body) for state in ("state/ke", "state/ug", "state/tz")} <= found


def test_bringing_two_together_once_makes_no_members(read: Read) -> None:
    found = relations(read("The European Union brought together Serbia and Kosovo in Brussels."))

    assert "memberOf" not in {predicate for _, predicate, _ in found}


def test_parties_of_an_agreement(read: Read) -> None:
    reading = read("Norway is a party to the Oslo Fisheries Treaty.")

    assert relation(reading, "partyTo").status == "in_force"
    assert relation(reading, "partyTo").subject == "state/no"


def test_who_launched_an_initiative_leads_it(read: Read) -> None:
    reading = read("Kenya launched the Green Corridor Initiative in 2022.")

    assert relation(reading, "takesPartIn").subject == "state/ke"
    assert relation(reading, "takesPartIn").role == "leads"


def test_who_adopted_a_named_measure(read: Read) -> None:
    found = relations(read("The European Union adopted the Critical Raw Materials Act."))

    assert ("organization/european-union", "adopts", "measure/critical-raw-materials-act") in found


def test_seat_of_a_body_is_the_place_not_its_state(read: Read) -> None:
    found = relations(read("The Asian Rice Forum, based in Hanoi, published the figures."))

    assert {(p, o) for _, p, o in found if p == "basedIn"} == {("basedIn", "place/hanoi")}


def test_partnership_between_two(read: Read) -> None:
    found = relations(read("The strategic partnership between Vietnam and South Korea dates from 2022."))

    assert ("state/kr", "partnerOf", "state/vn") in found


def test_seat_to_come_is_planned_and_a_denied_one_is_none(read: Read) -> None:
    assert relation(read("The Asian Rice Forum will be based in Laos."), "basedIn").modality == "planned"
    assert not relations(read("The Asian Rice Forum is not based in Laos.")) - {
        ("initiative/asian-rice-forum", "aboutSector", "sector:agriculture")
    }
