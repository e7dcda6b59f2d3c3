"""Agreements and measures without a name of their own."""

import pytest
from told import Read, keys, types

from graph.statement import Reading

pytestmark = pytest.mark.slow


def unnamed(reading: Reading, kind: str) -> list[str]:
    return [name for name, type_ in types(reading).items() if type_ == kind]


def test_measure_is_named_by_its_shortest_phrase(read: Read) -> None:
    assert unnamed(read("Peru imposed tariffs on Chilean copper."), "Measure") == ["tariffs on Chilean copper"]


def test_adjectives_of_time_are_no_part_of_it(read: Read) -> None:
    assert unnamed(read("Peru lifted the recent ban on Chilean fruit."), "Measure") == ["ban on Chilean fruit"]


def test_agreement_that_is_signed_is_an_entity(read: Read) -> None:
    (name,) = unnamed(read("Peru and Chile signed a fisheries agreement with Bolivia on Monday."), "Agreement")

    assert name.startswith("fisheries agreement")


def test_agreement_in_general_is_none(read: Read) -> None:
    assert not unnamed(read("Peru wants more agreements."), "Agreement")


def test_the_decree_is_the_one_spoken_of(read: Read) -> None:
    reading = read("Peru adopted a decree on foreign ships. On Monday the decree entered into force.")

    assert len(unnamed(reading, "Measure")) == 1


def test_law_of_nobody_is_no_measure(read: Read) -> None:
    assert not unnamed(read("The law of the sea is old."), "Measure")


def test_export_controls_are_a_measure_and_controls_alone_are_not(read: Read) -> None:
    assert unnamed(read("Peru tightened export controls on copper."), "Measure")
    assert not unnamed(read("Peru tightened controls on copper."), "Measure")


def test_ministry_in_small_letters_is_a_body_of_its_state(read: Read) -> None:
    assert "organization/pe-commerce-ministry" in keys(read("Peru's commerce ministry opened an inquiry."))


def test_ministry_in_a_capital_is_of_that_state(read: Read) -> None:
    assert "organization/pe-defence-ministry" in keys(read("The defence ministry in Lima denied it."))
