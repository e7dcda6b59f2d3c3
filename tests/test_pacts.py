"""Agreements, initiatives, measures and sectors: their lists and pages say what the sentences say, and of which day."""

import html
import re
from decimal import Decimal
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from handwritten import PROVENANCE, span, state
from lake import CHILE, PERU, published

from graph.analysis.pacts import Step
from graph.document import Document
from graph.rdf import quads
from graph.statement import Entity, Reading, Relation
from graph.store import publish
from ontology.terms import ID
from server import create_app
from server.bonds import Bonds
from server.catalogue import Name
from server.lifeline import drawings
from server.pactpage import stops_of

BROWSER = {"Accept": "text/html"}
TREATY = "/agreement/lake-treaty"


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    return create_app(published(tmp_path_factory.mktemp("lake")), {"TESTING": True}).test_client()


def page(client: FlaskClient, address: str) -> str:
    answer = client.get(address, headers=BROWSER)
    assert answer.status_code == 200, (address, answer.status_code)
    return answer.text


def cells(source: str, within: str) -> list[list[str]]:
    """Return the rows of the first table behind some words of the page, as a reader sees them."""
    body = source[source.index(within) :].partition("<tbody>")[2].partition("</tbody>")[0]
    found = []
    for row in body.split("<tr")[1:]:
        told = re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL)
        found.append([" ".join(html.unescape(re.sub(r"<[^>]+>", " ", cell)).split()) for cell in told])
    return found


def step(party: str, status: str | None, date: str | None, statements: int = 1) -> Step:
    return Step(
        party=party, status=status, role=None, date=date, world="fact", said_by=None, inferred=False,
        statements=tuple(f"s:{number}" for number in range(statements)), documents=("d",),
    )  # fmt: skip


# ---- the list ----
def test_list_tells_who_is_in_each_and_the_step_stated_last(client: FlaskClient) -> None:
    rows = cells(page(client, "/agreements"), "<table")

    assert [row[0].split(" Bolivia")[0] for row in rows] == ["Lake Treaty", "Fish Decree Peru"]
    assert rows[0][1:] == ["4: Bolivia Brazil Chile Peru", "withdrawn, 2025 first 2022", "8"]
    assert rows[1][1:] == ["1: Peru", "adopts, Mar 2024", "1"]


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        ("party=Peru", ["Lake Treaty", "Fish Decree"]), ("party=state/bo", ["Lake Treaty"]),
        ("type=measure", ["Fish Decree"]), ("status=in_force", ["Lake Treaty"]), ("status=withdrawn&type=measure", []),
        ("sort=name", ["Fish Decree", "Lake Treaty"]), ("sort=date", ["Lake Treaty", "Fish Decree"]),
        ("start=1", ["Fish Decree"]), ("type=&party=&status=", ["Lake Treaty", "Fish Decree"]),
    ],
)  # fmt: skip
def test_list_is_narrowed_and_sorted_by_its_address(client: FlaskClient, asked: str, names: list[str]) -> None:
    source = page(client, f"/agreements?{asked}")
    assert re.findall(r'<th scope="row"><span class="who.*?">.*?<bdi>([^<]+)</bdi></a>', source) == names
    assert ("Nothing fits." in source) == (not names)


@pytest.mark.parametrize(
    ("asked", "status", "told"),
    [
        ("type=pact", 400, "type=pact: not known; wanted agreement, initiative or measure"),
        ("status=dead", 400, "status=dead: not known; wanted signed, in_force"),
        ("sort=luck", 400, "sort=luck: not known"), ("start=-1", 400, "start=-1: not a number"),
        ("party=Perru", 404, "party=Perru: no entity is known by this key or name; near: Peru (state/pe)"),
    ],
)  # fmt: skip
def test_list_says_what_may_be_asked(client: FlaskClient, asked: str, status: int, told: str) -> None:
    answer = client.get(f"/agreements?{asked}", headers=BROWSER)
    assert answer.status_code == status
    assert told in html.unescape(answer.text)


# ---- the page of one ----
def test_page_draws_each_step_in_its_row_and_puts_it_in_a_table(client: FlaskClient) -> None:
    source = page(client, TREATY)
    wide = source[source.index('class="life wide-fig"') : source.index('class="life narrow"')]

    assert re.findall(r'aria-label="(\w+: [^"]*)"', wide) == [
        "Chile: negotiating, 2022, fact, 1 sentence", "Chile: signed, Jul 2023, fact, 1 sentence",
        "Chile: withdrawn, 2025, fact, 1 sentence", "Peru: negotiating, 2022, fact, 1 sentence",
        "Peru: signed, 5 Jul 2023, fact, 2 sentences", "Peru: in force, no date stated, fact, 1 sentence",
        "Brazil: signed, 2026, planned, 1 sentence", "Bolivia: signed, no date stated, denied, 1 sentence",
    ]  # fmt: skip
    assert [len(re.findall(f'class="step {seal}"', wide)) for seal in ("fact", "planned", "denied")] == [6, 1, 1]
    assert wide.count('class="struck"') == 1
    assert cells(source, "Steps as a table")[5] == ["Brazil", "signed", "2026", "planned, Elena Paz", "1"]
    assert "The Fish Decree, adopted by Peru" not in source


@pytest.mark.parametrize(
    ("day", "stood"),
    [
        ("2021-12", {"Chile": "not stated", "Peru": "not stated"}),
        ("2023-06", {"Chile": "negotiating, 2022", "Peru": "negotiating, 2022"}),
        ("2023-07-05", {"Chile": "negotiating, 2022", "Peru": "signed, 5 Jul 2023"}),
        ("2023-07", {"Chile": "signed, Jul 2023", "Peru": "signed, 5 Jul 2023"}),
        ("2025", {"Chile": "withdrawn, 2025", "Peru": "signed, 5 Jul 2023"}),
    ],
)
def test_each_party_stands_as_the_last_step_by_then_says(client: FlaskClient, day: str, stood: dict[str, str]) -> None:
    rows = {row[0]: row for row in cells(page(client, f"{TREATY}?as-of={day}"), "As of a day")}

    assert {name: rows[name][1] for name in stood} == stood
    assert rows["Peru"][2] == "in force, no date stated"
    assert rows["Bolivia"][1:] == ["not stated", "signed denied", "1"]


def test_what_may_lie_before_or_after_the_day_is_called_perhaps(client: FlaskClient) -> None:
    rows = cells(page(client, f"{TREATY}?as-of=2023-07-05"), "As of a day")
    chile = next(row for row in rows if row[0] == "Chile")
    assert chile[2] == "perhaps signed, Jul 2023: before or after is not stated"
    assert next(row for row in rows if row[0] == "Brazil")[1:] == ["not stated", "none", "none"]
    later = cells(page(client, f"{TREATY}?as-of=2026-03"), "As of a day")
    assert next(row for row in later if row[0] == "Brazil")[2] == "signed, 2026 planned, Elena Paz"


def test_day_is_that_of_the_last_step_unless_one_is_asked_for(client: FlaskClient) -> None:
    assert "By 2026: 2 of 4 names" in page(client, TREATY)
    chosen = page(client, f"{TREATY}?as-of=2024-02")
    assert re.findall(r'<option value="([^"]+)"', chosen) == [
        "2022",
        "2023-07-05",
        "2023-07",
        "2024-02",
        "2025",
        "2026",
    ]
    assert re.search(r'<option value="2024-02"[^>]* selected', chosen)
    part = page(client, f"{TREATY}?as-of=2024-02&part=1")
    assert part.lstrip().startswith('<div class="scroll"><table')


@pytest.mark.parametrize("day", ["2023-13", "soon", "2023-02-30", "0", '"><script>'])
def test_day_that_is_none_is_told(client: FlaskClient, day: str) -> None:
    answer = client.get(TREATY, query_string={"as-of": day}, headers=BROWSER)
    assert answer.status_code == 400
    assert f"as-of={day}: not a date; wanted a year, a month or a day" in html.unescape(answer.text)


def test_page_tells_what_builds_on_it_what_happened_to_it_and_where_it_is_named(client: FlaskClient) -> None:
    source = page(client, TREATY)
    assert cells(source, 'id="ties"') == [["Implemented by", "Fish Decree", "not stated", "fact", "1"]]
    assert "Chile" in source[source.index('id="events"') : source.index('id="sources"')]
    assert cells(source, 'id="sources"') == [
        ["A quarrel about fish", "Coast Daily", "1 Mar 2025", "1"],
        ["The lake between them", "Andes Post", "10 Feb 2025", "10"],
    ]  # fmt: skip
    assert 'href="/dossier/agreement/lake-treaty"' in source


def test_measure_has_the_same_page(client: FlaskClient) -> None:
    source = page(client, "/measure/fish-decree")
    assert "1 adopter, 1 step stated." in source
    assert cells(source, "Steps as a table") == [["Peru", "adopts", "Mar 2024", "fact", "1"]]
    ties = {(row[0], row[1]) for row in cells(source, 'id="ties"')}
    assert ties == {("About", "fisheries"), ("Implements", "Lake Treaty"), ("Targets", "Chile")}


def test_dossier_of_what_is_about_a_sector_leads_to_the_sector(client: FlaskClient) -> None:
    source = page(client, "/dossier/measure/fish-decree")
    assert re.search(r'<a href="/sector/fisheries.html"><bdi>[Ff]isheries</bdi></a>', source)


def test_initiative_without_dates_can_be_asked_for_no_day(data: Path) -> None:
    source = page(create_app(data).test_client(), "/initiative/sky-programme")
    assert "2 taking part, 2 steps stated." in source
    assert [row[:3] for row in cells(source, "Steps as a table")] == [
        ["Italy", "takes part", "not stated"], ["Japan", "takes part", "not stated"],
    ]  # fmt: skip
    assert "No step has a date, so no day can be asked for." in source


def test_old_address_leads_on_and_iri_is_told_as_rdf(client: FlaskClient) -> None:
    old = client.get("/entity/agreement/lake-treaty?format=turtle")
    assert (old.status_code, old.location) == (301, f"{TREATY}?format=turtle")
    assert client.get("/entity/agreement/none", headers=BROWSER).status_code == 404
    assert client.get("/measure/lake-treaty", headers=BROWSER).status_code == 404
    thing = client.get("/id/agreement/lake-treaty", headers=BROWSER)
    assert (thing.status_code, thing.location) == (303, TREATY)
    told = client.get(TREATY, headers={"Accept": "text/turtle"})
    assert told.mimetype == "text/turtle"
    assert "Lake Treaty" in told.text
    assert client.get(TREATY, headers={"Accept": "image/png"}).status_code == 406


def test_names_from_documents_are_text_everywhere(tmp_path: Path) -> None:
    nasty = '"><script>alert(1)</script><img src=x onerror=alert(2)>'
    text = f"Peru signed {nasty} in 2024."
    document = Document(identifier="nasty", title=nasty, text=text)
    pact = Entity(key="agreement/nasty", type="Agreement", name=nasty)
    signed = Relation(
        predicate="partyTo", subject=PERU.key, object=pact.key, status="signed", date="2024",
        evidence=(span(document, text),), confidence=Decimal("0.9"), sectors=("sector:energy",), topic=nasty,
    )  # fmt: skip
    reading = Reading(document=document, entities=(pact, state("PE", nasty)), statements=(signed,))
    publish(tmp_path, quads([reading], PROVENANCE), {document.sha256: text}, {"documents": []})
    client = create_app(tmp_path, {"TESTING": True}).test_client()

    for address in ("/agreements", "/agreement/nasty", "/sector/energy.html", "/sentences?sector=energy", "/sectors"):
        assert "<script>alert" not in page(client, address), address
        assert "<img src=x" not in page(client, address), address


# ---- the drawing ----
def test_words_in_a_row_never_meet() -> None:
    party = Name(iri=ID["state/pe"], type="state", label="Peru")
    days = ["2023-07-05", "2023-07-05", "2023-07", "2023-07-20", "2023", "2024-01", "2024-02", None, None]
    told = [(number, step("state/pe", "signed", day), "negotiating") for number, day in enumerate(days, 1)]
    for drawn in drawings([(party, told)], ["2023", "2024-02"]) or ():
        (row,) = drawn.rows
        spans = []
        for mark in row.marks:
            length = 11 * 6.2
            start, end = (mark.at - length, mark.at) if mark.anchor == "end" else (mark.at, mark.at + length)
            spans.append((mark.y, min(start, mark.low), max(end, mark.high)))
            assert start >= 0
            assert end <= drawn.width
        for place, (y, start, end) in enumerate(spans):
            assert not [other for other in spans[:place] if other[0] == y and other[1] < end and start < other[2]]
        assert max(mark.y for mark in row.marks) < row.bottom == drawn.height


def test_mark_stands_within_the_days_its_date_may_mean() -> None:
    party = Name(iri=ID["state/pe"], type="state", label="Peru")
    days = ("2020", "2021-07", "2022-01-01")
    told = [(number, step("state/pe", None, day), "party") for number, day in enumerate(days, 1)]
    wide, _ = drawings([(party, told)], ["2020", "2022-01-01"]) or (None, None)
    assert wide is not None
    year, month, day = wide.rows[0].marks
    assert year.low < year.x < year.high < month.low < month.high < day.low == day.x == day.high
    assert (year.high - year.low) / (month.high - month.low) == pytest.approx(365 / 30, rel=0.1)
    assert wide.stops["2020"] == year.high
    assert [word for _, word in wide.ticks] == ["2020", "2021", "2022"]


def test_too_many_dates_are_asked_for_by_month_or_year() -> None:
    days = [f"2020-{month:02}-{day:02}" for month in range(1, 13) for day in range(1, 9)]
    assert stops_of(step("state/pe", None, day) for day in days) == tuple(f"2020-{month:02}" for month in range(1, 13))
    months = [f"{year}-{month:02}" for year in range(2010, 2020) for month in range(1, 13)]
    years = tuple(str(year) for year in range(2010, 2020))
    assert stops_of(step("state/pe", None, month) for month in months) == years


def test_very_many_statements_are_asked_for_by_name() -> None:
    bonds = Bonds({}, {f"s:{number}": frozenset({("d", number, number + 5)}) for number in range(61)})
    many, few = (bonds.proof("agreement/x", [step("state/pe", None, None, n)], "state/pe") for n in (61, 60))
    assert many.url == "/sentences?of=agreement/x&with=state/pe&family=relation"
    assert (many.sentences, few.url.count("s="), few.sources) == (61, 60, 1)


# ---- sectors ----
def test_sectors_stand_under_their_broader_one_with_what_is_said(client: FlaskClient) -> None:
    rows = cells(page(client, "/sectors"), "<table")
    names = [row[0] for row in rows]
    assert names.index("energy") + 1 == names.index("renewables")
    fisheries = rows[names.index("fisheries")]
    assert fisheries == ["fisheries", "Catching and farming fish, and the rights to do so.", "5", "1", "5"]
    assert rows[names.index("sport")][2:] == ["none", "none", "none"]


def test_sector_tells_its_place_who_deals_in_it_and_when(client: FlaskClient) -> None:
    source = page(client, "/sector/fisheries.html")
    assert 'Related</dt><dd><a href="/sector/agriculture.html">agriculture</a>' in source
    assert cells(source, 'id="dealings"') == [["Chile", "Peru", "2", "−2.8", "3"]]  # +1.0 and −6.5, and a plan
    assert cells(source, "By type, with what is claimed") == [
        ["Consult", "1", "none", "2"], ["Sanction", "none", "1", "1"],
    ]  # fmt: skip
    assert cells(source, "Events by month as a table")[0] == ["Jan 2025", "none", "none", "1 1"]
    assert "Fish Decree" in source[source.index('id="bonds"') : source.index('id="figures"')]
    assert cells(source, 'id="figures"') == [["Chile exports to Peru", "2024", "$2 bn", "not stated", "1"]]
    assert "5 statements from 2 documents" in source
    narrower = page(client, "/sector/renewables.html")
    assert 'href="/sector/energy.html">energy</a>' in narrower
    assert "No statement is about it." in narrower


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ("kind=Consult&when=2024", ["Peru and Chile talked about fisheries on 1 February 2024."]),
        ("kind=Sanction", ["Peru imposed tariffs on fish from Chile in January 2025."]),
        ("kind=Sanction&when=2024", []),
        ("family=observation", ["Chile sold fish worth $2.0 billion to Peru in 2024."]),
        ("family=relation", ["The Fish Decree, adopted by Peru"]),
        (f"of={PERU.key}&with={CHILE.key}&family=event&how=fact", [
            "Peru imposed tariffs on fish from Chile in January 2025.",
            "Peru and Chile talked about fisheries on 1 February 2024.",
        ]),
    ],
)  # fmt: skip
def test_numbers_of_a_sector_lead_to_their_sentences(client: FlaskClient, asked: str, words: list[str]) -> None:
    source = page(client, f"/sentences?sector=fisheries&{asked}")
    assert re.findall("<mark>(.*?)</mark>", source) == words
    assert "<h1>Fisheries" in source
    assert 'href="/sector/fisheries.html">fisheries</a>' in source


@pytest.mark.parametrize(
    ("address", "status", "told"),
    [
        ("/sector/none.html", 404, "No sector is known as “none”"),
        ("/sentences?sector=none", 404, "sector=none: no such sector; wanted one as energy."),
        ("/sentences?sector=%22%3E%3Cscript%3E", 404, 'sector="><script>: no such sector'),
        ("/sentences?sector=fisheries&kind=Dance", 400, "kind=Dance: wanted one of Agree, Consult"),
    ],
)
def test_sector_says_what_may_be_asked(client: FlaskClient, address: str, status: int, told: str) -> None:
    answer = client.get(address, headers=BROWSER)
    assert answer.status_code == status
    assert told in html.unescape(answer.text)


def test_sector_is_led_to_from_its_iri_and_from_statements(client: FlaskClient) -> None:
    moved = client.get("/sector/fisheries", headers=BROWSER)
    assert (moved.status_code, moved.location) == (303, "/sector/fisheries.html")
    assert client.get("/sector", headers=BROWSER).location == "/sectors"
    assert client.get("/sector/fisheries", headers={"Accept": "text/turtle"}).location == "/sector/fisheries.ttl"
    assert 'href="/sector/fisheries.html">fisheries</a>' in page(client, "/sentences?of=state/pe&with=state/cl")
