"""PDF, Word, tables of articles and registers become documents; what of them cannot be read is told with its place."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from fpdf import FPDF
from pypdf import PdfWriter

from graph.articles import date_of
from graph.document import Document
from graph.errors import SourceError
from graph.gathering import Gathered, gather
from graph.source import Skipped, read_source, read_sources
from graph.typeset import Line, paragraphs

ADDRESS = "https://lagoon.example/1"
VISIT = (
    "The foreign ministers of Ruritania and Sylvania met in the old capital on Tuesday, and they agreed that the "
    "border should be opened again before the end of the year, as both of their governments confirmed in the evening."
)
PORTS = (
    "The ports of the north will be rebuilt with a loan from the development bank, which both of the parliaments have "
    "still to approve; the trade unions asked for guarantees and were told that they would be heard in the spring."
)


class Printed(FPDF):
    """Pages with a running head and a number at their foot."""

    def header(self) -> None:
        self.set_font("Helvetica", size=8)
        self.cell(0, 8, "The Lagoon Review, volume 12", new_x="LMARGIN", new_y="NEXT")

    def footer(self) -> None:
        self.set_y(-15)
        self.set_font("Helvetica", size=8)
        self.cell(0, 8, f"Page {self.page_no()} of 3")


def printed(path: Path, blocks: Sequence[str], *, title: str | None = None, gap: float = 4) -> Path:
    pages = Printed()
    pages.add_page()
    if title:
        pages.set_font("Helvetica", "B", 18)
        pages.multi_cell(0, 9, title, new_x="LMARGIN", new_y="NEXT")
    pages.set_font("Helvetica", size=11)
    for block in blocks:
        pages.multi_cell(0, 5, block, new_x="LMARGIN", new_y="NEXT")
        pages.ln(gap)
    pages.output(str(path))
    return path


def with_properties(path: Path, properties: dict[str, str], password: str | None = None) -> Path:
    writer = PdfWriter(clone_from=path)
    writer.add_metadata({f"/{name}": value for name, value in properties.items()})
    if password is not None:
        writer.encrypt(user_password=password, owner_password="owner", algorithm="AES-256")
    writer.write(path)
    return path


def lined(*texts: str, x: float = 50, size: float = 10, top: float = 700) -> list[Line]:
    return [Line(text, x, top - 12 * number, size) for number, text in enumerate(texts)]


def test_a_pdf_gives_a_paragraph_a_line_without_running_heads_and_feet(tmp_path: Path) -> None:
    blocks = [f"{number}. {text}" for number in range(1, 13) for text in (VISIT, PORTS)]

    document = read_source(printed(tmp_path / "visit.pdf", blocks, title="Two ministers open a border"))

    assert document.text.split("\n") == ["Two ministers open a border", *blocks]
    assert document.title == "Two ministers open a border"


def test_a_sentence_runs_on_over_the_end_of_a_page(tmp_path: Path) -> None:
    long = " ".join([VISIT, PORTS] * 16)

    assert read_source(printed(tmp_path / "long.pdf", [long])).text == long


def test_hyphens_at_line_ends_go_and_those_of_words_stay() -> None:
    full = "a line as wide as the column of the page on which it has been set "
    page = lined(
        f"{full}govern-", "ments met, and the state-", f"owned firms {full}Indo-", f"Pacific {full}co-",
        f"operation {full}EU-", f"wide and state-owned rules, {full}soft\u00ad", "ware.",
    )  # fmt: skip

    (paragraph,) = paragraphs([page])

    for whole in ("governments met", "state-owned firms", "Indo-Pacific a", "cooperation a", "EU-wide", "software."):
        assert whole in paragraph


def test_indents_sizes_gaps_and_items_begin_paragraphs() -> None:
    full = "a line as wide as the column of the page, which goes on in the next"
    page = [
        Line("A heading", 50, 700, 14),
        Line(full, 62, 680, 10), Line(full, 50, 668, 10), Line("one and ends.", 50, 656, 10),
        Line(full, 62, 644, 10), Line("line and ends there with a sentence as long as one before.", 50, 632, 10),
        Line(full, 62, 620, 10), Line("behind, which has no full stop and no gap after it to tell, ok", 50, 608, 10),
        Line("Behind a gap.", 50, 580, 10),
        Line("• an item whose words need more than a line, so that it goes on", 50, 568, 10),
        Line("further in", 60, 556, 10), Line("• another", 50, 544, 10),
    ]  # fmt: skip

    found = paragraphs([page])

    assert [len(each.split(" which goes")) - 1 for each in found] == [0, 2, 1, 1, 0, 0, 0]
    assert found[0] == "A heading"
    assert found[4:] == [
        "Behind a gap.",
        "• an item whose words need more than a line, so that it goes on further in",
        "• another",
    ]


def test_columns_are_read_one_after_the_other() -> None:
    left = lined("The ministers of both countries met in", "the capital, where they were received by")
    right = lined("the president, and left.", "Nothing was signed, since the parliaments", "had not been asked.", x=320)

    assert paragraphs([[*left, *right]]) == [
        "The ministers of both countries met in the capital, where they were received by the president, and left.",
        "Nothing was signed, since the parliaments had not been asked.",
    ]


def test_properties_of_a_pdf_count_where_they_can_be_believed(tmp_path: Path) -> None:
    said = {"Title": "Two ministers", "Author": "Ada Verdi; jsmith; Microsoft Office User"}

    document = read_source(
        with_properties(printed(tmp_path / "a.pdf", [VISIT, PORTS]), {**said, "CreationDate": "D:20251008"})
    )

    assert (document.title, document.creator, document.issued) == ("Two ministers", ("Ada Verdi",), "2025-10-08")


@pytest.mark.parametrize("title", ["Microsoft Word - draft 3.docx", "untitled", "visit.pdf", "about:blank", "D7F2-11"])
def test_titles_that_programs_make_are_no_titles(tmp_path: Path, title: str) -> None:
    path = printed(tmp_path / "a.pdf", [VISIT, PORTS], title="Ministers open the border again")

    assert read_source(with_properties(path, {"Title": title})).title == "Ministers open the border again"


def test_a_date_in_the_text_goes_before_the_day_the_pdf_was_made(tmp_path: Path) -> None:
    path = printed(tmp_path / "a.pdf", ["Ministers open the border again", "8 October 2025", VISIT, PORTS])

    assert read_source(with_properties(path, {"CreationDate": "D:20251231"})).issued == "2025-10-08"


def test_a_pdf_that_is_only_protected_from_changes_is_read(tmp_path: Path) -> None:
    path = with_properties(printed(tmp_path / "a.pdf", [VISIT]), {}, password="")

    assert VISIT in read_source(path).text


def unreadable(folder: Path) -> dict[str, Path]:
    empty = FPDF()
    empty.add_page()
    empty.rect(10, 10, 100, 100, style="F")
    empty.output(str(folder / "scan.pdf"))
    with_properties(printed(folder / "locked.pdf", [VISIT]), {}, password="secret")
    (folder / "broken.pdf").write_bytes((folder / "locked.pdf").read_bytes()[:400])
    (folder / "none.pdf").write_bytes(b"no pdf at all")
    (folder / "old.docx").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    (folder / "none.docx").write_bytes(b"PK")
    (folder / "empty.docx").write_bytes(b"")
    return {path.name: path for path in folder.iterdir()}


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("scan.pdf", "only pictures of pages"),
        ("locked.pdf", "encrypted with a password"),
        ("broken.pdf", "not a PDF that can be read"),
        ("none.pdf", "not a PDF that can be read"),
        ("old.docx", "encrypted with a password, or in the old .doc form"),
        ("none.docx", "not a Word document"),
        ("empty.docx", "not a Word document"),
    ],
)
def test_what_cannot_be_opened_gives_its_reason(tmp_path: Path, name: str, reason: str) -> None:
    with pytest.raises(SourceError, match=reason) as caught:
        read_source(unreadable(tmp_path)[name])
    assert str(caught.value).startswith(name)


def written(path: Path) -> Path:
    """A Word document with a head, a table, a tracked change and a box for content."""
    opened = docx.Document()
    opened.core_properties.title, opened.core_properties.author = "", "Ada Verdi"
    opened.core_properties.created = datetime(2025, 10, 8, tzinfo=UTC)
    opened.sections[0].header.paragraphs[0].text = "CONFIDENTIAL"
    opened.add_heading("Two ministers", level=0)
    opened.add_paragraph(VISIT)
    table = opened.add_table(rows=1, cols=2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "Ruritania", "12"
    space = nsdecls("w")
    for part in (
        f'<w:p {space}><w:r><w:t xml:space="preserve">They </w:t></w:r>'
        '<w:del w:id="1"><w:r><w:delText>denied</w:delText></w:r></w:del>'
        '<w:ins w:id="2"><w:r><w:t>said</w:t></w:r></w:ins><w:r><w:tab/><w:t>so.</w:t></w:r></w:p>',
        f"<w:sdt {space}><w:sdtContent><w:p><w:r><w:t>In a box.</w:t></w:r></w:p></w:sdtContent></w:sdt>",
    ):
        opened.element.body.insert(-1, parse_xml(part))
    opened.save(str(path))
    return path


def test_a_word_document_gives_its_text_as_its_last_author_sees_it(tmp_path: Path) -> None:
    document = read_source(written(tmp_path / "visit.docx"))

    assert document.text.split("\n") == ["Two ministers", VISIT, "Ruritania | 12", "They said so.", "In a box."]
    assert (document.title, document.creator, document.issued) == ("Two ministers", ("Ada Verdi",), "2025-10-08")


def table(path: Path, *rows: str) -> Path:
    path.write_text("\n".join(rows) + "\n")
    return path


def test_each_row_of_a_table_is_a_document(tmp_path: Path) -> None:
    path = table(
        tmp_path / "press.csv",
        "id,Headline,Body,Published at,Source,URL,Author",
        f'a1,Two ministers,"{VISIT}\r\n{PORTS}",2025-10-08T09:00:00+02:00,The Lagoon,{ADDRESS},Ada Verdi and Bo Rossi',
        f',Ports of the north,"{PORTS}",October 2025,,,',
    )

    one, other = (found for found in read_sources(path) if isinstance(found, Document))

    assert (one.identifier, one.title, one.publisher) == ("press/a1", "Two ministers", "The Lagoon")
    assert (one.issued, one.source, one.creator) == ("2025-10-08", ADDRESS, ("Ada Verdi", "Bo Rossi"))
    assert one.text == f"{VISIT}\n{PORTS}"
    assert (other.title, other.issued, other.source) == ("Ports of the north", "2025-10", "press.csv")


def test_objects_a_line_are_documents_too(tmp_path: Path) -> None:
    article = {"content": VISIT, "title": "Two ministers", "source": {"name": "The Lagoon"}, "authors": ["Ada Verdi"]}
    path = table(tmp_path / "press.jsonl", json.dumps(article), "", json.dumps({"text": PORTS, "date": 2025, "id": 7}))

    one, other = (found for found in read_sources(path) if isinstance(found, Document))

    assert (one.title, one.publisher, one.creator) == ("Two ministers", "The Lagoon", ("Ada Verdi",))
    assert (other.identifier, other.issued) == ("press/7", "2025")


def test_a_bad_row_is_named_by_its_number_and_the_others_are_read(tmp_path: Path) -> None:
    path = tmp_path / "press.csv"
    rows = [
        "id;text;date;language", f"1;{VISIT};08/10/2025;", "2;;;", "3;" + VISIT + ";;;surplus", f"1;{PORTS};;",
        "4;Il ministro degli Esteri ha incontrato a Roma il suo omologo e ha parlato di commercio e di pace.;;",
        f"5;{PORTS};;it", f'6;"{VISIT}" and;;', f"7;{PORTS.replace('; the', ' - the')}\xe9;;", "",
        "9;" + VISIT + " So.;;",
    ]  # fmt: skip
    path.write_bytes("\n".join(row.replace("approve;", "approve,") for row in rows).encode("latin-1"))

    found = list(read_sources(path, shown="deep/press.csv"))

    assert [each.identifier for each in found if isinstance(each, Document)] == ["press/1", "press/9"]
    told = {each.path.removeprefix("deep/press.csv, "): each.reason for each in found if isinstance(each, Skipped)}
    for row, reason in {
        "row 2": 'the date "08/10/2025" is left out; wanted a date such as "2025-10-08"',
        "row 3": "no text",
        "row 4": "5 cells where the head has 4",
        "row 5": 'its id "1" stands in row 2 already',
        "row 6": "the text is in Italian",
        "row 7": 'its language is given as "it"',
        "row 8": "not well-formed CSV",
        "row 9": "not UTF-8",
    }.items():
        assert told.pop(row).startswith(reason)
    assert not told


def test_a_bad_line_of_objects_is_named_by_its_number(tmp_path: Path) -> None:
    whole = json.dumps({"text": VISIT})
    lines = ['{"text": "cut', "[]", '{"text": 5}', whole, '{"text": "\\ud800"}', whole]

    found = list(read_sources(table(tmp_path / "press.jsonl", *lines)))

    reasons = {each.path: each.reason for each in found if isinstance(each, Skipped)}
    assert [path.rpartition(" ")[2] for path in reasons] == ["1", "2", "3", "5", "6"]
    starts = ("not JSON", "list", "int as text", "not UTF-8", "the same article stands in row 4")
    for reason, start in zip(reasons.values(), starts, strict=True):
        assert reason.startswith(start)


def test_a_table_without_a_column_of_text_is_told_what_was_wanted(tmp_path: Path) -> None:
    (found,) = read_sources(table(tmp_path / "figures.csv", "country,value", "Italy,1"))

    assert found == Skipped(path="figures.csv", reason="no column text or body or content (found country, value)")


def test_identifiers_come_from_the_content_not_from_the_order(tmp_path: Path) -> None:
    rows = [f'Two ministers,"{VISIT}"', f'Ports,"{PORTS}"', f'Ports,"{PORTS} So they said."']

    def names(*body: str) -> set[str]:
        path = table(tmp_path / "press.csv", "title,text", *body)
        return {each.identifier for each in read_sources(path) if isinstance(each, Document)}

    assert names(*rows) == names(*reversed(rows)) > names(rows[2])
    assert len(names(*rows)) == 3
    assert any(name.startswith("press/two-ministers-") for name in names(*rows))


def test_rows_are_streamed(tmp_path: Path) -> None:
    path = table(tmp_path / "press.jsonl", json.dumps({"id": 1, "text": VISIT}), json.dumps({"id": 2, "text": PORTS}))
    stream = read_sources(path)
    first = next(stream)
    with path.open("a") as file:
        file.write(json.dumps({"id": 3, "text": f"{VISIT} {PORTS}"}) + "\n")

    assert isinstance(first, Document)
    assert first.identifier == "press/1"


@pytest.mark.parametrize(
    ("written", "date"),
    [
        ("2025", "2025"), ("2025-10", "2025-10"), ("2025/10/08", "2025-10-08"), ("20251008", "2025-10-08"),
        ("2025-10-08 09:30:00", "2025-10-08"), ("2025-10-08T09:30:00.123Z", "2025-10-08"),
        ("Oct. 8, 2025", "2025-10-08"),
        ("Wed, 08 Oct 2025 09:00:00 GMT", "2025-10-08"), ("08/10/2025", None), ("2025-02-30", None), ("soon", None),
    ],
)  # fmt: skip
def test_dates_of_rows(written: str, date: str | None) -> None:
    assert date_of(written) == date


def gathered(folder: Path, register: str) -> Gathered:
    (folder / "deep").mkdir()
    (folder / "visit.txt").write_text(f"A headline of the text\n\n1 May 2020\n\n{VISIT}\n")
    (folder / "deep" / "ports.txt").write_text(PORTS)
    (folder / "sources.csv").write_text(register)
    return gather([folder])


def test_a_register_completes_and_overrides_what_files_say(tmp_path: Path) -> None:
    found = gathered(
        tmp_path,
        "file,title,publisher,date,url,author,language\n"
        "visit.txt,,The Lagoon,8 October 2025,https://lagoon.example/1,Ada Verdi,en\n"
        "deep/ports.txt,Ports of the north,,,,,\n",
    )

    ports, visit = found.documents
    assert (visit.title, visit.publisher, visit.issued) == ("A headline of the text", "The Lagoon", "2025-10-08")
    assert (visit.source, visit.creator) == ("https://lagoon.example/1", ("Ada Verdi",))
    assert (ports.title, ports.source) == ("Ports of the north", "ports.txt")
    assert not found.skipped
    assert len(found.registers) == 1


def test_a_register_nearer_to_the_file_goes_first(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "sources.csv").write_text("file,publisher\nports.txt,Near\n")

    (tmp_path / "sources.csv").write_text("file,publisher,title\ndeep/ports.txt,Far,Ports\n")
    (tmp_path / "deep" / "ports.txt").write_text(PORTS)

    (ports,) = gather([tmp_path]).documents
    assert (ports.publisher, ports.title) == ("Near", "Ports")


def test_faults_of_a_register_are_reported_and_the_rest_counts(tmp_path: Path) -> None:
    found = gathered(
        tmp_path,
        "file,date,language\nnowhere.txt,2025,\n,2025,\nvisit.txt,08/10/2025,\nvisit.txt,2025,\n../x.txt,,\n"
        "deep/ports.txt,,it\n",
    )

    assert [(skip.path, skip.reason.partition(", \"2025-10\"")[0]) for skip in found.skipped] == [
        ("deep/ports.txt", 'its language is given as "it"; only English is read'),
        ("sources.csv, row 2", 'there is no file "nowhere.txt" here'),
        ("sources.csv, row 3", "no file is named"),
        ("sources.csv, row 4", 'the date "08/10/2025" is left out; wanted a date such as "2025-10-08"'),
        ("sources.csv, row 5", '"visit.txt" is described in row 4 already'),
        ("sources.csv, row 6", 'there is no file "../x.txt" here'),
    ]  # fmt: skip
    assert [document.issued for document in found.documents] == ["2020-05-01"]


def test_a_register_without_files_is_reported(tmp_path: Path) -> None:
    (skip,) = gathered(tmp_path, "name,title\nvisit.txt,x\n").skipped

    assert (skip.path, skip.reason) == ("sources.csv", "no column file (found name, title)")


def test_a_row_whose_address_a_file_has_is_reported(tmp_path: Path) -> None:
    (tmp_path / "press 1.txt").write_text(VISIT)
    table(tmp_path / "press.csv", "id,text", f'1,"{PORTS}"', f'2,"{PORTS} So."')

    found = gather([tmp_path])

    assert [document.identifier for document in found.documents] == ["press 1", "press/2"]
    (skip,) = found.skipped
    assert skip.reason == '"press/1" would have the address of "press 1"; give it another id'
