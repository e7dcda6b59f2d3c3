"""`relazione report`, `dossier` and `export`: what is made of a dataset for people, scholars and other programs."""

from os import cpu_count

import typer

from .choosing import Confidence, Fold, Sector, Since, Types, Until, Worlds, chosen
from .options import (
    AsOf,
    Data,
    DossierFormat,
    DumpFormat,
    ExportFormat,
    GenerationId,
    Names,
    Output,
    PageFormat,
    ReportFormat,
    SheetFormat,
    Texts,
)
from .results import write
from .terminal import warn, working

RDF = (ExportFormat.trig, ExportFormat.nquads)
SUFFIXES = {
    ".nq": ExportFormat.nquads, ".csv": ExportFormat.dyad_year, ".jsonl": ExportFormat.plover,
    ".graphml": ExportFormat.graphml, ".gexf": ExportFormat.gexf, ".md": ExportFormat.codebook,
}  # fmt: skip


def report(
    data: Data,
    destination: Output = None,
    format: PageFormat = None,
    types: Types = None,
    worlds: Worlds = None,
    fold: Fold = True,
    since: Since = None,
    until: Until = None,
    sector: Sector = None,
    confidence: Confidence = None,
    as_of: AsOf = None,
    generation: GenerationId = None,
) -> None:
    """Rank states and actors in the network, and tell figures, agreements and disagreements.

    Each rank comes with the documents it rests on. Which statements tie two actors is yours to choose; the report says
    it at its head.

    \b
    relazione report -o report.html
    relazione report --format csv > ranks.csv
    relazione report --types conflict --since 2024-10 --until 2025-10 -o conflict.html
    relazione report --worlds fact,planned --sector energy --confidence 0.75
    relazione report --as-of 2024-12-31 -o report.html
    """
    from graph.analysis.dates import checked
    from graph.opening import open_generation
    from graph.report.measuring import report as make_report
    from graph.report.render import render

    projection = chosen(
        types=types, worlds=worlds, fold=fold, since=since, until=until, sector=sector, confidence=confidence
    )
    suffix = destination.suffix.removeprefix(".") if destination else ""
    by_suffix = suffix if suffix in list(ReportFormat) else ReportFormat.md
    day = checked(as_of) if as_of else None
    with open_generation(data, generation) as dataset, working("Measuring"):
        made = make_report(dataset, projection, as_of=day, processes=cpu_count() or 1)
        written = render(made, str(format or by_suffix)).encode()
    write(written, destination)


def dossier(
    names: Names,
    data: Data,
    destination: Output = None,
    format: SheetFormat = None,
    as_of: AsOf = None,
    generation: GenerationId = None,
) -> None:
    """Put together all that is said of a name, or between several.

    What happened in order, positions, agreements, offices, figures, disagreements, what is not known, and the sources.
    A name may be any that the texts use, or a key such as state/it.

    \b
    relazione dossier Italy China -o italy-china.html
    relazione dossier "Wang Yi" --format md
    relazione dossier Italy China --as-of 2024-12-31 -o italy-china.md
    """
    from .dossiers import written

    suffix = destination.suffix.removeprefix(".") if destination else ""
    by_suffix = suffix if suffix in list(DossierFormat) else DossierFormat.md
    with working("Reading what is said"):
        found = written(data, names, str(format or by_suffix), as_of, generation).encode()
    write(found, destination)


def export(
    data: Data,
    destination: Output = None,
    format: DumpFormat = None,
    texts: Texts = None,
    types: Types = None,
    worlds: Worlds = None,
    fold: Fold = True,
    since: Since = None,
    until: Until = None,
    sector: Sector = None,
    confidence: Confidence = None,
    generation: GenerationId = None,
) -> None:
    """Write out the whole dataset as RDF, or who deals with whom in a format for scholars.

    The same documents give the same bytes. dyad-year is a table of CSV with a row for two actors and a year; plover
    holds the events as JSON, one a line; graphml and gexf the network. Each row, event and edge names its statements;
    codebook tells what every column means.

    \b
    relazione export -o rome.trig
    relazione export --format nquads --texts texts/ > rome.nq
    relazione export --format dyad-year --types events -o dyads.csv
    relazione export --format codebook --types events -o codebook.md
    """
    from graph.opening import open_generation
    from graph.report.exports import EXPORTS
    from graph.report.exports import export as write_export
    from graph.report.material import read_material

    projection = chosen(
        types=types, worlds=worlds, fold=fold, since=since, until=until, sector=sector, confidence=confidence
    )
    wanted = format or SUFFIXES.get(destination.suffix if destination else "", ExportFormat.trig)
    if wanted in RDF and projection.query:
        raise typer.BadParameter(f"{projection.query}: RDF is written whole; wanted --format {', '.join(EXPORTS)}")
    with open_generation(data, generation) as dataset:
        if wanted in RDF:
            found = dataset.dump(wanted)
        else:
            found = write_export(dataset, read_material(dataset), projection, wanted).encode()
        count = dataset.write_texts(texts) if texts else None
    write(found, destination)
    if texts:
        warn(f"{count} texts written to {texts}")
