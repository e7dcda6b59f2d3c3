"""Judgements as people make them, in the terminal or on a page: what is asked, turned into what `graph` keeps.

Who judges and when is told by the caller; a name may be given by key, by IRI or as in a query.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from graph.errors import ReviewError
from graph.judgement import Judgement, fates, moment, read_judgements
from graph.minutes import said
from graph.revision import Draw, of_judgement, of_name, of_names, of_statement
from graph.store import Generation
from ontology.terms import ID

Act = dict[str, str | None]


@dataclass(frozen=True, slots=True)
class Minute:
    """A judgement, and what came of it: "applied", "taken back", "superseded", or why it could not be applied."""

    judgement: Judgement
    outcome: str

    @property
    def stands(self) -> bool:
        """Whether it can still be taken back."""
        return self.outcome not in ("taken back", "superseded") and not self.judgement.undoes


def act(by: str, at: str | None = None, note: str | None = None) -> Act:
    """Return who judges, when and why, as a judgement keeps it."""
    return {"by": by, "at": moment(at or datetime.now(UTC).isoformat()), "note": note}


def names_drawn(verdict: str, stays: str, other: str, told: Act, documents: Iterable[str] = ()) -> Draw:
    """Judge whether two names are "same", "distinct" or "unsure"."""
    one, two = key_of(stays), key_of(other)
    if one == two:
        raise ReviewError(f"{other}: named twice; wanted two entities")
    return of_names(verdict, (one, two), documents, **told)


def statement_drawn(verdict: str, statement: str, told: Act) -> Draw:
    """Judge a statement "accepted" or "rejected"."""
    return of_statement(verdict, statement, **told)


def correction_drawn(target: str, term: str, value: str | None, told: Act) -> Draw:
    """Correct a term of a statement, or the name of an entity."""
    if term == "name" and value:
        return of_name(key_of(target), value, **told)
    return of_statement("corrected", target, term, value, **told)


def undoing_drawn(data: Path, judgement: str, told: Act) -> Draw:
    """Take back the judgement that is called so, or begins so."""
    found = sorted({each.id for each in read_judgements(data) if each.id.startswith(judgement)})
    if len(found) != 1:
        raise ReviewError(f"{judgement}: {len(found)} judgements are called so; see: relazione review list")
    return of_judgement(found[0], **told)


def minutes(data: Path) -> Sequence[Minute]:
    """Return every judgement, in the order in which they were made."""
    judgements = {judgement.id: judgement for judgement in read_judgements(data)}
    with Generation.open(data) as generation:
        effects = generation.record.get("review", {})
    outcomes = fates(judgements.values())
    for id, judgement in judgements.items():
        if outcomes[id] == "holds":
            outcomes[id] = "applied" if judgement.undoes else effects.get(id, "applies when the dataset is built")
    return [Minute(judgement, outcomes[id]) for id, judgement in judgements.items()]


def about(judgement: Judgement) -> str:
    """Return in a line what is judged, and what is corrected in it."""
    told = judgement.undoes or " ".join(judgement.entities)
    if judgement.statement:
        told = f"{judgement.document}: {said(judgement.statement)}"
    if judgement.documents:
        told += f" in {', '.join(judgement.documents)}"
    if judgement.term:
        told += f"; {judgement.term}: {judgement.read or 'nothing'} → {judgement.value or 'nothing'}"
    return told


def key_of(name: str) -> str:
    """Return the key of an entity that is named by key, by IRI or as in a query (`person:wang-yi`)."""
    key = name.strip("<>").removeprefix(str(ID)).replace(":", "/", 1)
    kind, _, slug = key.partition("/")
    if not slug or not kind.isalpha():
        raise ReviewError(f"{name}: no entity is called so; wanted a name such as person/wang-yi")
    return key
