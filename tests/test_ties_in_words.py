"""Parties, shares, seats, members and participants that longer wordings tell."""

import pytest
from told import Read, keys, relations

pytestmark = pytest.mark.slow

PERU, CHILE, BOLIVIA = "state/pe", "state/cl", "state/bo"
ANDEAN = "organization/andean-fisheries-committee"


def pairs(text: str, predicate: str, read: Read) -> set[tuple[str, str]]:
    return {(s, o) for s, p, o in relations(read(text)) if p == predicate}


@pytest.mark.parametrize(
    "text",
    [
        "The Lima Treaty ties Peru to Chile.",
        "The Lima Treaty, the fishing pact that binds Peru and Chile, lapsed.",
        "The Lima Treaty, under which Peru guarantees Chile's border, lapsed.",
        "Peru and Chile are bound by the Lima Treaty.",
    ],
)
def test_parties_that_an_agreement_ties(read: Read, text: str) -> None:
    assert pairs(text, "partyTo", read) == {(PERU, "agreement/lima-treaty"), (CHILE, "agreement/lima-treaty")}


@pytest.mark.parametrize(
    "text",
    ["The Franco-German Treaty of Lima lapsed.", "The Franco-German Treaty of Lima was signed in 2019."],
)
def test_double_demonym_names_the_parties(read: Read, text: str) -> None:
    assert {side for side, _ in pairs(text, "partyTo", read)} == {"state/fr", "state/de"}


def test_contract_binds_him_to_whom_it_is_awarded_and_whom_he_supplies(read: Read) -> None:
    awarded = pairs("Peru awarded the Chilean yard Asmar a contract for two ferries.", "partyTo", read)
    supplied = pairs("Asmar Shipyards won a $90m contract to supply Peru with two ferries.", "partyTo", read)

    assert {side for side, _ in awarded} == {PERU, "company/asmar"}
    assert {side for side, _ in supplied} == {PERU, "company/asmar-shipyards"}


def test_state_before_a_firm_is_no_party(read: Read) -> None:
    found = pairs("Peru signed a contract with Norway's Equinor on Monday.", "partyTo", read)

    assert {side for side, _ in found} == {PERU, "company/equinor"}


@pytest.mark.parametrize(
    ("text", "holder"),
    [
        ("Equinor owns Asmar Shipyards.", "company/equinor"),
        ("Equinor holds 40 per cent of Asmar Shipyards.", "company/equinor"),
        ("Asmar Shipyards, whose shareholder is Equinor, lost money.", "company/equinor"),
        ("Asmar Shipyards, 60% of which belongs to the Chilean state, lost money.", CHILE),
    ],
)
def test_share_in_a_firm(read: Read, text: str, holder: str) -> None:
    assert pairs(text, "stakeIn", read) == {(holder, "company/asmar-shipyards")}


@pytest.mark.parametrize(
    "text",
    ["Equinor sold 40 per cent of Asmar Shipyards.", "Equinor does not own Asmar Shipyards."],
)
def test_no_share_that_is_sold_or_denied(read: Read, text: str) -> None:
    assert not pairs(text, "stakeIn", read)


@pytest.mark.parametrize(
    ("text", "body", "home"),
    [
        ("Norwegian energy firms Equinor and Aker lost money.", "company/aker", "state/no"),
        ("ORTB, Benin's state broadcaster, was stormed.", "organization/ortb", "state/bj"),
        ("NATO's headquarters in Brussels was stormed.", "organization/nato", "place/brussels"),
        ("Equinor lost money. The Norwegian group blamed the weather.", "company/equinor", "state/no"),
        ("The World Cod Forum in Lima opened.", "initiative/world-cod-forum", "place/lima"),
    ],
)
def test_seat_of_a_body(read: Read, text: str, body: str, home: str) -> None:
    assert (body, home) in pairs(text, "basedIn", read)


def test_verb_that_looks_like_a_noun_makes_no_seat(read: Read) -> None:
    assert not pairs("The French digital tax targets Google and Meta.", "basedIn", read)


@pytest.mark.parametrize(
    "text",
    [
        "The Andean Fisheries Committee, of which Peru is a member, met.",
        "Peru and Chile make up the Andean Fisheries Committee.",
        "Peru and Chile, both members of the Andean Fisheries Committee, met.",
        "Peru became a member of the Andean Fisheries Committee in May.",
    ],
)
def test_member_of_a_body(read: Read, text: str) -> None:
    assert (PERU, ANDEAN) in pairs(text, "memberOf", read)


@pytest.mark.parametrize(
    "text",
    ["Peru applied to join the Andean Fisheries Committee.", "Peru was a member of the Andean Fisheries Committee."],
)
def test_wish_and_past_make_no_member(read: Read, text: str) -> None:
    assert not pairs(text, "memberOf", read)


@pytest.mark.parametrize(
    "text",
    [
        "The Andean Corridor is a joint project of Peru, Chile and Bolivia.",
        "The Andean Corridor brought together Peru, Chile and Bolivia.",
        "The Andean Corridor, involving Peru, Chile and Bolivia, opens in May.",
    ],
)
def test_those_whom_an_initiative_joins_take_part(read: Read, text: str) -> None:
    found = pairs(text, "takesPartIn", read)

    assert found == {(state, "initiative/andean-corridor") for state in (PERU, CHILE, BOLIVIA)}


def test_ally_in_apposition_is_a_partner(read: Read) -> None:
    assert pairs("Chile, a treaty ally of Peru, objected.", "partnerOf", read) == {(CHILE, PERU)}


def test_measure_behind_its_rate_bites_those_behind_on(read: Read) -> None:
    found = pairs("Peru hit back with duties of 34% on Chilean pork.", "targets", read)

    assert {bitten for _, bitten in found} == {CHILE}


def test_name_in_apposition_and_the_noun_beside_it_are_one(read: Read) -> None:
    found = keys(read("The Lima Treaty, the fishing pact that binds Peru and Chile, lapsed."))

    assert {key for key in found if key.startswith("agreement/")} == {"agreement/lima-treaty"}


@pytest.mark.parametrize(
    ("text", "sectors"),
    [
        ("Peru's Ministry of Transport objected to Chile.", {"sector:transport"}),
        ("Peru imposed a duty on Chilean cars.", {"sector:trade", "sector:automotive"}),
        ("Peru and Chile signed a peace treaty.", set()),
        ("The Peruvian Air Force sent a plane to Chile.", set()),
    ],
)
def test_field_of_bodies_measures_and_agreements(read: Read, text: str, sectors: set[str]) -> None:
    assert {sector for _, sector in pairs(text, "aboutSector", read)} == sectors
