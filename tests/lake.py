"""A dataset written by hand around one treaty: who negotiated, signed, left, denied, and what came of it."""

from decimal import Decimal
from pathlib import Path
from typing import Any

from handwritten import PROVENANCE, span, state

from graph.document import Document
from graph.rdf import quads
from graph.statement import Entity, Event, Observation, Reading, Relation, Statement
from graph.store import publish

LAKE = Document(
    identifier="the-lake", title="The lake between them", publisher="Andes Post", issued="2025-02-10", language="en",
    text=(
        "The lake between them\n\n"
        "Peru and Chile began to negotiate the Lake Treaty in 2022.\n"
        "On 5 July 2023 Peru signed the Lake Treaty.\n"
        "Chile signed the Lake Treaty in July 2023.\n"
        "The Lake Treaty is in force for Peru.\n"
        "Brazil will sign the Lake Treaty in 2026, said Elena Paz.\n"
        "Bolivia has not signed the Lake Treaty.\n"
        "Chile withdrew from the Lake Treaty in 2025.\n"
        "The Fish Decree, adopted by Peru in March 2024, carries out the Lake Treaty and hits Chile.\n"
    ),
)  # fmt: skip
FISH = Document(
    identifier="fish", title="A quarrel about fish", publisher="Coast Daily", issued="2025-03-01", language="en",
    text=(
        "A quarrel about fish\n\n"
        "Peru and Chile talked about fisheries on 1 February 2024.\n"
        "Peru imposed tariffs on fish from Chile in January 2025.\n"
        "Peru and Chile may talk about fisheries again.\n"
        "Chile sold fish worth $2.0 billion to Peru in 2024.\n"
        "On 5 July 2023 Peru signed the Lake Treaty, as is known.\n"
    ),
)  # fmt: skip
PERU, CHILE, BRAZIL, BOLIVIA = (
    state("PE", "Peru"), state("CL", "Chile"), state("BR", "Brazil"), state("BO", "Bolivia"),
)  # fmt: skip
PAZ = Entity(key="person/elena-paz", type="Person", name="Elena Paz")
TREATY = Entity(key="agreement/lake-treaty", type="Agreement", name="Lake Treaty")
DECREE = Entity(key="measure/fish-decree", type="Measure", name="Fish Decree")
SURE = Decimal("0.9")


def said(document: Document, words: str, family: Any, /, **more: Any) -> Statement:
    made: Statement = family(evidence=(span(document, words),), confidence=SURE, **more)
    return made


def step(words: str, party: Entity, status: str | None, date: str | None = None, **more: Any) -> Statement:
    told = {"predicate": "partyTo", "subject": party.key, "object": TREATY.key, "status": status, "date": date}
    return said(LAKE, words, Relation, **told, **more)


def of_lake() -> Reading:
    """Return what a reader finds in the first document."""
    begun, carried = "Peru and Chile began to negotiate the Lake Treaty in 2022.", "The Fish Decree, adopted by Peru"
    return Reading(
        document=LAKE,
        entities=(BOLIVIA, BRAZIL, CHILE, DECREE, PAZ, PERU, TREATY),
        statements=(
            step(begun, PERU, "negotiating", "2022"),
            step(begun, CHILE, "negotiating", "2022"),
            step("On 5 July 2023 Peru signed the Lake Treaty.", PERU, "signed", "2023-07-05"),
            step("Chile signed the Lake Treaty in July 2023.", CHILE, "signed", "2023-07"),
            step("The Lake Treaty is in force for Peru.", PERU, "in_force"),
            step("Brazil will sign the Lake Treaty in 2026", BRAZIL, "signed", "2026", modality="planned",
                 said_by=PAZ.key),
            step("Bolivia has not signed the Lake Treaty.", BOLIVIA, "signed", modality="denied"),
            step("Chile withdrew from the Lake Treaty in 2025.", CHILE, "withdrawn", "2025"),
            said(LAKE, begun, Event, kind="Consult", actors=(CHILE.key, PERU.key), object=TREATY.key, date="2022"),
            said(LAKE, carried, Relation, predicate="adopts", subject=PERU.key, object=DECREE.key, date="2024-03"),
            said(LAKE, carried, Relation, predicate="aboutSector", subject=DECREE.key, object="sector:fisheries"),
            said(LAKE, "carries out the Lake Treaty", Relation, predicate="buildsOn", subject=DECREE.key,
                 object=TREATY.key, role="implements"),
            said(LAKE, "hits Chile", Relation, predicate="targets", subject=DECREE.key, object=CHILE.key),
        ),
    )  # fmt: skip


def of_fish() -> Reading:
    """Return what a reader finds in the second."""
    about = {"sectors": ("sector:fisheries",)}
    return Reading(
        document=FISH,
        entities=(CHILE, PERU, TREATY),
        statements=(
            said(FISH, "Peru and Chile talked about fisheries on 1 February 2024.", Event, kind="Consult",
                 actors=(CHILE.key, PERU.key), date="2024-02-01", **about),
            said(FISH, "Peru imposed tariffs on fish from Chile in January 2025.", Event, kind="Sanction",
                 actors=(PERU.key,), recipients=(CHILE.key,), date="2025-01", **about),
            said(FISH, "Peru and Chile may talk about fisheries again.", Event, kind="Consult",
                 actors=(CHILE.key, PERU.key), modality="planned", **about),
            said(FISH, "Chile sold fish worth $2.0 billion to Peru in 2024.", Observation, kind="trade", flow="export",
                 reporter=CHILE.key, partner=PERU.key, value=Decimal(2 * 10**9), currency="USD", period_start="2024",
                 period_end="2024", **about),
            said(FISH, "On 5 July 2023 Peru signed the Lake Treaty", Relation, predicate="partyTo", subject=PERU.key,
                 object=TREATY.key, status="signed", date="2023-07-05"),
        ),
    )  # fmt: skip


def published(folder: Path) -> Path:
    """Publish both documents in a folder."""
    texts = {document.sha256: document.text for document in (LAKE, FISH)}
    publish(folder, quads([of_lake(), of_fish()], PROVENANCE), texts, {"documents": [], "skipped": [], "refusals": []})
    return folder
