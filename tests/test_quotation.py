"""What counts as one sentence."""

import pytest

from graph.document import Span
from graph.quotation import pieces, sentence


def around(text: str, quotation: str) -> str:
    start = text.index(quotation)
    found = sentence(text, start, start + len(quotation))
    return text[found.start : found.end]


@pytest.mark.parametrize(
    ("text", "quotation", "expected"),
    [
        ("Rome waits. Oman hosted talks. Iran left.", "hosted", "Oman hosted talks."),
        ("Rome waits.\nOman hosted talks\nIran left.", "hosted", "Oman hosted talks"),
        ("The U.S. Treasury acted. Iran left.", "acted", "The U.S. Treasury acted."),
        ("Mr. Smith met Dr. Jones. Iran left.", "met", "Mr. Smith met Dr. Jones."),
        ("He said: “We agree.” Iran left.", "We agree", "He said: “We agree.”"),
        ("Trade rose to €9.1 billion in 2025. Iran left.", "rose", "Trade rose to €9.1 billion in 2025."),
        ("Will they meet? Iran left!", "left", "Iran left!"),
        ("  Oman hosted talks.  ", "hosted", "Oman hosted talks."),
    ],
)
def test_a_sentence_ends_where_a_reader_would_end_it(text: str, quotation: str, expected: str) -> None:
    assert around(text, quotation) == expected


def test_a_quotation_over_two_sentences_brings_both() -> None:
    text = "Rome waits. Oman hosted talks. Iran left. All wait."

    assert around(text, "talks. Iran") == "Oman hosted talks. Iran left."


def test_pieces_mark_the_evidence_and_lose_nothing() -> None:
    text = "Rome waits. Oman hosted talks in Muscat."
    whole = Span(12, len(text))
    found = pieces(text, whole, [Span(12, 23), Span(17, 29), Span(33, 39)])

    assert "".join(words for words, _ in found) == "Oman hosted talks in Muscat."
    assert found == (("Oman hosted talks", True), (" in ", False), ("Muscat", True), (".", False))
