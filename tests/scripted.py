"""A stand-in for the reader, which knows three documents by heart: two of `handwritten`, and one that shares a name."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from handwritten import MUSCAT, TRADE, span, talks, trade

from graph.build import BuildResult, build
from graph.document import Document
from graph.statement import Entity, Event, Reading

SECOND = Document(
    identifier="a-second-report",
    language="en",
    text="Mr al-Busaidi met his guests and the U.S. delegation on Saturday, and they talked about the accord.\n",
)


def second() -> Reading:
    """Return a reading in which the minister goes by his surname alone."""
    entities = (
        Entity(key="person/al-busaidi", type="Person", name="al-Busaidi", aliases=("Mr al-Busaidi",)),
        Entity(key="state/us", type="State", name="United States", iso="US", reference=True),
    )
    met = Event(
        kind="Consult", actors=("person/al-busaidi",), recipients=("state/us",), date="2025-04-12",
        date_text="Saturday",
        evidence=(span(SECOND, "Mr al-Busaidi met his guests and the U.S. delegation"),), confidence=Decimal("0.7"),
    )  # fmt: skip
    return Reading(document=SECOND, entities=entities, statements=(met,))


class Scripted:
    """Reads what is written by hand."""

    model_name, model_version, model_sha256 = "scripted", "1.0", "0" * 64

    def read(self, document: Document) -> Reading:
        known = {reading.document.text: reading for reading in (talks(), trade(), second())}
        return replace(known[document.text], document=document)


def write_sources(folder: Path) -> Path:
    """Write the three documents into a folder."""
    folder.mkdir()
    for document in (MUSCAT, TRADE, SECOND):
        (folder / f"{document.identifier}.txt").write_text(document.text)
    return folder


def made(sources: Path, data: Path) -> BuildResult:
    """Build a dataset as a person would, but for the model."""
    return build([sources], data, reader=Scripted)
