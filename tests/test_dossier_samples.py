"""What the samples that ship say of Italy and China, as one reads them: expected is what stands in their texts."""

from pathlib import Path

import pytest

from graph.build import build
from graph.reading import Reader
from graph.report.dossier.sheet import dossier
from graph.report.section import Line, Sheet, Table
from graph.report.telling import record_of
from graph.store import Generation

pytestmark = pytest.mark.slow
SAMPLES = Path(__file__).parent.parent / "graph" / "samples"
SEEDS = Path(__file__).parent.parent.parent / "shared" / "seeds"


def made(sources: Path, data: Path, reader: Reader) -> Sheet:
    """Return the dossier of Italy and China at the end of 2023 from a folder of sources."""
    build([sources], data, reader=lambda: reader)
    with Generation.open(data) as generation:
        return dossier(record_of(generation), ["state/it", "state/cn"], as_of="2023-12-31")


@pytest.fixture(scope="module")
def samples(reader: Reader, tmp_path_factory: pytest.TempPathFactory) -> Sheet:
    return made(SAMPLES, tmp_path_factory.mktemp("samples"), reader)


def column(sheet: Sheet, id: str, *places: int) -> list[tuple[str, ...]]:
    """Return some columns of a table as text: lines without what is quoted below them."""
    (table,) = (b for section in sheet.sections for b in section.blocks if isinstance(b, Table) and b.id == id)
    return [tuple(plain(row[place]) for place in places) for row in table.rows]


def plain(cell: object) -> str:
    first = cell[0] if isinstance(cell, tuple) else cell
    return first.text if isinstance(first, Line) else str(getattr(first, "label", getattr(first, "world", first)))


def test_the_samples_tell_what_happened_in_this_order(samples: Sheet) -> None:
    told = column(samples, "happened-dated", 0, 1)
    order = [
        ("Dec 2023", "Italy draws back from Belt and Road Initiative"),
        ("Jul 2024", "China and Italy agree on 2024–2027 Action Plan (place: Beijing)"),
        ("9 Oct 2025 (“The next day”)", "Sergio Mattarella and Wang Yi meet or talk (“Chinese minister”)"),
    ]

    assert [each for each in told if each in order] == order


def test_the_samples_say_that_italy_had_left_and_the_plan_was_not_yet_signed_when_2023_ended(samples: Sheet) -> None:
    standing = column(samples, "agreements-as-of", 0, 1, 2, 3)

    assert ("Belt and Road Initiative", "Italy", "withdrawn", "Dec 2023") in standing
    assert ("2024–2027 Action Plan", "Italy", "None", "None") in standing


def test_trade_of_a_quarter_and_of_eight_months_is_not_compared(samples: Sheet) -> None:
    assert column(samples, "figures-apart", 0, 1, 2) == [
        (
            "Italy imports from China", "$21 bn (Jan to Mar 2025); €40.7 bn (Jan to Aug 2025)",
            "different periods and different currencies or units",
        ),
        (
            "Italy exports to China", "$4.5 bn (Jan to Mar 2025); €9.1 bn (Jan to Aug 2025)",
            "different periods and different currencies or units",
        ),
    ]  # fmt: skip


def test_exports_and_imports_of_eight_months_add_up_to_the_trade(samples: Sheet) -> None:
    assert ("exports of €9.1 bn + imports of €40.7 bn = total of €49.8 bn?", "Adds up", "Jan to Aug 2025") in column(
        samples, "figures-checks", 0, 1, 2
    )


def test_no_sample_says_since_when_anybody_is_a_minister(samples: Sheet) -> None:
    assert {(start, end) for start, end in column(samples, "offices-all", 3, 4)} == {("None", "None")}
    assert ("Wang Yi", "“foreign minister”", "China") in column(samples, "offices-all", 0, 1, 2)


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the articles that this is about do not ship")
def test_the_articles_tell_no_contradiction_and_give_no_date_of_their_own(reader: Reader, tmp_path: Path) -> None:
    sheet = made(SEEDS, tmp_path, reader)
    (disagreements,) = (each for each in sheet.sections if each.id == "disagreements")
    questions = dict(column(sheet, "unknown-all", 0, 1))

    assert disagreements.blocks == ()
    assert questions["When was this written?"] == "2 of 2 documents carry no date."
    assert ("Jul 2024", "Giorgia Meloni and China meet or talk (place: Beijing)") in column(
        sheet, "happened-dated", 0, 1
    )
