"""Names are found, typed, and made one within a document."""

import pytest
from told import Read, keys, sides, types

pytestmark = pytest.mark.slow


def test_capital_that_acts_is_its_state(read: Read) -> None:
    reading = read("Lisbon warned Madrid on Friday that it would close the border.")

    assert {"state/pt", "state/es"} <= keys(reading)
    assert "place/lisbon" not in keys(reading)


def test_capital_where_something_happens_is_the_place(read: Read) -> None:
    reading = read("The delegations held talks in Lisbon about fishing rights.")

    assert "place/lisbon" in keys(reading)
    assert "state/pt" not in keys(reading)


def test_capital_before_its_own_state_is_the_place(read: Read) -> None:
    reading = read("A workshop for customs officers opened in Nairobi, Kenya, on Monday.")

    assert {"place/nairobi", "state/ke"} <= keys(reading)


def test_capital_that_a_journey_leads_to_is_the_place(read: Read) -> None:
    reading = read("Finnish Foreign Minister Aino Lehtola travelled to Tallinn for a working visit.")

    assert "place/tallinn" in keys(reading)


def test_seat_of_government_stands_for_its_state(read: Read) -> None:
    assert "state/ru" in keys(read("The Kremlin rejected the offer within hours."))


def test_surname_alone_is_the_person_named_in_full(read: Read) -> None:
    reading = read("President Helga Brandvik opened the forum. Later Brandvik met the press.")

    people = [entity for entity in reading.entities if entity.type == "Person"]
    assert [person.name for person in people] == ["Helga Brandvik"]
    assert {"Brandvik", "Helga Brandvik"} <= {*people[0].aliases}


def test_family_name_that_comes_first_is_a_short_form(read: Read) -> None:
    reading = read("Foreign Minister Guo Weishan arrived on Monday. Minister Guo will leave on Tuesday.")

    people = [entity.name for entity in reading.entities if entity.type == "Person"]
    assert people == ["Guo Weishan"]


def test_title_is_no_part_of_a_name(read: Read) -> None:
    assert types(read("Deputy Prime Minister Marta Quell thanked the hosts."))["Marta Quell"] == "Person"


def test_head_word_tells_what_a_name_names(read: Read) -> None:
    found = types(
        read(
            "Norway signed the Harbour Safety Treaty. The Northern Fisheries Committee approved the Clean Coast "
            "Initiative."
        )
    )

    assert found["Harbour Safety Treaty"] == "Agreement"
    assert found["Northern Fisheries Committee"] == "Organization"
    assert found["Clean Coast Initiative"] == "Initiative"


def test_names_in_a_name_are_no_mentions_of_their_own(read: Read) -> None:
    reading = read("The Peru Solidarity Foundation published a report.")

    assert "state/pe" not in keys(reading)


def test_states_that_a_dash_joins_are_named(read: Read) -> None:
    reading = read("The Chile–Peru Mining Committee met in Santiago.")

    assert {"state/cl", "state/pe"} <= keys(reading)


def test_brackets_introduce_an_acronym(read: Read) -> None:
    reading = read("The Nordic Harbour Council (NHC) met on Monday. The NHC adopted its budget.")

    (council,) = (entity for entity in reading.entities if entity.type == "Organization")
    assert {"NHC", "Nordic Harbour Council"} <= {*council.aliases}


def test_text_that_introduces_an_acronym_overrides_what_it_means_elsewhere(read: Read) -> None:
    reading = read("The Alpine Union of Farmers (AU) protested. The AU wants higher prices.")

    assert "organization/african-union" not in keys(reading)
    assert "organization/alpine-union-of-farmers" in keys(reading)


def test_prefix_before_a_hyphen_names_its_state(read: Read) -> None:
    reading = read("Sino-Vietnamese trade grew again.")

    assert {"state/cn", "state/vn"} <= keys(reading)


def test_commission_is_the_european_one_where_the_union_is_named(read: Read) -> None:
    reading = read("The EU opened an inquiry. The Commission will decide in May.")

    assert "organization/european-commission" in keys(reading)


def test_commission_is_nobody_where_the_union_is_not_named(read: Read) -> None:
    assert "organization/european-commission" not in keys(read("The Commission will decide in May."))


def test_europe_that_acts_is_the_union_where_it_is_named(read: Read) -> None:
    reading = read("The EU fears for its steel. Europe condemned Peru.")

    assert sides(reading, "Accuse") == [(("organization/european-union",), ("state/pe",))]


def test_firm_is_told_by_the_noun_beside_it(read: Read) -> None:
    assert types(read("The Danish turbine maker Vindkraftsen opened a plant."))["Vindkraftsen"] == "Company"


def test_person_with_the_name_of_a_place_is_a_person(read: Read) -> None:
    reading = read("Professor Florence Ashdown wrote the paper. Ashdown teaches law.")

    assert "place/florence" not in keys(reading)


def test_quotation_beside_its_noun_is_a_name(read: Read) -> None:
    reading = read("The ministers opened the exhibition “Voices of the River” on Sunday.")

    assert types(reading)["Voices of the River"] == "Initiative"


def test_labels_of_an_interview_do_nothing(read: Read) -> None:
    reading = read(
        "Ana Holt: Kenya signed the treaty.\nJohn Reed: It met Uganda.\n"
        "Ana Holt: Uganda thanked Kenya.\nJohn Reed: Yes."
    )

    named = {key for statement in reading.statements for key in getattr(statement, "actors", ())}
    assert not any(key.startswith("person/") for key in named)


def test_surname_without_its_article_is_the_person_named_in_full(read: Read) -> None:
    reading = read("Foreign Minister Khalid al-Sharif opened the forum. Later Sharif met the press.")

    people = [entity for entity in reading.entities if entity.type == "Person"]
    assert [person.name for person in people] == ["Khalid al-Sharif"]
    assert {"Sharif", "Khalid al-Sharif"} <= {*people[0].aliases}
