"""A difference as a sheet, which is handed in as reports and dossiers are: HTML, Markdown, and the same look."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from graph.history import Past
from graph.report.section import Cell, Certainty, Column, Finding, Node, Note, Proof, Quote, Section, Sheet, Table
from graph.report.wording import date_words
from graph.report.words import count

from .compare import Difference
from .items import Item, items
from .plain import HEADS, WORLD_HEADS, summary

MOST = 500  # rows in a table
NODES = 3  # statements named behind one row
READING = (
    Note(
        "New and gone",
        "New is what the later generation tells and the earlier does not. That a text tells something first does not "
        "mean that it happened since.",
    ),
    Note(
        "Told apart",
        "Facts, claims, plans and denials each stand by themselves: what is planned or denied is never set beside a "
        "fact, so that a tie told as a fact is new even where it was planned before.",
    ),
    Note("¶ n", "n different sentences stand behind a line; each stands in full under Sentences."),
)
NOTES = {
    "office": (Note("When it misleads", "That another holder is told does not say that the former one left; where a "
                    "text says so, it stands as a former one."),),
    "figure": (Note("What is compared", "Figures of the same kind, direction, sides, period, unit and thing counted. "
                    "Those without a period are left out."),),
}  # fmt: skip
WORDS = {
    "changed-hands": "changed hands", "told-beside": "told beside", "no-longer-told": "no longer told",
    "rounded-otherwise": "perhaps rounded",
}  # fmt: skip


def sheet(found: Difference, most: int = MOST) -> Sheet:
    """Return a difference as a sheet, with at most so many rows a table."""
    told = items(found)
    sections = [_section(matter, list(group), most) for matter, group in groupby(told, lambda each: each.matter)]
    findings = tuple(_findings(found, told))
    if sections:
        sections[0] = replace(sections[0], findings=findings)
    return Sheet(
        kind="Changes",
        generation=found.new.id,
        title=f"Changes since {date_words(found.old.at[:10])}",
        lede=summary(found),
        provenance=(("From", _told(found.old)), ("To", _told(found.new))),
        parts=(("all", "At a glance"),),
        sections=tuple(sections),
        archive=found.record.archive,
        silent="No sentence of this document is shown here.",
        reading=READING,
    )


def _section(matter: str, told: Sequence[Item], most: int) -> Section:
    tables = [_table(matter, world, list(group), most) for world, group in groupby(told, lambda each: each.world)]
    return Section(
        id=f"changes-{matter}s", scope="all", title=HEADS[matter], about=str(len(told)), part=True,
        blocks=tuple(tables), notes=NOTES.get(matter, ()),
    )  # fmt: skip


def _table(matter: str, world: str | None, told: Sequence[Item], most: int) -> Table:
    former = any(each.before for each in told)
    columns = (
        Column("What is told" if matter == "statement" else matter.capitalize()), Column("Change, and why"),
        *((Column("Before"),) if former else ()), *((Column("Sentence, and statement"),) if world else ()),
    )  # fmt: skip
    caption = WORLD_HEADS[world].capitalize() if world else "Documents that came, went or changed"
    if len(told) > most:
        caption += f": the first {most} of {len(told)}; JSON holds all"
    rows = tuple(_row(each, former) for each in told[:most])
    return Table(id=f"changes-{matter}-{world or 'all'}", caption=caption, columns=columns, rows=rows)


def _row(each: Item, former: bool) -> tuple[Cell, ...]:
    why = "; ".join(reason.words for reason in each.reasons)
    change = f"{WORDS.get(each.kind, each.kind)}: {why}" if why else WORDS.get(each.kind, each.kind)
    before: tuple[Cell, ...] = (each.before or "nothing",) if former else ()
    rest: tuple[Cell, ...] = () if each.world is None else (_behind(each),)
    return (_what(each), change, *before, *rest)


def _what(each: Item) -> Cell:
    """Return what is told, when, and whose word it is."""
    first = each.said[0] if each.said else None
    if each.matter != "statement" or first is None:
        return (each.line, f"({each.remark})") if each.remark else each.line
    seal = Certainty(first.world, first.said_by) if first.said_by else None
    return tuple(part for part in (each.line, first.when, seal) if part is not None)


def _behind(each: Item) -> Cell:
    """Return the first sentence that an item rests on, the number of all, and the statements that say so."""
    ids = tuple(dict.fromkeys(id for said in each.said for id in said.sentences))
    iris = list(dict.fromkeys(said.iri for said in each.said))
    cells: list[Cell] = [Quote(id) for id in ids[:1]]
    cells += [Proof(ids, each.line.text)] if len(ids) > 1 else []
    cells += map(Node, iris[:NODES])
    cells += [f"and {count(len(iris) - NODES, 'other')}"] if len(iris) > NODES else []
    return tuple(cells)


def _findings(found: Difference, told: Iterable[Item]) -> Iterator[Finding]:
    """Yield for each matter that is told as a fact what came of it first."""
    facts = (each for each in told if each.world == "fact" and each.matter != "statement")
    for matter, group in groupby(facts, lambda each: each.matter):
        listed = list(group)
        lines = "; ".join(each.line.text for each in listed[:3])
        sentences = found.record.archive.of(said.iri for each in listed for said in each.said)
        more = f"; and {len(listed) - 3} more" if len(listed) > 3 else ""
        yield Finding(scope="all", text=f"{HEADS[matter]}: {lines}{more}.", sentences=sentences)


def _told(past: Past) -> str:
    return f"Generation {past.id}, made by {past.by}, {past.at}"
