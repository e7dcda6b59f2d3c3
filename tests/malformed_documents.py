"""Files that no folder should hold, made by code: each kind a few times, the same for the same seed.

Whatever a kind is called, it is written as one file (or link, or pipe) whose name begins with the kind's.
"""

import os
import random
import socket
import zipfile
import zlib
from collections.abc import Callable, Collection, Mapping
from contextlib import chdir
from dataclasses import dataclass
from io import BytesIO
from itertools import cycle, islice
from pathlib import Path

from fpdf import FPDF
from pypdf import PdfWriter

SEED = 7
SAMPLES = Path(__file__).parent.parent / "graph" / "samples"
PROSE = (
    "The foreign ministers of Italy and Japan met in Rome on Tuesday and agreed that the talks should go on. "
    "The government of Italy said that the trade between the two countries had grown by a tenth in a year. "
)
_WORD_ROOT = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>%s</w:body></w:document>'
_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
    'wordprocessingml.document.main+xml"/></Types>'
)
_RELATIONS = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="word/document.xml"/></Relationships>'
)
LAUGHS = '<!DOCTYPE d [<!ENTITY a0 "ha">' + "".join(
    f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12)
) + "]>"  # fmt: skip

Random = random.Random


@dataclass(frozen=True, slots=True)
class Kind:
    """A way of being malformed: its suffix, what makes its bytes or the file itself, how many of it are bearable."""

    suffix: str
    make: Callable[[Random], bytes | str] | Callable[[Path], None]
    most: int = 40
    by_path: bool = False


def write_bad(folder: Path, many: int, *, seed: int = SEED, kinds: Collection[str] = ()) -> Mapping[Path, str]:
    """Write so many malformed files, all kinds (or some) in turn; return the kind of each by its path."""
    written: dict[Path, str] = {}
    counts = dict.fromkeys(kinds or KINDS, 0)
    for name in islice(cycle(counts), 100 * len(counts)):
        if len(written) == many:
            break
        kind = KINDS[name]
        if counts[name] < kind.most:
            counts[name] += 1
            path = folder / name.split("-")[0] / f"{name}-{counts[name]:03}{kind.suffix}"
            path.parent.mkdir(parents=True, exist_ok=True)
            written[_write(kind, path, Random(f"{seed}/{name}/{counts[name]}"))] = name
    return written


def write_good(folder: Path, many: int) -> list[Path]:
    """Write so many articles: the samples in turn, each time with a line more, also as Word documents and PDFs."""
    samples = sorted(path for path in SAMPLES.iterdir() if path.suffix in (".txt", ".md", ".html"))
    folder.mkdir(parents=True, exist_ok=True)
    return [_vary(folder, sample, number) for number, sample in enumerate(islice(cycle(samples), many))]


def _vary(folder: Path, sample: Path, number: int) -> Path:
    text = sample.read_text("utf-8")
    line = f"Ministers of Italy and Japan met {number + 2} times in Rome, officials said."
    path = folder / f"{number:03}-{sample.name}"
    if sample.suffix == ".html":
        path.write_text(text.replace("</p>", f"</p>\n<p>{line}</p>", 1), "utf-8")
    elif number % 10 == 9:
        path = path.with_suffix(".docx")
        lines = (f"<w:p><w:r><w:t>{_escaped(each)}</w:t></w:r></w:p>" for each in (*text.split("\n"), line))
        path.write_bytes(_docx("".join(lines)))
    elif number % 10 == 5:
        path = path.with_suffix(".pdf")
        path.write_bytes(_printed([*text.split("\n"), line]))
    else:
        path.write_text(f"{text}\n\n{line}\n", "utf-8")
    return path


def _write(kind: Kind, path: Path, rng: Random) -> Path:
    if kind.by_path:
        return kind.make(path) or path  # type: ignore[call-arg, arg-type, return-value]
    made = kind.make(rng)  # type: ignore[arg-type]
    path.write_bytes(made.encode("utf-8", "surrogatepass") if isinstance(made, str) else made)  # type: ignore[union-attr]
    return path


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")


def _words(rng: Random, many: int) -> str:
    return " ".join(rng.choices(PROSE.replace(".", "").split(), k=many))


def _page(body: str, head: str = "") -> str:
    return f"<html><head><title>Talks</title>{head}</head><body>{body}</body></html>"


def _article(rng: Random) -> str:
    return f"<article><h1>Talks in Rome</h1><p>{PROSE * rng.randint(3, 5)}</p></article>"


# PDF


def _printed(lines: list[str]) -> bytes:
    pages = FPDF()
    pages.add_page()
    pages.set_font("Helvetica", size=11)
    for line in lines:
        pages.multi_cell(0, 5, line.encode("latin-1", "replace").decode("latin-1"), new_x="LMARGIN", new_y="NEXT")
        pages.ln(3)
    return bytes(pages.output())


def _cut_pdf(rng: Random) -> bytes:
    whole = _printed([PROSE] * 20)
    return whole[: rng.randrange(20, len(whole) * 9 // 10)]


def _locked_pdf(rng: Random) -> bytes:
    writer, packed = PdfWriter(BytesIO(_printed([PROSE] * 5))), BytesIO()
    writer.encrypt(f"{rng.random()}", algorithm=rng.choice(["RC4-128", "AES-256"]))
    writer.write(packed)
    return packed.getvalue()


def _objects(*bodies: bytes, root: int = 1, trailer: bytes = b"", tail: bytes | None = None) -> bytes:
    """Return a PDF of the objects, numbered from 1."""
    out, places = bytearray(b"%PDF-1.7\n"), []
    for number, body in enumerate(bodies, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(bodies) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<</Size %d /Root %d 0 R %b>>\n" % (len(bodies) + 1, root, trailer % {b"start": start})
    return bytes(out) + (b"startxref\n%d\n%%%%EOF\n" % start if tail is None else tail)


def _stream(content: bytes, more: bytes = b"") -> bytes:
    return b"<</Length %d %b>>\nstream\n%b\nendstream" % (len(content), more, content)


_CATALOG = b"<</Type/Catalog/Pages 2 0 R>>"
_FONT = b"<</Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>"


def _one_page(content: bytes, *, resources: bytes = _FONT, more: tuple[bytes, ...] = ()) -> bytes:
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Resources %b/Contents 4 0 R>>" % resources
    return _objects(_CATALOG, b"<</Type/Pages/Kids[3 0 R]/Count 1>>", page, content, *more)


def _bomb_pdf(rng: Random) -> bytes:
    size = rng.choice([200, 400]) << 20
    packer, packed = zlib.compressobj(9), []
    for _ in range(size >> 20):
        packed.append(packer.compress(b"(a) Tj " * 149797))
    return _one_page(_stream(b"".join(packed) + packer.flush(), b"/Filter/FlateDecode"))


def _many_operators(rng: Random) -> bytes:
    body = b"BT /F1 9 Tf " + b"1 0 0 1 9 9 Tm (a) Tj " * rng.choice([300_000, 900_000]) + b"ET"
    return _one_page(_stream(zlib.compress(body, 9), b"/Filter/FlateDecode"))


def _forms_in_forms(rng: Random) -> bytes:
    """Return a page whose form draws the next one twice, thirty deep; or itself."""
    depth = rng.choice([1, 30])
    forms = []
    for n in range(depth):
        target = 5 + (n + 1) % depth
        content = _stream(
            b"/X Do /X Do", b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X %d 0 R>>>>" % target
        )
        forms.append(content)
    return _one_page(_stream(b"/X Do"), resources=b"<</XObject<</X 5 0 R>>>>", more=tuple(forms))


# Word


def _docx(body: str, *, head: str = "", parts: Mapping[str, str | bytes] | None = None) -> bytes:
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        whole = {
            "[Content_Types].xml": _TYPES,
            "_rels/.rels": _RELATIONS,
            "word/document.xml": head + _WORD_ROOT % body,
        }
        for name, content in {**whole, **(parts or {})}.items():
            file.writestr(name, content)
    return packed.getvalue()


def _cut_docx(rng: Random) -> bytes:
    whole = _docx(f"<w:p><w:r><w:t>{PROSE * 50}</w:t></w:r></w:p>")
    return whole[: rng.randrange(10, len(whole) - 30)]


def _docx_without(rng: Random) -> bytes:
    missing, packed = rng.choice(["[Content_Types].xml", "_rels/.rels", "word/document.xml"]), BytesIO()
    with zipfile.ZipFile(BytesIO(_docx(PROSE))) as whole, zipfile.ZipFile(packed, "w") as file:
        for name in whole.namelist():
            if name != missing:
                file.writestr(name, whole.read(name))
    return packed.getvalue()


def _tables_in_tables(rng: Random) -> bytes:
    depth = rng.randint(20, 60)
    row = "<w:tbl><w:tr><w:tc>"
    return _docx(row * depth + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * depth)


def _escaping_docx(rng: Random) -> bytes:
    relations = _RELATIONS.replace("word/document.xml", rng.choice(["../../../../etc/passwd", "file:///etc/passwd"]))
    return _docx("", parts={"_rels/.rels": relations, "../../../outside.xml": "<x/>"})


# Files that are none


def _socket(path: Path) -> None:
    with chdir(path.parent), socket.socket(socket.AF_UNIX) as made:
        made.bind(path.name)


def _sparse(size: int) -> Callable[[Path], None]:
    def make(path: Path) -> None:
        with path.open("wb") as file:
            file.truncate(size)

    return make


def _no_utf8_name(path: Path) -> Path:
    named = Path(os.fsdecode(os.fsencode(path.parent) + b"/named-\xff\xfe-" + os.fsencode(path.name)))
    named.write_bytes(b"\xff\xfe\xfd")
    return named


def _long_name(path: Path) -> Path:
    long = path.with_name(path.stem + "n" * (255 - len(path.name)) + path.suffix)
    long.write_bytes(b"")
    return long


def _unreadable(path: Path) -> None:
    path.write_text(PROSE, "utf-8")
    path.chmod(0)


def _unreadable_folder(path: Path) -> None:
    path.mkdir()
    (path / "inside.txt").write_text(PROSE, "utf-8")
    path.chmod(0)


def _other_language(rng: Random) -> str:
    return 6 * rng.choice([
        "I ministri degli esteri si sono incontrati martedì a Roma e hanno deciso di riprendere i negoziati. ",
        "Die Außenminister trafen sich am Dienstag in Berlin und einigten sich auf weitere Gespräche im Herbst. ",
        "Министры иностранных дел встретились во вторник в Москве и договорились продолжить переговоры. ",
        "外交部长星期二在北京举行会谈，双方同意继续就贸易问题进行磋商。",
        "التقى وزراء الخارجية يوم الثلاثاء في القاهرة واتفقوا على مواصلة المحادثات بشأن التجارة. ",
        "Les ministres des affaires étrangères se sont rencontrés mardi à Paris et ont signé un accord. ",
    ])  # fmt: skip


def _broken_json(rng: Random) -> str:
    return "".join(
        rng.choice(['{"text": "cut', "{'text': 'x'}", "nothing", "[1, 2]", '"text"', '{"text": NaN}', "{}"]) + "\n"
        for _ in range(rng.randint(1, 6))
    )


def _broken_csv(rng: Random) -> str:
    rows = (rng.choice(['"a"b,2025', "1,2,3,4", f'"{PROSE[:40]}', '"",""', ",2025-01-01"]) for _ in range(5))
    return "text,date\n" + "\n".join(rows)


def _yaml_laughs(rng: Random) -> str:
    lines = ["a0: &a0 [ha, ha]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12)]
    return "---\n" + "\n".join(lines) + f"\ntitle: *a11\nauthor: *a11\n---\n{PROSE if rng.random() < 0.5 else ''}"


_M = 1 << 20

KINDS: Mapping[str, Kind] = {
    "text-latin1": Kind(".txt", lambda r: ("Caffè, " * r.randint(1, 9) + PROSE).encode("cp1252")),
    "text-cut": Kind(".txt", lambda r: (PROSE * r.randint(1, 9) + "è").encode()[:-1]),
    "text-overlong": Kind(".txt", lambda r: PROSE.encode() + b"\xc0\xaf" * r.randint(1, 9)),
    "text-surrogates": Kind(".txt", lambda r: PROSE + chr(r.randint(0xD800, 0xDFFF))),
    "text-utf16": Kind(".txt", lambda r: PROSE.encode(r.choice(["utf-16", "utf-16-le", "utf-16-be"]))),
    "text-utf32": Kind(".txt", lambda r: PROSE.encode(r.choice(["utf-32", "utf-32-be"]))),
    "text-marks": Kind(".txt", lambda r: b"\xef\xbb\xbf" + PROSE.encode("utf-16")[: 2 * r.randint(2, 90)]),
    "text-nul": Kind(".txt", lambda r: PROSE[:30] + "\0" * r.randint(1, 99) + PROSE),
    "text-control": Kind(".txt", lambda r: "".join(r.choices("\x01\x02\x07\x08\x1b\x7f\x85", k=r.randint(9, 999)))),
    "text-bidi": Kind(".txt", lambda r: "".join(r.choices("\u202e\u202d\u2066\u2069\u200f\u200b\ufeff", k=300))),
    "text-binary": Kind(".txt", lambda r: r.randbytes(r.randint(100, 9999))),
    "text-empty": Kind(".txt", lambda r: b""),
    "text-blank": Kind(".md", lambda r: "".join(r.choices(" \n\t\r\u00a0\u3000", k=r.randint(1, 9999)))),
    "text-digits": Kind(".txt", lambda r: " ".join(str(r.random()) for _ in range(r.randint(10, 999)))),
    "text-signs": Kind(".txt", lambda r: "".join(r.choices("!?.,;:-_#*/\\()[]{}<>%&$\n", k=999))),
    "text-language": Kind(".txt", _other_language),
    "text-word": Kind(".txt", lambda r: "a" * r.randint(_M, 2 * _M), 10),
    "text-line": Kind(".txt", lambda r: PROSE * (19 * _M // len(PROSE)), 6),
    "text-breathless": Kind(".txt", lambda r: _words(r, 200_000), 6),
    "text-many": Kind(".txt", lambda r: "\n".join(PROSE + str(n) for n in range(90_000)), 4),
    "text-large": Kind(".txt", _sparse(200 * _M), 6, by_path=True),
    "text-larger": Kind(".md", lambda r: PROSE * (21 * _M // len(PROSE)), 3),
    "markdown-quotes": Kind(".md", lambda r: ">" * 100_000 + " x", 15),
    "markdown-brackets": Kind(".md", lambda r: r.choice(["[", "![", "[](", "<", "`", "[a](b "]) * 100_000, 15),
    "markdown-stars": Kind(".md", lambda r: r.choice(["*a **a ", "_a __a ", "a**b", "**x* "]) * 30_000, 15),
    "markdown-lists": Kind(".md", lambda r: "".join(" " * n + "- a\n" for n in range(1200)), 15),
    "markdown-table": Kind(".md", lambda r: "|a" * 3000 + "|\n" + "|-" * 3000 + "|\n" + ("|b" * 3000 + "|\n") * 30, 6),
    "markdown-head": Kind(".md", lambda r: "---\ntitle: [" + r.choice(["", '"x', "{a: b"]) + "\n---\n"),
    "markdown-nested": Kind(".md", lambda r: "---\ntitle: " + "[" * 50_000 + "\n---\n", 15),
    "markdown-laughs": Kind(".md", _yaml_laughs, 15),
    "html-nested": Kind(".html", lambda r: _page(r.choice(["<div>", "<b>", "<table>", "<ul>"]) * 100_000), 15),
    "html-attributes": Kind(".html", lambda r: _page("<p " + " ".join(f"a{n}='x'" for n in range(200_000)) + ">"), 2),
    "html-entities": Kind(".html", lambda r: _page("<p>" + r.choice(["&amp;", "&no;", "&#9999999;"]) * 500_000), 10),
    "html-doctype": Kind(".html", lambda r: LAUGHS + _page("<p>&a11;</p>")),
    "html-script": Kind(".html", lambda r: "<html><script>" + PROSE * r.randint(1, 999)),
    "html-comment": Kind(".html", lambda r: "<html><body><!--" + _article(r)),
    "html-picture": Kind(".html", lambda r: _page(f'<img src="data:image/png;base64,{"A" * (12 * _M)}">'), 6),
    "html-table": Kind(".html", lambda r: _page("<table>" + "<tr><td>7<td>8<td>9" * 60_000 + "</table>"), 6),
    "html-links": Kind(".html", lambda r: _page("".join(f"<a href='/{n}/2025/01/01'>x</a>" for n in range(60_000))), 6),
    "html-empty": Kind(".html", lambda r: r.choice(["<html></html>", "<", "<!DOCTYPE html>", "<html><body><p></p>"])),
    "html-linked": Kind(
        ".html", lambda r: _page("<p></p>", f'<script type="application/ld+json">{"[" * 100_000}</script>'), 15
    ),
    "html-dates": Kind(".html", lambda r: _page("".join(f"<p>{n % 28}/1/20{n % 90}" for n in range(100_000))), 6),
    "html-nul": Kind(".html", lambda r: "\0".join(_page(_article(r)))),
    "pdf-cut": Kind(".pdf", _cut_pdf),
    "pdf-locked": Kind(".pdf", _locked_pdf),
    "pdf-loop": Kind(".pdf", lambda r: _objects(_CATALOG, b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 99999999>>")),
    "pdf-xref": Kind(".pdf", lambda r: _objects(b"<</Type/Catalog>>", trailer=b"/Prev %(start)d")),
    "pdf-chain": Kind(".pdf", lambda r: _objects(b"2 0 R", b"1 0 R")),
    "pdf-bomb": Kind(".pdf", _bomb_pdf, 6),
    "pdf-operators": Kind(".pdf", _many_operators, 6),
    "pdf-forms": Kind(".pdf", _forms_in_forms, 6),
    "pdf-nested": Kind(".pdf", lambda r: _one_page(_stream(b"[" * 200_000 + b" TJ")), 15),
    "pdf-arrays": Kind(".pdf", lambda r: _objects(b"[" * 100_000), 15),
    "pdf-none": Kind(".pdf", lambda r: _objects(_CATALOG, b"<</Type/Pages/Kids[]/Count 0>>")),
    "pdf-picture": Kind(".pdf", lambda r: _one_page(_stream(b"0 0 612 792 re f"))),
    "pdf-garbage": Kind(".pdf", lambda r: b"%PDF-1.7\n" + r.randbytes(r.randint(0, 9999))),
    "word-bomb": Kind(".docx", lambda r: _docx("<w:p/>" * (r.choice([60, 120]) * _M // 6)), 4),
    "word-wide": Kind(".docx", lambda r: _docx("<w:p><w:r><w:t>a</w:t></w:r></w:p>" * 400_000), 4),
    "word-cut": Kind(".docx", _cut_docx),
    "word-parts": Kind(".docx", _docx_without),
    "word-laughs": Kind(".docx", lambda r: _docx("<w:p><w:r><w:t>&a11;</w:t></w:r></w:p>", head=LAUGHS)),
    "word-paths": Kind(".docx", _escaping_docx),
    "word-tables": Kind(".docx", _tables_in_tables, 15),
    "word-nested": Kind(".docx", lambda r: _docx("<w:sdt>" * 100_000), 15),
    "word-old": Kind(".docx", lambda r: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + r.randbytes(999)),
    "word-plain": Kind(".docx", lambda r: PROSE * r.randint(1, 9)),
    "table-broken": Kind(".csv", _broken_csv),
    "table-open": Kind(".csv", lambda r: 'text,date\n"' + (PROSE + "\n") * r.randint(99, 9999), 15),
    "table-field": Kind(".csv", lambda r: "text,date\n" + "a" * (50 * _M) + ",2025\n", 2),
    "table-head": Kind(".csv", lambda r: r.choice(["text,date\n", "a;b;c\n1;2;3\n", "\n\n\n", ""])),
    "table-nul": Kind(".csv", lambda r: f"text,date\n{PROSE[:50]}\0,2025\n"),
    "table-latin1": Kind(".csv", lambda r: f"text,date\nCaffè {r.random()},2025\n".encode("latin-1")),
    "table-large": Kind(".csv", _sparse(200 * _M), 2, by_path=True),
    "lines-broken": Kind(".jsonl", _broken_json),
    "lines-nested": Kind(".jsonl", lambda r: r.choice(["[", '{"text":']) * 100_000, 15),
    "lines-lists": Kind(".jsonl", lambda r: '{"text": [' + "[]," * (6 * _M) + "[]]}", 2),
    "lines-number": Kind(".jsonl", lambda r: '{"text": "a", "id": ' + "9" * 100_000 + "}"),
    "lines-large": Kind(".jsonl", _sparse(200 * _M), 2, by_path=True),
    "odd-control": Kind(".txt", lambda r: PROSE.replace(" ", r.choice([" \x07", "\x0b ", " \u202e"]))),
    "odd-breath": Kind(".txt", lambda r: _words(r, 12_000), 2),
    "odd-brackets": Kind(".txt", lambda r: PROSE + "(" * 3000 + " the talks in Rome " + ")" * 3000, 10),
    "odd-commas": Kind(".txt", lambda r: PROSE + "Italy, Japan and " * 1500 + "China met.", 3),
    "odd-quotes": Kind(".txt", lambda r: PROSE + "\"the 'talks \"in Rome' " * 1500, 3),
    "odd-dates": Kind(".txt", lambda r: PROSE + "On 3 May 2024 and 4.5.2025 " * 1500, 3),
    "odd-figures": Kind(".txt", lambda r: PROSE + "Trade grew by 3 per cent to 7 billion euro " * 1000, 3),
    "odd-lines": Kind(".txt", lambda r: PROSE + "\n" + "Yes to it.\n" * 50_000, 3),
    "odd-titles": Kind(".txt", lambda r: PROSE + "Foreign Minister of Italy Prime Minister " * 1500, 3),
    "file-pipe": Kind(".txt", os.mkfifo, by_path=True),
    "file-socket": Kind(".md", _socket, by_path=True),
    "file-device": Kind(".txt", lambda path: path.symlink_to("/dev/zero"), by_path=True),
    "file-dangling": Kind(".txt", lambda path: path.symlink_to("nowhere.txt"), by_path=True),
    "file-loop": Kind(".txt", lambda path: path.symlink_to(path.name), by_path=True),
    "file-folder": Kind(".txt", lambda path: path.symlink_to("."), by_path=True),
    "file-shut": Kind(".txt", _unreadable, by_path=True),
    "file-shut-folder": Kind(".txt", _unreadable_folder, 3, by_path=True),
    "file-name": Kind(".txt", _no_utf8_name, by_path=True),
    "file-long": Kind(".txt", _long_name, by_path=True),
    "file-kind": Kind("", lambda r: PROSE),
}  # fmt: skip
