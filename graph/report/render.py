"""A report as HTML, Markdown, CSV or JSON. Every format says the same; only HTML draws.

The HTML file stands alone: no script, no request, its style inside. `render_body` gives the same without the frame, for
a page that brings its own and forbids inline style.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from graph.analysis.centrality import MEASURES
from graph.errors import RelazioneError

from .contents import Group, Place, Ranking, Report, Scope, Standing, tally
from .figures import dots, heat, range_of
from .findings import findings, lead
from .glyphs import GLYPHS, SIGNS, way
from .picture import drawn, picture
from .plain import as_csv, as_json
from .words import count, listed, number, signed, titled

Address = Callable[[str], str | None]
FORMATS = ("html", "md", "csv", "json")
FIRST = 12  # names in a figure
MOST = 25  # rows in a table
MOST_PAIRS = 24
QUOTED_PAIRS = 5
HEAT = 11
LEFT_OUT = {"attributed": "Claims, told as somebody's word", "planned": "Plans", "denied": "Denials"}


def render(report: Report, format: str) -> str:
    """Return a report in a format: "html", "md", "csv" or "json"."""
    if format not in FORMATS:
        raise RelazioneError(f"{format}: not a format of reports; wanted one of {', '.join(FORMATS)}")
    return {"html": _html, "md": _markdown, "csv": as_csv, "json": as_json}[format](report)


def render_body(
    report: Report, address: Address | None = None, *, downloads: Mapping[str, str] | None = None
) -> Markup:
    """Return the HTML of a report without its frame, for `<main class="sheet report">`.

    `address` gives the page of a name or document by key ("state/it", "doc/visit-to-rome"), or None. The page needs
    the style sheets of the look and `style("report")`. `downloads` are links at the head: words to address.
    """
    links = {"address": address or (lambda key: None), "downloads": downloads or {}}
    return Markup(_template("report_body.html").render(**_context(report), **links))


def style(name: str) -> str:
    """Return one of the style sheets: "tokens", "look" (the part of the look that a report uses) or "report"."""
    return (files(__package__) / "templates" / f"{name}.css").read_text("utf-8")


def _html(report: Report) -> str:
    sheets = "\n".join(style(name) for name in ("tokens", "look", "report"))
    written: str = _template("report.html").render(report=report, style=Markup(sheets), body=render_body(report))
    return written


def _markdown(report: Report) -> str:
    written = _template("report.md").render(**_context(report))
    return re.sub(r"\n{3,}", "\n\n", written).strip() + "\n"


def _context(report: Report) -> dict[str, Any]:
    """Return everything a template may use."""
    sentences = {each.id: each for each in report.archive.sentences}
    sources = report.archive.sources
    return {
        "report": report, "findings": findings(report), "sources": sources,
        "glyphs": GLYPHS, "signs": SIGNS, "way": way,
        "first": FIRST, "most": MOST, "most_pairs": MOST_PAIRS, "quoted_pairs": QUOTED_PAIRS,
        "left_out_words": LEFT_OUT, "number": number, "signed": signed, "count": count, "tally": tally,
        "range_of": range_of, "heat_names": _heat_names, "narrow_measures": ("degree", "strength", "betweenness"),
        "sentence": lambda id: sentences[id],
        "source": lambda id: sources[int(id.partition(".")[0]) - 1],
        "of_source": lambda source: [each for each in sentences.values() if each.document == source.identifier],
        "lead": lambda scope, measure: lead(scope, report, measure),
        "dyads_lead": _dyads_lead, "groups_lead": _groups_lead,
        "rank_of": _rank_of, "fall": lambda place: _fall(place, report), "within": _within,
        "possible": lambda scope: len(scope.names) * (len(scope.names) - 1) // 2,
        "robust": all(place.hold for scope in report.scopes for place in scope.rankings[0].places),
        "references": sorted({measure.reference for measure in MEASURES}),
        "dots": lambda ranking: Markup(dots(ranking.places[:FIRST], ranking.measure)),
        "heat": lambda scope: Markup(heat(_heat_names(scope), scope.pairs)),
        "picture": lambda scope: Markup(picture(scope)),
    }  # fmt: skip


def _heat_names(scope: Scope) -> list[Standing]:
    return list(drawn(scope, HEAT))


def _rank_of(ranking: Ranking, name: Standing) -> str:
    found = (str(place.rank) for place in ranking.places if place.name.key == name.key)
    return next(found, "none")


def _fall(place: Place, report: Report) -> str:
    """Say which document's absence lowers a place most, and to where."""
    hold = place.hold
    if hold is None:
        return "not computed"
    if place.sole:
        return "out, without its only document"
    if hold.fall is None:
        return "none, whichever is left out"
    to = f"to rank {hold.fallen}" if hold.fallen else "out"
    return f"{to}, without {titled(report.source(hold.fall).name)}"


def _dyads_lead(scope: Scope) -> str:
    """Say how many dyads are told more than once, and how many lean which way."""
    often = sum(pair.dyad.weight > 1 for pair in scope.pairs)
    ways = [way(pair.dyad.intensity) for pair in scope.pairs if pair.dyad.intensity is not None]
    verb = "is" if often == 1 else "are"
    told = f"{often} of {count(len(scope.pairs), 'dyad')} {verb} told by more than one document."
    if not ways:
        return f"{told} None has an act with an intensity."
    lean = listed([f"{ways.count(each)} {words}" for each, words in _WAYS.items() if each in ways])
    return f"{told} Of the {len(ways)} with an intensity, {lean}."


_WAYS = {"up": "lean to cooperation", "down": "to conflict", "flat": "to neither"}


def _groups_lead(scope: Scope) -> str:
    if len(scope.groups) < 2:
        return "All belong to one group: no division of them is better than none."
    verdict = "too weak to build on" if scope.weak else "clear enough to look at, though no proof of a bloc"
    return (
        f"{count(len(scope.groups), 'group')}, with a modularity of {number(scope.modularity or 0.0, 2)}: "
        f"the division is {verdict}."
    )


def _within(scope: Scope, group: Group) -> tuple[str, ...]:
    """Return the sentences behind the dyads inside a group."""
    keys = {name.key for name in group.members}
    inside = [pair for pair in scope.pairs if {pair.one.key, pair.other.key} <= keys]
    found = {each for pair in inside for each in pair.sentences}
    return tuple(sorted(found, key=lambda id: tuple(map(int, id.split(".")))))


def _markdown_text(text: str) -> str:
    """Escape what Markdown would read as markup, HTML included."""
    return re.sub(r"([\\`*_\[\]<>|#])", r"\\\1", text.replace("\n", " "))


def _template(name: str) -> Any:
    environment = Environment(
        loader=PackageLoader(__package__ or "graph", "templates"),
        autoescape=name.endswith(".html"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["md"] = _markdown_text
    return environment.get_template(name)
