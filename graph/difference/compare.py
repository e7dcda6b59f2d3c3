"""Two generations compared: what differs is read from both, and put into matters.

Only the network of the older one is read whole, since whether a tie is new depends on all that was told before.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import product
from pathlib import Path

from graph.analysis.accounts import Account
from graph.analysis.reading import key_of, read_names, read_statements
from graph.analysis.ties import Name, Told
from graph.document import Span
from graph.errors import MissingDataError, StoreError
from graph.history import Past, history
from graph.report.archive import Archive, Source, archive
from graph.report.telling import Record
from graph.statement import SYMMETRIC_RELATIONS, Relation, Statement
from graph.store import Generation, named_query

from .change import CHANGED, GONE, NEW, Change, DocumentChange
from .lines import Lines, Parts, differing, parts
from .matters import (
    FigureChange,
    OfficeChange,
    PactChange,
    figure_changes,
    office,
    office_changes,
    pact_changes,
    touched,
)
from .reasons import Grounds, changes, document_reason, read_minutes, written_apart
from .side import Side, told_of
from .ties import TieChange, tie_changes

WAS = " (as it was)"


@dataclass(frozen=True, kw_only=True, eq=False)
class Difference:
    """What sets `new` apart from `old`.

    `untold` counts statements that lack a part which is owed, so that nothing can be told of them. `record` holds names
    and sentences of both sides; where a document or a statement is on both, its former one goes by its name and `WAS`.
    """

    old: Past
    new: Past
    documents: tuple[DocumentChange, ...]
    statements: tuple[Change, ...]
    ties: tuple[TieChange, ...]
    offices: tuple[OfficeChange, ...]
    pacts: tuple[PactChange, ...]
    figures: tuple[FigureChange, ...]
    untold: int
    gone: Lines
    came: Lines
    record: Record
    before: Mapping[str, Account[Statement]]

    @cached_property
    def by_iri(self) -> Mapping[str, Change]:
        """The statements that differ, by IRI."""
        return {each.iri: each for each in self.statements}

    def former(self, iri: str) -> Account[Statement] | None:
        """Return a statement of the older side as it is told in the record."""
        account = self.before.get(iri)
        return account and _shown(account, both=iri in self.by_iri and self.by_iri[iri].kind == CHANGED)


def compare(data: Path, old: str, new: str) -> Difference:
    """Return what sets a generation of a data folder apart from another, both by id."""
    known = {past.id: past for past in history(data)}
    for each in (old, new):
        if each not in known:
            raise MissingDataError(f"{data}: holds no generation {each}")
    try:
        with Generation.open(data, old) as one, Generation.open(data, new) as other:
            gone, came = differing(one.path, other.path)
            return _difference((known[old], known[new]), Side(one), Side(other), gone, came)
    except StoreError as error:
        raise StoreError(f"{error}; or compare with another of those that relazione generations lists") from error


def _difference(past: tuple[Past, Past], old: Side, new: Side, gone: Lines, came: Lines) -> Difference:
    about = parts(gone, came)
    found = _found(old, new, about)
    grounds = _grounds(old, new, about)
    names = {**grounds.old_names, **grounds.new_names}
    told = changes((each for each in found if each[1] or each[2]), grounds)
    untold = sum(each[1] is None and each[2] is None for each in found)
    kept = _network(old, told)
    before = {each.iri: each for each in old.accounts(_candidates(old, kept, told))}
    ties = _ties(kept, told, names)
    before |= {each.iri: each.was for each in told if each.was}
    former = tuple(before.values())
    offices, pacts, figures = office_changes(former, told), pact_changes(former, told), figure_changes(former, told)
    behind = {iri for each in figures for iri in each.before} - {each.iri for each in told}
    record = _record(past[1].id, old, new, about, told, [before[iri] for iri in sorted(behind)], names)
    return Difference(
        old=past[0], new=past[1], documents=tuple(_documents(old, new, about, grounds)), statements=told, ties=ties,
        offices=offices, pacts=pacts, figures=figures, untold=untold, gone=gone, came=came, record=record,
        before=before,
    )  # fmt: skip


def _grounds(old: Side, new: Side, about: Parts) -> Grounds:
    return Grounds(
        parts=about,
        old=read_minutes(old.generation),
        new=read_minutes(new.generation),
        old_names=read_names(old.generation),
        new_names=read_names(new.generation),
        by_hand=written_apart(old.generation, new.generation),
        documents=_iris(old, new, about),
    )


Found = tuple[str, Account[Statement] | None, Account[Statement] | None]


def _found(old: Side, new: Side, about: Parts) -> list[Found]:
    """Return the statements that differ in what they say or how surely, each with what it was and is."""
    found: list[Found] = [(iri, old.account(iri), None) for iri in about.statements_gone]
    found += [(iri, None, new.account(iri)) for iri in about.statements_new]
    for iri in about.statements_changed:
        was, now = old.account(iri), new.account(iri)
        if not (was and now and _same(was, now)):
            found.append((iri, was, now))
    return [each for each in found if not _mirrors(each[2] or each[1])]


def _same(was: Account[Statement], now: Account[Statement]) -> bool:
    """Tell whether only the place of the evidence is another."""
    return replace(was.statement, evidence=now.statement.evidence) == now.statement


def _mirrors(account: Account[Statement] | None) -> bool:
    """Tell whether a relation is told the other way round, too."""
    said = account.statement if account else None
    return isinstance(said, Relation) and said.predicate in SYMMETRIC_RELATIONS and said.subject > said.object


def _iris(old: Side, new: Side, about: Parts) -> dict[str, str]:
    """Return the IRIs of the documents behind all that differs, by identifier."""
    iris = {*about.documents_gone, *about.documents_new, *about.documents_changed, *old.documents(), *new.documents()}
    sources = ((iri, new.document(iri) or old.document(iri)) for iri in sorted(iris))
    return {source.identifier: iri for iri, source in sources if source}


def _network(old: Side, told: Collection[Change]) -> tuple[Told, ...]:
    return read_statements(old.generation) if told else ()


def _candidates(old: Side, kept: Iterable[Told], told: Collection[Change]) -> Iterator[str]:
    """Yield which statements of the older side may tell of the same offices, agreements and figures."""
    about = touched(told)
    for statement, of, title in old.generation.table(named_query("difference_offices")) if about.offices else ():
        if office(of and key_of(of), title) in about.offices:
            yield statement
    for each in kept:
        if each.type == "Relation":
            ends = product(each.roles.get("relationObject", ()), each.roles.get("subject", ()))
            if not about.parties.isdisjoint(ends):
                yield each.statement
        elif each.type == "Observation":
            roles = (each.roles.get(role, (None,))[0] for role in ("kind", "reporter", "partner"))
            if tuple(roles) in about.measures:
                yield each.statement


def _ties(kept: Collection[Told], told: Collection[Change], names: Mapping[str, Name]) -> tuple[TieChange, ...]:
    gone = {each.iri for each in told if each.was}
    return tie_changes(kept, gone, [told_of(each.now) for each in told if each.now], names) if told else ()


def _documents(old: Side, new: Side, about: Parts, grounds: Grounds) -> Iterable[DocumentChange]:
    kinds: Sequence[tuple[str, Iterable[str], Side]] = (
        (NEW, about.documents_new, new), (GONE, about.documents_gone, old), (CHANGED, about.documents_changed, new),
    )  # fmt: skip
    for kind, iris, side in kinds:
        for iri in iris:
            source, what = side.document(iri), about.documents_changed.get(iri, ())
            if source:
                why = document_reason(iri, kind, what, grounds)
                yield DocumentChange(kind=kind, source=source, why=why, what=what if kind == CHANGED else ())


def _record(
    generation: str,
    old: Side,
    new: Side,
    about: Parts,
    told: Iterable[Change],
    behind: Iterable[Account[Statement]],
    names: Mapping[str, Name],
) -> Record:
    """Return names and sentences as reports take them; accounts are told one by one, so it holds none."""
    other_text = (new.document(iri) for iri, what in about.documents_changed.items() if "text" in what)
    shelf = _Shelf({source.identifier for source in other_text if source})
    for each in told:
        if each.was:
            shelf.take(old, each.was, former=True, both=each.kind == CHANGED)
        if each.now:
            shelf.take(new, each.now, former=False, both=False)
    for account in behind:
        shelf.take(old, account, former=True, both=False)
    return Record(
        generation=generation, accounts=(), checks=(), names=names, homes={}, serving={}, located={},
        archive=shelf.archive(),
    )  # fmt: skip


class _Shelf:
    """The documents and stretches of words behind what differs; of a rewritten document, both of its texts."""

    def __init__(self, rewritten: Collection[str]) -> None:
        self._rewritten = rewritten
        self._sources: dict[str, Source] = {}
        self._texts: dict[str, str] = {}
        self._spans: dict[str, dict[str, dict[Span, str]]] = {}

    def take(self, side: Side, account: Account[Statement], *, former: bool, both: bool) -> None:
        source = side.source(account.document)
        name = account.document + (WAS if former and account.document in self._rewritten else "")
        text = side.text(account.document)
        self._sources[name] = replace(source, identifier=name, title=source.name + name[len(account.document) :])
        if text is not None:
            self._texts[name] = text
        self._spans.setdefault(name, {})[_shown(account, both=both).iri] = side.words[account.iri]

    def archive(self) -> Archive:
        numbered = (replace(self._sources[name], number=n) for n, name in enumerate(sorted(self._sources), 1))
        return archive(numbered, self._texts, self._spans)


def _shown(account: Account[Statement], *, both: bool) -> Account[Statement]:
    """Return an account as it is told beside what it has become: under a name of its own."""
    return replace(account, iri=account.iri + WAS) if both else account
