"""The operations, as a table: from it come the routes, the checks of parameters, the description and the page."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from graph.difference.items import MATTERS
from graph.statement import EVENT_TYPES, FLOWS, KINDS, MODALITIES, STATUSES
from ontology.sectors import load_sectors

from ..editions import Edition
from ..presentation import KINDS as PREDICATES
from ..statements import FAMILIES
from . import examples, lookups
from .changes import changes
from .parameters import Asked, Parameter, choice, code, day, document_of, name_of, share, text, whole, words
from .records import (
    AGREEMENT,
    CHANGE,
    DOCUMENT,
    DOSSIER,
    ENTITY,
    EVENT,
    HOW,
    OBSERVATION,
    STATEMENTS,
    TEXT,
    TYPE_NAMES,
    Record,
)

Example = Callable[[Edition], Mapping[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """What can be asked at an address. `example` takes its values from the dataset, so that it finds something."""

    id: str
    path: str
    title: str
    about: str
    parameters: tuple[Parameter, ...] = ()
    records: tuple[Record, ...]
    find: Callable[[Edition, Asked], Any]
    example: Example
    many: bool = True


FORMAT = choice("format", "The format; without it the Accept header decides.", ("json", "csv"))
OFFSET = whole("offset", "How many to pass over.", 0, 1_000_000_000, 0)


def paging(most: int = 100) -> tuple[Parameter, ...]:
    """Return the parameters of a list."""
    return (whole("limit", "How many at most.", 1, most, 20), OFFSET, FORMAT)


GENERATION, GENERATION_WORDS = "(previous|current|[0-9a-f]{4,12})", "the beginning of an id, “previous” or “current”"
SAID = (
    choice("how", "How it is said: a fact of the document's own, somebody's claim, a plan, a denial.", HOW),
    choice("modality", "As the vocabulary has it: a claim has the modality of what is claimed.", MODALITIES),
    name_of("saidBy", "To whom the text attributes it."),
    document_of("document", "Read in this document: its identifier or IRI."),
    share("confidence", "How sure the reading is at least."),
)
DATED = (
    day("from", "Not before: 2025, 2025-10 or 2025-10-08. What is dated “2025” may lie in any of its days."),
    day("to", "Not after, that day, month or year included."),
)
WHERE = (
    name_of("place", "Where; a state stands for the places within it, too.", ("place", "state")),
    choice("sector", "What it is about; a sector stands for those within it, too.", [s.id for s in load_sectors()]),
)


OPERATIONS = (
    Operation(
        id="entities", path="/api/entities", title="Find names", many=True, records=(ENTITY,), find=lookups.entities,
        about="Entities by any of their names, by their beginning, and with a letter or two wrong where nothing else "
              "fits. Best known first: what fits best, then what most documents name. Without `q` all are listed.",
        parameters=(
            words("q", "A name, part of one, or several words of one. Accents and capitals do not matter."),
            choice("type", "What it is.", (*TYPE_NAMES, "office")),
            *paging(),
        ),
        example=examples.search,
    ),
    Operation(
        id="entity", path="/api/entities/{type}/{slug}", title="One name", many=False, records=(DOSSIER,),
        find=lookups.entity,
        about="Its names, classes, plain facts with the graphs that say so, and the first of its offices, relations, "
              "events and figures with their evidence; `next` leads to the others. A name that was made one with "
              "another answers as that one.",
        parameters=(
            choice("type", "What it is.", (*TYPE_NAMES, "office"), place="path"),
            text("slug", "The end of its IRI: `it`."),
            FORMAT,
        ),
        example=examples.entity,
    ),
    Operation(
        id="statements", path="/api/statements", title="Statements, and those between two names", records=STATEMENTS,
        find=lookups.statements,
        about="Events, offices, relations and figures, newest first, what has no date next, plans last. With `of` and "
              "`with`: those that name both.",
        parameters=(
            name_of("of", "That tie this name to anything."), name_of("with", "That tie this one, too."),
            choice("family", "Of one family.", FAMILIES),
            choice("predicate", "Relations of one predicate.", tuple(PREDICATES)),
            *DATED, *WHERE, *SAID, *paging(),
        ),
        example=examples.between,
    ),
    Operation(
        id="statement", path="/api/statements/{key}", title="One statement", many=False, records=STATEMENTS,
        find=lookups.statement, about="What it says, how, how surely, and the words it rests on.",
        parameters=(text("key", "The end of its IRI, or its IRI."), FORMAT), example=examples.statement,
    ),
    Operation(
        id="events", path="/api/events", title="Events", records=(EVENT,), find=lookups.events,
        about="Who did what to whom, newest first, what has no date next, plans last.",
        parameters=(
            choice("type", "Which kind of act.", EVENT_TYPES),
            name_of("actor", "Who acted."), name_of("recipient", "Toward whom."),
            name_of("object", "The agreement, measure or initiative it is about."),
            *DATED, *WHERE, *SAID, *paging(),
        ),
        example=examples.events,
    ),
    Operation(
        id="agreements", path="/api/agreements", title="Agreements", records=(AGREEMENT,), find=lookups.agreements,
        about="Best known first, each with its parties, its statuses and the first statements that say so; `next` "
              "leads to the others. Narrowed by party, status or how it is said, those are listed of which one "
              "statement fits all, and each is told whole.",
        parameters=(
            name_of("party", "Who is party to it."), choice("status", "How far it has come.", STATUSES),
            *SAID[:4], *paging(50),
        ),
        example=examples.agreements,
    ),
    Operation(
        id="observations", path="/api/observations", title="Figures", records=(OBSERVATION,),
        find=lookups.observations,
        about="Trade, investment, aid and other figures as texts state them, with unit, period and change.",
        parameters=(
            choice("kind", "What is counted.", KINDS), choice("flow", "In which direction.", FLOWS),
            name_of("reporter", "Whose figure."), name_of("partner", "With whom."),
            code("currency", "ISO 4217.", "[A-Z]{3}", "a code of three capitals such as EUR"),
            *DATED, WHERE[1], *SAID, *paging(),
        ),
        example=examples.observations,
    ),
    Operation(
        id="documents", path="/api/documents", title="Documents", records=(DOCUMENT,), find=lookups.documents,
        about="What was read, newest first.",
        parameters=(
            words("q", "Words of the title."), name_of("mentions", "That name this entity."), *DATED, *paging(),
        ),
        example=examples.documents,
    ),
    Operation(
        id="document", path="/api/documents/{document}", title="One document", many=False, records=(TEXT,),
        find=lookups.document, about="What the source says of itself, whom it names, and its text.",
        parameters=(document_of("document", "Its identifier, or its IRI.", place="path"), FORMAT),
        example=examples.document,
    ),
    Operation(
        id="changes", path="/api/changes", title="What changed between two generations", records=(CHANGE,),
        find=changes,
        about="Documents, ties, offices, agreements, figures and statements that are new, gone or told otherwise, each "
              "with its sentence and the reason. Facts come first; claims, plans and denials are told apart. Nothing "
              "where no earlier generation is kept.",
        parameters=(
            code("old", "The earlier generation; else the one before `new`.", GENERATION, GENERATION_WORDS),
            code("new", "The later one; else the one that is served.", GENERATION, GENERATION_WORDS),
            choice("matter", "What it is about.", MATTERS), SAID[0], *paging(),
        ),
        example=examples.changes,
    ),
)  # fmt: skip
