"""From files to a published generation, with a stand-in for the language model."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from graph.build import BuildResult, build
from graph.document import Document, Span
from graph.errors import SourceError
from graph.statement import Entity, Reading, Refusal, Relation
from graph.store import Generation, current

TEXT = "Italy and Japan are partners, and the ministers said that they would remain so.\n"


class Pairing:
    """Finds Italy, Japan and their partnership in any text that names both."""

    model_name, model_version, model_sha256 = "pairing", "1.0", "0" * 64

    def read(self, document: Document) -> Reading:
        if "Italy and Japan" not in document.text:
            return Reading(document=document)
        start = document.text.index("Italy and Japan")
        partners = Relation(
            predicate="partnerOf", subject="state/it", object="state/jp", confidence=Decimal("0.8"),
            evidence=(Span(start, start + len("Italy and Japan are partners")),),
        )  # fmt: skip
        entities = (
            Entity(key="state/it", type="State", name="Italy", iso="IT"),
            Entity(key="state/jp", type="State", name="Japan", iso="JP"),
        )
        refusal = Refusal(span=Span(start, start + 5), recognised="remain", reason="nobody does anything")
        return Reading(document=document, entities=entities, statements=(partners,), refusals=(refusal,))


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    folder = tmp_path / "sources"
    (folder / "deep").mkdir(parents=True)
    (folder / "one.txt").write_text(TEXT)
    (folder / "deep" / "two.md").write_text(f"# Partners\n\n{TEXT}")
    (folder / "deep" / "italian.txt").write_text("Il ministro ha incontrato il suo omologo e ha parlato di pace.")
    (folder / "sheet.xlsx").write_bytes(b"PK")
    return folder


def run(paths: list[Path], data: Path, progress: Callable[[int, int, str], None] | None = None) -> BuildResult:
    return build(paths, data, reader=Pairing, progress=progress)


def test_a_build_tells_what_was_read_skipped_found_and_refused(sources: Path, tmp_path: Path) -> None:
    steps: list[tuple[int, int, str]] = []
    result = run([sources], tmp_path / "data", lambda *step: steps.append(step))

    assert [(read.identifier, read.path, read.words) for read in result.read] == [
        ("one", "one.txt", 14),
        ("two", "deep/two.md", 15),
    ]
    assert [(skip.path, skip.reason) for skip in result.skipped] == [
        ("deep/italian.txt", "the text is in Italian (it); only English is read"),
        ("sheet.xlsx", "not a kind that is read (.xlsx)"),
    ]
    assert (result.entities["State"], result.statements["Relation"], result.refusals) == (2, 4, 2)
    assert steps == [(0, 2, "one"), (1, 2, "two"), (2, 2, "")]


def test_the_record_of_a_build_stays_with_the_dataset(sources: Path, tmp_path: Path) -> None:
    run([sources], tmp_path / "data")

    with Generation.open(tmp_path / "data") as generation:
        (refusal, _) = generation.record["refusals"]
        assert refusal == {
            "document": "one", "start": 0, "end": 5, "sentence": "Italy",
            "recognised": "remain", "reason": "nobody does anything",
        }  # fmt: skip
        assert [document["identifier"] for document in generation.record["documents"]] == ["one", "two"]


def test_order_and_place_of_the_sources_do_not_show(sources: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    sources.rename(elsewhere / "sources")
    moved = elsewhere / "sources"

    one = run([moved], tmp_path / "a")
    other = run([moved / "sheet.xlsx", moved / "deep", moved / "one.txt"], tmp_path / "b")

    assert one.generation == other.generation


def test_the_dataset_becomes_exactly_what_the_sources_hold(sources: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    run([sources], data)
    run([sources / "one.txt"], data)

    with Generation.open(data) as generation:
        rows = generation.select("SELECT ?d WHERE { ?d a <https://w3id.org/relazione/ns#Document> }")
    assert [str(row["d"]) for row in rows] == ["https://w3id.org/relazione/doc/one"]


def test_a_build_that_can_read_nothing_leaves_what_was_there(sources: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    served = run([sources], data).generation

    result = run([sources / "sheet.xlsx"], data)

    assert result.generation is None
    assert len(result.skipped) == 1
    assert current(data) == served


def test_a_source_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="no such file"):
        run([tmp_path / "nowhere"], tmp_path / "data")


def test_nothing_but_known_files_is_written_to_the_data_folder(sources: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    identifier = run([sources], data).generation

    assert {path.name for path in data.iterdir()} == {".lock", ".review.lock", "CURRENT", "generations"}
    assert {path.name for path in (data / "generations" / str(identifier)).iterdir()} == {
        "store", "dataset.nq", "texts", "build.json", "readings.jsonl", "made.json", "sources.json", "parts.jsonl",
    }  # fmt: skip
