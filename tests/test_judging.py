"""Judging over HTTP: what the terminal does, behind the token, at once and for everybody to see."""

import html
import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from disputed import HOSTILE, disputed
from live import BEARER, Got, Service, serving
from typer.testing import CliRunner

from server.cli import app

CONSULT = "SELECT ?s ?date ?sure WHERE { ?s a rz:Consult ; rz:confidence ?sure . OPTIONAL { ?s rz:date ?date } }"
SUPPORT = "SELECT ?s WHERE { ?s a rz:Support }"
MEMBER = "SELECT ?s WHERE { ?s rdf:predicate rz:memberOf ; prov:wasDerivedFrom doc:morning-wire }"
ROSSI, ROSI = "person/marco-rossi", "person/marco-rosi"


@pytest.fixture
def service(tmp_path: Path) -> Iterator[Service]:
    with serving(disputed(tmp_path / "data")) as running:
        yield running


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """A service at which nothing is judged."""
    with serving(disputed(tmp_path_factory.mktemp("shared"))) as running:
        yield running


def judge(service: Service, verdict: str, **told: Any) -> Got:
    body = json.dumps({"verdict": verdict, "by": "Ada", **told}).encode()
    return service.ask("POST", "/api/review", body, **{"Content-Type": "application/json", **BEARER})


def key(service: Service, query: str) -> str:
    (row,) = service.query(query).rows()
    return row["s"].rpartition("/")[2]


def generation(service: Service) -> str:
    return str(json.loads(service.ask("GET", "/health").body)["generation"])


def kept(service: Service) -> list[dict[str, Any]]:
    path = service.data / "review.jsonl"
    return [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []


def page(service: Service, address: str) -> str:
    return html.unescape(service.ask("GET", address, Accept="text/html").text)


def test_wrong_statement_is_gone_when_the_answer_comes_and_undo_brings_it_back(service: Service) -> None:
    wrong = key(service, SUPPORT)

    rejected = judge(service, "rejected", statement=wrong, note="another Rosi")

    told = json.loads(rejected.body)
    assert (rejected.status, told["verdict"], told["by"]) == (200, "rejected", "Ada")
    assert told["generation"] == generation(service)
    assert service.query(SUPPORT).rows() == []
    assert "another Rosi" in page(service, "/review")
    assert judge(service, "undone", judgement=told["id"]).status == 200
    assert key(service, SUPPORT) == wrong
    assert [each["verdict"] for each in kept(service)] == ["rejected", "undone"]


def test_corrected_value_stands_and_the_card_tells_what_was_read(service: Service) -> None:
    answer = judge(service, "corrected", statement=key(service, CONSULT), term="date", value="2025-05-02", note="sic")

    assert answer.status == 200
    (row,) = service.query(CONSULT).rows()
    assert row["date"] == "2025-05-02"
    shown = page(service, f"/sentences?s={row['s'].rpartition('/')[2]}")
    assert "date corrected</a> by <bdi>Ada</bdi>" in shown
    assert "2025-05-01" in shown
    assert "<bdi>sic</bdi>" in shown


def test_value_that_the_text_does_not_give_is_taken_out(service: Service) -> None:
    assert judge(service, "corrected", statement=key(service, CONSULT), term="date", value=None).status == 200

    assert "date" not in service.query(CONSULT).rows()[0]


def test_what_was_found_right_waits_no_longer(service: Service) -> None:
    assert "met Japan's envoys on 1 May 2025.</mark>" in page(service, "/review?part=statements")

    assert judge(service, "accepted", statement=key(service, CONSULT)).status == 200

    assert float(service.query(CONSULT).rows()[0]["sure"]) == 1
    assert "met Japan's envoys on 1 May 2025.</mark>" not in page(service, "/review?part=statements")
    assert "Found right</a> by <bdi>Ada</bdi>" in page(service, "/sentences?family=event")


def test_names_become_one_or_are_told_apart_or_stay_open(service: Service) -> None:
    assert "A letter apart." in page(service, "/review?part=names")

    assert judge(service, "unsure", names=[ROSSI, ROSI]).status == 200
    assert "Left open." in page(service, "/review?part=names")
    assert judge(service, "distinct", names=[ROSI, ROSSI]).status == 200
    assert "No two names look like one." in page(service, "/review?part=names")
    assert judge(service, "same", names=[ROSSI, ROSI]).status == 200
    moved = service.ask("GET", f"/entity/{ROSI}", Accept="text/html")
    assert (moved.status, moved.headers["location"]) == (303, f"/entity/{ROSSI}")


def test_page_and_terminal_keep_one_book(service: Service) -> None:
    result = CliRunner().invoke(
        app, ["review", "same", ROSSI, ROSI, "--by", "Eve", "--data", str(service.data)]
    )  # fmt: skip
    assert result.exit_code == 0

    assert "<bdi>Eve</bdi>" in page(service, "/review")
    assert judge(service, "undone", judgement=kept(service)[0]["id"]).status == 200
    listed = CliRunner().invoke(app, ["review", "list", "--format", "json", "--data", str(service.data)]).stdout
    assert [(row["by"], row["outcome"]) for row in json.loads(listed)] == [("Eve", "taken back"), ("Ada", "applied")]


def test_two_who_judge_at_once_are_both_heeded(service: Service) -> None:
    seen = generation(service)
    wrong = [("rejected", key(service, query)) for query in (SUPPORT, MEMBER)]
    asked = [*wrong, ("accepted", key(service, CONSULT))]

    def one(each: tuple[str, str]) -> int:
        return judge(service, each[0], statement=each[1], generation=seen).status

    with ThreadPoolExecutor(3) as pool:
        assert list(pool.map(one, asked)) == [200, 200, 200]
    assert sorted(each["verdict"] for each in kept(service)) == ["accepted", "rejected", "rejected"]
    assert service.query(SUPPORT).rows() == service.query(MEMBER).rows() == []
    assert float(service.query(CONSULT).rows()[0]["sure"]) == 1


def test_of_two_who_judge_the_same_at_once_the_second_is_told_of_the_first(service: Service) -> None:
    seen, statement = generation(service), key(service, SUPPORT)

    with ThreadPoolExecutor(2) as pool:
        same = {"statement": statement, "generation": seen}
        asked = [("accepted", "Ada"), ("rejected", "Eve")]
        answers = list(pool.map(lambda each: judge(service, each[0], by=each[1], **same), asked))

    first, second = sorted(answers, key=lambda answer: answer.status)
    assert (first.status, second.status) == (200, 409)
    assert f"{json.loads(first.body)['by']} judged this meanwhile" in json.loads(second.body)["error"]
    assert len(kept(service)) == 1
    assert judge(service, "rejected", statement=statement, generation=generation(service)).status == 200


def test_what_was_taken_back_meanwhile_is_told(service: Service) -> None:
    statement = key(service, SUPPORT)
    made = json.loads(judge(service, "accepted", statement=statement).body)
    seen = generation(service)
    judge(service, "undone", judgement=made["id"], by="Eve")

    again = judge(service, "undone", judgement=made["id"], generation=seen)
    other = judge(service, "rejected", statement=statement, generation=seen)

    assert (again.status, other.status) == (409, 409)
    assert "was taken back meanwhile" in json.loads(again.body)["error"]
    assert "taken back meanwhile" in json.loads(other.body)["error"]
    assert len(kept(service)) == 2


def test_note_and_name_of_the_judge_are_text_wherever_they_stand(service: Service) -> None:
    said = {"by": HOSTILE, "value": HOSTILE, "note": HOSTILE}

    answer = judge(service, "corrected", statement=key(service, CONSULT), term="topic", **said)

    assert answer.status == 200
    for address in ("/review", "/sentences?family=event"):
        shown = service.ask("GET", address, Accept="text/html").text
        assert HOSTILE not in shown
        assert html.unescape(shown).count(HOSTILE) >= 3


@pytest.mark.parametrize(
    ("header", "status", "message"),
    [
        (None, 401, "Writing takes a token"),
        ("Bearer wrong", 401, "Writing takes a token"),
        ("Basic YTpi", 401, "Writing takes a token"),
    ],
)
def test_without_the_right_token_nothing_is_judged(
    shared: Service, header: str | None, status: int, message: str
) -> None:
    given = {"Authorization": header} if header else {}
    answer = shared.ask("POST", "/api/review", b"{}", **{"Content-Type": "application/json", **given})

    assert answer.status == status
    assert message in json.loads(answer.body)["error"]
    assert answer.headers["www-authenticate"].startswith("Bearer")
    assert kept(shared) == []


def test_where_no_token_is_known_judging_is_off(tmp_path: Path) -> None:
    with serving(disputed(tmp_path / "data"), token=None) as off:
        answer = judge(off, "unsure", names=[ROSSI, ROSI])

        assert answer.status == 403
        assert "Writing is off" in json.loads(answer.body)["error"]
        assert kept(off) == []


@pytest.mark.parametrize(
    ("told", "message"),
    [
        ({"verdict": "maybe"}, "verdict: found 'maybe'; wanted one of same"),
        ({"verdict": "unsure"}, 'names: wanted two such as "person/wang-yi"'),
        ({"verdict": "same", "names": [ROSSI]}, "names: wanted two"),
        ({"verdict": "same", "names": [ROSSI, ROSSI]}, "named twice"),
        ({"verdict": "same", "names": ["Rossi", ROSI]}, "wanted a name such as person/wang-yi"),
        ({"verdict": "same", "names": [ROSSI, {"a": 1}]}, "names: wanted a list of 2 texts at most"),
        ({"verdict": "accepted"}, "statement: wanted the end of its IRI"),
        ({"verdict": "accepted", "statement": "../x"}, "statement: wanted the end of its IRI"),
        ({"verdict": "accepted", "statement": "ffff"}, "holds no such statement"),
        ({"verdict": "accepted", "statement": "ffff", "by": "  "}, "by: missing"),
        ({"verdict": "accepted", "statement": "ffff", "by": 7}, "by: found '7'; wanted text"),
        ({"verdict": "accepted", "statement": "ffff", "by": "A\u0000"}, "by: holds a control character"),
        ({"verdict": "accepted", "statement": "ffff", "note": "x" * 2001}, "note: found 2,001 characters"),
        ({"verdict": "accepted", "statement": "ffff", "name": ROSI}, "of a name only the name can be corrected"),
        ({"verdict": "corrected", "statement": "ffff"}, "term: missing"),
        ({"verdict": "corrected", "name": ROSI, "term": "date", "value": "2025"}, "of a name only the name"),
        ({"verdict": "undone", "judgement": "*"}, "eight hexadecimal digits"),
        ({"verdict": "undone", "judgement": "ffffffff"}, "0 judgements are called so"),
        ({"verdict": "unsure", "names": [ROSSI, ROSI], "colour": "red"}, "colour: not known here"),
    ],
)
def test_what_cannot_be_judged_is_told_plainly_and_kept_nowhere(
    shared: Service, told: dict[str, Any], message: str
) -> None:
    answer = judge(shared, **told)

    assert answer.status == 422, answer.text
    assert message in json.loads(answer.body)["error"]
    assert kept(shared) == []


def test_value_that_does_not_fit_is_told_with_what_would(shared: Service) -> None:
    consult = key(shared, CONSULT)

    wrong = judge(shared, "corrected", statement=consult, term="modality", value="perhaps")
    other = judge(shared, "corrected", statement=consult, term="officeTitle", value="minister")

    assert (wrong.status, other.status) == (422, 422)
    assert "wanted fact, planned, denied" in json.loads(wrong.body)["error"]
    assert "wanted one of date, modality, place, saidBy, topic" in json.loads(other.body)["error"]
    assert kept(shared) == []


@pytest.mark.parametrize(
    ("body", "media", "status"),
    [
        (b"{", "application/json", 422),
        (b"[]", "application/json", 422),
        (b'"accepted"', "application/json", 422),
        (b"verdict=accepted", "application/x-www-form-urlencoded", 415),
        (b"{}", "text/plain", 415),
        (b'{"note": "' + b"x" * (1 << 17) + b'"}', "application/json", 413),
    ],
)
def test_body_that_is_no_judgement_is_refused(shared: Service, body: bytes, media: str, status: int) -> None:
    answer = shared.ask("POST", "/api/review", body, **{"Content-Type": media, **BEARER})

    assert answer.status == status
    assert json.loads(answer.body)["error"]
    assert kept(shared) == []


def test_judgement_is_posted(shared: Service) -> None:
    answer = shared.ask("GET", "/api/review", **BEARER)

    assert (answer.status, sorted(answer.headers["allow"].split(", "))) == (405, ["OPTIONS", "POST"])


def test_generation_that_is_there_no_more_cannot_be_judged_from(shared: Service) -> None:
    answer = judge(shared, "unsure", names=[ROSSI, ROSI], generation="000000000000")

    assert answer.status == 409
    assert "is there no more; look again" in json.loads(answer.body)["error"]
    assert kept(shared) == []
