"""Chronologies: a date at the head of an entry, or alone in a line above, dates what the entry tells."""

import pytest
from told import Read, events

pytestmark = pytest.mark.slow


def dates(read: Read, text: str) -> dict[str, str | None]:
    return {event.kind: event.date for event in events(read(text))}


def test_date_at_the_head_of_an_entry_dates_it(read: Read) -> None:
    found = dates(
        read,
        "How the dispute over the strait grew.\n\n"
        "3 May 2019: Peru accused Chile of overfishing in the strait.\n\n"
        "7 June 2020: Chile signed the Treaty of Callao with Peru.\n",
    )

    assert found == {"Accuse": "2019-05-03", "Agree": "2020-06-07"}


def test_date_alone_in_a_line_dates_what_follows_until_the_next(read: Read) -> None:
    found = dates(
        read,
        "How the dispute grew over the years\n\n"
        "3 May 2019\n\nPeru accused Chile of overfishing in the strait.\n\n"
        "7 June 2020\n\nChile expelled two diplomats of Peru.\n",
    )

    assert found == {"Accuse": "2019-05-03", "Sanction": "2020-06-07"}


def test_date_that_stands_alone_once_is_no_entry(read: Read) -> None:
    assert dates(read, "3 May 2019\n\nPeru accused Chile of overfishing in the strait.\n") == {"Accuse": None}
