"""A corpus that grows and shrinks: whatever the way to it, the dataset is that of one build of the same files."""

import random
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from naming import MEANS, TEXTS, Naming, built, dataset, dataset_of, documents, engine_says, write_sources

from graph.build import Means, add, build_with, remove
from graph.changes import Update
from graph.document import Document
from graph.errors import SourceError, StoreError
from graph.replica import Replica
from graph.revision import judge, of_name, of_statement
from graph.sorting import Sorter
from graph.statement import Reading
from graph.status import status
from graph.store import Generation, current


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    return write_sources(tmp_path / "sources")


@pytest.mark.parametrize("seed", range(3))
def test_adding_and_removing_in_any_order_gives_what_one_build_gives(sources: Path, tmp_path: Path, seed: int) -> None:
    chance, data = random.Random(seed), tmp_path / "data"
    files = [sources / name for name in TEXTS]
    held = set(chance.sample(files, 3)) | {sources / "one.txt"}
    built(sorted(held), data)
    for _ in range(9):
        if len(held) > 2 and chance.random() < 0.4:
            gone = set(chance.sample(sorted(held), chance.randint(1, 2)))
            result = remove([str(path) for path in gone], data)
            held -= gone
        else:
            more = set(chance.sample(files, chance.randint(1, 3)))
            result = add(MEANS, sorted(more), data)
            held |= more
        whole = built(sorted(held), tmp_path / f"whole-{len(list(tmp_path.iterdir()))}")
        assert result.generation == whole.generation
        if whole.generation:
            (made,) = tmp_path.glob(f"whole-{len(list(tmp_path.iterdir())) - 1}/generations/*")
            assert dataset(data) == (made / "dataset.nq").read_bytes()
        assert engine_says(data) == set(dataset(data).decode().splitlines())


def test_what_was_read_is_not_read_again(sources: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    built([sources / "one.txt", sources / "two.txt"], data)
    Naming.read_in_all = 0

    result = add(MEANS, [sources / "three.txt", sources / "one.txt"], data)
    again = built([sources / name for name in ("one.txt", "two.txt", "three.txt")], data)

    assert Naming.read_in_all == 1
    assert result.anew == {"three"}
    assert [read.identifier for read in result.read] == ["one", "three", "two"]
    assert again.generation == result.generation


def test_a_file_that_has_changed_is_replaced_whole(sources: Path, tmp_path: Path) -> None:
    data, file = tmp_path / "data", sources / "two.txt"
    built([sources / "one.txt", file], data)
    file.write_text("In that year Ada Verdi and Kwame Mensah were partners of one another, it is said.\n")

    untouched = add(MEANS, [sources / "three.txt"], data)
    assert untouched.anew == {"three"}
    result = add(MEANS, [file], data)

    assert result.anew == {"two"}
    assert dataset(data) == dataset_of(tmp_path, [sources / "one.txt", file, sources / "three.txt"])
    assert not status_of(data, "changed")


def test_files_that_are_gone_stay_in_the_corpus_until_they_are_removed(sources: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    whole = dataset_of(tmp_path, [sources / "one.txt", sources / "two.txt", sources / "three.txt"])
    built([sources / "one.txt", sources / "two.txt"], data)
    (sources / "two.txt").unlink()

    add(MEANS, [sources / "three.txt"], data)
    assert dataset(data) == whole
    assert status_of(data, "gone") == ["two.txt"]
    remove(["two"], data)
    assert dataset(data) == dataset_of(tmp_path, [sources / "one.txt", sources / "three.txt"])


def test_another_reader_reads_all_anew_and_remove_reads_nothing(sources: Path, tmp_path: Path) -> None:
    class Better(Naming):
        model_version = "2.0"

    data, better = tmp_path / "data", Means(reader=Better)
    built([sources / "one.txt", sources / "two.txt"], data)
    (sources / "two.txt").unlink()

    assert add(better, [sources / "three.txt"], data).anew == {"one", "two", "three"}
    Better.read_in_all = 0
    remove(["two"], data)
    assert Better.read_in_all == 0
    build_with(better, [sources / "one.txt", sources / "three.txt"], tmp_path / "whole")
    assert dataset(data) == dataset(tmp_path / "whole")


def test_judgements_hold_while_the_corpus_grows_and_shrinks(sources: Path, tmp_path: Path) -> None:
    data, act = tmp_path / "data", {"by": "Ada", "at": "2026-11-26T10:00:00Z"}
    built([sources / "one.txt", sources / "two.txt"], data)
    with Generation.open(data) as generation:
        (row,) = generation.select(TENURES)
    judge(data, of_statement("rejected", str(row["s"]), **act))
    judge(data, of_name("person/ada-verdi", "Ada Maria Verdi", **act))

    add(MEANS, [sources / "three.txt"], data)
    for gone in ([], ["two"]):
        if gone:
            remove(gone, data)
        other = tmp_path / f"judged-without-{len(gone)}"
        other.mkdir()
        shutil.copy(data / "review.jsonl", other)
        built([sources / f"{name}.txt" for name in ("one", "two", "three") if name not in gone], other)
        assert dataset(data) == dataset(other)
        assert (b'"Ada Maria Verdi"@en' in dataset(data)) == (not gone)  # only "two" names her in full


def test_what_people_wrote_stays_while_the_corpus_grows(sources: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    built([sources / "one.txt", sources / "two.txt"], data)
    update(data, 'INSERT DATA { <urn:a> <urn:b> "by hand" }; DELETE WHERE { GRAPH ?g { ?d dcterms:publisher ?p } }')
    written = {line for line in dataset(data).splitlines() if b"by hand" in line}
    assert len(written) == 1

    add(MEANS, [sources / "three.txt"], data)
    remove(["two"], data)

    found = set(dataset(data).splitlines())
    clean = dataset_of(tmp_path, [sources / "one.txt", sources / "three.txt"]).splitlines()
    assert found == {line for line in clean if b"terms/publisher" not in line} | written
    assert engine_says(data) == set(dataset(data).decode().splitlines())


def test_two_that_add_at_once_both_come_in(sources: Path, tmp_path: Path) -> None:
    data, started = tmp_path / "data", []

    class Slow(Naming):
        def read(self, document: Document) -> Reading:
            if not started:
                started.append(document.identifier)
                add(MEANS, [sources / "three.txt"], data)
            return super().read(document)

    built([sources / "one.txt"], data)
    add(Means(reader=Slow), [sources / "two.txt"], data)

    assert documents(data) == ["one", "three", "two"]
    assert not (data / "journal.jsonl").exists()


def test_a_file_that_another_replaced_meanwhile_stays_replaced(sources: Path, tmp_path: Path) -> None:
    data, started, file = tmp_path / "data", [], sources / "two.txt"

    class Slow(Naming):
        def read(self, document: Document) -> Reading:
            if not started:
                started.append(document.identifier)
                file.write_text("In that year Ada Verdi and Kwame Mensah were partners of one another, they say.\n")
                add(MEANS, [file], data)
            return super().read(document)

    built([sources / "one.txt", file], data)
    add(Means(reader=Slow), [sources / "three.txt"], data)

    assert dataset(data) == dataset_of(tmp_path, [sources / "one.txt", file, sources / "three.txt"])


def test_a_reading_that_was_broken_off_goes_on_where_it_stopped(sources: Path, tmp_path: Path) -> None:
    data, files = tmp_path / "data", [sources / name for name in TEXTS]
    whole = dataset_of(tmp_path, files)

    class Killed(Naming):
        left = 3

        def read(self, document: Document) -> Reading:
            type(self).left -= 1
            if self.left < 0:
                raise KeyboardInterrupt
            return super().read(document)

    with pytest.raises(KeyboardInterrupt):
        build_with(Means(reader=Killed), files, data)
    with (data / "journal.jsonl").open("ab") as journal:
        journal.write(b'{"key": "torn')
    Naming.read_in_all = 0
    result = built(files, data)

    assert (Naming.read_in_all, len(result.anew)) == (6, 6)  # one of the three could not be read, and is tried again
    assert dataset(data) == whole
    assert not (data / "journal.jsonl").exists()


def test_a_document_that_cannot_be_read_is_told_and_tried_again_only_when_it_changes(
    sources: Path, tmp_path: Path
) -> None:
    data = tmp_path / "data"
    result = built([sources / "one.txt", sources / "bad.txt"], data)
    assert [(skip.path, skip.reason) for skip in result.skipped] == [("bad.txt", "nobody can read this")]
    Naming.read_in_all = 0

    assert add(MEANS, [sources / "bad.txt", sources / "two.txt"], data).anew == {"two"}
    assert Naming.read_in_all == 1
    (sources / "bad.txt").write_text("This is fine for all, and everybody knows what Ada Verdi said in it.\n")
    assert add(MEANS, [sources / "bad.txt"], data).skipped == ()


def test_what_the_corpus_does_not_hold_cannot_be_removed(sources: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    built([sources / "one.txt", sources / "rows.csv"], data)
    served = current(data)

    with pytest.raises(SourceError, match="nowhere: neither a file of the corpus"):
        remove(["one", "nowhere"], data)
    with pytest.raises(SourceError, match=r"a row of .*rows\.csv; take it out there"):
        remove([next(each for each in documents(data) if each.startswith("rows"))], data)
    assert current(data) == served
    with pytest.raises(StoreError, match="no dataset here"):
        add(MEANS, [sources / "one.txt"], tmp_path / "none")
    assert not (tmp_path / "none").exists()


def test_a_corpus_may_become_empty_and_grow_again(sources: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    built([sources / "one.txt"], data)
    remove([str(sources)], data)
    assert documents(data) == []
    add(MEANS, [sources / "two.txt"], data)

    assert dataset(data) == dataset_of(tmp_path, [sources / "two.txt"])


TENURES = "SELECT ?s { ?s a <https://w3id.org/relazione/ns#Tenure> }"


def status_of(data: Path, state: str) -> list[str]:
    return [file.path.name for file in status(data).files if file.state == state]


def update(data: Path, text: str) -> None:
    replica = Replica.loaded(data / "generations" / current(data))
    replica.amend(data, Update(text, "urn:base"))


def test_a_change_of_a_register_counts_whatever_is_done_next(sources: Path, tmp_path: Path) -> None:
    data, files = tmp_path / "data", [sources / "one.txt", sources / "two.txt", sources / "three.txt"]
    built(files, data)
    (sources / "sources.csv").write_text("file,publisher\none.txt,The Lagoon\ntwo.txt,The Gazette\n")

    assert status_of(data, "changed") == ["two.txt"]
    with pytest.raises(SourceError, match="registers tell other things"):
        remove(["three"], data)
    remove(["three"], data, lambda: MEANS)
    assert dataset(data) == dataset_of(tmp_path, files[:2])


def test_links_and_other_spellings_are_one_file(sources: Path, tmp_path: Path) -> None:
    data, link = tmp_path / "data", tmp_path / "a-link"
    link.symlink_to(sources)
    whole = dataset_of(tmp_path, [sources])
    built([sources], data)

    assert add(MEANS, [link / "one.txt", sources / "deep" / ".." / "two.txt"], data).anew == frozenset()
    assert dataset(data) == whole
    built([link], tmp_path / "linked")
    assert add(MEANS, [sources], tmp_path / "linked").anew == frozenset()
    assert dataset(tmp_path / "linked") == whole
    assert status_of(data, "new") == []
    remove([str(link / "one.txt")], data)
    left = [sources / name for name in TEXTS if name != "one.txt"]
    assert dataset(data) == dataset_of(tmp_path, left)


def test_what_names_nothing_or_two_things_is_not_removed(sources: Path, tmp_path: Path, monkeypatch: Any) -> None:
    data = tmp_path / "data"
    (sources / "two").mkdir()
    (sources / "two" / "more.txt").write_text(TEXTS["three.txt"])
    built([sources], data)
    monkeypatch.chdir(sources)

    with pytest.raises(SourceError, match=r"two: both a path and the id of a document; say \./two"):
        remove(["two"], data)
    with pytest.raises(SourceError, match="neither a file of the corpus"):
        remove([""], data)
    remove(["./two"], data)
    assert "two" in documents(data)
    assert "more" not in documents(data)


def test_who_could_not_be_read_is_tried_by_another_reader(sources: Path, tmp_path: Path) -> None:
    class Better(Naming):
        model_version = "2.0"

        def read(self, document: Document) -> Reading:
            return super().read(replace(document, text=document.text.replace("unreadable", "now legible")))

    data = tmp_path / "data"
    built([sources / "one.txt", sources / "bad.txt"], data)
    add(Means(reader=Better), [sources / "two.txt"], data)

    assert documents(data) == ["bad", "one", "two"]


def test_a_row_whose_address_a_file_bore_comes_back_with_its_own_text(sources: Path, tmp_path: Path) -> None:
    data, table, file = tmp_path / "data", tmp_path / "t.csv", tmp_path / "t" / "a1.txt"
    table.write_text('id,text\na1,"It was the row that Ada Verdi wrote to Rosi in this year, they say."\n')
    for folder in ("t", "u"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a1.txt").write_text(TEXTS["two.txt"])
    built([table, file, tmp_path / "u"], data)
    assert documents(data) == ["t/a1", "u/a1"]

    remove([str(file)], data, lambda: MEANS)
    assert dataset(data) == dataset_of(tmp_path, [table, tmp_path / "u"])


@pytest.mark.parametrize("hurt", ["store", "sources.json", "parts.jsonl", "readings.jsonl"])
def test_what_is_damaged_can_be_built_again(sources: Path, tmp_path: Path, hurt: str) -> None:
    data, files = tmp_path / "data", [sources / "one.txt", sources / "two.txt"]
    built(files, data)
    place = data / "generations" / current(data) / hurt
    for each in place.iterdir() if place.is_dir() else [place]:
        each.write_bytes(b"damaged")

    if hurt != "store":  # which is made anew from the lines
        with pytest.raises(StoreError, match="build"):
            add(MEANS, [sources / "three.txt"], data)
    assert built([*files, sources / "three.txt"], data).generation
    assert dataset(data) == dataset_of(tmp_path, [*files, sources / "three.txt"])
    assert built(files, data).generation
    assert engine_says(data) == set(dataset(data).decode().splitlines())


def test_a_store_in_memory_follows_what_is_added_and_removed(sources: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    several = [sources / "many" / f"{number}.txt" for number in range(40)]
    (sources / "many").mkdir()
    for number, path in enumerate(several):
        path.write_text(f"{TEXTS['two.txt']} Then it was number {number} that Omar Conti wrote to Leila Barone.\n")
    built(several, data)
    update(data, 'INSERT DATA { <urn:a> <urn:b> "by hand" . GRAPH <urn:g> { <urn:c> <urn:d> 1 } }')
    replica = Replica.loaded(data / "generations" / current(data))

    for step in (lambda: add(MEANS, [sources / "three.txt"], data), lambda: remove([str(several[3])], data)):
        step()
        assert replica.follow(data / "generations" / current(data))
        for query in ("SELECT * { GRAPH ?g { ?s ?p ?o } }", "SELECT * { ?s ?p ?o }", "SELECT ?g { GRAPH ?g {} }"):
            fresh = Replica.loaded(data / "generations" / current(data))
            found, wanted = (sorted(each.answer(query).serialize("text/csv").splitlines()) for each in (replica, fresh))
            assert found == wanted


def test_lines_are_sorted_through_runs_on_disk(tmp_path: Path) -> None:
    lines = [f"{number * 7919 % 1000:04}\n".encode() for number in range(2000)]
    sorter = Sorter(tmp_path, run=1000)
    for line in lines:
        sorter.add(line)

    assert list(sorter) == sorted(set(lines))
    sorter.close()
    assert list(tmp_path.iterdir()) == []
