"""What differs put into words: one item each, for every format and page alike.

An item tells of a document, a tie, an office, an agreement, a figure or a statement, in one world, and brings the
statements that say so: each by IRI, with its words, its sentence and why it came or went.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from graph.analysis.accounts import Account
from graph.report.contents import TYPES
from graph.report.section import Line
from graph.report.telling import amount, joined, line, measured, when
from graph.report.wording import RELATIONS, STEPS
from graph.report.words import listed
from graph.statement import Observation, Statement

from .change import CHANGED, GONE, NEW, WORLDS, Change, DocumentChange, Reason
from .compare import Difference
from .matters import BESIDE, CHANGED_HANDS, LEFT, TOOK, UNTOLD, FigureChange, OfficeChange, PactChange
from .ties import TieChange

MATTERS = ("document", "tie", "office", "agreement", "figure", "statement")
HOW = {"fact": "fact", "attributed": "claim", "planned": "planned", "denied": "denied"}
REVISED, ROUNDED = "revised", "rounded-otherwise"
KINDS = (NEW, GONE, CHANGED, TOOK, CHANGED_HANDS, BESIDE, LEFT, UNTOLD, REVISED, ROUNDED)
SIGNS = {NEW: "+", GONE: "−", TOOK: "+", UNTOLD: "−", LEFT: "−"}
OFFICES = {
    TOOK: "nobody was told to hold it before", CHANGED_HANDS: "it changed hands",
    BESIDE: "another holder is told beside the one told before", LEFT: "the holder is told as a former one",
    UNTOLD: "who held it is no longer told",
}  # fmt: skip
BEFORE = {"fact": "as a fact", "attributed": "as a claim", "planned": "as a plan", "denied": "as a denial"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A statement behind an item; `why` is None where it is neither new nor gone. `sentences` are ids of the record."""

    iri: str
    line: Line
    world: str
    said_by: str | None
    when: str | None
    document: str
    sentences: tuple[str, ...]
    kind: str | None
    why: Reason | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """Something that differs: what it is about, what became of it, in which world; of a document that is None.

    `before` is what was told before, `remark` what else is to be known, `names` the keys of those it is about.
    """

    matter: str
    kind: str
    world: str | None
    line: Line
    before: str | None = None
    remark: str | None = None
    names: tuple[str, ...] = ()
    said: tuple[Said, ...] = ()
    source: str | None = None
    why: Reason | None = None

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """Why it differs, each reason once."""
        found = (self.why, *(each.why for each in self.said))
        return tuple({each.words: each for each in found if each}.values())


@lru_cache(maxsize=4)
def items(found: Difference) -> tuple[Item, ...]:
    """Return all that differs, matter by matter, and in each facts first."""
    return (
        *(_document(each) for each in found.documents),
        *_sorted(_tie(found, each) for each in found.ties),
        *_sorted(_office(found, each) for each in found.offices),
        *_sorted(_pact(found, each) for each in found.pacts),
        *_sorted(_figure(found, each) for each in found.figures),
        *_sorted(_statement(found, each) for each in found.statements),
    )


def _sorted(made: Iterable[Item]) -> Iterator[Item]:
    """Yield items by world, what came before what went; else in their order."""
    kinds = {NEW: 0, GONE: 2, UNTOLD: 2}
    yield from sorted(made, key=lambda each: (WORLDS.index(each.world or "fact"), kinds.get(each.kind, 1)))


def _document(change: DocumentChange) -> Item:
    source = change.source
    return Item(
        matter="document", kind=change.kind, world=None, line=Line((source.citation,)), source=source.identifier,
        names=(source.key,), why=change.why,
    )  # fmt: skip


def _tie(found: Difference, change: TieChange) -> Item:
    pair = joined(found.record, change.pair)
    kinds = listed([TYPES.get(each, each) for each in change.types], 20)
    others = [BEFORE[each] for each in change.before]
    if change.kind == NEW:
        remark = "their first tie" if not others else f"tied before {listed(others)}"
    else:
        remark = "their only tie told so" if change.whole else "other ties are told still"
    return Item(
        matter="tie", kind=change.kind, world=change.world, line=Line((*pair.pieces, f": {kinds}"), change.world),
        remark=remark, names=change.pair, said=_said(found, change.statements, change.kind == GONE),
    )  # fmt: skip


def _office(found: Difference, change: OfficeChange) -> Item:
    record = found.record
    of = (" of ", record.named(change.of)) if change.of else ()
    now = joined(record, change.now).pieces if change.now else ("nobody told",)
    before = joined(record, change.before).text if change.before else None
    return Item(
        matter="office", kind=change.kind, world=change.world, before=before, remark=OFFICES[change.kind],
        line=Line((f"“{change.title}”", *of, ": ", *now), change.world),
        names=tuple(filter(None, (change.of, *change.now, *change.before))),
        said=_said(found, change.statements, change.kind == UNTOLD),
    )  # fmt: skip


def _pact(found: Difference, change: PactChange) -> Item:
    record = found.record
    told = change.new or change.gone
    kind = CHANGED if change.new and change.before else NEW if change.new else GONE
    words = _steps(change, told)
    return Item(
        matter="agreement", kind=kind, world=change.world, names=(change.thing, change.party),
        line=Line((record.named(change.party), f" {words} ", record.named(change.thing)), change.world),
        before=_steps(change, change.before) or None,
        remark=f"no longer told: {_steps(change, change.gone)}" if change.gone else None,
        said=_said(found, change.statements, kind == GONE),
    )  # fmt: skip


def _steps(change: PactChange, states: Sequence[str]) -> str:
    """Return states of a party in words: "signs", "is party to (in force)"."""
    plain = RELATIONS[change.predicate]
    told = (plain if each == change.predicate else STEPS.get(each) or f"{plain} ({each.replace('_', ' ')})"
            for each in states)  # fmt: skip
    return listed(list(told), 10)


def _figure(found: Difference, change: FigureChange) -> Item:
    account = found.by_iri[change.figure].now
    assert account is not None
    said = account.statement
    assert isinstance(said, Observation)
    former = [each for iri in change.before if (each := found.former(iri))]
    values = listed(list(dict.fromkeys(filter(None, (amount(each.statement) for each in former
                                                     if isinstance(each.statement, Observation))))), 10)  # fmt: skip
    told = f": {amount(said)}, {when(account)}"
    return Item(
        matter="figure", kind=ROUNDED if change.rounded else REVISED, world=change.world, before=values,
        line=Line((*measured(found.record, said).pieces, told), change.world),
        remark="the former figure is told still" if change.stands else "the former figure is no longer told",
        names=tuple(filter(None, (said.reporter, said.partner))),
        said=(*_said(found, (change.figure,), former=False), *(_of(found, each, None) for each in former)),
    )  # fmt: skip


def _statement(found: Difference, change: Change) -> Item:
    account = change.account
    before = None
    if change.kind == CHANGED and change.was and change.now:
        was = found.former(change.iri)
        before = line(found.record, was).text if was else None
        if before == line(found.record, change.now).text:
            before = _other(change.was.statement, change.now.statement)
    return Item(
        matter="statement", kind=change.kind, world=change.world, line=line(found.record, account), before=before,
        names=tuple(sorted(account.names)), said=(_of(found, account, change),),
    )  # fmt: skip


def _other(was: Statement, now: Statement) -> str:
    """Return what a statement had that its line does not show."""
    names = ("date", "date_text", "modality", "said_by", "confidence", "rule", "sectors", "place")
    told = ((name, getattr(was, name)) for name in names if getattr(was, name) != getattr(now, name))
    parts = (f"{name.replace('_', ' ')} {value if value else 'not stated'}" for name, value in told)
    return listed(list(parts), 10)


def _said(found: Difference, iris: Iterable[str], former: bool) -> tuple[Said, ...]:
    """Return the statements behind an item, those that differ first; what an item lost rests on what was told."""
    told = []
    for iri in iris:
        change = found.by_iri.get(iri)
        account = (change.was if former and change.was else change.account) if change else None
        if change and account:
            told.append(_of(found, account, change))
    return tuple(sorted(told, key=lambda each: (each.document, each.iri)))


def _of(found: Difference, account: Account[Statement], change: Change | None) -> Said:
    record, said = found.record, account.statement
    text = when(account)
    iri = account.iri.split(" ", 1)[0]
    return Said(
        iri=iri,
        line=line(record, account),
        world=account.world,
        said_by=record.label(said.said_by) if said.said_by else None,
        when=text if isinstance(text, str) else None,
        document=account.document,
        sentences=record.archive.of([account.iri]),
        kind=change.kind if change else None,
        why=change.why if change else None,
    )
