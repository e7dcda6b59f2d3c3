"""A sheet, which is a report or a dossier, as HTML, Markdown or JSON. Every format says the same; only HTML draws.

The HTML file stands alone: no script, no request, its style inside. `render_body` gives the same without the frame, for
a page that brings its own and forbids inline style.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from graph.errors import RelazioneError
from graph.legible import spelt

from .archive import Sentence
from .contents import Report
from .glyphs import GLYPHS, SEALS, SIGNS, way
from .marked import shown, verbatim
from .plain import as_csv, as_json, sheet_as_json
from .section import Cell, Cited, Excerpt, Figure, Proof, Quote, Sheet, Table
from .sections import sheet
from .words import count, number, signed

Address = Callable[[str], str | None]
FORMATS = ("html", "md", "csv", "json")
QUOTED, EXCERPT = 5, 8  # sentences shown in full behind a finding, and in an excerpt
REFS, CITED = 50, 20  # sentences and documents named behind one number; JSON names all
LISTED = 500  # documents that are listed even if nothing points to them


def render(report: Report, format: str) -> str:
    """Return a report in a format: "html", "md", "csv" or "json"."""
    if format not in FORMATS:
        raise RelazioneError(f"{format}: not a format of reports; wanted one of {', '.join(FORMATS)}")
    if format == "csv":
        return as_csv(report)
    found = sheet(report)
    return as_json(report, found) if format == "json" else write(found, format)


def write(sheet: Sheet, format: str) -> str:
    """Return a sheet as "html", a file that stands alone, as "md" or as "json"."""
    if format == "json":
        return sheet_as_json(sheet)
    if format == "html":
        sheets = "\n".join(style(name) for name in ("tokens", "look", "report"))
        page = _environment("html").get_template("report.html")
        return page.render(sheet=sheet, style=Markup(sheets), body=render_body(sheet))
    written = _environment("md").get_template("report.md").render(**_context(sheet))
    return re.sub(r"\n{3,}", "\n\n", written).strip() + "\n"


def render_body(sheet: Sheet, address: Address | None = None, *, downloads: Mapping[str, str] | None = None) -> Markup:
    """Return the HTML of a sheet without its frame, for `<main class="sheet report">`.

    `address` gives the page of a name or document by key ("state/it", "doc/visit-to-rome"), or None. The page needs
    the style sheets of the look and `style("report")`. `downloads` are links at the head: words to address.
    """
    links = {"address": address or (lambda key: None), "downloads": downloads or {}}
    return Markup(_environment("html").get_template("report_body.html").render(**_context(sheet), **links))


def style(name: str) -> str:
    """Return one of the style sheets: "tokens", "look" (the part of the look that a report uses) or "report"."""
    return (files(__package__) / "templates" / f"{name}.css").read_text("utf-8")


def named(sheet: Sheet) -> set[str]:
    """Return the ids of the sentences and the identifiers of the documents that a sheet points to by name."""
    found = {id for finding in sheet.findings for id in finding.sentences[:REFS]}
    for section in sheet.sections:
        for block in section.blocks:
            if isinstance(block, Table):
                found.update(id for row in block.rows for cell in row for id in _in_cell(cell))
            elif isinstance(block, Excerpt):
                found.update(block.sentences[:REFS])
    return found


def _in_cell(cell: Cell) -> Iterator[str]:
    match cell:
        case Proof():
            yield from cell.sentences[:REFS]
        case Cited():
            yield from cell.documents[:CITED]
        case Quote():
            yield cell.sentence
        case tuple():
            for each in cell:
                yield from _in_cell(each)


def _context(sheet: Sheet) -> dict[str, Any]:
    """Return everything a template may use."""
    pointed = named(sheet)
    sentences = {each.id: each for each in sheet.archive.sentences if each.id in pointed}
    of_source: dict[str, list[Sentence]] = defaultdict(list)
    for each in sentences.values():
        of_source[each.document].append(each)
    sources = sheet.archive.sources
    few = len(sources) <= LISTED
    listed = [each for each in sources if few or each.identifier in of_source or each.identifier in pointed]
    by_identifier = {source.identifier: source for source in sources}
    by_number = {str(source.number): source for source in sources}
    return {
        "sheet": sheet, "sources": sources, "listed": listed, "cited_most": CITED,
        "glyphs": GLYPHS, "signs": SIGNS, "seals": SEALS, "way": way,
        "number": number, "signed": signed, "count": count, "kind": lambda value: type(value).__name__,
        "quoted_most": QUOTED, "excerpt_most": EXCERPT, "is_table": lambda block: isinstance(block, Table),
        "drawing": lambda figure: Markup(figure.svg), "is_figure": lambda block: isinstance(block, Figure),
        "sentence": lambda id: sentences[id],
        "source": lambda id: by_number[id.partition(".")[0]],
        "document": lambda identifier: by_identifier[identifier],
        "of_source": lambda source: of_source.get(source.identifier, []), "shown": len(sentences), "refs_most": REFS,
    }  # fmt: skip


def _markdown_text(text: str) -> str:
    """Escape what Markdown would read as markup, HTML included."""
    escaped = re.sub(r"([\\`*_\[\]<>|#~&])", r"\\\1", re.sub(r"[\r\n]", " ", text))
    return re.sub(r"^(\s*)(?=[-+=])|^(\s*\d+)(?=[.)])", r"\1\2\\", escaped)


def _environment(form: str) -> Environment:
    environment = Environment(
        loader=PackageLoader(__package__ or "graph.report", "templates"),
        autoescape=form == "html",
        undefined=StrictUndefined,
        finalize=shown,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["md"] = _markdown_text
    environment.filters["verbatim"] = verbatim if form == "html" else spelt
    return environment
