"""The samples that ship with the package: what they state about themselves, and what must stay out of their text.

Titles, dates and publishers are copied here by hand from the files, as a reader of the page would see them.
"""

from importlib.resources import files
from pathlib import Path

import pytest

from graph.document import Document
from graph.source import find_sources, read_source

SAMPLES = Path(str(files("graph") / "samples"))

DISPATCH, REVIEW, BRIEFS = "Relazione Dispatch", "Relazione Review", "Relazione Briefs"
STATED: dict[str, tuple[str, str | None, str]] = {
    "action-plan.txt": ("What became of the plan signed in Beijing", "2025-10-13", REVIEW),
    "belt-and-road-exit.md": ("The quiet way out of the Belt and Road", "2025-10-14", REVIEW),
    "buy-transatlantic.html": ("Rome writes “buy transatlantic” into law", "2025-10-17", REVIEW),
    "byd-plant.txt": ("Where will BYD build?", "2025-10-16", BRIEFS),
    "committee-session.md": ("A committee, a co-chair and a call on the president", "2025-10-10", DISPATCH),
    "cyber-army.txt": ("Crosetto wants a cyber army", "2025-10-17", DISPATCH),
    "economic-security-in-asia.md": ("Chips, minerals, orbits: what Italy looks for in Asia", None, REVIEW),
    "ev-tariffs-vote.txt": ("Two votes of caution from a friendly capital", "2025-10-10", DISPATCH),
    "japan-anchor.html": ("Tokyo first: Italy’s partner in the Indo-Pacific", None, REVIEW),
    "mantovano-decree.md": ("Mobile networks join Italy's list of sensitive technology", "2025-10-17", BRIEFS),
    "mattei-plan.txt": ("Two plans for one continent", "2025-10-20", REVIEW),
    "pirelli-golden-power.html": ("Pirelli and the measured use of power", "2025-10-15", REVIEW),
    "rome-talks.html": ("Wang and Tajani look for balance in Rome", "2025-10-08", DISPATCH),
    "solar-decree.html": ("No more Italian subsidies for Chinese panels", "2025-10-16", BRIEFS),
    "swiss-dialogue.txt": ("Next stop Switzerland", "2025-10-09", DISPATCH),
    "tiktok-scrutiny.md": ("TikTok under the magnifying glass", "2025-10-16", BRIEFS),
    "trade-eight-months.md": ("Italy–China trade, January to August 2025", "2025-10-15", BRIEFS),
    "trade-first-quarter.txt": ("Italy's gap with China widens", "2025-10-09", BRIEFS),
    "ukraine-and-gaza.md": ("Where Rome and Beijing differ, and where they do not", "2025-10-18", REVIEW),
    "wang-yi-outcomes.md": ("Wang Yi's list of results", "2025-10-11", DISPATCH),
}
PRAGMATISM = "Italy–China Relations: The Diplomacy of Conscious Pragmatism”, by Emanuele Rossi"
MINISTERS = "Chinese and Italian Foreign Ministers meet in Rome”, by Natalie Carney, CGTN"
INDO_PACIFIC = "untitled summary of an essay on Italy’s Indo-Pacific strategy, by Emanuele and Valbona"
CLUTTER = (
    "cookie", "I agree", "Skip to content", "Share on", "Copy link", "Tweet", "Pin it", "newsletter", "Subscribe",
    "Sign me up", "Related stories", "container freight", "night train", "You may also like", "Leave a reply",
    "Log in", "Advertise", "All rights reserved", "dataLayer",
)  # fmt: skip


def read(name: str) -> Document:
    return read_source(SAMPLES / name)


def test_at_least_twelve_samples_ship_in_all_three_formats() -> None:
    found = [path.name for path in find_sources([SAMPLES])]

    assert sorted(found) == sorted(STATED)
    assert len(found) >= 12
    assert {Path(name).suffix for name in found} == {".txt", ".md", ".html"}


@pytest.mark.parametrize("name", sorted(STATED))
def test_a_sample_is_read_with_the_title_date_and_publisher_it_states(name: str) -> None:
    title, issued, publisher = STATED[name]
    document = read(name)

    assert document.title == title
    assert document.issued == issued
    assert document.publisher == publisher
    assert document.language == "en"


@pytest.mark.parametrize("name", sorted(STATED))
def test_a_sample_names_the_source_that_it_restates(name: str) -> None:
    text = read(name).text.replace("'", "’").replace('"', "”")

    assert any(source in text for source in (PRAGMATISM, MINISTERS, INDO_PACIFIC))
    assert "estated in our own words" in text


@pytest.mark.parametrize("name", sorted(STATED))
def test_a_sample_has_between_eighty_and_two_hundred_and_twenty_words(name: str) -> None:
    assert 80 <= len(read(name).text.split()) <= 220


@pytest.mark.parametrize("name", sorted(name for name in STATED if name.endswith(".html")))
def test_the_text_of_a_page_is_free_of_what_surrounds_the_article(name: str) -> None:
    text = read(name).text.casefold()

    assert [words for words in CLUTTER if words.casefold() in text] == []


def test_two_pages_carry_clutter_that_has_to_be_dropped() -> None:
    for name in ("rome-talks.html", "buy-transatlantic.html"):
        page = (SAMPLES / name).read_text(encoding="utf-8").casefold()
        assert sum(words.casefold() in page for words in CLUTTER) >= 8


def test_a_caption_repeated_on_a_page_does_not_corroborate_itself() -> None:
    caption = "The two ministers before the press."

    assert (SAMPLES / "rome-talks.html").read_text(encoding="utf-8").count(caption) == 4
    assert read("rome-talks.html").text.count(caption) <= 1
