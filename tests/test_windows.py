"""Windows of time: which hold what, how dyads run through them, and what changed beyond chance."""

from dataclasses import replace
from itertools import combinations, permutations

import pytest
from scipy.stats import fisher_exact, mannwhitneyu

from graph.analysis.shifts import changes, halves, pettitt
from graph.analysis.ties import Tie
from graph.analysis.windows import Timeline, Window, lean, timeline, turns, window


def told(pair: str, date: str | None, intensity: float | None = 1.0, document: str = "") -> Tie:
    a, b = pair
    name = document or f"{pair}-{date}-{intensity}"
    statement = f"{name}:{pair}:{date}:{intensity}"
    return Tie(a=a, b=b, kind="event", type="Consult", document=name, statement=statement, intensity=intensity,
               date=date)  # fmt: skip


def course(found: Timeline, pair: str) -> list[float | None]:
    mine = next(each for each in found.courses if (each.a, each.b) == tuple(pair))
    return [dyad.intensity if dyad else None for dyad in mine.told]


@pytest.mark.parametrize(
    ("date", "unit", "label"),
    [
        ("2024-05-12", "year", "2024"), ("2024-05-12", "quarter", "Q2 2024"), ("2024-05-12", "month", "May 2024"),
        ("2024-05", "month", "May 2024"), ("2024-12", "quarter", "Q4 2024"), ("2024", "year", "2024"),
    ],
)  # fmt: skip
def test_a_date_lies_in_the_window_of_its_digits(date: str, unit: str, label: str) -> None:
    found = window(date, unit)

    assert found is not None
    assert found.label == label


@pytest.mark.parametrize(("date", "unit"), [("2024", "month"), ("2024", "quarter"), (None, "year"), ("May", "year")])
def test_a_date_is_never_widened_into_a_window(date: str | None, unit: str) -> None:
    assert window(date, unit) is None


def test_windows_follow_each_other_over_the_turn_of_a_year() -> None:
    assert Window("month", 2024, 12).next == Window("month", 2025, 1)
    assert Window("quarter", 2024, 4).next == Window("quarter", 2025, 1)
    assert Window("year", 2024).next == Window("year", 2025)


def test_few_dates_are_laid_out_by_year_and_a_silent_year_stands_empty() -> None:
    found = timeline([told("ab", "2021", -3.0), told("ab", "2023-05", 2.0), told("ac", None), told("bc", "2023")])

    assert [each.label for each in found.windows] == ["2021", "2022", "2023"]
    assert course(found, "ab") == [-3.0, None, 2.0]
    assert found.told == (0, 2)
    assert (len(found.placed), len(found.undated), found.coarse, found.earlier) == (3, 1, (), ())


def test_many_dates_by_month_are_laid_out_by_month_and_a_bare_year_is_in_none() -> None:
    months = [told("ab", f"2024-0{month}-1{day}") for month in (1, 2, 4) for day in range(4)]
    found = timeline([*months, told("ab", "2024", 9.0)])

    assert [each.label for each in found.windows] == ["Jan 2024", "Feb 2024", "Mar 2024", "Apr 2024"]
    assert course(found, "ab") == [1.0, 1.0, None, 1.0]
    assert found.coarse == ("ab-2024-9.0:ab:2024:9.0",)


def test_months_are_not_chosen_where_one_statement_in_four_has_none() -> None:
    months = [told("ab", f"2024-0{month}-1{day}") for month in (1, 2, 4) for day in range(4)]

    assert timeline([*months, *(told("ac", "2024", n) for n in range(4))]).unit == "month"
    assert timeline([*months, *(told("ac", "2024", n) for n in range(5))]).unit == "year"


def test_quarters_are_chosen_where_months_are_too_thin_or_too_many() -> None:
    thin = [told("ab", f"202{year}-{month:02}") for year in (3, 4) for month in range(1, 13)]

    assert timeline(thin).unit == "year"  # three statements in each quarter
    assert timeline([*thin, *(replace(tie, statement=f"again {tie.statement}") for tie in thin)]).unit == "quarter"


def test_what_is_older_than_twelve_windows_stands_before_them() -> None:
    found = timeline([told("ab", "1949"), told("ab", "2014"), told("ab", "2025")])

    assert (found.windows[0].label, found.windows[-1].label, len(found.windows)) == ("2014", "2025", 12)
    assert found.earlier == ("ab-1949-1.0:ab:1949:1.0",)


def test_nothing_dated_gives_no_windows() -> None:
    assert timeline([]).windows == ()
    assert timeline([told("ab", None)]).told == ()
    assert halves(timeline([told("ab", None)])) is None
    assert halves(timeline([told("ab", "2024")])) is None


def test_a_dyad_turns_where_its_mean_changes_sides_and_what_leans_neither_way_is_passed_over() -> None:
    found = timeline([
        told("ab", "2021", -4.0), told("ab", "2022", 0.3), told("ab", "2023", 3.0), told("ab", "2024", 5.0),
        told("ac", "2021", 4.0), told("ac", "2024", 0.5), told("bc", "2021", 1.0), told("bc", "2022", None),
    ])  # fmt: skip
    (turn,) = turns(found)

    assert (turn.a, turn.b, turn.before.window.label, turn.after.window.label) == ("a", "b", "2021", "2023")
    assert (turn.before.dyad.intensity, turn.after.dyad.intensity) == (-4.0, 3.0)
    assert turn.after.dyad.statements == ("ab-2023-3.0:ab:2023:3.0",)
    assert not turn.firm
    assert [lean(value) for value in (None, -0.5, 0.5, -0.6, 0.6)] == [0, 0, 0, -1, 1]


def test_one_hard_act_among_friendly_ones_turns_nothing() -> None:
    """In 2024 the mean is (1 + 1 − 9)/3 = −2.3, but two acts of three are friendly; in 2025 most acts are hard."""
    mixed = [told("ab", "2023", 4.0), *(told("ab", f"2024-0{n}", value) for n, value in enumerate((1, 1, -9), 1))]
    hard = [told("ab", f"2025-0{n}", value) for n, value in enumerate((1.0, -4.0, -5.0), 1)]

    assert turns(timeline(mixed)) == ()
    (turn,) = turns(timeline([*mixed, *hard]))
    assert (turn.before.window.label, turn.after.window.label) == ("2023", "2025")
    assert (turn.after.with_it, turn.after.against_it) == (2, 1)


def test_each_document_counts_once_in_the_mean_of_a_window() -> None:
    """Two statements of one document at −2 and −4, one of another at +5: (−3 + 5)/2."""
    found = timeline([
        told("ab", "2024-01", -2.0, "one"), told("ab", "2024-02", -4.0, "one"), told("ab", "2024-03", 5.0, "two"),
    ])  # fmt: skip

    assert course(found, "ab") == [1.0]


def test_a_rise_beyond_chance_is_told_from_one_that_is_not() -> None:
    """c is in none of 12 earlier and in 12 of 24 later documents, b the other way round, a in all: three tests."""
    early = [told("ab", "2023", n) for n in range(12)]
    late = [told("ac" if n < 12 else "ab", "2024", n) for n in range(24)]
    found = halves(timeline([*early, *late]))

    assert found is not None
    assert (found.until.label, found.since.label, found.documents) == ("2023", "2024", (12, 24))
    by_key = {shift.key: shift for shift in found.shifts}
    assert by_key["c"].before.rank is None
    assert (len(by_key["c"].after.documents), by_key["c"].after.rank.position) == (12, 2)  # type: ignore[union-attr]
    assert by_key["c"].beyond_chance
    assert by_key["c"].p == pytest.approx(3 * fisher_exact([[0, 12], [12, 12]])[1])
    assert by_key["a"].p == 1
    assert not by_key["a"].beyond_chance


def test_a_name_of_few_documents_is_not_tested() -> None:
    found = halves(timeline([told("ab", "2023"), told("ab", "2024", 2.0), told("ac", "2024", 3.0)]))

    assert found is not None
    assert {shift.p for shift in found.shifts} == {None}
    assert not any(shift.beyond_chance for shift in found.shifts)


@pytest.mark.parametrize("late", [[5.0, 6.0, 7.0, 8.0], [1.5, 6.0, 7.0, 8.0], [1.5, 2.5, 3.5, 9.0]])
def test_change_between_two_windows_is_the_exact_test_of_mann_and_whitney(late: list[float]) -> None:
    early = [1.0, 2.0, 3.0, 4.0]
    cut, p = pettitt([early, late])

    assert cut == 1
    assert p == pytest.approx(mannwhitneyu(early, late, method="exact").pvalue, abs=0.015)


def test_change_among_several_windows_has_the_chance_that_all_orders_give() -> None:
    """Six points in three windows, by going through all 720 orders of them."""
    values = (1.0, 2.0, 5.0, 3.0, 6.0, 7.0)

    def most(order: tuple[float, ...]) -> int:
        wins = {cut: sum((y > x) - (y < x) for x in order[:cut] for y in order[cut:]) for cut in (2, 4)}
        return max(abs(each) for each in wins.values())

    expected = sum(most(order) >= most(values) for order in permutations(values)) / 720
    assert pettitt([values[:2], values[2:4], values[4:]])[1] == pytest.approx(expected, abs=0.015)


def test_a_shift_of_level_is_found_where_it_lies() -> None:
    low = [told("ab", f"202{year}", -4.0 + n / 10) for year in (0, 1) for n in range(3)]
    high = [told("ab", f"202{year}", 3.0 + n / 10) for year in (3, 4) for n in range(3)]
    (change,) = changes(timeline([*low, *high, told("ac", "2021")]))

    assert (change.until.label, change.since.label, change.documents) == ("2021", "2023", 12)
    assert (change.low, change.high) == (pytest.approx(-3.9), pytest.approx(3.1))
    assert change.beyond_chance


def test_no_change_is_looked_for_in_too_few_points_or_in_one_window() -> None:
    few = [told("ab", f"202{year}", float(n)) for year in (3, 4) for n in range(3)]
    one = [told("ac", "2024", float(n)) for n in range(9)]

    assert changes(timeline([*few, *one])) == ()


def test_the_same_ties_in_any_order_give_the_same_timeline() -> None:
    ties = [told("".join(pair), f"202{n % 4}", float(n)) for n, pair in enumerate(combinations("abcd", 2))]

    assert timeline(ties).courses == timeline(ties[::-1]).courses
    assert changes(timeline(ties)) == changes(timeline(ties[::-1]))
