"""Figures side by side, and what is told differently: what counts as the same thing, and what is only a development."""

from typing import Any

import pytest
from sources import event, figure, office, party, told

from graph.analysis.accounts import Account
from graph.analysis.comparisons import Comparison, Voice, comparisons, incomparables
from graph.analysis.disagreements import Disagreement, disagreements
from graph.statement import Statement

ITALY, CHINA, PACT = "state/it", "state/cn", "agreement/pact"
TYPES = {ITALY: "State", CHINA: "State", PACT: "Agreement", "initiative/road": "Initiative"}
VOICES = {
    "one": Voice(publisher="Gazette", issued="2025-02-01"),
    "two": Voice(publisher="Courier", issued="2025-03-01"),
    "three": Voice(publisher="Gazette", issued="2025-06-01"),
}
Told = Account[Statement]


def compared(*accounts: Told) -> Comparison:
    (found,) = comparisons(accounts, VOICES)
    return found


def found(*accounts: Told) -> list[Disagreement]:
    return [*disagreements(accounts, TYPES, VOICES)]


def kinds(*accounts: Told) -> list[str]:
    return [each.kind for each in found(*accounts)]


def test_what_one_side_exports_is_what_the_other_imports() -> None:
    same = compared(told(figure("export", "9.1")), told(figure("import", "9.1", CHINA, ITALY), "two"))

    assert (same.flow.flow, same.flow.reporter, same.verdict) == ("export", ITALY, "agree")


def test_a_surplus_of_one_side_is_the_deficit_of_the_other() -> None:
    mirrored = compared(told(figure("balance", "-31.6")), told(figure("balance", "31.6", CHINA, ITALY), "two"))
    twice = compared(told(figure("balance", "-31.6")), told(figure("balance", "-31.6", CHINA, ITALY), "two"))

    assert (mirrored.verdict, twice.verdict) == ("agree", "differ")


@pytest.mark.parametrize(
    ("one", "other", "verdict"),
    [
        (("9.1", None), ("9.13", None), "agree"),  # 9.13 rounds to 9.1
        (("9.1", None), ("9.16", None), "differ"),  # 9.16 rounds to 9.2; the ranges are 9.05-9.15 and 9.155-9.165
        (("9", "about"), ("9.8", None), "agree"),  # about: a whole unit either way
        (("9", "at_least"), ("12", None), "limits"),
        (("9", "at_least"), ("7", None), "differ"),
        (("9", "at_most"), ("12", None), "differ"),
    ],
)
def test_figures_agree_as_far_as_they_are_rounded_and_limited(
    one: tuple[str, str | None], other: tuple[str, str | None], verdict: str
) -> None:
    pair = [
        told(figure("export", value, bound=bound), document)
        for (value, bound), document in ((one, "one"), (other, "two"))
    ]

    assert compared(*pair).verdict == verdict
    assert kinds(*pair) == (["figure"] if verdict == "differ" else [])


def test_another_number_of_the_same_publisher_at_a_later_date_is_a_revision() -> None:
    first, second = told(figure("export", "9.1")), told(figure("export", "9.6"), "three")

    assert compared(first, second).verdict == "revised"
    assert kinds(first, second) == []


@pytest.mark.parametrize(
    ("other", "reason"),
    [
        ({"period_start": "2023", "period_end": "2023"}, "period"), ({"currency": "USD"}, "unit"),
        ({"sectors": ("sector:automotive",)}, "part"), ({"topic": "cars"}, "part"), ({"modality": "planned"}, "world"),
    ],
)  # fmt: skip
def test_figures_on_different_terms_are_not_compared_and_it_is_said_why(other: dict[str, Any], reason: str) -> None:
    pair = told(figure("export", "9.1")), told(figure("export", "12", **other), "two")
    (apart,) = incomparables(pair)

    assert comparisons(pair, VOICES) == ()
    assert apart.reasons == (reason,)
    assert kinds(*pair) == []


def test_figures_without_a_period_may_be_of_different_times() -> None:
    bare = {"period_start": None, "period_end": None}
    pair = told(figure("export", "9.1", **bare)), told(figure("export", "12", **bare), "two")

    assert comparisons(pair, VOICES) == ()
    assert [each.reasons for each in incomparables(pair)] == [("no period",)]


def test_other_kinds_and_flows_are_neither_compared_nor_told_apart() -> None:
    others = told(figure("export", "9")), told(figure("import", "12"), "two"), told(figure("export", "3", kind="aid"))

    assert comparisons(others, VOICES) == ()
    assert incomparables(others) == ()


def test_one_document_that_says_a_number_twice_is_not_two_voices_but_two_speakers_are() -> None:
    twice = told(figure("export", "9.1")), told(figure("export", "12"))
    quoted = told(figure("export", "9.1")), told(figure("export", "12", said_by=CHINA))

    assert comparisons(twice, VOICES) == ()
    assert kinds(*quoted) == ["figure"]


def test_what_is_told_and_denied_of_one_day_is_told_differently() -> None:
    meeting = {"date": "2025-01-10"}
    told_, denied = (
        event("Consult", f"{ITALY} {CHINA}", **meeting),
        event("Consult", CHINA, ITALY, modality="denied", **meeting),
    )
    (each,) = found(told(told_), told(denied, "two"))

    assert each.kind == "denied"
    assert [[account.document for account in way] for way in each.ways] == [["one"], ["two"]]


def test_a_denial_of_another_day_or_an_earlier_time_is_a_development() -> None:
    signed = told(event("Agree", f"{ITALY} {CHINA}", thing=PACT, date="2025-05"), "three")

    assert kinds(signed, told(event("Agree", f"{ITALY} {CHINA}", thing=PACT, modality="denied", date="2025-01"))) == []
    assert kinds(signed, told(event("Agree", f"{ITALY} {CHINA}", thing=PACT, modality="denied"))) == []


def test_a_denial_after_the_act_is_no_development() -> None:
    signed = told(event("Agree", f"{ITALY} {CHINA}", thing=PACT, date="2025-01"))
    denied = event("Agree", f"{ITALY} {CHINA}", thing=PACT, modality="denied")

    assert kinds(signed, told(denied, "two")) == ["denied"]


def test_speakers_of_one_document_contradict_each_other_to_their_face() -> None:
    accused = told(event("Assault", CHINA, ITALY, said_by=ITALY))

    assert kinds(accused, told(event("Assault", CHINA, ITALY, said_by=CHINA, modality="denied"))) == ["denied"]
    assert kinds(accused, told(event("Assault", CHINA, ITALY, said_by=ITALY, modality="denied"))) == []


def test_a_fact_here_may_be_somebodys_word_there() -> None:
    fact, claim = (
        event("Sanction", ITALY, CHINA, date="2025-01"),
        event("Sanction", ITALY, CHINA, said_by=CHINA, date="2025-01-10"),
    )

    assert kinds(told(fact), told(claim, "two")) == ["claimed"]
    assert kinds(told(fact), told(claim)) == [], "one text may quote what it knows"
    assert kinds(told(fact), told(event("Sanction", ITALY, CHINA, said_by=CHINA, date="2024"), "two")) == []
    assert (
        kinds(told(event("Sanction", ITALY, CHINA)), told(event("Sanction", ITALY, CHINA, said_by=CHINA), "two")) == []
    )


def test_a_plan_told_before_the_act_is_a_development_and_after_it_is_not() -> None:
    done = told(event("Consult", f"{ITALY} {CHINA}", date="2025-02-10"))
    plan = event("Consult", f"{ITALY} {CHINA}", modality="planned", date="2025-02-10")

    assert kinds(done, told(plan)) == [], "issued on 1 February"
    assert kinds(done, told(plan, "two")) == ["planned"], "issued on 1 March"


def test_nobody_is_for_and_against_one_thing_at_one_time() -> None:
    backs, rejects = (
        event("Support", ITALY, thing=PACT, date="2025-01"),
        event("Reject", ITALY, thing=PACT, date="2025-01-20"),
    )

    assert kinds(told(backs), told(rejects, "two")) == ["verdict"]
    assert kinds(told(backs), told(event("Reject", ITALY, thing=PACT, date="2025-02"), "two")) == []
    assert kinds(told(backs), told(event("Reject", CHINA, thing=PACT, date="2025-01-20"), "two")) == []
    assert kinds(told(event("Support", ITALY, thing=PACT)), told(event("Reject", ITALY, thing=PACT), "two")) == []
    coarse = [
        told(event(kind, ITALY, thing=PACT, date="2025"), d) for kind, d in (("Support", "one"), ("Reject", "two"))
    ]
    assert kinds(*coarse) == [], "a year is long enough to change one's mind"


def test_what_has_been_left_is_not_in_force_unless_one_comes_back() -> None:
    left = told(party(ITALY, PACT, "withdrawn", date="2023-12"))
    holds, back = told(party(ITALY, PACT, "in_force"), "two"), told(party(ITALY, PACT, "renewed", date="2024"), "three")

    assert kinds(left, holds) == ["standing"]
    assert kinds(left, holds, back) == []
    assert kinds(left, told(party(CHINA, PACT, "in_force"), "two")) == []
    assert kinds(told(party(ITALY, PACT, "withdrawn", date="2025-04")), holds) == [], "the text is older"


def test_a_signing_has_one_date_but_years_later_it_is_another_one() -> None:
    july = told(party(ITALY, PACT, "signed", date="2024-07"))

    assert kinds(july, told(party(ITALY, PACT, "signed", date="2024-06"), "two")) == ["date"]
    assert kinds(july, told(party(ITALY, PACT, "signed", date="2024"), "two")) == []
    assert kinds(july, told(party(ITALY, PACT, "signed", date="2019"), "two")) == []
    assert kinds(july, told(party(ITALY, PACT, "renewed", date="2024-06"), "two")) == []


def test_an_office_of_one_has_one_holder_on_a_day() -> None:
    one, other = office("person/a", "Foreign Minister", start="2024"), office("person/b", "foreign minister")

    assert kinds(told(one, "three"), told(other, "two")) == ["office"], "a from 2024 to 1 June 2025, b on 1 March"
    assert kinds(told(other), told(office("person/a", "Foreign Minister"), "two")) == [], "one may follow the other"
    assert kinds(told(one, "three"), told(office("person/b", "foreign minister", former=True), "two")) == []
    deputies = office("person/a", "Deputy Prime Minister", start="2024"), office("person/b", "Deputy Prime Minister")
    assert kinds(told(deputies[0], "three"), told(deputies[1], "two")) == []


def test_what_is_inferred_no_source_has_said() -> None:
    pair = told(figure("export", "9.1", rule="from-context")), told(figure("export", "12"), "two")

    assert kinds(*pair) == []
