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


@pytest.mark.slow
@pytest.mark.parametrize(
    ("text", "kind", "reporter", "partner"),
    [
        ("Norway has lent Kenya $40 million.", "loan", "state/no", "state/ke"),
        ("Kenya has borrowed $90 million from Norway.", "loan", "state/no", "state/ke"),
        ("Norway is providing $40 million in budget support to Kenya.", "aid", "state/no", "state/ke"),
        ("Norway has put $40 million into a port in Kenya.", "investment", "state/no", "state/ke"),
        ("Kenya signed a $40 million contract with Norway.", "other", "state/ke", "state/no"),
        ("Norwegian investments in Kenya have passed $300 million.", "investment", "state/no", "state/ke"),
        ("Norway has donated 30 tanks to Kenya.", "aid", "state/no", "state/ke"),
        ("Some 300 Norwegian soldiers are stationed in Kenya.", "force", "state/no", "state/ke"),
        ("Kenya is holding 14 Norwegians.", "other", "state/ke", "state/no"),
    ],
)
def test_sides_of_a_figure_are_who_gives_and_who_gets(
    read: Read, text: str, kind: str, reporter: str, partner: str
) -> None:
    (figure,) = figures(read(text))

    assert (figure.kind, figure.reporter, figure.partner) == (kind, reporter, partner)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("text", "reporter", "partner"),
    [
        ("Norway has imposed a tariff of 30 percent on Kenyan tea.", "state/no", "state/ke"),
        ("Kenyan tea faces a Norwegian duty of 30 percent.", "state/no", "state/ke"),
        ("Norway will tax Kenyan tea at 30 percent.", "state/no", "state/ke"),
        ("Norway takes 30 percent of Kenya's tea exports.", "state/ke", "state/no"),
    ],
)
def test_a_rate_is_of_whom_imposes_it_and_a_share_of_whose_whole_it_is(
    read: Read, text: str, reporter: str, partner: str
) -> None:
    (figure,) = figures(read(text))

    assert (figure.kind, figure.value, figure.reporter, figure.partner) == ("other", Decimal(30), reporter, partner)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("Norway pledged $40 million in aid to Kenya on 3 March 2025.", (None, None)),
        ("Norway gave Kenya $40 million in aid in March 2025.", ("2025-03", "2025-03")),
        ("Norway has imposed a tariff of 30 percent on Kenyan tea since March 2025.", ("2025-03", None)),
        ("Norway sent 300 soldiers to Kenya in March 2025.", ("2025-03", None)),
        ("Norway gives $40 million to the clinics of Kenya, which joined the pact in 2019.", (None, None)),
    ],
)
def test_period_is_that_of_what_is_done(read: Read, text: str, period: tuple[str | None, str | None]) -> None:
    (figure,) = figures(read(text))

    assert (figure.period_start, figure.period_end) == period


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Between 30 and 40 soldiers left.", [(30, "soldiers"), (40, "soldiers")]),
        ("Fourteen sailors and a dozen diplomats left.", [(14, "sailors"), (12, "diplomats")]),
        ("Half a million Kenyans fled.", [(500000, "people")]),
        ("It was adopted by 12 votes.", [(12, "votes")]),
        ("The drones are of the type Falcon-6 drones.", []),
        ("Two Chinese lenders closed.", []),
        ("The two men agreed, and the three diplomats left.", []),
    ],
)
def test_people_votes_and_ranges_are_counted(text: str, found: list[tuple[int, str]]) -> None:
    assert [(amount.value, amount.unit) for amount in counts(text)] == found


@pytest.mark.slow
def test_a_table_tells_partner_flow_and_period_in_rows_columns_and_caption(read: Read) -> None:
    text = (
        "Kenya trades more with its neighbours than ever, and Kenya is proud of it, as Kenya should be.\n"
        "Main partners of Kenya, 2023 (USD million)\n"
        "           Exports         Imports\n"
        "Norway     120.5 (+3.1)    80.0 (-2.0)\n"
        "Peru       1,040.0         9.5\n"
    )

    told = [(f.flow, f.reporter, f.partner, f.value, f.change, f.period_start) for f in figures(read(text))]

    assert told == [
        ("export", "state/ke", "state/no", Decimal(120500000), Decimal("3.1"), "2023"),
        ("import", "state/ke", "state/no", Decimal(80000000), Decimal("-2.0"), "2023"),
        ("export", "state/ke", "state/pe", Decimal(1040000000), None, "2023"),
        ("import", "state/ke", "state/pe", Decimal(9500000), None, "2023"),
    ]


@pytest.mark.slow
def test_a_label_tells_what_the_figure_behind_it_counts(read: Read) -> None:
    text = "Kenya is at work. Exports to Norway in 2023: USD 12 million, up 4 percent. Imports: USD 9 million."

    assert [(figure.flow, figure.value) for figure in figures(read(text))] == [
        ("export", Decimal(12000000)),
        ("import", Decimal(9000000)),
    ]
