"""What is shown of a source's characters: names lose those that deceive, quotations keep them shut in."""

import io

import pytest

from graph.legible import legible, parted, plain, spelt
from graph.report.marked import shown, verbatim
from graph.xmltext import XmlOutput, is_xml, xml_bytes, xml_text


@pytest.mark.parametrize(
    ("name", "seen"),
    [
        ("Italy", "Italy"),
        ("Italy \u202edenies\u202c", "Italy denies"),
        ("\u2067It\u200ba\u00adly\ufeff", "Italy"),
        ("It\u200daly", "Italy"),
        ("می\u200cخواهم", "می\u200cخواهم"),  # Persian is written with it
        ("👩\u200d🚀", "👩\u200d🚀"),
        ("one\u2028two\x85three\x1b[31m", "one two three[31m"),
        (" Sky \n\t Programme ", "Sky Programme"),
        ("e" + "\u0301" * 90, "e" + "\u0301" * 4),
        ("Việt Nam", "Việt Nam"),
        ("שָׁלוֹם", "שָׁלוֹם"),
        ("\ud800Italy\uffff", "\ufffdItaly"),
        ("\u3164", "U+3164"),
        ("", ""),
    ],
)
def test_name_loses_what_is_unseen_or_turns_letters_about(name: str, seen: str) -> None:
    assert legible(name) == seen


def test_text_that_is_no_name_keeps_its_lines() -> None:
    assert plain("one\n\ttwo\u202e") == "one\n\ttwo"


@pytest.mark.parametrize("text", ["Italy \u202edenies", "\u2066\u2069", "a\0b", "e" + "\u0301" * 9 + "!", "plain", ""])
def test_quotation_is_whole_in_its_pieces(text: str) -> None:
    assert "".join(piece for piece, _ in parted(text)) == text


def test_quotation_as_text_tells_the_number_of_what_must_not_act() -> None:
    assert spelt("Italy \u202edenies e" + "\u0301" * 9) == "Italy ⟨U+202E⟩denies e" + "\u0301" * 4 + "⟨5 marks⟩"


def test_quotation_in_html_shuts_in_what_must_not_act_and_escapes_the_rest() -> None:
    assert verbatim("<b>\u202e\0") == (
        '&lt;b&gt;<bdi class="told" data-told="U+202E">\u202e</bdi><bdi class="told" data-told="U+0000">\ufffd</bdi>'
    )


def test_what_is_markup_already_is_written_as_it_is() -> None:
    assert shown(verbatim("\u202e")) == verbatim("\u202e")
    assert shown("\u202eItaly") == "Italy"
    assert shown(3) == 3


def test_xml_holds_no_control_characters_wherever_its_bytes_are_cut() -> None:
    text = "<a>x\x01y\ufffez\uffff é\ufffd\tend</a>\n"
    clean = "<a>x\ufffdy\ufffdz\ufffd é\ufffd\tend</a>\n"
    assert xml_text(text) == clean
    assert xml_bytes(text.encode()).decode() == clean
    for size in range(1, 8):
        out = io.BytesIO()
        output = XmlOutput(out)
        written = text.encode()
        assert sum(output.write(written[at : at + size]) for at in range(0, len(written), size)) == len(written)
        assert out.getvalue().decode() == clean


def test_xml_is_known_by_its_media_type() -> None:
    assert is_xml("application/sparql-results+xml; charset=utf-8")
    assert is_xml("application/rdf+xml")
    assert not is_xml("text/turtle")
