"""Files become documents: every character in its place, and what cannot be read told with its reason."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.errors import LanguageError, SourceError
from graph.metadata import parse_date, stated_in
from graph.source import find_sources, identifiers, read_source

PROSE = "The ministers of both countries met on Tuesday and said that they would meet again before the end of the year."
PAGE = f"""<!DOCTYPE html>
<html lang="en"><head><title>Two ministers meet | The Lagoon</title>
<meta property="og:site_name" content="The Lagoon"><meta name="author" content="Ada Verdi">
<meta property="og:url" content="https://lagoon.example/two-ministers">
<meta property="article:published_time" content="2025-10-08T09:00:00Z">
<script type="application/ld+json">{{"@type": "NewsArticle", "publisher": {{"name": "Lagoon Press"}}}}</script></head>
<body><nav><a href="/">Home</a> <a href="/world">World</a></nav>
<div class="cookie-banner"><p>We use cookies to measure what our visitors read on these pages.</p></div>
<article><h1>Two ministers meet</h1><p>{PROSE}</p><p>A second paragraph says that {PROSE[4:]}</p>
<ul><li>trade between the two countries</li><li>the ports of the north</li></ul></article>
<footer><p>All rights reserved by the Lagoon.</p></footer></body></html>"""


def write(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def test_plain_text_keeps_every_character_but_mark_and_carriage_returns(tmp_path: Path) -> None:
    raw = f"\ufeff  “Rome\u00a0–\u2009Tokyo” 🙂\r\n\r\n{PROSE}\rEnd \n\n"

    document = read_source(write(tmp_path, "a.txt", raw))

    assert document.text == f"  “Rome\u00a0–\u2009Tokyo” 🙂\n\n{PROSE}\nEnd \n\n"
    start = document.text.index(PROSE)
    assert document.quote(start, start + len(PROSE)) == PROSE


def test_markdown_gives_its_words_a_line_a_block_and_its_front_matter(tmp_path: Path) -> None:
    body = f"""---
title: Two ministers
date: 2025-10-08
publisher: The Lagoon
authors: [Ada Verdi, Bo Rossi]
url: https://lagoon.example/two
---
# Two *ministers* meet

{PROSE} It was
[good](https://example.org) for `trade`.

- first & foremost
- second

| A | B |
|---|---|
| 1 | 2 |

![a picture](x.png) <!-- hidden -->
"""
    document = read_source(write(tmp_path, "two.md", body))

    assert document.text.split("\n") == [
        "Two ministers meet",
        f"{PROSE} It was good for trade.",
        "first & foremost",
        "second",
        "A | B",
        "1 | 2",
    ]
    assert (document.title, document.publisher, document.issued) == ("Two ministers", "The Lagoon", "2025-10-08")
    assert document.creator == ("Ada Verdi", "Bo Rossi")
    assert document.source == "https://lagoon.example/two"


@pytest.mark.parametrize(
    ("written", "issued"),
    [("2025", "2025"), ("2025-10", "2025-10"), ("8 October 2025", "2025-10-08"), ("soon", None)],
)
def test_a_date_in_the_front_matter_is_as_precise_as_it_is_written(
    tmp_path: Path, written: str, issued: str | None
) -> None:
    document = read_source(write(tmp_path, "a.md", f"---\ndate: {written}\n---\n\n{PROSE}\n"))

    assert document.issued == issued


def test_a_rule_at_the_top_of_markdown_is_no_front_matter(tmp_path: Path) -> None:
    document = read_source(write(tmp_path, "a.md", f"---\n\n# A rule above\n\n{PROSE}\n\n---\n\n{PROSE}\n"))

    assert document.title == "A rule above"
    assert document.text.count(PROSE) == 2


def test_a_web_page_gives_its_article_without_the_clutter(tmp_path: Path) -> None:
    document = read_source(write(tmp_path, "page.html", PAGE))

    assert PROSE in document.text
    assert "the ports of the north" in document.text
    for clutter in ("cookies", "Home", "rights reserved"):
        assert clutter not in document.text
    assert (document.title, document.publisher) == ("Two ministers meet", "Lagoon Press")
    assert (document.issued, document.creator) == ("2025-10-08", ("Ada Verdi",))
    assert document.source == "https://lagoon.example/two-ministers"


def test_a_web_page_in_another_encoding_is_decoded(tmp_path: Path) -> None:
    page = PAGE.replace("<head>", '<head><meta charset="windows-1252">').replace("Tuesday", "Tuesday – the “8th” –")

    document = read_source(write(tmp_path, "old.htm", page.encode("windows-1252")))

    assert "Tuesday – the “8th” –" in document.text


def test_headline_byline_and_date_are_found_below_the_clutter_of_a_page() -> None:
    said = stated_in(
        "Skip to content\n\nOur Privacy Policy\n\nI agree\n\nPorts of the north reopen\n\nThe Lagoon Review\n"
        f"Published: Wednesday, 8 October 2025, 09:30 GMT\n\nBy Ada Verdi and Bo Rossi\n\n{PROSE}\n\n{PROSE}\n"
    )

    assert said.title == "Ports of the north reopen"
    assert said.publisher == "The Lagoon Review"
    assert said.issued == "2025-10-08"
    assert said.creator == ("Ada Verdi", "Bo Rossi")


def test_a_text_without_headline_or_date_is_given_none() -> None:
    said = stated_in(f"{PROSE}\nOn 8 October 2025 they met.\n{PROSE}\n{PROSE}\n")

    assert (said.title, said.issued, said.publisher, said.creator) == (None, None, None, ())


@pytest.mark.parametrize(
    ("line", "issued"),
    [
        ("By Ada Verdi | Lagoon City | Updated Feb. 3, 2025", "2025-02-03"),
        ("ADA VERDI · March 13, 2025 · 4 min", "2025-03-13"),
        ("14.11.2024 – Press release", "2024-11-14"),
        ("28/03/2025 14:06 GMT", "2025-03-28"),
        ("sent Sunday 12/05/24, 18:00", "2024-05-12"),
        ("*By Ada Verdi in Lagoon City, for the Lagoon Review. 30 January 2025*", "2025-01-30"),
        ("LAGOON CITY, 9th July, 2025 (LNA) -- The ports reopened today.", "2025-07-09"),
        ("12.03.2019 – The ports are closed and the two states break off their talks.", None),
    ],
)
def test_a_date_is_found_beside_a_byline_or_a_place(line: str, issued: str | None) -> None:
    assert stated_in(f"Ports of the north reopen\n\n{line}\n\n{PROSE}\n\n{PROSE}\n").issued == issued


def test_a_date_at_the_foot_counts_where_none_stands_above() -> None:
    body = "\n\n".join([PROSE] * 12)
    text = f"A note on the ports\n\n{body}\n\nContact: the press office\n\n27 October 2025\n"

    assert stated_in(text).issued == "2025-10-27"


@given(st.text(st.sampled_from('Aab .,:–-/|©0129\n"By in(October Published)\u00a0é'), max_size=400))
def test_no_text_is_too_odd_to_be_looked_over(text: str) -> None:
    said = stated_in(text)

    assert said.title is None or said.title in text


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("27 October 2025", "2025-10-27"),
        ("Thursday 18 September 2025", "2025-09-18"),
        ("February 13, 2025", "2025-02-13"),
        ("Oct. 3, 2025", "2025-10-03"),
        ("1st May 2025", "2025-05-01"),
        ("2025-10-08T09:00:00Z", "2025-10-08"),
        ("October 2025", "2025-10"),
        ("32 October 2025", None),
        ("2025-13-01", None),
        ("10/08/2025", None),
    ],
)
def test_dates_are_as_precise_as_they_are_written(text: str, date: str | None) -> None:
    assert parse_date(text) == date


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Il ministro degli Esteri ha incontrato a Roma il suo omologo cinese e ha parlato di commercio.", "Italian"),
        ("Der Außenminister hat am Mittwoch in Berlin seinen Kollegen aus China zu Gesprächen empfangen.", "German"),
        ("Le ministre des Affaires étrangères a reçu mercredi à Paris son homologue chinois.", "French"),
        ("外交部长周三在罗马会见了意大利外长，讨论了两国之间的贸易和投资合作。", "Chinese"),
    ],
)
def test_a_text_in_another_language_is_named_not_read(tmp_path: Path, text: str, language: str) -> None:
    with pytest.raises(LanguageError, match=language):
        read_source(write(tmp_path, "a.txt", text))


def test_a_short_english_text_full_of_foreign_names_is_read(tmp_path: Path) -> None:
    text = "Sergey Lavrov met Hakan Fidan in Ankara, the TASS agency said."

    assert read_source(write(tmp_path, "a.txt", text)).language == "en"


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("empty.txt", b" \n\n", "holds no text"),
        ("latin.txt", "Elys\xe9e".encode("latin-1"), r"not UTF-8 \(byte 0xe9 at offset 4\)"),
        ("binary.txt", b"\x89PNG\0\0", "binary"),
        ("binary.html", b"<p>\0</p>", "binary"),
        ("empty.html", b"", "no article"),
        ("note.odt", b"PK", r"not a kind that is read \(\.odt\)"),
        ("Makefile", b"all:", r"not a kind that is read \(no suffix\)"),
        ("broken.md", b"---\ntitle: [open\n---\ntext", "front matter is not YAML"),
    ],
)
def test_a_file_that_cannot_be_read_gives_its_reason(tmp_path: Path, name: str, content: bytes, reason: str) -> None:
    with pytest.raises(SourceError, match=reason) as caught:
        read_source(write(tmp_path, name, content))
    assert str(caught.value).startswith(name)


def test_folders_are_walked_once_and_what_is_hidden_is_left_out(tmp_path: Path) -> None:
    for name in ("b.txt", "deep/er/a.md", ".git/x.txt", "deep/.hidden.txt", "z.docx"):
        write(tmp_path, name, PROSE)

    found = find_sources([tmp_path / "deep", tmp_path, tmp_path / "b.txt"])

    assert [path.relative_to(tmp_path).as_posix() for path in found] == ["b.txt", "deep/er/a.md", "z.docx"]


def test_what_is_no_regular_file_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere")

    with pytest.raises(SourceError, match="not a regular file"):
        read_source(tmp_path / "pipe.txt")
    with pytest.raises(SourceError, match="No such file"):
        read_source(tmp_path / "gone.txt")


def test_a_file_name_that_is_no_utf8_is_made_printable(tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt"))
    path.write_text(PROSE)

    assert read_source(path).identifier == "caf?"


def test_a_missing_source_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="no such file or folder"):
        find_sources([tmp_path / "nowhere"])


def test_files_of_one_stem_are_told_apart_by_folder_then_by_suffix(tmp_path: Path) -> None:
    paths = [tmp_path / name for name in ("rome/visit.txt", "tokyo/visit.txt", "tokyo/visit.md", "tokyo/note.txt")]

    names = identifiers(paths)

    assert [names[path] for path in paths] == ["rome/visit", "tokyo/visit.txt", "tokyo/visit.md", "note"]


def test_stems_that_would_share_an_address_are_told_apart(tmp_path: Path) -> None:
    names = identifiers([tmp_path / "a" / "the visit.txt", tmp_path / "b" / "The-Visit.txt"])

    assert sorted(names.values()) == ["a/the visit", "b/The-Visit"]
