"""The sections of a report, in the order in which they stand. Each builder returns None where it has nothing to say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from graph.analysis import intervals, nulls, shifts
from graph.analysis.communities import SEEDS
from graph.report.chosen import counted, sentence
from graph.report.contents import Report, Scope
from graph.report.section import Note, Section, Sheet
from graph.report.words import count

from .agreements import agreements
from .backbone import backbone_of
from .balance import balance
from .blocs import blocs
from .brokerage import brokerage
from .chance import chance
from .disagreements import disagreements
from .dyads import dyads
from .figures import figures
from .groups import groups
from .method import method
from .rankings import overview, ranking
from .risers import risers
from .time import over_time, turned

FOLDED = "people and organs counted as their state among the states"
READING = (
    Note(
        "¶ n",
        "n different sentences stand behind a number. Open it to see which; each has a number of its own, document "
        "first, and stands in full under Sentences. Of more than fifty the first are named; the JSON file has all.",
    ),
    Note(
        "[2, 5]",
        "The ranks between which a name moves in the middle 95 of 100 resamples of the documents; where there are too "
        "few documents for that, when any one of them is left out. “out”: it then has no tie left, or no value. “one”: "
        "all its ties come from one document.",
    ),
    Note("4=", "A rank that others share."),
    Note(
        "Read by machine",
        "A number is as good as the reading of its sentences. Where one is misread, what it ties here is wrong as "
        "well: open the ¶ before quoting.",
    ),
)


def sheet(report: Report) -> Sheet:
    """Return a report as it is handed in."""
    states, actors = (len(report.scope(id).names) for id in ("states", "actors"))
    among = f"{count(states, 'state')} and {count(actors, 'actor')}"
    return Sheet(
        kind="Report",
        generation=report.generation,
        title=f"Who stands where among {among}" if actors else "Nobody is tied",
        lede=f"Read from {count(len(report.archive.sources), 'document')}. {counted(report.projection)} "
        "A document counts a dyad once.",
        provenance=(
            ("Projection", sentence(report.projection, FOLDED)),
            ("Dataset", f"Generation {report.generation}"),
            ("Software", f"{', '.join(report.software)}; the same dataset gives the same bytes"),
            (
                "Seeds",
                f"Resamples {intervals.SEED}, random orders {shifts.SEED}, random networks and lots {nulls.SEED}, "
                f"divisions into groups {SEEDS[0]} to {SEEDS[-1]}",
            ),
        ),
        parts=(*((scope.id, scope.title) for scope in report.scopes), ("all", "What the documents say")),
        sections=tuple(_sections(report)),
        archive=report.archive,
        silent="Nothing above points to a sentence of this document.",
        reading=READING,
    )


def _sections(report: Report) -> Iterator[Section]:
    for scope in report.scopes:
        yield from (each for each in _of_scope(report, scope) if each is not None)
    if report.record is not None:
        told = figures(report.record), agreements(report.record, report.as_of), disagreements(report.record)
        yield from (each for each in told if each is not None)
    yield method(report)


def _of_scope(report: Report, scope: Scope) -> Iterator[Section | None]:
    yield overview(report, scope)
    for each in scope.rankings:
        yield ranking(report, scope, each.measure.id)
    yield dyads(report, scope)
    yield balance(report, scope)
    yield over_time(report, scope)
    yield turned(report, scope)
    yield risers(report, scope)
    yield groups(report, scope)
    yield _quiet(blocs(report, scope))
    yield _quiet(brokerage(report, scope))
    yield _quiet(backbone_of(report, scope))
    yield _quiet(chance(report, scope))


def _quiet(section: Section | None) -> Section | None:
    """Fold a section that has found nothing behind what it says of that."""
    if section is None or section.findings or not section.blocks:
        return section
    return replace(section, fold="The numbers behind this")
