"""How firm the signs of dyads are when the documents are drawn anew."""

import numpy as np
import pytest

from graph.analysis import signs as module
from graph.analysis.balance import Triad
from graph.analysis.intervals import resamples
from graph.analysis.signs import signs
from graph.analysis.ties import Tie

ABC = Triad(names=("a", "b", "c"), signs=(1, 1, -1))


def tie(pair: str, document: str, intensity: float | None) -> Tie:
    return Tie(
        a=pair[0], b=pair[1], kind="event", type="Consult", document=document, statement=document + pair,
        intensity=intensity,
    )  # fmt: skip


def triangle(document: str) -> list[Tie]:
    return [tie(pair, document, way) for pair, way in (("ab", 3), ("ac", 3), ("bc", -3))]


REST = [tie("de", f"z{n}", None) for n in range(5)]  # five documents more, without a sign


def test_signs_are_those_of_the_documents_drawn() -> None:
    """a–b leans by 3 in one and by −2 in two; a–c is told by two alone."""
    found = signs([tie("ab", "one", 3), tie("ab", "two", -2), tie("ac", "two", 1), *REST])
    one, two = resamples(7, 1000).T[:2]

    assert found is not None
    assert found.ends == (("a", "b"), ("a", "c"))
    level = (3 * one - 2 * two) / np.maximum(one + two, 1)
    assert found.drawn[:, 0].tolist() == np.where(abs(level) <= 0.5, 0, np.sign(level)).tolist()
    assert found.drawn[:, 1].tolist() == (two > 0).astype(int).tolist()


def test_a_triangle_told_by_one_document_of_seven_is_there_in_two_of_three_resamples() -> None:
    """None of seven draws takes it in (6/7)⁷ = 0.34 of the cases."""
    found = signs([*triangle("one"), tie("de", "two", 1), *REST])

    assert found is not None
    balanced, unbalanced = found.verdicts(ABC)
    assert balanced == 0
    assert unbalanced == int((resamples(7, 1000)[:, 0] > 0).sum())
    assert unbalanced == pytest.approx(1000 * (1 - (6 / 7) ** 7), abs=50)


def test_frustration_moves_as_its_triangle_does() -> None:
    """One of three dyads is against two camps, or nothing where the triangle is not drawn or told otherwise."""
    every = signs([each for n in range(7) for each in triangle(f"d{n}")])
    part = signs([*triangle("one"), tie("de", "two", 1), *REST])

    assert every is not None
    assert part is not None
    assert every.frustration() == (pytest.approx(1 / 3), pytest.approx(1 / 3))
    assert part.frustration() == (0, pytest.approx(1 / 3))


def test_a_few_documents_cannot_be_drawn_anew() -> None:
    assert signs([*triangle("one"), *REST]) is None


def test_too_many_signs_are_not_resampled(monkeypatch: pytest.MonkeyPatch) -> None:
    found = signs([tie("ab", "one", 3), tie("ab", "two", 3), *REST])
    monkeypatch.setattr(module, "BUDGET", 10)

    assert found is not None
    assert found.frustration() is None
