"""Why a statement came, went or changed, as far as the two generations tell it.

In this order: an update by hand put it in or took it out; its document came or went; somebody judged it, or took a
judgement back; the text of its document changed; names in it were made one, or told apart; its document is described
otherwise; else it is read otherwise, by another version, other words given to it, or other documents beside it.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace

from graph.amendment import written
from graph.analysis.accounts import Account
from graph.analysis.ties import Name
from graph.statement import Statement
from graph.store import Generation, named_query
from ontology.terms import ID

from .change import CHANGED, GONE, NEW, Change, Reason
from .lines import Parts, subjects

HAND, ADDED, REMOVED, TEXT, DESCRIBED = "update", "document-added", "document-removed", "text-changed", "described"
REJECTED, CORRECTED, ACCEPTED, TAKEN_BACK = "rejected", "corrected", "accepted", "judgement-taken-back"
NAMES, READ = "names", "read-otherwise"
CODES: Mapping[str, str] = {
    HAND: "an update by hand put it in, took it out or changed it", ADDED: "its document was added",
    REMOVED: "its document was removed", TEXT: "the text of its document changed",
    DESCRIBED: "what is known of its document changed", REJECTED: "somebody judged it wrong",
    CORRECTED: "somebody corrected it", ACCEPTED: "somebody judged it right",
    TAKEN_BACK: "a judgement of it was taken back", NAMES: "names in it were made one, or told apart",
    READ: "its sentence is read otherwise",
}  # fmt: skip
_HANDS = {NEW: "an update put it in", GONE: "an update took it out", CHANGED: "an update changed it"}
_BESIDE = ("said_by", "place", "occasion")  # names that a statement does not tie
_NAMING = frozenset({"actors", "recipients", "object", "holder", "of", "subject", "reporter", "partner", *_BESIDE})
Found = tuple[str, Account[Statement] | None, Account[Statement] | None]  # IRI, what it was, what it is


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A judgement of something, by IRI."""

    iri: str
    verdict: str
    by: str
    at: str
    term: str
    read: str
    value: str


@dataclass(frozen=True, kw_only=True)
class Minutes:
    """What one generation tells of judgements: those of each IRI, and what was replaced by what."""

    of: Mapping[str, Sequence[Judged]] = field(default_factory=dict)
    replaced: Mapping[str, str] = field(default_factory=dict)

    def judged(self, iri: str, verdict: str) -> Judged | None:
        """Return the last judgement of that kind."""
        return next((each for each in reversed(self.of.get(iri, ())) if each.verdict == verdict), None)


@dataclass(frozen=True, kw_only=True)
class Grounds:
    """All that reasons are found in: the two sides' minutes and names, what came and went, what hands wrote."""

    parts: Parts
    old: Minutes
    new: Minutes
    old_names: Mapping[str, Name]
    new_names: Mapping[str, Name]
    by_hand: Collection[str]
    documents: Mapping[str, str]  # the IRI of each, by identifier


def read_minutes(generation: Generation) -> Minutes:
    """Return what a generation tells of judgements."""
    told: dict[str, list[Judged]] = {}
    for iri, about, verdict, by, at, term, read, value, _ in generation.table(named_query("page_judgements")):
        term = term.replace("#", "/").rpartition("/")[2]
        judged = Judged(iri=iri, verdict=verdict, by=by, at=at, term=term, read=read, value=value)
        told.setdefault(about, []).append(judged)
    return Minutes(of=told, replaced=dict(sorted(generation.table(named_query("difference_replaced")))))


def written_apart(old: Generation, new: Generation) -> set[str]:
    """Return the IRIs of what people wrote about since one generation, or no longer do."""
    one, other = written(old.path), written(new.path)
    return subjects((one.out ^ other.out) | (one.into ^ other.into))


def changes(found: Iterable[Found], grounds: Grounds) -> tuple[Change, ...]:
    """Return each of the statements found with the reason of its change, as the documents run."""
    listed = tuple(found)
    renamed = _renamed(listed, grounds)
    made = (_change(each, grounds, renamed.get(each[0])) for each in listed)
    return tuple(sorted(made, key=_place))


def document_reason(iri: str, kind: str, what: Sequence[str], grounds: Grounds) -> Reason:
    """Return why a document is new, gone or another."""
    if iri in grounds.by_hand:
        return Reason(code=HAND, words=_HANDS[kind])
    if kind == NEW:
        return Reason(code=ADDED, words="it was added")
    if kind == GONE:
        return Reason(code=REMOVED, words="it was removed")
    code = TEXT if "text" in what else DESCRIBED
    return Reason(code=code, words=f"another {', '.join(what)}")


def _place(change: Change) -> tuple[str, int, str]:
    account = change.account
    return account.document, account.statement.evidence[0].start, change.iri


def _change(found: Found, grounds: Grounds, renamed: Reason | None) -> Change:
    iri, was, now = found
    kind = CHANGED if was and now else NEW if now else GONE
    account = now or was
    assert account is not None
    document = grounds.documents.get(account.document, "")
    why = (
        (Reason(code=HAND, words=_HANDS[kind]) if iri in grounds.by_hand else None)
        or _of_document(document, grounds.parts)
        or _judged(iri, kind, grounds)
        or _of_text(document, grounds.parts)
        or renamed
        or _described(document, grounds.parts)
        or Reason(code=READ, words="the same sentence is read otherwise")
    )
    return Change(iri=iri, kind=kind, was=was, now=now, why=why)


def _of_document(document: str, parts: Parts) -> Reason | None:
    if document in parts.documents_new:
        return Reason(code=ADDED, words=CODES[ADDED])
    return Reason(code=REMOVED, words=CODES[REMOVED]) if document in parts.documents_gone else None


def _of_text(document: str, parts: Parts) -> Reason | None:
    changed = "text" in parts.documents_changed.get(document, ())
    return Reason(code=TEXT, words=CODES[TEXT]) if changed else None


def _described(document: str, parts: Parts) -> Reason | None:
    what = parts.documents_changed.get(document)
    return Reason(code=DESCRIBED, words=f"its document has another {', '.join(what)}") if what else None


def _judged(iri: str, kind: str, grounds: Grounds) -> Reason | None:
    """Return the judgement behind a change: what was judged since, else what was taken back."""
    since = _in_minutes(iri, kind, grounds.new)
    if since and _in_minutes(iri, kind, grounds.old) != since:
        return since
    mirrored = {NEW: GONE, GONE: NEW, CHANGED: CHANGED}[kind]
    before = _in_minutes(iri, mirrored, grounds.old)
    if before and _in_minutes(iri, mirrored, grounds.new) != before:
        return replace(before, code=TAKEN_BACK, words=f"taken back: {before.words}")
    return None


def _in_minutes(iri: str, kind: str, minutes: Minutes) -> Reason | None:
    """Return what minutes tell of why a statement went, came in the place of another, or is sure."""
    if kind == GONE:
        wrong, right = minutes.judged(iri, REJECTED), minutes.replaced.get(iri)
        if wrong:
            return _by(wrong, REJECTED, "judged wrong")
        corrected = minutes.judged(right, CORRECTED) if right else None
        return _by(corrected, CORRECTED, _correction(corrected)) if corrected else None
    corrected = minutes.judged(iri, CORRECTED) if kind == NEW else None
    if corrected:
        return _by(corrected, CORRECTED, _correction(corrected))
    right_ = minutes.judged(iri, ACCEPTED)
    return _by(right_, ACCEPTED, "judged right") if right_ and kind == CHANGED else None


def _by(judged: Judged, code: str, words: str) -> Reason:
    told = f"{words} by {judged.by}, {judged.at[:10]}"
    return Reason(code=code, words=told, by=judged.by, at=judged.at, judgement=judged.iri)


def _correction(judged: Judged) -> str:
    read, value = (each.removeprefix(str(ID)) or "nothing" for each in (judged.read, judged.value))
    return f"{judged.term} corrected from “{read}” to “{value}”"


def _renamed(found: Sequence[Found], grounds: Grounds) -> dict[str, Reason]:
    """Return the reason of those that went in one name and came in another, all else being the same."""
    gone: dict[tuple[object, ...], list[Account[Statement]]] = {}
    for iri, was, now in found:
        if was and now is None and iri not in grounds.by_hand:
            gone.setdefault(_but_names(was), []).append(was)
    reasons: dict[str, Reason] = {}
    for iri, was, now in found:
        if now and was is None and iri not in grounds.by_hand:
            for each in gone.get(_but_names(now), ()):
                names = _instead(each, now)
                if names:
                    reasons[iri] = reasons[each.iri] = _one_name(*names, grounds)
    return reasons


def _but_names(account: Account[Statement]) -> tuple[object, ...]:
    """Return all that a statement says, but for the names it ties."""
    said = account.statement
    told = (getattr(said, each.name) for each in fields(said) if each.name not in _NAMING)
    return (account.document, type(said).__name__, *told)


def _instead(was: Account[Statement], now: Account[Statement]) -> tuple[str, str] | None:
    """Return which name stands for which, where one alone does."""
    one, other = ({*each.names, *(getattr(each.statement, name) for name in _BESIDE)} for each in (was, now))
    before, after = one - other, other - one
    return (next(iter(before)), next(iter(after))) if len(before) == len(after) == 1 else None


def _one_name(before: str, after: str, grounds: Grounds) -> Reason:
    was, now = _label(before, grounds), _label(after, grounds)
    made_one = str(ID[before]) in grounds.new.replaced or before not in grounds.new_names
    words = f"“{was}” is one with “{now}” now" if made_one else f"“{now}” is told apart from “{was}” now"
    judged = next(
        (
            found
            for key in (before, after)
            for verdict in ("same", "distinct")
            if (found := grounds.new.judged(str(ID[key]), verdict))
            and found not in grounds.old.of.get(str(ID[key]), ())
        ),
        None,
    )
    return _by(judged, NAMES, f"{words}; judged") if judged else Reason(code=NAMES, words=words)


def _label(key: str, grounds: Grounds) -> str:
    name = grounds.new_names.get(key) or grounds.old_names.get(key)
    return name.label if name else key
