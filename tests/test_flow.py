"""The whole way with the real model: the samples in two orders give the same bytes, valid and with sound evidence."""

import shutil
from importlib.metadata import version
from importlib.resources import as_file, files
from pathlib import Path

import pytest
import spacy

from graph.build import BuildResult, build
from graph.errors import ModelError
from graph.language import DEFAULT_MODEL, load
from graph.reading import Reader
from graph.store import Generation
from ontology.validation import violations

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("flow") / "samples"
    with as_file(files("graph") / "samples") as shipped:
        shutil.copytree(shipped, folder)
    return folder


@pytest.fixture(scope="module")
def built(samples: Path, reader: Reader, tmp_path_factory: pytest.TempPathFactory) -> tuple[BuildResult, Path]:
    data = tmp_path_factory.mktemp("data")
    return build([samples], data, reader=lambda: reader), data


def test_a_reader_tells_by_what_it_reads_before_the_model_is_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []
    load.cache_clear()
    monkeypatch.setattr("graph.language.spacy.load", lambda path: asked.append(path) or {}["parser"])
    reader = Reader()

    assert (reader.model_name, reader.model_version) == (DEFAULT_MODEL, version(DEFAULT_MODEL))
    assert not asked
    with pytest.raises(ModelError, match=r"cannot be loaded \(KeyError: 'parser'\)"):
        reader.load()


def test_a_pipeline_that_lacks_what_reading_needs_is_refused_by_what_it_lacks(tmp_path: Path) -> None:
    spacy.blank("en").to_disk(tmp_path / "blank")

    with pytest.raises(ModelError, match="lacks lemmatizer, ner, parser, tagger; an English pipeline with all four"):
        Reader(str(tmp_path / "blank"))


def test_every_sample_is_read_and_every_family_found(built: tuple[BuildResult, Path], samples: Path) -> None:
    result, _ = built

    assert len(result.read) == len(list(samples.iterdir())) >= 12
    assert not result.skipped
    assert all(result.statements.values()), result.statements
    assert all(result.entities.values()), result.entities


def test_the_same_files_in_another_order_give_the_same_bytes(
    built: tuple[BuildResult, Path], samples: Path, reader: Reader, tmp_path: Path
) -> None:
    one, data = built
    paths = sorted(samples.iterdir(), key=lambda path: path.name[::-1], reverse=True)

    other = build(paths, tmp_path, reader=lambda: reader)

    assert other.generation == one.generation
    with Generation.open(data) as first, Generation.open(tmp_path) as second:
        assert first.dump("trig") == second.dump("trig")
        assert first.dump("nquads") == second.dump("nquads")


def test_two_processes_give_the_same_bytes_as_one(
    built: tuple[BuildResult, Path], samples: Path, tmp_path: Path
) -> None:
    told: list[tuple[int, int, str]] = []

    beside = build([samples], tmp_path, reader=Reader, processes=2, progress=lambda *step: told.append(step))

    assert beside.generation == built[0].generation
    assert [done for done, _, _ in told] == list(range(len(beside.read) + 1))
    assert {total for _, total, _ in told} == {len(beside.read)}


def test_the_samples_keep_to_the_shapes(built: tuple[BuildResult, Path]) -> None:
    with Generation.open(built[1]) as generation:
        assert violations(generation.triples()) == []


def test_every_quotation_stands_in_its_text(built: tuple[BuildResult, Path]) -> None:
    query = """
        SELECT ?sha256 ?exact ?start ?end WHERE {
          ?s rz:evidence ?e ; prov:wasDerivedFrom/rz:sha256 ?sha256 .
          ?e oa:exact ?exact ; oa:start ?start ; oa:end ?end .
        }"""
    with Generation.open(built[1]) as generation:
        rows = generation.answer(query).rows()
        assert len(rows) > 50
        for row in rows:
            text = generation.text(str(row["sha256"]))
            assert text[int(row["start"]) : int(row["end"])] == str(row["exact"])
