"""Offices told by owners that words mean, by verbs, copulas and rulers, and the names of those who hold them."""

import pytest
from told import Read, keys, offices

pytestmark = pytest.mark.slow

HOLM, LEHTOLA = "person/mary-holm", "person/aino-lehtola"
INSTITUTE = "organization/nordic-fisheries-institute"


@pytest.mark.parametrize(
    ("text", "office"),
    [
        ("Peru objected. The country's trade minister, Mary Holm, left.", (HOLM, "trade minister", "state/pe")),
        ("NATO, whose envoy is Mary Holm, objected.", (HOLM, "envoy", "organization/nato")),
        (
            "The EU objected, and Mary Holm, the bloc's trade chief, left.",
            (HOLM, "trade chief", "organization/european-union"),
        ),
        (
            "Mary Holm, the UN's special envoy for Peru, left.",
            (HOLM, "special envoy for peru", "organization/united-nations"),
        ),
        ("Mary Holm, the mayor of Lima, left.", (HOLM, "mayor of lima", "state/pe")),
        ("Mary Holm, chairman and chief executive of Equinor, left.", (HOLM, "chief executive", "company/equinor")),
        (
            "Mary Holm, president of the net makers' association NORFISH, left.",
            (HOLM, "president", "organization/norfish"),
        ),
    ],
)
def test_owner_that_words_mean(read: Read, text: str, office: tuple[str, str, str]) -> None:
    assert office in offices(read(text))


@pytest.mark.parametrize(
    ("text", "office"),
    [
        ("Mary Holm, who speaks for the Nordic Fisheries Institute, left.", (HOLM, "spokesperson", INSTITUTE)),
        (
            "Mary Holm, who directs the cod programme of the Nordic Fisheries Institute, left.",
            (HOLM, "director of the cod programme", INSTITUTE),
        ),
        (
            "Mary Holm writes on cod and is a fellow of the Nordic Fisheries Institute.",
            (HOLM, "fellow", INSTITUTE),
        ),
    ],
)
def test_verb_or_copula_tells_an_office(read: Read, text: str, office: tuple[str, str, str]) -> None:
    assert office in offices(read(text))


@pytest.mark.parametrize(
    "text",
    [
        "Mary Holm spoke for the Nordic Fisheries Institute on Monday.",
        "Mary Holm is not a fellow of the Nordic Fisheries Institute.",
        "Mary Holm, head of the Norwegian cod agency, left.",
    ],
)
def test_no_office_where_none_is_told_or_its_body_has_no_name(read: Read, text: str) -> None:
    assert not offices(read(text))


def test_ruler_is_the_one_person_known_to_serve(read: Read) -> None:
    found = offices(read("The French president objected. Emmanuel Macron was not in Lima."))

    assert {(title, owner) for _, title, owner in found} == {("president", "state/fr")}


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("Peru's ports and shipping minister, Sarbo Wenal, flew to Lima.", "person/sarbo-wenal"),
        ("The harbour guard, commanded by Dorné Tévo, objected.", "person/dorne-tevo"),
        ("EU ambassador to China Jorge Toledo objected.", "person/jorge-toledo"),
        ("The Peruvian foreign minister, Ahmad Nasser al-Sabah, objected.", "person/ahmad-nasser-al-sabah"),
    ],
)
def test_office_beside_a_name_makes_it_a_persons(read: Read, text: str, person: str) -> None:
    assert person in keys(read(text))
