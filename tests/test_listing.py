"""Lists of what was concluded, line by line."""

import pytest
from told import Read, events, relations

pytestmark = pytest.mark.slow

VISIT = """The sea was calm on Monday, and many guests had come from abroad to see the new harbour.

The following documents were signed:

(i) Memorandum of Understanding on Fisheries between Peru and Chile;
(ii) Agreement on Border Roads between Peru and Chile;

The guests left in the evening, and the hosts thanked them.
"""


def test_each_item_is_an_agreement_between_those_it_names(read: Read) -> None:
    found = events(read(VISIT), "Agree")

    assert [{*event.actors, *event.recipients} for event in found] == [{"state/cl", "state/pe"}] * 2


def test_items_make_parties(read: Read) -> None:
    parties = {(subject, obj) for subject, predicate, obj in relations(read(VISIT)) if predicate == "partyTo"}

    assert {subject for subject, _ in parties} == {"state/cl", "state/pe"}
    assert len(parties) == 4


def test_date_is_the_month_of_issue(read: Read) -> None:
    assert {event.date for event in events(read(VISIT, "2024-05-06"), "Agree")} == {"2024-05"}


def test_list_without_its_heading_concludes_nothing(read: Read) -> None:
    assert not events(read(VISIT.replace("The following documents were signed:", "The day was long.")), "Agree")


def test_evidence_is_the_line(read: Read) -> None:
    reading = read(VISIT)

    quoted = {reading.document.quote(e.evidence[0].start, e.evidence[0].end) for e in events(reading, "Agree")}
    assert "(ii) Agreement on Border Roads between Peru and Chile;" in quoted
