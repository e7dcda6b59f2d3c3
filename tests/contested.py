"""Three short documents of our own that tell some things alike and others not, with what a reader finds in them."""

from decimal import Decimal
from pathlib import Path

from handwritten import IRAN, ISRAEL, ITALY, JAPAN, OMAN, PROVENANCE, USA, span

from graph.document import Document
from graph.rdf import quads
from graph.statement import Event, Observation, Reading, Statement
from graph.store import publish

GAZETTE = Document(
    identifier="gazette-note", title="A note on trade", publisher="The Gazette", issued="2025-03-01", language="en",
    creator=("Ada Byron",),
    text=(
        "In 2024 Italy exported €8.0 billion to Japan.\n"
        "Oman received the United States in April 2025.\n"
        "Iran accused Israel on 14 April 2025.\n"
    ),
)  # fmt: skip
COURIER = Document(
    identifier="courier-note", title="Figures & <b>claims</b>", publisher="Courier", issued="2025-06-02", language="en",
    text=(
        "In 2024 Italy exported €9.5 billion to Japan.\n"
        "Oman received the United States on 12 April 2025.\n"
        "Iran did not accuse Israel on 14 April 2025.\n"
    ),
)  # fmt: skip
BARE = Document(identifier="bare", text="Nothing that is kept stands in here.\n")
SURE = Decimal("0.9")


def _figure(document: Document, quotation: str, billions: str) -> Observation:
    return Observation(
        kind="trade", flow="export", reporter=ITALY.key, partner=JAPAN.key, value=Decimal(billions) * 10**9,
        currency="EUR", period_start="2024", period_end="2024", evidence=(span(document, quotation),), confidence=SURE,
    )  # fmt: skip


def _visit(document: Document, quotation: str, date: str) -> Event:
    actors = (OMAN.key, USA.key)
    return Event(kind="Consult", actors=actors, date=date, evidence=(span(document, quotation),), confidence=SURE)


def _charge(document: Document, quotation: str, modality: str) -> Event:
    return Event(
        kind="Accuse", actors=(IRAN.key,), recipients=(ISRAEL.key,), date="2025-04-14", modality=modality,
        evidence=(span(document, quotation),), confidence=SURE,
    )  # fmt: skip


def _reading(document: Document, *statements: Statement) -> Reading:
    return Reading(document=document, entities=(IRAN, ISRAEL, ITALY, JAPAN, OMAN, USA), statements=statements)


def readings() -> list[Reading]:
    """Return the three: the figure differs, the charge is denied, and the visit is told alike."""
    return [
        _reading(
            GAZETTE,
            _figure(GAZETTE, "In 2024 Italy exported €8.0 billion to Japan.", "8.0"),
            _visit(GAZETTE, "Oman received the United States in April 2025.", "2025-04"),
            _charge(GAZETTE, "Iran accused Israel on 14 April 2025.", "fact"),
        ),
        _reading(
            COURIER,
            _figure(COURIER, "In 2024 Italy exported €9.5 billion to Japan.", "9.5"),
            _visit(COURIER, "Oman received the United States on 12 April 2025.", "2025-04-12"),
            _charge(COURIER, "Iran did not accuse Israel on 14 April 2025.", "denied"),
        ),
        Reading(document=BARE),
    ]


def publish_contested(folder: Path) -> str:
    """Publish the three in a folder."""
    texts = {document.sha256: document.text for document in (GAZETTE, COURIER, BARE)}
    return publish(folder, quads(readings(), PROVENANCE), texts, {})


def publish_agreed(folder: Path) -> str:
    """Publish two in a folder that tell the visit alike, to the month."""
    told = (
        _reading(GAZETTE, _visit(GAZETTE, "Oman received the United States in April 2025.", "2025-04")),
        _reading(COURIER, _visit(COURIER, "Oman received the United States on 12 April 2025.", "2025-04")),
    )
    texts = {document.sha256: document.text for document in (GAZETTE, COURIER)}
    return publish(folder, quads(told, PROVENANCE), texts, {})
