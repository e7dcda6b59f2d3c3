"""Figures: number words, adjectives of state, open periods, and whose a sum is and to whom it goes."""

from decimal import Decimal

import pytest
from told import Read, figures

from graph.amounts import counts, money


@pytest.mark.parametrize(
    ("text", "value", "currency"),
    [
        ("a 90-billion-euro loan", 90_000_000_000, "EUR"),
        ("a 2-million-dollar loan", 2_000_000, "USD"),
    ],
)
def test_money_in_one_word_with_hyphens(text: str, value: int, currency: str) -> None:
    (amount,) = money(f"It was worth {text}.")

    assert (amount.value, amount.currency) == (Decimal(value), currency)


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [("twelve thousand tonnes of rice", 12_000, "tonnes"), ("forty soldiers", 40, "soldiers")],
)
def test_number_words_count_known_units(text: str, value: int, unit: str) -> None:
    (amount,) = counts(f"They sent {text}.")

    assert (amount.value, amount.unit) == (Decimal(value), unit)


@pytest.mark.slow
@pytest.mark.parametrize(
    "text", ["Some 1,500 Peruvian soldiers serve in Haiti.", "Kenya sent 1,500 Peruvian soldiers home."]
)
def test_soldiers_are_of_the_state_of_their_adjective(read: Read, text: str) -> None:
    (figure,) = figures(read(text))

    assert (figure.kind, figure.reporter, figure.value) == ("force", "state/pe", Decimal(1500))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("text", "kind", "modality"),
    [
        ("Norway lent Kenya $2 billion.", "loan", "fact"),
        ("Norway will lend Kenya $2 billion.", "loan", "planned"),
        ("Norway invested $2 billion in Kenya.", "investment", "fact"),
        ("Norway paid Kenya $2 billion.", "other", "fact"),
    ],
)
def test_subject_gives_and_the_other_is_given(read: Read, text: str, kind: str, modality: str) -> None:
    (figure,) = figures(read(text))

    assert (figure.reporter, figure.partner, figure.value) == ("state/no", "state/ke", Decimal(2_000_000_000))
    assert (figure.kind, figure.modality) == (kind, modality)


@pytest.mark.slow
@pytest.mark.parametrize(
    "text",
    [
        "Bolivia said that Norway had given Kenya €40 million in aid.",
        "Bolivia announced that Norway would lend Kenya $2 billion.",
    ],
)
def test_who_tells_of_a_gift_is_no_side_of_it(read: Read, text: str) -> None:
    (figure,) = figures(read(text))

    assert (figure.reporter, figure.partner) == ("state/no", "state/ke")


@pytest.mark.slow
@pytest.mark.parametrize(
    "text",
    [
        "According to Bolivia, Peru's exports to Chile reached $3 billion in 2023.",
        "Bolivia noted that Peru's exports to Chile reached $3 billion in 2023.",
    ],
)
def test_exports_are_of_the_one_before_the_word_and_not_of_who_tells_of_them(read: Read, text: str) -> None:
    (figure,) = figures(read(text))

    assert (figure.flow, figure.reporter, figure.partner) == ("export", "state/pe", "state/cl")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("Since May 2023, Peru has exported copper worth $3 billion to Chile.", "2023-05", None),
        ("Until May 2023, Peru exported copper worth $3 billion to Chile.", None, "2023-05"),
        ("Norway will invest $3 billion in Kenya by 2030.", None, "2030"),
    ],
)
def test_period_is_open_where_the_words_leave_it_so(read: Read, text: str, start: str | None, end: str | None) -> None:
    (figure,) = figures(read(text))

    assert (figure.period_start, figure.period_end) == (start, end)
