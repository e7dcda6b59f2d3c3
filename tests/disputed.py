"""A small dataset made to be judged: two documents that say one thing, a wrong sum, two names a letter apart."""

from decimal import Decimal
from pathlib import Path

from handwritten import ITALY, JAPAN, PROVENANCE, UNION, span

from graph.assembly import Readings, assemble
from graph.corpus import Corpus
from graph.document import Document
from graph.gathering import Gathered
from graph.statement import Entity, Event, Observation, Reading, Relation, Tenure
from graph.transcript import line_of

HOSTILE = '<img src=x onerror="window.hit=1">'
POST = Document(
    identifier="evening-post",
    title=f"Rome {HOSTILE}",
    publisher="Evening Post",
    issued="2025-05-02",
    creator=("Ada Verdi",),
    source="https://post.example/rome",
    text=(
        "Italy belongs to the European Union.\n"
        "Marco Rossi, the Italian trade minister, met Japan's envoys on 1 May 2025.\n"
        "In 2024 Italy exported €8.0 billion to Japan and imported €5.5 billion; the total reached €20.0 billion.\n"
    ),
)
WIRE = Document(
    identifier="morning-wire",
    title="Union",
    source="doi:10.1000/182",
    text="As everybody knows, Italy is in the European Union.\nMarco Rosi praised Japan.\n",
)
ROSSI = Entity(key="person/marco-rossi", type="Person", name="Marco Rossi")
ROSI = Entity(key="person/marco-rosi", type="Person", name="Marco Rosi")


def post() -> Reading:
    """Return what a reader finds in the first document."""
    figures = (span(POST, "In 2024 Italy exported €8.0 billion to Japan and imported €5.5 billion"),)
    total = (span(POST, "the total reached €20.0 billion"),)
    common = {"kind": "trade", "reporter": ITALY.key, "partner": JAPAN.key, "currency": "EUR"}
    flows = (("export", "8e9", figures), ("import", "5.5e9", figures), ("total", "20e9", total))
    return Reading(
        document=POST,
        entities=(ITALY, JAPAN, ROSSI, UNION),
        statements=(
            _member(POST, "Italy belongs to the European Union."),
            Tenure(
                holder=ROSSI.key, title="trade minister", of=ITALY.key, confidence=Decimal("0.9"),
                evidence=(span(POST, "Marco Rossi, the Italian trade minister"),),
            ),
            Event(
                kind="Consult", actors=(JAPAN.key, ROSSI.key), date="2025-05-01", confidence=Decimal("0.55"),
                evidence=(span(POST, "Marco Rossi, the Italian trade minister, met Japan's envoys on 1 May 2025."),),
            ),
            *(
                Observation(
                    **common, flow=flow, value=Decimal(value), evidence=words, period_start="2024", period_end="2024",
                    confidence=Decimal("0.9"),
                )
                for flow, value, words in flows
            ),
        ),
    )  # fmt: skip


def wire() -> Reading:
    """Return what a reader finds in the second document."""
    praised = (span(WIRE, "Marco Rosi praised Japan."),)
    return Reading(
        document=WIRE,
        entities=(ITALY, JAPAN, ROSI, UNION),
        statements=(
            _member(WIRE, "Italy is in the European Union"),
            Event(
                kind="Support", actors=(ROSI.key,), recipients=(JAPAN.key,), confidence=Decimal("0.5"),
                evidence=praised,
            ),
        ),
    )  # fmt: skip


def disputed(folder: Path) -> Path:
    """Publish the two documents as a dataset that can be judged."""
    documents = (POST, WIRE)
    gathered = Gathered(
        documents=documents,
        digests={document.identifier: document.sha256 for document in documents},
        paths={document.identifier: f"{document.identifier}.txt" for document in documents},
        skipped=(),
    )
    found = {reading.document.identifier: reading for reading in (post(), wire())}
    readings = Readings(
        gathered=gathered,
        line=lambda document: line_of(found[document.identifier]),
        entities=lambda document: found[document.identifier].entities,
    )
    assemble(folder, readings, PROVENANCE, (), Corpus(), "build")
    return folder


def _member(document: Document, words: str) -> Relation:
    return Relation(
        predicate="memberOf", subject=ITALY.key, object=UNION.key, evidence=(span(document, words),),
        confidence=Decimal("0.9"),
    )  # fmt: skip
