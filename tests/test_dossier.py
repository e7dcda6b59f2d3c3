"""The dossier: what belongs in it, that no line says more than its sentence, and that every format says the same."""

import json
import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from handwritten import MUSCAT
from sources import event, figure, office, party, told
from typer.testing import CliRunner

from graph.analysis.accounts import Account
from graph.analysis.ties import Name
from graph.document import Span
from graph.report.archive import Source, archive
from graph.report.dossier.matter import matter
from graph.report.dossier.sheet import dossier
from graph.report.render import write
from graph.report.section import Line, Section, Sheet, Table
from graph.report.sections.agreements import agreements
from graph.report.sections.disagreements import disagreements
from graph.report.sections.figures import figures
from graph.report.telling import Record, line, record_of, rows, told_as, when
from graph.statement import Statement
from graph.store import Generation
from server import create_app
from server.cli import app

NAMES = {
    "state/it": Name("State", "Italy"), "state/cn": Name("State", "China"), "state/fr": Name("State", "France"),
    "person/rossi": Name("Person", "Anna Rossi"), "place/milan": Name("Place", "Milan"),
    "company/silk": Name("Company", "Silk"), "agreement/pact": Name("Agreement", "Pact"),
    "measure/tariff": Name("Measure", "Tariff"), "initiative/road": Name("Initiative", "Road"),
    "agreement/treaty": Name("Agreement", "Treaty"),
}  # fmt: skip
ITALY, CHINA, FRANCE, ROSSI, PACT, TARIFF = (
    "state/it",
    "state/cn",
    "state/fr",
    "person/rossi",
    "agreement/pact",
    "measure/tariff",
)


def recorded(
    *accounts: Account[Statement], homes: Mapping[str, str] | None = None, dates: Mapping[str, str] | None = None
) -> Record:
    """Return the record of accounts whose documents consist of a sentence for each of them."""
    texts: dict[str, str] = {}
    spans: dict[str, dict[str, dict[Span, str]]] = {}
    for each in accounts:
        start = len(texts.setdefault(each.document, ""))
        texts[each.document] += f"Sentence {each.iri}.\n"
        spans.setdefault(each.document, {})[each.iri] = {Span(start, len(texts[each.document]) - 1): ""}
    sources = [
        Source(
            number=n,
            identifier=each,
            key=f"doc/{each}",
            title=f"On {each}",
            publisher=None,
            issued=(dates or {}).get(each),
        )
        for n, each in enumerate(sorted(texts), 1)
    ]
    return Record(
        generation="g", accounts=accounts, checks=(), names=NAMES, homes=homes or {}, serving={ROSSI: (ITALY,)},
        located={"place/milan": ITALY}, archive=archive(sources, texts, spans),
    )  # fmt: skip


def relation(subject: str, predicate: str, target: str, **more: Any) -> Account[Statement]:
    return told(party(subject, target, predicate=predicate, **more))


def kept(record: Record, *keys: str) -> list[str]:
    return [line(record, each).text for each in matter(record, keys).record.accounts]


def section(sheet: Sheet, id: str) -> Section:
    return next(each for each in sheet.sections if each.id == id)


def cells(found: Section | None, id: str) -> list[list[str]]:
    """Return the rows of a table as text."""
    assert found is not None
    table = next(each for each in found.blocks if isinstance(each, Table) and each.id == id)
    return [[plain(cell) for cell in row] for row in table.rows]


def plain(cell: object) -> str:
    if isinstance(cell, Line):
        return cell.text
    if isinstance(cell, tuple):
        return " ".join(map(plain, cell))
    return str(getattr(cell, "label", getattr(cell, "world", cell)))


def questions(sheet: Sheet) -> dict[str, str]:
    return {question: answer for question, answer, _ in cells(section(sheet, "unknown"), "unknown-all")}


def test_what_the_same_words_tell_of_a_third_stays_out() -> None:
    """ "France and Italy, and Italy and China, cooperate": the dossier of Italy and China is not about France."""
    words = (Span(3, 9),)
    record = recorded(
        told(event("Cooperate", f"{CHINA} {ITALY}", evidence=words)),
        told(event("Cooperate", f"{FRANCE} {ITALY}", evidence=words)),
        told(event("Retreat", ITALY, thing="initiative/road", evidence=words)),
    )

    assert kept(record, ITALY, CHINA) == ["China and Italy cooperate", "Italy draws back from Road"]


def test_whoever_serves_a_state_lies_in_it_or_is_based_there_counts_with_it() -> None:
    record = recorded(
        told(event("Consult", f"{ROSSI} {CHINA}")), told(event("Cooperate", f"place/milan {CHINA}")),
        told(event("Coerce", CHINA, "company/silk")), relation("company/silk", "basedIn", "place/milan"),
        told(event("Consult", f"{FRANCE} {CHINA}")),
    )  # fmt: skip

    assert kept(record, ITALY, CHINA) == [
        "Anna Rossi and China meet or talk", "Milan and China cooperate", "China exerts powers over Silk",
    ]  # fmt: skip


def test_what_hits_or_is_led_by_the_other_lies_between_them_and_what_all_have_signed_does_not() -> None:
    everybody = [relation(key, "partyTo", "agreement/treaty") for key in (ITALY, CHINA, FRANCE, "state/jp")]
    record = recorded(
        relation(TARIFF, "targets", CHINA), told(event("Support", ITALY, FRANCE, TARIFF)),
        told(party(CHINA, "initiative/road", predicate="takesPartIn", role="leads")),
        told(event("Retreat", ITALY, thing="initiative/road")),
        *everybody, told(event("Support", ITALY, FRANCE, "agreement/treaty")), relation(TARIFF, "favours", FRANCE),
    )  # fmt: skip

    assert kept(record, ITALY, CHINA) == [
        "Italy speaks or acts in favour of France: Tariff", "Italy draws back from Road",
    ]  # fmt: skip


def test_the_word_of_one_about_the_other_lies_between_them() -> None:
    record = recorded(told(event("Assault", CHINA, FRANCE, said_by=ROSSI)), told(event("Assault", CHINA, FRANCE)))

    assert len(kept(record, ITALY, CHINA)) == 1
    assert len(kept(record, ITALY)) == 1
    assert len(kept(record, CHINA)) == 2


def test_a_person_has_nobody_with_them() -> None:
    record = recorded(told(event("Consult", f"{ROSSI} {CHINA}")), told(event("Consult", f"{ITALY} {CHINA}")))

    assert kept(record, ROSSI) == ["Anna Rossi and China meet or talk"]


def test_a_line_tells_topic_place_and_occasion_in_the_words_of_the_text() -> None:
    said = event("Request", ITALY, CHINA, topic="fair trade", place="place/milan", occasion_text="the summit")
    record = recorded(account := told(said))

    assert line(record, account).text == (
        "Italy makes a request of China (“fair trade”; place: Milan; occasion: “the summit”)"
    )


@pytest.mark.parametrize(
    ("date", "words", "shown"),
    [
        ("2024-07", "July 2024", "Jul 2024"), ("2025-10-08", "October 8", "8 Oct 2025 (“October 8”)"),
        ("2025-10-08", "8 October 2025", "8 Oct 2025"), ("2023", "the end of 2023", "2023 (“the end of 2023”)"),
        ("2025-10-08", "Wednesday", "8 Oct 2025 (“Wednesday”)"), (None, "Wednesday", "“Wednesday”"), (None, None, None),
    ],
)  # fmt: skip
def test_a_date_that_was_worked_out_shows_its_words(date: str | None, words: str | None, shown: str | None) -> None:
    assert when(told(event("Consult", ITALY, date=date, date_text=words))) == shown


def test_what_is_inferred_or_unsurely_read_is_called_so_unless_somebody_says_it() -> None:
    inferred = told(event("Consult", f"{ITALY} {CHINA}", rule="context"))
    unsure, sure = (told(event("Consult", f"{ITALY} {CHINA}", confidence=Decimal(c)), "two") for c in ("0.5", "0.7"))
    record = recorded(inferred, unsure, sure)

    (together,) = rows(record, record.accounts)
    assert plain(told_as(record, together[0])) == "fact"
    assert [plain(told_as(record, each)) for each in together[1:]] == ["fact (unsure reading)", "fact (inferred)"]


def test_claims_plans_and_facts_are_never_one_row() -> None:
    ways: Iterable[dict[str, Any]] = ({}, {"said_by": CHINA}, {"modality": "planned"}, {"modality": "denied"})
    record = recorded(*(told(event("Consult", f"{ITALY} {CHINA}", **way)) for way in ways))

    assert [len(alike) for alike in rows(record, record.accounts)] == [1, 1, 1, 1]


def test_acts_stand_in_order_and_what_has_no_date_apart() -> None:
    dates = ("2025", "2024-07", None, "2023-12", "2023")
    record = recorded(*(told(event("Consult", f"{ITALY} {CHINA}", date=date)) for date in dates))
    happened = section(dossier(record, [ITALY, CHINA]), "happened")

    assert [row[0] for row in cells(happened, "happened-dated")] == ["2023", "Dec 2023", "Jul 2024", "2025"]
    assert [row[0] for row in cells(happened, "happened-undated")] == ["None"]


def test_a_denial_is_struck_out_and_everything_else_is_not() -> None:
    record = recorded(
        told(event("Consult", f"{ITALY} {CHINA}", modality="denied")), told(event("Agree", f"{ITALY} {CHINA}"))
    )
    html, md = (write(dossier(record, [ITALY, CHINA]), form) for form in ("html", "md"))

    assert re.findall(r"<s>.*?</s>", html) != []
    assert "meet or talk" in "".join(re.findall(r"<s>.*?</s>", html))
    assert "| ~~Italy and China meet or talk~~ " in md or "| ~~China and Italy meet or talk~~ " in md
    assert md.count("~~") == 2


def test_positions_stand_under_whoever_takes_them() -> None:
    record = recorded(
        told(event("Request", ITALY, CHINA)), told(event("Cooperate", f"{ITALY} {CHINA}", said_by=CHINA)),
        told(event("Consult", f"{ITALY} {CHINA}")),
    )  # fmt: skip
    found = cells(section(dossier(record, [ITALY, CHINA]), "positions"), "positions-all")

    assert [row[0] for row in found] == ["China", "Italy"]


def test_only_what_is_certainly_not_told_is_called_unknown() -> None:
    bare = recorded(
        told(event("Consult", f"{ITALY} {CHINA}", date="2023")), told(figure("export", "9")),
        told(event("Agree", f"{ITALY} {CHINA}", date="2024-09")), told(event("Aid", CHINA, ITALY, modality="planned")),
        told(event("Consult", f"{ITALY} {CHINA}", modality="planned")), told(event("Consult", f"{ROSSI} {CHINA}")),
        told(office(ROSSI, "Foreign Minister"), "two"),
        dates={"one": "2025-01-01"},
    )  # fmt: skip
    asked = questions(dossier(bare, [ITALY, CHINA]))

    assert asked["What does China itself say?"] == "No word and no position of China is told."
    assert asked["What happened from Jan to Aug 2024?"] == "No event is dated in this time."
    assert asked["How much do they trade after 2024?"] == "The last period with a figure ends in 2024."
    assert asked["How much do they invest in each other?"] == "No figure is stated."
    assert [each for each in asked if each.startswith("Did it come about")] == [
        "Did it come about: China gives aid to Italy?"
    ]
    assert "Since when and until when does Anna Rossi hold the office?" in asked
    assert asked["When was this written?"] == "1 of 2 documents carries no date."


def test_what_is_told_is_no_question() -> None:
    full = recorded(
        told(event("Request", ITALY, CHINA, date="2024-01")), told(event("Request", CHINA, ITALY, date="2024-03")),
        told(office(ROSSI, "Foreign Minister", start="2022")), told(event("Aid", f"{ROSSI}", CHINA, date="2024-02")),
        told(party(ITALY, PACT, "in_force", date="2024")), told(party(CHINA, PACT, "in_force", date="2024")),
    )  # fmt: skip
    asked = questions(dossier(full, [ITALY, CHINA]))

    assert not [
        each for each in asked if each.startswith(("What does", "What happened", "Since when", "Is Pact", "When did"))
    ]


def test_an_agreement_that_is_not_said_to_be_in_force_is_asked_about() -> None:
    record = recorded(
        told(party(ITALY, PACT, "signed", date="2024")), told(party(CHINA, PACT, "in_force", rule="context"))
    )
    asked = questions(dossier(record, [ITALY, CHINA]))

    assert asked["Is Pact in force, and since when?"] == "That it is in force is inferred, not stated."


def test_agreements_as_of_a_day_leave_open_what_no_text_dates() -> None:
    record = recorded(told(party(ITALY, PACT, "signed", date="2024-07")), told(party(CHINA, PACT, "in_force")))
    before, after = (cells(agreements(record, day), "agreements-as-of") for day in ("2024-06", "2024-12-31"))

    assert [row[1:5] for row in before] == [
        ["China", "None", "None", "in force, no date stated"], ["Italy", "None", "None", "nothing else"],
    ]  # fmt: skip
    assert after[1][1:5] == ["Italy", "signed", "Jul 2024", "nothing else"]
    assert agreements(recorded(told(event("Consult", ITALY)))) is None


def test_figures_stand_with_minus_about_and_unit_and_not_stated_where_nothing_is() -> None:
    record = recorded(
        told(figure("balance", "-31.6", bound="about", change=Decimal("-4.5"))),
        told(figure("export", "9", period_start=None, period_end=None)),
    )

    assert [row[:4] for row in cells(figures(record), "figures-all")] == [
        ["Italy exports to China", "None", "€9 bn", "None"],
        ["Italy has a trade balance with China", "2024", "about −€31.6 bn", "−4.5 %"],
    ]  # fmt: skip


def test_figures_of_both_sides_stand_side_by_side_with_whose_they_are() -> None:
    record = recorded(told(figure("export", "9.1")), told(figure("import", "9.6", CHINA, ITALY), "two"))
    (row,) = cells(figures(record), "figures-same")

    assert row[2:4] == ["€9.1 bn (On one); €9.6 bn, as China’s import (On two)", "differ by more than rounding"]
    assert cells(disagreements(record), "disagreements-figure")[0][0].startswith("Italy exports to China: €9.1 bn")


def test_where_nothing_is_told_differently_it_is_said_what_was_compared() -> None:
    found = disagreements(recorded(told(event("Consult", ITALY))))

    assert found.blocks == ()
    assert found.text[0].startswith("Nothing is told in two ways. Compared were figures of the same thing")


def test_a_dossier_of_those_between_whom_nothing_is_told_says_so() -> None:
    sheet = dossier(recorded(told(event("Consult", ITALY))), [ITALY, FRANCE])

    assert sheet.lede == "No statement of 1 document ties them."
    assert "No event is told." in write(sheet, "md")


def test_every_sentence_of_a_dossier_stands_in_every_format(generation: Generation) -> None:
    sheet = dossier(record_of(generation), ["state/ir"])
    html, md, data = write(sheet, "html"), write(sheet, "md"), json.loads(write(sheet, "json"))

    assert sheet.title == "Iran"
    assert "Oman hosted Iran and the United States in Muscat on 12 April 2025." in md
    ids = [each["id"] for each in data["sentences"]]
    assert ids == [each.replace("-", ".") for each in re.findall(r'<li id="s(\d+-\d+)"', html)]
    assert ids == re.findall(r"^- \*\*(\d+\.\d+)\*\*", md, re.MULTILINE)
    assert not re.search(r'(?:src|href)="(?:https?:)?//', html), "nothing is asked of the network"
    assert "<script" not in html


def test_numbers_of_sentences_are_those_of_the_whole_report(generation: Generation) -> None:
    record = record_of(generation)
    whole = {each.id: each.pieces for each in record.archive.sentences}
    part = dossier(record, ["state/it", "state/jp"]).archive.sentences

    assert 0 < len(part) < len(whole)
    assert all(whole[each.id] == each.pieces for each in part)


def test_the_same_dataset_gives_the_same_bytes(generation: Generation) -> None:
    once, again = (write(dossier(record_of(generation), ["state/it"]), "html") for _ in range(2))

    assert once == again


def run(*arguments: object) -> Any:
    return CliRunner().invoke(app, [str(each) for each in arguments])


def test_names_are_taken_as_texts_call_them(data: Path, tmp_path: Path) -> None:
    by_label, by_key = (
        run("dossier", *names, "--data", data) for names in (("italy", "JAPAN"), ("state/it", "state/jp"))
    )
    alias = run("dossier", "U.S.", "--data", data)

    assert by_label.stdout == by_key.stdout
    assert by_label.stdout.startswith("# Italy and Japan\n")
    assert alias.stdout.startswith("# United States\n")


def test_a_name_that_is_not_known_is_told_with_those_like_it(data: Path) -> None:
    result = run("dossier", "Itly", "--data", data)

    assert result.exit_code == 1
    assert result.stderr == "error: Itly: no entity is known by this key or name; near: Italy (state/it)\n"


def test_a_dossier_is_written_as_its_file_is_called(data: Path, tmp_path: Path) -> None:
    for suffix, start in (("html", "<!doctype html>"), ("md", "# Oman"), ("json", "{")):
        assert run("dossier", "Oman", "--data", data, "-o", tmp_path / f"oman.{suffix}").exit_code == 0
        assert (tmp_path / f"oman.{suffix}").read_text("utf-8").startswith(start)
    assert "wanted a year" in run("dossier", "Oman", "--as-of", "May", "--data", data).stderr


@pytest.fixture(scope="module")
def client(data: Path) -> FlaskClient:
    return create_app(data).test_client()


def test_a_dossier_has_an_address_that_names_lead_to(client: FlaskClient) -> None:
    assert client.get("/dossier/Italy/Japan?as_of=2024").location == "/dossier/state/it/state/jp?as_of=2024"
    assert client.get("/dossier?name=Italy&name=&as_of=").location == "/dossier/state/it"
    page = client.get("/dossier/state/it/state/jp").text
    assert "<h1>Italy and Japan</h1>" in page
    assert '<a href="/entity/state/it"><bdi>Italy</bdi></a>' in page


def test_a_dossier_can_be_taken_away_as_a_file(client: FlaskClient, data: Path) -> None:
    for form in ("html", "md", "json"):
        response = client.get(f"/dossier/state/it?format={form}")
        assert response.text.strip() == run("dossier", "Italy", "--format", form, "--data", data).stdout.strip()
        assert response.headers["Content-Disposition"].endswith(f'.{form}"')
    assert client.get("/dossier/state/it?format=pdf").status_code == 406


def test_a_page_of_a_name_leads_to_its_dossier(client: FlaskClient) -> None:
    assert '<a class="btn" href="/dossier/state/ir">Write the dossier</a>' in client.get("/entity/state/ir").text


def test_what_cannot_be_asked_is_told(client: FlaskClient) -> None:
    assert client.get("/dossier").status_code == 400
    assert client.get("/dossier/state/it?as_of=May").status_code == 400
    unknown = client.get("/dossier/Itly")
    assert (unknown.status_code, "near: Italy (state/it)" in unknown.text) == (404, True)


def test_the_report_tells_figures_agreements_and_disagreements(client: FlaskClient, data: Path) -> None:
    written = run("report", "--data", data, "--as-of", "2025-01-01").stdout

    assert [each for each in ("## Figures", "## Agreements", "## Disagreements") if each not in written] == []
    assert "**As of 1 Jan 2025**" in written
    assert MUSCAT.title in written
    assert '<section id="figures"' in client.get("/report").text
    assert "As of 1 Jan 2025" in client.get("/report?as_of=2025-01-01").text
    assert "As of" not in client.get("/report").text, "what was asked for a day is not kept for all"
    assert client.get("/report?as_of=May").status_code == 400
