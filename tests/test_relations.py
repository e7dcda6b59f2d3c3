"""Lasting facts: members, parties, measures, seats, partners, rivals and stakes."""

import pytest
from told import Read, relation, relations

from graph.statement import Relation

pytestmark = pytest.mark.slow

FISHERIES = "agreement/andean-fisheries-treaty"


def test_joined_names_are_members_of_their_committee(read: Read) -> None:
    found = relations(read("The Chile–Peru Mining Committee met on Monday."))

    committee = "organization/chile-peru-mining-committee"
    assert {("state/cl", "memberOf", committee), ("state/pe", "memberOf", committee)} <= found


def test_signing_makes_parties(read: Read) -> None:
    found = relations(read("Chile and Peru signed the Andean Fisheries Treaty on Monday."))

    assert {("state/cl", "partyTo", FISHERIES), ("state/pe", "partyTo", FISHERIES)} <= found


def test_minister_who_signs_binds_his_state(read: Read) -> None:
    text = "Chilean Minister Ana Holt and Peruvian Minister Jorge Valdes signed the Andean Fisheries Treaty."

    assert {("state/cl", "partyTo", FISHERIES), ("state/pe", "partyTo", FISHERIES)} <= relations(read(text))


def test_withdrawal_is_a_status(read: Read) -> None:
    left = relation(read("Peru withdrew from the Andean Fisheries Treaty."), "partyTo")

    assert (left.subject, left.object, left.status) == ("state/pe", FISHERIES, "withdrawn")


def test_plan_to_withdraw_is_no_withdrawal_yet(read: Read) -> None:
    assert relation(read("Peru plans to withdraw from the Andean Fisheries Treaty."), "partyTo").modality == "planned"


def test_tariff_has_its_adopter_and_its_target(read: Read) -> None:
    found = relations(read("Peru imposed tariffs on Chilean copper."))

    (measure,) = {obj for _, predicate, obj in found if predicate == "adopts"}
    assert ("state/pe", "adopts", measure) in found
    assert (measure, "targets", "state/cl") in found


def test_owner_leads_an_initiative(read: Read) -> None:
    led = relation(read("Peru's Clean Coast Initiative began in May."), "takesPartIn")

    assert (led.subject, led.object, led.role) == ("state/pe", "initiative/clean-coast-initiative", "leads")


def test_adjective_before_a_body_is_its_seat(read: Read) -> None:
    found = relations(read("The Peruvian mining company Andesul opened a plant."))

    assert ("company/andesul", "basedIn", "state/pe") in found


def test_place_behind_a_body_is_its_seat(read: Read) -> None:
    found = relations(read("The Nordic Fisheries Institute in Oslo published a report."))

    assert ("organization/nordic-fisheries-institute", "basedIn", "place/oslo") in found


def test_partner_is_told_by_the_word(read: Read) -> None:
    assert ("state/cl", "partnerOf", "state/pe") in relations(read("Chile is Peru's closest partner."))


def test_rank_in_trade_is_no_partnership(read: Read) -> None:
    found = relations(read("Chile is Peru's second-largest trading partner."))

    assert not [predicate for _, predicate, _ in found if predicate == "partnerOf"]


def test_named_partnership_makes_partners(read: Read) -> None:
    found = relations(read("The Chile–Peru Strategic Partnership celebrates its tenth year."))

    assert ("state/cl", "partnerOf", "state/pe") in found or ("state/pe", "partnerOf", "state/cl") in found


def test_listed_members(read: Read) -> None:
    found = relations(read("The four members of EFTA – Iceland, Liechtenstein, Norway and Switzerland – met again."))

    states = {subject for subject, predicate, _ in found if predicate == "memberOf"}
    assert states == {"state/is", "state/li", "state/no", "state/ch"}


def test_shareholder_holds_a_stake(read: Read) -> None:
    held = relation(read("Andesul Holdings, the largest shareholder of Norsk Metall Group, agreed."), "stakeIn")

    assert (held.subject, held.object) == ("company/andesul-holdings", "company/norsk-metall-group")


def test_plan_implements_an_agreement(read: Read) -> None:
    reading = read("The Clean Coast Plan implements the Andean Fisheries Treaty.")

    built = [s for s in reading.statements if isinstance(s, Relation) and s.predicate == "buildsOn"]
    assert {(s.subject, s.object, s.role) for s in built} == {("initiative/clean-coast-plan", FISHERIES, "implements")}


def test_rivals_are_told_by_the_word(read: Read) -> None:
    found = relations(read("The Clean Coast Initiative and the Open Harbour Initiative are rivals."))

    assert ("initiative/clean-coast-initiative", "rivalOf", "initiative/open-harbour-initiative") in found


def test_name_tells_its_sector(read: Read) -> None:
    found = relations(read("Peru and Chile signed the Andean Fisheries Treaty."))

    assert [obj for _, predicate, obj in found if predicate == "aboutSector"]


def test_relation_is_told_once(read: Read) -> None:
    reading = read("The Chile–Peru Mining Committee met. The Chile–Peru Mining Committee will meet again.")

    members = [s for s in reading.statements if getattr(s, "predicate", None) == "memberOf"]
    assert len(members) == 2
