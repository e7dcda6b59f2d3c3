"""A dataset in which everything a source can say is hostile: two files of every payload, read the way any folder is.

Each payload is a file's name, a title, a publisher, an author and an address; it stands in a text, in the sentences
quoted and around them; and it is what persons, places, agreements and offices are called.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from handwritten import ITALY, JAPAN, span

from graph.build import build
from graph.document import Document
from graph.statement import Entity, Event, Observation, Reading, Refusal, Relation, Tenure

FAMILIES = ("script", "attribute", "url", "svg", "template", "bidi", "format")
LONGEST_NAME = 120  # bytes of a file's name, of which systems take 255


@dataclass(frozen=True, slots=True)
class Payload:
    """Something that must not be taken for anything but text."""

    id: str
    family: str
    text: str

    @property
    def in_text(self) -> str:
        """The payload as a plain text may hold it: without NUL, for which a file is refused."""
        return self.text.replace("\0", "\ufffd")

    @property
    def file_name(self) -> str:
        """The payload as far as it can be a file's name."""
        name = self.in_text.replace("/", "\u2215").encode()[:LONGEST_NAME].decode("utf-8", "ignore")
        return f"{self.id} {name}"


PAYLOADS = [Payload(**each) for each in json.loads((Path(__file__).parent / "payloads.json").read_text("utf-8"))]


def write_files(folder: Path, payloads: Sequence[Payload]) -> Path:
    """Write a plain text a payload, a table of articles with a row for each, and a file that is not read."""
    folder.mkdir()
    rows = []
    for each in payloads:
        (folder / f"{each.file_name}.txt").write_text(_article(each, "plain text"), "utf-8")
        said = {"title": each.text, "publisher": each.text, "author": each.text, "url": each.text, "id": each.id}
        rows.append({**said, "text": _article(each, "row"), "date": "2025-05-04"})
    (folder / "rows.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    (folder / "not read.<img src=x onerror=window.__executed=1>").write_text("x", "utf-8")
    return folder


def _article(payload: Payload, kind: str) -> str:
    return (
        f"Case {payload.id}, {kind}\n\n{payload.in_text}\n\n"
        f"The minister of Italy met {payload.in_text} in Tokyo and spoke with them about {payload.in_text}.\n"
        f"Before {payload.in_text} he had said that the trade of Italy with Japan was worth 8 billion last year.\n"
    )


class Credulous:
    """A reader that takes every payload for the name of somebody and something."""

    model_name, model_version, model_sha256 = "credulous", "1.0", "0" * 64

    def read(self, document: Document) -> Reading:
        known = {_article(payload, kind): payload for payload in PAYLOADS for kind in ("plain text", "row")}
        return told(document, known[document.text])


def told(document: Document, payload: Payload) -> Reading:
    """Return a reading of every family, in which names, words and quotations are the payload."""
    text = payload.in_text
    person, place, accord = f"person/{payload.id}", f"place/{payload.id}", f"agreement/{payload.id}"
    met = (span(document, f"The minister of Italy met {text} in Tokyo and spoke with them about {text}."),)
    trade = (span(document, "he had said that the trade of Italy with Japan was worth 8 billion last year"),)
    sure = Decimal("0.9")
    return Reading(
        document=document,
        entities=(
            ITALY,
            JAPAN,
            Entity(key=person, type="Person", name=payload.text, aliases=(payload.text + " Jr",)),
            Entity(key=place, type="Place", name=payload.text, located_in="state/jp"),
            Entity(key=accord, type="Agreement", name=payload.text),
        ),
        statements=(
            Event(
                kind="Consult", actors=(ITALY.key,), recipients=(person,), topic=text, place=place, evidence=met,
                confidence=sure, date="2025-05-03", date_text=text, occasion_text=text, said_by=person,
            ),
            Event(kind="Accuse", actors=(person,), recipients=(JAPAN.key,), topic=text, evidence=met, confidence=sure),
            Tenure(holder=person, title=text, of=ITALY.key, evidence=met, confidence=sure),
            Relation(
                predicate="partyTo", subject=ITALY.key, object=accord, status="signed", evidence=met, confidence=sure
            ),
            Observation(
                kind="trade", reporter=ITALY.key, partner=JAPAN.key, flow="total", value=Decimal(8), unit=text,
                topic=text, evidence=trade, confidence=sure,
            ),
        ),
        refusals=(Refusal(span=met[0], recognised=text, reason=text),),
    )  # fmt: skip


def made(folder: Path, payloads: Sequence[Payload] = PAYLOADS) -> Path:
    """Build the dataset, as a person would but for the model, and return its folder."""
    built = build([write_files(folder / "files", payloads)], folder / "data", reader=Credulous)
    assert len(built.read) == 2 * len(payloads), built.skipped
    return folder / "data"
