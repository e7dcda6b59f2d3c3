"""Changes over HTTP: the page, the same as JSON, and what the front page tells of them."""

from pathlib import Path

import pytest
from browsing import served, violations
from flask.testing import FlaskClient
from handwritten import PROVENANCE, record, talks, trade

from graph.difference import compare
from graph.rdf import quads
from graph.reading import Reading
from graph.store import publish
from server import create_app, difference


def published(data: Path, *readings: Reading) -> str:
    texts = {reading.document.sha256: reading.document.text for reading in readings}
    return publish(data, quads(list(readings), PROVENANCE), texts, record())


@pytest.fixture(scope="module")
def three(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str]]:
    """A dataset with three generations, the oldest first."""
    data = tmp_path_factory.mktemp("three")
    ids = [published(data, talks()), published(data, trade()), published(data, talks(), trade())]
    return data, ids


@pytest.fixture(scope="module")
def client(three: tuple[Path, list[str]]) -> FlaskClient:
    return create_app(three[0]).test_client()


def test_changes_are_those_since_the_generation_before(client: FlaskClient, three: tuple[Path, list[str]]) -> None:
    page = client.get("/changes").get_data(as_text=True)

    assert f'<option value="{three[1][1]}" selected>' in page
    assert f'<option value="{three[1][2]}" selected>' in page
    assert "Documents: 1 new." in page
    assert "Israel" in page


def test_both_generations_are_chosen_in_the_address(client: FlaskClient, three: tuple[Path, list[str]]) -> None:
    _, (first, second, _) = three
    page = client.get(f"/changes?old={first}&new={second[:6]}").get_data(as_text=True)

    assert f'<option value="{first}" selected>' in page
    assert "Documents: 1 new and 1 gone." in page


def test_what_is_no_generation_is_not_found(client: FlaskClient) -> None:
    for wrong in ("old=feedfeed", "new=feedfeed", "old=%3Cscript%3E", "new=../../etc"):
        assert client.get(f"/changes?{wrong}").status_code == 404
    assert client.get("/changes?format=docx").status_code == 406


@pytest.mark.parametrize(
    ("format", "media", "start"),
    [("text", "text/plain", b"From "), ("html", "text/html", b"<!doctype"), ("json", "application/json", b"{"),
     ("trig", "application/trig", b"@prefix")],
)  # fmt: skip
def test_the_same_is_had_as_a_file(client: FlaskClient, format: str, media: str, start: bytes) -> None:
    answer = client.get(f"/changes?format={format}")

    assert answer.mimetype == media
    assert answer.data.startswith(start)
    assert "attachment" in answer.headers["Content-Disposition"]


def test_the_api_tells_changes_one_by_one(client: FlaskClient, three: tuple[Path, list[str]]) -> None:
    told = client.get("/api/changes?matter=tie&how=fact&limit=50").get_json()

    assert told["total"] == len(told["items"])
    assert "Israel and Iran: Accuse and Reject" in {each["line"] for each in told["items"]}
    for each in told["items"]:
        assert (each["matter"], each["how"], each["why"]) == ("tie", "fact", "document-added")
        assert each["quotation"] in talks().document.text
        assert client.get(f"/api/statements/{each['statements'][0].rpartition('/')[2]}").status_code == 200
    gone = client.get(f"/api/changes?old={three[1][0]}&new={three[1][1]}&matter=document").get_json()["items"]
    assert {(each["change"], each["document"]) for each in gone} == {
        ("gone", "talks-in-muscat"), ("new", "trade-of-italy-and-japan"),
    }  # fmt: skip
    assert client.get("/api/changes?old=feedfeed").status_code == 404
    assert client.get("/api/changes?old=!").status_code == 400


def test_the_front_page_tells_what_is_new_and_leads_there(client: FlaskClient) -> None:
    page = client.get("/").get_data(as_text=True)

    assert "New since" in page
    assert "Documents: 1 new." in page
    assert 'href="/changes"' in page


def test_where_there_is_no_earlier_generation_nothing_is_told(data: Path) -> None:
    client = create_app(data).test_client()

    assert "New since" not in client.get("/").get_data(as_text=True)
    assert "Nothing to compare with" in client.get("/changes").get_data(as_text=True)
    assert client.get("/api/changes").get_json()["items"] == []
    assert client.get("/changes?format=json").status_code == 404


def test_generations_are_compared_once(three: tuple[Path, list[str]], monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[object, ...]] = []

    def counted(*given: object) -> object:
        asked.append(given[1:])
        return compare.compare(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(difference, "compare", counted)
    client = create_app(three[0]).test_client()
    for address in ("/", "/changes", "/api/changes", "/", "/changes?format=json"):
        assert client.get(address).status_code == 200

    assert asked == [(three[1][1], three[1][2])]


def test_a_damaged_generation_before_leaves_the_front_page_whole(tmp_path: Path) -> None:
    old, _ = published(tmp_path, talks()), published(tmp_path, trade())
    (tmp_path / "generations" / old / "build.json").write_text("{")

    answer = create_app(tmp_path).test_client().get("/")

    assert answer.status_code == 200
    assert "New since" not in answer.get_data(as_text=True)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 390])
def test_changes_are_read_by_everybody(three: tuple[Path, list[str]], scheme: str, width: int) -> None:
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    if not Path("/usr/bin/chromium").exists():
        pytest.skip("there is no Chromium here")
    with served(create_app(three[0])) as address, playwright.sync_playwright() as started:
        browser = started.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-gpu"])
        tab = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
        for page in ("/", "/changes"):
            tab.goto(address + page)
            assert violations(tab) == []
            assert tab.evaluate("document.documentElement.scrollWidth") <= width
        tab.get_by_label("From").select_option(three[1][0])
        tab.get_by_role("button", name="Compare").press("Enter")
        tab.wait_for_load_state("networkidle")  # or the server is stopped while it sends
        assert f"old={three[1][0]}" in tab.url
        browser.close()
