"""Agreements and initiatives: who is in them, by which steps, when, and how they stood on a day that is asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from graph.analysis.pacts import Pact, Standing, Step, pacts, state_of
from graph.report.section import Cell, Certainty, Column, Note, Proof, Section, Table
from graph.report.telling import INFERRED, Record, table
from graph.report.wording import date_words
from graph.report.words import count

NOTES = (
    Note(
        "What it measures",
        "Each step that a text states of a party. A date stands where the same words that tell the step give one. No "
        "step is taken over from one party to another, and none is concluded from an event.",
    ),
    Note(
        "When it misleads",
        "“Signed” does not mean in force, and the last step told need not be the last that was taken: what came after "
        "the documents, or what they pass over, is not here.",
    ),
)
STATUSES = {"in_force": "in force"}
STEP = (
    Column("Party"), Column("Step"), Column("When"), Column("How it is told"), Column("Sentences", number=True),
)  # fmt: skip
STANDING = (
    Column("Agreement or initiative"), Column("Party"), Column("Last step by then"), Column("When"), Column("Besides"),
    Column("Sentences", number=True),
)  # fmt: skip


def agreements(record: Record, as_of: str | None = None) -> Section | None:
    """Return the agreements and initiatives of a record; with `as_of`, also how each stood by then."""
    held, joint = pacts(record.accounts, record.types), pacts(record.accounts, record.types, "Initiative")
    alone = _alone(record, held)
    if not (held or joint or alone):
        return None
    tables = (
        _standings(record, (*held, *joint), as_of) if as_of else None,
        _steps(record, held, "agreements-steps", "Agreements, and what is told of each party"),
        _steps(record, joint, "agreements-initiatives", "Initiatives, and who takes part"),
    )
    return Section(
        id="agreements", scope="all", title="Agreements", about=_about(held, joint), part=True,
        text=tuple(_text(record, alone, as_of)), blocks=tuple(each for each in tables if each), notes=NOTES,
    )  # fmt: skip


def _about(held: tuple[Pact, ...], joint: tuple[Pact, ...]) -> str:
    return f"{count(len(held), 'agreement')}, {count(len(joint), 'initiative')}"


def _text(record: Record, alone: tuple[str, ...], as_of: str | None) -> Iterator[str]:
    if as_of:
        yield (
            f"As of {date_words(as_of)}: the last step that is dated by then, as the documents tell it. Undated steps "
            "may lie before or after."
        )
    if alone:
        yield f"Named without any party: {', '.join(record.label(key) for key in alone)}."


def _alone(record: Record, held: Iterable[Pact]) -> tuple[str, ...]:
    """Return the agreements that statements speak of and whose parties are not stated, by name."""
    named = {key for each in record.accounts for key in each.names if record.types.get(key) == "Agreement"}
    return tuple(sorted(named - {pact.key for pact in held}, key=lambda key: (record.label(key), key)))


def _steps(record: Record, found: tuple[Pact, ...], id: str, caption: str) -> Table | None:
    first = Column("Agreement" if id == "agreements-steps" else "Initiative")
    told = [(pact, step) for pact in _named(record, found) for step in pact.steps]
    return table(id, caption, (first, *STEP), told, lambda each: _step(record, *each))


def _step(record: Record, pact: Pact, step: Step) -> tuple[Cell, ...]:
    return (
        record.named(pact.key), record.named(step.party), step_words(step), date_words(step.date),
        _told_as(record, step), _proof(record, pact, (step,)),
    )  # fmt: skip


def _standings(record: Record, found: Iterable[Pact], as_of: str) -> Table | None:
    told = [(pact, standing) for pact in _named(record, found) for standing in state_of(pact, as_of)]
    caption = f"As of {date_words(as_of)}"
    return table("agreements-as-of", caption, STANDING, told, lambda each: _standing(record, *each))


def _standing(record: Record, pact: Pact, standing: Standing) -> tuple[Cell, ...]:
    last = standing.last
    told = (*((last,) if last else ()), *standing.perhaps, *standing.undated)
    return (
        record.named(pact.key), record.named(standing.party), step_words(last) if last else None,
        date_words(last.date) if last else None, "; ".join(_besides(standing)) or "nothing else",
        _proof(record, pact, told),
    )  # fmt: skip


def _besides(standing: Standing) -> Iterator[str]:
    for step in standing.perhaps:
        yield f"{step_words(step) or 'party'}, {date_words(step.date)}: before or after is not stated"
    for step in standing.undated:
        yield f"{step_words(step) or 'party'}, no date stated"


def step_words(step: Step) -> str | None:
    """Return a step in words; None where a text only says that somebody is a party."""
    told = [STATUSES.get(part, part) for part in (step.status, step.role) if part]
    return ", ".join(told) or None


def _told_as(record: Record, step: Step) -> Cell:
    seal = Certainty(step.world, record.label(step.said_by) if step.said_by else None)
    return (seal, INFERRED) if step.inferred else seal


def _proof(record: Record, pact: Pact, steps: Iterable[Step]) -> Proof:
    iris = [iri for step in steps for iri in step.statements]
    return Proof(record.archive.of(iris), record.label(pact.key))


def _named(record: Record, found: Iterable[Pact]) -> list[Pact]:
    return sorted(found, key=lambda pact: (record.label(pact.key), pact.key))
