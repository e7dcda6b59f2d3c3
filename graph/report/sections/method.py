"""Method: how the numbers come about, who counts as whom, and what is left out."""

from __future__ import annotations

from graph.analysis.choice import Projection
from graph.report.contents import Report
from graph.report.section import Column, Finding, Number, Proof, Section, Table
from graph.report.words import count, listed

from .firmness import resampled
from .terms import in_order

LEFT_OUT = {"attributed": "Claims, told as somebody's word", "planned": "Plans", "denied": "Denials"}
WORDS = {"attributed": ("claim", "claims"), "planned": ("plan", "plans"), "denied": ("denial", "denials")}
LEAD = "What ties two actors, what a tie weighs, who counts as which state, and what is told of and left out."
STATEMENTS = (
    "A statement is something a document says, with the words that say it. An event of meeting, agreeing or "
    "cooperating ties every two who took part; any other event ties each who acted with each who was acted upon; a "
    "relation ties its two sides; two parties to one agreement or initiative that one document names are tied, unless "
    "one has left. Which of them count here stands at the head, under Projection."
)
APART = {"offices": "Who holds which office ties nobody.", "seats": "Where somebody is based ties nobody."}
WEIGHTS = (
    "The weight of a dyad is the number of documents that tell of it. Degree, betweenness, closeness, effective "
    "size and core take every dyad as one step; strength, PageRank (damping 0.85), eigenvector and constraint use the "
    "weight; hubs and authorities use the weight and the direction, the others no direction. "
    "Values that agree in nine decimals share a rank."
)
DIVIDED = {"Louvain": "Blondel et al. 2008", "Leiden": "Traag et al. 2019"}
LEFT = "Every document is left out in turn and everything is measured again, exactly."
TOO_LONG = "For this dataset that would have taken too long, so no such ranges are given."
NOBODY = "Who counts as which state: nobody. No office or seat that ties a person or an organ to one state is stated."


def method(report: Report) -> Section:
    """Return how the numbers come about, folded."""
    robust = all(place.hold for scope in report.scopes for place in scope.rankings[0].places)
    references = "; ".join(sorted({each.measure.reference for scope in report.scopes for each in scope.rankings}))
    groups = "; ".join(sorted({DIVIDED[scope.method] for scope in report.scopes}))
    return Section(
        id="method", scope="all", title="Method", fold="How the numbers come about",
        text=(
            LEAD,
            " ".join((STATEMENTS, *_apart(report.projection))), WEIGHTS,
            f"{LEFT if robust else f'{LEFT} {TOO_LONG}'} {resampled(report)}",
            f"References: {references}; {groups} (groups).",
            *((NOBODY,) if report.projection.fold and not report.folded else ()),
        ),
        blocks=(*((_folded(report),) if report.folded else ()), _left_out(report)),
        findings=_finding(report),
    )  # fmt: skip


def _apart(projection: Projection) -> tuple[str, ...]:
    return tuple(words for kind, words in APART.items() if kind not in projection.types)


def _folded(report: Report) -> Table:
    return Table(
        id="method-states", caption="Who counts as which state", columns=(Column("Name"), Column("Counts as")),
        rows=report.folded,
    )  # fmt: skip


def _left_out(report: Report) -> Table:
    rows = tuple(
        (LEFT_OUT[each.world], Number(each.statements), Proof(each.sentences, LEFT_OUT[each.world]))
        for each in report.left_out
    )
    return Table(
        id="method-left-out", caption="Left out of the numbers",
        columns=(Column("What"), Column("Statements", number=True), Column("Sentences", number=True)), rows=rows,
    )  # fmt: skip


def _finding(report: Report) -> tuple[Finding, ...]:
    told = [each for each in report.left_out if each.statements]
    if not told:
        return ()
    amounts = listed([count(each.statements, *WORDS[each.world]) for each in told])
    one = sum(each.statements for each in told) == 1
    text = f"{amounts} between actors {'is' if one else 'are'} told of and not counted."
    return (Finding(scope="actors", text=text, sentences=in_order(each.sentences for each in told)),)
