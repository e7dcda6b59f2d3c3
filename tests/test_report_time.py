"""How a report tells of time: what is placed, what turned, who rose, and when it says nothing."""

from itertools import count

from shelf import tie, written

from graph.analysis.ties import Tie
from graph.report.contents import Report
from graph.report.section import Figure, Section, Sign, Table
from graph.report.sections.risers import risers
from graph.report.sections.time import over_time, turned

_number = count()


def told(pair: str, date: str | None, intensity: float | None = 1.0, amount: int = 1) -> list[Tie]:
    """So many documents, each with one statement on a pair of letters."""
    dated = {"date": date} if date else {}
    return [tie(pair[0], pair[1], f"doc{next(_number):04}", intensity, **dated) for _ in range(amount)]


def section(builder: object, report: Report) -> Section:
    found = builder(report, report.scope("states"))  # type: ignore[operator]
    assert isinstance(found, Section)
    return found


def test_nothing_is_said_of_one_window_or_of_none() -> None:
    for ties in ([*told("ab", "2024", 1.0, 3)], [*told("ab", None, 1.0, 3)]):
        report = written(*ties)

        assert [each(report, report.scope("states")) for each in (over_time, turned, risers)] == [None] * 3


def test_two_windows_are_called_two_and_what_has_no_date_is_counted() -> None:
    report = written(*told("ab", "2023", -2.0), *told("ab", "2024-05", 2.0), *told("ac", None), *told("bc", None))
    found = section(over_time, report)

    assert found.text == (
        "2 of 4 statements are laid out by year, 2023 to 2024. 2 have no date. Two windows only: what differs between "
        "them may be chance.",
        "No dyad is tested for a change of level: that takes an intensity from eight documents, over two windows or "
        "more.",
    )


def test_the_course_of_a_dyad_has_a_row_and_sentences_for_each_window() -> None:
    report = written(*told("ab", "2021", -2.0), *told("ab", "2023", 4.0, 2), *told("ac", "2023", None))
    found = section(over_time, report)
    table = next(block for block in found.blocks if isinstance(block, Table))

    assert [row[:4] for row in table.rows] == [
        ("Austria and Brazil", "2021", Sign(-2.0), "1 to conflict"),
        ("Austria and Brazil", "2023", Sign(4.0), "2 to cooperation"),
        ("Austria and Chile", "2023", None, None),
    ]
    assert [len(row[-1].sentences) for row in table.rows] == [1, 2, 1]  # type: ignore[union-attr]
    assert any(isinstance(block, Figure) and "1 dyad" in block.says for block in found.blocks)


def test_a_turn_shows_its_sentences_and_is_a_finding_only_on_two_documents_a_side() -> None:
    thin = written(*told("ab", "2023", 4.0), *told("ab", "2024", -4.0, 2))
    firm = written(*told("ab", "2023", 4.0, 2), *told("ab", "2024", -4.0, 2))

    assert section(turned, thin).text == (
        "The only dyad with an intensity in two windows or more turned. On one side at least, only one document tells "
        "of it.",
    )
    assert section(turned, thin).findings == ()
    (finding,) = section(turned, firm).findings
    assert finding.text == (
        "Austria and Brazil turned from cooperation in 2023 (+4.0, 2 documents) to conflict in 2024 (−4.0, 2 "
        "documents). That alone does not set it apart from chance."
    )
    assert len(finding.sentences) == 4
    assert turned(written(*told("ab", "2023", 4.0, 2), *told("ab", "2024", 3.0, 2)), firm.scope("states")) is not None


def test_who_rises_beyond_chance_is_a_finding_with_both_counts() -> None:
    report = written(*told("ab", "2023", 1.0, 12), *told("ab", "2024", 1.0, 12), *told("ac", "2024", 1.0, 12))
    found = section(risers, report)

    assert "Brazil and Chile moved further than chance moves a name." in found.text[0]
    assert (
        "Chile is told of more than before: in 0 of 12 documents up to 2023, in 12 of 24 from 2024. By chance one of "
        "the states moves as far in fewer than 5 of 100 cases."
    ) in [each.text for each in found.findings]


def test_who_moves_by_chance_or_in_few_documents_is_no_finding() -> None:
    few = written(*told("ab", "2023", 1.0, 3), *told("ac", "2024", 1.0, 3))
    same = written(*told("ab", "2023", 1.0, 6), *told("ab", "2024", 1.0, 6))

    assert section(risers, few).findings == section(risers, same).findings == ()
    assert "No name moved further than chance moves a name." in section(risers, same).text[0]
    assert risers(written(*told("ab", "2023", 1.0, 2), *told("ac", "2024", 1.0, 5)), few.scope("states")) is not None


def test_a_shift_of_level_beyond_chance_is_a_finding() -> None:
    report = written(*told("ab", "2021", -4.0, 5), *told("ab", "2022", 3.0, 5))
    found = section(over_time, report)

    assert "Austria and Brazil after 2021, from −4.0 to +3.0" in found.text[1]
    (finding,) = found.findings
    assert finding.text == (
        "The level between Austria and Brazil shifted after 2021: from −4.0 to +3.0, in 10 documents, further than "
        "chance does."
    )
