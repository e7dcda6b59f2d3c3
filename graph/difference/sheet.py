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
    sections = [_section(found, matter, list(group), most) for matter, group in groupby(told, lambda each: each.matter)]
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


def _section(found: Difference, matter: str, told: Sequence[Item], most: int) -> Section:
    tables = [
        _table(found, matter, world, list(group), most) for world, group in groupby(told, lambda each: each.world)
    ]
    return Section(
        id=f"changes-{matter}s", scope="all", title=HEADS[matter], about=str(len(told)), part=True,
        blocks=tuple(tables), notes=NOTES.get(matter, ()),
    )  # fmt: skip


def _table(found: Difference, matter: str, world: str | None, told: Sequence[Item], most: int) -> Table:
    former = any(each.before for each in told)
    columns = (
        Column("What is told" if matter == "statement" else matter.capitalize()), Column("Change"),
        *((Column("Before"),) if former else ()),
        *(() if matter in ("statement", "document") else (Column("Remark", wide=True),)),
        Column("Why"), *(() if world is None else (Column("Sentence"), Column("Statement"))),
    )  # fmt: skip
    caption = WORLD_HEADS[world].capitalize() if world else "Documents that came, went or changed"
    if len(told) > most:
        caption += f": the first {most} of {len(told)}; JSON holds all"
    rows = tuple(_row(found, each, former) for each in told[:most])
    return Table(id=f"changes-{matter}-{world or 'all'}", caption=caption, columns=columns, rows=rows)


def _row(found: Difference, each: Item, former: bool) -> tuple[Cell, ...]:
    why = "; ".join(reason.words for reason in each.reasons) or None
    head: tuple[Cell, ...] = (_what(each), WORDS.get(each.kind, each.kind))
    before: tuple[Cell, ...] = (each.before or "nothing",) if former else ()
    remark: tuple[Cell, ...] = () if each.matter in ("statement", "document") else (each.remark,)
    if each.world is None:
        return (*head, *before, *remark, why)
    return (*head, *before, *remark, why, _sentences(found, each), _nodes(each))


def _what(each: Item) -> Cell:
    """Return what is told, when, and whose word it is."""
    first = each.said[0] if each.said else None
    if each.matter != "statement" or first is None:
        return each.line
    seal = Certainty(first.world, first.said_by) if first.said_by else None
    return tuple(part for part in (each.line, first.when, seal) if part is not None)


def _sentences(found: Difference, each: Item) -> Cell:
    ids = list(dict.fromkeys(id for said in each.said for id in said.sentences))
    if not ids:
        return None
    return (Quote(ids[0]), Proof(tuple(ids), each.line.text)) if len(ids) > 1 else Quote(ids[0])


def _nodes(each: Item) -> Cell:
    iris = list(dict.fromkeys(said.iri for said in each.said))
    nodes: tuple[Cell, ...] = tuple(map(Node, iris[:NODES]))
    return (*nodes, f"and {count(len(iris) - NODES, 'other')}") if len(iris) > NODES else nodes


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
