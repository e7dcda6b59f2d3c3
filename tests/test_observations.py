"""Figures: what they count, whose they are, of what period, and how they changed."""

from decimal import Decimal

import pytest
from told import Read, figures

from graph.amounts import counts, money, percents


@pytest.mark.parametrize(
    ("text", "value", "currency"),
    [
        ("€4.5bn", "4500000000", "EUR"),
        ("US$3.2 billion", "3200000000", "USD"),
        ("1.5 billion yuan", "1500000000", "CNY"),
        ("£250 million", "250000000", "GBP"),
        ("two million dollars", "2000000", "USD"),
        ("$12,500", "12500", "USD"),
        ("30 billion euros", "30000000000", "EUR"),
        ("₹900 crore", "9000000000", "INR"),
    ],
)
def test_money_is_read_as_it_is_written(text: str, value: str, currency: str) -> None:
    (amount,) = money(f"The fund received {text} in all.")

    assert (amount.value, amount.currency) == (Decimal(value), currency)


def test_amount_stands_where_it_was_written() -> None:
    text = "They paid €4.5bn at once."
    (amount,) = money(text)

    assert text[amount.first : amount.last] == "€4.5bn"


def test_people_in_millions_are_no_money() -> None:
    assert not list(money("Some 3 million people fled."))


def test_counted_units() -> None:
    (troops,) = counts("It sent 1,500 troops.")
    (grain,) = counts("It sent 99,000 tonnes of grain.")

    assert (troops.value, troops.unit) == (Decimal(1500), "troops")
    assert (grain.value, grain.unit) == (Decimal(99000), "tonnes")


def test_strong_counts_personnel() -> None:
    (force,) = counts("a 600-strong force")

    assert (force.value, force.unit) == (Decimal(600), "personnel")


def test_percentages_keep_the_sign_that_is_written() -> None:
    assert [(p.value, p.unit) for p in percents("12 percent, -3.5% and +2%")] == [
        (Decimal(12), "percent"),
        (Decimal("-3.5"), "signed"),
        (Decimal(2), "signed"),
    ]


@pytest.mark.parametrize(
    ("words", "bound"),
    [("more than", "at_least"), ("up to", "at_most"), ("about", "about"), ("exactly", None)],
)
def test_words_before_a_number_bound_it(words: str, bound: str | None) -> None:
    (amount,) = money(f"It cost {words} $5 million.")

    assert amount.bound == bound


@pytest.mark.slow
def test_exports_have_reporter_partner_and_period(read: Read) -> None:
    (figure,) = figures(read("Peru's exports to Chile reached $2.5 billion in 2023."))

    assert (figure.kind, figure.flow, figure.reporter, figure.partner) == ("trade", "export", "state/pe", "state/cl")
    assert (figure.value, figure.currency) == (Decimal(2500000000), "USD")
    assert (figure.period_start, figure.period_end) == ("2023", "2023")


@pytest.mark.slow
def test_total_trade_between_two(read: Read) -> None:
    (figure,) = figures(read("Bilateral trade between Peru and Chile stood at €4 billion in 2022."))

    assert figure.flow == "total"
    assert {figure.reporter, figure.partner} == {"state/pe", "state/cl"}


@pytest.mark.slow
def test_fall_behind_a_figure_is_a_negative_change(read: Read) -> None:
    (figure,) = figures(read("Peru's imports from Chile were worth $1.2 billion in 2023, down 8 percent."))

    assert (figure.flow, figure.change) == ("import", Decimal(-8))


@pytest.mark.slow
def test_growth_before_a_figure_is_its_change(read: Read) -> None:
    (figure,) = figures(read("Peru's exports to Chile rose 11.4 percent to $2.5 billion in 2023."))

    assert (figure.value, figure.change) == (Decimal(2500000000), Decimal("11.4"))


@pytest.mark.slow
def test_deficit_is_negative(read: Read) -> None:
    (figure,) = figures(read("Peru's trade deficit with Chile reached $300 million in 2023."))

    assert (figure.flow, figure.value) == ("balance", Decimal(-300000000))


@pytest.mark.slow
def test_first_quarter_is_three_months(read: Read) -> None:
    (figure,) = figures(read("Peru's exports to Chile reached $600 million in the first quarter of 2024."))

    assert (figure.period_start, figure.period_end) == ("2024-01", "2024-03")


@pytest.mark.slow
def test_aid_is_told_by_its_noun(read: Read) -> None:
    (figure,) = figures(read("Norway pledged €40 million in humanitarian aid to Kenya."))

    assert (figure.kind, figure.reporter, figure.partner) == ("aid", "state/no", "state/ke")


@pytest.mark.slow
def test_troops_are_a_force(read: Read) -> None:
    (figure,) = figures(read("Kenya deployed 1,200 soldiers to Haiti."))

    assert (figure.kind, figure.reporter, figure.value) == ("force", "state/ke", Decimal(1200))


@pytest.mark.slow
def test_target_is_planned(read: Read) -> None:
    (figure,) = figures(read("Peru and Chile set a target of $10 billion in bilateral trade by 2030."))

    assert figure.modality == "planned"


@pytest.mark.slow
def test_next_figure_leans_on_the_one_before(read: Read) -> None:
    text = "In 2023, Peru's exports to Chile reached $2.5 billion. Imports stood at $1.1 billion."
    exports, imports = figures(read(text))

    assert (imports.flow, imports.reporter, imports.partner) == ("import", "state/pe", "state/cl")
    assert imports.period_start == exports.period_start == "2023"


@pytest.mark.slow
def test_figure_it_is_compared_with_is_no_period(read: Read) -> None:
    (figure,) = figures(read("Peru's exports to Chile reached $2.5 billion in 2023, 8 percent more than in 2022."))

    assert figure.period_start == "2023"
