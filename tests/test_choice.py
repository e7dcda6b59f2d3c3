"""What a reader chooses is read from words, strictly, and written back in as few as read the same."""

from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.analysis.choice import MEASURED, SINGLE, WORLDS, Projection, read_projection
from graph.errors import QueryError
from ontology.sectors import load_sectors

DATES = st.sampled_from(["2024", "2024-02", "2024-02-29", "2025-10-08"])


def read(query: str) -> Projection:
    """Read a query string as a browser sends it."""
    return read_projection(parse_qsl(query, keep_blank_values=True))


def test_nothing_asked_for_is_the_default_and_is_written_as_nothing() -> None:
    assert read("") == Projection()
    assert read("types=&worlds=&since=&fold=yes&confidence=0") == Projection()
    assert Projection().query == ""


def test_groups_stand_for_the_types_in_them() -> None:
    assert read("types=cooperation").types == ("agree", "consult", "support", "concede", "cooperate", "aid", "retreat")
    assert read("types=shared,trade").types == ("agreements", "initiatives", "trade")
    assert read("types=events,relations,memberships,shared").types == MEASURED


@pytest.mark.parametrize(
    ("asked", "canonical"),
    [
        ("types=trade&types=conflict", "types=conflict,trade"),
        ("types=conflict,cooperation", "types=events"),
        ("types=consult,agree", "types=agree,consult"),
        ("worlds=planned,fact&fold=no", "worlds=fact,planned&fold=no"),
        ("until=2025-10&since=2024-10", "since=2024-10&until=2025-10"),
        ("sector=trade,energy,trade&confidence=.50", "sector=energy,trade&confidence=0.5"),
    ],
)
def test_what_is_asked_for_is_written_in_one_way_only(asked: str, canonical: str) -> None:
    assert read(asked).query == canonical


@given(
    st.builds(
        Projection,
        types=st.sets(st.sampled_from(SINGLE), min_size=1).map(lambda some: tuple(t for t in SINGLE if t in some)),
        worlds=st.sets(st.sampled_from(WORLDS), min_size=1).map(lambda some: tuple(w for w in WORLDS if w in some)),
        fold=st.booleans(),
        since=st.none() | DATES.filter(lambda date: date < "2025"),
        until=st.none() | st.just("2025-10"),
        sectors=st.sets(st.sampled_from([s.id for s in load_sectors()])).map(lambda some: tuple(sorted(some))),
        confidence=st.integers(0, 100).map(lambda percent: percent / 100),
    )
)
def test_every_projection_reads_back_as_it_is_written(projection: Projection) -> None:
    assert read(projection.query) == projection


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("types=treaties", "types: found 'treaties'; wanted some of events, cooperation, conflict, shared, agree"),
        ("types=relation", "(perhaps relations)"),
        ("worlds=fact,denied", "worlds: found 'fact, denied'; wanted some of fact, attributed, planned"),
        ("fold=maybe", "fold: found 'maybe'; wanted yes or no"),
        ("since=2025-02-30", "since: found '2025-02-30'; wanted a date that there is"),
        ("since=25", "wanted a date that there is"),
        ("until=2024&until=2025", "until: found '2024, 2025'; wanted one value"),
        ("since=2026&until=2025-10", "since, until: found 2026 and 2025-10; wanted a beginning before its end"),
        ("sector=oil", "sector: found 'oil'; wanted some of aerospace, agriculture"),
        ("confidence=75", "confidence: found '75'; wanted a number from 0 to 1"),
        ("confidence=nan", "confidence: found 'nan'"),
        ("sectors=energy", "sectors: no such choice; wanted one of types, worlds, fold, since, until, sector"),
    ],
)
def test_a_wrong_choice_says_what_was_found_and_what_is_wanted(query: str, message: str) -> None:
    with pytest.raises(QueryError) as caught:
        read(query)

    assert message in str(caught.value)


def test_all_that_is_wrong_is_told_at_once() -> None:
    with pytest.raises(QueryError, match=r"fold: .*; since: "):
        read("fold=2&since=x")


def test_of_many_faults_the_first_are_told() -> None:
    with pytest.raises(QueryError, match=r"a0: no such choice.*; and 95 more$") as raised:
        read_projection((f"a{n}", "x") for n in range(100))

    assert "a5:" not in str(raised.value)
