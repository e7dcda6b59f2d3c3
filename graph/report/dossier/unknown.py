"""What is not known: questions a reader will ask and the documents do not answer, each only if that is certain."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from graph.analysis.accounts import Account, of_family
from graph.analysis.dates import first_day, last_day
from graph.analysis.pacts import pacts
from graph.report.section import Cell, Column, Note, Proof, Section, Table
from graph.report.telling import line
from graph.report.wording import MONTHS, period_words
from graph.report.words import count, listed
from graph.statement import Event, Observation, Tenure

from .events import is_position, speakers
from .matter import Matter, Side

KINDS = {
    "trade": "How much do they trade?",
    "investment": "How much do they invest in each other?",
    "aid": "Does one give the other aid, and how much?",
    "loan": "Does one lend to the other, and how much?",
}
GAP = 6  # months without a dated event that are worth telling
NOTE = Note(
    "What silence means",
    "That these documents do not say it. It may be said elsewhere, and it says nothing of what is the case.",
)
Row = tuple[Cell, ...]
SILENCE = "none"


def unknown(matter: Matter) -> Section:
    """Return the questions that stay open."""
    found = (
        *_voices(matter), *_undated(matter), *_gaps(matter), *_plans(matter), *_agreements(matter), *_offices(matter),
        *_figures(matter), *_sources(matter), *_inferred(matter),
    )  # fmt: skip
    columns = (Column("Question"), Column("What these documents say"), Column("Sentences", number=True))
    table = Table(id="unknown-all", caption="Open questions", columns=columns, rows=found)
    return Section(
        id="unknown", scope="all", title="What is not known", about=count(len(found), "question"), part=True,
        blocks=(table,) if found else (), notes=(NOTE,),
    )  # fmt: skip


def _voices(matter: Matter) -> Iterator[Row]:
    for side in matter.sides:
        if not any(side.members.intersection(speakers(each)) for each in matter.record.accounts):
            label = matter.whole.label(side.key)
            others = " or of anybody who counts with it" if len(side.members) > 1 else ""
            yield f"What does {label} itself say?", f"No word and no position of {label}{others} is told.", SILENCE


def _undated(matter: Matter) -> Iterator[Row]:
    events = of_family(matter.record.accounts, Event)
    undated = [each for each in events if not each.statement.date]
    if undated:
        answer = f"{len(undated)} of {count(len(events), 'event')} carr{'ies' if len(undated) == 1 else 'y'} no date."
        yield "When did the undated acts take place?", answer, matter.record.proof(undated, "undated events")


def _gaps(matter: Matter) -> Iterator[Row]:
    """Yield the times between dated events, where they are long; what is dated by a year may lie anywhere in it."""
    dated = [each for each in of_family(matter.record.accounts, Event) if each.statement.date]
    reached: str | None = None
    for each in sorted(dated, key=lambda each: (first_day(each.statement.date or ""), each.iri)):
        date = each.statement.date or ""
        if reached and _months(reached, first_day(date)) > GAP:
            between = period_words(_next(reached), _previous(first_day(date)))
            yield f"What happened from {between}?", "No event is dated in this time.", SILENCE
        reached = max(reached or "", last_day(date))


def _months(one: str, other: str) -> int:
    return 12 * (int(other[:4]) - int(one[:4])) + int(other[5:7]) - int(one[5:7])


def _next(day: str) -> str:
    """Return the month behind the one of a day."""
    year, month = int(day[:4]), int(day[5:7])
    return f"{year + month // 12:04}-{month % 12 + 1:02}"


def _previous(day: str) -> str:
    """Return the month before the one of a day."""
    year, month = int(day[:4]), int(day[5:7])
    return f"{year - (month == 1):04}-{month - 1 or len(MONTHS):02}"


def _plans(matter: Matter) -> Iterator[Row]:
    """Yield each plan to which no act of the dataset comes near: the same kind between the same, people for states."""
    done: dict[tuple[str, str], set[int]] = defaultdict(set)
    for number, each in enumerate(of_family(matter.whole.accounts, Event)):
        if each.world in ("fact", "attributed"):
            for key in _stood_for(matter, each):
                done[each.statement.kind, key].add(number)
    for plan in of_family(matter.record.accounts, Event):
        if plan.world != "planned" or is_position(plan):
            continue
        if not set.intersection(*(done[plan.statement.kind, key] for key in _stood_for(matter, plan))):
            what = line(matter.record, plan).text
            answer = "It is told as planned or wished for. No document tells an act of this kind between them as done."
            yield f"Did it come about: {what}?", answer, matter.record.proof([plan], what)


def _stood_for(matter: Matter, event: Account[Event]) -> set[str]:
    """Return the keys an event ties, with sides for their members and states for those who serve them."""
    return {matter.side_of.get(key) or matter.whole.homes.get(key, key) for key in event.names}


def _agreements(matter: Matter) -> Iterator[Row]:
    record = matter.record
    for pact in pacts(record.accounts, record.types):
        facts = [step for step in pact.steps if step.world == "fact"]
        stated = [step for step in facts if not step.inferred]
        silent = [] if any(step.date for step in stated) else ["No text dates a step of it."]
        if not any(step.status in ("in_force", "withdrawn") for step in stated):
            inferred = any(step.status == "in_force" for step in facts)
            silent.append(f"That it is in force is {'inferred, not stated' if inferred else 'not stated'}.")
        if silent:
            label = record.label(pact.key)
            proof = Proof(record.archive.of(iri for step in pact.steps for iri in step.statements), label)
            yield f"Is {label} in force, and since when?", " ".join(silent), proof


def _offices(matter: Matter) -> Iterator[Row]:
    record = matter.record
    tenures = of_family(record.accounts, Tenure)
    known = {_office(each) for each in tenures if each.statement.start or each.statement.end}
    silent = [each for each in tenures if _office(each) not in known]
    if silent:
        holders = sorted({record.label(each.statement.holder) for each in silent})
        question = f"Since when and until when do {listed(holders)} hold their offices?"
        if len(holders) == 1:
            question = f"Since when and until when does {holders[0]} hold the office?"
        yield question, "No beginning and no end is stated.", record.proof(silent, "their offices")


def _office(each: Account[Tenure]) -> tuple[str, str]:
    return each.statement.holder, each.statement.title.casefold()


def _figures(matter: Matter) -> Iterator[Row]:
    if len(matter.sides) != 2 or any(matter.whole.types.get(side.key) != "State" for side in matter.sides):
        return
    figures = [each for each in of_family(matter.record.accounts, Observation) if _between(each, matter.sides)]
    for kind, question in KINDS.items():
        told = [each for each in figures if each.statement.kind == kind]
        if not told:
            yield question, "No figure is stated.", SILENCE
        elif ends := [end for each in told if (end := each.statement.period_end or each.statement.period_start)]:
            last = max(ends, key=last_day)
            until = period_words(last, last)
            yield (
                f"{question[:-1]} after {until}?",
                f"The last period with a figure ends in {until}.",
                (matter.record.proof([each for each in told if each.statement.period_end == last], "the last period")),
            )


def _between(figure: Account[Observation], sides: Iterable[Side]) -> bool:
    return all(figure.names & side.members for side in sides)


def _sources(matter: Matter) -> Iterator[Row]:
    sources = matter.record.archive.sources
    undated = [source for source in sources if not source.issued]
    if undated:
        answer = (
            f"{len(undated)} of {count(len(sources), 'document')} carr{'ies' if len(undated) == 1 else 'y'} no date."
        )
        yield "When was this written?", answer, SILENCE
    unnamed = [source for source in sources if not source.publisher]
    if unnamed:
        some = f"{len(unnamed)} of {count(len(sources), 'document')}" if len(sources) > 1 else "The only document"
        answer = f"{some} name{'s' * (len(unnamed) == 1)} no publisher."
        yield "Who published it?", answer, SILENCE


def _inferred(matter: Matter) -> Iterator[Row]:
    inferred = [each for each in matter.record.accounts if each.statement.rule]
    if inferred:
        verb = "is" if len(inferred) == 1 else "are"
        answer = f"{count(len(inferred), 'statement')} {verb} inferred from the context, and marked so."
        yield "What is not stated in so many words?", answer, matter.record.proof(inferred, "what is inferred")
