"""A dossier as it is handed in: its sections in order, what stands at its head, and the documents it rests on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

from graph.analysis.accounts import Account, of_family
from graph.analysis.dates import last_day
from graph.report.section import Cited, Column, Finding, Note, Number, Section, Sheet, Table
from graph.report.sections.agreements import agreements
from graph.report.sections.disagreements import disagreements
from graph.report.sections.figures import figures
from graph.report.telling import Record, line
from graph.report.wording import date_words
from graph.report.words import count, listed
from graph.statement import Event

from .events import bonds, happened, positions
from .matter import Matter, Side, matter
from .offices import offices
from .unknown import unknown

WORLDS = {
    "fact": ("fact", "facts"), "attributed": ("claim", "claims"), "planned": ("plan", "plans"),
    "denied": ("denial", "denials"),
}  # fmt: skip
READING = (
    Note(
        "¶ n",
        "n different sentences stand behind a line. Each has a number of its own, document first, and stands in full "
        "under Sentences, with the words marked that it rests on.",
    ),
    Note("Not stated", "No document says it. Nothing is filled in from elsewhere."),
    Note(
        "Read by machine",
        "A line is as good as the reading of its sentence. Where one is misread, the line is wrong: read the words "
        "below it before quoting.",
    ),
)


def dossier(record: Record, keys: Iterable[str], *, as_of: str | None = None) -> Sheet:
    """Return the dossier of one name, or of what lies between several; `as_of` tells how agreements stood then."""
    about = matter(record, keys)
    sections = (
        replace(happened(about), findings=tuple(_findings(about))), positions(about), agreements(about.record, as_of),
        bonds(about), offices(about), figures(about.record), disagreements(about.record), unknown(about),
        _sources(about.record),
    )  # fmt: skip
    return Sheet(
        kind="Dossier", generation=record.generation, title=about.title, lede=_lede(about),
        provenance=tuple(_provenance(about)), parts=(("all", "At a glance"),),
        sections=tuple(each for each in sections if each), archive=about.record.archive,
        silent="No sentence of this document is used here.", reading=READING,
    )  # fmt: skip


def _lede(about: Matter) -> str:
    accounts, documents = about.record.accounts, len(about.record.archive.sources)
    pair = len(about.sides) > 1
    if not accounts:
        what = "ties them" if pair else f"is about {about.title}"
        return f"No statement of {count(len(about.whole.archive.sources), 'document')} {what}."
    worlds = Counter(each.world for each in accounts)
    told = listed([count(worlds[world], *words) for world, words in WORLDS.items() if worlds[world]])
    heads = f"{count(len(accounts), 'statement')} {'between them' if pair else f'on {about.title}'}"
    return f"{heads}, from {count(documents, 'document')}: {told}. Each stands with the words it rests on."


def _provenance(about: Matter) -> Iterator[tuple[str, str]]:
    for side in about.sides:
        yield about.whole.label(side.key), _with(about, side)
    dated = sorted(each.issued for each in about.record.archive.sources if each.issued)
    if dated:
        to = f" to {date_words(dated[-1])}" if dated[-1] != dated[0] else ""
        yield "Documents", f"{date_words(dated[0])}{to}, as far as they are dated"
    yield "Dataset", f"Generation {about.whole.generation}; the same dataset gives the same bytes"


def _with(about: Matter, side: Side) -> str:
    """Say who of those named here counts with a side, and what of it is its own."""
    named = {key for each in about.record.accounts for key in (*each.names, each.statement.said_by or "")}
    members, things = (
        sorted(map(about.whole.label, keys & named - {side.key})) for keys in (side.members, side.things)
    )
    told = f"With it count {listed(members, len(members))}" if members else "It counts alone"
    return f"{told}; tied to it are {listed(things, len(things))}" if things and len(about.sides) > 1 else told


def _findings(about: Matter) -> Iterator[Finding]:
    """Yield the last dated fact, and what is told as planned."""
    record = about.record
    events = of_family(record.accounts, Event)
    dated = [each for each in events if each.world == "fact" and each.statement.date and not each.statement.rule]
    if dated:
        latest = max(last_day(each.statement.date or "") for each in dated)
        last = [each for each in dated if last_day(each.statement.date or "") == latest]
        yield _finding(record, f"The last dated act told as a fact, {date_words(last[0].statement.date)}", last)
    plans = [each for each in events if each.world == "planned"]
    if plans:
        yield _finding(record, f"Told as planned or wished for, {count(len(plans), 'act')}", plans)


def _finding(record: Record, head: str, told: list[Account[Event]]) -> Finding:
    lines = list(dict.fromkeys(line(record, each).text for each in told))
    return Finding(scope="all", text=f"{head}: {'; '.join(lines[:3])}{'; …' if len(lines) > 3 else ''}.",
                   sentences=record.archive.of(each.iri for each in told))  # fmt: skip


def _sources(record: Record) -> Section | None:
    """Return the documents with their dates, and how many statements of the dossier each makes."""
    sources = sorted(record.archive.sources, key=lambda each: (each.issued is None, each.issued or "", each.identifier))
    if not sources:
        return None
    made = Counter(each.document for each in record.accounts)
    columns = (
        Column("Document"), Column("No.", number=True), Column("Publisher"), Column("Date"),
        Column("Statements here", number=True),
    )  # fmt: skip
    rows = tuple(
        (each.name, Cited((each.identifier,)), each.publisher, date_words(each.issued), Number(made[each.identifier]))
        for each in sources
    )
    return Section(
        id="sources", scope="all", title="Sources", about=count(len(sources), "document"), part=True,
        blocks=(Table(id="sources-all", caption="By date; those without one last", columns=columns, rows=rows),),
    )  # fmt: skip
