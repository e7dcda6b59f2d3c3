"""All statements as whole values, dates as precise as they stand, and how agreements stood on a day."""

import pytest
from handwritten import MUSCAT, TRADE, talks, trade
from sources import event, evidence, party, told

from graph.analysis.accounts import read_accounts, read_checks
from graph.analysis.dates import by, checked, compatible
from graph.analysis.pacts import Pact, pacts, state_of
from graph.analysis.reading import read_serving
from graph.document import Span
from graph.errors import RelazioneError
from graph.rdf import merge_statements
from graph.statement import Relation
from graph.store import Generation

PACT, ROAD = "agreement/pact", "initiative/road"
TYPES = {PACT: "Agreement", ROAD: "Initiative"}
ITALY, CHINA = "state/it", "state/cn"


def test_every_statement_comes_back_as_it_was_read(generation: Generation) -> None:
    written = {MUSCAT.identifier: merge_statements(talks()), TRADE.identifier: merge_statements(trade())}
    mirrored = {
        s
        for s in written[TRADE.identifier]
        if isinstance(s, Relation) and s.subject == "state/jp" and s.predicate == "partnerOf"
    }

    found = read_accounts(generation)

    assert {(each.document, each.statement) for each in found} == {
        (document, s) for document, statements in written.items() for s in statements if s not in mirrored
    }
    assert len(found) == len({each.iri for each in found})


def test_accounts_run_as_the_documents_do(generation: Generation) -> None:
    found = read_accounts(generation)

    assert [(each.document, each.statement.evidence[0].start) for each in found] == sorted(
        (each.document, each.statement.evidence[0].start) for each in found
    )


def test_checks_come_with_the_figures_that_were_added(generation: Generation) -> None:
    flows = {each.iri: getattr(each.statement, "flow", None) for each in read_accounts(generation)}
    found = {check.outcome: check for check in read_checks(generation)}

    assert {flows[iri] for iri in found["adds up"].figures} == {"export", "import", "total"}
    assert (found["derived"].balance, found["derived"].reporter) == (2_500_000_000, "state/it")


def test_whom_somebody_serves_is_known_from_reference(generation: Generation) -> None:
    assert read_serving(generation) == {"person/badr-al-busaidi": ("state/om",)}


@pytest.mark.parametrize(
    ("date", "day", "answer"),
    [
        ("2024-07", "2024-07-31", True), ("2024-07", "2024-07-15", None), ("2024-08", "2024-07-31", False),
        ("2024", "2024", True), ("2024", "2024-12", True), ("2024", "2024-07", None), ("2025", "2024-12-31", False),
        ("2024-07-16", "2024-07-15", False), ("2024-07-15", "2024-07-15", True),
    ],
)  # fmt: skip
def test_a_coarse_date_lies_before_a_day_only_if_all_of_it_does(date: str, day: str, answer: bool | None) -> None:
    assert by(date, day) is answer


def test_dates_agree_where_one_is_the_other_less_precise() -> None:
    assert compatible("2023", "2023-12")
    assert compatible("2023-12-05", "2023-12")
    assert not compatible("2023-12", "2023-11")
    assert not compatible("2023", "2024")


@pytest.mark.parametrize(
    "given", ["May", "2024-13", "2024-7", "24", "2024-00", "2024-02-40", "2024-02-31", "0000", "٢٠٢٤", ""]
)
def test_what_is_no_date_is_told_with_what_is(given: str) -> None:
    with pytest.raises(RelazioneError, match="wanted a year, a month or a day, as 2024, 2024-07 or 2024-07-15"):
        checked(given)


def one(*accounts: object, type: str = "Agreement") -> Pact:
    (found,) = pacts(accounts, TYPES, type)  # type: ignore[arg-type]
    return found


def test_a_step_takes_its_date_from_the_act_that_the_very_same_words_tell() -> None:
    words, others = {"evidence": (Span(20, 60),)}, {"evidence": (Span(70, 90),)}
    signing = event("Agree", f"{ITALY} {CHINA}", thing=PACT, date="2024-07", **words)

    dated = one(told(signing), told(party(ITALY, PACT, "signed", **words)))
    elsewhere = one(told(signing), told(party(ITALY, PACT, "signed", **others)))
    not_by_it = one(told(signing), told(party("state/jp", PACT, "signed", **words)))
    in_force = one(told(signing), told(party(ITALY, PACT, "in_force", **words)))

    assert [pact.steps[0].date for pact in (dated, elsewhere, not_by_it, in_force)] == ["2024-07", None, None, None]


def test_two_acts_in_the_same_words_date_no_step() -> None:
    words = {"evidence": (Span(20, 60),)}
    acts = [event("Agree", ITALY, thing=PACT, date=date, **words) for date in ("2019", "2024")]

    assert one(*map(told, acts), told(party(ITALY, PACT, "signed", **words))).steps[0].date is None


def test_an_agreement_stands_by_its_last_dated_step_and_each_party_by_its_own() -> None:
    pact = one(
        told(party(ITALY, PACT, "signed", date="2019-03-23")), told(party(CHINA, PACT, "signed", date="2019-03-23")),
        told(party(ITALY, PACT, "withdrawn", date="2023-12"), "two"),
    )  # fmt: skip

    def last(day: str) -> list[tuple[str, str | None]]:
        return [(each.party, each.last.status if each.last else None) for each in state_of(pact, day)]

    assert last("2018") == [(CHINA, None), (ITALY, None)]
    assert last("2020") == [(CHINA, "signed"), (ITALY, "signed")]
    assert last("2023-12-15") == [(CHINA, "signed"), (ITALY, "signed")]
    assert last("2024") == [(CHINA, "signed"), (ITALY, "withdrawn")]
    assert [step.status for step in state_of(pact, "2023-12-15")[1].perhaps] == ["withdrawn"]


def test_nothing_undated_planned_claimed_or_denied_says_how_an_agreement_stood() -> None:
    pact = one(
        told(party(ITALY, PACT, "in_force")), told(party(ITALY, PACT, "renewed", modality="planned", date="2020")),
        told(party(ITALY, PACT, "renewed", said_by=CHINA, date="2020")),
        told(party(ITALY, PACT, "withdrawn", modality="denied", date="2020")),
    )  # fmt: skip
    (standing,) = state_of(pact, "2025")

    assert standing.last is None
    assert [step.status for step in standing.undated] == ["in_force"]
    assert {step.world for step in pact.steps} == {"fact", "planned", "attributed", "denied"}


def test_steps_told_alike_by_two_documents_are_one_with_both() -> None:
    (step,) = one(told(party(ITALY, PACT, "signed")), told(party(ITALY, PACT, "signed"), "two")).steps

    assert step.documents == ("one", "two")
    assert len(step.statements) == 2


def test_initiatives_are_those_one_takes_part_in_and_nothing_else_is_either() -> None:
    accounts = [
        told(party(ITALY, ROAD, "withdrawn", "takesPartIn")), told(party(ITALY, PACT, "signed")),
        told(party(ITALY, ROAD, predicate="aboutSector")),
        told(Relation(predicate="partyTo", subject=ITALY, object=ROAD, **evidence({}))),
    ]  # fmt: skip

    assert [pact.key for pact in pacts(accounts, TYPES)] == [PACT]
    assert [pact.key for pact in pacts(accounts, TYPES, "Initiative")] == [ROAD]
