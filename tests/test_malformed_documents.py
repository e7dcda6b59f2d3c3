"""Whatever a folder holds, each file is read or named with its reason, soon and in little memory.

The whole of it, a thousand files, is `tests/benchmark/malformed.py`.
"""

import os
import re
from pathlib import Path

import docx
import pytest
from malformed_build import tried
from malformed_documents import KINDS, PROSE, write_bad

from graph.apart import MEMORY, _idle, apart
from graph.document import LONGEST_PARAGRAPH, LONGEST_TEXT, Document
from graph.errors import SourceError
from graph.gathering import gather
from graph.reading import Reader
from graph.source import FAULTS, Skipped, find_sources, read_sources

FEW = 6  # kinds of which no more are bearable are left to the benchmark


def reasons(path: Path) -> list[str]:
    return [found.reason for found in read_sources(path) if isinstance(found, Skipped)]


def written(folder: Path, kind: str) -> Path:
    (path,) = write_bad(folder, 1, kinds=(kind,))
    return path


@pytest.mark.slow
def test_every_good_document_is_read_and_every_bad_one_named_in_less_than_2_gb(tmp_path: Path) -> None:
    quick = [name for name, kind in KINDS.items() if kind.most > FEW]

    trial = tried(tmp_path, bad=len(quick), good=10, kinds=quick)

    assert trial.faults() == []
    assert len(trial.bad) >= 60
    assert {path.partition("/")[2] for path in trial.outcome.read if path.startswith("bad/")} == {
        "odd/odd-control-001.txt", "odd/odd-brackets-001.txt",
    }  # fmt: skip


def test_the_same_seed_makes_the_same_files(tmp_path: Path) -> None:
    kinds = [name for name, kind in KINDS.items() if kind.most > FEW and name.startswith(("text", "lines", "html"))]
    one, other = (write_bad(tmp_path / name, 2 * len(kinds), kinds=kinds) for name in ("one", "other"))

    assert [path.read_bytes() for path in one] == [path.read_bytes() for path in other]


@pytest.mark.parametrize(
    ("kind", "reason"),
    [
        ("text-utf16", "UTF-16, not UTF-8; save it as UTF-8"),
        ("text-bidi", "the text holds no words"),
        ("text-larger", f"22019958 bytes; at most {20_000_000} are read"),
        ("text-breathless", f"characters in one paragraph (line 1); at most {LONGEST_PARAGRAPH} are read"),
        ("text-many", f"characters of text; at most {LONGEST_TEXT} are read: divide it"),
        ("markdown-laughs", "the file holds no text"),
        ("markdown-nested", "the front matter is nested too deep"),
        ("html-linked", "no article was found in the page"),
        ("pdf-none", "a PDF without pages"),
        ("pdf-bomb", "a damaged PDF (Limit reached while decompressing"),
        ("word-bomb", 'its part "word/document.xml" has'),
        ("table-head", "a table without rows"),
        ("table-field", "a line longer than 20000000 characters"),
        ("file-folder", "a link to a folder, which is not followed; name the folder as a source"),
        ("file-loop", "cannot be read (Too many levels of symbolic links)"),
    ],
)
def test_the_reason_is_one_that_a_person_understands(tmp_path: Path, kind: str, reason: str) -> None:
    assert any(reason in told for told in reasons(written(tmp_path, kind)))


def test_every_link_that_leads_nowhere_is_named_as_itself(tmp_path: Path) -> None:
    for name in ("one.txt", "two.txt"):
        (tmp_path / name).symlink_to("/dev/zero")
    (tmp_path / "three.txt").symlink_to("three.txt")

    assert [skip.path for skip in gather([tmp_path]).skipped] == ["one.txt", "three.txt", "two.txt"]


def test_a_link_to_a_file_elsewhere_is_read_and_named_as_the_link(tmp_path: Path) -> None:
    (tmp_path / "elsewhere.txt").write_text(PROSE * 3, "utf-8")
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "link.txt").symlink_to(tmp_path / "elsewhere.txt")

    assert gather([tmp_path / "folder"]).paths == {"link": "link.txt"}


def test_a_link_to_a_folder_is_found_but_not_followed(tmp_path: Path) -> None:
    (tmp_path / "round").symlink_to(".")

    assert find_sources([tmp_path]) == [tmp_path / "round"]


def test_of_a_table_that_is_all_wrong_the_first_thousand_rows_are_named(tmp_path: Path) -> None:
    table = tmp_path / "rows.jsonl"
    table.write_text("{}\n" * (FAULTS + 500), "utf-8")

    told = reasons(table)

    assert len(told) == FAULTS + 1
    assert told[-1] == f"500 more rows have faults; the first {FAULTS} are named"


def test_rows_around_a_line_without_end_are_read(tmp_path: Path) -> None:
    table = tmp_path / "rows.csv"
    table.write_text(f'text,id\n"{PROSE}",first\n{"a" * 21_000_000},long\n"{PROSE}",last\n', "utf-8")

    found = list(read_sources(table))

    assert [each.identifier for each in found if isinstance(each, Document)] == ["rows/first", "rows/last"]
    assert [(each.path, each.reason) for each in found if isinstance(each, Skipped)] == [
        ("rows.csv, row 3", "not well-formed CSV (a line longer than 20000000 characters)")
    ]


def test_a_table_within_a_table_is_read_once(tmp_path: Path) -> None:
    whole = docx.Document()
    whole.add_paragraph(PROSE)
    cell = whole.add_table(1, 1).cell(0, 0)
    cell.add_table(1, 1).cell(0, 0).text = "Talks within the talks."
    whole.save(str(tmp_path / "nested.docx"))

    (document,) = read_sources(tmp_path / "nested.docx")

    assert isinstance(document, Document)
    assert document.text.count("Talks within the talks.") == 1


def test_work_apart_ends_in_time_whatever_it_does(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("graph.apart.SECONDS", 1)

    with pytest.raises(SourceError, match="takes longer than 1 seconds"):
        list(apart(re.findall, "(a+)+$", "a" * 60 + "b"))
    assert list(apart(re.findall, "b", "abab")) == ["b", "b"]


@pytest.mark.parametrize(
    ("work", "argument", "reason"),
    [
        (bytes, 3_000_000_000, "needs more than 1250 MB of memory"),
        (os._exit, 3, r"brought the parser down \(exit code 3\)"),
        (os.abort, None, r"brought the parser down \(SIGABRT\)"),
        (int, "x", r"cannot be read \(ValueError: invalid literal"),
    ],
)
def test_work_apart_that_fails_says_how_and_the_next_is_done(work: object, argument: object, reason: str) -> None:
    with pytest.raises(SourceError, match=reason):
        list(apart(work, *([] if argument is None else [argument])))  # type: ignore[arg-type]

    assert list(apart(sorted, "cab")) == ["a", "b", "c"]


def test_two_works_apart_do_not_meet() -> None:
    one, other = apart(iter, "abc"), apart(iter, "xyz")

    assert list(zip(one, other, strict=True)) == [("a", "x"), ("b", "y"), ("c", "z")]


@pytest.mark.slow
def test_a_document_too_long_for_the_reader_is_refused_and_the_next_is_read() -> None:
    reader = Reader()
    long = Document(identifier="long", text="talks " * LONGEST_PARAGRAPH)

    with pytest.raises(SourceError, match="long: 600000 characters in one paragraph"):
        reader.read(long)
    assert reader.read(Document(identifier="short", text=PROSE)).statements


@pytest.mark.slow
def test_an_unforeseen_failure_within_a_document_is_told_as_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    reader = Reader()
    monkeypatch.setattr("graph.reading.find_unnamed", lambda page: [][1])

    with pytest.raises(SourceError, match=r"odd: cannot be read \(IndexError: list index out of range\)"):
        reader.read(Document(identifier="odd", text=PROSE))


def test_a_large_parent_does_not_have_its_reader_replaced() -> None:
    held = b"x" * (MEMORY // 2)  # more than what a reader may come to before it is replaced
    while _idle:
        _idle.pop().end()
    first, second = (list(apart(os.listdir, "/proc/self/task")) for _ in range(2))

    assert first == second
    assert held
