"""The margin of the explorer shows the newest statements of a dyad and a name in short, and reads no more than that."""

from decimal import Decimal
from pathlib import Path

import pytest
from handwritten import PROVENANCE, state

from graph.document import Document, Span
from graph.rdf import quads
from graph.statement import Event, Reading
from graph.store import Generation, publish
from ontology.terms import STATEMENT
from server.editions import Edition
from server.margin import MOST_CARDS, brief, newest
from server.network import the_network
from server.selection import between
from server.statements import cards_of
from server.tallies import the_tallies

NORWAY, CHILE = state("NO", "Norway"), state("CL", "Chile")


def meetings(document: str, days: list[str | None], modality: str = "fact") -> Reading:
    """Return a document that tells of a meeting of Norway and Chile on each of some days, in this order."""
    lines = [f"Norway met Chile, {document}, item {number}." for number in range(len(days))]
    text = "\n".join(lines) + "\n"
    starts = [text.index(line) for line in lines]
    events = tuple(
        Event(
            kind="Consult", actors=(NORWAY.key, CHILE.key), topic=line[-7:], date=day, modality=modality,
            confidence=Decimal("0.9"), evidence=(Span(start, start + len(line)),),
        )
        for day, start, line in zip(days, starts, lines, strict=True)
    )  # fmt: skip
    return Reading(
        document=Document(identifier=document, title=document, text=text), entities=(CHILE, NORWAY), statements=events
    )


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Edition:
    """An edition in which two states meet more often than the margin shows: on 70 days, undated, and planned."""
    days: list[str | None] = [f"2025-{1 + n % 7:02}-{1 + n % 25:02}" for n in range(70)]
    readings = [
        meetings("annals", days), meetings("plans", ["2027-01-01"], "planned"), meetings("notes", [None] * 5),
        meetings("one-day", ["2025-07-01"] * 9),
    ]  # fmt: skip
    folder = tmp_path_factory.mktemp("many")
    texts = {each.document.sha256: each.document.text for each in readings}
    publish(folder, quads(readings, PROVENANCE), texts, {})
    return Edition(Generation.open(folder))


def test_margin_shows_the_first_of_all_statements_as_a_page_orders_them(many: Edition) -> None:
    names = [many.catalogue.names[iri] for iri in many.catalogue.names if iri.endswith(("state/no", "state/cl"))]
    keys = [the_tallies(many).key(number) for number in between(many, *names).tolist()]
    everything = cards_of(many, (STATEMENT[key] for key in keys))
    shown = newest(many, the_network(many).between("state/cl", "state/no"))

    assert len(everything) == 85
    assert len(shown) == MOST_CARDS == 30
    assert [card.key for card in shown] == [card.key for card in everything[:30]] == keys[:30]
    assert shown[0].date == "2025-07-24"
    assert [card.seal for card in everything].index("planned") == 84


def test_statements_of_one_day_and_document_come_as_the_text_has_them(many: Edition) -> None:
    shown = newest(many, the_network(many).between("state/cl", "state/no"))
    told = [card.quotations[0].exact for card in shown if card.document.identifier == "one-day"]

    assert told == [f"Norway met Chile, one-day, item {number}." for number in range(9)]


def test_name_in_short_counts_what_its_dossier_counts(many: Edition, generation: Generation) -> None:
    muscat = Edition(generation)
    names = {name.key: name for name in muscat.catalogue.names.values()}
    oman, busaidi = brief(muscat, names["state/om"]), brief(muscat, names["person/badr-al-busaidi"])

    assert (oman.statements, oman.documents, oman.tied) == (3, 1, 3)
    assert busaidi.titles == ("foreign minister, Oman",)
    assert [(dyad.other.key, dyad.statements) for dyad in busaidi.dyads] == [("state/om", 2)]
    assert oman.dyads[0].other.key == "person/badr-al-busaidi"
    norway = next(name for name in many.catalogue.names.values() if name.key == "state/no")
    assert (brief(many, norway).statements, brief(many, norway).documents) == (85, 4)


def test_no_more_statements_are_read_than_are_shown(many: Edition, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []
    facts = Generation.facts

    def counted(self: Generation, node: object) -> object:
        read.append(str(node))
        return facts(self, node)  # type: ignore[arg-type]

    monkeypatch.setattr(Generation, "facts", counted)
    newest(many, the_network(many).between("state/cl", "state/no"))

    assert 30 <= sum("/statement/" in each for each in read) <= 35


def test_page_shows_the_number_of_all_and_where_they_are(data: Path) -> None:
    from server import create_app

    page = create_app(data, {"TESTING": True}).test_client().get("/api/name?key=state/om").get_data(as_text=True)

    assert "<dt>Statements</dt><dd>3</dd>" in page
    assert "<dt>Tied to</dt><dd>3 names</dd>" in page
