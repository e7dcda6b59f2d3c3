"""A projection says of itself, in a sentence, what it takes."""

import pytest

from graph.analysis.choice import read_projection
from graph.report.chosen import counted, sentence


@pytest.mark.parametrize(
    ("chosen", "said"),
    [
        (
            {},
            "Events, relations, memberships and shared agreements or initiatives between two actors; facts only; "
            "people and organs counted as their state; all dates and sectors",
        ),
        (
            {"types": "events,relations,agreements", "since": "2024-10", "until": "2025-10", "sector": "energy"},
            "Events, relations and shared agreements between two actors; facts only; people and organs counted as "
            "their state; October 2024 to October 2025; energy",
        ),
        (
            {"types": "conflict,consult,trade", "worlds": "planned,attributed", "fold": "no", "confidence": "0.75"},
            "Events of conflict, events of the type consult and figures of trade between two actors; claims and plans; "
            "people and organs counted apart from their state; all dates and sectors; confidence 0.75 or more",
        ),
        (
            {"types": "sanction,assault", "worlds": "attributed", "since": "2025-01-08", "sector": "trade,defence"},
            "Events of the types sanction and assault between two actors; claims only; people and organs counted as "
            "their state; since 8 January 2025; defence and trade",
        ),
        (
            {"types": "offices,seats", "worlds": "fact,attributed,planned", "until": "2025"},
            "Offices and seats between two actors; facts, claims and plans; people and organs counted as their state; "
            "until 2025; all sectors",
        ),
    ],
)
def test_a_projection_is_told_in_one_sentence(chosen: dict[str, str], said: str) -> None:
    assert sentence(read_projection(chosen.items())) == said


@pytest.mark.parametrize(
    ("worlds", "said"),
    [
        ("fact", "Only what they tell as a fact counts; claims, plans and denials do not."),
        ("fact,planned", "Facts and plans count; claims and denials do not."),
        ("attributed", "Claims count; facts, plans and denials do not."),
        ("fact,attributed,planned", "Facts, claims and plans count; denials do not."),
    ],
)
def test_what_counts_and_what_does_not_is_told(worlds: str, said: str) -> None:
    assert counted(read_projection([("worlds", worlds)])) == said
