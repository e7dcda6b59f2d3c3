"""Profiles, dyads, pages of sentences and lists of names, of two notes of our own with what a reader finds in them."""

import re
from decimal import Decimal
from html import unescape
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from handwritten import PROVENANCE, record, span, state

from graph.document import Document
from graph.rdf import quads
from graph.statement import Entity, Event, Observation, Reading, Relation, Tenure
from graph.store import publish
from server import create_app

SURE = Decimal("0.9")
NASTY = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>"
ITALY, JAPAN, FRANCE, SPAIN = state("IT", "Italy"), state("JP", "Japan"), state("FR", "France"), state("ES", "Spain")
ROSSI = Entity(key="person/anna-rossi", type="Person", name="Anna Rossi")
SATO = Entity(key="person/kenji-sato", type="Person", name="Kenji Sato")
PACT = Entity(key="agreement/tokyo-pact", type="Agreement", name="Tokyo Pact")
LEVY = Entity(key="measure/chip-levy", type="Measure", name="Chip Levy")
NAMES = (ITALY, JAPAN, FRANCE, SPAIN, ROSSI, SATO, PACT, LEVY)

FIRST = Document(
    identifier="first-note",
    title="First note",
    publisher="Harbour Post",
    issued="2025-03-02",
    language="en",
    text=(
        "Italy and Japan met on 10 January 2025. On 11 January 2025 Anna Rossi met Kenji Sato.\n"
        "Italy accused Japan on 3 February 2025 of dumping. Nobody in Rome imposed sanctions on Japan in March 2025.\n"
        "Anna Rossi, trade minister of Italy since 1 May 2023, spoke first. Kenji Sato was foreign minister of Japan.\n"
        "Italy signed the Tokyo Pact on 1 December 2024; for Japan it is in force, and France is a party.\n"
        "Italy exported €8 billion to Japan in 2024 and €7 billion in 2023. The Chip Levy hits Japan.\n"
    ),
)
SECOND = Document(
    identifier="second-note",
    title="Second note",
    publisher="Quay Review",
    issued="2025-05-20",
    language="en",
    text=(
        "Japan talked with Italy on 20 February 2025, Anna Rossi says. The two will agree in June 2025.\n"
        "Japan imported €9.5 billion from Italy in 2024. Italy and Japan consulted at some time.\n"
        "Spain and France met on 5 May 2025.\n"
    ),
)


def event(document: Document, words: str, kind: str, actors: tuple[Entity, ...], *to: Entity, **more: str) -> Event:
    """Return an event that words of a document tell."""
    sides = {"actors": tuple(sorted(each.key for each in actors)), "recipients": tuple(each.key for each in to)}
    return Event(kind=kind, **sides, evidence=(span(document, words),), confidence=SURE, **more)


def figure(
    document: Document, words: str, reporter: Entity, partner: Entity, flow: str, billions: str, year: str
) -> Observation:
    """Return a figure of trade that words of a document give."""
    return Observation(
        kind="trade", reporter=reporter.key, partner=partner.key, flow=flow, value=Decimal(billions) * 10**9,
        currency="EUR", period_start=year, period_end=year, evidence=(span(document, words),), confidence=SURE,
    )  # fmt: skip


def relation(words: str, subject: Entity, predicate: str, target: Entity, **more: str) -> Relation:
    where = (span(FIRST, words),)
    return Relation(
        predicate=predicate, subject=subject.key, object=target.key, evidence=where, confidence=SURE, **more
    )


def first() -> Reading:
    since = (span(FIRST, "Anna Rossi, trade minister of Italy since 1 May 2023"),)
    was = (span(FIRST, "Kenji Sato was foreign minister of Japan"),)
    signed, force, party = (
        "Italy signed the Tokyo Pact on 1 December 2024",
        "for Japan it is in force",
        "France is a party",
    )
    return Reading(
        document=FIRST,
        entities=tuple(sorted((*NAMES[:3], *NAMES[4:]), key=lambda each: each.key)),
        statements=(
            event(FIRST, "Italy and Japan met on 10 January 2025", "Consult", (ITALY, JAPAN), date="2025-01-10"),
            event(FIRST, "On 11 January 2025 Anna Rossi met Kenji Sato", "Consult", (ROSSI, SATO), date="2025-01-11"),
            event(FIRST, "Italy accused Japan on 3 February 2025", "Accuse", (ITALY,), JAPAN, date="2025-02-03"),
            event(FIRST, "Nobody in Rome imposed sanctions on Japan in March 2025", "Sanction", (ITALY,), JAPAN,
                  date="2025-03", modality="denied"),
            Tenure(holder=ROSSI.key, title="trade minister", of=ITALY.key, start="2023-05-01", evidence=since,
                   confidence=SURE),
            Tenure(holder=SATO.key, title="foreign minister", of=JAPAN.key, former=True, evidence=was, confidence=SURE),
            relation(signed, ITALY, "partyTo", PACT, status="signed", date="2024-12-01"),
            relation(force, JAPAN, "partyTo", PACT, status="in_force"),
            relation(party, FRANCE, "partyTo", PACT),
            relation("The Chip Levy hits Japan", LEVY, "targets", JAPAN),
            figure(FIRST, "Italy exported €8 billion to Japan in 2024", ITALY, JAPAN, "export", "8", "2024"),
            figure(FIRST, "€7 billion in 2023", ITALY, JAPAN, "export", "7", "2023"),
        ),
    )  # fmt: skip


def second() -> Reading:
    return Reading(
        document=SECOND,
        entities=tuple(sorted((FRANCE, ITALY, JAPAN, ROSSI, SPAIN), key=lambda each: each.key)),
        statements=(
            event(SECOND, "Japan talked with Italy on 20 February 2025", "Consult", (ITALY, JAPAN),
                  date="2025-02-20", said_by=ROSSI.key),
            event(SECOND, "The two will agree in June 2025", "Agree", (ITALY, JAPAN),
                  date="2025-06", modality="planned"),
            event(SECOND, "Italy and Japan consulted at some time", "Consult", (ITALY, JAPAN)),
            event(SECOND, "Spain and France met on 5 May 2025", "Consult", (FRANCE, SPAIN), date="2025-05-05"),
            figure(SECOND, "Japan imported €9.5 billion from Italy in 2024", JAPAN, ITALY, "import", "9.5", "2024"),
        ),
    )  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("profiles")
    texts = {document.sha256: document.text for document in (FIRST, SECOND)}
    publish(made, quads([first(), second()], PROVENANCE), texts, record())
    return made


@pytest.fixture(scope="module")
def client(folder: Path) -> FlaskClient:
    return create_app(folder).test_client()


def text(client: FlaskClient, address: str, status: int = 200) -> str:
    """Return what a page says, without its tags."""
    return plain(page(client, address, status))


def page(client: FlaskClient, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status
    return answer.get_data(as_text=True)


def plain(markup: str) -> str:
    parted = re.sub(r"</(t[dh]|d[td]|h\d|caption|p|li|span)>", " ", markup)
    return re.sub(r" ([,;.])", r"\1", " ".join(unescape(re.sub(r"<[^>]+>", "", parted)).split()))


def row(client: FlaskClient, address: str, start: str) -> str:
    """Return the row of a table that begins with a name."""
    return next(found for found in rows(client, address) if found.startswith(start))


def rows(client: FlaskClient, address: str) -> list[str]:
    return [plain(each) for each in re.findall(r"<tr>.*?</tr>", page(client, address), re.DOTALL)]


def marks(client: FlaskClient, address: str) -> dict[str, str]:
    """Return the marks of the wide timeline: what each is called, and where it leads."""
    drawing = re.search(r'<figure class="timeline">.*?</svg>', page(client, address), re.DOTALL)
    found = re.findall(r'<a class="mark" href="([^"]+)" data-open aria-label="([^"]+)">', drawing[0] if drawing else "")
    return {label: unescape(href) for href, label in found}


def test_names_in_any_order_or_as_codes_lead_to_one_address(client: FlaskClient) -> None:
    for asked in ("/dyad/state/jp/state/it", "/dyad/it/jp", "/dyad/Japan/IT", "/dyad/state/it/jp"):
        answer = client.get(asked)

        assert (answer.status_code, answer.headers["Location"]) == (303, "/dyad/state/it/state/jp")


def test_the_better_documented_name_comes_first(client: FlaskClient) -> None:
    assert client.get("/dyad/es/fr").headers["Location"] == "/dyad/state/fr/state/es"
    assert "<h1><a" in page(client, "/dyad/state/fr/state/es")
    assert text(client, "/dyad/state/fr/state/es").count("France and Spain") >= 1


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("/dyad/it", "wanted two names"),
        ("/dyad/it/jp/fr", "found 3"),
        ("/dyad/it/it", "wanted two different names"),
        ("/dyad/it/atlantis", "no entity is known by this key or name"),
    ],
)
def test_an_address_that_names_no_two_says_what_is_wanted(client: FlaskClient, address: str, said: str) -> None:
    assert said in text(client, address, 404)


def test_two_without_a_tie_are_told_so_with_whom_both_deal(client: FlaskClient) -> None:
    said = text(client, "/dyad/state/it/state/es", 404)

    assert "No sentence ties Italy and Spain. " in said
    assert "No sentence ties Kenji Sato and Spain. No name is tied to both." in text(
        client,
        client.get("/dyad/person/kenji-sato/state/es").headers.get("Location", "/dyad/person/kenji-sato/state/es"),
        404,
    )


def test_dyad_counts_what_ties_the_two_and_what_its_balance_rests_on(client: FlaskClient) -> None:
    said = text(client, "/dyad/state/it/state/jp")

    # six events and three figures; the first note means (1.0 - 2.0) / 2 = -0.5, the second 1.0, with its claim
    assert "9 statements from 2 sources, of which 6 facts, 1 claim, 1 planned, 1 denied." in said
    assert "Balance, −10 to +10 +0.2 4 events, 2 sources" in said
    assert "First and last date 2023 – Jun 2025" in said


def test_marks_stand_for_a_month_and_a_sign_and_lead_to_their_sentences(client: FlaskClient) -> None:
    found = marks(client, "/dyad/state/it/state/jp")

    assert list(found) == [
        "Jan 2025, cooperation: 1 event",
        "Feb 2025, cooperation: 1 event, 1 claimed or planned",
        "Feb 2025, conflict: 1 event",
        "Jun 2025, cooperation: 1 event, 1 claimed or planned",
    ]
    assert "1 event is not dated to the month and not drawn." in text(client, "/dyad/state/it/state/jp")
    said = text(client, found["Feb 2025, conflict: 1 event"])
    assert "1 statement from 1 sentence in 1 document." in said
    assert "Italy accused Japan on 3 February 2025" in said
    assert "met on 10 January" not in said


def test_denials_are_in_no_mark_but_among_the_statements(client: FlaskClient) -> None:
    assert not any("Mar 2025" in label for label in marks(client, "/dyad/state/it/state/jp"))
    assert "Mar 2025" in text(client, "/dyad/state/it/state/jp")


def test_agreements_of_both_tell_how_each_stands_to_them(client: FlaskClient) -> None:
    assert row(client, "/dyad/state/it/state/jp", "Tokyo Pact") == "Tokyo Pact signed 1 Dec 2024 in force 1 2"
    assert "Agreements of both" not in text(client, "/dyad/state/fr/state/es")


def test_figures_of_both_sides_share_a_panel_and_their_difference_is_told(client: FlaskClient) -> None:
    address = "/dyad/state/it/state/jp"
    said = text(client, address)

    told = [found for found in rows(client, address) if found.startswith("Italy exports to Japan")]
    assert [re.findall(r"€[\d.]+ bn", found)[0] for found in told] == ["€7 bn", "€8 bn", "€9.5 bn"]
    assert [found.split()[4] for found in told] == ["2023", "2024", "2024"]
    assert "Sources differ. Italy exports to Japan, 2024: €8 bn (Harbour Post); €9.5 bn (Quay Review)." in said
    assert page(client, address).count('<table class="series">') == 1
    assert "Disagreements 1 Figures that differ by more than rounding" in said


def test_longest_bar_of_a_panel_fills_it_and_others_are_in_proportion(client: FlaskClient) -> None:
    series = page(client, "/dyad/state/it/state/jp").split('<table class="series">')[1].split("</table>")[0]
    widths = [float(width) for width in re.findall(r'<rect class="b-ink" x="2.0" y="5" width="([\d.]+)"', series)]

    assert widths[2] == 148
    assert widths == pytest.approx([148 * 7 / 9.5, 148 * 8 / 9.5, 148], abs=0.1)


def test_people_of_one_side_who_dealt_with_the_other_stand_with_their_office(client: FlaskClient) -> None:
    assert (
        row(client, "/dyad/state/it/state/jp", "Anna Rossi") == "Anna Rossi trade minister Kenji Sato 1 11 Jan 2025 1"
    )


def test_profile_of_a_person_says_what_of_an_office_is_stated(client: FlaskClient) -> None:
    rossi, sato = text(client, "/entity/person/anna-rossi"), text(client, "/entity/person/kenji-sato")

    assert "trade minister, Italy. Named in 2 documents, Mar 2025 to May 2025" in rossi
    assert "trade minister Italy 1 May 2023 not stated; last named 2 Mar 2025" in rossi
    assert "foreign minister Japan not stated; first named 2 Mar 2025 over; when is not stated" in sato
    assert "foreign minister, Japan. Named" not in sato


def test_office_bars_end_square_only_where_a_text_gives_the_date(client: FlaskClient) -> None:
    def drawn(address: str) -> tuple[int, int, int]:
        figure = page(client, address).split("<figure><figcaption>A square end")[1].split("</svg>")[0]
        return tuple(figure.count(each) for each in ('class="f-base"', "f-arrow", "stroke-dasharray"))  # type: ignore[return-value]

    assert drawn("/entity/person/anna-rossi") == (1, 1, 0)
    assert drawn("/entity/person/kenji-sato") == (0, 0, 2)


def test_partners_lead_to_the_dyad_and_tell_what_is_new(client: FlaskClient) -> None:
    assert '<a href="/dyad/state/it/state/jp">Japan</a>' in page(client, "/entity/state/it")
    told = row(client, "/entity/state/it", "Japan")
    # two meetings and an accusation as facts, one meeting as a claim; plans and denials do not count
    assert told.startswith("Japan 4 ")
    assert "20 Feb 2025" in told
    assert told.endswith(" 6")  # the sentences that it opens, those of the plan and of the denial too


def test_profile_shows_measures_agreements_and_what_somebody_says(client: FlaskClient) -> None:
    assert "Chip Levy" in text(client, "/entity/state/jp").split("Measures and initiatives")[1]
    assert row(client, "/entity/state/it", "Tokyo Pact") == "Tokyo Pact signed 1 Dec 2024 France Japan 1"
    assert "Says 1 20 Feb 2025" in text(client, "/entity/person/anna-rossi")


def test_profile_takes_no_other_wish_than_all_partners(client: FlaskClient) -> None:
    assert "wanted partners=all" in text(client, "/entity/state/it?partners=some", 400)
    assert page(client, "/entity/state/it?partners=all")


@pytest.mark.parametrize(
    ("wish", "said"),
    [
        ("when=2025-13", "wanted a year or a month"),
        ("when=soon", "wanted a year or a month"),
        ("way=sideways", "wanted one of up, flat, down"),
        ("family=tribe", "wanted one of event"),
        ("how=loudly", "wanted one of fact"),
        ("from=-1", "wanted a number"),
        ("from=%D9%A1", "wanted a number"),
    ],
)
def test_a_wrong_wish_for_sentences_is_told_what_is_wanted(client: FlaskClient, wish: str, said: str) -> None:
    assert said in text(client, f"/sentences?of=state/it&{wish}", 400)


def test_sentences_are_chosen_by_month_sign_and_how_they_are_said(client: FlaskClient) -> None:
    def told(wish: str) -> int:
        found = re.search(r"(\d+) statements? from", text(client, f"/sentences?of=state/it&{wish}"))
        return int(found[1]) if found else -1

    assert told("family=event") == 6
    assert told("family=event&when=2025") == 5
    assert told("family=event&when=2025-02") == 2
    assert told("way=down") == 1
    assert told("way=up&when=2025-01") == 1
    assert told("how=claim") == 1
    assert told("with=state/fr") == 0


def test_what_somebody_says_of_another_is_called_so(client: FlaskClient) -> None:
    assert "<h1>What Anna Rossi says of Japan</h1>" in page(client, "/sentences?said=person/anna-rossi&of=state/jp")
    assert "<h1>Events: as Anna Rossi says</h1>" in page(client, "/sentences?said=person/anna-rossi&family=event")
    assert "<h1>Claims, newest first</h1>" in page(client, "/sentences?how=claim")


def seen(client: FlaskClient, address: str) -> list[str]:
    """Return the statements of a page and of all that follow it, as they come."""
    keys = list[str]()
    while address:
        markup = page(client, address)
        keys += re.findall(r'<article class="stmt" id="s-([0-9a-f]+)">', markup)
        found = re.search(r'<a href="([^"]+)" rel="next">', markup)
        address = unescape(found[1]) if found else ""
    return keys


def test_sentences_come_in_pages_that_leave_none_out(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = seen(client, "/sentences?of=state/it&family=event")
    monkeypatch.setattr("server.pages.PAGE_LIMIT", 4)

    assert len(whole) == len(set(whole)) == 6
    assert seen(client, "/sentences?of=state/it&family=event") == whole
    assert seen(client, "/sentences?" + "&".join(f"s={key}" for key in whole)) == whole
    assert "there are 6 statements" in text(client, "/sentences?of=state/it&family=event&from=6", 404)


def test_names_are_listed_by_what_is_asked_for(client: FlaskClient) -> None:
    def order(wish: str) -> list[str]:
        return re.findall(r'<tr><th scope="row">.*?<a href="/entity/state/(\w\w)"', page(client, f"/names/state{wish}"))

    assert order("?sort=name") == ["fr", "it", "jp", "es"]
    assert order("?sort=statements") == ["jp", "it", "fr", "es"]
    assert order("?sort=ties")[-1] == "es"
    assert sorted(order("")[:3]) == ["fr", "it", "jp"]
    assert "wanted one of documents" in text(client, "/names/state?sort=beauty", 400)
    assert "wanted a number below 4" in text(client, "/names/state?from=4", 400)


def test_found_names_are_narrowed_by_type(client: FlaskClient) -> None:
    assert "People 1" in text(client, "/search?q=an")
    assert re.findall(r'<tr><th scope="row">.*?<a href="([^"]+)"', page(client, "/search?q=an&type=person")) == [
        "/entity/person/anna-rossi"
    ]
    assert "No place like “an”." in text(client, "/search?q=an&type=place")
    assert "not a type of names" in text(client, "/search?q=an&type=ship", 400)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    """Two people of nasty names, offices and topics who meet in two months."""
    made = tmp_path_factory.mktemp("nasty")
    words = (NASTY, f"{NASTY} again")
    document = Document(
        identifier="nasty", title=NASTY, publisher=NASTY, issued="2025-01-01", text=". ".join(words) + "."
    )
    one, other = (Entity(key=f"person/{n}", type="Person", name=f"{NASTY}{n}") for n in ("one", "two"))
    told = [
        event(document, text, "Consult", (one, other), date=date, topic=NASTY)
        for text, date in zip(words, ("2025-01-01", "2025-02-01"), strict=True)
    ]
    office = Tenure(holder=one.key, title=NASTY, of=None, evidence=told[0].evidence, confidence=SURE)
    reading = Reading(document=document, entities=(one, other), statements=(*told, office))
    publish(made, quads([reading], PROVENANCE), {document.sha256: document.text}, record())
    return create_app(made).test_client()


@pytest.mark.parametrize(
    "address",
    ["/entity/person/one", "/dyad/person/one/person/two", "/names/person", "/search?q=script", f"/search?q={NASTY}"],
)
def test_nasty_names_are_shown_as_text(hostile: FlaskClient, address: str) -> None:
    markup = page(hostile, address)

    assert "alert(1)" in markup
    assert not re.search(r"<script>|<img", markup)


def test_marks_of_names_and_partners_open_as_many_sentences_as_they_count(client: FlaskClient) -> None:
    seen = set()
    for address in ("/", "/entity/state/it", "/entity/state/jp"):
        marks = re.findall(r'href="(/sentences[?]of=[^"]+)"[^>]*aria-label="(\d+) sentences?\b', page(client, address))
        for href, count in marks:
            assert re.search(rf"from {count} sentences? in", text(client, unescape(href))), (address, href)
            seen.add(unescape(href))

    assert {"/sentences?of=state/it", "/sentences?of=state/it&with=state/jp&family=event"} <= seen


def test_relation_that_stands_both_ways_has_its_page_whichever_statement_tells_it(tmp_path: Path) -> None:
    words = "Italy and its partners met"
    others = [state(code, f"Land {code}") for code in ("CH", "AU", "NZ", "KR", "BR", "PE")]
    note = Document(identifier="note", title="Note", publisher="Quay", issued="2025-05-20", language="en", text=words)
    told = [
        Relation(predicate="partnerOf", subject=one.key, object=two.key, evidence=(span(note, words),), confidence=SURE)
        for other in others
        for one, two in ((ITALY, other), (other, ITALY))
    ]
    entities = tuple(sorted((ITALY, *others), key=lambda each: each.key))
    reading = Reading(document=note, entities=entities, statements=tuple(told))
    publish(tmp_path, quads([reading], PROVENANCE), {note.sha256: words}, record())
    both = create_app(tmp_path).test_client()

    for other in others:
        address = f"/sentences?of=state/it&with={other.key}"
        assert "1 statement from 1 sentence in 1 document" in text(both, address), other
        assert both.get(f"/dyad/{other.key}/state/it", follow_redirects=True).status_code == 200
