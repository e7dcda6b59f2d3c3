"""A small dataset written by hand: two short documents of our own, and what a reader should find in them."""

from decimal import Decimal

from graph.document import Document, Span
from graph.provenance import Provenance
from graph.statement import Entity, Event, Observation, Reading, Refusal, Relation, Tenure

PROVENANCE = Provenance(software="1.0", model="none", model_version="0", model_sha256="0" * 64)

MUSCAT = Document(
    identifier="talks-in-muscat",
    title="Talks in Muscat",
    publisher="Gulf Wire",
    issued="2025-04-13",
    source="https://gulfwire.example/talks",
    language="en",
    text=(
        "Talks in Muscat\n\n"
        "Oman hosted Iran and the United States in Muscat on 12 April 2025.\n"
        'Badr al-Busaidi, the Omani foreign minister, said that Iran "will sign" the Muscat Accord.\n'
        "Iran accused Israel of an attack on a research site — a charge that Israel rejected.\n"
    ),
)
TRADE = Document(
    identifier="trade-of-italy-and-japan",
    title="Trade of Italy and Japan",
    publisher="Ledger <b>Weekly</b>",
    issued="2025-02",
    language="en",
    text=(
        "Italy and Japan are partners in the Sky Programme, which covers defence.\n"
        "In 2024 Italy exported €8.0 billion to Japan and imported €5.5 billion; the total reached €13.5 billion.\n"
        "Italy belongs to the European Union. Iran and the United States may meet again.\n"
    ),
)


def span(document: Document, quotation: str) -> Span:
    """Return where a quotation stands in a document."""
    start = document.text.index(quotation)
    return Span(start, start + len(quotation))


def state(iso: str, name: str, *aliases: str) -> Entity:
    return Entity(key=f"state/{iso.lower()}", type="State", name=name, aliases=aliases, iso=iso, reference=True)


IRAN, USA = state("IR", "Iran"), state("US", "United States", "the United States", "U.S.")
OMAN, ISRAEL = state("OM", "Oman"), state("IL", "Israel")
ITALY, JAPAN = state("IT", "Italy"), state("JP", "Japan")
BUSAIDI = Entity(key="person/badr-al-busaidi", type="Person", name="Badr al-Busaidi")
CITY = Entity(key="place/muscat", type="Place", name="Muscat", located_in="state/om")
ACCORD = Entity(key="agreement/muscat-accord", type="Agreement", name="Muscat Accord")
UNION = Entity(key="organization/european-union", type="Organization", name="European Union", reference=True)
PROGRAMME = Entity(key="initiative/sky-programme", type="Initiative", name="Sky Programme")


def talks() -> Reading:
    """Return what a reader finds in the report of the talks."""
    hosted = (span(MUSCAT, "Oman hosted Iran and the United States in Muscat on 12 April 2025."),)
    signed = (span(MUSCAT, 'said that Iran "will sign" the Muscat Accord.'),)
    accused = (span(MUSCAT, "Iran accused Israel of an attack on a research site"),)
    return Reading(
        document=MUSCAT,
        entities=(ACCORD, BUSAIDI, CITY, IRAN, ISRAEL, OMAN, USA),
        statements=(
            Event(
                kind="Consult", actors=(IRAN.key, OMAN.key, USA.key), place=CITY.key, date="2025-04-12",
                date_text="12 April 2025", evidence=hosted, confidence=Decimal("0.9"),
            ),
            Event(
                kind="Accuse", actors=(IRAN.key,), recipients=(ISRAEL.key,), topic="an attack on a research site",
                evidence=accused, confidence=Decimal("0.8"),
            ),
            Event(
                kind="Reject", actors=(ISRAEL.key,), recipients=(IRAN.key,), confidence=Decimal("0.6"),
                evidence=(span(MUSCAT, "a charge that Israel rejected"),), rule="anaphora",
            ),
            Tenure(
                holder=BUSAIDI.key, title="foreign minister", of=OMAN.key, confidence=Decimal("0.95"),
                evidence=(span(MUSCAT, "Badr al-Busaidi, the Omani foreign minister"),),
            ),
            Relation(
                predicate="partyTo", subject=IRAN.key, object=ACCORD.key, modality="planned", said_by=BUSAIDI.key,
                evidence=signed, confidence=Decimal("0.7"),
            ),
            Relation(
                predicate="basedIn", subject=BUSAIDI.key, object=OMAN.key, confidence=Decimal("0.5"),
                evidence=(span(MUSCAT, "the Omani foreign minister"),),
            ),
        ),
        refusals=(Refusal(span=hosted[0], recognised="hosted in Muscat", reason="a city is no party"),),
    )  # fmt: skip


def trade() -> Reading:
    """Return what a reader finds in the note on trade."""
    figures = (span(TRADE, "In 2024 Italy exported €8.0 billion to Japan and imported €5.5 billion"),)
    total = (span(TRADE, "the total reached €13.5 billion"),)
    partners = (span(TRADE, "Italy and Japan are partners in the Sky Programme, which covers defence."),)
    common = {"kind": "trade", "reporter": ITALY.key, "partner": JAPAN.key, "currency": "EUR"}
    period = {"period_start": "2024", "period_end": "2024"}
    sure = Decimal("0.9")

    def figure(flow: str, billions: str, evidence: tuple[Span, ...]) -> Observation:
        value = Decimal(billions) * 10**9
        return Observation(**common, **period, flow=flow, value=value, evidence=evidence, confidence=sure)

    def relation(predicate: str, subject: str, target: str, evidence: tuple[Span, ...] = partners) -> Relation:
        return Relation(predicate=predicate, subject=subject, object=target, evidence=evidence, confidence=sure)

    return Reading(
        document=TRADE,
        entities=(PROGRAMME, UNION, IRAN, ITALY, JAPAN, USA),
        statements=(
            figure("export", "8.0", figures),
            figure("import", "5.5", figures),
            figure("total", "13.5", total),
            relation("partnerOf", ITALY.key, JAPAN.key),
            relation("takesPartIn", ITALY.key, PROGRAMME.key),
            relation("takesPartIn", JAPAN.key, PROGRAMME.key),
            relation("aboutSector", PROGRAMME.key, "sector:defence"),
            relation("memberOf", ITALY.key, UNION.key, (span(TRADE, "Italy belongs to the European Union."),)),
            Event(
                kind="Consult", actors=(IRAN.key, USA.key), modality="planned", confidence=Decimal("0.5"),
                evidence=(span(TRADE, "Iran and the United States may meet again."),),
            ),
        ),
    )  # fmt: skip


def record() -> dict[str, object]:
    """Return the build record of the two documents, as a build writes it."""
    documents = [
        {"identifier": d.identifier, "path": f"{d.identifier}.txt", "title": d.title, "words": len(d.text.split())}
        for d in (MUSCAT, TRADE)
    ]
    refusals = [
        {
            "document": MUSCAT.identifier, "start": r.span.start, "end": r.span.end,
            "sentence": MUSCAT.text[r.span.start : r.span.end], "recognised": r.recognised, "reason": r.reason,
        }
        for r in talks().refusals
    ]  # fmt: skip
    skipped = [{"path": "notes.docx", "reason": "not a kind that is read (.docx)"}]
    return {"documents": documents, "skipped": skipped, "refusals": refusals, "counts": {}}
