"""Dates are as precise as their words, and no more."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.anchor import Anchor, make_anchor, years_above
from graph.periods import find_periods

WEDNESDAY = Anchor("2024-05-08", None)
UNDATED = Anchor(None, None)
DAYS = st.dates(date(1900, 1, 1), date(2035, 12, 31))


def times(text: str, anchor: Anchor = WEDNESDAY, *, future: bool = False) -> list[tuple[str, str]]:
    return [(period.start, period.end) for period in find_periods(text, anchor, future=future)]


@given(DAYS)
def test_date_that_is_written_out_is_found_again(day: date) -> None:
    written = f"They met on {day.day} {day:%B} {day.year}."

    assert times(written, UNDATED) == [(day.isoformat(), day.isoformat())]


@given(DAYS)
def test_american_date_is_found_again(day: date) -> None:
    assert times(f"They met on {day:%B} {day.day}, {day.year}.", UNDATED) == [(day.isoformat(), day.isoformat())]


@given(DAYS)
def test_month_is_never_widened_to_a_day(day: date) -> None:
    assert times(f"They met in {day:%B} {day.year}.", UNDATED) == [(f"{day:%Y-%m}", f"{day:%Y-%m}")]


@given(st.text(), st.one_of(st.none(), DAYS.map(date.isoformat)))
def test_any_text_can_be_read_and_periods_stand_in_it(text: str, issued: str | None) -> None:
    for period in find_periods(text, Anchor(issued, None)):
        assert 0 <= period.first < period.last <= len(text)
        assert period.start <= period.end or len(period.start) != len(period.end)


@pytest.mark.parametrize(
    ("words", "start", "end"),
    [
        ("in the first quarter of 2023", "2023-01", "2023-03"),
        ("in the fourth quarter of 2023", "2023-10", "2023-12"),
        ("in Q2 2023", "2023-04", "2023-06"),
        ("in the second half of 2023", "2023-07", "2023-12"),
        ("in the first nine months of 2023", "2023-01", "2023-09"),
        ("by the end of 2023", "2023", "2023"),
        ("in early 2023", "2023", "2023"),
        ("between 2015 and 2019", "2015", "2019"),
        ("from 3 to 5 March 2023", "2023-03-03", "2023-03-05"),
        ("from January to March 2023", "2023-01", "2023-03"),
        ("in the fiscal year 2022-23", "2022", "2023"),
    ],
)
def test_written_periods(words: str, start: str, end: str) -> None:
    assert times(f"It grew {words}.", UNDATED) == [(start, end)]


@pytest.mark.parametrize(
    ("words", "start"),
    [
        ("last year", "2023"),
        ("next year", "2025"),
        ("last month", "2024-04"),
        ("yesterday", "2024-05-07"),
        ("today", "2024-05-08"),
        ("tomorrow", "2024-05-09"),
        ("on Monday", "2024-05-06"),
        ("on Wednesday", "2024-05-08"),
        ("on Thursday", "2024-05-02"),
        ("two years ago", "2022"),
        ("three months ago", "2024-02"),
        ("in March", "2024-03"),
        ("in November", "2023-11"),
    ],
)
def test_relative_dates_count_from_the_date_of_issue(words: str, start: str) -> None:
    assert times(f"They met {words}.") == [(start, start)]


def test_weekday_to_come_lies_ahead() -> None:
    assert times("They will meet on Thursday.", future=True) == [("2024-05-09", "2024-05-09")]


def test_month_to_come_lies_ahead() -> None:
    assert times("They will meet in March.", future=True) == [("2025-03", "2025-03")]


def test_weekday_without_a_date_of_issue_has_words_and_no_date() -> None:
    (period,) = find_periods("They met on Wednesday.", UNDATED)

    assert (period.start, period.end) == ("", "")


def test_relative_year_without_a_date_of_issue_is_not_guessed() -> None:
    assert times("They met last year.", UNDATED) == []


def test_next_day_follows_the_day_told_before() -> None:
    found = find_periods("They left the next day.", WEDNESDAY, before="2024-02-28")

    assert [period.start for period in found] == ["2024-02-29"]


def test_next_day_follows_the_day_of_its_own_sentence() -> None:
    assert times("They met on 3 March 2023 and left the following day.") == [
        ("2023-03-03", "2023-03-03"),
        ("2023-03-04", "2023-03-04"),
    ]


def test_day_without_a_year_takes_the_latest_that_the_text_names() -> None:
    anchor = make_anchor(None, "The pact of 2019 was renewed in 2021, for 2030-2035.")

    assert anchor.year == 2021
    assert times("They met on 4 June.", anchor) == [("2021-06-04", "2021-06-04")]


def test_a_year_that_is_to_come_is_not_the_year_of_a_text() -> None:
    anchor = make_anchor(None, "They met in 2024. Trade is to double by 2030. The line will open to traffic in 2027.")

    assert anchor.year == 2024


def test_dates_in_figures_are_read_where_the_day_is_sure() -> None:
    assert times("27.09.2020 and 2021-04-03 were the days.") == [
        ("2020-09-27", "2020-09-27"),
        ("2021-04-03", "2021-04-03"),
    ]


def test_a_year_that_stands_alone_is_that_of_the_lines_below() -> None:
    lines = ["A chronicle", "2017", "June 5: They part.", "June 7: They meet.", "2021", "Jan. 4: They are one."]

    assert years_above(lines) == {1: 2017, 2: 2017, 3: 2017, 4: 2021, 5: 2021}


def test_guessed_year_is_marked() -> None:
    guessed, written = find_periods("They met on 4 June and on 5 June 2023.", WEDNESDAY)

    assert (guessed.guessed, written.guessed) == (True, False)


@pytest.mark.parametrize("text", ["It sent 2000 troops.", "It cost $2000.", "On 31 June.", "It lost 2000 tonnes."])
def test_numbers_that_are_no_dates(text: str) -> None:
    assert times(text, UNDATED) == []


def test_one_date_for_a_period() -> None:
    day, months = find_periods("From 3 to 5 March 2023 and in the first quarter of 2024.", UNDATED)

    assert (day.date, months.date) == ("2023-03-03", "2024")
