"""Reports of ties told by hand: each statement has a sentence of its own."""

from dataclasses import replace

from graph.analysis.ties import Name, Tie
from graph.document import Span
from graph.report.archive import Archive, Source, archive
from graph.report.contents import Report
from graph.report.measuring import make
from graph.report.section import Finding
from graph.report.sections import sheet

LABELS = {"a": "Austria", "b": "Brazil", "c": "Chile", "d": "Denmark"}
NAMES = {key: Name("State", label) for key, label in LABELS.items()}


def tie(a: str, b: str, document: str, intensity: float | None = 1.0, **more: str) -> Tie:
    plain = Tie(a=a, b=b, kind="event", type="Consult", document=document, statement=f"{document}-{a}{b}")
    return replace(plain, intensity=intensity, **more)


def shelf(ties: list[Tie]) -> Archive:
    """An archive in which each statement has a sentence of its own, "a meets b."."""
    documents = sorted({each.document for each in ties})
    sources = [
        Source(number=n, identifier=each, key=f"doc/{each}", title=f"Title of {each}", publisher=None, issued=None)
        for n, each in enumerate(documents, 1)
    ]
    texts = {each: "".join(f"{t.a} meets {t.b}.\n" for t in ties if t.document == each) for each in documents}
    spans: dict[str, dict[str, dict[Span, str]]] = {each: {} for each in documents}
    for each in ties:
        start = texts[each.document].index(f"{each.a} meets {each.b}")
        spans[each.document][each.statement] = {Span(start, start + 7): ""}
    return archive(sources, texts, spans)


def findings(report: Report) -> tuple[Finding, ...]:
    return sheet(report).findings


def written(*ties: Tie) -> Report:
    return make(ties, NAMES, {}, shelf(list(ties)), generation="abc")
