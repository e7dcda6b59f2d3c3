"""Members, seats and owners of bodies and firms, as plain words state them."""

import pytest
from told import Read, relations

from graph.statement import Reading

pytestmark = pytest.mark.slow

COMMITTEE = "organization/andean-fisheries-committee"
NORSK = "company/norsk-metall-group"


def pairs(reading: Reading, predicate: str) -> set[tuple[str, str]]:
    return {(subject, object_) for subject, told, object_ in relations(reading) if told == predicate}


@pytest.mark.parametrize(
    "text",
    [
        "The two members of the Andean Fisheries Committee - Peru and Chile - met in May.",
        "The Andean Fisheries Committee (Peru and Chile) met in May.",
        "The Andean Fisheries Committee is composed of Peru and Chile.",
        "The Andean Fisheries Committee, to which Peru and Chile belong, met in May.",
    ],
)
def test_members_of_a_body_are_listed(read: Read, text: str) -> None:
    assert pairs(read(text), "memberOf") == {("state/cl", COMMITTEE), ("state/pe", COMMITTEE)}


def test_membership_is_told_by_its_noun(read: Read) -> None:
    found = pairs(read("Chile praised Peru's membership of the Andean Fisheries Committee."), "memberOf")

    assert found == {("state/pe", COMMITTEE)}


def test_name_behind_a_list_is_what_it_is_called(read: Read) -> None:
    found = pairs(read("Peru, Chile and Bolivia, the E3, met in May."), "memberOf")

    assert found == {(state, "organization/e3") for state in ("state/bo", "state/cl", "state/pe")}


@pytest.mark.parametrize(
    "text",
    [
        "Peru does not belong to the Andean Fisheries Committee.",
        "The Andean Fisheries Committee is not composed of Peru and Chile.",
        "Peru left the Andean Fisheries Committee.",
        "Peru, Chile and the E3 met in May.",
    ],
)
def test_no_members_where_it_is_denied_over_or_not_told(read: Read, text: str) -> None:
    assert not pairs(read(text), "memberOf")


def test_parent_of_a_subsidiary_holds_a_stake(read: Read) -> None:
    found = pairs(read("Norsk Metall Group, a subsidiary of Andesul Holdings, opened a mine."), "stakeIn")

    assert found == {("company/andesul-holdings", NORSK)}


@pytest.mark.parametrize(
    "text",
    [
        "The Peruvian state oil company Petrosul opened a well.",
        "Petrosul, Peru's state oil company, opened a well.",
        "Peru's state-owned Petrosul Holdings opened a well.",
    ],
)
def test_state_owns_its_state_firms(read: Read, text: str) -> None:
    ((owner, firm),) = pairs(read(text), "stakeIn")

    assert owner == "state/pe"
    assert firm.startswith("company/petrosul")


@pytest.mark.parametrize(
    "text",
    [
        "Norsk Metall Group is not a subsidiary of Andesul Holdings.",
        "The Peruvian oil company Petrosul opened a well.",
    ],
)
def test_no_stake_where_none_is_told(read: Read, text: str) -> None:
    assert not pairs(read(text), "stakeIn")


@pytest.mark.parametrize(
    ("text", "body", "seat"),
    [
        ("Kigali-based Gasabo Mining Company opened a mine.", "company/gasabo-mining-company", "place/kigali"),
        ("The Lima-based Gasabo Institute published a report.", "organization/gasabo-institute", "place/lima"),
        ("NRI, an Austrian institute, published a report.", "organization/nri", "state/at"),
        ("Wathi, a think tank in Dakar, published a report.", "organization/wathi", "place/dakar"),
        ("The Nordic Rice Institute (Vienna) met.", "organization/nordic-rice-institute", "place/vienna"),
    ],
)
def test_seat_stands_beside_the_name(read: Read, text: str, body: str, seat: str) -> None:
    assert pairs(read(text), "basedIn") == {(body, seat)}


@pytest.mark.parametrize(
    "text",
    [
        "The Nordic Rice Institute met in Vienna.",
        "The Nordic Rice Institute, a critic of the Austrian government, published a report.",
    ],
)
def test_where_a_body_meets_or_what_it_studies_is_no_seat(read: Read, text: str) -> None:
    assert not pairs(read(text), "basedIn")
