"""Judging and citing in a real browser: by the mouse, by keys, and what goes wrong on the way."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from browsing import served, violations
from disputed import HOSTILE, disputed
from live import TOKEN
from test_browser import NARROW, WIDE, Visit, chromium

from graph.judgement import read_judgements
from server import create_app
from server.tokens import Tokens

__all__ = ["chromium"]
pytestmark = pytest.mark.browser


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return disputed(tmp_path / "data")


@pytest.fixture
def address(data: Path) -> Iterator[str]:
    """The dataset served where one who has the token may judge."""
    with served(create_app(data, {"TOKENS": Tokens.of(TOKEN, None)})) as found:
        yield found


def sign_in(tab: Any) -> None:
    """Leave name and token where the page keeps them."""
    tab.evaluate("localStorage.setItem('judge', 'Ada')")
    tab.evaluate("token => sessionStorage.setItem('token', token)", TOKEN)


def settled(tab: Any, words: str) -> None:
    tab.wait_for_function("words => document.getElementById('heard').textContent.includes(words)", arg=words)


def test_statement_is_rejected_from_its_card(chromium: Any, address: str, data: Path) -> None:
    with Visit(chromium, address, WIDE) as visit:
        tab = visit.go("/sentences?of=person/marco-rosi")
        tab.click("button[data-judge]")
        tab.check("dialog.judge input[value=rejected]")
        tab.fill("#judge-note", HOSTILE)
        tab.fill("#judge-by", HOSTILE)
        tab.fill("#judge-token", "not the token")
        tab.keyboard.press("Enter")
        tab.wait_for_selector("dialog.judge .fault:not([hidden])")
        assert "Writing takes a token" in tab.inner_text("dialog.judge .fault")
        assert read_judgements(data) == ()
        tab.fill("#judge-token", TOKEN)
        tab.click("dialog.judge [type=submit]")
        settled(tab, "Wrong: it leaves the dataset, by " + HOSTILE)

        (made,) = read_judgements(data)
        assert (made.verdict, made.by, made.note) == ("rejected", HOSTILE, HOSTILE)
        assert tab.evaluate("[window.hit, localStorage.judge, sessionStorage.token, localStorage.token]") == [
            None, HOSTILE, TOKEN, None,
        ]  # fmt: skip
        tab = visit.go("/review?part=judgements")
        assert HOSTILE in tab.inner_text(".log")
        assert tab.evaluate("window.hit") is None
    assert [fault for fault in visit.faults if "401" not in fault] == []


def test_value_is_corrected_and_taken_back(chromium: Any, address: str, data: Path) -> None:
    with Visit(chromium, address, WIDE) as visit:
        tab = visit.go("/review?part=statements")
        sign_in(tab)
        item = "[data-statement]:has-text('met Japan') "
        tab.click(item + "[data-verdict=corrected]")
        assert tab.inner_text("dialog.judge [data-read]") == "2025-05-01"
        tab.fill("#judge-value", "2025-05-02")
        tab.keyboard.press("Enter")
        settled(tab, "Corrected, by Ada")
        assert [(each.term, each.read, each.value) for each in read_judgements(data)] == [
            ("date", "2025-05-01", "2025-05-02")
        ]
        tab.click(item + ".outcome [data-undo]")
        settled(tab, "Taken back, by Ada")

    assert [each.verdict for each in read_judgements(data)] == ["corrected", "undone"]
    assert visit.faults == []


def test_keys_walk_judge_and_undo_but_not_while_one_types_nor_where_they_are_off(
    chromium: Any, address: str, data: Path
) -> None:
    with Visit(chromium, address, WIDE) as visit:
        tab = visit.go("/review")
        sign_in(tab)
        tab.keyboard.press("d")  # at nothing yet
        tab.keyboard.press("/")
        tab.keyboard.type("jsd")
        tab.focus(".judged")
        tab.evaluate("document.querySelector('[data-keys-switch]').click()")
        tab.keyboard.press("s")
        tab.evaluate("document.querySelector('[data-keys-switch]').click()")
        tab.wait_for_timeout(300)
        assert read_judgements(data) == ()

        tab.evaluate("document.activeElement.blur()")
        tab.keyboard.press("j")
        assert tab.evaluate("document.activeElement.dataset.names") is not None
        tab.keyboard.press("s")
        settled(tab, "The same, by Ada")
        assert tab.evaluate("document.activeElement.dataset.statement") is not None
        tab.keyboard.press("d")
        settled(tab, "Wrong: it leaves the dataset, by Ada")
        tab.keyboard.press("k")
        tab.keyboard.press("u")
        settled(tab, "Taken back, by Ada")

    verdicts = [each.verdict for each in read_judgements(data)]
    assert verdicts == ["same", "rejected", "undone"]
    assert visit.faults == []


def test_letter_that_leads_to_a_page_after_g_does_not_so_alone_however_soon(chromium: Any, address: str) -> None:
    with Visit(chromium, address, WIDE) as visit:
        visit.tab.goto(address + "/about", wait_until="domcontentloaded")
        visit.tab.wait_for_function("() => document.querySelector('.find input').hasAttribute('aria-controls')")
        visit.tab.keyboard.press("d")
        visit.tab.wait_for_timeout(300)
        assert visit.tab.url.endswith("/about")
        visit.tab.keyboard.press("g")
        visit.tab.keyboard.press("d")
        visit.tab.wait_for_url("**/documents")


def test_second_judge_of_the_same_is_told_of_the_first(chromium: Any, address: str, data: Path) -> None:
    with Visit(chromium, address, WIDE) as ada, Visit(chromium, address, WIDE) as eve:
        for visit in (ada, eve):
            sign_in(visit.go("/review?part=names"))
        ada.tab.click("[data-verdict=distinct]")
        settled(ada.tab, "Not the same, by Ada")
        eve.tab.click("[data-verdict=same]")
        eve.tab.wait_for_selector(".outcome.wrong")

        assert "Ada judged this meanwhile (distinct" in eve.tab.inner_text(".outcome.wrong")
    assert [each.verdict for each in read_judgements(data)] == ["distinct"]


def test_token_that_is_refused_is_forgotten_and_asked_for_again(chromium: Any, address: str) -> None:
    with Visit(chromium, address, WIDE) as visit:
        tab = visit.go("/review")
        tab.evaluate("localStorage.setItem('judge', 'Ada'); sessionStorage.setItem('token', 'old')")
        tab.click("[data-verdict=unsure]")
        tab.wait_for_selector("dialog.judge[open]")

        assert "Writing takes a token" in tab.inner_text("dialog.judge .fault")
        assert tab.evaluate("document.activeElement.name") == "token"
        assert tab.is_checked("dialog.judge [value=unsure]")
        assert not tab.is_visible("dialog.judge [value=accepted]")


def test_citation_is_copied_and_said_so(chromium: Any, address: str) -> None:
    with Visit(chromium, address, WIDE) as visit:
        visit.tab.context.grant_permissions(["clipboard-read", "clipboard-write"])
        tab = visit.go("/sentences?of=organization/european-union")
        tab.click("button[data-cite] >> nth=0")
        settled(tab, "Citation copied.")

        copied = tab.evaluate("navigator.clipboard.readText()")
        assert copied == tab.get_attribute("button[data-cite] >> nth=0", "data-cite")
        assert "https://w3id.org/relazione/statement/" in copied
        assert tab.inner_text("button[data-cite] >> nth=0") == "Citation copied"
        tab.focus("button[data-cite] >> nth=1")
        tab.keyboard.press("c")
        tab.wait_for_function("() => document.querySelectorAll('[data-cite]')[1].textContent === 'Citation copied'")
        assert tab.inner_text("button[data-cite] >> nth=0") == "Copy citation"
    assert visit.faults == []


def test_where_the_browser_does_not_copy_the_citation_is_there_selected(chromium: Any, address: str) -> None:
    with Visit(chromium, address, WIDE) as visit:
        visit.tab.add_init_script(
            "Object.defineProperty(navigator, 'clipboard', {value: undefined}); document.execCommand = () => false;"
        )
        tab = visit.go("/sentences?of=organization/european-union")
        tab.click("button[data-cite] >> nth=0")
        settled(tab, "The citation is selected")

        chosen = tab.evaluate(
            "(({ value, selectionStart: from, selectionEnd: to }) => value.slice(from, to))(document.activeElement)"
        )
        assert chosen == tab.get_attribute("button[data-cite] >> nth=0", "data-cite")
    assert visit.faults == []


def test_card_that_comes_into_the_margin_is_judged_there(chromium: Any, address: str, data: Path) -> None:
    with Visit(chromium, address, WIDE) as visit:
        tab = visit.go("/explore?a=person/marco-rosi&b=state/jp")
        sign_in(tab)
        tab.click("#opened button[data-judge]")
        tab.check("dialog.judge [value=accepted]")
        tab.click("dialog.judge [type=submit]")
        settled(tab, "Right, by Ada")

    assert [each.verdict for each in read_judgements(data)] == ["accepted"]
    assert visit.faults == []


def test_without_a_script_there_is_nothing_that_cannot_be_pressed(chromium: Any, address: str) -> None:
    with Visit(chromium, address, WIDE, java_script_enabled=False) as visit:
        tab = visit.go("/review")

        assert "Marco Rosi praised Japan." in tab.inner_text("main")
        for what in ("[data-cite]", "[data-judge]", "[data-verdict]", "dialog.judge"):
            assert not any(each.is_visible() for each in tab.query_selector_all(what))


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_review_and_dialog_fit_and_can_be_read_by_all(
    chromium: Any, address: str, data: Path, size: dict[str, int], theme: str
) -> None:
    with Visit(chromium, address, size, color_scheme=theme) as visit:
        tab = visit.go("/review")
        sign_in(tab)
        tab.click("[data-verdict=unsure]")
        settled(tab, "Unsure")
        tab = visit.go("/review")
        faults = violations(tab)
        tab.click("[data-statement] [data-verdict=corrected] >> nth=3")
        faults += violations(tab)
        box = tab.locator("dialog.judge").bounding_box()

        assert faults == []
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= size["width"]
        assert tab.evaluate("document.documentElement.scrollWidth") <= size["width"]
    assert visit.faults == []
